package office

import (
	"cmp"
	"context"
	"slices"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/store"
)

// BookQuery narrows the book; zero fields do not narrow. Families asks for
// what concerns no home.
type BookQuery struct {
	By       string // rows by: account, fund, home, month
	Account  ledger.Account
	Fund     fund.Fund
	Level    fund.Level
	Year     int
	Home     int64
	Families bool
	Month    date.Month
}

func (q *BookQuery) filter() store.BookFilter {
	f := store.BookFilter{Account: q.Account, Fund: q.Fund, Level: q.Level, Year: q.Year, Month: q.Month}
	if q.Home != 0 || q.Families {
		home := q.Home
		f.Payee = &home
	}
	return f
}

// BookView is the book: one row for each account, fund, home or month, a column
// for each account that occurs.
type BookView struct {
	By       string       `json:"by"`
	Accounts []Saying     `json:"accounts"`
	Rows     []BookRow    `json:"rows"`
	Total    BookRow      `json:"total"`
	Trial    money.Amount `json:"trial_fen"` // over all accounts; 0, unless the query narrows to some
	Homes    []Saying     `json:"homes"`     // to choose from
	Funds    []Saying     `json:"funds"`
	Years    []int        `json:"years"`
	Months   []string     `json:"months"`
}

// BookRow is one row: what each account came to. Sums are debit positive.
type BookRow struct {
	Key    string                          `json:"key"`
	Name   string                          `json:"name"`
	NameEn string                          `json:"name_en"`
	Fen    map[ledger.Account]money.Amount `json:"fen"`
}

// Book reads the book by account, fund, home or month.
func (o *Office) Book(ctx context.Context, c Caller, q BookQuery) (v BookView, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, _ party.Actor) error {
		cells, err := s.Book(q.filter())
		if err != nil {
			return err
		}
		names, err := o.bookNames(s)
		if err != nil {
			return err
		}
		v = names.view(q.By, cells)
		all, err := s.Book(store.BookFilter{})
		if err != nil {
			return err
		}
		v.choices(names, all)
		return nil
	})
	return v, err
}

// bookNames says what the codes of the book are called.
type bookNames struct {
	homes map[int64]string
	funds map[fund.Fund]Name
}

func (o *Office) bookNames(s *store.Scope) (n bookNames, err error) {
	n.homes, n.funds = map[int64]string{0: "家属及其他"}, map[fund.Fund]Name{}
	homes, err := s.Homes()
	if err != nil {
		return n, err
	}
	for _, h := range homes {
		n.homes[h.ID] = h.Name
	}
	hash, err := packOn(s, s.Today())
	if err != nil {
		return n, nil // no plan yet: funds go by their codes
	}
	pack, err := o.packByHash(s, hash)
	if err != nil {
		return n, err
	}
	for _, f := range pack.Funds {
		n.funds[f.ID] = Name(f.Words)
	}
	return n, nil
}

func (n *bookNames) fund(f fund.Fund) Name {
	if w, known := n.funds[f]; known {
		return w
	}
	return own(string(f))
}

// row gives key and name of the row that a cell belongs to.
func (n *bookNames) row(by string, c *store.BookCell) (key string, name Name) {
	switch by {
	case "fund":
		return string(c.Fund) + "/" + string(c.Level), Name{n.fund(c.Fund).Zh + "（" + levelZh[c.Level] + "）", n.fund(c.Fund).En + " (" + string(c.Level) + ")"}
	case "home":
		return idText(c.Payee), own(n.homes[c.Payee])
	case "month":
		return c.Month, own(c.Month)
	}
	return string(c.Account), Name{string(c.Account) + " " + c.Account.Zh(), string(c.Account) + " " + c.Account.En()}
}

func (n *bookNames) view(by string, cells []store.BookCell) (v BookView) {
	if by != "fund" && by != "home" && by != "month" {
		by = "account"
	}
	v.By, v.Total = by, BookRow{Name: "合计", NameEn: "Total", Fen: map[ledger.Account]money.Amount{}}
	at := map[string]int{}
	for i := range cells {
		c := &cells[i]
		key, name := n.row(by, c)
		j, ok := at[key]
		if !ok {
			j = len(v.Rows)
			at[key] = j
			v.Rows = append(v.Rows, BookRow{key, name.Zh, name.En, map[ledger.Account]money.Amount{}})
		}
		v.Rows[j].Fen[c.Account] += c.Fen
		v.Total.Fen[c.Account] += c.Fen
		v.Trial += c.Fen
	}
	slices.SortFunc(v.Rows, func(a, b BookRow) int { return cmp.Compare(a.Key, b.Key) })
	if by == "month" {
		slices.Reverse(v.Rows)
	}
	for _, a := range ledger.Accounts {
		if _, ok := v.Total.Fen[a]; ok {
			v.Accounts = append(v.Accounts, Saying{string(a), a.Zh(), a.En()})
		}
	}
	return v
}

// choices fills in what the book can be narrowed to.
func (v *BookView) choices(n bookNames, all []store.BookCell) {
	homes, funds, years, months := map[int64]bool{}, map[fund.Fund]bool{}, map[int]bool{}, map[string]bool{}
	for i := range all {
		c := &all[i]
		if c.Payee != 0 && !homes[c.Payee] {
			v.Homes = append(v.Homes, Saying{idText(c.Payee), n.homes[c.Payee], n.homes[c.Payee]})
		}
		if !funds[c.Fund] {
			v.Funds = append(v.Funds, Saying{string(c.Fund), n.fund(c.Fund).Zh, n.fund(c.Fund).En})
		}
		if !years[c.Year] {
			v.Years = append(v.Years, c.Year)
		}
		if !months[c.Month] {
			v.Months = append(v.Months, c.Month)
		}
		homes[c.Payee], funds[c.Fund], years[c.Year], months[c.Month] = true, true, true, true
	}
	slices.Sort(v.Years)
	slices.Sort(v.Months)
	slices.Reverse(v.Months)
}

// EntryView is one posting of the book with the entry it belongs to.
type EntryView struct {
	Entry     int64        `json:"entry"`
	Kind      string       `json:"kind"`
	Zh        string       `json:"kind_zh"`
	Day       date.Day     `json:"day"`
	Account   string       `json:"account"`
	AccountZh string       `json:"account_zh"`
	Fund      string       `json:"fund"`
	Level     string       `json:"level"`
	Year      int          `json:"year"`
	Fen       money.Amount `json:"fen"`
	Claim     int64        `json:"claim,omitempty"`
	List      int64        `json:"list,omitempty"`
	Order     int64        `json:"order,omitempty"`
	Of        int64        `json:"of,omitempty"` // of a reversal: the entry it reverses
	FundEn    string       `json:"fund_en"`
}

// EntryPage is a page of postings, newest first; Next is the Before of the page
// that follows, 0 at the end.
type EntryPage struct {
	Rows []EntryView `json:"rows"`
	Next int64       `json:"next,omitempty"`
}

// entriesAPage is how many postings a page of the ledger shows.
const entriesAPage = 50

// Entries reads the postings behind a figure of the book.
func (o *Office) Entries(ctx context.Context, c Caller, q BookQuery, before int64) (v EntryPage, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, _ party.Actor) error {
		rows, err := s.Posted(q.filter(), before, entriesAPage+8)
		if err != nil {
			return err
		}
		names, err := o.bookNames(s)
		if err != nil {
			return err
		}
		for i := range rows {
			x := &rows[i]
			if len(v.Rows) >= entriesAPage && x.Entry != rows[i-1].Entry { // the postings of one entry stay on one page
				v.Next = rows[i-1].Entry
				break
			}
			v.Rows = append(v.Rows, names.entry(x))
		}
		return nil
	})
	return v, err
}

func (n *bookNames) entry(x *store.PostedEntry) EntryView {
	return EntryView{x.Entry, string(x.Kind), x.Kind.Zh(), x.Day, string(x.Account), x.Account.Zh(), n.fund(x.Fund).Zh, levelZh[x.Level], x.Year, x.Fen, x.Claim, x.List, x.Order, x.Of, n.fund(x.Fund).En + " (" + string(x.Level) + ")"}
}

// Remitted is one funeral that a payment line paid for.
type Remitted struct {
	Claim int64        `json:"claim"`
	Seq   int          `json:"seq"`
	Slip  string       `json:"slip"`
	Name  string       `json:"name"` // masked
	Class string       `json:"class"`
	Fen   money.Amount `json:"fen"`
}

// Remittance reads for which funerals a line of an order is, a page at a time by
// their numbers in the list.
func (o *Office) Remittance(ctx context.Context, c Caller, order int64, seq, after int) (out []Remitted, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		x, err := readOrder(s, order)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, x.list.object()); err != nil {
			return err
		}
		if seq < 1 || seq > len(x.lines) {
			return noOrderPaper.With("remittance").At("seq")
		}
		only := x.lines[seq-1].Claim
		if only != 0 {
			l, err := s.LineOfClaim(x.list.ID, only)
			if err != nil {
				return err
			}
			after = l.Seq - 1
		}
		struck, err := struckLines(s, x.list.ID)
		if err != nil {
			return err
		}
		rows, err := s.LineRows(x.list.ID, after, 100)
		for i := range rows {
			r := &rows[i]
			if struck[r.Seq] || only != 0 && r.Line.Claim != only {
				continue
			}
			v, err := viewOfLine(s, x.list, r, nil)
			if err != nil {
				return err
			}
			out = append(out, Remitted{v.Claim, v.Seq, v.Slip, v.Name, v.Class, v.Waived})
		}
		return err
	})
	return out, err
}

// struckLines gives the numbers of the lines struck from a list.
func struckLines(s *store.Scope, list int64) (map[int]bool, error) {
	out := map[int]bool{}
	marks, err := s.StruckOf(list)
	for _, seq := range marks {
		out[seq] = true
	}
	return out, err
}
