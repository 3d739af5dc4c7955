package store

import "songbai/domain/money"

// Invoiced is the total of a family's invoices beside the lines of a version of
// its services.
type Invoiced struct {
	N        int64
	Invoices money.Amount
	Charged  money.Amount
	Reason   string // why the lines come to less, "" where they do not
}

// PutInvoiced keeps it by the act that is being recorded at pos.
func (tx *Tx) PutInvoiced(claim int64, x Invoiced, pos int64) error {
	tx.exec(`INSERT INTO invoiced (county, claim, n, invoiced_fen, charged_fen, reason, person, at, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, claim, x.N, int64(x.Invoices), int64(x.Charged), x.Reason, tx.Act.Person, tx.Now.String(), pos)
	return tx.failed
}

// Invoiced reads what stands beside a version of a claim's services.
func (s *Scope) Invoiced(claim, n int64) (x Invoiced, err error) {
	err = s.one("invoiced", `SELECT n, invoiced_fen, charged_fen, reason FROM invoiced WHERE county = $1 AND claim = $2 AND n = $3`, []any{s.County, claim, n},
		&x.N, &x.Invoices, &x.Charged, &x.Reason)
	return x, err
}
