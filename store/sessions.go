package store

import (
	"database/sql"
	"errors"

	"songbai/domain/date"
)

// PutPassword keeps a password's hash as the person's next.
func (tx *Tx) PutPassword(person int64, hash string) error {
	var n int64
	if err := tx.one("password", `SELECT COALESCE(max(n), 0) + 1 FROM password WHERE person = $1`, []any{person}, &n); err != nil {
		return err
	}
	tx.exec(`INSERT INTO password (person, n, hash, created_at) VALUES ($1, $2, $3, $4)`, person, n, hash, tx.Now.String())
	return tx.failed
}

// PasswordHash gives the hash of the person's present password, "" when none
// was set yet.
func (s *Scope) PasswordHash(person int64) (hash string, err error) {
	err = s.q.queryRow(s.ctx, `SELECT hash FROM password WHERE person = $1 ORDER BY n DESC LIMIT 1`, person).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return hash, wrap("password", err)
}

// PutSession keeps a session by the hash of its token.
func (tx *Tx) PutSession(tokenHash string, person int64, expires date.Instant) error {
	now := tx.Now.String()
	tx.exec(`INSERT INTO session (token_hash, person, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)`, tokenHash, person, now, expires.String())
	return tx.failed
}

// EndSession ends one session; one that has ended stays as it was.
func (tx *Tx) EndSession(tokenHash string) error {
	tx.exec(`UPDATE session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL`, tokenHash, tx.Now.String())
	return tx.failed
}

// EndSessions ends every session of a person.
func (tx *Tx) EndSessions(person int64) error {
	tx.exec(`UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL`, person, tx.Now.String())
	return tx.failed
}

// SessionPerson gives whose session is open under a token's hash at Now; 0 when
// none is, or its person has left.
func (s *Scope) SessionPerson(tokenHash string) (person int64, err error) {
	err = s.q.queryRow(s.ctx, `SELECT x.person FROM session x JOIN person p ON p.id = x.person AND p.ended_at IS NULL
		WHERE x.token_hash = $1 AND x.ended_at IS NULL AND x.expires_at > $2`, tokenHash, s.Now.String()).Scan(&person)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return person, wrap("session", err)
}
