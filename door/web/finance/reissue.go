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

func returned(v *site.Visit) error {
	rows, err := v.O.Suggestions(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return v.Show(p, returnedView(p, rows, v.May(party.Reissue), v.May(party.CorrectAccountPropose)))
}

// reissue orders the chosen returned lines again.
func reissue(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	err = v.Confirm()
	var made office.OrderMade
	if err == nil {
		made, err = v.O.Reissue(v.R.Context(), v.Acting(), office.Reissue{Order: id, Vouchers: v.Form.Values["voucher"]})
	}
	if err == nil {
		return v.Done(fmt.Sprintf("/orders/%d", made.Order), "again")
	}
	rows, fail := v.O.Suggestions(v.R.Context(), v.Caller)
	if fail != nil {
		return fail
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return v.Again(err, p, returnedView(p, rows, true, v.May(party.CorrectAccountPropose)))
}

// byOrder splits returned lines by their orders.
func byOrder(rows []office.Suggested) (out [][]office.Suggested) {
	for i := range rows {
		if i == 0 || rows[i].Order != rows[i-1].Order {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], rows[i])
	}
	return out
}

func ready(rows []office.Suggested) bool {
	for _, s := range rows {
		if s.Ready {
			return true
		}
	}
	return false
}

func returnedTable(p ui.Page, may, correct bool) ui.Table[office.Suggested] {
	type row = office.Suggested
	return ui.Table[row]{
		Caption: p.T("退回的款项", "Returned lines"),
		Cols: []ui.Col[row]{
			ui.Code(p.T("凭证号", "Voucher"), func(s row) string { return s.Voucher }),
			ui.Noted(p.T("收款人和原账号", "Payee and account"), func(s row) (string, string) { return s.Holder, s.Account }),
			ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(s row) money.Amount { return s.Fen }),
			ui.Words(p.T("退回原因", "Why"), func(s row) string { return s.Code }),
			ui.Cell(p.T("下一步", "Next"), func(s row) templ.Component { return next(p, &s, may, correct) }),
		},
	}
}
