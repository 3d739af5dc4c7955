// Package home owns the pages of a funeral home about more than one claim: the
// list of a month before and after it is submitted, questions to answer, money as
// it arrives, the ledger of cremation certificates.
//
// It never changes what stands in a list. Always true: what deserves a look stands
// first; submitting asks for the password again.
package home

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the pages of a home.
func Module() site.Module {
	acts := func(as ...party.Act) []party.Act { return as }
	roles := []party.Role{party.Desk, party.Cashier, party.HomeManager}
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/month", Who: site.Staff, Acts: acts(party.AnswerQuery), Do: month},
			{Method: "POST", Path: "/month/submit", Who: site.Staff, Acts: acts(party.SubmitList), Do: submit},
			{Method: "GET", Path: "/month/lists", Who: site.Staff, Acts: acts(party.AnswerQuery), Do: lists},
			{Method: "GET", Path: "/month/lists/{id}", Who: site.Staff, Acts: acts(party.AnswerQuery), Do: list},
			{Method: "POST", Path: "/month/lists/{id}/answer", Who: site.Staff, Acts: acts(party.AnswerQuery), Do: answer},
			{Method: "POST", Path: "/month/lists/{id}/paper", Who: site.Staff, Acts: acts(party.Export), Do: paper},
			{Method: "GET", Path: "/certificates", Who: site.Staff, Acts: acts(party.VoidCertificate), Do: certificates},
			{Method: "POST", Path: "/certificates/void", Who: site.Staff, Acts: acts(party.VoidCertificate), Do: void},
			{Method: "POST", Path: "/certificates/reissue", Who: site.Staff, Acts: acts(party.ReissueCertificate), Do: reissue},
		},
		Nav: []site.NavEntry{
			{Order: 7, Href: "/month", Zh: "月度清册", En: "Month", Acts: acts(party.AnswerQuery), Roles: roles},
			{Order: 8, Href: "/certificates", Zh: "火化证", En: "Certificates", Acts: acts(party.VoidCertificate), Roles: roles},
		},
		Done: map[string][2]string{
			"answered": {"已答复，等待民政局审核", "Answered; the bureau looks at it again"},
			"voided":   {"该编号已作废", "The number is void"},
			"reissued": {"已补发，原编号已作废", "Reissued; the old number is void"},
		},
		Samples: samples,
	}
}

// monthView is the list to be with what it is chosen from.
type monthView struct {
	office.MonthList
	Months []monthTab
	Period settlement.Period
	Today  date.Day
	Page   int
	May    bool // the reader may submit
}

// monthTab is a month to choose: the one that runs, the one before, and every
// earlier one whose list was never submitted.
type monthTab struct {
	Period settlement.Period
	Waits  int  // claims without a list
	Over   bool // the month is over
}

// before gives the month before the one shown.
func (m *monthView) before() settlement.Period {
	p, err := settlement.PeriodOf(settlement.Monthly, m.Period.First()-1)
	if err != nil {
		return m.Period
	}
	return p
}

// flagged gives how many of the rows shown deserve a look; they stand first.
func (m *monthView) flagged() (n int) {
	for n < len(m.Rows) && len(m.Rows[n].Anomalies) > 0 {
		n++
	}
	return n
}

func month(v *site.Visit) error {
	p, m, err := monthPage(v, v.R.URL.Query().Get("period"))
	if err != nil {
		return err
	}
	return v.Show(p, monthBody(p, m))
}

// monthPage reads the list of a period: the one named, else the oldest month that is
// over and not submitted, else the month that runs.
func monthPage(v *site.Visit, named string) (ui.Page, monthView, error) {
	m := monthView{May: v.May(party.SubmitList), Today: v.O.Today()}
	m.Page, _ = strconv.Atoi(v.R.URL.Query().Get("page"))
	p := v.Page("月度清册", "The month's list")
	p.Side = side(p, "/month")
	waiting, err := v.O.Waiting(v.R.Context(), v.Caller)
	if err == nil {
		err = m.choose(waiting)
	}
	if err == nil && named != "" {
		m.Period, err = settlement.ParsePeriod(named)
	}
	if err != nil {
		return p, m, err
	}
	m.MonthList, err = v.O.MonthList(v.R.Context(), v.Caller, 0, m.Period, m.Page)
	return p, m, err
}

// choose fills in the months to choose from, newest first, and the one shown when
// none is named.
func (m *monthView) choose(waiting []office.ListsWaiting) error {
	now, err := settlement.PeriodOf(settlement.Monthly, m.Today)
	if err != nil {
		return err
	}
	m.Period = now
	m.Months = []monthTab{{Period: now}, {Period: m.before(), Over: true}}
	for _, w := range slices.Backward(waiting) { // the oldest last
		x, err := settlement.ParsePeriod(w.Period)
		if err != nil || w.Kind != settlement.Local {
			continue
		}
		at := slices.IndexFunc(m.Months, func(t monthTab) bool { return t.Period == x })
		if at < 0 {
			at = len(m.Months)
			m.Months = append(m.Months, monthTab{Period: x, Over: true})
		}
		if m.Months[at].Waits = w.Lines; m.Months[at].Over {
			m.Period = x
		}
	}
	return nil
}

func side(p ui.Page, here string) []ui.NavItem {
	out := []ui.NavItem{{Href: "/month", Label: p.T("待报送", "To submit")}, {Href: "/month/lists", Label: p.T("已报送与到账", "Submitted, and money")}}
	for i := range out {
		out[i].Here = out[i].Href == here
	}
	return out
}

// submit sends the list to the bureau; it binds, so the password is asked again.
func submit(v *site.Visit) error {
	named := v.Form.Get("period")
	period, err := settlement.ParsePeriod(named)
	if err == nil {
		err = v.Confirm()
	}
	var m office.ListMoved
	if err == nil {
		m, err = v.O.SubmitList(v.R.Context(), v.Acting(), office.SubmitList{Period: period})
	}
	if err == nil {
		return v.Done(fmt.Sprintf("/month/lists/%d", m.List), "submit_list")
	}
	p, view, fail := monthPage(v, named)
	if fail != nil {
		return fail
	}
	p.Key = rand.Text()
	return v.AgainWith(err, p, func(p ui.Page) ui.Body { return monthBody(p, view) })
}

func lists(v *site.Visit) error {
	rows, err := v.O.SentLists(v.R.Context(), v.Caller, 24) // two years of months
	if err != nil {
		return err
	}
	p := v.Page("已报送的清册与到账", "Submitted lists and money")
	p.Side = side(p, "/month/lists")
	return v.Show(p, listsBody(p, rows))
}

// oneList is a submitted list line by line.
type oneList struct {
	office.ListView
	Money  office.MoneyView
	Lines  []office.LineView
	Next   string
	Typed  map[int]string // answers typed, by line
	Export bool
}

func listPage(v *site.Visit) (ui.Page, oneList, error) {
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, oneList{}, err
	}
	x := oneList{Typed: map[int]string{}, Export: v.May(party.Export)}
	if x.ListView, err = v.O.ListView(v.R.Context(), v.Caller, id); err != nil {
		return ui.Page{}, x, err
	}
	if x.Money, err = v.O.ListMoney(v.R.Context(), v.Caller, id); err != nil {
		return ui.Page{}, x, err
	}
	const page = 50
	after, _ := strconv.Atoi(v.R.URL.Query().Get("after"))
	if x.Lines, err = v.O.LineViews(v.R.Context(), v.Caller, id, after, page); err != nil {
		return ui.Page{}, x, err
	}
	if len(x.Lines) == page {
		x.Next = fmt.Sprintf("/month/lists/%d?after=%d", id, x.Lines[page-1].Seq)
	}
	p := v.Page("清册 "+x.Number, "List "+x.Number)
	p.Back = "/month/lists"
	return p, x, nil
}

func list(v *site.Visit) error {
	p, x, err := listPage(v)
	if err != nil {
		return err
	}
	return v.Show(p, listBody(p, x))
}

func answer(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	seq, _ := strconv.Atoi(v.Form.Get("seq"))
	field := fmt.Sprintf("note-%d", seq)
	_, err = v.O.AnswerQuery(v.R.Context(), v.Acting(), office.AnswerQuery{LineRef: office.LineRef{List: id, Seq: seq}, Note: v.Form.Get(field)})
	if err == nil {
		return v.Done(fmt.Sprintf("/month/lists/%d", id), "answered")
	}
	p, x, fail := listPage(v)
	if fail != nil {
		return fail
	}
	if q := problem.Of(err); q != nil && q.Field == "note" {
		err = q.At(field)
	}
	x.Typed[seq] = v.Form.Get(field)
	p.Key = rand.Text()
	return v.AgainWith(err, p, func(p ui.Page) ui.Body { return listBody(p, x) })
}

// paper gives out the official list, or the notice of a payment.
func paper(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	kind := v.Form.Get("kind")
	var b office.Paper
	if order, _ := v.Form.Int("order"); order != 0 {
		b, err = v.O.OrderPaper(v.R.Context(), v.Caller, office.OrderPaper{Order: order, Kind: kind})
	} else {
		b, err = v.O.ListPaper(v.R.Context(), v.Caller, office.ListPaper{List: id, Kind: kind})
	}
	if err != nil {
		return err
	}
	return v.Send(b.Media, b.Name, kind != "list_xlsx", b.Bytes)
}

// ledgerView is a page of the ledger with what was typed into its forms.
type ledgerView struct {
	office.LedgerView
	Below              int64
	Void, VoidReason   string
	Again, AgainReason string
	Claim              string
}

func certificates(v *site.Visit) error {
	p, l, err := ledgerPage(v)
	if err != nil {
		return err
	}
	return v.Show(p, ledgerBody(p, l))
}

func ledgerPage(v *site.Visit) (p ui.Page, l ledgerView, err error) {
	q := v.R.URL.Query()
	l.Below, _ = strconv.ParseInt(q.Get("below"), 10, 64)
	l.LedgerView, err = v.O.CertificateLedger(v.R.Context(), v.Caller, 0, q.Get("series"), l.Below)
	return v.Page("火化证台账", "Ledger of cremation certificates"), l, err
}

func ledgerAgain(v *site.Visit, fault error, fill func(*ledgerView)) error {
	p, l, err := ledgerPage(v)
	if err != nil {
		return err
	}
	fill(&l)
	p.Key = rand.Text()
	return v.AgainWith(fault, p, func(p ui.Page) ui.Body { return ledgerBody(p, l) })
}

// renamed puts a fault at the field of one of two forms on a page.
func renamed(err error, names map[string]string) error {
	if q := problem.Of(err); q != nil && names[q.Field] != "" {
		return q.At(names[q.Field])
	}
	return err
}

func void(v *site.Visit) error {
	req := office.VoidCertificate{Certificate: v.Form.Get("void"), Reason: v.Form.Get("void_reason")}
	if err := v.O.VoidCertificate(v.R.Context(), v.Acting(), req); err != nil {
		return ledgerAgain(v, renamed(err, map[string]string{"certificate": "void", "reason": "void_reason"}), func(l *ledgerView) { l.Void, l.VoidReason = req.Certificate, req.Reason })
	}
	return v.Done("/certificates", "voided")
}

func reissue(v *site.Visit) error {
	req := office.ReissueCertificate{Certificate: v.Form.Get("certificate"), Reason: v.Form.Get("reason")}
	slip := v.Form.Get("claim")
	c, err := v.O.ClaimBySlip(v.R.Context(), v.Caller, slip)
	if err != nil {
		if q := problem.Of(err); q != nil && q.Kind == problem.Missing {
			err = noSlip.With()
		}
		err = problem.Of(err).At("claim")
	} else {
		req.Claim = c.Claim
		err = v.O.ReissueCertificate(v.R.Context(), v.Acting(), req)
	}
	if err != nil {
		return ledgerAgain(v, err, func(l *ledgerView) { l.Claim, l.Again, l.AgainReason = slip, req.Certificate, req.Reason })
	}
	return v.Done("/certificates", "reissued")
}

var noSlip = problem.Define("home.slip", problem.Invalid, "没有这个查询单号的申请", "no claim has this slip number", "请核对查询单号", "check the slip number")
