// Package bureau owns the bureau's pages of work that is not a list: out-of-area
// claims to determine, the day's sheets, findings to decide, sums to come back.
//
// It never fixes an amount or a sum itself. Always true: each entry leads to the
// one page of its claim or list; what waits longest stands first.
package bureau

import (
	"fmt"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the bureau's pages.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/bureau/determine", Who: site.Staff, Acts: []party.Act{party.Determine}, Do: forwarded},
			{Method: "GET", Path: "/bureau/sheets", Who: site.Staff, Acts: []party.Act{party.Determine}, Do: sheets},
			{Method: "POST", Path: "/bureau/sheets", Who: site.Staff, Acts: []party.Act{party.OpenList}, Do: openSheet},
			{Method: "GET", Path: "/bureau/findings", Who: site.Staff, Acts: []party.Act{party.ClearFinding}, Do: findings},
			{Method: "POST", Path: "/bureau/findings", Who: site.Staff, Acts: []party.Act{party.ClearFinding}, Do: decide},
			{Method: "GET", Path: "/recoveries", Who: site.Staff, Acts: []party.Act{party.Recover, party.Order, party.Reverse}, Do: recoveries},
			{Method: "POST", Path: "/recoveries/{id}", Who: site.Staff, Acts: []party.Act{party.Recover}, Do: cameBack},
		},
		Nav: []site.NavEntry{
			{Order: 12, Href: "/bureau/determine", Zh: "异地火化", En: "Out of area", Acts: []party.Act{party.Determine}},
			{Order: 14, Href: "/bureau/findings", Zh: "疑点", En: "Findings", Acts: []party.Act{party.ClearFinding}},
			{Order: 50, Href: "/recoveries", Zh: "追回款", En: "Recoveries", Acts: []party.Act{party.Recover}},
		},
		Done: map[string][2]string{
			"cleared":   {"疑点已排除", "The finding is cleared"},
			"confirmed": {"疑点已确认属实", "The finding is confirmed"},
		},
		Samples: samples,
	}
}

// outOfArea is the menu at the side of the pages of out-of-area claims.
func outOfArea(p ui.Page, here string) []ui.NavItem {
	return []ui.NavItem{{Href: "/bureau/determine", Label: p.T("待核定", "To determine"), Here: here == "determine"}, {Href: "/bureau/sheets", Label: p.T("核定表", "Sheets"), Here: here == "sheets"}}
}

func forwarded(v *site.Visit) error {
	after, _ := strconv.ParseInt(v.R.URL.Query().Get("after"), 10, 64)
	x, err := v.O.Forwarded(v.R.Context(), v.Caller, after)
	if err != nil {
		return err
	}
	p := v.Page("待核定的异地火化申请", "Out-of-area claims to determine")
	p.Side = outOfArea(p, "determine")
	return v.Show(p, forwardedView(p, &x))
}

func sheetsPage(v *site.Visit) (ui.Page, []office.SheetReady, error) {
	rows, err := v.O.SheetsReady(v.R.Context(), v.Caller)
	p := v.Page("待列入核定表的申请", "Claims for the sheet")
	p.Side = outOfArea(p, "sheets")
	return p, rows, err
}

func sheets(v *site.Visit) error {
	p, rows, err := sheetsPage(v)
	if err != nil {
		return err
	}
	return v.Show(p, sheetsView(p, rows))
}

func openSheet(v *site.Visit) error {
	day, err := date.ParseDay(v.Form.Get("day"))
	if err == nil {
		var made office.ListMoved
		if made, err = v.O.OpenSheet(v.R.Context(), v.Acting(), office.OpenSheet{Day: day}); err == nil {
			return v.Done(fmt.Sprintf("/lists/%d", made.List), string(party.OpenList))
		}
	}
	p, rows, fail := sheetsPage(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, sheetsView(p, rows))
}

func findingsPage(v *site.Visit) (ui.Page, []office.FindingView, error) {
	rows, err := v.O.Findings(v.R.Context(), v.Caller, 0)
	return v.Page("疑点", "Findings"), rows, err
}

func findings(v *site.Visit) error {
	p, rows, err := findingsPage(v)
	if err != nil {
		return err
	}
	return v.Show(p, findingsView(p, rows))
}

func decide(v *site.Visit) error {
	n, err := v.Form.Int("finding")
	outcome := v.Form.Get("outcome")
	if err == nil {
		err = v.O.ClearFinding(v.R.Context(), v.Acting(), office.ClearFinding{Finding: n, Outcome: outcome, Reason: v.Form.Get("reason")})
	}
	if err == nil {
		return v.Done("/bureau/findings", outcome)
	}
	p, rows, fail := findingsPage(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, findingsView(p, rows))
}

func recoveriesPage(v *site.Visit) (ui.Page, []office.RecoveryRow, error) {
	rows, err := v.O.Recoveries(v.R.Context(), v.Caller, 0)
	return v.Page("追回款", "Recoveries"), rows, err
}

func recoveries(v *site.Visit) error {
	p, rows, err := recoveriesPage(v)
	if err != nil {
		return err
	}
	return v.Show(p, recoveriesView(p, rows, v.May(party.Recover)))
}

func cameBack(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	fen, err := v.Form.Amount("fen")
	if err == nil {
		_, err = v.O.Recover(v.R.Context(), v.Acting(), office.Recover{Recovery: id, Fen: fen, Document: v.Form.Get("document")})
	}
	if err == nil {
		return v.Done("/recoveries", string(party.Recover))
	}
	p, rows, fail := recoveriesPage(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, recoveriesView(p, rows, true))
}

// waiting is the table of claims to determine.
func waiting(p ui.Page) ui.Table[office.ForwardedRow] {
	type row = office.ForwardedRow
	return ui.Table[row]{Caption: p.T("待核定的申请", "Claims to determine"), Cols: []ui.Col[row]{
		ui.Link(p.T("查询单号", "Slip"), func(c row) (string, string) { return fmt.Sprintf("/claims/%d", c.Claim), c.Slip }),
		ui.Strong(p.T("逝者", "Deceased"), func(c row) string { return c.Deceased }),
		ui.Code(p.T("死亡日期", "Died"), func(c row) string { return c.Death }),
		ui.Code(p.T("申请日期", "Lodged"), func(c row) string { return c.Lodged }),
		ui.Fen(p.T("发票金额", "Invoiced"), func(c row) money.Amount { return c.Invoices }),
		ui.Words(p.T("可报销", "To be paid"), func(c row) string {
			if c.Trouble != nil {
				return p.T("算不出："+c.Trouble.Zh, "cannot be worked out: "+c.Trouble.En)
			}
			return ui.Yuan(c.Waived)
		}).With("num"),
	}}
}

// more leads to the next page of claims.
func more(next int64) string {
	if next == 0 {
		return ""
	}
	return "/bureau/determine?after=" + strconv.FormatInt(next, 10)
}
