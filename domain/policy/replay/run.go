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
	return r.run().result(c), nil
}

// replay is one replay: the claims, and the plans of every home of theirs.
type replay struct {
	c        *Columns
	o        Options
	claims   int // how many are replayed
	policies []policies
	of       []int // site → policies
	kinds    []policy.Kind
	next     atomic.Int64

	kept    []uint32 // by claim: what is allowed before the cap, under the plans before
	keeping bool     // kept is being filled
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
	for _, k := range c.kinds {
		r.kinds = append(r.kinds, policy.Kind{Item: k.Item, Grade: k.Grade})
	}
	return r, nil
}

// run lets the workers take block after block and adds up what they counted.
func (r *replay) run() *tally {
	sum := newTally(r.c)
	var lock sync.Mutex
	var wait sync.WaitGroup
	for range r.o.Workers {
		wait.Go(func() {
			w := newWorker(r)
			for i := r.next.Add(1) - 1; i*blockClaims < int64(r.claims); i = r.next.Add(1) - 1 {
				w.block(int(i))
			}
			w.finish()
			lock.Lock()
			defer lock.Unlock()
			sum.add(w.t)
		})
	}
	wait.Wait()
	return sum
}

func newTally(c *Columns) *tally { return &tally{sites: make([]both, len(c.sites))} }
