package browser

import (
	"fmt"
	"os"
	"testing"

	"songbai/domain/claim"
	"songbai/office"
	"songbai/store/storetest"
)

// pictured sights papers of a completed claim with n pictures, the first of a
// number, and a PDF.
func (p *place) pictured(t *testing.T, id int64, from, n int) {
	t.Helper()
	desk := p.world.As("desk1")
	sight := func(kind, media string, b []byte) {
		t.Helper()
		if _, err := p.world.Office.SightPaper(t.Context(), desk, office.SeePaper{Claim: id, Kind: kind, Original: true, Copies: 3, File: b, Media: media}); err != nil {
			t.Fatal(err)
		}
	}
	for range n {
		b, err := os.ReadFile(photoFile(t, from))
		if err != nil {
			t.Fatal(err)
		}
		sight("handler_id", "image/jpeg", b)
		from++
	}
	sight("death_certificate", "application/pdf", fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%%d\ntrailer <</Root 1 0 R>>\n%%%%EOF\n", id))
}

// TestBrowserPapersStandBesideTheSum plays a reviewer who goes through a list with
// the papers open: every picture page by page, ticks, pass, and the papers of the
// next line open with it; with keys and without scripts.
func TestBrowserPapersStandBesideTheSum(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-02")
	ids := p.completed(t, claim.Waiver, "2026-02", "2026-02-28", 3)
	for i, id := range ids {
		p.pictured(t, id, i*9, 9)
	}
	p.clock.Set("2026-03-02")
	l := p.submitted(t)
	for i, d := range []device{desktop, plainPhone} {
		x := p.as(t, d, "reviewer1")
		x.goTo(fmt.Sprintf("/lists/%d", l.List))
		x.fill("least", "abc")
		x.press("筛选")
		x.sees("“abc”不是金额，没有按它筛选", "行，打开")
		x.fill("least", "1.00")
		x.fill("class", "unclaimed")
		x.press("筛选")
		x.sees("没有符合条件的行")
		x.goTo(fmt.Sprintf("/lists/%d?state=unchecked", l.List))
		x.press("逐行审核")
		x.sees("打开材料影像（", "尚未勾选：身份、材料", "复算一致")
		x.press("打开材料影像")
		x.sees("第 1–4 份，共", "尚未勾选：身份、材料", "通过")
		if n := eval[int](x, `document.querySelectorAll("#papers img").length`); n < 3 {
			t.Fatalf("%d pictures stand open", n)
		}
		for range 2 {
			x.press("下一页影像")
		}
		x.sees("第 9–")
		broken := `[...document.querySelectorAll("#papers img")].some(i=>{i.loading="eager";return i.complete&&!i.naturalWidth})`
		if eval[bool](x, broken) {
			t.Fatal("a picture does not come")
		}
		shown := `(document.querySelector("#papers iframe")?.src||"")`
		for range 2 {
			if eval[string](x, shown) != "" {
				break
			}
			x.press("上一页影像")
		}
		pdf := eval[string](x, `(document.querySelector("#papers iframe")?.src||"")`)
		if pdf == "" {
			t.Fatal("the PDF does not stand in its place")
		}
		if d.scripts {
			x.key("1")
		} else {
			x.press("勾选：身份")
		}
		x.sees("已勾选", "样乙一", "尚未勾选：材料", "份，共") // the papers stay open
		at := eval[string](x, `document.querySelector("h1").textContent`)
		if d.scripts {
			x.key("p")
		} else {
			x.press("通过 P")
		}
		if next := eval[string](x, `document.querySelector("h1").textContent`); next == at {
			t.Fatal("it stays on the line")
		}
		x.sees("第 1–4 份，共") // those of the next line too
		if i == 0 {
			other := p.as(t, plainDesktop, "desk1")
			other.goTo(pdf[len(p.url):])
			other.sees("没有打开")
		}
	}
}
