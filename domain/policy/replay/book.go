package replay

import (
	"fmt"
	"slices"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// manyDays is how many days from 1970-01-01 on have a place in tables: to 2149.
// A claim with another day is decided by itself.
const manyDays = 1 << 16

// book is one plan as one worker reads it: which ruling each profile has in
// each run of days, asked once.
type book struct {
	plan     *policy.Plan
	rulesBy  dayKind
	editions []uint8 // by day: run of days with the same rules, 0 before the first
	runs     []uint8 // by day: run of days with the same prices
	many     int     // editions
	table    []int32 // profile × editions → ruling; 0 not asked yet
	rulings  []*ruling
	known    map[asked]int32
	alike    map[string]int32
}

// asked is a ruling and the route of the claims that it is spelt out for.
type asked struct {
	ruling policy.Ruling
	route  policy.Route
}

// ruling is an outline with places in a tally instead of names.
type ruling struct {
	alone    bool // claims must be decided by themselves
	granted  bool
	row      int // of the class, or of the reason to refuse
	ceiling  int64
	pricesBy dayKind
	outline  policy.Outline
	levels   []int          // rows of the fund's levels
	full     []money.Amount // their parts of the ceiling
	terms    [][]term       // by run of prices, then kind
	same     []string       // by run of prices: what the terms say
}

// term is policy.Term as the loop over services reads it.
type term struct {
	most, price, cap int64
	tariff           *policy.Tariff
	percent          int64
	once             uint64 // bit of the item; alone when the formula does not say
	row              int32
}

// alone is a bit that every claim has seen before its first service, so that a
// service with it is seen twice, as two services of one item are.
const alone = 1 << 63

// newBook makes ready for a plan; nil when its rules change too often for the
// tables.
func newBook(c *Columns, plan *policy.Plan) *book {
	rules, prices := plan.RulesStarts(), plan.PriceStarts()
	if len(rules) > 200 || len(prices) > 200 {
		return nil
	}
	return &book{
		plan: plan, rulesBy: dayNamed(plan.Pack().Days.Rules), many: len(rules) + 1, editions: runs(rules, 1), runs: runs(prices, 0),
		table: make([]int32, len(c.profiles)*(len(rules)+1)), rulings: []*ruling{{alone: true}}, known: map[asked]int32{}, alike: map[string]int32{},
	}
}

// runs gives, for each day, the place of its run plus first; 0 before the first.
func runs(starts []date.Day, first uint8) []uint8 {
	out := make([]uint8, manyDays)
	for i, d := range starts {
		end := date.Day(manyDays)
		if i+1 < len(starts) {
			end = min(starts[i+1], end)
		}
		for k := max(d, 0); k < end; k++ {
			out[k] = uint8(i) + first
		}
	}
	return out
}

// dayKind is the day of a claim that chooses rules or prices.
type dayKind uint8

const (
	byDeath dayKind = iota
	byApplication
	byCremation // or death where none is stated
	byService   // or cremation where none is stated
)

func dayNamed(word string) dayKind {
	switch word {
	case "death":
		return byDeath
	case "application":
		return byApplication
	case "service":
		return byService
	}
	return byCremation
}

// ask finds the ruling of a profile on a day and keeps its place.
func (b *book) ask(w *worker, profile int64, edition uint8, day int64) int32 {
	f := w.r.c.profiles[profile]
	i := int32(0)
	if r, ok := b.plan.Ruling(&f, date.Day(day)); ok {
		key := asked{r, f.Route}
		if i, ok = b.known[key]; !ok {
			i = b.spell(w, r, f.Route)
			b.known[key] = i
		}
	}
	b.table[int(profile)*b.many+int(edition)] = i + 1
	return i
}

// spell gives the place of a ruling; rulings that say the same have one.
func (b *book) spell(w *worker, r policy.Ruling, route policy.Route) int32 {
	o, ok := r.Outline(w.r.kinds, route)
	if !ok {
		return 0
	}
	n := w.spellOut(b, o)
	w.rows() // there may be new ones
	key := fmt.Sprint(n.granted, n.row, n.ceiling, n.levels, o.Weights, o.Prices, n.same)
	i, ok := b.alike[key]
	if !ok {
		i = int32(len(b.rulings))
		b.alike[key], b.rulings = i, append(b.rulings, n)
	}
	return i
}

// spellOut puts places of the worker's tally for names.
func (w *worker) spellOut(b *book, o policy.Outline) *ruling {
	if o.Refusal != nil {
		return &ruling{row: w.t.refused.at(o.Refusal.Code), outline: o}
	}
	n := &ruling{granted: true, row: w.t.classes.at(o.Class.ID), ceiling: int64(o.Ceiling), pricesBy: dayNamed(o.Prices), outline: o}
	for _, l := range o.Fund.Levels {
		n.levels = append(n.levels, w.t.funds.at(string(o.Fund.ID)+"/"+string(l)))
	}
	if n.full = make([]money.Amount, len(n.levels)); o.Ceiling < policy.NoCeiling {
		n.alone = o.ShareInto(n.full, o.Ceiling) != nil
	}
	pack := b.plan.Pack()
	for _, terms := range o.Terms {
		row, says := make([]term, len(terms)), ""
		for i, t := range terms {
			x := term{most: t.Most, price: int64(t.Price), cap: int64(t.Cap), percent: t.Percent, tariff: t.Tariff, row: w.other}
			switch {
			case t.Item >= 0:
				x.once, x.row = 1<<t.Item, int32(w.t.items.at(pack.Items[t.Item].Code))
			case t.Counts:
				x.row = int32(w.t.items.at(w.r.kinds[i].Item))
			}
			if t.Alone {
				x.once = alone
			}
			row[i] = x
			says += fmt.Sprintln(x.most, x.price, x.cap, x.percent, x.row, t.Alone)
			if t.Tariff != nil {
				says += fmt.Sprintf("%+v%+v", t.Tariff.Distance, t.Tariff.Zones)
			}
		}
		n.terms, n.same = append(n.terms, row), append(n.same, says)
	}
	return n
}

// share adds the parts of a waived sum to parts.
func (n *ruling) share(parts []money.Amount, waived int64) {
	if waived == n.ceiling {
		for i, x := range n.full {
			parts[i] += x
		}
		return
	}
	var x [16]money.Amount
	_ = n.outline.ShareInto(x[:len(parts)], money.Amount(waived)) // cannot fail: the ceiling, or 0, was divided before
	for i := range parts {
		parts[i] += x[i]
	}
}

// pairing is what claims have in common that have one ruling before and one
// after, and what was counted of them.
type pairing struct {
	before, after *ruling
	alone         bool
	same          bool // a service is allowed the same under both
	granted       bool // under both
	refused       bool // under both
	keeps         bool // sums kept before the cap answer for both
	shared        bool // a fund of either side has several levels
	alike         bool // the funds divide alike
	ceiling       [2]int64
	terms         [2][]term // of all its claims, before and after; nil when they have terms of their own days

	n        int64
	pre, fen [2]int64
	parts    [3][]money.Amount // before, after, both
}

// pages are the two books of the claims of a home.
type pages struct {
	before, after *book
	sameRuns      bool // prices change on the same days
	pairs         map[paired]*pairing

	// When both choose the rules by the same day, one table answers for both.
	together bool
	runs     []uint8 // by day: run of days on which neither changes its rules or prices
	many     int
	table    []*pairing // profile × runs
}

// paired is two rulings, and the runs of prices when the day of the rules
// chooses them too.
type paired struct {
	before, after int32
	prices        [2]uint8
}

func newPages(c *Columns, x policies, books map[*policy.Plan]*book) *pages {
	for _, plan := range []*policy.Plan{x.before, x.after} {
		if _, ok := books[plan]; !ok {
			books[plan] = newBook(c, plan)
		}
	}
	p := &pages{before: books[x.before], after: books[x.after], pairs: map[paired]*pairing{}}
	if p.before == nil || p.after == nil {
		return p
	}
	p.sameRuns = slices.Equal(x.before.PriceStarts(), x.after.PriceStarts())
	starts := slices.Concat(x.before.RulesStarts(), x.after.RulesStarts(), x.before.PriceStarts(), x.after.PriceStarts())
	slices.Sort(starts)
	starts = slices.Compact(starts)
	if p.together = p.before.rulesBy == p.after.rulesBy && len(starts) <= 200; p.together {
		p.many = len(starts) + 1
		p.runs, p.table = runs(starts, 1), make([]*pairing, len(c.profiles)*p.many)
	}
	return p
}

// pair gives the pairing of two rulings; day is the one that chooses the rules
// of both, 0 when there is none.
func (p *pages) pair(i, j int32, day int64) *pairing {
	before, after := p.before.rulings[i], p.after.rulings[j]
	key, terms := paired{before: i, after: j}, [2][]term{}
	if day > 0 {
		key.prices[0], terms[0] = p.before.fixed(before, day)
		key.prices[1], terms[1] = p.after.fixed(after, day)
	}
	x := p.pairs[key]
	if x == nil {
		x = newPairing(before, after, p.sameRuns)
		x.terms = terms
		p.pairs[key] = x
	}
	return x
}

// fixed gives the run of prices of a ruling, and its terms, when the day that
// chose the ruling chooses them too.
func (b *book) fixed(n *ruling, day int64) (run uint8, terms []term) {
	if !n.granted || n.alone || n.pricesBy != b.rulesBy || b.rulesBy == byService {
		return 0, nil
	}
	run = b.runs[day]
	return run, n.terms[run]
}

func newPairing(b, a *ruling, sameRuns bool) *pairing {
	x := &pairing{before: b, after: a, alone: b.alone || a.alone, granted: b.granted && a.granted, refused: !b.granted && !a.granted, ceiling: [2]int64{b.ceiling, a.ceiling}}
	x.same = x.granted && b.outline.Prices == a.outline.Prices && sameRuns && slices.Equal(b.same, a.same)
	x.keeps = !x.alone && (x.same || x.refused)
	x.shared = len(b.levels) > 1 || len(a.levels) > 1
	x.alike = slices.Equal(b.levels, a.levels) && slices.Equal(b.outline.Weights, a.outline.Weights)
	x.parts = [3][]money.Amount{make([]money.Amount, len(b.levels)), make([]money.Amount, len(a.levels)), make([]money.Amount, len(b.levels))}
	return x
}
