package cli

import "songbai/domain/policy"

// showPack writes what a pack says, for people: who, what, how much, what the
// place must set, and what somebody still has to confirm.
func (x *call) showPack(p *policy.Pack) {
	x.printf("%[1]s（%[3]s）", "%[2]s (%[3]s)", p.Title, p.TitleEn, p.ID)
	x.printf("区划 %s，%s 起施行 [%s]，SHA-256 %s", "area %s, in force from %s [%s], SHA-256 %s", p.Area, p.Effective.From, p.EffectiveClause, p.Hash())
	for _, s := range p.Sections() {
		x.heading(s.Zh, s.En)
		for _, r := range s.Rows {
			if r.When.Zh != "" {
				r.Tail.Zh += " ← " + r.When.Zh
				r.Tail.En += " ← " + r.When.En
			}
			x.printf("  %-22[1]s [%[2]s] %[3]s%[5]s", "  %-22[1]s [%[2]s] %[4]s%[6]s", r.ID, r.Clause, r.Zh, r.En, r.Tail.Zh, r.Tail.En)
			if r.Note.Zh != "" {
				x.printf("    %[1]s", "    %[2]s", r.Note.Zh, r.Note.En)
			}
		}
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
