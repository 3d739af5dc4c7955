package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/store"
)

// CaseView is a claim as the desk works on it: where it stands, who has it in
// hand, its papers, its bill in words, its certificate, its money.
type CaseView struct {
	ClaimView
	RouteZh      string                  `json:"route_zh"`
	Handler      string                  `json:"handler,omitempty"` // masked
	ClassWords   policy.Words            `json:"class_words"`
	ReturnedToMe bool                    `json:"returned_to_me,omitempty"`
	Hold         *HoldView               `json:"hold,omitempty"`
	Papers       *CheckView              `json:"papers,omitempty"` // nil where the form is too thin for a list
	Names        map[string]policy.Words `json:"names"`            // of items
	Certificates []CertificateOfClaim    `json:"certificates,omitempty"`
	Witnessed    bool                    `json:"witnessed,omitempty"` // unclaimed: a second person saw it
	Recorded     int                     `json:"recorded"`            // services recorded
	Review       *ReviewOpen             `json:"review,omitempty"`    // a review that the family waits for
	MoneyOfClaim MoneyView               `json:"money"`
	Anomalies    []Anomaly               `json:"anomalies,omitempty"` // why the month list shows it first
}

// CertificateOfClaim is a number issued for the claim.
type CertificateOfClaim struct {
	Number string    `json:"number"`
	Day    *date.Day `json:"day,omitempty"`
	Valid  bool      `json:"valid"`
}

// Case reads one claim for the desk.
func (o *Office) Case(ctx context.Context, c Caller, id int64) (v CaseView, err error) {
	if v.ClaimView, err = o.ClaimView(ctx, c, id); err != nil {
		return v, err
	}
	if v.MoneyOfClaim, err = o.Money(ctx, c, id); err != nil {
		return v, err
	}
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, id)
		if err != nil {
			return err
		}
		v.RouteZh = f.Route.Zh()
		if h := f.form.Handler; h != nil {
			v.Handler = ident.MaskName(h.Name)
		}
		v.ReturnedToMe = f.now.State == claim.Returned && f.ReturnedBy == a.Person
		if v.Review, err = openReview(s, f); err != nil {
			return err
		}
		if v.Hold, err = holdView(s, id, a); err != nil {
			return err
		}
		people, err := s.ClaimPeople(id)
		if err != nil {
			return err
		}
		for _, part := range people {
			v.Witnessed = v.Witnessed || part == "witness"
		}
		services, err := s.Services(id, f.ServicesN)
		if err != nil {
			return err
		}
		v.Recorded = len(services)
		if v.Anomalies, err = anomaliesOfClaim(s, f); err != nil {
			return err
		}
		if err := v.certificates(s, f); err != nil {
			return err
		}
		return o.inWords(s, f, &v)
	})
	return v, err
}

// inWords names the class, items and papers of the claim by its policy; a form
// too thin to ask the policy has none yet.
func (o *Office) inWords(s *store.Scope, f *file, v *CaseView) error {
	v.Names = map[string]policy.Words{}
	d, err := o.judge(s, f, nil, 0)
	if err != nil {
		return nil
	}
	pack := d.plan.Pack()
	for _, it := range pack.Items {
		v.Names[it.Code] = it.Words
	}
	for _, k := range pack.Classes {
		if k.ID == f.Class || f.Class == "" && d.d.Class != nil && k.ID == d.d.Class.ID {
			v.ClassWords = k.Words
		}
	}
	check, err := o.checklist(s, f)
	v.Papers = &check
	return err
}

func (v *CaseView) certificates(s *store.Scope, f *file) error {
	rows, err := s.CertificatesOf(f.ID)
	if err != nil {
		return err
	}
	valid := validOf(rows, f.ID)
	seen := map[claim.CertificateNumber]bool{}
	for _, r := range rows {
		if !seen[r.CertificateNumber] {
			stands := slices.ContainsFunc(valid, func(x store.Certificate) bool { return x.CertificateNumber == r.CertificateNumber })
			v.Certificates = append(v.Certificates, CertificateOfClaim{r.String(), r.Day, stands})
		}
		seen[r.CertificateNumber] = true
	}
	return nil
}

// May tells whether the reader may do the act on the claim now.
func (v *CaseView) May(a party.Act) bool { return slices.Contains(v.Acts, string(a)) }

// Decided tells whether a decision stands that papers can be printed of.
func (v *CaseView) Decided() bool { return len(v.Lines) > 0 }

// FormOf gives the form of a draft or returned claim in full to who may rewrite
// it; that it was opened stays in the audit chain.
func (o *Office) FormOf(ctx context.Context, c Caller, id int64) (form claim.Lodgement, err error) {
	_, err = o.do(ctx, c, party.Unmask, ClaimRef{Claim: id}, "form", func(w *work) error {
		f, err := w.reach(id)
		if err != nil {
			return err
		}
		if f.private.Scrubbed {
			return scrubbedCase.With()
		}
		form = f.form
		w.Record("claim", f.ID, "")
		return nil
	})
	return form, err
}

// ToSign is what the family is to sign: the bill and the digest of its text.
type ToSign struct {
	Bill
	Slip   string `json:"slip"`
	Digest string `json:"digest"`
}

// ToSign reads what the family is to sign now, under the basis that would bind.
func (o *Office) ToSign(ctx context.Context, c Caller, id int64) (v ToSign, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f.Claim)); err != nil {
			return err
		}
		d, digest, err := o.toSign(s, f)
		if err != nil {
			return err
		}
		v = ToSign{Bill: billOf(f, d), Slip: claim.Slip(f.Slip).String(), Digest: digest}
		return nil
	})
	return v, err
}

// HomeRow is a home that serves the county.
type HomeRow struct {
	Home int64  `json:"home"`
	Name string `json:"name"`
}

// TownRow is a town of the county by its office.
type TownRow struct {
	Area string `json:"area"`
	Name string `json:"name"`
}

// Places are the homes and towns that a form chooses from, and what the policy in
// force lets a paper prove.
type Places struct {
	County string
	Homes  []HomeRow
	Towns  []TownRow
	Proofs []policy.Proof
	Own    string // area of the caller's office
}

// Places reads what a form chooses from.
func (o *Office) Places(ctx context.Context, c Caller) (v Places, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		v.County, v.Own = s.CountyText(), a.Area
		homes, err := s.Homes()
		if err != nil {
			return err
		}
		for _, h := range homes {
			v.Homes = append(v.Homes, HomeRow{h.ID, h.Name})
		}
		offices, err := s.Offices()
		if err != nil {
			return err
		}
		for _, of := range offices {
			if of.Kind == party.Town && !of.Ended {
				v.Towns = append(v.Towns, TownRow{of.Area, of.Name})
			}
		}
		hash, err := packOn(s, s.Today())
		if err != nil {
			return err
		}
		pack, err := o.packByHash(s, hash)
		if err != nil {
			return err
		}
		v.Proofs = pack.Proofs()
		return nil
	})
	return v, err
}
