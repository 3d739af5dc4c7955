package print

import (
	"math"
	"strings"
	"unicode"
)

type align int8

const (
	left align = iota
	centre
	right
)

// block is a text broken into lines at a size at which it fits.
type block struct {
	lines []string
	pt    float64
}

// leading is the height of a line as a multiple of the font size.
const leading = 1.22

func lineHeight(pt float64) float64 { return pt * pointMM * leading }

func (b block) height() float64 { return float64(len(b.lines)) * lineHeight(b.pt) }

// fit breaks s for the width w: on one line when that takes no more than one
// point off the size, else at the largest size of pt, pt-0.5 … least at which
// it needs no more height than room; at least when none does.
func (d *doc) fit(s string, w, pt, least, room float64, field string) block {
	if !strings.Contains(s, "\n") {
		n := d.width(s, pt, field)
		for _, size := range [...]float64{pt, pt - 0.5, pt - 1} {
			if n*size/pt <= w && (size == pt || size >= least) {
				return block{[]string{s}, size}
			}
		}
	}
	for {
		b := block{d.wrap(s, w, pt, field), pt}
		if b.height() <= room || pt-0.5 < least {
			return b
		}
		pt -= 0.5
	}
}

// whole sets s on one line, as small as the width w asks for: numbers are never
// broken.
func (d *doc) whole(s string, w, pt float64, field string) block {
	if n := d.width(s, pt, field); n > w {
		pt = math.Floor(pt*w/n*10) / 10
	}
	return block{[]string{s}, pt}
}

// wrap breaks s into lines no wider than w. A break never parts a Latin word
// or a number that fits a line, never leaves a closing mark at the start of a
// line nor an opening mark at its end.
func (d *doc) wrap(s string, w, pt float64, field string) []string {
	var lines []string
	for _, part := range strings.Split(s, "\n") {
		line, used := "", 0.0
		for _, word := range d.words(part, w, pt, field) {
			n := d.width(word, pt, field)
			if used+n > w && line != "" {
				lines = append(lines, strings.TrimRight(line, " "))
				line, used = "", 0
				if word == " " {
					continue
				}
			}
			line += word
			used += n
		}
		lines = append(lines, line)
	}
	return lines
}

const (
	closing = "，。、；：！？）】》」』”’…%％)],.;:!?-·"
	opening = "（【《「『“‘([￥¥"
)

// words cuts a line into pieces that must not be parted.
func (d *doc) words(s string, w, pt float64, field string) []string {
	var words []string
	rs := []rune(s)
	for i := 0; i < len(rs); {
		j := i + 1
		for j < len(rs) && joined(rs[j-1], rs[j]) {
			j++
		}
		word := string(rs[i:j])
		if n := d.width(word, pt, field); n > w && j-i > 1 {
			words = append(words, d.even(rs[i:j], int(n/w)+1, w, pt, field)...)
		} else {
			words = append(words, word)
		}
		i = j
	}
	return words
}

// joined reports whether a line may not end between a and b.
func joined(a, b rune) bool {
	if strings.ContainsRune(closing, b) || strings.ContainsRune(opening, a) {
		return a != ' '
	}
	return wordRune(a) && wordRune(b)
}

func wordRune(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-._/*'", r))
}

// even parts a word that is too long into n pieces of like length, or more
// when one of them is still wider than w.
func (d *doc) even(rs []rune, n int, w, pt float64, field string) []string {
	for ; ; n++ {
		size := (len(rs) + n - 1) / n
		var parts []string
		fits := true
		for i := 0; i < len(rs); i += size {
			part := string(rs[i:min(i+size, len(rs))])
			fits = fits && d.width(part, pt, field) <= w
			parts = append(parts, part)
		}
		if fits || size == 1 {
			return parts
		}
	}
}

// block writes b inside a cell, centred from top to bottom.
func (d *doc) block(x, y, w, h float64, b block, a align, field string) {
	step := lineHeight(b.pt)
	base := y + (h-b.height())/2 + step/2 + 0.37*b.pt*pointMM
	for i, line := range b.lines {
		d.place(x, base+float64(i)*step, w, line, b.pt, a, field)
	}
}
