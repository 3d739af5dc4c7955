package office

import (
	"context"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// OpenSheet asks for the determination sheet of what the caller's bureau fixed
// on a day.
type OpenSheet struct {
	Day date.Day `json:"day"`
}

// OpenSheet gathers the claims that wait for the sheet of a day (五(二)); one
// determined after the day's sheet waits for the next day's. Its lines were reviewed one by one when their
// amounts were fixed: those who forwarded the claims are its preparers, those
// who determined them its reviewers, and it waits for opinion and seal at once.
func (o *Office) OpenSheet(ctx context.Context, c Caller, req OpenSheet) (ListMoved, error) {
	var out ListMoved
	a, err := o.bulk(ctx, c, party.OpenList, req, "", func(w *work) error {
		if w.actor.OfficeKind != party.Bureau {
			return noUnit.With()
		}
		p, err := settlement.PeriodOf(settlement.Daily, req.Day)
		if err != nil {
			return err
		}
		l := &openedList{store.List{Unit: w.actor.Office, Kind: settlement.Reimbursement}, p}
		if err := w.submit(l); err != nil {
			return err
		}
		if err := w.sheetSeats(l); err != nil {
			return err
		}
		to, err := settlement.Next(l.State, settlement.Review)
		if err != nil {
			return err
		}
		if err := w.MoveList(l.ID, l.State, to); err != nil {
			return err
		}
		l.State = to
		w.Record("list", l.ID, l.SubmittedDigest)
		out = moved(l, l.Lines, l.Waived, l.SubmittedDigest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// sheetSeats seats those who forwarded and those who determined the claims.
func (w *work) sheetSeats(l *openedList) error {
	for _, act := range []party.Act{party.Forward, party.Determine} {
		people, err := w.Movers(l.ID, act)
		if err != nil {
			return err
		}
		part, _ := party.PartOf(act)
		for _, p := range people {
			if err := w.Seat(l.ID, p, part); err != nil {
				return err
			}
		}
	}
	own, relative, err := w.InterestedInList(w.actor.Person, l.ID)
	if err != nil {
		return err
	}
	if err := party.NoInterest(own, relative); err != nil {
		return err
	}
	seats, err := w.Seats(l.ID)
	if err != nil {
		return err
	}
	return party.Filled(seats, party.Reviewer)
}

// openDay gives the first day from the given one on for which the bureau has no
// standing sheet.
func (w *work) openDay(bureau int64, day date.Day) (settlement.Period, error) {
	p, err := settlement.PeriodOf(settlement.Daily, day)
	if err != nil {
		return p, err
	}
	taken, err := w.PeriodTaken(bureau, string(settlement.Reimbursement), p.String())
	if err != nil || !taken {
		return p, err
	}
	return nextOpen(&w.Tx.Scope, bureau, settlement.Reimbursement, p)
}
