package office

import (
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

var otherSums = problem.Define("claim.other_sums", problem.Conflict,
	"核定的不是您看到的金额：此后项目、金额或规定有变化，或者没有看到金额", "this is not the sum you were shown: services, sums or rules changed since, or none was shown",
	"请重新打开申请，看过各项金额再核定", "open the claim again and read the sums before fixing them")

// judged is a decision as a page shows it: kept, or made now where none binds yet.
type judged struct {
	plan  *policy.Plan
	facts *policy.Facts
	d     *policy.Decision
	row   *store.Decision
	live  bool
}

// judgedNow gives the decision that a claim stands on. While a reimbursement is
// on its way, and before anything is signed, it is made anew from the services
// recorded, as the act itself would; nil where there is nothing to decide.
func (o *Office) judgedNow(s *store.Scope, f *file) (*judged, error) {
	if f.ServicesN > 0 && (f.Decision == 0 || unfixed(f)) {
		ss, err := s.Services(f.ID, f.ServicesN)
		if err != nil {
			return nil, err
		}
		basis, err := bound(s, f)
		if err != nil {
			return nil, err
		}
		v, err := o.judge(s, f, ss, basis)
		if err != nil {
			return nil, err
		}
		return &judged{v.plan, &v.facts, &v.d, rowOf(f.ID, v), true}, nil
	}
	if f.Decision == 0 {
		return nil, nil
	}
	d, err := s.DecisionByID(f.Decision)
	if err != nil {
		return nil, err
	}
	plan, facts, again, err := o.decideAgain(s, &d)
	return &judged{plan, facts, again, &d, false}, err
}

// unfixed reports whether the amount of a reimbursement is still to be fixed: a
// decision kept from before it was struck no longer says what it comes to.
func unfixed(f *file) bool {
	if f.Route != claim.Reimbursement {
		return false
	}
	switch f.now.State {
	case claim.Lodged, claim.Accepted, claim.Forwarded, claim.Returned:
		return true
	}
	return false
}

// determination is the digest of what a determination fixes: each line and who
// pays. The page carries it, the act refuses another, its record keeps it.
func determination(county string, f *file, d *store.Decision) string {
	var b strings.Builder
	fmt.Fprintf(&b, "songbai-determination 1\ncounty=%s\nclaim=%d\nservices=%d\nclass=%s\nclause=%s\ncharged=%d\nwaived=%d\nfamily=%d\n",
		county, f.ID, f.ServicesN, d.Class, d.Clause, int64(d.Charged), int64(d.Waived), int64(d.Family))
	for _, l := range d.Lines {
		fmt.Fprintf(&b, "line=%s %d %d %d %d %s\n", l.Item, l.Quantity, int64(l.Charged), int64(l.Waived), int64(l.Family), l.Clause)
	}
	for _, x := range d.Shares {
		fmt.Fprintf(&b, "share=%s %s %d\n", x.Fund, x.Level, int64(x.Fen))
	}
	return sha(b.String())
}

// asShown refuses to fix other sums than those the reader was shown.
func (w *work) asShown(f *file, v *verdict, shown string) error {
	digest := determination(w.CountyText(), f, rowOf(f.ID, v))
	if shown != digest {
		return otherSums.With().At("digest")
	}
	f.said = append(f.said, "determined="+digest)
	return nil
}
