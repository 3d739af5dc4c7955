package store

import (
	"songbai/domain/money"
	"songbai/domain/settlement"
)

// Settle is the compact row of a completed (reimbursement: determined) claim.
type Settle struct {
	Claim, N        int64
	Kind            string
	Unit            int64 // home, or the bureau's office for a reimbursement
	Period          string
	Year            int // budget year
	Route           string
	Town            string
	Decision        int64
	PrivateN        int64
	Charged, Waived money.Amount
	Family          money.Amount
	Digest          string
}

// PutSettle writes a settle row; the claim's row must then name its N.
func (tx *Tx) PutSettle(s *Settle) error {
	tx.exec(`INSERT INTO settle (county, claim, n, kind, unit, period, year, route, town, decision, private_n, charged_fen, waived_fen, family_fen, digest, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		tx.County, s.Claim, s.N, s.Kind, s.Unit, s.Period, s.Year, s.Route, s.Town, s.Decision, s.PrivateN, int64(s.Charged), int64(s.Waived), int64(s.Family), s.Digest, tx.Now.String())
	tx.countSettle(s.Unit, s.Kind, s.Period)
	return tx.failed
}

// countSettle keeps that a settle row was made for a list.
func (tx *Tx) countSettle(unit int64, kind, period string) {
	tx.exec(`INSERT INTO sum_period (county, unit, kind, period, settles) VALUES ($1, $2, $3, $4, 1)
		ON CONFLICT (county, unit, kind, period) DO UPDATE SET settles = sum_period.settles + 1`, tx.County, unit, kind, period)
}

// SettleOf reads a settle row of a claim.
func (s *Scope) SettleOf(claim, n int64) (Settle, error) {
	v := Settle{Claim: claim, N: n}
	err := s.one("结算行", `SELECT kind, unit, period, year, route, town, decision, private_n, charged_fen, waived_fen, family_fen, digest FROM settle WHERE county = $1 AND claim = $2 AND n = $3`, []any{s.County, claim, n},
		&v.Kind, &v.Unit, &v.Period, &v.Year, &v.Route, &v.Town, &v.Decision, &v.PrivateN, &v.Charged, &v.Waived, &v.Family, &v.Digest)
	return v, err
}

// Resettle puts a struck claim before the list of a later period: the same row
// again with the next number, which the claim's row then names.
func (tx *Tx) Resettle(claim, n int64, period string) error {
	tx.exec(`INSERT INTO settle (county, claim, n, kind, unit, period, year, route, town, decision, private_n, charged_fen, waived_fen, family_fen, digest, at)
		SELECT county, claim, n + 1, kind, unit, CAST($4 AS TEXT), year, route, town, decision, private_n, charged_fen, waived_fen, family_fen, digest, CAST($5 AS TEXT)
		FROM settle WHERE county = $1 AND claim = $2 AND n = $3`, tx.County, claim, n, period, tx.Now.String())
	tx.exec(`INSERT INTO sum_period (county, unit, kind, period, settles) SELECT county, unit, kind, period, 1 FROM settle WHERE county = $1 AND claim = $2 AND n = $3
		ON CONFLICT (county, unit, kind, period) DO UPDATE SET settles = sum_period.settles + 1`, tx.County, claim, n+1)
	if tx.exec(`UPDATE claim SET settle_n = settle_n + 1 WHERE county = $1 AND id = $2 AND settle_n = $3`, tx.County, claim, n) != 1 && tx.failed == nil {
		return changed.With()
	}
	return tx.failed
}

// PeriodTaken reports whether the unit already has a list of the kind and
// period that was not voided: a claim completed after it goes to the next.
func (s *Scope) PeriodTaken(unit int64, kind, period string) (bool, error) {
	_, stands, err := s.LastRound(unit, settlement.Kind(kind), period)
	return stands, err
}
