package office

import (
	"encoding/json"
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/store"
)

// formField is the personal value that holds the whole lodgement as JSON; the
// others are the values that papers print and texts commit to.
const formField = "form"

// personal flattens a lodgement into the named values that are sealed and
// committed one by one. The names are paths of the lodgement.
func personal(l claim.Lodgement) (map[string]string, error) {
	whole, err := json.Marshal(l)
	if err != nil {
		return nil, badRequest.With().Because(err)
	}
	v := map[string]string{
		formField:                     string(whole),
		"deceased.name":               l.Deceased.Name,
		"deceased.death_paper.number": l.Deceased.DeathPaper.Number,
	}
	for i, d := range l.Deceased.Documents {
		v[documentField(i)] = string(d.Kind) + ":" + d.Number
	}
	if l.Handler != nil {
		v["handler.name"] = l.Handler.Name
		v["handler.document"] = string(l.Handler.Document.Kind) + ":" + l.Handler.Document.Number
		v["handler.phone"] = l.Handler.Phone
		if l.Handler.Address != "" {
			v["handler.address"] = l.Handler.Address
		}
	}
	if l.Cremation != nil {
		v["cremation.certificate"] = l.Cremation.Certificate
	}
	if l.Account != nil {
		v["account.holder"] = l.Account.Holder
		v["account.number"] = l.Account.Number
	}
	for i, x := range l.Invoices {
		v[fmt.Sprintf("invoice.%d", i+1)] = x.Code + ":" + x.Number
	}
	if l.Found != nil {
		v["found.police_case"] = l.Found.PoliceCase
		v["found.consent"] = l.Found.Consent
	}
	return v, nil
}

func documentField(i int) string {
	if i == 0 {
		return "deceased.document"
	}
	return fmt.Sprintf("deceased.document.%d", i+1)
}

// formOf opens the lodgement of a version of personal values.
func formOf(p *store.Private) (claim.Lodgement, error) {
	var l claim.Lodgement
	if p.Scrubbed { // the personal values are gone; sums and digests hold
		return l, nil
	}
	if err := json.Unmarshal([]byte(p.Get(formField)), &l); err != nil {
		return l, badRequest.With().Because(err)
	}
	return l, nil
}

// committed lists the commitments that canonical texts carry: every personal
// value but the form as a whole, which holds them all.
func committed(p *store.Private) (out []claim.Committed) {
	for _, v := range p.Values {
		if v.Field != formField {
			out = append(out, claim.Committed{Field: v.Field, Hash: v.Commit})
		}
	}
	return out
}

// searchKeys are the values a case is found by.
func searchKeys(l claim.Lodgement) []store.Key {
	name := ident.SearchForm(l.Deceased.Name)
	keys := []store.Key{{Kind: "name", Value: name}, {Kind: "deceased", Value: name}, {Kind: "paper", Value: l.Deceased.DeathPaper.Number}}
	for _, d := range l.Deceased.Documents {
		keys = append(keys, store.Key{Kind: "id", Value: d.Key()})
	}
	if h := l.Handler; h != nil {
		keys = append(keys, store.Key{Kind: "phone", Value: h.Phone}, store.Key{Kind: "name", Value: ident.SearchForm(h.Name)}, store.Key{Kind: "person", Value: h.Document.Key()})
	}
	if l.Cremation != nil && l.Cremation.Certificate != "" {
		keys = append(keys, store.Key{Kind: "paper", Value: l.Cremation.Certificate})
	}
	return keys
}
