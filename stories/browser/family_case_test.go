package browser

import (
	"strconv"
	"testing"

	"songbai/domain/claim"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
)

// opened opens a family's claim by its slip and phone.
func (p *place) opened(t *testing.T, d device, slip, phone string) *tab {
	t.Helper()
	x := p.open(t, d)
	x.goTo("/find")
	x.fill("slip", slip)
	x.fill("phone", last4(phone))
	x.press("查询")
	return x
}

// ran takes a case through the office and gives its slip.
func (p *place) ran(t *testing.T, c *demo.Case) (int64, string) {
	t.Helper()
	id, err := p.world.Run(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.world.Office.ClaimView(t.Context(), p.world.As("auditor1"), id)
	if err != nil {
		t.Fatal(err)
	}
	return id, v.Slip
}

// TestBrowserFamilyFollows plays the family's third task on every device: where
// the claim stands, the bill, rating, complaining, checking a paper, large type.
func TestBrowserFamilyFollows(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-28")
	for _, d := range []device{phone, desktop, plainPhone, plainDesktop} {
		c := p.drawn(claim.Waiver)
		_, slip := p.ran(t, &c)
		x := p.opened(t, d, slip, c.Form.Handler.Phone)
		x.sees("服务已办结，费用已当场免除", "现在由", "合计（元）", "遗体火化费", "免除")
		x.shotIf("case-completed")
		x.press("提交评价")
		x.sees("请选择一个评价")
		x.choose("stars", "5")
		x.fill("say", "很耐心")
		x.press("提交评价")
		x.sees("谢谢您的评价", "非常满意")
		x.seesNot("提交评价")
		x.press("查询单（可打印）")
		x.sees("查询单号", "请勿把手机号写在同一张纸上")
		x.press("大字版")
		x.sees("标准字号")
		x.shotIf("slip-large")
		x.press("标准字号")
		x.press("English")
		x.sees("Slip number")
		x.press("中文")
		x.goTo("/complain")
		x.press("提交")
		x.sees("投诉没有写完整")
		x.fill("office", idOf(p, t))
		x.choose("kind", "fee")
		x.fill("words", "多收了一项费用")
		x.fill("phone", "13900005678")
		x.press("提交")
		x.sees("投诉已收到")
		x.shotIf("complained")
		number := slipShape.FindString(x.text())
		x.goTo("/complain")
		x.fill("number", number)
		x.fill("digits", "5678")
		x.press("查看")
		x.sees("正在核实", "多收了一项费用")
		x.goTo("/check")
		x.fill("position", "441881/1")
		x.fill("digest", "0123456789abcdef")
		x.press("核验")
		x.sees("没有这份文书的记录")
	}
}

// idOf gives the row of the home's office as the form names it.
func idOf(p *place, t *testing.T) string {
	t.Helper()
	b, err := p.world.Office.Board(t.Context(), p.world.County)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.FormatInt(b.Homes[0].Offices[0].Office, 10)
}

// TestBrowserRefusedFamilyAsksForReview plays a refusal: the reason, the cure and
// the review by another person, on SQLite and PostgreSQL.
func TestBrowserRefusedFamilyAsksForReview(t *testing.T) {
	for i, e := range []store.Engine{storetest.Engines[0], storetest.Engines[1]} {
		p := newPlace(t, e, "2026-02-28")
		c := p.gen.Next(p.world.Office.Today().Month())
		for !c.Refused || c.Form.Handler == nil {
			c = p.gen.Next(p.world.Office.Today().Month())
		}
		id, slip := p.ran(t, &c)
		x := p.opened(t, []device{phone, plainDesktop}[i], slip, c.Form.Handler.Phone)
		x.sees("不予受理", "怎样补救", "申请复核", "不予受理告知书")
		x.shotIf("case-refused")
		x.fill("words", "户口已经迁回本地")
		x.press("申请复核")
		x.sees("已申请复核", "另一位工作人员", "现在由 样本市民政局", "剩 15 个工作日")
		if e == store.Postgres {
			p.upheld(t, x, id)
			continue
		}
		if _, err := p.world.Office.Review(t.Context(), p.world.As("reviewer1"), office.ClaimRef{Claim: id}, "family_asked"); err != nil {
			t.Fatal(err)
		}
		x.goTo("/case")
		x.sees("申请已提交")
		x.press("退出查询")
		x.goTo("/case")
		x.sees("查询单号")
	}
}

// upheld lets the reviewer leave the refusal as it was; the family reads why.
func (p *place) upheld(t *testing.T, x *tab, id int64) {
	t.Helper()
	r := p.as(t, desktop, "reviewer1")
	r.goTo("/inbox")
	r.sees("申请复核的案件", "剩 15 个工作日")
	r.goTo("/voices")
	r.sees("户口已经迁回本地", "剩 15 个工作日")
	r.goTo("/claims/" + strconv.FormatInt(id, 10))
	r.sees("申请复核", "户口已经迁回本地")
	r.unfold()
	r.fill("code", "policy.no_class")
	r.fill("clause", "一(首)")
	r.fill("cure", "户口迁回后可以重新申请")
	r.press("维持不予受理，告知家属")
	r.sees("已完成：复核维持")
	x.goTo("/case")
	x.sees("复核已有结果：维持不予受理", "户口迁回后可以重新申请", "行政复议", "复核结果告知书")
	x.seesNot("您的理由")
}

// TestBrowserFamilyFormOutlivesItsSession ends a family's session in the middle
// of a form: what was filled in comes back after the slip is given again.
func TestBrowserFamilyFormOutlivesItsSession(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-16")
	x := p.open(t, plainPhone)
	x.goTo("/apply")
	x.choose("route", "waiver")
	x.fill("town", firstTown)
	x.fill("handler.name", "样本乙")
	x.fill("handler.phone", "13900001234")
	x.press("开始填写")
	slip := slipShape.FindString(x.text())
	x.goTo("/case/form/deceased")
	x.fill("deceased.name", "样本甲")
	p.clock.Set("2026-02-17")
	x.press("保存，下一步")
	x.sees("查询已过期", "没有丢失")
	x.fill("slip", slip)
	x.fill("phone", "1234")
	x.press("查询")
	x.press("继续提交")
	x.goTo("/case/form/deceased")
	if got := eval[string](x, `document.getElementsByName("deceased.name")[0].value`); got != "样本甲" {
		t.Fatalf("the form came back with %q", got)
	}
}
