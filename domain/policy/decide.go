package policy

import (
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
)

// Line is the decision on one service, in the order of the facts. Charged =
// Waived + Family.
type Line struct {
	Item     string
	Quantity int64        // allowed, in the item's unit; for actual cost and optional services as charged or 0
	Charged  money.Amount // as charged
	Standard money.Amount // standard sum of the allowed quantity; 0 when none was asked
	Allowed  money.Amount // before the total cap
	Waived   money.Amount
	Family   money.Amount // what the family pays
	Reason   Reason
	index    int16 // of the item, -1 for other services
}

// Index gives the place of the item in the pack, -1 for services outside it.
func (l *Line) Index() int { return int(l.index) }

// Decision is the answer to one claim. Its slices Lines and Shares belong to it
// and are reused by the next Decide; Papers, Trace and what Refusal, Class, Cap
// and Fund point to belong to the plan and must not be changed.
type Decision struct {
	OK      bool
	Refusal *Refusal // set when not OK
	Class   *Class   // set when OK
	Cap     *Cap     // the cap that applied; nil: none
	Ceiling money.Amount
	Capped  bool // the cap cut the sum

	Lines   []Line
	Charged money.Amount
	PreCap  money.Amount // allowed before the cap
	Waived  money.Amount
	Family  money.Amount

	Fund   *Fund
	Shares []fund.Share // add up to Waived

	Offset   money.Amount // set against another benefit; taken off the waived sum
	Awards   []Given      // paid besides the waiver, in no sum above
	Delivery *Delivery    // how it reaches the family; nil when the pack does not say

	Papers []*Paper
	Trace  []string // "refusal:code-", "class:id+", "cap:id+", "fund:id+": what was asked, and + when it held

	RulesDay date.Day
	plan     *Plan
	papers   []*Paper        // storage for papers of some items
	use      *groupUse       // storage for groups
	used     *[maxItems]used // storage for limits and caps of items
}

// Decide decides the claim that f describes into d, whose storage it reuses. An
// error means that nothing was decided: facts out of bounds, a day or number
// that is missing, a local value or price not set for the day.
//
// What only some policies have (groups, awards, offsets, shares of several
// funds) is asked under v.extra alone.
func (p *Plan) Decide(f *Facts, d *Decision) error {
	err := p.decide(f, d)
	if err != nil {
		d.nothing()
		if bad := f.Check(); bad != nil { // facts out of bounds are told first
			return bad
		}
	}
	return err
}

// decide is Decide; it checks each service where it comes to it.
func (p *Plan) decide(f *Facts, d *Decision) error {
	d.reset(p)
	if err := f.checkClaim(); err != nil {
		return err
	}
	d.RulesDay = f.dayOf(p.pack.Days.Rules, NotStated)
	if d.RulesDay == NotStated {
		return dayProblem(p.pack.Days.Rules)
	}
	v := p.ask(f, d.RulesDay)
	if v.err != nil {
		return v.err
	}
	if n := len(f.Services); cap(d.Lines) < n {
		d.Lines = make([]Line, n)
	} else {
		d.Lines = d.Lines[:n]
	}
	d.Trace = v.trace
	if v.refusal != nil {
		return d.refuse(f, v.refusal)
	}
	if x := v.extra; x != nil && len(x.deadlines) > 0 {
		if r := x.late(f); r != nil {
			return d.refuse(f, r)
		}
	}
	d.OK = true
	d.Refusal, d.Class, d.Cap, d.Fund, d.Papers = nil, v.class, v.cap, v.fund, v.papers
	ordered, err := p.price(v, f, d)
	if err != nil {
		return err
	}
	d.Waived = d.PreCap
	if v.cap != nil {
		d.Ceiling = v.ceiling
		if v.extra != nil {
			d.lower(v.extra)
		}
		if d.PreCap > d.Ceiling {
			d.Capped = true
			d.fill(d.Ceiling, ordered, len(v.items), CutCap)
		}
	}
	if v.extra != nil {
		return d.further(v, f, ordered)
	}
	d.Family = d.Charged - d.Waived
	return d.share(v)
}

// reset makes ready for a decision. What it leaves of the last one the next
// sets; a pointer is written once, because while memory is collected each
// write costs more than the rest of this function.
func (d *Decision) reset(p *Plan) {
	if d.plan != p {
		d.plan = p
	}
	if d.Delivery != nil || d.Awards != nil {
		d.Delivery, d.Awards = nil, nil
	}
	d.OK, d.Capped = false, false
	d.Offset, d.Ceiling, d.Charged, d.PreCap, d.Waived, d.Family, d.RulesDay = 0, 0, 0, 0, 0, 0, 0
	d.Lines, d.Shares = d.Lines[:0], d.Shares[:0]
}

// nothing empties d after an error but keeps its storage.
func (d *Decision) nothing() {
	d.reset(d.plan)
	d.Refusal, d.Class, d.Cap, d.Fund, d.Papers, d.Trace = nil, nil, nil, nil, nil, nil
}

func dayProblem(word string) error {
	switch word {
	case "cremation":
		return noDay.With("火化日期", "day of cremation").At("cremation")
	case "application":
		return noDay.With("申请日期", "day of application").At("application")
	}
	return noDay.With("死亡日期", "day of death").At("death")
}

func (d *Decision) refuse(f *Facts, r *Refusal) error {
	d.Refusal, d.Class, d.Cap, d.Fund, d.Papers = r, nil, nil, nil, nil
	for i := range f.Services {
		s := &f.Services[i]
		if s.outOfBounds() {
			return serviceProblem(i, s)
		}
		d.Lines[i] = Line{Item: s.Item, Charged: s.Charged, Family: s.Charged, Reason: ClaimRefused, index: int16(d.plan.index(s.Item))}
		d.Charged += s.Charged
	}
	d.Family = d.Charged
	return nil
}

// used is what earlier lines took of an item's limit and cap.
type used struct {
	quantity int64
	sum      money.Amount
}

// price fills the lines up to the allowed sums; it reports whether they stand
// in the order of the items.
func (p *Plan) price(v *verdict, f *Facts, d *Decision) (ordered bool, err error) {
	if v.class.Price == "actual" {
		return true, p.actual(v, f, d)
	}
	if d.used == nil {
		d.used = new([maxItems]used)
	}
	u := d.used
	clear(u[:len(v.items)])
	ordered = true
	last := int16(-1)
	word := p.pack.Days.Prices
	if f.Route == Reimbursement {
		word = p.pack.Days.OutOfAreaPrices
	}
	day, own := f.dayOf(word, NotStated), word == "service"
	run := runOf(p.priceStarts, day)
	g, percent := d.groupsOf(v, f), v.class.Percent
	for i := range f.Services {
		s, l := &f.Services[i], &d.Lines[i]
		if s.outOfBounds() {
			return false, serviceProblem(i, s)
		}
		*l = Line{Item: s.Item, Charged: s.Charged, index: int16(p.index(s.Item))}
		d.Charged += s.Charged
		if l.index < 0 {
			p.optional(v, l)
		} else {
			if own && s.Day != day {
				day = f.dayOf(word, s.Day)
				run = runOf(p.priceStarts, day)
			}
			if err := p.line(&v.items[l.index], s, l, u, run, day); err != nil {
				return false, err
			}
			if g != nil && l.Allowed > 0 {
				g.limit(l)
			}
			ordered = ordered && l.index >= last
			last = l.index
		}
		if percent != 100 && l.Allowed > 0 {
			l.Allowed = part(l.Allowed, percent, 100)
			l.Reason |= CutPercent
		}
		l.Waived, l.Family = l.Allowed, l.Charged-l.Allowed
		d.PreCap += l.Allowed
	}
	return ordered, nil
}

// optional decides a service outside the items.
func (p *Plan) optional(v *verdict, l *Line) {
	if v.class.Scope == "all" {
		l.Allowed, l.Reason = l.Charged, ActualCost
		return
	}
	l.Reason = NotListed
}

// actual decides all lines at actual cost (三(五)).
func (p *Plan) actual(v *verdict, f *Facts, d *Decision) error {
	for i := range f.Services {
		s, l := &f.Services[i], &d.Lines[i]
		if s.outOfBounds() {
			return serviceProblem(i, s)
		}
		*l = Line{Item: s.Item, Quantity: s.Quantity, Charged: s.Charged, index: int16(p.index(s.Item))}
		d.Charged += s.Charged
		if l.index < 0 && v.class.Scope != "all" {
			l.Reason, l.Quantity = NotListed, 0
		} else {
			l.Allowed, l.Reason = s.Charged, ActualCost
		}
		if v.class.Percent != 100 && l.Allowed > 0 {
			l.Allowed = part(l.Allowed, v.class.Percent, 100)
			l.Reason |= CutPercent
		}
		l.Waived, l.Family = l.Allowed, l.Charged-l.Allowed
		d.PreCap += l.Allowed
	}
	return nil
}

// line decides one service of an item: min(what was charged for the allowed
// quantity, the standard sum of that quantity), then the cap of the item.
func (p *Plan) line(r *itemRule, s *Service, l *Line, u *[maxItems]used, run int, day date.Day) error {
	if !r.covered {
		l.Reason = NotCovered
		return nil
	}
	k := l.index
	q := min(s.Quantity, r.most-u[k].quantity)
	u[k].quantity += q
	l.Quantity = q
	if q < s.Quantity {
		l.Reason |= CutQuantity
		if q == 0 {
			return nil
		}
	}
	charged := s.Charged
	if s.Unit > 0 {
		if some := min(charged, s.Unit*money.Amount(q)); q < s.Quantity {
			charged = some
		}
	} else if q < s.Quantity {
		charged = part(charged, q, s.Quantity)
	}
	l.Allowed = charged
	if !r.actual {
		cut := CutPrice
		if run >= 0 && s.Grade == "" && p.priceOf[run][k].plain {
			l.Standard = times(p.priceOf[run][k].price, q)
		} else if err := p.standard(r, s, l, run, day); err != nil {
			return err
		} else if l.Reason&OtherGrade != 0 {
			cut = 0
		}
		if l.Standard >= charged { // as often as not: told without a branch
			cut = 0
		}
		l.Allowed = min(charged, l.Standard)
		l.Reason |= cut
	}
	if r.part > 0 || r.percent != 100 {
		l.ownPart(r)
	}
	if r.cap >= 0 {
		if left := r.cap - u[k].sum; l.Allowed > left {
			l.Allowed = left
			l.Reason |= CutItemCap
		}
		u[k].sum += l.Allowed
	}
	return nil
}

// standard sets the standard sum of the allowed quantity.
func (p *Plan) standard(r *itemRule, s *Service, l *Line, run int, day date.Day) error {
	if run < 0 {
		return p.noPrice(&p.pack.Items[l.index], day)
	}
	t, standard := p.priceOf[run][l.index].choose(s.Grade, r.lowest)
	if t == nil {
		return p.noPrice(&p.pack.Items[l.index], day)
	}
	if !standard {
		l.Reason |= OtherGrade
		switch r.grades {
		case 'n':
			return nil
		case 'c':
			l.Standard = times(r.credit, l.Quantity)
			return nil
		}
	}
	l.Standard = times(t.One(s.Metres), l.Quantity)
	return nil
}
