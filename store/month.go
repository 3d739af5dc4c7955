package store

import (
	"database/sql"

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
	Above                       bool // a line is charged above the standard price
	Late                        bool // a paper came after the day promised
	Trouble                     Trouble
}

// Trouble is what the findings of a claim come to: one is open; one keeps it out
// of a list.
type Trouble struct{ Open, Blocks bool }

// ReadyRows lists the claims that wait for a unit's list of a period, in the order
// of the list.
func (s *Scope) ReadyRows(unit int64, kind settlement.Kind, period string) ([]ReadyRow, error) {
	troubled, err := s.troubled()
	if err != nil {
		return nil, err
	}
	out, err := many(s, "清册", `SELECT s.claim, c.slip, s.route, c.class, s.town, c.death_day, c.cremation_day, c.completed_day, s.private_n, s.charged_fen, s.waived_fen, s.family_fen,
		CASE WHEN EXISTS (SELECT 1 FROM decision_line l WHERE l.county = s.county AND l.decision = s.decision AND l.reason LIKE '%price%') THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM awaited a JOIN paper p ON p.county = a.county AND p.claim = a.claim AND p.kind = a.paper AND p.at > a.at WHERE a.county = s.county AND a.claim = s.claim AND substr(p.at, 1, 10) > a.due) THEN 1 ELSE 0 END`+
		ready+` ORDER BY s.town, s.claim`, []any{s.County, unit, string(kind), period},
		func(r *ReadyRow) []any {
			return []any{&r.Claim, &r.Slip, &r.Route, &r.Class, &r.Town, optDay{&r.Death}, optDay{&r.Cremation}, optDay{&r.Completed}, &r.PrivateN, &r.Charged, &r.Waived, &r.Family,
				boolInt{&r.Above}, boolInt{&r.Late}}
		})
	for i := range out {
		out[i].Trouble = troubled[out[i].Claim]
	}
	return out, err
}

// troubled reads the county's claims with a finding that is open, or confirmed and
// blocking: few, where a month has many claims.
func (s *Scope) troubled() (map[int64]Trouble, error) {
	out := map[int64]Trouble{}
	err := s.each("finding", `SELECT claim, 1, blocks FROM finding WHERE county = $1 AND outcome IS NULL
		UNION ALL SELECT claim, 0, 1 FROM finding WHERE county = $1 AND outcome = 'confirmed' AND blocks = 1`, []any{s.County}, func(rows *sql.Rows) error {
		var id, open, blocks int64
		err := rows.Scan(&id, &open, &blocks)
		t := out[id]
		out[id] = Trouble{t.Open || open == 1, t.Blocks || blocks == 1}
		return err
	})
	return out, err
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
