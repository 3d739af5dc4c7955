package date

import (
	"strings"
	"testing"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func china(t interface{ Fatal(...any) }) *Calendar {
	c, err := NewCalendar(PublicHolidays())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPublicHolidaysAreSound(t *testing.T) {
	var last Day
	for _, h := range PublicHolidays() {
		if h.Day <= last || h.Name == "" || !strings.Contains(h.Document, "国办发明电〔") {
			t.Errorf("%+v after %s", h, last)
		}
		if h.Work && h.Day.Weekday() < 6 {
			t.Errorf("%s is a make-up workday but no weekend", h.Day)
		}
		if !strings.Contains(h.Document, h.Day.String()[:4]+"年") {
			t.Errorf("%s is set by %s", h.Day, h.Document)
		}
		last = h.Day
	}
}

// The notices give 8, 8, 3, 5, 3 … days by festival, and both years have 13
// statutory days off: 365 − 104 − 13 = 248 working days.
func TestPublicHolidaysAddUp(t *testing.T) {
	days := map[string]int{}
	for _, h := range PublicHolidays() {
		key := h.Day.String()[:4] + h.Name
		if h.Work {
			key += "班"
		}
		days[key]++
	}
	for key, want := range map[string]int{
		"2025元旦": 1, "2025春节": 8, "2025春节班": 2, "2025清明节": 3, "2025劳动节": 5, "2025劳动节班": 1, "2025端午节": 3,
		"2025国庆节、中秋节": 8, "2025国庆节、中秋节班": 2,
		"2026元旦": 3, "2026元旦班": 1, "2026春节": 9, "2026春节班": 2, "2026清明节": 3, "2026劳动节": 5, "2026劳动节班": 1,
		"2026端午节": 3, "2026中秋节": 3, "2026国庆节": 7, "2026国庆节班": 2,
	} {
		if days[key] != want {
			t.Errorf("%s: %d days, want %d", key, days[key], want)
		}
		delete(days, key)
	}
	if len(days) > 0 {
		t.Error("not in the notices:", days)
	}
	c := china(t)
	for _, y := range []string{"2025", "2026"} {
		if n := c.Workdays(MustDay(y+"-01-01"), MustDay(y+"-12-31")); n != 248 {
			t.Errorf("%s has %d working days", y, n)
		}
	}
}

func TestIsWorkday(t *testing.T) {
	c := china(t)
	for day, want := range map[string]bool{
		"2026-02-13": true,  // Friday before the festival
		"2026-02-14": true,  // Saturday, made up
		"2026-02-15": false, // first day off
		"2026-02-23": false, // Monday, last day off
		"2026-02-24": true,
		"2026-02-28": true,  // Saturday, made up
		"2026-03-01": false, // Sunday
		"2026-10-08": true,
		"2026-10-10": true, // Saturday, made up
		"2026-10-11": false,
		"2027-01-01": true, // no notice yet: a Friday is a Friday
		"2027-01-02": false,
	} {
		if c.IsWorkday(MustDay(day)) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
	if !c.Known(2025) || !c.Known(2026) || c.Known(2027) {
		t.Error("known years:", c.Years())
	}
	if ys := c.Years(); len(ys) != 2 || ys[0] != 2025 || ys[1] != 2026 {
		t.Error(ys)
	}
}

// 五(一): the money is with the home by the last working day on or before the 10th.
func TestLastWorkdayBeforeTheTenth(t *testing.T) {
	c := china(t)
	for month, want := range map[string]string{
		"2026-01": "2026-01-09", // the 10th is a Saturday
		"2026-02": "2026-02-10",
		"2026-05": "2026-05-09", // the 10th is a Sunday, the Saturday is made up
		"2026-10": "2026-10-10", // a Saturday, made up
		"2025-02": "2025-02-10",
		"2025-05": "2025-05-09", // the 10th is a Saturday
		"2025-08": "2025-08-08", // the 10th is a Sunday
		"2025-10": "2025-10-10",
	} {
		if got := c.LastWorkday(MustDay(month + "-10")); got.String() != want {
			t.Errorf("%s: %s, want %s", month, got, want)
		}
	}
}

func TestCountingWorkdays(t *testing.T) {
	c := china(t)
	first := MustDay("2025-10-01")
	if n := c.Workdays(first, MustDay("2025-10-10")); n != 2 {
		t.Error("October 2025 leaves", n)
	}
	if d := c.NthWorkday(first, 1); d.String() != "2025-10-09" {
		t.Error(d)
	}
	if d := c.NthWorkday(first, 3); d.String() != "2025-10-11" {
		t.Error(d)
	}
	if n := c.Workdays(first, first-1); n != 0 {
		t.Error("an empty span has", n)
	}
	rapid.Check(t, func(t *rapid.T) {
		from := MustDay("2024-12-01") + Day(rapid.IntRange(0, 800).Draw(t, "from"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		d := c.NthWorkday(from, n)
		if !c.IsWorkday(d) || c.Workdays(from, d) != n || c.LastWorkday(d) != d {
			t.Fatal(from, n, d)
		}
		if l := c.LastWorkday(from); l > from || c.Workdays(l+1, from) != 0 {
			t.Fatal(from, l)
		}
	})
}

func TestADayNamedTwiceIsRefused(t *testing.T) {
	d := MustDay("2026-01-01")
	c, err := NewCalendar([]Holiday{{Day: d}, {Day: d, Work: true}})
	if c != nil || problem.CodeOf(err) != "date.calendar" || !strings.Contains(err.Error(), "2026-01-01") {
		t.Error(c, err)
	}
}
