package store

import "songbai/domain/claim"

// ReadyRowOf reads of one claim what ReadyRows reads of a month, and its period;
// nil while nothing of it waits for a list.
func (s *Scope) ReadyRowOf(id int64) (*ReadyRow, string, error) {
	var period string
	rows, err := many(s, "清册", `SELECT s.claim, c.death_day, c.cremation_day, c.completed_day, s.period,
		CASE WHEN EXISTS (SELECT 1 FROM decision_line l WHERE l.county = s.county AND l.decision = s.decision AND l.reason LIKE '%price%') THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM awaited a JOIN paper p ON p.county = a.county AND p.claim = a.claim AND p.kind = a.paper AND p.at > a.at WHERE a.county = s.county AND a.claim = s.claim AND substr(p.at, 1, 10) > a.due) THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM finding f WHERE f.county = s.county AND f.claim = s.claim AND f.outcome IS NULL) THEN 1 ELSE 0 END
		FROM claim c JOIN settle s ON s.county = c.county AND s.claim = c.id AND s.n = c.settle_n WHERE c.county = $1 AND c.id = $2 AND c.state = $3 ORDER BY s.claim`, []any{s.County, id, string(claim.Completed)},
		func(r *ReadyRow) []any {
			return []any{&r.Claim, optDay{&r.Death}, optDay{&r.Cremation}, optDay{&r.Completed}, &period, boolInt{&r.Above}, boolInt{&r.Late}, boolInt{&r.Trouble.Open}}
		})
	if err != nil || len(rows) == 0 {
		return nil, "", err
	}
	return &rows[0], period, nil
}
