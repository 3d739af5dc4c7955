package office

import (
	"context"
	"encoding/json"
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// RuleView is a proposal in words: what holds now, what would hold, from which
// day, who entered it and who may approve it.
type RuleView struct {
	RuleRow
	KindZh   string         `json:"kind_zh"`
	HomeName string         `json:"home_name,omitempty"`
	By       string         `json:"entered_name,omitempty"`
	At       string         `json:"entered_at,omitempty"`
	Outcome  string         `json:"outcome,omitempty"` // approved, declined; "" while it waits
	Decider  string         `json:"decided_name,omitempty"`
	Decided  string         `json:"decided_at,omitempty"`
	First    bool           `json:"first"` // of a policy: the county's first, which needs no trial on past claims
	MayCheck bool           `json:"may_check"`
	Mine     bool           `json:"mine"`              // the reader entered it and may only take it back
	Tries    bool           `json:"tries"`             // the reader may try it on past claims
	May      bool           `json:"may"`               // the reader may approve it
	Roles    []Name         `json:"roles"`             // who may
	Changes  []RuleChange   `json:"changes"`           // old against new, only what differs
	Same     int            `json:"same"`              // rows that stay as they are
	Flags    []Saying       `json:"flags,omitempty"`   // to be looked at before it holds
	Checked  *PolicyChecked `json:"checked,omitempty"` // of a policy: what was seen when it was tried last
	Past     bool           `json:"past"`              // it begins on a day that has passed: what was decided keeps its basis
}

// RuleChange is one value or price, before and after.
type RuleChange struct {
	What   string   `json:"what"`
	En     string   `json:"what_en,omitempty"` // "" where What is a name as published
	Before string   `json:"before"`            // "" for new
	After  string   `json:"after"`             // "" for gone
	Flag   Name     `json:"flag,omitzero"`
	Rule   *Saying  `json:"rule,omitempty"` // of two policy texts: what the change says
	Who    *Saying  `json:"who,omitempty"`  // … for whom
	From   date.Day `json:"from,omitzero"`  // … from which day
	Clause string   `json:"clause,omitempty"`
}

var ruleZh = map[string]string{"policy": "政策版本", "local_value": "本地数值", "price_list": "价目表", "home_account": "登记账户", payeeProposal: "家属账户更正", homeProposal: "登记账户更正"}

// RuleView reads one proposal against what holds now.
func (o *Office) RuleView(ctx context.Context, c Caller, id int64) (v RuleView, err error) {
	err = o.read(ctx, c, party.ViewRules, func(s *store.Scope, a party.Actor) error {
		p, err := s.ProposalByID(id)
		if err != nil {
			return err
		}
		acts, isRule := ruleActs[p.Kind]
		if !isRule {
			acts = [2]party.Act{party.CorrectAccountPropose, party.CorrectAccountApprove}
		}
		if err := mayRead(s, &p, isRule, a); err != nil {
			return err
		}
		v.RuleRow = RuleRow{ID: p.ID, Kind: p.Kind, State: "proposed", Home: p.Subject, Entered: p.ProposedBy}
		v.KindZh, v.At, v.Outcome = ruleZh[p.Kind], p.ProposedAt, p.Outcome
		v.Mine = p.ProposedBy == a.Person
		v.Tries = party.May(party.ViewRules, a, party.Object{}) == nil && (party.Allowed(party.PublishPolicy, a) == nil || party.Allowed(party.ApprovePriceList, a) == nil)
		v.May = party.Allowed(acts[1], a) == nil && !v.Mine && p.Outcome == ""
		v.MayCheck = p.Kind == "policy" && p.Outcome == "" && party.Allowed(party.CheckPolicy, a) == nil
		for _, r := range party.RolesFor(acts[1]) {
			v.Roles = append(v.Roles, Name{r.Zh(), r.En()})
		}
		if v.By, err = staffName(s, p.ProposedBy); err != nil {
			return err
		}
		if p.DecidedBy != 0 {
			v.Decided = p.DecidedAt
			if v.Decider, err = staffName(s, p.DecidedBy); err != nil {
				return err
			}
		}
		if isRule {
			return o.ruleChanges(s, &p, &v)
		}
		return accountChange(s, &p, &v)
	})
	return v, err
}

// mayRead lets offices of the whole county read any proposal, a home those about
// itself, a town those about its claims.
func mayRead(s *store.Scope, p *store.Proposal, isRule bool, a party.Actor) error {
	on := party.Object{Home: p.Subject}
	if !isRule && p.Kind == payeeProposal {
		c, err := s.ClaimByID(p.Subject)
		if err != nil {
			return err
		}
		on = objectOf(&c)
	}
	act := party.ViewRules
	if !isRule {
		act = party.View
	}
	return party.May(act, a, on)
}

func (o *Office) ruleChanges(s *store.Scope, p *store.Proposal, v *RuleView) error {
	if err := fillRule(&v.RuleRow, p.Content); err != nil {
		return err
	}
	v.Past = v.From < s.Today()
	var r Rule
	err := json.Unmarshal(p.Content, &r)
	if err != nil {
		return err
	}
	if r.Home != 0 {
		h, err := s.HomeByID(r.Home)
		if err != nil {
			return err
		}
		v.HomeName = h.Name
	}
	switch r.Kind {
	case "local_value":
		return o.localChange(s, &r, v)
	case "price_list":
		return o.priceChanges(s, &r, v)
	case "policy":
		if v.Checked, err = lastCheck(s, p.ID); err != nil {
			return err
		}
		terms, err := s.PolicyTerms()
		if err != nil {
			return err
		}
		v.First = len(terms) == 0
		return o.packChange(s, &r, v)
	}
	old, err := s.HomeAccountAt(r.Home, s.Now.String())
	if err != nil && problem.CodeOf(err) != "store.missing" {
		return err
	}
	v.Changes = []RuleChange{{What: "户名、开户银行、账号", En: "holder, bank, number", Before: accountText(old.Account.Holder, old.Account.Bank, old.Account.Number), After: accountText(r.Account.Holder, r.Account.Bank, r.Account.Number)}}
	return nil
}

func accountText(holder, bank, number string) string {
	if number == "" {
		return ""
	}
	return holder + "，" + bank + "，" + ident.MaskAccount(number)
}

// accountChange shows a corrected account against the one that holds.
func accountChange(s *store.Scope, p *store.Proposal, v *RuleView) error {
	var r CorrectAccount
	if err := json.Unmarshal(p.Content, &r); err != nil {
		return err
	}
	v.Document, v.Name, v.Value = r.Document, r.Account.Holder, ident.MaskAccount(r.Account.Number)
	read := func() (store.AccountRow, error) { return s.HomeAccountAt(r.Home, s.Now.String()) }
	if r.Claim != 0 {
		v.Home, v.Name = 0, ident.MaskName(r.Account.Holder)
		read = func() (store.AccountRow, error) { return s.PayeeRowOf(r.Claim) }
	}
	old, err := read()
	if err != nil && problem.CodeOf(err) != "store.missing" {
		return err
	}
	mask := func(holder string) string {
		if r.Claim != 0 {
			return ident.MaskName(holder)
		}
		return holder
	}
	v.Changes = []RuleChange{{What: "户名、开户银行、账号", En: "holder, bank, number", Before: accountText(mask(old.Account.Holder), old.Account.Bank, old.Account.Number), After: accountText(mask(r.Account.Holder), r.Account.Bank, r.Account.Number)}}
	if old.Account == r.Account {
		v.Flags = append(v.Flags, Saying{"same", "账户与原账户相同：这是重新确认，不是更正", "the same account: confirmed, not corrected"})
	}
	return nil
}

func (o *Office) localChange(s *store.Scope, r *Rule, v *RuleView) error {
	rows, err := s.LocalValues()
	if err != nil {
		return err
	}
	before, last := "", int64(0)
	for _, x := range rows {
		if x.Name == r.Name && x.From <= r.From && (x.To == nil || *x.To >= r.From) && x.ID > last {
			before, last = x.Value, x.ID
		}
	}
	name, en := localZh(r.Name), r.Name
	pack, err := o.packNow(s, r.From)
	if err != nil {
		return err
	}
	if pack != nil {
		for _, need := range pack.Local {
			if need.Name == r.Name {
				name, en = need.Zh, need.En
			}
		}
	}
	v.Changes = []RuleChange{{What: name, En: strings.ReplaceAll(en, "_", " "), Before: before, After: r.Value}}
	return nil
}

// localZh names a local value that the county itself keeps; others go by their
// names in the pack.
func localZh(name string) string {
	switch name {
	case clockDays:
		return "本县结算日（报送:盖章:审定:拨付）"
	case approvalLimit:
		return "复审限额（元）"
	}
	return name
}

// packChange names the pack that would hold and the one that holds, and says what
// differs.
func (o *Office) packChange(s *store.Scope, r *Rule, v *RuleView) error {
	fresh, err := policy.Parse(r.Pack)
	if err != nil {
		return err
	}
	c := RuleChange{What: "政策文本", En: "text of the policy", After: fresh.Title + "（" + fresh.Hash()[:12] + "）"}
	old, err := o.packNow(s, r.From)
	if err != nil {
		return err
	}
	if old == nil {
		v.Changes = []RuleChange{c}
		return nil
	}
	c.Before = old.Title + "（" + old.Hash()[:12] + "）"
	v.Changes = []RuleChange{c}
	for _, x := range policy.Diff(old, fresh) {
		v.Changes = append(v.Changes, RuleChange{What: x.Section, Rule: &Saying{x.Kind, x.Zh, x.En}, Who: &Saying{"", x.Who.Zh, x.Who.En}, From: x.From, Clause: x.Clause})
	}
	return nil
}

// priceChanges compares the prices on the day the list begins with those that
// would hold without it.
func (o *Office) priceChanges(s *store.Scope, r *Rule, v *RuleView) error {
	fresh, err := policy.ParsePrices(r.Prices)
	if err != nil {
		return err
	}
	old, err := lastPrices(s, r.Home)
	if err != nil {
		return err
	}
	pack, err := o.packNow(s, r.From)
	if err != nil {
		return err
	}
	before, after := pricesOn(old, r.From), pricesOn(fresh, r.From)
	for i := range after.keys {
		k := after.keys[i]
		x, y := before.at[k], after.at[k]
		c := RuleChange{What: priceName(pack, y), After: priceText(y)}
		if x != nil {
			c.Before = priceText(x)
		}
		if c.Flag = priceFlag(pack, x, y, r.From); c.Flag.Zh != "" {
			v.Flags = append(v.Flags, Saying{y.Item, c.What + "：" + c.Flag.Zh, itemEn(pack, y) + ": " + c.Flag.En})
		}
		if c.Before == c.After {
			v.Same++
			continue
		}
		v.Changes = append(v.Changes, c)
	}
	for _, k := range before.keys {
		if after.at[k] == nil {
			v.Changes = append(v.Changes, RuleChange{What: priceName(pack, before.at[k]), Before: priceText(before.at[k])})
		}
	}
	if over := basketOver(o, s, pack, after, r.From); over != "" {
		v.Flags = append(v.Flags, Saying{"basket", over, "the standard services together are above the cap"})
	}
	return nil
}
