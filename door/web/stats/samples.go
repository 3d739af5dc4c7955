package stats

import (
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	from, _ := date.ParseMonth("2025-08")
	day := date.MustDay("2026-01-20")
	period, _ := settlement.ParsePeriod("2026-01")
	fig := func(key, zh, en string, n int64) office.Figure {
		return office.Figure{Key: key, Name: office.Name{Zh: zh, En: en}, Lodged: n + 2, Done: n, Charged: money.Amount(n * 182000), Waived: money.Amount(n * 121000), Family: money.Amount(n * 61000), Capped: n / 3, Dated: n, LodgeDays: n, DoneDays: n * 3}
	}
	r := office.Report{Filter: office.StatFilter{From: from, To: from + 5}, Total: fig("", "合计", "all", 412),
		Months: []office.Figure{fig("2025-08", "2025年8月", "2025-08", 61), fig("2025-09", "2025年9月", "2025-09", 58), fig("2025-10", "2025年10月", "2025-10", 66), fig("2025-11", "2025年11月", "2025-11", 71), fig("2025-12", "2025年12月", "2025-12", 84), fig("2026-01", "2026年1月", "2026-01", 72)},
		Routes: []office.Figure{fig("waiver", "本馆火化免除", "waiver at the home", 371), fig("reimbursement", "异地火化报销", "reimbursement", 37), fig("unclaimed", "无人认领遗体", "unclaimed body", 4)}, Classes: []office.Figure{fig("resident", "户籍居民", "resident", 340), fig("subsistence", "最低生活保障对象", "subsistence", 52), fig("five_guarantee", "特困供养人员", "special hardship", 20)},
		Items: []office.Figure{fig("cremation", "遗体火化", "cremation", 400), fig("pickup", "遗体接运", "pick-up", 380), fig("urn", "骨灰盒", "urn", 350)}, Funds: []office.Figure{fig("county_budget/county", "县级财政（县级）", "county budget (county)", 380)},
		Towns: []office.Figure{fig("449999101", "样本镇", "样本镇", 210), fig("449999102", "青石镇", "青石镇", 130), fig("449999103", "松柏镇", "松柏镇", 72)}, Homes: []office.Figure{fig("7", "样本县殡仪馆", "样本县殡仪馆", 375), fig("-1", "异地火化", "cremated elsewhere", 37)},
		Paid:   []office.PaidBy{{Month: "2025-12", Paid: 9800000, Lines: 8, Returned: 121000, Back: 1}},
		Steps:  []office.StepDays{{Step: "lodge", Name: office.Name{Zh: "死亡到申请", En: "death to lodging"}, N: 412, Days: 400}, {Step: "complete", Name: office.Name{Zh: "申请到办结", En: "lodging to completion"}, N: 412, Days: 1260}, {Step: "seal", Name: office.Name{Zh: "报送到盖章", En: "submission to seal"}, N: 5, Days: 11}, {Step: "pay", Name: office.Name{Zh: "审定到到账", En: "approval to payment"}, N: 0}},
		OnTime: office.OnTime{Lists: 5, Submitted: 5, Sealed: 4, Approved: 5, Paid: 4}}
	d := &dashboard{r: r, may: true, towns: []ui.Choice{{Value: "449999101", Label: "样本镇"}}, homes: []ui.Choice{{Value: "7", Label: "样本县殡仪馆"}}}
	row := office.FigureRow{Claim: 1, Slip: "1234 5678 9012", Deceased: "样*", Route: office.Name{Zh: "本馆火化免除", En: "waiver at the home"}, Class: office.Name{Zh: "户籍居民", En: "resident"}, Town: office.Name{Zh: "样本镇", En: "样本镇"}, Home: office.Name{Zh: "样本县殡仪馆", En: "样本县殡仪馆"}, State: office.Name{Zh: "已支付", En: "paid"}, Lodged: "2026-01-02", Done: "2026-01-05", Waived: 130000}
	row.Charged, row.Family = 182000, 52000
	charged, waived, family, days := money.Amount(182000*412), money.Amount(130000*412), money.Amount(52000*412), int64(1260)
	waits := office.Unlisted{Name: "样本县殡仪馆"}
	waits.Unit, waits.Kind, waits.Period, waits.Lines, waits.Charged, waits.Waived = 7, settlement.Local, "2026-01", 31, 5642000, 3751000
	figures := office.FigurePage{Query: office.FigureQuery{StatFilter: r.Filter}, Total: &office.FigureTotal{N: 412, Charged: &charged, Waived: &waived, Family: &family}, Rows: []office.FigureRow{row}, Next: "2026-01-05/1"}
	step := office.FigurePage{Query: office.FigureQuery{StatFilter: r.Filter, Step: office.ToCompletion}, Total: &office.FigureTotal{N: 412, Days: &days}, Rows: []office.FigureRow{row}}
	step.Rows[0].Days = 3
	share := office.FigurePage{Query: office.FigureQuery{StatFilter: r.Filter, Fund: "county_budget/county"}, Part: &office.Name{Zh: "县级财政（县级）", En: "county budget (county)"}, Total: &office.FigureTotal{N: 380, Waived: &waived}, Rows: []office.FigureRow{row}}
	due, done, took := day-9, day-12, int64(2)
	steps := [4]office.WayStep{{Step: office.ToSubmission, Done: &done, Due: &due, Days: &took}, {Step: office.ToSeal, Due: &due, Late: true}, {Step: office.ToApproval, Due: &due, Late: true}, {Step: office.ToPayment, Due: &due, Late: true}}
	ways := office.ListsPage{Query: office.ListsQuery{StatFilter: r.Filter, Step: office.ToPayment, Kept: "no"}, N: 61, Rows: []office.ListWay{{List: 2, Number: "样本殡清〔2026〕1号", Home: 7, Unit: "样本县殡仪馆", Period: period, State: office.Name{Zh: "审核中", En: "under review"}, Steps: steps}, {Home: 7, Unit: "样本县殡仪馆", Period: period}}, Next: "2026-01/7/2"}
	took2 := ways
	took2.Query.Kept, took2.Query.Step, took2.Days, took2.Next = "", office.ToSubmission, 122, ""
	answers := office.BankPage{Query: office.BankQuery{StatFilter: r.Filter, Outcome: "paid"}, Lines: 8, Sum: 9800000, Next: "5/1", Rows: []office.BankRow{{Order: 5, Seq: 1, Number: "BK-2026-000002", Voucher: "ZF4499992026000002000001", List: 2, ListNumber: "样本殡清〔2026〕1号", Period: period, Day: "2026-02-09", Fen: 9800000}}}
	back := answers
	back.Query.Outcome, back.Next, back.Rows = "returned", "", []office.BankRow{{Order: 5, Seq: 2, Number: "BK-2026-000002", Voucher: "ZF4499992026000002000002", List: 2, ListNumber: "样本殡清〔2026〕1号", Period: period, Reason: "AC01", Fen: 121000}}
	wait := office.WaitingPage{Unlisted: waits, Rows: []office.FigureRow{row}, Next: "449999101/1"}
	b := office.Backlog{States: []office.BacklogRow{{State: "lodged", Name: office.Name{Zh: "已提交", En: "lodged"}, N: 7}, {State: "returned", Name: office.Name{Zh: "待补正", En: "returned"}, N: 2}}, Lists: []office.ListWaiting{{List: 2, Number: "样本殡清〔2026〕1号", Unit: "样本县殡仪馆", Period: period, State: office.Name{Zh: "审核中", En: "under review"}, Turn: &office.TurnView{Zh: "民政局", Party: settlement.ByBureau, Due: day, Late: true}}}}
	b.Lists = append([]office.ListWaiting{{Home: 7, Unit: "样本县殡仪馆", Period: period, State: office.Name{Zh: "编制中", En: "being built"}, Turn: &office.TurnView{Zh: "殡仪馆", Party: settlement.ByHome, Due: day, Late: true}}}, b.Lists...)
	b.Waiting = []office.Unlisted{waits}
	b.States[0].Ages[0] = office.Age{N: 5, Oldest: &day}
	b.States[0].Ages[4] = office.Age{N: 2, Youngest: &day}
	b.States[1].Ages[2] = office.Age{N: 2, Oldest: &day, Youngest: &day}
	look := office.Outlook{Fund: "county_budget", Level: "county", Name: office.Name{Zh: "县级财政（县级）", En: "county budget (county)"}, Year: 2026, Appropriated: 120000000, Committed: 3000000, Listed: 4000000, Approved: 9000000, Paid: 31000000, Left: 73000000, Alarm: ledger.NoAlarm, Way: ledger.Level}
	for i := range 12 {
		look.Was = append(look.Was, office.MonthSum{Month: (from - 6 + date.Month(i)).String(), Fen: money.Amount(7000000 + i%4*900000)})
	}
	for i := range 6 {
		e := ledger.Expected{Low: 6100000, Mid: 7900000, High: 9800000}
		look.Ahead = append(look.Ahead, office.MonthExpected{Month: (from + 6 + date.Month(i)).String(), Expected: e})
		look.Rest = look.Rest.Add(e)
	}
	page := func(name, title string, body func(ui.Page) ui.Body) site.Sample {
		p := site.SampleStaff(title, "样本县民政局", "民政局负责人", "统计", "首页", "申请", "清册")
		return site.Sample{Name: name, Page: p, Body: body(p)}
	}
	return []site.Sample{
		page("stats", "统计", func(p ui.Page) ui.Body { return overviewView(p, d) }),
		page("stats-empty", "统计", func(p ui.Page) ui.Body {
			return overviewView(p, &dashboard{r: office.Report{Filter: r.Filter}, towns: d.towns, homes: d.homes})
		}),
		page("stats-benefits", "惠民殡葬统计表", func(p ui.Page) ui.Body {
			return benefitsView(p, r.Filter, []office.BenefitRow{{Class: row.Class, Town: row.Town, Home: row.Home, Key: [3]string{"resident", "449999101", "7"}, Done: 180, Waived: 21780000}}, true)
		}),
		page("stats-claims", "统计明细", func(p ui.Page) ui.Body { return figureView(p, figures, true) }),
		page("stats-claims-step", "统计明细", func(p ui.Page) ui.Body { return figureView(p, step, true) }),
		page("stats-claims-fund", "统计明细", func(p ui.Page) ui.Body { return figureView(p, share, true) }),
		page("stats-claims-empty", "统计明细", func(p ui.Page) ui.Body {
			return figureView(p, office.FigurePage{Query: office.FigureQuery{StatFilter: r.Filter, Capped: true}, Total: &office.FigureTotal{}}, true)
		}),
		page("stats-lists", "统计明细：清册", func(p ui.Page) ui.Body { return listsView(p, ways) }),
		page("stats-lists-step", "统计明细：清册", func(p ui.Page) ui.Body { return listsView(p, took2) }),
		page("stats-bank", "统计明细：银行结果", func(p ui.Page) ui.Body { return bankView(p, answers) }),
		page("stats-bank-returned", "统计明细：银行结果", func(p ui.Page) ui.Body { return bankView(p, back) }),
		page("stats-waiting", "待列入清册的申请", func(p ui.Page) ui.Body { return waitingView(p, wait, period) }),
		page("stats-backlog-empty", "在办和积压", func(p ui.Page) ui.Body { return backlogView(p, office.Backlog{}) }),
		page("stats-backlog", "在办和积压", func(p ui.Page) ui.Body { return backlogView(p, b) }),
		page("stats-outlook", "经费余额和预测", func(p ui.Page) ui.Body {
			few := look
			few.Name, few.Way, few.Alarm, few.RunsOut = office.Name{Zh: "低保专项（县级）", En: "subsistence fund (county)"}, ledger.TooFew, "", ""
			return outlookView(p, []office.Outlook{look, few}, true)
		}),
	}
}
