package home

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/web/ui"
	"songbai/office"
)

func dayText(d *date.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func nameOr(p ui.Page, name string) string {
	if name == "" {
		return p.T("（无名）", "(no name)")
	}
	return name
}

// dueWords says how many working days are left.
func dueWords(p ui.Page, t office.TurnView) string {
	if t.Late {
		return p.T("已逾期", "late")
	}
	return p.T("剩 "+strconv.Itoa(t.Left)+" 个工作日", strconv.Itoa(t.Left)+" working days left")
}

func anomalyTone(a office.Anomaly) ui.Tone {
	if a == office.OpenFinding {
		return ui.Red
	}
	return ui.Yellow
}

func lineTone(l office.LineView) ui.Tone {
	switch l.Line {
	case settlement.Passed:
		return ui.Green
	case settlement.Queried:
		return ui.Yellow
	case settlement.Struck:
		return ui.Red
	}
	return ui.Blue
}

func queried(lines []office.LineView) (n int) {
	for _, l := range lines {
		if l.Line == settlement.Queried {
			n++
		}
	}
	return n
}

func markWords(p ui.Page, m office.MarkView) string {
	if m.Mark == settlement.MarkAnswer {
		return p.T("答复：", "Answer: ")
	}
	return p.T("质询：", "Question: ")
}

func listRows(p ui.Page, x oneList) []ui.Row {
	rows := []ui.Row{
		{Key: p.T("结算期", "Period"), Value: p.T(x.Period.Zh(), x.Period.String())},
		{Key: p.T("具数", "Claims"), Value: strconv.Itoa(x.ListView.Lines)},
		{Key: p.T("免除合计（元）", "Waived (yuan)"), Value: ui.Yuan(x.Waived)},
	}
	if x.Turn != nil {
		rows = append(rows, ui.Row{Key: p.T("在谁手上", "Held by"), Value: p.T(x.Turn.Zh, x.Turn.Party.En()) + " · " + dueWords(p, *x.Turn), Late: x.Turn.Late})
	}
	for _, y := range x.Money.Payments {
		text := y.Number + " · " + ui.Yuan(y.Fen) + p.T(" 元 · ", " yuan · ") + p.T(y.Zh, string(y.Status))
		if y.Paid != nil {
			text += " · " + y.Paid.String()
		}
		rows = append(rows, ui.Row{Key: p.T("拨款单", "Payment"), Value: text})
	}
	rows = append(rows, ui.Row{Key: p.T("报送摘要", "Digest as submitted"), Value: x.Submitted.Digest})
	if x.Void != "" {
		rows = append(rows, ui.Row{Key: p.T("退回原因", "Sent back"), Value: x.Void, Late: true})
	}
	return rows
}

// gapWords names a run of missing numbers.
func gapWords(series string, g claim.Gap) string {
	if g.From == g.To {
		return fmt.Sprintf("%s%d", series, g.From)
	}
	return fmt.Sprintf("%s%d – %d", series, g.From, g.To)
}

// replaced is the reason of a number that gave way to another.
const replaced = "replaced"

func seriesHref(name string) templ.SafeURL {
	return templ.URL("/certificates?series=" + url.QueryEscape(name))
}

// monthSays says of a month to choose that its list was not submitted.
func monthSays(p ui.Page, x monthTab) string {
	if x.Over && x.Waits > 0 {
		return p.T(" · 未报送", " · not submitted")
	}
	return ""
}
