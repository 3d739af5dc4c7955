package office

import (
	"context"
	"slices"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
)

// sumStands is the code under which a sum is left as it was.
const sumStands = "sum.stands"

// Uphold answers a family's wish for review by leaving the refusal or the sum as it
// was, with clause and words of its own, a refusal with its code too; another person
// than refused or fixed it decides (复核).
func (o *Office) Uphold(ctx context.Context, c Caller, req RefuseClaim) (Moved, error) {
	if req.Code == "" {
		req.Code = sumStands // a refusal without its code is refused below
	}
	reason := strings.Join([]string{req.Code, req.Clause, req.Cure}, "|")
	return o.onClaim(ctx, c, party.Uphold, req.Claim, req, reason, func(w *work, f *file) error {
		open, _, err := reviewOf(&w.Tx.Scope, f)
		if err != nil {
			return err
		}
		if open == nil {
			return notAsked.With()
		}
		said := claim.Refusal{Code: req.Code, Clause: req.Clause, Cure: req.Cure, By: w.actor.Person}
		if (req.Code == sumStands) != (f.now.State != claim.Refused) {
			said.Code = ""
		}
		if err := said.Check(); err != nil {
			return err
		}
		if err := w.otherThanFixed(f); err != nil {
			return err
		}
		return w.Enqueue("review_upheld", f.ID, codeBody(req.Code))
	})
}

// otherThanFixed wants another person than who refused the claim or fixed its sum
// last, or upheld that since.
func (w *work) otherThanFixed(f *file) error {
	moves, err := w.Moves(f.ID)
	if err != nil {
		return err
	}
	for i := len(moves) - 1; i >= 0; i-- {
		switch act := party.Act(moves[i].Act); {
		case act == party.Uphold:
			if err := (claim.Refusal{By: moves[i].Person}).ReviewBy(w.actor.Person); err != nil {
				return err
			}
		case slices.Contains(fixes, act):
			return claim.Refusal{By: moves[i].Person}.ReviewBy(w.actor.Person)
		}
	}
	return nil
}
