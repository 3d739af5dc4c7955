package rules

import (
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/policy/replay"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	page := func(name, title string) site.Sample {
		return site.Sample{Name: name, Page: site.SampleStaff(title, "样本县民政局", "政策管理员", "政策和价目", "待办")}
	}
	from := date.MustDay("2026-04-01")
	waits := office.RuleRow{ID: 11, Kind: "local_value", State: "proposed", Name: "cap", Value: "1400.00", From: from, Document: "样本文件"}
	holds := office.RuleRow{ID: 3, Kind: "price_list", State: "in_force", Name: "样本县殡仪馆", Value: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", From: date.MustDay("2026-01-01"), Document: "样本文件"}
	a, b := page("rules", "政策和价目"), page("rules-empty", "政策和价目")
	a.Body = allView(a.Page, []office.RuleRow{waits, holds}, []string{"local_value", "price_list", "policy", "home_account"})
	b.Body = allView(b.Page, nil, nil)
	prices := office.RuleView{RuleRow: office.RuleRow{ID: 12, Kind: "price_list", Name: "样本价目", From: from, Document: "样本文件"}, HomeName: "样本县殡仪馆", By: "样乙四", At: "2026-03-02T02:00:00.000000Z", May: true, Tries: true, Roles: []office.Name{{Zh: "政策管理员", En: "policy keeper"}, {Zh: "分管领导", En: "leader"}}, Same: 8, Past: true,
		Changes: []office.RuleChange{{What: "普通火化炉", Before: "230.00 元/具", After: "460.00 元/具", Flag: office.Name{Zh: "比现行价高 100%", En: "100% dearer than now"}}, {What: "捡灰炉", Before: "600.00 元/具"}, {What: "骨灰寄存", After: "60.00 元/年"}},
		Flags:   []office.Saying{{Zh: "普通火化炉：比现行价高 100%", En: "dearer than before"}}}
	pack := office.RuleView{RuleRow: office.RuleRow{ID: 13, Kind: "policy", Name: "sample", From: from, Document: "样本文件"}, By: "样乙四", At: "2026-03-02T02:00:00.000000Z", Mine: true, MayCheck: true, Roles: []office.Name{{Zh: "分管领导", En: "leader"}},
		Changes: []office.RuleChange{{What: "政策文本", En: "text of the policy", Before: "样本方案（6b86b273ff34）", After: "样本方案（d4735e3a265e）"}, {What: "items", Rule: &office.Saying{Zh: "普通冷藏柜遗体存放费由最多 3 天改为最多 5 天", En: "cold storage: from 3 to 5 days"}, Who: &office.Saying{Zh: "全部对象", En: "everybody"}, From: from, Clause: "二(三)"}}}
	done := prices
	seen := pack
	seen.Mine, seen.MayCheck, seen.May = false, false, true
	seen.Checked = &office.PolicyChecked{Cases: 24, From: from.Month() - 13, To: from.Month() - 2, Claims: 412, Undecided: 1, Before: 49800000, After: 51200000, Gain: 96, Lose: 0, At: "2026-03-02T02:05:00.000000Z", By: "样乙四"}
	done.Decider, done.Decided = "样乙五", "2026-03-03T02:00:00.000000Z"
	done.Outcome, done.Flags, done.Changes, done.May = "approved", nil, nil, false
	c, d, e, g := page("rule-prices", "待核准"), page("rule-policy", "待核准"), page("rule-approved", "待核准"), page("rule-policy-checked", "待核准")
	g.Body = oneView(g.Page, &seen)
	c.Body, d.Body, e.Body = oneView(c.Page, &prices), oneView(d.Page, &pack), oneView(e.Page, &done)
	out := []site.Sample{a, b, c, d, e, g}
	homes := []ui.Choice{{Value: "1", Label: "样本县殡仪馆"}}
	for _, kind := range []string{"local_value", "price_list", "policy", "home_account"} {
		s := page("rule-new-"+kind, "拟定")
		s.Body = newView(s.Page, &draft{Kind: kind, From: "2026-04-01", Homes: homes, Values: []ui.Choice{{Value: "cap", Label: s.Page.T("免除费用最高限额（元/具）", "total cap in yuan")}}})
		out = append(out, s)
	}
	side := func(n int64, fen money.Amount) replay.Side { return replay.Side{Claims: n, Fen: fen} }
	r := replay.Result{Claims: 20, Undecided: 1, Total: replay.Row{Before: side(19, 2600000), After: side(19, 2700000)}, Months: []replay.Row{{Key: "2026-01", Before: side(10, 1300000), After: side(10, 1350000)}, {Key: "2026-02", Before: side(9, 1300000), After: side(9, 1350000)}},
		Classes: []replay.Row{{Key: "resident", Before: side(19, 2600000), After: side(19, 2700000)}}, Winners: replay.Change{Claims: 8, Fen: 100000}, Faults: []replay.Fault{{Zh: "价目表没有这一天的价格", En: "no price for the day", Claims: 1}}}
	tried := trial{ID: 12, Kind: "local_value", From: "2026-01", To: "2026-02", View: &office.WhatIfView{Result: &r, Names: map[string]office.Name{"classes/resident": {Zh: "具有本市户籍的城乡居民", En: "resident"}}}}
	w, none := page("rule-what-if", "试算"), page("rule-what-if-empty", "试算")
	w.Body, none.Body = whatIfView(w.Page, &tried), whatIfView(none.Page, &trial{ID: 12, From: "2026-01", To: "2026-02"})
	out = append(out, w, none)
	out = append(out, textSamples(page)...)
	f := page("account-correct", "更正收款账户")
	f.Page.Errors = []ui.FieldError{{Field: "account.number", Text: f.Page.T("账号写法不对。请核对存折", "The number is not right")}}
	f.Body = accountView(f.Page, &draft{Kind: "payee", Claim: 1, Holder: "样本家属"})
	return append(out, f)
}

// textSamples are a policy and a price list in words.
func textSamples(page func(name, title string) site.Sample) []site.Sample {
	from := date.MustDay("2026-01-01")
	words := func(zh, en string) policy.Words { return policy.Words{Zh: zh, En: en} }
	text := office.PolicyText{ID: "sample", Title: office.Name{Zh: "样本实施方案", En: "sample plan"}, Hash: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", Area: "449999", Effective: from, Clause: "六",
		Days: []office.Held{{From: from, Document: "样本文件〔2026〕1号"}},
		Sections: []policy.Section{
			{Words: words("对象", "Classes"), Rows: []policy.SectionRow{{ID: "resident", Clause: "一(一)", Words: words("具有本市户籍的城乡居民", "residents by registration"), When: words("户籍在本县", "registered in the county")}}},
			{Words: words("项目", "Items"), Rows: []policy.SectionRow{{ID: "cold", Clause: "二(三)", Words: words("普通冷藏柜遗体存放费", "cold storage in an ordinary cabinet"), Tail: words("，至多 3 天", ", at most 3 days")}}},
			{Words: words("材料", "Papers"), Rows: []policy.SectionRow{{ID: "handler_id", Clause: "三(一)", Words: words("经办人身份证", "identity card of the handler"), Tail: words("，原件，复印件 3 份", ", original, copies: 3")}}},
			{Words: words("假定（原文没有写明，须有人确认）", "Assumptions (the text leaves these open; somebody must confirm them)"), Rows: []policy.SectionRow{{ID: "days", Clause: "二(三)", Words: words("3 天从何时起算", "from when the three days count"), Tail: words(" → 入柜之时", " → from storing"), Note: words("待确认：样本县民政局", "to be confirmed by: 样本县民政局")}}},
		},
		Local:   []office.Held{{Name: office.Name{Zh: "免除费用最高限额", En: "total cap"}, Value: "1300.00", From: from, Document: "样本文件〔2026〕2号"}},
		Clauses: []policy.Clause{{ID: "一(一)", Text: "具有本市户籍的城乡居民"}, {ID: "二(三)", Text: "3 天以内普通冷藏柜遗体存放费"}}}
	list := office.PriceTable{Name: "样本价目", Home: "样本县殡仪馆", Hash: text.Hash, Sample: true, From: from, Document: "样本文件〔2026〕3号", Rows: []office.PriceRow{
		{Item: office.Name{Zh: "普通火化设备遗体火化费", En: "cremation in ordinary equipment"}, Label: "普通火化炉", Standard: true, Price: "1,000.00 元/具", From: from, Document: "样本文件〔2025〕9号"},
		{Item: office.Name{Zh: "普通火化设备遗体火化费", En: "cremation in ordinary equipment"}, Label: "捡灰炉", Price: "1,600.00 元/具", From: from, To: date.MustDay("2026-12-31"), Document: "样本文件〔2025〕9号"}}}
	a, b, c := page("rule-text-policy", "政策和价目"), page("rule-text-prices", "政策和价目"), page("rule-text-proposed", "政策和价目")
	a.Body, b.Body = policyTextView(a.Page, &text), priceTableView(b.Page, &list)
	draft := text
	draft.Days, draft.Local = nil, nil
	c.Body = policyTextView(c.Page, &draft)
	return []site.Sample{a, b, c}
}
