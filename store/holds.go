package store

import (
	"songbai/domain/claim"
	"songbai/domain/date"
)

// HoldRow is the last word on who holds a claim.
type HoldRow struct {
	N              int64
	Step           claim.HoldStep
	Person, Office int64
	Role           string
	At             string
	Last           string // last act of that person on the claim, "" for none
}

// Hold reads it as the domain asks.
func (r HoldRow) Hold() claim.Hold {
	since, _ := date.ParseInstant(r.At)
	last, _ := date.ParseInstant(r.Last)
	return claim.Hold{Person: r.Person, Office: r.Office, Since: since, Last: last, Released: r.Step == claim.HoldRelease}
}

// HoldOf gives the last hold of a claim; N is 0 when nobody ever held it.
func (s *Scope) HoldOf(id int64) (HoldRow, error) {
	rows, err := many(s, "hold", `SELECT n, step, person, office, role, at FROM hold WHERE county = $1 AND claim = $2 ORDER BY n DESC LIMIT 1`, []any{s.County, id},
		func(h *HoldRow) []any { return []any{&h.N, &h.Step, &h.Person, &h.Office, &h.Role, &h.At} })
	if err != nil || len(rows) == 0 {
		return HoldRow{}, err
	}
	h := rows[0]
	if h.Step != claim.HoldRelease {
		// The plus keeps an engine from going over all that the person ever did.
		err = s.one("audit", `SELECT COALESCE(max(at), '') FROM audit WHERE county = $1 AND subject = $2 AND +person = $3`, []any{s.County, id, h.Person}, &h.Last)
	}
	return h, err
}

// PutHold writes the next step of a claim's hold, by the person of the act, which
// must have been recorded.
func (tx *Tx) PutHold(id, n int64, step claim.HoldStep) error {
	tx.exec(`INSERT INTO hold (county, claim, n, step, person, office, role, at, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, id, n, string(step), tx.Act.Person, tx.Act.Office, tx.Act.Role, tx.Now.String(), tx.Position())
	return tx.failed
}

// Awaited is a paper promised for a day.
type Awaited struct {
	Claim  int64
	Paper  string
	N      int64
	Due    date.Day
	Person int64
	At     string
}

// PutAwaited writes that a paper is promised for a day; the act must have been
// recorded.
func (tx *Tx) PutAwaited(id int64, paper string, due date.Day) error {
	var n int64
	if err := tx.one("awaited", `SELECT COALESCE(max(n), 0) + 1 FROM awaited WHERE county = $1 AND claim = $2 AND paper = $3`, []any{tx.County, id, paper}, &n); err != nil {
		return err
	}
	tx.exec(`INSERT INTO awaited (county, claim, paper, n, due, person, at, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.County, id, paper, n, due.String(), tx.Act.Person, tx.Now.String(), tx.Position())
	return tx.failed
}

const awaitedColumns = `a.claim, a.paper, a.n, a.due, a.person, a.at`

func scanAwaited(a *Awaited) []any {
	return []any{&a.Claim, &a.Paper, &a.N, dayText{&a.Due}, &a.Person, &a.At}
}

// lastAwaited keeps the promise of a paper that holds.
const lastAwaited = ` AND a.n = (SELECT max(b.n) FROM awaited b WHERE b.county = a.county AND b.claim = a.claim AND b.paper = a.paper)`

// AwaitedOf lists the promises that hold for a claim's papers, seen since or not.
func (s *Scope) AwaitedOf(id int64) ([]Awaited, error) {
	return many(s, "awaited", `SELECT `+awaitedColumns+` FROM awaited a WHERE a.county = $1 AND a.claim = $2`+lastAwaited+` ORDER BY a.paper`, []any{s.County, id}, scanAwaited)
}

// Overdue lists the promises past their day whose paper was not seen since, of
// claims under way, oldest first.
func (s *Scope) Overdue(before date.Day) ([]Awaited, error) {
	return many(s, "awaited", `SELECT `+awaitedColumns+` FROM claim c CROSS JOIN awaited a
		WHERE c.county = $1 AND c.state IN ('lodged', 'accepted', 'signed', 'forwarded', 'returned') AND a.county = c.county AND a.claim = c.id AND a.due < $2`+lastAwaited+
		` AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.county = a.county AND p.claim = a.claim AND p.kind = a.paper AND p.at > a.at)
		ORDER BY a.due, a.claim, a.paper`, []any{s.County, before.String()}, scanAwaited)
}

// TouchedBy lists the claims on which a person acted since an instant, the last
// first, 50 at most: a hold stands no longer than its holder acts, and taking one
// is an act. The records of a person stand in their order, so only the last are
// read.
func (s *Scope) TouchedBy(person int64, since date.Instant) ([]int64, error) {
	return many(s, "audit", `SELECT a.subject FROM audit a WHERE a.county = $1 AND a.person = $2 AND a.subject_kind = 'claim'
		AND a.pos > COALESCE((SELECT b.pos FROM audit b WHERE b.county = $1 AND b.person = $2 AND b.at < $3 ORDER BY b.pos DESC LIMIT 1), 0)
		GROUP BY a.subject ORDER BY max(a.pos) DESC LIMIT 50`, []any{s.County, person, since.String()}, func(id *int64) []any { return []any{id} })
}
