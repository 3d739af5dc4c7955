package policy

import (
	"math"
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
)

// Ruling is what the conditions of a plan say of the facts that claims share,
// on one run of days with the same rules. It is comparable: claims with the same
// ruling differ in their services and in nothing else that matters.
type Ruling struct {
	plan *Plan
	v    *verdict
}

// Outline is a ruling spelt out for those who decide very many claims at once:
// what is left is whole-number arithmetic over services. Deciding by an outline
// gives what Decide gives.
type Outline struct {
	Refusal *Refusal // set when the claim is refused; nothing else is then
	Class   *Class
	Ceiling money.Amount // over the whole claim; NoCeiling when there is none
	Fund    *Fund
	Weights []int64  // of the levels of the fund
	Prices  string   // the day that chooses prices: death, cremation, application, service
	Terms   [][]Term // by run of prices, then by kind of service
}

// Kind is what services share.
type Kind struct{ Item, Grade string }

// Term is what a claim with one service of a kind is allowed for it:
//
//	n = min(quantity, Most)
//	charged for n = min(charged, unit × n), or the part of charged without a unit
//	min(charged for n, n × price, Cap) × Percent / 100
//
// where the price is Price, or that of Tariff for the way driven.
type Term struct {
	Alone   bool // the formula does not say: the claim must be decided by itself
	Item    int  // in the pack, -1 for services outside the items
	Counts  bool // services outside the items: counted by the class
	Most    int64
	Price   money.Amount
	Tariff  *Tariff
	Cap     money.Amount
	Percent int64
}

// NoCeiling stands for no cap over the whole claim, NoPrice for no standard
// price: above every charge that facts may name, and no product overflows.
const (
	NoCeiling money.Amount = math.MaxInt64
	NoPrice   money.Amount = math.MaxInt64 / MaxQuantity
)

// RulesStarts gives the first day of each run of days with the same rules. On
// days before the first no rules are in force.
func (p *Plan) RulesStarts() []date.Day { return slices.Clone(p.editions) }

// PriceStarts gives the first day of each run of days with the same prices.
func (p *Plan) PriceStarts() []date.Day { return slices.Clone(p.priceStarts) }

// Ruling gives the ruling on facts on a day of the rules; false when there is
// none without the claim itself: a condition counts days between days of the
// claim, or cannot be answered.
func (p *Plan) Ruling(f *Facts, day date.Day) (Ruling, bool) {
	for _, n := range p.numbers {
		if strings.HasPrefix(numberWords[n].name, "days_") {
			return Ruling{}, false
		}
	}
	v := p.ask(f, day)
	return Ruling{p, v}, v.err == nil
}

// Outline spells the ruling out for kinds of services and a route; false when
// the policy looks at the claim as a whole.
func (r Ruling) Outline(kinds []Kind, route Route) (o Outline, ok bool) {
	v, p := r.v, r.plan
	if v.refusal != nil {
		return Outline{Refusal: v.refusal}, true
	}
	if v.extra != nil && !v.extra.aside() {
		return Outline{}, false
	}
	o = Outline{Class: v.class, Ceiling: NoCeiling, Fund: v.fund, Weights: v.weights, Prices: p.pack.Days.Prices}
	if v.cap != nil {
		o.Ceiling = v.ceiling
	}
	if route == Reimbursement {
		o.Prices = p.pack.Days.OutOfAreaPrices
	}
	for run := range p.priceStarts {
		row := make([]Term, len(kinds))
		for i, k := range kinds {
			row[i] = p.term(v, k, run)
		}
		o.Terms = append(o.Terms, row)
	}
	return o, true
}

// aside reports whether the extras say nothing about sums.
func (x *extras) aside() bool {
	return len(x.groups)+len(x.less)+len(x.awards)+len(x.deadlines) == 0 && !x.offset && len(x.funds) == 1 && x.funds[0].fixed == nil
}

func (p *Plan) term(v *verdict, k Kind, run int) Term {
	t := Term{Item: p.index(k.Item), Percent: v.class.Percent, Cap: NoCeiling, Price: NoPrice}
	all := v.class.Scope == "all"
	switch {
	case t.Item < 0:
		if t.Counts = all; all {
			t.Most = Unlimited
		}
		return t
	case v.class.Price == "actual":
		t.Most = Unlimited
		return t
	}
	r := &v.items[t.Item]
	if !r.covered {
		return t
	}
	t.Alone = r.part > 0 || r.percent != 100
	t.Most = r.most
	if r.cap >= 0 {
		t.Cap = r.cap
	}
	if r.actual {
		return t
	}
	tariff, standard := p.priceOf[run][t.Item].choose(k.Grade, r.lowest)
	switch {
	case tariff == nil:
		t.Alone = true
	case !standard && r.grades == 'n':
		t.Price = 0
	case !standard && r.grades == 'c':
		t.Price = r.credit
	case tariff.Distance != nil || tariff.Zones != nil:
		t.Tariff = tariff
	default:
		t.Price = tariff.Price
	}
	return t
}

// Part gives a × n ÷ d rounded down, as decisions do, for 0 ≤ n ≤ d, 0 < d.
func Part(a money.Amount, n, d int64) money.Amount { return part(a, n, d) }

// Sum gives the price of n units, for a trip over metres one way.
func (t *Tariff) Sum(metres, n int64) money.Amount { return times(t.One(metres), n) }

// ShareInto divides a waived sum among the levels of a fund; len(parts) =
// len(Fund.Levels).
func (o *Outline) ShareInto(parts []money.Amount, waived money.Amount) error {
	if len(parts) == 1 {
		parts[0] = waived
		return nil
	}
	return money.SplitInto(parts, waived, o.Weights)
}
