package print

import (
	"fmt"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// ApplicationForm is a 殡葬基本服务项目免费申请表 (三(首)): what the family, or the
// town for an unclaimed body, signs.
type ApplicationForm struct {
	Title    string // whole title with the place
	Slip     string // 凭单号, 12 digits; printed in groups of four
	Day      *date.Day
	Office   string // 受理单位
	Route    string // 办理方式: 本地火化免除, 无人认领遗体, 异地火化报销
	Deceased Deceased
	Handler  Handler
	Class    string // 对象类别
	Clause   string // its clause
	Fund     string // 资金渠道; may be empty
	Payee    *Payee // reimbursement only
	Items    []FormItem
	Total    Sums
	Papers   []Paper
	Boxes    []Box // opinions of the home or town and of the bureau
	Signed   *date.Day
	Drawn    []byte // picture of the signature made on the screen; nil leaves room for a hand
	Mark     Mark   // digest of what is signed
}

// Deceased is the person the form is about.
type Deceased struct {
	Name, ID, Sex, Age string
	Household          string // 户籍地址
	DeathDay           *date.Day
	DeathPaper         string
	CremationDay       *date.Day
	Cremator           string // 火化单位
	Certificate        string // 火化证号; may be empty
}

// Handler is who asks.
type Handler struct {
	Name, ID, Relation, Phone, Address string
}

// Payee is whose account the money goes to.
type Payee struct {
	Name, Bank string
	Account    string // masked or full, as the caller chose
}

// FormItem is one service on a form: Charged = Waived + FamilyPays.
type FormItem struct {
	Name     string
	Standard string // 3天, 1次; may be empty
	Sums
	Reason string // why, in plain words
	Clause string // 二(三)
}

// Paper is one paper of the checklist.
type Paper struct {
	Name   string
	Seen   bool // the original was seen
	Needed bool // an original is asked for
	Copies int
	Note   string
}

// label is the item with its standard.
func (it FormItem) label() string {
	if it.Standard == "" {
		return it.Name
	}
	return it.Name + "（" + it.Standard + "）"
}

// why is the reason with its clause.
func (it FormItem) why() string {
	if it.Clause == "" {
		return it.Reason
	}
	return it.Reason + "（" + it.Clause + "）"
}

func (v *ApplicationForm) check() error {
	var faults problem.List
	var total Sums
	for i, it := range v.Items {
		if p := it.balanced(fmt.Sprintf("items[%d]", i)); p != nil {
			faults = append(faults, p)
		}
		total.add(it.Sums)
	}
	if total != v.Total {
		faults = append(faults, unequal("total", "合计不等于各项之和", "the total is not the sum of the items"))
	}
	return faults.Err()
}

// confirmation is what the family signs; it names the sums, so that it stands
// for itself on whatever page it is.
func (v *ApplicationForm) confirmation() string {
	if len(v.Items) == 0 {
		return "本人确认：所填内容和所提交材料真实有效；同意按规定核定免费项目和金额。"
	}
	return "本人确认：所填内容和所提交材料真实有效；同意上列免费项目，免除金额 " + v.Total.Waived.Grouped() +
		" 元，自付金额 " + v.Total.FamilyPays.Grouped() + " 元。"
}

// PDF is the form on A4. Problems: print.sum, print.glyph, print.font.
func (v ApplicationForm) PDF() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	d := newDoc(a4Portrait, v.Title)
	d.page()
	y := d.heading(v.Title, 18)
	y += 3
	filled := ""
	if v.Day != nil {
		filled = "填表日期：" + v.Day.Zh()
	}
	d.threefold(y, 9, [3]string{"受理单位：" + v.Office, filled, "凭单号：" + fours(v.Slip)}, [3]string{"office", "", "slip"})
	f := d.form(y+2.5, 9, 7, 24)
	v.people(f)
	if len(v.Items) > 0 {
		v.money(f)
	}
	v.papers(f)
	v.signature(f)
	f.boxes(34, "boxes", v.Boxes)
	f.end()
	d.footers(v.Mark)
	return d.bytes()
}

func (v *ApplicationForm) people(f *form) {
	p, h := v.Deceased, v.Handler
	f.band("一、逝者")
	f.row(entry{"姓名", p.Name, "deceased.name", 0.5, left}, entry{"性别", p.Sex, "deceased.sex", 0.25, left}, entry{"年龄", p.Age, "deceased.age", 0.25, left})
	f.row(entry{"证件号码", p.ID, "deceased.id", 0.5, left}, entry{"户籍地址", p.Household, "deceased.household", 0.5, left})
	f.row(entry{"死亡日期", dayZh(p.DeathDay), "", 0.5, left}, entry{"死亡证明编号", p.DeathPaper, "deceased.death_paper", 0.5, left})
	f.row(entry{"火化日期", dayZh(p.CremationDay), "", 0.5, left}, entry{"火化单位", p.Cremator, "deceased.cremator", 0.5, left})
	if p.Certificate != "" {
		f.row(entry{"火化证号", p.Certificate, "deceased.certificate", 1, left})
	}
	f.band("二、丧属或经办人")
	f.row(entry{"姓名", h.Name, "handler.name", 0.5, left}, entry{"与逝者关系", h.Relation, "handler.relation", 0.5, left})
	f.row(entry{"证件号码", h.ID, "handler.id", 0.5, left}, entry{"联系电话", h.Phone, "handler.phone", 0.5, left})
	f.row(entry{"住址", h.Address, "handler.address", 1, left})
	if v.Payee != nil {
		f.row(entry{"收款人", v.Payee.Name, "payee.name", 0.5, left}, entry{"开户银行", v.Payee.Bank, "payee.bank", 0.5, left})
		f.row(entry{"收款账号", v.Payee.Account, "payee.account", 1, left})
	}
	f.band("三、免费对象")
	f.row(entry{"对象类别", v.Class, "class", 0.5, left}, entry{"依据条款", v.Clause, "clause", 0.5, left})
	f.row(entry{"办理方式", v.Route, "route", 0.5, left}, entry{"资金渠道", v.Fund, "fund", 0.5, left})
}

func dayZh(d *date.Day) string {
	if d == nil {
		return ""
	}
	return d.Zh()
}

func sumCells(s Sums) []cell {
	return []cell{{text: s.Charged.Grouped()}, {text: s.Waived.Grouped()}, {text: s.FamilyPays.Grouped()}}
}

func (v *ApplicationForm) money(f *form) {
	f.band("四、服务项目和费用（单位：元）")
	t := &table{name: "items", pt: 9, min: 8.5, air: 1.6, least: 6.4, pad: 1.2, columns: []column{
		{head: "序号", width: 10, align: centre, field: "seq"},
		{head: "服务项目", width: 42, field: "name"},
		{head: "收费", width: 21, align: right, field: "charged", whole: true},
		{head: "免除", width: 21, align: right, field: "waived", whole: true},
		{head: "自付", width: 21, align: right, field: "family_pays", whole: true},
		{head: "理由（条款）", width: 57, field: "reason"},
	}}
	var rows []*row
	for i, it := range v.Items {
		cells := append([]cell{{text: strconv.Itoa(i + 1)}, {text: it.label()}}, sumCells(it.Sums)...)
		rows = append(rows, &row{at: i, cells: append(cells, cell{text: it.why()})})
	}
	mid := centre
	total := append([]cell{{text: "合　　计", span: 2, align: &mid}}, sumCells(v.Total)...)
	rows = append(rows, &row{at: -1, cells: append(total, cell{}), fill: 0.96})
	f.table(t, rows, 0)
	f.row(entry{"免除大写", v.Total.Waived.Capitals(), "", 0.58, left}, entry{"家属自付", "￥" + v.Total.FamilyPays.Grouped(), "", 0.42, left})
}

func (v *ApplicationForm) papers(f *form) {
	if len(v.Papers) == 0 {
		return
	}
	title := "五、提交材料"
	if len(v.Items) == 0 {
		title = "四、提交材料"
	}
	f.band(title)
	t := &table{name: "papers", pt: 9, min: 8.5, air: 1.6, least: 6, pad: 1.2, columns: []column{
		{head: "材料名称", width: 78, field: "name"},
		{head: "原件核验", width: 26, align: centre, field: "seen"},
		{head: "复印件", width: 20, align: centre, field: "copies"},
		{head: "备注", width: 48, field: "note"},
	}}
	var rows []*row
	for i, p := range v.Papers {
		seen := cell{text: "已核", tick: open}
		if p.Seen {
			seen.tick = ticked
		} else if !p.Needed {
			seen = cell{text: "—"}
		}
		copies := "—"
		if p.Copies > 0 {
			copies = strconv.Itoa(p.Copies) + " 份"
		}
		rows = append(rows, &row{at: i, cells: []cell{{text: p.Name}, seen, {text: copies}, {text: p.Note}}})
	}
	f.table(t, rows, 0)
}

func (v *ApplicationForm) signature(f *form) {
	lines := len(f.d.wrap(v.confirmation(), f.w-4, f.pt, ""))
	h := 13 + float64(lines)*lineHeight(f.pt)*1.25
	f.need(h)
	f.d.frame(f.x, f.y, f.w, h, thin)
	f.d.paragraph(f.x+2, f.y+0.6, f.w-4, f.pt, v.confirmation(), "")
	const label = "丧属或经办人签名："
	f.d.text(f.x+2, f.y+h-2.4, label, f.pt, "")
	if len(v.Drawn) > 0 {
		f.d.picture(f.x+3+f.d.width(label, f.pt, ""), f.y+h-10.6, 42, 10, v.Drawn, "signature")
	}
	f.d.place(f.x+2, f.y+h-2.4, f.w-4, Box{Day: v.Signed}.day(), f.pt, right, "")
	f.y += h
}
