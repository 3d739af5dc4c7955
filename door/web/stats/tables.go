package stats

import (
	"fmt"
	"strconv"

	"github.com/a-h/templ"

	"songbai/domain/claim"
	"songbai/domain/money"
	"songbai/domain/settlement"
	"songbai/door/web/ui"
	"songbai/office"
)

func figureTable(p ui.Page, title string, href func(string) string, months bool) ui.Table[office.Figure] {
	t := ui.Table[office.Figure]{Caption: title, Wide: true, Cols: []ui.Col[office.Figure]{
		ui.Words(p.T("名称", "Name"), func(x office.Figure) string { return p.T(x.Zh, x.En) }).Naming(),
	}}
	if months {
		t.Cols = append(t.Cols, ui.Words(p.T("提交", "Lodged"), func(x office.Figure) string { return strconv.FormatInt(x.Lodged, 10) }).With("num"))
	}
	t.Cols = append(t.Cols,
		ui.Cell(p.T("办结", "Completed"), func(x office.Figure) templ.Component {
			return opening(href(x.Key), p.T(x.Zh, x.En)+" "+p.T("办结明细", "completed claims"), strconv.FormatInt(x.Done, 10))
		}).With("num"),
		ui.Fen(p.T("免除（元）", "Waived (yuan)"), func(x office.Figure) money.Amount { return x.Waived }),
		ui.Fen(p.T("家属负担（元）", "Family pays (yuan)"), func(x office.Figure) money.Amount { return x.Family }),
		ui.Words(p.T("达到封顶", "At the cap"), func(x office.Figure) string { return perMille(x.Capped, x.Done) }).With("num"))
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
		ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(x office.BenefitRow) money.Amount { return x.Waived }),
	}}
}

func claimTable(p ui.Page) ui.Table[office.FigureRow] {
	return ui.Table[office.FigureRow]{Caption: p.T("统计明细", "Claims of a figure"), Empty: p.T("没有符合条件的申请。", "No claim fits."), Cols: []ui.Col[office.FigureRow]{
		ui.Link(p.T("查询单号", "Slip"), func(x office.FigureRow) (string, string) {
			return "/claims/" + strconv.FormatInt(x.Claim, 10), x.Slip
		}),
		ui.Words(p.T("逝者", "Deceased"), func(x office.FigureRow) string { return x.Deceased }),
		ui.Words(p.T("类别", "Class"), func(x office.FigureRow) string { return p.T(x.Class.Zh, x.Class.En) }),
		ui.Words(p.T("镇(街)", "Town"), func(x office.FigureRow) string { return p.T(x.Town.Zh, x.Town.En) }),
		ui.Words(p.T("状态", "State"), func(x office.FigureRow) string { return p.T(x.State.Zh, x.State.En) }),
		ui.Code(p.T("申请 / 办结", "Lodged / completed"), func(x office.FigureRow) string { return x.Lodged + " / " + x.Done }),
		ui.Fen(p.T("免除（元）", "Waived (yuan)"), func(x office.FigureRow) money.Amount { return x.Waived }),
	}}
}

// ageTable is open work by state and age; every number opens its claims, the
// oldest stand in the colour of alarm.
func ageTable(p ui.Page) ui.Table[office.BacklogRow] {
	t := ui.Table[office.BacklogRow]{Caption: p.T("未办结的申请", "Claims not completed"), Wide: true, Empty: p.T("没有在办的申请。", "No claim is open."), Cols: []ui.Col[office.BacklogRow]{
		ui.Words(p.T("状态", "State"), func(s office.BacklogRow) string { return p.T(s.Zh, s.En) }).Naming(),
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
	return ui.Table[office.ListWaiting]{Caption: p.T("在办清册", "Lists under way"), Empty: p.T("没有在办的清册。", "No list is under way."), Cols: []ui.Col[office.ListWaiting]{
		ui.Link(p.T("文号", "Number"), func(l office.ListWaiting) (string, string) {
			return "/lists/" + strconv.FormatInt(l.List, 10), l.Number
		}),
		ui.Words(p.T("单位", "Unit"), func(l office.ListWaiting) string { return l.Unit }),
		ui.Words(p.T("结算期", "Period"), func(l office.ListWaiting) string { return p.T(l.Period.Zh(), l.Period.String()) }),
		ui.Words(p.T("状态", "State"), func(l office.ListWaiting) string { return p.T(l.State.Zh, l.State.En) }),
		ui.Words(p.T("承办方和期限", "Held by, until"), func(l office.ListWaiting) string {
			if l.Turn == nil {
				return ""
			}
			return p.T(l.Turn.Zh, string(l.Turn.Party)) + " · " + l.Turn.Due.String()
		}).Marked(func(l office.ListWaiting) bool { return l.Turn != nil && l.Turn.Late }),
	}}
}

func waitingTable(p ui.Page) ui.Table[office.Unlisted] {
	return ui.Table[office.Unlisted]{Caption: p.T("待列入清册", "Before a list"), Cols: []ui.Col[office.Unlisted]{
		ui.Words(p.T("结算期", "Period"), func(w office.Unlisted) string {
			x, err := settlement.ParsePeriod(w.Period)
			if err != nil {
				return w.Period
			}
			return p.T(x.Zh(), x.String())
		}).Naming(),
		ui.Words(p.T("种类", "Kind"), func(w office.Unlisted) string { return p.T(w.Kind.Zh(), w.Kind.En()) }),
		ui.Cell(p.T("宗数", "Claims"), func(w office.Unlisted) templ.Component {
			state := claim.Completed
			if w.Kind == settlement.Reimbursement {
				state = claim.Determined
			}
			return aged(int64(w.Lines), office.FigureQuery{State: string(state)}, p.T(state.Zh(), state.En()), false)
		}).With("num"),
		ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(w office.Unlisted) money.Amount { return w.Waived }),
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

func spentTable(p ui.Page) ui.Table[stands] {
	return ui.Table[stands]{Caption: p.T("预算去向（元）", "Where the budget stands (yuan)"), Cols: []ui.Col[stands]{
		ui.Words(p.T("去向", "Where"), func(s stands) string { return p.T(s.zh, s.en) }).Naming(),
		ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(s stands) money.Amount { return s.fen }).Marked(func(s stands) bool { return s.fen < 0 }),
	}}
}

func stepTable(p ui.Page) ui.Table[office.StepDays] {
	return ui.Table[office.StepDays]{Caption: p.T("各环节平均天数", "Days of each step"), Cols: []ui.Col[office.StepDays]{
		ui.Words(p.T("环节", "Step"), func(s office.StepDays) string { return p.T(s.Zh, s.En) }).Naming(),
		ui.Words(p.T("平均", "Mean"), func(s office.StepDays) string { return tenths(p, s) }).With("num"),
		ui.Words(p.T("次数", "Times"), func(s office.StepDays) string { return fmt.Sprint(s.N) }).With("num"),
	}}
}

func paidTable(p ui.Page) ui.Table[office.PaidBy] {
	return ui.Table[office.PaidBy]{Caption: p.T("银行已付和退回（元）", "Paid and returned by the bank (yuan)"), Cols: []ui.Col[office.PaidBy]{
		ui.Words(p.T("月份", "Month"), func(x office.PaidBy) string { return x.Month }).Naming(),
		ui.Fen(p.T("已付（元）", "Paid (yuan)"), func(x office.PaidBy) money.Amount { return x.Paid }),
		ui.Fen(p.T("退回（元）", "Returned (yuan)"), func(x office.PaidBy) money.Amount { return x.Returned }).Marked(func(x office.PaidBy) bool { return x.Returned > 0 }),
	}}
}
