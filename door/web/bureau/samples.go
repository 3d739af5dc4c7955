package bureau

import (
	"songbai/domain/date"
	"songbai/door/web/site"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	page := func(name, title, here string) site.Sample {
		s := site.Sample{Name: name, Page: site.SampleStaff(title, "样本县民政局", "民政局审核", "异地火化", "待办", "疑点")}
		if here != "" {
			s.Page.Side = outOfArea(s.Page, here)
		}
		return s
	}
	a, b := page("determine", "待核定", "determine"), page("determine-empty", "待核定", "determine")
	x := office.ForwardedPage{Count: 60, Next: 5, Rows: []office.ForwardedRow{{Invoices: 182000, ClaimView: office.ClaimView{Claim: 5, Slip: "1234 5678 9012", Deceased: "样*", Death: "2026-01-05", Lodged: "2026-02-01", Charged: 182000, Waived: 130000}}}}
	a.Body, b.Body = forwardedView(a.Page, &x), forwardedView(b.Page, &office.ForwardedPage{})
	c, d := page("sheets", "核定表", "sheets"), page("sheets-empty", "核定表", "sheets")
	c.Body, d.Body = sheetsView(c.Page, []office.SheetReady{{Day: date.MustDay("2026-03-20"), Lines: 3, Waived: 390000}}), sheetsView(d.Page, nil)
	e, f := page("findings", "疑点", ""), page("findings-empty", "疑点", "")
	e.Body = findingsView(e.Page, []office.FindingView{{Finding: 9, Claim: 449999000000001, Code: "risk.same_name_and_death", Zh: "同名、同日死亡", En: "same name and day of death", Blocks: true, Others: "449999000000002", At: "2026-02-03T02:00:00.000000Z"}})
	f.Body = findingsView(f.Page, nil)
	g, h := page("recoveries", "追回款", ""), page("recoveries-empty", "追回款", "")
	g.Body = recoveriesView(g.Page, []office.RecoveryRow{{ID: 7, Number: "ZH-2026-000001", Claim: 449999000000001, Fen: 130000, Used: 30000, Reason: "A-12"}}, true)
	h.Body = recoveriesView(h.Page, nil, false)
	return []site.Sample{a, b, c, d, e, f, g, h}
}
