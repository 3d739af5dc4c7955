package demo

import (
	"bytes"
	"encoding/csv"
	"strings"

	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/office"
)

// pay takes a sealed list through finance and the bank.
func (m *month) pay(list int64, families bool) error {
	m.Clock.Set(m.clock.Approve)
	err := step(
		func() error { return drop(m.Office.ExamineList(m.ctx, m.As("examiner1"), office.ListRef{List: list})) },
		func() error {
			return drop(m.Office.ApproveList(m.ctx, m.As("approver1"), office.ApproveList{List: list}))
		})
	if err != nil {
		return err
	}
	m.Clock.Set(m.clock.Pay)
	o, err := m.Office.OrderPayment(m.ctx, m.As("payer1"), office.OrderPayment{List: list})
	if err != nil {
		return err
	}
	bounced, err := m.atBank(o.Order, families)
	if err != nil || len(bounced) == 0 {
		return err
	}
	return m.again(o.Order, bounced)
}

// sent is one line of the bank file.
type sent struct {
	voucher, account string
	fen              money.Amount
	claim            int64
	town             int
}

// atBank makes the order's file and imports the bank's answer: a home is paid;
// of the families some are returned and a few are still being worked on.
func (m *month) atBank(order int64, families bool) (bounced []sent, err error) {
	lines, err := m.file(order)
	if err != nil {
		return nil, err
	}
	var answers []answerLine
	for i := range lines {
		l := &lines[i]
		status := "成功"
		if families {
			status = m.fate(l, i)
		}
		answers = append(answers, answerLine{l.voucher, l.fen, status})
		switch status {
		case "成功":
			m.result.Paid += l.fen
		case "退回":
			bounced = append(bounced, *l)
		default:
			m.result.Due += l.fen
		}
	}
	return bounced, m.answer(order, answers)
}

// answer imports the bank's answer twice: the second has no effect.
func (m *month) answer(order int64, answers []answerLine) error {
	req := office.ImportResult{Order: order, Profile: "csv-utf8", Data: resultFile(answers, m.clock.Pay)}
	return step(
		func() error { return drop(m.Office.ImportResult(m.ctx, m.As("payer1"), req)) },
		func() error { return drop(m.Office.ImportResult(m.ctx, m.As("payer1"), req)) })
}

// fate says what becomes of a family's payment, and whose it is.
func (m *month) fate(l *sent, i int) string {
	for _, c := range m.cases {
		if c.Form.Account != nil && c.Form.Account.Number == l.account {
			l.claim, l.town = m.ids[c.N], c.Town
			if c.Bounced {
				return "退回"
			}
		}
	}
	if i%25 == 24 {
		return "处理中"
	}
	return "成功"
}

// file makes the bank file of an order and reads its lines back.
func (m *month) file(order int64) ([]sent, error) {
	f, err := m.Office.MakeFile(m.ctx, m.As("payer1"), office.MakeFile{Order: order, Profile: "csv-utf8"})
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Bytes, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var out []sent
	for _, row := range rows[1:] {
		if row[0] == "合计" {
			break
		}
		fen, err := money.Parse(row[6])
		if err != nil {
			return nil, err
		}
		out = append(out, sent{voucher: row[1], account: strings.TrimSpace(row[3]), fen: fen})
	}
	return out, nil
}

// again corrects every second returned account by two people and issues those
// payments again, alone; the others stay returned.
func (m *month) again(order int64, bounced []sent) error {
	var vouchers []string
	for i, l := range bounced {
		if i%2 == 1 {
			m.result.Returned += l.fen
			continue
		}
		if err := m.correct(l); err != nil {
			return err
		}
		vouchers = append(vouchers, l.voucher)
	}
	o, err := m.Office.Reissue(m.ctx, m.As("payer1"), office.Reissue{Order: order, Vouchers: vouchers})
	if err != nil {
		return err
	}
	lines, err := m.file(o.Order)
	if err != nil {
		return err
	}
	var answers []answerLine
	for _, l := range lines {
		answers = append(answers, answerLine{l.voucher, l.fen, "成功"})
		m.result.Paid += l.fen
	}
	return m.answer(o.Order, answers)
}

func (m *month) correct(l sent) error {
	account := payment.Account{Holder: "样本更正户名", Number: "6282880000000001", Bank: "样本农商银行"}
	p, err := m.Office.ProposeAccount(m.ctx, m.As(TownClerk(l.town)), office.CorrectAccount{Claim: l.claim, Account: account, Document: "样本更正单"})
	if err != nil {
		return err
	}
	return drop(m.Office.DecideAccount(m.ctx, m.As(TownHead(l.town)), office.DecideAccount{Proposal: p.ID}))
}
