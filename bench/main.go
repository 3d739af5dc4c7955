// Command bench measures the work that matters against hand-written code and
// against the engines that others use, and prints ratios: only ratios travel
// from machine to machine.
//
//	go run . [p1] [p2] [p3] [p5]
//
// Every engine is checked against the reference before it is timed; a required
// engine that is absent or differs fails the run.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"
)

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 9, "interleaved rounds")
	flag.DurationVar(&o.sample, "sample", 100*time.Millisecond, "length of a sample")
	flag.Float64Var(&o.limitP1, "p1", 2, "most times hand that deciding may take")
	flag.Float64Var(&o.exprP1, "p1-expr", 24, "times the product that expr takes at least")
	flag.Float64Var(&o.celP1, "p1-cel", 45, "times the product that cel-go takes at least")
	flag.Float64Var(&o.opaP1, "p1-opa", 300, "times the product that OPA takes at least")
	flag.Float64Var(&o.limitP2, "p2", 2.12, "most times hand that the stream may take")
	flag.IntVar(&o.claimsP3, "p3-claims", 11_000_000, "claims that are replayed")
	flag.Float64Var(&o.limitP3, "p3", 2.14, "most times hand that replaying a whole policy may take")
	flag.Float64Var(&o.limitP3Cap, "p3-cap", 2, "most times hand that replaying a changed cap alone may take")
	flag.Float64Var(&o.growthP3, "p3-growth", 0.03, "most that its growth exponent may exceed hand's")
	flag.Float64Var(&o.limitP5, "p5", 4, "most times the bare script that settling 10,000 claims may take")
	flag.Float64Var(&o.growthP5, "p5-growth", 0.05, "most that its growth exponent may exceed the script's")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	parts := []struct {
		name string
		run  func(options) error
	}{{"p1", p1}, {"p2", p2}, {"p3", p3}, {"p5", p5}}
	failed := false
	for _, p := range parts {
		if flag.NArg() > 0 && !slices.Contains(flag.Args(), p.name) {
			continue
		}
		if err := p.run(o); err != nil {
			fmt.Fprintln(os.Stderr, "FAIL", err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}
