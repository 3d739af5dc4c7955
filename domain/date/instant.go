package date

import (
	"time"

	"songbai/domain/problem"
)

// Instant is a moment in microseconds since 1970-01-01T00:00:00Z. Its text is
// fixed-width UTC, 27 characters, so that text order is time order.
type Instant int64

const instantLayout = "2006-01-02T15:04:05.000000Z"

var badInstant = problem.Define("date.instant", problem.Invalid,
	"时刻写法不对", "not an instant", "请写成 2026-11-23T08:30:15.123456Z（世界协调时）", "write it as 2026-11-23T08:30:15.123456Z (UTC)")

// InstantOf takes the microsecond of t.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMicro()) }

// ParseInstant reads the fixed-width text and nothing else.
func ParseInstant(s string) (Instant, error) {
	t, err := time.Parse(instantLayout, s)
	if err != nil || InstantOf(t).String() != s { // Parse also takes a comma
		return 0, badInstant.With()
	}
	return InstantOf(t), nil
}

// String writes "2026-11-23T08:30:15.123456Z".
func (i Instant) String() string { return time.UnixMicro(int64(i)).UTC().Format(instantLayout) }

// Day gives the business day: the civil day in Beijing (fixed +08:00).
func (i Instant) Day() Day {
	const eightHours, day = 8 * 3600 * 1_000_000, 86400 * 1_000_000
	x := int64(i) + eightHours
	d := x / day
	if x%day < 0 {
		d--
	}
	return Day(d)
}

// Beijing writes local time for people: "2026-11-23 16:30".
func (i Instant) Beijing() string {
	return time.UnixMicro(int64(i)).UTC().Add(8 * time.Hour).Format("2006-01-02 15:04")
}

// BeijingMidnight gives the instant at which the day begins in Beijing.
func (d Day) BeijingMidnight() Instant {
	return Instant((int64(d)*86400 - 8*3600) * 1_000_000)
}
