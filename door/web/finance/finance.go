// Package finance owns finance's pages of money on its way: payment orders with
// their bank files and results, returned lines to be issued again, the book and
// the budgets.
//
// It never books or adds up anything itself. Always true: holders and accounts are
// masked on pages and full in the bank's file only; a result is read line by line
// before it is taken in.
package finance

import (
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
)

var readers = []party.Act{party.ExamineList, party.ApproveList, party.Order, party.ViewAudit, party.ApprovePolicy}

// Module brings finance's pages.
func Module() site.Module {
	get := func(path string, do func(*site.Visit) error, acts ...party.Act) site.Route {
		return site.Route{Method: "GET", Path: path, Who: site.Staff, Acts: acts, Do: do}
	}
	post := func(path string, do func(*site.Visit) error, acts ...party.Act) site.Route {
		return site.Route{Method: "POST", Path: path, Who: site.Staff, Acts: acts, Do: do, Body: 24 << 20}
	}
	return site.Module{
		Routes: []site.Route{
			get("/orders", orders, readers...), get("/orders/{id}", order, party.View), get("/orders/{id}/lines/{seq}", remittance, party.View),
			post("/orders/{id}/file", file, party.MakeFile), post("/orders/{id}/paper", paper, party.Export),
			post("/orders/{id}/result", result, party.ImportResult), post("/orders/{id}/take", take, party.ImportResult),
			get("/reissue", returned, readers...), post("/reissue", reissue, party.Reissue),
			get("/book", book, readers...), get("/book/entries", entries, readers...),
			get("/budgets", budgets, readers...), get("/budgets/moves", budgetMoves, readers...), post("/budgets", setBudget, party.SetBudget),
			get("/budgets/rows/{id}", budgetRow, party.SetBudget), post("/budgets/rows/{id}", cancelBudget, party.SetBudget),
			get("/orders/{id}/lines/{seq}/returned", returnedSlip, party.ImportReturn), post("/orders/{id}/lines/{seq}/returned", takeSlip, party.ImportReturn),
		},
		Nav: []site.NavEntry{
			{Order: 30, Href: "/orders", Zh: "拨款", En: "Payments", Acts: []party.Act{party.ExamineList, party.ApproveList, party.Order, party.ViewAudit}},
			{Order: 32, Href: "/budgets", Zh: "预算", En: "Budgets", Acts: readers},
			{Order: 34, Href: "/book", Zh: "账簿", En: "Book", Acts: readers},
		},
		Done: map[string][2]string{
			"taken": {"银行结果已导入", "The bank's result is taken in"},
			"rows":  {"没有问题的行已导入，有问题的行留着", "The good rows are taken in, the faulty ones left"},
			"back":  {"已登记银行退回", "The return is kept"},
			"row":   {"已撤销这一行预算", "The row is taken back"},
			"again": {"已下达重新支付", "The returned lines are ordered again"},
		},
		Samples: samples,
	}
}

func side(p ui.Page, here string) []ui.NavItem {
	return []ui.NavItem{{Href: "/orders", Label: p.T("拨款单", "Orders"), Here: here == "orders"}, {Href: "/reissue", Label: p.T("退回待重拨", "Returned"), Here: here == "reissue"}}
}
