package policy

import (
	"songbai/domain/fund"
	"songbai/domain/money"
)

// fill gives the ceiling to the lines in the order of the items; what is left
// falls to the family (assumption cap_order).
func (d *Decision) fill(ceiling money.Amount, ordered bool, items int, why Reason) {
	d.Waived = ceiling
	left := ceiling
	give := func(l *Line) {
		before := l.Waived
		l.Waived = min(before, left)
		if left -= l.Waived; l.Waived < before {
			l.Reason |= why
			l.Family = l.Charged - l.Waived
		}
	}
	if ordered {
		for i := range d.Lines {
			if d.Lines[i].index >= 0 {
				give(&d.Lines[i])
			}
		}
	} else {
		for k := range items {
			for i := range d.Lines {
				if int(d.Lines[i].index) == k {
					give(&d.Lines[i])
				}
			}
		}
	}
	for i := range d.Lines { // services outside the items, where a class counts them
		if d.Lines[i].index < 0 {
			give(&d.Lines[i])
		}
	}
}

// share divides the waived sum among the levels of the fund (四).
func (d *Decision) share(v *verdict) error {
	levels := v.fund.Levels
	if len(levels) == 1 {
		d.Shares = append(d.Shares, fund.Share{Fund: v.fund.ID, Level: levels[0], Fen: d.Waived})
		return nil
	}
	var parts [16]money.Amount
	if err := money.SplitInto(parts[:len(levels)], d.Waived, v.weights); err != nil {
		return err
	}
	for i, level := range levels {
		d.Shares = append(d.Shares, fund.Share{Fund: v.fund.ID, Level: level, Fen: parts[i]})
	}
	return nil
}

// LineClause gives the clause under which line i is decided.
func (d *Decision) LineClause(i int) string {
	l := &d.Lines[i]
	switch {
	case l.Reason&ClaimRefused != 0:
		return d.Refusal.Clause
	case l.Reason&ActualCost != 0 && d.Class.CostClause != "":
		return d.Class.CostClause
	case l.index < 0:
		return d.plan.pack.Unlisted.Clause
	}
	it := &d.plan.pack.Items[l.index]
	if l.Reason&OtherGrade != 0 && it.GradeClause != "" {
		return it.GradeClause
	}
	return it.Clause
}

// Plan gives the plan that made the decision.
func (d *Decision) Plan() *Plan { return d.plan }
