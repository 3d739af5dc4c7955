package office

import (
	"context"
	"slices"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// ClockView is the clock of the 10th over the last months: where every list
// stands, how each step kept its day, how often the money came in time.
type ClockView struct {
	Rows   []ClockRow `json:"rows"`    // newest period first
	Due    int        `json:"due"`     // of those shown, whose payment day has passed, paid or not
	OnTime int        `json:"on_time"` // of them, paid whole by that day
	Late   int        `json:"late"`    // lists late now, in whatever hands
}

// ClockRow is one list of a home, or the list it has yet to submit.
type ClockRow struct {
	List    int64             `json:"list,omitempty"` // 0: not submitted yet
	Number  string            `json:"number,omitempty"`
	Home    int64             `json:"home"`
	Name    string            `json:"name"`
	Period  settlement.Period `json:"period"`
	State   string            `json:"state"`
	StateZh string            `json:"state_zh"`
	Lines   int               `json:"lines"`
	Waived  money.Amount      `json:"waived_fen"`
	Steps   []ClockStep       `json:"steps"` // submit, seal, approve, pay
	Turn    *TurnView         `json:"turn,omitempty"`
}

// ClockStep is one step with the day it was due and the day it was done.
type ClockStep struct {
	Act  settlement.Act `json:"act"`
	Zh   string         `json:"zh"`
	Due  date.Day       `json:"due"`
	Done *date.Day      `json:"done,omitempty"`
	Late bool           `json:"late,omitempty"` // done after its day, or not done and past it
}

// clockLists is how many lists the clock looks back over.
const clockLists = 36

// Clock reads the clock of all homes.
func (o *Office) Clock(ctx context.Context, c Caller) (v ClockView, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, _ party.Actor) error {
		days, err := clocksOf(s)
		if err != nil {
			return err
		}
		if err := waitingRows(s, days, &v); err != nil {
			return err
		}
		rows, err := s.LastLists(settlement.Local, clockLists)
		if err != nil {
			return err
		}
		for i := range rows {
			p, err := settlement.ParsePeriod(rows[i].Period)
			if err != nil {
				return err
			}
			r, err := clockRow(s, days, &openedList{rows[i], p})
			if err != nil {
				return err
			}
			v.add(r, s.Today())
		}
		return nil
	})
	return v, err
}

func (v *ClockView) add(r ClockRow, today date.Day) {
	if pay := r.Steps[len(r.Steps)-1]; today > pay.Due {
		v.Due++
		if !pay.Late {
			v.OnTime++
		}
	}
	if r.Turn != nil && r.Turn.Late {
		v.Late++
	}
	v.Rows = append(v.Rows, r)
}

// waitingRows are the lists of past months that homes have yet to submit.
func waitingRows(s *store.Scope, days clocks, v *ClockView) error {
	months, err := s.Unlisted(0, "", (s.Today().Month() - 1).String())
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(months) {
		p, err := settlement.ParsePeriod(m.Period)
		if err != nil {
			return err
		}
		r, err := clockRow(s, days, &openedList{store.List{Unit: m.Unit, Kind: settlement.Local, Period: m.Period, State: settlement.Open, Lines: m.Lines, Waived: m.Waived}, p})
		if err != nil {
			return err
		}
		v.add(r, s.Today())
	}
	return nil
}

func clockRow(s *store.Scope, days clocks, l *openedList) (ClockRow, error) {
	r := ClockRow{List: l.ID, Number: l.Number, Home: l.Unit, Period: l.period, State: string(l.State), StateZh: l.State.Zh(), Lines: l.Lines, Waived: l.Waived}
	if l.SealedDigest != "" {
		r.Lines, r.Waived = l.SealedLines, l.Sealed
	}
	var err error
	if r.Name, err = unitName(s, l); err != nil {
		return r, err
	}
	c, err := days.of(l.period)
	if err != nil {
		return r, err
	}
	var paid *date.Day
	if l.State == settlement.Paid {
		on, err := s.PaidOn(l.ID)
		if err != nil {
			return r, err
		}
		if day, err := date.ParseDay(on); err == nil {
			paid = &day
		}
	}
	for _, x := range []ClockStep{
		{Act: settlement.Submit, Due: c.Submit, Done: dayOf(l.SubmittedAt)}, {Act: settlement.Seal, Due: c.Seal, Done: dayOf(l.SealedAt)},
		{Act: settlement.Approve, Due: c.Approve, Done: dayOf(l.ApprovedAt)}, {Act: settlement.Pay, Due: c.Pay, Done: paid},
	} {
		x.Zh = x.Act.Zh()
		x.Late = x.Done != nil && *x.Done > x.Due || x.Done == nil && s.Today() > x.Due
		r.Steps = append(r.Steps, x)
	}
	r.Turn, err = days.turn(s, l)
	return r, err
}
