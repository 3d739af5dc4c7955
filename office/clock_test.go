package office_test

import (
	"testing"

	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

func TestACountysOwnDaysReplaceTheSevenths(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		completed(t, w, clock, g, 1)
		l, err := w.Office.SubmitList(bg, w.As("manager1"), office.SubmitList{Period: february})
		noErr(t, err)
		due := func() date.Day {
			t.Helper()
			v, err := w.Office.ListView(bg, w.As("auditor1"), l.List)
			noErr(t, err)
			return v.Turn.Due
		}
		sevenths := due()
		propose := func(value string) (office.Added, error) {
			return w.Office.Propose(bg, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "clock_days", Value: value, From: date.MustDay("2026-03-01"), Document: "样本"})
		}
		for value, code := range map[string]string{"2:5:8": "office.clock_days", "a:5:8:10": "office.clock_days", "2:5:8:11": "settlement.clock_late", "5:2:8:10": "settlement.clock_order"} {
			refused(t, code, drop(propose(value)))
		}
		p, err := propose("3:9:10:10")
		noErr(t, err)
		if due() != sevenths {
			t.Fatal("a proposal moved the clock before it was approved")
		}
		noErr(t, drop(w.Office.Approve(bg, w.As("chief1"), p.ID)))
		if got := due(); got != date.MustDay("2026-03-09") {
			t.Fatalf("the bureau's day is %s, the county set the 9th", got)
		}
		c := nextOf(g, "waiver", "2026-03")
		clock.Set("2026-03-31")
		if _, err := w.Run(bg, &c); err != nil {
			t.Fatalf("the clock's days are no value of the pack: %v", err)
		}
	})
}
