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
	fmt.Printf("P1  decide one claim; %d claims, one core, medians of %d interleaved rounds\n", len(claims), o.rounds)
	var product float64
	for _, build := range []func([]work.Claim) ([]peers.Engine, error){peers.Product, peers.Expr, peers.CEL, peers.OPA} {
		engines, err := build(claims) // one at a time: what the others keep in memory costs every collection
		if err != nil {
			return err
		}
		for _, e := range engines {
			ns, allocs, ratio, err := pair(o, e, claims)
			if err != nil {
				return err
			}
			if product == 0 {
				product = ratio
			}
			fmt.Printf("P1  %-40s %8.0f ns  %5.1f allocs  %7.2f x hand  %7.1f x product\n", e.Name, ns, allocs, ratio, ratio/product)
		}
	}
	return verdict("P1", "decide", "hand", product, o.limitP1)
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

// pair checks an engine, times hand and engine in turn and gives the median of
// their ratios.
func pair(o options, e peers.Engine, claims []work.Claim) (ns, allocs, ratio float64, err error) {
	if e.Checked {
		if err := agree(e, claims); err != nil {
			return 0, 0, 0, err
		}
	}
	var d work.Decision
	hand := func(i int) error {
		d = work.Decision{}
		work.Reference(&claims[i], &d)
		return nil
	}
	engine := func(i int) error { return e.Decide(i, &d) }
	var times, ratios []float64
	for range o.rounds {
		h, _, err := sample(o.sample, len(claims), hand)
		if err != nil {
			return 0, 0, 0, err
		}
		var x float64
		if x, allocs, err = sample(o.sample, len(claims), engine); err != nil {
			return 0, 0, 0, err
		}
		times, ratios = append(times, x), append(ratios, x/h)
	}
	return median(times), allocs, median(ratios), nil
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
	claimsP3         int     // how many are replayed
	limitP3          float64 // the whole policy against loops by hand
	limitP3Cap       float64 // the cap alone
	growthP3         float64 // how far the growth exponent may exceed hand's
	limitP5          float64 // settling 10,000 claims against the bare script
	growthP5         float64 // how far the growth exponent may exceed the script's
}
