package store

import (
	"cmp"
	"slices"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
)

// BookFilter narrows the cells of the book and the entries behind them; zero
// fields do not narrow.
type BookFilter struct {
	Account ledger.Account
	Fund    fund.Fund
	Level   fund.Level
	Year    int
	Payee   *int64 // a home; 0 families and entries that pay nobody
	Month   date.Month
}

// BookCell is what one account came to in a fund, level and budget year, for one
// payee in one month.
type BookCell struct {
	Account ledger.Account
	ledger.Part
	Payee int64
	Month string
}

func (f *BookFilter) args(s *Scope) []any {
	payee, month := int64(-1), ""
	if f.Payee != nil {
		payee = *f.Payee
	}
	if f.Month != 0 {
		month = f.Month.String()
	}
	return []any{s.County, string(f.Account), string(f.Fund), string(f.Level), f.Year, payee, month}
}

// Book lists the cells of the book.
func (s *Scope) Book(f BookFilter) ([]BookCell, error) {
	return many(s, "book", `SELECT account, fund, level, year, payee, month, fen FROM book WHERE county = $1 AND ($2 = '' OR account = $2) AND ($3 = '' OR fund = $3) AND ($4 = '' OR level = $4)
		AND (CAST($5 AS BIGINT) = 0 OR year = $5) AND (CAST($6 AS BIGINT) = -1 OR payee = $6) AND ($7 = '' OR month = $7) ORDER BY account, fund, level, year, payee, month`, f.args(s),
		func(c *BookCell) []any {
			return []any{&c.Account, &c.Fund, &c.Level, &c.Year, &c.Payee, &c.Month, &c.Fen}
		})
}

// PostedEntry is a posting with the entry it belongs to.
type PostedEntry struct {
	Entry int64
	Kind  ledger.EntryKind
	Day   date.Day
	Claim int64
	List  int64
	Order int64
	Payee int64
	Of    int64 // of a reversal: the original
	Seq   int64 // of the posting in its entry
	ledger.Posting
}

// Posted lists the postings behind a figure of the book, newest first, of entries
// with smaller ids than before (0: from the newest); at most limit. A month is
// looked through by its days; anything else cell by cell of the book, as each cell
// has its postings in order.
func (s *Scope) Posted(f BookFilter, before int64, limit int, accounts ...ledger.Account) (out []PostedEntry, err error) {
	if f.Account != "" {
		accounts = []ledger.Account{f.Account}
	}
	if f.Month != 0 {
		return s.posted(f, before, limit) // its accounts are one, or all
	}
	cells, err := s.Book(f)
	if err != nil {
		return nil, err
	}
	seen := map[ledger.Key]bool{}
	for i := range cells {
		c := &cells[i]
		k := ledger.Key{Account: c.Account, Fund: c.Fund, Level: c.Level, Year: c.Year}
		if seen[k] || len(accounts) > 0 && !slices.Contains(accounts, c.Account) {
			continue
		}
		seen[k] = true
		rows, err := s.posted(BookFilter{Account: k.Account, Fund: k.Fund, Level: k.Level, Year: k.Year, Payee: f.Payee}, before, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortFunc(out, func(a, b PostedEntry) int { return cmp.Or(cmp.Compare(b.Entry, a.Entry), cmp.Compare(a.Seq, b.Seq)) })
	return out[:min(len(out), limit)], nil
}

// posted lists the postings of one cell, or of a month. Its year is a range and
// leads the order, so that SQLite, which has no statistics, takes the index of the
// cell and does not walk all entries.
func (s *Scope) posted(f BookFilter, before int64, limit int) ([]PostedEntry, error) {
	order, from := `p.year DESC, p.entry DESC, p.seq`, ` FROM posting p JOIN entry e ON e.county = p.county AND e.id = p.entry WHERE p.county = $1 AND p.account = $2 AND p.fund = $3 AND p.level = $4 AND p.year >= $5 AND p.year <= $5`
	if f.Month != 0 {
		order, from = `p.entry DESC, p.seq`, ` FROM entry e JOIN posting p ON p.county = e.county AND p.entry = e.id WHERE e.county = $1 AND e.day >= $7 || '-01' AND e.day <= $7 || '-31'
		AND ($2 = '' OR p.account = $2) AND ($3 = '' OR p.fund = $3) AND ($4 = '' OR p.level = $4) AND (CAST($5 AS BIGINT) = 0 OR p.year = $5)`
	}
	return many(s, "entry", `SELECT e.id, e.kind, e.day, e.claim, e.list, e.ord, e.payee, COALESCE(e.reversal_of, 0), p.seq, p.account, p.fund, p.level, p.year, p.fen`+from+`
		AND (CAST($6 AS BIGINT) = -1 OR e.payee = $6) AND ($7 = '' OR substr(e.day, 1, 7) = $7) AND (CAST($8 AS BIGINT) = 0 OR p.entry < $8)
		ORDER BY `+order+` LIMIT $9`, append(f.args(s), before, limit),
		func(x *PostedEntry) []any {
			return []any{&x.Entry, &x.Kind, dayText{&x.Day}, &x.Claim, &x.List, &x.Order, &x.Payee, &x.Of, &x.Seq, &x.Account, &x.Fund, &x.Level, &x.Year, &x.Fen}
		})
}
