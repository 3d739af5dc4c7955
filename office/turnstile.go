package office

import (
	"sync"
	"time"

	"songbai/domain/date"
)

// turnstile counts tries by name over restingMinutes, in memory. Names that are
// not seen again are forgotten; when too many are new at once, new ones wait.
type turnstile struct {
	mu   sync.Mutex
	seen map[string]tries
}

const mostNames = 100_000

// full reports whether a name has used up its tries.
func (t *turnstile) full(name string, limit int, now date.Instant) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	x, known := t.seen[name]
	if !known {
		return len(t.seen) >= mostNames
	}
	return now < x.until && x.n >= limit
}

// add counts one try.
func (t *turnstile) add(name string, now date.Instant) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen == nil {
		t.seen = map[string]tries{}
	}
	if len(t.seen) >= mostNames {
		for k, x := range t.seen {
			if now >= x.until {
				delete(t.seen, k)
			}
		}
	}
	x := t.seen[name]
	if now >= x.until {
		x = tries{until: now + date.Instant(restingMinutes*time.Minute/time.Microsecond)}
	}
	x.n++
	t.seen[name] = x
}
