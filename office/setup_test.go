package office_test

import (
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
)

// at refuses with a code at a field.
func at(t *testing.T, code, field string, err error) {
	t.Helper()
	if p := problem.Of(err); p == nil || p.Code != code || p.Field != field {
		t.Errorf("want %s at %q, got %v", code, field, err)
	}
}

func TestOfficesAreChecked(t *testing.T) {
	w, _, _ := sampleWorld(t, storetest.Engines[0])
	for _, c := range []struct {
		code, field string
		req         office.AddOffice
	}{
		{"office.kind", "kind", office.AddOffice{Kind: "clock", Name: "甲", Area: "449999"}},
		{"office.name", "name", office.AddOffice{Kind: party.Bureau, Name: " ", Area: "449999"}},
		{"ident.area", "area", office.AddOffice{Kind: party.Bureau, Name: "甲", Area: "44"}},
		{"office.area", "area", office.AddOffice{Kind: party.Town, Name: "甲", Area: "449999"}},
		{"office.area", "area", office.AddOffice{Kind: party.Bureau, Name: "甲", Area: "449999101"}},
		{"office.same", "name", office.AddOffice{Kind: party.Town, Name: demo.TownName(1) + "民政办", Area: "449999101"}},
	} {
		at(t, c.code, c.field, drop(w.Office.AddOffice(bg, w.As("sys_admin"), c.req)))
	}
	noErr(t, drop(w.Office.AddOffice(bg, w.As("sys_admin"), office.AddOffice{Kind: party.Town, Name: "甲", Area: "449999101"})))
}

func TestPeopleAreChecked(t *testing.T) {
	w, _, _ := sampleWorld(t, storetest.Engines[0])
	doc := ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1900-01-02"), 7)}
	at(t, "office.login", "login", drop(w.Office.AddPerson(bg, w.As("sys_admin"), office.AddPerson{Login: "A B", Name: "样甲", Document: doc})))
	at(t, "ident.name_empty", "name", drop(w.Office.AddPerson(bg, w.As("sys_admin"), office.AddPerson{Login: "new1", Document: doc})))
	at(t, "store.person_taken", "login", drop(w.Office.AddPerson(bg, w.As("sys_admin"), office.AddPerson{Login: "desk1", Name: "样甲", Document: doc})))
	noErr(t, drop(w.Office.AddPerson(bg, w.As("sys_admin"), office.AddPerson{Login: "new1", Name: "样甲", Document: doc})))
}

func TestARoleIsGrantedWhereItBelongs(t *testing.T) {
	w, _, _ := sampleWorld(t, storetest.Engines[0])
	sec, desk, finance := w.As("security_admin"), w.As("desk1"), w.As("payer1").Office
	grant := func(person, of int64, r party.Role) error {
		return drop(w.Office.GrantRole(bg, sec, office.GrantRole{Person: person, Office: of, Role: r}))
	}
	at(t, "store.missing", "person", grant(999999, desk.Office, party.Cashier))
	at(t, "store.missing", "office", grant(desk.Person, 999999, party.Cashier))
	at(t, "party.role_office", "role", grant(desk.Person, finance, party.Cashier))
	at(t, "party.unknown_role", "role", grant(desk.Person, desk.Office, "king"))
	at(t, "party.role_office", "role", grant(desk.Person, desk.Office, party.Family))
	at(t, "office.grant_held", "role", grant(desk.Person, desk.Office, party.Desk))
	noErr(t, grant(desk.Person, desk.Office, party.Cashier))
}

func TestABudgetNamesWhatThePackNames(t *testing.T) {
	w, _, _ := sampleWorld(t, storetest.Engines[0])
	set := func(f fund.Fund, l fund.Level, year int, fen int64) error {
		_, err := w.Office.SetBudget(bg, w.As("examiner1"), office.SetBudget{Fund: f, Level: l, Year: year, Fen: money.Amount(fen), Document: "样财一号"})
		return err
	}
	at(t, "budget.fund", "fund", set("hat", fund.County, 2026, 100))
	at(t, "budget.level", "level", set("county_budget", fund.Province, 2026, 100))
	at(t, "budget.level", "level", set("county_budget", "", 2026, 100))
	at(t, "budget.year", "year", set("county_budget", fund.County, 26, 100))
	at(t, "budget.year", "year", set("county_budget", fund.County, 2101, 100))
	at(t, "budget.sum", "fen", set("county_budget", fund.County, 2026, 0))
	at(t, "budget.sum", "fen", set("county_budget", fund.County, 2026, -1))
	if err := set("hat", fund.County, 2026, 100); !strings.Contains(err.Error(), "county_budget") {
		t.Errorf("the funds there are: %v", err)
	}
	noErr(t, set("subsistence", fund.Province, 2026, 100))
	noErr(t, set("county_budget", fund.County, 2026, 100))
}

func TestAProposalCanBeDeclined(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, _ *storetest.Clock, _ *demo.Generator) {
		cap := func() int64 {
			p, err := w.Office.Propose(bg, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "cap", Value: "9.00", From: date.MustDay("2026-01-01"), Document: "误"})
			noErr(t, err)
			return p.ID
		}
		for _, who := range []string{"chief1", "keeper1"} {
			id := cap()
			refused(t, "party.not_allowed", drop(w.Office.Decline(bg, w.As("desk1"), id)))
			noErr(t, drop(w.Office.Decline(bg, w.As(who), id)))
			at(t, "office.proposal_decided", "proposal", drop(w.Office.Approve(bg, w.As("chief1"), id)))
			at(t, "office.proposal_decided", "proposal", drop(w.Office.Decline(bg, w.As("chief1"), id)))
		}
		account, err := w.Office.ProposeAccount(bg, w.As("manager1"), office.CorrectAccount{Home: w.Home, Document: "误",
			Account: payment.Account{Holder: "样馆", Number: "6200000000000005", Bank: "样本银行", BankNo: "102100099996"}})
		noErr(t, err)
		at(t, "office.proposal_account", "proposal", drop(w.Office.Approve(bg, w.As("chief1"), account.ID)))
		noErr(t, drop(w.Office.Decline(bg, w.As("manager1"), account.ID)))
		at(t, "office.proposal_decided", "proposal", drop(w.Office.DecideAccount(bg, w.As("chief1"), office.DecideAccount{Proposal: account.ID})))
		rows, err := w.Office.Rules(bg, w.As("chief1"))
		noErr(t, err)
		for _, r := range rows {
			if r.State == "proposed" || r.Value == "9.00" || r.Document == "" {
				t.Errorf("%+v", r)
			}
		}
	})
}

func TestASamplePriceListStaysOutOfALiveInstallation(t *testing.T) {
	clock := storetest.NewClock("2026-01-05T01:00:00.000000Z")
	s, err := store.Create(bg, t.TempDir(), store.Config{Engine: store.SQLite}, store.Live, "正式", clock.Now)
	noErr(t, err)
	defer s.Close()
	o := office.New(s)
	callers, err := o.Found(bg, founding(441881, "a"))
	noErr(t, err)
	sys, sec := callers[party.SysAdmin], callers[party.SecurityAdmin]
	home, err := o.AddOffice(bg, sys, office.AddOffice{Kind: party.Home, Name: "样馆", Area: "449999", USCC: "12441881MB2C000054", From: date.MustDay("2026-01-01")})
	noErr(t, err)
	p, err := o.AddPerson(bg, sys, office.AddPerson{Login: "manager", Name: "样甲", Document: ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1900-01-02"), 7)}})
	noErr(t, err)
	noErr(t, drop(o.GrantRole(bg, sec, office.GrantRole{Person: p.ID, Office: home.ID, Role: party.HomeManager})))
	text, err := policies.FS.ReadFile("yingde/prices-sample.yaml")
	noErr(t, err)
	prices, err := policy.ReadPrices("prices", text)
	noErr(t, err)
	manager := office.Caller{County: 441881, Person: p.ID, Office: home.ID, Role: party.HomeManager}
	rule := func(home int64) error {
		return drop(o.Propose(bg, manager, office.Rule{Kind: "price_list", Home: home, Prices: prices.Canonical(), From: date.MustDay("2026-01-01"), Document: "样价一号"}))
	}
	at(t, "office.sample_prices", "prices", rule(home.Home))
	prices.Sample = false
	noErr(t, rule(home.Home))
}
