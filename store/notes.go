package store

import (
	"cmp"
	"slices"
)

// Note is a message of the outbox with the last that came of it.
type Note struct {
	ID             int64
	Kind           string
	Subject        int64
	Body, At, Sent string
	Tries          int64
	Outcome        string // of the last try
	By             int64
	Tried          string
}

const noteQuery = `SELECT o.id, o.kind, o.subject, o.body, o.at, COALESCE(o.sent_at, ''), COALESCE(m.n, 0), COALESCE(m.outcome, ''), COALESCE(m.person, 0), COALESCE(m.at, '')
	FROM outbox o LEFT JOIN outbox_mark m ON m.county = o.county AND m.note = o.id AND m.n = (SELECT max(x.n) FROM outbox_mark x WHERE x.county = o.county AND x.note = o.id)
	WHERE o.county = $1`

func scanNote(n *Note) []any {
	return []any{&n.ID, &n.Kind, &n.Subject, &n.Body, &n.At, &n.Sent, &n.Tries, &n.Outcome, &n.By, &n.Tried}
}

// WaitingNotes lists the messages of some kinds that wait, the newest first; with
// smaller ids than before (0: from the newest). Each kind has its own order.
func (s *Scope) WaitingNotes(kinds []string, before int64, limit int) (out []Note, err error) {
	for _, kind := range kinds {
		rows, err := many(s, "outbox", noteQuery+` AND o.sent_at IS NULL AND o.kind = $2 AND (CAST($3 AS BIGINT) = 0 OR o.id < $3) ORDER BY o.id DESC LIMIT $4`, []any{s.County, kind, before, limit}, scanNote)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortFunc(out, func(a, b Note) int { return cmp.Compare(b.ID, a.ID) })
	return out[:min(len(out), limit)], nil
}

// SentNotes lists the messages that were passed on, the newest first.
func (s *Scope) SentNotes(before int64, limit int) ([]Note, error) {
	return many(s, "outbox", noteQuery+` AND o.sent_at IS NOT NULL AND (CAST($2 AS BIGINT) = 0 OR o.id < $2) ORDER BY o.id DESC LIMIT $3`, []any{s.County, before, limit}, scanNote)
}

// NoteByID finds a message.
func (s *Scope) NoteByID(id int64) (n Note, err error) {
	err = s.one("待发消息", noteQuery+` AND o.id = $2`, []any{s.County, id}, scanNote(&n)...)
	return n, err
}

// MarkNote keeps what came of passing a message on; one that was reached waits no
// longer.
func (tx *Tx) MarkNote(n *Note, outcome string, pos int64) error {
	tx.exec(`INSERT INTO outbox_mark (county, note, n, outcome, person, at, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.County, n.ID, n.Tries+1, outcome, tx.Act.Person, tx.Now.String(), pos)
	if outcome == "sent" {
		tx.exec(`UPDATE outbox SET sent_at = $3 WHERE county = $1 AND id = $2 AND sent_at IS NULL`, tx.County, n.ID, tx.Now.String())
	}
	return tx.failed
}
