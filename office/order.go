package office

import (
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/store"
)

// OrderRef names the order an act is about.
type OrderRef struct {
	Order int64 `json:"order"`
}

// openedOrder is an order opened with its list and lines.
type openedOrder struct {
	store.OrderRow
	list  *openedList
	lines []store.PaymentLine
	order payment.Order
}

// order opens an order for this act.
func (w *work) order(id int64) (*openedOrder, error) {
	o, err := readOrder(&w.Tx.Scope, id)
	if err != nil {
		return nil, err
	}
	if err := party.May(w.act, w.actor, o.list.object()); err != nil {
		return nil, err
	}
	own, relative, err := w.InterestedInList(w.actor.Person, o.list.ID)
	if err != nil {
		return nil, err
	}
	return o, party.NoInterest(own, relative)
}

// readOrder builds an order from its rows exactly as it was made.
func readOrder(s *store.Scope, id int64) (*openedOrder, error) {
	row, err := s.OrderByID(id)
	if err != nil {
		return nil, err
	}
	o := &openedOrder{OrderRow: row}
	if o.list, err = readList(s, row.List); err != nil {
		return nil, err
	}
	if o.lines, err = s.PaymentLines(id); err != nil {
		return nil, err
	}
	payer, err := s.HomeAccountByID(row.Payer)
	if err != nil {
		return nil, err
	}
	made, err := date.ParseInstant(row.At)
	if err != nil {
		return nil, err
	}
	o.order = payment.Order{Head: headOf(s.CountyText(), o.list, &row, made, payer.Account), Sum: row.Fen, Offset: row.Offset}
	for i := range o.lines {
		o.order.Lines = append(o.order.Lines, o.lines[i].Line)
	}
	return o, nil
}

// orderText is the canonical text of an order whose digest its audit record
// carries; accounts stand as commitments:
//
//	songbai-order-1
//	county, list, number, kind, of, sealed, day, fen, offset
//	line <seq> <voucher> <claim> <fen> <commitment>
//	end
func orderText(county string, o *store.OrderRow, lines []store.PaymentLine) string {
	var b strings.Builder
	fmt.Fprintf(&b, "songbai-order-1\ncounty\t%s\nlist\t%d\nnumber\t%s\nkind\t%s\nof\t%d\nsealed\t%s\nday\t%s\nfen\t%d\noffset\t%d\n",
		county, o.List, o.Number, o.Kind, o.Of, o.Digest, o.Day, int64(o.Fen), int64(o.Offset))
	for i := range lines {
		l := &lines[i]
		fmt.Fprintf(&b, "line\t%d\t%s\t%d\t%d\t%s\n", l.Seq, l.Voucher, l.Claim, int64(l.Fen), l.Commitment)
	}
	b.WriteString("end\n")
	return b.String()
}

// lineParts gives by fund, level and year what a payment line pays: a family's
// the parts of its claim, a home's all that its order was booked with.
func (w *work) lineParts(o *openedOrder, claimID int64) ([]ledger.Part, error) {
	if claimID == 0 {
		return orderedParts(&w.Tx.Scope, o.list.ID, o.ID)
	}
	l, err := w.LineOfClaim(o.list.ID, claimID)
	if err != nil {
		return nil, err
	}
	return w.DecisionParts(l.Decision, l.Year)
}

// orderedParts reads the parts of an order from its entry.
func orderedParts(s *store.Scope, list, order int64) (out []ledger.Part, err error) {
	rows, err := s.EntriesOfList(list)
	if err != nil {
		return nil, err
	}
	for _, e := range rows {
		if e.Kind != ledger.KindOrdered || e.Order != order {
			continue
		}
		for _, p := range e.Postings {
			if p.Account == ledger.Approved {
				out = append(out, ledger.Part{Fund: p.Fund, Level: p.Level, Year: p.Year, Fen: p.Fen})
			}
		}
	}
	return out, nil
}

// outcomes gives the bare outcomes of lines.
func outcomes(lines []store.SentLine) []payment.Outcome {
	out := make([]payment.Outcome, len(lines))
	for i := range lines {
		out[i] = lines[i].Outcome
	}
	return out
}

// follow moves the list as far as the outcomes of all its orders say.
func (w *work) follow(l *openedList) error {
	sent, err := w.SentLines(l.ID, 0)
	if err != nil {
		return err
	}
	act := payment.ListAct(l.State, outcomes(sent))
	if act == "" {
		return nil
	}
	to, err := settlement.Next(l.State, act)
	if err != nil {
		return err
	}
	from := l.State
	l.State = to
	return w.MoveList(l.ID, from, to)
}

// atBank asks the move table of claims whether this kind of office takes the act
// on claims whose money is at the bank.
func (w *work) atBank(o *openedOrder) error {
	return w.byOffice(o.list.route(), claim.Ordered)
}
