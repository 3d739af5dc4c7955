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
