// Package rules owns the pages of what two people must agree on: policy versions,
// local values, price lists and accounts, each proposed by one and read against
// what holds by another.
//
// It never puts anything in force itself. Always true: an account is shown masked;
// a proposal is approved after the password, by somebody else than who made it.
package rules

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

var (
	keepers   = []party.Act{party.PublishPolicy, party.ApprovePolicy, party.ApprovePriceList, party.CorrectAccountApprove, party.ViewAudit}
	proposers = []party.Act{party.SetLocalValue, party.PublishPriceList, party.PublishPolicy}
)

// Module brings the pages of rules.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/rules", Who: site.Staff, Acts: keepers, Do: all},
			{Method: "GET", Path: "/rules/{id}", Who: site.Staff, Acts: []party.Act{party.ViewRules}, Do: one},
			{Method: "GET", Path: "/rules/{id}/text", Who: site.Staff, Acts: []party.Act{party.ViewRules}, Do: proposed},
			{Method: "GET", Path: "/policies/{hash}", Who: site.Staff, Acts: []party.Act{party.ViewRules}, Do: policyText},
			{Method: "GET", Path: "/price-lists/{id}", Who: site.Staff, Acts: []party.Act{party.ViewRules}, Do: priceTable},
			{Method: "GET", Path: "/rules/{id}/what-if", Who: site.Staff, Acts: []party.Act{party.PublishPolicy, party.ApprovePolicy, party.ApprovePriceList}, Do: whatIf},
			{Method: "POST", Path: "/rules/{id}/check", Who: site.Staff, Acts: []party.Act{party.CheckPolicy}, Do: checkAgain},
			{Method: "POST", Path: "/rules/{id}/approve", Who: site.Staff, Acts: keepers, Do: approve},
			{Method: "POST", Path: "/rules/{id}/decline", Who: site.Staff, Acts: append(keepers, party.PublishPriceList, party.CorrectAccountPropose), Do: decline},
			{Method: "GET", Path: "/propose/{kind}", Who: site.Staff, Acts: proposers, Do: fresh},
			{Method: "POST", Path: "/propose/{kind}", Who: site.Staff, Acts: proposers, Body: 8 << 20, Do: propose},
			{Method: "GET", Path: "/claims/{id}/account", Who: site.Staff, Acts: []party.Act{party.CorrectAccountPropose}, Do: account},
			{Method: "POST", Path: "/claims/{id}/account", Who: site.Staff, Acts: []party.Act{party.CorrectAccountPropose}, Do: proposeAccount},
		},
		Nav: []site.NavEntry{{Order: 40, Href: "/rules", Zh: "政策和价目", En: "Rules and prices", Acts: []party.Act{party.PublishPolicy, party.ApprovePolicy, party.ApprovePriceList, party.ViewAudit}}},
		Done: map[string][2]string{
			"tried":    {"已检查，全部用例相符", "Checked: every case held"},
			"proposed": {"已提交，等另一人核准", "Entered; another person approves it"},
			"approved": {"已核准，从所定日期起适用", "Approved; it holds from its day on"},
			"declined": {"已驳回或撤回，没有生效", "Declined or taken back; nothing holds"},
		},
		Samples: samples,
	}
}

func all(v *site.Visit) error {
	rows, err := v.O.Rules(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("政策和价目", "Rules and prices")
	return v.Show(p, allView(p, rows, mayPropose(v)))
}

// mayPropose names the kinds of rules that the reader may propose.
func mayPropose(v *site.Visit) (out []string) {
	for _, k := range []struct {
		kind string
		act  party.Act
	}{{"local_value", party.SetLocalValue}, {"price_list", party.PublishPriceList}, {"policy", party.PublishPolicy}, {"home_account", party.SetLocalValue}} {
		if v.May(k.act) {
			out = append(out, k.kind)
		}
	}
	return out
}

var kindWords = map[string][2]string{
	"policy": {"政策版本", "policy version"}, "local_value": {"本地数值", "local value"}, "price_list": {"价目表", "price list"}, "home_account": {"登记账户", "registered account"},
	"payee": {"家属账户更正", "a family's corrected account"}, "registered_account": {"登记账户更正", "a corrected account"},
}

func kindWord(p ui.Page, kind string) string { return p.T(kindWords[kind][0], kindWords[kind][1]) }

func pageOf(v *site.Visit) (ui.Page, office.RuleView, error) {
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, office.RuleView{}, err
	}
	x, err := v.O.RuleView(v.R.Context(), v.Caller, id)
	p := v.Page(kindWords[x.Kind][0], kindWords[x.Kind][1])
	p.Back = "/rules"
	return p, x, err
}

func one(v *site.Visit) error {
	p, x, err := pageOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, oneView(p, &x))
}

// decide approves or declines the proposal of the address.
func decide(v *site.Visit, code string, do func(x *office.RuleView) error) error {
	_, x, err := pageOf(v)
	if err != nil {
		return err
	}
	if err = do(&x); err == nil {
		return v.Done(fmt.Sprintf("/rules/%d", x.ID), code)
	}
	p, x, fail := pageOf(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, oneView(p, &x))
}

// isAccount reports whether a proposal corrects an account, which has acts of its
// own.
func isAccount(x *office.RuleView) bool { return x.Kind == "payee" || x.Kind == "registered_account" }

func approve(v *site.Visit) error {
	return decide(v, "approved", func(x *office.RuleView) error {
		if err := v.Confirm(); err != nil {
			return err
		}
		var err error
		if isAccount(x) {
			_, err = v.O.DecideAccount(v.R.Context(), v.Acting(), office.DecideAccount{Proposal: x.ID})
		} else {
			_, err = v.O.Approve(v.R.Context(), v.Acting(), x.ID)
		}
		return err
	})
}

func decline(v *site.Visit) error {
	return decide(v, "declined", func(x *office.RuleView) error {
		_, err := v.O.Decline(v.R.Context(), v.Acting(), x.ID)
		return err
	})
}

// draft is a rule as it is being filled in.
type draft struct {
	Kind     string
	Name     string
	Value    string
	Home     string
	From     string
	Document string
	Holder   string
	Bank     string
	Number   string
	BankNo   string
	Homes    []ui.Choice
	Values   []ui.Choice
	Claim    int64 // of an account: whose
}

func fresh(v *site.Visit) error {
	d, err := draftOf(v)
	if err != nil {
		return err
	}
	d.From = v.O.Today().String()
	p := newPage(v, d)
	return v.Show(p, newView(p, d))
}

func newPage(v *site.Visit, d *draft) ui.Page {
	p := v.Page("拟定"+kindWords[d.Kind][0], "Enter a "+kindWords[d.Kind][1])
	p.Back = "/rules"
	return p
}

// localValues are the local values that can be entered, with their names: those that
// the plan of 2016 asks for and the county's own.
var localValues = []struct{ name, zh, en string }{
	{"cap", "免除费用最高限额（元/具）", "total cap in yuan"}, {"subsistence_shares", "低保资金省、市、县承担比例", "shares of the subsistence fund"},
	{"approval_limit", "复审限额（元）", "limit beyond which two approve"}, {"clock_days", "本县结算日（报送:盖章:审定:拨付）", "days of the clock"},
}

// nameWords names a rule; a local value by what it is called.
func nameWords(p ui.Page, kind, name string) string {
	for _, x := range localValues {
		if kind == "local_value" && x.name == name {
			return p.T(x.zh, x.en)
		}
	}
	return name
}

func draftOf(v *site.Visit) (*draft, error) {
	d := &draft{Kind: v.R.PathValue("kind")}
	if d.Kind == "payee" || d.Kind == "registered_account" || kindWords[d.Kind][0] == "" {
		return nil, site.NoPage.With()
	}
	offices, err := v.O.Offices(v.R.Context(), v.Caller)
	for _, o := range offices {
		if o.Home != 0 {
			d.Homes = append(d.Homes, ui.Choice{Value: strconv.FormatInt(o.Home, 10), Label: o.Name})
		}
	}
	if d.Kind == "home_account" {
		d.Homes = append(d.Homes, ui.Choice{Value: "0", Label: v.Lang.T("财政付款账户", "the treasury's account")})
	}
	for _, x := range localValues {
		d.Values = append(d.Values, ui.Choice{Value: x.name, Label: v.Lang.T(x.zh, x.en)})
	}
	d.Name, d.Value, d.Home, d.From, d.Document = v.Form.Get("name"), v.Form.Get("value"), v.Form.Get("home"), v.Form.DayText("from"), v.Form.Get("document")
	d.Holder, d.Bank, d.Number, d.BankNo = v.Form.Get("account.holder"), v.Form.Get("account.bank"), v.Form.Get("account.number"), v.Form.Get("account.bank_no")
	return d, err
}

var (
	noFrom = problem.Define("rules.from", problem.Invalid, "没有写明从哪一天起适用", "the first day is missing", "请填写起始日期", "fill in the first day")
	noFile = problem.Define("rules.file", problem.Invalid, "没有选择文件", "no file was chosen", "请选择价目表或政策包的文件", "choose the file of the price list or of the pack")
)

func propose(v *site.Visit) error {
	d, err := draftOf(v)
	if err != nil {
		return err
	}
	r, err := d.rule(v)
	if err == nil {
		var a office.Added
		if a, err = v.O.Propose(v.R.Context(), v.Acting(), r); err == nil {
			checked(v, a.ID, &r)
			return v.Done(fmt.Sprintf("/rules/%d", a.ID), "proposed")
		}
	}
	p := newPage(v, d)
	var l problem.List
	if errors.As(err, &l) { // a pack or price list with faults: all are told
		for _, x := range l[1:] {
			p.Errors = append(p.Errors, ui.ErrorsOf(v.Lang, x)...)
		}
	}
	return v.Again(err, p, newView(p, d))
}

// try has a proposed policy tried on its cases and the last months.
func try(v *site.Visit, as office.Caller, id int64) error {
	last := v.O.Today().Month() - 1
	_, err := v.O.CheckPolicy(v.R.Context(), as, office.CheckPolicy{Proposal: id, From: last - monthsBack + 1, To: last})
	return err
}

// checked has a fresh proposal tried at once. What cannot be tried yet (a local
// value is missing, a case does not hold) stands as not checked on its page, with
// the button that tries it again and says why.
func checked(v *site.Visit, id int64, r *office.Rule) {
	if r.Kind == "policy" && len(r.Cases) > 0 {
		_ = try(v, v.Caller, id)
	}
}

func checkAgain(v *site.Visit) error {
	return decide(v, "tried", func(x *office.RuleView) error { return try(v, v.Acting(), x.ID) })
}

// rule brings what was filled in to a rule.
func (d *draft) rule(v *site.Visit) (r office.Rule, err error) {
	r = office.Rule{Kind: d.Kind, Document: d.Document}
	from, err := v.Form.Day("from")
	if err != nil {
		return r, err
	}
	if from == nil {
		return r, noFrom.With().At("from")
	}
	r.From = *from
	switch d.Kind {
	case "local_value":
		r.Name, r.Value = d.Name, d.Value
		return r, nil
	case "policy":
		pack, err := packOf(v.Form.Files("files"))
		if err != nil {
			return r, err
		}
		r.Pack, r.Beside = pack.Canonical(), map[string][]byte{}
		for _, f := range v.Form.Files("files") {
			switch name := path.Base(f.Name); {
			case name == "cases.yaml":
				r.Cases = f.Bytes
			case strings.HasSuffix(name, ".yaml") && name != "pack.yaml":
				r.Beside[name] = f.Bytes
			}
		}
		return r, nil
	}
	if r.Home, err = strconv.ParseInt(d.Home, 10, 64); err != nil {
		return r, site.NoPage.With().At("home")
	}
	if d.Kind == "home_account" {
		r.Account = &payment.Account{Holder: d.Holder, Number: strings.ReplaceAll(d.Number, " ", ""), Bank: d.Bank, BankNo: d.BankNo}
		return r, r.Account.Check()
	}
	files := v.Form.Files("files")
	if len(files) == 0 {
		return r, noFile.With().At("files")
	}
	list, err := policy.ReadPrices(files[0].Name, files[0].Bytes)
	if err != nil {
		return r, err
	}
	r.Prices = list.Canonical()
	return r, nil
}

// packOf reads a pack from its files, as they were chosen together.
func packOf(files []site.Upload) (*policy.Pack, error) {
	if len(files) == 0 {
		return nil, noFile.With().At("files")
	}
	var b bytes.Buffer // an archive in memory is a folder that can be read
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create("pack/" + path.Base(f.Name))
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Bytes); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	dir, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, err
	}
	return policy.Load(dir, "pack")
}

func accountPage(v *site.Visit, d *draft) ui.Page {
	p := v.Page("更正收款账户", "Correct the account")
	p.Back = fmt.Sprintf("/claims/%d", d.Claim)
	return p
}

func accountDraft(v *site.Visit) (*draft, error) {
	id, err := v.ID("id")
	return &draft{Kind: "payee", Claim: id, Holder: v.Form.Get("account.holder"), Bank: v.Form.Get("account.bank"), Number: v.Form.Get("account.number"), BankNo: v.Form.Get("account.bank_no"), Document: v.Form.Get("document")}, err
}

func account(v *site.Visit) error {
	d, err := accountDraft(v)
	if err != nil {
		return err
	}
	p := accountPage(v, d)
	return v.Show(p, accountView(p, d))
}

func proposeAccount(v *site.Visit) error {
	d, err := accountDraft(v)
	if err != nil {
		return err
	}
	req := office.CorrectAccount{Claim: d.Claim, Document: d.Document, Account: payment.Account{Holder: d.Holder, Number: strings.ReplaceAll(d.Number, " ", ""), Bank: d.Bank, BankNo: d.BankNo}}
	a, err := v.O.ProposeAccount(v.R.Context(), v.Acting(), req)
	if err == nil {
		return v.Done(fmt.Sprintf("/rules/%d", a.ID), "proposed")
	}
	p := accountPage(v, d)
	return v.Again(err, p, accountView(p, d))
}

// days says for which days a rule holds.
func days(p ui.Page, from date.Day, to *date.Day) string {
	if to == nil {
		return p.T(from.Zh()+"起", "from "+from.String())
	}
	return p.T(from.Zh()+"至"+to.Zh(), from.String()+" to "+to.String())
}
