package store

import (
	"database/sql"

	"songbai/domain/date"
)

// DecidedFacts is what a completed claim was decided on, without who it is.
type DecidedFacts struct {
	Town  string
	Home  int64
	Month date.Month // of completion
	Basis int64
	Facts string // canonical compact facts
}

// DecidedFacts gives the facts of the claims completed in some months, oldest
// first, to f; claims that were reversed are left out.
func (s *Scope) DecidedFacts(from, to date.Month, f func(*DecidedFacts) error) error {
	return s.each("decision", `SELECT c.town, c.home, c.completed_day, d.basis, d.facts FROM claim c JOIN decision d ON d.county = c.county AND d.id = c.decision
		WHERE c.county = $1 AND c.completed_day IS NOT NULL AND c.completed_day >= $2 AND c.completed_day <= $3 AND c.state <> 'reversed' ORDER BY c.completed_day, c.id`,
		[]any{s.County, from.First().String(), to.Last().String()},
		func(rows *sql.Rows) error {
			var v DecidedFacts
			var day date.Day
			if err := rows.Scan(&v.Town, &v.Home, dayText{&day}, &v.Basis, &v.Facts); err != nil {
				return err
			}
			v.Month = day.Month()
			return f(&v)
		})
}
