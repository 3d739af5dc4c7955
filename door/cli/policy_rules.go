package cli

import (
	"fmt"

	"songbai/domain/policy"
)

// showWho writes whom a pack refuses and covers, each with its condition in
// words, so that what a known id stands for can be read.
func (x *call) showWho(p *policy.Pack) {
	row := func(id, clause string, w policy.Words, when *policy.Condition) {
		c := when.Words(p)
		x.printf("  %-22[1]s [%[2]s] %[3]s ← %[5]s", "  %-22[1]s [%[2]s] %[4]s ← %[6]s", id, clause, w.Zh, w.En, c.Zh, c.En)
	}
	if len(p.Refusals) > 0 {
		x.heading("不予免除", "Refusals")
	}
	for i := range p.Refusals {
		r := &p.Refusals[i]
		row(r.Code, r.Clause, r.Words, &r.When)
	}
	x.heading("对象", "Classes")
	for i := range p.Classes {
		c := &p.Classes[i]
		row(c.ID, c.Clause, c.Words, &c.When)
	}
}

// quantityText says how much of an item is free: its last limit, cap and price.
func quantityText(it *policy.Item) (zh, en string) {
	if n := len(it.Limits); n > 0 && it.Limits[n-1].Most < policy.Unlimited {
		unitZh, unitEn := it.UnitWords()
		most := it.Limits[n-1].Most
		zh, en = fmt.Sprintf("，至多 %d %s", most, unitZh), fmt.Sprintf(", at most %d %s", most, unitEn)
	}
	if n := len(it.Caps); n > 0 {
		zh += "，限额 " + it.Caps[n-1].Amount.String() + " 元"
		en += ", cap " + it.Caps[n-1].Amount.String()
	}
	if n := len(it.Tariffs); n == 1 && it.Tariffs[0].Distance == nil && it.Tariffs[0].Zones == nil {
		zh += "，单价 " + it.Tariffs[0].Price.String() + " 元"
		en += ", price " + it.Tariffs[0].Price.String()
	} else if n > 1 {
		zh += fmt.Sprintf("，价格 %d 档", n)
		en += fmt.Sprintf(", %d prices", n)
	}
	if it.Fund != "" {
		zh += "，经费 " + string(it.Fund)
		en += ", fund " + string(it.Fund)
	}
	return zh, en
}
