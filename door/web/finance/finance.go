// Package finance owns finance's pages of money on its way: payment orders with
// their bank files and results, returned lines to be issued again, the book and
// the budgets.
//
// It never books or adds up anything itself. Always true: holders and accounts are
// masked on pages and full in the bank's file only; a result is read line by line
// before it is taken in.
package finance

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

var readers = []party.Act{party.ExamineList, party.ApproveList, party.Order, party.ViewAudit, party.ApprovePolicy}

// Module brings finance's pages.
func Module() site.Module {
	get := func(path string, do func(*site.Visit) error, acts ...party.Act) site.Route {
		return site.Route{Method: "GET", Path: path, Who: site.Staff, Acts: acts, Do: do}
	}
	post := func(path string, do func(*site.Visit) error, acts ...party.Act) site.Route {
		return site.Route{Method: "POST", Path: path, Who: site.Staff, Acts: acts, Do: do, Body: 24 << 20}
	}
	return site.Module{
		Routes: []site.Route{
			get("/orders", orders, readers...), get("/orders/{id}", order, party.View), get("/orders/{id}/lines/{seq}", remittance, party.View),
			post("/orders/{id}/file", file, party.MakeFile), post("/orders/{id}/paper", paper, party.Export),
			post("/orders/{id}/result", result, party.ImportResult), post("/orders/{id}/take", take, party.ImportResult),
			get("/reissue", returned, readers...), post("/orders/{id}/reissue", reissue, party.Reissue),
			get("/book", book, readers...), get("/book/entries", entries, readers...),
			get("/budgets", budgets, readers...), post("/budgets", setBudget, party.SetBudget),
		},
		Nav: []site.NavEntry{
			{Order: 30, Href: "/orders", Zh: "拨款", En: "Payments", Acts: []party.Act{party.ExamineList, party.ApproveList, party.Order, party.ViewAudit}},
			{Order: 32, Href: "/budgets", Zh: "预算", En: "Budgets", Acts: readers},
			{Order: 34, Href: "/book", Zh: "账簿", En: "Book", Acts: readers},
		},
		Done: map[string][2]string{
			"taken": {"银行结果已导入", "The bank's result is taken in"},
			"again": {"已下达重新支付", "The returned lines are ordered again"},
		},
		Samples: samples,
	}
}

func side(p ui.Page, here string) []ui.NavItem {
	return []ui.NavItem{{Href: "/orders", Label: p.T("拨款单", "Orders"), Here: here == "orders"}, {Href: "/reissue", Label: p.T("退回待重拨", "Returned"), Here: here == "reissue"}}
}

func orders(v *site.Visit) error {
	before, _ := strconv.ParseInt(v.R.URL.Query().Get("before"), 10, 64)
	x, err := v.O.Orders(v.R.Context(), v.Caller, before)
	if err != nil {
		return err
	}
	p := v.Page("拨款单", "Payment orders")
	p.Side = side(p, "orders")
	return v.Show(p, ordersView(p, &x))
}

var noResult = problem.Define("finance.result", problem.Invalid,
	"没有选择银行回单文件", "no file of the bank was chosen", "请选择银行给的结果文件", "choose the result file that the bank gave")

// orderPage is everything that the page of an order shows.
type orderPage struct {
	office.OrderView
	Profiles []ui.Choice
	Results  []ui.Choice
	File     bool // the reader may make the bank file
	Import   bool
	Reissue  bool
	Export   bool
	Preview  *office.ResultPreview
	Profile  string // of the previewed result
	Data     string // … its bytes, to be taken in
	Back     int    // returned lines not issued again
}

func orderOf(v *site.Visit) (ui.Page, orderPage, error) {
	var x orderPage
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, x, err
	}
	if x.OrderView, err = v.O.OrderView(v.R.Context(), v.Caller, id); err != nil {
		return ui.Page{}, x, err
	}
	for _, p := range payment.Profiles() {
		x.Profiles = append(x.Profiles, ui.Choice{Value: p.Code, Label: p.Zh})
	}
	for _, p := range payment.ResultProfiles() {
		x.Results = append(x.Results, ui.Choice{Value: p.Code, Label: p.Zh})
	}
	for _, l := range x.Lines {
		if l.Status == payment.Returned && l.Next == "" {
			x.Back++
		}
	}
	x.File, x.Import, x.Reissue, x.Export = v.May(party.MakeFile), v.May(party.ImportResult), v.May(party.Reissue), v.May(party.Export)
	p := v.Page("拨款单 "+x.Number, "Order "+x.Number)
	p.Back = "/orders"
	return p, x, nil
}

func order(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, orderView(p, &x))
}

// file gives out the bank file: the same bytes however often.
func file(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	f, err := v.O.MakeFile(v.R.Context(), v.Caller, office.MakeFile{Order: id, Profile: v.Form.Get("profile")})
	if err != nil {
		return err
	}
	return v.Send(f.Media, f.Name, false, f.Bytes)
}

func paper(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	b, err := v.O.OrderPaper(v.R.Context(), v.Caller, office.OrderPaper{Order: id, Kind: v.Form.Get("kind"), Voucher: v.Form.Get("voucher")})
	if err != nil {
		return err
	}
	return v.Send(b.Media, b.Name, false, b.Bytes)
}

// result shows what a result file says, before anything is taken in.
func result(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	files := v.Form.Files("result")
	if len(files) == 0 {
		return v.Again(noResult.With().At("result"), p, orderView(p, &x))
	}
	x.Profile = v.Form.Get("profile")
	r, err := v.O.PreviewResult(v.R.Context(), v.Caller, office.ImportResult{Order: x.Order, Profile: x.Profile, Data: files[0].Bytes})
	if err != nil {
		return v.Again(err, p, orderView(p, &x))
	}
	x.Preview, x.Data = &r, base64.StdEncoding.EncodeToString(files[0].Bytes)
	return v.Show(p, orderView(p, &x))
}

// take takes a result in that was looked at.
func take(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	data, err := base64.StdEncoding.DecodeString(v.Form.Get("data"))
	if err != nil {
		return site.NoPage.With()
	}
	if _, err = v.O.ImportResult(v.R.Context(), v.Acting(), office.ImportResult{Order: x.Order, Profile: v.Form.Get("profile"), Data: data}); err != nil {
		return v.Again(err, p, orderView(p, &x))
	}
	return v.Done(fmt.Sprintf("/orders/%d", x.Order), "taken")
}

func returned(v *site.Visit) error {
	rows, err := v.O.Suggestions(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return v.Show(p, returnedView(p, rows, v.May(party.Reissue), v.May(party.CorrectAccountPropose)))
}

// reissue orders the chosen returned lines again.
func reissue(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	err = v.Confirm()
	var made office.OrderMade
	if err == nil {
		made, err = v.O.Reissue(v.R.Context(), v.Acting(), office.Reissue{Order: id, Vouchers: v.Form.Values["voucher"]})
	}
	if err == nil {
		return v.Done(fmt.Sprintf("/orders/%d", made.Order), "again")
	}
	rows, fail := v.O.Suggestions(v.R.Context(), v.Caller)
	if fail != nil {
		return fail
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return v.Again(err, p, returnedView(p, rows, true, v.May(party.CorrectAccountPropose)))
}

func remittance(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	seq, err := v.ID("seq")
	if err != nil {
		return err
	}
	after, _ := strconv.Atoi(v.R.URL.Query().Get("after"))
	rows, err := v.O.Remittance(v.R.Context(), v.Caller, x.Order, int(seq), after)
	if err != nil {
		return err
	}
	p.Back = fmt.Sprintf("/orders/%d", x.Order)
	return v.Show(p, remittanceView(p, &x, int(seq), rows))
}

// bookQuery reads the filter of the address.
func bookQuery(v *site.Visit) office.BookQuery {
	got := v.R.URL.Query()
	q := office.BookQuery{By: got.Get("by"), Account: ledger.Account(got.Get("account")), Fund: fund.Fund(got.Get("fund")), Level: fund.Level(got.Get("level"))}
	q.Year, _ = strconv.Atoi(got.Get("year"))
	if home := got.Get("home"); home == "0" {
		q.Families = true
	} else {
		q.Home, _ = strconv.ParseInt(home, 10, 64)
	}
	q.Month, _ = date.ParseMonth(got.Get("month"))
	return q
}

// bookAddress writes a filter as an address.
func bookAddress(path string, q office.BookQuery) string {
	var parts []string
	add := func(name, value string) {
		if value != "" && value != "0" {
			parts = append(parts, name+"="+value)
		}
	}
	add("by", q.By)
	add("account", string(q.Account))
	add("fund", string(q.Fund))
	add("level", string(q.Level))
	add("year", strconv.Itoa(q.Year))
	if q.Families {
		parts = append(parts, "home=0")
	} else {
		add("home", strconv.FormatInt(q.Home, 10))
	}
	if q.Month != 0 {
		add("month", q.Month.String())
	}
	if len(parts) == 0 {
		return path
	}
	return path + "?" + strings.Join(parts, "&")
}

// cellAddress is the page of the entries behind a cell of the book.
func cellAddress(q office.BookQuery, by, key string, a ledger.Account) string {
	q.By = ""
	q.Account = a
	switch by {
	case "fund":
		f, l, _ := strings.Cut(key, "/")
		q.Fund, q.Level = fund.Fund(f), fund.Level(l)
	case "home":
		q.Home, _ = strconv.ParseInt(key, 10, 64)
		q.Families = q.Home == 0
	case "month":
		q.Month, _ = date.ParseMonth(key)
	}
	return bookAddress("/book/entries", q)
}

func book(v *site.Visit) error {
	q := bookQuery(v)
	x, err := v.O.Book(v.R.Context(), v.Caller, q)
	if err != nil {
		return err
	}
	p := v.Page("账簿", "Book")
	return v.Show(p, bookView(p, &x, q))
}

func entries(v *site.Visit) error {
	q := bookQuery(v)
	before, _ := strconv.ParseInt(v.R.URL.Query().Get("before"), 10, 64)
	x, err := v.O.Entries(v.R.Context(), v.Caller, q, before)
	if err != nil {
		return err
	}
	sums, err := v.O.Book(v.R.Context(), v.Caller, q)
	if err != nil {
		return err
	}
	p := v.Page("分录", "Entries")
	p.Back = "/book"
	return v.Show(p, entriesView(p, &x, q, sums.Trial))
}

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
