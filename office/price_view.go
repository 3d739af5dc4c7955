package office

import (
	"fmt"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// packNow gives the pack in force on a day, nil when there is none yet.
func (o *Office) packNow(s *store.Scope, day date.Day) (*policy.Pack, error) {
	hash, err := packOn(s, day)
	if err != nil {
		if problem.Of(err) != nil {
			return nil, nil
		}
		return nil, err
	}
	return o.packByHash(s, hash)
}

// pricesDay is the prices of one day by item and grade.
type pricesDay struct {
	keys []string
	at   map[string]*policy.Tariff
}

func pricesOn(p *policy.PriceList, day date.Day) pricesDay {
	out := pricesDay{at: map[string]*policy.Tariff{}}
	if p == nil {
		return out
	}
	for i := range p.Tariffs {
		t := &p.Tariffs[i]
		if k := t.Item + "/" + t.Grade; t.From <= int32(day) && int32(day) <= t.To {
			out.keys = append(out.keys, k)
			out.at[k] = t
		}
	}
	return out
}

func priceName(pack *policy.Pack, t *policy.Tariff) string {
	if t.Label != "" {
		return t.Label
	}
	if pack != nil {
		if it := pack.Item(t.Item); it != nil {
			return it.Zh
		}
	}
	return t.Item
}

// priceText writes a price as people read it.
func priceText(t *policy.Tariff) string {
	per := unitZh[t.Per]
	switch {
	case t.Distance != nil:
		d := t.Distance
		text := fmt.Sprintf("每公里 %s 元", d.PerKm.Grouped())
		if d.Round {
			text += "（往返）"
		}
		if d.StartPrice > 0 {
			text += fmt.Sprintf("，起步 %d 公里 %s 元", d.StartMetres/1000, d.StartPrice.Grouped())
		}
		if d.Minimum > 0 {
			text += fmt.Sprintf("，最低 %s 元", d.Minimum.Grouped())
		}
		if d.Maximum > 0 {
			text += fmt.Sprintf("，最高 %s 元", d.Maximum.Grouped())
		}
		return text
	case len(t.Zones) > 0:
		text := ""
		for _, z := range t.Zones {
			if z.Metres > 0 {
				text += fmt.Sprintf("%d 公里内 %s 元；", z.Metres/1000, z.Price.Grouped())
			} else {
				text += fmt.Sprintf("其余 %s 元", z.Price.Grouped())
			}
		}
		return text
	}
	return fmt.Sprintf("%s 元/%s", t.Price.Grouped(), per)
}

// priceFlag says why a price is to be looked at before it holds: the standard
// grade above what the plan itself fixes for the item, or dearer than before.
func priceFlag(pack *policy.Pack, before, after *policy.Tariff, day date.Day) Name {
	if pack != nil && after.Standard {
		if it := pack.Item(after.Item); it != nil {
			for _, c := range it.Caps {
				if c.Holds(day) && one(after) > c.Amount {
					return Name{fmt.Sprintf("高于政策单项限额 %s 元", c.Amount.Grouped()), fmt.Sprintf("above the item's cap of %s", c.Amount.Grouped())}
				}
			}
			for i := range it.Tariffs {
				if t := &it.Tariffs[i]; t.From <= int32(day) && int32(day) <= t.To && one(after) > one(t) {
					return Name{fmt.Sprintf("高于政策所定标准 %s 元", one(t).Grouped()), fmt.Sprintf("above the policy's standard of %s", one(t).Grouped())}
				}
			}
		}
	}
	if before == nil || one(before) <= 0 || one(after) <= one(before) {
		return Name{}
	}
	more := int64((one(after) - one(before)) * 100 / one(before))
	return Name{fmt.Sprintf("比现行价高 %d%%", more), fmt.Sprintf("%d%% dearer than now", more)}
}

// itemEn names what a price is for in English, as far as the pack does.
func itemEn(pack *policy.Pack, t *policy.Tariff) string {
	if pack != nil {
		if it := pack.Item(t.Item); it != nil {
			return it.En
		}
	}
	return t.Item
}

// one is a price for comparing: of one unit, or of a trip of ten kilometres.
func one(t *policy.Tariff) money.Amount { return t.One(10_000) }

// basketOver says when one of each standard service within its limit comes to
// more than the total cap that holds on the day.
func basketOver(o *Office, s *store.Scope, pack *policy.Pack, prices pricesDay, day date.Day) string {
	if pack == nil {
		return ""
	}
	limit, ok := capOn(s, pack, day)
	if !ok {
		return ""
	}
	var sum money.Amount
	for _, k := range prices.keys {
		t := prices.at[k]
		it := pack.Item(t.Item)
		if !t.Standard || it == nil {
			continue
		}
		n := int64(1)
		for _, l := range it.Limits {
			if l.Holds(day) && l.Most != policy.Unlimited {
				n = l.Most
			}
		}
		sum += one(t) * money.Amount(n)
	}
	if sum <= limit {
		return ""
	}
	return fmt.Sprintf("标准服务各一份（接运按 10 公里）合计 %s 元，高于最高限额 %s 元：超出部分由丧属自付", sum.Grouped(), limit.Grouped())
}

// capOn gives the county's total cap on a day, when the pack takes one from a
// local value.
func capOn(s *store.Scope, pack *policy.Pack, day date.Day) (money.Amount, bool) {
	local, err := localOf(s)
	if err != nil {
		return 0, false
	}
	for _, c := range pack.Caps {
		for _, v := range local {
			if v.Name == c.Local && v.From <= day && day <= v.To {
				fen, err := money.Parse(v.Value)
				return fen, err == nil
			}
		}
	}
	return 0, false
}
