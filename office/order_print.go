package office

import (
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/print"
	"songbai/store"
)

// printOrder renders a paper of an order.
func (o *Office) printOrder(s *store.Scope, x *openedOrder, req *OrderPaper) ([]byte, error) {
	p := &listPrint{o: o, s: s, l: x.list}
	if err := p.gather(); err != nil {
		return nil, err
	}
	switch req.Kind {
	case "order_pdf":
		v, err := p.order(x)
		if err != nil {
			return nil, err
		}
		return v.PDF()
	case "remittance_pdf":
		for i := range x.lines {
			if x.lines[i].Voucher == req.Voucher {
				v, err := p.remittance(x, &x.lines[i])
				if err != nil {
					return nil, err
				}
				return v.PDF()
			}
		}
	}
	return nil, noOrderPaper.With(req.Kind).At("kind")
}

// orderMark gives digest and audit record of the act that made the order.
func (p *listPrint) orderMark(x *openedOrder) (print.Mark, error) {
	records, err := p.s.AuditOf(x.ID)
	if err != nil || len(records) == 0 {
		return print.Mark{}, err
	}
	r := records[0]
	return p.o.coded(markOf(p.s.County, Seal{Digest: r.Digest, Position: r.Pos, Hash: r.Hash})), nil
}

// order makes the 拨款单.
func (p *listPrint) order(x *openedOrder) (print.PaymentOrder, error) {
	parts, err := orderedParts(p.s, x.list.ID, x.ID)
	if err != nil {
		return print.PaymentOrder{}, err
	}
	v := print.PaymentOrder{Title: p.county + "惠民殡葬资金拨款单", Number: x.Number, Day: x.Day, Payer: x.order.Payer.Holder, Payee: p.payee(x), Amount: x.Fen, Purpose: x.lines[0].Purpose,
		List: p.l.Number, Digest: x.Digest, Period: p.l.period.Zh(), Count: p.l.SealedLines, Funds: p.shares(parts),
		Boxes: []print.Box{{Title: "审定人", Signers: []print.Signer{{Label: "签名"}}}, {Title: p.payer, Seal: "（公章）", Signers: []print.Signer{{Label: "支付人"}}}}}
	if p.l.Kind == settlement.Reimbursement {
		v.Count = len(x.lines)
	}
	if t := p.view.Turn; t != nil && t.Pay != 0 {
		due := t.Pay
		v.Due = &due
	}
	v.Mark, err = p.orderMark(x)
	return v, err
}

var levelZh = map[fund.Level]string{fund.Province: "省级", fund.Prefecture: "市级", fund.County: "县级"}

// firstOffset gives what the list's first order set off: a home's sum is the
// list's less that, in a re-issue too.
func (p *listPrint) firstOffset(x *openedOrder) (money.Amount, error) {
	orders, err := p.s.OrdersOf(x.list.ID)
	for _, o := range orders {
		if o.Kind == store.FirstOrder {
			return o.Offset, err
		}
	}
	return 0, err
}

// payee names whom the order pays; a sheet's families stand in the bank file and
// each on its own notice.
func (p *listPrint) payee(x *openedOrder) print.Payee {
	if len(x.lines) == 1 {
		a := x.lines[0].Payee
		return print.Payee{Name: a.Holder, Bank: a.Bank, Account: a.Number}
	}
	return print.Payee{Name: "申领人 " + idText(int64(len(x.lines))) + " 户（见核定表和银行文件）"}
}

// shares writes parts for people, the years of one fund and level together.
func (p *listPrint) shares(parts []ledger.Part) (out []print.FundShare) {
	pack := p.lines[0].pack
	for _, s := range store.Shares(parts) {
		out = append(out, print.FundShare{Fund: fundZh(pack, s.Fund), Level: levelZh[s.Level], Fen: s.Fen})
	}
	return out
}

// remittance makes the 拨付通知 of one payment line: it names every funeral that
// the sum is for, and what was set off.
func (p *listPrint) remittance(x *openedOrder, l *store.PaymentLine) (print.Remittance, error) {
	mark, err := p.orderMark(x)
	if err != nil {
		return print.Remittance{}, err
	}
	first, err := p.firstOffset(x)
	if err != nil {
		return print.Remittance{}, err
	}
	v := print.Remittance{Title: "惠民殡葬资金拨付通知", Number: l.Voucher, Day: x.Day, Payer: x.order.Payer.Holder, Payee: print.Payee{Name: l.Payee.Holder, Bank: l.Payee.Bank, Account: l.Payee.Number},
		Order: x.Number, List: p.l.Number, Period: p.l.period.Zh(), Amount: l.Fen, Boxes: []print.Box{{Title: p.payer, Seal: "（盖章）"}}, Mark: mark}
	var rows []payment.Funeral
	for i := range p.lines {
		c := &p.lines[i]
		if c.struck != "" || l.Claim != 0 && l.Claim != c.row.Line.Claim {
			continue
		}
		rows = append(rows, payment.Funeral{Seq: c.row.Seq, Claim: c.row.Line.Claim, Fen: c.row.Waived})
		d := c.deceased()
		v.Lines = append(v.Lines, print.RemittanceLine{Slip: c.row.Claim.Slip, Name: d.Name, Certificate: d.Certificate, Fund: c.fundName(), Fen: c.row.Waived})
	}
	if _, err := payment.Remit(&l.Line, first, rows); err != nil {
		return v, err
	}
	if first > 0 {
		v.Lines = append(v.Lines, print.RemittanceLine{Name: "抵扣应追回款", Fen: -first})
	}
	return v, nil
}
