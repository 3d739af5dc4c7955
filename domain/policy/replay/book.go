package replay

import (
	"fmt"
	"slices"

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
	rulesDay string
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
	alone   bool // claims must be decided by themselves
	granted bool
	row     int // of the class, or of the reason to refuse
	ceiling int64
	outline policy.Outline
	levels  []int          // rows of the fund's levels
	full    []money.Amount // their parts of the ceiling
	terms   [][]term       // by run of prices, then kind
	same    []string       // by run of prices: what the terms say
}

// term is policy.Term as the loop over services reads it.
type term struct {
	most, price, cap, percent int64
	tariff                    *policy.Tariff
	bit                       uint32 // of the item
	row                       int32
	alone                     bool
}

// newBook makes ready for a plan; nil when its rules change too often for the
// tables.
func newBook(c *Columns, plan *policy.Plan) *book {
	b := &book{plan: plan, rulesDay: plan.Pack().Days.Rules, many: plan.RulesEditions() + 1, known: map[asked]int32{}, alike: map[string]int32{}}
	if b.many > 200 || len(plan.PriceStarts()) > 200 {
		return nil
	}
	b.editions, b.runs = make([]uint8, manyDays), make([]uint8, manyDays)
	for d := range manyDays {
		b.editions[d] = uint8(plan.RulesEdition(day32(d)) + 1)
		b.runs[d] = uint8(max(plan.PriceRun(day32(d)), 0))
	}
	b.table = make([]int32, len(c.profiles)*b.many)
	b.rulings = []*ruling{{alone: true}}
	return b
}

// ask finds the ruling of a profile on a day and keeps its place.
func (b *book) ask(w *worker, profile int64, edition uint8, day int64) int32 {
	f := w.r.c.profiles[profile]
	i := int32(0)
	if r, ok := b.plan.Ruling(&f, day32(day)); ok {
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
	n := &ruling{granted: true, row: w.t.classes.at(o.Class.ID), ceiling: int64(o.Ceiling), outline: o}
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
			x := term{most: t.Most, price: int64(t.Price), cap: int64(t.Cap), percent: t.Percent, tariff: t.Tariff, alone: t.Alone, row: w.uncounted}
			switch {
			case t.Item >= 0:
				x.bit, x.row = 1<<t.Item, int32(w.t.items.at(pack.Items[t.Item].Code))
			case t.Counts:
				x.row = int32(w.t.items.at(w.r.kinds[i].Item))
			}
			row[i] = x
			says += fmt.Sprint(x.most, x.price, x.cap, x.percent, x.row, x.alone)
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
	switch {
	case len(parts) == 1:
		parts[0] += money.Amount(waived)
	case waived == n.ceiling:
		for i, x := range n.full {
			parts[i] += x
		}
	default:
		var x [16]money.Amount
		_ = n.outline.ShareInto(x[:len(parts)], money.Amount(waived)) // the weights divided the ceiling, or 0, before
		for i := range parts {
			parts[i] += x[i]
		}
	}
}

// pairing is what claims have in common that have one ruling before and one
// after, and what was counted of them.
type pairing struct {
	before, after *ruling
	alone         bool
	same          bool // a service is allowed the same under both
	n             int64
	pre, fen      [2]int64
	parts         [2][]money.Amount
}

// pair gives the pairing of two rulings.
func (p *pages) pair(i, j int32) *pairing {
	for int(i) >= len(p.pairs) {
		p.pairs = append(p.pairs, nil)
	}
	for int(j) >= len(p.pairs[i]) {
		p.pairs[i] = append(p.pairs[i], nil)
	}
	if p.pairs[i][j] == nil {
		b, a := p.before.rulings[i], p.after.rulings[j]
		x := &pairing{before: b, after: a, alone: b.alone || a.alone}
		x.parts[0], x.parts[1] = make([]money.Amount, len(b.levels)), make([]money.Amount, len(a.levels))
		x.same = b.granted && a.granted && b.outline.Prices == a.outline.Prices && p.sameRuns && slices.Equal(b.same, a.same)
		p.pairs[i][j] = x
	}
	return p.pairs[i][j]
}

// pages are the two books of the claims of a home.
type pages struct {
	before, after *book
	sameRuns      bool // prices change on the same days
	pairs         [][]*pairing
}

func newPages(c *Columns, p policies, books map[*policy.Plan]*book) *pages {
	for _, plan := range []*policy.Plan{p.before, p.after} {
		if _, ok := books[plan]; !ok {
			books[plan] = newBook(c, plan)
		}
	}
	return &pages{before: books[p.before], after: books[p.after], sameRuns: slices.Equal(p.before.PriceStarts(), p.after.PriceStarts())}
}
