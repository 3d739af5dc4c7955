package store

import (
	"crypto/sha256"
	"encoding/hex"
)

// Official is a paper or file made once: its bytes are kept sealed with their
// SHA-256 and given out again.
type Official struct {
	ID          int64
	Kind        string
	SubjectKind string
	Subject     int64
	Version     int64
	SHA256      string
	Size        int64
	At          string
}

// KeepOfficial keeps bytes made for a subject as its next version.
func (tx *Tx) KeepOfficial(kind, subjectKind string, subject int64, b []byte) (Official, error) {
	sum := sha256.Sum256(b)
	o := Official{ID: tx.NextID(), Kind: kind, SubjectKind: subjectKind, Subject: subject, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(b)), At: tx.Now.String()}
	if err := tx.one("official", `SELECT COALESCE(max(version), 0) + 1 FROM official WHERE county = $1 AND kind = $2 AND subject = $3`, []any{tx.County, kind, subject}, &o.Version); err != nil {
		return o, err
	}
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal("official", "sealed", tx.County, o.ID, y, b)
	if err != nil {
		return o, err
	}
	tx.exec(`INSERT INTO official (county, id, kind, subject_kind, subject, version, sha256, size, sealed, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.County, o.ID, kind, subjectKind, subject, o.Version, o.SHA256, o.Size, []byte(sealed), o.At)
	return o, tx.failed
}

// OfficialBytes gives the last official bytes of a kind for a subject.
func (s *Scope) OfficialBytes(kind string, subject int64) (Official, []byte, error) {
	o := Official{Kind: kind, Subject: subject}
	var sealed []byte
	err := s.one("文书", `SELECT id, subject_kind, version, sha256, size, sealed, at FROM official WHERE county = $1 AND kind = $2 AND subject = $3 ORDER BY version DESC LIMIT 1`,
		[]any{s.County, kind, subject}, &o.ID, &o.SubjectKind, &o.Version, &o.SHA256, &o.Size, &sealed, &o.At)
	if err != nil {
		return o, nil, err
	}
	b, err := s.keys.Open("official", "sealed", s.County, o.ID, sealed)
	return o, b, err
}

// Officials lists the papers kept for a subject.
func (s *Scope) Officials(subject int64) ([]Official, error) {
	return many(s, "official", `SELECT id, kind, subject_kind, subject, version, sha256, size, at FROM official WHERE county = $1 AND subject = $2 ORDER BY id`,
		[]any{s.County, subject}, func(o *Official) []any {
			return []any{&o.ID, &o.Kind, &o.SubjectKind, &o.Subject, &o.Version, &o.SHA256, &o.Size, &o.At}
		})
}

// NextNumber draws the next gapless number of (office, kind, year).
func (tx *Tx) NextNumber(office int64, kind string, year int, subject int64) (int64, error) {
	var n int64
	err := tx.one("number_issued", `SELECT COALESCE(max(n), 0) + 1 FROM number_issued WHERE county = $1 AND office = $2 AND kind = $3 AND year = $4`, []any{tx.County, office, kind, year}, &n)
	if err != nil {
		return 0, err
	}
	tx.exec(`INSERT INTO number_issued (county, office, kind, year, n, subject, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.County, office, kind, year, n, subject, tx.Now.String())
	return n, tx.failed
}

// Enqueue keeps a message to be sent; body holds codes and ids only.
func (tx *Tx) Enqueue(kind string, subject int64, body string) error {
	tx.exec(`INSERT INTO outbox (county, id, kind, subject, body, at) VALUES ($1, $2, $3, $4, $5, $6)`, tx.County, tx.NextID(), kind, subject, body, tx.Now.String())
	return tx.failed
}
