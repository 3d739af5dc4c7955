package office

import (
	"context"
	"slices"
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
		"本件没有被不予受理，金额也还没有确定，不需要复核", "the claim was not refused and no sum of it is fixed; there is nothing to review", "请刷新页面查看现在的状态", "reload the page to see where it stands")
	askedBefore = problem.Define("review.asked", problem.Conflict,
		"已经申请过复核", "a review was asked for already", "请等待另一位工作人员复核；也可以致电民政局", "another person will review it; you may also call the bureau")
	upheldAlready = problem.Define("review.upheld", problem.Conflict,
		"复核已有结果：维持原来的决定", "the review was answered: the decision stands", "仍有异议的，可以依法申请行政复议或者提起行政诉讼", "you may apply for administrative reconsideration or go to court")
	notAsked = problem.Define("review.not_asked", problem.Conflict,
		"没有等待答复的复核申请", "no review waits for an answer", "家属申请复核后才能作出复核结论", "a decision is reviewed only after the family asked")
	onList = problem.Define("review.on_list", problem.Conflict,
		"本件已列入清册或核定表，不能直接重新办理", "a list or sheet holds the claim; it cannot be weighed again there",
		"盖章前请先从清册或核定表剔除；已支付的按冲销办理", "before the seal strike it from the list or sheet; once paid, reverse it")
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

// fixes are the acts that a family may want reviewed: they refuse, or fix a sum.
var fixes = []party.Act{party.Refuse, party.Complete, party.Determine}

// closes are the acts after which no review is owed any more.
var closes = []party.Act{party.Review, party.Uphold, party.Refuse, party.Determine, party.Sign, party.Complete, party.Withdraw, party.Reverse}

// fixedBy finds the move that the claim's refusal or sum stands on, nil where it
// has neither now.
func fixedBy(f *file, moves []store.MoveRow) *store.MoveRow {
	if f.now.State != claim.Refused && !claim.SumFixed(f.Route, f.now.State) {
		return nil
	}
	for i := len(moves) - 1; i >= 0; i-- {
		if slices.Contains(fixes, party.Act(moves[i].Act)) {
			return &moves[i]
		}
	}
	return nil
}

// reviewOf gives the wish that waits for an answer, or the answer where a review
// left the refusal or the sum as it was; both are nil while nothing was asked.
func reviewOf(s *store.Scope, f *file) (open *store.ReviewRequest, upheld *Upheld, err error) {
	had, err := s.ReviewRequests(f.ID)
	if err != nil || len(had) == 0 {
		return nil, nil, err
	}
	moves, err := s.Moves(f.ID)
	if err != nil {
		return nil, nil, err
	}
	last := &had[len(had)-1]
	for i := range moves {
		m := &moves[i]
		if m.Seq <= last.Move || !slices.Contains(closes, party.Act(m.Act)) {
			continue
		}
		fixed := fixedBy(f, moves)
		if party.Act(m.Act) != party.Uphold || fixed == nil || fixed.Seq != last.Move {
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
	return last, nil, nil
}

// ReviewOpen is a review that waits for an answer, as those who may answer it read
// it.
type ReviewOpen struct {
	At    string   `json:"at"`
	Due   date.Day `json:"due"`
	Sum   bool     `json:"sum"`  // of a sum, not of a refusal
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
	return &ReviewOpen{At: r.At, Due: r.Due, Sum: f.now.State != claim.Refused, Left: cal.Left(r.Due, s.Today()), Words: r.Words}, nil
}

// AskReview keeps a family's wish that a refusal, or a sum that was fixed, be
// reviewed by another person (复核), once for each.
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
		moves, err := w.Moves(f.ID)
		if err != nil {
			return err
		}
		fixed := fixedBy(f, moves)
		if fixed == nil {
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
		if err := w.PutReviewRequest(f.ID, fixed.Seq, why, due); err != nil {
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
	Sum          bool   // a sum is to be reviewed, not a refusal
	By           int64  // who refused or fixed the sum
	Mine         bool   // the reader did: another person answers
}

// ReviewsAsked lists the refusals and sums that families want reviewed, those due first at
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
		sum := f.now.State != claim.Refused
		if party.May(party.Review, a, objectOf(&f.Claim)) != nil || sum && a.OfficeKind != party.Bureau {
			continue
		}
		x := ReviewAsked{ClaimView: viewOf(f), Sum: sum, Words: r.Words, At: r.At, Due: r.Due, Left: cal.Left(r.Due, s.Today())}
		moves, err := s.Moves(f.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range moves {
			if m.Seq == r.Move {
				if !sum {
					_, x.Clause, x.Cure = refusalParts(m.Reason)
				}
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

// refusalParts splits the reason of a refusal into its code, clause and cure.
func refusalParts(reason string) (code, clause, cure string) {
	code, rest, _ := strings.Cut(reason, "|")
	clause, cure, _ = strings.Cut(rest, "|")
	return code, clause, cure
}
