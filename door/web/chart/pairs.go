package chart

import (
	"fmt"
	"html"
)

// Pairs draws two upright bars for each label, what was beside what would be; both
// have the same labels in the same order.
func Pairs(l Lang, title, wasName, isName string, was, is []Point) string {
	p := begin(l, title, height+22, nil)
	high := p.axis(most(append(append([]Point(nil), was...), is...)))
	n := min(len(was), len(is))
	for i := range n {
		slot := (width - left - right) * 100 / n // in hundredths
		x, w := left+slot*i/100, max(slot*35/10000, 2)
		x += (slot/100 - 2*w - 1) / 2
		for k, pt := range []Point{was[i], is[i]} {
			y := at(max(pt.Value, 0), high)
			fmt.Fprintf(p, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"><title>%s</title></rect>`, x+k*(w+1), y, w, height-bottom-y, []string{pale, strong}[k], html.EscapeString(pt.Label+" "+pt.text()))
		}
		if every(n, i) {
			p.words(x+w, height-bottom+20, "middle", words, was[i].Label)
		}
	}
	for k, name := range []string{wasName, isName} {
		x := left + k*150
		fmt.Fprintf(p, `<rect x="%d" y="%d" width="12" height="12" fill="%s"/>`, x, height+6, []string{pale, strong}[k])
		p.words(x+18, height+17, "start", ink, name)
	}
	return p.end()
}
