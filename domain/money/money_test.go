package money

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestParseTakes(t *testing.T) {
	for in, want := range map[string]Amount{
		"0": 0, "0.00": 0, "1300": 130000, "1300.5": 130050, "1300.50": 130050, "1300.05": 130005, "0.01": 1, "007.10": 710,
		"100000000000": Max, "100000000000.00": Max, "00000000000000000000000001": 100, "99999999999.99": Max - 1,
	} {
		if got, err := Parse(in); got != want || err != nil {
			t.Errorf("%q: %d %v", in, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for in, code := range map[string]string{
		"": "money.form", ".": "money.form", ".5": "money.form", "1.": "money.form", "1.234": "money.form", "1.000": "money.form",
		"-1": "money.form", "+1": "money.form", " 1": "money.form", "1 ": "money.form", "1,300.00": "money.form", "1e3": "money.form",
		"1.2.3": "money.form", "1.-5": "money.form", "0x10": "money.form", "１３": "money.form", "1_000": "money.form", "¥1": "money.form",
		"NaN": "money.form", "一千": "money.form", "1.5元": "money.form", "1\n": "money.form", "1**": "money.form",
		"100000000000.01": "money.range", "1000000000000": "money.range", "9223372036854775808": "money.range",
		strings.Repeat("9", 400): "money.range",
	} {
		got, err := Parse(in)
		if problem.CodeOf(err) != code || got != 0 {
			t.Errorf("%q: %d %v, want %s", in, got, err, code)
		}
	}
}

func TestTextAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Amount(rapid.Int64Range(0, int64(Max)).Draw(t, "fen"))
		for _, s := range []string{a.String(), strings.ReplaceAll(a.Grouped(), ",", "")} {
			if back, err := Parse(s); back != a || err != nil {
				t.Fatal(a, s, back, err)
			}
		}
	})
	for a, want := range map[Amount][2]string{
		0: {"0.00", "0.00"}, 5: {"0.05", "0.05"}, -5: {"-0.05", "-0.05"}, 99999: {"999.99", "999.99"},
		100000: {"1000.00", "1,000.00"}, -123456789: {"-1234567.89", "-1,234,567.89"},
		math.MinInt64: {"-92233720368547758.08", "-92,233,720,368,547,758.08"},
	} {
		if a.String() != want[0] || a.Grouped() != want[1] {
			t.Errorf("%d: %s %s", int64(a), a, a.Grouped())
		}
	}
}

func TestTimesIsExactOrRefused(t *testing.T) {
	for _, c := range []struct {
		a Amount
		n int64
	}{{Max, 2}, {Max + 1, 1}, {math.MinInt64, -1}, {math.MaxInt64, math.MaxInt64}, {1, math.MinInt64}, {-Max, 2}, {3, math.MaxInt64/3 + 1}} {
		if got, err := c.a.Times(c.n); problem.CodeOf(err) != "money.range" || got != 0 {
			t.Errorf("%d × %d = %d %v", int64(c.a), c.n, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, n := rapid.Int64().Draw(t, "fen"), rapid.Int64().Draw(t, "times")
		exact := new(big.Int).Mul(big.NewInt(a), big.NewInt(n))
		got, err := Amount(a).Times(n)
		fits := exact.CmpAbs(big.NewInt(int64(Max))) <= 0
		if fits != (err == nil) || fits && exact.Int64() != int64(got) {
			t.Fatal(a, n, got, err)
		}
	})
}

func TestSumIsExactOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Int64Range(-int64(Max), int64(Max)), 0, 20).Draw(t, "fen")
		as, want := make([]Amount, len(xs)), Amount(0)
		for i, x := range xs {
			as[i] = Amount(x)
			want += Amount(x)
		}
		if got, err := Sum(as...); got != want || err != nil {
			t.Fatal(xs, got, err)
		}
	})
	for _, as := range [][]Amount{{math.MaxInt64, 1}, {math.MinInt64, -1}} {
		if got, err := Sum(as...); problem.CodeOf(err) != "money.range" || got != 0 {
			t.Error(as, got, err)
		}
	}
	if got, err := Sum(math.MaxInt64, -1, 1); got != math.MaxInt64 || err != nil {
		t.Error(got, err)
	}
}

func TestCapitalsPublished(t *testing.T) {
	for in, want := range map[string]string{
		"0": "零元整", "0.05": "伍分", "0.50": "伍角整", "0.55": "伍角伍分", "1": "壹元整", "1.05": "壹元零伍分",
		"10": "壹拾元整", "10.50": "壹拾元零伍角整", "15.50": "壹拾伍元伍角整", "325.04": "叁佰贰拾伍元零肆分",
		"1409.50": "壹仟肆佰零玖元伍角整", "1680.32": "壹仟陆佰捌拾元零叁角贰分", "6007.14": "陆仟零柒元壹角肆分",
		"10050": "壹万零伍拾元整", "16409.02": "壹万陆仟肆佰零玖元零贰分", "107000.53": "壹拾万柒仟元零伍角叁分",
		"1000005": "壹佰万零伍元整", "100000000": "壹亿元整", "100000005": "壹亿零伍元整", "100005000": "壹亿零伍仟元整",
		"110000000": "壹亿壹仟万元整", "101000000": "壹亿零壹佰万元整", "1000000001": "壹拾亿零壹元整",
		"99999999999.99": "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分", "100000000000": "壹仟亿元整",
	} {
		a, err := Parse(in)
		if got := a.Capitals(); got != want || err != nil {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if got := Amount(-100).Capitals(); got != "负壹元整" {
		t.Error(got)
	}
	// 92,233,720,368,547,758.08: 亿 of 亿
	if got := Amount(math.MinInt64).Capitals(); got != "负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分" {
		t.Error(got)
	}
}

// readCapitals reads capitals back by values alone: digits, units within a
// group, 万 and 亿 closing groups. It knows nothing of how they were written.
func readCapitals(s string) (fen int64, ok bool) {
	digits := map[rune]int64{'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}
	units := map[rune]int64{'拾': 10, '佰': 100, '仟': 1000}
	var yuan, group, digit int64
	for _, r := range s {
		switch r {
		case '零':
			if digit != 0 {
				return 0, false
			}
		case '拾', '佰', '仟':
			group, digit = group+digit*units[r], 0
		case '万':
			yuan, group, digit = yuan+(group+digit)*10000, 0, 0
		case '亿':
			yuan, group, digit = (yuan+group+digit)*100000000, 0, 0
		case '元':
			fen, yuan, group, digit = (yuan+group+digit)*100, 0, 0, 0
		case '角':
			fen, digit = fen+digit*10, 0
		case '分':
			fen, digit = fen+digit, 0
		case '整':
		default:
			if digit != 0 || digits[r] == 0 {
				return 0, false
			}
			digit = digits[r]
		}
	}
	return fen, digit == 0 && group == 0
}

// wellFormed holds what the payment rules ask of every amount in capitals.
func wellFormed(s string) bool {
	return !strings.Contains(s, "零零") && !strings.Contains(s, "零万") && !strings.Contains(s, "零亿") &&
		!strings.Contains(s, "零拾") && !strings.Contains(s, "亿万") &&
		(s == "零元整" || !strings.Contains(s, "零元") && !strings.HasPrefix(s, "零")) &&
		strings.HasSuffix(s, "分") != strings.HasSuffix(s, "整")
}

func TestCapitalsReadBackUpToTenThousandYuan(t *testing.T) {
	for n := int64(0); n <= 1_000_000; n++ {
		s := Amount(n).Capitals()
		if back, ok := readCapitals(s); !ok || back != n || !wellFormed(s) {
			t.Fatalf("%d: %s reads %d", n, s, back)
		}
	}
}

func TestCapitalsReadBack(t *testing.T) {
	few := rapid.Custom(func(t *rapid.T) int64 { // mostly zeros, where the rules are
		n := int64(0)
		for range 10 {
			n = n*10 + int64(rapid.SampledFrom([]int{0, 0, 0, 1, 9}).Draw(t, "digit"))
		}
		return n
	})
	rapid.Check(t, func(t *rapid.T) {
		for _, n := range []int64{few.Draw(t, "few"), rapid.Int64Range(0, 1e10).Draw(t, "fen"), rapid.Int64Range(0, int64(Max)).Draw(t, "large")} {
			s := Amount(n).Capitals()
			if back, ok := readCapitals(s); !ok || back != n || !wellFormed(s) {
				t.Fatalf("%s: %s reads %d", strconv.FormatInt(n, 10), s, back)
			}
		}
	})
}
