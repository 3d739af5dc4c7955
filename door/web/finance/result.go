package finance

import (
	"encoding/base64"
	"fmt"

	"github.com/a-h/templ"

	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

var noResult = problem.Define("finance.result", problem.Invalid,
	"没有选择银行回单文件", "no file of the bank was chosen", "请选择银行给的结果文件", "choose the result file that the bank gave")

// result shows what a result file says, before anything is taken in.
func result(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	files := v.Form.Files("result")
	if len(files) == 0 {
		return v.Again(noResult.With().At("result"), p, orderView(p, &x))
	}
	x.Profile = v.Form.Get("profile")
	r, err := v.O.PreviewResult(v.R.Context(), v.Caller, office.ImportResult{Order: x.Order, Profile: x.Profile, Data: files[0].Bytes})
	if err != nil {
		return v.Again(err, p, orderView(p, &x))
	}
	x.Preview, x.Data = &r, base64.StdEncoding.EncodeToString(files[0].Bytes)
	return v.Show(p, orderView(p, &x))
}

// take takes a result in that was looked at.
func take(v *site.Visit) error {
	p, x, err := orderOf(v)
	if err != nil {
		return err
	}
	data, err := base64.StdEncoding.DecodeString(v.Form.Get("data"))
	if err != nil {
		return site.NoPage.With()
	}
	if _, err = v.O.ImportResult(v.R.Context(), v.Acting(), office.ImportResult{Order: x.Order, Profile: v.Form.Get("profile"), Data: data}); err != nil {
		return v.Again(err, p, orderView(p, &x))
	}
	return v.Done(fmt.Sprintf("/orders/%d", x.Order), "taken")
}

func previewTable(p ui.Page) ui.Table[office.ResultLine] {
	type row = office.ResultLine
	return ui.Table[row]{
		Caption: p.T("回单对每一笔的说法", "What the file says of each line"),
		Cols: []ui.Col[row]{
			ui.Code(p.T("凭证号", "Voucher"), func(l row) string { return l.Voucher }),
			ui.Words(p.T("收款人", "Payee"), func(l row) string { return l.Holder }),
			ui.Fen(p.T("金额（元）", "Sum (yuan)"), func(l row) money.Amount { return l.Fen }),
			ui.Cell(p.T("结果", "Result"), func(l row) templ.Component { return told(p, &l) }),
		},
	}
}
