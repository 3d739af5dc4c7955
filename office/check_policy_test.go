package office_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/problem"
	"songbai/office"
)

// shipped reads a file of the shipped pack.
func shipped(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../policies/yingde/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A change of policy is proposed, checked, approved by another person, and in
// force from its day; claims keep the version they were decided under.
func TestAPolicyIsCheckedBeforeItIsApproved(t *testing.T) {
	w, clock := ranMonth(t, 30)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o, keeper, chief := context.Background(), w.Office, w.As("keeper1"), w.As("chief1")
	march := date.MustDay("2026-03-01").Month()
	pack := draft(t, "most: 3,", "most: 5,")
	p, err := o.Propose(ctx, keeper, office.Rule{Kind: "policy", Pack: pack.Canonical(), From: date.MustDay("2026-07-01"), Document: "样本文件"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Approve(ctx, chief, p.ID); problem.CodeOf(err) != "office.policy_unchecked" {
		t.Fatal(err)
	}
	files := map[string][]byte{"local-sample.yaml": shipped(t, "local-sample.yaml"), "prices-sample.yaml": shipped(t, "prices-sample.yaml")}
	cases := string(shipped(t, "cases.yaml"))
	check := func(c office.Caller, cases string) (office.PolicyChecked, error) {
		return o.CheckPolicy(ctx, c, office.CheckPolicy{Proposal: p.ID, Cases: []byte(cases), Files: files, From: march, To: march})
	}
	if _, err := check(keeper, cases); problem.CodeOf(err) != "office.cases_fail" { // three days became five
		t.Fatal(err)
	}
	if _, err := check(keeper, ""); problem.CodeOf(err) != "office.no_cases" { // none was proposed with it
		t.Fatal(err)
	}
	bad := office.Rule{Kind: "policy", Pack: pack.Canonical(), Cases: []byte(cases), Beside: files, From: date.MustDay("2026-07-01"), Document: "样本文件"}
	if _, err := o.Propose(ctx, keeper, bad); problem.CodeOf(err) != "office.cases_fail" {
		t.Fatal(err)
	}
	good := "local: local-sample.yaml\nprices: prices-sample.yaml\ndefaults: {route: waiver, disposal: cremation, household: \"441881\", death: 2026-03-02, yes: [own_home]}\ncases:\n" +
		"  - {name: 冷藏六天免五天, bill: \"cold 6x100\", expect: {waived: \"500.00\"}}\n"
	if _, err := check(chief, good); err == nil {
		t.Fatal("the chief checks what the chief approves")
	}
	seen, err := check(keeper, good)
	if err != nil || seen.Cases != 1 || seen.Claims == 0 || seen.After <= seen.Before || seen.Gain == 0 || seen.Lose != 0 {
		t.Fatalf("%+v %v", seen, err)
	}
	v, err := o.RuleView(ctx, chief, p.ID)
	if err != nil || v.Checked == nil || v.Checked.After != seen.After {
		t.Fatalf("%+v %v", v.Checked, err)
	}
	if _, err := o.Approve(ctx, keeper, p.ID); err == nil {
		t.Fatal("approved by who proposed it")
	}
	if _, err := o.Approve(ctx, chief, p.ID); err != nil {
		t.Fatal(err)
	}
	rules, err := o.Rules(ctx, keeper)
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, r := range rules {
		if r.Kind == "policy" && r.State != "proposed" && strings.HasPrefix(r.Value, pack.Hash()[:12]) {
			held++
		}
	}
	if held != 1 {
		t.Errorf("%+v", rules)
	}
	// what was decided before stays as it was
	same, err := o.WhatIf(ctx, keeper, office.WhatIf{From: march, To: march, Pack: draft(t, "most: 3,", "most: 3,").Canonical()})
	if err != nil || same.Result.Changed() != 0 {
		t.Errorf("%+v %v", same.Result, err)
	}
}
