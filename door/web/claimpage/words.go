package claimpage

import (
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/door/web/ui"
	"songbai/office"
)

// history turns a claim's moves into a timeline, newest first: the act, the role
// and office, and the name for those who may know it.
func history(p ui.Page, moves []office.MoveView) []ui.Step {
	out := make([]ui.Step, 0, len(moves))
	for i := len(moves) - 1; i >= 0; i-- {
		m := moves[i]
		role := party.Role(m.Role)
		by := strings.TrimSpace(p.T(role.Zh(), role.En()) + " " + m.Name)
		if m.Office != "" {
			by += p.T("，", ", ") + m.Office
		}
		why, words := moveWords(p, m)
		out = append(out, ui.Step{Title: p.T(m.ActZh, party.Act(m.Act).En()) + why, By: by, At: ui.Clock(m.At), Text: words, Own: true})
	}
	return out
}

// OpenTicks names the items of the check list that are open, "" when none is.
func OpenTicks(p ui.Page, ticks []office.TickView) string {
	var out []string
	for _, t := range ticks {
		if !t.Done {
			out = append(out, t.Kind)
		}
	}
	return TickNames(p, out)
}

// TickNames names items of the check list.
func TickNames(p ui.Page, kinds []string) string {
	var out []string
	for _, k := range kinds {
		n := office.TickName(k)
		out = append(out, p.T(n.Zh, n.En))
	}
	return strings.Join(out, p.T("、", ", "))
}

// ticker says who ticked: the name for those who may know it, else the office.
func ticker(p ui.Page, t office.TickView) string {
	if t.Name != "" {
		return t.Name
	}
	return p.T("民政局", "the bureau")
}

// moveWords says why a move was made: of a refusal its ground and clause beside what
// would cure it, of others what was written.
func moveWords(p ui.Page, m office.MoveView) (why, words string) {
	switch party.Act(m.Act) {
	case party.Refuse, party.Uphold:
		if parts := strings.SplitN(m.Reason, "|", 3); len(parts) == 3 {
			g := claim.GroundName(parts[0])
			return p.T("："+g.Zh+"（"+parts[1]+"）", ": "+g.En+" ("+parts[1]+")"), parts[2]
		}
	}
	return "", m.Reason
}

// thing says for what a claim was returned.
func thing(p ui.Page, s *office.ClaimSheet) string {
	for _, c := range returnable(p, s) {
		if c.Value == s.Thing {
			return c.Label
		}
	}
	_, name, _ := strings.Cut(s.Thing, ":")
	f := claim.FieldName(name)
	return p.T(f.Zh, f.En)
}

// returnable lists what a claim can be returned for: the papers of its checklist
// and the fields of its form.
func returnable(p ui.Page, s *office.ClaimSheet) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择一项", "choose one")}}
	for _, l := range s.Papers.Lines {
		if len(l.Kinds) > 0 {
			out = append(out, ui.Choice{Value: "paper:" + l.Kinds[0], Label: p.T("材料：", "Paper: ") + p.T(l.Zh, l.En)})
		}
	}
	for _, x := range claim.Mended() {
		out = append(out, ui.Choice{Value: "field:" + x.Code, Label: p.T("栏目：", "Field: ") + p.T(x.Zh, x.En)})
	}
	return out
}

// grounds are the reasons of a refusal, none chosen beforehand.
func grounds(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "choose")}}
	for _, g := range claim.Grounds() {
		out = append(out, ui.Choice{Value: g.Code, Label: p.T(g.Zh, g.En)})
	}
	return out
}

// whose are the people of a case to whom a reader may be tied.
func whose(p ui.Page, s *office.ClaimSheet) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "choose")}, {Value: "deceased", Label: p.T("逝者", "the deceased")}}
	if s.Handler != nil {
		out = append(out, ui.Choice{Value: "handler", Label: p.T("丧属或经办人", "the family or handler")})
	}
	return out
}

// ties are the relations for which one stays out of a case.
func ties(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "choose")}}
	for _, k := range office.RecuseKinds() {
		out = append(out, ui.Choice{Value: k.Code, Label: p.T(k.Zh, k.En)})
	}
	return out
}

// asked says that a family waits for a review.
func asked(p ui.Page, r *office.ReviewOpen) string {
	if r.Sum {
		return p.T("家属认为金额少了，于 "+ui.Clock(r.At)+" 申请复核，应于 ", "The family finds the sum too small and asked for a review on "+ui.Clock(r.At)+"; answer by ")
	}
	return p.T("家属于 "+ui.Clock(r.At)+" 申请复核，应于 ", "The family asked for a review on "+ui.Clock(r.At)+"; answer by ")
}
