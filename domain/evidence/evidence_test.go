package evidence

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"songbai/domain/problem"
)

// photo makes a JPEG whose left half is red, with an Exif note that holds the
// orientation and a place.
func photo(t *testing.T, w, h, orientation int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0, 0, 255, 255}
			if x < w/2 {
				c = color.RGBA{255, 0, 0, 255}
			}
			img.Set(x, y, c)
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, img, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	tiff = binary.LittleEndian.AppendUint16(tiff, uint16(orientation))
	tiff = append(tiff, "\x00\x00\x00\x00\x00\x00GPS 23.11N 113.25E"...)
	seg := append([]byte("Exif\x00\x00"), tiff...)
	out := []byte{0xFF, 0xD8, 0xFF, 0xE1}
	out = binary.BigEndian.AppendUint16(out, uint16(len(seg)+2))
	return append(append(out, seg...), plain.Bytes()[2:]...)
}

func TestPicturesAreDrawnAnewUprightAndWithoutNotes(t *testing.T) {
	for orientation, red := range map[int]image.Point{1: {2, 10}, 3: {37, 10}, 6: {10, 2}, 8: {10, 37}} {
		f, err := Clean(photo(t, 40, 20, orientation))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(f.Bytes, []byte("GPS")) || bytes.Contains(f.Bytes, []byte("Exif")) {
			t.Error("the camera's notes are still there")
		}
		img, err := jpeg.Decode(bytes.NewReader(f.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); (orientation >= 5) != (b.Dx() == 20) {
			t.Errorf("orientation %d gives %v", orientation, b)
		}
		if r, _, b, _ := img.At(red.X, red.Y).RGBA(); r < b {
			t.Errorf("orientation %d: the red side is not at %v", orientation, red)
		}
	}
}

func TestLargePicturesAreBroughtDown(t *testing.T) {
	f, err := Clean(photo(t, 4000, 1000, 1))
	if err != nil {
		t.Fatal(err)
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(f.Bytes))
	if err != nil || c.Width != longest || c.Height != 650 {
		t.Fatalf("%d × %d %v", c.Width, c.Height, err)
	}
}

// bomb is a PNG that says it is 30,000 × 30,000 and holds nothing.
func bomb() []byte {
	head := []byte("\x89PNG\r\n\x1a\n")
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, 30_000)
	chunk = binary.BigEndian.AppendUint32(chunk, 30_000)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	head = binary.BigEndian.AppendUint32(head, 13)
	return binary.BigEndian.AppendUint32(append(head, chunk...), crc32.ChecksumIEEE(chunk))
}

func pdf(body string) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n<<" + body + ">>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
}

func packed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func TestZooOfFiles(t *testing.T) {
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	whole := photo(t, 40, 20, 1)
	for name, c := range map[string]struct {
		b    []byte
		code string
	}{
		"jpeg":                {whole, ""},
		"png":                 {small.Bytes(), ""},
		"pdf":                 {pdf("/Type /Catalog"), ""},
		"empty":               {nil, "evidence.kind"},
		"svg":                 {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "evidence.kind"},
		"html":                {[]byte("<!doctype html><script>1</script>"), "evidence.kind"},
		"zip":                 {[]byte("PK\x03\x04rest"), "evidence.kind"},
		"gif":                 {[]byte("GIF89a............"), "evidence.kind"},
		"cut jpeg":            {whole[:len(whole)/2], "evidence.broken"},
		"jpeg by name only":   {[]byte{0xFF, 0xD8, 0xFF, 0x00}, "evidence.broken"},
		"pixel flood":         {bomb(), "evidence.pixels"},
		"too large":           {append(bytes.Clone(whole), make([]byte, MaxFile)...), "evidence.size"},
		"cut pdf":             {[]byte("%PDF-1.4 rest"), "evidence.broken"},
		"pdf and zip":         {append(pdf(""), "PK\x05\x06"...), "evidence.active"},
		"pdf with script":     {pdf("/OpenAction <</S /JavaScript /JS (app.alert(1))>>"), "evidence.active"},
		"pdf with #4A script": {pdf("/OpenAction <</S /#4AavaScript>>"), "evidence.active"},
		"pdf with launch":     {pdf("/S /Launch /F (cmd.exe)"), "evidence.active"},
		"pdf with attachment": {pdf("/Names <</EmbeddedFiles 2 0 R>>"), "evidence.active"},
		"encrypted pdf":       {pdf("/Encrypt 3 0 R"), "evidence.active"},
		"pdf, script packed":  {pdf("/Length 1>>\nstream\n" + packed("<</S /JavaScript>>") + "\nendstream"), "evidence.active"},
		"pdf, words packed":   {pdf("/Length 1>>\nstream\n" + packed("BT (JavaScript) Tj ET") + "\nendstream"), ""},
	} {
		f, err := Clean(c.b)
		if got := problem.CodeOf(err); got != c.code {
			t.Errorf("%s: %q, want %q", name, got, c.code)
		}
		if err == nil && mediaOf(f.Bytes) != f.Media {
			t.Errorf("%s: kept as %s", name, f.Media)
		}
	}
}

func TestWhatFollowsAPictureIsNotKept(t *testing.T) {
	f, err := Clean(append(photo(t, 40, 20, 1), "<?php system($_GET[0]);"...))
	if err != nil || bytes.Contains(f.Bytes, []byte("php")) {
		t.Fatalf("the tail was kept: %v", err)
	}
}

func TestFilesOfAClaimHaveALimit(t *testing.T) {
	if Fits(MaxClaim-1, 1) != nil || problem.CodeOf(Fits(MaxClaim, 1)) != "evidence.total" {
		t.Error("60 MB is the limit")
	}
}

func FuzzClean(f *testing.F) {
	f.Add(bomb())
	f.Add(pdf("/JS 1"))
	f.Add([]byte(fmt.Sprintf("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00MM\x00*%s", "\xff\xff\xff\xff")))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := Clean(b); err == nil && mediaOf(c.Bytes) != c.Media {
			t.Fatal("kept under another kind")
		}
	})
}
