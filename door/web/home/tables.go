package home

import (
	"strconv"

	"github.com/a-h/templ"

	"songbai/domain/money"
	"songbai/door/web/ui"
	"songbai/office"
)

func ledgerTable(p ui.Page) ui.Table[office.LedgerRow] {
	type row = office.LedgerRow
	return ui.Table[row]{Caption: p.T("台账", "Ledger"), Cols: []ui.Col[row]{
		ui.Strong(p.T("编号", "Number"), func(r row) string { return r.Number }).With("nowrap"),
		ui.Code(p.T("火化日期", "Cremated"), func(r row) string { return dayText(r.Day) }),
		ui.Cell(p.T("状态", "State"), func(r row) templ.Component { return certificateState(p, r) }),
		ui.Cell(p.T("经过", "What happened"), func(r row) templ.Component { return certificateSteps(p, r.Steps) }),
		ui.Cell(p.T("申请", "Claim"), func(r row) templ.Component { return certificateClaim(p, r) }),
	}}
}

func monthTable(p ui.Page, flagged bool) ui.Table[office.MonthRow] {
	type row = office.MonthRow
	t := ui.Table[row]{Caption: p.T("待列入清册的申请", "Claims ready for the list"), Dense: true, Cols: []ui.Col[row]{
		ui.Link(p.T("查询单号", "Slip"), func(r row) (string, string) { return "/desk/" + strconv.FormatInt(r.Claim, 10), r.Slip }).With("nowrap"),
		ui.Strong(p.T("逝者", "Deceased"), func(r row) string { return nameOr(p, r.Deceased) }),
		ui.Code(p.T("火化", "Cremated"), func(r row) string { return dayText(r.Cremation) }),
		ui.Fen(p.T("收费", "Charged"), func(r row) money.Amount { return r.Charged }),
		ui.Fen(p.T("免除", "Waived"), func(r row) money.Amount { return r.Waived }),
		ui.Fen(p.T("丧属付", "Family pays"), func(r row) money.Amount { return r.Family }),
	}}
	if flagged {
		t.Cols = append(t.Cols, ui.Cell(p.T("请先看", "Look at"), func(r row) templ.Component { return anomalies(p, r.Anomalies) }))
	}
	return t
}
