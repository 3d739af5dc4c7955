package main

import (
	"errors"
	"fmt"
	"time"

	"songbai/bench/peers"
	"songbai/bench/work"
)

// p1 decides one claim on one core, from decoded facts to amounts, payers and
// trace. Every engine is first checked against the reference.
func p1(o options) error {
	claims := work.GenerateAll(1, 10_000)
	if err := checkReference(claims); err != nil {
		return err
	}
	fmt.Printf("P1  decide one claim; %d claims, one core, medians of %d interleaved rounds of processor time\n", len(claims), o.rounds)
	hand := peers.Engine{Name: "by hand", Decide: func(i int, d *work.Decision) error {
		*d = work.Decision{}
		work.Reference(&claims[i], d)
		return nil
	}}
	ours, err := peers.Product(claims)
	if err != nil {
		return err
	}
	var missed []error
	for _, p := range []struct {
		build func([]work.Claim) ([]peers.Engine, error)
		least float64 // times the product that it takes at least
	}{{nil, 0}, {peers.Expr, o.exprP1}, {peers.CEL, o.celP1}, {peers.OPA, o.opaP1}} {
		engines := ours
		if p.build != nil { // one at a time: what the others keep in memory costs every collection
			if engines, err = p.build(claims); err != nil {
				return err
			}
		}
		for _, e := range engines {
			m, err := compare(o, claims, []peers.Engine{hand, ours[0], e})
			if err != nil {
				return err
			}
			fmt.Printf("P1  %-40s %8.0f ns  %5.1f allocs  %7.2f x hand  %7.1f x product\n", e.Name, m.ns, m.allocs, m.times[0], m.times[1])
			if m.times[1] < p.least {
				missed = append(missed, fmt.Errorf("P1: %s takes %.1f x product, less than %.0f", e.Name, m.times[1], p.least))
			}
			if e.Name == ours[0].Name {
				missed = append(missed, verdict("P1", "decide", "hand", m.times[0], o.limitP1))
				if m.allocs > 3.05 { // a collection during the sample makes a few
					missed = append(missed, fmt.Errorf("P1: the product allocates %.1f times a claim, more than 3", m.allocs))
				}
			}
		}
	}
	return errors.Join(missed...)
}

var errChecksum = errors.New("the reference does not give the published checksum")

func checkReference(claims []work.Claim) error {
	sum := work.NewChecksum()
	var d work.Decision
	for i := range claims {
		work.Reference(&claims[i], &d)
		sum.Add(d.Canonical(nil))
	}
	if sum != work.Want {
		return errChecksum
	}
	return nil
}

// agree compares an engine with the reference on every claim.
func agree(e peers.Engine, claims []work.Claim) error {
	var want, got work.Decision
	sum := work.NewChecksum()
	for i := range claims {
		if err := e.Decide(i, &got); err != nil {
			return fmt.Errorf("%s, claim %d: %w", e.Name, i, err)
		}
		work.Reference(&claims[i], &want)
		w, g := want.Canonical(nil), got.Canonical(nil)
		if string(w) != string(g) {
			return fmt.Errorf("%s differs on claim %d:\nwant %sgot  %s", e.Name, i, w, g)
		}
		sum.Add(g)
	}
	if sum != work.Want {
		return errChecksum
	}
	return nil
}

// measured is what an engine takes, and how many times as long as the others of
// its rounds.
type measured struct {
	ns, allocs float64
	times      []float64
}

// compare checks the last engine and times all of them in turn.
func compare(o options, claims []work.Claim, engines []peers.Engine) (m measured, err error) {
	last := len(engines) - 1
	if engines[last].Checked {
		if err := agree(engines[last], claims); err != nil {
			return m, err
		}
	}
	var d work.Decision
	times := make([][]float64, len(engines))
	for range o.rounds {
		for k, e := range engines {
			ns, allocs, err := sample(o.sample, len(claims), func(i int) error { return e.Decide(i, &d) })
			if err != nil {
				return m, err
			}
			times[k], m.allocs = append(times[k], ns), allocs
		}
	}
	m.ns = median(times[last])
	for k := range last {
		var ratios []float64
		for i, ns := range times[last] {
			ratios = append(ratios, ns/times[k][i])
		}
		m.times = append(m.times, median(ratios))
	}
	return m, nil
}

// verdict fails a part that is slower than its limit against of.
func verdict(part, what, of string, ratio, limit float64) error {
	if ratio > limit {
		return fmt.Errorf("%s: %s takes %.2f x %s, more than %.2f", part, what, ratio, of, limit)
	}
	fmt.Printf("%s  ok: %.2f x %s (limit %.1f)\n", part, ratio, of, limit)
	return nil
}

// options of a run.
type options struct {
	rounds           int
	sample           time.Duration
	limitP1, limitP2 float64
	exprP1           float64 // times the product that the peers take at least
	celP1, opaP1     float64
	claimsP3         int     // how many are replayed
	limitP3          float64 // the whole policy against loops by hand
	limitP3Cap       float64 // the cap alone
	growthP3         float64 // how far the growth exponent may exceed hand's
	limitP5          float64 // settling 10,000 claims against the bare script
	growthP5         float64 // how far the growth exponent may exceed the script's
}
