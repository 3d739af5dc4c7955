package policy

import (
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
)

// groupUse keeps, for one claim, which item of a group was chosen and what of
// the group's cap is left.
type groupUse struct {
	groups []groupRule
	chosen [maxItems]int16
	left   [maxItems]money.Amount
}

// groupsOf makes ready for the groups of a claim; nil when there are none.
func (d *Decision) groupsOf(v *verdict, f *Facts) *groupUse {
	if v.extra == nil || len(v.extra.groups) == 0 {
		return nil
	}
	if d.use == nil {
		d.use = &groupUse{}
	}
	d.use.choose(d.plan, v, f)
	return d.use
}

// choose finds, for groups of which one item is taken, the first that is used.
func (g *groupUse) choose(p *Plan, v *verdict, f *Facts) {
	g.groups = v.extra.groups
	for i := range g.groups {
		r := &g.groups[i]
		g.chosen[i], g.left[i] = -1, r.cap
		for _, k := range r.items {
			if r.one && g.chosen[i] < 0 && v.items[k].covered && uses(p, f, k) {
				g.chosen[i] = k
			}
		}
	}
}

func uses(p *Plan, f *Facts, item int16) bool {
	for i := range f.Services {
		if p.index(f.Services[i].Item) == int(item) {
			return true
		}
	}
	return false
}

// limit holds a line to the groups of its item.
func (g *groupUse) limit(l *Line) {
	for i := range g.groups {
		r := &g.groups[i]
		for _, k := range r.items {
			if k != l.index {
				continue
			}
			if r.one && g.chosen[i] != k {
				l.Allowed, l.Reason = 0, l.Reason|NotChosen
			}
			if r.cap >= 0 {
				if l.Allowed > g.left[i] {
					l.Allowed, l.Reason = g.left[i], l.Reason|CutGroup
				}
				g.left[i] -= l.Allowed
			}
		}
	}
}

// ownPart takes off what the family bears itself, then the share of the item.
func (l *Line) ownPart(r *itemRule) {
	if r.part > 0 {
		if own := times(r.part, l.Quantity); own > 0 {
			l.Allowed = max(l.Allowed-own, 0)
			l.Reason |= FamilyPart
		}
	}
	if r.percent != 100 && l.Allowed > 0 {
		l.Allowed = part(l.Allowed, r.percent, 100)
		l.Reason |= ItemPercent
	}
}

// lower takes off the cap what belongs to items of a package that are not used.
func (d *Decision) lower(x *extras) {
	for _, r := range x.less {
		used := false
		for i := range d.Lines {
			used = used || d.Lines[i].index == r.item
		}
		if !used {
			d.Ceiling = max(d.Ceiling-r.by, 0)
		}
	}
}

// further finishes a decision under a policy with extras.
func (d *Decision) further(v *verdict, f *Facts, ordered bool) error {
	x := v.extra
	if x.offset {
		if f.OtherBenefit == 0 && f.Yes.Has(OtherFuneralPayment) {
			return needNumber.With("另有丧葬待遇的金额", "amount of the other benefit").At("other_benefit")
		}
		if d.Offset = min(f.OtherBenefit, d.Waived); d.Offset > 0 {
			d.fill(d.Waived-d.Offset, ordered, len(v.items), CutOffset)
		}
	}
	d.Family = d.Charged - d.Waived
	d.Awards, d.Delivery = x.awards, x.delivery
	if x.byItem {
		d.papersOfItems(v)
	}
	return d.shareAmong(x)
}

// papersOfItems leaves out papers of items of which nothing is waived.
func (d *Decision) papersOfItems(v *verdict) {
	d.papers = d.papers[:0]
	for _, p := range v.papers {
		needed := p.Item == ""
		for i := range d.Lines {
			needed = needed || d.Lines[i].Item == p.Item && d.Lines[i].Waived > 0
		}
		if needed {
			d.papers = append(d.papers, p)
		}
	}
	d.Papers = d.papers
}

// shareAmong divides what is waived among the funds of the items, and each part
// among the levels of its fund: fixed sums first, the rest by weights.
func (d *Decision) shareAmong(x *extras) error {
	var sums [maxItems + 1]money.Amount
	for i := range d.Lines {
		l := &d.Lines[i]
		k := uint8(0)
		if l.index >= 0 {
			k = x.fundOf[l.index]
		}
		sums[k] += l.Waived
	}
	for i := range x.funds {
		if i > 0 && sums[i] == 0 {
			continue
		}
		if err := d.shareOf(&x.funds[i], sums[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *Decision) shareOf(r *fundRule, sum money.Amount) error {
	levels := r.fund.Levels
	var parts, rest [16]money.Amount
	left := sum
	for i := range r.fixed {
		parts[i] = min(r.fixed[i], left)
		left -= parts[i]
	}
	if err := money.SplitInto(rest[:len(levels)], left, r.weights); err != nil {
		return err
	}
	for i, level := range levels {
		d.Shares = append(d.Shares, fund.Share{Fund: r.fund.ID, Level: level, Fen: parts[i] + rest[i]})
	}
	return nil
}

// late gives the refusal of an application after a deadline, or nil.
func (x *extras) late(f *Facts) *Refusal {
	for _, d := range x.deadlines {
		if f.Application == NotStated {
			continue
		}
		if due := d.DueOn(f.dayNamed(d.From)); due != NotStated && f.Application > due {
			return d.Late
		}
	}
	return nil
}

// dayNamed gives the day of a claim that a deadline runs from.
func (f *Facts) dayNamed(word string) date.Day {
	switch word {
	case "death":
		return f.Death
	case "cremation":
		return f.Cremation
	case "burial":
		return f.Burial
	case "application":
		return f.Application
	}
	return NotStated
}

// DueOn gives the last day of the limit when it runs from a day; NotStated when
// it cannot be told from that day alone (working days, or no day).
func (d *Deadline) DueOn(from date.Day) date.Day {
	if d.Due != NotStated {
		return d.Due
	}
	if from == NotStated {
		return NotStated
	}
	switch d.Unit {
	case "days":
		return from + date.Day(d.Days)
	case "months":
		return addMonths(from, int(d.Days))
	case "years":
		return addMonths(from, 12*int(d.Days))
	}
	return NotStated
}

// addMonths counts months; a day the month does not have becomes its last day.
func addMonths(from date.Day, n int) date.Day {
	_, _, day := from.YMD()
	m := from.Month() + date.Month(n)
	return min(m.First()+date.Day(day-1), m.Last())
}
