package print

import (
	"songbai/domain/date"
)

// Leaflet is the 宣传单 of a town: who is covered, what is free, what to bring,
// where to go, on one sheet. Nothing in it is personal.
type Leaflet struct {
	Title   string // 殡葬基本服务免费，您可以这样办
	Town    string
	Basis   string
	Who     []string
	Items   []LeafletItem
	Cap     string // 每具最高免除 1,300.00 元; empty for none
	Papers  []string
	Steps   []string
	Phones  []Fact // office → phone
	Site    string // address of the public pages; empty for none
	Printed date.Day
}

// LeafletItem is one free item.
type LeafletItem struct{ Name, Limit, Price string }

// PDF is the leaflet on one sheet of A4. Problems: print.glyph, print.font,
// print.room.
func (v Leaflet) PDF() ([]byte, error) {
	d := newDoc(a4Portrait, v.Title)
	d.page()
	s := d.sheet
	y := d.heading(v.Title, 22) + 2
	d.place(s.left, y+1, s.width(), v.Town, 12, centre, "town")
	y = v.part(d, y+4, "谁可以享受", v.Who)
	y = v.free(d, y)
	y = v.part(d, y, "带什么材料", v.Papers)
	y = v.part(d, y, "怎么办", v.Steps)
	y = v.head(d, y, "找谁问")
	if v.Site != "" {
		d.qr(s.left+s.width()-26, y+1, 24, v.Site)
		d.place(s.left+s.width()-30, y+29, 32, "手机扫码查询、申请", 8, centre, "")
	}
	for _, p := range v.Phones {
		y = d.paragraph(s.left+4, y, s.width()-38, 11, p.Label+"　"+p.Value, "phones")
	}
	y = d.paragraph(s.left+4, y, s.width()-38, 9, "依据："+v.Basis+"。殡仪馆不得在免费项目上另行收费；选择标准以外的服务须先明码标价、由您自愿选择。", "basis")
	if d.pages > 1 || y > s.floor() {
		d.overfull("papers")
	}
	d.place(s.left, s.floor()+8, s.width(), "印制日期："+v.Printed.Zh(), 8, right, "")
	return d.bytes()
}

func (v *Leaflet) head(d *doc, y float64, title string) float64 {
	s := d.sheet
	y += 3
	d.fill(s.left, y, s.width(), 7, 0.92)
	d.text(s.left+2, y+5.2, title, 13, "")
	return y + 8
}

func (v *Leaflet) part(d *doc, y float64, title string, lines []string) float64 {
	y = v.head(d, y, title)
	for _, l := range lines {
		y = d.paragraph(d.sheet.left+4, y, d.sheet.width()-8, 11, "· "+l, "lines")
	}
	return y
}

// free lists what is free.
func (v *Leaflet) free(d *doc, y float64) float64 {
	y = v.head(d, y, "哪些项目免费")
	f := d.form(y+1, 10, 7, 24)
	t := &table{name: "items", pt: 10.5, min: 9, air: 1.4, least: 6.6, pad: 1.5, columns: []column{
		{head: "项目", width: 84, field: "name"}, {head: "免费的范围", width: 40, align: centre, field: "limit"}, {head: "收费标准", width: 48, align: right, field: "price"}}}
	var rows []*row
	for i, x := range v.Items {
		rows = append(rows, &row{at: i, cells: []cell{{text: x.Name}, {text: x.Limit}, {text: x.Price}}})
	}
	f.table(t, rows, 0)
	y = f.end()
	if v.Cap != "" {
		y = d.paragraph(d.sheet.left+4, y+1, d.sheet.width()-8, 11, v.Cap, "cap")
	}
	return y
}
