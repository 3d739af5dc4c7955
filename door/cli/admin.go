package cli

import (
	"context"
	"fmt"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/office"
)

type adminCmd struct {
	Offices      officesCmd     `cmd:"" help:"列出机构|list offices"`
	AddOffice    addOfficeCmd   `cmd:"" name:"add-office" help:"登记机构|add an office"`
	People       peopleCmd      `cmd:"" help:"列出人员和角色|list people and roles"`
	AddPerson    addPersonCmd   `cmd:"" name:"add-person" help:"登记人员|add a person"`
	Grant        grantCmd       `cmd:"" help:"授予角色|grant a role"`
	EndRole      endRoleCmd     `cmd:"" name:"end-role" help:"终止角色|end a role"`
	Password     passwordCmd    `cmd:"" help:"设置密码（本人，或安全管理员为他人）|set a password: one's own, or another's by the security administrator"`
	Relation     relationCmd    `cmd:"" help:"申报回避关系|declare a relative whose cases one must not touch"`
	Calendar     calendarCmd    `cmd:"" help:"列出节假日和调休|list holidays and make-up workdays"`
	SetCalendar  setCalCmd      `cmd:"" name:"set-calendar" help:"录入节假日和调休|enter holidays and make-up workdays"`
	Rules        rulesCmd       `cmd:"" help:"列出生效和待核准的规则|list rules in force and proposed"`
	Publish      publishCmd     `cmd:"" help:"拟定政策版本（政策包）|propose a policy version (a pack)"`
	CheckPolicy  checkPolicyCmd `cmd:"" name:"check-policy" help:"检查待核准的政策版本：跑用例，试算过去的申请|check a proposed policy: its cases, and past claims under it"`
	SetValue     setValueCmd    `cmd:"" name:"set-value" help:"录入本地数值（限额、分担比例）|propose a local value (cap, shares)"`
	SetPrices    setPricesCmd   `cmd:"" name:"set-prices" help:"录入殡仪馆价目表|propose a home's price list"`
	SetAccount   setAccCmd      `cmd:"" name:"set-account" help:"登记殡仪馆或财政账户，核准起生效|propose a home's or the treasury's account; it holds from its approval on"`
	Approve      approveRule    `cmd:"" help:"核准规则（须由另一人）|approve a rule, by another person"`
	Decline      declineRule    `cmd:"" help:"驳回（或由拟定人撤回）待核准事项|decline a proposal, or take one's own back"`
	SetBudget    setBudgetCmd   `cmd:"" name:"set-budget" help:"录入预算|enter a budget"`
	BudgetRows   budgetRowsCmd  `cmd:"" name:"budget-rows" help:"列出录入的预算行|rows of the budget as they were entered"`
	CancelBudget cancelBudget   `cmd:"" name:"cancel-budget" help:"撤销一行预算|take a row of the budget back"`
}

// shown runs a reading of the office and shows it.
func shown[Res any](x *call, f func(*office.Office, context.Context, office.Caller) (Res, error)) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	out, err := f(o, x.ctx, c)
	if err != nil {
		return err
	}
	return x.show(out)
}

type officesCmd struct{}

// Run lists offices.
func (officesCmd) Run(x *call) error { return shown(x, (*office.Office).Offices) }

type peopleCmd struct{}

// Run lists people.
func (peopleCmd) Run(x *call) error { return shown(x, (*office.Office).People) }

type rulesCmd struct{}

// Run lists rules.
func (rulesCmd) Run(x *call) error { return shown(x, (*office.Office).Rules) }

type addOfficeCmd struct {
	Kind  string `required:"" enum:"home,town,bureau,finance,audit" help:"种类|kind" placeholder:"home|town|bureau|finance|audit"`
	Name  string `required:"" help:"名称|name" placeholder:"NAME"`
	Area  string `required:"" help:"区划代码|area code" placeholder:"AREA"`
	Phone string `help:"公开电话|public phone" placeholder:"PHONE"`
	USCC  string `name:"uscc" help:"殡仪馆的统一社会信用代码|credit code of a home" placeholder:"CODE"`
	From  string `help:"殡仪馆开始服务本县的日期，缺省今天|first day a home serves the county, today when absent" placeholder:"DAY"`
}

// Run adds an office.
func (a *addOfficeCmd) Run(x *call) error {
	req := office.AddOffice{Kind: party.OfficeKind(a.Kind), Name: a.Name, Area: a.Area, Phone: a.Phone, USCC: a.USCC}
	var err error
	if req.From, err = x.dayOr("--from", a.From); err != nil {
		return err
	}
	return do(x, (*office.Office).AddOffice, req)
}

// dayOr reads a day, or takes today.
func (x *call) dayOr(flag, text string) (date.Day, error) {
	if text != "" {
		return dayOf(flag, text)
	}
	if _, err := x.open(); err != nil { // sets the clock first
		return 0, err
	}
	return x.clock.Now().Day(), nil
}

type addPersonCmd struct {
	File string `help:"{\"login\":…,\"name\":…,\"document\":{\"kind\":\"id_card\",\"number\":…}}，缺省为标准输入|the person as JSON, standard input when absent" placeholder:"FILE"`
}

// Run adds a person; only a token of the document is kept.
func (a *addPersonCmd) Run(x *call) error {
	var req office.AddPerson
	if err := x.body(a.File, &req, true); err != nil {
		return err
	}
	return do(x, (*office.Office).AddPerson, req)
}

type grantCmd struct {
	Login  string `required:"" help:"登录名|login" placeholder:"LOGIN"`
	Office int64  `required:"" help:"机构编号|office" placeholder:"OFFICE"`
	To     string `required:"" help:"角色|role" placeholder:"ROLE"`
	Reason string `help:"依据|why" placeholder:"TEXT"`
}

// Run grants a role.
func (a *grantCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	person, err := o.PersonOf(x.ctx, c, a.Login)
	if err != nil {
		return err
	}
	return do(x, (*office.Office).GrantRole, office.GrantRole{Person: person, Office: a.Office, Role: party.Role(a.To), Reason: a.Reason})
}

type endRoleCmd struct {
	Grant  int64  `required:"" help:"授权编号|grant" placeholder:"GRANT"`
	Reason string `required:"" help:"原因|why" placeholder:"TEXT"`
}

// Run ends a role.
func (a *endRoleCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	return x.did(o.EndRole(x.ctx, c, a.Grant, a.Reason), "role_ended", "角色已终止")
}

type relationCmd struct {
	Kind string `required:"" help:"关系|relation" placeholder:"KIND"`
	File string `help:"证件 {\"kind\":…,\"number\":…}，缺省为标准输入|the document as JSON, standard input when absent" placeholder:"FILE"`
}

// Run declares a relation of the caller's.
func (a *relationCmd) Run(x *call) error {
	var doc ident.Document
	if err := x.body(a.File, &doc, true); err != nil {
		return err
	}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	return x.did(o.DeclareRelation(x.ctx, c, a.Kind, doc), "relation_declared", "回避关系已申报")
}

// holidayRow is a day of the calendar as JSON and as listed.
type holidayRow struct {
	Day      date.Day `json:"day"`
	Work     bool     `json:"work"`
	Name     string   `json:"name"`
	Document string   `json:"document"`
}

type calendarCmd struct{}

// Run lists the calendar.
func (calendarCmd) Run(x *call) error {
	return shown(x, func(o *office.Office, ctx context.Context, c office.Caller) (out []holidayRow, err error) {
		all, err := o.Calendar(ctx, c)
		for _, h := range all {
			out = append(out, holidayRow(h))
		}
		return out, err
	})
}

type setCalCmd struct {
	File    string `help:"[{\"day\":…,\"work\":false,\"name\":…,\"document\":…}]，缺省为标准输入|days as JSON, standard input when absent" placeholder:"FILE"`
	Shipped bool   `help:"录入程序自带的国务院已公布各年安排|enter the years announced that the program ships with"`
}

// Run enters days.
func (a *setCalCmd) Run(x *call) error {
	days := date.PublicHolidays()
	if !a.Shipped {
		var rows []holidayRow
		if err := x.body(a.File, &rows, true); err != nil {
			return err
		}
		days = nil
		for _, r := range rows {
			days = append(days, date.Holiday(r))
		}
	}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	return x.did(o.SetCalendar(x.ctx, c, days), "calendar_entered", fmt.Sprintf("已录入 %d 天", len(days)))
}

// rule are the flags of every proposed rule.
type rule struct {
	From     string `required:"" help:"生效日期|first day" placeholder:"DAY"`
	To       string `help:"最后一日|last day" placeholder:"DAY"`
	Document string `required:"" help:"依据文件名称和文号|the document that sets it" placeholder:"DOCUMENT"`
}

// propose proposes a rule.
func (a *rule) propose(x *call, r office.Rule) error {
	var err error
	if r.From, err = dayOf("--from", a.From); err != nil {
		return err
	}
	if r.To, err = maybeDay("--to", a.To); err != nil {
		return err
	}
	r.Document = a.Document
	return do(x, (*office.Office).Propose, r)
}

type publishCmd struct {
	rule
	Pack string `required:"" help:"政策包目录，或自带的名称|pack folder, or the name of a shipped one" placeholder:"DIR"`
}

// Run proposes a pack.
func (a *publishCmd) Run(x *call) error {
	pack, err := x.pack(a.Pack)
	if err != nil {
		return err
	}
	cases, beside, err := x.casesOf(a.Pack)
	if err != nil {
		return err
	}
	return a.propose(x, office.Rule{Kind: "policy", Pack: pack.Canonical(), Cases: cases, Beside: beside})
}

type setValueCmd struct {
	rule
	Name  string `required:"" help:"名称，如 cap、subsistence_shares|name, as cap or subsistence_shares" placeholder:"NAME"`
	Value string `required:"" help:"数值，如 1300.00、5:3:2|value, as 1300.00 or 5:3:2" placeholder:"VALUE"`
}

// Run proposes a local value.
func (a *setValueCmd) Run(x *call) error {
	return a.propose(x, office.Rule{Kind: "local_value", Name: a.Name, Value: a.Value})
}

type setPricesCmd struct {
	rule
	Prices string `required:"" help:"价目表文件（YAML）|price list, YAML" placeholder:"FILE"`
	Home   int64  `help:"殡仪馆|home" placeholder:"HOME"`
}

// Run proposes a price list.
func (a *setPricesCmd) Run(x *call) error {
	list, err := x.prices(a.Prices)
	if err != nil {
		return err
	}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	home, err := x.home(o, c, a.Home)
	if err != nil {
		return err
	}
	return a.propose(x, office.Rule{Kind: "price_list", Home: home, Prices: list.Canonical()})
}

type setAccCmd struct {
	File     string `help:"{\"holder\":…,\"number\":…,\"bank\":…,\"bank_no\":…,\"document\":…}，缺省为标准输入|the account as JSON, standard input when absent" placeholder:"FILE"`
	Home     int64  `help:"殡仪馆|home" placeholder:"HOME"`
	Treasury bool   `help:"财政付款账户|the account the county pays from"`
}

// Run proposes the account of a home or of the treasury; it holds from its
// approval on.
func (a *setAccCmd) Run(x *call) error {
	var in accountBody
	if err := x.body(a.File, &in, true); err != nil {
		return err
	}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	account := in.account()
	req := office.Rule{Kind: "home_account", Account: &account, Document: in.Document, From: x.clock.Now().Day()}
	if !a.Treasury {
		if req.Home, err = x.home(o, c, a.Home); err != nil {
			return err
		}
	}
	return do(x, (*office.Office).Propose, req)
}

type approveRule struct {
	Proposal int64 `required:"" help:"待核准编号|number of the proposal" placeholder:"NUMBER"`
}

// Run approves a rule.
func (a *approveRule) Run(x *call) error { return do(x, (*office.Office).Approve, a.Proposal) }

type declineRule struct {
	Proposal int64 `required:"" help:"待核准编号|number of the proposal" placeholder:"NUMBER"`
}

// Run declines a proposal.
func (a *declineRule) Run(x *call) error { return do(x, (*office.Office).Decline, a.Proposal) }

type setBudgetCmd struct {
	Fund     string `required:"" help:"经费来源|fund" placeholder:"FUND"`
	Level    string `required:"" help:"层级|level" placeholder:"province|prefecture|county"`
	Year     int    `required:"" help:"预算年度|budget year" placeholder:"YEAR"`
	Sum      string `required:"" help:"金额（元）|sum in yuan" placeholder:"SUM"`
	Document string `required:"" help:"预算文件|the document" placeholder:"DOCUMENT"`
}

// Run enters a budget.
func (a *setBudgetCmd) Run(x *call) error {
	fen, err := yuan("--sum", a.Sum)
	if err != nil {
		return err
	}
	return do(x, (*office.Office).SetBudget, office.SetBudget{Fund: fund.Fund(a.Fund), Level: fund.Level(a.Level), Year: a.Year, Fen: fen, Document: a.Document})
}

type cancelBudget struct {
	Row      int64  `required:"" help:"预算行编号|row of the budget" placeholder:"NUMBER"`
	Document string `required:"" help:"依据文件|the document" placeholder:"DOCUMENT"`
}

// Run takes a row of the budget back.
func (a *cancelBudget) Run(x *call) error {
	return do(x, (*office.Office).SetBudget, office.SetBudget{Cancels: a.Row, Document: a.Document})
}
