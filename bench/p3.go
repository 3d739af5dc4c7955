package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"time"

	"songbai/bench/peers"
	"songbai/bench/work"
	"songbai/domain/policy"
	"songbai/domain/policy/replay"
)

const (
	seedP3    = 3
	percentP3 = 120
	checkedP3 = 100_000
)

// p3 replays many claims under a changed cap, on two cores: the whole policy
// and, from sums kept before the cap, the cap alone; each against loops written
// by hand for this one policy over columns of its own.
func p3(o options) error {
	runtime.GOMAXPROCS(2)
	defer runtime.GOMAXPROCS(1)
	n := o.claimsP3
	fmt.Printf("P3  replay %d claims under %d %% of every cap; two cores, medians of %d interleaved rounds of processor time\n", n, percentP3, o.rounds)
	dir, err := os.MkdirTemp("", "songbai-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	hand, err := makeP3(n, filepath.Join(dir, "claims"))
	if err != nil {
		return err
	}
	c, err := loadP3(filepath.Join(dir, "claims"), o)
	if err != nil {
		return err
	}
	x := &trialP3{c: c, hand: hand, stored: hand.Store(), n: n}
	if err := x.ready(); err != nil {
		return err
	}
	if err := x.check(); err != nil {
		return err
	}
	return x.time(o)
}

// makeP3 makes the claims once: by hand into dense columns, by the product into
// a file of its format.
func makeP3(n int, file string) (*work.Columns, error) {
	hand := work.NewColumns(n)
	var b replay.Builder
	var f policy.Facts
	const piece = 1 << 16
	raw, next := make([]work.Raw, piece), make([]work.Raw, piece)
	generate := func(into []work.Raw, from int) {
		for i := range into {
			into[i] = work.GenerateRaw(seedP3, from+i)
		}
	}
	generate(raw, 0)
	for from := 0; from < n; from += piece {
		var wait sync.WaitGroup
		wait.Go(func() { generate(next, from+piece) })
		for i := range raw[:min(piece, n-from)] {
			hand.Set(from+i, &raw[i])
			if err := b.Add(peers.RawFacts(&raw[i], &f), &f); err != nil {
				return nil, err
			}
		}
		wait.Wait()
		raw, next = next, raw
	}
	out, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := b.Columns().Write(out); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return hand, out.Close()
}

// loadP3 reads the file and says what that takes.
func loadP3(file string, o options) (*replay.Columns, error) {
	before := memory()
	start := time.Now()
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c, err := replay.Read(text)
	if err != nil {
		return nil, err
	}
	took := time.Since(start).Seconds()
	mib := float64(memory()-before) / (1 << 20)
	fmt.Printf("P3  %-40s %8.3f s  %6.0f MiB  %5.1f bytes a claim\n", "product: read from a file, every value checked", took, mib, float64(len(text))/float64(c.Len()))
	if limit := 600 * float64(c.Len()) / 11e6; mib > limit {
		return nil, fmt.Errorf("P3: the claims take %.0f MiB, more than %.0f", mib, limit)
	}
	return c, nil
}

func memory() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// trialP3 is the claims and both ways to replay them.
type trialP3 struct {
	c             *replay.Columns
	hand          *work.Columns
	stored        *work.Stored
	n             int
	before, after replay.Plans
	kept          *replay.Kept
}

func (x *trialP3) ready() error {
	for to, percent := range map[*replay.Plans]int64{&x.before: 100, &x.after: percentP3} {
		plan, err := peers.PlanWithCap(percent)
		if err != nil {
			return err
		}
		*to = func(string) (*policy.Plan, error) { return plan, nil }
	}
	var err error
	x.kept, err = replay.Keep(x.c, x.before, replay.Options{})
	return err
}

// check compares the product with the reference on all claims, and with itself
// deciding one by one on the first.
func (x *trialP3) check() error {
	want := x.hand.Replay(x.n, percentP3)
	if other := x.stored.Replay(x.n, percentP3); *other != *want {
		return errors.New("P3: the two ways by hand differ")
	}
	if x.n == 11_000_000 && want.Checksum() != work.WantChange {
		return errChecksum
	}
	for _, run := range []func() (*replay.Result, error){x.whole(0), x.cap} {
		r, err := run()
		if err != nil {
			return err
		}
		if err := peers.AgreeOnChange(r, want); err != nil {
			return fmt.Errorf("P3: the product differs: %w", err)
		}
	}
	fast, err := x.whole(checkedP3)()
	if err != nil {
		return err
	}
	slow, err := replay.Run(x.c, x.before, x.after, replay.Options{Claims: checkedP3, OneByOne: true})
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(fast, slow) {
		return errors.New("P3: the product's replay differs from its own decisions one by one")
	}
	fmt.Printf("P3  equal to the reference on %d claims, to deciding one by one on %d\n", x.n, min(x.n, checkedP3))
	return nil
}

func (x *trialP3) whole(claims int) func() (*replay.Result, error) {
	return func() (*replay.Result, error) {
		return replay.Run(x.c, x.before, x.after, replay.Options{Claims: claims})
	}
}

func (x *trialP3) cap() (*replay.Result, error) { return x.kept.Run(x.after) }

// time measures both ways, and both at a tenth of the claims.
func (x *trialP3) time(o options) error {
	ways := []struct {
		name string
		run  func() error
	}{
		{"by hand: whole policy", func() error { x.hand.Replay(x.n, percentP3); return nil }},
		{"product: whole policy", second(x.whole(0))},
		{"by hand: cap alone", func() error { x.stored.Replay(x.n, percentP3); return nil }},
		{"product: cap alone", second(x.cap)},
		{"by hand: whole policy, a tenth", func() error { x.hand.Replay(x.n/10, percentP3); return nil }},
		{"product: whole policy, a tenth", second(x.whole(x.n / 10))},
	}
	times, wall := make([][]float64, len(ways)), make([]float64, len(ways))
	for i := range o.rounds {
		for k, w := range ways {
			repeat := 1 + 9*(k/4) // a tenth is run ten times
			runtime.GC()          // what the last one left behind is not this one's work
			start, used := time.Now(), cpu()
			for range repeat {
				if err := w.run(); err != nil {
					return err
				}
			}
			times[k] = append(times[k], (cpu()-used).Seconds()/float64(repeat))
			if took := time.Since(start).Seconds() / float64(repeat); i == 0 || took < wall[k] {
				wall[k] = took
			}
		}
	}
	for k, w := range ways {
		fmt.Printf("P3  %-40s %8.1f ns a claim  best %.4f s on the wall\n", w.name, median(times[k])*1e9/float64(x.n)*float64(1+9*(k/4)), wall[k])
	}
	ratio := func(a, b int) float64 {
		var r []float64
		for i := range times[a] {
			r = append(r, times[a][i]/times[b][i])
		}
		return median(r)
	}
	growth := func(k int) float64 { return math.Log10(ratio(k, k+4)) }
	return errors.Join(
		verdict("P3", "the whole policy", "hand", ratio(1, 0), o.limitP3),
		verdict("P3", "the cap alone", "hand", ratio(3, 2), o.limitP3Cap),
		exponent("P3", growth(1), growth(0), o.growthP3),
	)
}

func second(f func() (*replay.Result, error)) func() error {
	return func() error { _, err := f(); return err }
}

// exponent fails a part that grows faster than what it is compared with.
func exponent(part string, product, other, most float64) error {
	fmt.Printf("%s  growth exponent %.3f, by hand %.3f\n", part, product, other)
	if product > other+most {
		return fmt.Errorf("%s: the time grows with exponent %.3f, more than %.3f + %.2f", part, product, other, most)
	}
	return nil
}
