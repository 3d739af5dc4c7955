// Package date owns days, months, instants and working days.
//
// It owns: civil days and months as whole numbers, the fixed-width text of an
// instant, the business day of an instant (Beijing, fixed +08:00), and the
// calendar of public holidays and make-up workdays as dated data.
// It never reads a clock and never uses the machine's time zone.
package date

import (
	"strconv"
	"time"

	"songbai/domain/problem"
)

// Day is a civil day, counted from 1970-01-01 = 0. The zero value is a real
// day; use a *Day or a flag where a day may be absent.
type Day int32

// Month is a civil month: year*12 + month-1.
type Month int32

var badDay = problem.Define("date.day", problem.Invalid,
	"日期写法不对或日历上没有这一天", "not a day of the calendar, or not written as one",
	"请写成 2026-11-23", "write it as 2026-11-23")

var badMonth = problem.Define("date.month", problem.Invalid,
	"月份写法不对", "not a month", "请写成 2026-11", "write it as 2026-11")

// NewDay makes a day of a year, month and day; impossible dates are refused.
func NewDay(y, m, d int) (Day, error) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1 || y > 9999 || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return 0, badDay.With()
	}
	return Day(t.Unix() / 86400), nil
}

// ParseDay reads "2026-11-23" and nothing else.
func ParseDay(s string) (Day, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, badDay.With()
	}
	y, ok1 := number(s[:4])
	m, ok2 := number(s[5:7])
	d, ok3 := number(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return 0, badDay.With()
	}
	return NewDay(y, m, d)
}

// MustDay is ParseDay for constants in code and tests; it panics.
func MustDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func number(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// YMD gives year, month and day of the month.
func (d Day) YMD() (y, m, day int) {
	t := d.time()
	return t.Year(), int(t.Month()), t.Day()
}

// String writes "2026-11-23".
func (d Day) String() string { return d.time().Format("2006-01-02") }

// Zh writes "2026年11月23日".
func (d Day) Zh() string { return d.time().Format("2006年1月2日") }

// Month gives the month that holds the day.
func (d Day) Month() Month {
	y, m, _ := d.YMD()
	return Month(y*12 + m - 1)
}

// AddYears moves by whole years; 29 February becomes 28 February where there
// is none.
func (d Day) AddYears(n int) Day {
	y, m, day := d.YMD()
	last := Month((y+n)*12 + m - 1).Last()
	_, _, max := last.YMD()
	return last - Day(max) + Day(min(day, max))
}

// Weekday gives 1 for Monday to 7 for Sunday.
func (d Day) Weekday() int {
	w := (int(d) + 3) % 7
	if w < 0 {
		w += 7
	}
	return w + 1
}

// ParseMonth reads "2026-11" and nothing else.
func ParseMonth(s string) (Month, error) {
	if len(s) != 7 || s[4] != '-' {
		return 0, badMonth.With()
	}
	y, ok1 := number(s[:4])
	m, ok2 := number(s[5:])
	if !ok1 || !ok2 || y < 1 || m < 1 || m > 12 {
		return 0, badMonth.With()
	}
	return Month(y*12 + m - 1), nil
}

// String writes "2026-11".
func (m Month) String() string { return m.First().String()[:7] }

// Zh writes "2026年11月".
func (m Month) Zh() string {
	return strconv.Itoa(int(m)/12) + "年" + strconv.Itoa(int(m)%12+1) + "月"
}

// First gives the first day of the month.
func (m Month) First() Day {
	t := time.Date(int(m)/12, time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC)
	return Day(t.Unix() / 86400)
}

// Last gives the last day of the month.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// MarshalText writes the day as "2026-11-23" in JSON and flags.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2026-11-23".
func (d *Day) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDay(string(b))
	return err
}

// MarshalText writes the month as "2026-11" in JSON and flags.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads "2026-11".
func (m *Month) UnmarshalText(b []byte) (err error) {
	*m, err = ParseMonth(string(b))
	return err
}
