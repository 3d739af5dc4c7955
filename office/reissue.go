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

// Reissue asks to pay returned lines of an order again.
type Reissue struct {
	Order    int64     `json:"order"`
	Vouchers []string  `json:"vouchers,omitempty"` // none: every returned line not yet issued again
	Day      *date.Day `json:"day,omitempty"`      // absent: today
}

var nothingReturned = problem.Define("order.nothing_returned", problem.Conflict,
	"该拨款单没有被退回、待重拨的款项", "no line of this order was returned and waits to be issued again",
	"请核对银行结果", "check the bank's results")

// Reissue makes a new order for returned lines alone, each for the same sum on
// the account that two people corrected or confirmed since (INV-24).
func (o *Office) Reissue(ctx context.Context, c Caller, req Reissue) (OrderMade, error) {
	var out OrderMade
	a, err := o.bulk(ctx, c, party.Reissue, req, "", func(w *work) error {
		x, err := w.order(req.Order)
		if err != nil {
			return err
		}
		to, err := w.step(x.list, settlement.Order, claim.BankReturned)
		if err != nil {
			return err
		}
		if err := w.seat(x.list); err != nil {
			return err
		}
		cs, err := w.corrections(x, req.Vouchers)
		if err != nil {
			return err
		}
		out, err = w.reissue(x, cs, req.Day, to)
		return err
	})
	return answer(a, out, err)
}

// correction is an account for one returned line.
type correction struct {
	payment.Correction
	commitment string
	seq        int
	claim      int64
}

// corrections finds the account that holds now for each returned line. A claim
// reversed meanwhile is not paid again.
func (w *work) corrections(x *openedOrder, vouchers []string) ([]correction, error) {
	sent, err := w.SentLines(x.list.ID, x.ID)
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{}
	for _, v := range vouchers {
		asked[v] = true
	}
	var out []correction
	for i, s := range sent {
		if len(asked) == 0 && (s.Status != payment.Returned || s.Next != "") || len(asked) > 0 && !asked[s.Voucher] {
			continue
		}
		delete(asked, s.Voucher)
		c, stands, err := correctionOf(&w.Tx.Scope, x, &x.lines[i])
		if err != nil {
			return nil, err
		}
		if stands || len(vouchers) > 0 {
			out = append(out, c)
		}
		if len(vouchers) > 0 && len(asked) == 0 {
			break
		}
	}
	if len(out) == 0 || len(asked) > 0 {
		return nil, nothingReturned.With().At("vouchers")
	}
	return out, nil
}

// correctionOf gives the account of one line; stands says whether its claim still
// waits for the money.
func correctionOf(s *store.Scope, x *openedOrder, l *store.PaymentLine) (c correction, stands bool, err error) {
	var row store.AccountRow
	if l.Claim == 0 {
		row, err = s.HomeAccountAt(x.list.Unit, s.Now.String())
		stands = true
	} else {
		if row, err = s.PayeeRowOf(l.Claim); err != nil {
			return c, false, err
		}
		var now store.Standing
		now, err = s.ClaimNow(l.Claim)
		stands = now.State == claim.BankReturned && now.List == x.list.ID
	}
	same := row.Account == l.Payee && row.Commitment != l.Commitment // confirmed anew
	return correction{payment.Correction{Voucher: l.Voucher, Account: row.Account, Same: same, By: [2]int64{row.EnteredBy, row.ApprovedBy}}, row.Commitment, l.Seq, l.Claim}, stands, err
}

// reissue makes the order and books it.
func (w *work) reissue(x *openedOrder, cs []correction, day *date.Day, to settlement.State) (OrderMade, error) {
	row := store.OrderRow{ID: w.NextID(), List: x.list.ID, Kind: store.ReissueOrder, Of: x.ID}
	h, err := w.orderHead(x.list, &row, day)
	if err != nil {
		return OrderMade{}, err
	}
	sent, err := w.SentLines(x.list.ID, x.ID)
	if err != nil {
		return OrderMade{}, err
	}
	bare := make([]payment.Correction, len(cs))
	for i := range cs {
		bare[i] = cs[i].Correction
	}
	po, _, err := payment.Reissue(h, &x.order, outcomes(sent), bare)
	if err != nil {
		return OrderMade{}, err
	}
	var parts []ledger.Part
	lines := make([]store.PaymentLine, len(po.Lines))
	for i := range po.Lines {
		lines[i] = store.PaymentLine{Line: po.Lines[i], Commitment: cs[i].commitment, OfOrder: x.ID, OfSeq: cs[i].seq}
		ps, err := w.lineParts(x, cs[i].claim)
		if err != nil {
			return OrderMade{}, err
		}
		if parts, err = ledger.Merge(parts, ps); err != nil {
			return OrderMade{}, err
		}
	}
	out, err := w.putOrder(x.list, &row, &po, lines, parts, to)
	if err != nil {
		return out, err
	}
	if err := w.follow(x.list); err != nil { // other lines may still stand returned
		return out, err
	}
	out.State, out.Zh = string(x.list.State), x.list.State.Zh()
	w.reply(out)
	return out, nil
}

// sumOf gives the sum of one line of an order, by its voucher.
func (o *Office) sumOf(ctx context.Context, c Caller, order int64, voucher string) (fen money.Amount, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, _ party.Actor) error {
		lines, err := s.PaymentLines(order)
		if err != nil {
			return err
		}
		for i := range lines {
			if lines[i].Voucher == voucher {
				fen = lines[i].Fen
				return nil
			}
		}
		return nothingReturned.With().At("voucher")
	})
	return fen, err
}
