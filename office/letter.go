package office

import (
	"fmt"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/print"
	"songbai/store"
)

// letterKind is the 告知书 among the papers of a claim.
const letterKind = "letter_pdf"

var noLetter = problem.Define("paper.no_letter", problem.Conflict,
	"现在还没有可以告知的结果", "there is no result to tell yet", "不予受理、已核定或已办结后再出具告知书", "the letter is made when the claim was refused, its amount fixed, or it was completed")

// letterMove finds the act that the letter tells of: the refusal, the last
// completion or fixing of the amount, or the review that left it as it was.
func letterMove(f *file, moves []store.MoveRow) *store.MoveRow {
	for i := len(moves) - 1; i >= 0; i-- {
		switch party.Act(moves[i].Act) {
		case party.Refuse, party.Uphold:
			if f.now.State == claim.Refused || party.Act(moves[i].Act) == party.Uphold && claim.SumFixed(f.Route, f.now.State) {
				return &moves[i]
			}
		case party.Complete, party.Determine:
			if f.now.State != claim.Refused && f.now.State != claim.Withdrawn {
				return &moves[i]
			}
		}
	}
	return nil
}

// letterName is the name under which the letter is kept: one for each act told.
func letterName(f *file, moves []store.MoveRow) (string, error) {
	m := letterMove(f, moves)
	if m == nil {
		return "", noLetter.With()
	}
	return fmt.Sprintf("%s:m%d", letterKind, m.Seq), nil
}

// letter writes the 告知书 of a claim.
func (p *claimPrint) letter(w *work) (print.ResultLetter, error) {
	moves, err := w.Moves(p.f.ID)
	if err != nil {
		return print.ResultLetter{}, err
	}
	m := letterMove(p.f, moves)
	if m == nil {
		return print.ResultLetter{}, noLetter.With()
	}
	at, err := date.ParseInstant(m.At)
	if err != nil {
		return print.ResultLetter{}, err
	}
	p.stamp = print.Mark{Digest: m.Digest, Position: fmt.Sprintf("%d/%d", w.County, m.AuditPos)}
	if rows, err := w.AuditRows(m.AuditPos-1, 1); err == nil && len(rows) == 1 {
		p.stamp.Hash = rows[0].Hash
	}
	office, err := w.OfficeByID(m.Office)
	if err != nil {
		return print.ResultLetter{}, err
	}
	term, err := reviewTerm(&w.Tx.Scope)
	if err != nil {
		return print.ResultLetter{}, err
	}
	v := print.ResultLetter{
		Number: fmt.Sprintf("告知 %s-%d", p.f.Slip, m.Seq), To: "丧属或经办人", Slip: p.f.Slip, Phone: office.Phone, Office: office.Name, Day: at.Day(), Mark: w.o.coded(p.stamp),
		Rights: "如对以上结果有异议，可以自收到本告知书之日起向本机关或民政局申请复核，由另一位工作人员重新审查，自申请次日起 " + strconv.Itoa(term) + " 个工作日内答复；也可以凭查询单号在公开页面提出。",
	}
	if h := p.f.form.Handler; h != nil {
		v.To = h.Name
	}
	switch party.Act(m.Act) {
	case party.Refuse:
		p.refusal(&v, m.Reason)
		return v, nil
	case party.Uphold:
		if p.f.now.State != claim.Refused {
			return v, p.sumUpheld(w, &v, moves, m)
		}
		return v, p.upheld(w, &v, m)
	}
	p.result(&v, party.Act(m.Act))
	return v, nil
}

func (p *claimPrint) refusal(v *print.ResultLetter, reason string) {
	code, clause, cure := refusalParts(reason)
	v.Title = "不予受理告知书"
	why := refusalWords(p.pack, code).Zh
	v.Body = []string{fmt.Sprintf("您为逝者%s提出的殡葬基本服务免费申请，经审查不予受理。", p.f.form.Deceased.Name)}
	if why != "" {
		v.Body = append(v.Body, "理由："+why+"。")
	}
	v.Body = append(v.Body, fmt.Sprintf("依据：《%s》%s。", p.pack.Title, clause), "补救办法："+strings.TrimSuffix(cure, "。")+"。")
	if text := p.pack.ClauseText(clause); text != "" {
		v.Body = append(v.Body, "条款原文：“"+strings.Trim(text, "。")+"”。")
	}
}

// upheld writes the answer of a review: when it was asked for, by when it was due,
// what stands and why.
func (p *claimPrint) upheld(w *work, v *print.ResultLetter, m *store.MoveRow) error {
	p.refusal(v, m.Reason)
	asked, err := w.ReviewRequests(p.f.ID)
	if err != nil || len(asked) == 0 {
		return err
	}
	last := asked[len(asked)-1]
	at, err := date.ParseInstant(last.At)
	if err != nil {
		return err
	}
	v.Title = "复核结果告知书"
	v.Body[0] = fmt.Sprintf("您于%s就逝者%s的殡葬基本服务免费申请不予受理一事申请复核，应于%s前答复。经另一位工作人员重新审查，维持不予受理。", at.Day().Zh(), p.f.form.Deceased.Name, last.Due.Zh())
	v.Rights = "如对复核结果仍有异议，可以依法申请行政复议或者提起行政诉讼。"
	return nil
}

// sumUpheld writes the answer of a review of a sum: when it was asked for, by when
// it was due, that the sum stands and why.
func (p *claimPrint) sumUpheld(w *work, v *print.ResultLetter, moves []store.MoveRow, m *store.MoveRow) error {
	fixed := fixedBy(p.f, moves)
	asked, err := w.ReviewRequests(p.f.ID)
	if err != nil || fixed == nil || len(asked) == 0 {
		return err
	}
	p.result(v, party.Act(fixed.Act))
	last := asked[len(asked)-1]
	at, err := date.ParseInstant(last.At)
	if err != nil {
		return err
	}
	_, clause, words := refusalParts(m.Reason)
	v.Title = "复核结果告知书"
	v.Body = append([]string{fmt.Sprintf("您于%s就逝者%s的殡葬基本服务费用金额申请复核，应于%s前答复。经另一位工作人员重新审查，维持原来的金额。", at.Day().Zh(), p.f.form.Deceased.Name, last.Due.Zh()),
		"说明：" + strings.TrimSuffix(words, "。") + "（" + clause + "）。"}, v.Body...)
	v.Rights = "如对复核结果仍有异议，可以依法申请行政复议或者提起行政诉讼。"
	return nil
}

// refusalWords gives the words of a ground of refusal by its code.
func refusalWords(pack *policy.Pack, code string) policy.Words {
	code = strings.TrimPrefix(code, "policy.")
	for _, r := range pack.Refusals {
		if r.Code == code {
			return r.Words
		}
	}
	if pack.NoClass.Code == code {
		return pack.NoClass.Words
	}
	return policy.Words{}
}

func (p *claimPrint) result(v *print.ResultLetter, act party.Act) {
	v.Title, v.Total = "殡葬基本服务费用免除告知书", p.sums()
	v.Body = []string{fmt.Sprintf("您为逝者%s办理的殡葬基本服务已办结，费用免除结果如下：免除 %s 元，自付 %s 元。", p.f.form.Deceased.Name, p.d.Waived.Grouped(), p.d.Family.Grouped())}
	if act == party.Determine {
		v.Title = "异地火化费用核定告知书"
		v.Body = []string{fmt.Sprintf("您为逝者%s申请报销异地火化殡葬基本服务费用，经核定，报销 %s 元。款项经财政局审定后，汇入您登记的银行账户。", p.f.form.Deceased.Name, p.d.Waived.Grouped())}
	}
	v.Body = append(v.Body, fmt.Sprintf("依据：《%s》%s。", p.pack.Title, p.d.Clause))
	for _, x := range p.d.Lines {
		v.Items = append(v.Items, print.FormItem{Name: p.itemName(x.Item), Sums: print.Sums{Charged: x.Charged, Waived: x.Waived, FamilyPays: x.Family}, Reason: lineReason(x), Clause: x.Clause})
	}
}
