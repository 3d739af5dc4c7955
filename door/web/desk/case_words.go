package desk

import (
	"slices"
	"strconv"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/door/web/ui"
	"songbai/office"
)

// nextWords says what comes next, and who does it where the reader does not.
func nextWords(p ui.Page, c office.CaseView) string {
	switch claim.State(c.State) {
	case claim.Draft:
		return p.T("填好申请表后提交。", "Fill in the form, then lodge it.")
	case claim.Lodged:
		if c.Route == string(claim.Unclaimed) && !c.Witnessed {
			return p.T("殡仪馆一人核验公安材料，另一人受理。", "One person of the home sees the police papers, another accepts.")
		}
		return p.T("核对材料原件，齐了就受理。", "See the originals, then accept.")
	case claim.Accepted:
		switch {
		case c.Recorded == 0 && c.Route == string(claim.Reimbursement):
			return p.T("按发票登记分项，再上报民政局核定。", "Map the lines of the invoice, then forward.")
		case c.Recorded == 0:
			return p.T("登记用了哪些服务。", "Record which services were used.")
		case c.Route == string(claim.Reimbursement):
			return p.T("核对分项后上报民政局核定。", "Check the lines, then forward.")
		case c.Route == string(claim.Unclaimed):
			return p.T("火化后办结。", "Complete after the cremation.")
		}
		return p.T("请丧属核对项目和金额并签名。", "Let the family check items and sums and sign.")
	case claim.Signed:
		return p.T("火化后办结；服务有变动的，重新登记并签名。", "Complete after the cremation; changed services are signed for again.")
	case claim.Completed:
		return p.T("已办结，等待列入本期清册。", "Complete; it waits for the period's list.")
	case claim.Forwarded:
		return p.T("已上报，由民政局核定金额。", "Forwarded: the bureau fixes the amount.")
	case claim.Returned:
		return p.T("补齐退回的这一项，恢复办理。", "Mend the one thing, then go on.")
	case claim.BankReturned:
		if c.Route == string(claim.Reimbursement) {
			return p.T("银行退回了款项：登记更正后的账户，由另一人核准，财政局再支付。", "The bank sent the money back: enter the corrected account, another person approves, finance pays again.")
		}
	case claim.Refused:
		return p.T("不予受理；家属可以申请由另一人复核。", "Refused; the family may ask another person to review it.")
	}
	if c.MoneyOfClaim.Arrived != nil {
		return p.T("款项已拨付。", "The money was paid.")
	}
	return p.T("现在由其他单位办理：", "Another office has it now: ") + c.StateZh
}

func secondary(yes bool) string {
	if yes {
		return "govuk-button--secondary"
	}
	return ""
}

func servicesWords(p ui.Page, c office.CaseView) string {
	switch {
	case c.Route == string(claim.Reimbursement):
		return p.T("登记发票分项", "Map the invoice")
	case c.Recorded > 0:
		return p.T("修改服务项目", "Change the services")
	}
	return p.T("登记服务项目", "Record services")
}

func signWords(p ui.Page, c office.CaseView) string {
	if c.State == string(claim.Signed) {
		return p.T("重新签名", "Sign again")
	}
	return p.T("丧属签名", "The family signs")
}

func summaryRows(p ui.Page, c office.CaseView) []ui.Row {
	rows := []ui.Row{
		{Key: p.T("逝者", "Deceased"), Value: nameOr(p, c.Deceased) + " " + c.Document},
		{Key: p.T("办理方式", "Route"), Value: p.T(c.RouteZh, claim.Route(c.Route).En())},
	}
	if c.ClassWords.Zh != "" {
		rows = append(rows, ui.Row{Key: p.T("对象类别", "Class"), Value: p.T(c.ClassWords.Zh, c.ClassWords.En)})
	}
	rows = append(rows, ui.Row{Key: p.T("死亡日期", "Died"), Value: c.Death})
	if c.Charged > 0 {
		rows = append(rows, ui.Row{Key: p.T("收费 / 免除 / 丧属付（元）", "Charged / waived / family pays (yuan)"), Value: ui.Yuan(c.Charged) + " / " + ui.Yuan(c.Waived) + " / " + ui.Yuan(c.Family)})
	}
	return rows
}

// whoseRows are the slip, the deceased and the handler, as masked as on the case.
func whoseRows(p ui.Page, c office.CaseView) []ui.Row {
	rows := []ui.Row{
		{Key: p.T("查询单号", "Slip"), Value: c.Slip},
		{Key: p.T("逝者", "Deceased"), Value: nameOr(p, c.Deceased) + " " + c.Document},
	}
	if c.Handler != "" {
		rows = append(rows, ui.Row{Key: p.T("经办人", "Handler"), Value: c.Handler})
	}
	return rows
}

// toSign tells whether the form can be printed for the family's hand.
func toSign(c office.CaseView) bool {
	open := []string{string(claim.Draft), string(claim.Returned), string(claim.Lodged), string(claim.Accepted)}
	return !c.Decided() && slices.Contains(open, c.State) && (c.Route != string(claim.Waiver) || c.Recorded > 0)
}

func nameOr(p ui.Page, name string) string {
	if name == "" {
		return p.T("（无名）", "(no name)")
	}
	return name
}

func moneyRows(p ui.Page, c office.CaseView) (rows []ui.Row) {
	for _, x := range c.Certificates {
		text := x.Number
		if !x.Valid {
			text += p.T("（已作废）", " (void)")
		}
		rows = append(rows, ui.Row{Key: p.T("火化证", "Certificate"), Value: text})
	}
	m := c.MoneyOfClaim
	if m.List == 0 {
		return rows
	}
	rows = append(rows, ui.Row{Key: p.T("清册", "List"), Value: m.Number + " · " + m.StateZh, Href: "/lists/" + strconv.FormatInt(m.List, 10), Change: p.T("查看", "See")})
	for _, x := range m.Payments {
		text := x.Number + " · " + p.T(x.Zh, string(x.Status))
		if x.Paid != nil {
			text += " · " + x.Paid.String()
		}
		rows = append(rows, ui.Row{Key: p.T("拨款单", "Payment"), Value: text})
	}
	if m.Arrived != nil {
		rows = append(rows, ui.Row{Key: p.T("到账日期", "Arrived on"), Value: m.Arrived.String()})
	}
	return rows
}

// clauseOf is the clause behind a line, with what parts it from the next word; a
// line that no clause of the policy asks for has none.
func clauseOf(l office.CheckLine) string {
	if l.Clause == "" {
		return ""
	}
	return l.Clause + " · "
}

// wanted says what of a paper is wanted.
func wanted(p ui.Page, l office.CheckLine) string {
	text := ""
	if l.Original {
		text = p.T("原件", "original")
	}
	if l.Copies > 0 {
		if text != "" {
			text += p.T("，", ", ")
		}
		text += p.T("复印件 "+strconv.Itoa(l.Copies)+" 份", strconv.Itoa(l.Copies)+" copies")
	}
	return text
}

func paperTone(l office.CheckLine) ui.Tone {
	switch {
	case l.State == "seen":
		return ui.Green
	case l.State == "awaited" && !l.Late:
		return ui.Yellow
	}
	return ui.Red
}

func paperState(p ui.Page, l office.CheckLine) string {
	switch {
	case l.State == "seen":
		return p.T("已齐", "seen")
	case l.State == "awaited" && l.Late:
		return p.T("逾期未补："+l.Due.String(), "overdue: "+l.Due.String())
	case l.State == "awaited":
		return p.T("后补："+l.Due.String(), "by "+l.Due.String())
	case l.NoSight:
		return p.T("缺原件", "original missing")
	}
	return p.T("缺复印件 "+strconv.Itoa(l.Wanted)+" 份", strconv.Itoa(l.Wanted)+" copies missing")
}

func seenWords(p ui.Page, x office.SeenPaper) string {
	text := x.Zh + p.T("：", ": ")
	if x.Original {
		text += p.T("原件已看", "original seen")
	} else {
		text += p.T("未看原件", "original not seen")
	}
	if x.Copies > 0 {
		text += p.T("，复印件 "+strconv.FormatInt(x.Copies, 10)+" 份", ", "+strconv.FormatInt(x.Copies, 10)+" copies")
	}
	if x.Person != "" {
		text += " · " + x.Person
	}
	return text + " · " + x.At.Beijing()
}

func kindWords(p ui.Page, c office.CaseView, kind string) string {
	for _, l := range c.Papers.Lines {
		for _, x := range l.Seen {
			if x.Kind == kind {
				return x.Zh
			}
		}
	}
	return kind
}

// canAwait tells whether a paper may be promised where the claim stands.
func canAwait(c office.CaseView) bool {
	return slices.Contains([]string{"lodged", "accepted", "signed", "returned"}, c.State) && (can(c, party.SightPaper))
}

// refusalChoices are the reasons that a desk refuses for.
func refusalChoices(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "Choose")}}
	for _, g := range claim.Grounds() {
		out = append(out, ui.Choice{Value: g.Code, Label: p.T(g.Zh, g.En)})
	}
	return out
}
