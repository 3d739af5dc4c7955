// Package start owns the first page of an office's people.
//
// It never decides who may do what. Always true: the menu follows the one table.
package start

import (
	"slices"

	"songbai/domain/party"
	"songbai/door/web/site"
)

// beginners are the roles that meet the family.
var beginners = []party.Role{party.Desk, party.TownClerk}

// Module brings the first page.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/work", Who: site.Staff, Do: work},
		},
		Nav:     []site.NavEntry{{Order: 0, Href: "/work", Zh: "首页", En: "Home"}},
		Samples: samples,
	}
}

func work(v *site.Visit) error {
	notice, err := v.O.Setting(v.R.Context(), v.Caller.County, "staff_notice")
	if err != nil {
		return err
	}
	p := v.Page("首页", "Home")
	return v.Show(p, workView(p, notice, v.May(party.Draft) && slices.Contains(beginners, v.Caller.Role)))
}

func samples() []site.Sample {
	in := site.SampleStaff("首页", "样本县殡仪馆", "殡仪馆业务员", "首页", "申请", "清册")
	return []site.Sample{{Name: "work", Page: in, Body: workView(in, "今晚八点停机半小时", true)}}
}
