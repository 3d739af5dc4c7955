package home

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func samples() []site.Sample {
	page := func(title, here string) ui.Page {
		p := site.SampleStaff(title, "样本县殡仪馆", "殡仪馆负责人", "月度清册", "待办", "查找", "火化证", "申请", "清册")
		if here != "" {
			p.Side = side(p, here)
		}
		return p
	}
	last, now := period("2026-02"), period("2026-03")
	day, paid := date.MustDay("2026-02-20"), date.MustDay("2026-03-10")
	turn := &office.TurnView{Zh: "殡仪馆", Party: settlement.ByHome, Due: date.MustDay("2026-03-03"), Left: 1}
	m := monthView{Months: []monthTab{{Period: now, Waits: 9}, {Period: last, Waits: 128, Over: true}, {Period: period("2025-11"), Waits: 3, Over: true}}, Period: last, Today: day + 12, May: true}
	m.PeriodZh, m.Lines, m.Charged, m.Waived, m.Anomalies, m.Blocked, m.Turn, m.Next = last.Zh(), 128, 10600000, 8830000, 2, 1, turn, 1
	m.Rows = []office.MonthRow{
		{Claim: 1, Slip: "1234-5678-9012", Deceased: "样*一", Cremation: &day, Charged: 83000, Waived: 69000, Family: 14000, Anomalies: []office.Anomaly{office.OpenFinding, office.AbovePrice}},
		{Claim: 2, Slip: "2345-6789-0123", Deceased: "样*二", Cremation: &day, Charged: 43000, Waived: 43000, Anomalies: []office.Anomaly{office.OddDates}},
		{Claim: 3, Slip: "3456-7890-1234", Cremation: &day, Charged: 43000, Waived: 43000}}
	none, early, taken := monthView{Months: m.Months[:2], Period: now, Today: m.Today, May: true}, m, m
	none.PeriodZh = now.Zh()
	early.Early, early.Next = true, 0
	taken.Taken, taken.Standing, taken.Rows, taken.Lines = true, 1, nil, 0
	lv := office.ListView{List: 1, Number: "QC-2026-000001", Period: last, State: settlement.Reviewing, StateZh: "审核中", Lines: 128, Waived: 8830000, Turn: &office.TurnView{Zh: "民政局", Party: settlement.ByBureau, Left: 2},
		Submitted: office.Seal{Digest: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"}}
	done := lv
	done.State, done.StateZh, done.Turn = settlement.Paid, "已支付", nil
	done.Orders = []office.OrderView{{Order: 1, Number: "ZF-2026-000001"}}
	money := office.MoneyView{Arrived: &paid, Payments: []office.PaymentOfView{{Number: "ZF-2026-000001", Fen: 8830000, Zh: "已付", Status: "paid", Paid: &paid}}}
	lines := []office.LineView{
		{Seq: 1, Claim: 1, Slip: "1234-5678-9012", Name: "样*一", Waived: 69000, Line: settlement.Queried, LineZh: "质询中", Marks: []office.MarkView{{Mark: settlement.MarkQuery, Note: "冷藏天数与日期不符，请说明"}}},
		{Seq: 2, Claim: 2, Slip: "2345-6789-0123", Name: "样*二", Waived: 43000, Line: settlement.Passed, LineZh: "通过"}}
	asked := page("清册 QC-2026-000001", "")
	asked.Back = "/month/lists"
	wrong := asked
	wrong.Errors = []ui.FieldError{{Field: "note-1", Text: wrong.T("缺少文字说明。请写明意见、疑问或原因", "The words are missing. Write the opinion, the question or the reason")}}
	wrongPassword := page("月度清册", "/month")
	wrongPassword.Errors = []ui.FieldError{{Field: "password", Text: wrongPassword.T("密码不正确。请重新输入", "The password is not right. Enter it again")}}
	month, listed, certs := page("月度清册", "/month"), page("已报送的清册与到账", "/month/lists"), page("火化证台账", "")
	return append([]site.Sample{
		{Name: "month", Page: month, Body: monthBody(month, m)},
		{Name: "month-empty", Page: month, Body: monthBody(month, none)},
		{Name: "month-early", Page: month, Body: monthBody(month, early)},
		{Name: "month-taken", Page: month, Body: monthBody(month, taken)},
		{Name: "month-wrong", Page: wrongPassword, Body: monthBody(wrongPassword, m)},
		{Name: "month-lists", Page: listed, Body: listsBody(listed, []office.SentList{{ListView: lv}, {ListView: done, Arrived: &paid}})},
		{Name: "month-lists-empty", Page: listed, Body: listsBody(listed, nil)},
		{Name: "month-list-queried", Page: asked, Body: listBody(asked, oneList{ListView: lv, Lines: lines, Export: true})},
		{Name: "month-list-unanswered", Page: wrong, Body: listBody(wrong, oneList{ListView: lv, Lines: lines, Export: true})},
		{Name: "month-list-paid", Page: asked, Body: listBody(asked, oneList{ListView: done, Lines: lines[1:], Money: money, Export: true})},
	}, ledgerSamples(certs)...)
}

func period(text string) settlement.Period {
	p, _ := settlement.ParsePeriod(text)
	return p
}

func ledgerSamples(p ui.Page) []site.Sample {
	day, before := date.MustDay("2026-02-20"), date.MustDay("2026-02-10")
	at, _ := date.ParseInstant("2026-02-20T02:00:00.000000Z")
	step := func(s claim.CertificateStep, reason string) office.LedgerAct {
		return office.LedgerAct{Step: s, Zh: s.Zh(), En: s.En(), Reason: reason, At: at}
	}
	var l ledgerView
	l.Series, l.Shown = []office.Series{{Name: "HH2026-", First: 1, Last: 6, Numbers: 5}, {Name: "HH2025-", First: 1, Last: 1200, Numbers: 1200}}, "HH2026-"
	l.Rows = []office.LedgerRow{
		{Number: "HH2026-00006", Day: &day, Claim: 1, Valid: true, Steps: []office.LedgerAct{step(claim.CertificateReissue, "遗失")}},
		{Number: "HH2026-00003", Steps: []office.LedgerAct{step(claim.CertificateVoid, "打印作废")}},
		{Number: "HH2026-00002", Day: &before, Claim: 2, Valid: true, Backdated: true, Steps: []office.LedgerAct{step(claim.CertificateIssue, "")}},
		{Number: "HH2026-00001", Day: &day, Claim: 1, Steps: []office.LedgerAct{step(claim.CertificateIssue, ""), step(claim.CertificateVoid, "遗失")}}}
	l.Gaps = []claim.Gap{{From: 4, To: 5}}
	wrong := p
	wrong.Errors = []ui.FieldError{{Field: "void_reason", Text: wrong.T("补发或作废火化证须写明原因。请写明原因，如“遗失”“打印作废”", "A reissue or a voided number needs its reason. Write it, such as lost or spoilt in printing")}}
	return []site.Sample{
		{Name: "certificates", Page: p, Body: ledgerBody(p, l)},
		{Name: "certificates-empty", Page: p, Body: ledgerBody(p, ledgerView{})},
		{Name: "certificates-wrong", Page: wrong, Body: ledgerBody(wrong, l)},
	}
}
