package store

import (
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/settlement"
)

// ReadyRow is a claim that waits for a list, with what deserves a look.
type ReadyRow struct {
	Claim                       int64
	Slip, Route, Class, Town    string
	Death, Cremation, Completed *date.Day
	PrivateN                    int64
	Charged, Waived, Family     money.Amount
	Findings, Blocking          int64 // open ones
	Above                       int64 // lines charged above the standard price
	Late                        int64 // papers that came after the day promised
}

// ReadyRows lists the claims that wait for a unit's list of a period, in the order
// of the list.
func (s *Scope) ReadyRows(unit int64, kind settlement.Kind, period string) ([]ReadyRow, error) {
	return many(s, "清册", `SELECT s.claim, c.slip, s.route, c.class, s.town, c.death_day, c.cremation_day, c.completed_day, s.private_n, s.charged_fen, s.waived_fen, s.family_fen,
		(SELECT count(*) FROM finding f WHERE f.county = s.county AND f.claim = s.claim AND f.outcome IS NULL),
		(SELECT count(*) FROM finding f WHERE f.county = s.county AND f.claim = s.claim AND f.blocks = 1 AND (f.outcome IS NULL OR f.outcome = 'confirmed')),
		(SELECT count(*) FROM decision_line l WHERE l.county = s.county AND l.decision = s.decision AND l.reason LIKE '%price%'),
		(SELECT count(*) FROM awaited a JOIN paper p ON p.county = a.county AND p.claim = a.claim AND p.kind = a.paper AND p.at > a.at WHERE a.county = s.county AND a.claim = s.claim AND substr(p.at, 1, 10) > a.due)`+
		ready+` ORDER BY s.town, s.claim`, []any{s.County, unit, string(kind), period},
		func(r *ReadyRow) []any {
			return []any{&r.Claim, &r.Slip, &r.Route, &r.Class, &r.Town, optDay{&r.Death}, optDay{&r.Cremation}, optDay{&r.Completed}, &r.PrivateN, &r.Charged, &r.Waived, &r.Family,
				&r.Findings, &r.Blocking, &r.Above, &r.Late}
		})
}

// StandingList gives the list of a unit and period that was submitted and not
// voided, 0 for none.
func (s *Scope) StandingList(unit int64, kind settlement.Kind, period string) (int64, error) {
	rows, err := many(s, "list", `SELECT id FROM list WHERE county = $1 AND unit = $2 AND kind = $3 AND period = $4 AND state <> 'void' ORDER BY round DESC LIMIT 1`, []any{s.County, unit, string(kind), period},
		func(id *int64) []any { return []any{id} })
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0], nil
}
