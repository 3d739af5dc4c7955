package main

import (
	"runtime"
	"slices"
	"time"
)

// sample runs f in a loop for at least d of processor time and gives
// nanoseconds and allocations for one call.
func sample(d time.Duration, n int, f func(i int) error) (ns, allocs float64, err error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cpu()
	calls, i := 0, 0
	for cpu()-start < d {
		for range 256 { // asking the clock costs as much as a claim
			if err := f(i); err != nil {
				return 0, 0, err
			}
			calls++
			if i++; i == n {
				i = 0
			}
		}
	}
	elapsed := cpu() - start
	runtime.ReadMemStats(&after)
	return float64(elapsed.Nanoseconds()) / float64(calls), float64(after.Mallocs-before.Mallocs) / float64(calls), nil
}

func median(xs []float64) float64 {
	s := slices.Clone(xs)
	slices.Sort(s)
	return s[len(s)/2]
}
