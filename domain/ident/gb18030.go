package ident

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The decoder of golang.org/x/text gives U+FFFD, without an error, for 2,067
// of the 23,940 two-byte positions: the 18 that GB 18030-2022 moved, those the
// standard keeps for private use, and a few more. Its encoder writes private
// use as bytes that mean another private character. The tables below say what
// the standard says there; everything else is left to the library.

// gbRange is a run of n consecutive two-byte positions from code and the n
// code points from first that they stand for.
type gbRange struct {
	code  uint16
	first rune
	n     int
}

// moved2022 are the 18 positions whose meaning changed: ten vertical marks and
// eight components. private is the private-use character they stood for in the
// edition of 2005, which now has the four-byte code given by four.
var moved2022 = []struct {
	code    uint16
	now     rune
	private rune
	four    uint32
}{
	{0xA6D9, 0xFE10, 0xE78D, 0x84318236}, {0xA6DA, 0xFE12, 0xE78E, 0x84318238},
	{0xA6DB, 0xFE11, 0xE78F, 0x84318237}, {0xA6DC, 0xFE13, 0xE790, 0x84318239},
	{0xA6DD, 0xFE14, 0xE791, 0x84318330}, {0xA6DE, 0xFE15, 0xE792, 0x84318331},
	{0xA6DF, 0xFE16, 0xE793, 0x84318332}, {0xA6EC, 0xFE17, 0xE794, 0x84318333},
	{0xA6ED, 0xFE18, 0xE795, 0x84318334}, {0xA6F3, 0xFE19, 0xE796, 0x84318335},
	{0xFE59, 0x9FB4, 0xE81E, 0x82359037}, {0xFE61, 0x9FB5, 0xE826, 0x82359038},
	{0xFE66, 0x9FB6, 0xE82B, 0x82359039}, {0xFE67, 0x9FB7, 0xE82C, 0x82359130},
	{0xFE6D, 0x9FB8, 0xE832, 0x82359131}, {0xFE7E, 0x9FB9, 0xE843, 0x82359132},
	{0xFE90, 0x9FBA, 0xE854, 0x82359133}, {0xFEA0, 0x9FBB, 0xE864, 0x82359134},
}

// unassigned are the gaps of the two-byte area, kept for private use.
var unassigned = []gbRange{
	{0xA2AB, 0xE766, 6}, {0xA2E4, 0xE76D, 1}, {0xA2EF, 0xE76E, 2}, {0xA2FD, 0xE770, 2},
	{0xA4F4, 0xE772, 11}, {0xA5F7, 0xE77D, 8}, {0xA6B9, 0xE785, 8}, {0xA6F6, 0xE797, 9},
	{0xA7C2, 0xE7A0, 15}, {0xA7F2, 0xE7AF, 13}, {0xA896, 0xE7BC, 11}, {0xA8C1, 0xE7C9, 4},
	{0xA8EA, 0xE7CD, 21}, {0xA958, 0xE7E2, 1}, {0xA95B, 0xE7E3, 1}, {0xA95D, 0xE7E4, 3},
	{0xA997, 0xE7F4, 13}, {0xA9F0, 0xE801, 15}, {0xD7FA, 0xE810, 5},
}

// doubled are six components with a code in the two-byte area and another in
// the four-byte area. They are read as the ideograph and written in four bytes.
var doubled = []struct {
	code    uint16
	han     rune
	private rune
}{
	{0xFE51, 0x20087, 0xE816}, {0xFE52, 0x20089, 0xE817}, {0xFE53, 0x200CC, 0xE818},
	{0xFE6C, 0x215D7, 0xE831}, {0xFE76, 0x2298F, 0xE83B}, {0xFE91, 0x241FE, 0xE855},
}

var (
	gbToRune = map[uint32]rune{}
	runeToGB = map[rune]uint32{}
)

func init() {
	both := func(code uint32, r rune) { gbToRune[code], runeToGB[r] = r, code }
	for _, m := range moved2022 {
		both(uint32(m.code), m.now)
		both(m.four, m.private)
	}
	for _, g := range unassigned {
		for i := range g.n {
			both(uint32(g.code)+uint32(i), g.first+rune(i))
		}
	}
	for _, d := range doubled {
		gbToRune[uint32(d.code)], runeToGB[d.private] = d.han, uint32(d.code)
	}
	both(0xA8BC, 0x1E3F)
	both(0x8135F437, 0xE7C7)
	r := userRows(both, 0xE000, 0xAA, 0xAF, 0xA1, 0xFE)
	r = userRows(both, r, 0xF8, 0xFE, 0xA1, 0xFE)
	userRows(both, r, 0xA1, 0xA7, 0x40, 0xA0)
}

// userRows maps one of the three user-defined areas to private use from r on.
func userRows(both func(uint32, rune), r rune, row, lastRow, from, to uint32) rune {
	for ; row <= lastRow; row++ {
		for c := from; c <= to; c++ {
			if c != 0x7F {
				both(row<<8|c, r)
				r++
			}
		}
	}
	return r
}

// EncodeGB18030 writes s in GB 18030-2022. U+FFFD and broken UTF-8 are refused
// (ident.gb_character), because what stood there is already lost.
func EncodeGB18030(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	enc := simplifiedchinese.GB18030.NewEncoder()
	start := 0
	flush := func(end int) error {
		b, err := enc.Bytes([]byte(s[start:end]))
		out = append(out, b...)
		return err
	}
	n := 0
	for i, r := range s {
		n++
		if r == utf8.RuneError {
			return nil, badGBCharacter.With(n)
		}
		code, ours := runeToGB[r]
		if !ours {
			continue
		}
		if err := flush(i); err != nil {
			return nil, badGBCharacter.With(n).Because(err)
		}
		out = appendCode(out, code)
		start = i + utf8.RuneLen(r)
	}
	if err := flush(len(s)); err != nil {
		return nil, badGBCharacter.With(n).Because(err)
	}
	return out, nil
}

func appendCode(out []byte, code uint32) []byte {
	if code > 0xFFFF {
		out = append(out, byte(code>>24), byte(code>>16))
	}
	return append(out, byte(code>>8), byte(code))
}

// DecodeGB18030 reads GB 18030-2022. Bytes that stand for nothing, a cut-off
// character and U+FFFD are refused (ident.gb_bytes) with the place of the
// first such byte. Private-use characters are given as such: Name sends them
// to review.
func DecodeGB18030(b []byte) (string, error) {
	var out strings.Builder
	out.Grow(len(b) + len(b)/2)
	start := 0
	for i := 0; i < len(b); {
		n := unitLen(b[i:])
		if n == 0 {
			return "", badGBBytes.With(i + 1)
		}
		if r, ours := gbToRune[codeOf(b[i:i+n])]; ours && n > 1 {
			if err := decodeRun(&out, b, start, i); err != nil {
				return "", err
			}
			out.WriteRune(r)
			start = i + n
		}
		i += n
	}
	if err := decodeRun(&out, b, start, len(b)); err != nil {
		return "", err
	}
	return out.String(), nil
}

// unitLen gives the length of the character at the head of b, 0 when none.
func unitLen(b []byte) int {
	switch {
	case b[0] < 0x80:
		return 1
	case b[0] == 0x80 || b[0] == 0xFF || len(b) < 2:
		return 0
	case b[1] >= 0x40:
		return 2
	case b[1] >= '0' && b[1] <= '9' && len(b) >= 4:
		return 4
	}
	return 0
}

func codeOf(b []byte) (code uint32) {
	for _, x := range b {
		code = code<<8 | uint32(x)
	}
	return code
}

// decodeRun decodes b[from:to], whole characters that the library knows.
func decodeRun(out *strings.Builder, b []byte, from, to int) error {
	if from == to {
		return nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b[from:to])
	if err == nil && !strings.ContainsRune(string(text), utf8.RuneError) {
		out.Write(text)
		return nil
	}
	for i := from; i < to; {
		n := unitLen(b[i:])
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b[i : i+n])
		if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
			return badGBBytes.With(i + 1)
		}
		i += n
	}
	return badGBBytes.With(from + 1)
}
