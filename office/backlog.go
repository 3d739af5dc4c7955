package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// openStates are the states in which somebody must still work on a claim before
// it is completed, in the order of the way.
var openStates = []claim.State{claim.Draft, claim.Lodged, claim.Accepted, claim.Signed, claim.Returned, claim.Forwarded}

// Backlog reads the work that lies open within the caller's reach.
func (o *Office) Backlog(ctx context.Context, c Caller) (out Backlog, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		var f StatFilter
		if err := f.within(s, a); err != nil {
			return err
		}
		rows, err := s.OpenDays(f.Home, f.Town)
		if err != nil {
			return err
		}
		for _, st := range openStates {
			out.States = append(out.States, backlogRow(st, rows, s.Today()))
		}
		if f.Town != "" {
			return nil
		}
		waiting, err := s.WaitingFor(f.Home)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			p, err := settlement.ParsePeriod(w.Period)
			if err != nil {
				return err
			}
			name, err := unitName(s, &openedList{store.List{Unit: w.Unit, Kind: w.Kind}, p})
			if err != nil {
				return err
			}
			out.Waiting = append(out.Waiting, Unlisted{w, name})
		}
		out.Lists, err = listsWaiting(s, f.Home, waiting)
		return err
	})
	return out, err
}

func backlogRow(st claim.State, rows []store.OpenDay, today date.Day) BacklogRow {
	out := BacklogRow{State: string(st), Name: Name{Zh: st.Zh(), En: st.En()}}
	for i := range out.Ages {
		if i > 0 {
			young := today - date.Day(ageDays[i-1]) - 1
			out.Ages[i].Youngest = &young
		}
		if i < len(ageDays) {
			old := today - date.Day(ageDays[i])
			out.Ages[i].Oldest = &old
		}
	}
	for _, r := range rows {
		if r.State != string(st) {
			continue
		}
		out.N += r.N
		if r.Lodged == nil {
			continue
		}
		i := 0
		for i < len(ageDays) && int(today-*r.Lodged) > ageDays[i] {
			i++
		}
		out.Ages[i].N += r.N
	}
	return out
}

// listsWaiting lists the lists that somebody holds, the oldest first: those a home
// has yet to submit for a month that is over, and those on their way.
func listsWaiting(s *store.Scope, home int64, waiting []store.Waiting) (out []ListWaiting, err error) {
	clocks, err := clocksOf(s)
	if err != nil {
		return nil, err
	}
	lists, err := s.OpenLists(home)
	if err != nil {
		return nil, err
	}
	var rows []store.List
	for _, w := range waiting {
		if p, err := settlement.ParsePeriod(w.Period); err == nil && w.Kind == settlement.Local && p.Last() < s.Today() {
			rows = append(rows, store.List{Unit: w.Unit, Kind: w.Kind, Period: w.Period, State: settlement.Open})
		}
	}
	rows = append(rows, lists...)
	for i := range rows {
		p, err := settlement.ParsePeriod(rows[i].Period)
		if err != nil {
			return nil, err
		}
		l := &openedList{rows[i], p}
		w := ListWaiting{List: l.ID, Home: l.Unit, Number: l.Number, Period: p, State: Name{Zh: l.State.Zh(), En: l.State.En()}}
		if w.Unit, err = unitName(s, l); err != nil {
			return nil, err
		}
		if w.Turn, err = clocks.turn(s, l); err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// turn says who holds a home's list; the plan sets no days for a sheet.
func (c clocks) turn(s *store.Scope, l *openedList) (*TurnView, error) {
	if l.Kind != settlement.Local {
		return nil, nil
	}
	return c.held(s, l)
}

// held is turn for every list: of a sheet it says who holds it, without a day.
func (c clocks) held(s *store.Scope, l *openedList) (*TurnView, error) {
	var clock settlement.Clock
	if l.Kind == settlement.Local {
		var err error
		if clock, err = c.of(l.period); err != nil {
			return nil, err
		}
	}
	t := settlement.Holder(c.cal, l.Kind, l.State, clock, s.Today())
	if t.Party == settlement.ByNobody {
		return nil, nil
	}
	v := &TurnView{Party: t.Party, Zh: t.Party.Zh(), Await: t.Await, Does: t.Await.Zh()}
	if l.Kind == settlement.Local {
		v.Due, v.Left, v.Late, v.Pay = t.Due, t.Left, t.Late(), clock.Pay
	}
	return v, nil
}
