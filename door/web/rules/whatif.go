package rules

import (
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy/replay"
	"songbai/door/web/chart"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// monthsBack is how many months a trial looks back over when nothing else is asked.
const monthsBack = 12

// trial is a what-if of one proposal.
type trial struct {
	ID       int64
	Kind     string
	From, To string
	View     *office.WhatIfView // nil: nothing was replayed
}

// tryable reports whether past claims can be decided again under a proposal.
func tryable(x *office.RuleView) bool {
	return x.Kind == "policy" || x.Kind == "price_list" || x.Kind == "local_value" && x.Name != "approval_limit" && x.Name != "clock_days"
}

// whatIf replays the claims of past months under a proposal and shows what they
// would have cost, and whom.
func whatIf(v *site.Visit) error {
	_, x, err := pageOf(v)
	if err != nil {
		return err
	}
	last := v.O.Today().Month() - 1
	t := trial{ID: x.ID, Kind: x.Kind, From: (last - monthsBack + 1).String(), To: last.String()}
	if m := v.R.URL.Query().Get("from"); m != "" {
		t.From = m
	}
	if m := v.R.URL.Query().Get("to"); m != "" {
		t.To = m
	}
	p := v.Page("试算", "What if")
	p.Back = fmt.Sprintf("/rules/%d", x.ID)
	from, err := date.ParseMonth(t.From)
	if err != nil {
		return v.Again(err, p, whatIfView(p, &t))
	}
	to, err := date.ParseMonth(t.To)
	if err != nil {
		return v.Again(err, p, whatIfView(p, &t))
	}
	got, err := v.O.WhatIf(v.R.Context(), v.Caller, office.WhatIf{From: from, To: to, Proposal: x.ID})
	if err != nil {
		return v.Again(err, p, whatIfView(p, &t))
	}
	t.View = &got
	return v.Show(p, whatIfView(p, &t))
}

// pairs draws the months before and after.
func (t *trial) pairs(p ui.Page) string {
	var was, is []chart.Point
	for _, m := range t.View.Result.Months {
		label := m.Key
		if len(label) == 7 {
			label = strings.TrimLeft(label[5:], "0") + p.T("月", "")
		}
		was = append(was, chart.Point{Label: label, Value: int64(m.Before.Fen) / 100, Text: ui.Yuan(m.Before.Fen)})
		is = append(is, chart.Point{Label: label, Value: int64(m.After.Fen) / 100, Text: ui.Yuan(m.After.Fen)})
	}
	return chart.Pairs(chart.Lang(p.Lang), p.T("每月由财政承担的金额（元）：原来和拟改后", "What the public purse pays a month (yuan): as decided and as proposed"), p.T("原来", "as decided"), p.T("拟改后", "as proposed"), was, is)
}

// part is one table of a trial.
type part struct {
	Zh, En, Key string
	Rows        []replay.Row
}

func (t *trial) parts() []part {
	r := t.View.Result
	return []part{{"按月份", "By month", "months", r.Months}, {"按对象", "By class", "classes", r.Classes}, {"按资金", "By fund", "funds", r.Funds}, {"按项目", "By item", "items", r.Items},
		{"按镇（街）", "By town", "towns", r.Towns}, {"按殡仪馆", "By home", "homes", r.Homes}, {"不予免除", "Refused", "refused", r.Refused}}
}

// name says what a row of a trial is called.
func (t *trial) name(p ui.Page, part, key string) string {
	if n, ok := t.View.Names[part+"/"+key]; ok {
		return p.T(n.Zh, n.En)
	}
	return key
}

// difference writes a difference with its sign.
func difference(a money.Amount) string {
	if a > 0 {
		return "+" + ui.Yuan(a)
	}
	return ui.Yuan(a)
}
