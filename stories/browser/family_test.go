package browser

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"songbai/domain/claim"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// photoFile writes a small photo, another one for each n.
func photoFile(t *testing.T, n int) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * (n + 2))
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "photo.jpg")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// firstTown is the code of the sample county's first town.
const firstTown = "441881101"

var slipShape = regexp.MustCompile(`\d{4}[- ]\d{4}[- ]\d{4}`)

func last4(phone string) string { return phone[len(phone)-4:] }

// drawn draws a case of a route that is not to be refused, at the first town.
func (p *place) drawn(r claim.Route) demo.Case {
	for {
		c := p.gen.Next(p.world.Office.Today().Month())
		if c.Form.Route == r && !c.Refused {
			return c
		}
	}
}

// TestBrowserFamilyAsks plays the family's first task: what is free, without a
// name, on every device; and the board.
func TestBrowserFamilyAsks(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-16")
	for _, d := range []device{phone, desktop, plainPhone, plainDesktop} {
		x := p.open(t, d)
		x.goTo("/")
		x.shotIf("start")
		x.press("查一查能不能免费")
		x.press("下一步")
		x.sees("请选择在哪里火化", "请选择户籍所在镇（街）")
		x.shotIf("ask-wrong")
		x.choose("where", "home")
		x.fill("town", "none")
		x.press("下一步")
		x.sees("还有一个问题", "驻地部队现役军人")
		x.shotIf("ask-more")
		x.press("下一步")
		x.sees("目前不能免费", "请核对户籍和身份")
		x.press("重新查一次")
		x.choose("where", "home")
		x.fill("town", firstTown)
		x.press("下一步")
		x.press("下一步") // waived elsewhere? no
		x.sees("可以免费", "遗体火化费", "3 天", "1,300.00", "带什么材料", "原件，复印件 3 份", "电话")
		x.shotIf("told")
		x.goTo("/board")
		x.sees("收费标准", "3.50 元/公里", "差额自付", "公示")
		x.shotIf("board")
		x.goTo("/")
		x.press("核验火化证")
		x.fill("number", "HH2026-00001")
		x.press("核验")
		x.sees("缺少火化日期")
		x.day("day", "2026-02-10")
		x.press("核验")
		x.sees("查不到", "请对照证件核对")
	}
}

// TestBrowserFamilyApplies plays the second task: applying for a cremation
// elsewhere with save and return, photos, the signature, and mending one thing.
func TestBrowserFamilyApplies(t *testing.T) {
	for i, d := range []device{phone, plainDesktop} {
		p := newPlace(t, storetest.Engines[0], "2026-02-16")
		c := p.drawn(claim.Reimbursement)
		p.clock.Set(c.Day.String())
		x := p.open(t, d)
		x.goTo("/apply")
		x.press("开始填写")
		x.sees("请选择在哪里火化", "手机号写法不对")
		x.choose("route", "reimbursement")
		x.fill("town", c.Form.Deceased.HouseholdArea[:9])
		x.fill("handler.name", c.Form.Handler.Name)
		x.fill("handler.phone", c.Form.Handler.Phone)
		x.shotIf("apply")
		x.press("开始填写")
		x.sees("请记下查询单号")
		slip := slipShape.FindString(x.text())
		x.shotIf("started")
		x.press("继续填写")
		x.shotIf("form")
		x.press("您（经办人）")
		x.fill("handler.document.number", "12")
		x.press("保存，下一步")
		x.sees("有内容需要修改")
		x.shotIf("step-wrong")
		x.press("保存，以后再填")
		x.press("退出查询")

		y := p.open(t, d) // another day, another phone
		y.goTo("/find")
		y.fill("slip", slip)
		y.fill("phone", "0000")
		y.press("查询")
		y.sees("查询单号或手机号后四位不正确")
		y.shotIf("find-wrong")
		y.fill("slip", slip)
		y.fill("phone", last4(c.Form.Handler.Phone))
		y.press("查询")
		y.sees("申请已保存，还没有提交", "现在由您处理")
		y.press("继续填写申请")
		y.fillSteps(t, c.Form)
		y.sees("拍照上传材料")
		y.photo(photoFile(t, 10*i), "out_invoice")
		y.shotIf("papers")
		y.press("返回申请")
		y.press("核对并签名")
		y.sees(c.Form.Deceased.Name, c.Form.Account.Number, "我声明")
		y.shotIf("sign")
		y.signs(photoFile(t, 10*i+1))
		y.sees("签名已保存")
		y.press("继续填写申请")
		y.sees("都填好了", "外地火化证")
		y.shotIf("form-done")

		p.deskReturns(t, slip, c)
		y.goTo("/case")
		y.sees("请补正", "经办人手机号", "号码打不通")
		y.shotIf("case-returned")
		y.press("去补正")
		y.fill("handler.phone", "13")
		y.press("提交补正")
		y.sees("有内容需要修改")
		y.fill("handler.phone", "13900009876")
		y.press("提交补正")
		y.sees("补正已提交", "等待核对原件")
		y.shotIf("case-lodged")
	}
}

// shotIf keeps a picture when the stories are told aloud.
func (x *tab) shotIf(name string) {
	if testing.Verbose() {
		_ = os.MkdirAll(fromRoot("build/shots"), 0o755)
		x.shot(fromRoot("build/shots/family-" + name + "-" + strings.ReplaceAll(x.device.name, " ", "-") + ".png"))
	}
}

// fillSteps fills every step of an application from a generated form.
func (x *tab) fillSteps(t *testing.T, f claim.Lodgement) {
	t.Helper()
	x.press("您（经办人）")
	x.fill("handler.document.kind", string(f.Handler.Document.Kind))
	x.fill("handler.document.number", f.Handler.Document.Number)
	x.fill("handler.relation", string(f.Handler.Relation))
	x.press("保存，下一步")
	x.fill("deceased.name", f.Deceased.Name)
	x.fill("deceased.documents[0].kind", string(f.Deceased.Documents[0].Kind))
	x.fill("deceased.documents[0].number", f.Deceased.Documents[0].Number)
	x.choose("deceased.sex", f.Deceased.Sex)
	x.day("deceased.birth", f.Deceased.Birth.String())
	x.press("保存，下一步")
	x.day("deceased.death", f.Deceased.Death.String())
	x.fill("deceased.death_area", "110000")
	x.choose("deceased.death_paper.kind", "hospital")
	x.fill("deceased.death_paper.number", f.Deceased.DeathPaper.Number)
	x.fill("deceased.death_paper.issuer", f.Deceased.DeathPaper.Issuer)
	x.press("保存，下一步")
	x.day("cremation.day", f.Cremation.Day.String())
	x.fill("cremation.area", "110000")
	x.fill("cremation.home", f.Cremation.Home)
	x.fill("cremation.certificate", f.Cremation.Certificate)
	x.fill("invoices[0].number", f.Invoices[0].Number)
	x.fill("invoices[0].code", f.Invoices[0].Code)
	x.day("invoices[0].day", f.Invoices[0].Day.String())
	x.fill("invoices[0].fen", f.Invoices[0].Fen.String())
	x.shotIf("step-cremation")
	x.press("保存，下一步")
	x.fill("account.holder", f.Account.Holder)
	x.fill("account.number", f.Account.Number)
	x.fill("account.bank", f.Account.Bank)
	x.fill("account.reason", f.Account.Reason)
	x.press("保存，下一步")
}

// photo sends a photo of a paper: with scripts it is said saved once the hashes
// agree; without, the page that comes says so.
func (x *tab) photo(file, kind string) {
	x.t.Helper()
	x.fill("kind", kind)
	x.attach("file", file)
	if !x.device.scripts {
		x.press("上传")
		x.sees("文件已保存", "SHA-256")
		return
	}
	if x.device == phone { // as over plain HTTP, where browsers leave it out
		eval[bool](x, `Object.defineProperty(crypto,"subtle",{value:undefined}),!crypto.subtle`)
	}
	x.do(chromedp.Click(chromedp.JSPath(`document.querySelector("form[data-upload] button[type=submit]")`)))
	x.do(chromedp.WaitVisible(chromedp.JSPath(`document.querySelector("[data-files] .good")`)))
	x.sees("已保存", "SHA-256")
}

// signs draws a signature, or sends a photo of one where no script runs.
func (x *tab) signs(file string) {
	x.t.Helper()
	if !x.device.scripts {
		x.attach("signature", file)
		x.press("签名并保存")
		return
	}
	eval[bool](x, `(()=>{const c=document.querySelector("canvas.sign"),r=c.getBoundingClientRect();const go=(n,a,b)=>c.dispatchEvent(new PointerEvent(n,{pointerId:1,bubbles:true,clientX:r.left+a,clientY:r.top+b}));`+
		`c.setPointerCapture=()=>{};go("pointerdown",20,60);for(let i=0;i<40;i++)go("pointermove",20+i*5,60+30*Math.sin(i/4));go("pointerup",220,60);return true})()`)
	x.press("签名并保存")
}

// deskReturns has the town take the application in and return it for the phone.
func (p *place) deskReturns(t *testing.T, slip string, c demo.Case) {
	t.Helper()
	o, ctx := p.world.Office, t.Context()
	n := 1
	if strings.HasSuffix(c.Form.Deceased.HouseholdArea[:9], "102") {
		n = 2
	}
	clerk := p.world.As(demo.TownClerk(n))
	v, err := o.ClaimBySlip(ctx, clerk, slip)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Lodge(ctx, clerk, office.ClaimRef{Claim: v.Claim}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Return(ctx, clerk, office.ReturnClaim{Claim: v.Claim, Thing: claim.FieldThing, Name: "handler.phone", Reason: "号码打不通"}); err != nil {
		t.Fatal(err)
	}
}
