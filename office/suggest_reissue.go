package office

import (
	"context"

	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/store"
)

// Suggested is a returned line that waits to be issued again, and what it still
// needs.
type Suggested struct {
	Order   int64        `json:"order"`
	Number  string       `json:"number"` // of the order
	List    int64        `json:"list"`
	Seq     int          `json:"seq"`
	Voucher string       `json:"voucher"`
	Claim   int64        `json:"claim,omitempty"`
	Holder  string       `json:"holder"`
	Account string       `json:"account"` // that the money came back from
	Fen     money.Amount `json:"fen"`
	Code    string       `json:"code,omitempty"`
	Ready   bool         `json:"ready"`               // it can be issued now: an account was corrected or confirmed since, or none need be
	Now     string       `json:"now,omitempty"`       // the account it would go to
	Waits   bool         `json:"waits,omitempty"`     // a corrected account waits for approval
	Passing bool         `json:"temporary,omitempty"` // the bank's reason was temporary: the account stands
}

// Suggestions lists the returned lines of all orders that were not issued again,
// oldest order first.
func (o *Office) Suggestions(ctx context.Context, c Caller) (out []Suggested, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, _ party.Actor) error {
		lists, err := s.StandingLists()
		if err != nil {
			return err
		}
		waits, err := proposed(s)
		if err != nil {
			return err
		}
		for i := range lists {
			if lists[i].State != settlement.Returned && lists[i].State != settlement.Ordered {
				continue
			}
			more, err := suggestionsOf(s, lists[i].ID, waits)
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	})
	return out, err
}

func suggestionsOf(s *store.Scope, list int64, waits proposals) (out []Suggested, err error) {
	sent, err := s.SentLines(list, 0)
	if err != nil {
		return nil, err
	}
	orders := map[int64]*openedOrder{}
	for i := range sent {
		k := &sent[i]
		if k.Status != payment.Returned || k.Next != "" {
			continue
		}
		x := orders[k.Order]
		if x == nil {
			if x, err = readOrder(s, k.Order); err != nil {
				return nil, err
			}
			orders[k.Order] = x
		}
		l := &x.lines[k.Seq-1]
		c, stands, err := correctionOf(s, x, l)
		if err != nil {
			return nil, err
		}
		if !stands {
			continue
		}
		v := Suggested{Order: x.ID, Number: x.Number, List: list, Seq: k.Seq, Voucher: k.Voucher, Claim: k.Claim, Holder: holderName(l), Account: ident.MaskAccount(l.Payee.Number), Fen: k.Fen, Code: k.Code}
		v.Passing, v.Waits = payment.Temporary(k.Code), waits.of(k.Claim, x.list.Unit)
		v.Ready = !v.Waits && (c.Account != l.Payee || c.Same || v.Passing)
		if v.Ready {
			v.Now = ident.MaskAccount(c.Account.Number)
		}
		out = append(out, v)
	}
	return out, nil
}

// proposals are the accounts for which a correction waits for approval.
type proposals map[string]bool

func proposed(s *store.Scope) (proposals, error) {
	open, err := s.OpenProposals()
	waits := proposals{}
	for _, p := range open {
		waits[p.Kind+idText(p.Subject)] = true
	}
	return waits, err
}

// of says whether the account that a line is paid to is among them.
func (p proposals) of(claim, home int64) bool {
	if claim == 0 {
		return p[homeProposal+idText(home)]
	}
	return p[payeeProposal+idText(claim)]
}

// Returns says how many returned lines of a list are ready to be paid again and
// how many wait for an account.
type Returns struct {
	Ready int `json:"ready"`
	Wait  int `json:"wait"`
}

func (p proposals) returns(s *store.Scope, l *openedList) (r Returns, err error) {
	lines, err := s.ReturnedOf(l.ID)
	for _, k := range lines {
		if !p.of(k.Claim, l.Unit) && (k.Changed || payment.Temporary(k.Reason)) {
			r.Ready++
		} else {
			r.Wait++
		}
	}
	return r, err
}

// words says it in a note beside the list.
func (r Returns) words() (n Name) {
	if r.Ready > 0 || r.Wait == 0 {
		n = Name{"可以重新支付 " + idText(int64(r.Ready)) + " 笔", idText(int64(r.Ready)) + " to be paid again"}
	}
	if r.Wait > 0 && n.Zh != "" {
		n = Name{n.Zh + "，", n.En + ", "}
	}
	if r.Wait > 0 {
		n = Name{n.Zh + "等更正账户 " + idText(int64(r.Wait)) + " 笔", n.En + idText(int64(r.Wait)) + " wait for the account"}
	}
	return n
}
