package office

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/store"
)

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

// SumReview tells a family how it may have a sum reviewed, and where the review of
// it stands.
type SumReview struct {
	Waived, Family money.Amount
	Asked          bool // it was asked for and waits
	AskedAt        string
	Due            date.Day // by when it is answered
	Left           int      // working days to it; below zero it is late
	Term           int      // working days that a review may take
	Upheld         *Upheld  // a review left it as it was
}

// sumReviewed tells where the review of a fixed sum stands; there is nothing to ask
// for where all that was charged is waived.
func (v *FamilyView) sumReviewed(s *store.Scope, f *file) error {
	if !claim.SumFixed(f.Route, f.now.State) || f.Decision == 0 || f.private.Scrubbed {
		return nil
	}
	_, waived, family, err := s.DecisionSums(f.Decision)
	if err != nil || family == 0 {
		return err
	}
	x := &SumReview{Waived: waived, Family: family}
	if x.Term, err = reviewTerm(s); err != nil {
		return err
	}
	if _, x.Upheld, err = reviewOf(s, f); err != nil {
		return err
	}
	if open, err := openReview(s, f); err != nil {
		return err
	} else if open != nil {
		x.Asked, x.AskedAt, x.Due, x.Left = true, open.At, open.Due, open.Left
	}
	v.Sum = x
	return nil
}
