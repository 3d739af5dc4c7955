package office

import (
	"context"
	"encoding/json"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// Rule is what two people must agree on: one publishes, another approves.
type Rule struct {
	Kind     string            `json:"kind"`             // policy, local_value, price_list, home_account
	Pack     []byte            `json:"pack,omitempty"`   // canonical bytes
	Cases    []byte            `json:"cases,omitempty"`  // of a policy: its cases.yaml, which must hold
	Beside   map[string][]byte `json:"beside,omitempty"` // of a policy: files that the cases name
	Name     string            `json:"name,omitempty"`   // of a local value
	Value    string            `json:"value,omitempty"`
	Home     int64             `json:"home,omitempty"`
	Prices   []byte            `json:"prices,omitempty"` // canonical bytes
	Account  *payment.Account  `json:"account,omitempty"`
	From     date.Day          `json:"from"`
	To       *date.Day         `json:"to,omitempty"`
	Document string            `json:"document"`
}

// ruleActs names the two acts of each kind of rule.
var ruleActs = map[string][2]party.Act{
	"policy":       {party.PublishPolicy, party.ApprovePolicy},
	"local_value":  {party.SetLocalValue, party.ApproveLocalValue},
	"price_list":   {party.PublishPriceList, party.ApprovePriceList},
	"home_account": {party.SetLocalValue, party.ApproveLocalValue},
}

var (
	badRule = problem.Define("office.rule", problem.Invalid,
		"没有“%s”这种规则", "there is no kind of rule %q", "请选择 policy、local_value、price_list 或 home_account", "choose policy, local_value, price_list or home_account")
	noDocument = problem.Define("office.document", problem.Invalid,
		"缺少依据文件", "the document that sets it is missing", "请写明文件名称和文号", "name the document and its number")
	samplePrices = problem.Define("office.sample_prices", problem.Refused,
		"样本价目表不能用于正式安装", "a sample price list has no place in a live installation", "请录入物价主管部门文件所定的价目，并去掉 sample", "enter the prices of the authority's document, without the mark sample")
	decidedRule = problem.Define("office.proposal_decided", problem.Conflict,
		"该事项已经核准或驳回", "the proposal was approved or declined already", "如仍需要，请重新提出", "propose it again if it is still wanted")
	notRule = problem.Define("office.proposal_account", problem.Conflict,
		"该事项是更正账户", "the proposal is a corrected account", "请用 pay approve-account 办理", "decide it with pay approve-account")
)

// Propose enters a rule for another person to approve.
func (o *Office) Propose(ctx context.Context, c Caller, r Rule) (Added, error) {
	var out Added
	acts, ok := ruleActs[r.Kind]
	if !ok {
		return out, badRule.With(r.Kind).At("kind")
	}
	a, err := o.do(ctx, c, acts[0], r, "", func(w *work) error {
		if r.Document == "" {
			return noDocument.With().At("document")
		}
		if err := w.checkRule(&r); err != nil {
			return err
		}
		content, err := json.Marshal(r)
		if err != nil {
			return err
		}
		p, err := w.Tx.Propose(r.Kind, r.Home, content)
		out.ID = p.ID
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// checkRule refuses a rule that could not be put in force.
func (w *work) checkRule(r *Rule) error {
	switch r.Kind {
	case "policy":
		pack, err := policy.Parse(r.Pack)
		if err == nil && len(r.Cases) > 0 {
			_, err = runCases(pack, r.Cases, r.Beside)
		}
		return err
	case "price_list":
		if _, err := w.HomeByID(r.Home); err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, party.Object{Home: r.Home}); err != nil {
			return err
		}
		return w.followPrices(r)
	case "local_value":
		if countyOwn(r.Name) {
			return checkOwn(r.Name, r.Value)
		}
		hash, err := packOn(&w.Tx.Scope, w.Today())
		if err != nil {
			return err
		}
		pack, err := w.o.packByHash(&w.Tx.Scope, hash)
		if err != nil {
			return err
		}
		return pack.CheckLocal(policy.LocalValue{Name: r.Name, Value: r.Value, From: r.From, To: policy.Forever, Document: r.Document})
	}
	return nil
}

// followPrices joins a price list to the one before it, so that what is
// approved prices every service day.
func (w *work) followPrices(r *Rule) error {
	list, err := policy.ParsePrices(r.Prices)
	if err != nil {
		return err
	}
	if list.Sample && w.o.Mode() == store.Live {
		return samplePrices.With().At("prices")
	}
	old, err := lastPrices(&w.Tx.Scope, r.Home)
	if err != nil || old == nil {
		return err
	}
	list = list.After(old, r.From)
	r.Prices = list.Canonical()
	return list.Check()
}

func (o *Office) packByHash(s *store.Scope, hash string) (*policy.Pack, error) {
	o.plans.mu.Lock()
	defer o.plans.mu.Unlock()
	return o.plans.pack(s, hash)
}

// Approve puts a proposed rule in force; the one who entered it cannot.
func (o *Office) Approve(ctx context.Context, c Caller, proposal int64) (Added, error) {
	var out Added
	before, err := o.proposal(ctx, c, proposal)
	if err != nil {
		return out, err
	}
	if _, isRule := ruleActs[before.Kind]; !isRule {
		return out, notRule.With().At("proposal")
	}
	act := ruleActs[before.Kind][1]
	a, err := o.do(ctx, c, act, proposal, "", func(w *work) error {
		p, err := w.undecidedProposal(proposal)
		if err != nil {
			return err
		}
		if err := party.Other(act, p.ProposedBy, w.actor.Person); err != nil {
			return err
		}
		var r Rule
		if err := json.Unmarshal(p.Content, &r); err != nil {
			return err
		}
		if r.Kind == "policy" {
			if err := w.mustBeChecked(&p); err != nil {
				return err
			}
		}
		if out.ID, err = w.enforce(&r, p.ProposedBy); err != nil {
			return err
		}
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return w.Decide(p.ID, "approved")
	})
	return answer(a, out, err)
}

// proposal reads a proposal before its act is known.
func (o *Office) proposal(ctx context.Context, c Caller, id int64) (p store.Proposal, err error) {
	err = o.s.Read(ctx, c.County, func(s *store.Scope) error {
		if _, err := actorOf(s, c); err != nil {
			return err
		}
		p, err = s.ProposalByID(id)
		return err
	})
	return p, err
}

// undecidedProposal reads a proposal that waits.
func (w *work) undecidedProposal(id int64) (store.Proposal, error) {
	p, err := w.ProposalByID(id)
	if err == nil && p.Outcome != "" {
		err = decidedRule.With().At("proposal")
	}
	return p, err
}

// Decline closes a proposal without effect: by one who may approve it, or by the
// one who entered it, who so takes it back.
func (o *Office) Decline(ctx context.Context, c Caller, proposal int64) (Added, error) {
	var out Added
	before, err := o.proposal(ctx, c, proposal)
	if err != nil {
		return out, err
	}
	acts, isRule := ruleActs[before.Kind]
	if !isRule {
		acts = [2]party.Act{party.CorrectAccountPropose, party.CorrectAccountApprove}
	}
	act := acts[1]
	if before.ProposedBy == c.Person {
		act = acts[0]
	}
	a, err := o.do(ctx, c, act, proposal, "declined", func(w *work) error {
		p, err := w.undecidedProposal(proposal)
		if err != nil {
			return err
		}
		if !isRule {
			if err := w.mayTouch(p.Content); err != nil {
				return err
			}
		}
		out.ID = p.ID
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return w.Decide(p.ID, "declined")
	})
	return answer(a, out, err)
}

// enforce writes the rows of an approved rule.
func (w *work) enforce(r *Rule, by int64) (int64, error) {
	d := store.Dated{From: r.From, To: r.To, Document: r.Document, EnteredBy: by, ApprovedBy: w.actor.Person}
	switch r.Kind {
	case "policy":
		pack, err := policy.Parse(r.Pack)
		if err != nil {
			return 0, err
		}
		if err := w.PutPolicyVersion(store.PolicyVersion{Hash: pack.Hash(), Pack: pack.ID, Bytes: r.Pack}); err != nil {
			return 0, err
		}
		return w.AddPolicyTerm(store.PolicyTerm{Hash: pack.Hash(), Dated: d})
	case "local_value":
		return w.AddLocalValue(store.LocalValue{Name: r.Name, Value: r.Value, Dated: d})
	case "price_list":
		list, err := policy.ParsePrices(r.Prices)
		if err != nil {
			return 0, err
		}
		return w.AddPriceList(store.PriceList{Home: r.Home, Hash: list.Hash(), Bytes: r.Prices, Dated: d})
	}
	return w.AddHomeAccount(r.Home, *r.Account, r.Document, by, w.actor.Person)
}
