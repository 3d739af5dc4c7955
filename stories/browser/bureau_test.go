package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
)

// completed runs n claims of a route on a day and gives their row ids.
func (p *place) completed(t *testing.T, r claim.Route, month string, day string, n int) (ids []int64) {
	t.Helper()
	m, err := date.ParseMonth(month)
	if err != nil {
		t.Fatal(err)
	}
	p.clock.Set(day)
	for len(ids) < n {
		c := p.gen.Next(m)
		if c.Form.Route != r || c.Refused {
			continue
		}
		id, err := p.world.Run(context.Background(), &c)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// submitted has the home submit its list of February.
func (p *place) submitted(t *testing.T) office.ListMoved {
	t.Helper()
	l, err := p.world.Office.SubmitList(context.Background(), p.world.As("manager1"), office.SubmitList{Period: settlement.MustPeriod("2026-02")})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// as opens a device signed in as a login.
func (p *place) as(t *testing.T, d device, login string) *tab {
	t.Helper()
	x := p.open(t, d)
	x.signIn(login)
	return x
}

// unfold opens every explanation of the page.
func (x *tab) unfold() {
	x.t.Helper()
	eval[bool](x, `(()=>{for(const d of document.querySelectorAll("details"))d.open=true;return true})()`)
}

// key presses a key. The browser drops what is pressed before a fresh page was
// painted, which nobody's finger is quick enough for.
func (x *tab) key(k string) {
	x.t.Helper()
	time.Sleep(300 * time.Millisecond)
	eval[bool](x, `window.songbaiOld=true`)
	x.do(chromedp.KeyEvent(k))
	x.arrive()
}

// bankSays writes a bank's result for an order into a file: all lines paid but
// those whose place is in back.
func (p *place) bankSays(t *testing.T, order int64, day string, back ...int) string {
	t.Helper()
	v, err := p.world.Office.OrderView(context.Background(), p.world.As("payer1"), order)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\r\n")
	sum := v.Fen
	for i, l := range v.Lines {
		said := "成功," + l.Voucher[8:] + "," + day + ",,"
		for _, n := range back {
			if n == i {
				said = "退回,,,AC01,账号有误"
			}
		}
		fmt.Fprintf(&b, "%s,%s,%s\r\n", l.Voucher, l.Fen, said)
	}
	fmt.Fprintf(&b, "合计,%d,%s\r\n", len(v.Lines), sum)
	path := filepath.Join(t.TempDir(), fmt.Sprintf("result-%d.csv", order))
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// lastOrder gives the newest order.
func (p *place) lastOrder(t *testing.T) int64 {
	t.Helper()
	v, err := p.world.Office.Orders(context.Background(), p.world.As("payer1"), 0)
	if err != nil || len(v.Rows) == 0 {
		t.Fatal(v, err)
	}
	return v.Rows[0].Order
}

// takesIn imports a bank's result through the pages of an order.
func (x *tab) takesIn(order int64, file string, words ...string) {
	x.t.Helper()
	x.goTo(fmt.Sprintf("/orders/%d", order))
	x.attach("result", file)
	x.press("先看逐笔结果")
	x.sees(append([]string{"银行回单逐笔核对"}, words...)...)
	x.press("核对无误，导入")
	x.sees("银行结果已导入")
}

// TestBrowserAMonthEnd plays a list from the reviewer to the money: a query that is
// answered, a strike, a list that finance sends back, the second round, the order
// and the bank's answer.
func TestBrowserAMonthEnd(t *testing.T) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			p := newPlace(t, e, "2026-02-02")
			p.completed(t, claim.Waiver, "2026-02", "2026-02-28", 4)
			p.clock.Set("2026-03-02")
			l := p.submitted(t)
			devices := map[string]device{"reviewer": desktop, "home": phone, "sealer": plainPhone, "finance": desktop, "payer": plainDesktop}
			if e != storetest.Engines[0] {
				devices = map[string]device{"reviewer": plainDesktop, "home": plainPhone, "sealer": desktop, "finance": phone, "payer": desktop}
			}
			review(t, p, l, devices)
			second := sentBack(t, p, l, devices)
			paid(t, p, second, devices)
		})
	}
}

func review(t *testing.T, p *place, l office.ListMoved, d map[string]device) {
	r := p.as(t, d["reviewer"], "reviewer1")
	r.goTo("/inbox")
	r.sees("待审核的清册", "未审 4", l.Number)
	r.press(l.Number)
	r.sees("无疑点", "未审")
	lines := eval[[]int](r, `[...document.querySelectorAll("a[href*='/lines/']")].filter(a=>a.textContent.includes("行，打开")).map(a=>parseInt(a.textContent))`)
	if len(lines) != 4 {
		t.Fatalf("the list shows the lines %v", lines)
	}
	at := func(i int) string { return fmt.Sprintf("第 %d 行", lines[i]) } // line by line goes the way the list stands
	r.press("逐行审核")
	r.sees("申请表", "项目和金额", "核对清单", at(0))
	r.press("勾选：身份")
	r.sees("已勾选", "样乙一")
	r.unfold()
	r.press("提出质询")
	r.sees("有内容需要修改")
	r.unfold()
	r.fill("question", "请核对接运里程")
	r.press("提出质询")
	r.sees(at(1))
	r.unfold()
	r.fill("reason", string(settlement.PaperMissing))
	r.fill("note", "缺复印件")
	r.pressIn(`[...document.querySelectorAll("form")].find(f=>f.action.includes("/strike"))`, "剔除")
	r.sees(at(2))
	if d["reviewer"].scripts {
		r.key("p")
	} else {
		r.press("通过 P")
	}
	r.sees(at(3))
	r.goTo(fmt.Sprintf("/lists/%d", l.List))
	r.unfold()
	r.press("通过其余全部未审的行")
	r.sees("已完成：逐条审核")

	h := p.as(t, d["home"], "manager1")
	h.goTo(fmt.Sprintf("/lists/%d/lines/%d", l.List, lines[0]))
	h.sees("请核对接运里程")
	h.fill("words", "里程已核对无误")
	h.press("答复")
	h.sees("已完成：答复质询")

	r.goTo(fmt.Sprintf("/lists/%d?state=answered", l.List))
	r.press(fmt.Sprintf("%d行，打开", lines[0]))
	r.sees("里程已核对无误")
	r.press("通过 P")

	s := p.as(t, d["sealer"], "sealer1")
	s.goTo("/inbox")
	s.press(l.Number)
	s.fill("password", "wrong")
	s.press("签署意见并盖章")
	s.sees("密码不正确")
	s.fill("password", demo.Password)
	s.press("签署意见并盖章")
	s.sees("已盖章", "已完成：签署意见并盖章")
}

// sentBack has finance send the sealed list back, and the second round reviewed,
// sealed, examined and approved.
func sentBack(t *testing.T, p *place, l office.ListMoved, d map[string]device) office.ListMoved {
	f := p.as(t, d["finance"], "examiner1")
	f.goTo("/inbox")
	f.sees("待财政审核的清册和核定表")
	f.press(l.Number)
	f.sees("各项经费", "县级")
	f.press("到清册页退回整册")
	f.unfold()
	f.fill("reason", "第 3 行金额请再核对")
	f.fill("password", demo.Password)
	f.pressIn(`[...document.querySelectorAll("form")].find(f=>f.action.includes("/back"))`, "退回整册")
	f.sees("已退回作废", "第 3 行金额请再核对")

	second := p.submitted(t)
	r := p.as(t, d["reviewer"], "reviewer1")
	r.goTo(fmt.Sprintf("/lists/%d", second.List))
	r.sees("第 2 次报送")
	r.press("通过全部无疑点的行")
	r.unfold()
	if strings.Contains(r.text(), "通过其余全部未审的行") {
		r.press("通过其余全部未审的行")
	}
	s := p.as(t, d["sealer"], "sealer1")
	s.goTo(fmt.Sprintf("/lists/%d", second.List))
	s.fill("opinion", "同意结算")
	s.fill("password", demo.Password)
	s.press("签署意见并盖章")
	s.sees("已盖章", "同意结算")

	f.goTo(fmt.Sprintf("/lists/%d/money", second.List))
	f.press("审核无误")
	f.sees("财政审核", "样丙一")
	a := p.as(t, d["finance"], "approver1")
	a.goTo("/inbox")
	a.press(second.Number)
	a.fill("password", demo.Password)
	a.press("审定，形成应付款")
	a.sees("已审定")
	return second
}

func paid(t *testing.T, p *place, l office.ListMoved, d map[string]device) {
	x := p.as(t, d["payer"], "payer1")
	x.goTo("/inbox")
	x.press(l.Number)
	x.fill("password", demo.Password)
	x.press("下达支付")
	x.sees("拨款单", "待确认", "银行文件")
	order := p.lastOrder(t)
	x.press("先看逐笔结果")
	x.sees("没有选择银行回单文件")
	x.takesIn(order, p.bankSays(t, order, "2026-03-09"), "已到账", "本次更新")
	x.sees("已到账")
	x.press("哪些逝者")
	x.sees("本笔款项对应的逝者")
	x.goTo("/orders")
	x.sees("全部到账")
	x.goTo("/book?by=month")
	x.sees("试算合计 0.00")
	x.goTo("/book")
	x.press(ledgerFigure(x))
	x.sees("余额", "到账")
	x.goTo("/budgets")
	x.sees("县级")
	p.clock.Set("2026-03-11") // the day by which it had to be there has passed
	x = p.as(t, d["payer"], "payer1")
	x.goTo("/clock")
	x.sees("100%", "1 册中 1 册")
}

// ledgerFigure is the first figure of the book that can be opened.
func ledgerFigure(x *tab) string {
	return eval[string](x, `document.querySelector("td a").textContent.trim()`)
}

// TestBrowserFamiliesArePaid plays out-of-area claims from determination to the
// bank, one line that comes back, a corrected account and the payment again.
func TestBrowserFamiliesArePaid(t *testing.T) { onBoth(t, familiesPaid) }

func familiesPaid(t *testing.T, e store.Engine) {
	p := newPlace(t, e, "2026-03-02")
	ids := p.completed(t, claim.Reimbursement, "2026-03", "2026-03-20", 2)
	r := p.as(t, desktop, "reviewer1")
	for _, id := range ids {
		v, err := p.world.Office.ClaimView(context.Background(), p.world.As("reviewer1"), id)
		if err != nil || v.Waived == 0 || v.Digest == "" {
			t.Fatal(v, err)
		}
		r.goTo("/bureau/determine")
		r.sees("可报销", v.Waived.Grouped(), v.Charged.Grouped())
		r.press(v.Slip)
		r.sees("发票合计 "+v.Charged.Grouped(), "按本地项目和价格核定金额："+v.Waived.Grouped())
		r.press("核定这一金额")
		r.sees("已完成：核定", v.Waived.Grouped())
		if now, err := p.world.Office.ClaimView(context.Background(), p.world.As("reviewer1"), id); err != nil || now.Waived != v.Waived || now.State != string(claim.Determined) {
			t.Fatal(now, err)
		}
	}
	r.goTo("/bureau/determine")
	r.sees("没有待核定的申请")
	r.goTo("/bureau/sheets")
	r.press("生成这一天的核定表")
	r.sees("核定表")

	s := p.as(t, phone, "sealer1")
	s.goTo("/inbox")
	s.press("HD-2026")
	s.fill("password", demo.Password)
	s.press("签署意见并盖章")
	for _, who := range []struct{ login, press string }{{"examiner1", "审核无误"}, {"approver1", "审定，形成应付款"}, {"payer1", "下达支付"}} {
		f := p.as(t, plainDesktop, who.login)
		f.goTo("/inbox")
		f.press("HD-2026")
		if who.login != "examiner1" {
			f.fill("password", demo.Password)
		}
		f.press(who.press)
		f.seesNot("有内容需要修改")
	}
	order := p.lastOrder(t)
	x := p.as(t, desktop, "payer1")
	x.takesIn(order, p.bankSays(t, order, "2026-03-25", 0), "已退回", "AC01")
	x.goTo("/reissue")
	x.sees("等待更正或确认账户", "等镇（街）或民政局更正账户")

	r = p.as(t, desktop, p.townOfReturned(t))
	r.goTo("/queue/" + office.ReturnedQueue)
	r.sees("银行退回，待更正账户", "AC01")
	r.press("登记更正后的账户")
	r.fill("account.holder", "样本家属")
	r.fill("account.bank", "样本银行")
	r.fill("account.number", "12")
	r.fill("document", "样本存折")
	r.press("提交，等另一人核准")
	r.sees("有内容需要修改")
	r.fill("account.number", "6200000000000021")
	r.press("提交，等另一人核准")
	r.sees("已提交，等另一人核准", "由您提出")
	r.goTo("/queue/" + office.ReturnedQueue)
	r.sees("已登记，等另一人核准")

	c := p.as(t, phone, "chief1")
	c.goTo("/inbox")
	c.press("待核准的账户更正")
	c.press("家属账户更正")
	c.sees("与现行的不同", "****")
	c.fill("password", demo.Password)
	c.press("核准")
	c.sees("已核准")

	r.goTo("/queue/" + office.ReturnedQueue)
	r.sees("由财政局重新支付")
	x.goTo("/reissue")
	x.fill("password", demo.Password)
	x.press("重新支付所选各笔")
	x.sees("已下达重新支付")
	again := p.lastOrder(t)
	x.takesIn(again, p.bankSays(t, again, "2026-03-27"), "已到账")
	x.goTo("/reissue")
	x.sees("没有退回的款项")
}

// townOfReturned gives the clerk of the town whose family's payment came back.
func (p *place) townOfReturned(t *testing.T) string {
	t.Helper()
	for n := 1; n <= 2; n++ {
		login := demo.TownClerk(n)
		rows, err := p.world.Office.ReturnedPayments(t.Context(), p.world.As(login))
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) > 0 {
			by := p.world.As(string(party.SecurityAdmin))
			if err := p.world.Office.SetPassword(t.Context(), by, login, demo.Password); err != nil {
				t.Fatal(err)
			}
			return login
		}
	}
	t.Fatal("no town sees the returned payment")
	return ""
}

// TestBrowserAValueIsChanged plays the keeper who proposes a value and a price list,
// and the chief who reads what differs and decides.
func TestBrowserAValueIsChanged(t *testing.T) { onBoth(t, valueChanged) }

func valueChanged(t *testing.T, e store.Engine) {
	p := newPlace(t, e, "2026-02-02")
	p.completed(t, claim.Waiver, "2026-02", "2026-02-28", 3)
	p.clock.Set("2026-03-02")
	k := p.as(t, desktop, "keeper1")
	k.goTo("/rules")
	k.press("政策版本")
	k.sees("原文各条", "免除费用最高限额", "适用条件", "二(末)")
	k.goTo("/rules")
	k.press("价目表")
	k.sees("定价文件", "普通火化", "元/")
	k.goTo("/claims")
	k.seesNot("查询单号")
	k.goTo("/rules")
	k.press("拟定本地数值")
	k.fill("name", "cap")
	k.fill("value", "1400.00")
	k.day("from", "2026-04-01")
	k.press("提交，等另一人核准")
	k.sees("有内容需要修改")
	k.fill("document", "样本文件〔2026〕1号")
	k.press("提交，等另一人核准")
	k.sees("由您提出", "免除费用最高限额", "1300.00", "1400.00")
	k.press("试算：过去的申请按它会怎样")
	k.sees("拟改后（元）", "按月份", "2026年2月")
	k.fill("from", "2026-9")
	k.press("试算")
	k.sees("有内容需要修改")

	c := p.as(t, plainPhone, "chief1")
	c.goTo("/inbox")
	c.press("待核准的本地数值和账户")
	c.press("本地数值")
	c.fill("password", demo.Password)
	c.press("核准")
	c.sees("已核准")

	k.goTo("/propose/price_list")
	prices, err := filepath.Abs(fromRoot("policies/yingde/prices-sample.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	k.attach("files", prices)
	k.day("from", "2026-05-01")
	k.fill("document", "样本价目")
	k.press("提交，等另一人核准")
	k.sees("等另一人核准")
	k.press("撤回")
	k.sees("已驳回或撤回")
}
