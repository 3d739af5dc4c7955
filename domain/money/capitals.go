package money

import "strings"

var (
	capitalDigits = [10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	capitalUnits  = [4]string{"", "拾", "佰", "仟"}
)

// Capitals writes the amount in capitals (大写) as vouchers and settlement
// lists carry it: 壹佰万零伍元整, 壹拾万柒仟元零伍角叁分, 伍角整, 伍分, 零元整.
//
// Rows of zeros are one 零. A zero at the end of the yuan is written before 角;
// a zero before 仟 within a group of four is not (both are allowed by the
// payment rules, one is always used). 整 closes every amount without 分, also
// after 角, so that nothing can be added. A negative amount begins with 负.
func (a Amount) Capitals() string {
	if a == 0 {
		return "零元整"
	}
	n := abs(a)
	yuan, jiao, fen := n/100, n/10%10, n%10
	var b strings.Builder
	if a < 0 {
		b.WriteString("负")
	}
	if yuan > 0 {
		b.WriteString(capitalNumber(yuan) + "元")
	}
	if yuan > 0 && (jiao > 0 && yuan%10 == 0 || jiao == 0 && fen > 0) {
		b.WriteString("零")
	}
	if jiao > 0 {
		b.WriteString(capitalDigits[jiao] + "角")
	}
	if fen > 0 {
		return b.String() + capitalDigits[fen] + "分"
	}
	return b.String() + "整"
}

// capitalNumber writes n > 0 in groups of 亿 and 万.
func capitalNumber(n uint64) string {
	const yi, wan = 1e8, 1e4
	switch {
	case n >= yi:
		return capitalNumber(n/yi) + "亿" + capitalRest(n%yi, yi/10)
	case n >= wan:
		return capitalGroup(n/wan) + "万" + capitalRest(n%wan, wan/10)
	}
	return capitalGroup(n)
}

// capitalRest writes what follows 亿 or 万; below full, its first digit is 零.
func capitalRest(n, full uint64) string {
	switch {
	case n == 0:
		return ""
	case n < full:
		return "零" + capitalNumber(n)
	}
	return capitalNumber(n)
}

// capitalGroup writes 1 to 9999.
func capitalGroup(n uint64) string {
	var b strings.Builder
	zero := false
	for i, div := 3, uint64(1000); i >= 0; i, div = i-1, div/10 {
		d := n / div % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteString(capitalDigits[d] + capitalUnits[i])
	}
	return b.String()
}
