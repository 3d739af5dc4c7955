package finance

import (
	"fmt"

	"github.com/a-h/templ"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// returnedPage is what came back from the bank: what is ready to be paid again,
// what waits for an account.
type returnedPage struct {
	Ready, Wait  []office.Suggested
	May, Correct bool // the reader may pay again, or correct an account
}

func returnedOf(v *site.Visit) (ui.Page, returnedPage, error) {
	x := returnedPage{May: v.May(party.Reissue), Correct: v.May(party.CorrectAccountPropose)}
	rows, err := v.O.Suggestions(v.R.Context(), v.Caller)
	for _, s := range rows {
		if s.Ready {
			x.Ready = append(x.Ready, s)
		} else {
			x.Wait = append(x.Wait, s)
		}
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return p, x, err
}

func returned(v *site.Visit) error {
	p, x, err := returnedOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, returnedView(p, &x))
}

// reissue orders the chosen returned lines again, one order for each order that
// they came back from.
func reissue(v *site.Visit) error {
	err := v.Confirm()
	var made office.FollowedUp
	if err == nil {
		made, err = v.O.FollowUp(v.R.Context(), v.Acting(), office.FollowUp{Vouchers: v.Form.Values["voucher"]})
	}
	if err == nil && len(made.Orders) == 1 {
		return v.Done(orderAddress(made.Orders[0].Order), "again")
	}
	if err == nil {
		return v.Done("/orders", "again")
	}
	p, x, fail := returnedOf(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, returnedView(p, &x))
}

// readyWords says how much a press would pay, and in how many orders.
func (x *returnedPage) readyWords(p ui.Page) string {
	var sum money.Amount
	orders := map[int64]bool{}
	for _, s := range x.Ready {
		sum += s.Fen
		orders[s.Order] = true
	}
	n, m := len(x.Ready), len(orders)
	return p.T(fmt.Sprintf("%d 笔，共 %s 元，一次重新支付；按原拨款单生成 %d 张新拨款单，只含所选各笔，同一笔不会付两次。", n, ui.Yuan(sum), m),
		fmt.Sprintf("%d lines, %s yuan, in one round: %d new orders with the chosen lines alone; no line is paid twice.", n, ui.Yuan(sum), m))
}

// returnedCols are the columns of every returned line.
func returnedCols(p ui.Page) []ui.Col[office.Suggested] {
	type row = office.Suggested
	return []ui.Col[row]{
		ui.Cell(p.T("凭证号和拨款单", "Voucher and order"), func(s row) templ.Component { return voucherOf(&s) }),
		ui.Noted(p.T("收款人和原账号", "Payee and account"), func(s row) (string, string) { return s.Holder, s.Account }),
		ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(s row) money.Amount { return s.Fen }),
		ui.Words(p.T("退回原因", "Why"), func(s row) string { return reason(p, s.Code) }),
	}
}

func readyTable(p ui.Page, may bool) ui.Table[office.Suggested] {
	type row = office.Suggested
	why := ui.Words(p.T("为什么可以", "Why now"), func(s row) string {
		if s.Passing {
			return p.T("银行原因，账户不变", "the bank's reason; the account stands")
		}
		return p.T("账户已更正或确认", "the account was corrected or confirmed")
	})
	to := ui.Code(p.T("付到", "To"), func(s row) string { return s.Now })
	if may {
		to = ui.Cell(p.T("选择", "Choose"), func(s row) templ.Component { return chosen(p, &s) })
	}
	return ui.Table[row]{Caption: p.T("可以重新支付的款项", "Lines ready to be paid again"), Cols: append(returnedCols(p), why, to)}
}

func waitTable(p ui.Page, correct bool) ui.Table[office.Suggested] {
	next := ui.Cell(p.T("等什么", "Waits for"), func(s office.Suggested) templ.Component { return waits(p, &s, correct) })
	return ui.Table[office.Suggested]{Caption: p.T("等待账户的款项", "Lines that wait for an account"), Cols: append(returnedCols(p), next)}
}
