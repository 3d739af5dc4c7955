package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// ForwardedPage is a page of the claims that towns forwarded, oldest first; Next
// is the After of the page that follows, 0 at the end.
type ForwardedPage struct {
	Count int            `json:"count"`
	Rows  []ForwardedRow `json:"rows"`
	Next  int64          `json:"next,omitempty"`
}

// ForwardedRow is one of them: its invoices, and what they come to here.
type ForwardedRow struct {
	ClaimView
	Invoices money.Amount `json:"invoices_fen"`
}

// forwardedPage is how many claims a page shows.
const forwardedPage = 50

// Forwarded reads the out-of-area claims that wait to be determined.
func (o *Office) Forwarded(ctx context.Context, c Caller, after int64) (v ForwardedPage, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, _ party.Actor) error {
		if v.Count, err = s.CountState(claim.Forwarded); err != nil {
			return err
		}
		rows, err := s.ClaimsIn(claim.Forwarded, after, forwardedPage+1)
		if err != nil {
			return err
		}
		if len(rows) > forwardedPage {
			rows = rows[:forwardedPage]
			v.Next = rows[forwardedPage-1].ID
		}
		for _, r := range rows {
			f, err := fileOf(s, &r)
			if err != nil {
				return err
			}
			x := viewOf(f)
			j, err := o.judgedNow(s, f)
			if err := x.standsAt(s, f, j, err); err != nil {
				return err
			}
			total, err := invoiceTotal(f)
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, ForwardedRow{x, total})
		}
		return nil
	})
	return v, err
}

// SheetReady is what waits for the determination sheet of one day.
type SheetReady struct {
	Day    date.Day     `json:"day"`
	Lines  int          `json:"lines"`
	Waived money.Amount `json:"waived_fen"`
}

// SheetsReady reads for which days determined claims wait for a sheet of the
// caller's bureau.
func (o *Office) SheetsReady(ctx context.Context, c Caller) (out []SheetReady, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, a party.Actor) error {
		rows, err := s.ReadySince(a.Office, settlement.Reimbursement, sheetsFrom(s.Today()))
		for _, r := range rows {
			day, perr := date.ParseDay(r.Period)
			if perr != nil {
				return perr
			}
			out = append(out, SheetReady{day, r.Lines, r.Waived})
		}
		return err
	})
	return out, err
}
