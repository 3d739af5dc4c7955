package print

import "strconv"

// sheetForm is the sheet of an application form's spreadsheet.
const sheetForm = "申请表"

// formWidth is how many columns the sheet of a form has.
const formWidth = 6

// XLSX is the form as a spreadsheet: the same values, amounts as numbers.
// Problems as PDF, but any character can be written.
func (v ApplicationForm) XLSX() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	b := newBook(sheetForm)
	p := b.sheet(sheetForm)
	for i, w := range []float64{16, 26, 16, 16, 16, 40} {
		col := string(rune('A' + i))
		b.fail(b.f.SetColWidth(p.name, col, col, w))
	}
	p.line(b.title, formWidth, 30, v.Title)
	p.line(b.note, formWidth, 18, "受理单位："+v.Office+"　　凭单号："+fours(v.Slip))
	v.writePeople(p)
	v.writeItems(p)
	v.writePapers(p)
	p.line(b.note, formWidth, 18, v.confirmation())
	how := ""
	if len(v.Drawn) > 0 {
		how = "屏幕签名，见申请表 PDF"
	}
	p.pair("签名日期", dayZh(v.Signed), "丧属或经办人签名", how)
	for _, x := range v.Boxes {
		p.pair(x.Title, x.Text+"　"+x.day(), "", "")
	}
	for _, s := range v.Mark.lines() {
		p.line(b.note, formWidth, 18, s)
	}
	return b.bytes()
}

// pair writes one or two labels with their values.
func (p *page) pair(label, value, label2, value2 string) {
	p.text(1, p.b.head, label)
	p.text(2, p.b.plain, value)
	if label2 != "" {
		p.text(3, p.b.head, label2)
		p.text(4, p.b.plain, value2)
	}
	p.row++
}

func (v *ApplicationForm) writePeople(p *page) {
	d, h := v.Deceased, v.Handler
	p.pair("逝者姓名", d.Name, "证件号码", d.ID)
	p.pair("性别", d.Sex, "年龄", d.Age)
	p.pair("户籍地址", d.Household, "死亡证明编号", d.DeathPaper)
	p.pair("死亡日期", dayZh(d.DeathDay), "火化日期", dayZh(d.CremationDay))
	p.pair("火化单位", d.Cremator, "火化证号", d.Certificate)
	p.pair("经办人", h.Name, "证件号码", h.ID)
	p.pair("与逝者关系", h.Relation, "联系电话", h.Phone)
	p.pair("住址", h.Address, "办理方式", v.Route)
	p.pair("对象类别", v.Class, "依据条款", v.Clause)
	p.pair("资金渠道", v.Fund, "填表日期", dayZh(v.Day))
	if v.Payee != nil {
		p.pair("收款人", v.Payee.Name, "开户银行", v.Payee.Bank)
		p.pair("收款账号", v.Payee.Account, "", "")
	}
}

func (v *ApplicationForm) writeItems(p *page) {
	for i, s := range []string{"序号", "服务项目", "收费", "免除", "自付", "理由（条款）"} {
		p.text(i+1, p.b.head, s)
	}
	p.row++
	for i, it := range v.Items {
		p.number(1, i+1)
		p.text(2, p.b.plain, it.label())
		p.sums(3, p.b.amount, it.Sums)
		p.text(6, p.b.plain, it.why())
		p.row++
	}
	p.text(1, p.b.head, "合计")
	p.text(2, p.b.head, v.Total.Waived.Capitals())
	p.sums(3, p.b.sum, v.Total)
	p.text(6, p.b.head, "")
	p.row++
}

func (p *page) sums(col, style int, s Sums) {
	p.money(col, style, s.Charged)
	p.money(col+1, style, s.Waived)
	p.money(col+2, style, s.FamilyPays)
}

func (v *ApplicationForm) writePapers(p *page) {
	for i, s := range []string{"序号", "提交材料", "原件核验", "复印件份数", "", "备注"} {
		p.text(i+1, p.b.head, s)
	}
	p.row++
	for i, x := range v.Papers {
		p.number(1, i+1)
		p.text(2, p.b.plain, x.Name)
		p.text(3, p.b.plain, x.seen())
		p.text(4, p.b.plain, strconv.Itoa(x.Copies))
		p.text(5, p.b.plain, "")
		p.text(6, p.b.plain, x.Note)
		p.row++
	}
}

func (x Paper) seen() string {
	switch {
	case x.Seen:
		return "已核"
	case x.Needed:
		return "未核"
	}
	return "不需要"
}
