package rules

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"songbai/door/web/ui"
	"songbai/office"
)

func pick(rows []office.RuleRow, state string) (out []office.RuleRow) {
	for _, r := range rows {
		if r.State == state {
			out = append(out, r)
		}
	}
	return out
}

// valueWords shows a value; the digest of a text only by its beginning.
func valueWords(r office.RuleRow) string {
	if (r.Kind == "policy" || r.Kind == "price_list") && len(r.Value) > 12 {
		return r.Value[:12] + "…"
	}
	return r.Value
}

func ruleTable(p ui.Page, caption, none string, open bool) ui.Table[office.RuleRow] {
	return ui.Table[office.RuleRow]{Caption: caption, Empty: none, Cols: []ui.Col[office.RuleRow]{
		ui.Link(p.T("种类", "Kind"), func(r office.RuleRow) (string, string) {
			if !open {
				return readHref(r), kindWord(p, r.Kind)
			}
			return fmt.Sprintf("/rules/%d", r.ID), kindWord(p, r.Kind)
		}),
		ui.Words(p.T("名称", "Name"), func(r office.RuleRow) string { return nameWords(p, r.Kind, r.Name) }),
		ui.Words(p.T("数值", "Value"), valueWords),
		ui.Words(p.T("适用日期", "Days"), func(r office.RuleRow) string {
			if r.From == 0 {
				return ""
			}
			return days(p, r.From, r.To)
		}),
		ui.Cell(p.T("依据文件", "Document"), func(r office.RuleRow) templ.Component { return ui.Own(p, r.Document) }),
	}}
}

func changeTable(p ui.Page) ui.Table[office.RuleChange] {
	return ui.Table[office.RuleChange]{Caption: p.T("旧值和新值", "Old against new"), Cols: []ui.Col[office.RuleChange]{
		ui.Cell(p.T("内容", "What"), func(c office.RuleChange) templ.Component { return changed(p, c) }),
		ui.Cell(p.T("现行", "Now"), func(c office.RuleChange) templ.Component { return was(p, c) }),
		ui.Cell(p.T("拟改为", "To be"), func(c office.RuleChange) templ.Component { return willBe(p, c) }),
		ui.Cell(p.T("提示", "Note"), func(c office.RuleChange) templ.Component { return flagged(p, c) }),
	}}
}

// values are the changes of values, or those of the text of a policy.
func values(rows []office.RuleChange, words bool) (out []office.RuleChange) {
	for _, c := range rows {
		if (c.Rule != nil) == words {
			out = append(out, c)
		}
	}
	return out
}

// wordTable says what changes in the text of a policy, for whom and from which day.
func wordTable(p ui.Page) ui.Table[office.RuleChange] {
	return ui.Table[office.RuleChange]{Caption: p.T("文本的改动", "Changes of the text"), Cols: []ui.Col[office.RuleChange]{
		ui.Words(p.T("改动", "What"), func(c office.RuleChange) string { return p.T(c.Rule.Zh, c.Rule.En) }),
		ui.Words(p.T("对象", "For whom"), func(c office.RuleChange) string {
			if c.Who == nil {
				return ""
			}
			return p.T(c.Who.Zh, c.Who.En)
		}),
		ui.Words(p.T("起始日期", "From"), func(c office.RuleChange) string { return days(p, c.From, nil) }),
		ui.Words(p.T("条款", "Clause"), func(c office.RuleChange) string { return c.Clause }),
	}}
}

func ruleRows(p ui.Page, x *office.RuleView) []ui.Row {
	var rows []ui.Row
	if x.HomeName != "" {
		rows = append(rows, ui.Row{Key: p.T("殡仪馆", "Home"), Value: x.HomeName})
	}
	if x.From != 0 {
		rows = append(rows, ui.Row{Key: p.T("适用日期", "Days"), Value: days(p, x.From, x.To), Late: x.Past && x.Outcome == ""})
	}
	return append(rows, ui.Row{Key: p.T("依据文件", "Document"), Value: x.Document})
}

// unchecked reports whether a change of policy still waits to be tried.
func unchecked(x *office.RuleView) bool { return x.Kind == "policy" && !x.First && x.Checked == nil }

// step is one step of a rule on its way into force.
type step struct {
	Title, State, Text string
	Tone               ui.Tone
	Done               bool
}

// steps are the way of a rule: entered, tried (a policy), approved by a second
// person, in force from its day.
func steps(p ui.Page, x *office.RuleView) []step {
	done := p.T("已完成", "done")
	out := []step{{p.T("拟定", "Entered"), done, x.By + " " + ui.Clock(x.At), ui.Green, true}}
	if x.Kind == "policy" {
		out = append(out, checkStep(p, x))
	}
	second := step{p.T("由另一人核准", "Approved by a second person"), p.T("等待", "waiting"), p.T("可核准的角色：", "who may: ") + whoMay(p, x), ui.Blue, false}
	force := step{p.T("生效", "In force"), p.T("未生效", "not yet"), "", ui.Grey, false}
	if x.From != 0 {
		force.Text = days(p, x.From, x.To)
	}
	switch x.Outcome {
	case "approved":
		second = step{second.Title, done, x.Decider + " " + ui.Clock(x.Decided), ui.Green, true}
		force.Title, force.State, force.Tone, force.Done = p.T("从所定日期起适用", "Holds from its day on"), done, ui.Green, true
	case "declined":
		second = step{second.Title, p.T("已驳回或撤回", "declined"), x.Decider + " " + ui.Clock(x.Decided), ui.Grey, false}
	}
	return append(out, second, force)
}

// checkStep says what was seen when a policy was tried: its cases, and the claims
// of past months under it.
func checkStep(p ui.Page, x *office.RuleView) step {
	s := step{Title: p.T("检查：跑用例，试算过去的申请", "Checked: its cases, and past claims under it")}
	c := x.Checked
	switch {
	case c == nil && x.First:
		s.State, s.Tone, s.Text = p.T("可不做", "not needed"), ui.Grey, p.T("本县的第一个政策版本，还没有可试算的申请。", "The county's first policy: there are no claims to try it on.")
	case c == nil:
		s.State, s.Tone, s.Text = p.T("还没有通过", "not yet"), ui.Yellow, p.T("检查通过后才能核准；有用例不符时，会逐个说明。", "It can be approved once it was checked; cases that do not hold are named.")
	default:
		s.State, s.Tone, s.Done = p.T("已通过", "passed"), ui.Green, true
		s.Text = p.T(fmt.Sprintf("%s %s：%d 个用例全部相符；", c.By, ui.Clock(c.At), c.Cases), fmt.Sprintf("%s %s: all %d cases held; ", c.By, ui.Clock(c.At), c.Cases))
		if c.Claims == 0 {
			s.Text += p.T(fmt.Sprintf("%s 至 %s 没有可试算的申请。", c.From, c.To), fmt.Sprintf("no claims to try it on from %s to %s.", c.From, c.To))
		} else {
			s.Text += p.T(fmt.Sprintf("试算 %s 至 %s 的 %d 宗，支出由 %s 元变为 %s 元，%d 户少付，%d 户多付，%d 宗不能判定。", c.From, c.To, c.Claims, ui.Yuan(c.Before), ui.Yuan(c.After), c.Gain, c.Lose, c.Undecided),
				fmt.Sprintf("%d claims of %s to %s tried: %s yuan before, %s after; %d families pay less, %d more, %d undecided.", c.Claims, c.From, c.To, ui.Yuan(c.Before), ui.Yuan(c.After), c.Gain, c.Lose, c.Undecided))
		}
	}
	return s
}

func checkWords(p ui.Page, x *office.RuleView) string {
	if x.Checked == nil {
		return p.T("现在检查", "Check now")
	}
	return p.T("再检查一次", "Check again")
}

func whoMay(p ui.Page, x *office.RuleView) string {
	var names []string
	for _, r := range x.Roles {
		names = append(names, p.T(r.Zh, r.En))
	}
	return strings.Join(names, p.T("、", ", "))
}
