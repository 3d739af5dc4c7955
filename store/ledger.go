package store

import (
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
)

// PutEntry writes a named entry with its postings and gives its id.
func (tx *Tx) PutEntry(e *ledger.Entry, reason string) (int64, error) {
	if err := e.Check(); err != nil {
		return 0, err
	}
	id := tx.NextID()
	var reversal, of any
	if e.Kind == ledger.KindReversed {
		reversal = nullID(e.Of)
	} else {
		of = nullID(e.Of)
	}
	tx.exec(`INSERT INTO entry (county, id, kind, day, claim, list, ord, line, payee, reversal_of, of, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.County, id, string(e.Kind), e.Day.String(), e.Claim, e.List, e.Order, e.Line, e.Payee, reversal, of, reason, tx.Now.String())
	for i, p := range e.Postings {
		tx.exec(`INSERT INTO posting (county, entry, seq, account, fund, level, year, fen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.County, id, i+1, string(p.Account), string(p.Fund), string(p.Level), p.Year, int64(p.Fen))
		tx.exec(`INSERT INTO book (county, account, fund, level, year, payee, month, fen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (county, account, fund, level, year, payee, month) DO UPDATE SET fen = book.fen + excluded.fen`,
			tx.County, string(p.Account), string(p.Fund), string(p.Level), p.Year, e.Payee, e.Day.Month().String(), int64(p.Fen))
	}
	return id, tx.failed
}

func scanPart(p *ledger.Part) []any { return []any{&p.Fund, &p.Level, &p.Year, &p.Fen} }

// EntriesOf lists the entries of a claim, oldest first, with their ids.
func (s *Scope) EntriesOf(claim int64) ([]EntryRow, error) {
	return s.entries(`claim = $2`, claim)
}

// EntriesOfList lists the entries of a list, oldest first.
func (s *Scope) EntriesOfList(list int64) ([]EntryRow, error) {
	return s.entries(`list = $2`, list)
}

// EntryByID finds an entry.
func (s *Scope) EntryByID(id int64) (EntryRow, error) {
	rows, err := s.entries(`id = $2`, id)
	if err == nil && len(rows) == 0 {
		err = notFound.With("分录")
	}
	if err != nil {
		return EntryRow{}, err
	}
	return rows[0], nil
}

// EntryRow is an entry with its id and whether it was reversed.
type EntryRow struct {
	ID       int64
	Reversed bool
	ledger.Entry
}

func (s *Scope) entries(where string, arg int64) ([]EntryRow, error) {
	out, err := many(s, "entry", `SELECT e.id, e.kind, e.day, e.claim, e.list, e.ord, e.line, e.payee, COALESCE(e.reversal_of, COALESCE(e.of, 0)),
		CASE WHEN EXISTS (SELECT 1 FROM entry r WHERE r.county = e.county AND r.reversal_of = e.id) THEN 1 ELSE 0 END
		FROM entry e WHERE e.county = $1 AND e.`+where+` ORDER BY e.id`, []any{s.County, arg},
		func(e *EntryRow) []any {
			return []any{&e.ID, &e.Kind, dayText{&e.Day}, &e.Claim, &e.List, &e.Order, &e.Line, &e.Payee, &e.Of, boolInt{&e.Reversed}}
		})
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].County = countyText(s.County)
		out[i].Postings, err = many(s, "posting", `SELECT account, fund, level, year, fen FROM posting WHERE county = $1 AND entry = $2 ORDER BY seq`, []any{s.County, out[i].ID},
			func(p *ledger.Posting) []any { return []any{&p.Account, &p.Fund, &p.Level, &p.Year, &p.Fen} })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// AccountSum is the balance of one account in one fund, level and budget year.
type AccountSum struct {
	Account ledger.Account
	ledger.Part
}

// Balances gives the balance of every account by fund, level and year.
func (s *Scope) Balances() ([]AccountSum, error) {
	return many(s, "book", `SELECT account, fund, level, year, CAST(sum(fen) AS BIGINT) FROM book WHERE county = $1 GROUP BY account, fund, level, year ORDER BY account, fund, level, year`, []any{s.County},
		func(a *AccountSum) []any { return []any{&a.Account, &a.Fund, &a.Level, &a.Year, &a.Fen} })
}

// Balance gives the balance of one account over one fund, level and year.
func (s *Scope) Balance(a ledger.Account, f fund.Fund, l fund.Level, year int) (fen money.Amount, err error) {
	err = s.one("book", `SELECT CAST(COALESCE(sum(fen), 0) AS BIGINT) FROM book WHERE county = $1 AND account = $2 AND fund = $3 AND level = $4 AND year = $5`, []any{s.County, string(a), string(f), string(l), year}, &fen)
	return fen, err
}

// countyText writes the county key as its six digits.
func countyText(county int64) string {
	b := []byte("000000")
	for i := 5; i >= 0; i-- {
		b[i] = byte('0' + county%10)
		county /= 10
	}
	return string(b)
}

// CountyText writes the county of the scope as its six digits.
func (s *Scope) CountyText() string { return countyText(s.County) }
