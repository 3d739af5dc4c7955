package browser

import (
	"testing"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// TestBrowserBureauHearsAndTellsThePublic plays the bureau's side: a complaint is
// answered, publicity recorded and taken back, a sealed list put on notice and
// read by anybody.
func TestBrowserBureauHearsAndTellsThePublic(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-28")
	o, ctx := p.world.Office, t.Context()
	c := p.drawn(claim.Waiver)
	if _, err := p.world.Run(ctx, &c); err != nil {
		t.Fatal(err)
	}
	anybody := office.Caller{County: p.world.County, Role: party.Family}
	if _, err := o.Complain(ctx, anybody, "x", office.Complain{Office: p.world.As("desk1").Office, Kind: "delay", Words: "等了两小时", Phone: "13900005678"}); err != nil {
		t.Fatal(err)
	}
	p.clock.Set("2026-03-02")
	p.seals(t)

	x := p.open(t, desktop)
	x.signIn("chief1")
	x.press("群众反映")
	x.sees("等了两小时", "139", "没有等待复核的申请")
	x.press("答复")
	x.sees("没有写答复")
	x.fill("words", "已核实并致歉")
	x.press("答复")
	x.sees("已完成：答复投诉", "已核实并致歉")
	x.press("宣传")
	x.press("登记")
	x.sees("有内容需要修改")
	x.fill("place", "镇政府门口")
	x.fill("count", "200")
	x.press("登记")
	x.sees("镇政府门口", "200")
	x.press("撤销")
	x.sees("已撤销", "撤销记录")
	x.press("公示")
	x.fill("password", demo.Password)
	x.press("发布公示")
	x.sees("GS-441881-2026-0001", "2026-03-02")
	x.shotIf("notices")

	y := p.open(t, plainPhone)
	y.goTo("/board")
	y.sees("GS-441881-2026-0001", "1 具")

	z := p.open(t, phone)
	z.signIn(demo.TownClerk(1))
	z.press("宣传")
	z.fill("place", "村委会")
	z.press("登记")
	z.sees("村委会")
}

// seals takes the list of February to sealed.
func (p *place) seals(t *testing.T) {
	t.Helper()
	o, ctx := p.world.Office, t.Context()
	period, err := settlement.ParsePeriod("2026-02")
	if err != nil {
		t.Fatal(err)
	}
	l, err := o.SubmitList(ctx, p.world.As("manager1"), office.SubmitList{Period: period})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.CheckLines(ctx, p.world.As("reviewer1"), office.ListRef{List: l.List}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SealList(ctx, p.world.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}); err != nil {
		t.Fatal(err)
	}
}
