package finance

import (
	"cmp"
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
	req := office.ImportResult{Order: x.Order, Profile: v.Form.Get("profile"), Data: data, Rows: v.Form.Get("rows") == "good"}
	got, err := v.O.ImportResult(v.R.Context(), v.Acting(), req)
	if err != nil {
		return v.Again(err, p, orderView(p, &x))
	}
	if len(got.Left) > 0 {
		return v.Done(orderAddress(x.Order), "rows")
	}
	return v.Done(orderAddress(x.Order), "taken")
}

// choice says whether there is something that may be taken in.
func (x *orderPage) choice() bool {
	r := x.Preview
	return len(r.Faults) == 0 && !r.Known && (r.Good > 0 || len(r.Left) == 0)
}

func faultTable(p ui.Page) ui.Table[office.LeftRow] {
	type row = office.LeftRow
	return ui.Table[row]{
		Caption: p.T("回单里有问题的行", "Faulty rows of the file"),
		Cols: []ui.Col[row]{
			ui.Words(p.T("文件行号", "Line of the file"), func(l row) string { return p.T(fmt.Sprintf("第 %d 行", l.At), fmt.Sprintf("line %d", l.At)) }).With("nowrap"),
			ui.Code(p.T("凭证号", "Voucher"), func(l row) string { return cmp.Or(l.Voucher, p.T("读不出来", "cannot be read")) }),
			ui.Cell(p.T("哪里不对", "What is wrong"), func(l row) templ.Component { return faults(p, &l, false) }),
			ui.Cell(p.T("怎么办", "What would cure it"), func(l row) templ.Component { return faults(p, &l, true) }),
		},
	}
}

func takenTable(p ui.Page) ui.Table[office.TakenView] {
	type row = office.TakenView
	return ui.Table[row]{
		Caption: p.T("已导入的回单，最近的在前", "Results taken in, the last first"),
		Cols: []ui.Col[row]{
			ui.Code(p.T("时间", "When"), func(r row) string { return ui.Clock(r.At) }),
			ui.Words(p.T("经办人", "By"), func(r row) string { return r.By }),
			ui.Count(p.T("导入行数", "Rows taken"), func(r row) int { return r.Lines }),
			ui.Count(p.T("其中新结果", "New answers"), func(r row) int { return r.Changed }),
			ui.Count(p.T("留下的行", "Rows left"), func(r row) int { return len(r.Left) }).Marked(func(r row) bool { return len(r.Left) > 0 }),
		},
	}
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
