package office_test

import (
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

func TestAWrongLocalValueIsCorrectedForItsOwnDays(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		set := func(value, from string) {
			t.Helper()
			p, err := w.Office.Propose(bg, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "cap", Value: value, From: date.MustDay(from), Document: "样本更正"})
			noErr(t, err)
			noErr(t, drop(w.Office.Approve(bg, w.As("chief1"), p.ID)))
		}
		waived := func() money.Amount {
			t.Helper()
			c := nextOf(g, claim.Waiver, "2026-02")
			clock.Set("2026-02-28")
			id, err := w.Run(bg, &c)
			noErr(t, err)
			v, err := w.Office.ClaimView(bg, w.As("auditor1"), id)
			noErr(t, err)
			return v.Waived
		}
		set("10.00", "2026-01-01") // the same day as the first value: it takes its place
		if got := waived(); got != 10_00 {
			t.Fatalf("waived %s under a cap of 10.00", got)
		}
		set("20.00", "2026-01-15") // from a day on
		if got := waived(); got != 20_00 {
			t.Fatalf("waived %s under a cap of 20.00", got)
		}
		set("30.00", "2026-01-01") // recorded last: holds for all days from then on
		if got := waived(); got != 30_00 {
			t.Fatalf("waived %s under a cap of 30.00", got)
		}
	})
}
