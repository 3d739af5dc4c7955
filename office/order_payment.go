package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// OrderPayment asks to pay an approved list.
type OrderPayment struct {
	List int64 `json:"list"`
	// Day is the day on which the bank shall pay; absent: today.
	Day *date.Day `json:"day,omitempty"`
	// Offsets names recoveries of the same home to be set off.
	Offsets []int64 `json:"offsets,omitempty"`
}

// OrderMade is the answer of an act that makes an order.
type OrderMade struct {
	Order  int64        `json:"order"`
	Number string       `json:"number"`
	List   int64        `json:"list"`
	State  string       `json:"state"` // of the list
	Zh     string       `json:"state_zh"`
	Lines  int          `json:"lines"`
	Fen    money.Amount `json:"fen"`
	Offset money.Amount `json:"offset_fen"`
}

var (
	noTreasury = problem.Define("order.treasury", problem.Unready,
		"本县没有登记付款账户", "the county has no registered account to pay from",
		"请由两人登记并核准财政付款账户", "have two people register the treasury's account")
	noHomeAccount = problem.Define("order.home_account", problem.Unready,
		"清册审定时殡仪馆没有登记账户", "the home had no registered account when the list was approved",
		"请由两人登记并核准殡仪馆账户，再退回清册重新审定", "have two people register the home's account, then send the list back and approve it anew")
	pastDay = problem.Define("order.day", problem.Invalid,
		"支付日期不能早于今天", "the day of payment lies before today", "请改为今天或以后", "choose today or a later day")
)

// OrderPayment makes the one payment order of an approved list: the home's sum
// to the account registered at approval, or each family's to its own account,
// less recoveries set off. Five different people stand behind it (INV-11, 12, 14,
// 22).
func (o *Office) OrderPayment(ctx context.Context, c Caller, req OrderPayment) (OrderMade, error) {
	var out OrderMade
	a, err := o.bulk(ctx, c, party.Order, req, "", func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		to, err := w.step(l, settlement.Order, claim.Approved)
		if err != nil {
			return err
		}
		if err := w.countersigned(l); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		row := store.OrderRow{ID: w.NextID(), List: l.ID, Kind: store.FirstOrder}
		h, err := w.orderHead(l, &row, req.Day)
		if err != nil {
			return err
		}
		if row.Offset, err = w.offset(l, row.ID, req.Offsets); err != nil {
			return err
		}
		po, lines, err := w.firstOrder(l, h, row.Offset)
		if err != nil {
			return err
		}
		parts, err := w.ListBalance(l.ID, ledger.Approved)
		if err != nil {
			return err
		}
		out, err = w.putOrder(l, &row, &po, lines, parts, to)
		return err
	})
	return answer(a, out, err)
}

// orderHead draws the order's number and gathers what it is made of.
func (w *work) orderHead(l *openedList, row *store.OrderRow, day *date.Day) (payment.Head, error) {
	row.Day, row.Digest = w.Today(), l.SealedDigest
	if day != nil {
		row.Day = *day
	}
	if row.Day < w.Today() {
		return payment.Head{}, pastDay.With().At("day")
	}
	payer, err := w.HomeAccountAt(0, w.Now.String())
	if problem.CodeOf(err) == "store.missing" {
		return payment.Head{}, noTreasury.With()
	}
	if err != nil {
		return payment.Head{}, err
	}
	row.Payer = payer.ID
	y, _, _ := w.Today().YMD()
	n, err := w.NextNumber(0, string(settlement.OrderNumber), y, row.ID) // vouchers are unique in the county
	if err != nil {
		return payment.Head{}, err
	}
	if row.Number, err = settlement.NumberText(settlement.OrderNumber, y, n); err != nil {
		return payment.Head{}, err
	}
	return headOf(w.CountyText(), l, row, w.Now, payer.Account), nil
}

func headOf(county string, l *openedList, row *store.OrderRow, made date.Instant, payer payment.Account) payment.Head {
	return payment.Head{County: county, Number: row.Number, List: l.ID, ListNumber: l.Number, Kind: l.Kind, Period: l.period,
		Sealed: row.Digest, Made: made, Day: row.Day, Payer: payer}
}

// firstOrder makes the first order of a list with its lines as they are stored.
func (w *work) firstOrder(l *openedList, h payment.Head, offset money.Amount) (payment.Order, []store.PaymentLine, error) {
	if l.Kind == settlement.Local {
		payee, err := w.HomeAccountAt(l.Unit, l.ApprovedAt)
		if problem.CodeOf(err) == "store.missing" {
			return payment.Order{}, nil, noHomeAccount.With()
		}
		if err != nil {
			return payment.Order{}, nil, err
		}
		po, err := payment.ForHome(h, payee.Account, l.Sealed, offset)
		return po, storedLines(&po, []string{payee.Commitment}), err
	}
	dues, commitments, err := w.dues(l)
	if err != nil {
		return payment.Order{}, nil, err
	}
	po, err := payment.ForFamilies(h, dues, l.Sealed)
	return po, storedLines(&po, commitments), err
}

// dues gives what each family of a sheet is owed, in the order of the sheet.
func (w *work) dues(l *openedList) (dues []payment.Due, commitments []string, err error) {
	err = w.SealedLines(l.ID, func(x *settlement.Line) error {
		if x.Struck == "" {
			dues = append(dues, payment.Due{Claim: x.Claim, Fen: x.Waived})
		}
		return nil
	})
	for i := range dues {
		if err != nil {
			return nil, nil, err
		}
		var p store.AccountRow
		p, err = w.PayeeRowOf(dues[i].Claim)
		dues[i].Payee = p.Account
		commitments = append(commitments, p.Commitment)
	}
	return dues, commitments, err
}

func storedLines(po *payment.Order, commitments []string) []store.PaymentLine {
	out := make([]store.PaymentLine, len(po.Lines))
	for i := range po.Lines {
		out[i] = store.PaymentLine{Line: po.Lines[i], Commitment: commitments[i]}
	}
	return out
}

// putOrder writes an order, books it and moves the list; parts are the sums by
// fund, level and year that it pays.
func (w *work) putOrder(l *openedList, row *store.OrderRow, po *payment.Order, lines []store.PaymentLine, parts []ledger.Part, to settlement.State) (OrderMade, error) {
	row.Lines, row.Fen = len(lines), po.Sum
	if ledger.Total(parts) != po.Sum {
		return OrderMade{}, notTheSame.With()
	}
	r := w.listRef(l)
	r.Order = row.ID
	if _, err := w.post(ledger.Ordered(r, parts)); err != nil {
		return OrderMade{}, err
	}
	if err := w.PutOrder(row, lines); err != nil {
		return OrderMade{}, err
	}
	if err := w.MoveList(l.ID, l.State, to); err != nil {
		return OrderMade{}, err
	}
	l.State = to
	w.Record("order", row.ID, sha(orderText(w.CountyText(), row, lines)))
	out := OrderMade{Order: row.ID, Number: row.Number, List: l.ID, State: string(l.State), Zh: l.State.Zh(), Lines: row.Lines, Fen: row.Fen, Offset: row.Offset}
	w.reply(out)
	return out, nil
}
