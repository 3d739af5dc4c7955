package lists

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/web/claimpage"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// at moves a problem from a field of the request to the field of the page.
func at(err error, from, to string) error {
	if p := problem.Of(err); p != nil && p.Field == from {
		return p.At(to)
	}
	return err
}

func has(acts []string, a party.Act) bool { return slices.Contains(acts, string(a)) }

// lineStates are the states that lines can be filtered by, with their counts.
func lineStates(p ui.Page, t settlement.Tally) []ui.Choice {
	return []ui.Choice{{Value: "", Label: p.T("全部", "all")},
		{Value: string(settlement.Unchecked), Label: fmt.Sprintf("%s %d", p.T(settlement.Unchecked.Zh(), settlement.Unchecked.En()), t.Unchecked)},
		{Value: string(settlement.Queried), Label: fmt.Sprintf("%s %d", p.T(settlement.Queried.Zh(), settlement.Queried.En()), t.Queried)},
		{Value: string(settlement.Answered), Label: fmt.Sprintf("%s %d", p.T(settlement.Answered.Zh(), settlement.Answered.En()), t.Answered)},
		{Value: string(settlement.Passed), Label: fmt.Sprintf("%s %d", p.T(settlement.Passed.Zh(), settlement.Passed.En()), t.Passed)},
		{Value: string(settlement.Struck), Label: fmt.Sprintf("%s %d", p.T(settlement.Struck.Zh(), settlement.Struck.En()), t.Struck)}}
}

// towns are the county's towns by name, as far as they have an office.
func towns(v *site.Visit) ([]ui.Choice, error) {
	out := []ui.Choice{{Value: "", Label: v.Lang.T("全部", "all")}}
	rows, err := v.O.Offices(v.R.Context(), v.Caller)
	for _, o := range rows {
		if o.Kind == party.Town {
			out = append(out, ui.Choice{Value: o.Area, Label: strings.TrimSuffix(o.Name, "民政办")})
		}
	}
	return out, err
}

// classes are the classes of persons in words.
func classes(v *site.Visit) ([]ui.Choice, error) {
	out := []ui.Choice{{Value: "", Label: v.Lang.T("全部", "all")}}
	rows, err := v.O.Classes(v.R.Context(), v.Caller)
	for _, c := range rows {
		out = append(out, ui.Choice{Value: c.Code, Label: v.Lang.T(c.Zh, c.En)})
	}
	return out, err
}

// lineTone is the colour of a line's state.
func lineTone(s settlement.LineState) ui.Tone {
	switch s {
	case settlement.Passed:
		return ui.Green
	case settlement.Queried:
		return ui.Yellow
	case settlement.Answered:
		return ui.Purple
	case settlement.Struck:
		return ui.Red
	}
	return ui.Grey
}

// strikeReasons are the reasons that a reviewer may give, none chosen beforehand.
func strikeReasons(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "choose")}}
	for _, r := range settlement.Reasons {
		if settlement.CheckStrike(r) == nil {
			out = append(out, ui.Choice{Value: string(r), Label: p.T(r.Zh(), r.En())})
		}
	}
	return out
}

// markWords says a mark and who set it.
func markWords(p ui.Page, m office.MarkView) string {
	words := map[settlement.Mark][2]string{settlement.MarkPass: {"通过", "passed"}, settlement.MarkQuery: {"质询", "queried"}, settlement.MarkAnswer: {"答复", "answered"}, settlement.MarkStrike: {"剔除", "struck"}}[m.Mark]
	s := p.T(words[0], words[1])
	if m.Code != "" {
		s += p.T("：", ": ") + p.T(m.Code.Zh(), m.Code.En())
	}
	switch {
	case len(m.Open) > 0:
		s += p.T("（未勾选："+claimpage.TickNames(p, m.Open)+"）", " (not ticked: "+claimpage.TickNames(p, m.Open)+")")
	case m.Bulk == "clean":
		s += p.T("（与全部无疑点的行一并通过）", " (with all clean lines)")
	case m.Bulk == "rest":
		s += p.T("（与其余未审的行一并通过）", " (with the rest of the list)")
	}
	return s
}

// steps turns the marks of a line into a timeline, newest first.
func steps(p ui.Page, marks []office.MarkView) (out []ui.Step) {
	for _, m := range slices.Backward(marks) {
		out = append(out, ui.Step{Title: markWords(p, m), By: m.Name, At: ui.Clock(m.At), Text: m.Note, Own: true})
	}
	return out
}

// turnWords says who holds a list and how long there is left.
func turnWords(p ui.Page, t *office.TurnView) string {
	if t == nil {
		return ""
	}
	does := p.T(t.Zh+"，待"+t.Does, string(t.Party)+", to "+string(t.Await))
	switch {
	case t.Due == 0:
		return does
	case t.Late:
		return does + p.T(fmt.Sprintf("，已逾期 %d 个工作日", -t.Left), fmt.Sprintf(", %d working days late", -t.Left))
	case t.Left == 0:
		return does + p.T("，今天到期", ", due today")
	}
	return does + p.T(fmt.Sprintf("，还剩 %d 个工作日（%s）", t.Left, t.Due.Zh()), fmt.Sprintf(", %d working days left (%s)", t.Left, t.Due))
}

// capital is a key as its keycap shows it.
func capital(key string) string { return strings.ToUpper(key) }

func number(n int) string { return strconv.Itoa(n) }

// offsets are the open recoveries that may be set off against an order.
func offsets(rows []office.RecoveryRow) (out []ui.Choice) {
	for _, r := range rows {
		out = append(out, ui.Choice{Value: strconv.FormatInt(r.ID, 10), Label: r.Number + "　" + ui.Yuan(r.Left())})
	}
	return out
}
