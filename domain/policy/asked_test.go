package policy_test

import (
	"slices"
	"testing"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/policies"
)

func yingdePlan(t *testing.T) *policy.Plan {
	t.Helper()
	pack, err := policy.Load(policies.FS, "yingde")
	if err != nil {
		t.Fatal(err)
	}
	text, err := policies.FS.ReadFile("yingde/prices-sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	prices, err := policy.ReadPrices("prices-sample.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	day := date.MustDay("2016-01-01")
	plan, err := policy.Compile(pack, policy.LocalValues{
		{Name: "cap", Value: "1300.00", From: day, To: policy.Forever, Document: "样本"},
		{Name: "subsistence_shares", Value: "5:3:2", From: day, To: policy.Forever, Document: "样本"},
	}, prices)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestFewQuestions asks only what can still change the answer: a resident is
// not asked about the army, a stranger not about waivers elsewhere.
func TestFewQuestions(t *testing.T) {
	plan := yingdePlan(t)
	day := date.MustDay("2026-03-05")
	here, _ := policy.ParseArea("441881101")
	settled := policy.OwnHome | policy.Unclaimed | policy.Unnamed
	for name, c := range map[string]struct {
		area  policy.Area
		route policy.Route
		yes   policy.Set
		want  []string
	}{
		"resident at the home":   {here, policy.Waiver, policy.OwnHome, []string{"waived_elsewhere"}},
		"stranger at the home":   {0, policy.Waiver, policy.OwnHome, []string{"infant_unregistered", "institute_child", "soldier_stationed"}},
		"soldier at the home":    {0, policy.Waiver, policy.OwnHome | policy.SoldierStationed, []string{"waived_elsewhere", "infant_unregistered", "institute_child"}},
		"resident elsewhere":     {here, policy.Reimbursement, 0, []string{"waived_elsewhere"}},
		"stranger elsewhere":     {0, policy.Reimbursement, 0, nil},
		"told: waived elsewhere": {here, policy.Waiver, policy.OwnHome | policy.WaivedElsewhere, nil},
	} {
		f := policy.Facts{Route: c.route, Disposal: policy.Cremation, Yes: c.yes, Household: c.area, Death: day, Application: day}
		got, err := plan.Matters(&f, settled)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: asks %v, want %v", name, got, c.want)
		}
	}
}

func TestOfferIsWhatTheDecisionWaives(t *testing.T) {
	plan := yingdePlan(t)
	day := date.MustDay("2026-03-05")
	here, _ := policy.ParseArea("441881101")
	f := policy.Facts{Route: policy.Waiver, Disposal: policy.Cremation, Yes: policy.OwnHome, Household: here, Death: day, Cremation: day, Application: day}
	offers, err := plan.Offer(&f, day)
	if err != nil || len(offers) != 7 {
		t.Fatalf("%d %v", len(offers), err)
	}
	if offers[2].Item.Code != "cold" || offers[2].Most != 3 || !offers[0].Distance || offers[4].Price == 0 {
		t.Fatalf("%+v", offers)
	}
	f.Services = policy.Services(offers, day)
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil || !d.OK {
		t.Fatalf("%v %+v", err, d.Refusal)
	}
	if d.PreCap != d.Charged || d.Waived != min(d.PreCap, d.Ceiling) {
		t.Fatalf("charged %s, covered %s, waived %s", d.Charged, d.PreCap, d.Waived)
	}
	f.Yes |= policy.WaivedElsewhere
	if offers, err := plan.Offer(&f, day); offers != nil || err != nil {
		t.Fatalf("an offer to a claim that is refused: %v %v", offers, err)
	}
}
