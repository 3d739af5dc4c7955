package ident

import (
	"strings"
	"unicode"
)

// Mask shows a document for screens and lists: the first six and the last four
// characters of 15 and more, the first two and last two of seven and more,
// otherwise the first; stars for the rest.
func Mask(d Document) string {
	rs := []rune(d.Number)
	switch n := len(rs); {
	case n >= 15:
		return stars(rs, 6, 4)
	case n >= 7:
		return stars(rs, 2, 2)
	default:
		return stars(rs, 1, 0)
	}
}

// compound are the two-character surnames still in common use.
const compound = " 欧阳 太史 上官 端木 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 宇文 长孙 慕容 司徒 司空 令狐 澹台 公孙 轩辕 闻人 申屠 拓跋 呼延 濮阳 淳于 单于 公羊 钟离 万俟 "

// MaskName shows the surname and a star for each other character (陈*, 欧阳**).
// Names with a dot and names in other scripts show the first character and two
// stars, so that their length does not tell.
func MaskName(name string) string {
	rs := []rune(strings.TrimSpace(name))
	if len(rs) < 2 {
		return strings.Repeat("*", len(rs))
	}
	for _, r := range rs {
		if !unicode.Is(unicode.Han, r) || len(rs) > 5 {
			return string(rs[0]) + "**"
		}
	}
	if len(rs) > 2 && strings.Contains(compound, " "+string(rs[:2])+" ") {
		return stars(rs, 2, 0)
	}
	return stars(rs, 1, 0)
}

// MaskPhone shows the first three and the last four digits of a phone, and
// only the last two (at most a third) of a number shorter than ten.
func MaskPhone(phone string) string {
	rs := []rune(phone)
	if len(rs) < 10 {
		return stars(rs, 0, min(2, len(rs)/3))
	}
	return stars(rs, 3, 4)
}

// MaskAccount shows the first six and last four digits of 16 and more, and
// only the last four (at most a third) of shorter accounts.
func MaskAccount(account string) string {
	rs := []rune(account)
	if len(rs) < 16 {
		return stars(rs, 0, min(4, len(rs)/3))
	}
	return stars(rs, 6, 4)
}

// stars keeps the first and last characters and puts a star for each between;
// at least a third is always hidden.
func stars(rs []rune, first, last int) string {
	for (first+last)*3 > len(rs)*2 && first+last > 0 {
		if first >= last {
			first--
		} else {
			last--
		}
	}
	hidden := len(rs) - first - last
	return string(rs[:first]) + strings.Repeat("*", hidden) + string(rs[len(rs)-last:])
}
