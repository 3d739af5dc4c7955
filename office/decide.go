package office

import (
	"slices"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

var refusedByPolicy = problem.Define("claim.not_eligible", problem.Refused,
	"%[1]s", "%[2]s", "%[3]s", "%[4]s")

// refusalOf says a refusal of the policy as a problem with its clause and cure.
func refusalOf(r *policy.Refusal) *problem.Problem {
	p := refusedByPolicy.With(r.Zh, r.En, r.Cure.Zh, r.Cure.En).Under(r.Clause)
	p.Code = "policy." + r.Code
	return p
}

// decide runs the plan over the claim's facts with services; basis 0 takes the
// plan in force, else the plan of that basis. It stores nothing.
func (w *work) decide(f *file, services []store.Service, basis int64) (*verdict, error) {
	return w.o.judge(&w.Tx.Scope, f, services, basis)
}

// judge is decide for one who only reads.
func (o *Office) judge(s *store.Scope, f *file, services []store.Service, basis int64) (*verdict, error) {
	v := &verdict{basis: basis}
	day := s.Today()
	if f.form.Deceased.Death != nil {
		day = *f.form.Deceased.Death
	}
	var err error
	if basis != 0 {
		v.plan, err = o.planOf(s, basis)
	} else {
		v.plan, v.row, err = o.planFor(s, f.Home, day)
	}
	if err != nil {
		return nil, err
	}
	if v.facts, err = factsOf(s, f, services); err != nil {
		return nil, err
	}
	return v, v.plan.Decide(&v.facts, &v.d)
}

// verdict is a decision with the plan and facts it came from.
type verdict struct {
	plan  *policy.Plan
	row   store.Basis
	basis int64
	facts policy.Facts
	d     policy.Decision
}

// keep stores the decision as the claim's current one.
func (w *work) keep(f *file, v *verdict) error {
	if v.basis == 0 {
		id, err := w.PutBasis(v.row)
		if err != nil {
			return err
		}
		v.basis = id
	}
	id, err := w.PutDecision(rowOf(f.ID, v))
	f.Decision = id
	if v.d.Class != nil {
		f.Class = v.d.Class.ID
	}
	return err
}

// rowOf writes a decision as it is stored.
func rowOf(id int64, v *verdict) *store.Decision {
	d := &v.d
	r := &store.Decision{Claim: id, Basis: v.basis, Facts: string(v.facts.Encode(nil)), OK: d.OK, Capped: d.Cap != nil, Cap: d.Ceiling,
		Charged: d.Charged, PreCap: d.PreCap, Waived: d.Waived, Family: d.Family, Trace: strings.Join(d.Trace, ";"), Shares: append([]fund.Share(nil), d.Shares...)}
	if d.Refusal != nil {
		r.Refusal, r.Clause = d.Refusal.Code, d.Refusal.Clause
	}
	if d.Class != nil {
		r.Class, r.Clause = d.Class.ID, d.Class.Clause
	}
	for i, l := range d.Lines {
		s := v.facts.Services[i]
		r.Lines = append(r.Lines, store.DecisionLine{Item: l.Item, Quantity: s.Quantity, Unit: s.Unit, Charged: l.Charged, Measure: l.Quantity,
			Allowed: l.Allowed, Waived: l.Waived, Family: l.Family, Reason: strings.Join(l.Reason.Names(), ","), Clause: d.LineClause(i)})
	}
	return r
}

// needed is the checklist of papers of a decision; forms that the family signs
// in the product itself are left out, and papers of one group are one line.
func needed(route claim.Route, ps []*policy.Paper) (out []claim.Needed) {
	groups := map[string]int{}
	for _, p := range ps {
		if p.Kind == "form" && route == claim.Waiver {
			continue
		}
		kind := claim.PaperKind(p.ID)
		if i, ok := groups[p.AnyOf]; ok && p.AnyOf != "" {
			n := &out[i]
			n.AnyOf, n.Zh, n.En = append(n.AnyOf, kind), n.Zh+"或"+p.Zh, n.En+" or "+p.En
			continue
		}
		groups[p.AnyOf] = len(out)
		out = append(out, claim.Needed{AnyOf: []claim.PaperKind{kind}, Zh: p.Zh, En: p.En, Original: p.Original, Copies: int(p.Copies), Clause: p.Clause})
	}
	return out
}

// needed is the checklist of a claim: the papers of its decision, and the letter of
// authority of a handler who acts by mandate, unless the policy has one of its own.
func (f *file) needed(ps []*policy.Paper) []claim.Needed {
	out := needed(f.Route, ps)
	if f.mandated(ps) {
		out = append(out, claim.Mandate())
	}
	return out
}

func (f *file) mandated(ps []*policy.Paper) bool {
	h := f.form.Handler
	return h != nil && h.Relation.Mandated() && !slices.ContainsFunc(ps, func(p *policy.Paper) bool { return p.Kind == "mandate" })
}

// seenPapers gives the papers of a claim as the checklist counts them.
func seenPapers(s *store.Scope, id int64) (out []claim.Paper, err error) {
	rows, err := s.Papers(id)
	for _, r := range rows {
		at, _ := date.ParseInstant(r.At)
		out = append(out, claim.Paper{Kind: claim.PaperKind(r.Kind), Original: r.Original, Copies: int(r.Copies), Digest: r.File, SeenBy: r.Person, SeenAt: at})
	}
	return out, err
}

// parts gives the shares of a decision in a budget year.
func parts(shares []fund.Share, day date.Day) []ledger.Part {
	y, _, _ := day.YMD()
	return ledger.Parts(y, shares)
}

// promised gives what the claim's signed slip still promises.
func (w *work) promised(id int64) ([]ledger.Part, error) {
	rows, err := w.EntriesOf(id)
	if err != nil {
		return nil, err
	}
	var out []ledger.Part
	for _, e := range rows {
		for _, p := range e.Postings {
			if p.Account != ledger.Promise {
				continue
			}
			found := false
			for i := range out {
				if out[i].Fund == p.Fund && out[i].Level == p.Level && out[i].Year == p.Year {
					out[i].Fen += p.Fen
					found = true
				}
			}
			if !found {
				out = append(out, ledger.Part{Fund: p.Fund, Level: p.Level, Year: p.Year, Fen: p.Fen})
			}
		}
	}
	left := out[:0]
	for _, p := range out {
		if p.Fen != 0 {
			left = append(left, p)
		}
	}
	return left, nil
}

// releasePromise takes back what the claim still promises, if anything.
func (w *work) releasePromise(f *file) error {
	ps, err := w.promised(f.ID)
	if err != nil || len(ps) == 0 {
		return err
	}
	r := w.ref()
	r.Claim, r.Payee = f.ID, f.Home
	e, err := ledger.PromiseReleased(r, ps)
	if err != nil {
		return err
	}
	_, err = w.PutEntry(&e, "")
	return err
}
