package claimpage

import (
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/office"
)

// SampleSheet is a claim with invented values, for the samples of pages.
func SampleSheet() office.ClaimSheet {
	death, burnt := date.MustDay("2026-01-05"), date.MustDay("2026-01-07")
	at, _ := date.ParseInstant("2026-01-06T02:00:00.000000Z")
	c := office.ClaimView{Claim: 449999000000001, Slip: "1234 5678 9012", Route: "waiver", State: "checked", StateZh: "已审核", Class: "resident", Deceased: "样*", Document: "449999********0010",
		Death: "2026-01-05", Charged: 182000, Waived: 130000, Family: 52000, Town: "449999101", List: 2, Seq: 3,
		Moves: []office.MoveView{{Act: "lodge", ActZh: "提交申请", At: "2026-01-06T02:00:00.000000Z", Role: "desk", Name: "样甲一", Office: "样本县殡仪馆"}, {Act: "complete", ActZh: "办结", At: "2026-01-08T02:00:00.000000Z", Role: "desk"}}}
	seen := office.SeenPaper{Kind: "handler_id", Zh: "丧属或经办人身份证", Original: true, Copies: 3, File: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", Person: "样甲一", At: at}
	return office.ClaimSheet{ClaimView: c, Bureau: true, Decides: true, Office: "样本县殡仪馆", Clause: "一(一)",
		Deceased: office.PersonOnForm{Name: "样*", Document: "449999********0010", Sex: "female", Age: 81, Household: "青松镇", Death: &death, DeathPaper: "…0012", Cremation: &burnt, Cremator: "样本县殡仪馆", Certificate: "…0031"},
		Handler:  &office.PersonOnForm{Name: "样**", Document: "449999********0029", Relation: "子女", RelationEn: "child", Phone: "139****0000"},
		Trace: &office.Trace{Title: "样本实施方案", Rules: death, Class: office.Saying{Code: "resident", Zh: "具有本市户籍的城乡居民", En: "resident by registration"}, Clause: "一(一)", Text: "具有本市户籍的城乡居民",
			Inputs: []office.TraceInput{{Zh: "死亡日期", En: "day of death", Value: "2026年1月5日", Said: "2026-01-05"}, {Zh: "户籍地", En: "household registration", Value: "449999101", Said: "449999101"}},
			Lines: []office.TraceLine{
				{Item: "cremation", Zh: "普通火化设备遗体火化费", En: "cremation in ordinary equipment", Charged: 100000, Allowed: 100000, Waived: 100000, Clause: "二(五)", Text: "普通火化设备遗体火化费", Reason: "标准内全额免除", Why: "waived in full within the standard", Sum: "收费 1,000.00；可免 1,000.00；自付 1,000.00 − 1,000.00 = 0.00", SumEn: "charged 1,000.00; may be waived 1,000.00; family 1,000.00 − 1,000.00 = 0.00", Says: policy.Sentence{Zh: "火化：收费 1,000.00 元，全额免除。", En: "Cremation: charged 1,000.00, waived in full."}},
				{Item: "urn", Zh: "简易标准型骨灰盒（盅、缸）", En: "simple standard urn", Charged: 82000, Allowed: 40000, Waived: 30000, Family: 52000, Clause: "二(六)", Text: "简易标准型骨灰盒", Reason: "不是普通档、超出最高限额", Why: "not the ordinary grade, above the cap", Sum: "收费 820.00；可免 400.00，限额内 300.00；自付 820.00 − 300.00 = 520.00", SumEn: "charged 820.00; may be waived 400.00, within the cap 300.00; family 820.00 − 300.00 = 520.00", Says: policy.Sentence{Zh: "骨灰盒：收费 820.00 元，免除 300.00 元。", En: "Urn: charged 820.00, waived 300.00."}}},
			PreCap: 140000, Cap: &office.TraceCap{Fen: 130000, Clause: "二(末)", Zh: "免除费用最高限额", En: "total cap", Cut: true},
			Shares: []office.TraceShare{{Level: "county", Zh: "县级", Fen: 130000}}, Fund: office.Saying{Zh: "县级财政预算", En: "county budget"}, FundBy: "四"},
		Versions: []office.Version{{Decision: 1, At: "2026-01-06T03:00:00.000000Z", Act: "签名确认", Did: "record the family's signature", Charged: 180000, Waived: 128000, Family: 52000},
			{Decision: 2, At: "2026-01-08T02:00:00.000000Z", Act: "签名确认", Did: "record the family's signature", Signed: true, Current: true, Charged: 182000, Waived: 130000, Family: 52000, Changes: []office.Changed{{What: office.Name{Zh: "免除合计", En: "waived in all"}, Before: office.Name{Zh: "1,280.00", En: "1,280.00"}, After: office.Name{Zh: "1,300.00", En: "1,300.00"}}}}},
		Papers: office.CheckView{Lines: []office.CheckLine{{Kinds: []string{"handler_id"}, Zh: "丧属或经办人身份证", En: "identity card of the handler", Clause: "三(一)", Original: true, Copies: 3, State: "seen", Seen: []office.SeenPaper{seen}},
			{Kinds: []string{"death_certificate"}, Zh: "死亡证明", En: "death certificate", Clause: "三(首)", Original: true, State: "missing"}}},
		Ticks: []office.TickView{{Kind: "identity", Zh: "身份", En: "identity", Done: true, Name: "样乙一", Person: 7, At: "2026-02-03T02:00:00.000000Z"}, {Kind: "papers", Zh: "材料", En: "papers", May: true},
			{Kind: "sums", Zh: "金额（系统复算）", En: "sums, worked out again by the program", Done: true, At: "2026-02-03T02:00:00.000000Z"}},
		Findings: []office.FindingView{{Finding: 9, Code: "risk.same_phone", Zh: "同一电话办理多份申请", En: "one phone in several claims", Others: "449999000000002"}},
		Line:     &office.LineOfClaim{List: 2, Number: "QC-2026-000001", Kind: settlement.Local, Seq: 3, State: settlement.Passed, Zh: "通过", Waived: 130000}}
}

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	page := func(name string) site.Sample {
		return site.Sample{Name: name, Page: site.SampleStaff("申请 1234 5678 9012", "样本县民政局", "民政局审核", "申请", "待办", "清册")}
	}
	full, out, empty, beside := page("claim"), page("claim-determine"), page("claim-draft"), page("claim-papers")
	s := SampleSheet()
	full.Body = pageView(full.Page, &claimOf{s, shutPictures(), true, true})
	d := SampleSheet()
	d.Route, d.State, d.StateZh, d.Bureau, d.Line, d.Findings = "reimbursement", "forwarded", "已上报", true, nil, nil
	d.Acts = []string{string(party.Determine), string(party.Return), string(party.Refuse)}
	d.Live, d.Digest = true, "6b86b273ff34fce1"
	d.Invoices = &office.InvoicesSum{Total: 190000, Charged: 182000, Reason: "花篮一项由家属另付"}
	d.Payee = &office.PayeeOnForm{Holder: "样**", Bank: "样本银行", Account: "6200****0005"}
	out.Body = pageView(out.Page, &claimOf{d, Viewer{May: true}, true, false})
	e := office.ClaimSheet{ClaimView: office.ClaimView{Claim: 3, Slip: "1234 5678 9012", Route: "waiver", State: "draft", StateZh: "草稿", Deceased: "样*"}, Office: "样本县殡仪馆"}
	away := page("claim-stays-out")
	o := SampleSheet()
	o.Out, o.Decides, o.Ticks[1].May = true, false, false
	away.Body = pageView(away.Page, &claimOf{o, shutPictures(), true, false})
	sum := page("claim-review-sum")
	m := SampleSheet()
	m.State, m.StateZh, m.Line, m.Findings = "completed", "已办结", nil, nil
	m.Acts = []string{string(party.Uphold), string(party.Review)}
	m.Review = &office.ReviewOpen{At: "2026-02-24T01:30:00.000000Z", Due: date.MustDay("2026-03-17"), Left: 15, Sum: true, Words: "骨灰盒应当全免"}
	sum.Body = pageView(sum.Page, &claimOf{m, shutPictures(), true, true})
	refused := page("claim-refused")
	n := SampleSheet()
	n.State, n.StateZh, n.Line, n.Findings = "refused", "不予受理", nil, nil
	n.Acts = []string{string(party.Uphold), string(party.Review)}
	n.Review = &office.ReviewOpen{At: "2026-02-24T01:30:00.000000Z", Due: date.MustDay("2026-02-17"), Left: -5, Words: "户口已经迁回本地"}
	n.Moves = append(n.Moves, office.MoveView{Act: "refuse", ActZh: "不予受理", At: "2026-01-09T02:00:00.000000Z", Role: "home_manager", Reason: "policy.no_class|一(首)|户口迁回后可以重新申请"})
	refused.Body = pageView(refused.Page, &claimOf{n, shutPictures(), true, true})
	empty.Body = pageView(empty.Page, &claimOf{ClaimSheet: e})
	beside.Body = pageView(beside.Page, &claimOf{s, SamplePictures(), true, true})
	return []site.Sample{full, out, away, sum, refused, empty, beside}
}

func shutPictures() Viewer {
	x := SamplePictures()
	x.Page = 0
	return x
}

// SamplePictures are six pictures of papers, the first four open.
func SamplePictures() Viewer {
	x := Viewer{Page: 1, May: true, Post: "/claims/1/papers"}
	for _, name := range []string{"丧属或经办人身份证", "死亡证明", "户口簿", "火化证", "申请表", "委托书"} {
		o := Shown{Name: name, Hash: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", Media: "image/png", Source: "data:image/gif;base64,R0lGODlhAQABAAAAACw="}
		if name == "死亡证明" {
			o.Media, o.Source = "application/pdf", "/static/none.pdf"
		}
		x.All = append(x.All, o)
	}
	return x
}
