package finance

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

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

var bookWays = []struct{ by, zh, en string }{{"account", "按科目", "by account"}, {"fund", "按资金", "by fund"}, {"home", "按收款单位", "by home"}, {"month", "按月份", "by month"}}

func some(p ui.Page, label string, rows []office.Saying) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: label}}
	for _, r := range rows {
		out = append(out, ui.Choice{Value: r.Code, Label: p.T(r.Zh, r.En)})
	}
	return out
}

func yearsOf(label string, years []int) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: label}}
	for _, y := range years {
		out = append(out, ui.Choice{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	return out
}

func monthsOf(label string, months []string) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: label}}
	for _, m := range months {
		out = append(out, ui.Choice{Value: m, Label: m})
	}
	return out
}

func homeValue(q office.BookQuery) string {
	if q.Families {
		return "0"
	}
	if q.Home == 0 {
		return ""
	}
	return strconv.FormatInt(q.Home, 10)
}

func monthValue(q office.BookQuery) string {
	if q.Month == 0 {
		return ""
	}
	return q.Month.String()
}

func yearValue(q office.BookQuery) string {
	if q.Year == 0 {
		return ""
	}
	return strconv.Itoa(q.Year)
}

func withBy(q office.BookQuery, by string) string { q.By = by; return bookAddress("/book", q) }

func moreEntries(q office.BookQuery, next int64) string {
	if next == 0 {
		return ""
	}
	return bookAddress("/book/entries", q) + fmt.Sprintf("&before=%d", next)
}

// bookTable shows the accounts as debit and credit, or a column for each account
// that occurs.
func bookTable(p ui.Page, x *office.BookView, q office.BookQuery) ui.Table[office.BookRow] {
	type row = office.BookRow
	name := ui.Words("", func(r row) string { return p.T(r.Name, r.NameEn) }).Naming()
	t := ui.Table[row]{Empty: p.T("没有分录。", "No entries.")}
	if x.By == "account" {
		side := func(head string, sign money.Amount) ui.Col[row] {
			return ui.Cell(head, func(r row) templ.Component {
				return figure(p, q, x.By, r.Key, ledger.Account(r.Key), max(sign*r.Fen[ledger.Account(r.Key)], 0))
			}).With("num")
		}
		t.Caption = p.T("各科目余额", "Balance of each account")
		name.Head = p.T("科目", "Account")
		t.Cols = []ui.Col[row]{name, side(p.T("借方（元）", "Debit"), 1), side(p.T("贷方（元）", "Credit"), -1)}
		return t
	}
	t.Caption, t.Sums, t.Wide = p.T("各科目余额，借方为正", "Balances, debit positive"), p.T("合计", "Total"), true
	t.Cols = []ui.Col[row]{name.With("nowrap")}
	for _, a := range x.Accounts {
		account := ledger.Account(a.Code)
		t.Cols = append(t.Cols, ui.Cell(p.T(a.Zh, account.En()), func(r row) templ.Component {
			return figure(p, q, x.By, r.Key, account, r.Fen[account])
		}).With("num").Total(x.Total.Fen[account]))
	}
	return t
}

func entryTable(p ui.Page) ui.Table[office.EntryView] {
	type row = office.EntryView
	return ui.Table[row]{
		Caption: p.T("分录，最近的在前", "Entries, newest first"),
		Empty:   p.T("没有分录。", "No entries."),
		Cols: []ui.Col[row]{
			ui.Dated(p.T("日期", "Day"), func(e row) date.Day { return e.Day }),
			ui.Words(p.T("事由", "Entry"), func(e row) string { return p.T(e.Zh, ledger.EntryKind(e.Kind).En()) }),
			ui.Words(p.T("科目", "Account"), func(e row) string { return p.T(e.AccountZh, ledger.Account(e.Account).En()) }),
			ui.Noted(p.T("资金和年度", "Fund and year"), func(e row) (string, string) {
				return p.T(e.Fund, e.FundEn), p.T(e.Level+" ", "") + strconv.Itoa(e.Year)
			}),
			ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(e row) money.Amount { return e.Fen }),
			ui.Cell(p.T("依据", "Of"), func(e row) templ.Component { return source(p, &e) }),
		},
	}
}
