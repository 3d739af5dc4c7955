package finance

import (
	"fmt"

	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// slipForm is what the bank's paper says of one line, as it is being filled in.
type slipForm struct{ Code, Document string }

var noLine = problem.Define("web.order_line", problem.Missing, "拨款单没有这一笔", "the order has no such line", "请从拨款单打开", "open it from the order")

// slipOf reads the order and the line that an address names.
func slipOf(v *site.Visit) (ui.Page, orderPage, *office.PaidView, error) {
	p, x, err := orderOf(v)
	if err != nil {
		return p, x, nil, err
	}
	seq, err := v.ID("seq")
	if err != nil {
		return p, x, nil, err
	}
	p.Title, p.Back = v.Lang.T("登记银行退回", "Keep a return"), orderAddress(x.Order)
	for i := range x.Lines {
		if x.Lines[i].Seq == int(seq) {
			return p, x, &x.Lines[i], nil
		}
	}
	return p, x, nil, noLine.With()
}

func returnedSlip(v *site.Visit) error {
	p, x, l, err := slipOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, slipView(p, &x, l, slipForm{}))
}

// takeSlip keeps that the bank gave one line back by a slip of paper; it has the
// effect of a result file with that line.
func takeSlip(v *site.Visit) error {
	p, x, l, err := slipOf(v)
	if err != nil {
		return err
	}
	f := slipForm{v.Form.Get("code"), v.Form.Get("document")}
	if f.Code == "" {
		return v.Again(noCode.With().At("code"), p, slipView(p, &x, l, f))
	}
	if _, err := v.O.ImportReturn(v.R.Context(), v.Acting(), office.ImportReturn{Order: x.Order, Voucher: l.Voucher, Code: f.Code, Document: f.Document}); err != nil {
		return v.Again(err, p, slipView(p, &x, l, f))
	}
	return v.Done(orderAddress(x.Order), "back")
}

var noCode = problem.Define("web.return_code", problem.Invalid, "没有选择退回原因", "the reason is missing", "请照银行回单选择原因", "choose it as the bank's slip has it")

func slipAddress(order int64, seq int) string {
	return fmt.Sprintf("/orders/%d/lines/%d/returned", order, seq)
}

// codes are the reasons by which a bank gives money back.
func codes(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "Choose")}}
	for _, c := range payment.Reasons() {
		out = append(out, ui.Choice{Value: c, Label: reason(p, c)})
	}
	return out
}
