package finance

import (
	"strings"

	"github.com/a-h/templ"

	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func budgetsPage(v *site.Visit) (ui.Page, []office.BudgetView, []office.BudgetRow, error) {
	rows, err := v.O.Budgets(v.R.Context(), v.Caller)
	if err != nil {
		return ui.Page{}, nil, nil, err
	}
	given, err := v.O.BudgetRows(v.R.Context(), v.Caller, 0)
	return v.Page("预算", "Budgets"), rows, given, err
}

func budgets(v *site.Visit) error {
	p, rows, given, err := budgetsPage(v)
	if err != nil {
		return err
	}
	return v.Show(p, budgetsView(p, rows, given, budgetForm{}, v.May(party.SetBudget)))
}

// budgetForm is a budget line as it is being filled in.
type budgetForm struct{ Source, Year, Fen, Document string }

func setBudget(v *site.Visit) error {
	f := budgetForm{v.Form.Get("source"), v.Form.Get("year"), v.Form.Get("fen"), v.Form.Get("document")}
	name, level, _ := strings.Cut(f.Source, "/")
	req := office.SetBudget{Fund: fund.Fund(name), Level: fund.Level(level), Document: f.Document}
	var err error
	if n, e := v.Form.Int("cancels"); e == nil && n != 0 {
		req = office.SetBudget{Cancels: n, Document: f.Document}
	} else if req.Fen, err = v.Form.Amount("fen"); err == nil {
		var year int64
		year, err = v.Form.Int("year")
		req.Year = int(year)
	}
	if err == nil {
		_, err = v.O.SetBudget(v.R.Context(), v.Acting(), req)
	}
	if err == nil {
		return v.Done("/budgets", string(party.SetBudget))
	}
	p, rows, given, fail := budgetsPage(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, budgetsView(p, rows, given, f, true))
}

// sources are the funds and levels that a budget can be entered for.
func sources(p ui.Page, rows []office.BudgetView) (out []ui.Choice) {
	seen := map[string]bool{}
	for _, b := range rows {
		if k := b.Fund + "/" + b.Level; !seen[k] {
			seen[k] = true
			out = append(out, ui.Choice{Value: k, Label: p.T(b.FundZh+"（"+b.LevelZh+"）", b.FundEn+" ("+b.Level+")")})
		}
	}
	return out
}

func budgetTable(p ui.Page) ui.Table[office.BudgetView] {
	type row = office.BudgetView
	short := func(b row) bool { return b.Left < 0 }
	return ui.Table[row]{
		Caption: p.T("各项经费用到哪里", "How far each budget has gone"),
		Empty:   p.T("还没有录入预算。", "No budget yet."),
		Class: func(b row) string {
			if short(b) {
				return "short"
			}
			return ""
		},
		Cols: []ui.Col[row]{
			ui.Cell(p.T("资金和级次", "Fund and level"), func(b row) templ.Component { return budgetName(p, &b) }),
			opens(p.T("安排", "Appropriated"), func(b row) money.Amount { return b.Appropriated }, ledger.Source),
			opens(p.T("已承诺", "Promised"), func(b row) money.Amount { return b.Committed }, ledger.Promise, ledger.Completed),
			opens(p.T("送审", "Listed"), func(b row) money.Amount { return b.Listed }, ledger.Listed),
			opens(p.T("已审定", "Approved"), func(b row) money.Amount { return b.Approved }, ledger.Approved, ledger.InTransit),
			opens(p.T("已支付", "Paid"), func(b row) money.Amount { return b.Paid }, ledger.Quota),
			ui.Cell(p.T("剩余", "Left"), func(b row) templ.Component { return left(b.Left) }).With("num").Marked(short),
		},
	}
}

// opens is a column of sums, each of which opens what the book has of it: the
// entries of its account, or the accounts it adds up.
func opens(head string, fen func(office.BudgetView) money.Amount, of ...ledger.Account) ui.Col[office.BudgetView] {
	return ui.Link(head, func(b office.BudgetView) (string, string) {
		q := office.BookQuery{Fund: fund.Fund(b.Fund), Level: fund.Level(b.Level), Year: b.Year}
		if fen(b) == 0 {
			return "", ui.Yuan(0)
		}
		if len(of) == 1 {
			q.Account = of[0]
			return bookAddress("/book/entries", q), ui.Yuan(fen(b))
		}
		q.By = "account"
		return bookAddress("/book", q), ui.Yuan(fen(b))
	}).With("num")
}

// fundWords names a fund as the budgets above do.
func fundWords(p ui.Page, rows []office.BudgetView, code string) string {
	for _, b := range rows {
		if b.Fund == code {
			return p.T(b.FundZh, b.FundEn)
		}
	}
	return code
}
