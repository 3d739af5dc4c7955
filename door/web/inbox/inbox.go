// Package inbox owns the page of what waits for a person of the bureau or of
// finance, and the clock of the 10th.
//
// It never does anything itself: each entry leads to the page where it is done.
// Always true: what is due first stands first; every number opens what it counts.
package inbox

import (
	"fmt"

	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// workers are the acts of those who have an inbox.
var workers = []party.Act{party.CheckLine, party.SealList, party.ApprovePolicy, party.ApprovePriceList, party.ExamineList, party.ApproveList, party.Order}

// watchers are the acts of those who follow the lists to the money.
var watchers = []party.Act{party.CheckLine, party.SealList, party.ApprovePolicy, party.ExamineList, party.ApproveList, party.Order, party.ViewAudit}

// Module brings the inbox and the clock.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/inbox", Who: site.Staff, Acts: workers, Do: inbox},
			{Method: "GET", Path: "/clock", Who: site.Staff, Acts: watchers, Do: clock},
		},
		Nav: []site.NavEntry{
			{Order: 1, Href: "/inbox", Zh: "待办", En: "To do", Acts: workers, Count: count},
			{Order: 60, Href: "/clock", Zh: "拨付时钟", En: "Clock", Acts: watchers},
		},
		Samples: samples,
	}
}

// count is the number in the menu.
func count(v *site.Visit) (n int, err error) {
	x, err := v.O.Inbox(v.R.Context(), v.Caller)
	for _, t := range x.Tasks {
		n += t.Count
	}
	return n, err
}

func inbox(v *site.Visit) error {
	x, err := v.O.Inbox(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	return v.Show(pageOf(v), inboxView(pageOf(v), &x))
}

func pageOf(v *site.Visit) ui.Page { return v.Page("待办", "To do") }

func clock(v *site.Visit) error {
	x, err := v.O.Clock(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("拨付时钟", "Clock")
	return v.Show(p, clockView(p, &x))
}

// places say where each kind of task is done.
var places = map[string]string{"determine": "/bureau/determine", "sheet": "/bureau/sheets", "findings": "/bureau/findings", "reviews": "/voices", "accounts": "/rules", "prices": "/rules", "values": "/rules",
	"policy": "/rules", "recoveries": "/recoveries", "result": "/orders", "reissue": "/reissue"}

// taskHref is where a kind of task is done; "" where each entry has its own place.
func taskHref(t office.InboxTask) string { return places[t.Kind] }

// itemHref is where one list of a task is worked on.
func itemHref(t office.InboxTask, i office.InboxItem) string {
	switch t.Act {
	case party.ExamineList, party.ApproveList, party.CountersignList, party.Order:
		return fmt.Sprintf("/lists/%d/money", i.List)
	}
	return fmt.Sprintf("/lists/%d", i.List)
}

// daysWords says how many working days are left.
func daysWords(p ui.Page, left int) string {
	switch {
	case left > 1000:
		return ""
	case left < 0:
		return p.T(fmt.Sprintf("逾期 %d 个工作日", -left), fmt.Sprintf("%d working days late", -left))
	case left == 0:
		return p.T("今天到期", "due today")
	}
	return p.T(fmt.Sprintf("剩 %d 个工作日", left), fmt.Sprintf("%d working days left", left))
}

// rate is the share of the lists past their payment day that were paid by it, in
// whole percent.
func rate(x *office.ClockView) string {
	if x.Due == 0 {
		return "—"
	}
	return fmt.Sprintf("%d%%", x.OnTime*100/x.Due)
}
