package desk

import (
	"crypto/rand"
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// otherArea is the choice of a place that is no town of the county.
const otherArea = "other"

// formView is the form with what it offers to choose from.
type formView struct {
	Claim  int64 // 0 for a new one
	Mend   bool  // it was returned: saving brings it back
	Route  claim.Route
	Form   claim.Lodgement
	Typed  map[string]string // days and sums as typed, where they could not be read
	Places office.Places
	Home   int64
}

// routesOf lists the routes that an office of the kind drafts.
func routesOf(kind party.OfficeKind) []claim.Route {
	if kind == party.Town {
		return []claim.Route{claim.Reimbursement, claim.Unclaimed}
	}
	return []claim.Route{claim.Waiver}
}

func chooseRoute(v *site.Visit) error {
	routes := routesOf(party.KindOf(v.Caller.Role))
	if len(routes) == 1 {
		return v.To("/new/" + string(routes[0]))
	}
	p := v.Page("新建申请", "New claim")
	p.Back = "/queue"
	return v.Show(p, chooseView(p, routes))
}

// formPage begins the page of a form.
func formPage(v *site.Visit, f formView) (ui.Page, formView, error) {
	var err error
	f.Places, err = v.O.Places(v.R.Context(), v.Caller)
	p := v.Page("申请表："+f.Route.Zh(), "Form: "+f.Route.En())
	p.Back = "/queue"
	if f.Claim != 0 {
		p.Back = path(f.Claim)
	}
	return p, f, err
}

func newForm(v *site.Visit) error {
	r := claim.Route(v.R.PathValue("route"))
	if r.Zh() == string(r) {
		return site.NoPage.With()
	}
	p, f, err := formPage(v, formView{Route: r, Form: claim.Lodgement{Route: r}})
	if err != nil {
		return err
	}
	return v.Show(p, formBody(p, f))
}

// editForm opens the form of a draft, of a claim returned for a field, or of one
// whose identity is corrected: an act, for the values are seen in full.
func editForm(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	form, err := v.O.FormOf(v.R.Context(), v.Caller, id)
	if err != nil {
		return again(v, err)
	}
	c, err := v.O.ClaimView(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	p, f, err := formPage(v, formView{Claim: id, Route: form.Route, Form: form, Mend: c.State != string(claim.Draft)})
	if err != nil {
		return err
	}
	p.Key = rand.Text()
	return v.Show(p, formBody(p, f))
}

// saveNew keeps a new draft and, if asked, lodges it.
func saveNew(v *site.Visit) error {
	r := claim.Route(v.R.PathValue("route"))
	f := formView{Route: r}
	var faults problem.List
	f.Form, f.Typed, faults = readForm(v.Form, r)
	f.Home, _ = v.Form.Int("home")
	if err := faults.Err(); err != nil {
		return formAgain(v, f, err)
	}
	d, err := v.O.Draft(v.R.Context(), v.Acting(), office.DraftClaim{Home: f.Home, Form: f.Form})
	if err != nil {
		return formAgain(v, f, err)
	}
	f.Claim = d.Claim
	return lodgeOrKeep(v, f)
}

// saveForm writes the form of a draft again, brings back a returned claim, or
// corrects an identity.
func saveForm(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	c, err := v.O.ClaimView(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	f := formView{Claim: id, Route: claim.Route(c.Route), Mend: c.State != string(claim.Draft)}
	var faults problem.List
	f.Form, f.Typed, faults = readForm(v.Form, f.Route)
	if err := faults.Err(); err != nil {
		return formAgain(v, f, err)
	}
	switch claim.State(c.State) {
	case claim.Draft:
		if _, err := v.O.Draft(v.R.Context(), v.Acting(), office.DraftClaim{Claim: id, Form: f.Form}); err != nil {
			return formAgain(v, f, err)
		}
		return lodgeOrKeep(v, f)
	case claim.Returned:
		if _, err := v.O.Resume(v.R.Context(), v.Acting(), office.ResumeClaim{Claim: id, Form: &f.Form}); err != nil {
			return formAgain(v, f, err)
		}
		return v.Done(path(id), "resume")
	}
	if _, err := v.O.CorrectIdentity(v.R.Context(), v.Acting(), office.DraftClaim{Claim: id, Form: f.Form}, v.Form.Get("reason")); err != nil {
		return formAgain(v, f, err)
	}
	return v.Done(path(id), "correct_identity")
}

// lodgeOrKeep lodges the draft just kept where the button said so.
func lodgeOrKeep(v *site.Visit, f formView) error {
	if v.Form.Get("do") != "lodge" {
		return v.Done(path(f.Claim), "drafted")
	}
	c := v.Acting()
	if c.Key != "" {
		c.Key += "-lodge"
	}
	if _, err := v.O.Lodge(v.R.Context(), c, office.ClaimRef{Claim: f.Claim}); err != nil {
		return formAgain(v, f, err)
	}
	return v.Done(path(f.Claim), "lodge")
}

// formAgain shows the form with every fault at its field. What is sent again is
// another request, so it gets a key of its own.
func formAgain(v *site.Visit, f formView, fault error) error {
	p, f, err := formPage(v, f)
	if err != nil {
		return err
	}
	p.Key = rand.Text()
	return v.AgainWith(fault, p, func(p ui.Page) ui.Body { return formBody(p, f) })
}

// formReader collects a form with the faults of its days and sums.
type formReader struct {
	f      *site.Form
	typed  map[string]string
	faults problem.List
}

func (r *formReader) text(name string) string { return r.f.Get(name) }

func (r *formReader) day(name string) *date.Day {
	d, err := r.f.Day(name)
	if p := problem.Of(err); p != nil {
		r.faults = append(r.faults, p)
		r.typed[name] = r.f.DayText(name)
	}
	return d
}

// area reads a place: a town chosen, or the code written beside it.
func (r *formReader) area(name string) string {
	if a := r.f.Get(name); a != otherArea {
		return a
	}
	return r.f.Get(name + "_code")
}

// readForm reads a lodgement off a form of a route.
func readForm(form *site.Form, route claim.Route) (claim.Lodgement, map[string]string, problem.List) {
	r := &formReader{f: form, typed: map[string]string{}}
	l := claim.Lodgement{Route: route, Deceased: r.deceased(route)}
	switch route {
	case claim.Unclaimed:
		l.Found = r.found()
	case claim.Reimbursement:
		l.Cremation = &claim.Cremation{Day: r.day("cremation.day"), Area: r.text("cremation.area"), Home: r.text("cremation.home"), Certificate: r.text("cremation.certificate")}
		l.Account = &claim.Account{Holder: r.text("account.holder"), Number: strings.ReplaceAll(r.text("account.number"), " ", ""), Bank: r.text("account.bank"), Reason: r.text("account.reason")}
		l.Invoices = r.invoices()
	}
	if route != claim.Unclaimed {
		l.Handler = &claim.Handler{Name: r.text("handler.name"), Relation: claim.Relation(r.text("handler.relation")), Phone: r.text("handler.phone"), Address: r.text("handler.address"),
			Document: ident.Document{Kind: ident.Kind(r.text("handler.document.kind")), Number: r.text("handler.document.number")}}
	}
	return l, r.typed, r.faults
}

func (r *formReader) deceased(route claim.Route) claim.Deceased {
	d := claim.Deceased{Name: r.text("deceased.name"), Sex: r.text("deceased.sex"), Birth: r.day("deceased.birth"), Death: r.day("deceased.death"), DeathArea: r.area("deceased.death_area"),
		DeathPaper: claim.DeathPaper{Kind: claim.DeathPaperKind(r.text("deceased.death_paper.kind")), Number: r.text("deceased.death_paper.number"),
			Issuer: r.text("deceased.death_paper.issuer"), Issued: r.day("deceased.death_paper.issued")},
		HouseholdArea: r.area("deceased.household_area"), Override: r.text("deceased.override")}
	doc := ident.Document{Kind: ident.Kind(r.text("deceased.documents[0].kind")), Number: r.text("deceased.documents[0].number")}
	d.Documents = []ident.Document{doc}
	if got, err := ident.Read(doc.Kind, doc.Number); err == nil { // what the number says need not be typed
		if birth, ok := got.Birth(); ok && d.Birth == nil {
			d.Birth = &birth
		}
		if sex, ok := got.Sex(); ok && d.Sex == "" {
			d.Sex = sex
		}
	}
	if route == claim.Unclaimed && d.Sex == "" {
		d.Sex = "unknown"
	}
	for i := range 2 {
		at := fmt.Sprintf("deceased.evidence[%d].", i)
		if e := (claim.Evidence{Class: r.text(at + "class"), Issuer: r.text(at + "issuer"), Number: r.text(at + "number")}); e.Class != "" {
			d.Evidence = append(d.Evidence, e)
		}
	}
	return d
}

func (r *formReader) found() *claim.Found {
	return &claim.Found{Town: r.area("found.town"), Day: r.day("found.day"), PoliceOffice: r.text("found.police_office"), PoliceCase: r.text("found.police_case"), Body: r.text("found.body"),
		Consent: r.text("found.consent"), TownCertificate: r.text("found.town_certificate"), IdentityConfirmed: r.text("found.identity_confirmed") != "",
		Notice: r.day("found.notice_day"), Officer: r.text("found.officer"), TownOfficer: r.text("found.town_officer")}
}

// invoiceRows is how many invoices the form has room for.
const invoiceRows = 3

func (r *formReader) invoices() (out []claim.Invoice) {
	for i := range invoiceRows {
		at := fmt.Sprintf("invoices[%d].", i)
		x := claim.Invoice{Code: r.text(at + "code"), Number: r.text(at + "number"), Day: r.day(at + "day")}
		fen, err := r.f.Amount(at + "fen")
		if p := problem.Of(err); p != nil {
			r.faults = append(r.faults, p)
			r.typed[at+"fen"] = r.text(at + "fen")
		}
		x.Fen = fen
		if x.Number != "" || x.Code != "" || x.Day != nil || fen != 0 {
			out = append(out, x)
		}
	}
	return out
}

// dayText is a day as the form shows it.
func (f formView) dayText(name string, d *date.Day) string {
	if t := f.Typed[name]; t != "" {
		return t
	}
	if d == nil {
		return ""
	}
	return d.String()
}

// areaValue splits a place into the choice and the code beside it.
func (f formView) areaValue(code string) (choice, written string) {
	if code == "" {
		return "", ""
	}
	for _, t := range f.Places.Towns {
		if t.Area == code {
			return code, ""
		}
	}
	return otherArea, code
}

func (f formView) areaChoices(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("请选择", "Choose")}}
	for _, t := range f.Places.Towns {
		out = append(out, ui.Choice{Value: t.Area, Label: strings.TrimSuffix(t.Name, "民政办")})
	}
	return append(out, ui.Choice{Value: otherArea, Label: p.T("其他地方（请填后面的区划代码）", "Elsewhere (write its code beside)")})
}

func (f formView) document() ident.Document {
	if len(f.Form.Deceased.Documents) > 0 {
		return f.Form.Deceased.Documents[0]
	}
	if f.Route == claim.Unclaimed {
		return ident.Document{Kind: ident.None}
	}
	return ident.Document{Kind: ident.IDCard}
}

func (f formView) evidence(i int) claim.Evidence {
	if i < len(f.Form.Deceased.Evidence) {
		return f.Form.Deceased.Evidence[i]
	}
	return claim.Evidence{}
}

func (f formView) invoice(i int) claim.Invoice {
	if i < len(f.Form.Invoices) {
		return f.Form.Invoices[i]
	}
	return claim.Invoice{}
}

func (f formView) handler() claim.Handler {
	if f.Form.Handler != nil {
		return *f.Form.Handler
	}
	return claim.Handler{Document: ident.Document{Kind: ident.IDCard}}
}

func (f formView) foundOf() claim.Found {
	if f.Form.Found != nil {
		return *f.Form.Found
	}
	return claim.Found{Town: f.Places.Own, IdentityConfirmed: false}
}

func (f formView) cremation() claim.Cremation {
	if f.Form.Cremation != nil {
		return *f.Form.Cremation
	}
	return claim.Cremation{}
}

func (f formView) account() claim.Account {
	if f.Form.Account != nil {
		return *f.Form.Account
	}
	return claim.Account{}
}

// action is where the form is sent.
func (f formView) action() string {
	if f.Claim == 0 {
		return "/new/" + string(f.Route)
	}
	return path(f.Claim, "/save")
}
