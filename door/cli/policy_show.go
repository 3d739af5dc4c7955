package cli

import "songbai/domain/policy"

// showPack writes what a pack says, for people: who, what, how much, what the
// place must set, and what somebody still has to confirm.
func (x *call) showPack(p *policy.Pack) {
	x.printf("%[1]s（%[3]s）", "%[2]s (%[3]s)", p.Title, p.TitleEn, p.ID)
	x.printf("区划 %s，%s 起施行 [%s]，SHA-256 %s", "area %s, in force from %s [%s], SHA-256 %s", p.Area, p.Effective.From, p.EffectiveClause, p.Hash())
	x.showWho(p)
	x.heading("项目", "Items")
	for _, it := range p.Items {
		zh, en := quantityText(&it)
		x.printf("  %-22[1]s [%[2]s] %[3]s%[5]s", "  %-22[1]s [%[2]s] %[4]s%[6]s", it.Code, it.Clause, it.Zh, it.En, zh, en)
	}
	x.heading("限额和经费", "Caps and funds")
	for _, c := range p.Caps {
		x.printf("  %-22[1]s [%[2]s] %[3]s", "  %-22[1]s [%[2]s] %[4]s", c.ID, c.Clause, c.Zh, c.En)
	}
	for _, f := range p.Funds {
		x.printf("  %-22[1]s [%[2]s] %[3]s", "  %-22[1]s [%[2]s] %[4]s", f.ID, f.Clause, f.Zh, f.En)
	}
	x.showWays(p)
	x.heading("材料", "Papers")
	x.showPapers(p)
	x.heading("须由本地设定", "To be set by the place")
	for _, n := range p.Local {
		x.printf("  %-22[1]s [%[2]s] %[3]s：由%[5]s设定（%[6]s）", "  %-22[1]s [%[2]s] %[4]s: set by %[5]s (%[6]s)", n.Name, n.Clause, n.Zh, n.En, n.SetBy, n.Where)
	}
	if h := p.HomePrices; h != nil {
		x.printf("  %-22[1]s [%[2]s] %[3]s：由%[5]s设定（%[6]s）", "  %-22[1]s [%[2]s] %[4]s: set by %[5]s (%[6]s)", "price_list", h.Clause, h.Zh, h.En, h.SetBy, h.Where)
	}
	x.showAssumptions(p)
}

// showWays writes what only some packs say: groups, offsets, awards, who acts,
// how it is delivered, time limits.
func (x *call) showWays(p *policy.Pack) {
	row := func(id, clause string, w policy.Words) {
		x.printf("  %-22[1]s [%[2]s] %[3]s", "  %-22[1]s [%[2]s] %[4]s", id, clause, w.Zh, w.En)
	}
	if len(p.Groups)+len(p.Awards) > 0 || p.Offset != nil {
		x.heading("合并项目、奖补、相抵", "Groups, awards, offset")
	}
	for _, g := range p.Groups {
		row(g.ID, g.Clause, g.Words)
	}
	for _, w := range p.Awards {
		row(w.ID, w.Clause, w.Words)
	}
	if p.Offset != nil {
		row("offset", p.Offset.Clause, p.Offset.Words)
	}
	if len(p.Handlers)+len(p.Delivery)+len(p.Deadlines) > 0 {
		x.heading("经办、办理方式、期限", "Handlers, delivery, time limits")
	}
	for _, h := range p.Handlers {
		row(h.Kind.String(), h.Clause, h.Words)
	}
	for _, d := range p.Delivery {
		row(d.ID, d.Clause, d.Words)
	}
	for _, d := range p.Deadlines {
		row(d.ID, d.Clause, d.Words)
	}
}

// showAssumptions lists what the text leaves open.
func (x *call) showAssumptions(p *policy.Pack) {
	x.heading("假定（原文没有写明，须有人确认）", "Assumptions (the text leaves these open; somebody must confirm them)")
	for _, a := range p.Assumptions {
		x.printf("  %-22[1]s [%[2]s] %[3]s → %[4]s", "  %-22[1]s [%[2]s] %[5]s → %[6]s", a.ID, a.Clause, a.Question.Zh, a.Choice.Zh, a.Question.En, a.Choice.En)
		if a.Confirmed != "" {
			x.printf("    已确认：%s", "    confirmed: %s", a.Confirmed)
			continue
		}
		x.printf("    待确认：%s", "    to be confirmed by: %s", a.Confirm)
	}
}

func (x *call) heading(zh, en string) { x.printf("\n%s", "\n%s", x.zhen(zh, en)) }
