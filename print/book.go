package print

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"

	"songbai/domain/money"
)

// book is a spreadsheet being written. Names, id numbers, accounts and days
// are text cells; amounts are numbers written digit by digit from fen, never
// through a float.
type book struct {
	f                         *excelize.File
	title, note, head         int
	plain, amount, count, sum int
	err                       error
}

// properties holds no time and no name of a person, so that the same values
// give the same bytes.
const properties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
	`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>songbai</dc:creator></cp:coreProperties>`

func newBook(first string) *book {
	b := &book{f: excelize.NewFile()}
	b.fail(b.f.SetSheetName("Sheet1", first))
	font := func(size float64, heavy bool) *excelize.Font {
		return &excelize.Font{Family: "宋体", Size: size, Bold: heavy}
	}
	var edges []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		edges = append(edges, excelize.Border{Type: side, Color: "808080", Style: 1})
	}
	middle := func(h string, wrap bool) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: h, Vertical: "center", WrapText: wrap}
	}
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDEDED"}}
	const text, yuan, whole = 49, 4, 1 // "@", "#,##0.00", "0"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.title, excelize.Style{Font: font(18, true), Alignment: middle("center", false), NumFmt: text}},
		{&b.note, excelize.Style{Font: font(10, false), Alignment: middle("left", false), NumFmt: text}},
		{&b.head, excelize.Style{Font: font(10, true), Alignment: middle("center", true), Border: edges, Fill: grey, NumFmt: text}},
		{&b.plain, excelize.Style{Font: font(10, false), Alignment: middle("left", true), Border: edges, NumFmt: text}},
		{&b.amount, excelize.Style{Font: font(10, false), Alignment: middle("right", false), Border: edges, NumFmt: yuan}},
		{&b.count, excelize.Style{Font: font(10, false), Alignment: middle("center", false), Border: edges, NumFmt: whole}},
		{&b.sum, excelize.Style{Font: font(10, true), Alignment: middle("right", false), Border: edges, Fill: grey, NumFmt: yuan}},
	} {
		id, err := b.f.NewStyle(&s.style)
		b.fail(err)
		*s.id = id
	}
	b.f.Pkg.Store("docProps/core.xml", []byte(properties))
	return b
}

func (b *book) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// page is one sheet of a book with the next free row.
type page struct {
	b    *book
	name string
	row  int
}

func (b *book) sheet(name string) *page {
	if i, err := b.f.GetSheetIndex(name); err == nil && i < 0 {
		_, err = b.f.NewSheet(name)
		b.fail(err)
	}
	landscape, size, wide, high := "landscape", 8, 1, 0 // 8 is A3; as many pages high as needed
	fit := true
	b.fail(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &size, FitToWidth: &wide, FitToHeight: &high}))
	b.fail(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	return &page{b: b, name: name, row: 1}
}

func (p *page) at(col int) string {
	name, err := excelize.CoordinatesToCellName(col, p.row)
	p.b.fail(err)
	return name
}

func (p *page) style(col, id int) {
	at := p.at(col)
	p.b.fail(p.b.f.SetCellStyle(p.name, at, at, id))
}

func (p *page) text(col, style int, s string) {
	p.b.fail(p.b.f.SetCellStr(p.name, p.at(col), harmless(s)))
	p.style(col, style)
}

func (p *page) money(col, style int, a money.Amount) {
	p.b.fail(p.b.f.SetCellDefault(p.name, p.at(col), a.String()))
	p.style(col, style)
}

func (p *page) number(col, n int) {
	p.b.fail(p.b.f.SetCellInt(p.name, p.at(col), int64(n)))
	p.style(col, p.b.count)
}

// line writes a text over the whole width of the sheet and moves on.
func (p *page) line(style, width int, height float64, s string) {
	p.text(1, style, s)
	if width > 1 {
		p.b.fail(p.b.f.MergeCell(p.name, p.at(1), p.at(width)))
	}
	p.b.fail(p.b.f.SetRowHeight(p.name, p.row, height))
	p.row++
}

// heads writes a row of column heads with their widths and freezes it.
func (p *page) heads(columns []heading) {
	for i, c := range columns {
		p.text(i+1, p.b.head, c.name)
		col, err := excelize.ColumnNumberToName(i + 1)
		p.b.fail(err)
		p.b.fail(p.b.f.SetColWidth(p.name, col, col, c.width))
	}
	p.b.fail(p.b.f.SetRowHeight(p.name, p.row, 32))
	p.row++
	p.b.fail(p.b.f.SetPanes(p.name, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: p.row - 1, TopLeftCell: p.at(3), ActivePane: "bottomRight"}))
}

// heading is a column of a sheet: its name and its width in characters.
type heading struct {
	name  string
	width float64
}

// harmless keeps a text from being taken for a formula when the sheet is saved
// as CSV and opened again: an apostrophe goes before =, +, -, @, tab and CR.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (b *book) bytes() ([]byte, error) {
	defer b.f.Close()
	var out bytes.Buffer
	if b.err == nil {
		b.f.SetActiveSheet(0)
		_, b.err = b.f.WriteTo(&out)
	}
	if b.err != nil {
		return nil, notWritten.With().Because(b.err)
	}
	return out.Bytes(), nil
}
