package demo

import (
	"sync/atomic"
	"time"

	"songbai/domain/date"
)

// Clock is the clock of a demo or test installation: it stands where it was set
// and moves on by one millisecond at each reading.
type Clock struct{ at atomic.Int64 }

// NewClock starts at nine in the morning, Beijing time, of a day.
func NewClock(d date.Day) *Clock {
	c := &Clock{}
	c.Set(d)
	return c
}

// Now reads the clock.
func (c *Clock) Now() date.Instant { return date.Instant(c.at.Add(1000)) }

// Set moves the clock to nine in the morning of a day, never backwards.
func (c *Clock) Set(d date.Day) {
	to := int64(d.BeijingMidnight()) + 9*int64(time.Hour/time.Microsecond)
	if to > c.at.Load() {
		c.at.Store(to)
	}
}
