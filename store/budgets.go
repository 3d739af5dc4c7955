package store

import (
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
)

// BudgetRow is one row of what was appropriated.
type BudgetRow struct {
	ID int64
	ledger.Part
	Document  string
	EnteredBy int64
	Entry     int64 // of the ledger
	Cancels   int64 // the row it takes back, else 0
	At        string
}

const budgetColumns = `id, fund, level, year, fen, document, entered_by, entry, COALESCE(cancels, 0), recorded_at`

func scanBudget(b *BudgetRow) []any {
	return []any{&b.ID, &b.Fund, &b.Level, &b.Year, &b.Fen, &b.Document, &b.EnteredBy, &b.Entry, &b.Cancels, &b.At}
}

// PutBudget writes a row of the budget; a row is taken back at most once.
func (tx *Tx) PutBudget(b *BudgetRow) error {
	b.ID = tx.NextID()
	tx.exec(`INSERT INTO budget (county, id, fund, level, year, fen, document, entered_by, entry, cancels, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, b.ID, string(b.Fund), string(b.Level), b.Year, int64(b.Fen), b.Document, tx.Act.Person, b.Entry, nullID(b.Cancels), tx.Now.String())
	if isUnique(tx.failed) {
		return taken.With("该预算的撤销").At("cancels")
	}
	return tx.failed
}

// BudgetByID finds a row of the budget.
func (s *Scope) BudgetByID(id int64) (BudgetRow, error) {
	var b BudgetRow
	err := s.one("预算", `SELECT `+budgetColumns+` FROM budget WHERE county = $1 AND id = $2`, []any{s.County, id}, scanBudget(&b)...)
	return b, err
}

// BudgetRows lists the rows of a year, oldest first; year 0 lists all.
func (s *Scope) BudgetRows(year int) ([]BudgetRow, error) {
	return many(s, "budget", `SELECT `+budgetColumns+` FROM budget WHERE county = $1 AND (CAST($2 AS BIGINT) = 0 OR year = $2) ORDER BY id`, []any{s.County, year}, scanBudget)
}

// Budgets reads from the ledger how far the money of each fund, level and year
// has gone.
func (s *Scope) Budgets() ([]ledger.Budget, error) {
	sums, err := s.Balances()
	if err != nil {
		return nil, err
	}
	b := ledger.Balances{}
	for _, x := range sums {
		b[ledger.Key{Account: x.Account, Fund: x.Fund, Level: x.Level, Year: x.Year}] = x.Fen
	}
	return ledger.Budgets(b), nil
}

// ListBalance gives what a list still has in an account that credits grow, by
// fund, level and year.
func (s *Scope) ListBalance(list int64, a ledger.Account) ([]ledger.Part, error) {
	return many(s, "posting", `SELECT p.fund, p.level, p.year, CAST(-sum(p.fen) AS BIGINT) FROM entry e JOIN posting p ON p.county = e.county AND p.entry = e.id AND p.account = $3
		WHERE e.county = $1 AND e.list = $2 GROUP BY p.fund, p.level, p.year HAVING sum(p.fen) <> 0 ORDER BY p.fund, p.level, p.year`, []any{s.County, list, string(a)}, scanPart)
}

// Overrun is one budget that a list overran, with the act that allowed it.
type Overrun struct {
	List     int64
	Fund     fund.Fund
	Level    fund.Level
	Year     int
	Document string
	Person   int64
	At       string
}

// PutOverrun keeps that a list overran a budget under a document (INV-10).
func (tx *Tx) PutOverrun(x Overrun) error {
	tx.exec(`INSERT INTO overrun (county, id, list, fund, level, year, document, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, tx.NextID(), x.List, string(x.Fund), string(x.Level), x.Year, x.Document, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// Overruns lists the overruns of a list.
func (s *Scope) Overruns(list int64) ([]Overrun, error) {
	return many(s, "overrun", `SELECT list, fund, level, year, document, person, at FROM overrun WHERE county = $1 AND list = $2 ORDER BY id`, []any{s.County, list},
		func(x *Overrun) []any {
			return []any{&x.List, &x.Fund, &x.Level, &x.Year, &x.Document, &x.Person, &x.At}
		})
}

// Recovery is money to come back for a claim that was paid and then reversed.
type Recovery struct {
	ID     int64
	Number string
	Claim  int64
	List   int64 // the list in which it was paid
	Seq    int
	Unit   int64 // home, or bureau office of a sheet
	Fen    money.Amount
	Reason string
	Entry  int64 // recovery_due
	At     string
	Used   money.Amount // paid back or set off so far
}

// Left gives what still has to come back.
func (r Recovery) Left() money.Amount { return r.Fen - r.Used }

const recoveryQuery = `SELECT r.id, r.number, r.claim, r.list, r.seq, r.unit, r.fen, r.reason, r.entry, r.at,
	CAST(COALESCE((SELECT sum(u.fen) FROM recovery_use u WHERE u.county = r.county AND u.recovery = r.id), 0) AS BIGINT) FROM recovery r WHERE r.county = $1`

func scanRecovery(r *Recovery) []any {
	return []any{&r.ID, &r.Number, &r.Claim, &r.List, &r.Seq, &r.Unit, &r.Fen, &r.Reason, &r.Entry, &r.At, &r.Used}
}

// PutRecovery writes a recovery under an id drawn before.
func (tx *Tx) PutRecovery(r *Recovery) error {
	tx.exec(`INSERT INTO recovery (county, id, number, claim, list, seq, unit, fen, reason, entry, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, r.ID, r.Number, r.Claim, r.List, r.Seq, r.Unit, int64(r.Fen), r.Reason, r.Entry, tx.Now.String())
	if isUnique(tx.failed) {
		return taken.With("该笔追回")
	}
	return tx.failed
}

// RecoveryByID finds a recovery.
func (s *Scope) RecoveryByID(id int64) (Recovery, error) {
	var r Recovery
	err := s.one("追回款", recoveryQuery+` AND r.id = $2`, []any{s.County, id}, scanRecovery(&r)...)
	return r, err
}

// Recoveries lists recoveries, oldest first; unit 0 and claim 0 do not narrow.
func (s *Scope) Recoveries(unit, claim int64) ([]Recovery, error) {
	return many(s, "recovery", recoveryQuery+` AND (CAST($2 AS BIGINT) = 0 OR r.unit = $2) AND (CAST($3 AS BIGINT) = 0 OR r.claim = $3) ORDER BY r.id`, []any{s.County, unit, claim}, scanRecovery)
}

// PutRecoveryUse keeps that part of a recovery came back: paid back (order 0,
// with the bank's slip) or set off in an order.
func (tx *Tx) PutRecoveryUse(recovery, order int64, fen money.Amount, document string, entry int64) error {
	var n int64
	if err := tx.one("recovery_use", `SELECT COALESCE(max(n), 0) + 1 FROM recovery_use WHERE county = $1 AND recovery = $2`, []any{tx.County, recovery}, &n); err != nil {
		return err
	}
	tx.exec(`INSERT INTO recovery_use (county, recovery, n, ord, fen, document, entry, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.County, recovery, n, order, int64(fen), document, entry, tx.Now.String())
	return tx.failed
}
