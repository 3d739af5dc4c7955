package replay

import "math"

// Kept is claims with what each is allowed before the cap over the whole claim,
// under the plans before. A policy that changes such caps alone is then
// replayed without looking at a service; another is replayed as always.
type Kept struct {
	c      *Columns
	before Plans
	o      Options
	kept   []uint32
	items  keyed
}

// Keep computes what is kept: four bytes for each claim.
func Keep(c *Columns, before Plans, o Options) (*Kept, error) {
	r, err := newReplay(c, before, before, o)
	if err != nil {
		return nil, err
	}
	r.kept, r.keeping = make([]uint32, r.claims), true
	k := &Kept{c: c, before: before, o: o, kept: r.kept}
	if !o.OneByOne {
		k.items = r.run().items
	}
	return k, nil
}

// Run gives what Run of the same columns, plans and options gives.
func (k *Kept) Run(after Plans) (*Result, error) {
	r, err := newReplay(k.c, k.before, after, k.o)
	if err != nil {
		return nil, err
	}
	r.kept = k.kept
	t := r.run()
	t.items.add(&k.items)
	return t.result(k.c), nil
}

// notKept marks claims of which no sum is kept.
const notKept = math.MaxUint32

// keptBlock computes what is kept of the claims of the block, or counts them
// with it.
func (w *worker) keptBlock(kept []uint32) {
	if w.r.keeping {
		w.services()
		for j := range kept {
			kept[j] = w.keep(w.found[j], w.pages[w.sites[j]], j)
		}
		return
	}
	for j, sum := range kept {
		x := w.found[j]
		if x.keeps && sum != notKept {
			w.add(x, j, int64(sum), int64(sum))
		} else {
			w.anew(x, w.pages[w.sites[j]], j, sum)
		}
	}
}

// keep gives what is kept of claim j.
func (w *worker) keep(x *pairing, p *pages, j int) uint32 {
	n := x.before
	switch {
	case n.alone:
		return notKept
	case !n.granted:
		return 0
	}
	pre, ok := w.allow(x.terms[0], n, p.before, j, w.items[0])
	switch {
	case !ok:
		return notKept
	case pre >= notKept:
		w.takeBack(n, p.before, j, int(w.starts[j+1]), w.items[0])
		return notKept
	}
	return uint32(pre)
}

// anew counts claim j, for which what was kept is no answer: its services are
// taken out of the kept sums.
func (w *worker) anew(x *pairing, p *pages, j int, kept uint32) {
	w.services()
	if kept != notKept {
		if n := p.before.rulings[w.ruling(p.before, j)]; n.granted {
			w.allow(nil, n, p.before, j, w.less)
		}
	}
	if x.alone || !w.whole(x, p, j) {
		w.alone(j)
	}
}
