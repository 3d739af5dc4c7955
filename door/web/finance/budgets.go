package finance

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
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
	fen, err := v.Form.Amount("fen")
	if err == nil {
		req.Fen = fen
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

// givenRow is a row of what was appropriated, with the row that took it back.
type givenRow struct {
	office.BudgetRow
	Back bool // taken back by another row
}

// givenRows joins each row with the one that took it back, the newest first.
func givenRows(rows []office.BudgetRow) (out []givenRow) {
	back := map[int64]bool{}
	for _, r := range slices.Backward(rows) {
		out = append(out, givenRow{r, back[r.ID]})
		back[r.Cancels] = true
	}
	return out
}

// givenRowOf finds the row that an address names.
func givenRowOf(v *site.Visit) (p ui.Page, all []office.BudgetView, row givenRow, err error) {
	id, err := v.ID("id")
	if err != nil {
		return p, nil, row, err
	}
	p, all, given, err := budgetsPage(v)
	for _, r := range givenRows(given) {
		if r.ID == id {
			row = r
		}
	}
	if err == nil && row.ID == 0 {
		err = noRow.With()
	}
	p.Title, p.Back = v.Lang.T("撤销一行预算", "Take a row of the budget back"), "/budgets"
	return p, all, row, err
}

var noRow = problem.Define("web.budget_row", problem.Missing, "没有这一行预算", "there is no such row of the budget", "请从预算页打开", "open it from the budgets")

func budgetRow(v *site.Visit) error {
	p, all, row, err := givenRowOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, budgetRowView(p, all, row, ""))
}

// cancelBudget takes a row back by a second one; nothing entered is ever changed.
func cancelBudget(v *site.Visit) error {
	p, all, row, err := givenRowOf(v)
	if err != nil {
		return err
	}
	req := office.SetBudget{Cancels: row.ID, Document: v.Form.Get("document")}
	if _, err := v.O.SetBudget(v.R.Context(), v.Acting(), req); err != nil {
		return v.Again(err, p, budgetRowView(p, all, row, req.Document))
	}
	return v.Done("/budgets", "row")
}

func givenTable(p ui.Page, all []office.BudgetView, may bool) ui.Table[givenRow] {
	t := ui.Table[givenRow]{Caption: p.T("逐笔的预算安排", "What was appropriated, row by row"), Empty: p.T("还没有。", "None yet."), Cols: []ui.Col[givenRow]{
		ui.Code(p.T("录入时间", "Entered"), func(r givenRow) string { return ui.Clock(r.At) }),
		ui.Noted(p.T("资金和年度", "Fund and year"), func(r givenRow) (string, string) { return fundWords(p, all, string(r.Fund)), strconv.Itoa(r.Year) }),
		ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(r givenRow) money.Amount { return r.Fen }).Marked(func(r givenRow) bool { return r.Fen < 0 }),
		ui.Cell(p.T("依据文件", "Document"), func(r givenRow) templ.Component { return ui.Own(p, r.Document) }),
	}}
	t.Cols = append(t.Cols, ui.Link(p.T("撤销", "Taken back"), func(r givenRow) (string, string) {
		switch {
		case r.Cancels != 0:
			return "", p.T("撤销另一行", "takes another back")
		case r.Back:
			return "", p.T("已撤销", "taken back")
		case may:
			return "/budgets/rows/" + strconv.FormatInt(r.ID, 10), p.T("撤销", "Take back")
		}
		return "", ""
	}))
	return t
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
			opens(p.T("安排", "Appropriated"), func(b row) money.Amount { return b.Appropriated }, ledger.OfAppropriated),
			opens(p.T("已承诺", "Promised"), func(b row) money.Amount { return b.Committed }, ledger.OfCommitted),
			opens(p.T("送审", "Listed"), func(b row) money.Amount { return b.Listed }, ledger.OfListed),
			opens(p.T("已审定", "Approved"), func(b row) money.Amount { return b.Approved }, ledger.OfApproved),
			opens(p.T("已支付", "Paid"), func(b row) money.Amount { return b.Paid }, ledger.OfPaid),
			opens(p.T("剩余", "Left"), func(b row) money.Amount { return b.Left }, ledger.OfLeft).Marked(short),
		},
	}
}

// opens is a column of sums, each of which opens what moved it.
func opens(head string, fen func(office.BudgetView) money.Amount, of ledger.Stand) ui.Col[office.BudgetView] {
	return ui.Link(head, func(b office.BudgetView) (string, string) {
		if fen(b) == 0 {
			return "", ui.Yuan(0)
		}
		return movesAddress(office.BudgetMovesOf{Fund: fund.Fund(b.Fund), Level: fund.Level(b.Level), Year: b.Year, Stand: of}, 0), ui.Yuan(fen(b))
	}).With("num")
}

// movesAddress is the page of what moved a sum of the budgets.
func movesAddress(of office.BudgetMovesOf, before int64) string {
	q := url.Values{"fund": {string(of.Fund)}, "level": {string(of.Level)}, "year": {strconv.Itoa(of.Year)}, "of": {string(of.Stand)}}
	if before != 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	return "/budgets/moves?" + q.Encode()
}

var standNames = map[ledger.Stand][2]string{
	ledger.OfAppropriated: {"安排", "appropriated"}, ledger.OfCommitted: {"已承诺", "promised"}, ledger.OfListed: {"送审", "listed"},
	ledger.OfApproved: {"已审定", "approved"}, ledger.OfPaid: {"已支付", "paid"}, ledger.OfLeft: {"剩余", "left"},
}

func budgetMoves(v *site.Visit) error {
	got := v.R.URL.Query()
	of := office.BudgetMovesOf{Fund: fund.Fund(got.Get("fund")), Level: fund.Level(got.Get("level")), Stand: ledger.Stand(got.Get("of"))}
	of.Year, _ = strconv.Atoi(got.Get("year"))
	before, _ := strconv.ParseInt(got.Get("before"), 10, 64)
	x, err := v.O.BudgetMoves(v.R.Context(), v.Caller, of, before)
	if err != nil {
		return err
	}
	p := v.Page("预算变动", "What moved a budget")
	p.Back = "/budgets"
	return v.Show(p, movesView(p, &x, of))
}

func moveTable(p ui.Page) ui.Table[office.EntryView] {
	type row = office.EntryView
	return ui.Table[row]{
		Caption: p.T("变动，最近的在前", "Movements, newest first"),
		Empty:   p.T("没有变动。", "Nothing moved."),
		Cols: []ui.Col[row]{
			ui.Dated(p.T("日期", "Day"), func(e row) date.Day { return e.Day }),
			ui.Words(p.T("事由", "Entry"), func(e row) string { return p.T(e.Zh, ledger.EntryKind(e.Kind).En()) }),
			ui.Fen(p.T("增减（元）", "Moved (yuan)"), func(e row) money.Amount { return e.Fen }).Marked(func(e row) bool { return e.Fen < 0 }),
			ui.Cell(p.T("依据", "Of"), func(e row) templ.Component { return source(p, &e) }),
		},
	}
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
