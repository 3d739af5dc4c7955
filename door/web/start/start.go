// Package start owns the two first pages: the public one and the one of an
// office's people.
//
// It never decides who may do what: the menu follows the one table. Always true:
// the public page asks for nothing.
package start

import (
	"songbai/door/web/site"
)

// Module brings the first pages.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/{$}", Who: site.Anyone, Do: publicStart},
			{Method: "GET", Path: "/work", Who: site.Staff, Do: work},
		},
		Nav:     []site.NavEntry{{Order: 0, Href: "/work", Zh: "首页", En: "Home"}},
		Samples: samples,
	}
}

func publicStart(v *site.Visit) error {
	p := v.Page("基本殡葬服务免费", "Basic funeral services free of charge")
	return v.Show(p, publicView(p))
}

func work(v *site.Visit) error {
	p := v.Page("首页", "Home")
	return v.Show(p, workView(p))
}

func samples() []site.Sample {
	open := site.SampleFamily("基本殡葬服务免费", "")
	in := site.SampleStaff("首页", "样本县殡仪馆", "殡仪馆业务员", "首页", "申请", "清册")
	return []site.Sample{{Name: "start", Page: open, Body: publicView(open)}, {Name: "work", Page: in, Body: workView(in)}}
}
