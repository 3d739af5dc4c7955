package claims

import (
	"songbai/domain/policy"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	c := office.ClaimView{Claim: 1, Slip: "1234 5678 9012", Route: "waiver", State: "completed", StateZh: "已办结", Deceased: "样*", Document: "449999********0010",
		Death: "2026-01-05", Charged: 182000, Waived: 130000, Family: 52000,
		Lines:   []office.BillLine{{Item: "遗体火化", Charged: 100000, Waived: 100000, Clause: "二(五)"}, {Item: "骨灰盒", Charged: 82000, Waived: 30000, Family: 52000, Clause: "二(六)"}},
		Explain: []policy.Sentence{{Zh: "属于本市户籍居民", En: "a resident by registration", Clause: "一(一)"}},
		Moves:   []office.MoveView{{Act: "lodge", ActZh: "提交申请", At: "2026-01-06T02:00:00.000000Z", Role: "desk"}, {Act: "complete", ActZh: "办结", At: "2026-01-08T02:00:00.000000Z", Role: "desk"}}}
	period, _ := settlement.ParsePeriod("2026-01")
	l := office.ListView{List: 2, Number: "样本殡清〔2026〕1号", UnitName: "样本县殡仪馆", Period: period, State: settlement.Submitted, StateZh: "已报送", Lines: 1, Waived: 130000,
		Turn: &office.TurnView{Zh: "民政局", Left: 3}}
	row := office.LineView{Seq: 1, Claim: 1, Slip: c.Slip, Name: "样*", Charged: c.Charged, Waived: c.Waived, Family: c.Family, LineZh: "待审核"}
	nav := []string{"申请", "首页", "清册"}
	page := func(title string) site.Sample {
		return site.Sample{Page: site.SampleStaff(title, "样本县民政局", "民政局审核", nav...)}
	}
	a, b, d, e, f := page("申请"), page("申请"), page("申请 1234 5678 9012"), page("清册和核定表"), page("清册")
	a.Name, a.Body = "claims", latestView(a.Page, []office.ClaimView{c})
	b.Name, b.Body = "claims-empty", latestView(b.Page, nil)
	d.Name, d.Body = "claim", oneView(d.Page, c)
	e.Name, e.Body = "lists", listsView(e.Page, []office.ListView{l})
	f.Name, f.Body = "list", listView(f.Page, l, []office.LineView{row})
	return []site.Sample{a, b, d, e, f}
}
