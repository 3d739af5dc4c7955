package inbox

import (
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/office"
)

// month is a period by its name.
func month(name string) settlement.Period {
	p, _ := settlement.ParsePeriod(name)
	return p
}

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	pay, due := date.MustDay("2026-03-10"), date.MustDay("2026-03-04")
	page := func(name, title, office, role string) site.Sample {
		return site.Sample{Name: name, Page: site.SampleStaff(title, office, role, "待办", "清册", "拨付时钟")}
	}
	a, b := page("inbox", "待办", "样本县民政局", "民政局审核"), page("inbox-empty", "待办", "样本县财政局", "财政审核")
	x := office.Inbox{Today: date.MustDay("2026-03-03"), Pay: &pay, Left: 5, Tasks: []office.InboxTask{
		{Kind: "review", Zh: "待审核的清册", En: "lists to review", Act: party.CheckLine, Count: 2, Fen: 26000000, Due: &due, Left: -1, Items: []office.InboxItem{
			{List: 2, Number: "QC-2026-000001", Unit: "样本县殡仪馆", Period: month("2026-02"), Lines: 120, Waived: 13000000, Note: office.Name{Zh: "未审 100，待答复 2", En: "100 unchecked, 2 queried"}, Due: &due, Left: -1, Late: true},
			{List: 3, Number: "QC-2026-000002", Unit: "样本县第二殡仪馆", Period: month("2026-02"), Lines: 100, Waived: 13000000, Note: office.Name{Zh: "未审 100", En: "100 unchecked"}, Due: &pay, Left: 5}}},
		{Kind: "determine", Zh: "待核定的异地火化申请", En: "out-of-area claims to determine", Act: party.Determine, Count: 4, Left: 9999},
		{Kind: "findings", Zh: "待处理的疑点", En: "findings to decide", Act: party.ClearFinding, Count: 1, Left: 9999}}}
	a.Body = inboxView(a.Page, &x)
	b.Body = inboxView(b.Page, &office.Inbox{Pay: &pay, Left: 5})
	c, d := page("clock", "拨付时钟", "样本县民政局", "民政局审核"), page("clock-empty", "拨付时钟", "样本县民政局", "民政局审核")
	done, late := date.MustDay("2026-02-03"), date.MustDay("2026-02-11")
	steps := func(paid *date.Day, slow bool) []office.ClockStep {
		return []office.ClockStep{{Act: settlement.Submit, Zh: "报送", Due: due, Done: &done}, {Act: settlement.Seal, Zh: "盖章", Due: due, Done: &done}, {Act: settlement.Approve, Zh: "审定", Due: due, Done: &done}, {Act: settlement.Pay, Zh: "到账", Due: pay, Done: paid, Late: slow}}
	}
	v := office.ClockView{Due: 2, OnTime: 0, Late: 1, Rows: []office.ClockRow{
		{Name: "样本县殡仪馆", Period: month("2026-02"), State: "reviewing", StateZh: "审核中", Lines: 100, Waived: 13000000, List: 2, Steps: steps(nil, true), Turn: &office.TurnView{Party: settlement.ByBureau, Zh: "民政局", Left: -1, Late: true}},
		{Name: "样本县殡仪馆", Period: month("2026-01"), State: "paid", StateZh: "已支付", Lines: 100, Waived: 13000000, List: 1, Steps: steps(&late, true)}}}
	c.Body, d.Body = clockView(c.Page, &v), clockView(d.Page, &office.ClockView{})
	return []site.Sample{a, b, c, d}
}
