package office

import (
	"context"
	"strconv"
	"strings"

	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// WaitingPage is a page of the claims that wait for one list, in its order, what
// all come to, and where the next begins.
type WaitingPage struct {
	Unlisted
	Rows []FigureRow
	Next string // town/claim of the last row
}

// WaitingClaims lists what waits for the list of a home and month, or of a bureau
// and day.
func (o *Office) WaitingClaims(ctx context.Context, c Caller, unit int64, p settlement.Period, after string) (v WaitingPage, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		kind := settlement.Local
		if p.Cycle() == settlement.Daily {
			kind = settlement.Reimbursement
		}
		l := &openedList{store.List{Unit: unit, Kind: kind}, p}
		if err := party.May(party.View, a, l.object()); err != nil {
			return err
		}
		name, err := unitName(s, l)
		if err != nil {
			return err
		}
		v.Unlisted = Unlisted{store.Waiting{Unit: unit, Kind: kind, Period: p.String()}, name}
		if v.Ready, err = s.ReadyFor(unit, kind, p.String()); err != nil {
			return err
		}
		n, err := o.namesOf(s)
		if err != nil {
			return err
		}
		town, claim, _ := strings.Cut(after, "/")
		last, _ := strconv.ParseInt(claim, 10, 64)
		rows, err := s.ReadyAfter(unit, kind, p.String(), town, last, listsAPage+1)
		if err != nil {
			return err
		}
		if len(rows) > listsAPage {
			rows = rows[:listsAPage]
			v.Next = rows[listsAPage-1].Town + "/" + idText(rows[listsAPage-1].ID)
		}
		for i := range rows {
			r, err := figureRow(s, n, &rows[i], &FigureQuery{})
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, r)
		}
		return nil
	})
	return v, err
}
