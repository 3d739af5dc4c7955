package replay

import (
	"songbai/domain/money"
	"songbai/domain/policy"
)

// worker replays one block after another. It reads and writes nothing that
// another worker does, but for its own part of what is kept.
type worker struct {
	r     *replay
	t     *tally
	b     block
	pages []*pages // by site

	found         [blockClaims]*pairing
	months, sites []int64 // of the claims of the block
	inMonth       []place // claims granted on both sides
	atSite        []place

	loaded  bool // the services of the block
	ownDays bool // some of them state a day
	starts  [blockClaims + 1]int32
	late    []int64   // cremation, or death where none is stated
	items   [3][]Side // rows of items: same on both sides, before, after
	less    []Side    // of what was kept: counted anew
	other   int32     // row of items for services that are not counted

	facts policy.Facts
	d     [2]policy.Decision
}

// place counts claims that are granted on both sides.
type place struct {
	claims int64
	fen    [2]int64
}

func newWorker(r *replay) *worker {
	w := &worker{r: r, t: newTally(r.c), atSite: make([]place, len(r.c.sites))}
	w.other = int32(w.t.items.at("\x00"))
	books := map[*policy.Plan]*book{}
	var all []*pages
	for _, p := range r.policies {
		all = append(all, newPages(r.c, p, books))
	}
	for _, i := range r.of {
		w.pages = append(w.pages, all[i])
	}
	return w
}

// block replays block i.
func (w *worker) block(i int) {
	w.b.open(w.r.c.blocks[i])
	w.loaded, w.late = false, w.late[:0]
	n := min(w.b.n, w.r.claims-i*blockClaims)
	w.t.claims += int64(n)
	w.months, w.sites = w.b.claim[ofMonth].load(), w.b.claim[ofSite].load()
	if last := int(w.b.claim[ofMonth].most()); last >= len(w.inMonth) {
		w.t.month(int64(last))
		w.inMonth = append(w.inMonth, make([]place, last+1-len(w.inMonth))...)
	}
	if w.r.o.OneByOne {
		for j := range n {
			w.alone(j)
		}
		return
	}
	w.find(n)
	if w.r.kept != nil {
		w.keptBlock(w.r.kept[i*blockClaims : i*blockClaims+n])
		return
	}
	w.services()
	for j, x := range w.found[:n] {
		if x.alone || !w.whole(x, w.pages[w.sites[j]], j) {
			w.alone(j)
		}
	}
}

// find finds the pairings of the first n claims of the block.
func (w *worker) find(n int) {
	profiles := w.b.claim[ofProfile].load()
	var p *pages
	var days []int64
	for j, site := range w.sites[:n] {
		if q := w.pages[site]; q != p {
			if p = q; p.together {
				days = w.days(p.before.rulesBy)
			}
		}
		if !p.together {
			w.found[j] = w.pair(p, j, 0)
			continue
		}
		d := days[j]
		if uint64(d-1) >= manyDays-1 {
			w.found[j] = undecided
			continue
		}
		at := &p.table[int(profiles[j])*p.many+int(p.runs[d])]
		if *at == nil {
			*at = w.pair(p, j, d)
		}
		w.found[j] = *at
	}
}

// undecided is the pairing of claims that must be decided by themselves.
var undecided = newPairing(&ruling{alone: true}, &ruling{alone: true}, false)

// pair finds the pairing of one claim; day is that of both rules, or 0.
func (w *worker) pair(p *pages, j int, day int64) *pairing {
	if p.before == nil || p.after == nil {
		return undecided
	}
	return p.pair(w.ruling(p.before, j), w.ruling(p.after, j), day)
}

// ruling gives the place of the ruling on claim j.
func (w *worker) ruling(b *book, j int) int32 {
	d := w.days(b.rulesBy)[j]
	if uint64(d-1) >= manyDays-1 {
		return 0
	}
	profile, edition := w.b.claim[ofProfile].values[j], b.editions[d]
	if i := b.table[int(profile)*b.many+int(edition)]; i > 0 {
		return i - 1
	}
	return b.ask(w, profile, edition, d)
}

// days gives, for each claim of the block, the day that chooses something.
func (w *worker) days(by dayKind) []int64 {
	switch by {
	case byDeath:
		return w.b.claim[ofDeath].load()
	case byApplication:
		return w.b.claim[ofApplication].load()
	}
	if len(w.late) == 0 {
		deaths := w.b.claim[ofDeath].load()
		for j, d := range w.b.claim[ofCremation].load() {
			if d == 0 {
				d = deaths[j]
			}
			w.late = append(w.late, d)
		}
	}
	return w.late
}

// whole counts claim j by arithmetic alone; false when the claim must be
// decided by itself.
func (w *worker) whole(x *pairing, p *pages, j int) bool {
	var pre [2]int64
	ok := true
	switch {
	case x.same:
		pre[0], ok = w.allow(x.terms[0], x.before, p.before, j, w.items[0])
		pre[1] = pre[0]
	case x.before.granted:
		if pre[0], ok = w.allow(x.terms[0], x.before, p.before, j, w.items[1]); ok && x.after.granted {
			if pre[1], ok = w.allow(x.terms[1], x.after, p.after, j, w.items[2]); !ok {
				w.takeBack(x.before, p.before, j, int(w.starts[j+1]), w.items[1])
			}
		}
	case x.after.granted:
		pre[1], ok = w.allow(x.terms[1], x.after, p.after, j, w.items[2])
	}
	if ok {
		w.add(x, j, pre[0], pre[1])
	}
	return ok
}

// allow computes what the services of claim j are allowed before the cap over
// the whole claim and adds it to rows of items; false, and nothing is added,
// when the formula does not say. terms are nil when they are not known yet.
func (w *worker) allow(terms []term, n *ruling, b *book, j int, items []Side) (pre int64, ok bool) {
	each := false
	if terms == nil {
		if terms, each = w.terms(n, b, j); terms == nil {
			return 0, false
		}
	}
	s := &w.b.service
	from, to := int(w.starts[j]), int(w.starts[j+1])
	kinds, quantities, units, beyond := s[ofKind].values[from:to], s[ofQuantity].values[from:to], s[ofUnit].values[from:to], s[ofBeyond].values[from:to]
	quantities, units, beyond = quantities[:len(kinds)], units[:len(kinds)], beyond[:len(kinds)]
	seen := uint64(alone)
	for i, k := range kinds {
		if each {
			terms = w.termsOf(n, b, j, from+i)
		}
		t := &terms[k]
		if seen&t.once != 0 { // an item that comes twice shares its limits
			w.takeBack(n, b, j, from+i, items)
			return 0, false
		}
		seen |= t.once
		var x int64
		if fit := min(quantities[i], t.most); beyond[i] == 0 && t.tariff == nil {
			x = min(min(units[i], t.price)*fit, t.cap)
		} else {
			x = t.allow(quantities[i], fit, units[i], beyond[i], s[ofMetres].values[from+i])
		}
		if t.percent != 100 {
			x = x * t.percent / 100
		}
		row := &items[t.row]
		row.Claims++
		row.Fen += money.Amount(x)
		pre += x
	}
	return pre, true
}

// allow is the formula of a term in full, but for the percentage.
func (t *term) allow(quantity, fit, unit, beyond, metres int64) int64 {
	charged := unit*quantity + beyond
	switch {
	case fit == quantity:
	case unit > 0:
		charged = min(charged, unit*fit)
	default:
		charged = int64(policy.Part(money.Amount(charged), fit, quantity))
	}
	standard := t.price * fit
	if t.tariff != nil {
		standard = int64(t.tariff.Sum(metres, fit))
	}
	return min(charged, standard, t.cap)
}

// takeBack takes out of rows of items what allow added for the services of
// claim j before one of them.
func (w *worker) takeBack(n *ruling, b *book, j, before int, items []Side) {
	s := &w.b.service
	for i := int(w.starts[j]); i < before; i++ {
		t := &w.termsOf(n, b, j, i)[s[ofKind].values[i]]
		x := t.allow(s[ofQuantity].values[i], min(s[ofQuantity].values[i], t.most), s[ofUnit].values[i], s[ofBeyond].values[i], s[ofMetres].values[i])
		items[t.row].less(Side{1, money.Amount(x * t.percent / 100)})
	}
}

// terms gives the terms of the services of claim j; each says that a service
// may have terms of its own day. nil when a day has no place in the tables.
func (w *worker) terms(n *ruling, b *book, j int) (terms []term, each bool) {
	d := w.days(n.pricesBy)[j]
	if uint64(d) >= manyDays {
		return nil, false
	}
	if each = n.pricesBy == byService && w.ownDays; each {
		for _, d := range w.b.service[ofDay].values[w.starts[j]:w.starts[j+1]] {
			if uint64(d) >= manyDays {
				return nil, false
			}
		}
	}
	return n.terms[b.runs[d]], each
}

// termsOf gives the terms of service i of claim j.
func (w *worker) termsOf(n *ruling, b *book, j, i int) []term {
	d := w.b.service[ofDay].values[i]
	if d == 0 || n.pricesBy != byService {
		d = w.days(n.pricesBy)[j]
	}
	return n.terms[b.runs[d]]
}

// services unpacks the services of the block when they are first needed.
func (w *worker) services() {
	if w.loaded {
		return
	}
	w.loaded = true
	w.b.openServices()
	for k := range w.b.service {
		w.b.service[k].load()
	}
	at := int32(0)
	for j, n := range w.b.claim[ofServices].load() {
		w.starts[j] = at
		at += int32(n)
	}
	w.starts[w.b.n] = at
	w.ownDays = w.b.service[ofDay].width != 0 || w.b.service[ofDay].base != 0
	w.rows()
}

// rows makes the rows of items as many as there are.
func (w *worker) rows() {
	for _, s := range []*[]Side{&w.items[0], &w.items[1], &w.items[2], &w.less} {
		for len(*s) < len(w.t.items.rows) {
			*s = append(*s, Side{})
		}
	}
}

// add counts claim j with its sums before the cap.
func (w *worker) add(x *pairing, j int, preBefore, preAfter int64) {
	x.n++
	if !x.granted {
		if !x.refused {
			w.addOne(x, j, [2]int64{preBefore, preAfter})
		}
		return
	}
	before, after := min(preBefore, x.ceiling[0]), min(preAfter, x.ceiling[1])
	x.pre[0] += preBefore
	x.pre[1] += preAfter
	x.fen[0] += before
	x.fen[1] += after
	month, site := &w.inMonth[w.months[j]], &w.atSite[w.sites[j]]
	month.claims++
	month.fen[0] += before
	month.fen[1] += after
	site.claims++
	site.fen[0] += before
	site.fen[1] += after
	if before != after {
		w.t.change(money.Amount(after - before))
	}
	if x.shared {
		if before == after && x.alike {
			x.before.share(x.parts[2], before)
			return
		}
		x.before.share(x.parts[0], before)
		x.after.share(x.parts[1], after)
	}
}

// addOne counts a claim that is granted on one side.
func (w *worker) addOne(x *pairing, j int, pre [2]int64) {
	for k, n := range [...]*ruling{x.before, x.after} {
		if !n.granted {
			continue
		}
		fen := min(pre[k], n.ceiling)
		x.pre[k] += pre[k]
		x.fen[k] += fen
		n.share(x.parts[k], fen)
		s := Side{1, money.Amount(fen)}
		w.t.months[w.months[j]].side(k == 1).add(s)
		w.t.sites[w.sites[j]].side(k == 1).add(s)
		w.t.change(s.Fen * money.Amount(2*k-1))
	}
}

// alone decides claim j by itself under both plans.
func (w *worker) alone(j int) {
	w.services()
	w.r.c.facts(&w.b, j, int(w.starts[j]), &w.facts)
	site := w.sites[j]
	p := &w.r.policies[w.r.of[site]]
	err1, err2 := p.before.Decide(&w.facts, &w.d[0]), p.after.Decide(&w.facts, &w.d[1])
	if err1 == nil && err2 == nil {
		w.t.decided(w.months[j], site, &w.d[0], &w.d[1])
		return
	}
	w.t.undecided++
	if err1 != nil {
		w.t.fault(err1, false)
	}
	if err2 != nil {
		w.t.fault(err2, true)
	}
}
