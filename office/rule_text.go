package office

import (
	"context"
	"encoding/json"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// PolicyText is a policy in words: its clauses, whom it covers, items, papers, and
// for which days it holds in the county.
type PolicyText struct {
	ID        string // of the pack
	Title     Name
	Hash      string
	Area      string
	Effective date.Day
	Clause    string // that says so
	Days      []Held // in this county, the oldest first; empty for a proposal
	Sections  []policy.Section
	Clauses   []policy.Clause
	Local     []Held // values of the county that it asks for, by name and day
}

// Held is what holds for days, and the document that says so.
type Held struct {
	Name     Name
	Value    string
	From     date.Day
	To       *date.Day
	Document string
}

// PriceTable is a price list in words.
type PriceTable struct {
	Name     string // of the list
	Home     string
	Hash     string
	Sample   bool
	From     date.Day
	To       *date.Day
	Document string
	Rows     []PriceRow
}

// PriceRow is one price of a list.
type PriceRow struct {
	Item     Name
	Label    string // what the home calls it
	Standard bool   // the grade that the policy means
	Price    string
	From, To date.Day // To is zero when it has no end
	Document string
}

// RuleRef names what is to be read: a policy by the hash of its text, a price list by
// its row, or what a proposal would put in force.
type RuleRef struct {
	Policy   string
	Prices   int64
	Proposal int64
}

// RuleText is a policy or a price list in words.
type RuleText struct {
	Policy *PolicyText
	Prices *PriceTable
}

var noText = problem.Define("office.rule_text", problem.Missing,
	"该事项没有可读的政策或价目文本", "there is no text of a policy or prices to read", "请打开政策版本或价目表", "open a policy version or a price list")

// RuleText reads a policy or a price list in words, in force now, before or later, or
// as proposed.
func (o *Office) RuleText(ctx context.Context, c Caller, ref RuleRef) (out RuleText, err error) {
	err = o.read(ctx, c, party.ViewRules, func(s *store.Scope, a party.Actor) error {
		switch {
		case ref.Policy != "":
			pack, err := o.packByHash(s, ref.Policy)
			if err != nil {
				return err
			}
			out.Policy, err = o.policyText(s, pack)
			return err
		case ref.Prices != 0:
			l, err := s.PriceListByID(ref.Prices)
			if err != nil {
				return err
			}
			if err := party.May(party.ViewRules, a, party.Object{Home: l.Home}); err != nil {
				return err
			}
			out.Prices, err = o.priceTable(s, l.Home, l.Bytes, l.Dated)
			return err
		}
		return o.proposalText(s, a, ref.Proposal, &out)
	})
	return out, err
}

// proposalText reads what a proposal would put in force.
func (o *Office) proposalText(s *store.Scope, a party.Actor, id int64, out *RuleText) error {
	p, err := s.ProposalByID(id)
	if err != nil {
		return err
	}
	if _, isRule := ruleActs[p.Kind]; !isRule {
		return noText.With()
	}
	if err := party.May(party.ViewRules, a, party.Object{Home: p.Subject}); err != nil {
		return err
	}
	var r Rule
	if err := json.Unmarshal(p.Content, &r); err != nil {
		return err
	}
	switch {
	case len(r.Pack) > 0:
		pack, err := policy.Parse(r.Pack)
		if err != nil {
			return err
		}
		out.Policy, err = o.policyText(s, pack)
		return err
	case len(r.Prices) > 0:
		out.Prices, err = o.priceTable(s, r.Home, r.Prices, store.Dated{From: r.From, To: r.To, Document: r.Document})
		return err
	}
	return noText.With()
}

func (o *Office) policyText(s *store.Scope, pack *policy.Pack) (*PolicyText, error) {
	v := &PolicyText{ID: pack.ID, Title: Name{pack.Title, pack.TitleEn}, Hash: pack.Hash(), Area: pack.Area, Effective: pack.Effective.From, Clause: pack.EffectiveClause,
		Sections: pack.Sections(), Clauses: pack.Clauses}
	terms, err := s.PolicyTerms()
	if err != nil {
		return nil, err
	}
	for i, t := range terms {
		if t.Hash != v.Hash {
			continue
		}
		h := Held{From: t.From, To: t.To, Document: t.Document}
		if i+1 < len(terms) && h.To == nil { // the next one takes its place
			last := terms[i+1].From - 1
			h.To = &last
		}
		v.Days = append(v.Days, h)
	}
	values, err := s.LocalValues()
	if err != nil {
		return nil, err
	}
	for _, n := range pack.Local {
		for _, x := range values {
			if x.Name == n.Name {
				v.Local = append(v.Local, Held{Name(n.Words), x.Value, x.From, x.To, x.Document})
			}
		}
	}
	return v, nil
}

func (o *Office) priceTable(s *store.Scope, home int64, content []byte, d store.Dated) (*PriceTable, error) {
	list, err := policy.ParsePrices(content)
	if err != nil {
		return nil, err
	}
	h, err := s.HomeByID(home)
	if err != nil {
		return nil, err
	}
	pack, err := o.packNow(s, d.From)
	if err != nil {
		return nil, err
	}
	v := &PriceTable{Name: list.Name, Home: h.Name, Hash: list.Hash(), Sample: list.Sample, From: d.From, To: d.To, Document: d.Document}
	for i := range list.Tariffs {
		t := &list.Tariffs[i]
		r := PriceRow{Item: own(t.Item), Label: t.Label, Standard: t.Standard, Price: priceText(t), From: date.Day(t.From), Document: t.Document}
		if date.Day(t.To) < policy.Forever {
			r.To = date.Day(t.To)
		}
		if pack != nil {
			if it := pack.Item(t.Item); it != nil {
				r.Item = Name(it.Words)
			}
		}
		v.Rows = append(v.Rows, r)
	}
	return v, nil
}
