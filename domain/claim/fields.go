package claim

import (
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/problem"
)

var errField = problem.Define("claim.field", problem.Invalid,
	"表单里没有这一栏", "the form has no such field", "请刷新页面后重填", "reload the page and enter it again")

// Set writes one field of the form by its path, as it was typed: a day as
// 2026-03-05, a sum in yuan. What cannot be read is a problem at the field, and
// the form stays as it was. An empty value clears the field.
func (l *Lodgement) Set(path, value string) error {
	value = strings.TrimSpace(value)
	if t := l.text(path); t != nil {
		*t = value
		return nil
	}
	if d := l.day(path); d != nil {
		if value == "" {
			*d = nil
			return nil
		}
		day, err := date.ParseDay(value)
		if p := problem.Of(err); p != nil {
			return p.At(path)
		}
		*d = &day
		return nil
	}
	if path != "invoices[0].fen" {
		return errField.With().At(path)
	}
	var fen money.Amount
	if value != "" {
		var err error
		fen, err = money.Parse(strings.ReplaceAll(value, ",", ""))
		if p := problem.Of(err); p != nil {
			return p.At(path)
		}
	}
	l.invoice().Fen = fen
	return nil
}

// Get gives one field of the form as it is typed; "" for an empty one.
func (l Lodgement) Get(path string) string {
	l = l.Copy()
	if t := l.text(path); t != nil {
		return *t
	}
	if d := l.day(path); d != nil {
		if *d == nil {
			return ""
		}
		return (*d).String()
	}
	if path == "invoices[0].fen" && len(l.Invoices) > 0 && l.Invoices[0].Fen != 0 {
		return l.Invoices[0].Fen.String()
	}
	return ""
}

// Tidy drops parts that were begun and left empty, which the checks would take
// for parts of the form.
func (l *Lodgement) Tidy() {
	l.Deceased.Documents = slices.DeleteFunc(l.Deceased.Documents, func(d ident.Document) bool { return d.Number == "" && d.Kind != ident.None })
	l.Deceased.Evidence = slices.DeleteFunc(l.Deceased.Evidence, func(e Evidence) bool { return e == Evidence{} })
	l.Invoices = slices.DeleteFunc(l.Invoices, func(v Invoice) bool { return v == Invoice{} })
	if l.Cremation != nil && *l.Cremation == (Cremation{}) {
		l.Cremation = nil
	}
	if l.Account != nil && *l.Account == (Account{}) {
		l.Account = nil
	}
}

// Copy gives a copy whose parts may be written without touching l's.
func (l Lodgement) Copy() Lodgement {
	l.Deceased.Documents = slices.Clone(l.Deceased.Documents)
	l.Deceased.Evidence = slices.Clone(l.Deceased.Evidence)
	l.Invoices = slices.Clone(l.Invoices)
	l.Cremation, l.Handler, l.Account = copyOf(l.Cremation), copyOf(l.Handler), copyOf(l.Account)
	return l
}

func copyOf[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// text gives the place of a text field, made when it is not there yet; nil for
// another path.
func (l *Lodgement) text(path string) *string {
	d := &l.Deceased
	switch path {
	case "deceased.name":
		return &d.Name
	case "deceased.documents[0].kind":
		return (*string)(&l.document().Kind)
	case "deceased.documents[0].number":
		return &l.document().Number
	case "deceased.sex":
		return &d.Sex
	case "deceased.death_area":
		return &d.DeathArea
	case "deceased.death_paper.kind":
		return (*string)(&d.DeathPaper.Kind)
	case "deceased.death_paper.number":
		return &d.DeathPaper.Number
	case "deceased.death_paper.issuer":
		return &d.DeathPaper.Issuer
	case "deceased.household_area":
		return &d.HouseholdArea
	case "deceased.evidence[0].class":
		return &l.evidence().Class
	case "deceased.evidence[0].issuer":
		return &l.evidence().Issuer
	case "deceased.evidence[0].number":
		return &l.evidence().Number
	case "invoices[0].code":
		return &l.invoice().Code
	case "invoices[0].number":
		return &l.invoice().Number
	}
	part, name, _ := strings.Cut(path, ".")
	switch part {
	case "handler":
		return l.handlerText(name)
	case "cremation":
		return l.cremationText(name)
	case "account":
		return l.accountText(name)
	}
	return nil
}

func (l *Lodgement) handlerText(name string) *string {
	if l.Handler == nil {
		l.Handler = &Handler{}
	}
	h := l.Handler
	switch name {
	case "name":
		return &h.Name
	case "document.kind":
		return (*string)(&h.Document.Kind)
	case "document.number":
		return &h.Document.Number
	case "relation":
		return (*string)(&h.Relation)
	case "phone":
		return &h.Phone
	case "address":
		return &h.Address
	}
	return nil
}

func (l *Lodgement) cremationText(name string) *string {
	if l.Cremation == nil {
		l.Cremation = &Cremation{}
	}
	switch name {
	case "area":
		return &l.Cremation.Area
	case "home":
		return &l.Cremation.Home
	case "certificate":
		return &l.Cremation.Certificate
	}
	return nil
}

func (l *Lodgement) accountText(name string) *string {
	if l.Account == nil {
		l.Account = &Account{}
	}
	switch name {
	case "holder":
		return &l.Account.Holder
	case "number":
		return &l.Account.Number
	case "bank":
		return &l.Account.Bank
	case "cnaps":
		return &l.Account.CNAPS
	case "reason":
		return &l.Account.Reason
	}
	return nil
}

// day gives the place of a day field; nil for another path.
func (l *Lodgement) day(path string) **date.Day {
	switch path {
	case "deceased.birth":
		return &l.Deceased.Birth
	case "deceased.death":
		return &l.Deceased.Death
	case "deceased.death_paper.issued":
		return &l.Deceased.DeathPaper.Issued
	case "cremation.day":
		if l.Cremation == nil {
			l.Cremation = &Cremation{}
		}
		return &l.Cremation.Day
	case "invoices[0].day":
		return &l.invoice().Day
	}
	return nil
}

func (l *Lodgement) document() *ident.Document {
	if len(l.Deceased.Documents) == 0 {
		l.Deceased.Documents = append(l.Deceased.Documents, ident.Document{})
	}
	return &l.Deceased.Documents[0]
}

func (l *Lodgement) evidence() *Evidence {
	if len(l.Deceased.Evidence) == 0 {
		l.Deceased.Evidence = append(l.Deceased.Evidence, Evidence{})
	}
	return &l.Deceased.Evidence[0]
}

func (l *Lodgement) invoice() *Invoice {
	if len(l.Invoices) == 0 {
		l.Invoices = append(l.Invoices, Invoice{})
	}
	return &l.Invoices[0]
}
