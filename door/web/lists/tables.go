package lists

import (
	"fmt"

	"github.com/a-h/templ"

	"songbai/domain/money"
	"songbai/domain/settlement"
	"songbai/door/web/ui"
	"songbai/office"
)

func late(l office.ListView) bool { return l.Turn != nil && l.Turn.Late }

func listTable(p ui.Page) ui.Table[office.ListView] {
	return ui.Table[office.ListView]{Caption: p.T("清册和核定表，最近的在前", "Lists and sheets, newest first"),
		Empty: p.T("还没有清册。殡仪馆报送后会出现在这里。", "No lists yet; they appear once a home submits one."),
		Class: func(l office.ListView) string {
			if late(l) {
				return "late-row"
			}
			return ""
		},
		Cols: []ui.Col[office.ListView]{
			ui.Link(p.T("文号", "Number"), func(l office.ListView) (string, string) { return listAddress(l.List), l.Number }),
			ui.Words(p.T("单位", "Unit"), func(l office.ListView) string { return l.UnitName }),
			ui.Cell(p.T("结算期", "Period"), func(l office.ListView) templ.Component { return period(p, l) }).With("nowrap"),
			ui.Count(p.T("行数", "Lines"), func(l office.ListView) int { return l.Lines }),
			ui.Fen(p.T("免除（元）", "Waived (yuan)"), func(l office.ListView) money.Amount { return l.Waived }),
			ui.Cell(p.T("状态", "State"), func(l office.ListView) templ.Component {
				return ui.State(string(l.State), p.T(l.StateZh, l.State.En()))
			}),
			ui.Words(p.T("承办方", "Held by"), func(l office.ListView) string { return turnWords(p, l.Turn) }).Marked(late),
		}}
}

func lineTable(p ui.Page, x *listPage) ui.Table[office.ReviewLine] {
	empty := p.T("没有符合条件的行。", "No line fits.")
	if x.Found {
		empty = p.T("本册没有这一单号或姓名。", "No line of this list has that slip or name.")
	}
	return ui.Table[office.ReviewLine]{Caption: p.T("清册各行", "Lines of the list"), Empty: empty, Cols: []ui.Col[office.ReviewLine]{
		ui.Cell(p.T("行", "No."), func(r office.ReviewLine) templ.Component { return lineLink(p, x, r.Seq) }).With("num"),
		ui.Words(p.T("逝者", "Deceased"), func(r office.ReviewLine) string { return r.Name }),
		ui.Link(p.T("查询单号", "Slip"), func(r office.ReviewLine) (string, string) { return fmt.Sprintf("/claims/%d", r.Claim), r.Slip }),
		ui.Fen(p.T("收费", "Charged"), func(r office.ReviewLine) money.Amount { return r.Charged }),
		ui.Fen(p.T("免除", "Waived"), func(r office.ReviewLine) money.Amount { return r.Waived }),
		ui.Fen(p.T("自付", "Family pays"), func(r office.ReviewLine) money.Amount { return r.Family }),
		ui.Cell(p.T("留意", "Look at"), func(r office.ReviewLine) templ.Component { return signs(p, r) }),
		ui.Cell(p.T("审核", "Review"), func(r office.ReviewLine) templ.Component {
			return ui.Tag(lineTone(r.Line), p.T(r.LineZh, r.Line.En()))
		}),
	}}
}

// sealRows say what the seal will stand on: what was reported, what is struck,
// what stays, and how many lines have which mark.
func sealRows(p ui.Page, x *listPage) []ui.Row {
	lines := func(n int, fen money.Amount) string {
		return p.T(fmt.Sprintf("%s 元（%d 行）", ui.Yuan(fen), n), fmt.Sprintf("%s yuan (%d lines)", ui.Yuan(fen), n))
	}
	out := x.Tally.Struck + x.Tally.Queried
	rows := []ui.Row{{Key: p.T("报送免除合计", "Waived as reported"), Value: lines(x.ListView.Lines, x.Waived)},
		{Key: p.T("剔除", "Struck"), Value: lines(out, x.Out), Late: out > 0},
		{Key: p.T("盖章金额", "To be sealed"), Value: lines(x.Tally.Passed, x.Waived-x.Out)}}
	marks := ""
	for _, m := range []struct {
		state settlement.LineState
		n     int
	}{{settlement.Passed, x.Tally.Passed}, {settlement.Struck, x.Tally.Struck}, {settlement.Queried, x.Tally.Queried}} {
		if marks != "" {
			marks += p.T("，", ", ")
		}
		marks += fmt.Sprintf("%s %d", p.T(m.state.Zh(), m.state.En()), m.n)
	}
	return append(rows, ui.Row{Key: p.T("各行标记", "Marks"), Value: marks})
}
