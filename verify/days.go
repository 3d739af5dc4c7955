package verify

import "time"

// day is a civil day counted from 1970-01-01.
type day int

// dayOf reads "2026-11-23"; ok is false for anything else.
func dayOf(s string) (day, bool) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil || len(s) != 10 {
		return 0, false
	}
	return day(t.Unix() / 86400), true
}

func (d day) String() string { return time.Unix(int64(d)*86400, 0).UTC().Format("2006-01-02") }

func (d day) yearMonth() (int, time.Month) {
	t := time.Unix(int64(d)*86400, 0).UTC()
	return t.Year(), t.Month()
}

const instantForm = "2006-01-02T15:04:05.000000Z"

// beijing gives the business day of an instant's text.
func beijing(at string) (day, bool) {
	t, err := time.Parse(instantForm, at)
	if err != nil || len(at) != 27 {
		return 0, false
	}
	sec := t.Unix() + 8*3600
	d := sec / 86400
	if sec%86400 < 0 {
		d--
	}
	return day(d), true
}

// isInstant reports whether s is an instant as the store writes it.
func isInstant(s string) bool { _, ok := beijing(s); return ok }

// calendar knows which days are working days.
type calendar map[day]bool

func (c calendar) works(d day) bool {
	if w, ok := c[d]; ok {
		return w
	}
	wd := time.Unix(int64(d)*86400, 0).UTC().Weekday()
	return wd != time.Saturday && wd != time.Sunday
}

// between counts the working days from first to last, both included.
func (c calendar) between(first, last day) (n int) {
	for d := first; d <= last; d++ {
		if c.works(d) {
			n++
		}
	}
	return n
}

// due gives the last working day on or before the 10th of the month after d.
func (c calendar) due(d day) day {
	y, m := d.yearMonth()
	t := time.Date(y, m+1, 10, 0, 0, 0, 0, time.UTC)
	x := day(t.Unix() / 86400)
	for !c.works(x) {
		x--
	}
	return x
}

// lastOf gives the last day of a period's text.
func lastOf(period string) (day, bool) {
	var y, n int
	switch {
	case len(period) == 10:
		return dayOf(period)
	case len(period) == 4:
		y, n = number(period), 12
	case len(period) == 7 && period[5] == 'Q':
		y, n = number(period[:4]), 3*number(period[6:])
	case len(period) == 7:
		y, n = number(period[:4]), number(period[5:])
	}
	if y < 1 || n < 1 || n > 12 {
		return 0, false
	}
	return day(time.Date(y, time.Month(n+1), 0, 0, 0, 0, 0, time.UTC).Unix() / 86400), true
}

// number reads plain digits; anything else gives -1.
func number(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return -1
	}
	return n
}
