package settlement

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/problem"
)

func TestParsePeriod(t *testing.T) {
	for _, c := range []struct {
		text, first, last, zh string
		cycle                 Cycle
	}{
		{"2026-11", "2026-11-01", "2026-11-30", "2026年11月", Monthly},
		{"2024-02", "2024-02-01", "2024-02-29", "2024年2月", Monthly},
		{"2026-Q1", "2026-01-01", "2026-03-31", "2026年第1季度", Quarterly},
		{"2026-Q4", "2026-10-01", "2026-12-31", "2026年第4季度", Quarterly},
		{"2026", "2026-01-01", "2026-12-31", "2026年", Yearly},
		{"2026-11-23", "2026-11-23", "2026-11-23", "2026年11月23日", Daily},
	} {
		p, err := ParsePeriod(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if p.First() != date.MustDay(c.first) || p.Last() != date.MustDay(c.last) || p.Cycle() != c.cycle || p.String() != c.text || p.Zh() != c.zh {
			t.Errorf("%s: %s … %s, %s, %s, %s", c.text, p.First(), p.Last(), p.Cycle(), p, p.Zh())
		}
	}
	for _, bad := range []string{"", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-q1", "26-11", "2026-1", "2026-11-31", "2026-02-29",
		" 2026-11", "2026/11", "20261", "+202", "２０２６", "2026-11-23 "} {
		if _, err := ParsePeriod(bad); problem.CodeOf(err) != "settlement.period" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func someDay(t *rapid.T) date.Day {
	return date.Day(rapid.IntRange(int(date.MustDay("2020-01-01")), int(date.MustDay("2039-12-31"))).Draw(t, "day"))
}

// Every day is in exactly one period of each cycle: the text reads back, and
// the next period begins the day after the last.
func TestPeriodsTileTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someDay(t)
		c := rapid.SampledFrom([]Cycle{Monthly, Quarterly, Yearly, Daily}).Draw(t, "cycle")
		p, err := PeriodOf(c, d)
		if err != nil || !p.Holds(d) {
			t.Fatalf("%s of %s = %s, %v", c, d, p, err)
		}
		if q, err := ParsePeriod(p.String()); err != nil || q != p {
			t.Fatalf("%s reads back as %s, %v", p, q, err)
		}
		n := p.Next()
		if n.First() != p.Last()+1 || n.Cycle() != c || n.Holds(p.Last()) || p.Holds(n.First()) {
			t.Fatalf("%s is followed by %s", p, n)
		}
		if a, _ := PeriodOf(c, p.First()); a != p {
			t.Fatalf("first day of %s is in %s", p, a)
		}
		if b, _ := PeriodOf(c, p.Last()); b != p {
			t.Fatalf("last day of %s is in %s", p, b)
		}
	})
	if _, err := PeriodOf("week", 0); err == nil {
		t.Error("a week was accepted")
	}
}

func TestPeriodFitsItsKind(t *testing.T) {
	for text, kind := range map[string]Kind{"2026-11": Local, "2026-Q2": Local, "2026": Local, "2026-11-23": Reimbursement} {
		p := MustPeriod(text)
		if err := p.Fits(kind); err != nil {
			t.Errorf("%s on %s: %v", text, kind, err)
		}
		other := Local
		if kind == Local {
			other = Reimbursement
		}
		if p.Fits(other) == nil || p.Fits("x") == nil || (Period{}).Fits(kind) == nil {
			t.Errorf("%s fits %s", text, other)
		}
	}
}

func TestPeriodInJSON(t *testing.T) {
	in := struct{ P, None Period }{P: MustPeriod("2026-Q4")}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"P":"2026-Q4","None":""}` {
		t.Fatalf("%s, %v", b, err)
	}
	out := in
	out.P = Period{}
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Fatalf("%v, %v", out, err)
	}
	if json.Unmarshal([]byte(`{"P":"2026-Q9"}`), &out) == nil {
		t.Fatal("a bad period was read")
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026", "2026-11", "2026-Q4", "2026-11-23", "0000", "9999-Q4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := ParsePeriod(s); err == nil && (p.String() != s || p.First() > p.Last()) {
			t.Fatalf("%q reads as %s", s, p)
		}
	})
}
