package store

// Tick is one item of a claim that was gone through.
type Tick struct {
	N        int64
	Kind     string // identity, papers, sums
	PrivateN int64  // version of the form it holds for
	Papers   int    // papers seen when it was ticked
	Decision int64
	Person   int64 // 0 the machine
	At       string
}

// PutTick keeps a tick as the claim's next.
func (tx *Tx) PutTick(claim int64, t *Tick) error {
	if err := tx.one("tick", `SELECT COALESCE(max(n), 0) + 1 FROM tick WHERE county = $1 AND claim = $2`, []any{tx.County, claim}, &t.N); err != nil {
		return err
	}
	tx.exec(`INSERT INTO tick (county, claim, n, kind, private_n, papers, decision, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, claim, t.N, t.Kind, t.PrivateN, t.Papers, t.Decision, t.Person, tx.Now.String())
	return tx.failed
}

// Ticks lists the ticks of a claim, oldest first.
func (s *Scope) Ticks(claim int64) ([]Tick, error) {
	return many(s, "tick", `SELECT n, kind, private_n, papers, decision, person, at FROM tick WHERE county = $1 AND claim = $2 ORDER BY n`, []any{s.County, claim},
		func(t *Tick) []any {
			return []any{&t.N, &t.Kind, &t.PrivateN, &t.Papers, &t.Decision, &t.Person, &t.At}
		})
}
