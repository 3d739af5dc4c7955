package ident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NameMax is the longest name taken, in characters. The rule of twelve
// ministries (民委发〔2016〕33号) asks for room for 50 columns at least.
const NameMax = 100

// Dot is the one name dot, U+00B7; other dots that keyboards give are folded
// to it.
const Dot = '·'

// Name folds a person's name as it was typed and checks it. Dots become "·",
// full-width letters become ASCII, spaces beside Chinese characters go, other
// spaces become one; compatibility characters stay as they are. The caller
// keeps the raw text beside it.
//
// review tells that a person must look: private-use or unassigned characters
// (old police and bank systems), variation marks, digits, radicals in place of
// characters. Faults: ident.name_empty, _long, _hidden, _lost, _character,
// _dot; each names the place, never the character.
func Name(raw string) (name string, review bool, err error) {
	rs, review, err := nameRunes(strings.TrimSpace(raw))
	if err != nil {
		return "", false, err
	}
	rs = joinRunes(rs)
	switch {
	case len(rs) == 0:
		return "", false, emptyName.With()
	case len(rs) > NameMax:
		return "", false, longName.With(NameMax)
	case strings.ContainsRune("·-'.", rs[0]), strings.ContainsRune("·-'", rs[len(rs)-1]), unicode.IsMark(rs[0]):
		return "", false, dotInName.With()
	case !slices.ContainsFunc(rs, spells):
		return "", false, symbolInName.With(1)
	}
	return string(rs), review, nil
}

// nameRunes folds character by character and refuses what no name can hold.
func nameRunes(raw string) (rs []rune, review bool, err error) {
	place := 0
	for _, r := range raw {
		place++
		r = foldName(r)
		switch class(r) {
		case hidden:
			return nil, false, hiddenInName.With(place)
		case lost:
			return nil, false, lostInName.With(place)
		case symbol:
			return nil, false, symbolInName.With(place)
		case doubtful:
			review = true
		}
		rs = append(rs, r)
	}
	return rs, review, nil
}

// foldName gives the one form of a dot, a space or a full-width character.
func foldName(r rune) rune {
	switch r {
	case '・', '•', '‧', '∙', '．', '･', '⋅': // U+30FB 2022 2027 2219 FF0E FF65 22C5
		return Dot
	case '’', '‘', '＇': // U+2019 2018 FF07
		return '\''
	}
	if r == '\u2028' || r == '\u2029' || r == '\u0085' {
		return r
	}
	if isSpace(r) && (r < '\t' || r > '\r') {
		return ' '
	}
	return narrow(r)
}

type runeClass int

const (
	plain runeClass = iota
	doubtful
	symbol
	hidden
	lost
)

// class sorts one folded character.
func class(r rune) runeClass {
	switch {
	case r == utf8.RuneError:
		return lost
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp), invisible(r):
		return hidden
	case unicode.Is(unicode.Co, r), unicode.Is(unicode.Variation_Selector, r), radical(r), r >= '0' && r <= '9':
		return doubtful
	case unicode.Is(unicode.Han, r), unicode.IsLetter(r), unicode.IsMark(r), strings.ContainsRune("· -'.()", r):
		return plain
	case r >= 0x20000 && r <= 0x3FFFD, r >= 0x2FF0 && r <= 0x2FFF:
		return doubtful // ideographs newer than our tables, and descriptions of one
	}
	return symbol
}

// invisible are fillers that Unicode counts as letters.
func invisible(r rune) bool {
	return r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 || r == 0x2800 || r == 0x034F
}

// radical are the code points of radicals, which look like characters.
func radical(r rune) bool { return r >= 0x2E80 && r <= 0x2FDF }

// joinRunes drops spaces at the ends, beside Chinese characters and beside
// dots, keeps one of several elsewhere, keeps one of several dots, and takes a
// full stop between two Chinese characters for a dot.
func joinRunes(in []rune) []rune {
	out := in[:0]
	for i := 0; i < len(in); i++ {
		r := in[i]
		next := after(in, i)
		prev := rune(0)
		if len(out) > 0 {
			prev = out[len(out)-1]
		}
		if r == '.' && han(prev) && han(next) {
			r = Dot
		}
		switch {
		case r == ' ' && (prev == 0 || next == 0 || prev == ' ' || tight(prev) || tight(next)):
		case r == Dot && prev == Dot:
		default:
			out = append(out, r)
		}
	}
	return out
}

// after gives the first character behind place i that is no space, or 0.
func after(rs []rune, i int) rune {
	for _, r := range rs[i+1:] {
		if r != ' ' {
			return r
		}
	}
	return 0
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Co, r) }

func spells(r rune) bool { return unicode.IsLetter(r) || han(r) || r > 0xFFFF }

func tight(r rune) bool { return r == Dot || han(r) }

// SearchForm is the form in which names are searched and compared: Unicode NFC
// (compatibility ideographs and radicals become ordinary ones), letters in
// upper case, without spaces, dots, marks of punctuation and variation marks.
// It is never shown and never printed.
func SearchForm(name string) string {
	s := strings.Map(func(r rune) rune {
		r = foldName(r)
		if strings.ContainsRune("· -'.()", r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		if radical(r) {
			if k := []rune(norm.NFKC.String(string(r))); len(k) == 1 {
				return k[0]
			}
		}
		return unicode.ToUpper(r)
	}, norm.NFC.String(name))
	return norm.NFC.String(s)
}

// narrow brings full-width ASCII and the ideographic space to ASCII.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }
