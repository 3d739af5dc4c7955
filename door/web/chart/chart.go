// Package chart owns the small pictures of numbers on pages: bars, rows of bars,
// a line with its range, a share. Each is one SVG made on the server, with a
// title that says what it shows, for eyes and for readers of screens.
//
// It never adds up, rounds or hides: values come with the text that names them, and
// every axis begins at zero.
// Always true: the same values give the same bytes; no script, no style
// attribute; no colour tells what is not also said in words.
package chart

import (
	"fmt"
	"html"
	"strings"
)

// Lang is the language of what a picture writes by itself: the numbers of an axis.
type Lang string

// The two languages.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Point is one value: its label, how it is written, and the page it opens.
type Point struct {
	Label string
	Value int64
	Text  string // "" takes the number
	Shown string // written beside the mark in place of the text, where that is long
	Href  string // "" opens nothing
}

func (p Point) text() string {
	if p.Text != "" {
		return p.Text
	}
	return fmt.Sprint(p.Value)
}

func (p Point) shown() string {
	if p.Shown != "" {
		return p.Shown
	}
	return p.text()
}

// Measures of a picture in its own units, which are about pixels on a phone, so
// that its words are as large as those around it.
const (
	width   = 360
	height  = 220
	left    = 54
	right   = 8
	top     = 24
	bottom  = 28
	rowStep = 32
)

// Colours: the brand, its pale companion, the grid, words.
const (
	strong = "#14576b"
	pale   = "#8fb3bf"
	grid   = "#dfe4e7"
	words  = "#515c64"
	ink    = "#0b0c0c"
)

// picture gathers one SVG.
type picture struct {
	strings.Builder
	lang Lang
}

// begin opens a picture. One whose marks open pages is a group of links, not an
// image: what is inside an image cannot be reached.
func begin(l Lang, title string, h int, points []Point) *picture {
	p, role := &picture{lang: l}, "img"
	for _, pt := range points {
		if pt.Href != "" {
			role = "group"
		}
	}
	fmt.Fprintf(p, `<svg class="chart" role="%[4]s" aria-label="%[1]s" width="%[2]d" height="%[3]d" viewBox="0 0 %[2]d %[3]d" xmlns="http://www.w3.org/2000/svg" font-size="15"><title>%[1]s</title>`, html.EscapeString(title), width, h, role)
	return p
}

func (p *picture) end() string { p.WriteString(`</svg>`); return p.String() }

func (p *picture) words(x, y int, anchor, fill, s string) {
	fmt.Fprintf(p, `<text x="%d" y="%d" text-anchor="%s" fill="%s">%s</text>`, x, y, anchor, fill, html.EscapeString(s))
}

// open and close put a link round a mark.
func (p *picture) open(pt Point) {
	if pt.Href != "" {
		fmt.Fprintf(p, `<a href="%s" aria-label="%s">`, html.EscapeString(pt.Href), html.EscapeString(pt.Label+" "+pt.text()))
	}
}

func (p *picture) close(pt Point) {
	if pt.Href != "" {
		p.WriteString(`</a>`)
	}
}

// axis draws lines of the grid with their numbers and gives the top value.
func (p *picture) axis(most int64) int64 {
	step := step(most)
	high := (most + step - 1) / step * step
	for v := int64(0); v <= high; v += step {
		y := at(v, high)
		fmt.Fprintf(p, `<line x1="%[1]d" y1="%[3]d" x2="%[2]d" y2="%[3]d" stroke="%[4]s"/>`, left, width-right, y, grid)
		p.words(left-6, y+4, "end", words, short(p.lang, v))
	}
	return high
}

// step gives a round step so that at most five lines are drawn.
func step(most int64) int64 {
	for s := int64(1); ; s *= 10 {
		for _, n := range []int64{1, 2, 5} {
			if s*n*4 >= most {
				return s * n
			}
		}
	}
}

// short writes a number of an axis: 12000 as 1.2万, or 12k.
func short(l Lang, v int64) string {
	if l == En {
		switch {
		case v >= 1_000_000 && v%100_000 == 0:
			return trim(v/100_000) + "m"
		case v >= 1000 && v%100 == 0:
			return trim(v/100) + "k"
		}
		return fmt.Sprint(v)
	}
	switch {
	case v >= 100_000_000 && v%10_000_000 == 0:
		return trim(v/10_000_000) + "亿"
	case v >= 10_000 && v%1000 == 0:
		return trim(v/1000) + "万"
	}
	return fmt.Sprint(v)
}

// trim writes tenths.
func trim(tenths int64) string {
	if tenths%10 == 0 {
		return fmt.Sprint(tenths / 10)
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// at gives the height at which a value stands.
func at(v, high int64) int {
	if high <= 0 {
		return height - bottom
	}
	return height - bottom - int(v*int64(height-top-bottom)/high)
}

func most(points []Point) (m int64) {
	for _, p := range points {
		m = max(m, p.Value)
	}
	return max(m, 1)
}

// every says whether the i-th of n marks has its label: as many as there is room for.
func every(n, i int) bool { return i%((n+6)/7) == 0 }

// Bars draws upright bars, for up to two years of months.
func Bars(l Lang, title string, points []Point) string {
	p := begin(l, title, height, points)
	high := p.axis(most(points))
	if len(points) == 0 {
		return p.end()
	}
	slot := (width - left - right) * 100 / len(points) // in hundredths
	for i, pt := range points {
		x, w := left+slot*i/100, min(max(slot*6/1000, 2), 46)
		x += (slot/100 - w) / 2
		y := at(max(pt.Value, 0), high)
		p.open(pt)
		fmt.Fprintf(p, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s" rx="2"><title>%s</title></rect>`, x, y, w, height-bottom-y, strong, html.EscapeString(pt.Label+" "+pt.text()))
		p.close(pt)
		if len(points) <= 7 {
			p.words(x+w/2, y-5, "middle", ink, pt.shown())
		}
		if every(len(points), i) {
			p.words(x+w/2, height-bottom+20, "middle", words, pt.Label)
		}
	}
	return p.end()
}

// Rows draws lying bars with long names, one under another.
func Rows(l Lang, title string, points []Point) string {
	const name = 134
	p := begin(l, title, max(len(points)*rowStep, rowStep), points)
	high := most(points)
	for i, pt := range points {
		y := i * rowStep
		room := width - name - right - 78
		w := int(max(pt.Value, 0) * int64(room) / high)
		p.words(name-8, y+20, "end", ink, cut(pt.Label, 8))
		p.open(pt)
		fmt.Fprintf(p, `<rect x="%d" y="%d" width="%d" height="18" fill="%s" rx="2"><title>%s</title></rect>`, name, y+6, max(w, 1), strong, html.EscapeString(pt.Label+" "+pt.text()))
		p.close(pt)
		p.words(name+max(w, 1)+6, y+20, "start", ink, pt.shown())
	}
	return p.end()
}

// cut shortens a name to the width of n Chinese characters; others are half as wide.
func cut(s string, n int) string {
	room := 2*n - 2
	for i, r := range s {
		if room -= 1 + len(string(r))/3; room < 0 && len(s[i:]) > len(string(r)) {
			return s[:i] + "…"
		}
	}
	return s
}

// Range is what may come: low to high, with the middle.
type Range struct{ Low, Mid, High int64 }

// Line draws what was, month by month, and behind it what may come: a dashed line
// within a pale range.
func Line(l Lang, title string, was []Point, ahead []Point, ranges []Range) string {
	all := append(append([]Point(nil), was...), ahead...)
	m := most(all)
	for _, r := range ranges {
		m = max(m, r.High)
	}
	p := begin(l, title, height, all)
	high := p.axis(m)
	n := len(all)
	x := func(i int) int { return left + (width-left-right)*(2*i+1)/(2*max(n, 1)) }
	if len(ranges) > 0 && len(ranges) == len(ahead) {
		var up, down []string
		for i, r := range ranges {
			up = append(up, fmt.Sprintf("%d,%d", x(len(was)+i), at(r.High, high)))
			down = append([]string{fmt.Sprintf("%d,%d", x(len(was)+i), at(r.Low, high))}, down...)
		}
		fmt.Fprintf(p, `<polygon points="%s %s" fill="%s" fill-opacity="0.45"/>`, strings.Join(up, " "), strings.Join(down, " "), pale)
	}
	line := func(from int, points []Point, dash string) {
		var xy []string
		for i, pt := range points {
			xy = append(xy, fmt.Sprintf("%d,%d", x(from+i), at(max(pt.Value, 0), high)))
		}
		fmt.Fprintf(p, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2.5"%s/>`, strings.Join(xy, " "), strong, dash)
	}
	line(0, was, "")
	if len(ahead) > 0 {
		line(max(len(was)-1, 0), append(append([]Point(nil), was[max(len(was)-1, 0):]...), ahead...), ` stroke-dasharray="5 4"`)
	}
	for i, pt := range all {
		p.open(pt)
		fmt.Fprintf(p, `<circle cx="%d" cy="%d" r="3.5" fill="%s"><title>%s</title></circle>`, x(i), at(max(pt.Value, 0), high), strong, html.EscapeString(pt.Label+" "+pt.text()))
		p.close(pt)
		if every(n, i) {
			p.words(x(i), height-bottom+20, "middle", words, pt.Label)
		}
	}
	return p.end()
}

// Share draws how a whole is made up of parts, from left to right, in two
// alternating shades with the names underneath.
func Share(l Lang, title string, parts []Point) string {
	var whole int64
	for _, pt := range parts {
		whole += max(pt.Value, 0)
	}
	p := begin(l, title, 26+22*len(parts), parts)
	x, shades := 0, []string{strong, pale, "#5b8796", "#c3d5db", "#e3ebee"}
	for i, pt := range parts {
		w := 0
		if whole > 0 {
			w = int(max(pt.Value, 0) * width / whole)
		}
		fill := shades[i%len(shades)]
		p.open(pt)
		fmt.Fprintf(p, `<rect x="%d" y="0" width="%d" height="18" fill="%s"><title>%s</title></rect>`, x, w, fill, html.EscapeString(pt.Label+" "+pt.text()))
		p.close(pt)
		fmt.Fprintf(p, `<rect x="0" y="%d" width="12" height="12" fill="%s"/>`, 28+22*i, fill)
		p.words(20, 39+22*i, "start", ink, pt.Label+"  "+pt.text())
		x += w
	}
	return p.end()
}
