package demo

import (
	"songbai/domain/claim"
	"songbai/domain/payment"
	"songbai/office"
)

// sheets lays determination sheets on the desks behind the bureau, one at each
// step: paid and returned by the bank, approved, examined, sealed, opened.
func (d *desks) sheets() error {
	steps := []struct{ before, to int }{{8, toBank}, {6, toPayer}, {5, toApprover}, {4, toExaminer}, {3, toSealer}}
	for i, s := range steps {
		d.on(s.before)
		if err := d.sheet(s.to, 1+2*i); err != nil {
			return err
		}
	}
	return nil
}

// How far a sheet goes.
const (
	toSealer = iota
	toExaminer
	toApprover
	toPayer
	toBank
)

// sheet determines two claims of a town, opens their sheet and takes it as far as
// is wanted.
func (d *desks) sheet(to, town int) error {
	ids := map[string]int64{} // account → claim
	for range 2 {
		c := d.next(claim.Reimbursement, town)
		id, err := d.runReimbursement(d.ctx, &c)
		if err == nil {
			err = d.cleared(d.ctx, id, func() error { return d.Determine(d.ctx, "reviewer2", id) })
		}
		if err != nil {
			return err
		}
		ids[c.Form.Account.Number] = id
	}
	l, err := d.Office.OpenSheet(d.ctx, d.As("reviewer1"), office.OpenSheet{Day: d.clock.Now().Day()})
	if err != nil {
		return err
	}
	acts := []func() error{
		func() error {
			return drop(d.Office.SealList(d.ctx, d.As("sealer1"), office.SealList{List: l.List, Opinion: "经审核，同意核定金额。"}))
		},
		func() error {
			return drop(d.Office.ExamineList(d.ctx, d.As("examiner1"), office.ListRef{List: l.List}))
		},
		func() error {
			return drop(d.Office.ApproveList(d.ctx, d.As("approver1"), office.ApproveList{List: l.List}))
		},
		func() error { return d.bounced(l.List, ids, town) },
	}
	return step(acts[:to]...)
}

// bounced pays a sheet and has the bank return both payments: for one a corrected
// account waits for the head of the town, for the other for its clerk.
func (d *desks) bounced(list int64, ids map[string]int64, town int) error {
	m := &month{World: d.World, Options: Options{Clock: d.clock}, ctx: d.ctx}
	m.clock.Pay = d.today - 7
	o, err := d.Office.OrderPayment(d.ctx, d.As("payer1"), office.OrderPayment{List: list})
	if err != nil {
		return err
	}
	lines, err := m.file(o.Order)
	if err != nil {
		return err
	}
	var answers []answerLine
	for _, l := range lines {
		answers = append(answers, answerLine{l.voucher, l.fen, "退回"})
	}
	d.on(7)
	if err := m.answer(o.Order, answers); err != nil {
		return err
	}
	account := payment.Account{Holder: "样本更正户名", Number: "6282880000000001", Bank: "样本农商银行"}
	return drop(d.Office.ProposeAccount(d.ctx, d.As(TownClerk(town)), office.CorrectAccount{Claim: ids[lines[0].account], Account: account, Document: "样本更正单"}))
}
