package store

import (
	"songbai/domain/date"
	"songbai/domain/problem"
)

// Finding is something about a claim that a person must look at.
type Finding struct {
	ID        int64
	Claim     int64
	Code, Key string
	Others    string // row ids, separated by spaces
	Facts     string
	Blocks    bool
	Outcome   string // "" while open
	At        string
}

var decidedFinding = problem.Define("finding.decided", problem.Conflict,
	"该疑点不存在或已经处理", "the finding is not there or is decided already", "请刷新疑点列表", "reload the findings")

const findingColumns = `id, claim, code, key, others, facts, blocks, COALESCE(outcome, ''), at`

func scanFinding(f *Finding) []any {
	return []any{&f.ID, &f.Claim, &f.Code, &f.Key, &f.Others, &f.Facts, boolInt{&f.Blocks}, &f.Outcome, &f.At}
}

// PutFinding keeps a finding once; one that is known by its key is left as it is.
func (tx *Tx) PutFinding(f *Finding) error {
	tx.exec(`INSERT INTO finding (county, id, claim, code, key, others, facts, blocks, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
		tx.County, tx.NextID(), f.Claim, f.Code, f.Key, f.Others, f.Facts, asInt(f.Blocks), tx.Now.String())
	return tx.failed
}

// DecideFinding closes an open finding.
func (tx *Tx) DecideFinding(id int64, outcome, reason string) error {
	if tx.exec(`UPDATE finding SET decided_by = $3, decided_at = $4, outcome = $5, reason = $6 WHERE county = $1 AND id = $2 AND outcome IS NULL`, tx.County, id, tx.Act.Person, tx.Now.String(), outcome, reason) == 0 && tx.failed == nil {
		return decidedFinding.With()
	}
	return tx.failed
}

// FindingByID finds a finding.
func (s *Scope) FindingByID(id int64) (Finding, error) {
	var f Finding
	err := s.one("疑点", `SELECT `+findingColumns+` FROM finding WHERE county = $1 AND id = $2`, []any{s.County, id}, scanFinding(&f)...)
	return f, err
}

// Findings lists the findings of a claim; claim 0 lists the open ones of all.
func (s *Scope) Findings(claim int64) ([]Finding, error) {
	return many(s, "finding", `SELECT `+findingColumns+` FROM finding WHERE county = $1 AND (CAST($2 AS BIGINT) = 0 AND outcome IS NULL OR claim = $2) ORDER BY id`, []any{s.County, claim}, scanFinding)
}

// Token gives the county's token of a value, for comparing.
func (s *Scope) Token(kind, value string) (string, error) {
	if value == "" {
		return "", nil
	}
	return s.keys.SearchToken(s.County, kind, value)
}

// Alike lists other claims, neither drafts nor ended, that carry a token of a
// kind; with a day only those of that day of death. 50 at most.
func (s *Scope) Alike(kind, token string, death *date.Day, not int64) ([]int64, error) {
	day := ""
	if death != nil {
		day = death.String()
	}
	return many(s, "search", `SELECT s.claim FROM search s JOIN claim c ON c.county = s.county AND c.id = s.claim
		WHERE s.county = $1 AND s.kind = $2 AND s.token = $3 AND s.claim <> $4 AND ($5 = '' OR c.death_day = $5)
		AND c.state NOT IN ('draft', 'withdrawn', 'refused', 'reversed') ORDER BY s.claim DESC LIMIT 50`, []any{s.County, kind, token, not, day},
		func(id *int64) []any { return []any{id} })
}
