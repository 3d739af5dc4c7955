package print

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// drawnName is a picture of a stroke on what a pad sends: clear or white around.
func drawnName(t *testing.T, ground color.Color) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 600, 220))
	for y := range 220 {
		for x := range 600 {
			img.Set(x, y, ground)
		}
	}
	for x := 80; x < 480; x++ {
		for w := range 6 {
			img.Set(x, 60+(x/4)%90+w, color.Black)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestASignatureDrawnOnTheScreenStandsOnTheForm(t *testing.T) {
	v := sampleForm()
	for name, ground := range map[string]color.Color{"white": color.White, "clear": color.Transparent} {
		v.Drawn = drawnName(t, ground)
		b := pdf(t, v)
		tool(t, b, "qpdf", "--check", "FILE")
		if list := tool(t, b, "pdfimages", "-list", "FILE"); !strings.Contains(list, "400") {
			t.Errorf("%s: no picture as wide as its strokes: %s", name, list)
		}
		if again := pdf(t, v); !bytes.Equal(b, again) {
			t.Errorf("%s: the same values give other bytes", name)
		}
	}
	v.Drawn = nil
	if list := tool(t, pdf(t, v), "pdfimages", "-list", "FILE"); strings.Contains(list, "image") {
		t.Errorf("a picture without a signature: %s", list)
	}
}

func TestAnEmptyPadLeavesNoPicture(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 60, 20))); err != nil {
		t.Fatal(err)
	}
	v := sampleForm()
	v.Drawn = b.Bytes()
	if list := tool(t, pdf(t, v), "pdfimages", "-list", "FILE"); strings.Contains(list, "image") {
		t.Errorf("an empty pad is a picture: %s", list)
	}
}

func TestTheFormToSignBeforeSumsHasNone(t *testing.T) {
	v := sampleForm()
	v.Items, v.Total, v.Mark.Position, v.Mark.Hash = nil, Sums{}, "", ""
	text := squeeze(strings.Join(pages(t, pdf(t, v)), ""))
	wantText(t, text, "四、提交材料", "同意按规定核定免费项目和金额", "丧属或经办人签名", digestA)
	if strings.Contains(text, "免除大写") || strings.Contains(text, "审计位置") {
		t.Error(text)
	}
}
