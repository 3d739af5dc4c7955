package payment

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"songbai/domain/money"
	"songbai/domain/problem"
)

const totalMark = "合计"

// row is one record of a CSV file with the line on which it begins.
type row struct {
	at    int
	cells []string
}

// parseCSV reads a table into x; what it gives is wrong with the whole file.
func parseCSV(p *ResultProfile, text string, x *reading) problem.List {
	rows, bad := readRows(text)
	if bad != nil {
		return problem.List{bad}
	}
	if len(rows) == 0 || !titled(p, rows[0].cells) {
		return problem.List{badFile.With(1, "标题行不符", "its first row is not the titles expected")}
	}
	rows = rows[1:]
	if len(rows) == 0 || rows[len(rows)-1].cells[0] != totalMark {
		return problem.List{cutOff.With()}
	}
	end := rows[len(rows)-1]
	rows = rows[:len(rows)-1]
	drafts := make([]draft, 0, len(rows))
	for _, r := range rows {
		if len(r.cells) != len(p.Columns) {
			x.fault(r.at, badRow.With(r.at, "列数", "the number of columns"))
			continue
		}
		drafts = append(drafts, draftOf(p, r))
	}
	if bad := x.take(drafts, p.Words); bad != nil {
		return problem.List{bad}
	}
	return closing(end, x)
}

// readRows reads every record. A TAB or space around a cell, which a
// spreadsheet's text mark leaves behind, is dropped.
func readRows(text string) ([]row, *problem.Problem) {
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = -1
	var rows []row
	for {
		cells, err := in.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			at := 1
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				at = pe.StartLine
			}
			return nil, badFile.With(at, "引号或分隔有误", "a quote or a separator is wrong")
		}
		at, _ := in.FieldPos(0)
		for i := range cells {
			cells[i] = strings.Trim(cells[i], " \t")
		}
		rows = append(rows, row{at, cells})
		if len(rows) > maxLines+2 {
			return nil, badFile.With(at, "行数过多", "it has too many lines")
		}
	}
}

func titled(p *ResultProfile, cells []string) bool {
	if len(cells) != len(p.Columns) {
		return false
	}
	for i, c := range p.Columns {
		if cells[i] != c.Title {
			return false
		}
	}
	return true
}

func draftOf(p *ResultProfile, x row) draft {
	d := draft{at: x.at}
	for i, c := range p.Columns {
		switch v := x.cells[i]; c.Field {
		case RVoucher:
			d.voucher = v
		case RYuan:
			d.yuan = v
		case RStatus:
			d.status = v
		case RSerial:
			d.serial = v
		case RDay:
			d.day = v
		case RCode:
			d.code = v
		case RReason:
			d.reason = v
		}
	}
	return d
}

// closing checks the last row: 合计, count, yuan, then empty cells at most. Faulty
// rows count too.
func closing(end row, x *reading) problem.List {
	c := end.cells
	for len(c) > 3 && c[len(c)-1] == "" {
		c = c[:len(c)-1]
	}
	if len(c) != 3 {
		return problem.List{cutOff.With()}
	}
	if x.blind != 0 {
		return problem.List{blindTotal.With(x.blind)}
	}
	n, err := strconv.Atoi(c[1])
	sum, err2 := money.Parse(c[2])
	if err != nil || err2 != nil || strconv.Itoa(n) != c[1] || n != x.rows || sum != x.whole {
		return problem.List{badControl.With(end.at)}
	}
	return nil
}
