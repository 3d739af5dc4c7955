package office

import (
	"context"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

var (
	notRefused = problem.Define("review.not_refused", problem.Conflict,
		"本件没有被不予受理，不需要复核", "the claim was not refused; there is nothing to review", "请刷新页面查看现在的状态", "reload the page to see where it stands")
	askedBefore = problem.Define("review.asked", problem.Conflict,
		"已经申请过复核", "a review was asked for already", "请等待另一位工作人员复核；也可以致电民政局", "another person will review it; you may also call the bureau")
	upheldAlready = problem.Define("review.upheld", problem.Conflict,
		"复核已有结果：维持不予受理", "the review was answered: the refusal stands", "仍有异议的，可以依法申请行政复议或者提起行政诉讼", "you may apply for administrative reconsideration or go to court")
	notAsked = problem.Define("review.not_asked", problem.Conflict,
		"没有等待答复的复核申请", "no review waits for an answer", "家属申请复核后才能作出维持的结论", "a refusal is upheld only after the family asked")
)

// reviewDays is the setting for how many working days a review may take. No clause
// of a plan sets a term, so it is the county's; without a setting the term is
// usualReviewDays.
const (
	reviewDays      = "review_days"
	usualReviewDays = 15
	mostReviewDays  = 60
)

// reviewTerm gives in how many working days a county answers a review.
func reviewTerm(s *store.Scope) (int, error) {
	v, err := settingOf(s, reviewDays)
	if n, bad := strconv.Atoi(v); bad == nil && n >= 1 {
		return n, err
	}
	return usualReviewDays, err
}

// reviewDue gives the day by which a review asked for today is answered; the term
// runs from the next working day.
func reviewDue(s *store.Scope) (date.Day, error) {
	n, err := reviewTerm(s)
	if err != nil {
		return 0, err
	}
	cal, err := s.Calendar()
	if err != nil {
		return 0, err
	}
	return cal.NthWorkday(s.Today()+1, n), nil
}

// Upheld is the answer of a review that leaves a refusal as it was.
type Upheld struct {
	Code, Clause, Cure string
	Day                date.Day
}

// reviewOf gives the wish that waits for an answer, or the answer where the
// refusal was upheld; both are nil while nothing was asked.
func reviewOf(s *store.Scope, f *file) (open *store.ReviewRequest, upheld *Upheld, err error) {
	if f.now.State != claim.Refused {
		return nil, nil, nil
	}
	had, err := s.ReviewRequests(f.ID)
	if err != nil || len(had) == 0 {
		return nil, nil, err
	}
	last := &had[len(had)-1]
	if last.Move == f.Moves { // the refusal is its last move
		return last, nil, nil
	}
	moves, err := s.Moves(f.ID)
	if err != nil || len(moves) == 0 {
		return nil, nil, err
	}
	m := moves[len(moves)-1]
	if party.Act(m.Act) != party.Uphold {
		return nil, nil, nil
	}
	at, err := date.ParseInstant(m.At)
	if err != nil {
		return nil, nil, err
	}
	upheld = &Upheld{Day: at.Day()}
	upheld.Code, upheld.Clause, upheld.Cure = refusalParts(m.Reason)
	return nil, upheld, nil
}

// ReviewOpen is a review that waits for an answer, as those who may answer it read
// it.
type ReviewOpen struct {
	At    string   `json:"at"`
	Due   date.Day `json:"due"`
	Left  int      `json:"left"` // working days to the due day; below zero it is late
	Words string   `json:"-"`
}

// openReview is reviewOf for a page of the offices.
func openReview(s *store.Scope, f *file) (*ReviewOpen, error) {
	r, _, err := reviewOf(s, f)
	if r == nil || err != nil {
		return nil, err
	}
	cal, err := s.Calendar()
	if err != nil {
		return nil, err
	}
	return &ReviewOpen{At: r.At, Due: r.Due, Left: cal.Left(r.Due, s.Today()), Words: r.Words}, nil
}

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
		open, upheld, err := reviewOf(&w.Tx.Scope, f)
		if err != nil {
			return err
		}
		if upheld != nil {
			return upheldAlready.With()
		}
		if open != nil {
			return askedBefore.With()
		}
		due, err := reviewDue(&w.Tx.Scope)
		if err != nil {
			return err
		}
		w.Record("review_request", f.ID, "")
		if err := w.PutReviewRequest(f.ID, f.Moves, why, due); err != nil {
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
	Due          date.Day
	Left         int    // working days to the due day; below zero it is late
	Clause, Cure string // of the refusal
	By           int64  // who refused
	Mine         bool   // the reader refused it: another person answers
}

// ReviewsAsked lists the refusals that families want reviewed, those due first at
// the head, within the caller's reach.
func (o *Office) ReviewsAsked(ctx context.Context, c Caller) (out []ReviewAsked, err error) {
	err = o.read(ctx, c, party.Review, func(s *store.Scope, a party.Actor) error {
		out, err = reviewsWithin(s, a)
		return err
	})
	return out, err
}

func reviewsWithin(s *store.Scope, a party.Actor) (out []ReviewAsked, err error) {
	rows, err := openReviews(s)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	cal, err := s.Calendar()
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		f, err := readFile(s, r.Claim)
		if err != nil {
			return nil, err
		}
		if party.May(party.Review, a, objectOf(&f.Claim)) != nil {
			continue
		}
		x := ReviewAsked{ClaimView: viewOf(f), Words: r.Words, At: r.At, Due: r.Due, Left: cal.Left(r.Due, s.Today())}
		moves, err := s.Moves(f.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range moves {
			if m.Seq == r.Move {
				_, x.Clause, x.Cure = refusalParts(m.Reason)
				x.By, x.Mine = m.Person, m.Person == a.Person
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// openReviews reads every review that waits: they are few, for each is answered
// within weeks.
func openReviews(s *store.Scope) (out []store.ReviewRequest, err error) {
	const page = 200
	var due date.Day
	var claim int64
	for {
		rows, err := s.OpenReviewRequests(due, claim, page)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
		if len(rows) < page {
			return out, nil
		}
		due, claim = rows[page-1].Due, rows[page-1].Claim
	}
}

// reviewed tells a family where the review of its refusal stands: not asked for,
// with another person until a day, or answered.
func (v *FamilyView) reviewed(s *store.Scope, f *file) error {
	_, upheld, err := reviewOf(s, f)
	if err != nil {
		return err
	}
	if v.Refused.Term, err = reviewTerm(s); err != nil {
		return err
	}
	if upheld != nil {
		v.Refused.Upheld, v.Mine, v.Says = upheld, false, claim.UpheldStanding()
		return nil
	}
	open, err := openReview(s, f)
	if open == nil || err != nil {
		return err
	}
	v.Refused.Asked, v.Refused.AskedAt, v.Refused.Due, v.Refused.Left = true, open.At, open.Due, open.Left
	if v.Since, err = date.ParseInstant(open.At); err != nil {
		return err
	}
	offices, err := s.Offices()
	v.Mine, v.Says = false, claim.ReviewStanding()
	v.holder(f, offices)
	return err
}

// refusalParts splits the reason of a refusal into its code, clause and cure.
func refusalParts(reason string) (code, clause, cure string) {
	code, rest, _ := strings.Cut(reason, "|")
	clause, cure, _ = strings.Cut(rest, "|")
	return code, clause, cure
}
