package policy

import (
	"math/bits"
	"slices"

	"songbai/domain/date"
	"songbai/domain/money"
)

// Matters lists the yes-or-no facts that conditions of the pack read and whose
// yes would still change what the family of f is told: class or refusal, cap,
// items, papers. Which fund pays does not concern them, nor, once the answer is
// no, another ground of refusal. A fact may matter alone or together with one
// other; facts of settled are not asked again.
func (p *Plan) Matters(f *Facts, settled Set) ([]string, error) {
	day := f.dayOf(p.pack.Days.Rules, NotStated)
	base := p.ask(f, day)
	if base.err != nil {
		return nil, base.err
	}
	var open []Set
	for s := p.reads.yes &^ settled &^ f.Yes; s != 0; s &= s - 1 {
		open = append(open, 1<<bits.TrailingZeros64(uint64(s)))
	}
	var found Set
	differs := func(more Set) bool {
		g := *f
		g.Yes |= more
		if p.ask(&g, day).tellsOther(base) {
			return true
		}
		for _, n := range told { // a fact may matter from some number of years or months on
			n.most(&g)
		}
		return p.ask(&g, day).tellsOther(base)
	}
	for i, a := range open {
		if differs(a) {
			found |= a
			continue
		}
		for _, b := range open[:i] {
			if found&b == 0 && differs(a|b) {
				found |= a | b
			}
		}
	}
	return found.Names(), nil
}

// tellsOther reports whether a family would be told something else than by base:
// once the answer is no, only a yes counts.
func (v *verdict) tellsOther(base *verdict) bool {
	if base.refusal != nil {
		return v.err == nil && v.refusal == nil
	}
	return v.err == nil && !v.sameForFamily(base)
}

// told are the numbers that a family can be asked for: what is taken before it
// is, and what else it could be.
var told = []askedNumber{
	{0, 70, []int32{5, 101}, func(f *Facts) *Number { return &f.Age }},
	{1, 0, []int32{600}, func(f *Facts) *Number { return &f.MonthsResident }},
	{2, 0, []int32{600}, func(f *Facts) *Number { return &f.MonthsInsured }},
	{5, 0, []int32{50}, func(f *Facts) *Number { return &f.YearsWorked }},
}

type askedNumber struct {
	word  int // in numberWords
	usual int32
	other []int32
	of    func(f *Facts) *Number
}

func (n askedNumber) most(f *Facts) { *n.of(f) = Known(n.other[len(n.other)-1]) }

// Usual gives the facts with every number that nobody stated yet taken as it is
// for most people, so that a first answer can be given.
func (f Facts) Usual() Facts {
	for _, n := range told {
		if x := n.of(&f); !x.Known {
			*x = Known(n.usual)
		}
	}
	for _, x := range []*Number{&f.YearsStored, &f.CeremonyHours, &f.GraveArea, &f.SteleHeight, &f.SteleWidth} {
		if !x.Known {
			*x = Known(0)
		}
	}
	return f
}

// State writes a number by its name; false for one that families are not asked.
func (f *Facts) State(name string, n int32) bool {
	for _, x := range told {
		if numberWords[x.word].name == name {
			*x.of(f) = Known(n)
			return true
		}
	}
	return false
}

// Numbers lists the numbers that nobody stated yet and that would change what the
// family of f is told.
func (p *Plan) Numbers(f *Facts) (out []Fact, err error) {
	day, g := f.dayOf(p.pack.Days.Rules, NotStated), f.Usual()
	base := p.ask(&g, day)
	for _, n := range told {
		if p.reads.numbers&(1<<n.word) == 0 || n.of(f).Known {
			continue
		}
		for _, other := range n.other {
			h := g
			if *n.of(&h) = Known(other); p.ask(&h, day).tellsOther(base) {
				w := numberWords[n.word]
				out = append(out, Fact{Name: w.name, Kind: "number", Zh: w.zh, En: w.en})
				break
			}
		}
	}
	return out, base.err
}

// sameForFamily reports whether two verdicts tell a family the same.
func (v *verdict) sameForFamily(o *verdict) bool {
	return v.refusal == o.refusal && v.class == o.class && v.cap == o.cap && v.ceiling == o.ceiling &&
		slices.Equal(v.items, o.items) && slices.Equal(v.papers, o.papers)
}

// Offered is what the policy covers of one item: so much of it, at this price.
type Offered struct {
	Item     *Item
	Most     int64        // in the item's unit; Unlimited when there is no limit
	Price    money.Amount // of one unit of the ordinary grade; 0 when none is listed
	Tariff   *Tariff      // nil when the item is settled at actual cost
	Covered  bool
	Distance bool // the price depends on the way driven; Price is its least
}

// Offer lists the items with what is covered of each for the facts f on day,
// in the order of the pack; nil when the claim would be refused.
func (p *Plan) Offer(f *Facts, day date.Day) ([]Offered, error) {
	v := p.ask(f, f.dayOf(p.pack.Days.Rules, NotStated))
	if v.err != nil || v.refusal != nil {
		return nil, v.err
	}
	run := runOf(p.priceStarts, day)
	out := make([]Offered, len(p.pack.Items))
	for i := range p.pack.Items {
		r, o := &v.items[i], &out[i]
		o.Item, o.Most, o.Covered = &p.pack.Items[i], r.most, r.covered
		if r.actual || run < 0 {
			continue
		}
		if t, _ := p.priceOf[run][i].choose("", r.lowest); t != nil {
			o.Tariff, o.Price, o.Distance = t, t.One(0), t.Distance != nil || t.Zones != nil
		}
	}
	return out, nil
}

// Services makes of an offer the services that use it up: what a family that
// takes only the ordinary grade and no more than is covered would be charged.
func Services(offers []Offered, day date.Day) (out []Service) {
	for _, o := range offers {
		if o.Covered && o.Price > 0 {
			q := o.Most
			if q == Unlimited {
				q = 1
			}
			out = append(out, Service{Item: o.Item.Code, Quantity: q, Unit: o.Price, Charged: times(o.Price, q), Day: day})
		}
	}
	return out
}

// FactZh and FactEn give the label of a yes-or-no fact; "" for an unknown one.
func FactZh(name string) string { zh, _ := factWords(name); return zh }

// FactEn gives the English label of a yes-or-no fact.
func FactEn(name string) string { _, en := factWords(name); return en }

func factWords(name string) (zh, en string) {
	if i := indexOf(yesWords, name); i >= 0 {
		return yesWords[i].zh, yesWords[i].en
	}
	return "", ""
}

// PapersFor lists the papers asked of a claim with these facts, whether or not
// it will be covered: what somebody who begins to apply should have at hand.
func (p *Plan) PapersFor(f *Facts) []*Paper {
	a := &asking{pack: p.pack, f: f, day: f.dayOf(p.pack.Days.Rules, NotStated)}
	var out []*Paper
	for i := range p.pack.Papers {
		paper := &p.pack.Papers[i]
		if paper.Span.Holds(a.day) && a.holds(&paper.When) && a.err == nil {
			out = append(out, paper)
		}
	}
	return out
}
