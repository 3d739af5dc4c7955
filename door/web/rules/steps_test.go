package rules

import (
	"testing"

	"songbai/door/web/ui"
	"songbai/office"
)

func TestStepsOfARuleAreSaidPlainly(t *testing.T) {
	p := ui.Page{Lang: ui.Zh}
	fresh := office.RuleView{RuleRow: office.RuleRow{Kind: "policy"}, By: "甲"}
	seen := fresh
	seen.Checked = &office.PolicyChecked{Cases: 3}
	first := fresh
	first.First = true
	price := office.RuleView{RuleRow: office.RuleRow{Kind: "price_list"}, Outcome: "approved", Decider: "乙"}
	for _, c := range []struct {
		name  string
		x     office.RuleView
		steps int
		done  []bool
		bar   bool
	}{
		{"a change that nobody tried", fresh, 4, []bool{true, false, false, false}, true},
		{"a change that was tried", seen, 4, []bool{true, true, false, false}, false},
		{"the county's first policy", first, 4, []bool{true, false, false, false}, false},
		{"an approved price list", price, 3, []bool{true, true, true}, false},
	} {
		got := steps(p, &c.x)
		if len(got) != c.steps || unchecked(&c.x) != c.bar {
			t.Errorf("%s: %d steps, barred %t", c.name, len(got), unchecked(&c.x))
			continue
		}
		for i, s := range got {
			if s.Done != c.done[i] || s.Title == "" || s.State == "" {
				t.Errorf("%s: step %d is %+v", c.name, i+1, s)
			}
		}
	}
}
