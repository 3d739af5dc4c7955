// Package claims owns the list of claims that every office has: the latest of its
// reach.
//
// It never shows a personal value in clear. Always true: what is shown comes from
// one read of the office, which narrows it to the reader's reach.
package claims

import (
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/office"
)

// Module brings the list of claims.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/claims", Who: site.Staff, Acts: []party.Act{party.Search}, Do: latest},
		},
		Nav: []site.NavEntry{
			{Order: 10, Href: "/claims", Zh: "申请", En: "Claims", Acts: []party.Act{party.Search}},
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
