package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"songbai/bench/settle"
)

// p5 settles months of three sizes, by the product's acts and by the bare set
// SQL script, turn by turn on one disk, so that what disturbs one disturbs all.
func p5(o options) error {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "songbai-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var sizes []*settled
	for _, s := range []struct{ n, times int }{{1_000, 3}, {10_000, 2}, {100_000, 1}} {
		x, err := newSettled(ctx, filepath.Join(dir, fmt.Sprint(s.n)), s.n, s.times)
		if err != nil {
			return err
		}
		sizes = append(sizes, x)
	}
	for range o.rounds {
		for _, x := range sizes {
			if err := x.round(ctx); err != nil {
				return err
			}
		}
	}
	fmt.Println("P5  settlement built, sealed and approved on SQLite, a durable transaction an act; medians of interleaved rounds")
	for _, x := range sizes {
		fmt.Println(x)
	}
	aside("P5  PostgreSQL, 2,000 claims, without fsync, for information", "songbai/office", "^BenchmarkSettle$/^postgres$")
	small, middle, large := sizes[0], sizes[1], sizes[2]
	decades := math.Log(float64(large.n) / float64(small.n))
	growth := math.Log(median(large.ours)/median(small.ours)) / decades
	limit := math.Log(median(large.bare)/median(small.bare)) / decades
	fmt.Printf("P5  growth from %d to %d claims: script n^%.3f, product n^%.3f (limit %.2f above)\n", small.n, large.n, limit, growth, o.growthP5)
	if growth > limit+o.growthP5 {
		return fmt.Errorf("P5: settlement grows as n^%.3f, the script as n^%.3f", growth, limit)
	}
	return verdict("P5", "settling 10,000 claims", "the script", median(middle.ratio), o.limitP5)
}

// settled is a month of n claims and what its runs took, in milliseconds.
type settled struct {
	n, times          int // times: runs in a round
	dir               string
	month             *settle.Month
	script            *settle.Script
	ours, bare, ratio []float64
	names             []string
	act               map[string][]float64
}

func newSettled(ctx context.Context, dir string, n, times int) (*settled, error) {
	x := &settled{n: n, times: times, dir: dir, act: map[string][]float64{}}
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		x.month, err = settle.NewMonth(ctx, dir, n)
	}
	if err == nil {
		x.script, err = settle.NewScript(dir, n)
	}
	return x, err
}

func (x *settled) round(ctx context.Context) error {
	for range x.times {
		bare, err := x.script.Run(x.dir)
		if err != nil {
			return err
		}
		steps, err := x.month.Run(ctx, x.dir)
		if err != nil {
			return err
		}
		x.add(bare, steps)
	}
	return nil
}

func (x *settled) add(bare time.Duration, steps []settle.Step) {
	var all time.Duration
	for _, s := range steps {
		if len(x.act[s.Name]) == 0 {
			x.names = append(x.names, s.Name)
		}
		x.act[s.Name] = append(x.act[s.Name], ms(s.Took))
		all += s.Took
	}
	x.ours, x.bare, x.ratio = append(x.ours, ms(all)), append(x.bare, ms(bare)), append(x.ratio, float64(all)/float64(bare))
}

// String writes the medians of a size, the product's also act by act.
func (x *settled) String() string {
	var acts []string
	for _, name := range x.names {
		acts = append(acts, fmt.Sprintf("%s %.1f", name, median(x.act[name])))
	}
	return fmt.Sprintf("P5  %7d claims: script %8.1f ms   product %8.1f ms   %5.2f x script  (%s)",
		x.n, median(x.bare), median(x.ours), median(x.ratio), strings.Join(acts, ", "))
}

// aside prints what a benchmark of the product measures on a server that this
// machine may not have; it fails nothing.
func aside(what, pkg, name string) {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", name, "-benchtime", "1x", pkg)
	cmd.Dir = ".."
	out, err := cmd.CombinedOutput()
	if err != nil {
		fmt.Println(what + ": not measured")
		return
	}
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 4 && strings.HasPrefix(line, "Benchmark") {
			fmt.Println(what + ": " + strings.Join(fields[4:], " "))
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
