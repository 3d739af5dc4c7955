package finance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// orderPage is everything that the page of an order shows.
type orderPage struct {
	office.OrderView
	Profiles []ui.Choice
	Results  []ui.Choice
	File     bool // the reader may make the bank file
	Import   bool
	Reissue  bool
	Export   bool
	Preview  *office.ResultPreview
	Profile  string         // of the previewed result
	Data     string         // … its bytes, to be taken in
	Back     int            // returned lines not issued again
	Only     payment.Status // only lines of a status are shown, "" all
}

func orderOf(v *site.Visit) (ui.Page, orderPage, error) {
	var x orderPage
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, x, err
	}
	if x.OrderView, err = v.O.OrderView(v.R.Context(), v.Caller, id); err != nil {
		return ui.Page{}, x, err
	}
	for _, p := range payment.Profiles() {
		x.Profiles = append(x.Profiles, ui.Choice{Value: p.Code, Label: v.Lang.T(p.Zh, p.En)})
	}
	for _, p := range payment.ResultProfiles() {
		x.Results = append(x.Results, ui.Choice{Value: p.Code, Label: v.Lang.T(p.Zh, p.En)})
	}
	for _, l := range x.Lines {
		if l.Status == payment.Returned && l.Next == "" {
			x.Back++
		}
	}
	if only := payment.Status(v.R.URL.Query().Get("only")); only == payment.Paid || only == payment.Returned || only == payment.Unknown {
		x.Only = only
	}
	x.File, x.Import, x.Reissue, x.Export = v.May(party.MakeFile), v.May(party.ImportResult), v.May(party.Reissue), v.May(party.Export)
	p := v.Page("拨款单 "+x.Number, "Order "+x.Number)
	p.Back = "/orders"
	return p, x, nil
}

// linesAddress is the page of an order with the lines of a status.
func linesAddress(order int64, s payment.Status) string {
	return orderAddress(order) + "?only=" + string(s) + "#lines"
}

// shown gives the lines that are shown.
func (x *orderPage) shown() (out []office.PaidView) {
	for _, l := range x.Lines {
		if x.Only == "" || l.Status == x.Only {
			out = append(out, l)
		}
	}
	return out
}

func (x *orderPage) onlyWords(p ui.Page) string {
	rows := x.shown()
	zh := map[payment.Status]string{payment.Paid: "已到账", payment.Returned: "已退回", payment.Unknown: "待确认"}[x.Only]
	var sum money.Amount
	for _, l := range rows {
		sum += l.Fen
	}
	return p.T(fmt.Sprintf("只看%s：%d 笔，%s 元。", zh, len(rows), ui.Yuan(sum)), fmt.Sprintf("%s only: %d lines, %s yuan.", statusEn(x.Only), len(rows), ui.Yuan(sum)))
}

func order(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, orderView(p, &x))
}

// file gives out the bank file: the same bytes however often.
func file(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	f, err := v.O.MakeFile(v.R.Context(), v.Caller, office.MakeFile{Order: id, Profile: v.Form.Get("profile")})
	if err != nil {
		return err
	}
	return v.Send(f.Media, f.Name, false, f.Bytes)
}

func paper(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	b, err := v.O.OrderPaper(v.R.Context(), v.Caller, office.OrderPaper{Order: id, Kind: v.Form.Get("kind"), Voucher: v.Form.Get("voucher")})
	if err != nil {
		return err
	}
	return v.Send(b.Media, b.Name, false, b.Bytes)
}

func remittance(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	seq, err := v.ID("seq")
	if err != nil {
		return err
	}
	after, _ := strconv.Atoi(v.R.URL.Query().Get("after"))
	rows, err := v.O.Remittance(v.R.Context(), v.Caller, x.Order, int(seq), after)
	if err != nil {
		return err
	}
	p.Back = fmt.Sprintf("/orders/%d", x.Order)
	return v.Show(p, remittanceView(p, &x, int(seq), rows))
}

func (x *orderPage) listWords(p ui.Page) string {
	if x.Kind == "reissue" {
		return p.T("重新支付银行退回的款项", "returned lines, paid again")
	}
	return p.T("审定的清册或核定表", "an approved list or sheet")
}

// turnWords says for whom the order waits, and for what.
func (x *orderPage) turnWords(p ui.Page) string {
	open := 0
	for _, l := range x.Lines {
		if l.Status == payment.Unknown {
			open++
		}
	}
	var zh, en []string
	who := names(x.Payers)
	if open > 0 {
		zh = append(zh, fmt.Sprintf("等银行答复 %d 笔；收到回单后由财政支付人员（%s）在本页导入", open, who))
		en = append(en, fmt.Sprintf("%d lines wait for the bank; a payer (%s) takes its result in on this page", open, who))
	}
	if x.Back > 0 {
		zh = append(zh, fmt.Sprintf("退回 %d 笔；账户更正或确认后，由财政支付人员（%s）重新支付", x.Back, who))
		en = append(en, fmt.Sprintf("%d lines came back; once their accounts are right, a payer (%s) pays them again", x.Back, who))
	}
	if len(zh) == 0 {
		return p.T("不用再办：每一笔都有了结果", "nobody's: every line has its answer")
	}
	return p.T(strings.Join(zh, "。")+"。", strings.Join(en, ". ")+".")
}

// stale says whether the bank has not answered for long.
func (x *orderPage) stale() bool {
	return slices.ContainsFunc(x.Lines, func(l office.PaidView) bool { return l.Stale })
}

// names lists people by their names.
func names(people []office.PersonAt) string {
	if len(people) == 0 {
		return "—"
	}
	var out []string
	for _, x := range people {
		out = append(out, x.Name)
	}
	return strings.Join(out, "、")
}

// reason says in words why a bank gave money back, with its code behind.
func reason(p ui.Page, code string) string {
	zh, en := payment.ReasonWords(code)
	if zh == code {
		return code
	}
	return p.T(zh, en) + p.T("（"+code+"）", " ("+code+")")
}

func statusEn(s payment.Status) string {
	if s == payment.Unknown {
		return "open"
	}
	return string(s)
}

func statusTone(s payment.Status) ui.Tone {
	switch s {
	case payment.Paid:
		return ui.Green
	case payment.Returned:
		return ui.Red
	}
	return ui.Blue
}

func lineTable(p ui.Page, order int64, slips bool) ui.Table[office.PaidView] {
	type row = office.PaidView
	return ui.Table[row]{
		Caption: p.T("各笔款项和银行结果", "Lines and what the bank said"),
		Cols: []ui.Col[row]{
			ui.Code(p.T("凭证号", "Voucher"), func(l row) string { return l.Voucher }),
			ui.Noted(p.T("收款人和账号", "Payee"), func(l row) (string, string) { return l.Holder, l.Account }),
			ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(l row) money.Amount { return l.Fen }),
			ui.Cell(p.T("结果", "Result"), func(l row) templ.Component { return outcome(p, &l) }),
			ui.Cell(p.T("对应", "For"), func(l row) templ.Component { return funeralsOf(p, order, &l, slips) }),
		},
	}
}

// paymentRows says which payment it is, to whom, and what became of it.
func (x *orderPage) paymentRows(p ui.Page, seq int) []ui.Row {
	l := x.Lines[seq-1]
	became := p.T(l.Zh, statusEn(l.Status))
	if l.Day != nil {
		became += " " + p.T(l.Day.Zh(), l.Day.String())
	}
	if l.Code != "" {
		became += " " + reason(p, l.Code)
	}
	return []ui.Row{
		{Key: p.T("凭证号", "Voucher"), Value: l.Voucher},
		{Key: p.T("收款人和账号", "Payee"), Value: l.Holder + " " + l.Account},
		{Key: p.T("金额（元）", "Sum (yuan)"), Value: ui.Yuan(l.Fen)},
		{Key: p.T("银行结果", "The bank"), Value: became, Late: l.Status == payment.Returned},
	}
}

func remittedTable(p ui.Page) ui.Table[office.Remitted] {
	type row = office.Remitted
	return ui.Table[row]{
		Caption: p.T("逐具金额", "Sum of each funeral"),
		Empty:   p.T("没有更多了。", "Nothing more."),
		Cols: []ui.Col[row]{
			ui.Count(p.T("行", "No."), func(r row) int { return r.Seq }),
			ui.Strong(p.T("逝者", "Deceased"), func(r row) string { return r.Name }),
			ui.Link(p.T("查询单号", "Slip"), func(r row) (string, string) { return fmt.Sprintf("/claims/%d", r.Claim), r.Slip }),
			ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(r row) money.Amount { return r.Fen }),
		},
	}
}
