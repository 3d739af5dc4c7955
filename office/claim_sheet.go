package office

import (
	"context"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/risk"
	"songbai/domain/settlement"
	"songbai/store"
)

// ClaimSheet is a claim in the shape of the paper form, for whoever reviews it:
// who, what, which papers, how each fen came about, what was checked. Personal
// values are masked.
type ClaimSheet struct {
	ClaimView
	Office   string        `json:"office"` // that holds the case
	Clause   string        `json:"clause,omitempty"`
	Deceased PersonOnForm  `json:"deceased_form"`
	Handler  *PersonOnForm `json:"handler,omitempty"`
	Payee    *PayeeOnForm  `json:"payee,omitempty"`
	Found    *FoundOnForm  `json:"found,omitempty"`
	Invoices *InvoicesSum  `json:"invoices,omitempty"` // of a reimbursement
	Trace    *Trace        `json:"trace,omitempty"`
	Versions []Version     `json:"versions,omitempty"` // of the decision, oldest first
	Papers   CheckView     `json:"papers"`
	Ticks    []TickView    `json:"ticks"`
	Findings []FindingView `json:"findings,omitempty"`
	Line     *LineOfClaim  `json:"line,omitempty"`   // where it stands in a list
	Review   *ReviewOpen   `json:"review,omitempty"` // a review that the family waits for
	Bureau   bool          `json:"bureau"`           // the reader is of the bureau
	Decides  bool          `json:"decides"`          // the reader may decide findings
	Out      bool          `json:"stays_out"`        // the reader stays out of this case
}

// PersonOnForm is the deceased or the handler as the form has them.
type PersonOnForm struct {
	Name        string    `json:"name"`
	Document    string    `json:"document"`
	Kind        string    `json:"kind"` // of the document
	Sex         string    `json:"sex,omitempty"`
	Age         int       `json:"age,omitempty"`
	Household   string    `json:"household,omitempty"`
	Death       *date.Day `json:"death,omitempty"`
	DeathPaper  string    `json:"death_paper,omitempty"`
	Cremation   *date.Day `json:"cremation,omitempty"`
	Cremator    string    `json:"cremator,omitempty"`
	Certificate string    `json:"certificate,omitempty"`
	Relation    string    `json:"relation,omitempty"`
	RelationEn  string    `json:"relation_en,omitempty"`
	Phone       string    `json:"phone,omitempty"`
}

// PayeeOnForm is the account of a reimbursement, masked.
type PayeeOnForm struct {
	Holder  string `json:"holder"`
	Bank    string `json:"bank"`
	Account string `json:"account"`
	Reason  string `json:"reason,omitempty"` // why the holder is not the applicant
}

// FoundOnForm is what the police and the town say of an unclaimed body.
type FoundOnForm struct {
	Town   string    `json:"town"`
	Day    *date.Day `json:"day,omitempty"`
	Police string    `json:"police"`
	Notice *date.Day `json:"notice,omitempty"`
}

// LineOfClaim is the place of a claim in a list.
type LineOfClaim struct {
	List   int64                `json:"list"`
	Number string               `json:"number"`
	Kind   settlement.Kind      `json:"kind"`
	Seq    int                  `json:"seq"`
	State  settlement.LineState `json:"state"`
	Zh     string               `json:"state_zh"`
	Waived money.Amount         `json:"waived_fen"`
}

// ClaimSheet reads one claim in the shape of the paper form.
func (o *Office) ClaimSheet(ctx context.Context, c Caller, id int64) (v ClaimSheet, err error) {
	if v.ClaimView, err = o.ClaimView(ctx, c, id); err != nil {
		return v, err
	}
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, id)
		if err != nil {
			return err
		}
		offices, err := s.Offices()
		if err != nil {
			return err
		}
		v.people(f, &claimPrint{f: f, towns: offices})
		for _, of := range offices {
			if of.ID == f.Office {
				v.Office = of.Name
			}
		}
		if v.Invoices, err = invoicesSum(s, f); err != nil {
			return err
		}
		if err := o.trace(s, f, &v); err != nil {
			return err
		}
		if v.Papers, err = o.checklist(s, f); err != nil && problem.Of(err) == nil { // a draft may not tell yet what it needs
			return err
		}
		v.Bureau, v.Decides = a.OfficeKind == party.Bureau, party.May(party.ClearFinding, a, objectOf(&f.Claim)) == nil
		if v.Ticks, err = o.ticksOf(s, f, a); err != nil {
			return err
		}
		if v.Findings, err = findingsOf(s, id); err != nil {
			return err
		}
		if v.Review, err = openReview(s, f); err != nil {
			return err
		}
		if v.Out, err = staysOut(s, a, f.form); err != nil {
			return err
		}
		if v.Out { // what the reader may not do is not offered
			v.Acts, v.Decides = nil, false
			for i := range v.Ticks {
				v.Ticks[i].May = false
			}
		}
		v.Line, err = lineOfClaim(s, f)
		return err
	})
	return v, err
}

// people fills in who the form is about.
func (v *ClaimSheet) people(f *file, p *claimPrint) {
	d := f.form.Deceased
	v.Deceased = PersonOnForm{Name: v.ClaimView.Deceased, Document: v.Document, Sex: d.Sex, Household: p.townName(d.HouseholdArea), Death: f.Death, DeathPaper: maskTail(d.DeathPaper.Number), Cremation: f.Cremation}
	if len(d.Documents) > 0 {
		v.Deceased.Kind = string(d.Documents[0].Kind)
	}
	if d.Birth != nil && d.Death != nil {
		v.Deceased.Age = fullYears(*d.Birth, *d.Death)
	}
	if x := f.form.Cremation; x != nil {
		v.Deceased.Cremator, v.Deceased.Certificate = x.Home, maskTail(x.Certificate)
	}
	if h := f.form.Handler; h != nil {
		v.Handler = &PersonOnForm{Name: ident.MaskName(h.Name), Document: ident.Mask(h.Document), Kind: string(h.Document.Kind), Relation: h.Relation.Zh(), RelationEn: h.Relation.En(), Phone: ident.MaskPhone(h.Phone)}
	}
	if a := f.form.Account; a != nil {
		v.Payee = &PayeeOnForm{Holder: ident.MaskName(a.Holder), Bank: a.Bank, Account: ident.MaskAccount(a.Number), Reason: a.Reason}
	}
	if x := f.form.Found; x != nil {
		v.Found = &FoundOnForm{Town: p.townName(x.Town), Day: x.Day, Police: x.PoliceOffice, Notice: x.Notice}
	}
}

// maskTail shows the last four characters of a paper's number.
func maskTail(s string) string {
	r := []rune(s)
	if len(r) <= 4 {
		return s
	}
	return "…" + string(r[len(r)-4:])
}

// findingsOf lists the findings of a claim with their names.
func findingsOf(s *store.Scope, id int64) (out []FindingView, err error) {
	rows, err := s.Findings(id)
	for _, r := range rows {
		out = append(out, findingView(&r))
	}
	return out, err
}

func findingView(r *store.Finding) FindingView {
	zh, en := risk.Title(r.Code)
	return FindingView{Finding: r.ID, Claim: r.Claim, Code: r.Code, Zh: zh, En: en, Others: r.Others, Blocks: r.Blocks, Outcome: r.Outcome, At: r.At}
}

// lineOfClaim finds where the claim stands in a list; nil when in none.
func lineOfClaim(s *store.Scope, f *file) (*LineOfClaim, error) {
	if f.now.List == 0 {
		return nil, nil
	}
	l, err := s.ListByID(f.now.List)
	if err != nil {
		return nil, err
	}
	line, err := s.LineBySeq(l.ID, int(f.now.Seq))
	if err != nil {
		return nil, err
	}
	if l.Kind == settlement.Reimbursement && line.State == settlement.Unchecked {
		line.State = settlement.Passed
	}
	return &LineOfClaim{l.ID, l.Number, l.Kind, line.Seq, line.State, line.State.Zh(), line.Waived}, nil
}
