package cli

import (
	"fmt"
	"strings"

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

// showPapers writes the papers: for whom, in words, what is shown and kept, and
// of which any one is enough.
func (x *call) showPapers(p *policy.Pack) {
	for i := range p.Papers {
		pp := &p.Papers[i]
		zh, en := paperText(p, pp)
		x.printf("  %-22[1]s [%[2]s] %[3]s%[5]s", "  %-22[1]s [%[2]s] %[4]s%[6]s", pp.ID, pp.Clause, pp.Zh, pp.En, zh, en)
	}
}

func paperText(p *policy.Pack, pp *policy.Paper) (zh, en string) {
	if pp.Original {
		zh, en = "，原件", ", original"
	}
	if pp.Copies > 0 {
		zh += fmt.Sprintf("，复印件 %d 份", pp.Copies)
		en += fmt.Sprintf(", copies: %d", pp.Copies)
	}
	if instead, insteadEn := othersOf(p, pp); instead != "" {
		zh += "（或以" + instead + "代替，任一即可）"
		en += " (or " + insteadEn + ": any one is enough)"
	}
	if pp.Item != "" {
		zh += "，使用“" + pp.Item + "”时"
		en += ", when " + pp.Item + " is used"
	}
	if pp.When.Text != "" || len(pp.When.Classes) > 0 {
		w := pp.When.Words(p)
		zh += " ← " + w.Zh
		en += " ← " + w.En
	}
	return zh, en
}

// othersOf names the papers that stand for one.
func othersOf(p *policy.Pack, pp *policy.Paper) (zh, en string) {
	var zhs, ens []string
	for i := range p.Papers {
		if o := &p.Papers[i]; pp.AnyOf != "" && o.AnyOf == pp.AnyOf && o.ID != pp.ID {
			zhs, ens = append(zhs, o.Zh), append(ens, o.En)
		}
	}
	return strings.Join(zhs, "、"), strings.Join(ens, " or ")
}
