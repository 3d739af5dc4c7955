package print

import (
	"fmt"
	"strconv"

	"songbai/domain/money"
)

// Names of the sheets of a settlement list's spreadsheet.
const (
	sheetLines  = "清册"
	sheetAnnex  = "附表"
	sheetStruck = "剔除行"
)

// XLSX is the list as a spreadsheet: the lines that count with their totals,
// an annex with list price and quantity of each item and the handler's id
// number, and the struck lines on a sheet of their own, so that the sum of a
// column is the total. Problems as PDF, but any character can be written.
func (v SettlementList) XLSX() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	b := newBook(sheetLines)
	v.writeLines(b.sheet(sheetLines))
	v.writeAnnex(b.sheet(sheetAnnex))
	v.writeStruck(b.sheet(sheetStruck))
	return b.bytes()
}

func (v *SettlementList) lineHeads() []heading {
	h := []heading{
		{"序号", 6},
		{"逝者姓名", 14},
		{"证件号码", 22},
		{"性别", 6},
		{"年龄", 6},
		{"户籍镇（街）", 14},
		{"对象类别", 14},
		{"条款", 12},
		{"死亡日期", 12},
		{"死亡证明", 26},
		{"火化日期", 12},
		{"火化证号", 20},
	}
	if v.Kind == OutOfArea {
		h = append(h, heading{"火化单位", 20})
	}
	for _, name := range v.Items {
		h = append(h, heading{name + "（收费）", 12}, heading{name + "（免除）", 12})
	}
	h = append(h, heading{"收费合计", 13}, heading{"免除合计", 13}, heading{"家属自付", 13}, heading{"资金渠道", 16},
		heading{v.handlerHead(), 14}, heading{"与逝者关系", 10}, heading{"电话", 16})
	if v.Kind == OutOfArea {
		h = append(h, heading{"收款人", 14}, heading{"开户银行", 24}, heading{"收款账号", 24})
	}
	return append(h, heading{"附件数", 7})
}

func (v *SettlementList) handlerHead() string {
	if v.Kind == OutOfArea {
		return "申领人"
	}
	return "经办人"
}

func (v *SettlementList) writeTop(p *page, width int, what string) {
	p.line(p.b.title, width, 30, v.Title+what)
	info := "填报单位：" + v.Maker + "　　结算期间：" + v.Period + "　　第 " + strconv.Itoa(v.Round) + " 次报送"
	p.line(p.b.note, width, 18, info+"　　"+v.Text+"　　编号："+v.Number+"　　单位：元")
}

func (v *SettlementList) writeLines(p *page) {
	heads := v.lineHeads()
	v.writeTop(p, len(heads), "")
	p.heads(heads)
	count := 0
	for i := range v.Lines {
		if l := &v.Lines[i]; l.Struck == "" {
			v.writeLine(p, l)
			p.row++
			count++
		}
	}
	v.writeTotal(p, count, len(heads))
	v.writeEnd(p, len(heads))
}

// writeLine fills the current row and gives the next free column.
func (v *SettlementList) writeLine(p *page, l *SettlementLine) int {
	col := 0
	text := func(ss ...string) {
		for _, s := range ss {
			col++
			p.text(col, p.b.plain, s)
		}
	}
	sum := func(as ...money.Amount) {
		for _, a := range as {
			col++
			p.money(col, p.b.amount, a)
		}
	}
	col++
	p.number(col, l.Seq)
	text(l.Name, l.ID, l.Sex, l.Age, l.Town, l.Class, l.Clause, dayText(l.DeathDay), l.DeathPaper, dayText(l.CremationDay), l.Certificate)
	if v.Kind == OutOfArea {
		text(l.Cremator)
	}
	for _, it := range l.Items {
		sum(it.Charged, it.Waived)
	}
	sum(l.Charged, l.Waived, l.FamilyPays)
	text(l.Fund, l.Handler, l.Relation, l.Phone)
	if v.Kind == OutOfArea {
		text(l.Payee, l.Bank, l.Account)
	}
	col++
	p.number(col, l.Attachments)
	return col + 1
}

func (v *SettlementList) writeTotal(p *page, count, width int) {
	first := 13
	if v.Kind == OutOfArea {
		first++
	}
	for c := 1; c <= width; c++ {
		p.text(c, p.b.head, "")
	}
	p.text(1, p.b.head, fmt.Sprintf("总计（%d 具）", count))
	p.b.fail(p.b.f.MergeCell(p.name, p.at(1), p.at(first-1)))
	items := make([]ItemSum, len(v.Items))
	for _, l := range v.Lines {
		for i, it := range l.Items {
			if l.Struck == "" {
				items[i].Charged += it.Charged
				items[i].Waived += it.Waived
			}
		}
	}
	for i, it := range items {
		p.money(first+2*i, p.b.sum, it.Charged)
		p.money(first+2*i+1, p.b.sum, it.Waived)
	}
	at := first + 2*len(items)
	for i, a := range [...]money.Amount{v.Total.Charged, v.Total.Waived, v.Total.FamilyPays} {
		p.money(at+i, p.b.sum, a)
	}
	p.row++
}

func (v *SettlementList) writeEnd(p *page, width int) {
	lines := []string{"免除金额（大写）：" + v.Total.Waived.Capitals(), "资金渠道：" + fundText(v.Funds), "拨款单位：" + v.Payer}
	for _, x := range v.Boxes {
		s := x.Title + x.Seal + "：" + x.Text
		for _, g := range x.Signers {
			s += "　" + g.Label + "：" + g.Name
		}
		lines = append(lines, s+"　"+x.day())
	}
	if v.Submitted != "" {
		lines = append(lines, "报送文本摘要（SHA-256）："+v.Submitted)
	}
	for _, s := range append(append(lines, v.Notes...), v.Mark.lines()...) {
		p.line(p.b.note, width, 18, s)
	}
}

func (v *SettlementList) writeAnnex(p *page) {
	heads := []heading{
		{"序号", 6},
		{"逝者姓名", 14},
		{"凭单号", 18},
		{v.handlerHead() + "证件号码", 22},
		{"服务项目", 16},
		{"单价", 12},
		{"单位", 8},
		{"数量", 8},
		{"收费", 12},
		{"免除", 12},
		{"是否剔除", 9},
	}
	v.writeTop(p, len(heads), "附表")
	p.heads(heads)
	for i := range v.Lines {
		l := &v.Lines[i]
		struck := "否"
		if l.Struck != "" {
			struck = "是"
		}
		for k, it := range l.Items {
			p.number(1, l.Seq)
			for c, s := range []string{l.Name, l.Slip, l.HandlerID, v.Items[k]} {
				p.text(2+c, p.b.plain, s)
			}
			p.money(6, p.b.amount, it.Price)
			p.text(7, p.b.plain, it.Unit)
			p.text(8, p.b.plain, it.Quantity)
			p.money(9, p.b.amount, it.Charged)
			p.money(10, p.b.amount, it.Waived)
			p.text(11, p.b.plain, struck)
			p.row++
		}
	}
	for _, s := range v.Mark.lines() {
		p.line(p.b.note, len(heads), 18, s)
	}
}

func (v *SettlementList) writeStruck(p *page) {
	heads := append(v.lineHeads(), heading{"剔除原因", 50}, heading{"依据条款", 12})
	v.writeTop(p, len(heads), "剔除行（不计入合计）")
	p.heads(heads)
	for i := range v.Lines {
		if l := &v.Lines[i]; l.Struck != "" {
			col := v.writeLine(p, l)
			p.text(col, p.b.plain, l.Struck)
			p.text(col+1, p.b.plain, l.StruckClause)
			p.row++
		}
	}
}
