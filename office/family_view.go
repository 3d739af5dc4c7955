package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// FamilyView is a claim as its family reads it.
type FamilyView struct {
	Claim    int64
	Slip     string
	Route    claim.Route
	State    claim.State
	Deceased string // masked
	Says     claim.Standing
	Holder   *OfficeRow // the office that holds it; nil: the family itself, or nobody
	Mine     bool       // it is the family's turn
	Since    date.Instant
	Thing    *Thing     // the one thing to mend
	Refused  *Refusing  // while refused
	Sum      *SumReview // a fixed sum of which the family pays a part
	Charged  money.Amount
	Waived   money.Amount
	Family   money.Amount
	Lines    []FamilyLine
	Account  string // last digits of the account to be paid
	Signed   bool
	Again    bool // a draft changed after it was signed: to be signed again
	Uploads  []UploadRow
	Steps    []StepRow // what happened, oldest first
	Ratings  []RatingRow
	CanRate  []string // steps that may be rated now
	Opened   []Opening
	Acts     []string // what the family may do now
}

// Thing is the one thing a claim was returned for.
type Thing struct {
	Kind   claim.ThingKind
	Name   string // path of the field, or paper id
	Words  claim.Plain
	Reason string
	Value  string // what the field says now
}

// Refusing is a refusal as the family reads it.
type Refusing struct {
	Code, Clause, Cure string
	Why                policy.Words // the ground's own words, where the pack has them
	Day                date.Day
	Asked              bool // a review was asked for and waits
	AskedAt            string
	Due                date.Day // by when it is answered
	Left               int      // working days to it; below zero it is late
	Term               int      // working days that a review may take
	Upheld             *Upheld  // a review left it as it was
}

// FamilyLine is one item of the family's bill.
type FamilyLine struct {
	Zh, En  string
	Charged money.Amount
	Waived  money.Amount
	Family  money.Amount
	Reason  string
	Clause  string
}

// StepRow is one step of the way.
type StepRow struct {
	Zh, En string
	At     date.Instant
	Office string
}

// Opening says who opened the record: an office and role, never a name.
type Opening struct {
	At     date.Instant
	Office string
	RoleZh string
	ActZh  string
}

// ownCase reads the claim that the family's session is on.
func (o *Office) ownCase(ctx context.Context, c Caller, fn func(s *store.Scope, f *file) error) error {
	return o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, c.Case)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f.Claim)); err != nil {
			return err
		}
		return fn(s, f)
	})
}

// FamilyView reads the family's own claim.
func (o *Office) FamilyView(ctx context.Context, c Caller) (v FamilyView, err error) {
	err = o.ownCase(ctx, c, func(s *store.Scope, f *file) error {
		v = FamilyView{
			Claim: f.ID, Slip: claim.Slip(f.Slip).String(), Route: f.Route, State: f.now.State, Deceased: ident.MaskName(f.form.Deceased.Name),
			Says: claim.StandingOf(f.Route, f.now.State), Acts: actsNow(f, party.Actor{Role: party.Family, OfficeKind: party.Public, Case: f.ID}),
		}
		v.Mine = v.Says.Holder == party.Public
		if a := f.form.Account; a != nil {
			v.Account = ident.MaskAccount(a.Number)
		}
		plan, _, err := o.planAndFacts(s, f)
		if err != nil {
			return err
		}
		if v.Uploads, err = uploadsOf(s, plan.Pack(), f.ID); err != nil {
			return err
		}
		if err := v.sums(s, f, plan.Pack()); err != nil {
			return err
		}
		offices, err := s.Offices()
		if err != nil {
			return err
		}
		v.holder(f, offices)
		if err := v.history(s, f, plan.Pack(), offices); err != nil {
			return err
		}
		if f.now.State == claim.Draft && f.Route != claim.Unclaimed {
			stage, err := stageOf(s, f)
			if err != nil {
				return err
			}
			v.Says, v.Again = v.Says.AtStage(stage), stage == claim.ChangedSince
		}
		return v.said(s, f)
	})
	return v, err
}

// stageOf tells how far a family is with its draft: by the faults of the form, and
// by whether the last signature is of the form as it stands.
func stageOf(s *store.Scope, f *file) (claim.ApplicationStage, error) {
	signed, err := s.LastApplied(f.ID)
	switch {
	case err != nil:
		return 0, err
	case f.form.Check(s.Today()).Err() != nil:
		return claim.Filling, nil
	case signed.PrivateN == f.PrivateN:
		return claim.Ready, nil
	case signed.PrivateN != 0:
		return claim.ChangedSince, nil
	}
	return claim.Unsigned, nil
}

// planAndFacts gives the plan in force for a claim and the facts it has so far.
func (o *Office) planAndFacts(s *store.Scope, f *file) (*policy.Plan, policy.Facts, error) {
	day := s.Today()
	if f.form.Deceased.Death != nil {
		day = *f.form.Deceased.Death
	}
	plan, _, err := o.planFor(s, f.Home, day)
	if err != nil {
		return nil, policy.Facts{}, err
	}
	facts, err := factsOf(s, f, nil)
	facts = facts.Usual()
	facts.Death = day
	if err != nil && problem.CodeOf(err) == "facts.area" { // a draft may hold half an area code
		err = nil
	}
	return plan, facts, err
}

func (v *FamilyView) sums(s *store.Scope, f *file, pack *policy.Pack) error {
	if f.Decision == 0 {
		return nil
	}
	d, err := s.DecisionByID(f.Decision)
	if err != nil {
		return err
	}
	v.Charged, v.Waived, v.Family, v.Signed = d.Charged, d.Waived, d.Family, f.SignedDecision != 0
	for _, l := range d.Lines {
		x := FamilyLine{Zh: "其他服务", En: "other service", Charged: l.Charged, Waived: l.Waived, Family: l.Family, Reason: lineReason(l), Clause: l.Clause}
		if it := pack.Item(l.Item); it != nil {
			x.Zh, x.En = it.Zh, it.En
		}
		v.Lines = append(v.Lines, x)
	}
	return nil
}

// holder finds the office that holds the claim: its own office where the kind
// fits, else the one of the county.
func (v *FamilyView) holder(f *file, offices []store.Office) {
	for _, r := range offices {
		if r.Kind != v.Says.Holder || r.Ended {
			continue
		}
		if r.Kind == party.Home && r.Home != f.Home || r.Kind == party.Town && !strings.HasPrefix(f.Town, r.Area) {
			continue
		}
		row := officeRow(r)
		v.Holder = &row
		return
	}
}

// history tells the moves, the thing to mend, the refusal and who looked.
func (v *FamilyView) history(s *store.Scope, f *file, pack *policy.Pack, offices []store.Office) error {
	names := map[int64]string{}
	for _, r := range offices {
		names[r.ID] = r.Name
	}
	moves, err := s.Moves(f.ID)
	if err != nil {
		return err
	}
	for _, m := range moves {
		at, err := date.ParseInstant(m.At)
		if err != nil {
			return err
		}
		v.Since = at
		act := party.Act(m.Act)
		if act == party.Draft && len(v.Steps) > 0 && v.Steps[len(v.Steps)-1].Zh == act.Zh() {
			v.Steps[len(v.Steps)-1].At = at // a form saved again and again is one step
		} else {
			v.Steps = append(v.Steps, StepRow{act.Zh(), act.En(), at, names[m.Office]})
		}
		switch {
		case act == party.Return && f.now.State == claim.Returned:
			v.Thing = thingOf(f, pack, m.Reason)
		case act == party.Refuse && f.now.State == claim.Refused:
			code, clause, cure := refusalParts(m.Reason)
			v.Refused = &Refusing{Code: code, Why: refusalWords(pack, code), Clause: clause, Cure: cure, Day: at.Day()}
		}
	}
	records, err := s.AuditOf(f.ID)
	for _, r := range records {
		act := party.Act(r.Act)
		if r.Person == 0 || !party.Reads(act) {
			continue
		}
		at, err := date.ParseInstant(r.At)
		if err != nil {
			return err
		}
		v.Opened = append(v.Opened, Opening{at, names[r.Office], party.Role(r.Role).Zh(), act.Zh()})
	}
	return err
}

func thingOf(f *file, pack *policy.Pack, reason string) *Thing {
	kind, name, _ := strings.Cut(f.Thing, ":")
	t := &Thing{Kind: claim.ThingKind(kind), Name: name, Reason: reason, Words: claim.FieldName(name)}
	if t.Kind == claim.PaperThing {
		t.Words.Zh, t.Words.En = paperName(pack, name)
		return t
	}
	t.Value = f.form.Get(name)
	return t
}
