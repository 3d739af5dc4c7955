package print

import (
	"fmt"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/money"
)

// Remittance is a 拨付通知: it names each funeral that a sum pays for.
type Remittance struct {
	Title  string
	Number string
	Day    date.Day // day of payment
	Payer  string
	Payee  Payee
	Order  string // number of the order
	List   string // number of the list; may be empty
	Period string
	Amount money.Amount
	Lines  []RemittanceLine // together the amount
	Phone  string           // whom to ask
	Boxes  []Box
	Mark   Mark
}

// RemittanceLine is one funeral.
type RemittanceLine struct {
	Slip        string // 凭单号
	Name        string // 逝者
	Certificate string // 火化证号
	Fund        string
	Fen         money.Amount
}

// PDF is the notice on A4. Problems: print.sum, print.glyph, print.font.
func (v Remittance) PDF() ([]byte, error) {
	var total money.Amount
	for _, l := range v.Lines {
		total += l.Fen
	}
	if total != v.Amount {
		return nil, unequal("amount", "拨付金额不等于各具之和", "the amount is not the sum of the funerals")
	}
	const boxH = 36
	d := newDoc(a4Portrait, v.Title)
	d.page()
	f := d.top(v.Title, "拨付日期："+v.Day.Zh(), "编号："+v.Number)
	f.row(entry{"拨款单位", v.Payer, "payer", 0.5, left}, entry{"收款人", v.Payee.Name, "payee.name", 0.5, left})
	f.row(entry{"开户银行", v.Payee.Bank, "payee.bank", 0.5, left}, entry{"账号", v.Payee.Account, "payee.account", 0.5, left})
	f.row(entry{"拨款单编号", v.Order, "order", 0.5, left}, entry{"清册编号", v.List, "list", 0.5, left})
	f.row(entry{"所属期间", v.Period, "period", 0.5, left}, entry{"咨询电话", v.Phone, "phone", 0.5, left})
	f.row(entry{"金额（大写）", v.Amount.Capitals(), "", 0.62, left}, entry{"小写", "￥" + v.Amount.Grouped(), "", 0.38, left})
	f.band(fmt.Sprintf("本笔款项所含 %d 具遗体（单位：元）", len(v.Lines)))
	t, rows := v.lines()
	f.table(t, rows, boxH)
	f.boxes(boxH, "boxes", v.Boxes)
	f.end()
	d.footers(v.Mark)
	return d.bytes()
}

func (v *Remittance) lines() (*table, []*row) {
	t := &table{name: "lines", pt: 9, min: 8.5, air: 1.6, least: 6.6, pad: 1.5, columns: []column{
		{head: "序号", width: 13, align: centre, field: "seq"},
		{head: "凭单号", width: 36, align: centre, field: "slip"},
		{head: "逝者姓名", width: 38, field: "name"},
		{head: "火化证号", width: 36, align: centre, field: "certificate"},
		{head: "资金渠道", width: 30, field: "fund"},
		{head: "金额", width: 26, align: right, field: "fen", whole: true},
	}}
	var rows []*row
	for i, l := range v.Lines {
		rows = append(rows, &row{at: i, cells: []cell{
			{text: strconv.Itoa(i + 1)},
			{text: fours(l.Slip)},
			{text: l.Name},
			{text: l.Certificate},
			{text: l.Fund},
			{text: l.Fen.Grouped()},
		}})
	}
	mid := centre
	total := &row{at: -1, fill: 0.96, cells: []cell{{text: "合　　计", span: 5, align: &mid}, {text: v.Amount.Grouped()}}}
	return t, append(rows, total)
}
