package print

import (
	"strconv"

	"songbai/domain/date"
	"songbai/domain/money"
)

// PaymentOrder is a 拨款单: finance tells the bank to pay one payee (五(一)) or a
// sheet of payees (五(二)).
type PaymentOrder struct {
	Title   string
	Number  string // number of the order
	Day     date.Day
	Payer   string
	Payee   Payee
	Amount  money.Amount
	Purpose string
	List    string // number of the list paid
	Digest  string // sealed digest of that list
	Period  string
	Count   int         // funerals paid for
	Funds   []FundShare // together the amount
	Due     *date.Day   // last day by which the money must be there; may be absent
	Boxes   []Box
	Mark    Mark
}

// FundShare is what one level of one fund bears of an order.
type FundShare struct {
	Fund, Level string
	Fen         money.Amount
}

// PDF is the order on A4. Problems: print.sum, print.glyph, print.font.
func (v PaymentOrder) PDF() ([]byte, error) {
	var total money.Amount
	for _, f := range v.Funds {
		total += f.Fen
	}
	if total != v.Amount {
		return nil, unequal("funds", "各资金渠道之和不等于拨款金额", "the funds do not add up to the amount")
	}
	d := newDoc(a4Portrait, v.Title)
	d.page()
	f := d.top(v.Title, "日期："+v.Day.Zh(), "编号："+v.Number)
	f.row(entry{"拨款单位", v.Payer, "payer", 1, left})
	f.row(entry{"收款单位", v.Payee.Name, "payee.name", 1, left})
	f.row(entry{"开户银行", v.Payee.Bank, "payee.bank", 0.5, left}, entry{"账号", v.Payee.Account, "payee.account", 0.5, left})
	f.row(entry{"金额（大写）", v.Amount.Capitals(), "", 0.62, left}, entry{"小写", "￥" + v.Amount.Grouped(), "", 0.38, left})
	f.row(entry{"用途", v.Purpose, "purpose", 1, left})
	f.row(entry{"所属期间", v.Period, "period", 0.5, left}, entry{"遗体数", strconv.Itoa(v.Count) + " 具", "", 0.5, left})
	f.row(entry{"清册编号", v.List, "list", 0.5, left}, entry{"最迟到账日", dayZh(v.Due), "", 0.5, left})
	f.row(entry{"清册摘要", v.Digest, "digest", 1, left})
	f.band("资金来源")
	t := &table{name: "funds", pt: 9.5, min: 8.5, air: 1.6, least: 7, pad: 1.5, columns: []column{
		{head: "序号", width: 14, align: centre, field: "seq"},
		{head: "资金渠道", width: 76, field: "fund"},
		{head: "级次", width: 36, align: centre, field: "level"},
		{head: "金额（元）", width: 46, align: right, field: "fen", whole: true},
	}}
	var rows []*row
	for i, s := range v.Funds {
		rows = append(rows, &row{at: i, cells: []cell{{text: strconv.Itoa(i + 1)}, {text: s.Fund}, {text: s.Level}, {text: s.Fen.Grouped()}}})
	}
	mid := centre
	rows = append(rows, &row{at: -1, fill: 0.96, cells: []cell{{text: "合　　计", span: 3, align: &mid}, {text: v.Amount.Grouped()}}})
	f.table(t, rows, 0)
	f.boxes(44, "boxes", v.Boxes)
	f.end()
	d.footers(v.Mark)
	return d.bytes()
}

// top writes title, two notes below it, and opens the form under them.
func (d *doc) top(title, start, end string) *form {
	y := d.heading(title, 18) + 4
	d.threefold(y, 9.5, [3]string{start, "", end}, [3]string{"head", "", "number"})
	return d.form(y+2.5, 9.5, 8.5, 26)
}
