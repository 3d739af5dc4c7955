package date

import (
	"sort"

	"songbai/domain/problem"
)

// Holiday is one dated row of the calendar: a day off (Work false) or a make-up
// workday on a weekend (Work true).
type Holiday struct {
	Day      Day
	Work     bool
	Name     string
	Document string // the notice that sets it
}

// Calendar answers which days are working days. Years without a notice fall
// back to Monday to Friday and are reported by Known.
type Calendar struct {
	special map[Day]bool
	years   map[int]bool
}

var twiceNamed = problem.Define("date.calendar", problem.Invalid,
	"日历中 %s 出现两次", "the calendar names %s twice", "请删去其中一行", "remove one of the rows")

// NewCalendar builds a calendar of holiday rows; a day named twice is refused.
func NewCalendar(rows []Holiday) (*Calendar, error) {
	c := &Calendar{map[Day]bool{}, map[int]bool{}}
	for _, h := range rows {
		if _, ok := c.special[h.Day]; ok {
			return nil, twiceNamed.With(h.Day)
		}
		c.special[h.Day] = h.Work
		y, _, _ := h.Day.YMD()
		c.years[y] = true
	}
	return c, nil
}

// Known reports whether the year has a notice.
func (c *Calendar) Known(year int) bool { return c.years[year] }

// Years lists the years that have a notice.
func (c *Calendar) Years() []int {
	ys := make([]int, 0, len(c.years))
	for y := range c.years {
		ys = append(ys, y)
	}
	sort.Ints(ys)
	return ys
}

// IsWorkday reports whether offices are open on d.
func (c *Calendar) IsWorkday(d Day) bool {
	if work, ok := c.special[d]; ok {
		return work
	}
	return d.Weekday() <= 5
}

// LastWorkday gives the last working day on or before d.
func (c *Calendar) LastWorkday(d Day) Day {
	for !c.IsWorkday(d) {
		d--
	}
	return d
}

// Workdays counts the working days from first to last, both included.
func (c *Calendar) Workdays(first, last Day) (n int) {
	for d := first; d <= last; d++ {
		if c.IsWorkday(d) {
			n++
		}
	}
	return n
}

// NthWorkday gives the n-th working day (n ≥ 1) on or after first.
func (c *Calendar) NthWorkday(first Day, n int) Day {
	d := first
	for {
		if c.IsWorkday(d) {
			if n--; n <= 0 {
				return d
			}
		}
		d++
	}
}

// Left counts the working days after today up to the due day: 0 on the day itself,
// below zero once it has passed.
func (c *Calendar) Left(due, today Day) int {
	if today <= due {
		return c.Workdays(today+1, due)
	}
	return -max(1, c.Workdays(due+1, today))
}
