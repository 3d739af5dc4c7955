package print

import (
	"songbai/domain/date"
)

// ResultLetter is a 告知书 to a family: what was decided, on what it rests, what
// it may do about it.
type ResultLetter struct {
	Title  string
	Number string
	To     string // whom it is written to
	Slip   string
	Body   []string   // what was decided, paragraph by paragraph
	Items  []FormItem // may be empty; together Total
	Total  Sums
	Rights string // what the family may do
	Phone  string
	Office string
	Day    date.Day
	Mark   Mark
}

// PDF is the letter on A4. Problems: print.sum, print.glyph, print.font.
func (v ResultLetter) PDF() ([]byte, error) {
	var total Sums
	for _, it := range v.Items {
		total.add(it.Sums)
	}
	if len(v.Items) > 0 && total != v.Total {
		return nil, unequal("total", "合计不等于各项之和", "the total is not the sum of the items")
	}
	const pt = 12
	d := newDoc(a4Portrait, v.Title)
	d.page()
	s := d.sheet
	y := d.heading(v.Title, 20) + 6
	d.place(s.left, y, s.width(), v.Number, 10.5, right, "number")
	y = d.paragraph(s.left, y+4, s.width(), pt, v.To+"：", "to")
	for _, p := range v.Body {
		y = d.paragraph(s.left, y+1.5, s.width(), pt, "　　"+p, "body")
	}
	if len(v.Items) > 0 {
		f := d.form(y+4, 9.5, 8, 24)
		t, rows := v.table()
		f.table(t, rows, 30)
		y = f.end()
	}
	y = d.paragraph(s.left, y+3, s.width(), pt, "　　"+v.Rights, "rights")
	y = d.paragraph(s.left, y+1.5, s.width(), pt, "　　咨询电话："+v.Phone+"。查询单号："+fours(v.Slip)+"，凭单号和手机号后四位可查询办理进度。", "phone")
	if y+26 > s.floor() {
		d.page()
		y = s.top
	}
	d.place(s.left, y+14, s.width()-10, v.Office+"（盖章）", pt, right, "office")
	d.place(s.left, y+22, s.width()-10, v.Day.Zh(), pt, right, "")
	d.footers(v.Mark)
	return d.bytes()
}

func (v *ResultLetter) table() (*table, []*row) {
	t := &table{name: "items", pt: 9.5, min: 8, air: 1.6, least: 7, pad: 1.5, columns: []column{
		{head: "项目", width: 50, field: "name"},
		{head: "收费（元）", width: 24, align: right, field: "charged", whole: true},
		{head: "免除（元）", width: 24, align: right, field: "waived", whole: true},
		{head: "自付（元）", width: 24, align: right, field: "family", whole: true},
		{head: "理由（条款）", width: 50, field: "reason"},
	}}
	var rows []*row
	for i, x := range v.Items {
		rows = append(rows, &row{at: i, cells: []cell{{text: x.Name}, {text: x.Charged.Grouped()}, {text: x.Waived.Grouped()}, {text: x.FamilyPays.Grouped()}, {text: x.Reason + "（" + x.Clause + "）"}}})
	}
	mid := centre
	return t, append(rows, &row{at: -1, fill: 0.96, cells: []cell{{text: "合　　计", align: &mid}, {text: v.Total.Charged.Grouped()}, {text: v.Total.Waived.Grouped()}, {text: v.Total.FamilyPays.Grouped()}, {}}})
}
