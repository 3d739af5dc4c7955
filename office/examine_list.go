package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/settlement"
)

// ExamineList keeps that finance examined a sealed list; nothing of it changes.
func (o *Office) ExamineList(ctx context.Context, c Caller, req ListRef) (ListMoved, error) {
	var out ListMoved
	a, err := o.do(ctx, c, party.ExamineList, req, "", func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		if _, err := w.step(l, settlement.Approve, claim.Sealed); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		w.record(l)
		out = moved(l, l.SealedLines, l.Sealed, l.SealedDigest)
		parts, err := w.ListBalance(l.ID, ledger.Listed)
		if err != nil {
			return err
		}
		out.Alarms, err = w.alarms(parts)
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}
