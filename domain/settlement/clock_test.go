package settlement

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/problem"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; got\n%s", name, got)
	}
}

// tenYears is a calendar from 2025 to 2034: the State Council's notices for
// 2025 and 2026, and for the years after them the days fixed by law.
func tenYears(t testing.TB) *date.Calendar {
	t.Helper()
	var rows []date.Holiday
	add := func(work bool, from, to string) {
		for d := date.MustDay(from); d <= date.MustDay(to); d++ {
			if work == (d.Weekday() > 5) {
				rows = append(rows, date.Holiday{Day: d, Work: work})
			}
		}
	}
	for _, r := range [][2]string{
		{"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"}, {"2025-04-04", "2025-04-06"}, {"2025-05-01", "2025-05-05"},
		{"2025-05-31", "2025-06-02"}, {"2025-10-01", "2025-10-08"},
		{"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"}, {"2026-04-04", "2026-04-06"}, {"2026-05-01", "2026-05-05"},
		{"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"},
	} {
		add(false, r[0], r[1])
	}
	for _, d := range []string{"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
		"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"} {
		add(true, d, d)
	}
	for y := 2027; y <= 2034; y++ {
		for _, r := range [][2]string{{"01-01", "01-01"}, {"04-05", "04-05"}, {"05-01", "05-02"}, {"10-01", "10-03"}} {
			add(false, fmt.Sprintf("%d-%s", y, r[0]), fmt.Sprintf("%d-%s", y, r[1]))
		}
	}
	cal, err := date.NewCalendar(rows)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func TestClockOfTenYears(t *testing.T) {
	cal := tenYears(t)
	var b strings.Builder
	b.WriteString("period   n submit     seal       approve    pay        short announce\n")
	for p := MustPeriod("2024-12"); p.String() != "2034-12"; p = p.Next() {
		c, err := Deadlines(cal, p)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		short := "-"
		if c.Short {
			short = "short"
		}
		fmt.Fprintf(&b, "%s %2d %s %s %s %s %-5s %s\n", p, c.Workdays, c.Submit, c.Seal, c.Approve, c.Pay, short, c.Announce)
	}
	golden(t, "clock.txt", b.String())
}

// The clock again from a plain list of working days, by the words of the rule.
func TestClockFollowsItsWords(t *testing.T) {
	cal := tenYears(t)
	rapid.Check(t, func(t *rapid.T) {
		cycle := rapid.SampledFrom([]Cycle{Monthly, Quarterly, Yearly}).Draw(t, "cycle")
		p, _ := PeriodOf(cycle, someDay(t))
		c, err := Deadlines(cal, p)
		if err != nil {
			t.Fatal(err)
		}
		var open []date.Day
		for d := p.Last() + 1; d <= p.Last()+10; d++ {
			if cal.IsWorkday(d) {
				open = append(open, d)
			}
		}
		n := len(open)
		ceil := func(k int) date.Day { // the least i with 7i ≥ kn
			i := 0
			for 7*i < k*n {
				i++
			}
			return open[i-1]
		}
		if c.Pay != open[n-1] || c.Workdays != n || c.Submit != ceil(2) || c.Seal != ceil(4) || c.Approve != ceil(6) || c.Short != (n < 7) {
			t.Fatalf("%s: %+v with %d working days", p, c, n)
		}
		if _, _, d := c.Announce.YMD(); d != 20 || c.Announce > p.Last() || c.Announce < p.Last()-11 {
			t.Fatalf("%s announced on %s", p, c.Announce)
		}
	})
}

func TestClockKnownMonths(t *testing.T) {
	cal := tenYears(t)
	c, err := Deadlines(cal, MustPeriod("2025-09")) // 1 to 8 October off
	if err != nil || c.Workdays != 2 || !c.Short || !c.Known || c.Submit != date.MustDay("2025-10-09") || c.Pay != date.MustDay("2025-10-10") {
		t.Errorf("%+v, %v", c, err)
	}
	c, _ = Deadlines(cal, MustPeriod("2026-11")) // eight working days: the 3rd, 5th, 7th, 8th
	if c.Workdays != 8 || c.Submit != date.MustDay("2026-12-03") || c.Pay != date.MustDay("2026-12-10") {
		t.Errorf("%+v", c)
	}
	if c, _ := Deadlines(cal, MustPeriod("2026-Q4")); c.Known == false || c.Pay != date.MustDay("2027-01-08") {
		t.Errorf("%+v", c)
	}
	if c, _ := Deadlines(cal, MustPeriod("2040-01")); c.Known {
		t.Error("a year without a notice is known")
	}
	var off []date.Holiday
	for d := date.MustDay("2026-12-01"); d <= date.MustDay("2026-12-10"); d++ {
		off = append(off, date.Holiday{Day: d})
	}
	shut, _ := date.NewCalendar(off)
	if _, err := Deadlines(shut, MustPeriod("2026-11")); problem.CodeOf(err) != "settlement.clock_none" {
		t.Errorf("a month without working days: %v", err)
	}
	if _, err := Deadlines(cal, MustPeriod("2026-11-23")); problem.CodeOf(err) != "settlement.clock_kind" {
		t.Errorf("a sheet: %v", err)
	}
	if _, err := Deadlines(cal, Period{}); err == nil {
		t.Error("no period: accepted")
	}
}

func TestOwnDays(t *testing.T) {
	cal := tenYears(t)
	if _, err := DeadlinesOn(cal, MustPeriod("2026-11"), MonthDays{3, 6, 8, 11}); problem.CodeOf(err) != "settlement.clock_late" {
		t.Errorf("the 11th: %v", err)
	}
	if err := (MonthDays{5, 4, 0, 10}).Check(); err == nil || len(err.(problem.List)) != 2 {
		t.Errorf("out of order and below 1: %v", err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p, _ := PeriodOf(Monthly, someDay(t))
		var m MonthDays
		m.Submit = rapid.IntRange(1, 10).Draw(t, "submit")
		m.Seal = rapid.IntRange(m.Submit, 10).Draw(t, "seal")
		m.Approve = rapid.IntRange(m.Seal, 10).Draw(t, "approve")
		m.Pay = rapid.IntRange(m.Approve, 10).Draw(t, "pay")
		c, err := DeadlinesOn(cal, p, m)
		if err != nil {
			t.Fatal(err)
		}
		law, _ := Deadlines(cal, p)
		if c.Submit > c.Seal || c.Seal > c.Approve || c.Approve > c.Pay || c.Pay > law.Pay || c.Submit <= p.Last() {
			t.Fatalf("%+v, the plan pays by %s", c, law.Pay)
		}
		for _, d := range []date.Day{c.Submit, c.Seal, c.Approve, c.Pay} {
			if !cal.IsWorkday(d) {
				t.Fatalf("%s is no working day", d)
			}
		}
	})
}

func TestSheetDeadlines(t *testing.T) {
	cal := tenYears(t)
	c, err := SheetDeadlines(cal, MustPeriod("2026-09-30"), SheetDays{Seal: 0, Approve: 1, Pay: 2})
	if err != nil || c.Seal != date.MustDay("2026-09-30") || c.Approve != date.MustDay("2026-10-08") || c.Pay != date.MustDay("2026-10-09") {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := SheetDeadlines(cal, MustPeriod("2026-09"), SheetDays{1, 2, 3}); err == nil {
		t.Error("a month has sheet deadlines")
	}
	if _, err := SheetDeadlines(cal, MustPeriod("2026-09-30"), SheetDays{3, 2, 1}); err == nil {
		t.Error("days out of order accepted")
	}
}

func TestHolder(t *testing.T) {
	cal := tenYears(t)
	c, _ := Deadlines(cal, MustPeriod("2026-11")) // submit 3 Dec (Thu), seal 7 (Mon), approve 9 (Wed), pay 10 (Thu)
	for _, x := range []struct {
		kind  Kind
		state State
		today string
		party Party
		await Act
		left  int
	}{
		{Local, Open, "2026-11-30", ByHome, Submit, 3},
		{Local, Open, "2026-12-03", ByHome, Submit, 0},
		{Local, Open, "2026-12-04", ByHome, Submit, -1},
		{Local, Open, "2026-12-05", ByHome, Submit, -1}, // Saturday counts no further day
		{Local, Open, "2026-12-07", ByHome, Submit, -2},
		{Reimbursement, Open, "2026-12-03", ByBureau, Submit, 0},
		{Local, Submitted, "2026-12-04", ByBureau, Seal, 1},
		{Local, Reviewing, "2026-12-06", ByBureau, Seal, 1},
		{Local, Sealed, "2026-12-08", ByFinance, Approve, 1},
		{Local, Approved, "2026-12-10", ByFinance, Order, 0},
		{Local, Ordered, "2026-12-11", ByFinance, Pay, -1},
		{Local, Ordered, "2026-12-12", ByFinance, Pay, -1},
		{Local, Returned, "2026-12-10", ByFinance, Order, 0},
		{Local, Paid, "2026-12-20", ByNobody, "", 0},
		{Local, Void, "2026-12-20", ByNobody, "", 0},
	} {
		got := Holder(cal, x.kind, x.state, c, date.MustDay(x.today))
		if got.Party != x.party || got.Await != x.await || got.Left != x.left || got.Late() != (x.left < 0) {
			t.Errorf("%s %s on %s: %+v, late %v", x.kind, x.state, x.today, got, got.Late())
		}
		if got.Await != "" && got.Party.Zh() == "无" {
			t.Errorf("%s is not named", got.Party)
		}
	}
}

// Late exactly from the day after the due day, on a weekend too.
func TestLateFromTheDayAfter(t *testing.T) {
	cal := tenYears(t)
	rapid.Check(t, func(t *rapid.T) {
		p, _ := PeriodOf(Monthly, someDay(t))
		c, _ := Deadlines(cal, p)
		today := c.Pay + date.Day(rapid.IntRange(-40, 40).Draw(t, "off"))
		if got := Holder(cal, Local, Ordered, c, today); got.Late() != (today > c.Pay) {
			t.Fatalf("due %s, today %s: %+v", c.Pay, today, got)
		}
	})
}
