package print

import (
	"songbai/domain/date"
)

// CommitmentSlip is the 承诺单 handed to the family when it has signed: the exact
// sum the government waives, what the family pays, and whom to ask. The figure
// holds if the facts hold.
type CommitmentSlip struct {
	Title    string
	Slip     string // 凭单号, 12 digits; printed in groups of four
	Deceased string // name, as it is to be printed
	Handler  string
	Office   string // who gives the slip
	Items    string // what is waived, in words: 遗体接运、遗体火化等 7 项
	Total    Sums
	Facts    []Fact // what the figure rests on
	Basis    string // 依据: the policy and its clauses
	Phone    string // whom to ask
	Query    string // how to follow the case: 凭单号和手机号后四位…
	Clerk    string
	Day      date.Day
	Mark     Mark
}

// Fact is something the figure rests on: 火化地 本市殡仪馆.
type Fact struct{ Label, Value string }

const promise = "以上事实属实、材料真实有效的，上列免除金额和自付金额不变，家属无需先行垫付免除部分。" +
	"事实有变的，办理单位将书面说明变更后的金额、原因和依据条款，由家属重新签字确认。"

// PDF is the slip on A5. Problems: print.sum, print.glyph, print.font.
func (v CommitmentSlip) PDF() ([]byte, error) {
	if p := v.Total.balanced("total"); p != nil {
		return nil, p
	}
	d := newDoc(a5Portrait, v.Title)
	d.page()
	s := d.sheet
	y := d.heading(v.Title, 17) + 1
	d.frame(s.left, y, s.width(), 15, bold)
	d.place(s.left, y+5, s.width(), "凭单号", 8, centre, "")
	d.place(s.left, y+12, s.width(), fours(v.Slip), 18, centre, "slip")
	f := d.form(y+18, 9.5, 8, 24)
	f.row(entry{"逝者", v.Deceased, "deceased", 0.5, left}, entry{"经办人", v.Handler, "handler", 0.5, left})
	f.row(entry{"免除项目", v.Items, "items", 1, left})
	f.y = v.sums(d, f.x, f.y, f.w)
	f.row(entry{"免除大写", v.Total.Waived.Capitals(), "", 1, left})
	f.row(entry{"依据", v.Basis, "basis", 1, left})
	f.band("金额所依据的事实")
	for i := 0; i < len(v.Facts); i += 2 {
		pair := []entry{{v.Facts[i].Label, v.Facts[i].Value, "facts", 1, left}}
		if i+1 < len(v.Facts) {
			pair[0].share = 0.5
			pair = append(pair, entry{v.Facts[i+1].Label, v.Facts[i+1].Value, "facts", 0.5, left})
		}
		f.row(pair...)
	}
	y = f.end() + 1
	y = d.paragraph(s.left, y, s.width(), 9, promise, "")
	y = d.paragraph(s.left, y+1, s.width(), 9, "咨询电话："+v.Phone, "phone")
	if v.Query != "" {
		y = d.paragraph(s.left, y, s.width(), 9, "查询办法："+v.Query, "query")
	}
	y = max(y+8, s.floor()-14)
	if y+7 > s.floor() || d.pages > 1 {
		d.overfull("facts")
	}
	d.text(s.left, y, "经手人："+v.Clerk, 9.5, "clerk")
	d.place(s.left, y, s.width(), v.Office+"（盖章）", 9.5, right, "office")
	d.place(s.left, y+6, s.width(), v.Day.Zh(), 9.5, right, "")
	d.footers(v.Mark)
	return d.bytes()
}

// sums shows the three amounts in large figures and gives the y below them.
func (v *CommitmentSlip) sums(d *doc, x, y, w float64) float64 {
	const h = 17
	for i, a := range [...]struct{ label, sum string }{
		{"服务收费", v.Total.Charged.Grouped()}, {"政府免除", v.Total.Waived.Grouped()}, {"家属自付", v.Total.FamilyPays.Grouped()},
	} {
		cx := x + float64(i)*w/3
		d.frame(cx, y, w/3, h, thin)
		d.place(cx, y+5.5, w/3, a.label+"（元）", 9, centre, "")
		b := d.fit(a.sum, w/3-3, 16, 9, 9, "total")
		d.block(cx, y+6.5, w/3, h-6.5, b, centre, "total")
	}
	return y + h
}
