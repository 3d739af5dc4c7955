package claims

import (
	"songbai/door/web/site"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	c := office.ClaimView{Claim: 1, Slip: "1234 5678 9012", Route: "waiver", State: "completed", StateZh: "已办结", Deceased: "样*", Document: "449999********0010",
		Death: "2026-01-05", Charged: 182000, Waived: 130000, Family: 52000}
	nav := []string{"申请", "首页", "清册"}
	page := func(title string) site.Sample {
		return site.Sample{Page: site.SampleStaff(title, "样本县民政局", "民政局审核", nav...)}
	}
	a, b := page("申请"), page("申请")
	a.Name, a.Body = "claims", latestView(a.Page, []office.ClaimView{c})
	b.Name, b.Body = "claims-empty", latestView(b.Page, nil)
	return []site.Sample{a, b}
}
