package policies_test

import (
	"io/fs"
	"slices"
	"testing"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/policies"
)

// dirs are the shipped packs.
func dirs(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(policies.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range entries {
		out = append(out, d.Name())
	}
	return out
}

// Every shipped pack loads, every case of it holds, and the cases leave nothing
// of the pack untried.
func TestShippedPacks(t *testing.T) {
	total := 0
	all := dirs(t)
	for _, dir := range all {
		t.Run(dir, func(t *testing.T) {
			pack, err := policy.Load(policies.FS, dir)
			if err != nil {
				t.Fatal(err)
			}
			if pack.ID != dir {
				t.Errorf("the pack is called %s", pack.ID)
			}
			results, err := policy.RunCases(policies.FS, dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				if r.Err != nil {
					t.Errorf("%s %s: %v", r.At, r.Name, r.Err)
				}
				for _, f := range r.Faults {
					t.Errorf("%s %s: %s: want %s, got %s", r.At, r.Name, f.What, f.Want, f.Got)
				}
			}
			total += len(results)
			for _, what := range untried(pack, results) {
				t.Errorf("no case tries %s", what)
			}
		})
	}
	if len(all) < 40 || total < 400 {
		t.Errorf("%d packs, %d cases", len(all), total)
	}
}

// untried lists what no case of a pack reaches: a refusal, a class, a limit of
// an item, a cap, a group, an award, a paper, a handler rule, the first day.
func untried(p *policy.Pack, results []policy.CaseResult) (out []string) {
	seen := map[string]bool{}
	for _, r := range results {
		d := r.Decision
		if d == nil {
			continue
		}
		if d.Refusal != nil {
			seen["refusal "+d.Refusal.Code] = true
			if d.Refusal.Code == "not_in_force" && d.RulesDay == p.Effective.From-1 {
				seen["the day before the first"] = true
			}
			continue
		}
		see(p, d, seen)
	}
	want := []string{"refusal " + p.NoClass.Code, "the day before the first"}
	if p.Effective.To != policy.Forever && p.Effective.To < date.MustDay("2100-01-01") {
		want = append(want, "the last day")
	}
	for _, r := range p.Refusals {
		want = append(want, "refusal "+r.Code)
	}
	for _, c := range p.Classes {
		want = append(want, "class "+c.ID)
		if c.When.Text == "" {
			want = slices.DeleteFunc(want, func(s string) bool { return s == "refusal "+p.NoClass.Code })
		}
	}
	for _, it := range p.Items {
		if slices.ContainsFunc(it.Limits, func(l policy.Limit) bool { return l.Most < policy.Unlimited && l.Most > 0 }) {
			want = append(want, "limit of "+it.Code)
		}
		want = append(want, "item "+it.Code)
		if len(it.Caps) > 0 {
			want = append(want, "cap of "+it.Code)
		}
	}
	for _, c := range p.Caps {
		want = append(want, "cap "+c.ID)
	}
	for _, w := range p.Awards {
		want = append(want, "award "+w.ID)
	}
	for _, f := range p.Funds {
		want = append(want, "fund "+string(f.ID))
	}
	for _, x := range p.Papers {
		want = append(want, "paper "+x.ID)
	}
	for _, x := range p.Delivery {
		want = append(want, "delivery "+x.ID)
	}
	if len(p.Handlers) > 0 {
		want = append(want, "refusal handler")
	}
	for _, w := range want {
		if !seen[w] {
			out = append(out, w)
		}
	}
	return out
}

// see notes what a decision reaches.
func see(p *policy.Pack, d *policy.Decision, seen map[string]bool) {
	seen["class "+d.Class.ID] = true
	if d.RulesDay == p.Effective.To {
		seen["the last day"] = true
	}
	for _, l := range d.Lines {
		if l.Index() < 0 {
			continue
		}
		seen["item "+l.Item] = true
		if l.Reason&policy.CutQuantity != 0 {
			seen["limit of "+l.Item] = true
		}
		if l.Reason&policy.CutItemCap != 0 {
			seen["cap of "+l.Item] = true
		}
	}
	if d.Cap != nil {
		seen["cap "+d.Cap.ID] = true
	}
	for _, g := range d.Awards {
		seen["award "+g.Award.ID] = true
		if g.Award.Fund == "" {
			seen["fund "+string(d.Fund.ID)] = true
		}
		seen["fund "+string(g.Award.Fund)] = true
	}
	for _, s := range d.Shares {
		if s.Fen > 0 {
			seen["fund "+string(s.Fund)] = true
		}
	}
	for _, x := range d.Papers {
		seen["paper "+x.ID] = true
	}
	if d.Delivery != nil {
		seen["delivery "+d.Delivery.ID] = true
	}
}
