package stats

import (
	"fmt"
	"strconv"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/door/web/ui"
	"songbai/office"
)

// group is one way of looking at the figures: what its title asks, and what its
// numbers open.
type group struct {
	by     string // months, route, class, town, home, item, fund
	title  string // the question that the picture answers
	head   string // what a row is
	rows   []office.Figure
	href   func(key string, change func(*office.FigureQuery)) string
	lodged bool // claims lodged are counted too
	parts  bool // of items and funds: sums of a part of a claim, which knows no cap
	only   bool // of funds: one sum
}

func figureTable(p ui.Page, g *group) ui.Table[office.Figure] {
	plain := func(*office.FigureQuery) {}
	number := func(head, what string, shown func(office.Figure) string, change func(*office.FigureQuery)) ui.Col[office.Figure] {
		return ui.Cell(head, func(x office.Figure) templ.Component {
			return opening(g.href(x.Key, change), p.T(x.Zh, x.En)+" "+what, shown(x))
		}).With("num")
	}
	t := ui.Table[office.Figure]{Caption: g.title, Wide: true, Cols: []ui.Col[office.Figure]{
		ui.Words(g.head, func(x office.Figure) string { return p.T(x.Zh, x.En) }).Naming().With("nowrap"),
	}}
	if g.lodged {
		t.Cols = append(t.Cols, number(p.T("提交", "Lodged"), p.T("提交", "lodged"), func(x office.Figure) string { return strconv.FormatInt(x.Lodged, 10) }, func(q *office.FigureQuery) { q.Lodged = true }))
	}
	t.Cols = append(t.Cols,
		number(p.T("办结", "Completed"), p.T("办结", "completed"), func(x office.Figure) string { return strconv.FormatInt(x.Done, 10) }, plain),
		number(p.T("免除（元）", "Waived (yuan)"), p.T("免除", "waived"), func(x office.Figure) string { return ui.Yuan(x.Waived) }, plain))
	if !g.only {
		t.Cols = append(t.Cols, number(p.T("家属负担（元）", "Family pays (yuan)"), p.T("家属负担", "paid by families"), func(x office.Figure) string { return ui.Yuan(x.Family) }, plain))
	}
	if !g.parts {
		t.Cols = append(t.Cols, ui.Cell(p.T("达到封顶", "At the cap"), func(x office.Figure) templ.Component {
			return share(g.href(x.Key, func(q *office.FigureQuery) { q.Capped = true }), p.T(x.Zh, x.En)+" "+p.T("达到封顶", "at the cap"), x.Capped, x.Done)
		}).With("num"))
	}
	return t
}

func benefitTable(p ui.Page, f office.StatFilter) ui.Table[office.BenefitRow] {
	name := func(x office.BenefitRow) string {
		return p.T(x.Class.Zh, x.Class.En) + " " + p.T(x.Town.Zh, x.Town.En) + " " + p.T(x.Home.Zh, x.Home.En)
	}
	return ui.Table[office.BenefitRow]{Caption: p.T("对象类别 × 镇(街) × 殡仪馆", "class × town × home"), Empty: p.T("这段时间没有办结的申请。", "No claim was completed in these months."), Cols: []ui.Col[office.BenefitRow]{
		ui.Words(p.T("对象类别", "Class"), func(x office.BenefitRow) string { return p.T(x.Class.Zh, x.Class.En) }),
		ui.Words(p.T("镇(街)", "Town"), func(x office.BenefitRow) string { return p.T(x.Town.Zh, x.Town.En) }),
		ui.Words(p.T("殡仪馆", "Home"), func(x office.BenefitRow) string { return p.T(x.Home.Zh, x.Home.En) }),
		ui.Cell(p.T("宗数", "Claims"), func(x office.BenefitRow) templ.Component {
			return opening(benefitHref(f, x), name(x), strconv.FormatInt(x.Done, 10))
		}).With("num"),
		ui.Cell(p.T("金额（元）", "Sum (yuan)"), func(x office.BenefitRow) templ.Component {
			return opening(benefitHref(f, x), name(x), ui.Yuan(x.Waived))
		}).With("num"),
	}}
}

// claimTable lists claims; of a fund only its own share, of a step its days.
func claimTable(p ui.Page, q office.FigureQuery) ui.Table[office.FigureRow] {
	t := ui.Table[office.FigureRow]{Caption: p.T("统计明细", "Claims of a figure"), Dense: true, Empty: p.T("没有符合条件的申请。", "No claim fits."), Cols: []ui.Col[office.FigureRow]{
		ui.Link(p.T("查询单号", "Slip"), func(x office.FigureRow) (string, string) {
			return "/claims/" + strconv.FormatInt(x.Claim, 10), x.Slip
		}).With("nowrap"),
		ui.Words(p.T("逝者", "Deceased"), func(x office.FigureRow) string { return x.Deceased }),
		ui.Words(p.T("类别", "Class"), func(x office.FigureRow) string { return p.T(x.Class.Zh, x.Class.En) }),
		ui.Words(p.T("镇(街)", "Town"), func(x office.FigureRow) string { return p.T(x.Town.Zh, x.Town.En) }),
		ui.Words(p.T("状态", "State"), func(x office.FigureRow) string { return p.T(x.State.Zh, x.State.En) }),
		ui.Code(p.T("申请", "Lodged"), func(x office.FigureRow) string { return x.Lodged }),
		ui.Code(p.T("办结", "Completed"), func(x office.FigureRow) string { return x.Done }),
	}}
	if q.Step != "" {
		t.Cols = append(t.Cols, ui.Count(p.T("天数", "Days"), func(x office.FigureRow) int { return int(x.Days) }))
	}
	if q.Fund == "" {
		t.Cols = append(t.Cols, ui.Fen(p.T("收费（元）", "Charged (yuan)"), func(x office.FigureRow) money.Amount { return x.Charged }))
	}
	t.Cols = append(t.Cols, ui.Fen(p.T("免除（元）", "Waived (yuan)"), func(x office.FigureRow) money.Amount { return x.Waived }))
	if q.Fund == "" {
		t.Cols = append(t.Cols, ui.Fen(p.T("家属负担（元）", "Family pays (yuan)"), func(x office.FigureRow) money.Amount { return x.Family }))
	}
	return t
}

// wayTable lists lists with the day of each step, late ones in the colour of alarm.
func wayTable(p ui.Page, q office.ListsQuery) ui.Table[office.ListWay] {
	t := ui.Table[office.ListWay]{Caption: p.T("清册", "Lists"), Empty: p.T("没有这样的清册。", "No such list."), Cols: []ui.Col[office.ListWay]{
		ui.Link(p.T("清册", "List"), func(l office.ListWay) (string, string) {
			if l.List == 0 {
				return opensWaiting(l.Home, l.Period.String(), ""), p.T("未报送", "not submitted")
			}
			return "/lists/" + strconv.FormatInt(l.List, 10), l.Number
		}).With("nowrap"),
		ui.Words(p.T("单位", "Unit"), func(l office.ListWay) string { return l.Unit }),
		ui.Words(p.T("结算期", "Period"), func(l office.ListWay) string { return p.T(l.Period.Zh(), l.Period.String()) }),
	}}
	for i, step := range []office.Step{office.ToSubmission, office.ToSeal, office.ToApproval, office.ToPayment} {
		done := stepDone(step)
		t.Cols = append(t.Cols, ui.Noted(p.T(done.Zh, done.En), func(l office.ListWay) (string, string) {
			main, note := "—", ""
			if d := l.Steps[i].Done; d != nil {
				main = d.String()
			}
			if d := l.Steps[i].Due; d != nil {
				note = p.T("期限 ", "due ") + d.String()
			}
			return main, note
		}).Marked(func(l office.ListWay) bool { return l.Steps[i].Late }))
		if q.Kept == "" && step == q.Step {
			t.Cols = append(t.Cols, ui.Words(p.T("天数", "Days"), func(l office.ListWay) string {
				if l.Steps[i].Days == nil {
					return "—"
				}
				return strconv.FormatInt(*l.Steps[i].Days, 10)
			}).With("num"))
		}
	}
	return t
}

func bankTable(p ui.Page, q office.BankQuery) ui.Table[office.BankRow] {
	t := ui.Table[office.BankRow]{Caption: p.T("银行结果", "What the bank said"), Empty: p.T("没有这样的款项。", "No such payment."), Cols: []ui.Col[office.BankRow]{
		ui.Link(p.T("凭证号", "Voucher"), func(r office.BankRow) (string, string) { return fmt.Sprintf("/orders/%d", r.Order), r.Voucher }).With("nowrap"),
		ui.Link(p.T("清册", "List"), func(r office.BankRow) (string, string) { return fmt.Sprintf("/lists/%d", r.List), r.ListNumber }),
		ui.Words(p.T("结算期", "Period"), func(r office.BankRow) string { return p.T(r.Period.Zh(), r.Period.String()) }),
	}}
	if q.Outcome == "paid" {
		t.Cols = append(t.Cols, ui.Code(p.T("到账日期", "Paid on"), func(r office.BankRow) string { return r.Day }))
	} else {
		t.Cols = append(t.Cols, ui.Words(p.T("退回原因", "Why"), func(r office.BankRow) string {
			zh, en := payment.ReasonWords(r.Reason)
			return p.T(zh, en)
		}))
	}
	t.Cols = append(t.Cols, ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(r office.BankRow) money.Amount { return r.Fen }))
	return t
}

// ageTable is open work by state and age; every number opens its claims, the
// oldest stand in the colour of alarm.
func ageTable(p ui.Page) ui.Table[office.BacklogRow] {
	t := ui.Table[office.BacklogRow]{Caption: p.T("未办结的申请", "Claims not completed"), Wide: true, Empty: p.T("没有在办的申请。", "No claim is open."), Cols: []ui.Col[office.BacklogRow]{
		ui.Words(p.T("状态", "State"), func(s office.BacklogRow) string { return p.T(s.Zh, s.En) }).Naming().With("nowrap"),
	}}
	for i, age := range office.Ages {
		head := p.T(age.Zh, age.En)
		t.Cols = append(t.Cols, ui.Cell(head, func(s office.BacklogRow) templ.Component {
			a := s.Ages[i]
			return aged(a.N, office.FigureQuery{State: s.State, Oldest: a.Oldest, Youngest: a.Youngest}, p.T(s.Zh, s.En)+" "+head, i == len(office.Ages)-1)
		}).With("num"))
	}
	all := p.T("合计", "All")
	t.Cols = append(t.Cols, ui.Cell(all, func(s office.BacklogRow) templ.Component {
		return aged(s.N, office.FigureQuery{State: s.State}, p.T(s.Zh, s.En)+" "+all, false)
	}).With("num"))
	return t
}

func heldTable(p ui.Page) ui.Table[office.ListWaiting] {
	return ui.Table[office.ListWaiting]{Caption: p.T("在办清册", "Lists under way"), Empty: p.T("没有在办的清册，也没有逾期未报的。", "No list is under way or overdue."), Cols: []ui.Col[office.ListWaiting]{
		ui.Link(p.T("文号", "Number"), func(l office.ListWaiting) (string, string) {
			if l.List == 0 {
				return opensWaiting(l.Home, l.Period.String(), ""), p.T("未报送", "not submitted")
			}
			return "/lists/" + strconv.FormatInt(l.List, 10), l.Number
		}),
		ui.Words(p.T("单位", "Unit"), func(l office.ListWaiting) string { return l.Unit }),
		ui.Words(p.T("结算期", "Period"), func(l office.ListWaiting) string { return p.T(l.Period.Zh(), l.Period.String()) }),
		ui.Words(p.T("状态", "State"), func(l office.ListWaiting) string { return p.T(l.State.Zh, l.State.En) }),
		ui.Words(p.T("承办方和期限", "Held by, until"), func(l office.ListWaiting) string {
			if l.Turn == nil {
				return ""
			}
			held := p.T(l.Turn.Zh, string(l.Turn.Party)) + " · " + l.Turn.Due.String()
			if l.Turn.Late {
				held += p.T(" · 已逾期", " · late")
			}
			return held
		}).Marked(func(l office.ListWaiting) bool { return l.Turn != nil && l.Turn.Late }),
	}}
}

func waitingTable(p ui.Page) ui.Table[office.Unlisted] {
	return ui.Table[office.Unlisted]{Caption: p.T("待列入清册", "Before a list"), Cols: []ui.Col[office.Unlisted]{
		ui.Words(p.T("结算期", "Period"), func(w office.Unlisted) string { return periodWords(p, w.Period) }).Naming(),
		ui.Words(p.T("单位", "Unit"), func(w office.Unlisted) string { return w.Name }),
		ui.Words(p.T("种类", "Kind"), func(w office.Unlisted) string { return p.T(w.Kind.Zh(), w.Kind.En()) }),
		ui.Cell(p.T("宗数", "Claims"), func(w office.Unlisted) templ.Component {
			return opening(opensWaiting(w.Unit, w.Period, ""), periodWords(p, w.Period), strconv.Itoa(w.Lines))
		}).With("num"),
		ui.Cell(p.T("金额（元）", "Sum (yuan)"), func(w office.Unlisted) templ.Component {
			return opening(opensWaiting(w.Unit, w.Period, ""), periodWords(p, w.Period), ui.Yuan(w.Waived))
		}).With("num"),
	}}
}

func aheadTable(p ui.Page) ui.Table[office.MonthExpected] {
	return ui.Table[office.MonthExpected]{Caption: p.T("各月预计（元）", "Expected by month (yuan)"), Cols: []ui.Col[office.MonthExpected]{
		ui.Words(p.T("月份", "Month"), func(m office.MonthExpected) string { return m.Month }).Naming(),
		ui.Fen(p.T("低", "Low"), func(m office.MonthExpected) money.Amount { return m.Low }),
		ui.Fen(p.T("预计", "Expected"), func(m office.MonthExpected) money.Amount { return m.Mid }),
		ui.Fen(p.T("高", "High"), func(m office.MonthExpected) money.Amount { return m.High }),
	}}
}

func spentTable(p ui.Page, x *office.Outlook, may bool) ui.Table[stands] {
	return ui.Table[stands]{Caption: p.T("预算去向（元）", "Where the budget stands (yuan)"), Cols: []ui.Col[stands]{
		ui.Words(p.T("去向", "Where"), func(s stands) string { return p.T(s.zh, s.en) }).Naming(),
		ui.Link(p.T("金额（元）", "Sum (yuan)"), func(s stands) (string, string) {
			if !may || s.fen == 0 {
				return "", ui.Yuan(s.fen)
			}
			return opensMoves(x, s.of), ui.Yuan(s.fen)
		}).With("num").Marked(func(s stands) bool { return s.fen < 0 }),
	}}
}

func wasTable(p ui.Page, x *office.Outlook) ui.Table[office.MonthSum] {
	return ui.Table[office.MonthSum]{Caption: p.T("各月办结的支出（元）", "Drawn by month of completion (yuan)"), Cols: []ui.Col[office.MonthSum]{
		ui.Words(p.T("月份", "Month"), func(m office.MonthSum) string { return m.Month }).Naming(),
		ui.Link(p.T("金额（元）", "Sum (yuan)"), func(m office.MonthSum) (string, string) { return drawnHref(x, m), ui.Yuan(m.Fen) }).With("num"),
	}}
}

func stepTable(p ui.Page, f office.StatFilter) ui.Table[office.StepDays] {
	number := func(head string, shown func(office.StepDays) string) ui.Col[office.StepDays] {
		return ui.Cell(head, func(s office.StepDays) templ.Component {
			return opening(stepHref(f, s.Step), p.T(s.Zh, s.En)+" "+head, shown(s))
		}).With("num")
	}
	return ui.Table[office.StepDays]{Caption: p.T("每一步平均用几天？", "How many days does each step take?"), Wide: true, Cols: []ui.Col[office.StepDays]{
		ui.Words(p.T("环节", "Step"), func(s office.StepDays) string { return p.T(s.Zh, s.En) }).Naming().With("nowrap"),
		number(p.T("平均", "Mean"), func(s office.StepDays) string { return tenths(p, s) }),
		number(p.T("次数", "Times"), func(s office.StepDays) string { return fmt.Sprint(s.N) }),
	}}
}

// keptRow is a step of homes' lists: by how many it was done in time.
type keptRow struct {
	step    office.Step
	in, all int64
}

func keptTable(p ui.Page, f office.StatFilter) ui.Table[keptRow] {
	number := func(head, kept string, n func(keptRow) int64) ui.Col[keptRow] {
		return ui.Cell(head, func(r keptRow) templ.Component {
			return opening(opensLists(office.ListsQuery{StatFilter: f, Step: r.step, Kept: kept}), p.T(stepDone(r.step).Zh, stepDone(r.step).En)+" "+head, fmt.Sprint(n(r)))
		}).With("num")
	}
	return ui.Table[keptRow]{Caption: p.T("清册按时吗？", "Are lists on time?"), Wide: true, Cols: []ui.Col[keptRow]{
		ui.Words(p.T("环节", "Step"), func(r keptRow) string { return p.T(stepDone(r.step).Zh, stepDone(r.step).En) }).Naming().With("nowrap"),
		number(p.T("按时", "On time"), "yes", func(r keptRow) int64 { return r.in }),
		number(p.T("逾期", "Late"), "no", func(r keptRow) int64 { return r.all - r.in }),
		ui.Words(p.T("按时率", "Rate"), func(r keptRow) string { return perMille(r.in, r.all) }).With("num"),
	}}
}

func paidTable(p ui.Page, f office.StatFilter) ui.Table[office.PaidBy] {
	number := func(head, outcome, text string, x office.PaidBy) templ.Component {
		q := office.BankQuery{StatFilter: f, Outcome: outcome}
		q.From, _ = date.ParseMonth(x.Month)
		q.To = q.From
		return opening(opensBank(q), x.Month+" "+head, text)
	}
	col := func(zh, en, outcome string, shown func(office.PaidBy) string) ui.Col[office.PaidBy] {
		head := p.T(zh, en)
		return ui.Cell(head, func(x office.PaidBy) templ.Component { return number(head, outcome, shown(x), x) }).With("num")
	}
	return ui.Table[office.PaidBy]{Caption: p.T("银行已付和退回（元）", "Paid and returned by the bank (yuan)"), Wide: true, Cols: []ui.Col[office.PaidBy]{
		ui.Words(p.T("清册月份", "Month of the list"), func(x office.PaidBy) string { return x.Month }).Naming().With("nowrap"),
		col("已付笔数", "Lines paid", "paid", func(x office.PaidBy) string { return fmt.Sprint(x.Lines) }),
		col("已付（元）", "Paid (yuan)", "paid", func(x office.PaidBy) string { return ui.Yuan(x.Paid) }),
		col("退回笔数", "Lines returned", "returned", func(x office.PaidBy) string { return fmt.Sprint(x.Back) }),
		col("退回（元）", "Returned (yuan)", "returned", func(x office.PaidBy) string { return ui.Yuan(x.Returned) }).Marked(func(x office.PaidBy) bool { return x.Returned > 0 }),
	}}
}
