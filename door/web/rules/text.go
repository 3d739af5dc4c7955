package rules

import (
	"fmt"

	"github.com/a-h/templ"

	"songbai/domain/policy"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func policyText(v *site.Visit) error {
	return showText(v, office.RuleRef{Policy: v.R.PathValue("hash")}, "/rules")
}

func priceTable(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	return showText(v, office.RuleRef{Prices: id}, "/rules")
}

// proposed shows in words what a proposal would put in force.
func proposed(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	return showText(v, office.RuleRef{Proposal: id}, fmt.Sprintf("/rules/%d", id))
}

func showText(v *site.Visit, ref office.RuleRef, back string) error {
	x, err := v.O.RuleText(v.R.Context(), v.Caller, ref)
	if err != nil {
		return err
	}
	p := v.Page("政策和价目", "Rules and prices")
	if v.May(keepers[0]) || v.May(keepers[1]) || v.May(keepers[2]) || v.May(keepers[4]) || ref.Proposal != 0 {
		p.Back = back
	}
	if x.Policy != nil {
		return v.Show(p, policyTextView(p, x.Policy))
	}
	return v.Show(p, priceTableView(p, x.Prices))
}

// readHref is where a rule in force is read in words, "" where its value says all.
func readHref(r office.RuleRow) string {
	switch r.Kind {
	case "policy":
		return "/policies/" + r.Value
	case "price_list":
		return fmt.Sprintf("/price-lists/%d", r.ID)
	}
	return ""
}

// hasText reports whether a proposal can be read in words.
func hasText(x *office.RuleView) bool { return x.Kind == "policy" || x.Kind == "price_list" }

func sectionTable(p ui.Page, s policy.Section) ui.Table[policy.SectionRow] {
	type row = policy.SectionRow
	cols := []ui.Col[row]{
		ui.Words(p.T("内容", "What"), func(r row) string { return p.T(r.Zh+r.Tail.Zh, r.En) }),
		ui.Words(p.T("条款", "Clause"), func(r row) string { return r.Clause }),
	}
	for _, r := range s.Rows {
		if r.When.Zh != "" {
			cols = append(cols, ui.Words(p.T("适用条件", "When"), func(r row) string { return p.T(r.When.Zh, r.When.En) }))
			break
		}
	}
	for _, r := range s.Rows {
		if r.Note.Zh != "" {
			cols = append(cols, ui.Cell(p.T("确认", "Confirmed"), func(r row) templ.Component { return ui.Own(p, r.Note.Zh) }))
			break
		}
	}
	return ui.Table[row]{Caption: p.T(s.Zh, s.En), Cols: cols}
}

func heldTable(p ui.Page, caption string, named bool) ui.Table[office.Held] {
	var cols []ui.Col[office.Held]
	if named {
		cols = append(cols, ui.Words(p.T("名称", "Name"), func(h office.Held) string { return p.T(h.Name.Zh, h.Name.En) }), ui.Words(p.T("数值", "Value"), func(h office.Held) string { return h.Value }))
	}
	cols = append(cols, ui.Words(p.T("适用日期", "Days"), func(h office.Held) string { return days(p, h.From, h.To) }),
		ui.Cell(p.T("依据文件", "Document"), func(h office.Held) templ.Component { return ui.Own(p, h.Document) }))
	return ui.Table[office.Held]{Caption: caption, Cols: cols}
}

func clauseTable(p ui.Page) ui.Table[policy.Clause] {
	return ui.Table[policy.Clause]{Caption: p.T("原文各条", "Clauses as published"), Cols: []ui.Col[policy.Clause]{
		ui.Words(p.T("条款", "Clause"), func(c policy.Clause) string { return c.ID }).With("nowrap"),
		ui.Cell(p.T("原文", "Text"), func(c policy.Clause) templ.Component { return ui.Own(p, c.Text) }),
	}}
}

func priceRows(p ui.Page) ui.Table[office.PriceRow] {
	type row = office.PriceRow
	return ui.Table[row]{Caption: p.T("价目", "Prices"), Cols: []ui.Col[row]{
		ui.Words(p.T("项目", "Item"), func(r row) string { return p.T(r.Item.Zh, r.Item.En) }),
		ui.Cell(p.T("收费名称", "On the bill"), func(r row) templ.Component { return ui.Own(p, r.Label) }),
		ui.Words(p.T("档次", "Grade"), func(r row) string {
			if r.Standard {
				return p.T("普通（政策所指）", "ordinary, as the policy means")
			}
			return p.T("其他", "other")
		}),
		ui.Cell(p.T("价格", "Price"), func(r row) templ.Component { return ui.Own(p, r.Price) }),
		ui.Words(p.T("适用日期", "Days"), func(r row) string {
			if r.To == 0 {
				return days(p, r.From, nil)
			}
			return days(p, r.From, &r.To)
		}),
		ui.Cell(p.T("定价文件", "Document"), func(r row) templ.Component { return ui.Own(p, r.Document) }),
	}}
}

func textRows(p ui.Page, x *office.PolicyText) []ui.Row {
	return []ui.Row{{Key: p.T("区划", "Area"), Value: x.Area}, {Key: p.T("原文施行日期", "In force by its own words"), Value: p.T(x.Effective.Zh(), x.Effective.String())}, {Key: p.T("施行条款", "Clause that says so"), Value: x.Clause}, {Key: p.T("文本摘要（SHA-256）", "Digest of the text"), Value: x.Hash}}
}

func priceHead(p ui.Page, x *office.PriceTable) []ui.Row {
	return []ui.Row{{Key: p.T("殡仪馆", "Home"), Value: x.Home}, {Key: p.T("适用日期", "Days"), Value: days(p, x.From, x.To)}, {Key: p.T("依据文件", "Document"), Value: x.Document, Own: true}, {Key: p.T("文本摘要（SHA-256）", "Digest of the text"), Value: x.Hash}}
}
