package desk

import (
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/door/web/ui"
	"songbai/office"
)

func kindChoices(p ui.Page) []ui.Choice {
	var out []ui.Choice
	for _, k := range ident.Kinds() {
		out = append(out, ui.Choice{Value: string(k), Label: p.T(k.Zh(), k.En())})
	}
	return out
}

func sexChoices(p ui.Page, r claim.Route) []ui.Choice {
	out := []ui.Choice{{Value: "male", Label: p.T("男", "Male")}, {Value: "female", Label: p.T("女", "Female")}}
	if r == claim.Unclaimed {
		out = append(out, ui.Choice{Value: "unknown", Label: p.T("不明", "Unknown")})
	}
	return out
}

func deathPaperChoices(p ui.Page) []ui.Choice {
	return []ui.Choice{
		{Value: string(claim.ByHospital), Label: p.T("居民死亡医学证明（推断）书", "Medical certificate of death")},
		{Value: string(claim.ByPolice), Label: p.T("公安部门出具的死亡证明", "Certificate of the police")},
		{Value: string(claim.ByCourt), Label: p.T("法院宣告死亡判决", "Judgment that declares the death")},
	}
}

func relationChoices(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "Choose")}}
	for _, r := range claim.Relations() {
		out = append(out, ui.Choice{Value: string(r), Label: p.T(r.Zh(), strings.ReplaceAll(string(r), "_", " "))})
	}
	return out
}

func proofChoices(p ui.Page, ps []policy.Proof) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("无", "None")}}
	for _, x := range ps {
		out = append(out, ui.Choice{Value: x.Name, Label: p.T(x.Zh, x.En)})
	}
	return out
}

func homeChoices(p ui.Page, hs []office.HomeRow) []ui.Choice {
	var out []ui.Choice
	for _, h := range hs {
		out = append(out, ui.Choice{Value: strconv.FormatInt(h.Home, 10), Label: h.Name})
	}
	return out
}

func unnamedHint(p ui.Page, r claim.Route) string {
	if r == claim.Unclaimed {
		return p.T("身份不明的留空。", "Leave empty when nobody knows.")
	}
	return ""
}

func checked(yes bool) []string {
	if yes {
		return []string{"yes"}
	}
	return nil
}

// sum is an amount as the form shows it, or as it was typed.
func (f formView) sum(name string, a money.Amount) string {
	if t := f.Typed[name]; t != "" {
		return t
	}
	if a == 0 {
		return ""
	}
	return a.String()
}

// history turns moves into a timeline, newest first.
func history(p ui.Page, moves []office.MoveView) []ui.Step {
	out := make([]ui.Step, 0, len(moves))
	for i := len(moves) - 1; i >= 0; i-- {
		m := moves[i]
		role := party.Role(m.Role)
		out = append(out, ui.Step{Title: p.T(m.ActZh, party.Act(m.Act).En()), By: p.T(role.Zh(), role.En()), At: ui.Clock(m.At), Text: strings.ReplaceAll(m.Reason, "|", " · ")})
	}
	return out
}

// itemName names an item of the policy, or gives its words as recorded.
func itemName(p ui.Page, c office.CaseView, code string) string {
	if w, ok := c.Names[code]; ok {
		return p.T(w.Zh, w.En)
	}
	return p.T("其他服务：", "Other service: ") + code
}

// thing says for what a claim was returned.
func thing(p ui.Page, c office.CaseView) string {
	kind, name, _ := strings.Cut(c.Thing, ":")
	if kind == string(claim.PaperThing) && c.Papers != nil {
		for _, l := range c.Papers.Lines {
			if l.Kinds[0] == name {
				return p.T(l.Zh, l.En)
			}
		}
	}
	for _, x := range claim.Mended() {
		if x.Code == name {
			return p.T(x.Zh, x.En)
		}
	}
	return name
}

func thingChoices(p ui.Page, c office.CaseView) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择一项", "Choose one")}}
	if c.Papers != nil {
		for _, l := range c.Papers.Lines {
			out = append(out, ui.Choice{Value: "paper:" + l.Kinds[0], Label: p.T("材料：", "Paper: ") + p.T(l.Zh, l.En)})
		}
	}
	for _, x := range claim.Mended() {
		out = append(out, ui.Choice{Value: "field:" + x.Code, Label: p.T("栏目：", "Field: ") + p.T(x.Zh, x.En)})
	}
	return out
}

// bytes of a hash that are enough to compare by eye.
func short(hash string) string {
	if len(hash) > 16 {
		return hash[:16]
	}
	return hash
}
