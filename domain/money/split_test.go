package money

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		total   Amount
		weights []int64
		want    []Amount
	}{
		{100, []int64{1, 1, 1}, []Amount{34, 33, 33}},       // tie: the first
		{101, []int64{1, 1, 1}, []Amount{34, 34, 33}},       // two left: the first two
		{100, []int64{1, 2}, []Amount{33, 67}},              // larger remainder wins over order
		{1, []int64{5, 5}, []Amount{1, 0}},                  // one fen, tie
		{1, []int64{4, 6}, []Amount{0, 1}},                  // one fen, larger share
		{0, []int64{1, 2}, []Amount{0, 0}},                  //
		{7, []int64{0, 1, 0}, []Amount{0, 7, 0}},            // a share of nothing gets nothing
		{100, []int64{0, 1, 1, 1}, []Amount{0, 34, 33, 33}}, //
		{10, []int64{70, 20, 10}, []Amount{7, 2, 1}},        // exact
		{130001, []int64{60, 30, 10}, []Amount{78001, 39000, 13000}},
		{130009, []int64{60, 25, 15}, []Amount{78006, 32502, 19501}}, // .4 .25 .35: the last fen to the first
		{Max, []int64{1}, []Amount{Max}},
		{math.MaxInt64, []int64{1 << 31, 1 << 31}, []Amount{1 << 62, 1<<62 - 1}},
	} {
		got, err := Split(c.total, c.weights...)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%d by %v: %v %v, want %v", int64(c.total), c.weights, got, err, c.want)
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	for _, c := range []struct {
		total   Amount
		weights []int64
	}{{100, nil}, {100, []int64{0, 0}}, {100, []int64{1, -1}}, {100, []int64{1<<31 + 1}}, {-1, []int64{1}}, {100, make([]int64, 17)}, {1, slices.Repeat([]int64{1}, 17)}} {
		if got, err := Split(c.total, c.weights...); problem.CodeOf(err) != "money.weights" || got != nil {
			t.Errorf("%d by %v: %v %v", int64(c.total), c.weights, got, err)
		}
	}
	if err := SplitInto(make([]Amount, 1), 10, []int64{1, 1}); problem.CodeOf(err) != "money.weights" {
		t.Error("too little storage:", err)
	}
}

// The parts add up, none is a fen or more away from its exact share, and who
// got the fen above had a remainder at least as large (first named on a tie).
func TestSplitIsLargestRemainder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, int64(Max)).Draw(t, "total")
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 10), rapid.Int64Range(0, 1<<31)), 1, 16).Draw(t, "weights")
		sum := int64(0)
		for _, w := range weights {
			sum += w
		}
		if sum == 0 {
			return
		}
		parts, err := Split(Amount(total), weights...)
		if err != nil {
			t.Fatal(err)
		}
		left, up, rest := total, make([]bool, len(parts)), make([]*big.Int, len(parts))
		for i, p := range parts {
			exact := new(big.Int).Mul(big.NewInt(total), big.NewInt(weights[i]))
			floor := new(big.Int)
			rest[i] = new(big.Int)
			floor.DivMod(exact, big.NewInt(sum), rest[i])
			up[i] = int64(p) == floor.Int64()+1
			if !up[i] && int64(p) != floor.Int64() || up[i] && rest[i].Sign() == 0 {
				t.Fatal(total, weights, parts)
			}
			left -= int64(p)
		}
		if left != 0 {
			t.Fatal(total, weights, parts, "left", left)
		}
		for i := range parts {
			for j := range parts {
				if up[i] && !up[j] && (rest[j].Cmp(rest[i]) > 0 || j < i && rest[j].Cmp(rest[i]) == 0) {
					t.Fatal(total, weights, parts, "the fen of", i, "belongs to", j)
				}
			}
		}
	})
}
