package office_test

import (
	"testing"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// A reviewer sees each line and the sum before fixing it; what is fixed is what
// was seen, and what was seen before a change is refused.
func TestADeterminationFixesWhatWasShown(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o, rev := w.Office, w.As("reviewer2")
		c := nextOf(g, claim.Reimbursement, "2026-03")
		clock.Set(c.Day.String())
		id := must[int64](t)(w.Run(bg, &c))

		waiting := must[office.ForwardedPage](t)(o.Forwarded(bg, rev, 0))
		s := must[office.ClaimSheet](t)(o.ClaimSheet(bg, rev, id))
		if len(waiting.Rows) != 1 || waiting.Rows[0].Waived == 0 || waiting.Rows[0].Waived != s.Waived || waiting.Rows[0].Invoices != c.Form.Invoices[0].Fen {
			t.Fatalf("the list shows %+v, the sheet %s", waiting.Rows, s.Waived)
		}
		if !s.Live || s.Digest == "" || s.Trace == nil || len(s.Trace.Lines) != len(c.Services) || len(s.Trace.Shares) == 0 || s.Clause == "" {
			t.Fatalf("%+v %+v", s.ClaimView, s.Trace)
		}

		refused(t, "claim.other_sums", drop(o.Determine(bg, rev, office.DetermineClaim{Claim: id})))
		fewer := c.Services[:len(c.Services)-1]
		noErr(t, drop(o.Record(bg, rev, office.RecordServices{Claim: id, Services: fewer, Difference: "末项不在本地项目内"})))
		refused(t, "claim.other_sums", drop(o.Determine(bg, rev, office.DetermineClaim{Claim: id, Digest: s.Digest})))

		now := must[office.ClaimView](t)(o.ClaimView(bg, rev, id))
		noErr(t, drop(o.Determine(bg, rev, office.DetermineClaim{Claim: id, Digest: now.Digest})))
		after := must[office.ClaimView](t)(o.ClaimView(bg, rev, id))
		if after.Waived != now.Waived || after.Live || after.Digest != "" || -sum(t, w, ledger.Completed) != now.Waived {
			t.Fatalf("shown %s, fixed %s, booked %s", now.Waived, after.Waived, sum(t, w, ledger.Completed))
		}
	})
}

// The lines of a foreign invoice never come to more than it, and to less only
// with a reason; a total changed afterwards is recorded against anew.
func TestLinesAreHeldToTheInvoice(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o, town := w.Office, w.As("reviewer2")
		c := nextOf(g, claim.Reimbursement, "2026-03")
		clock.Set(c.Day.String())
		id := must[int64](t)(w.Run(bg, &c))
		more := append([]office.RecordedService(nil), c.Services...)
		more[0].Charged, more[0].Unit = more[0].Charged+411000, 0
		at(t, "claim.over_invoice", "services", drop(o.Record(bg, town, office.RecordServices{Claim: id, Services: more, Difference: "见发票"})))
		fewer := office.RecordServices{Claim: id, Services: c.Services[1:]}
		at(t, "claim.under_invoice", "difference", drop(o.Record(bg, town, fewer)))
		fewer.Difference = " "
		at(t, "claim.under_invoice", "difference", drop(o.Record(bg, town, fewer)))
		fewer.Difference = "第一项家属另行结清"
		noErr(t, drop(o.Record(bg, town, fewer)))
		s := must[office.ClaimSheet](t)(o.ClaimSheet(bg, town, id))
		if s.Invoices == nil || s.Invoices.Total != c.Form.Invoices[0].Fen || s.Invoices.Charged != s.Charged || s.Invoices.Reason != fewer.Difference {
			t.Fatalf("%+v", s.Invoices)
		}
	})
}
