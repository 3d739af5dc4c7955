// Package money owns amounts in integer fen (1/100 yuan).
//
// It never uses floating point. It always refuses what it cannot hold exactly:
// a third decimal, a sign, an overflow.
package money

import (
	"math"
	"strconv"
	"strings"

	"songbai/domain/problem"
)

// Amount is a sum of money in fen. Only reversal entries are negative.
type Amount int64

// Max is the largest amount read from outside: 10^13 fen, a hundred billion yuan.
const Max Amount = 1e13

var (
	badAmount = problem.Define("money.form", problem.Invalid,
		"金额写法不对", "the amount is not written correctly",
		"请写成 1300.00 这样的数字，单位元，最多两位小数，不带正负号和千分号", "write it as 1300.00, in yuan, at most two decimals, no sign, no separators")
	tooLarge = problem.Define("money.range", problem.Invalid,
		"金额超出范围", "the amount is out of range", "请检查位数", "check the number of digits")
)

// Parse reads yuan written as "1300.00", "1300.5" or "1300". A third decimal,
// a sign, spaces, separators and anything above Max are refused.
func Parse(s string) (Amount, error) {
	whole, frac, dot := strings.Cut(s, ".")
	if whole == "" || len(frac) > 2 || dot && frac == "" || !digits(whole) || !digits(frac) {
		return 0, badAmount.With()
	}
	if len(strings.TrimLeft(whole, "0")) > 12 {
		return 0, tooLarge.With()
	}
	n, err := strconv.ParseInt(whole+(frac + "00")[:2], 10, 64)
	if err != nil || Amount(n) > Max {
		return 0, tooLarge.With()
	}
	return Amount(n), nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// String writes yuan with two decimals: "1300.00", "-0.05".
func (a Amount) String() string {
	s := strconv.FormatUint(abs(a), 10)
	for len(s) < 3 {
		s = "0" + s
	}
	s = s[:len(s)-2] + "." + s[len(s)-2:]
	if a < 0 {
		return "-" + s
	}
	return s
}

// Grouped writes yuan with separators for people: "1,300.00".
func (a Amount) Grouped() string {
	s := a.String()
	sign := ""
	if a < 0 {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + "." + frac
}

func abs(a Amount) uint64 {
	if a < 0 {
		return uint64(-(a + 1)) + 1
	}
	return uint64(a)
}

// Times multiplies by a whole quantity and refuses an overflow.
func (a Amount) Times(n int64) (Amount, error) {
	if a == 0 || n == 0 {
		return 0, nil
	}
	r := int64(a) * n
	if r/n != int64(a) || (n == -1 && int64(a) == math.MinInt64) || Amount(r) > Max || Amount(r) < -Max {
		return 0, tooLarge.With()
	}
	return Amount(r), nil
}

// Sum adds amounts and refuses an overflow.
func Sum(as ...Amount) (Amount, error) {
	var t Amount
	for _, a := range as {
		s := t + a
		if (a > 0 && s < t) || (a < 0 && s > t) {
			return 0, tooLarge.With()
		}
		t = s
	}
	return t, nil
}
