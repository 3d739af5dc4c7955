package print

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrSide is the side of the code in the footer of a paper, in millimetres.
const qrSide = 10.5

// qr draws a code with its upper left corner at x, y; each dark run of a row is
// one rectangle.
func (d *doc) qr(x, y, side float64, text string) {
	c, err := qr.Encode(text, qr.L)
	if err != nil {
		d.fail(err)
		return
	}
	m := side / float64(c.Size)
	eachRun(c, func(col, row, n int) {
		d.fill(x+float64(col)*m, y+float64(row)*m, float64(n)*m, m, 0)
	})
}

// eachRun gives the dark runs of a code row by row.
func eachRun(c *qr.Code, run func(col, row, n int)) {
	for row := range c.Size {
		for col := 0; col < c.Size; {
			n := 0
			for col+n < c.Size && c.Black(col+n, row) {
				n++
			}
			if n > 0 {
				run(col, row, n)
			}
			col += n + 1
		}
	}
}

// QR gives a code as an SVG picture for pages: dark on nothing, four modules of
// margin, size set by the page, which also says in words what the code is.
func QR(text string) (string, error) {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", notWritten.With().Because(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 %d %d" shape-rendering="crispEdges" aria-hidden="true"><path d="`, c.Size+8, c.Size+8)
	eachRun(c, func(col, row, n int) { fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", col, row, n, n) })
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}
