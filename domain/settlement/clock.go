package settlement

import (
	"songbai/domain/date"
	"songbai/domain/problem"
)

// Clock holds the last day of each step of one list, both ends included,
// Beijing days. 五(一) gives the payment day; the steps before it are the
// product's division of the time.
type Clock struct {
	Period   Period
	Workdays int // n: working days from the 1st to the payment day
	Submit   date.Day
	Seal     date.Day
	Approve  date.Day
	Pay      date.Day
	Short    bool     // n < 7: the days are fewer than usual
	Announce date.Day // a short month is announced by this day
	Known    bool     // the calendar has a notice for the year of Pay
}

// MonthDays are a county's own days of the month after the period, in place
// of the division by sevenths; each is a day number 1 … 10.
type MonthDays struct {
	Submit  int `json:"submit"`
	Seal    int `json:"seal"`
	Approve int `json:"approve"`
	Pay     int `json:"pay"`
}

// SheetDays are working days after the day of a determination sheet. The plan
// sets none for 五(二), so they are the county's own.
type SheetDays struct {
	Seal    int `json:"seal"`
	Approve int `json:"approve"`
	Pay     int `json:"pay"`
}

const lastPayDay = 10 // 五(一): by the 10th of the next month

var (
	noClock = problem.Define("settlement.clock_kind", problem.Invalid,
		"核定表没有次月 10 日的期限", "a determination sheet has no deadline of the 10th",
		"核定表请使用本县设定的工作日数", "use the county's working days for a sheet")
	noWorkday = problem.Define("settlement.clock_none", problem.Unready,
		"%[1]s 1 日至 10 日没有工作日,无法排定结算期限", "%[2]s has no working day from the 1st to the 10th",
		"请核对节假日和调休安排", "check the holidays and make-up workdays entered for that month")
	lateDay = problem.Define("settlement.clock_late", problem.Invalid,
		"设定的日子 %[1]d 日晚于拨付期限(每月 %[2]d 日)或小于 1 日", "the day %[1]d is later than the payment day (%[2]d) or below 1",
		"请设定 1 日至 10 日之间的日子", "set a day from 1 to 10")
	crossDay = problem.Define("settlement.clock_order", problem.Invalid,
		"送审、盖章、审定、拨付的日子次序颠倒", "the days to submit, seal, approve and pay are out of order",
		"每一步的日子不得早于前一步", "no step may fall before the step it follows")
)

// Deadlines gives the clock of a home's list: payment on the last working day
// on or before the 10th of the month after the period; with n working days
// from the 1st to it, the home submits by working day ⌈2n/7⌉, the bureau
// seals by ⌈4n/7⌉, finance approves by ⌈6n/7⌉ (2, 4, 6 when n = 7).
func Deadlines(cal *date.Calendar, p Period) (Clock, error) {
	c, first, err := payDay(cal, p)
	if err != nil {
		return Clock{}, err
	}
	nth := func(k int) date.Day { return cal.NthWorkday(first, (k*c.Workdays+6)/7) }
	c.Submit, c.Seal, c.Approve = nth(2), nth(4), nth(6)
	return c, nil
}

// Check refuses days outside 1 … 10 or out of order; it runs when a county's
// values are loaded.
func (m MonthDays) Check() error {
	var l problem.List
	names := [...]string{"submit", "seal", "approve", "pay"}
	days := [...]int{m.Submit, m.Seal, m.Approve, m.Pay}
	for i, d := range days {
		if d < 1 || d > lastPayDay {
			l = append(l, lateDay.With(d, lastPayDay).At(names[i]))
		} else if i > 0 && d < days[i-1] {
			l = append(l, crossDay.With().At(names[i]))
		}
	}
	return l.Err()
}

// DeadlinesOn is Deadlines with a county's own days. A day that is not a
// working day moves to the working day before it, or to the first working day
// of the month when there is none; so no step is ever later than the payment
// day of the plan.
func DeadlinesOn(cal *date.Calendar, p Period, m MonthDays) (Clock, error) {
	if err := m.Check(); err != nil {
		return Clock{}, err
	}
	c, first, err := payDay(cal, p)
	if err != nil {
		return Clock{}, err
	}
	open := cal.NthWorkday(first, 1)
	on := func(n int) date.Day { return max(open, cal.LastWorkday(first+date.Day(n-1))) }
	c.Submit, c.Seal, c.Approve, c.Pay = on(m.Submit), on(m.Seal), on(m.Approve), on(m.Pay)
	return c, nil
}

// SheetDeadlines gives the clock of a determination sheet of day p: each step
// so many working days after it.
func SheetDeadlines(cal *date.Calendar, p Period, s SheetDays) (Clock, error) {
	if p.cycle != Daily {
		return Clock{}, badPeriod.With().At("period")
	}
	if s.Seal < 0 || s.Approve < s.Seal || s.Pay < s.Approve {
		return Clock{}, crossDay.With()
	}
	nth := func(n int) date.Day {
		if n == 0 {
			return p.first
		}
		return cal.NthWorkday(p.first+1, n)
	}
	c := Clock{Period: p, Submit: p.first, Seal: nth(s.Seal), Approve: nth(s.Approve), Pay: nth(s.Pay), Announce: p.first}
	c.Workdays = cal.Workdays(p.first, c.Pay)
	c.Known = known(cal, c.Pay)
	return c, nil
}

func payDay(cal *date.Calendar, p Period) (Clock, date.Day, error) {
	if p.IsZero() {
		return Clock{}, 0, badPeriod.With().At("period")
	}
	if p.cycle == Daily {
		return Clock{}, 0, noClock.With().At("period")
	}
	first := p.last + 1
	pay := cal.LastWorkday(first + lastPayDay - 1)
	if pay < first {
		return Clock{}, 0, noWorkday.With(first.Month().Zh(), first.Month())
	}
	n := cal.Workdays(first, pay)
	return Clock{
		Period: p, Workdays: n, Pay: pay, Short: n < 7,
		Announce: p.last.Month().First() + 19, Known: known(cal, pay),
	}, first, nil
}

func known(cal *date.Calendar, d date.Day) bool {
	y, _, _ := d.YMD()
	return cal.Known(y)
}

// Party is who must act on a list next.
type Party string

const (
	ByHome    Party = "home"
	ByBureau  Party = "bureau"
	ByFinance Party = "finance"
	ByNobody  Party = "" // paid or void
)

// Zh names the party for people.
func (p Party) Zh() string {
	switch p {
	case ByHome:
		return "殡仪馆"
	case ByBureau:
		return "民政局"
	case ByFinance:
		return "财政局"
	}
	return "无"
}

// En names the party in English.
func (p Party) En() string {
	switch p {
	case ByHome:
		return "the home"
	case ByBureau:
		return "the bureau"
	case ByFinance:
		return "finance"
	}
	return "nobody"
}

// Turn says who holds a list, what is awaited and how long there is left.
type Turn struct {
	Party Party
	Await Act      // the act awaited; "" when nobody holds it
	Due   date.Day // last day for it
	Left  int      // working days after today up to Due; 0 today, negative when late
}

// Late reports whether the due day has passed.
func (t Turn) Late() bool { return t.Party != ByNobody && t.Left < 0 }

// Holder says who holds a list of kind k in state s on day today and how many
// working days are left: 0 on the due day itself, −1 from the day after it on,
// then one less for each further working day.
func Holder(cal *date.Calendar, k Kind, s State, c Clock, today date.Day) Turn {
	t := Turn{Party: ByFinance, Due: c.Pay}
	switch s {
	case Open:
		t.Party, t.Await, t.Due = ByHome, Submit, c.Submit
		if k == Reimbursement {
			t.Party = ByBureau
		}
	case Submitted, Reviewing:
		t.Party, t.Await, t.Due = ByBureau, Seal, c.Seal
	case Sealed:
		t.Await, t.Due = Approve, c.Approve
	case Approved, Returned:
		t.Await = Order
	case Ordered:
		t.Await = Pay
	default:
		return Turn{}
	}
	t.Left = cal.Left(t.Due, today)
	return t
}
