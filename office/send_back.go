package office

import (
	"context"
	"strings"

	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/settlement"
)

// SendBack sends a whole list back.
type SendBack struct {
	List   int64  `json:"list"`
	Reason string `json:"reason"` // names no person
}

// SendBack voids a list with its digest and number; its claims stand completed
// (determined) again and wait for the next round of the same period. What
// finance approved is reversed. After an order there is no way back.
func (o *Office) SendBack(ctx context.Context, c Caller, req SendBack) (ListMoved, error) {
	if strings.TrimSpace(req.Reason) == "" {
		return ListMoved{}, noWords.With().At("reason")
	}
	var out ListMoved
	a, err := o.bulk(ctx, c, party.SendBack, req, req.Reason, func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		if err := w.maySendBack(l); err != nil {
			return err
		}
		if err := w.unbookList(l); err != nil {
			return err
		}
		if err := w.ReleaseLines(l.ID); err != nil {
			return err
		}
		from := l.State
		if l.State, err = settlement.Next(from, settlement.SendBack); err != nil {
			return err
		}
		if err := w.VoidList(l.ID, from, req.Reason); err != nil {
			return err
		}
		out = moved(l, 0, 0, w.record(l, "from="+string(from)))
		w.reply(out)
		return w.Enqueue("list_sent_back", l.ID, `{}`)
	})
	return answer(a, out, err)
}

// maySendBack asks both tables. A sheet not yet sealed is the bureau's own work
// and moves no claim, so the claims' table has no row for it.
func (w *work) maySendBack(l *openedList) error {
	if _, err := settlement.Next(l.State, settlement.SendBack); err != nil {
		return err
	}
	if l.Kind == settlement.Reimbursement && l.State != settlement.Sealed && l.State != settlement.Approved {
		if w.actor.OfficeKind != party.Bureau {
			return noUnit.With()
		}
		return nil
	}
	return w.byOffice(l.route(), standsAt(l))
}

// unbookList takes back what the list booked: the approval, if any, by a linked
// reversal, then what is still in the list.
func (w *work) unbookList(l *openedList) error {
	rows, err := w.EntriesOfList(l.ID)
	if err != nil {
		return err
	}
	for _, e := range rows {
		if e.Kind != ledger.KindListApproved || e.Reversed {
			continue
		}
		if _, err := w.post(ledger.Reversed(w.listRef(l), e.ID, e.Entry, false)); err != nil {
			return err
		}
	}
	parts, err := w.ListBalance(l.ID, ledger.Listed)
	if err != nil || len(parts) == 0 {
		return err
	}
	_, err = w.post(ledger.ListVoided(w.listRef(l), parts))
	return err
}
