package store

import (
	"songbai/domain/audit"
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
