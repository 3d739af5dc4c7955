package audit

import (
	"strings"

	"songbai/domain/date"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	hash := strings.Repeat("5e", 32)
	from, _ := date.ParseMonth("2026-01")
	rows := office.AuditPage{Head: 812, Hash: hash, Next: 40, Rows: []office.AuditRow{
		{Pos: 812, At: "2026-01-20T02:00:00.000000Z", Act: "seal_list", ActZh: "签署意见并盖章", Person: 449999000000000021, Name: "样乙三", ForName: "样乙四", RoleZh: "民政局用印", RoleEn: "bureau sealer", Kind: "list", Subject: 449999000000000301, Reason: "休假代办", Digest: hash, Hash: hash},
		{Pos: 811, At: "2026-01-20T01:00:00.000000Z", Act: "sign_in", ActZh: "登录", Kind: "person", Subject: 449999000000000021, Hash: hash}}}
	run := []office.JobRun{{Ended: "2026-01-20T17:10:00.000000Z", Outcome: "ok", Detail: "audit=812 claims=66 lists=5 entries=301 findings=0"},
		{Ended: "2026-01-19T17:10:00.000000Z", Outcome: "found", Detail: "audit=800 claims=66 lists=5 entries=301 findings=1; INV-06 entry 449999/449999000000000412"}, {Ended: "2026-01-18T17:10:00.000000Z", Outcome: "failed", Code: "store.busy"}}
	row := office.FigureRow{Claim: 1, Slip: "1234 5678 9012", Deceased: "样*", Class: office.Name{Zh: "户籍居民", En: "resident"}, State: office.Name{Zh: "已支付", En: "paid"}, Waived: 130000}
	ask := office.Sample{StatFilter: office.StatFilter{From: from, To: from}, Seed: "20260120", Size: 20}
	drawn := &office.Sampled{Query: ask, Frame: 66, Sum: 7986000, Digest: hash, Rows: []office.FigureRow{row}, Covered: 130000, Pos: 813}
	page := func(name, title string, body func(ui.Page) ui.Body) site.Sample {
		p := site.SampleStaff(title, "样本县审计局", "审计", title, "首页", "申请", "清册")
		return site.Sample{Name: name, Page: p, Body: body(p)}
	}
	return []site.Sample{
		page("audit", "审计记录", func(p ui.Page) ui.Body {
			return logView(p, office.AuditFilter{Act: "seal_list", From: from.First()}, rows)
		}),
		page("audit-empty", "审计记录", func(p ui.Page) ui.Body {
			return logView(p, office.AuditFilter{}, office.AuditPage{Head: 812, Hash: hash})
		}),
		page("audit-chain", "核验", func(p ui.Page) ui.Body { return chainView(p, rows, run) }),
		page("audit-chain-first", "核验", func(p ui.Page) ui.Body { return chainView(p, rows, nil) }),
		page("audit-sample-form", "抽样", func(p ui.Page) ui.Body { return sampleView(p, office.Sample{Size: 20}, nil) }),
		page("audit-sample", "抽样", func(p ui.Page) ui.Body { return sampleView(p, ask, drawn) }),
		page("audit-pack", "证据包", func(p ui.Page) ui.Body { return packView(p, office.ClaimView{Claim: 1, Slip: row.Slip}) }),
	}
}
