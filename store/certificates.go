package store

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/problem"
)

// Certificate is one step in the ledger of a home's cremation certificates.
type Certificate struct {
	claim.CertificateNumber
	Home   int64
	N      int64
	Step   claim.CertificateStep
	Claim  int64
	Day    *date.Day
	Reason string
	Person int64
	At     string
}

var certificateUsed = problem.Define("certificate.used", problem.Conflict,
	"火化证编号 %[1]s 已经开具或作废", "the certificate number %[1]s was issued or voided before", "请核对编号；每个编号只用一次", "check the number; each is used once")

const certificateColumns = `home, series, number, width, n, step, claim, day, reason, person, at`

func scanCertificate(c *Certificate) []any {
	return []any{&c.Home, &c.Series, &c.Number, &c.Width, &c.N, &c.Step, &c.Claim, certDay{&c.Day}, &c.Reason, &c.Person, &c.At}
}

// certDay scans a day or an empty text.
type certDay struct{ d **date.Day }

// Scan implements sql.Scanner.
func (x certDay) Scan(v any) error {
	if t, ok := v.(string); ok && t == "" {
		*x.d = nil
		return nil
	}
	return optDay(x).Scan(v)
}

// PutCertificate writes one step of a certificate, by the act that is being
// recorded at pos; a first step of a number that has one is refused.
func (tx *Tx) PutCertificate(c *Certificate, pos int64) error {
	day := ""
	if c.Day != nil {
		day = c.Day.String()
	}
	tx.exec(`INSERT INTO certificate (county, home, series, number, n, width, step, claim, day, reason, person, at, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.County, c.Home, c.Series, c.Number, c.N, c.Width, string(c.Step), c.Claim, day, c.Reason, tx.Act.Person, tx.Now.String(), pos)
	if isUnique(tx.failed) {
		return certificateUsed.With(c.String())
	}
	if c.N == 1 {
		tx.exec(`INSERT INTO sum_series (county, home, series, first, last, numbers, at) VALUES ($1, $2, $3, $4, $4, 1, $5)
			ON CONFLICT (county, home, series) DO UPDATE SET numbers = sum_series.numbers + 1, at = excluded.at,
				first = CASE WHEN excluded.first < sum_series.first THEN excluded.first ELSE sum_series.first END, last = CASE WHEN excluded.last > sum_series.last THEN excluded.last ELSE sum_series.last END`,
			tx.County, c.Home, c.Series, c.Number, tx.Now.String())
	}
	return tx.failed
}

// CertificatesOf lists the steps of a claim's certificates in order. The plus keeps
// an engine from walking all certificates of the county.
func (s *Scope) CertificatesOf(id int64) ([]Certificate, error) {
	return many(s, "certificate", `SELECT `+certificateColumns+` FROM certificate WHERE +county = $1 AND claim = $2 ORDER BY at, series, number, n`, []any{s.County, id}, scanCertificate)
}

// CertificateSteps lists the steps of one number.
func (s *Scope) CertificateSteps(home int64, c claim.CertificateNumber) ([]Certificate, error) {
	return many(s, "certificate", `SELECT `+certificateColumns+` FROM certificate WHERE county = $1 AND home = $2 AND series = $3 AND number = $4 ORDER BY n`, []any{s.County, home, c.Series, c.Number}, scanCertificate)
}

// CertificateLedger lists the steps of a home's series from a number downwards,
// newest numbers first; from 0 begins at the last.
func (s *Scope) CertificateLedger(home int64, series string, from int64, limit int) ([]Certificate, error) {
	if limit <= 0 || limit > 500 {
		limit = 100
	}
	return many(s, "certificate", `SELECT `+certificateColumns+` FROM certificate WHERE county = $1 AND home = $2 AND series = $3 AND ($4 = 0 OR number < $4) ORDER BY number DESC, n DESC LIMIT $5`,
		[]any{s.County, home, series, from, limit}, scanCertificate)
}

// Series is one series of certificate numbers of a home.
type Series struct {
	Name        string
	First, Last int64
	Numbers     int64
}

// CertificateSeries lists the series of a home, the one used last first.
func (s *Scope) CertificateSeries(home int64) ([]Series, error) {
	return many(s, "certificate", `SELECT series, first, last, numbers FROM sum_series WHERE county = $1 AND home = $2 ORDER BY at DESC, series`, []any{s.County, home},
		func(x *Series) []any { return []any{&x.Name, &x.First, &x.Last, &x.Numbers} })
}

// CertificateAt reads the day and the last step of a number in any home of the
// county, for the public check.
func (s *Scope) CertificateAt(c claim.CertificateNumber) ([]Certificate, error) {
	return many(s, "certificate", `SELECT `+certificateColumns+` FROM certificate WHERE county = $1 AND series = $2 AND number = $3 AND width = $4 ORDER BY home, n`, []any{s.County, c.Series, c.Number, c.Width}, scanCertificate)
}

// InvoiceItem is what a line of another home's invoice was mapped to.
type InvoiceItem struct {
	HomeName, Line string
	N              int64
	Item, Grade    string
	At             string
}

// InvoiceItems lists what the lines of a home's invoices were mapped to last.
func (s *Scope) InvoiceItems(homeName string) ([]InvoiceItem, error) {
	return many(s, "invoice_item", `SELECT a.home_name, a.line, a.n, a.item, a.grade, a.at FROM invoice_item a WHERE a.county = $1 AND a.home_name = $2
		AND a.n = (SELECT max(b.n) FROM invoice_item b WHERE b.county = a.county AND b.home_name = a.home_name AND b.line = a.line) ORDER BY a.line`, []any{s.County, homeName},
		func(x *InvoiceItem) []any { return []any{&x.HomeName, &x.Line, &x.N, &x.Item, &x.Grade, &x.At} })
}

// PutInvoiceItem keeps a mapping by the act that is being recorded at pos.
func (tx *Tx) PutInvoiceItem(x InvoiceItem, pos int64) error {
	tx.exec(`INSERT INTO invoice_item (county, home_name, line, n, item, grade, person, at, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, x.HomeName, x.Line, x.N, x.Item, x.Grade, tx.Act.Person, tx.Now.String(), pos)
	return tx.failed
}
