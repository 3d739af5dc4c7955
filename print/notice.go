package print

import (
	"fmt"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/money"
)

// PublicNotice is a 公示: what was waived or paid, by person, masked. Names come
// in masked; no number, account, phone or cause of death has a place in it.
type PublicNotice struct {
	Title    string
	Number   string
	Office   string
	Period   string
	From, To date.Day
	Basis    string
	Lines    []NoticeLine // together Total
	Total    money.Amount
	Phone    string
	Day      date.Day
	Mark     Mark
}

// NoticeLine is one funeral on the notice.
type NoticeLine struct {
	Name      string // masked
	Town      string
	Class     string
	Cremation *date.Day
	Fen       money.Amount
}

// PDF is the notice on A4. Problems: print.sum, print.glyph, print.font.
func (v PublicNotice) PDF() ([]byte, error) {
	var total money.Amount
	for _, l := range v.Lines {
		total += l.Fen
	}
	if total != v.Total {
		return nil, unequal("total", "合计不等于各行之和", "the total is not the sum of the lines")
	}
	d := newDoc(a4Portrait, v.Title)
	d.page()
	s := d.sheet
	y := d.heading(v.Title, 19) + 3
	d.place(s.left, y, s.width(), v.Number, 10, right, "number")
	y = d.paragraph(s.left, y+3, s.width(), 11.5, fmt.Sprintf("　　根据%s，现将 %s 免除或报销殡葬基本服务费用的情况公示如下，共 %d 具，金额合计 %s 元。公示期 %s至%s。对公示内容有异议的，请在公示期内向%s反映，电话：%s。",
		v.Basis, v.Period, len(v.Lines), v.Total.Grouped(), v.From.Zh(), v.To.Zh(), v.Office, v.Phone), "body")
	f := d.form(y+3, 9.5, 8, 24)
	t := &table{name: "lines", pt: 9.5, min: 8, air: 1.6, least: 6.8, pad: 1.5, columns: []column{
		{head: "序号", width: 14, align: centre, field: "seq"},
		{head: "逝者", width: 26, field: "name"},
		{head: "户籍镇（街）", width: 40, field: "town"},
		{head: "对象类别", width: 44, field: "class"},
		{head: "火化日期", width: 26, align: centre, field: "cremation"},
		{head: "金额（元）", width: 26, align: right, field: "fen", whole: true},
	}}
	var rows []*row
	for i, l := range v.Lines {
		day := ""
		if l.Cremation != nil {
			day = l.Cremation.String()
		}
		rows = append(rows, &row{at: i, cells: []cell{{text: strconv.Itoa(i + 1)}, {text: l.Name}, {text: l.Town}, {text: l.Class}, {text: day}, {text: l.Fen.Grouped()}}})
	}
	mid := centre
	rows = append(rows, &row{at: -1, fill: 0.96, cells: []cell{{text: "合　　计", span: 5, align: &mid}, {text: v.Total.Grouped()}}})
	f.table(t, rows, 20)
	y = f.end()
	d.place(s.left, y+10, s.width()-8, v.Office+"（盖章）", 11.5, right, "office")
	d.place(s.left, y+17, s.width()-8, v.Day.Zh(), 11.5, right, "")
	d.footers(v.Mark)
	return d.bytes()
}
