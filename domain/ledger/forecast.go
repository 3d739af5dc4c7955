package ledger

import (
	"slices"

	"songbai/domain/money"
)

// Expected is what a coming month may cost: the middle, and the range within
// which eight of ten past months lay around what this very method says of them.
type Expected struct{ Low, Mid, High money.Amount }

// Add adds up months. The range of a sum is the sum of the ranges: as if every
// month lay on the same side.
func (e Expected) Add(o Expected) Expected {
	return Expected{e.Low + o.Low, e.Mid + o.Mid, e.High + o.High}
}

// Ways in which a forecast was made.
const (
	TooFew   = "too_few"  // fewer than three whole months: no forecast
	Level    = "level"    // the mean of the last months, at most twelve
	Seasonal = "seasonal" // that mean, by how each month of the year stood to the mean of its year
)

const (
	yearMonths = 12
	fewest     = 3
	perMille   = 1000
)

// Forecast says what n months after the last of past may cost. past holds whole
// months without a gap, oldest first; first is the month of the year (1 … 12) of
// past[0]. All is whole numbers: the level is the mean of the last twelve months;
// with two years or more it is multiplied by the season, how the same month of the
// past years stood to their mean, in thousandths. The range comes from the months
// themselves, each set against what the method says of it.
func Forecast(past []money.Amount, first, n int) (ahead []Expected, way string) {
	if len(past) < fewest {
		return nil, TooFew
	}
	season, way := seasons(past, first)
	of := func(i int) int64 { return season[(first-1+i)%yearMonths] }
	level := mean(past[max(0, len(past)-yearMonths):])
	low, high := spread(past, func(i int) money.Amount { return mean(past) * money.Amount(of(i)) / perMille })
	for i := range n {
		mid := level * money.Amount(of(len(past)+i)) / perMille
		ahead = append(ahead, Expected{mid * money.Amount(low) / perMille, mid, mid * money.Amount(high) / perMille})
	}
	return ahead, way
}

// mean gives the mean of months, rounded down to a fen.
func mean(past []money.Amount) (t money.Amount) {
	for _, x := range past {
		t += x
	}
	return t / money.Amount(len(past))
}

// seasons gives for each month of the year how it stood to the mean of its years, in
// thousandths; all 1000 with fewer than two whole years.
func seasons(past []money.Amount, first int) (out [yearMonths]int64, way string) {
	years := len(past) / yearMonths
	if years < 2 {
		for i := range out {
			out[i] = perMille
		}
		return out, Level
	}
	skip := len(past) - years*yearMonths
	whole := mean(past[skip:])
	var sums [yearMonths]money.Amount
	for i, x := range past[skip:] {
		sums[(first-1+skip+i)%yearMonths] += x
	}
	for i := range out {
		out[i] = perMille
		if whole > 0 {
			out[i] = int64(sums[i] * perMille / money.Amount(years) / whole)
		}
	}
	return out, Seasonal
}

// spread gives, in thousandths of what was expected, below which a tenth of the
// past months lay and above which another tenth; never inside the middle.
func spread(past []money.Amount, expected func(int) money.Amount) (low, high int64) {
	var ratios []int64
	for i, x := range past {
		if e := expected(i); e > 0 {
			ratios = append(ratios, int64(x*perMille/e))
		}
	}
	if len(ratios) == 0 {
		return perMille, perMille
	}
	slices.Sort(ratios)
	tenth := len(ratios) / 10
	return min(ratios[tenth], perMille), max(ratios[len(ratios)-1-tenth], perMille)
}
