// Package fuzzlimit owns how much one input of a fuzz target may cost: go's fuzzer
// has no limits of its own, and an input that hangs or fills the memory would
// go unnoticed.
//
// It never judges what an input gives. Always true: an input that runs longer
// than Time or allocates more than Memory in all ends the process, so that the
// fuzzer keeps it as a crasher.
package fuzzlimit

import (
	"fmt"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
)

// The most that one input may take. What it allocates in all is counted, not
// what it holds at a time: that is the same on every run.
const (
	Time   = 20 * time.Second
	Memory = 256 << 20
)

// input is what was so when an input began.
type input struct {
	at    time.Time
	bytes uint64
}

var (
	running atomic.Pointer[input]
	watch   = sync.OnceFunc(func() { go watching() })
)

// Input begins an input; the function it gives ends it. A target says
// defer fuzzlimit.Input()() first.
func Input() (end func()) {
	watch()
	in := &input{time.Now(), allocated()}
	running.Store(in)
	return func() {
		running.Store(nil)
		in.check()
	}
}

// watching looks at the input that runs: one that hangs does not end by itself.
func watching() {
	for range time.Tick(50 * time.Millisecond) {
		if in := running.Load(); in != nil {
			in.check()
		}
	}
}

func (in *input) check() {
	if why := exceeded(time.Since(in.at), allocated()-in.bytes); why != "" {
		panic(why)
	}
}

func exceeded(took time.Duration, bytes uint64) string {
	switch {
	case took > Time:
		return fmt.Sprintf("fuzzlimit: the input runs for %v, more than %v", took, Time)
	case bytes > Memory:
		return fmt.Sprintf("fuzzlimit: the input allocated %d MiB, more than %d", bytes>>20, Memory>>20)
	}
	return ""
}

// allocated counts all bytes ever allocated.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
