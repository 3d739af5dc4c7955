package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

var (
	notRefused = problem.Define("review.not_refused", problem.Conflict,
		"本件没有被不予受理，不需要复核", "the claim was not refused; there is nothing to review", "请刷新页面查看现在的状态", "reload the page to see where it stands")
	askedBefore = problem.Define("review.asked", problem.Conflict,
		"已经申请过复核", "a review was asked for already", "请等待另一位工作人员复核；也可以致电民政局", "another person will review it; you may also call the bureau")
)

// AskReview keeps a family's wish that a refusal be reviewed by another person
// (复核), once for each refusal.
func (o *Office) AskReview(ctx context.Context, c Caller, why string) error {
	if err := words(why); err != nil {
		return err
	}
	_, err := o.do(ctx, c, party.AskReview, struct{ Words string }{sha(why)}, "", func(w *work) error {
		f, err := readFile(&w.Tx.Scope, c.Case)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if f.now.State != claim.Refused {
			return notRefused.With()
		}
		had, err := w.ReviewRequests(f.ID)
		if err != nil {
			return err
		}
		for _, r := range had {
			if r.Move == f.Moves { // the refusal is its last move
				return askedBefore.With()
			}
		}
		w.Record("review_request", f.ID, "")
		if err := w.PutReviewRequest(f.ID, f.Moves, why); err != nil {
			return err
		}
		return w.Enqueue("review_asked", f.ID, "{}")
	})
	return err
}

// ReviewAsked is a wish for review as those who review read it.
type ReviewAsked struct {
	ClaimView
	Words        string
	At           string
	Clause, Cure string // of the refusal
	By           int64  // who refused
}

// ReviewsAsked lists the refusals that families want reviewed, oldest first,
// within the caller's reach.
func (o *Office) ReviewsAsked(ctx context.Context, c Caller, after string) (out []ReviewAsked, err error) {
	err = o.read(ctx, c, party.Review, func(s *store.Scope, a party.Actor) error {
		rows, err := s.OpenReviewRequests(after, 50)
		if err != nil {
			return err
		}
		for _, r := range rows {
			f, err := readFile(s, r.Claim)
			if err != nil {
				return err
			}
			if party.May(party.Review, a, objectOf(&f.Claim)) != nil {
				continue
			}
			x := ReviewAsked{ClaimView: viewOf(f), Words: r.Words, At: r.At}
			moves, err := s.Moves(f.ID)
			if err != nil {
				return err
			}
			for _, m := range moves {
				if m.Seq == r.Move {
					_, x.Clause, x.Cure = refusalParts(m.Reason)
					x.By = m.Person
				}
			}
			out = append(out, x)
		}
		return nil
	})
	return out, err
}

// refusalParts splits the reason of a refusal into its code, clause and cure.
func refusalParts(reason string) (code, clause, cure string) {
	code, rest, _ := strings.Cut(reason, "|")
	clause, cure, _ = strings.Cut(rest, "|")
	return code, clause, cure
}
