package replay

import (
	"math"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// worker replays one block after another. It reads and writes nothing that
// another worker does, but for its own part of what is kept.
type worker struct {
	r         *replay
	t         *tally
	b         block
	pages     []*pages
	uncounted int32 // row of items for services that are not counted

	loaded  bool // the services of the block
	starts  [blockClaims + 1]int32
	allowed []int64 // by service
	rows    []int32
	items   [3][]Side // same on both sides, before, after
	less    []Side    // of what was kept: counted anew

	facts policy.Facts
	d     [2]policy.Decision
}

func day32[T int | int64](d T) date.Day { return date.Day(d) }

func newWorker(r *replay) *worker {
	w := &worker{r: r, t: newTally(r.c)}
	w.uncounted = int32(w.t.items.at("\x00"))
	books := map[*policy.Plan]*book{}
	for _, p := range r.policies {
		w.pages = append(w.pages, newPages(r.c, p, books))
	}
	return w
}

// block replays block i.
func (w *worker) block(i int) {
	w.b.open(w.r.c.blocks[i])
	w.loaded = false
	for k := range w.b.claim {
		w.b.claim[k].load()
	}
	n := min(w.b.n, w.r.claims-i*blockClaims)
	w.t.claims += int64(n)
	for _, m := range w.b.claim[ofMonth].values {
		w.t.month(m)
	}
	var kept []uint32
	if w.r.kept != nil {
		kept = w.r.kept[i*blockClaims : i*blockClaims+n]
	}
	sites := w.b.claim[ofSite].values
	for j := range n {
		p := w.pages[w.r.of[sites[j]]]
		switch {
		case w.r.o.OneByOne || p.before == nil || p.after == nil:
			w.alone(j)
		case w.r.keeping:
			kept[j] = w.keep(p, j)
		case kept != nil:
			w.again(p, j, kept[j])
		default:
			if x := w.find(p, j); x.alone || !w.whole(x, p, j) {
				w.alone(j)
			}
		}
	}
}

// find gives the pairing of claim j.
func (w *worker) find(p *pages, j int) *pairing {
	i, k := w.ruling(p.before, j), int32(0)
	if k = i; p.after != p.before {
		k = w.ruling(p.after, j)
	}
	if int(i) < len(p.pairs) && int(k) < len(p.pairs[i]) && p.pairs[i][k] != nil {
		return p.pairs[i][k]
	}
	return p.pair(i, k)
}

// ruling gives the place of the ruling on claim j.
func (w *worker) ruling(b *book, j int) int32 {
	d := w.day(b.rulesDay, j)
	if uint64(d-1) >= manyDays-1 {
		return 0
	}
	profile, edition := w.b.claim[ofProfile].values[j], b.editions[d]
	if i := b.table[int(profile)*b.many+int(edition)]; i > 0 {
		return i - 1
	}
	return b.ask(w, profile, edition, d)
}

// day gives the day of claim j that a policy names.
func (w *worker) day(word string, j int) int64 {
	switch word {
	case "death":
		return w.b.claim[ofDeath].values[j]
	case "application":
		return w.b.claim[ofApplication].values[j]
	}
	if d := w.b.claim[ofCremation].values[j]; d != 0 {
		return d
	}
	return w.b.claim[ofDeath].values[j]
}

// whole counts claim j by arithmetic alone; false when the claim must be
// decided by itself.
func (w *worker) whole(x *pairing, p *pages, j int) bool {
	var pre [2]int64
	ok := true
	switch {
	case x.same:
		if pre[0], ok = w.allow(x.before, p.before, j); ok {
			w.count(j, &w.items[0])
		}
		pre[1] = pre[0]
	default:
		if x.after.granted { // looked at first: nothing is counted before both are known
			pre[1], ok = w.allow(x.after, p.after, j)
		}
		if x.before.granted && ok {
			pre[0], ok = w.bothSides(x, p, j)
		} else if ok && x.after.granted {
			w.count(j, &w.items[2])
		}
	}
	if ok {
		w.add(x, j, pre)
	}
	return ok
}

// bothSides counts the services of claim j under both rulings, the one after
// computed last time.
func (w *worker) bothSides(x *pairing, p *pages, j int) (int64, bool) {
	pre, ok := w.allow(x.before, p.before, j)
	if !ok {
		return 0, false
	}
	w.count(j, &w.items[1])
	if x.after.granted {
		w.allow(x.after, p.after, j)
		w.count(j, &w.items[2])
	}
	return pre, true
}

// allow computes what the services of claim j are allowed before the cap over
// the whole claim; false when the formula does not say.
func (w *worker) allow(n *ruling, b *book, j int) (pre int64, ok bool) {
	w.services()
	word := n.outline.Prices
	d := w.day(word, j)
	if uint64(d) >= manyDays {
		return 0, false
	}
	terms := n.terms[b.runs[d]]
	from, to := int(w.starts[j]), int(w.starts[j+1])
	s := &w.b.service
	kinds, quantities, units, beyond, days := s[ofKind].values[from:to], s[ofQuantity].values[from:to], s[ofUnit].values[from:to], s[ofBeyond].values[from:to], s[ofDay].values[from:to]
	allowed, rows := w.allowed[from:to], w.rows[from:to]
	var seen uint32
	for i, k := range kinds {
		if word == "service" && days[i] != 0 {
			if uint64(days[i]) >= manyDays {
				return 0, false
			}
			terms = n.terms[b.runs[days[i]]]
		}
		t := &terms[k]
		if t.alone || seen&t.bit != 0 { // an item that comes twice shares its limits
			return 0, false
		}
		seen |= t.bit
		q := quantities[i]
		fit := min(q, t.most)
		charged := units[i]*q + beyond[i]
		if fit < q {
			if units[i] > 0 {
				charged = min(charged, units[i]*fit)
			} else {
				charged = int64(policy.Part(money.Amount(charged), fit, q))
			}
		}
		standard := t.price * fit
		if t.tariff != nil {
			standard = int64(t.tariff.Sum(s[ofMetres].values[from+i], fit))
		}
		x := min(charged, standard, t.cap)
		if t.percent != 100 {
			x = x * t.percent / 100
		}
		allowed[i], rows[i] = x, t.row
		pre += x
		if word == "service" && days[i] != 0 {
			terms = n.terms[b.runs[d]]
		}
	}
	return pre, true
}

// services unpacks the services of the block when they are first needed.
func (w *worker) services() {
	if w.loaded {
		return
	}
	w.loaded = true
	w.b.loadServices()
	at := int32(0)
	for j, n := range w.b.claim[ofServices].values {
		w.starts[j] = at
		at += int32(n)
	}
	w.starts[w.b.n] = at
	if len(w.allowed) < w.b.services {
		w.allowed, w.rows = make([]int64, 2*w.b.services), make([]int32, 2*w.b.services)
	}
	for i := range w.items {
		w.items[i] = widen(w.items[i], len(w.t.items.rows))
	}
	w.less = widen(w.less, len(w.t.items.rows))
}

func widen(s []Side, n int) []Side {
	for len(s) < n {
		s = append(s, Side{})
	}
	return s
}

// count adds what allow computed for claim j to rows of items.
func (w *worker) count(j int, items *[]Side) {
	*items = widen(*items, len(w.t.items.rows))
	for i := w.starts[j]; i < w.starts[j+1]; i++ {
		s := &(*items)[w.rows[i]]
		s.Claims++
		s.Fen += money.Amount(w.allowed[i])
	}
}

// add counts claim j with its sums before the cap.
func (w *worker) add(x *pairing, j int, pre [2]int64) {
	x.n++
	month, site := &w.t.months[w.b.claim[ofMonth].values[j]], &w.t.sites[w.b.claim[ofSite].values[j]]
	var fen [2]int64
	if n := x.before; n.granted {
		fen[0] = min(pre[0], n.ceiling)
		x.pre[0] += pre[0]
		x.fen[0] += fen[0]
		n.share(x.parts[0], fen[0])
		month.before.Claims++
		month.before.Fen += money.Amount(fen[0])
		site.before.Claims++
		site.before.Fen += money.Amount(fen[0])
	}
	if n := x.after; n.granted {
		fen[1] = min(pre[1], n.ceiling)
		x.pre[1] += pre[1]
		x.fen[1] += fen[1]
		n.share(x.parts[1], fen[1])
		month.after.Claims++
		month.after.Fen += money.Amount(fen[1])
		site.after.Claims++
		site.after.Fen += money.Amount(fen[1])
	}
	if fen[0] != fen[1] {
		w.t.change(money.Amount(fen[1]-fen[0]), true, true) // newly covered or refused: by pairing
	}
}

// alone decides claim j by itself under both plans.
func (w *worker) alone(j int) {
	w.services()
	w.r.c.facts(&w.b, j, int(w.starts[j]), &w.facts)
	site := w.b.claim[ofSite].values[j]
	p := &w.r.policies[w.r.of[site]]
	err1, err2 := p.before.Decide(&w.facts, &w.d[0]), p.after.Decide(&w.facts, &w.d[1])
	if err1 == nil && err2 == nil {
		w.t.decided(w.b.claim[ofMonth].values[j], site, &w.d[0], &w.d[1])
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

// finish turns what was counted by pairing and by place into rows by name.
func (w *worker) finish() {
	for _, p := range w.pages {
		for _, row := range p.pairs {
			for _, x := range row {
				if x != nil && x.n > 0 {
					w.t.paired(x)
				}
			}
		}
	}
	for i := range w.t.items.rows {
		row := &w.t.items.rows[i]
		for k, items := range w.items {
			if i < len(items) && k != 2 {
				row.before.add(items[i])
			}
			if i < len(items) && k != 1 {
				row.after.add(items[i])
			}
		}
		if i < len(w.less) {
			row.before.less(w.less[i])
			row.after.less(w.less[i])
		}
	}
	w.t.items.rows[w.uncounted] = both{}
}

func (s *Side) add(o Side)  { s.Claims, s.Fen = s.Claims+o.Claims, s.Fen+o.Fen }
func (s *Side) less(o Side) { s.Claims, s.Fen = s.Claims-o.Claims, s.Fen-o.Fen }

// paired adds what was counted of a pairing.
func (t *tally) paired(x *pairing) {
	for k, n := range []*ruling{x.before, x.after} {
		after := k == 1
		if !n.granted {
			t.refused.rows[n.row].side(after).Claims += x.n
			continue
		}
		s := Side{x.n, money.Amount(x.fen[k])}
		t.total.side(after).add(s)
		t.classes.rows[n.row].side(after).add(s)
		*t.cut.side(after) += money.Amount(x.pre[k] - x.fen[k])
		for i, level := range n.levels {
			t.funds.rows[level].side(after).add(Side{x.n, x.parts[k][i]})
		}
	}
	switch {
	case x.after.granted && !x.before.granted:
		t.covered += x.n
	case x.before.granted && !x.after.granted:
		t.dropped += x.n
	}
}

// notKept marks claims of which no sum is kept.
const notKept = math.MaxUint32
