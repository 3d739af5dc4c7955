package office

import (
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/store"
)

// A policy that says who may apply reads it from the relation of the handler; every
// relation has its word there.
func TestWhoActsIsAFactOfTheDecision(t *testing.T) {
	day := date.MustDay("2026-02-03")
	want := map[claim.Relation]string{"child": "relative", "village": "village", "work_unit": "employer", "entrusted": "trustee", "institution": "institution"}
	for _, r := range claim.Relations() {
		f := &file{}
		f.Route, f.LodgedDay = claim.Waiver, &day
		f.form.Route, f.form.Handler = claim.Waiver, &claim.Handler{Relation: r}
		f.form.Deceased.HouseholdArea, f.form.Deceased.DeathArea = "449999101", "449999101"
		x, err := factsOf(new(store.Scope), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if word := x.Handler.String(); x.Handler == 0 || want[r] != "" && word != want[r] {
			t.Errorf("%s acts as %q", r, word)
		}
	}
}
