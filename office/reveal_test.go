package office_test

import (
	"context"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// TestFullValuesAreSeenWithAReasonWithinReach shows a claim in full to who may,
// and to nobody else; each look leaves one record with its reason.
func TestFullValuesAreSeenWithAReasonWithinReach(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-01")
		clock.Set("2026-02-02")
		id, err := w.Run(context.Background(), &c)
		if err != nil {
			t.Fatal(err)
		}
		look := func(login, reason string) (claim.Lodgement, error) {
			return w.Office.Reveal(context.Background(), w.As(login), office.RevealClaim{Claim: id, Reason: reason})
		}
		form, err := look("desk1", "originals")
		if err != nil || form.Deceased.Name != c.Form.Deceased.Name || form.Handler.Phone != c.Form.Handler.Phone {
			t.Errorf("the desk sees %v", err)
		}
		for login, want := range map[string]string{"cashier1": "party.not_allowed", "examiner1": "party.not_allowed", "keeper1": "party.not_allowed", "sys_admin": "party.not_allowed"} {
			if _, err := look(login, "originals"); problem.CodeOf(err) != want {
				t.Errorf("%s: %v", login, err)
			}
		}
		if _, err := look("desk1", "curiosity"); problem.CodeOf(err) != "claim.reveal" {
			t.Errorf("no reason: %v", err)
		}
		other := "town01"
		if c.Town == 1 {
			other = "town02"
		}
		if _, err := look(other, "contact"); problem.CodeOf(err) != "party.out_of_reach" {
			t.Errorf("another town: %v", err)
		}
	})
}
