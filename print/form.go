package print

import (
	"strings"

	"songbai/domain/date"
)

// Box is a frame on a paper for an opinion, signatures, a seal and a day.
// What is empty is left for writing by hand.
type Box struct {
	Title   string // 民政局审核意见
	Text    string // the opinion; empty leaves room
	Seal    string // （公章）; empty where no seal is wanted
	Signers []Signer
	Day     *date.Day
}

// Signer is one signature in a Box.
type Signer struct {
	Label string // 审核人
	Name  string // printed name; empty leaves a blank to sign on
}

const blankDay = "　　　　年　　月　　日"

func (b Box) day() string {
	if b.Day == nil {
		return blankDay
	}
	return b.Day.Zh()
}

// boxes draws frames side by side, of equal width, over w.
func (d *doc) boxes(x, y, w, h, pt float64, field string, boxes []Box) {
	each := w / float64(max(len(boxes), 1))
	for i, b := range boxes {
		d.frame(x+float64(i)*each, y, each, h, thin)
		d.box(x+float64(i)*each, y, each, h, pt, field, b)
	}
	d.frame(x, y, w, h, bold)
}

func (d *doc) box(x, y, w, h, pt float64, field string, b Box) {
	const pad = 2.5
	step := lineHeight(pt) * 1.25
	base := y + pad + 0.85*pt*pointMM
	d.text(x+pad, base, b.Title, pt, field+".title")
	room := h - 2*pad - step*(2.6+float64(len(b.Signers)))
	text := d.fit(b.Text, w-2*pad-4, pt, minSize, room, field+".text")
	if text.height() > room {
		d.overfull(field + ".text")
	}
	for i, l := range text.lines {
		d.text(x+pad+2, base+step+float64(i)*lineHeight(text.pt), l, text.pt, field+".text")
	}
	foot := y + h - pad - 0.3
	d.place(x+pad, foot, w-2*pad, b.day(), pt, right, "")
	if b.Seal != "" {
		d.place(x+pad, foot-step*1.1, w-2*pad-4, b.Seal, pt, right, field+".seal")
	}
	for i, s := range b.Signers {
		at := foot - step*1.1*float64(len(b.Signers)-i-1)
		d.text(x+pad, at, s.Label+"："+s.Name, pt, field+".signer")
	}
}

// heading writes the title over the page and gives the y below it. A title
// that is too long is set smaller, then broken.
func (d *doc) heading(title string, pt float64) float64 {
	s := d.sheet
	b := d.fit(title, s.width(), pt, pt*0.7, lineHeight(pt), "title")
	d.block(s.left, s.top, s.width(), b.height(), b, centre, "title")
	return s.top + b.height() + 2
}

// threefold writes a note at the left, one in the middle and one at the right,
// each made small enough for its third of the page.
func (d *doc) threefold(y, pt float64, notes, fields [3]string) {
	w := d.sheet.width() / 3
	for i, a := range [...]align{left, centre, right} {
		b := d.whole(notes[i], w-2, pt, fields[i])
		d.place(d.sheet.left+float64(i)*w, y, w, notes[i], b.pt, a, fields[i])
	}
}

// paragraph writes text over w from y down and gives the y below it.
func (d *doc) paragraph(x, y, w, pt float64, text, field string) float64 {
	step := lineHeight(pt) * 1.25
	for _, l := range d.wrap(text, w, pt, field) {
		y += step
		d.text(x, y-0.3*step, l, pt, field)
	}
	return y
}

// fours writes a number in groups of four: 4821 0375 9916.
func fours(s string) string {
	var b strings.Builder
	for i, r := range []rune(s) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
