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
	Ready   bool         `json:"ready"`           // an account was corrected or confirmed since: it can be issued now
	Now     string       `json:"now,omitempty"`   // the account it would go to
	Waits   bool         `json:"waits,omitempty"` // a corrected account waits for approval
}

// Suggestions lists the returned lines of all orders that were not issued again,
// oldest order first.
func (o *Office) Suggestions(ctx context.Context, c Caller) (out []Suggested, err error) {
	err = o.wholeCountyAs(ctx, c, func(s *store.Scope, _ party.Actor) error {
		lists, err := s.StandingLists()
		if err != nil {
			return err
		}
		open, err := s.OpenProposals()
		if err != nil {
			return err
		}
		waits := map[string]bool{}
		for _, p := range open {
			waits[p.Kind+idText(p.Subject)] = true
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

func suggestionsOf(s *store.Scope, list int64, waits map[string]bool) (out []Suggested, err error) {
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
		v.Ready = c.Account != l.Payee || c.Same
		if v.Ready {
			v.Now = ident.MaskAccount(c.Account.Number)
		}
		v.Waits = waits[payeeProposal+idText(k.Claim)] && k.Claim != 0 || waits[homeProposal+idText(x.list.Unit)] && k.Claim == 0
		out = append(out, v)
	}
	return out, nil
}
