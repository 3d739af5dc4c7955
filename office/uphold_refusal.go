package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
)

// Uphold answers a family's wish for review by leaving the refusal as it was, with
// code, clause and cure of its own; another person than refused decides (复核).
func (o *Office) Uphold(ctx context.Context, c Caller, req RefuseClaim) (Moved, error) {
	reason := strings.Join([]string{req.Code, req.Clause, req.Cure}, "|")
	return o.onClaim(ctx, c, party.Uphold, req.Claim, req, reason, func(w *work, f *file) error {
		open, _, err := reviewOf(&w.Tx.Scope, f)
		if err != nil {
			return err
		}
		if open == nil {
			return notAsked.With()
		}
		if err := (claim.Refusal{Code: req.Code, Clause: req.Clause, Cure: req.Cure, By: w.actor.Person}).Check(); err != nil {
			return err
		}
		if err := w.otherThanRefused(f); err != nil {
			return err
		}
		return w.Enqueue("review_upheld", f.ID, codeBody(req.Code))
	})
}

// otherThanRefused wants another person than who refused last, or upheld it since.
func (w *work) otherThanRefused(f *file) error {
	moves, err := w.Moves(f.ID)
	if err != nil {
		return err
	}
	for i := len(moves) - 1; i >= 0; i-- {
		switch party.Act(moves[i].Act) {
		case party.Uphold:
			if err := (claim.Refusal{By: moves[i].Person}).ReviewBy(w.actor.Person); err != nil {
				return err
			}
		case party.Refuse:
			return claim.Refusal{By: moves[i].Person}.ReviewBy(w.actor.Person)
		}
	}
	return nil
}
