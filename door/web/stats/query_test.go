package stats

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"songbai/domain/date"
	"songbai/office"
)

func TestAFiguresAddressMakesItAgain(t *testing.T) {
	day, from := date.MustDay("2026-01-20"), date.MustDay("2026-01-01").Month()
	for _, q := range []office.FigureQuery{
		{StatFilter: office.StatFilter{From: from, To: from + 2, Town: "441881101", Home: -1, Route: "waiver", Class: "-"}, Item: "urn", Fund: "county_budget/county", Capped: true, Lodged: true},
		{State: "lodged", Oldest: &day, Youngest: &day, Before: "2026-01-05/441881000000000001"},
		{},
	} {
		values, err := url.ParseQuery(values(q).Encode())
		if err != nil {
			t.Fatal(err)
		}
		again, err := readQuery(values.Get)
		if err != nil || cmp.Diff(q, again) != "" {
			t.Errorf("%v %s", err, cmp.Diff(q, again))
		}
	}
	if _, err := readQuery(url.Values{"from": {"2026-13"}}.Get); err == nil {
		t.Error("a month that is none was taken")
	}
}
