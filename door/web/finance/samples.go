package finance

import (
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	page := func(name, title, here string) site.Sample {
		s := site.Sample{Name: name, Page: site.SampleStaff(title, "样本县财政局", "财政支付", "拨款", "待办", "预算", "账簿")}
		if here != "" {
			s.Page.Side = side(s.Page, here)
		}
		return s
	}
	day := date.MustDay("2026-03-09")
	o := office.OrderView{Order: 5, Number: "BK-2026-000002", Kind: "first", List: 3, Day: day, Fen: 260000, Count: 2, Lines: []office.PaidView{
		{Seq: 1, Voucher: "ZF4499992026000002000001", Claim: 449999000000001, Holder: "样**", Account: "6200****0005", Fen: 130000, Status: payment.Paid, Zh: "已到账", Day: &day},
		{Seq: 2, Voucher: "ZF4499992026000002000002", Claim: 449999000000002, Holder: "样*", Account: "6200****0013", Fen: 130000, Status: payment.Returned, Zh: "已退回", Code: "AC01"}}}
	a, b := page("orders", "拨款单", "orders"), page("orders-empty", "拨款单", "orders")
	a.Body = ordersView(a.Page, &office.OrderPage{Rows: []office.OrderBrief{{OrderView: o, ListNumber: "HD-2026-000001", Period: settlement.MustPeriod("2026-03"), Paid: 1, Returned: 1}}, Next: 5})
	b.Body = ordersView(b.Page, &office.OrderPage{})
	o.Payers = []office.PersonAt{{Name: "样戊一", Office: "样本县财政局"}}
	o.Results = []office.TakenView{{Result: 8, At: "2026-03-10T02:00:00.000000Z", By: "样戊一", Lines: 1, Changed: 1, Left: sampleLeft(o.Lines[1].Voucher)}}
	x := orderPage{OrderView: o, Profiles: []ui.Choice{{Value: "csv-utf8", Label: a.Page.T("通用表格(UTF-8)", "plain table (UTF-8)")}}, Results: []ui.Choice{{Value: "csv-utf8", Label: a.Page.T("通用回单(UTF-8)", "plain result (UTF-8)")}}, File: true, Import: true, Reissue: true, Export: true, Back: 1}
	c, d, e := page("order", "拨款单", ""), page("order-preview", "拨款单", ""), page("order-preview-wrong", "拨款单", "")
	c.Body = orderView(c.Page, &x)
	y := x
	y.Profile, y.Data = "csv-utf8", "AA=="
	y.Preview = &office.ResultPreview{SHA256: "6b86", Paid: 130000, Back: 130000, Lines: []office.ResultLine{
		{Seq: 1, Voucher: o.Lines[0].Voucher, Holder: "样**", Fen: 130000, Before: payment.Unknown, After: payment.Paid, Zh: "已到账", New: true},
		{Seq: 2, Voucher: o.Lines[1].Voucher, Holder: "样*", Fen: 130000, Before: payment.Unknown, After: payment.Returned, Zh: "已退回", Code: "AC01", New: true}}}
	d.Body = orderView(d.Page, &y)
	rowWise := page("order-preview-rows", "拨款单", "")
	part := y
	part.Preview = &office.ResultPreview{SHA256: "6b87", Good: 1, Silent: 1, Paid: 130000, Lines: []office.ResultLine{
		{Seq: 1, Voucher: o.Lines[0].Voucher, Holder: "样**", Fen: 130000, Before: payment.Unknown, After: payment.Paid, Zh: "已到账", New: true},
		{Seq: 2, Voucher: o.Lines[1].Voucher, Holder: "样*", Fen: 130000, Before: payment.Unknown, After: payment.Unknown, Zh: "待确认"}}, Left: sampleLeft(o.Lines[1].Voucher)}
	rowWise.Body = orderView(rowWise.Page, &part)
	z := y
	z.Preview = &office.ResultPreview{Faults: problem.List{{Code: "payment.result_control", Kind: problem.Invalid, Zh: "回单的笔数或金额合计与各行不符(第 4 行)", En: "the count or sum that the result states does not fit its lines (line 4)", CureZh: "请向银行重新取得完整的回单", CureEn: "ask the bank for the whole file"}}}
	e.Body = orderView(e.Page, &z)
	f := page("order-remittance", "拨款单", "")
	f.Body = remittanceView(f.Page, &x, 1, []office.Remitted{{Claim: 449999000000001, Seq: 1, Slip: "1234 5678 9012", Name: "样*", Fen: 130000}})
	open := office.PaidView{Seq: 3, Voucher: "ZF4499992026000002000003", Holder: "样*", Account: "6200****0021", Fen: 130000, Status: payment.Unknown, Zh: "待确认"}
	few := x
	few.Only = payment.Returned
	returned := page("order-returned", "拨款单", "")
	returned.Body = orderView(returned.Page, &few)
	g, h := page("order-slip", "登记银行退回", ""), page("order-slip-answered", "登记银行退回", "")
	g.Body, h.Body = slipView(g.Page, &x, &open, slipForm{}), slipView(h.Page, &x, &x.Lines[0], slipForm{})
	return append([]site.Sample{a, b, c, d, rowWise, e, f, g, h, returned}, moreSamples(page)...)
}

func sampleLeft(voucher string) []office.LeftRow {
	return []office.LeftRow{{At: 3, Voucher: voucher, Faults: problem.List{{Code: "payment.result_amount", Kind: problem.Conflict, Zh: "回单第 3 行的金额与拨款单不符", En: "the sum in line 3 of the result is not the sum sent",
		CureZh: "请与银行核对该笔,请银行重新给出该笔的结果", CureEn: "clear the line with the bank and ask for its result again"}}}}
}

func moreSamples(page func(name, title, here string) site.Sample) []site.Sample {
	rows := []office.Suggested{{Order: 5, Number: "BK-2026-000002", List: 3, Seq: 2, Voucher: "ZF4499992026000002000002", Claim: 449999000000002, Holder: "样*", Account: "6200****0013", Fen: 130000, Code: "AC01", Ready: true, Now: "6200****0021"},
		{Order: 5, Number: "BK-2026-000002", List: 3, Seq: 3, Voucher: "ZF4499992026000002000003", Claim: 449999000000003, Holder: "样*", Account: "6200****0047", Fen: 130000, Code: "AC04"}}
	a, b := page("reissue", "退回待重拨", "reissue"), page("reissue-empty", "退回待重拨", "reissue")
	a.Body, b.Body = returnedView(a.Page, &returnedPage{Ready: rows[:1], Wait: rows[1:], May: true}), returnedView(b.Page, &returnedPage{})
	c, d, e := page("book", "账簿", ""), page("book-by-month", "账簿", ""), page("book-empty", "账簿", "")
	sum := map[ledger.Account]money.Amount{ledger.Quota: -390000, ledger.Expense: 390000}
	accounts := []office.Saying{{Code: "1001", Zh: "财政拨款额度"}, {Code: "5001", Zh: "惠民殡葬支出"}}
	by := office.BookView{By: "account", Accounts: accounts, Rows: []office.BookRow{{Key: "1001", Name: "1001 财政拨款额度", NameEn: "1001 treasury quota", Fen: map[ledger.Account]money.Amount{ledger.Quota: -390000}}, {Key: "5001", Name: "5001 惠民殡葬支出", NameEn: "5001 funeral benefits spent", Fen: map[ledger.Account]money.Amount{ledger.Expense: 390000}}},
		Total: office.BookRow{Fen: sum}, Homes: []office.Saying{{Code: "1", Zh: "样本县殡仪馆"}}, Funds: []office.Saying{{Code: "county_budget", Zh: "县级财政预算", En: "county budget"}}, Years: []int{2026}, Months: []string{"2026-03"}}
	c.Body = bookView(c.Page, &by, office.BookQuery{})
	month := by
	month.By, month.Rows = "month", []office.BookRow{{Key: "2026-03", Name: "2026-03", NameEn: "2026-03", Fen: sum}}
	d.Body = bookView(d.Page, &month, office.BookQuery{By: "month"})
	e.Body = bookView(e.Page, &office.BookView{By: "account"}, office.BookQuery{})
	f, g := page("book-entries", "分录", ""), page("book-entries-empty", "分录", "")
	f.Body = entriesView(f.Page, &office.EntryPage{Rows: []office.EntryView{{Entry: 9, Kind: "paid", Zh: "到账", Day: date.MustDay("2026-03-09"), Account: "1001", AccountZh: "财政拨款额度", Fund: "县级财政预算", FundEn: "county budget (county)", Level: "县级", Year: 2026, Fen: -390000, List: 3, Order: 5}}, Next: 9}, office.BookQuery{Account: ledger.Quota}, -390000)
	g.Body = entriesView(g.Page, &office.EntryPage{}, office.BookQuery{Account: ledger.Quota}, 0)
	h, i := page("budgets", "预算", ""), page("budgets-empty", "预算", "")
	h.Body = budgetsView(h.Page, []office.BudgetView{{Fund: "county_budget", Level: "county", Year: 2026, Appropriated: 1000000, Committed: 100000, Listed: 200000, Approved: 100000, Paid: 650000, Left: -50000, Alarm: ledger.Overrun, FundZh: "县级财政预算", LevelZh: "县级", FundEn: "county budget"}},
		[]office.BudgetRow{{ID: 4, Document: "样本文件", At: "2026-01-05T02:00:00.000000Z"}, {ID: 5, Document: "样本文件", At: "2026-01-06T02:00:00.000000Z"}, {ID: 6, Cancels: 5, Document: "样本更正", At: "2026-01-07T02:00:00.000000Z"}}, budgetForm{Year: "2026"}, true)
	i.Body = budgetsView(i.Page, nil, nil, budgetForm{}, false)
	j, k := page("budgets-moves", "预算变动", ""), page("budgets-moves-empty", "预算变动", "")
	moved := office.BudgetMoves{Budget: office.BudgetView{Fund: "county_budget", Level: "county", LevelZh: "县级", FundZh: "县级财政预算", FundEn: "county budget", Year: 2026}, Sum: -390000,
		EntryPage: office.EntryPage{Rows: []office.EntryView{{Entry: 9, Kind: "paid", Zh: "到账", Day: date.MustDay("2026-03-09"), Fen: -390000, List: 3, Order: 5}}, Next: 9}}
	j.Body = movesView(j.Page, &moved, office.BudgetMovesOf{Stand: ledger.OfLeft, Year: 2026})
	moved.Rows, moved.Next, moved.Sum = nil, 0, 0
	k.Body = movesView(k.Page, &moved, office.BudgetMovesOf{Stand: ledger.OfPaid, Year: 2026})
	l, m := page("budgets-row", "撤销一行预算", ""), page("budgets-row-back", "撤销一行预算", "")
	row := givenRow{BudgetRow: office.BudgetRow{ID: 4, Document: "样本文件", At: "2026-01-05T02:00:00.000000Z"}}
	l.Body, row.Back = budgetRowView(l.Page, nil, row, ""), true
	m.Body = budgetRowView(m.Page, nil, row, "")
	return []site.Sample{a, b, c, d, e, f, g, h, i, j, k, l, m}
}
