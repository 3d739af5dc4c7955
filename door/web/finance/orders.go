package finance

import (
	"fmt"
	"strconv"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func orderAddress(order int64) string { return fmt.Sprintf("/orders/%d", order) }

func orders(v *site.Visit) error {
	before, _ := strconv.ParseInt(v.R.URL.Query().Get("before"), 10, 64)
	x, err := v.O.Orders(v.R.Context(), v.Caller, before)
	if err != nil {
		return err
	}
	p := v.Page("拨款单", "Payment orders")
	p.Side = side(p, "orders")
	return v.Show(p, ordersView(p, &x))
}

func orderTable(p ui.Page) ui.Table[office.OrderBrief] {
	type row = office.OrderBrief
	return ui.Table[row]{
		Caption: p.T("拨款单，最近的在前", "Orders, newest first"),
		Empty:   p.T("还没有拨款单。清册审定后下达支付，就会出现在这里。", "No orders yet; they appear once an approved list is ordered."),
		Cols: []ui.Col[row]{
			ui.Link(p.T("编号", "Number"), func(o row) (string, string) { return orderAddress(o.Order), o.Number }),
			ui.Cell(p.T("清册和结算期", "List and period"), func(o row) templ.Component { return listOf(p, &o) }),
			ui.Link(p.T("金额（元）", "Sum (yuan)"), func(o row) (string, string) { return orderAddress(o.Order) + "#lines", ui.Yuan(o.Fen) }).With("num"),
			ui.Link(p.T("笔数", "Lines"), func(o row) (string, string) { return orderAddress(o.Order) + "#lines", strconv.Itoa(o.Count) }).With("num"),
			ui.Dated(p.T("支付日期", "Day"), func(o row) date.Day { return o.Day }),
			ui.Cell(p.T("银行结果", "The bank"), func(o row) templ.Component { return standing(p, o.Order, o.Count, o.Paid, o.Returned) }),
		},
	}
}
