package settlement

import (
	"fmt"
	"regexp"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// Cycle is how long a period is.
type Cycle string

const (
	Monthly   Cycle = "month"
	Quarterly Cycle = "quarter"
	Yearly    Cycle = "year"
	Daily     Cycle = "day" // determination sheets only
)

// Period is the time one list covers. Its text is "2026-11", "2026-Q4",
// "2026" or, for a determination sheet, the sheet's day "2026-11-23". The zero
// Period is none; every other value is valid. Two periods with the same text
// are ==.
type Period struct {
	cycle       Cycle
	first, last date.Day
}

var (
	badPeriod = problem.Define("settlement.period", problem.Invalid,
		"结算期写法不对", "this is not a settlement period",
		"请写成 2026-11(月)、2026-Q4(季)、2026(年)或 2026-11-23(核定表日期)",
		"write 2026-11 (month), 2026-Q4 (quarter), 2026 (year) or 2026-11-23 (day of a sheet)")
	badCycle = problem.Define("settlement.cycle", problem.Invalid,
		"结算周期写法不对", "this is not a settlement cycle",
		"请写 month、quarter、year 或 day 之一", "write one of month, quarter, year, day")
	wrongCycle = problem.Define("settlement.period_kind", problem.Invalid,
		"%[1]s不能使用结算期 %[2]s", "a list of kind %[3]s cannot have the period %[2]s",
		"清册按月、季或年结算,核定表按日编制", "a home's list takes a month, quarter or year, a determination sheet a day")
)

var quarterText = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)

// ParsePeriod reads one of the four texts and nothing else.
func ParsePeriod(s string) (Period, error) {
	switch len(s) {
	case 4:
		if m, err := date.ParseMonth(s + "-01"); err == nil {
			return Period{Yearly, m.First(), (m + 11).Last()}, nil
		}
	case 7:
		if q := quarterText.FindStringSubmatch(s); q != nil {
			n, _ := strconv.Atoi(q[2])
			m, err := date.ParseMonth(fmt.Sprintf("%s-%02d", q[1], n*3-2))
			if err == nil {
				return Period{Quarterly, m.First(), (m + 2).Last()}, nil
			}
		} else if m, err := date.ParseMonth(s); err == nil {
			return Period{Monthly, m.First(), m.Last()}, nil
		}
	case 10:
		if d, err := date.ParseDay(s); err == nil {
			return Period{Daily, d, d}, nil
		}
	}
	return Period{}, badPeriod.With().At("period")
}

// MustPeriod is ParsePeriod for constants in code and tests; it panics.
func MustPeriod(s string) Period {
	p, err := ParsePeriod(s)
	if err != nil {
		panic(err)
	}
	return p
}

// PeriodOf gives the period of a cycle that holds day d.
func PeriodOf(c Cycle, d date.Day) (Period, error) {
	m := d.Month()
	switch c {
	case Monthly:
		return Period{c, m.First(), m.Last()}, nil
	case Quarterly:
		m -= m % 3
		return Period{c, m.First(), (m + 2).Last()}, nil
	case Yearly:
		m -= m % 12
		return Period{c, m.First(), (m + 11).Last()}, nil
	case Daily:
		return Period{c, d, d}, nil
	}
	return Period{}, badCycle.With().At("cycle")
}

// Cycle gives the length of the period; "" for the zero Period.
func (p Period) Cycle() Cycle { return p.cycle }

// IsZero reports whether p is none.
func (p Period) IsZero() bool { return p.cycle == "" }

// First gives the first day covered.
func (p Period) First() date.Day { return p.first }

// Last gives the last day covered.
func (p Period) Last() date.Day { return p.last }

// Holds reports whether the period covers d.
func (p Period) Holds(d date.Day) bool { return !p.IsZero() && p.first <= d && d <= p.last }

// Next gives the period that follows without a gap.
func (p Period) Next() Period {
	n, _ := PeriodOf(p.cycle, p.last+1)
	return n
}

// String writes the stored text; "" for the zero Period.
func (p Period) String() string {
	y, m, _ := p.first.YMD()
	switch p.cycle {
	case Monthly:
		return p.first.Month().String()
	case Quarterly:
		return fmt.Sprintf("%04d-Q%d", y, (m+2)/3)
	case Yearly:
		return fmt.Sprintf("%04d", y)
	case Daily:
		return p.first.String()
	}
	return ""
}

// Zh writes the period for people: "2026年11月", "2026年第4季度", "2026年", "2026年11月23日".
func (p Period) Zh() string {
	y, m, _ := p.first.YMD()
	switch p.cycle {
	case Monthly:
		return p.first.Month().Zh()
	case Quarterly:
		return fmt.Sprintf("%d年第%d季度", y, (m+2)/3)
	case Yearly:
		return fmt.Sprintf("%d年", y)
	case Daily:
		return p.first.Zh()
	}
	return ""
}

// MarshalText writes the stored text.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is ParsePeriod; empty text gives the zero Period.
func (p *Period) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*p = Period{}
		return nil
	}
	*p, err = ParsePeriod(string(b))
	return err
}

// Fits refuses a period that a list of this kind cannot have: a home's list
// covers a month, quarter or year, a determination sheet one day.
func (p Period) Fits(k Kind) error {
	if p.IsZero() || !k.Valid() || (p.cycle == Daily) != (k == Reimbursement) {
		return wrongCycle.With(k.Zh(), p, string(k)).At("period")
	}
	return nil
}
