package store

import (
	"database/sql"
	"fmt"
	"math"
	"strings"

	"songbai/domain/settlement"
)

// PutMark writes a mark on one line as its next; note is sealed beside its
// commitment, which is given back.
func (tx *Tx) PutMark(list int64, l *Line, m settlement.Mark, code settlement.Reason, note string) (commitment string, err error) {
	n := l.Marks + 1
	clear, commitment := CommitNote(note)
	var sealed any
	if note != "" {
		y, _, _ := tx.Today().YMD()
		b, err := tx.keys.Seal("line_mark", fmt.Sprintf("note/%d/%d", l.Seq, n), tx.County, list, y, []byte(clear))
		if err != nil {
			return "", err
		}
		sealed = []byte(b)
	}
	tx.exec(`INSERT INTO line_mark (county, list, seq, n, mark, code, note, note_commitment, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.County, list, l.Seq, n, string(m), string(code), sealed, commitment, tx.Act.Person, tx.Now.String())
	return commitment, tx.failed
}

// PassUnmarked passes every line that has no mark yet, in one statement, and
// gives how many.
func (tx *Tx) PassUnmarked(list int64) (int64, error) {
	var marked bool
	if err := tx.one("line_mark", `SELECT CASE WHEN EXISTS (SELECT 1 FROM line_mark WHERE county = $1 AND list = $2) THEN 1 ELSE 0 END`, []any{tx.County, list}, boolInt{&marked}); err != nil {
		return 0, err
	}
	q := `INSERT INTO line_mark (county, list, seq, n, mark, code, note_commitment, person, at)
		SELECT l.county, l.list, l.seq, 1, 'pass', '', '', CAST($3 AS BIGINT), CAST($4 AS TEXT) FROM list_line l WHERE l.county = $1 AND l.list = $2 AND l.released_at IS NULL`
	if marked { // looking into the table that is written costs a copy of all that is to be written
		q += ` AND NOT EXISTS (SELECT 1 FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq)`
	}
	n := tx.exec(q, tx.County, list, tx.Act.Person, tx.Now.String())
	return n, tx.failed
}

// MarkedLines lists the numbers of the lines that have a mark, in order.
func (s *Scope) MarkedLines(list int64) ([]int, error) {
	return many(s, "line_mark", `SELECT seq FROM line_mark WHERE county = $1 AND list = $2 AND n = 1 ORDER BY seq`, []any{s.County, list}, func(n *int) []any { return []any{n} })
}

// MarkRow is a mark as it was written, its note opened.
type MarkRow struct {
	Seq    int
	N      int64
	Mark   settlement.Mark
	Code   settlement.Reason
	Note   string
	Person int64
	At     string
}

// MarksOf lists the marks of a list in order; seq 0 takes all lines.
func (s *Scope) MarksOf(list int64, seq int) ([]MarkRow, error) {
	if seq == 0 {
		return s.MarksBetween(list, 0, math.MaxInt32)
	}
	return s.MarksBetween(list, seq, seq)
}

// MarksBetween lists the marks of the lines with numbers from first to last.
func (s *Scope) MarksBetween(list int64, first, last int) (out []MarkRow, err error) {
	var notes [][]byte
	err = s.each("line_mark", `SELECT seq, n, mark, code, note, person, at FROM line_mark WHERE county = $1 AND list = $2 AND seq >= $3 AND seq <= $4 ORDER BY seq, n`, []any{s.County, list, first, last}, func(rows *sql.Rows) error {
		var m MarkRow
		var note []byte
		err := rows.Scan(&m.Seq, &m.N, &m.Mark, &m.Code, &note, &m.Person, &m.At)
		out, notes = append(out, m), append(notes, note)
		return err
	})
	for i := range out {
		if err == nil && notes[i] != nil {
			var clear []byte
			clear, err = s.keys.Open("line_mark", fmt.Sprintf("note/%d/%d", out[i].Seq, out[i].N), s.County, list, notes[i])
			out[i].Note = noteWords(clear)
		}
	}
	return out, err
}

// CommitNote makes the commitment of free words and the text to seal with it;
// no words give "" for both.
func CommitNote(words string) (clear, commitment string) {
	if words == "" {
		return "", ""
	}
	v := commit("note", words)
	return v.Salt + "\n" + words, v.Commit
}

// noteWords gives the words of an opened note without their salt.
func noteWords(clear []byte) string {
	_, words, _ := strings.Cut(string(clear), "\n")
	return words
}
