package office

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// CheckPolicy asks to try a proposed policy: on its cases, and on the claims
// completed in past months. What is seen is kept; approval of a change needs it.
type CheckPolicy struct {
	Proposal int64             `json:"proposal"`
	Cases    []byte            `json:"cases,omitempty"` // text of cases.yaml; left out: those of the proposal
	Files    map[string][]byte `json:"files,omitempty"` // what the cases name: samples of values and prices
	From     date.Month        `json:"from"`
	To       date.Month        `json:"to"`
}

// PolicyChecked is what was seen of a proposed policy.
type PolicyChecked struct {
	ID        int64        `json:"id"`
	Cases     int64        `json:"cases"` // all held
	From      date.Month   `json:"from"`
	To        date.Month   `json:"to"`
	Claims    int64        `json:"claims"`
	Undecided int64        `json:"undecided"`
	Before    money.Amount `json:"before_fen"`
	After     money.Amount `json:"after_fen"`
	Gain      int64        `json:"gain"` // families that pay less
	Lose      int64        `json:"lose"`
	At        string       `json:"at,omitempty"`
	By        string       `json:"by,omitempty"` // who tried it
}

var (
	notPolicy = problem.Define("office.check_kind", problem.Invalid,
		"只有政策版本需要检查", "only a policy version is checked", "请选择一件待核准的政策版本", "choose a proposed policy version")
	noCases = problem.Define("office.no_cases", problem.Invalid,
		"没有用例", "there are no cases", "请附上政策包的 cases.yaml", "attach the pack's cases.yaml")
	casesFail = problem.Define("office.cases_fail", problem.Refused,
		"%[1]d 个用例与政策包不符：%[2]s", "%[1]d cases do not hold: %[2]s", "请用 songbai policy test 逐个查看，改正后重新提出", "see each with songbai policy test, correct the pack and propose it again")
	unchecked = problem.Define("office.policy_unchecked", problem.Refused,
		"这个政策版本还没有检查", "the policy version was not checked", "请由政策管理员先跑用例并试算过去的申请，再核准", "the policy keeper runs its cases and replays past claims first")
)

// CheckPolicy tries a proposed policy and keeps what was seen. A case that does
// not hold is a refusal, and nothing is kept.
func (o *Office) CheckPolicy(ctx context.Context, c Caller, req CheckPolicy) (PolicyChecked, error) {
	var out PolicyChecked
	row, err := o.tryPolicy(ctx, c, &req)
	if err != nil {
		return out, err
	}
	a, err := o.do(ctx, c, party.CheckPolicy, req, "", func(w *work) error {
		p, err := w.undecidedProposal(req.Proposal)
		if err != nil {
			return err
		}
		row.Digest = p.Digest
		if _, err := w.PutPolicyCheck(row); err != nil {
			return err
		}
		out = checkedView(row)
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// tryPolicy runs cases and replay on an unchanging view, before the writer's
// turn is taken.
func (o *Office) tryPolicy(ctx context.Context, c Caller, req *CheckPolicy) (*store.PolicyCheck, error) {
	p, err := o.proposal(ctx, c, req.Proposal)
	if err != nil {
		return nil, err
	}
	if p.Kind != "policy" {
		return nil, notPolicy.With().At("proposal")
	}
	var r Rule
	if err := json.Unmarshal(p.Content, &r); err != nil {
		return nil, err
	}
	pack, err := policy.Parse(r.Pack)
	if err != nil {
		return nil, err
	}
	if len(req.Cases) == 0 {
		req.Cases, req.Files = r.Cases, r.Beside
	}
	n, err := runCases(pack, req.Cases, req.Files)
	if err != nil {
		return nil, err
	}
	v, err := o.WhatIf(ctx, c, WhatIf{From: req.From, To: req.To, Proposal: req.Proposal})
	if err != nil {
		return nil, err
	}
	return &store.PolicyCheck{Proposal: p.ID, CasesHash: sha(string(req.Cases)), Cases: n, From: req.From, To: req.To, Claims: v.Result.Claims, Undecided: v.Result.Undecided,
		Before: v.Result.Total.Before.Fen, After: v.Result.Total.After.Fen, Gain: v.Result.Winners.Claims, Lose: v.Result.Losers.Claims}, nil
}

// runCases runs the cases; every one must hold.
func runCases(pack *policy.Pack, cases []byte, files map[string][]byte) (int64, error) {
	if len(cases) == 0 {
		return 0, noCases.With().At("cases")
	}
	results, err := policy.CasesOf(pack, "cases.yaml", func(name string) ([]byte, error) {
		if name == "cases.yaml" {
			return cases, nil
		}
		if text, ok := files[name]; ok {
			return text, nil
		}
		return nil, fmt.Errorf("%s is not attached", name)
	})
	if err != nil {
		return 0, err
	}
	var bad []string
	for i := range results {
		if !results[i].OK() {
			bad = append(bad, results[i].Name)
		}
	}
	if len(bad) > 0 {
		names := strings.Join(bad[:min(len(bad), 5)], "、")
		return 0, casesFail.With(len(bad), names).At("cases")
	}
	if len(results) == 0 {
		return 0, noCases.With().At("cases")
	}
	return int64(len(results)), nil
}

func checkedView(c *store.PolicyCheck) PolicyChecked {
	return PolicyChecked{ID: c.ID, Cases: c.Cases, From: c.From, To: c.To, Claims: c.Claims, Undecided: c.Undecided, Before: c.Before, After: c.After, Gain: c.Gain, Lose: c.Lose, At: c.At}
}

// mustBeChecked refuses to approve a change of policy that nobody tried. The
// first policy of a county has no claims to be tried on.
func (w *work) mustBeChecked(p *store.Proposal) error {
	terms, err := w.PolicyTerms()
	if err != nil || len(terms) == 0 {
		return err
	}
	seen, err := w.PolicyChecks(p.ID)
	if err != nil {
		return err
	}
	for _, c := range seen {
		if c.Digest == p.Digest {
			return nil
		}
	}
	return unchecked.With().At("proposal")
}

// lastCheck gives what was last seen of a proposal, nil when it was never tried.
func lastCheck(s *store.Scope, proposal int64) (*PolicyChecked, error) {
	seen, err := s.PolicyChecks(proposal)
	if err != nil || len(seen) == 0 {
		return nil, err
	}
	v := checkedView(&seen[0])
	v.By, err = staffName(s, seen[0].Person)
	return &v, err
}
