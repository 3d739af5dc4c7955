package stats

import (
	"cmp"
	"fmt"
	"slices"

	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/door/web/chart"
	"songbai/door/web/ui"
	"songbai/office"
)

// perMille writes thousandths as a share in percent.
func perMille(part, whole int64) string {
	n := office.PerMille(part, whole)
	return fmt.Sprintf("%d.%d%%", n/10, n%10)
}

// shortMonth writes a month of an axis: the year only where it begins.
func shortMonth(l ui.Lang, key string, first bool) string {
	m, err := date.ParseMonth(key)
	if err != nil {
		return key
	}
	y, n, _ := m.First().YMD()
	if first || n == 1 {
		return fmt.Sprintf("%02d/%d", y%100, n)
	}
	return fmt.Sprintf("%d", n) + l.T("月", "")
}

// monthBars draws claims completed by month; every bar opens its claims.
func (d *dashboard) monthBars(p ui.Page) string {
	var pts []chart.Point
	for i, m := range d.r.Months {
		pts = append(pts, chart.Point{Label: shortMonth(p.Lang, m.Key, i == 0), Value: m.Done, Text: fmt.Sprint(m.Done), Href: d.monthHref(m.Key, false)})
	}
	return chart.Bars(chart.Lang(p.Lang), p.T("每月办结多少宗？", "How many claims were completed each month?"), pts)
}

// monthMoney draws the waived sums by month, in yuan.
func (d *dashboard) monthMoney(p ui.Page) string {
	var pts []chart.Point
	for i, m := range d.r.Months {
		pts = append(pts, chart.Point{Label: shortMonth(p.Lang, m.Key, i == 0), Value: int64(m.Waived) / 100, Text: ui.Yuan(m.Waived), Shown: wan(p, m.Waived), Href: d.monthHref(m.Key, false)})
	}
	return chart.Bars(chart.Lang(p.Lang), p.T("每月免除和报销多少元？", "How much was waived and reimbursed each month? (yuan)"), pts)
}

func (d *dashboard) monthHref(key string, lodged bool) string {
	return d.months(ui.Page{}).href(key, func(q *office.FigureQuery) { q.Lodged = lodged })
}

// groups are the ways of looking at the figures after the months, in the order of
// the page; one without rows is left out.
func (d *dashboard) groups(p ui.Page) (out []group) {
	for _, g := range []group{
		{by: "town", title: p.T("哪些镇(街)办结最多？", "Which towns had the most claims?"), head: p.T("镇(街)", "Town"), rows: d.r.Towns},
		{by: "class", title: p.T("哪类对象办结最多？", "Which classes had the most claims?"), head: p.T("对象类别", "Class"), rows: d.r.Classes},
		{by: "item", title: p.T("钱免在哪些项目上？", "Which items was money waived on?"), head: p.T("项目", "Item"), rows: d.r.Items, parts: true},
		{by: "fund", title: p.T("哪项资金承担多少？", "Which fund bears how much?"), head: p.T("经费来源", "Fund"), rows: d.r.Funds, parts: true, only: true},
		{by: "route", title: p.T("各途径占多少？", "What share has each route?"), head: p.T("途径", "Route"), rows: d.r.Routes},
		{by: "home", title: p.T("各殡仪馆办结多少？", "How many claims had each home?"), head: p.T("殡仪馆", "Home"), rows: d.r.Homes},
	} {
		if len(g.rows) == 0 {
			continue
		}
		g.href = func(key string, change func(*office.FigureQuery)) string { return d.href(g.by, key, change) }
		if g.parts {
			g.rows = slices.Clone(g.rows)
			slices.SortStableFunc(g.rows, func(a, b office.Figure) int { return cmp.Compare(b.Waived, a.Waived) })
		}
		out = append(out, g)
	}
	return out
}

// months is the group of the months, which two pictures stand above.
func (d *dashboard) months(p ui.Page) *group {
	return &group{by: "months", title: p.T("各月的宗数和金额", "Claims and sums by month"), head: p.T("月份", "Month"), rows: d.r.Months, lodged: true,
		href: func(key string, change func(*office.FigureQuery)) string {
			return with(d.r.Filter, func(q *office.FigureQuery) {
				q.From, _ = date.ParseMonth(key)
				q.To = q.From
				change(q)
			})
		}}
}

// mostDrawn is how many rows of a group a picture shows; the table has all.
const mostDrawn = 8

// picture draws a group: shares of routes, else the largest as lying bars.
func (d *dashboard) picture(p ui.Page, g *group) string {
	var pts []chart.Point
	for _, x := range g.rows[:min(len(g.rows), mostDrawn)] {
		pt := chart.Point{Label: p.T(x.Zh, x.En), Value: x.Done, Text: fmt.Sprint(x.Done), Href: g.href(x.Key, func(*office.FigureQuery) {})}
		switch {
		case g.parts:
			pt.Value, pt.Text, pt.Shown = int64(x.Waived)/100, ui.Yuan(x.Waived), wan(p, x.Waived)
		case g.by == "route":
			pt.Text = fmt.Sprintf(p.T("%d 宗（%s）", "%d (%s)"), x.Done, perMille(x.Done, d.r.Total.Done))
		}
		pts = append(pts, pt)
	}
	if g.by == "route" {
		return chart.Share(chart.Lang(p.Lang), g.title, pts)
	}
	return chart.Rows(chart.Lang(p.Lang), g.title, pts)
}

// wan writes a sum short for a picture: 8.4 万元 as 8.4万. The exact sum stands in
// the table and is read out.
func wan(p ui.Page, fen money.Amount) string {
	yuan := int64(fen) / 100
	if p.Lang == ui.En {
		if yuan < 10_000 {
			return fmt.Sprint(yuan)
		}
		return fmt.Sprintf("%dk", (yuan+500)/1000)
	}
	if yuan < 10_000 {
		return fmt.Sprint(yuan)
	}
	tenths := (yuan + 500) / 1000
	return fmt.Sprintf("%d.%d万", tenths/10, tenths%10)
}

// href gives the claims of one key of a group.
func (d *dashboard) href(group, key string, change func(*office.FigureQuery)) string {
	return with(d.r.Filter, func(q *office.FigureQuery) {
		switch group {
		case "route":
			q.Route = key
		case "class":
			q.Class = key
		case "town":
			q.Town = key
		case "item":
			q.Item = key
		case "fund":
			q.Fund = key
		case "home":
			fmt.Sscan(key, &q.Home)
		}
		change(q)
	})
}

// stepHref gives the claims or lists that took a step.
func stepHref(f office.StatFilter, s office.Step) string {
	if s.OfList() {
		return opensLists(office.ListsQuery{StatFilter: f, Step: s})
	}
	return with(f, func(q *office.FigureQuery) { q.Step = s })
}

// drawnHref gives the claims that drew on a budget in a month.
func drawnHref(x *office.Outlook, m office.MonthSum) string {
	var q office.FigureQuery
	q.From, _ = date.ParseMonth(m.Month)
	q.To, q.Fund = q.From, string(x.Fund)+"/"+string(x.Level)
	return opens(q)
}

// kept are the steps of homes' lists with how many were in time.
func (d *dashboard) kept() (out []keptRow) {
	for _, s := range []office.Step{office.ToSubmission, office.ToSeal, office.ToApproval, office.ToPayment} {
		out = append(out, keptRow{s, d.r.OnTime.Of(s), d.r.OnTime.Lists})
	}
	return out
}

// ahead draws what a budget drew by month and what may come.
func ahead(p ui.Page, x office.Outlook) string {
	var was, next []chart.Point
	var ranges []chart.Range
	from := max(0, len(x.Was)-12)
	for i, m := range x.Was[from:] {
		was = append(was, chart.Point{Label: shortMonth(p.Lang, m.Month, i == 0), Value: int64(m.Fen) / 100, Text: ui.Yuan(m.Fen), Href: drawnHref(&x, m)})
	}
	for _, m := range x.Ahead {
		next = append(next, chart.Point{Label: shortMonth(p.Lang, m.Month, false), Value: int64(m.Mid) / 100, Text: p.T("预计 ", "expected ") + ui.Yuan(m.Mid)})
		ranges = append(ranges, chart.Range{Low: int64(m.Low) / 100, Mid: int64(m.Mid) / 100, High: int64(m.High) / 100})
	}
	return chart.Line(chart.Lang(p.Lang), p.T(x.Zh, x.En)+p.T("：每月支出多少，还会支出多少？（元）", ": how much each month, and how much may come? (yuan)"), was, next, ranges)
}

// stands is a part of a budget.
type stands struct {
	of     ledger.Stand
	zh, en string
	fen    money.Amount
}

// parts are where a budget's money stands.
func parts(x office.Outlook) []stands {
	return []stands{{ledger.OfPaid, "已支付", "paid", x.Paid}, {ledger.OfApproved, "已审定", "approved", x.Approved}, {ledger.OfListed, "在清册", "listed", x.Listed},
		{ledger.OfCommitted, "已承诺", "promised", x.Committed}, {ledger.OfLeft, "余额", "left", x.Left}}
}

// spent draws where a budget's money stands.
func spent(p ui.Page, x office.Outlook) string {
	var pts []chart.Point
	for _, s := range parts(x) {
		pts = append(pts, chart.Point{Label: p.T(s.zh, s.en), Value: int64(max(s.fen, 0)) / 100, Text: ui.Yuan(s.fen)})
	}
	return chart.Share(chart.Lang(p.Lang), p.T(x.Zh, x.En)+p.T("：预算用到哪里？（元）", ": where does the budget stand? (yuan)"), pts)
}

// tenths writes tenths of a day.
func tenths(p ui.Page, s office.StepDays) string {
	n := s.Tenths()
	if n < 0 {
		return "—"
	}
	return fmt.Sprintf("%d.%d", n/10, n%10) + p.T(" 天", " days")
}

// stepRows draws how many days each step takes, in tenths.
func stepRows(p ui.Page, f office.StatFilter, steps []office.StepDays) string {
	var pts []chart.Point
	for _, s := range steps {
		if s.N > 0 {
			pts = append(pts, chart.Point{Label: p.T(s.Zh, s.En), Value: s.Tenths(), Text: tenths(p, s), Href: stepHref(f, s.Step)})
		}
	}
	return chart.Rows(chart.Lang(p.Lang), p.T("每一步平均用几天？", "How many days does each step take?"), pts)
}
