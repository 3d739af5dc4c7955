package office

import (
	"context"
	"fmt"
	"slices"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// Reminder is a note that the calendar puts into the outbox.
type Reminder struct {
	Kind    string // list_ready, list_due, list_late, month_short, paper_late, review_late, pay_again
	County  int64
	Subject int64    // home, list or claim
	Period  string   // of a paper: its kind
	Day     date.Day // by when
}

// Remind puts into the outbox what the calendar asks for today: a home's list of
// the month before waits to be submitted, a list is due tomorrow, today, or was
// due, or the month that runs leaves few working days for its list (五(一)). Each note is written once, however often it is asked for.
func (o *Office) Remind(ctx context.Context) (out []Reminder, err error) {
	counties, err := o.Counties(ctx)
	if err != nil {
		return nil, err
	}
	for _, county := range counties {
		var notes []Reminder
		err := o.s.Read(ctx, county.Code, func(s *store.Scope) error {
			notes, err = dueNotes(s)
			return err
		})
		if err != nil {
			return out, err
		}
		for _, n := range notes {
			fresh, err := o.note(ctx, n)
			if err != nil {
				return out, err
			}
			if fresh {
				out = append(out, n)
			}
		}
	}
	return out, nil
}

// note writes one note; false when it was written before.
func (o *Office) note(ctx context.Context, n Reminder) (bool, error) {
	key := fmt.Sprintf("remind:%s:%d:%s:%s", n.Kind, n.Subject, n.Period, n.Day)
	c := Caller{County: n.County, Role: party.Timer, Key: key}
	a, err := o.do(ctx, c, party.Remind, n, "", func(w *work) error {
		w.Record("reminder", n.Subject, sha(key))
		return w.Enqueue(n.Kind, n.Subject, fmt.Sprintf(`{"period":%q,"by":%q}`, n.Period, n.Day))
	})
	return err == nil && !a.Repeated, err
}

// dueNotes gathers what is to be said of the county today.
func dueNotes(s *store.Scope) (out []Reminder, err error) {
	cal, err := s.Calendar()
	if err != nil {
		return nil, err
	}
	before := s.Today().Month() - 1
	p, err := settlement.PeriodOf(settlement.Monthly, before.First())
	if err != nil {
		return nil, err
	}
	clock, err := deadlines(s, cal, p)
	if err != nil {
		return nil, err
	}
	homes, err := s.Homes()
	if err != nil {
		return nil, err
	}
	for _, h := range homes {
		ready, err := s.ReadyFor(h.ID, settlement.Local, p.String())
		if err != nil {
			return nil, err
		}
		if ready.Lines > 0 {
			out = append(out, Reminder{"list_ready", s.County, h.ID, p.String(), clock.Submit})
		}
	}
	short, err := shortNote(s, cal, homes)
	if err != nil {
		return nil, err
	}
	late, err := lateNotes(s, cal)
	if err != nil {
		return nil, err
	}
	papers, err := paperNotes(s)
	if err != nil {
		return nil, err
	}
	reviews, err := reviewNotes(s)
	if err != nil {
		return nil, err
	}
	again, err := againNotes(s)
	return slices.Concat(out, short, late, papers, reviews, again), err
}

// againNotes are of lists of which returned lines are ready to be paid again: a
// payer presses once for the round, the calendar never pays.
func againNotes(s *store.Scope) (out []Reminder, err error) {
	rows, err := s.StandingLists()
	if err != nil {
		return nil, err
	}
	waits, err := proposed(s)
	for i := range rows {
		if err != nil || rows[i].State != settlement.Returned {
			continue
		}
		var r Returns
		if r, err = waits.returns(s, &openedList{List: rows[i]}); r.Ready > 0 {
			out = append(out, Reminder{"pay_again", s.County, rows[i].ID, rows[i].Period, s.Today()})
		}
	}
	return out, err
}

// paperNotes are of promised papers past their day: a person asks after them,
// nothing is refused by itself.
func paperNotes(s *store.Scope) (out []Reminder, err error) {
	rows, err := s.Overdue(s.Today())
	for _, r := range rows {
		out = append(out, Reminder{"paper_late", s.County, r.Claim, r.Paper, r.Due})
	}
	return out, err
}

// reviewNotes are of reviews past the day by which they are answered.
func reviewNotes(s *store.Scope) (out []Reminder, err error) {
	rows, err := openReviews(s)
	for _, r := range rows {
		if r.Due < s.Today() {
			out = append(out, Reminder{"review_late", s.County, r.Claim, "", r.Due})
		}
	}
	return out, err
}

// shortNote announces, from the first day of a month on, that its list has fewer
// working days than usual: the homes know by the 20th before, at the latest.
func shortNote(s *store.Scope, cal *date.Calendar, homes []store.Home) (out []Reminder, err error) {
	p, err := settlement.PeriodOf(settlement.Monthly, s.Today())
	if err != nil {
		return nil, err
	}
	clock, err := deadlines(s, cal, p)
	if err != nil || !clock.Short || !clock.Known {
		return nil, err
	}
	for _, h := range homes {
		out = append(out, Reminder{"month_short", s.County, h.ID, p.String(), clock.Submit})
	}
	return out, nil
}

// lateNotes are of lists that somebody holds whose day is tomorrow, today or past.
func lateNotes(s *store.Scope, cal *date.Calendar) (out []Reminder, err error) {
	rows, err := s.Lists(store.ListFilter{Kind: settlement.Local})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		p, err := settlement.ParsePeriod(row.Period)
		if err != nil {
			return nil, err
		}
		clock, err := deadlines(s, cal, p)
		if err != nil {
			return nil, err
		}
		t := settlement.Holder(cal, row.Kind, row.State, clock, s.Today())
		switch {
		case t.Party == settlement.ByNobody:
		case t.Late():
			out = append(out, Reminder{"list_late", s.County, row.ID, row.Period, t.Due})
		case t.Left <= 1:
			out = append(out, Reminder{"list_due", s.County, row.ID, row.Period, t.Due})
		}
	}
	return out, nil
}
