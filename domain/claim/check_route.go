package claim

import (
	"fmt"
	"slices"

	"songbai/domain/date"
	"songbai/domain/ident"
)

// cremation checks the cremation: complete for a reimbursement, in order where
// it is known.
func (f *faults) cremation(l Lodgement, today date.Day) *Cremation {
	if l.Cremation == nil {
		if l.Route == Reimbursement {
			f.need("", "cremation", "火化信息", "the cremation", "三(七)")
		}
		return nil
	}
	c := *l.Cremation
	if c.Day == nil {
		f.need("", "cremation.day", "火化日期", "the day of cremation", "一(首)")
	}
	f.inOrder(l.Deceased.Death, c.Day, "cremation.day", "死亡日期", "the date of death", "火化日期", "the day of cremation")
	f.inOrder(c.Day, &today, "cremation.day", "火化日期", "the day of cremation", "申请日期", "the day of the claim")
	if f.need(c.Area, "cremation.area", "火化地点", "the place of cremation", "一(首)") {
		c.Area = f.area(c.Area, "cremation.area")
	}
	c.Home = f.text(c.Home, "cremation.home", "殡仪馆名称", "the name of the home")
	f.need(c.Home, "cremation.home", "殡仪馆名称", "the name of the home", "一(首)")
	c.Certificate = foldNumber(f.text(c.Certificate, "cremation.certificate", "火化证编号", "the cremation certificate number"))
	f.need(c.Certificate, "cremation.certificate", "火化证编号", "the cremation certificate number", "三(七)")
	return &c
}

// handler checks who signs.
func (f *faults) handler(l Lodgement) *Handler {
	if l.Route == Unclaimed {
		if l.Handler != nil {
			f.add(errNotNeeded.With("经办人", "handler").Under("三(五)"), "handler")
		}
		return nil
	}
	if l.Handler == nil {
		f.need("", "handler", "经办人", "the handler", "三(一)")
		return nil
	}
	h := *l.Handler
	h.Name = f.name(h.Name, "handler.name")
	doc, err := ident.Read(h.Document.Kind, h.Document.Number)
	f.note(err, "handler.document.number")
	if err == nil {
		h.Document = doc
		if doc.Key() == "" {
			f.need("", "handler.document.number", "经办人证件号码", "the handler's document number", "三(一)")
		}
		f.notSelf(l, doc)
	}
	if h.Relation.Zh() == "" {
		f.add(errChoice.With("与逝者关系", "the relation"), "handler.relation")
	}
	phone, err := ident.Phone(h.Phone)
	f.note(err, "handler.phone")
	h.Phone = phone
	h.Address = f.text(h.Address, "handler.address", "经办人住址", "the handler's address")
	return &h
}

// notSelf refuses a handler with the document of the deceased.
func (f *faults) notSelf(l Lodgement, handler ident.Document) {
	for _, d := range l.Deceased.Documents {
		got, err := ident.ReadOverridden(d.Kind, d.Number)
		if err == nil && got.Key() != "" && got.Key() == handler.Key() {
			f.add(errSelf.With(), "handler.document.number")
			return
		}
	}
}

// account checks the bank account of a reimbursement; the holder is the
// applicant or a reason is given.
func (f *faults) account(l Lodgement) *Account {
	if l.Route != Reimbursement {
		if l.Account != nil {
			f.add(errNotNeeded.With("银行账户", "bank account").Under("五(一)"), "account")
		}
		return nil
	}
	if l.Account == nil {
		f.need("", "account", "银行账户", "the bank account", "三(七)")
		return nil
	}
	a := *l.Account
	a.Holder = f.name(a.Holder, "account.holder")
	number, _, err := ident.BankAccount(a.Number)
	f.note(err, "account.number")
	a.Number = number
	a.Bank = f.text(a.Bank, "account.bank", "开户银行", "the bank")
	f.need(a.Bank, "account.bank", "开户银行", "the bank", "三(七)")
	if a.CNAPS != "" {
		cnaps, err := ident.CNAPS(a.CNAPS)
		f.note(err, "account.cnaps")
		a.CNAPS = cnaps
	}
	a.Reason = f.text(a.Reason, "account.reason", "原因", "the reason")
	if l.Handler != nil && a.Reason == "" && ident.SearchForm(a.Holder) != ident.SearchForm(l.Handler.Name) {
		f.add(errHolder.With().Under("五(二)"), "account.holder")
	}
	return &a
}

// invoices checks the receipts of a reimbursement.
func (f *faults) invoices(l Lodgement, today date.Day) []Invoice {
	if l.Route != Reimbursement {
		if len(l.Invoices) > 0 {
			f.add(errNotNeeded.With("发票", "invoice").Under("五(一)"), "invoices")
		}
		return nil
	}
	if len(l.Invoices) == 0 {
		f.need("", "invoices", "殡仪馆遗体火化收费发票", "the invoice of the home", "三(七)")
	}
	out := slices.Clone(l.Invoices)
	for i := range out {
		at := fmt.Sprintf("invoices[%d].", i)
		v := &out[i]
		v.Code, v.Number = foldNumber(v.Code), foldNumber(v.Number)
		if !digits(v.Number, 8, 20) || v.Code != "" && !digits(v.Code, 10, 12) {
			f.add(errInvoiceForm.With().Under("三(七)"), at+"number")
		}
		if v.Fen <= 0 {
			f.add(errInvoiceSum.With(), at+"fen")
		}
		if v.Day == nil {
			f.need("", at+"day", "开票日期", "the invoice's day", "三(七)")
		}
		f.inOrder(v.Day, &today, at+"day", "开票日期", "the invoice's day", "申请日期", "the day of the claim")
		for _, w := range out[:i] {
			if w.Code == v.Code && w.Number == v.Number {
				f.add(errSameInvoice.With(), at+"number")
			}
		}
	}
	return out
}

// found checks the police and town papers of an unclaimed body.
func (f *faults) found(l Lodgement, today date.Day) *Found {
	if l.Route != Unclaimed {
		if l.Found != nil {
			f.add(errNotNeeded.With("无人认领遗体信息", "part on an unclaimed body"), "found")
		}
		return nil
	}
	if l.Found == nil {
		f.need("", "found", "公安机关和镇(街)的证明", "the papers of the police and the town", "三(五)")
		return nil
	}
	u := *l.Found
	if f.need(u.Town, "found.town", "发生地镇(街)", "the town where the body was found", "三(五)") {
		if u.Town = f.area(u.Town, "found.town"); len(u.Town) == 6 {
			f.add(errAreaShort.With("发生地", "the place where the body was found").Under("三(五)"), "found.town")
		}
	}
	if f.need(u.PoliceCase, "found.police_case", "公安案件编号", "the police case number", "三(五)") {
		doc, err := ident.Read(ident.PoliceCase, u.PoliceCase)
		f.note(err, "found.police_case")
		u.PoliceCase = doc.Number
	}
	for _, x := range []struct {
		value         *string
		field, zh, en string
		need          bool
	}{
		{&u.PoliceOffice, "found.police_office", "公安机关名称", "the police office", true},
		{&u.Consent, "found.consent", "同意火化证明编号", "the number of the consent to cremation", true},
		{&u.TownCertificate, "found.town_certificate", "镇(街)证明编号", "the number of the town's certificate", true},
		{&u.Body, "found.body", "遗体编号", "the body number", false},
		{&u.Officer, "found.officer", "公安经办人", "the police officer", false},
		{&u.TownOfficer, "found.town_officer", "镇(街)经办人", "the town officer", false},
	} {
		*x.value = f.text(*x.value, x.field, x.zh, x.en)
		if x.need {
			f.need(*x.value, x.field, x.zh, x.en, "三(五)")
		}
	}
	if !u.IdentityConfirmed {
		f.add(errConfirmed.With().Under("三(五)"), "found.identity_confirmed")
	}
	f.inOrder(u.Day, &today, "found.day", "发现日期", "the day it was found", "申请日期", "the day of the claim")
	f.inOrder(l.Deceased.Death, u.Day, "found.day", "死亡日期", "the date of death", "发现日期", "the day it was found")
	return &u
}

// digits reports whether s is lo to hi ASCII digits.
func digits(s string, lo, hi int) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) >= lo && len(s) <= hi
}
