package policy

import (
	"slices"

	"songbai/domain/date"
)

// point is something of a pack that a case may reach.
type point struct{ kind, id string }

var pointWords = map[string]Words{
	"refusal": {"拒绝 ", "refusal "}, "class": {"对象 ", "class "}, "item": {"项目 ", "item "}, "limit": {"超过数量限额的 ", "more than the limit of "},
	"item_cap": {"超过单项限额的 ", "more than the cap of "}, "cap": {"限额 ", "cap "}, "award": {"奖补 ", "award "}, "fund": {"经费 ", "fund "},
	"paper": {"材料 ", "paper "}, "delivery": {"办理方式 ", "delivery "}, "first": {"施行前一日", "the day before the first"}, "last": {"最后一日", "the last day"},
}

// Untried lists what no case of a pack reaches: a refusal, a class, an item, a
// limit or cap that is passed, an award, a fund, a paper, a way of delivery, the
// day before the first, the last day.
func Untried(p *Pack, results []CaseResult) (out []Words) {
	seen := map[point]bool{}
	for i := range results {
		if d := results[i].Decision; d != nil {
			p.see(d, seen)
		}
	}
	for _, w := range p.points() {
		if !seen[w] {
			out = append(out, Words{pointWords[w.kind].Zh + w.id, pointWords[w.kind].En + w.id})
		}
	}
	return out
}

// points lists what cases should reach.
func (p *Pack) points() (out []point) {
	add := func(kind, id string) { out = append(out, point{kind, id}) }
	add("first", "")
	if p.Effective.To != Forever && p.Effective.To < date.MustDay("2100-01-01") {
		add("last", "")
	}
	for i := range p.Refusals {
		add("refusal", p.Refusals[i].Code)
	}
	if !slices.ContainsFunc(p.Classes, func(c Class) bool { return c.When.Text == "" }) {
		add("refusal", p.NoClass.Code)
	}
	if len(p.Handlers) > 0 {
		add("refusal", badHandler.Code)
	}
	for i := range p.Classes {
		add("class", p.Classes[i].ID)
	}
	for i := range p.Items {
		it := &p.Items[i]
		add("item", it.Code)
		if slices.ContainsFunc(it.Limits, func(l Limit) bool { return l.Most < Unlimited && l.Most > 0 }) {
			add("limit", it.Code)
		}
		if len(it.Caps) > 0 {
			add("item_cap", it.Code)
		}
	}
	for i := range p.Caps {
		add("cap", p.Caps[i].ID)
	}
	for i := range p.Awards {
		add("award", p.Awards[i].ID)
	}
	for i := range p.Funds {
		add("fund", string(p.Funds[i].ID))
	}
	for i := range p.Papers {
		add("paper", p.Papers[i].ID)
	}
	for i := range p.Delivery {
		add("delivery", p.Delivery[i].ID)
	}
	return out
}

// see notes what a decision reaches.
func (p *Pack) see(d *Decision, seen map[point]bool) {
	if d.Refusal != nil {
		seen[point{"refusal", d.Refusal.Code}] = true
		if d.Refusal.Code == p.NotInForce.Code && d.RulesDay == p.Effective.From-1 {
			seen[point{"first", ""}] = true
		}
		return
	}
	seen[point{"class", d.Class.ID}] = true
	if d.RulesDay == p.Effective.To {
		seen[point{"last", ""}] = true
	}
	for i := range d.Lines {
		if l := &d.Lines[i]; l.Index() >= 0 {
			seen[point{"item", l.Item}] = true
			seen[point{"limit", l.Item}] = seen[point{"limit", l.Item}] || l.Reason&CutQuantity != 0
			seen[point{"item_cap", l.Item}] = seen[point{"item_cap", l.Item}] || l.Reason&CutItemCap != 0
		}
	}
	if d.Cap != nil {
		seen[point{"cap", d.Cap.ID}] = true
	}
	for _, g := range d.Awards {
		seen[point{"award", g.Award.ID}] = true
		if g.Award.Fund == "" {
			seen[point{"fund", string(d.Fund.ID)}] = true
		}
		seen[point{"fund", string(g.Award.Fund)}] = true
	}
	for _, s := range d.Shares {
		if s.Fen > 0 {
			seen[point{"fund", string(s.Fund)}] = true
		}
	}
	for _, x := range d.Papers {
		seen[point{"paper", x.ID}] = true
	}
	if d.Delivery != nil {
		seen[point{"delivery", d.Delivery.ID}] = true
	}
}
