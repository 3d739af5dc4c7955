package office

import (
	"context"

	"songbai/domain/audit"
	"songbai/domain/party"
	"songbai/store"
)

// AnchorChains keeps the head of every county's audit chain, and of the
// installation's own (county 0), and adds them to the file of anchors outside
// the database. A crash between the two is mended by the next call. It answers
// how many lines were added. Asked for once a day by the timer.
func (o *Office) AnchorChains(ctx context.Context) (int, error) {
	counties, err := o.Counties(ctx)
	if err != nil {
		return 0, err
	}
	var all []audit.Anchor
	for _, c := range append([]store.County{{}}, counties...) {
		if err := o.anchor(ctx, c.Code); err != nil {
			return 0, err
		}
		err := o.s.Read(ctx, c.Code, func(s *store.Scope) error {
			rows, err := s.Anchors()
			all = append(all, rows...)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return o.s.AppendAnchors(all)
}

// anchor keeps the head of one chain as it was before this act.
func (o *Office) anchor(ctx context.Context, county int64) error {
	c := Caller{County: county, Role: party.Timer}
	_, err := o.do(ctx, c, party.Anchor, county, "", func(w *work) error {
		a, err := w.head()
		if err != nil {
			return err
		}
		w.Record("chain", county, a.Hash)
		return w.PutAnchor(a)
	})
	return err
}

// head gives the end of the chain before the act's own record.
func (w *work) head() (audit.Anchor, error) {
	a := audit.Anchor{County: w.County, Pos: w.Position(), Day: w.Today().String()}
	if a.Pos == 0 {
		return a, nil
	}
	rows, err := w.AuditRows(a.Pos-1, 1)
	if err != nil {
		return a, err
	}
	if len(rows) == 1 {
		a.Hash = rows[0].Hash
	}
	return a, nil
}
