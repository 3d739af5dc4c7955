package office

import (
	"context"
	"fmt"
	"strings"

	"songbai/domain/party"
	"songbai/print"
	"songbai/store"
)

// Leaflet prints the 宣传单 of a town from the pack in force and the first home's
// prices (六(一)); town "" is for the whole county. It is public and not kept;
// source is counted, since making one takes its time.
func (o *Office) Leaflet(ctx context.Context, county int64, town, source string) (p Paper, err error) {
	now := o.s.Now()
	if o.tries.full("leaflet:"+source, leafletsBySource, now) {
		return p, tooManyNew.With()
	}
	o.tries.add("leaflet:"+source, restingTime, now)
	here := town
	if here == "" {
		here = fmt.Sprintf("%06d", county)
	}
	told, err := o.Eligible(ctx, Asked{County: county, Town: here})
	if err != nil {
		return p, err
	}
	var v print.Leaflet
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		hash, err := packOn(s, s.Today())
		if err != nil {
			return err
		}
		pack, err := o.packByHash(s, hash)
		if err != nil {
			return err
		}
		offices, err := s.Offices()
		if err != nil {
			return err
		}
		counties, err := s.Counties()
		for _, c := range counties {
			if c.Code == county {
				v.Town = c.Name
			}
		}
		if town != "" {
			v.Town += townOf(offices, town)
		}
		v.Title, v.Basis, v.Printed, v.Site = "殡葬基本服务免费，您可以这样办", pack.Title, s.Today(), o.address
		for _, c := range pack.Classes {
			if !strings.Contains(c.When.Text, `route == "unclaimed" &&`) {
				v.Who = append(v.Who, c.Zh+"（"+c.Clause+"）")
			}
		}
		v.Phones = leafletPhones(offices, town)
		return err
	})
	if err != nil {
		return p, err
	}
	fillLeaflet(&v, &told)
	b, err := v.PDF()
	return Paper{Kind: "leaflet", Name: "leaflet-" + here + ".pdf", Media: "application/pdf", Bytes: b}, err
}

// leafletPhones lists whom to ask: homes, the town, the bureau.
func leafletPhones(offices []store.Office, town string) (out []print.Fact) {
	for _, kind := range []party.OfficeKind{party.Home, party.Town, party.Bureau} {
		for _, r := range offices {
			if r.Kind == kind && !r.Ended && r.Phone != "" && (kind != party.Town || town != "" && r.Area == town) {
				out = append(out, print.Fact{Label: r.Name, Value: r.Phone})
			}
		}
	}
	return out
}

// fillLeaflet writes what a resident is told onto the leaflet.
func fillLeaflet(v *print.Leaflet, t *Told) {
	for _, it := range t.Items {
		x := print.LeafletItem{Name: it.Zh, Limit: "不限", Price: "按实际"}
		if it.Most > 0 {
			x.Limit = fmt.Sprintf("%d %s", it.Most, it.Unit)
		}
		switch {
		case it.From:
			x.Price = "按里程，" + it.Price.Grouped() + " 元起"
		case it.Price > 0:
			x.Price = it.Price.Grouped() + " 元/" + it.Unit
		}
		v.Items = append(v.Items, x)
	}
	if t.Cap > 0 {
		v.Cap = "每具最高免除 " + t.Cap.Grouped() + " 元，超出部分自付。"
	}
	if t.Sample {
		v.Cap += "（价格为样本，不是真实价格）"
	}
	for _, p := range t.Papers {
		line := p.Zh
		if p.Original {
			line += "，原件"
		}
		if p.Copies > 0 {
			line += fmt.Sprintf("，复印件 %d 份", p.Copies)
		}
		v.Papers = append(v.Papers, line)
	}
	v.Steps = []string{
		"在本地殡仪馆火化：带材料到殡仪馆窗口，当场免除，不用先垫付。", "在外地火化的本地户籍居民：带火化证、发票和银行存折复印件，到户籍所在镇（街）民政办申请报销。",
		"有电脑或手机的，可以先在网上填好并上传照片，再带原件到窗口核对。",
	}
}
