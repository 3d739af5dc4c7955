package ledger_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/ledger"
	"songbai/domain/money"
)

func TestForecast(t *testing.T) {
	flat := []money.Amount{100, 100, 100, 100}
	year := []money.Amount{200, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 200} // January and December are heavy
	for _, x := range []struct {
		name     string
		past     []money.Amount
		first, n int
		way      string
		want     []ledger.Expected
	}{
		{"two months say nothing", flat[:2], 1, 2, ledger.TooFew, nil},
		{"flat stays flat", flat, 1, 2, ledger.Level, []ledger.Expected{{100, 100, 100}, {100, 100, 100}}},
		{"a range from few months is their ends", []money.Amount{50, 100, 150}, 5, 1, ledger.Level, []ledger.Expected{{50, 100, 150}}},
		{"the season comes again", append(slices.Clone(year), year...), 1, 2, ledger.Seasonal, []ledger.Expected{{199, 199, 200}, {98, 99, 100}}},
		{"the year begins elsewhere", append(slices.Clone(year), year...), 4, 1, ledger.Seasonal, []ledger.Expected{{199, 199, 200}}},
	} {
		got, way := ledger.Forecast(x.past, x.first, x.n)
		if way != x.way || len(got) != len(x.want) {
			t.Errorf("%s: %v %s", x.name, got, way)
			continue
		}
		for i, e := range got {
			w := x.want[i]
			if d := max(e.Low-w.Low, w.Low-e.Low, e.Mid-w.Mid, w.Mid-e.Mid, e.High-w.High, w.High-e.High); d > 2 {
				t.Errorf("%s, month %d: %v, want about %v", x.name, i+1, e, w)
			}
		}
	}
}

func TestForecastNeverLeavesItsRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		past := rapid.SliceOfN(rapid.Map(rapid.Int64Range(0, 1_000_000_00), func(n int64) money.Amount { return money.Amount(n) }), 3, 40).Draw(t, "past")
		first, n := rapid.IntRange(1, 12).Draw(t, "first"), rapid.IntRange(1, 24).Draw(t, "n")
		got, _ := ledger.Forecast(past, first, n)
		if len(got) != n {
			t.Fatalf("%d months", len(got))
		}
		most := slices.Max(past)
		for _, e := range got {
			if e.Low < 0 || e.Low > e.Mid || e.Mid > e.High || e.Mid > most*24 {
				t.Fatalf("%v of %v", e, past)
			}
		}
	})
}
