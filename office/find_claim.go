package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// FindClaim names a value to find claims by: kind id (with the kind of document,
// id_card when empty), name, phone, paper, slip, or link (the token of a family's link).
type FindClaim struct {
	By       string     `json:"by"`
	Document ident.Kind `json:"document,omitempty"`
	Value    string     `json:"value"`
}

var badFind = problem.Define("claim.find", problem.Invalid,
	"没有“%[1]s”这种查找方式", "there is no way to find claims by %[1]q", "可选：id、name、phone、paper、slip、link", "choose id, name, phone, paper, slip or link")

// Find finds claims within the caller's reach by a value that the county's
// search tokens know; whole values only, at most 50, newest first, masked.
func (o *Office) Find(ctx context.Context, c Caller, req FindClaim) (out []ClaimView, err error) {
	kind, value, err := searchFor(req)
	if err != nil {
		return nil, err
	}
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		ids, err := claimsBy(s, kind, value)
		if err != nil {
			return err
		}
		for _, id := range ids {
			f, err := readFile(s, id)
			if err != nil {
				return err
			}
			if party.May(party.Search, a, objectOf(&f.Claim)) != nil {
				continue
			}
			v := viewOf(f)
			if err := v.sums(s, f); err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// claimsBy finds claims by a value in the form in which it was kept.
func claimsBy(s *store.Scope, kind, value string) ([]int64, error) {
	if kind != "link" {
		return s.FindClaims(kind, value)
	}
	id, err := caseOfLink(s, value)
	if id == 0 {
		return nil, err
	}
	return []int64{id}, err
}

// searchFor brings a value to the form in which it was kept.
func searchFor(req FindClaim) (kind, value string, err error) {
	switch req.By {
	case "id":
		doc := req.Document
		if doc == "" {
			doc = ident.IDCard
		}
		d, err := ident.Read(doc, req.Value)
		if err != nil {
			return "", "", problem.Of(err).At("value")
		}
		return "id", d.Key(), nil
	case "name":
		return "name", ident.SearchForm(req.Value), nil
	case "phone":
		p, err := ident.Phone(req.Value)
		if err != nil {
			return "", "", problem.Of(err).At("value")
		}
		return "phone", p, nil
	case "paper":
		return "paper", req.Value, nil
	case "slip":
		s, err := claim.ReadSlip(req.Value)
		return "slip", string(s), err
	case "link":
		return "link", req.Value, nil
	}
	return "", "", badFind.With(req.By).At("by")
}
