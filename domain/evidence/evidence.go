// Package evidence owns what may be kept as a picture or scan of a paper: which
// files are taken, their limits, and how they are made clean before keeping.
//
// It never keeps, names or shows a file, and knows nothing of claims.
// Always true: what comes out is a JPEG or PNG drawn anew from its pixels,
// upright and without the camera's notes (place, device, time), or a PDF that
// holds nothing that runs; what is too large is refused before it is decoded.
package evidence

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"

	"songbai/domain/problem"
)

// The limits: of one file, of all files of a claim, of the pixels of a picture.
const (
	MaxFile   = 10 << 20
	MaxClaim  = 60 << 20
	MaxPixels = 50_000_000
)

// longest is the longest side kept of a picture in pixels: a sheet of A4 at
// about 220 dots an inch, at which print and stamps are read well.
const longest = 2600

var (
	badKind = problem.Define("evidence.kind", problem.Invalid,
		"只接受 JPEG、PNG 图片或 PDF 文件", "only JPEG and PNG pictures and PDF files are taken",
		"请用手机拍照，或另存为 JPEG、PNG、PDF 后重新上传", "take a photo, or save it as JPEG, PNG or PDF and send it again")
	tooBig = problem.Define("evidence.size", problem.Invalid,
		"文件超过 %d MB", "the file is larger than %d MB",
		"请重新拍照（不必用最高画质），或分成几个文件", "take the photo at a lower quality, or send it in parts")
	tooMany = problem.Define("evidence.total", problem.Invalid,
		"本件材料合计超过 %d MB", "the files of this claim are larger than %d MB together",
		"请只上传需要的材料；其余请带原件到窗口", "send only what is needed and bring the rest to the counter")
	flood = problem.Define("evidence.pixels", problem.Invalid,
		"图片尺寸过大", "the picture has too many pixels", "请用手机重新拍照", "take the picture again with a phone")
	broken = problem.Define("evidence.broken", problem.Invalid,
		"文件打不开，可能没有传完整", "the file cannot be opened; perhaps it did not arrive whole", "请重新选择文件上传", "choose the file and send it again")
	active = problem.Define("evidence.active", problem.Invalid,
		"PDF 文件含有脚本、附件或已加密，不能接收", "the PDF holds scripts, attachments or is encrypted; it is not taken",
		"请打印后拍照上传", "print it and send a photo")
)

// File is a file fit to be kept.
type File struct {
	Media string // image/jpeg, image/png or application/pdf
	Bytes []byte
}

// Clean makes a received file fit to be kept, or says why it is not taken:
// evidence.size, evidence.kind, evidence.pixels, evidence.broken, evidence.active.
func Clean(b []byte) (File, error) {
	if len(b) > MaxFile {
		return File{}, tooBig.With(MaxFile >> 20).At("file")
	}
	switch media := mediaOf(b); media {
	case "image/jpeg", "image/png":
		return cleanPicture(b, media)
	case "application/pdf":
		if err := cleanPDF(b); err != nil {
			return File{}, err
		}
		return File{media, b}, nil
	}
	return File{}, badKind.With().At("file")
}

// Fits refuses a file that would take the files of a claim over their limit.
func Fits(had, more int64) error {
	if had+more > MaxClaim {
		return tooMany.With(MaxClaim >> 20).At("file")
	}
	return nil
}

// mediaOf tells the kinds of file taken by their first bytes.
func mediaOf(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xD8, 0xFF}):
		return "image/jpeg"
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "application/pdf"
	}
	return ""
}

// cleanPicture decodes and draws a picture anew.
func cleanPicture(b []byte, media string) (File, error) {
	config, decode := jpeg.DecodeConfig, jpeg.Decode
	if media == "image/png" {
		config, decode = png.DecodeConfig, png.Decode
	}
	c, err := config(bytes.NewReader(b))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return File{}, broken.With().At("file").Because(err)
	}
	if int64(c.Width)*int64(c.Height) > MaxPixels {
		return File{}, flood.With().At("file")
	}
	img, err := decode(bytes.NewReader(b))
	if err != nil {
		return File{}, broken.With().At("file").Because(err)
	}
	img = upright(smaller(img), orientationOf(b))
	var out bytes.Buffer
	if media == "image/png" {
		err = png.Encode(&out, img)
	} else {
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: 85})
	}
	if err != nil {
		return File{}, broken.With().At("file").Because(err)
	}
	return File{media, out.Bytes()}, nil
}

// smaller brings a picture down to the longest side kept.
func smaller(img image.Image) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if max(w, h) <= longest {
		return img
	}
	if w >= h {
		w, h = longest, max(1, h*longest/w)
	} else {
		w, h = max(1, w*longest/h), longest
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return out
}
