package office

import (
	"context"
	"encoding/json"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// OfficeRow is an office of the county; nothing of it is personal.
type OfficeRow struct {
	Office int64            `json:"office"`
	Kind   party.OfficeKind `json:"kind"`
	KindZh string           `json:"kind_zh"`
	Name   string           `json:"name"`
	Area   string           `json:"area"`
	Home   int64            `json:"home,omitempty"`
	Phone  string           `json:"phone,omitempty"`
	Ended  bool             `json:"ended,omitempty"`
}

// Offices lists the offices of the county for anybody who holds a role in it.
func (o *Office) Offices(ctx context.Context, c Caller) (out []OfficeRow, err error) {
	err = o.s.Read(ctx, c.County, func(s *store.Scope) error {
		if _, err := actorOf(s, c); err != nil {
			return err
		}
		rows, err := s.Offices()
		for _, r := range rows {
			out = append(out, OfficeRow{r.ID, r.Kind, r.Kind.Zh(), r.Name, r.Area, r.Home, r.Phone, r.Ended})
		}
		return err
	})
	return out, err
}

// PersonRow is a role that a person holds, for those who manage people. The
// name is shown: staff are known by it.
type PersonRow struct {
	Person int64      `json:"person"`
	Login  string     `json:"login"`
	Name   string     `json:"name"`
	Role   party.Role `json:"role"`
	RoleZh string     `json:"role_zh"`
	Office int64      `json:"office"`
	Grant  int64      `json:"grant"`
	From   string     `json:"from"`
	To     string     `json:"to,omitempty"`
}

// People lists who holds or held which role in the county.
func (o *Office) People(ctx context.Context, c Caller) (out []PersonRow, err error) {
	err = o.read(ctx, c, party.ViewPeople, func(s *store.Scope, _ party.Actor) error {
		grants, err := s.Grants(0)
		for _, g := range grants {
			p, err := s.PersonByID(g.Person)
			if err != nil {
				return err
			}
			row := PersonRow{g.Person, p.Login, p.Name, g.Role, g.Role.Zh(), g.Office, g.ID, g.From.String(), ""}
			if g.To != nil {
				row.To = g.To.String()
			}
			out = append(out, row)
		}
		return err
	})
	return out, err
}

// PersonOf finds the row id of a login, for those who manage people.
func (o *Office) PersonOf(ctx context.Context, c Caller, login string) (id int64, err error) {
	err = o.read(ctx, c, party.ViewPeople, func(s *store.Scope, _ party.Actor) error {
		p, err := s.PersonByLogin(login)
		id = p.ID
		return err
	})
	return id, err
}

// RuleRow is a rule in force or waiting for approval.
type RuleRow struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	State    string    `json:"state"` // in_force, proposed
	Home     int64     `json:"home,omitempty"`
	Name     string    `json:"name"`  // pack, local value, price list or holder
	Value    string    `json:"value"` // hash, value, or masked account
	From     date.Day  `json:"from"`
	To       *date.Day `json:"to,omitempty"`
	Document string    `json:"document"`
	Entered  int64     `json:"entered_by"`
	Approved int64     `json:"approved_by,omitempty"`
}

// Rules lists what is in force in the county and what waits for a second person.
func (o *Office) Rules(ctx context.Context, c Caller) (out []RuleRow, err error) {
	err = o.read(ctx, c, party.ViewRules, func(s *store.Scope, a party.Actor) error {
		if err := party.May(party.ViewRules, a, party.Object{}); err != nil {
			return err
		}
		terms, err := s.PolicyTerms()
		if err != nil {
			return err
		}
		for _, t := range terms {
			v, err := s.PolicyByHash(t.Hash)
			if err != nil {
				return err
			}
			out = append(out, ruleRow(t.ID, "policy", 0, v.Pack, t.Hash, t.Dated))
		}
		locals, err := s.LocalValues()
		if err != nil {
			return err
		}
		for _, v := range locals {
			out = append(out, ruleRow(v.ID, "local_value", 0, v.Name, v.Value, v.Dated))
		}
		if out, err = priceRows(s, out); err != nil {
			return err
		}
		proposed, err := proposedRows(s)
		out = append(out, proposed...)
		return err
	})
	return out, err
}

func ruleRow(id int64, kind string, home int64, name, value string, d store.Dated) RuleRow {
	return RuleRow{id, kind, "in_force", home, name, value, d.From, d.To, d.Document, d.EnteredBy, d.ApprovedBy}
}

func priceRows(s *store.Scope, out []RuleRow) ([]RuleRow, error) {
	homes, err := s.Homes()
	if err != nil {
		return out, err
	}
	for _, h := range append([]store.Home{{}}, homes...) { // 0: the treasury, which has an account and no prices
		if h.ID != 0 {
			lists, err := s.PriceLists(h.ID)
			if err != nil {
				return out, err
			}
			for _, p := range lists {
				out = append(out, ruleRow(p.ID, "price_list", h.ID, h.Name, p.Hash, p.Dated))
			}
		}
		a, err := s.HomeAccountAt(h.ID, s.Now.String())
		if problem.CodeOf(err) == "store.missing" {
			continue
		}
		if err != nil {
			return out, err
		}
		at, err := date.ParseInstant(a.At)
		if err != nil {
			return out, err
		}
		out = append(out, RuleRow{ID: a.ID, Kind: "home_account", State: "in_force", Home: h.ID, Name: a.Account.Holder, Value: ident.MaskAccount(a.Account.Number),
			From: at.Day(), Document: a.Document, Entered: a.EnteredBy, Approved: a.ApprovedBy})
	}
	return out, nil
}

// proposedRows opens what waits for approval, so that who approves sees it.
func proposedRows(s *store.Scope) (out []RuleRow, err error) {
	open, err := s.OpenProposals()
	if err != nil {
		return nil, err
	}
	for _, p := range open {
		full, err := s.ProposalByID(p.ID)
		if err != nil {
			return nil, err
		}
		row := RuleRow{ID: p.ID, Kind: p.Kind, State: "proposed", Home: p.Subject, Entered: p.ProposedBy}
		if _, isRule := ruleActs[p.Kind]; isRule {
			if err := fillRule(&row, full.Content); err != nil {
				return nil, err
			}
		} else if p.Kind == payeeProposal {
			row.Home = 0
		}
		out = append(out, row)
	}
	return out, nil
}

func fillRule(row *RuleRow, content []byte) error {
	var r Rule
	if err := json.Unmarshal(content, &r); err != nil {
		return err
	}
	row.Name, row.Value, row.From, row.To, row.Document = r.Name, r.Value, r.From, r.To, r.Document
	switch {
	case r.Account != nil:
		row.Name, row.Value = r.Account.Holder, ident.MaskAccount(r.Account.Number)
	case len(r.Pack) > 0:
		pack, err := policy.Parse(r.Pack)
		if err != nil {
			return err
		}
		row.Name, row.Value = pack.ID, pack.Hash()
	case len(r.Prices) > 0:
		list, err := policy.ParsePrices(r.Prices)
		if err != nil {
			return err
		}
		row.Name, row.Value = list.Name, list.Hash()
	}
	return nil
}

// Calendar lists the public holidays and make-up workdays of the installation.
func (o *Office) Calendar(ctx context.Context, c Caller) (out []date.Holiday, err error) {
	err = o.s.Read(ctx, c.County, func(s *store.Scope) error {
		if _, err := actorOf(s, c); err != nil {
			return err
		}
		out, err = s.Holidays()
		return err
	})
	return out, err
}
