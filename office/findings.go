package office

import (
	"context"
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/risk"
	"songbai/store"
)

// compared is one value of a claim by which others are found, and where risk keeps
// its token.
type compared struct {
	kind, value string
	death       *date.Day
	at          func(*risk.Case) *string
}

func comparedOf(f *file) []compared {
	l := f.form
	out := []compared{{"deceased", ident.SearchForm(l.Deceased.Name), f.Death, func(c *risk.Case) *string { return &c.Name }}}
	if h := l.Handler; h != nil {
		out = append(out, compared{"phone", h.Phone, nil, func(c *risk.Case) *string { return &c.Phone }},
			compared{"handler", h.Document.Key(), nil, func(c *risk.Case) *string { return &c.Handler }})
	}
	if a := l.Account; a != nil {
		out = append(out, compared{"account", a.Number, nil, func(c *risk.Case) *string { return &c.Account }})
	}
	return out
}

// look compares the claim with itself and with the live claims that share a
// name and day of death, a phone, a handler or an account.
func (w *work) look(f *file) ([]risk.Finding, error) {
	c := risk.Case{Claim: f.ID, Route: f.Route, Home: f.Home, Lodged: w.Today(), Death: f.Death, Cremation: f.Cremation}
	if f.LodgedDay != nil {
		c.Lodged = *f.LodgedDay
	}
	others := map[int64]*risk.Case{}
	for _, x := range comparedOf(f) {
		token, err := w.Token(x.kind, x.value)
		if err != nil || token == "" {
			if err != nil {
				return nil, err
			}
			continue
		}
		*x.at(&c) = token
		ids, err := w.Alike(x.kind, token, x.death, f.ID)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if others[id] == nil {
				others[id] = &risk.Case{Claim: id}
			}
			*x.at(others[id]) = token
			if x.death != nil {
				others[id].Death = x.death
			}
		}
	}
	var list []risk.Case
	for _, o := range others {
		list = append(list, *o)
	}
	limits := risk.Standard()
	return append(risk.Between(c, list, limits), risk.Inside(c, limits)...), nil
}

// raise keeps the claim's findings; one that was decided is not raised again.
func (w *work) raise(fs []risk.Finding) error {
	for _, x := range fs {
		row := &store.Finding{Claim: x.Claim, Code: x.Code(), Key: x.Key(), Facts: x.Facts, Blocks: x.Severity == risk.Blocks,
			Others: strings.Trim(fmt.Sprint(x.Others), "[]")}
		if err := w.PutFinding(row); err != nil {
			return err
		}
	}
	return nil
}

// undecided gives the findings of the claim that nobody has decided yet.
func (w *work) undecided(f *file) ([]risk.Finding, error) {
	fs, err := w.look(f)
	if err != nil || len(fs) == 0 {
		return nil, err
	}
	rows, err := w.Findings(f.ID)
	if err != nil {
		return nil, err
	}
	decided := map[string]bool{}
	for _, r := range rows {
		decided[r.Key] = r.Outcome == "cleared"
	}
	return risk.Open(fs, decided), nil
}

// settled refuses to close a claim while a blocking finding is open.
func (w *work) settled(f *file) error {
	fs, err := w.undecided(f)
	if err != nil {
		return err
	}
	return risk.Blocked(fs)
}

// keepFindings stores what stopped an act, in an act of its own, so that a
// person can decide it; the act's own refusal goes on to the caller.
func (o *Office) keepFindings(ctx context.Context, c Caller, id int64, cremation *date.Day, why error) error {
	if problem.CodeOf(why) != "risk.undecided" {
		return why
	}
	_, err := o.do(ctx, Caller{County: c.County, Person: c.Person, Office: c.Office, Role: c.Role}, party.View, id, "findings", func(w *work) error {
		f, err := readFile(&w.Tx.Scope, id)
		if err != nil {
			return err
		}
		if cremation != nil {
			f.Cremation = cremation
		}
		fs, err := w.undecided(f)
		if err != nil {
			return err
		}
		w.Record("claim", id, "")
		return w.raise(fs)
	})
	return firstOf(err, why)
}

// ClearFinding decides a finding: cleared, it is not raised again; confirmed, it
// goes on blocking and the claim is to be refused or corrected.
type ClearFinding struct {
	Finding int64  `json:"finding"`
	Outcome string `json:"outcome"` // cleared, confirmed
	Reason  string `json:"reason"`
}

var badOutcome = problem.Define("finding.outcome", problem.Invalid,
	"处理结果须为 cleared（排除）或 confirmed（属实），并写明理由", "the outcome is cleared or confirmed, with the reason", "请选择结果并写明理由", "choose one and give the reason")

// ClearFinding decides a finding of a claim, by the bureau.
func (o *Office) ClearFinding(ctx context.Context, c Caller, req ClearFinding) error {
	_, err := o.do(ctx, c, party.ClearFinding, req, req.Reason, func(w *work) error {
		if req.Outcome != "cleared" && req.Outcome != "confirmed" || req.Reason == "" {
			return badOutcome.With().At("outcome")
		}
		x, err := w.FindingByID(req.Finding)
		if err != nil {
			return err
		}
		f, err := readFile(&w.Tx.Scope, x.Claim)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		w.Record("finding", x.ID, sha(strings.Join([]string{"songbai-finding 1", x.Key, req.Outcome}, "\n")))
		return w.DecideFinding(x.ID, req.Outcome, req.Reason)
	})
	return err
}

// FindingView is a finding as a reader sees it.
type FindingView struct {
	Finding int64  `json:"finding"`
	Claim   int64  `json:"claim"`
	Code    string `json:"code"`
	Zh      string `json:"zh"`
	En      string `json:"en"`
	Others  string `json:"others,omitempty"`
	Blocks  bool   `json:"blocks"`
	Outcome string `json:"outcome,omitempty"`
	At      string `json:"at"`
}

// Findings lists the findings of a claim, or with claim 0 the open ones of the county.
func (o *Office) Findings(ctx context.Context, c Caller, id int64) (out []FindingView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		rows, err := s.Findings(id)
		if err != nil {
			return err
		}
		for _, r := range rows {
			row, err := s.ClaimByID(r.Claim)
			if err != nil {
				return err
			}
			if party.May(party.View, a, objectOf(&row)) == nil {
				out = append(out, findingView(&r))
			}
		}
		return nil
	})
	return out, err
}
