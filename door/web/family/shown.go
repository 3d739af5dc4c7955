package family

import (
	"slices"

	"songbai/domain/claim"
	"songbai/door/web/ui"
	"songbai/office"
)

func last(phone string) string {
	if len(phone) < 4 {
		return phone
	}
	return phone[len(phone)-4:]
}

func homeChoices(b office.Board) (out []ui.Choice) {
	for _, h := range b.Homes {
		out = append(out, ui.Choice{Value: idText(h.Home), Label: h.Name})
	}
	return out
}

func papersState(x *filling) string {
	for _, n := range x.v.Needed {
		if !x.has(n.ID) {
			return "skip"
		}
	}
	return "done"
}

func signState(x *filling) string {
	switch {
	case x.v.Signed != "":
		return "done"
	case x.ready():
		return ""
	}
	return "wait"
}

func signHref(x *filling) string {
	if !x.ready() {
		return ""
	}
	return "/case/sign"
}

// with puts what was typed and could not be kept in place of the kept value.
func with(f ui.Field, typed map[string]string) ui.Field {
	if text, ok := typed[f.Name]; ok && text != "" {
		f.Value = text
	}
	return f
}

// withOwn keeps a value among the choices that an office wrote.
func withOwn(list []ui.Choice, own string) []ui.Choice {
	if own == "" || slices.ContainsFunc(list, func(c ui.Choice) bool { return c.Value == own }) {
		return list
	}
	return append(slices.Clone(list), ui.Choice{Value: own, Label: own})
}

// needs tells whether a paper is on the list of the claim.
func (x *filling) needs(paper string) bool {
	return slices.ContainsFunc(x.v.Needed, func(n office.PaperRow) bool { return n.ID == paper })
}

// paperChoices lists the papers that a photo may be of.
func paperChoices(p ui.Page, x *filling) []ui.Choice {
	out := []ui.Choice{{Label: p.T("请选择", "Choose")}}
	for _, n := range x.v.Needed {
		label := p.T(n.Zh, n.En)
		if x.has(n.ID) {
			label += p.T("（已传）", " (sent)")
		}
		out = append(out, ui.Choice{Value: n.ID, Label: label})
	}
	return out
}

// stepRows lists what was filled in at a step, as it is signed.
func stepRows(l ui.Lang, x *filling, s step) (out []ui.Row) {
	for _, f := range s.fields {
		value := x.v.Form.Get(f.path)
		if value == "" || value == "none" {
			continue
		}
		if f.of != nil {
			for _, c := range f.of(x) {
				if c.Value == value {
					value = c.Label
				}
			}
		}
		out = append(out, ui.Row{Key: f.label(l), Value: value})
	}
	return out
}

// facts are the few things known of a claim beside where it stands.
func facts(p ui.Page, c office.FamilyView) []ui.Row {
	out := []ui.Row{{Key: p.T("查询单号", "Slip number"), Value: c.Slip}, {Key: p.T("逝者", "Deceased"), Value: c.Deceased}, {Key: p.T("办理方式", "Route"), Value: p.T(c.Route.Zh(), string(c.Route))}}
	if c.Account != "" {
		out = append(out, ui.Row{Key: p.T("收款账户", "Account"), Value: c.Account})
	}
	return out
}

// documents are the papers that may be given out now.
func documents(p ui.Page, c office.FamilyView) (out []ui.Choice) {
	if c.Refused != nil && c.Refused.Upheld != nil {
		return []ui.Choice{{Value: "letter_pdf", Label: p.T("复核结果告知书", "Letter of the review")}}
	}
	if c.Refused != nil {
		return []ui.Choice{{Value: "letter_pdf", Label: p.T("不予受理告知书", "Letter of refusal")}}
	}
	if len(c.Lines) == 0 {
		return nil
	}
	if c.Signed {
		out = append(out, ui.Choice{Value: "slip_pdf", Label: p.T("承诺单", "Commitment slip")})
	}
	if c.Signed || c.Route == claim.Reimbursement {
		out = append(out, ui.Choice{Value: "form_pdf", Label: p.T("申请表", "Application form")})
	}
	switch c.State {
	case claim.Draft, claim.Lodged, claim.Accepted, claim.Signed, claim.Forwarded, claim.Returned, claim.Withdrawn:
		return out
	}
	return append(out, ui.Choice{Value: "letter_pdf", Label: p.T("结果告知书", "Letter of the result")})
}

func starChoices(l ui.Lang) (out []ui.Choice) {
	en := [...]string{"", "very bad", "bad", "fair", "good", "very good"}
	for s := 5; s >= 1; s-- {
		out = append(out, ui.Choice{Value: idText(int64(s)), Label: l.T(office.StarsZh(s), en[s])})
	}
	return out
}

// timeline tells what happened, newest first.
func timeline(l ui.Lang, c office.FamilyView) (out []ui.Step) {
	for i := len(c.Steps) - 1; i >= 0; i-- {
		s := c.Steps[i]
		by := s.Office
		if by == "" {
			by = l.T("您在网上", "you, online")
		}
		out = append(out, ui.Step{Title: l.T(s.Zh, s.En), By: by, At: ui.Clock(s.At.String())})
	}
	return out
}

// dials says whether a public phone is a number that a phone can call.
func dials(number string) bool {
	for _, r := range number {
		if (r < '0' || r > '9') && r != '-' && r != '+' && r != ' ' {
			return false
		}
	}
	return true
}

// elsewhere tells whether the answer is for a cremation at another place, which
// is repaid instead of waived.
func elsewhere(t office.Told) bool { return t.Route == string(claim.Reimbursement) }

func toldTitle(l ui.Lang, t office.Told) string {
	if elsewhere(t) {
		return l.T("可以报销", "This is repaid")
	}
	return l.T("可以免费", "This is free")
}

// youPay says what is left to the family.
func youPay(l ui.Lang, t office.Told) string {
	zh, en := "超出数量的、高于普通档的差额，以及上表以外的服务", "What exceeds these quantities, the difference to a better grade, any other service"
	if elsewhere(t) {
		return l.T("发票金额超过上列标准和最高限额的部分，以及上表以外的服务，由您自付。", "What the invoice charges above these standards and the cap, and any other service, is yours.")
	}
	if t.Cap > 0 {
		zh, en = zh+"、超过最高限额的部分", en+", and what exceeds the cap"
	}
	if t.Offset {
		zh, en = zh+"、另有丧葬待遇的金额", en+", and what another scheme pays for the funeral"
	}
	return l.T(zh+"，由您自付。殡仪馆须先明码标价，由您自愿选择。", en+" is yours. The home must show its prices first; you choose freely.")
}

func has(list []string, s string) bool { return slices.Contains(list, s) }
