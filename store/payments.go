package store

import (
	"database/sql"
	"fmt"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/payment"
)

// Kinds of payment order.
const (
	FirstOrder   = "first"
	ReissueOrder = "reissue"
)

// OrderRow is the row of a payment order.
type OrderRow struct {
	ID, List    int64
	Number      string
	Kind        string // first, reissue
	Of          int64  // the order whose returned lines it re-issues, else 0
	Lines       int
	Fen, Offset money.Amount
	Digest      string // the sealed digest it cites
	Payer       int64  // home_account row of the treasury
	Day         date.Day
	Person      int64
	At          string
}

const orderColumns = `id, list, number, kind, COALESCE(reissue_of, 0), lines, fen, offset_fen, digest, payer, day, person, at`

func scanOrder(o *OrderRow) []any {
	return []any{&o.ID, &o.List, &o.Number, &o.Kind, &o.Of, &o.Lines, &o.Fen, &o.Offset, &o.Digest, &o.Payer, dayText{&o.Day}, &o.Person, &o.At}
}

// PaymentLine is a line of an order as stored.
type PaymentLine struct {
	payment.Line
	Commitment string // of the home_account or payee row that is paid
	OfOrder    int64  // the returned line it re-issues, else 0
	OfSeq      int
}

// PutOrder writes an order with its lines.
func (tx *Tx) PutOrder(o *OrderRow, lines []PaymentLine) error {
	tx.exec(`INSERT INTO payment_order (county, id, list, number, kind, reissue_of, lines, fen, offset_fen, digest, payer, day, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		tx.County, o.ID, o.List, o.Number, o.Kind, nullID(o.Of), o.Lines, int64(o.Fen), int64(o.Offset), o.Digest, o.Payer, o.Day.String(), tx.Act.Person, tx.Now.String())
	for i := range lines {
		l := &lines[i]
		sealed, _, err := tx.sealAccount("payment_line", payeeColumn(l.Seq), o.ID, l.Payee)
		if err != nil {
			return err
		}
		tx.exec(`INSERT INTO payment_line (county, ord, seq, voucher, claim, fen, purpose, payee, commitment, of_ord, of_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			tx.County, o.ID, l.Seq, l.Voucher, l.Claim, int64(l.Fen), l.Purpose, []byte(sealed), l.Commitment, nullID(l.OfOrder), nullID(int64(l.OfSeq)))
	}
	return tx.failed
}

func payeeColumn(seq int) string { return fmt.Sprintf("payee.%d", seq) }

// OrderByID finds an order.
func (s *Scope) OrderByID(id int64) (OrderRow, error) {
	var o OrderRow
	err := s.one("拨款单", `SELECT `+orderColumns+` FROM payment_order WHERE county = $1 AND id = $2`, []any{s.County, id}, scanOrder(&o)...)
	return o, err
}

// OrdersOf lists the orders of a list, oldest first; list 0 lists all of the
// county.
func (s *Scope) OrdersOf(list int64) ([]OrderRow, error) {
	return many(s, "payment_order", `SELECT `+orderColumns+` FROM payment_order WHERE county = $1 AND (CAST($2 AS BIGINT) = 0 OR list = $2) ORDER BY id`, []any{s.County, list}, scanOrder)
}

// OrderByNumber finds an order by its number.
func (s *Scope) OrderByNumber(number string) (id int64, err error) {
	err = s.one("拨款单", `SELECT id FROM payment_order WHERE county = $1 AND number = $2`, []any{s.County, number}, &id)
	return id, err
}

// LastOrders lists the newest orders of the county with ids below before (0: from
// the newest), with what became of their lines.
func (s *Scope) LastOrders(before int64, limit int) ([]OrderStanding, error) {
	return many(s, "payment_order", `SELECT `+columnsOf("o", orderColumns)+`, l.number, l.period,
		(SELECT count(*) FROM payment_outcome x WHERE x.county = o.county AND x.ord = o.id AND x.outcome = 'paid'),
		(SELECT count(*) FROM payment_outcome x WHERE x.county = o.county AND x.ord = o.id AND x.outcome = 'returned')
		FROM payment_order o JOIN list l ON l.county = o.county AND l.id = o.list WHERE o.county = $1 AND (CAST($2 AS BIGINT) = 0 OR o.id < $2) ORDER BY o.id DESC LIMIT $3`, []any{s.County, before, limit},
		func(x *OrderStanding) []any {
			return append(scanOrder(&x.OrderRow), &x.ListNumber, &x.Period, &x.Paid, &x.Returned)
		})
}

// OrderStanding is an order with how many of its lines were paid and returned.
type OrderStanding struct {
	OrderRow
	ListNumber, Period string
	Paid, Returned     int
}

// PaymentLines reads the lines of an order, their payees opened.
func (s *Scope) PaymentLines(ord int64) (out []PaymentLine, err error) {
	var sealed [][]byte
	err = s.each("payment_line", `SELECT p.seq, p.voucher, p.claim, p.fen, p.purpose, p.payee, p.commitment, COALESCE(p.of_ord, 0), COALESCE(p.of_seq, 0), COALESCE(o.voucher, '')
		FROM payment_line p LEFT JOIN payment_line o ON o.county = p.county AND o.ord = p.of_ord AND o.seq = p.of_seq WHERE p.county = $1 AND p.ord = $2 ORDER BY p.seq`, []any{s.County, ord}, func(rows *sql.Rows) error {
		var l PaymentLine
		var b []byte
		err := rows.Scan(&l.Seq, &l.Voucher, &l.Claim, &l.Fen, &l.Purpose, &b, &l.Commitment, &l.OfOrder, &l.OfSeq, &l.Previous)
		out, sealed = append(out, l), append(sealed, b)
		return err
	})
	for i := range out {
		if err == nil {
			out[i].Payee, err = s.openAccount("payment_line", payeeColumn(out[i].Seq), ord, sealed[i])
		}
	}
	return out, err
}

// SentLine is what is known of one sent line, with where it stands.
type SentLine struct {
	payment.Outcome
	Order int64
	Seq   int
	Claim int64 // 0 for a home's whole list
	N     int64 // rows of payment_outcome so far
}

// SentLines gives what is known of every line of a list's orders, order by
// order; ord 0 takes all orders of the list.
func (s *Scope) SentLines(list, ord int64) ([]SentLine, error) {
	out, err := many(s, "payment_line", `SELECT p.ord, p.seq, p.claim, p.voucher, p.fen, COALESCE(r.voucher, '') FROM payment_order o
		CROSS JOIN payment_line p LEFT JOIN payment_line r ON r.county = p.county AND r.of_ord = p.ord AND r.of_seq = p.seq
		WHERE o.county = $1 AND o.list = $2 AND p.county = o.county AND p.ord = o.id AND (CAST($3 AS BIGINT) = 0 OR o.id = $3) ORDER BY p.ord, p.seq`, []any{s.County, list, ord},
		func(l *SentLine) []any { return []any{&l.Order, &l.Seq, &l.Claim, &l.Voucher, &l.Fen, &l.Next} })
	if err != nil {
		return nil, err
	}
	i := 0
	err = s.each("payment_outcome", `SELECT x.ord, x.seq, x.n, x.outcome, x.serial, x.value_day, x.reason FROM payment_order o
		CROSS JOIN payment_outcome x WHERE o.county = $1 AND o.list = $2 AND x.county = o.county AND x.ord = o.id AND (CAST($3 AS BIGINT) = 0 OR o.id = $3) ORDER BY x.ord, x.seq, x.n`, []any{s.County, list, ord}, func(rows *sql.Rows) error {
		var order int64
		var seq int
		var n int64
		var outcome, serial, day, reason string
		if err := rows.Scan(&order, &seq, &n, &outcome, &serial, &day, &reason); err != nil {
			return err
		}
		for i < len(out) && (out[i].Order != order || out[i].Seq != seq) {
			i++
		}
		if i == len(out) {
			return notFound.With("拨款明细")
		}
		return out[i].learn(n, outcome, serial, day, reason)
	})
	for i := range out {
		if out[i].Status == "" {
			out[i].Status = payment.Unknown
		}
	}
	return out, err
}

// learn folds one row of payment_outcome into what is known.
func (l *SentLine) learn(n int64, outcome, serial, day, reason string) error {
	l.N = n
	if outcome != Detail {
		l.Status = payment.Status(outcome)
		if day != "" {
			d, err := date.ParseDay(day)
			if err != nil {
				return err
			}
			l.Day = &d
		}
	}
	if serial != "" {
		l.Serial = serial
	}
	if reason != "" {
		l.Code = reason
	}
	return nil
}

// Detail is the outcome of a row that only adds a serial or a code.
const Detail = "detail"

// PutOutcome appends what the bank said of a line; l is as it stood before.
func (tx *Tx) PutOutcome(l *SentLine, c payment.Change, result int64) error {
	outcome := Detail
	if c.Moves() {
		outcome = string(c.After.Status)
	}
	day := ""
	if c.After.Day != nil {
		day = c.After.Day.String()
	}
	tx.exec(`INSERT INTO payment_outcome (county, ord, seq, n, outcome, fen, serial, value_day, reason, result, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, l.Order, l.Seq, l.N+1, outcome, int64(l.Fen), c.After.Serial, day, c.After.Code, result, tx.Now.String())
	if outcome != Detail {
		tx.countOutcome(l.Order, outcome, l.Fen)
	}
	return tx.failed
}

// Result is the row of an imported result file.
type Result struct {
	ID, Order int64
	SHA256    string
	Lines     int
	Answer    string // given again when the same file comes again
	Person    int64
	At        string
}

const resultColumns = `SELECT id, ord, sha256, lines, answer, person, at FROM bank_result WHERE county = $1 AND ord = $2`

func (r *Result) cells() []any {
	return []any{&r.ID, &r.Order, &r.SHA256, &r.Lines, &r.Answer, &r.Person, &r.At}
}

// ResultBySHA finds a file by the SHA-256 of its bytes among those imported for an
// order; false when it has not been.
func (s *Scope) ResultBySHA(ord int64, sum string) (r Result, found bool, err error) {
	err = s.q.queryRow(s.ctx, resultColumns+` AND sha256 = $3`, s.County, ord, sum).Scan(r.cells()...)
	if err == sql.ErrNoRows {
		return r, false, nil
	}
	return r, err == nil, wrap("bank_result", err)
}

// ResultsOf gives the files imported for an order, the last first; at most 100.
func (s *Scope) ResultsOf(ord int64) ([]Result, error) {
	return many(s, "bank_result", resultColumns+` ORDER BY id DESC LIMIT 100`, []any{s.County, ord}, (*Result).cells)
}

// PutResult keeps that a result file was imported.
func (tx *Tx) PutResult(r *Result) error {
	tx.exec(`INSERT INTO bank_result (county, id, ord, sha256, lines, answer, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.County, r.ID, r.Order, r.SHA256, r.Lines, r.Answer, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// AccountRow is one version of a registered account or of a family's account.
type AccountRow struct {
	ID         int64 // row id of a home's account; version of a family's
	Account    payment.Account
	Commitment string
	EnteredBy  int64
	ApprovedBy int64
	At         string
	Document   string // of a home's account
}

// HomeAccountAt gives the account of a home (0: the treasury) that was
// registered at an instant (INV-22).
func (s *Scope) HomeAccountAt(home int64, at string) (AccountRow, error) {
	return s.homeAccount(`home = $2 AND recorded_at <= $3 ORDER BY id DESC LIMIT 1`, home, at)
}

// HomeAccountByID gives an account by its row, whatever came later.
func (s *Scope) HomeAccountByID(id int64) (AccountRow, error) {
	return s.homeAccount(`id = $2`, id)
}

func (s *Scope) homeAccount(where string, args ...any) (r AccountRow, err error) {
	var sealed []byte
	if err = s.one("登记账户", `SELECT id, account, commitment, entered_by, approved_by, recorded_at, document FROM home_account WHERE county = $1 AND `+where, append([]any{s.County}, args...),
		&r.ID, &sealed, &r.Commitment, &r.EnteredBy, &r.ApprovedBy, &r.At, &r.Document); err != nil {
		return r, err
	}
	r.Account, err = s.openAccount("home_account", "account", r.ID, sealed)
	return r, err
}

// PayeeRowOf gives the last version of a family's account.
func (s *Scope) PayeeRowOf(claim int64) (r AccountRow, err error) {
	var sealed []byte
	if err = s.one("收款账户", `SELECT n, payee, commitment, entered_by, approved_by, at FROM payee WHERE county = $1 AND claim = $2 ORDER BY n DESC LIMIT 1`, []any{s.County, claim},
		&r.ID, &sealed, &r.Commitment, &r.EnteredBy, &r.ApprovedBy, &r.At); err != nil {
		return r, err
	}
	r.Account, err = s.openAccount("payee", payeeColumn(int(r.ID)), claim, sealed)
	return r, err
}

// ReturnedLine is a line that came back from the bank and was not issued again.
type ReturnedLine struct {
	Order   int64
	Seq     int
	Claim   int64  // 0 for a home's whole list
	Reason  string // the bank's last word
	Changed bool   // another account, or the same confirmed anew, holds now
}

// ReturnedOf gives the returned lines of a list that still wait for the money; a
// claim reversed since does not.
func (s *Scope) ReturnedOf(list int64) ([]ReturnedLine, error) {
	return many(s, "payment_line", `SELECT p.ord, p.seq, p.claim,
		COALESCE((SELECT y.reason FROM payment_outcome y WHERE y.county = p.county AND y.ord = p.ord AND y.seq = p.seq AND y.reason <> '' ORDER BY y.n DESC LIMIT 1), ''),
		CASE WHEN p.commitment = COALESCE(CASE WHEN p.claim = 0
			THEN (SELECT a.commitment FROM home_account a WHERE a.county = l.county AND a.home = l.unit ORDER BY a.id DESC LIMIT 1)
			ELSE (SELECT z.commitment FROM payee z WHERE z.county = p.county AND z.claim = p.claim ORDER BY z.n DESC LIMIT 1) END, '') THEN 0 ELSE 1 END
		FROM payment_order o JOIN list l ON l.county = o.county AND l.id = o.list
		JOIN payment_outcome x ON x.county = o.county AND x.ord = o.id AND x.outcome = 'returned'
		JOIN payment_line p ON p.county = x.county AND p.ord = x.ord AND p.seq = x.seq
		WHERE o.county = $1 AND o.list = $2
		AND NOT EXISTS (SELECT 1 FROM payment_line r WHERE r.county = p.county AND r.of_ord = p.ord AND r.of_seq = p.seq)
		AND (p.claim = 0 OR EXISTS (SELECT 1 FROM list_line k WHERE k.county = p.county AND k.claim = p.claim AND k.list = l.id AND k.released_at IS NULL))
		ORDER BY p.ord, p.seq`, []any{s.County, list}, func(r *ReturnedLine) []any {
		return []any{&r.Order, &r.Seq, &r.Claim, &r.Reason, &r.Changed}
	})
}
