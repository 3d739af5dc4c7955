package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// picture draws the photograph of a sample paper: what it stands for, whose claim
// it belongs to, and nothing that could be taken for a real one.
func picture(claim int64, kind string) []byte {
	words := image.NewPaletted(image.Rect(0, 0, 200, 280), color.Palette{color.White, color.Black, color.Gray{160}})
	d := font.Drawer{Dst: words, Src: image.Black, Face: basicfont.Face7x13}
	for i, line := range []string{"SAMPLE", kind, fmt.Sprint(claim), "not a real paper"} {
		d.Dot = fixed.P(16, 40+20*i)
		d.DrawString(line)
	}
	for y := 130; y < 260; y += 14 { // lines of writing
		for x := 16; x < 184-y%40; x++ {
			words.SetColorIndex(x, y, 2)
		}
	}
	page := image.NewPaletted(image.Rect(0, 0, 600, 840), words.Palette)
	draw.NearestNeighbor.Scale(page, page.Rect, words, words.Rect, draw.Src, nil)
	var b bytes.Buffer
	_ = png.Encode(&b, page) // into memory: cannot fail
	return b.Bytes()
}
