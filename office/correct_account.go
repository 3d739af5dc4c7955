package office

import (
	"context"
	"encoding/json"
	"strings"

	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
)

// CorrectAccount proposes the account that a home's or a family's money goes to
// from now on; exactly one of Claim and Home is set, or Treasury.
type CorrectAccount struct {
	Claim    int64           `json:"claim,omitempty"`
	Home     int64           `json:"home,omitempty"`
	Treasury bool            `json:"treasury,omitempty"` // the account the county pays from
	Account  payment.Account `json:"account"`
	Document string          `json:"document"`
}

// DecideAccount approves or declines a proposed account.
type DecideAccount struct {
	Proposal int64 `json:"proposal"`
	Decline  bool  `json:"decline,omitempty"`
}

// Kinds of proposals of accounts.
const (
	payeeProposal = "payee"
	homeProposal  = "registered_account"
)

var oneSubject = problem.Define("account.subject", problem.Invalid,
	"须且只须指明一项：申请、殡仪馆或付款账户", "name exactly one: a claim, a home or the treasury", "请核对后重填", "fill it in again")

// ProposeAccount enters a corrected account, or the same one confirmed, for
// another person to approve. A family's can be corrected only once the bank
// returned its money.
func (o *Office) ProposeAccount(ctx context.Context, c Caller, req CorrectAccount) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.CorrectAccountPropose, req, "", func(w *work) error {
		if strings.TrimSpace(req.Document) == "" {
			return noDocument.With().At("document")
		}
		if err := req.Account.Check(); err != nil {
			return err
		}
		kind, subject, err := w.accountSubject(&req)
		if err != nil {
			return err
		}
		content, err := json.Marshal(req)
		if err != nil {
			return err
		}
		p, err := w.Tx.Propose(kind, subject, content)
		if err != nil {
			return err
		}
		out.ID = p.ID
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// accountSubject says whose account it is, and that the actor may touch it.
func (w *work) accountSubject(req *CorrectAccount) (kind string, subject int64, err error) {
	n := 0
	for _, set := range []bool{req.Claim != 0, req.Home != 0, req.Treasury} {
		if set {
			n++
		}
	}
	if n != 1 {
		return "", 0, oneSubject.With()
	}
	if req.Claim != 0 {
		_, err := w.open(req.Claim)
		return payeeProposal, req.Claim, err
	}
	if req.Home != 0 {
		if _, err := w.HomeByID(req.Home); err != nil {
			return "", 0, err
		}
	}
	return homeProposal, req.Home, party.May(w.act, w.actor, party.Object{Home: req.Home})
}

// mayTouch refuses who has no say about the account of a proposal.
func (w *work) mayTouch(content []byte) error {
	var req CorrectAccount
	if err := json.Unmarshal(content, &req); err != nil {
		return err
	}
	_, _, err := w.accountSubject(&req)
	return err
}

// DecideAccount puts a proposed account in force, or declines it; the one who
// entered it cannot approve it.
func (o *Office) DecideAccount(ctx context.Context, c Caller, req DecideAccount) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.CorrectAccountApprove, req, "", func(w *work) error {
		p, err := w.undecidedProposal(req.Proposal)
		if err != nil {
			return err
		}
		if p.Kind != payeeProposal && p.Kind != homeProposal {
			return oneSubject.With().At("proposal")
		}
		if err := party.Other(w.act, p.ProposedBy, w.actor.Person); err != nil {
			return err
		}
		var req2 CorrectAccount
		if err := json.Unmarshal(p.Content, &req2); err != nil {
			return err
		}
		if _, _, err := w.accountSubject(&req2); err != nil {
			return err
		}
		out.ID = p.ID
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		if req.Decline {
			return w.Decide(p.ID, "declined")
		}
		if err := w.Decide(p.ID, "approved"); err != nil {
			return err
		}
		return w.putAccount(&req2, p.ProposedBy)
	})
	return answer(a, out, err)
}

func (w *work) putAccount(req *CorrectAccount, by int64) error {
	if req.Claim != 0 {
		return w.PutPayee(req.Claim, req.Account, by, w.actor.Person, req.Document)
	}
	_, err := w.AddHomeAccount(req.Home, req.Account, req.Document, by, w.actor.Person)
	return err
}
