package office

import (
	"container/list"
	"sync"
	"time"

	"songbai/domain/date"
)

// turnstile counts tries by name, in memory. It holds mostNames at most: the name
// not touched for longest goes first, so that a flood of new names neither closes
// the door nor empties the counts of those at work.
type turnstile struct {
	mu    sync.Mutex
	seen  map[string]*list.Element
	order list.List // of *tries, last touched last
}

// tries are what a name did since a count began.
type tries struct {
	name  string
	n     int
	until date.Instant // the count ends
	last  date.Instant // of the last try
}

const mostNames = 100_000

// moment is a time in the clock's unit.
func moment(d time.Duration) date.Instant { return date.Instant(d / time.Microsecond) }

// count tells how often a name tried within its count, and when last.
func (t *turnstile) count(name string, now date.Instant) (int, date.Instant) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, known := t.seen[name]
	if !known {
		return 0, 0
	}
	x := e.Value.(*tries)
	if now >= x.until {
		return 0, 0
	}
	return x.n, x.last
}

// full reports whether a name has used up its tries.
func (t *turnstile) full(name string, limit int, now date.Instant) bool {
	n, _ := t.count(name, now)
	return n >= limit
}

// rests reports whether a name has to wait: after free tries each further one waits
// twice as long as the one before, from a minute to restingMinutes.
func (t *turnstile) rests(name string, free int, now date.Instant) bool {
	n, last := t.count(name, now)
	if n < free {
		return false
	}
	wait := moment(time.Minute) << min(n-free, 10)
	return now < last+min(wait, moment(restingMinutes*time.Minute))
}

// add counts one try; a count that begins lasts for the time given.
func (t *turnstile) add(name string, lasts time.Duration, now date.Instant) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen == nil {
		t.seen = map[string]*list.Element{}
	}
	e, known := t.seen[name]
	if !known {
		if len(t.seen) >= mostNames {
			oldest := t.order.Front()
			delete(t.seen, oldest.Value.(*tries).name)
			t.order.Remove(oldest)
		}
		e = t.order.PushBack(&tries{name: name})
		t.seen[name] = e
	}
	t.order.MoveToBack(e)
	x := e.Value.(*tries)
	if now >= x.until {
		x.n, x.until = 0, now+moment(lasts)
	}
	x.n, x.last = x.n+1, now
}

// forget ends the count of a name.
func (t *turnstile) forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e, known := t.seen[name]; known {
		delete(t.seen, name)
		t.order.Remove(e)
	}
}
