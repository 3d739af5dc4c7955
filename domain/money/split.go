package money

import (
	"math/bits"

	"songbai/domain/problem"
)

var badWeights = problem.Define("money.weights", problem.Invalid,
	"分担比例无效", "the shares are not valid", "比例须为非负整数，至少一个大于零", "shares are whole numbers of at least zero, one of them above zero")

// Split shares total by weights with the largest remainder; ties go to the
// first named. The parts sum exactly to total. total must not be negative.
func Split(total Amount, weights ...int64) ([]Amount, error) {
	parts := make([]Amount, len(weights))
	if err := SplitInto(parts, total, weights); err != nil {
		return nil, err
	}
	return parts, nil
}

// SplitInto is Split into storage of the caller; len(parts) = len(weights) ≤ 16.
func SplitInto(parts []Amount, total Amount, weights []int64) error {
	var sum uint64
	for _, w := range weights {
		if w < 0 || w > 1<<31 {
			return badWeights.With()
		}
		sum += uint64(w)
	}
	if sum == 0 || total < 0 || len(weights) > 16 || len(parts) != len(weights) {
		return badWeights.With()
	}
	var rest [16]uint64
	left := total
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(total), uint64(w))
		q, r := bits.Div64(hi, lo, sum)
		parts[i], rest[i] = Amount(q), r
		left -= Amount(q)
	}
	for ; left > 0; left-- {
		best := -1
		for i := range weights {
			if weights[i] > 0 && (best < 0 || rest[i] > rest[best]) {
				best = i
			}
		}
		parts[best]++
		rest[best] = 0
	}
	return nil
}
