package browser

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/door/demo"
	"songbai/store/storetest"
)

// TestBrowserThreeRoutesToTheMoney plays every party on each device, with pages
// alone: a waiver, a body nobody claims and a cremation elsewhere from the first
// form to the money, two months' lists and the sheet of the bureau, and what the
// family and the auditor see at the end.
func TestBrowserThreeRoutesToTheMoney(t *testing.T) {
	for _, d := range []device{phone, desktop, plainPhone, plainDesktop} {
		t.Run(strings.ReplaceAll(d.name, " ", "_"), func(t *testing.T) {
			p := newPlace(t, storetest.Engines[0], "2026-02-20")
			p.waiver(t, d)
			p.unclaimed(t, d)
			f := p.familyElsewhere(t, d)
			p.townTakes(t, d, f)
			p.bureauSettles(t, d)
			p.financePays(t, d)
			f.tab.goTo("/find")
			f.find()
			f.tab.sees("款项已汇入您登记的账户")
			p.auditorSees(t, d)
		})
	}
}

// elsewhere is a family whose relative was cremated elsewhere.
type elsewhere struct {
	tab  *tab
	c    demo.Case
	slip string
}

func (f *elsewhere) find() {
	f.tab.t.Helper()
	f.tab.fill("slip", f.slip)
	f.tab.fill("phone", last4(f.c.Form.Handler.Phone))
	f.tab.press("查询")
}

// familyElsewhere has a family apply for reimbursement, with its photo and signature.
func (p *place) familyElsewhere(t *testing.T, d device) *elsewhere {
	t.Helper()
	p.clock.Set("2026-04-02")
	c := p.next(t, claim.Reimbursement)
	c.Town = 1
	c.Form.Deceased.HouseholdArea = p.world.TownAreas[0]
	x := p.open(t, d)
	x.goTo("/apply")
	x.choose("route", "reimbursement")
	x.fill("town", p.world.TownAreas[0][:9])
	x.fill("handler.name", c.Form.Handler.Name)
	x.fill("handler.phone", c.Form.Handler.Phone)
	x.press("开始填写")
	f := &elsewhere{x, c, slipShape.FindString(x.text())}
	x.press("继续填写")
	x.fillSteps(t, c.Form)
	x.photo(signaturePicture(t), "out_invoice")
	x.press("返回申请")
	x.press("核对并签名")
	x.signs(signaturePicture(t))
	x.sees("签名已保存")
	x.press("退出查询")
	return f
}

// townTakes has the clerk find the application by its slip and take it in, and the
// head of the office forward it.
func (p *place) townTakes(t *testing.T, d device, f *elsewhere) {
	t.Helper()
	x := p.as(t, d, demo.TownClerk(1))
	x.goTo("/look")
	x.fill("q", f.slip)
	x.pressIn(`document.querySelector("main")`, "查找")
	x.press("提交申请")
	x.sees("已完成：提交申请")
	x.sight("《申请表》", "外地火化证", "发票", "存折")
	x.press("受理")
	x.sees("已完成：受理")
	x.press("登记发票分项")
	x.fill("services[0].note", "火化费（外地）")
	x.fill("services[0].item", "cremation")
	x.fill("services[0].quantity", "1")
	x.fill("services[0].charged", f.c.Form.Invoices[0].Fen.String())
	x.press("登记")
	x.sees("服务项目已登记")
	x.press("退出")
	x.signIn(demo.TownHead(1))
	x.goTo("/look")
	x.fill("q", f.slip)
	x.pressIn(`document.querySelector("main")`, "查找")
	x.press("上报民政局")
	x.sees("已完成：上报")
}

// bureauSettles has the home submit its second list and the bureau pass both,
// determine the claim from elsewhere and seal all three.
func (p *place) bureauSettles(t *testing.T, d device) {
	t.Helper()
	x := p.as(t, d, "manager1")
	x.press("月度清册")
	x.goTo("/month?period=2026-03")
	x.fill("password", demo.Password)
	x.press("报送清册")
	x.sees("已完成：报送清册")
	x.press("退出")

	x.signIn("reviewer1")
	for _, number := range x.waiting("待审核") {
		x.goTo("/inbox")
		x.press(number)
		x.press("逐行审核")
		x.press("勾选：身份")
		x.press("通过 P")
	}
	x.goTo("/bureau/determine")
	x.press(slipLink(x))
	x.seesNot("还没有登记服务项目和金额")
	x.press("核定这一金额")
	x.sees("已完成：核定")
	x.goTo("/bureau/sheets")
	x.press("生成这一天的核定表")
	x.press("退出")

	x.signIn("sealer1")
	x.each("待签意见盖章", 3, func() { x.press("签署意见并盖章"); x.sees("已盖章") })
	x.press("退出")
}

// waiting are the numbers of the lists that wait in the inbox for a task.
func (x *tab) waiting(task string) []string {
	x.t.Helper()
	x.goTo("/inbox")
	return eval[[]string](x, `[...document.querySelectorAll("section")].filter(s=>s.querySelector("h2").textContent.includes(`+quoted(task)+`)).flatMap(s=>[...s.querySelectorAll("td a")].map(a=>a.textContent.trim()))`)
}

// each opens the n lists that wait for a task, one after the other, until none is left.
func (x *tab) each(task string, n int, act func()) {
	x.t.Helper()
	for left := n; left > 0; left-- {
		w := x.waiting(task)
		if len(w) != left {
			x.t.Fatalf("%s: %d wait, want %d\n%s", x.device.name, len(w), left, x.where())
		}
		x.press(w[0])
		if eval[bool](x, `!!`+field("password")) {
			x.fill("password", demo.Password)
		}
		act()
	}
	if w := x.waiting(task); len(w) > 0 {
		x.t.Fatalf("%s: %v still wait\n%s", x.device.name, w, x.where())
	}
}

// financePays has finance examine, approve and order all three, and takes in what
// the bank says.
func (p *place) financePays(t *testing.T, d device) {
	t.Helper()
	x := p.open(t, d)
	for _, who := range []struct{ login, task, press string }{
		{"examiner1", "待财政审核", "审核无误"}, {"approver1", "待财政审定", "审定，形成应付款"}, {"payer1", "待下达支付", "下达支付"},
	} {
		x.signIn(who.login)
		x.each(who.task, 3, func() { x.press(who.press); x.seesNot("有内容需要修改") })
		if who.login != "payer1" {
			x.press("退出")
		}
	}
	orders, err := p.world.Office.Orders(context.Background(), p.world.As("payer1"), 0)
	if err != nil || len(orders.Rows) != 3 {
		t.Fatalf("%d orders: %v", len(orders.Rows), err)
	}
	for _, o := range orders.Rows {
		x.takesIn(o.Order, p.bankSays(t, o.Order, "2026-04-02"), "已到账")
	}
	x.press("退出")
}

// auditorSees has the auditor take away the evidence of a claim and opens it.
func (p *place) auditorSees(t *testing.T, d device) {
	t.Helper()
	x := p.as(t, d, "auditor1")
	x.goTo("/stats")
	x.sees("达到封顶")
	x.goTo("/audit/sample")
	x.fill("size", "1")
	x.fill("seed", "7")
	x.pressIn("document.querySelector('aside.card')", "抽样")
	x.press("取证据包")
	x.fill("password", demo.Password)
	files := x.download("下载证据包")
	if len(files) < 3 {
		t.Fatalf("%s: the pack holds %v", d.name, files)
	}
}

// download sends the form of a button and gives the names within the archive that
// comes back.
func (x *tab) download(label string) (names []string) {
	x.t.Helper()
	text := eval[string](x, `(async()=>{const b=[...document.querySelectorAll("button")].find(e=>e.textContent.includes(`+quoted(label)+`)),f=b.form;`+
		`const r=await fetch(f.action,{method:"POST",body:new URLSearchParams(new FormData(f))});if(!r.ok)return "";const a=new Uint8Array(await r.arrayBuffer());let s="";for(const c of a)s+=String.fromCharCode(c);return btoa(s)})()`)
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		x.t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		x.t.Fatalf("%s: %d bytes: %v\n%s", x.device.name, len(b), err, x.where())
	}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	return names
}
