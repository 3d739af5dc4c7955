// Package claims owns the pages that every office has of a claim and of a list:
// the latest claims of its reach, one claim, one list.
//
// It never shows a personal value in clear. Always true: what is shown comes from
// one read of the office, which narrows it to the reader's reach.
package claims

import (
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the pages of claims and lists.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/claims", Who: site.Staff, Acts: []party.Act{party.Search}, Do: latest},
			{Method: "GET", Path: "/claims/{id}", Who: site.Staff, Acts: []party.Act{party.View}, Do: one},
			{Method: "GET", Path: "/lists", Who: site.Staff, Acts: []party.Act{party.View}, Do: lists},
			{Method: "GET", Path: "/lists/{id}", Who: site.Staff, Acts: []party.Act{party.View}, Do: list},
		},
		Nav: []site.NavEntry{
			{Order: 10, Href: "/claims", Zh: "申请", En: "Claims", Acts: []party.Act{party.Search}},
			{Order: 20, Href: "/lists", Zh: "清册", En: "Lists", Acts: []party.Act{party.View}},
		},
		Samples: samples,
	}
}

func latest(v *site.Visit) error {
	rows, err := v.O.Claims(v.R.Context(), v.Caller, office.ClaimFilter{Limit: 50})
	if err != nil {
		return err
	}
	p := v.Page("申请", "Claims")
	return v.Show(p, latestView(p, rows))
}

func one(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	c, err := v.O.ClaimView(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	p := v.Page("申请 "+c.Slip, "Claim "+c.Slip)
	p.Back = "/claims"
	return v.Show(p, oneView(p, c))
}

func lists(v *site.Visit) error {
	rows, err := v.O.Lists(v.R.Context(), v.Caller, office.ListFilter{})
	if err != nil {
		return err
	}
	p := v.Page("清册和核定表", "Lists and sheets")
	return v.Show(p, listsView(p, rows))
}

func list(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	l, err := v.O.ListView(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	rows, err := v.O.LineViews(v.R.Context(), v.Caller, id, 0, 500)
	if err != nil {
		return err
	}
	p := v.Page("清册 "+l.Number, "List "+l.Number)
	p.Back = "/lists"
	return v.Show(p, listView(p, l, rows))
}

// history turns a claim's moves into a timeline, newest first.
func history(p ui.Page, moves []office.MoveView) []ui.Step {
	out := make([]ui.Step, 0, len(moves))
	for i := len(moves) - 1; i >= 0; i-- {
		m := moves[i]
		role := party.Role(m.Role)
		out = append(out, ui.Step{Title: p.T(m.ActZh, party.Act(m.Act).En()), By: p.T(role.Zh(), role.En()), At: ui.Clock(m.At), Text: m.Reason})
	}
	return out
}
