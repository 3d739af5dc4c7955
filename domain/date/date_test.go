package date

import (
	"encoding/json"
	"testing"
	"time"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestParseDayTakesOneFormOnly(t *testing.T) {
	for _, s := range []string{"1970-01-01", "2024-02-29", "2000-02-29", "1893-05-06", "0001-01-01", "9999-12-31", "2026-11-23"} {
		d, err := ParseDay(s)
		if err != nil || d.String() != s {
			t.Errorf("%s: %s %v", s, d, err)
		}
	}
	for _, s := range []string{
		"", "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "2026-1-1", "0000-01-01",
		"2026/01/01", "20260101", "2026-01-01 ", " 2026-01-01", "2026-01-1a", "-026-01-01", "+026-01-01", "２026-01-0", "2026-01-01T",
	} {
		if d, err := ParseDay(s); problem.CodeOf(err) != "date.day" || d != 0 {
			t.Errorf("%q: %s %v", s, d, err)
		}
	}
}

func TestMustDayPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("2023-02-29 was taken")
		}
	}()
	MustDay("2023-02-29")
}

func TestDaysAgreeWithTheLibrary(t *testing.T) {
	first, last := MustDay("0001-01-01"), MustDay("9999-12-31")
	rapid.Check(t, func(t *rapid.T) {
		d := Day(rapid.Int32Range(int32(first), int32(last-1)).Draw(t, "day"))
		std := time.Unix(0, 0).UTC().AddDate(0, 0, int(d))
		y, m, day := d.YMD()
		if y != std.Year() || m != int(std.Month()) || day != std.Day() || d.Weekday()%7 != int(std.Weekday()) {
			t.Fatal(d, std)
		}
		back, err := ParseDay(d.String())
		if err != nil || back != d || (d+1).String() <= d.String() {
			t.Fatal(d, back, err)
		}
		if mo := d.Month(); mo.First() > d || mo.Last() < d || mo.First().Month() != mo || mo.Last().Month() != mo {
			t.Fatal(d, mo)
		}
	})
}

func TestDayWords(t *testing.T) {
	d := MustDay("2026-03-05")
	if d.Zh() != "2026年3月5日" || d.Weekday() != 4 || MustDay("2026-03-08").Weekday() != 7 || MustDay("1969-12-29").Weekday() != 1 {
		t.Error(d.Zh(), d.Weekday())
	}
}

func TestAddYears(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-02-29", 1, "2025-02-28"}, {"2024-02-29", 4, "2028-02-29"}, {"2024-02-29", -124, "1900-02-28"},
		{"2025-02-28", -1, "2024-02-28"}, {"2026-11-23", 1, "2027-11-23"}, {"2026-12-31", 0, "2026-12-31"}, {"2026-01-31", -1, "2025-01-31"},
	} {
		if got := MustDay(c.from).AddYears(c.n).String(); got != c.want {
			t.Errorf("%s %+d: %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestMonths(t *testing.T) {
	for _, c := range []struct{ in, zh, first, last, next string }{
		{"2026-11", "2026年11月", "2026-11-01", "2026-11-30", "2026-12"},
		{"2026-12", "2026年12月", "2026-12-01", "2026-12-31", "2027-01"},
		{"2024-02", "2024年2月", "2024-02-01", "2024-02-29", "2024-03"},
		{"1900-02", "1900年2月", "1900-02-01", "1900-02-28", "1900-03"},
	} {
		m, err := ParseMonth(c.in)
		if err != nil || m.String() != c.in || m.Zh() != c.zh || m.First().String() != c.first ||
			m.Last().String() != c.last || (m+1).String() != c.next {
			t.Errorf("%s: %s %s %s %s %v", c.in, m, m.Zh(), m.First(), m.Last(), err)
		}
	}
	for _, s := range []string{"", "2026-13", "2026-00", "2026-1", "202611", "0000-01", "2026-11-01", "2026年11", "2026-1a"} {
		if m, err := ParseMonth(s); problem.CodeOf(err) != "date.month" || m != 0 {
			t.Errorf("%q: %v %v", s, m, err)
		}
	}
}

func TestBusinessDayIsBeijings(t *testing.T) {
	for in, want := range map[string]string{
		"2026-10-31T15:59:59.999999Z": "2026-10-31",
		"2026-10-31T16:00:00.000000Z": "2026-11-01",
		"2026-11-01T15:59:59.999999Z": "2026-11-01",
		"2026-12-31T16:00:00.000000Z": "2027-01-01",
		"1969-12-31T15:59:59.999999Z": "1969-12-31",
		"1969-12-31T16:00:00.000000Z": "1970-01-01",
		"1893-05-05T16:00:00.000000Z": "1893-05-06",
	} {
		i, err := ParseInstant(in)
		if err != nil || i.Day().String() != want || i.String() != in {
			t.Errorf("%s: %s %s %v", in, i.Day(), i, err)
		}
	}
}

func TestInstantTextIsOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.Int64Range(-62135596800_000000, 253402300799_999999)
		a, b := Instant(draw.Draw(t, "a")), Instant(draw.Draw(t, "b"))
		if (a < b) != (a.String() < b.String()) || len(a.String()) != 27 {
			t.Fatal(a, b)
		}
		if back, err := ParseInstant(a.String()); back != a || err != nil {
			t.Fatal(a, back, err)
		}
		if d := a.Day(); d.BeijingMidnight() > a || (d+1).BeijingMidnight() <= a {
			t.Fatal(a, d)
		}
	})
}

func TestParseInstantRefuses(t *testing.T) {
	for _, s := range []string{
		"", "2026-11-23T08:30:15Z", "2026-11-23T08:30:15.123Z", "2026-11-23T08:30:15.1234567Z", "2026-11-23T08:30:15,123456Z",
		"2026-11-23 08:30:15.123456Z", "2026-11-23T08:30:15.123456z", "2026-11-23T08:30:60.000000Z", "2026-11-23T24:00:00.000000Z",
		"2026-02-30T08:30:15.123456Z", "2026-11-23T08:30:15.123456+", "2026-11-23T08:30:15.123456",
	} {
		if i, err := ParseInstant(s); problem.CodeOf(err) != "date.instant" || i != 0 {
			t.Errorf("%q: %s %v", s, i, err)
		}
	}
}

func TestInstantForPeople(t *testing.T) {
	i := InstantOf(time.Date(2026, 11, 23, 16, 30, 15, 123456789, time.UTC))
	if i.String() != "2026-11-23T16:30:15.123456Z" || i.Beijing() != "2026-11-24 00:30" {
		t.Error(i, i.Beijing())
	}
	cst := time.Date(2026, 11, 24, 0, 30, 15, 123456000, time.FixedZone("", 8*3600))
	if InstantOf(cst) != i {
		t.Error("the zone of the time mattered")
	}
}

// Days and months stand as text in JSON, also as keys.
func TestJSON(t *testing.T) {
	type record struct {
		Died   Day           `json:"died"`
		Gone   *Day          `json:"gone"`
		Period Month         `json:"period"`
		Counts map[Month]int `json:"counts"`
	}
	const text = `{"died":"2024-02-29","gone":null,"period":"2026-11","counts":{"2026-12":3}}`
	var r record
	if err := json.Unmarshal([]byte(text), &r); err != nil || r.Died != MustDay("2024-02-29") || r.Gone != nil || r.Period.String() != "2026-11" {
		t.Fatal(r, err)
	}
	if b, err := json.Marshal(r); string(b) != text || err != nil {
		t.Errorf("%s %v", b, err)
	}
	for _, bad := range []string{`{"died":"2023-02-29"}`, `{"died":""}`, `{"died":19782}`, `{"period":"2026-13"}`, `{"counts":{"2026":1}}`} {
		if err := json.Unmarshal([]byte(bad), &record{}); err == nil {
			t.Error("taken:", bad)
		}
	}
}
