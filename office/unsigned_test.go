package office_test

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// textOf is the text of a PDF without white space.
func textOf(t *testing.T, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	ok(t, os.WriteFile(file, b, 0o600))
	out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (install poppler-utils): %v", err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

func holds(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(text, strings.Join(strings.Fields(w), "")) {
			t.Errorf("%q is not in %s", w, text)
		}
	}
}

func TestTheFormIsPrintedForTheFamilyToSign(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c, other := resident(g, "2026-02"), resident(g, "2026-02")
		clock.Set("2026-03-02")
		desk := w.As("desk1")
		_, err := w.Office.ClaimPaper(bg, desk, office.ClaimPaper{Claim: lodged(t, w, &other), Kind: "sign_pdf"})
		wants(t, err, "claim.no_services")
		id := accepted(t, w, &c)
		paper := func(kind string) (office.Paper, error) {
			return w.Office.ClaimPaper(bg, desk, office.ClaimPaper{Claim: id, Kind: kind})
		}
		_, err = paper("form_pdf") // nothing is signed: the paper of record does not exist
		wants(t, err, "paper.undecided")
		to, err := w.Office.ToSign(bg, desk, id)
		ok(t, err)
		b, err := paper("sign_pdf")
		ok(t, err)
		h := c.Form.Handler
		holds(t, textOf(t, b.Bytes), "内容摘要（SHA-256）："+to.Digest, c.Form.Deceased.Name, h.Name, h.Document.Number, h.Relation.Zh(), "丧属或经办人签名：",
			"凭单号："+strings.ReplaceAll(to.Slip, "-", " "), "免除金额 "+to.Waived.Grouped()+" 元", "自付金额 "+to.Family.Grouped()+" 元")
		if again, err := paper("sign_pdf"); err != nil || !bytes.Equal(again.Bytes, b.Bytes) {
			t.Errorf("the same text gives another paper: %v", err)
		}
		if now, err := w.Office.ClaimView(bg, desk, id); err != nil || now.State != string(claim.Accepted) {
			t.Errorf("printing moved the claim: %v %v", now.State, err)
		}
		_, err = w.Office.Sign(bg, desk, office.SignClaim{Claim: id, Digest: to.Digest, Means: "paper"})
		ok(t, err)
	})
}

func TestWhatWasSignedOnTheScreenStandsOnThePapers(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := resident(g, "2026-02")
		c.Form.Handler.Address = "样本县青松镇样本路 7 号"
		clock.Set(c.Day.String())
		desk := w.As("desk1")
		id := accepted(t, w, &c)
		to, err := w.Office.ToSign(bg, desk, id)
		ok(t, err)
		_, err = w.Office.Sign(bg, desk, office.SignClaim{Claim: id, Digest: to.Digest, Means: "screen", File: stroke(t), Media: "image/png"})
		ok(t, err)
		const clerk = "样甲一"
		form, err := w.Office.ClaimPaper(bg, desk, office.ClaimPaper{Claim: id, Kind: "form_pdf"})
		ok(t, err)
		if !bytes.Contains(form.Bytes, []byte("/Subtype /Image")) {
			t.Error("the signature drawn on the screen is not on the form")
		}
		holds(t, textOf(t, form.Bytes), "住址"+c.Form.Handler.Address, "经办人："+clerk, "火化单位英德市殡仪馆（样本）")
		slip, err := w.Office.ClaimPaper(bg, desk, office.ClaimPaper{Claim: id, Kind: "slip_pdf"})
		ok(t, err)
		holds(t, textOf(t, slip.Bytes), "经手人："+clerk, "死亡日期"+c.Form.Deceased.Death.Zh(), "户籍地", "火化地英德市殡仪馆（样本）", "对象类别")
	})
}

// stroke is a picture of a line, as a pad sends it.
func stroke(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 60, 22))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(10, 10, 40, 13), image.Black, image.Point{}, draw.Src)
	var b bytes.Buffer
	ok(t, png.Encode(&b, img))
	return b.Bytes()
}

func TestTheApplicationOfACremationElsewhereIsPrintedWithoutSums(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Reimbursement, "2026-02")
		clock.Set(c.Day.String())
		clerk := w.As(demo.TownClerk(c.Town))
		d, err := w.Office.Draft(bg, clerk, office.DraftClaim{Form: c.Form})
		ok(t, err)
		b, err := w.Office.ClaimPaper(bg, clerk, office.ClaimPaper{Claim: d.Claim, Kind: "sign_pdf"})
		ok(t, err)
		text := textOf(t, b.Bytes)
		holds(t, text, "内容摘要（SHA-256）：", c.Form.Handler.Name, c.Form.Account.Number, "同意按规定核定免费项目和金额")
		if strings.Contains(text, "家属自付") {
			t.Error("a sum stands on the paper before the bureau fixed it")
		}
	})
}

func TestTheCodeOfASlipHoldsItsNumber(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, _ *storetest.Clock, _ *demo.Generator) {
		if got := w.Office.SlipCode("1234-5678-9012"); got != "1234-5678-9012" && got != "123456789012" {
			t.Errorf("without an address: %s", got)
		}
		w.Office.PublicAddress("https://songbai.example.cn/")
		if got := w.Office.SlipCode("000000000008"); got != "https://songbai.example.cn/find#000000000008" {
			t.Errorf("with an address: %s", got)
		}
	})
}

func TestACodeOnAPaperOpensItsCase(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := resident(g, "2026-02")
		clock.Set(c.Day.String())
		desk := w.As("desk1")
		id := accepted(t, w, &c)
		signed, err := w.Office.Sign(bg, desk, office.SignClaim{Claim: id, Means: "paper"})
		ok(t, err)
		form, err := w.Office.ClaimPaper(bg, desk, office.ClaimPaper{Claim: id, Kind: "form_pdf"})
		ok(t, err)
		m := regexp.MustCompile(`SHA-256）：([0-9a-f]{64})审计位置：(\d+)/(\d+)`).FindStringSubmatch(textOf(t, form.Bytes))
		pos, err := strconv.ParseInt(m[3], 10, 64)
		ok(t, err)
		ask := office.FindPaper{County: w.County, Position: pos, Digest: m[1][:16]}
		got, err := w.Office.FindPaper(bg, desk, ask)
		ok(t, err)
		if got != (office.PaperOf{Kind: "claim", ID: id}) {
			t.Errorf("%+v of %s", got, signed.Slip)
		}
		_, err = w.Office.FindPaper(bg, w.As(demo.TownClerk(1)), ask) // a home's case is out of a town's reach
		wants(t, err, "check.unknown")
		for _, bad := range []office.FindPaper{{ask.County, ask.Position + 1, ask.Digest}, {ask.County, ask.Position, ask.Digest[:15]}, {ask.County + 1, ask.Position, ask.Digest}, {ask.County, 0, ask.Digest}} {
			_, err = w.Office.FindPaper(bg, desk, bad)
			wants(t, err, "check.unknown")
		}
	})
}
