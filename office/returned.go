package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// ReturnedQueue is the queue of families' payments that the bank sent back.
const ReturnedQueue = "bank_returned"

// ReturnedPayment is a family's payment that the bank sent back: what it still
// needs before it is paid again.
type ReturnedPayment struct {
	Suggested
	Slip     string `json:"slip"`
	Deceased string `json:"deceased"`
	Proposal int64  `json:"proposal,omitempty"` // the corrected account that waits for approval
	Mine     bool   `json:"mine,omitempty"`     // the reader entered it: another person approves
}

// ReturnedPayments lists the families' payments within the caller's reach that the
// bank sent back and that were not issued again, oldest order first.
func (o *Office) ReturnedPayments(ctx context.Context, c Caller) (out []ReturnedPayment, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		out, err = returnedWithin(s, a)
		return err
	})
	return out, err
}

// correctsAccounts reports whether the actor has a part in a corrected account.
func correctsAccounts(a party.Actor) bool {
	return party.Allowed(party.CorrectAccountPropose, a) == nil || party.Allowed(party.CorrectAccountApprove, a) == nil
}

func returnedWithin(s *store.Scope, a party.Actor) (out []ReturnedPayment, err error) {
	if !correctsAccounts(a) {
		return nil, nil
	}
	lists, err := s.StandingLists()
	if err != nil {
		return nil, err
	}
	var open []store.Proposal
	for i := range lists {
		l := &lists[i]
		if l.Kind != settlement.Reimbursement || l.State != settlement.Returned && l.State != settlement.Ordered {
			continue
		}
		if open == nil {
			if open, err = s.OpenProposals(); err != nil {
				return nil, err
			}
		}
		rows, err := suggestionsOf(s, l.ID, nil)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			v, mine, err := returnedPayment(s, a, r, open)
			if err != nil {
				return nil, err
			}
			if mine {
				out = append(out, v)
			}
		}
	}
	return out, nil
}

// returnedPayment completes a returned line; mine is false where it is beyond the
// actor's reach.
func returnedPayment(s *store.Scope, a party.Actor, r Suggested, open []store.Proposal) (v ReturnedPayment, mine bool, err error) {
	f, err := readFile(s, r.Claim)
	if err != nil || party.May(party.View, a, objectOf(&f.Claim)) != nil {
		return v, false, err
	}
	v = ReturnedPayment{Suggested: r, Slip: claim.Slip(f.Slip).String(), Deceased: ident.MaskName(f.form.Deceased.Name)}
	i := slices.IndexFunc(open, func(p store.Proposal) bool { return p.Kind == payeeProposal && p.Subject == r.Claim })
	if i >= 0 {
		v.Waits, v.Proposal, v.Mine = true, open[i].ID, open[i].ProposedBy == a.Person
	}
	return v, true, nil
}
