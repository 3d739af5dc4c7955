package print

import (
	"bytes"
	"image"
	"image/color"
	_ "image/jpeg" // the kinds of picture that evidence is kept in
	_ "image/png"

	"github.com/signintech/gopdf"
)

// picture sets what is drawn on a picture into a box, as large as it goes, its
// white margins left out.
func (d *doc) picture(x, y, w, h float64, b []byte, field string) {
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		d.fail(notWritten.With().At(field).Because(err))
		return
	}
	inked := cut(img)
	if inked == nil {
		return
	}
	wide, high := float64(inked.Rect.Dx()), float64(inked.Rect.Dy())
	scale := min(w/wide, h/high)
	d.fail(d.gp.ImageFrom(inked, x, y+h-high*scale, &gopdf.Rect{W: wide * scale, H: high * scale}))
}

// dark is how dark a pixel is that belongs to a stroke.
const dark = 160

// cut gives the part of a picture that holds strokes, in grey on white; nil for
// an empty one.
func cut(img image.Image) *image.Gray {
	b := img.Bounds()
	grey := image.NewGray(b)
	var held image.Rectangle
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, a := img.At(x, y).RGBA() // premultiplied: what is clear is white
			l := (299*r+587*g+114*bl)/1000 + 0xffff - a
			p := color.Gray{Y: uint8(min(l, 0xffff) >> 8)}
			grey.SetGray(x, y, p)
			if p.Y < dark {
				held = held.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if held.Empty() {
		return nil
	}
	out := image.NewGray(image.Rect(0, 0, held.Dx(), held.Dy()))
	for y := range held.Dy() {
		for x := range held.Dx() {
			out.SetGray(x, y, grey.GrayAt(held.Min.X+x, held.Min.Y+y))
		}
	}
	return out
}
