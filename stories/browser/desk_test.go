package browser

import (
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// next draws a sample case of a route that is not to be refused.
func (p *place) next(t *testing.T, r claim.Route) demo.Case {
	t.Helper()
	m, err := date.ParseMonth("2026-02")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if c := p.gen.Next(m); c.Form.Route == r && !c.Refused && (r == claim.Unclaimed || len(c.Form.Deceased.HouseholdArea) >= 9 && len(c.Form.Deceased.Evidence) == 0) {
			return c
		}
	}
}

// deceased fills in who died.
func (x *tab) deceased(c *demo.Case) {
	x.t.Helper()
	d := c.Form.Deceased
	x.fill("deceased.name", d.Name)
	if c.Form.Route == claim.Unclaimed {
		x.choose("deceased.sex", "unknown")
	} else {
		x.fill("deceased.documents[0].number", d.Documents[0].Number)
		x.fill("deceased.household_area", d.HouseholdArea)
	}
	x.day("deceased.death", d.Death.String())
	x.fill("deceased.death_area", d.DeathArea)
	x.choose("deceased.death_paper.kind", string(d.DeathPaper.Kind))
	x.fill("deceased.death_paper.number", d.DeathPaper.Number)
	x.fill("deceased.death_paper.issuer", d.DeathPaper.Issuer)
}

func (x *tab) handler(c *demo.Case) {
	x.t.Helper()
	h := c.Form.Handler
	x.fill("handler.name", h.Name)
	x.fill("handler.relation", string(h.Relation))
	x.fill("handler.document.number", h.Document.Number)
	x.fill("handler.phone", h.Phone)
}

// paper is the expression of the line of the checklist that says these words.
func paper(words string) string {
	return `[...document.querySelectorAll("li.paper")].find(e=>e.textContent.includes(` + quoted(words) + `))`
}

// sight records that the originals of papers were seen, one line after the other.
func (x *tab) sight(words ...string) {
	x.t.Helper()
	for _, w := range words {
		e := paper(w)
		if !eval[bool](x, `(()=>{const e=`+e+`;if(!e)return false;const o=e.querySelector("[name=original]");if(!o.checked)o.click();return true})()`) {
			x.t.Fatalf("%s: no paper says %q\n%s", x.device.name, w, x.where())
		}
		x.pressIn(e, "登记")
	}
}

// serve fills in one service of the form by its item.
func (x *tab) serve(item, quantity, charged string) {
	x.t.Helper()
	row := eval[string](x, `([...document.querySelectorAll("input[type=hidden][name$='.item']")].find(e=>e.value===`+quoted(item)+`)||{name:""}).name`)
	row = strings.TrimSuffix(row, ".item")
	x.fill(row+".quantity", quantity)
	if charged != "" {
		x.fill(row+".charged", charged)
	}
}

// signaturePicture writes a small picture to attach; each one is another.
func signaturePicture(t *testing.T) string {
	t.Helper()
	pictures++
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range m.Pix {
		m.Pix[i] = byte(i*pictures*7 + pictures)
	}
	file := filepath.Join(t.TempDir(), "signed.jpg")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, m, nil); err != nil {
		t.Fatal(err)
	}
	return file
}

var pictures = 0

// waiver plays desk, cashier and manager: a form with a mistake, papers seen, one
// that follows later, services with their live bill, signature, completion, the
// month's list.
func (p *place) waiver(t *testing.T, d device) {
	t.Helper()
	c := p.next(t, claim.Waiver)
	p.clock.Set(c.Day.String())
	x := p.open(t, d)
	x.signIn("desk1")
	x.press("待办")
	x.press("新建申请")
	x.press("提交申请")
	x.sees("有内容需要修改")
	x.deceased(&c)
	x.handler(&c)
	x.press("提交申请")
	x.sees("已完成：提交申请", "核对材料原件")
	x.press("领办")
	x.sees("由您办理")
	x.press("受理")
	x.sees("有内容需要修改", "原件还没有核对")
	x.sight("死亡证明", "丧属或经办人身份证")
	x.later("逝者身份证或户口簿", (c.Day + 3).String())
	x.sees("后补：")
	x.press("受理")
	x.sees("已完成：受理")
	x.press("放回")

	x.press("退出")
	x.signIn("cashier1")
	x.press("待办")
	x.press("待登记服务、签名")
	x.press(slipLink(x))
	x.press("登记服务项目")
	x.serve("cremation", "1", "")
	x.serve("cold", "2", "")
	x.press("试算")
	x.sees("合计（元）", "普通火化设备遗体火化费")
	x.press("登记")
	x.sees("服务项目已登记")
	x.press("丧属签名")
	x.attach("file", signaturePicture(t))
	x.press("登记纸质签名")
	x.sees("已签名确认")
	x.press("办结")
	x.day("cremation", c.Day.String())
	x.fill("certificate", "HH2026-00001")
	x.press("办结")
	x.sees("有内容需要修改", "后补材料没有交来")

	x.press("退出")
	x.signIn("desk1")
	x.goTo("/look")
	x.fill("q", c.Form.Deceased.Name)
	x.pressIn(`document.querySelector("main")`, "查找")
	x.sees("下一步")
	x.sight("逝者身份证或户口簿")
	x.press("办结")
	x.day("cremation", c.Day.String())
	x.fill("certificate", "HH2026-00001")
	x.press("办结")
	x.sees("已完成：办结", "HH2026-00001")
	x.press("火化证台账")
	x.sees("有效")

	p.clock.Set("2026-03-02")
	x.press("退出")
	x.signIn("manager1")
	x.press("月度清册")
	x.sees("1 具", "报送民政局")
	x.fill("password", "wrong")
	x.press("报送清册")
	x.sees("有内容需要修改")
	x.fill("password", demo.Password)
	x.press("报送清册")
	x.sees("已完成：报送清册", "已送审")
}

// slipLink is the first slip on the page.
func slipLink(x *tab) string {
	x.t.Helper()
	return eval[string](x, `document.querySelector("td a.nowrap").textContent.trim()`)
}

// later promises a paper for a day.
func (x *tab) later(words, day string) {
	x.t.Helper()
	e := paper(words)
	eval[bool](x, `(()=>{`+e+`.querySelector("details").open=true;return true})()`)
	kind := eval[string](x, e+`.querySelector("details [name=kind]").value`)
	x.day("due-"+kind, day)
	x.pressIn(e, "记下日期")
}

// TestBrowserATownForwardsACremationElsewhere plays the clerk and the head of a
// town: the form with an invoice, four papers, lines mapped to local items and
// remembered for the next one, forwarded to the bureau; on PostgreSQL.
func TestBrowserATownForwardsACremationElsewhere(t *testing.T) {
	p := newPlace(t, storetest.Engines[1], "2026-04-02")
	for i, d := range []device{desktop, plainPhone} {
		c := p.next(t, claim.Reimbursement)
		c.Town = 1
		c.Form.Deceased.HouseholdArea = p.world.TownAreas[0]
		p.reimbursement(t, d, &c, i > 0)
	}
}

func (p *place) reimbursement(t *testing.T, d device, c *demo.Case, again bool) {
	t.Helper()
	p.clock.Set("2026-04-02")
	x := p.open(t, d)
	x.signIn(demo.TownClerk(1))
	x.press("待办")
	x.press("新建申请")
	x.sees("无人认领遗体", "异地火化报销")
	x.goTo("/new/reimbursement")
	x.deceased(c)
	x.handler(c)
	f := c.Form
	x.day("cremation.day", f.Cremation.Day.String())
	x.fill("cremation.area", f.Cremation.Area)
	x.fill("cremation.home", f.Cremation.Home)
	x.fill("cremation.certificate", f.Cremation.Certificate)
	x.fill("invoices[0].code", f.Invoices[0].Code)
	x.fill("invoices[0].number", f.Invoices[0].Number)
	x.fill("invoices[0].fen", "530.00")
	x.day("invoices[0].day", f.Invoices[0].Day.String())
	x.fill("account.holder", f.Account.Holder)
	x.fill("account.number", f.Account.Number)
	x.fill("account.bank", f.Account.Bank)
	x.press("先存草稿")
	x.sees("草稿已保存")
	x.press("填写申请表")
	x.press("提交申请")
	x.sees("已完成：提交申请")
	x.sight("《申请表》", "外地火化证", "发票", "存折")
	x.press("受理")
	x.sees("已完成：受理")
	x.press("登记发票分项")
	if again {
		x.sees("以前的对应已经带出")
		if note := eval[string](x, field("services[0].note")+".value"); note == "" {
			t.Fatalf("%s: no line of that home is remembered", d.name)
		}
	} else {
		x.fill("services[0].note", "火化费（外地）")
		x.fill("services[0].item", "cremation")
	}
	x.fill("services[0].quantity", "1")
	x.fill("services[0].charged", "500.00")
	x.fill("services[2].note", "鲜花")
	x.fill("services[2].quantity", "1")
	x.fill("services[2].charged", "30.00")
	x.press("试算")
	x.sees("不在免费项目内", "合计（元）")
	x.press("登记")
	x.sees("服务项目已登记")
	x.press("退出")
	x.signIn(demo.TownHead(1))
	x.press("待办")
	x.press("待登记发票并上报")
	x.press(slipLink(x))
	x.press("上报民政局")
	x.sees("已完成：上报", "由民政局核定金额")
	x.press("待办")
	x.press("已上报，待民政局核定")
	x.sees("异地火化报销")
}

// unclaimed plays a town and two people of the home, whom a body nobody claims needs.
func (p *place) unclaimed(t *testing.T, d device) {
	t.Helper()
	c := p.next(t, claim.Unclaimed)
	c.Form.Found.Town, c.Form.Deceased.DeathArea = p.world.TownAreas[0], p.world.TownAreas[0]
	p.clock.Set("2026-03-20")
	x := p.open(t, d)
	x.signIn(demo.TownClerk(1))
	x.goTo("/new/unclaimed")
	x.deceased(&c)
	f := c.Form.Found
	x.fill("found.town", f.Town)
	x.day("found.day", f.Day.String())
	x.fill("found.police_office", f.PoliceOffice)
	x.fill("found.police_case", f.PoliceCase)
	x.fill("found.consent", f.Consent)
	x.fill("found.town_certificate", f.TownCertificate)
	x.choose("found.identity_confirmed", "yes")
	x.press("提交申请")
	x.sees("已完成：提交申请", "另一人受理")
	x.press("退出")

	x.signIn("desk1")
	x.press("待办")
	x.press("无人认领遗体待核验")
	x.press(slipLink(x))
	x.sight("公安机关核实身份的材料", "公安机关同意火化证明", "发生地镇（街）民政办填写", "发生地镇（街）民政办的证明材料")
	x.press("受理")
	x.sees("有内容需要修改", "须先由殡仪馆另一人核验")
	x.press("已核验遗体和公安材料")
	x.sees("已完成：无人认领遗体核验")
	x.press("受理")
	x.sees("有内容需要修改", "同一人")
	x.press("退出")

	x.signIn("manager1")
	x.goTo("/queue/unclaimed")
	x.press(slipLink(x))
	x.press("受理")
	x.sees("已完成：受理", "登记用了哪些服务")
	x.press("退出")

	x.signIn("cashier1")
	x.goTo("/queue/accepted")
	x.press(slipLink(x))
	x.press("登记服务项目")
	x.serve("cremation", "1", "")
	x.press("登记")
	x.press("办结")
	x.day("cremation", "2026-03-19")
	x.fill("certificate", "HH2026-00007")
	x.press("办结")
	x.sees("已完成：办结", "HH2026-00007")
}

// draw writes a stroke into the box for the signature, as a finger does.
func (x *tab) draw() {
	x.t.Helper()
	eval[bool](x, `(()=>{const c=document.querySelector("canvas.pad");c.setPointerCapture=()=>{};const r=c.getBoundingClientRect();`+
		`const at=(n,k)=>c.dispatchEvent(new PointerEvent(n,{clientX:r.left+20+k,clientY:r.top+40+k/2,pointerId:1,bubbles:true,cancelable:true}));`+
		`at("pointerdown",0);for(let k=5;k<120;k+=5)at("pointermove",k);at("pointerup",120);return true})()`)
}

// TestBrowserColleaguesTakeOverAndTheBureauAsks plays two clerks who want one case,
// a signature on the screen, a claim returned and refused, a question of the
// bureau, a lost certificate, a notice of the money that arrived; on PostgreSQL.
func TestBrowserColleaguesTakeOverAndTheBureauAsks(t *testing.T) {
	p := newPlace(t, storetest.Engines[1], "2026-02-20")
	ctx := context.Background()
	c := p.next(t, claim.Waiver)
	p.clock.Set(c.Day.String())
	desk, cashier := p.world.As("desk1"), p.world.As("cashier1")
	d, err := p.world.Office.Draft(ctx, desk, office.DraftClaim{Form: c.Form})
	must(t, err)
	_, err = p.world.Office.Lodge(ctx, desk, office.ClaimRef{Claim: d.Claim})
	must(t, err)
	for _, k := range []string{"death_certificate", "handler_id", "deceased_id"} {
		_, err = p.world.Office.SightPaper(ctx, desk, office.SeePaper{Claim: d.Claim, Kind: k, Original: true, Copies: 3})
		must(t, err)
	}
	_, err = p.world.Office.Accept(ctx, desk, office.ClaimRef{Claim: d.Claim})
	must(t, err)
	_, err = p.world.Office.Record(ctx, cashier, office.RecordServices{Claim: d.Claim, Services: c.Services})
	must(t, err)
	must(t, p.world.Office.TakeHold(ctx, p.world.As("desk2"), office.TakeHold{Claim: d.Claim}))

	x := p.open(t, desktop)
	x.signIn("desk1")
	x.goTo("/queue/accepted")
	x.sees("样甲二")
	x.press(d.Slip)
	x.sees("正在办理")
	x.seesNot("丧属签名")
	x.fill("reason", "同事下班")
	x.press("接手")
	x.sees("由您办理", "已领办")
	x.press("退回补正、撤回或不予受理")
	x.press("退回补正")
	x.sees("有内容需要修改")
	x.fill("thing", "field:handler.phone")
	x.fill("reason", "电话打不通，请核对")
	x.pressIn(`[...document.querySelectorAll("form")].find(f=>f.action.endsWith("/return"))`, "退回补正")
	x.sees("已完成：退回补正", "经办人电话")
	x.press("改申请表并恢复")
	x.fill("handler.phone", "13900000001")
	x.press("保存更正")
	x.sees("已完成：补正后恢复")
	x.press("丧属签名")
	x.press("确认签名")
	x.sees("签名框是空的")
	x.draw()
	x.press("确认签名")
	x.sees("已签名确认")
	x.press("放回")
	x.press("退出")

	_, err = p.world.Office.Complete(ctx, cashier, office.CompleteClaim{Claim: d.Claim, Cremation: c.Day, Certificate: "HH2026-00001"})
	must(t, err)
	p.clock.Set("2026-03-02")
	period, err := settlement.ParsePeriod("2026-02")
	must(t, err)
	m, err := p.world.Office.SubmitList(ctx, p.world.As("manager1"), office.SubmitList{Period: period})
	must(t, err)
	_, err = p.world.Office.QueryLine(ctx, p.world.As("reviewer1"), office.QueryLine{LineRef: office.LineRef{List: m.List, Seq: 1}, Note: "请说明冷藏天数"})
	must(t, err)

	x.signIn("manager1")
	x.press("月度清册")
	x.press("已报送与到账")
	x.press(m.Number)
	x.sees("民政局的质询，请答复", "请说明冷藏天数")
	x.press("答复质询")
	x.sees("有内容需要修改")
	x.fill("note-1", "家属等候亲人，存放三天")
	x.press("答复质询")
	x.sees("已答复")
	x.goTo("/certificates")
	x.fill("void", "HH2026-00003")
	x.press("作废")
	x.sees("有内容需要修改")
	x.fill("void_reason", "打印作废")
	x.pressIn(`document.querySelector("form[action='/certificates/void']")`, "作废")
	x.sees("该编号已作废", "断号", "HH2026-2")
	x.fill("claim", d.Slip)
	x.fill("certificate", "HH2026-00002")
	x.fill("reason", "遗失")
	x.pressIn(`document.querySelector("form[action='/certificates/reissue']")`, "补发")
	x.sees("已补发", "HH2026-00002")
	x.seesNot("断号")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
