package replay

import (
	"runtime"
	"sync"
	"sync/atomic"

	"songbai/domain/policy"
)

// Run decides the claims under both sets of plans and adds up what differs.
func Run(c *Columns, before, after Plans, o Options) (*Result, error) {
	r, err := newReplay(c, before, after, o)
	if err != nil {
		return nil, err
	}
	return r.run(), nil
}

// replay is one replay: the claims, and the plans of every home of theirs.
type replay struct {
	c        *Columns
	o        Options
	claims   int // how many are replayed
	policies []policies
	of       []int // site → policies
	next     atomic.Int64
}

// policies are the two plans of the claims of a home.
type policies struct{ before, after *policy.Plan }

func newReplay(c *Columns, before, after Plans, o Options) (*replay, error) {
	r := &replay{c: c, o: o, claims: c.claims}
	if o.Claims > 0 {
		r.claims = min(o.Claims, c.claims)
	}
	if r.o.Workers <= 0 {
		r.o.Workers = runtime.GOMAXPROCS(0)
	}
	homes, known := map[string]int{}, map[policies]int{}
	for _, s := range c.sites {
		i, ok := homes[s.Home]
		if !ok {
			b, err := before(s.Home)
			if err != nil {
				return nil, err
			}
			a, err := after(s.Home)
			if err != nil {
				return nil, err
			}
			p := policies{b, a}
			if i, ok = known[p]; !ok {
				i = len(r.policies)
				known[p], r.policies = i, append(r.policies, p)
			}
			homes[s.Home] = i
		}
		r.of = append(r.of, i)
	}
	return r, nil
}

func (r *replay) run() *Result {
	sum := newTally(r.c)
	var lock sync.Mutex
	var wait sync.WaitGroup
	for range r.o.Workers {
		wait.Go(func() {
			w := &worker{r: r, t: newTally(r.c)}
			for i := r.next.Add(1) - 1; i*blockClaims < int64(r.claims); i = r.next.Add(1) - 1 {
				w.block(int(i))
			}
			lock.Lock()
			defer lock.Unlock()
			sum.add(w.t)
		})
	}
	wait.Wait()
	return sum.result(r.c)
}

func newTally(c *Columns) *tally { return &tally{sites: make([]both, len(c.sites))} }

// worker replays one block after another.
type worker struct {
	r     *replay
	t     *tally
	b     block
	facts policy.Facts
	d     [2]policy.Decision
}

func (w *worker) block(i int) {
	w.b.open(w.r.c.blocks[i])
	for k := range w.b.claim {
		w.b.claim[k].load()
	}
	w.b.loadServices()
	n := min(w.b.n, w.r.claims-i*blockClaims)
	w.t.claims += int64(n)
	from := 0
	for j := range n {
		w.decide(j, from)
		from += int(w.b.claim[ofServices].values[j])
	}
}

// decide decides claim j of the block, whose services begin at from, by itself
// under both plans.
func (w *worker) decide(j, from int) {
	w.r.c.facts(&w.b, j, from, &w.facts)
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

// Kept is claims with what they come to under the plans before, up to the caps
// over the whole claim: a change of those caps alone is then replayed without
// looking at a service.
type Kept struct {
	c      *Columns
	before Plans
	o      Options
}

// Keep decides the claims under the plans before.
func Keep(c *Columns, before Plans, o Options) (*Kept, error) {
	return &Kept{c, before, o}, nil
}

// Run gives what Run of the same columns and plans gives.
func (k *Kept) Run(after Plans) (*Result, error) { return Run(k.c, k.before, after, k.o) }
