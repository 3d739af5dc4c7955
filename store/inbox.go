package store

import (
	"songbai/domain/claim"
	"songbai/domain/money"
	"songbai/domain/settlement"
)

// StandingLists lists the lists that somebody still has to act on: neither paid
// nor void, oldest first.
func (s *Scope) StandingLists() ([]List, error) {
	return many(s, "清册", `SELECT `+listColumns+` FROM list WHERE county = $1 AND state IN ('submitted', 'reviewing', 'sealed', 'approved', 'ordered', 'returned') ORDER BY id`, []any{s.County}, scanList)
}

// LastLists lists the newest lists of a kind that were not voided.
func (s *Scope) LastLists(kind settlement.Kind, limit int) ([]List, error) {
	return many(s, "清册", `SELECT `+listColumns+` FROM list WHERE county = $1 AND kind = $2 AND state <> 'void' ORDER BY id DESC LIMIT $3`, []any{s.County, string(kind), limit}, scanList)
}

// PaidOn gives the day on which the last line of a list's orders was paid, "" when
// none was. CROSS JOIN has SQLite begin with the few orders of the list.
func (s *Scope) PaidOn(list int64) (day string, err error) {
	err = s.one("payment_outcome", `SELECT COALESCE(max(x.value_day), '') FROM payment_order o CROSS JOIN payment_outcome x
		WHERE o.county = $1 AND o.list = $2 AND x.county = o.county AND x.ord = o.id AND x.outcome = 'paid'`, []any{s.County, list}, &day)
	return day, err
}

// CountState counts the claims whose row stands in a state.
func (s *Scope) CountState(st claim.State) (n int, err error) {
	err = s.one("claim", `SELECT count(*) FROM claim WHERE county = $1 AND state = $2`, []any{s.County, string(st)}, &n)
	return n, err
}

// ClaimsIn lists claims whose row stands in a state, oldest first, with ids above
// after.
func (s *Scope) ClaimsIn(st claim.State, after int64, limit int) ([]Claim, error) {
	return many(s, "claim", `SELECT `+claimColumns+` FROM claim WHERE county = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4`, []any{s.County, string(st), after, limit}, scanClaim)
}

// CountOpen counts what waits for a decision: open findings, and open proposals by
// kind.
func (s *Scope) CountOpen() (findings int, proposals map[string]int, err error) {
	if err = s.one("finding", `SELECT count(*) FROM finding WHERE county = $1 AND outcome IS NULL`, []any{s.County}, &findings); err != nil {
		return 0, nil, err
	}
	type row struct {
		kind string
		n    int
	}
	rows, err := many(s, "proposal", `SELECT kind, count(*) FROM proposal WHERE county = $1 AND outcome IS NULL GROUP BY kind ORDER BY kind`, []any{s.County}, func(r *row) []any { return []any{&r.kind, &r.n} })
	proposals = map[string]int{}
	for _, r := range rows {
		proposals[r.kind] = r.n
	}
	return findings, proposals, err
}

// CountReviews counts the claims whose family waits for a review, and
// gives the first day by which one is to be answered, "" when none waits.
func (s *Scope) CountReviews() (n int, first string, err error) {
	err = s.one("review_request", `SELECT count(*), COALESCE(min(r.due), '') FROM review_request r WHERE r.county = $1 AND `+openReview, []any{s.County}, &n, &first)
	return n, first, err
}

// Due is a recovery or other sum that is open: how many and how much.
type Due struct {
	Count int
	Fen   money.Amount
}

// OpenRecoveries counts and sums what is still to come back.
func (s *Scope) OpenRecoveries() (d Due, err error) {
	rows, err := s.Recoveries(0, 0)
	for i := range rows {
		if left := rows[i].Left(); left > 0 {
			d.Count++
			d.Fen += left
		}
	}
	return d, err
}
