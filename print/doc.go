// Package print owns what is put on paper: forms, lists, slips and orders as
// PDF, and the same lists as spreadsheets.
//
// It owns: fonts and the repair of copied text, the breaking of long names,
// tables over pages with their totals, and the check that a paper adds up.
// It never does: reading a clock, a disk or a database, masking a personal
// value, choosing a place name, or deciding an amount; values come in, bytes
// go out.
// Always true: the same values give the same bytes in one version of the
// program; a character that no font has, or a sum that does not add up, stops
// the paper with a problem that names the field and no personal value; every
// page carries the digest of the record it was printed from.
package print

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"github.com/signintech/gopdf"

	"songbai/domain/problem"
)

// pointMM is one typographic point in millimetres; every length in this
// package is in millimetres, every font size in points.
const pointMM = 25.4 / 72

// hair, thin and bold are the line widths of forms, in millimetres.
const (
	hair = 0.08
	thin = 0.15
	bold = 0.4
)

var (
	noGlyph = problem.Define("print.glyph", problem.Invalid,
		"字符 %s 没有字体可以打印，为免漏字，已停止出件",
		"no font can draw the character %s; nothing was printed, so that no character is lost",
		"请核对该字符；若确属人名地名用字，请管理员补充含此字的字体", "check the character; if it is right, ask the administrator to add a font that has it")
	tooLong = problem.Define("print.room", problem.Invalid,
		"内容太长，纸面放不下", "the text is too long for the paper", "请缩短该处文字", "shorten the text")
	notWritten = problem.Define("print.write", problem.Internal,
		"文书未能生成", "the paper could not be made", "请重试；仍不成功请联系管理员", "try again; if it fails again, call the administrator")
)

// sheet is a paper size with its margins.
type sheet struct{ w, h, left, right, top, bottom float64 }

var (
	a3Landscape = sheet{420, 297, 12, 10, 10, 16}
	a4Portrait  = sheet{210, 297, 20, 18, 16, 20}
	a5Portrait  = sheet{148, 210, 13, 13, 12, 17}
)

func (s sheet) width() float64 { return s.w - s.left - s.right }
func (s sheet) floor() float64 { return s.h - s.bottom }

// doc is one paper being drawn. Faults are gathered, so that a person hears of
// all of them at once; bytes are given out only when there is none.
type doc struct {
	gp      *gopdf.GoPdf
	sheet   sheet
	ascii   [128]glyph
	known   map[rune]glyph
	added   [len(chain)]bool
	pages   int
	face    int8
	pt      float64
	stroke  float64
	faults  problem.List
	faulted map[string]bool
	err     error
}

func newDoc(s sheet, title string) *doc {
	d := &doc{gp: &gopdf.GoPdf{}, sheet: s, known: map[rune]glyph{}, face: -1, faulted: map[string]bool{}}
	d.gp.Start(gopdf.Config{PageSize: gopdf.Rect{W: s.w, H: s.h}, Unit: gopdf.UnitMM})
	d.gp.SetCompressLevel(compression)
	d.gp.SetInfo(gopdf.PdfInfo{Title: basic(title), Creator: "songbai", Producer: "songbai"})
	for r := range d.ascii {
		g, err := findGlyph(rune(r))
		d.fail(err)
		d.ascii[r] = g
	}
	d.use(0)
	return d
}

// compression is the zlib level of page contents: 1 costs a tenth of the time
// of the default and a fifth more bytes.
const compression = 1

// basic replaces characters above U+FFFF, which the library cannot write into
// a document's properties, by the mark for a missing type.
func basic(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return '〓'
		}
		return r
	}, s)
}

func (d *doc) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// use makes a font of the chain known to the document.
func (d *doc) use(i int8) {
	if d.added[i] || d.err != nil {
		return
	}
	d.added[i] = true
	d.fail(d.gp.AddTTFFontFromFontContainer(chain[i].name, &chain[i].box))
}

func (d *doc) glyph(r rune, field string) glyph {
	g, ok := glyph{}, false
	if r >= 0 && int(r) < len(d.ascii) {
		g = d.ascii[r]
	} else if g, ok = d.known[r]; !ok {
		var err error
		g, err = findGlyph(r)
		d.fail(err)
		d.known[r] = g
	}
	if g.width < 0 {
		d.missing(r, field)
	}
	return g
}

func (d *doc) missing(r rune, field string) {
	if key := field + "\x00" + string(r); !d.faulted[key] {
		d.faulted[key] = true
		d.faults = append(d.faults, noGlyph.With(codePoint(r)).At(field))
	}
}

// overfull says that what field holds does not fit the paper.
func (d *doc) overfull(field string) {
	d.faults = append(d.faults, tooLong.With().At(field))
}

// width measures one line of text at pt points.
func (d *doc) width(s string, pt float64, field string) float64 {
	n := 0
	for _, r := range s {
		n += int(d.glyph(r, field).width)
	}
	return float64(n) * pt * pointMM / 1000
}

// text writes one line with its baseline at y, changing fonts where the first
// one lacks a character.
func (d *doc) text(x, y float64, s string, pt float64, field string) {
	for s != "" && d.err == nil {
		at, n, end := d.run(s, field)
		d.font(at, pt)
		d.gp.SetXY(x, y)
		d.fail(d.gp.Text(s[:end]))
		x += float64(n) * pt * pointMM / 1000
		s = s[end:]
	}
}

// run gives the font of the first character of s, and the width and end of
// the characters that share it.
func (d *doc) run(s, field string) (at int8, width, end int) {
	at = -1
	for i, r := range s {
		g := d.glyph(r, field)
		if at < 0 {
			at = g.face
		}
		if g.face != at {
			return at, width, i
		}
		width += int(g.width)
	}
	return at, width, len(s)
}

func (d *doc) font(at int8, pt float64) {
	if d.face == at && d.pt == pt || d.err != nil {
		return
	}
	d.use(at)
	d.fail(d.gp.SetFontWithStyle(chain[at].name, gopdf.Regular, pt))
	d.face, d.pt = at, pt
}

// place writes one line inside the span x…x+w.
func (d *doc) place(x, y, w float64, s string, pt float64, a align, field string) {
	switch a {
	case right:
		x += w - d.width(s, pt, field)
	case centre:
		x += (w - d.width(s, pt, field)) / 2
	}
	d.text(x, y, s, pt, field)
}

func (d *doc) line(x1, y1, x2, y2, width float64) {
	d.pen(width)
	d.gp.Line(x1, y1, x2, y2)
}

func (d *doc) frame(x, y, w, h, width float64) {
	d.pen(width)
	d.gp.RectFromUpperLeft(x, y, w, h)
}

func (d *doc) fill(x, y, w, h, grey float64) {
	d.gp.SetGrayFill(grey)
	d.gp.RectFromUpperLeftWithStyle(x, y, w, h, "F")
	d.gp.SetGrayFill(0)
}

func (d *doc) pen(width float64) {
	if d.stroke != width {
		d.gp.SetLineWidth(width)
		d.stroke = width
	}
}

// ink sets how dark text is: 0 is black.
func (d *doc) ink(grey float64) { d.gp.SetGrayFill(grey) }

// tick draws a box of the height of a character, with a tick when on.
func (d *doc) tick(x, baseline, pt float64, on bool) {
	side := math.Round(pt*pointMM*80) / 100
	top := baseline - side + 0.12*pt*pointMM
	d.frame(x, top, side, side, 0.2)
	if on {
		d.line(x+0.18*side, top+0.52*side, x+0.42*side, top+0.78*side, 0.35)
		d.line(x+0.42*side, top+0.78*side, x+0.86*side, top+0.2*side, 0.35)
	}
}

func (d *doc) page() {
	d.gp.AddPage()
	d.pages++
	d.stroke = -1
}

// footers writes the footer of every page, once their number is known.
func (d *doc) footers(m Mark) {
	for n := 1; n <= d.pages; n++ {
		d.fail(d.gp.SetPage(n))
		d.stroke = -1
		d.footer(m, n, d.pages)
	}
}

// footer writes the marks of the record and the page number below the floor.
func (d *doc) footer(m Mark, page, pages int) {
	const pt = 6.5
	s := d.sheet
	y := s.floor() + 4.5
	d.line(s.left, y-3, s.w-s.right, y-3, hair)
	number := fmt.Sprintf("第 %d 页，共 %d 页", page, pages)
	w := s.width()
	if m.Check != "" {
		w -= qrSide + 2
		d.qr(s.left+w+2, y-3+0.4, qrSide, m.Check)
	}
	d.place(s.left, y, w, number, pt+1, right, "")
	for i, line := range m.lines() {
		b := d.whole(line, w-28, pt, "mark")
		d.text(s.left, y+float64(i)*3, line, b.pt, "mark")
	}
}

// bytes finishes the document.
func (d *doc) bytes() ([]byte, error) {
	if d.err != nil {
		if p := problem.Of(d.err); p != nil {
			return nil, d.err
		}
		return nil, notWritten.With().Because(d.err)
	}
	if err := d.faults.Err(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := d.gp.WriteTo(&b); err != nil {
		return nil, notWritten.With().Because(err)
	}
	return repairText(b.Bytes())
}
