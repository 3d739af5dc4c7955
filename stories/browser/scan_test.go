package browser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"rsc.io/qr"

	"songbai/domain/claim"
	"songbai/office"
	"songbai/store"
)

// film is the file that the browser's camera plays; a story writes it before the
// camera is opened.
var film string

func cameraFilm(dir string) string { return filepath.Join(dir, "camera.y4m") }

// TestBrowserAScannedSlipOpensItsCase holds the code of a slip before the camera of
// the desk, and reads it once more with a reader that types and presses Enter.
func TestBrowserAScannedSlipOpensItsCase(t *testing.T) {
	p := newPlace(t, store.SQLite, "2026-02-01")
	c := p.next(t, claim.Waiver)
	p.clock.Set(c.Day.String())
	made, err := p.world.Office.Draft(context.Background(), p.world.As("desk1"), office.DraftClaim{Form: c.Form})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []device{phone, desktop} {
		x := p.as(t, d, "desk1")
		holdBefore(t, p.world.Office.SlipCode(made.Slip))
		x.goTo("/look")
		eval[bool](x, `window.songbaiOld=true`)
		x.do(chromedp.Click(`[data-scan-start]`))
		x.arrive()
		x.opened(made.Claim)

		x.goTo("/look")
		eval[bool](x, `window.songbaiOld=true`)
		x.do(chromedp.SendKeys(`#q`, p.world.Office.SlipCode(made.Slip)+"\r"))
		x.arrive()
		x.opened(made.Claim)
	}
}

// opened wants the page of a claim, or one link to it.
func (x *tab) opened(id int64) {
	x.t.Helper()
	if at := fmt.Sprint("/desk/", id); !eval[bool](x, `location.pathname.startsWith(`+quoted(at)+`)||!!document.querySelector("main a[href^="+JSON.stringify(`+quoted(at)+`)+"]")`) {
		x.t.Fatalf("%s: the case is not open\n%s", x.device.name, x.where())
	}
}

// holdBefore films a code: a second of one still picture, dark on light.
func holdBefore(t *testing.T, text string) {
	t.Helper()
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	const width, height = 640, 480
	module := (height - 80) / code.Size
	left, top := (width-module*code.Size)/2, (height-module*code.Size)/2
	frame := bytes.Repeat([]byte{235}, width*height)
	for y := range module * code.Size {
		for x := range module * code.Size {
			if code.Black(x/module, y/module) {
				frame[(top+y)*width+left+x] = 16
			}
		}
	}
	frame = append(frame, bytes.Repeat([]byte{128}, width*height/2)...)
	var out bytes.Buffer
	fmt.Fprintf(&out, "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n", width, height)
	out.WriteString(strings.Repeat("FRAME\n"+string(frame), 10))
	if err := os.WriteFile(film, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
