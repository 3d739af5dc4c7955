package replay

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

// keep gives what is kept of claim j.
func (w *worker) keep(p *pages, j int) uint32 {
	n := p.before.rulings[w.ruling(p.before, j)]
	switch {
	case n.alone:
		return notKept
	case !n.granted:
		return 0
	}
	pre, ok := w.allow(n, p.before, j)
	if !ok || pre >= notKept {
		return notKept
	}
	w.count(j, &w.items[0])
	return uint32(pre)
}

// again counts claim j with what was kept of it. When that does not answer,
// its services are taken out of the kept sums and the claim is counted anew.
func (w *worker) again(p *pages, j int, kept uint32) {
	x := w.find(p, j)
	if kept != notKept {
		if !x.alone && (x.same || !x.before.granted && !x.after.granted) {
			w.add(x, j, [2]int64{int64(kept), int64(kept)})
			return
		}
		if n := p.before.rulings[w.ruling(p.before, j)]; n.granted {
			w.allow(n, p.before, j)
			w.count(j, &w.less)
		}
	}
	if x.alone || !w.whole(x, p, j) {
		w.alone(j)
	}
}
