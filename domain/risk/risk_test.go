package risk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/problem"

	"pgregory.net/rapid"
)

// day gives a pointer to a day.
func day(s string) *date.Day { d := date.MustDay(s); return &d }

// sound is a claim without a finding.
func sound(id int64) Case {
	n := fmt.Sprint(id)
	return Case{Claim: id, Route: claim.Waiver, Home: 1, Person: []string{"id" + n}, Name: "name" + n, Handler: "h" + n,
		Phone: "p" + n, Account: "a" + n, Pictures: []string{"pic" + n}, Lodged: date.MustDay("2026-11-22"),
		Death: day("2026-11-18"), Entry: day("2026-11-18"), Cremation: day("2026-11-21"), Certificate: day("2026-11-21"),
		Serial: id, StorageDays: 3}
}

// told lists "severity code others".
func told(fs []Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, strings.TrimSpace(fmt.Sprint(f.Severity, " ", f.Code(), " ", fmt.Sprint(f.Others))))
	}
	return out
}

func TestInside(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Case)
		want   string
	}{
		"sound":                     {func(*Case) {}, ""},
		"nothing known":             {func(c *Case) { *c = Case{Claim: 1, StorageDays: 9} }, ""},
		"31 days":                   {func(c *Case) { c.Death, c.Entry = day("2026-10-21"), nil }, "warns risk.far_apart []"},
		"30 days":                   {func(c *Case) { c.Death, c.Entry = day("2026-10-22"), nil }, ""},
		"a year and a half":         {func(c *Case) { c.Death, c.Entry = day("2025-05-21"), nil }, "blocks risk.far_apart []"},
		"365 days":                  {func(c *Case) { c.Death, c.Entry = day("2025-11-21"), nil }, "warns risk.far_apart []"},
		"certificate before":        {func(c *Case) { c.Certificate = day("2026-11-20") }, "blocks risk.certificate_before []"},
		"certificate a year before": {func(c *Case) { c.Certificate = day("2025-07-15") }, "blocks risk.certificate_before []"},
		"certificate late":          {func(c *Case) { c.Certificate = day("2026-12-22") }, "warns risk.certificate_late []"},
		"four days count both ends": {func(c *Case) { c.StorageDays = 4 }, ""},
		"five days in four":         {func(c *Case) { c.StorageDays = 5 }, "blocks risk.storage_days []"},
		"entry before death":        {func(c *Case) { c.Entry = day("2026-11-17") }, "blocks risk.entry_before_death []"},
		"burnt before entry":        {func(c *Case) { c.Entry = day("2026-11-22") }, "blocks risk.cremation_before_entry []"},
		"lodged 181 days later":     {func(c *Case) { c.Lodged = date.MustDay("2026-11-21") + 181 }, "warns risk.lodged_late []"},
		"lodged 180 days later":     {func(c *Case) { c.Lodged = date.MustDay("2026-11-21") + 180 }, ""},
	} {
		x := sound(1)
		c.change(&x)
		if got := strings.Join(told(Inside(x, Standard())), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestBetween(t *testing.T) {
	group := func(n int64, change func(*Case)) []Case {
		var out []Case
		for id := int64(1); id <= n; id++ {
			c := sound(id)
			change(&c)
			out = append(out, c)
		}
		return out
	}
	for name, c := range map[string]struct {
		cases []Case
		want  string
	}{
		"strangers":               {group(5, func(*Case) {}), ""},
		"three with one phone":    {group(3, func(c *Case) { c.Phone = "p" }), ""},
		"four with one phone":     {group(4, func(c *Case) { c.Phone = "p" }), "warns risk.same_phone [2 3 4]"},
		"four of one handler":     {group(4, func(c *Case) { c.Handler = "h" }), "warns risk.same_handler [2 3 4]"},
		"two to one account":      {group(2, func(c *Case) { c.Account = "a" }), "warns risk.same_account [2]"},
		"empty tokens":            {group(9, func(c *Case) { c.Phone, c.Handler, c.Account, c.Name, c.Pictures = "", "", "", "", []string{""} }), ""},
		"one name, one death":     {group(2, func(c *Case) { c.Name = "n" }), "blocks risk.same_name_and_death [2]"},
		"one name, other deaths":  {group(2, func(c *Case) { c.Name = "n"; d := *c.Death - date.Day(c.Claim); c.Death = &d }), ""},
		"one name, death unknown": {group(2, func(c *Case) { c.Name, c.Death = "n", nil }), ""},
		"one known person":        {group(2, func(c *Case) { c.Name = "n"; c.Person = append(c.Person, "id") }), ""},
		"one picture":             {group(3, func(c *Case) { c.Pictures = append(c.Pictures, "same") }), "blocks risk.same_picture [2 3]"},
		"serials out of order":    {group(2, func(c *Case) { c.Serial = 10 - c.Claim; d := *c.Cremation + date.Day(c.Claim); c.Cremation = &d }), "warns risk.certificate_order [2]"},
		"serials of two homes": {group(2, func(c *Case) {
			c.Home = c.Claim
			c.Serial = 10 - c.Claim
			d := *c.Cremation + date.Day(c.Claim)
			c.Cremation = &d
		}), ""},
		"serials of one day": {group(2, func(c *Case) { c.Serial = 10 - c.Claim }), ""},
	} {
		got := strings.Join(told(Between(c.cases[0], c.cases, Standard())), "; ")
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestDecidedPairsAreRemembered(t *testing.T) {
	a, b := sound(1), sound(2)
	a.Name, b.Name = "n", "n"
	fromA, fromB := Between(a, []Case{b}, Standard()), Between(b, []Case{a}, Standard())
	if fromA[0].Key() != fromB[0].Key() || fromA[0].Key() != "risk.same_name_and_death:1:2" {
		t.Errorf("%s and %s", fromA[0].Key(), fromB[0].Key())
	}
	if problem.CodeOf(Blocked(fromA)) != "risk.undecided" {
		t.Error("a block lets the claim pass")
	}
	decided := map[string]bool{fromB[0].Key(): true}
	if err := Blocked(Open(fromA, decided)); err != nil || len(fromA) != 1 {
		t.Errorf("a decided pair still blocks: %v", err)
	}
	c := sound(1)
	c.StorageDays = 5
	five := Inside(c, Standard())
	decided[five[0].Key()] = true
	c.StorageDays = 50
	if Blocked(Open(five, decided)) != nil || Blocked(Open(Inside(c, Standard()), decided)) == nil {
		t.Error("a decision holds for the numbers it was made on, and for no others")
	}
	if Blocked([]Finding{{Severity: Warns, What: fromA[0].What}}) != nil {
		t.Error("a warning blocks")
	}
}

func TestRates(t *testing.T) {
	past := []Month{{Home: 1, Claims: 400, Unclaimed: 4}, {Home: 1, Claims: 600, Unclaimed: 6}, {Home: 2, Claims: 10, Unclaimed: 10}}
	for name, c := range map[string]struct {
		now  Month
		past []Month
		want string
	}{
		"as before":        {Month{Home: 1, Claims: 500, Unclaimed: 5}, past, ""},
		"39 in 1,000":      {Month{Home: 1, Claims: 1000, Unclaimed: 39}, past, ""},
		"40 in 1,000":      {Month{Home: 1, Claims: 1000, Unclaimed: 40}, past, "warns risk.unclaimed_rate []"},
		"two are too few":  {Month{Home: 1, Claims: 4, Unclaimed: 2}, past, ""},
		"a new home":       {Month{Home: 3, Claims: 50, Unclaimed: 3}, past, "warns risk.unclaimed_rate []"},
		"nothing":          {Month{Home: 1}, nil, ""},
		"above the deaths": {Month{Home: 1, Claims: 101, Deaths: 100}, past, "warns risk.more_than_deaths []"},
		"all of them":      {Month{Home: 1, Claims: 100, Deaths: 100}, past, ""},
	} {
		if got := strings.Join(told(Rates(c.now, c.past, Standard())), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestOrderOfTheOthersDoesNotMatter: findings are a function of the facts.
func TestOrderOfTheOthersDoesNotMatter(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "x", "y"})
	one := rapid.Custom(func(t *rapid.T) Case {
		c := sound(rapid.Int64Range(1, 6).Draw(t, "id"))
		c.Phone, c.Account, c.Name, c.Handler = word.Draw(t, "phone"), word.Draw(t, "account"), word.Draw(t, "name"), word.Draw(t, "handler")
		return c
	})
	rapid.Check(t, func(t *rapid.T) {
		c, others := sound(1), rapid.SliceOf(one).Draw(t, "others")
		c.Phone, c.Account, c.Name, c.Handler = "x", "x", "x", "x"
		a := told(Between(c, others, Standard()))
		slices.Reverse(others)
		if b := told(Between(c, append(others, c), Standard())); !slices.Equal(a, b) {
			t.Fatalf("%v, reversed %v", a, b)
		}
	})
}

// TestSayingsHaveNoTokens: what people read holds counts only.
func TestSayingsHaveNoTokens(t *testing.T) {
	a, b := sound(1), sound(2)
	a.Name, b.Name, a.Account, b.Account = "tokenN", "tokenN", "tokenA", "tokenA"
	for _, f := range Between(a, []Case{b}, Standard()) {
		text := f.What.Text("zh") + f.What.Text("en")
		if strings.Contains(text, "token") || strings.Contains(text, "%!") {
			t.Error(text)
		}
	}
}
