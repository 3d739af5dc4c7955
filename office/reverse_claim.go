package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

// ReverseClaim says that a claim that was paid, or whose payment the bank
// returned, was wrong.
type ReverseClaim struct {
	Claim  int64  `json:"claim"`
	Reason string `json:"reason"` // code or case number, no personal values
}

// Reversal is the answer: the recovery that was opened, 0 when nothing was paid.
type Reversal struct {
	Moved
	Recovery int64 `json:"recovery,omitempty"`
}

var (
	listReturned = problem.Define("claim.reverse_returned", problem.Conflict,
		"整册款项被银行退回，须先更正殡仪馆账户重拨到账，再冲销单宗", "the bank returned the sum of the whole list; it must reach the home before one claim of it is reversed",
		"请先更正账户并重新支付", "correct the account and pay again first")
	noReason = problem.Define("claim.reverse_reason", problem.Invalid, "缺少冲销原因", "the reason of the reversal is missing", "请写明原因代码或案号", "give a code or case number")
)

// Reverse takes a settled claim back by linked entries: nothing sealed changes,
// its line is released, its keys are free, and what was paid is to come back
// (追回). What it should have been is a new claim.
func (o *Office) Reverse(ctx context.Context, c Caller, req ReverseClaim) (Reversal, error) {
	var out Reversal
	a, err := o.do(ctx, c, party.Reverse, req, req.Reason, func(w *work) error {
		if req.Reason == "" {
			return noReason.With().At("reason")
		}
		f, err := w.open(req.Claim)
		if err != nil {
			return err
		}
		if f.now.State == claim.Paid {
			r, err := w.dueBack(f.ID, f.now.List, int(f.now.Seq), req.Reason)
			if err != nil {
				return err
			}
			out.Recovery = r.ID
		} else if err := w.cancelDue(f); err != nil {
			return err
		}
		if err := w.ReleaseLine(f.now.List, int(f.now.Seq)); err != nil {
			return err
		}
		digest, err := w.move(f, req.Reason, "recovery="+idText(out.Recovery))
		out.Moved = Moved{f.ID, string(f.now.State), f.now.State.Zh(), digest}
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// cancelDue takes back what a sheet still owes a family whose payment came back.
func (w *work) cancelDue(f *file) error {
	l, err := readList(&w.Tx.Scope, f.now.List)
	if err != nil {
		return err
	}
	if l.Kind == settlement.Local {
		return listReturned.With()
	}
	line, err := w.LineBySeq(l.ID, int(f.now.Seq))
	if err != nil {
		return err
	}
	parts, err := w.DecisionParts(line.Decision, line.Year)
	if err != nil {
		return err
	}
	r := w.listRef(l)
	r.Claim, r.Line = f.ID, int(f.now.Seq)
	_, err = w.post(ledger.ObligationCancelled(r, parts))
	return err
}
