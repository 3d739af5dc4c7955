package print

import (
	"strconv"
	"strings"

	"songbai/domain/money"
)

// Sheet is a plain table to be given out as a spreadsheet or as CSV.
type Sheet struct {
	Title, Note string
	Head        []string
	Rows        [][]Cell
}

// Cell is one value: a text, a count or a sum. Numbers that are no quantities
// (slips, codes, days) are texts.
type Cell struct {
	text  string
	count int64
	sum   money.Amount
	kind  byte
}

// Text makes a cell of words, or of a number that is no quantity.
func Text(s string) Cell { return Cell{text: s, kind: 't'} }

// Count makes a cell of a count.
func Count(n int64) Cell { return Cell{count: n, kind: 'n'} }

// Yuan makes a cell of a sum.
func Yuan(a money.Amount) Cell { return Cell{sum: a, kind: 'y'} }

func (c Cell) plain() string {
	switch c.kind {
	case 'n':
		return strconv.FormatInt(c.count, 10)
	case 'y':
		return c.sum.String()
	}
	return harmless(c.text)
}

// CSV is the table in UTF-8 with a mark at the beginning, so that spreadsheets
// read it as such. Every text is quoted; none is taken for a formula.
func (t Sheet) CSV() []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	quote := func(i int, s string) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
	}
	for i, h := range t.Head {
		quote(i, harmless(h))
	}
	b.WriteString("\r\n")
	for _, row := range t.Rows {
		for i, c := range row {
			quote(i, c.plain())
		}
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}

// XLSX is the table as a spreadsheet.
func (t Sheet) XLSX() ([]byte, error) {
	b := newBook(t.Title)
	p := b.sheet(t.Title)
	p.line(b.title, len(t.Head), 30, t.Title)
	p.line(b.note, len(t.Head), 18, t.Note)
	columns := make([]heading, len(t.Head))
	for i, h := range t.Head {
		columns[i] = heading{h, 18}
	}
	p.heads(columns)
	for _, row := range t.Rows {
		for i, c := range row {
			switch c.kind {
			case 'n':
				p.number(i+1, int(c.count))
			case 'y':
				p.money(i+1, b.amount, c.sum)
			default:
				p.text(i+1, b.plain, c.text)
			}
		}
		p.row++
	}
	return b.bytes()
}
