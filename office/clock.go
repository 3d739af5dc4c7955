package office

import (
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// clockDays is the local value by which a county sets its own days of the month
// for submission, seal, approval and payment ("2:5:8:10"), in place of the
// division by sevenths (五(一)). It is the county's, not a pack's.
const clockDays = "clock_days"

var badClockDays = problem.Define("office.clock_days", problem.Invalid,
	"本县结算日写法不对", "the county's days of the clock are not written correctly",
	"请写四个每月日数，依次为报送、盖章、审定、拨付，如 2:5:8:10", "write four days of the month for submission, seal, approval and payment, as 2:5:8:10")

// readClockDays reads "2:5:8:10"; days later than the payment day or out of
// order are refused.
func readClockDays(value string) (settlement.MonthDays, error) {
	parts := strings.Split(value, ":")
	var n [4]int
	if len(parts) != len(n) {
		return settlement.MonthDays{}, badClockDays.With().At("value")
	}
	for i, p := range parts {
		d, err := strconv.Atoi(p)
		if err != nil {
			return settlement.MonthDays{}, badClockDays.With().At("value")
		}
		n[i] = d
	}
	m := settlement.MonthDays{Submit: n[0], Seal: n[1], Approve: n[2], Pay: n[3]}
	return m, m.Check()
}

// clocks gives the clock of each period: the county's own days and the calendar,
// read once.
type clocks struct {
	cal  *date.Calendar
	rows []store.LocalValue
}

func clocksOf(s *store.Scope) (c clocks, err error) {
	if c.cal, err = s.Calendar(); err != nil {
		return c, err
	}
	c.rows, err = s.LocalValues()
	return c, err
}

// of gives the clock of a home's list: the county's own days in force on the first
// day of the month after the period, else the division by sevenths.
func (c clocks) of(p settlement.Period) (settlement.Clock, error) {
	own, last := "", int64(0)
	for _, r := range c.rows {
		day := p.Last() + 1
		if r.Name == clockDays && r.From <= day && (r.To == nil || *r.To >= day) && r.ID > last {
			own, last = r.Value, r.ID
		}
	}
	if own == "" {
		return settlement.Deadlines(c.cal, p)
	}
	m, err := readClockDays(own)
	if err != nil {
		return settlement.Clock{}, err
	}
	return settlement.DeadlinesOn(c.cal, p, m)
}

// deadlines is clocks.of for one period.
func deadlines(s *store.Scope, cal *date.Calendar, p settlement.Period) (settlement.Clock, error) {
	rows, err := s.LocalValues()
	if err != nil {
		return settlement.Clock{}, err
	}
	return clocks{cal, rows}.of(p)
}

// countyOwn reports whether a local value is the county's own, which no pack asks
// for and no decision reads.
func countyOwn(name string) bool { return name == clockDays || name == approvalLimit }

// checkOwn refuses a value of the county's own that is not well written.
func checkOwn(name, value string) (err error) {
	if name == clockDays {
		_, err = readClockDays(value)
	} else {
		_, err = readLimit(value)
	}
	return err
}
