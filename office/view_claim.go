package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// ClaimView is a claim as an office reads it: personal values masked.
type ClaimView struct {
	Claim    int64             `json:"claim"`
	Slip     string            `json:"slip"`
	Route    string            `json:"route"`
	State    string            `json:"state"`
	StateZh  string            `json:"state_zh"`
	Class    string            `json:"class,omitempty"`
	Home     int64             `json:"home,omitempty"`
	Town     string            `json:"town"`
	Deceased string            `json:"deceased"`
	Document string            `json:"document"`
	Death    string            `json:"death,omitempty"`
	Lodged   string            `json:"lodged,omitempty"`
	Thing    string            `json:"thing,omitempty"` // while returned
	List     int64             `json:"list,omitempty"`
	Seq      int64             `json:"seq,omitempty"`
	Charged  money.Amount      `json:"charged_fen"`
	Waived   money.Amount      `json:"waived_fen"`
	Family   money.Amount      `json:"family_fen"`
	Live     bool              `json:"live,omitempty"`    // worked out now, not yet fixed
	Digest   string            `json:"digest,omitempty"`  // of the sums to be determined
	Trouble  *Saying           `json:"trouble,omitempty"` // why the policy gives nothing
	Lines    []BillLine        `json:"lines,omitempty"`
	Explain  []policy.Sentence `json:"explain,omitempty"`
	Moves    []MoveView        `json:"moves"`
	Acts     []string          `json:"acts"` // what the reader may do now
}

// MoveView is one step of a claim's history.
type MoveView struct {
	Act    string `json:"act"`
	ActZh  string `json:"act_zh"`
	To     string `json:"to"`
	At     string `json:"at"`
	Person int64  `json:"person"`
	Name   string `json:"name,omitempty"` // of who acted, for those who may know
	Role   string `json:"role"`
	Office string `json:"office,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// ClaimView reads one claim.
func (o *Office) ClaimView(ctx context.Context, c Caller, id int64) (ClaimView, error) {
	var v ClaimView
	err := o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f.Claim)); err != nil {
			return err
		}
		v = viewOf(f)
		v.Acts = actsNow(f, a)
		if err := o.viewDecision(s, f, &v); err != nil {
			return err
		}
		v.Moves, err = movesOf(s, a, id)
		return err
	})
	return v, err
}

// movesOf reads the history of a claim: the office that acted, and who, for those
// who may know.
func movesOf(s *store.Scope, a party.Actor, id int64) (out []MoveView, err error) {
	moves, err := s.Moves(id)
	offices := map[int64]string{0: ""}
	for _, m := range moves {
		v := MoveView{Act: m.Act, ActZh: party.Act(m.Act).Zh(), To: string(m.To), At: m.At, Person: m.Person, Role: m.Role, Reason: m.Reason}
		if _, ok := offices[m.Office]; !ok {
			of, err := s.OfficeByID(m.Office)
			if err != nil {
				return nil, err
			}
			offices[m.Office] = of.Name
		}
		v.Office = offices[m.Office]
		if mayKnowStaff(a, m.Office) {
			if v.Name, err = staffName(s, m.Person); err != nil {
				return nil, err
			}
		}
		out = append(out, v)
	}
	return out, err
}

// ClaimBySlip finds a claim of the caller's reach by its slip number.
func (o *Office) ClaimBySlip(ctx context.Context, c Caller, raw string) (ClaimView, error) {
	slip, err := claim.ReadSlip(raw)
	if err != nil {
		return ClaimView{}, err
	}
	var id int64
	err = o.read(ctx, c, party.View, func(s *store.Scope, _ party.Actor) error {
		found, err := s.ClaimBySlip(string(slip))
		id = found.ID
		return err
	})
	if err != nil {
		return ClaimView{}, err
	}
	return o.ClaimView(ctx, c, id)
}

// Claims lists claims within the caller's reach, newest first, masked.
func (o *Office) Claims(ctx context.Context, c Caller, filter store.ClaimFilter) (out []ClaimView, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		switch reach, _ := party.ReachOf(party.Search, a.Role); reach {
		case party.OwnHome:
			filter.Home = a.Home
		case party.OwnTown:
			filter.Town = a.Area
		}
		rows, err := s.Claims(filter)
		if err != nil {
			return err
		}
		for _, r := range rows {
			f, err := fileOf(s, &r)
			if err != nil {
				return err
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

func viewOf(f *file) ClaimView {
	v := ClaimView{Claim: f.ID, Slip: claim.Slip(f.Slip).String(), Route: string(f.Route), State: string(f.now.State), StateZh: f.now.State.Zh(), Class: f.Class, Home: f.Home, Town: f.Town,
		Deceased: ident.MaskName(f.form.Deceased.Name), Thing: f.Thing, List: f.now.List, Seq: f.now.Seq}
	if f.private.Scrubbed {
		v.Deceased = "（已清除）"
	}
	if len(f.form.Deceased.Documents) > 0 {
		v.Document = ident.Mask(f.form.Deceased.Documents[0])
	}
	if f.Death != nil {
		v.Death = f.Death.String()
	}
	if f.LodgedDay != nil {
		v.Lodged = f.LodgedDay.String()
	}
	return v
}

// sums fills in what the claim's current decision comes to.
func (v *ClaimView) sums(s *store.Scope, f *file) error {
	if f.Decision == 0 {
		return nil
	}
	var err error
	v.Charged, v.Waived, v.Family, err = s.DecisionSums(f.Decision)
	return err
}

// standsAt fills in what the claim comes to as it stands; where the policy says
// no, or cannot decide yet, why.
func (v *ClaimView) standsAt(s *store.Scope, f *file, j *judged, err error) error {
	if p := problem.Of(err); p != nil {
		v.Trouble = &Saying{p.Code, p.Zh + "。" + p.CureZh, p.En + ". " + p.CureEn}
		return nil
	}
	if err != nil || j == nil {
		return err
	}
	v.Charged, v.Waived, v.Family, v.Live = j.row.Charged, j.row.Waived, j.row.Family, j.live
	if r := j.d.Refusal; r != nil {
		v.Trouble = &Saying{r.Code, r.Zh + "。" + r.Cure.Zh, r.En + ". " + r.Cure.En}
	}
	if j.live && f.now.State == claim.Forwarded {
		v.Digest = determination(s.CountyText(), f, j.row)
	}
	return nil
}

// actsNow lists what the reader may do on the claim where it stands.
func actsNow(f *file, a party.Actor) (out []string) {
	for _, act := range claim.ActsFrom(f.Route, f.now.State) {
		m, err := claim.MoveOf(f.Route, f.now.State, act)
		if err == nil && m.DoneBy(a.OfficeKind) == nil && party.May(act, a, objectOf(&f.Claim)) == nil {
			out = append(out, string(act))
		}
	}
	return out
}

// viewDecision adds the decision the claim stands on and its sentences.
func (o *Office) viewDecision(s *store.Scope, f *file, v *ClaimView) error {
	j, err := o.judgedNow(s, f)
	if err := v.standsAt(s, f, j, err); err != nil || j == nil {
		return err
	}
	for _, l := range j.row.Lines {
		v.Lines = append(v.Lines, BillLine{Item: l.Item, Charged: l.Charged, Waived: l.Waived, Family: l.Family, Reason: l.Reason, Clause: l.Clause})
	}
	v.Explain = policy.Explain(j.plan, j.facts, j.d)
	return nil
}

// decideAgain decides a stored decision once more, on its own basis and facts.
func (o *Office) decideAgain(s *store.Scope, d *store.Decision) (*policy.Plan, *policy.Facts, *policy.Decision, error) {
	plan, err := o.planOf(s, d.Basis)
	if err != nil {
		return nil, nil, nil, err
	}
	var facts policy.Facts
	if err := facts.Decode([]byte(d.Facts)); err != nil {
		return nil, nil, nil, err
	}
	again := new(policy.Decision)
	return plan, &facts, again, plan.Decide(&facts, again)
}
