package office

import (
	"context"
	"encoding/json"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
)

// RefuseClaim says no, with the code, the clause and what would cure it.
type RefuseClaim struct {
	Claim  int64  `json:"claim"`
	Code   string `json:"code"`
	Clause string `json:"clause"`
	Cure   string `json:"cure"`
}

// Refuse refuses a claim; what it promised or booked is taken back and its
// keys are free (一(首)).
func (o *Office) Refuse(ctx context.Context, c Caller, req RefuseClaim) (Moved, error) {
	reason := strings.Join([]string{req.Code, req.Clause, req.Cure}, "|")
	return o.onClaim(ctx, c, party.Refuse, req.Claim, req, reason, func(w *work, f *file) error {
		r := claim.Refusal{Code: req.Code, Clause: req.Clause, Cure: req.Cure, By: w.actor.Person}
		if err := r.Check(); err != nil {
			return err
		}
		if err := w.unbook(f); err != nil {
			return err
		}
		return w.Enqueue("claim_refused", f.ID, codeBody(req.Code))
	})
}

// Review takes a refused claim up again, by another person than refused it; or
// weighs a fixed sum again that its family finds too small, by another person than
// fixed it: what was booked is reversed, and it is signed or determined anew (复核).
func (o *Office) Review(ctx context.Context, c Caller, req ClaimRef, reason string) (Moved, error) {
	return o.onClaim(ctx, c, party.Review, req.Claim, req, reason, func(w *work, f *file) error {
		if f.now.State == claim.Refused {
			return w.otherThanFixed(f)
		}
		open, _, err := reviewOf(&w.Tx.Scope, f)
		switch {
		case err != nil:
			return err
		case open == nil:
			return notAsked.With()
		case f.now.List != 0:
			return onList.With()
		}
		if err := w.otherThanFixed(f); err != nil {
			return err
		}
		return w.unbook(f)
	})
}

// Withdraw ends a claim at the family's wish; nothing of it stays booked.
func (o *Office) Withdraw(ctx context.Context, c Caller, req ClaimRef, reason string) (Moved, error) {
	return o.onClaim(ctx, c, party.Withdraw, req.Claim, req, reason, func(w *work, f *file) error {
		return w.unbook(f)
	})
}

// unbook takes back what the claim promised and reverses what it booked, and
// frees it of a settle row. Nothing is edited: each is a linked entry.
func (w *work) unbook(f *file) error {
	rows, err := w.EntriesOf(f.ID)
	if err != nil {
		return err
	}
	for _, e := range rows {
		if e.Reversed || e.Kind != ledger.KindCompleted && e.Kind != ledger.KindDetermined {
			continue
		}
		r := w.ref()
		r.Claim, r.Payee = f.ID, e.Payee
		rev, err := ledger.Reversed(r, e.ID, e.Entry, false)
		if err != nil {
			return err
		}
		if _, err := w.PutEntry(&rev, string(w.act)); err != nil {
			return err
		}
	}
	f.CompletedDay = nil
	f.SignedDecision = 0
	return w.releasePromise(f)
}

// codeBody is what a message about a refusal carries: its code.
func codeBody(code string) string {
	b, _ := json.Marshal(map[string]string{"code": code}) // a map of texts always marshals
	return string(b)
}
