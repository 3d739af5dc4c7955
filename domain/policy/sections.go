package policy

import (
	"fmt"
	"strings"
)

// Section is a part of a pack in words, for people: whom it covers, items, papers.
type Section struct {
	Words
	Rows []SectionRow
}

// SectionRow is one thing that a pack says.
type SectionRow struct {
	ID, Clause string
	Words
	Tail Words // how much of it, or who sets it; begins with its own comma
	When Words // for whom or in which case; empty for always
	Note Words // what is still open
}

// Sections says in words what a pack holds: who, what, how much, which papers, what
// the place must set, and what somebody still has to confirm.
func (p *Pack) Sections() []Section {
	all := []Section{p.refusalRows(), p.classRows(), p.itemRows(), p.capRows(), p.groupRows(), p.wayRows(), p.paperRows(), p.localRows(), p.assumptionRows()}
	out := all[:0]
	for _, s := range all {
		if len(s.Rows) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func (s *Section) add(id, clause string, w Words) *SectionRow {
	s.Rows = append(s.Rows, SectionRow{ID: id, Clause: clause, Words: w})
	return &s.Rows[len(s.Rows)-1]
}

func (p *Pack) refusalRows() Section {
	s := Section{Words: Words{"不予免除", "Refusals"}}
	for i := range p.Refusals {
		r := &p.Refusals[i]
		s.add(r.Code, r.Clause, r.Words).When = r.When.Words(p)
	}
	return s
}

func (p *Pack) classRows() Section {
	s := Section{Words: Words{"对象", "Classes"}}
	for i := range p.Classes {
		c := &p.Classes[i]
		s.add(c.ID, c.Clause, c.Words).When = c.When.Words(p)
	}
	return s
}

func (p *Pack) itemRows() Section {
	s := Section{Words: Words{"项目", "Items"}}
	for i := range p.Items {
		it := &p.Items[i]
		s.add(it.Code, it.Clause, it.Words).Tail = it.howMuch()
	}
	return s
}

// howMuch says how much of an item is free: its last limit, cap and price.
func (it *Item) howMuch() (w Words) {
	if n := len(it.Limits); n > 0 && it.Limits[n-1].Most < Unlimited {
		unitZh, unitEn := it.UnitWords()
		most := it.Limits[n-1].Most
		w = Words{fmt.Sprintf("，至多 %d %s", most, unitZh), fmt.Sprintf(", at most %d %s", most, unitEn)}
	}
	if n := len(it.Caps); n > 0 {
		w.Zh += "，限额 " + it.Caps[n-1].Amount.String() + " 元"
		w.En += ", cap " + it.Caps[n-1].Amount.String()
	}
	if n := len(it.Tariffs); n == 1 && it.Tariffs[0].Distance == nil && it.Tariffs[0].Zones == nil {
		w.Zh += "，单价 " + it.Tariffs[0].Price.String() + " 元"
		w.En += ", price " + it.Tariffs[0].Price.String()
	} else if n > 1 {
		w.Zh += fmt.Sprintf("，价格 %d 档", n)
		w.En += fmt.Sprintf(", %d prices", n)
	}
	if it.Fund != "" {
		w.Zh += "，经费 " + string(it.Fund)
		w.En += ", fund " + string(it.Fund)
	}
	return w
}

func (p *Pack) capRows() Section {
	s := Section{Words: Words{"限额和经费", "Caps and funds"}}
	for _, c := range p.Caps {
		s.add(c.ID, c.Clause, c.Words)
	}
	for _, f := range p.Funds {
		s.add(string(f.ID), f.Clause, f.Words)
	}
	return s
}

func (p *Pack) groupRows() Section {
	s := Section{Words: Words{"合并项目、奖补、相抵", "Groups, awards, offset"}}
	for _, g := range p.Groups {
		s.add(g.ID, g.Clause, g.Words)
	}
	for _, w := range p.Awards {
		s.add(w.ID, w.Clause, w.Words)
	}
	if p.Offset != nil {
		s.add("offset", p.Offset.Clause, p.Offset.Words)
	}
	return s
}

func (p *Pack) wayRows() Section {
	s := Section{Words: Words{"经办、办理方式、期限", "Handlers, delivery, time limits"}}
	for _, h := range p.Handlers {
		s.add(h.Kind.String(), h.Clause, h.Words)
	}
	for _, d := range p.Delivery {
		s.add(d.ID, d.Clause, d.Words)
	}
	for _, d := range p.Deadlines {
		s.add(d.ID, d.Clause, d.Words)
	}
	return s
}

// paperRows are the papers: for whom, what is shown and kept, and of which any one
// is enough.
func (p *Pack) paperRows() Section {
	s := Section{Words: Words{"材料", "Papers"}}
	for i := range p.Papers {
		x := &p.Papers[i]
		r := s.add(x.ID, x.Clause, x.Words)
		if x.Original {
			r.Tail = Words{"，原件", ", original"}
		}
		if x.Copies > 0 {
			r.Tail.Zh += fmt.Sprintf("，复印件 %d 份", x.Copies)
			r.Tail.En += fmt.Sprintf(", copies: %d", x.Copies)
		}
		if instead := p.instead(x); instead.Zh != "" {
			r.Tail.Zh += "（或以" + instead.Zh + "代替，任一即可）"
			r.Tail.En += " (or " + instead.En + ": any one is enough)"
		}
		if x.Item != "" {
			r.Tail.Zh += "，使用“" + x.Item + "”时"
			r.Tail.En += ", when " + x.Item + " is used"
		}
		if x.When.Text != "" || len(x.When.Classes) > 0 {
			r.When = x.When.Words(p)
		}
	}
	return s
}

// instead names the papers that stand for one.
func (p *Pack) instead(x *Paper) Words {
	var zhs, ens []string
	for i := range p.Papers {
		if o := &p.Papers[i]; x.AnyOf != "" && o.AnyOf == x.AnyOf && o.ID != x.ID {
			zhs, ens = append(zhs, o.Zh), append(ens, o.En)
		}
	}
	return Words{strings.Join(zhs, "、"), strings.Join(ens, " or ")}
}

func (p *Pack) localRows() Section {
	s := Section{Words: Words{"须由本地设定", "To be set by the place"}}
	set := func(by, where string) Words {
		return Words{"：由" + by + "设定（" + where + "）", ": set by " + by + " (" + where + ")"}
	}
	for _, n := range p.Local {
		s.add(n.Name, n.Clause, n.Words).Tail = set(n.SetBy, n.Where)
	}
	if h := p.HomePrices; h != nil {
		s.add("price_list", h.Clause, h.Words).Tail = set(h.SetBy, h.Where)
	}
	return s
}

// assumptionRows are what the text leaves open.
func (p *Pack) assumptionRows() Section {
	s := Section{Words: Words{"假定（原文没有写明，须有人确认）", "Assumptions (the text leaves these open; somebody must confirm them)"}}
	for _, a := range p.Assumptions {
		r := s.add(a.ID, a.Clause, a.Question)
		r.Tail = Words{" → " + a.Choice.Zh, " → " + a.Choice.En}
		r.Note = Words{"待确认：" + a.Confirm, "to be confirmed by: " + a.Confirm}
		if a.Confirmed != "" {
			r.Note = Words{"已确认：" + a.Confirmed, "confirmed: " + a.Confirmed}
		}
	}
	return s
}
