package office

import (
	"context"
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/print"
	"songbai/store"
)

// Paper is a paper as given out: made once, the same bytes ever after.
type Paper struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Media  string `json:"media"`
	SHA256 string `json:"sha256"`
	Bytes  []byte `json:"-"`
}

// ClaimPaper asks for a paper of a claim: sign_pdf (申请表, to be signed),
// form_pdf, form_xlsx (the same, signed or fixed), slip_pdf (承诺单), letter_pdf
// (告知书).
type ClaimPaper struct {
	Claim int64  `json:"claim"`
	Kind  string `json:"kind"`
}

var (
	notDecided = problem.Define("paper.undecided", problem.Conflict,
		"还没有签名确认项目和金额，不能出具", "items and amounts are not signed yet; the paper cannot be made", "请先由丧属签名确认", "let the family sign first")
	noSuchPaper = problem.Define("paper.kind", problem.Invalid,
		"没有“%s”这种文书", "there is no paper %q", "可选 sign_pdf、form_pdf、form_xlsx、slip_pdf、letter_pdf", "choose sign_pdf, form_pdf, form_xlsx, slip_pdf or letter_pdf")
)

// ClaimPaper makes a paper of a claim's signed (or fixed) decision once and
// gives it out again.
func (o *Office) ClaimPaper(ctx context.Context, c Caller, req ClaimPaper) (Paper, error) {
	var out Paper
	_, err := o.do(ctx, c, party.View, req, "", func(w *work) error {
		f, err := readFile(&w.Tx.Scope, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		if req.Kind == signKind {
			out, err = w.paperToSign(f)
			return err
		}
		kind, err := w.paperKept(f, req.Kind)
		if err != nil {
			return err
		}
		kept, b, err := w.OfficialBytes(kind, f.ID)
		if problem.CodeOf(err) == "store.missing" {
			if b, err = w.printClaim(f, req.Kind); err != nil {
				return err
			}
			kept, err = w.KeepOfficial(kind, "claim", f.ID, b)
		}
		if err != nil {
			return err
		}
		w.Record("official", kept.ID, kept.SHA256)
		out = paperNamed(f, req.Kind, kept.SHA256, b)
		return nil
	})
	return out, err
}

func paperNamed(f *file, kind, hash string, b []byte) Paper {
	return Paper{Kind: kind, Name: f.Slip + "-" + strings.Replace(kind, "_", ".", 1), Media: mediaName(kind), SHA256: hash, Bytes: b}
}

// paperKept gives the name under which a paper is kept: one for each decision,
// a letter for each act it tells of.
func (w *work) paperKept(f *file, kind string) (string, error) {
	if kind == letterKind {
		moves, err := w.Moves(f.ID)
		if err != nil {
			return "", err
		}
		return letterName(f, moves)
	}
	if f.Decision == 0 {
		return "", notDecided.With()
	}
	return fmt.Sprintf("%s:%d", kind, f.Decision), nil
}

func mediaName(kind string) string {
	if strings.HasSuffix(kind, "xlsx") {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "application/pdf"
}

// printClaim renders a paper of the claim's current decision.
func (w *work) printClaim(f *file, kind string) ([]byte, error) {
	d, plan, err := w.decided(f)
	if err != nil {
		return nil, err
	}
	p, err := w.printing(f, &d, plan.Pack())
	if err != nil {
		return nil, err
	}
	if err := p.mark(w); err != nil {
		return nil, err
	}
	switch kind {
	case "form_pdf", "form_xlsx":
		if p.drawn, err = w.drawnSignature(f); err != nil {
			return nil, err
		}
		form, err := p.form(w)
		if err != nil {
			return nil, err
		}
		if kind == "form_pdf" {
			return form.PDF()
		}
		return form.XLSX()
	case "slip_pdf":
		return p.slip(w.Today()).PDF()
	case letterKind:
		letter, err := p.letter(w)
		if err != nil {
			return nil, err
		}
		return letter.PDF()
	}
	return nil, noSuchPaper.With(kind).At("kind")
}

// decided gives the claim's decision and the plan it came from; a claim refused
// before anything was decided has the plan in force.
func (w *work) decided(f *file) (d store.Decision, plan *policy.Plan, err error) {
	if f.Decision == 0 {
		plan, _, err = w.o.planAndFacts(&w.Tx.Scope, f)
		return d, plan, err
	}
	if d, err = w.DecisionByID(f.Decision); err != nil {
		return d, nil, err
	}
	plan, err = w.o.planOf(&w.Tx.Scope, d.Basis)
	return d, plan, err
}

// claimPrint gathers what the papers of a claim print.
type claimPrint struct {
	f      *file
	d      *store.Decision
	pack   *policy.Pack
	office store.Office
	towns  []store.Office
	stamp  print.Mark
	signed *date.Day
	clerk  string // who did the act that signed or fixed the decision
	home   string // name of the home whose case it is; "" for a cremation elsewhere
	drawn  []byte // the signature drawn on the screen
}

// printing gathers what papers of a decision print.
func (w *work) printing(f *file, d *store.Decision, pack *policy.Pack) (p *claimPrint, err error) {
	p = &claimPrint{f: f, d: d, pack: pack}
	if p.office, err = w.OfficeByID(f.Office); err != nil {
		return nil, err
	}
	if f.Home != 0 {
		h, err := w.HomeByID(f.Home)
		if err != nil {
			return nil, err
		}
		p.home = h.Name
	}
	p.towns, err = w.Offices()
	return p, err
}

// mark takes digest and audit position of the act that signed or fixed the
// decision, as every page prints them.
func (p *claimPrint) mark(w *work) error {
	moves, err := w.Moves(p.f.ID)
	if err != nil {
		return err
	}
	for i := len(moves) - 1; i >= 0; i-- {
		m := moves[i]
		switch party.Act(m.Act) {
		case party.Sign, party.Complete, party.Determine:
			p.stamp = print.Mark{Digest: m.Digest, Position: fmt.Sprintf("%d/%d", w.County, m.AuditPos)}
			if err := p.took(w, m.AuditPos); err != nil {
				return err
			}
			p.stamp = w.o.coded(p.stamp)
			at, err := date.ParseInstant(m.At)
			day := at.Day()
			p.signed = &day
			return err
		}
	}
	return nil
}

// took reads who did the act at a position of the chain, and its hash.
func (p *claimPrint) took(w *work, pos int64) error {
	rows, err := w.AuditRows(pos-1, 1)
	if err != nil || len(rows) == 0 {
		return err
	}
	p.stamp.Hash = rows[0].Hash
	who, err := w.PersonByID(rows[0].Person)
	p.clerk = who.Name
	return err
}

func (p *claimPrint) sums() print.Sums {
	return print.Sums{Charged: p.d.Charged, Waived: p.d.Waived, FamilyPays: p.d.Family}
}

func (p *claimPrint) form(w *work) (print.ApplicationForm, error) {
	l := p.f.form
	v := print.ApplicationForm{Title: "殡葬基本服务项目免费申请表", Slip: p.f.Slip, Day: p.f.LodgedDay, Office: p.office.Name, Route: p.f.Route.Zh(),
		Deceased: p.deceased(), Clause: p.d.Clause, Total: p.sums(), Signed: p.signed, Mark: p.stamp}
	if c := p.pack.Class(p.d.Class); c != nil {
		v.Class = c.Zh
	}
	if len(p.d.Shares) > 0 {
		if fd := p.pack.Fund(p.d.Shares[0].Fund); fd != nil {
			v.Fund = fd.Zh
		}
	}
	if h := l.Handler; h != nil {
		v.Handler = print.Handler{Name: h.Name, ID: h.Document.Number, Relation: h.Relation.Zh(), Phone: h.Phone, Address: h.Address}
	}
	if a := l.Account; a != nil {
		v.Payee = &print.Payee{Name: a.Holder, Bank: a.Bank, Account: a.Number}
	}
	for _, x := range p.d.Lines {
		v.Items = append(v.Items, print.FormItem{Name: p.itemName(x.Item), Sums: print.Sums{Charged: x.Charged, Waived: x.Waived, FamilyPays: x.Family}, Reason: lineReason(x), Clause: x.Clause})
	}
	seen, err := w.Papers(p.f.ID)
	if err != nil {
		return v, err
	}
	for _, x := range seen {
		name := x.Kind
		if q := p.pack.Paper(x.Kind); q != nil {
			if q.Kind == "form" && p.f.Route == claim.Waiver { // this very paper
				continue
			}
			name = q.Zh
		}
		v.Papers = append(v.Papers, print.Paper{Name: name, Seen: x.Original, Needed: true, Copies: int(x.Copies)})
	}
	v.Boxes, v.Drawn = p.boxes(), p.drawn
	return v, nil
}

// lineReason says why a line is waived as it is.
func lineReason(x store.DecisionLine) string {
	if why := policy.ReasonsZh(x.Reason); why != "" {
		return why
	}
	return "标准内全额免除"
}

// townName gives the town of an area code by its office, or the code.
func (p *claimPrint) townName(area string) string {
	for _, o := range p.towns {
		if o.Kind == party.Town && o.Area == area {
			return strings.TrimSuffix(o.Name, "民政办")
		}
	}
	return area
}

func (p *claimPrint) boxes() []print.Box {
	first := print.Box{Title: "殡仪馆意见", Seal: "（盖章）", Signers: []print.Signer{{Label: "经办人", Name: p.clerk}}}
	if p.f.Route != claim.Waiver {
		first.Title = "镇（街）民政办意见"
	}
	return []print.Box{first, {Title: "民政局审核意见", Seal: "（公章）", Signers: []print.Signer{{Label: "审核人"}}}}
}

func (p *claimPrint) itemName(code string) string {
	if it := p.pack.Item(code); it != nil {
		return it.Zh
	}
	return "其他服务（" + code + "）"
}

func (p *claimPrint) deceased() print.Deceased {
	d := p.f.form.Deceased
	v := print.Deceased{Name: d.Name, Sex: map[string]string{"male": "男", "female": "女"}[d.Sex], Household: p.townName(d.HouseholdArea), DeathDay: p.f.Death, DeathPaper: d.DeathPaper.Number, CremationDay: p.f.Cremation}
	if len(d.Documents) > 0 {
		v.ID = d.Documents[0].Number
	}
	if d.Birth != nil && d.Death != nil {
		v.Age = fmt.Sprint(fullYears(*d.Birth, *d.Death))
	}
	if c := p.f.form.Cremation; c != nil {
		v.Cremator, v.Certificate = c.Home, c.Certificate
	} else {
		v.Cremator = p.home
	}
	return v
}

func (p *claimPrint) slip(today date.Day) print.CommitmentSlip {
	var names []string
	for _, x := range p.d.Lines {
		if x.Waived > 0 {
			names = append(names, p.itemName(x.Item))
		}
	}
	v := print.CommitmentSlip{Title: "殡葬基本服务费用免除承诺单", Slip: p.f.Slip, Deceased: p.f.form.Deceased.Name, Office: p.office.Name, Items: strings.Join(names, "、"), Total: p.sums(),
		Basis: p.pack.Title + " " + p.d.Clause, Phone: p.office.Phone, Query: "凭单号和手机号后四位可查询办理进度", Clerk: p.clerk, Day: today, Mark: p.stamp}
	if h := p.f.form.Handler; h != nil {
		v.Handler = h.Name
	}
	v.Facts = p.facts()
	return v
}

// facts are what the promised sum rests on: if they hold, it holds.
func (p *claimPrint) facts() (out []print.Fact) {
	add := func(label, value string) {
		if value != "" {
			out = append(out, print.Fact{Label: label, Value: value})
		}
	}
	if c := p.pack.Class(p.d.Class); c != nil {
		add("对象类别", c.Zh)
	}
	if p.f.Death != nil {
		add("死亡日期", p.f.Death.Zh())
	}
	add("户籍地", p.townName(p.f.form.Deceased.HouseholdArea))
	add("火化地", p.home)
	return out
}
