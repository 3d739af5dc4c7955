package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/problem"
)

var today = date.MustDay("2026-11-23")

// day gives a pointer to a day.
func day(s string) *date.Day { d := date.MustDay(s); return &d }

// deadID and handlerID are numbers of an unassigned county.
func deadID() ident.Document {
	return ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1893-05-06"), 1)}
}

func handlerID() ident.Document {
	return ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1899-02-28"), 2)}
}

// waiver is a lodgement without a fault.
func waiver() Lodgement {
	return Lodgement{
		Route: Waiver,
		Deceased: Deceased{
			Name: "松某甲", Documents: []ident.Document{deadID()}, Sex: "male", Birth: day("1893-05-06"),
			Death: day("2026-11-20"), DeathArea: "449999101",
			DeathPaper:    DeathPaper{Kind: ByHospital, Number: "449999-2026-000123", Issuer: "松柏市人民医院", Issued: day("2026-11-20")},
			HouseholdArea: "449999101",
		},
		Handler: &Handler{Name: "松某乙", Document: handlerID(), Relation: "child", Phone: "13800000000"},
	}
}

func reimbursement() Lodgement {
	l := waiver()
	l.Route = Reimbursement
	l.Cremation = &Cremation{Day: day("2026-11-21"), Area: "449998", Home: "邻市殡仪馆", Certificate: "火2026-0456"}
	l.Account = &Account{Holder: "松某乙", Number: "6200 0000 0000 0005", Bank: "松柏农商银行"}
	l.Invoices = []Invoice{{Code: "044001900111", Number: "12345678", Day: day("2026-11-21"), Fen: 123000}}
	return l
}

func unclaimed() Lodgement {
	l := waiver()
	l.Route, l.Handler = Unclaimed, nil
	l.Deceased = Deceased{
		Sex: "unknown", Documents: []ident.Document{{Kind: ident.None}}, Death: day("2026-11-10"), DeathArea: "449999102",
		DeathPaper: DeathPaper{Kind: ByPolice, Number: "松公证2026第8号", Issuer: "松柏市公安局"},
	}
	l.Found = &Found{Town: "449999102", Day: day("2026-11-11"), PoliceOffice: "松柏市公安局", PoliceCase: "松公(刑)字2026-0088",
		Consent: "同火2026-3", TownCertificate: "镇证2026-9", IdentityConfirmed: true}
	return l
}

// at lists what is wrong as "code field".
func at(list problem.List) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Code+" "+p.Field)
	}
	slices.Sort(out)
	return out
}

func TestSoundLodgementsPass(t *testing.T) {
	for _, l := range []Lodgement{waiver(), reimbursement(), unclaimed()} {
		if list := l.Check(today); list.Err() != nil {
			t.Errorf("%s: %v", l.Route, at(list))
		}
	}
}

func TestEachFaultAtItsField(t *testing.T) {
	base := map[Route]func() Lodgement{Waiver: waiver, Reimbursement: reimbursement, Unclaimed: unclaimed}
	for _, c := range []struct {
		route  Route
		change func(*Lodgement)
		want   string // "code field"
	}{
		{Waiver, func(l *Lodgement) { l.Route = "walk" }, "claim.route route"},
		{Waiver, func(l *Lodgement) { l.Deceased.Name = "" }, "ident.name_empty deceased.name"},
		{Waiver, func(l *Lodgement) { l.Deceased.Sex = "" }, "claim.required deceased.sex"},
		{Waiver, func(l *Lodgement) { l.Deceased.Sex = "unknown" }, "claim.choice deceased.sex"},
		{Waiver, func(l *Lodgement) { l.Deceased.Sex = "female" }, "claim.sex_number deceased.sex"},
		{Waiver, func(l *Lodgement) { l.Deceased.Birth = day("1893-05-07") }, "claim.birth_number deceased.birth"},
		{Waiver, func(l *Lodgement) { l.Deceased.Birth = nil }, "claim.required deceased.birth"},
		{Waiver, func(l *Lodgement) { l.Deceased.Death = nil }, "claim.required deceased.death"},
		{Waiver, func(l *Lodgement) { l.Deceased.Death = day("2026-11-24"); l.Deceased.DeathPaper.Issued = nil }, "claim.date_order deceased.death"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathPaper.Issued = day("2026-11-19") }, "claim.date_order deceased.death_paper.issued"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathPaper.Issued = day("2026-11-30") }, "claim.date_order deceased.death_paper.issued"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathArea = "" }, "claim.required deceased.death_area"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathArea = "44" }, "ident.area deceased.death_area"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathPaper.Number = " " }, "claim.required deceased.death_paper.number"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathPaper.Issuer = "" }, "claim.required deceased.death_paper.issuer"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathPaper.Kind = "" }, "claim.required deceased.death_paper.kind"},
		{Waiver, func(l *Lodgement) { l.Deceased.DeathPaper.Kind = "letter" }, "claim.choice deceased.death_paper.kind"},
		{Waiver, func(l *Lodgement) { l.Deceased.HouseholdArea = "" }, "claim.household_or_class deceased.household_area"},
		{Waiver, func(l *Lodgement) { l.Deceased.Documents = nil }, "claim.no_identity deceased.documents"},
		{Waiver, func(l *Lodgement) { l.Deceased.Documents[0].Number = deadID().Number[:17] + "9" }, "ident.check deceased.documents[0].number"},
		{Waiver, func(l *Lodgement) {
			l.Deceased.Documents = append(l.Deceased.Documents, ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1893-05-06"), 3)})
		}, "claim.two_numbers deceased.documents[1].number"},
		{Waiver, func(l *Lodgement) { l.Deceased.Evidence = []Evidence{{Issuer: "医院"}} }, "claim.required deceased.evidence[0].class"},
		{Waiver, func(l *Lodgement) { l.Deceased.Evidence = []Evidence{{Class: "infant"}} }, "claim.required deceased.evidence[0].issuer"},
		{Waiver, func(l *Lodgement) { l.Deceased.Override = strings.Repeat("长", 201) }, "claim.too_long deceased.override"},
		{Waiver, func(l *Lodgement) { l.Handler = nil }, "claim.required handler"},
		{Waiver, func(l *Lodgement) { l.Handler.Name = "甲\x00" }, "ident.name_hidden handler.name"},
		{Waiver, func(l *Lodgement) { l.Handler.Phone = "12" }, "ident.phone handler.phone"},
		{Waiver, func(l *Lodgement) { l.Handler.Relation = "friend" }, "claim.choice handler.relation"},
		{Waiver, func(l *Lodgement) { l.Handler.Document = deadID() }, "claim.handler_is_deceased handler.document.number"},
		{Waiver, func(l *Lodgement) { l.Handler.Document = ident.Document{Kind: ident.None} }, "claim.required handler.document.number"},
		{Waiver, func(l *Lodgement) { l.Account = reimbursement().Account }, "claim.not_needed account"},
		{Waiver, func(l *Lodgement) { l.Invoices = reimbursement().Invoices }, "claim.not_needed invoices"},
		{Waiver, func(l *Lodgement) { l.Found = unclaimed().Found }, "claim.not_needed found"},
		{Waiver, func(l *Lodgement) {
			l.Cremation = &Cremation{Day: day("2026-11-19"), Area: "449999", Home: "松柏殡仪馆", Certificate: "1"}
		}, "claim.date_order cremation.day"},
		{Reimbursement, func(l *Lodgement) { l.Deceased.HouseholdArea = "" }, "claim.required deceased.household_area"},
		{Reimbursement, func(l *Lodgement) { l.Deceased.HouseholdArea = "449999" }, "claim.area_town deceased.household_area"},
		{Reimbursement, func(l *Lodgement) { l.Cremation = nil }, "claim.required cremation"},
		{Reimbursement, func(l *Lodgement) { l.Cremation.Certificate = "" }, "claim.required cremation.certificate"},
		{Reimbursement, func(l *Lodgement) { l.Cremation.Day = nil }, "claim.required cremation.day"},
		{Reimbursement, func(l *Lodgement) { l.Cremation.Home = "" }, "claim.required cremation.home"},
		{Reimbursement, func(l *Lodgement) { l.Cremation.Area = "" }, "claim.required cremation.area"},
		{Reimbursement, func(l *Lodgement) { l.Account = nil }, "claim.required account"},
		{Reimbursement, func(l *Lodgement) { l.Account.Bank = "" }, "claim.required account.bank"},
		{Reimbursement, func(l *Lodgement) { l.Account.Number = "12a" }, "ident.account account.number"},
		{Reimbursement, func(l *Lodgement) { l.Account.CNAPS = "102100099969" }, "ident.cnaps_check account.cnaps"},
		{Reimbursement, func(l *Lodgement) { l.Account.Holder = "松某丙" }, "claim.account_holder account.holder"},
		{Reimbursement, func(l *Lodgement) { l.Invoices = nil }, "claim.required invoices"},
		{Reimbursement, func(l *Lodgement) { l.Invoices[0].Number = "12" }, "claim.invoice_number invoices[0].number"},
		{Reimbursement, func(l *Lodgement) { l.Invoices[0].Fen = 0 }, "claim.invoice_sum invoices[0].fen"},
		{Reimbursement, func(l *Lodgement) { l.Invoices[0].Day = nil }, "claim.required invoices[0].day"},
		{Reimbursement, func(l *Lodgement) { l.Invoices[0].Day = day("2026-12-01") }, "claim.date_order invoices[0].day"},
		{Reimbursement, func(l *Lodgement) { l.Invoices = append(l.Invoices, l.Invoices[0]) }, "claim.invoice_twice invoices[1].number"},
		{Unclaimed, func(l *Lodgement) { l.Found = nil }, "claim.required found"},
		{Unclaimed, func(l *Lodgement) { l.Found.PoliceCase = "" }, "claim.required found.police_case"},
		{Unclaimed, func(l *Lodgement) { l.Found.PoliceOffice = "" }, "claim.required found.police_office"},
		{Unclaimed, func(l *Lodgement) { l.Found.Consent = "" }, "claim.required found.consent"},
		{Unclaimed, func(l *Lodgement) { l.Found.TownCertificate = "" }, "claim.required found.town_certificate"},
		{Unclaimed, func(l *Lodgement) { l.Found.Town = "" }, "claim.required found.town"},
		{Unclaimed, func(l *Lodgement) { l.Found.Town = "449999" }, "claim.area_town found.town"},
		{Unclaimed, func(l *Lodgement) { l.Found.IdentityConfirmed = false }, "claim.police_identity found.identity_confirmed"},
		{Unclaimed, func(l *Lodgement) { l.Found.Day = day("2026-11-09") }, "claim.date_order found.day"},
		{Unclaimed, func(l *Lodgement) { l.Handler = waiver().Handler }, "claim.not_needed handler"},
	} {
		l := base[c.route]()
		c.change(&l)
		if got := at(l.Check(today)); !slices.Equal(got, []string{c.want}) {
			t.Errorf("want only %q, got %q", c.want, got)
		}
	}
}

func TestAllFaultsAreToldAtOnceWithoutValues(t *testing.T) {
	l := reimbursement()
	l.Deceased.Name, l.Handler.Phone, l.Account.Number = "松\x01某甲", "999", "帐号"
	l.Deceased.Documents[0].Number, l.Invoices[0].Number = deadID().Number[:17]+"Z", "abc"
	list := l.Check(today)
	if len(list) < 5 {
		t.Errorf("only %v", at(list))
	}
	for _, secret := range []string{"松", "某", deadID().Number[:6], "帐号", "abc", "13800", l.Handler.Document.Number} {
		if strings.Contains(list.Text("en"), secret) {
			t.Errorf("the faults tell %q", secret)
		}
	}
}

func TestInfantsAndOverrides(t *testing.T) {
	infant := waiver()
	infant.Deceased.Documents = []ident.Document{{Kind: ident.None}}
	infant.Deceased.HouseholdArea = ""
	if got := at(infant.Check(today)); len(got) != 2 {
		t.Errorf("an infant without number and class: %v", got)
	}
	infant.Deceased.Evidence = []Evidence{{Class: "infant", Issuer: "松柏市妇幼保健院", Number: "生2026-1"}}
	if got := at(infant.Check(today)); len(got) != 0 {
		t.Errorf("an infant with evidence: %v", got)
	}
	wrong := waiver()
	wrong.Deceased.Documents[0].Number = wrong.Deceased.Documents[0].Number[:17] + "9"
	wrong.Deceased.Override = "已核对户口簿原件"
	if got := at(wrong.Check(today)); len(got) != 0 {
		t.Errorf("an overridden check digit: %v", got)
	}
}

func TestReadFoldsForStoring(t *testing.T) {
	l := reimbursement()
	l.Deceased.Documents[0].Number = " " + strings.ToLower(l.Deceased.Documents[0].Number)
	l.Handler.Phone, l.Account.Holder, l.Invoices[0].Number = "+86 138-0000-0000", "松 某 乙", "１２３４５６７８"
	l.Cremation.Certificate = " 火2026-0456 "
	got, list := l.Read(today)
	if list.Err() != nil {
		t.Fatal(at(list))
	}
	if got.Handler.Phone != "13800000000" || got.Account.Number != "6200000000000005" ||
		got.Invoices[0].Number != "12345678" || got.Cremation.Certificate != "火2026-0456" ||
		got.Deceased.Documents[0] != deadID() || got.Account.Holder != "松某乙" {
		t.Errorf("%#v", got)
	}
	if l.Handler.Phone == got.Handler.Phone || l.Invoices[0].Number == got.Invoices[0].Number {
		t.Error("Read changed what was typed")
	}
	again, list := got.Read(today)
	if list.Err() != nil || fmt.Sprint(again.Handler, again.Account, again.Invoices) != fmt.Sprint(got.Handler, got.Account, got.Invoices) {
		t.Error("reading twice changes something")
	}
}

func TestRelations(t *testing.T) {
	for _, r := range Relations() {
		if r.Zh() == "" {
			t.Errorf("%s has no name", r)
		}
	}
	if Relation("friend").Zh() != "" || Waiver.Zh() == "waiver" || Route("x").Zh() != "x" {
		t.Error("names are wrong")
	}
}

func TestMoneyOfAnInvoiceIsFen(t *testing.T) {
	a, err := money.Parse("1230.00")
	if err != nil || reimbursement().Invoices[0].Fen != a {
		t.Error(a, err)
	}
}
