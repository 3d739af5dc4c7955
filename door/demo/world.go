// Package demo owns the sample county: its offices and people, a seeded
// generator of claims, and a month that runs by itself.
//
// It is a door like the others: everything it does goes through the acts of the
// office floor, each under the person who may do it; it writes nothing itself.
// Always true: every name, number and place it makes is a sample (id numbers of
// county 449999), and it works only on an installation created as demo or test.
package demo

import (
	"context"
	"fmt"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/office"
)

// Sample is what a sample county is founded on.
type Sample struct {
	County int64  // 6-digit code
	Name   string // with the word sample in it
	Area   string // area code of the county as the pack names it
	Towns  int
	Pack   *policy.Pack
	Local  map[string]string // local values by name: cap "1300.00", subsistence_shares "5:3:2"
	Prices *policy.PriceList
	From   date.Day // first day of everything
}

// World is a sample county and its people.
type World struct {
	Office    *office.Office
	County    int64
	Area      string
	Home      int64
	HomeName  string
	TownAreas []string
	callers   map[string]office.Caller
	people    map[string]string // login → name

	photograph bool // papers are photographed when they are seen
}

var onlyDemo = problem.Define("demo.live", problem.Forbidden,
	"正式安装中不能建立样本县", "a sample county is not made in a live installation",
	"请用 songbai demo 在空目录中建立", "make it with songbai demo in an empty folder")

// townNames are fictional.
var townNames = []string{"青松", "白石", "云溪", "竹坪", "枫岭", "沙湖", "南塘", "石桥", "柳河", "长岗", "双井", "梅坑",
	"乌石", "清水", "新圩", "古塔", "莲塘", "望江", "大坪", "凤山", "龙口", "东河", "西岭", "北田"}

// staff lists who works where: login, role; %02d stands for the town.
var staff = []struct {
	login string
	name  string
	kind  party.OfficeKind
	role  party.Role
}{
	{"desk1", "样甲一", party.Home, party.Desk}, {"desk2", "样甲二", party.Home, party.Desk},
	{"cashier1", "样甲三", party.Home, party.Cashier}, {"manager1", "样甲四", party.Home, party.HomeManager},
	{"reviewer1", "样乙一", party.Bureau, party.BureauReviewer}, {"reviewer2", "样乙二", party.Bureau, party.BureauReviewer},
	{"sealer1", "样乙三", party.Bureau, party.BureauSealer}, {"keeper1", "样乙四", party.Bureau, party.PolicyKeeper},
	{"chief1", "样乙五", party.Bureau, party.BureauChief},
	{"examiner1", "样丙一", party.Finance, party.FinanceExaminer}, {"approver1", "样丙二", party.Finance, party.FinanceApprover},
	{"payer1", "样丙三", party.Finance, party.FinancePayer},
	{"auditor1", "样丁一", party.Audit, party.Auditor},
}

// As gives the caller of a login.
func (w *World) As(login string) office.Caller {
	c, ok := w.callers[login]
	if !ok {
		panic("demo: nobody is called " + login)
	}
	return c
}

// TownClerk and TownHead give the logins of town n, from 1.
func TownClerk(n int) string { return fmt.Sprintf("town%02d", n) }

// TownHead gives the login of the head of town n, from 1.
func TownHead(n int) string { return fmt.Sprintf("town%02dhead", n) }

// TownName gives the fictional name of town n, from 1.
func TownName(n int) string { return townNames[(n-1)%len(townNames)] + "镇" }

// founder builds a world step by step; the first error stops it.
type founder struct {
	*World
	ctx     context.Context
	o       *office.Office
	sys     office.Caller
	sec     office.Caller
	sample  Sample
	serial  int
	offices map[party.OfficeKind]int64
	err     error
}

// Found makes the sample county on an empty demo or test installation.
func Found(ctx context.Context, o *office.Office, s Sample) (*World, error) {
	if o.Mode() == "live" {
		return nil, onlyDemo.With()
	}
	f := &founder{ctx: ctx, o: o, sample: s, offices: map[party.OfficeKind]int64{},
		World: &World{Office: o, County: s.County, Area: s.Area, callers: map[string]office.Caller{}, people: map[string]string{}}}
	f.admins()
	f.openOffices()
	f.hire()
	f.calendar()
	f.rules()
	f.money()
	return f.World, f.err
}

// document makes the next sample id number of a member of staff.
func (f *founder) document() ident.Document {
	f.serial++
	birth, _ := date.NewDay(1880+f.serial/300, 1+f.serial%12, 1+f.serial%28)
	d, err := ident.Read(ident.IDCard, ident.Made18("449999", birth, 1+f.serial%900))
	f.note(err)
	return d
}

func (f *founder) note(err error) {
	if f.err == nil && err != nil {
		f.err = err
	}
}

func (f *founder) admins() {
	first := office.FirstCounty{Code: f.sample.County, Name: f.sample.Name}
	for _, r := range []party.Role{party.SysAdmin, party.SecurityAdmin, party.AuditAdmin} {
		first.Admins = append(first.Admins, office.FirstPerson{Login: string(r), Name: "样管理", Document: f.document(), Role: r})
	}
	callers, err := f.o.Found(f.ctx, first)
	f.note(err)
	f.sys, f.sec = callers[party.SysAdmin], callers[party.SecurityAdmin]
	for r, c := range callers {
		f.callers[string(r)] = c
	}
}

func (f *founder) openOffices() {
	for _, x := range []office.AddOffice{
		{Kind: party.Home, Name: f.sample.Prices.Name, Area: f.sample.Area, Phone: "0000-5550100", USCC: "12441881MB2C000054", From: f.sample.From},
		{Kind: party.Bureau, Name: f.sample.Name + "民政局", Area: f.sample.Area, Phone: "0000-5550101"},
		{Kind: party.Finance, Name: f.sample.Name + "财政局", Area: f.sample.Area, Phone: "0000-5550102"},
		{Kind: party.Audit, Name: f.sample.Name + "审计局", Area: f.sample.Area},
	} {
		a, err := f.o.AddOffice(f.ctx, f.sys, x)
		f.note(err)
		f.offices[x.Kind] = a.ID
		if x.Kind == party.Home {
			f.Home, f.HomeName = a.Home, x.Name
		}
	}
}

// hire adds one person for each desk and two for each town.
func (f *founder) hire() {
	for _, s := range staff {
		f.person(s.login, s.name, f.offices[s.kind], s.role)
	}
	for n := 1; n <= f.sample.Towns; n++ {
		area := fmt.Sprintf("%s%03d", f.sample.Area, 100+n)
		a, err := f.o.AddOffice(f.ctx, f.sys, office.AddOffice{Kind: party.Town, Name: TownName(n) + "民政办", Area: area, Phone: fmt.Sprintf("0000-55502%02d", n)})
		f.note(err)
		f.TownAreas = append(f.TownAreas, area)
		f.person(TownClerk(n), "样戊"+fmt.Sprint(n), a.ID, party.TownClerk)
		f.person(TownHead(n), "样己"+fmt.Sprint(n), a.ID, party.TownHead)
	}
}

func (f *founder) person(login, name string, of int64, role party.Role) {
	if f.err != nil {
		return
	}
	p, err := f.o.AddPerson(f.ctx, f.sys, office.AddPerson{Login: login, Name: name, Document: f.document()})
	f.note(err)
	_, err = f.o.GrantRole(f.ctx, f.sec, office.GrantRole{Person: p.ID, Office: of, Role: role, Reason: "sample"})
	f.note(err)
	f.callers[login] = office.Caller{County: f.County, Person: p.ID, Office: of, Role: role}
	f.people[login] = name
}

func (f *founder) calendar() {
	if f.err == nil {
		f.note(f.o.SetCalendar(f.ctx, f.sys, date.PublicHolidays()))
	}
}

// rules puts pack, local values, prices and accounts in force, each entered by
// one person and approved by another.
func (f *founder) rules() {
	const doc = "样本（不是真实文件）"
	f.rule(office.Rule{Kind: "policy", Pack: f.sample.Pack.Canonical(), From: f.sample.From, Document: doc})
	for _, need := range f.sample.Pack.Local {
		f.rule(office.Rule{Kind: "local_value", Name: need.Name, Value: f.sample.Local[need.Name], From: f.sample.From, Document: doc})
	}
	f.rule(office.Rule{Kind: "price_list", Home: f.Home, Prices: f.sample.Prices.Canonical(), From: f.sample.From, Document: doc})
	f.rule(office.Rule{Kind: "home_account", Home: f.Home, From: f.sample.From, Document: doc,
		Account: &payment.Account{Holder: f.HomeName, Number: "6200000000000005", Bank: "样本银行", BankNo: "102100099996"}})
	f.rule(office.Rule{Kind: "home_account", Home: 0, From: f.sample.From, Document: doc,
		Account: &payment.Account{Holder: f.sample.Name + "财政局", Number: "6205500000000000004", Bank: "样本银行", BankNo: "102100099996"}})
}

func (f *founder) rule(r office.Rule) {
	if f.err != nil {
		return
	}
	p, err := f.o.Propose(f.ctx, f.callers["keeper1"], r)
	if err != nil {
		f.note(fmt.Errorf("%s %s: %w", r.Kind, r.Name, err))
		return
	}
	_, err = f.o.Approve(f.ctx, f.callers["chief1"], p.ID)
	f.note(err)
}

// money appropriates this year's and next year's budget of every fund and level.
func (f *founder) money() {
	if f.err != nil {
		return
	}
	y, _, _ := f.sample.From.YMD()
	for _, fd := range f.sample.Pack.Funds {
		levels := fd.Levels
		if len(levels) == 0 {
			levels = []fund.Level{fund.County}
		}
		for _, level := range levels {
			for year := y; year <= y+1; year++ {
				f.budget(fd.ID, level, year)
			}
		}
	}
}

func (f *founder) budget(id fund.Fund, level fund.Level, year int) {
	if f.err == nil {
		_, err := f.o.SetBudget(f.ctx, f.callers["examiner1"], office.SetBudget{Fund: id, Level: level, Year: year, Fen: 2_000_000_000, Document: "样本（不是真实文件）"})
		f.note(err)
	}
}
