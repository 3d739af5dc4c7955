package office_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/office"
)

// draft is the shipped pack with a change of its text.
func draft(t testing.TB, old, new string) *policy.Pack {
	t.Helper()
	text, err := os.ReadFile("../policies/yingde/pack.yaml")
	law, lawErr := os.ReadFile("../policies/yingde/law.md")
	if err != nil || lawErr != nil {
		t.Fatal(err, lawErr)
	}
	if strings.Count(string(text), old) != 1 {
		t.Fatalf("%q is not there once", old)
	}
	p, err := policy.Load(fstest.MapFS{"p/pack.yaml": {Data: []byte(strings.Replace(string(text), old, new, 1))}, "p/law.md": {Data: law}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is asked changes nothing, adds up, and answers what a change would cost.
func TestWhatIf(t *testing.T) {
	w, clock := ranMonth(t, 60)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o, c := context.Background(), w.Office, w.As("keeper1")
	from, to := date.MustDay("2026-03-01").Month(), date.MustDay("2026-03-01").Month()
	stored, err := o.Report(ctx, w.As("auditor1"), office.StatFilter{From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(req office.WhatIf) office.WhatIfView {
		t.Helper()
		req.From, req.To = from, to
		v, err := o.WhatIf(ctx, c, req)
		if err != nil {
			t.Fatal(err)
		}
		if v.Result.Undecided != 0 || v.Result.Claims != stored.Total.Done || v.Result.Total.Before.Fen != stored.Total.Waived {
			t.Errorf("before is not what was decided: %+v %+v", v.Result.Total, stored.Total)
		}
		for _, rows := range [][2]int64{{int64(len(v.Result.Homes)), 1}, {int64(len(v.Result.Months)), 1}} {
			if rows[0] < rows[1] {
				t.Errorf("%+v", v.Result)
			}
		}
		for _, row := range v.Result.Homes {
			if strings.Contains(row.Key, "/") || v.Names["homes/"+row.Key].Zh == "" {
				t.Errorf("%+v %v", row, v.Names)
			}
		}
		return v
	}
	same := ask(office.WhatIf{Pack: draft(t, "cap_order: items", "cap_order: items").Canonical()})
	if same.Result.Changed() != 0 || same.Result.Total.After != same.Result.Total.Before {
		t.Errorf("the same pack changes %+v", same.Result)
	}
	more := ask(office.WhatIf{Pack: draft(t, "most: 3,", "most: 5,").Canonical()})
	if more.Result.Losers.Claims != 0 || more.Result.Winners.Claims == 0 || more.Result.Total.After.Fen <= more.Result.Total.Before.Fen {
		t.Errorf("two more days of storage: %+v %+v", more.Result.Winners, more.Result.Losers)
	}
	// a draft that begins later is asked as if it had begun before
	later := draft(t, "effective: {from: 2016-01-01", "effective: {from: 2016-01-01")
	if v := ask(office.WhatIf{Pack: later.Canonical()}); v.Result.NewlyRefused != 0 {
		t.Errorf("%+v", v.Result)
	}
	less := ask(office.WhatIf{Local: policy.LocalValues{{Name: "cap", Value: "500.00", Document: "试算"}}})
	if less.Result.Winners.Claims != 0 || less.Result.Losers.Claims == 0 || less.Result.Losers.Fen != less.Result.Total.Before.Fen-less.Result.Total.After.Fen {
		t.Errorf("a lower cap: %+v", less.Result)
	}
	if _, err := o.WhatIf(ctx, c, office.WhatIf{From: from, To: to}); problem.CodeOf(err) != "office.what_if_empty" {
		t.Error(err)
	}
	if _, err := o.WhatIf(ctx, c, office.WhatIf{From: to + 1, To: to}); problem.CodeOf(err) != "office.what_if_months" {
		t.Error(err)
	}
	if _, err := o.WhatIf(ctx, w.As("desk1"), office.WhatIf{From: from, To: to, Local: policy.LocalValues{{Name: "cap"}}}); err == nil {
		t.Error("a desk sees the whole county")
	}
}

// A draft that begins in the future is asked as if it had begun before.
func TestAsIfFrom(t *testing.T) {
	p := draft(t, "effective: {from: 2016-01-01", "effective: {from: 2016-01-01")
	q, err := p.AsIfFrom(date.MustDay("2010-01-01"))
	if err != nil || q.Effective.From.String() != "2010-01-01" || q.Items[2].Limits[0].From.String() != "2010-01-01" || q.Hash() == p.Hash() {
		t.Error(q.Effective, err)
	}
	if same, _ := p.AsIfFrom(date.MustDay("2020-01-01")); same != p {
		t.Error("a later day changes nothing")
	}
}
