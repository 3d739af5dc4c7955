// Package queue owns the pages from which offices take up work: the queues of the
// own office, what one has in hand, finding a claim by what stands on a paper.
//
// It never decides which claim is whose. Always true: what was typed to find
// somebody goes in a form and never into an address; names are masked.
package queue

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

var (
	entry = []party.Act{party.TakeHold}
	desks = []party.Role{party.Desk, party.Cashier, party.HomeManager, party.TownClerk, party.TownHead}
)

// Module brings the queues.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/queue", Who: site.Staff, Acts: entry, Do: first},
			{Method: "GET", Path: "/queue/{queue}", Who: site.Staff, Acts: entry, Do: one},
			{Method: "GET", Path: "/look", Who: site.Staff, Acts: []party.Act{party.Search}, Do: lookPage},
			{Method: "POST", Path: "/look", Who: site.Staff, Acts: []party.Act{party.Search}, Do: look},
			{Method: "POST", Path: "/desk/{id}/release", Who: site.Staff, Acts: entry, Do: release},
		},
		Nav: []site.NavEntry{
			{Order: 5, Href: "/queue", Zh: "待办", En: "Work", Acts: entry, Roles: desks, Count: count},
			{Order: 6, Href: "/look", Zh: "查找", En: "Find", Acts: []party.Act{party.Search}},
		},
		Done: map[string][2]string{
			"hold_taken":    {"已领办，由您办理", "It is in your hands now"},
			"hold_released": {"已放回待办", "It is back in the queue"},
		},
		Samples: samples,
	}
}

// count is how much waits for the own office.
func count(v *site.Visit) (int, error) {
	qs, err := v.O.Queues(v.R.Context(), v.Caller)
	n := 0
	for _, q := range qs {
		if q.Ours {
			n += q.Count
		}
	}
	return n, err
}

// first shows the first queue that holds something.
func first(v *site.Visit) error {
	qs, err := v.O.Queues(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	to := "mine"
	for i, q := range qs {
		if i == 0 {
			to = q.ID
		}
		if q.Count > 0 {
			to = q.ID
			break
		}
	}
	if done := v.R.URL.RawQuery; done != "" { // what was just done is said on the next page
		to += "?" + done
	}
	return v.To("/queue/" + to)
}

// mineQueue is what the reader has in hand.
const mineQueue = "mine"

func one(v *site.Visit) error {
	id := v.R.PathValue("queue")
	qs, err := v.O.Queues(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	q := v.R.URL.Query()
	f := office.QueueFilter{Queue: id, Class: q.Get("class"), Limit: 50}
	f.After, _ = strconv.ParseInt(q.Get("after"), 10, 64)
	f.Days, _ = strconv.Atoi(q.Get("days"))
	view := queueView{Queue: office.QueueCount{ID: mineQueue, Zh: "我手上的", En: "In my hands"}, Days: f.Days}
	switch id {
	case mineQueue:
		view.Claims, err = v.O.Holding(v.R.Context(), v.Caller)
	case office.ReturnedQueue:
		view.Returned, err = v.O.ReturnedPayments(v.R.Context(), v.Caller)
	case office.ReviewQueue:
		view.Reviews, err = v.O.ReviewsAsked(v.R.Context(), v.Caller)
	case office.AwaitedQueue:
		view.Claims, err = v.O.Overdue(v.R.Context(), v.Caller)
	default:
		view.Rows, err = v.O.Queue(v.R.Context(), v.Caller, f)
		if n := len(view.Rows); n == f.Limit {
			view.Next = fmt.Sprintf("/queue/%s?days=%d&after=%d", id, f.Days, view.Rows[n-1].Claim)
		}
	}
	if err != nil {
		return err
	}
	for _, x := range qs {
		if x.ID == id {
			view.Queue = x
		}
	}
	p := v.Page(view.Queue.Zh, view.Queue.En)
	p.Side = side(p, qs, id)
	view.New, view.Base = v.May(party.Draft), base(v)
	view.May = map[party.Act]bool{party.CorrectAccountPropose: v.May(party.CorrectAccountPropose), party.CorrectAccountApprove: v.May(party.CorrectAccountApprove)}
	return v.Show(p, pageOf(p, view))
}

// side lists the queues beside the table.
func side(p ui.Page, qs []office.QueueCount, here string) []ui.NavItem {
	out := []ui.NavItem{{Href: "/queue/" + mineQueue, Label: p.T("我手上的", "In my hands"), Here: here == mineQueue}}
	for _, q := range qs {
		out = append(out, ui.NavItem{Href: "/queue/" + q.ID, Label: p.T(q.Zh, q.En), Count: q.Count, Here: q.ID == here})
	}
	return out
}

// queueView is one queue as shown.
type queueView struct {
	Queue    office.QueueCount
	Rows     []office.QueueRow
	Claims   []office.ClaimView // in hand or overdue, where no row of a queue is read
	Reviews  []office.ReviewAsked
	Returned []office.ReturnedPayment
	May      map[party.Act]bool // what the reader may do about a returned payment
	Days     int
	Next     string
	New      bool
	Base     string // where the reader works on a claim
}

func lookPage(v *site.Visit) error {
	p := v.Page("查找申请", "Find a claim")
	return v.Show(p, lookView(p, base(v), "", nil, false))
}

// look finds claims by whatever stands on a card, slip or paper.
func look(v *site.Visit) error {
	p := v.Page("查找申请", "Find a claim")
	q := v.Form.Get("q")
	if q == "" {
		return v.Show(p, lookView(p, base(v), "", nil, false))
	}
	if ask, ok := paperOf(q); ok {
		return toPaper(v, ask)
	}
	rows, err := find(v, q)
	if err != nil {
		return err
	}
	if len(rows) == 1 {
		return v.To(casePath(v, rows[0].Claim))
	}
	return v.Show(p, lookView(p, base(v), q, rows, true))
}

var (
	paperCode = regexp.MustCompile(`/c/(\d{6})/(\d{1,18})/([0-9a-fA-F]{16,64})\s*$`)
	linkCode  = regexp.MustCompile(`/l/([A-Za-z0-9_-]{16,64})\s*$`)
)

// paperOf reads the code of a paper.
func paperOf(q string) (ask office.FindPaper, ok bool) {
	m := paperCode.FindStringSubmatch(q)
	if m == nil {
		return ask, false
	}
	ask.County, _ = strconv.ParseInt(m[1], 10, 64)
	ask.Position, _ = strconv.ParseInt(m[2], 10, 64)
	ask.Digest = m[3]
	return ask, true
}

// toPaper opens what a scanned paper was printed from.
func toPaper(v *site.Visit, ask office.FindPaper) error {
	of, err := v.O.FindPaper(v.R.Context(), v.Caller, ask)
	if err != nil {
		return err
	}
	if of.Kind == "claim" {
		return v.To(casePath(v, of.ID))
	}
	return v.To(fmt.Sprintf("/%ss/%d", of.Kind, of.ID))
}

// casePath leads to the page on which the reader works on a claim.
func casePath(v *site.Visit, id int64) string { return fmt.Sprintf("%s%d", base(v), id) }

func base(v *site.Visit) string {
	if v.May(party.SightPaper) || v.May(party.Sign) {
		return "/desk/"
	}
	return "/claims/"
}

var slipDigits = regexp.MustCompile(`(?:^|\D)(\d{4})[-\s]?(\d{4})[-\s]?(\d{4})(?:\D|$)`)

// find asks by the kinds of value that the text can be; a reader sends what it
// read, a QR code the slip or a link that holds it.
func find(v *site.Visit, q string) ([]office.ClaimView, error) {
	for _, ask := range asks(q) {
		rows, err := v.O.Find(v.R.Context(), v.Caller, ask)
		if p := problem.Of(err); p != nil && p.Kind == problem.Invalid {
			continue // it is not a value of this kind
		}
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

func asks(q string) (out []office.FindClaim) {
	if m := linkCode.FindStringSubmatch(q); m != nil {
		return []office.FindClaim{{By: "link", Value: m[1]}}
	}
	if m := slipDigits.FindStringSubmatch(q); m != nil {
		out = append(out, office.FindClaim{By: "slip", Value: m[1] + m[2] + m[3]})
	}
	digits := len(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == 'X' || r == 'x' {
			return r
		}
		return -1
	}, q))
	if digits >= 7 {
		out = append(out, office.FindClaim{By: "id", Document: ident.IDCard, Value: q}, office.FindClaim{By: "phone", Value: q})
		for _, k := range []ident.Kind{ident.HKMTResident, ident.HKMacaoPermit, ident.TaiwanPermit, ident.ForeignPermit, ident.Passport} {
			out = append(out, office.FindClaim{By: "id", Document: k, Value: q})
		}
	}
	return append(out, office.FindClaim{By: "paper", Value: q}, office.FindClaim{By: "name", Value: q})
}

func release(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.O.ReleaseHold(v.R.Context(), v.Acting(), office.ClaimRef{Claim: id}); err != nil {
		return err
	}
	return v.Done("/queue", "hold_released")
}
