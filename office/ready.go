package office

import (
	"context"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// ReadyView is what waits to be listed.
type ReadyView struct {
	Unit    int64        `json:"unit"`
	Period  string       `json:"period"`
	Lines   int          `json:"lines"`
	Charged money.Amount `json:"charged_fen"`
	Waived  money.Amount `json:"waived_fen"`
	Taken   bool         `json:"taken"`          // a list of the period stands already
	Turn    *TurnView    `json:"turn,omitempty"` // a home's list not yet submitted: by when it is
}

// Ready tells what waits for the list of a home and period, or for the sheet of
// the caller's bureau and day.
func (o *Office) Ready(ctx context.Context, c Caller, home int64, p settlement.Period) (v ReadyView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		v, err = ready(s, a, home, p, func(unit int64, kind settlement.Kind) (store.Ready, error) { return s.ReadyFor(unit, kind, p.String()) })
		return err
	})
	return v, err
}

// ready is Ready within a view; sum gives what waits, where no list stands.
func ready(s *store.Scope, a party.Actor, home int64, p settlement.Period, sum func(unit int64, kind settlement.Kind) (store.Ready, error)) (v ReadyView, err error) {
	v = ReadyView{Unit: home, Period: p.String()}
	kind := settlement.Local
	if p.Cycle() == settlement.Daily {
		kind, v.Unit = settlement.Reimbursement, a.Office
	} else if v.Unit == 0 {
		v.Unit = a.Home
	}
	l := &openedList{store.List{Unit: v.Unit, Kind: kind}, p}
	if err := party.May(party.View, a, l.object()); err != nil {
		return v, err
	}
	if _, v.Taken, err = s.LastRound(v.Unit, kind, v.Period); err != nil || v.Taken {
		return v, err
	}
	r, err := sum(v.Unit, kind)
	if err != nil {
		return v, err
	}
	v.Lines, v.Charged, v.Waived = r.Lines, r.Charged, r.Waived
	l.State = settlement.Open
	v.Turn, err = turnOf(s, l)
	return v, err
}

// ListsWaiting is what waits for one list.
type ListsWaiting = store.Waiting

// Waiting tells for which lists claims wait, within the caller's reach: each home
// and period, each bureau and day.
func (o *Office) Waiting(ctx context.Context, c Caller) (out []store.Waiting, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		reach, _ := party.ReachOf(party.View, a.Role)
		if reach != party.WholeCounty && a.Home == 0 {
			return nil
		}
		out, err = s.WaitingFor(a.Home)
		return err
	})
	return out, err
}
