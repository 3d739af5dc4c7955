package stats

import (
	"cmp"
	"fmt"
	"slices"

	"songbai/domain/date"
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
	return chart.Bars(chart.Lang(p.Lang), p.T("各月办结宗数", "Claims completed by month"), pts)
}

// monthMoney draws the waived sums by month, in yuan.
func (d *dashboard) monthMoney(p ui.Page) string {
	var pts []chart.Point
	for i, m := range d.r.Months {
		pts = append(pts, chart.Point{Label: shortMonth(p.Lang, m.Key, i == 0), Value: int64(m.Waived) / 100, Text: ui.Yuan(m.Waived), Href: d.monthHref(m.Key, false)})
	}
	return chart.Line(chart.Lang(p.Lang), p.T("各月免除和报销金额（元）", "Sums waived and reimbursed by month (yuan)"), pts, nil, nil)
}

func (d *dashboard) monthHref(key string, lodged bool) string {
	return with(d.r.Filter, func(q *office.FigureQuery) {
		q.From, _ = date.ParseMonth(key)
		q.To, q.Lodged = q.From, lodged
	})
}

// rows draws the largest of a group, at most eight.
func rows(p ui.Page, title string, figures []office.Figure, money bool, href func(string) string) string {
	var pts []chart.Point
	if money {
		figures = slices.Clone(figures)
		slices.SortStableFunc(figures, func(a, b office.Figure) int { return cmp.Compare(b.Waived, a.Waived) })
	}
	for i, x := range figures {
		if i == 8 {
			break
		}
		pt := chart.Point{Label: p.T(x.Zh, x.En), Value: x.Done, Text: fmt.Sprint(x.Done), Href: href(x.Key)}
		if money {
			pt.Value, pt.Text = int64(x.Waived)/100, ui.Yuan(x.Waived)
		}
		pts = append(pts, pt)
	}
	return chart.Rows(chart.Lang(p.Lang), title, pts)
}

// shares draws the routes as parts of the whole.
func (d *dashboard) routeShare(p ui.Page) string {
	var pts []chart.Point
	for _, x := range d.r.Routes {
		pts = append(pts, chart.Point{Label: p.T(x.Zh, x.En), Value: x.Done, Text: fmt.Sprintf(p.T("%d（%s）", "%d (%s)"), x.Done, perMille(x.Done, d.r.Total.Done)), Href: d.href("route", x.Key)})
	}
	return chart.Share(chart.Lang(p.Lang), p.T("各途径宗数", "Claims by route"), pts)
}

// href gives the claims of one key of a group.
func (d *dashboard) href(group, key string) string {
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
	})
}

// ahead draws what a budget drew by month and what may come.
func ahead(p ui.Page, x office.Outlook) string {
	var was, next []chart.Point
	var ranges []chart.Range
	from := max(0, len(x.Was)-12)
	for i, m := range x.Was[from:] {
		was = append(was, chart.Point{Label: shortMonth(p.Lang, m.Month, i == 0), Value: int64(m.Fen) / 100, Text: ui.Yuan(m.Fen)})
	}
	for _, m := range x.Ahead {
		next = append(next, chart.Point{Label: shortMonth(p.Lang, m.Month, false), Value: int64(m.Mid) / 100, Text: p.T("预计 ", "expected ") + ui.Yuan(m.Mid)})
		ranges = append(ranges, chart.Range{Low: int64(m.Low) / 100, Mid: int64(m.Mid) / 100, High: int64(m.High) / 100})
	}
	return chart.Line(chart.Lang(p.Lang), p.T(x.Zh, x.En)+p.T("：每月支出和预计（元）", ": drawn and expected by month (yuan)"), was, next, ranges)
}

// stands is a part of a budget.
type stands struct {
	zh, en string
	fen    money.Amount
}

// parts are where a budget's money stands.
func parts(x office.Outlook) []stands {
	return []stands{{"已支付", "paid", x.Paid}, {"已审定", "approved", x.Approved}, {"在清册", "listed", x.Listed}, {"已承诺", "promised", x.Committed}, {"余额", "left", x.Left}}
}

// spent draws where a budget's money stands.
func spent(p ui.Page, x office.Outlook) string {
	var pts []chart.Point
	for _, s := range parts(x) {
		pts = append(pts, chart.Point{Label: p.T(s.zh, s.en), Value: int64(max(s.fen, 0)) / 100, Text: ui.Yuan(s.fen)})
	}
	return chart.Share(chart.Lang(p.Lang), p.T(x.Zh, x.En)+p.T("：预算去向（元）", ": where the budget stands (yuan)"), pts)
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
func stepRows(p ui.Page, steps []office.StepDays) string {
	var pts []chart.Point
	for _, s := range steps {
		if s.N > 0 {
			pts = append(pts, chart.Point{Label: p.T(s.Zh, s.En), Value: s.Tenths(), Text: tenths(p, s)})
		}
	}
	return chart.Rows(chart.Lang(p.Lang), p.T("各环节平均天数", "Days of each step, on average"), pts)
}
