package store

import (
	"database/sql"
	"fmt"
	"math"
	"sort"
	"time"

	"songbai/domain/audit"
	"songbai/domain/date"
	"songbai/domain/money"
)

const auditColumns = `county, pos, act, person, office, role, subject_kind, subject, at, reason, digest, prev, hash`

func scanAudit(r *audit.Record) []any {
	return []any{&r.County, &r.Pos, &r.Act, &r.Person, &r.Office, &r.Role, &r.SubjectKind, &r.Subject, &r.At, &r.Reason, &r.Digest, &r.Prev, &r.Hash}
}

// AuditRows reads the county's chain after a position, at most limit rows.
func (s *Scope) AuditRows(after int64, limit int) ([]audit.Record, error) {
	return many(s, "audit", `SELECT `+auditColumns+` FROM audit WHERE county = $1 AND pos > $2 ORDER BY pos LIMIT $3`, []any{s.County, after, limit}, scanAudit)
}

// AuditOf reads the records about one subject.
func (s *Scope) AuditOf(subject int64) ([]audit.Record, error) {
	return many(s, "audit", `SELECT `+auditColumns+` FROM audit WHERE county = $1 AND subject = $2 ORDER BY pos`, []any{s.County, subject}, scanAudit)
}

// DigestsBy gives the digests of one person's acts of a kind on a subject since an
// instant.
func (s *Scope) DigestsBy(subject int64, act string, person int64, since date.Instant) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.each("audit", `SELECT digest FROM audit WHERE county = $1 AND subject = $2 AND act = $3 AND person = $4 AND at >= $5 ORDER BY pos`,
		[]any{s.County, subject, act, person, since.String()}, func(rows *sql.Rows) error {
			var d string
			err := rows.Scan(&d)
			out[d] = true
			return err
		})
	return out, err
}

// ReasonsOf gives the reasons of an act's records about a subject, by instant;
// records without one are left out.
func (s *Scope) ReasonsOf(subject int64, act string) (map[string]string, error) {
	out := map[string]string{}
	err := s.each("audit", `SELECT at, reason FROM audit WHERE county = $1 AND subject = $2 AND act = $3 AND reason <> '' ORDER BY pos`,
		[]any{s.County, subject, act}, func(rows *sql.Rows) error {
			var at, reason string
			err := rows.Scan(&at, &reason)
			out[at] = reason
			return err
		})
	return out, err
}

// AuditFilter narrows the records of a county's chain; zero fields do not narrow.
type AuditFilter struct {
	Subject, Person int64
	Act             string
	From, To        date.Day // business days, both included
	Before          int64    // records before this position only: paging, newest first
	Limit           int
}

// AuditPage lists records, the newest first. Days are found by halving: positions
// and times grow together.
func (s *Scope) AuditPage(f AuditFilter) ([]audit.Record, error) {
	low, high := int64(0), f.Before
	if f.From != 0 {
		p, err := s.auditFrom(f.From)
		if err != nil {
			return nil, err
		}
		low = p - 1
	}
	if f.To != 0 {
		p, err := s.auditFrom(f.To + 1)
		if err != nil {
			return nil, err
		}
		if high == 0 || p < high {
			high = p
		}
	}
	if high == 0 {
		high = math.MaxInt64
	}
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 50
	}
	q, args := `SELECT `+auditColumns+` FROM audit WHERE county = $1 AND pos > $2 AND pos < $3`, []any{s.County, low, high}
	for _, x := range []struct {
		col string
		v   any
		on  bool
	}{{"subject", f.Subject, f.Subject != 0}, {"person", f.Person, f.Person != 0}, {"act", f.Act, f.Act != ""}} {
		if x.on {
			args = append(args, x.v)
			q += fmt.Sprintf(" AND %s = $%d", x.col, len(args))
		}
	}
	args = append(args, f.Limit)
	return many(s, "audit", q+fmt.Sprintf(` ORDER BY pos DESC LIMIT $%d`, len(args)), args, scanAudit)
}

// auditFrom gives the position of the first record of a business day or later, one
// past the last when there is none.
func (s *Scope) auditFrom(day date.Day) (int64, error) {
	var last int64
	if err := s.one("audit", `SELECT audit_pos FROM head WHERE county = $1`, []any{s.County}, &last); err != nil {
		return 0, err
	}
	begins := time.Unix(int64(day)*86400, 0).UTC().Add(-8 * time.Hour).Format("2006-01-02T15:04:05.000000Z")
	var failed error
	n := sort.Search(int(last), func(i int) bool {
		var at string
		if err := s.one("audit", `SELECT at FROM audit WHERE county = $1 AND pos = $2`, []any{s.County, i + 1}, &at); err != nil && failed == nil {
			failed = err
		}
		return at >= begins
	})
	return int64(n) + 1, failed
}

// AuditHead gives the end of the county's chain.
func (s *Scope) AuditHead() (pos int64, hash string, err error) {
	err = s.one("head", `SELECT audit_pos, audit_hash FROM head WHERE county = $1`, []any{s.County}, &pos, &hash)
	return pos, hash, err
}

// FrameRow is a claim of which a sample may be drawn.
type FrameRow struct {
	Claim  int64
	Waived money.Amount
	Digest string // of its settle row
}

// Frame lists the claims completed in some months, by id: what a sample is drawn
// from. Days and ids go in the order of the index; the caller sorts.
func (s *Scope) Frame(f FigureFilter, fn func(FrameRow) error) error {
	q, args := `SELECT c.id, s.waived_fen, s.digest FROM claim c JOIN settle s ON s.county = c.county AND s.claim = c.id AND s.n = c.settle_n
		WHERE c.county = $1 AND c.completed_day >= $2 AND c.completed_day <= $3 AND c.state <> 'reversed'`, []any{s.County, f.From.First().String(), f.To.Last().String()}
	for _, x := range []struct {
		cond string
		v    any
		on   bool
	}{{" AND c.home = $%d", max(f.Home, 0), f.Home != 0}, {" AND c.route = $%d", f.Route, f.Route != ""}} {
		if x.on {
			args = append(args, x.v)
			q += fmt.Sprintf(x.cond, len(args))
		}
	}
	return s.each("claim", q+` ORDER BY c.completed_day, c.id`, args, func(rows *sql.Rows) error {
		var r FrameRow
		if err := rows.Scan(&r.Claim, &r.Waived, &r.Digest); err != nil {
			return err
		}
		return fn(r)
	})
}
