// Package stats owns the pages of numbers: the dashboard, the 惠民 table, work that
// lies open, budgets with what may come, and the list that each figure opens.
//
// It never adds up: every number comes from one read of the office. Always true:
// a figure's address makes the figure again; a chart has its table beside it.
package stats

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the pages of numbers.
func Module() site.Module {
	view := []party.Act{party.View}
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/stats", Who: site.Staff, Acts: view, Do: overview},
			{Method: "GET", Path: "/stats/benefits", Who: site.Staff, Acts: view, Do: benefits},
			{Method: "GET", Path: "/stats/claims", Who: site.Staff, Acts: view, Do: figure},
			{Method: "GET", Path: "/stats/lists", Who: site.Staff, Acts: view, Do: lists},
			{Method: "GET", Path: "/stats/bank", Who: site.Staff, Acts: view, Do: bank},
			{Method: "GET", Path: "/stats/waiting", Who: site.Staff, Acts: view, Do: waiting},
			{Method: "GET", Path: "/stats/backlog", Who: site.Staff, Acts: view, Do: backlog},
			{Method: "GET", Path: "/stats/outlook", Who: site.Staff, Acts: view, Do: outlook},
			{Method: "POST", Path: "/stats/export", Who: site.Staff, Acts: []party.Act{party.Export}, Do: export},
		},
		Nav:     []site.NavEntry{{Order: 70, Href: "/stats", Zh: "统计", En: "Statistics", Acts: view}},
		Samples: samples,
	}
}

// readQuery reads a figure's query from an address or a form.
func readQuery(get func(string) string) (q office.FigureQuery, err error) {
	month := func(name string, to *date.Month) {
		if s := get(name); s != "" && err == nil {
			*to, err = date.ParseMonth(s)
		}
	}
	day := func(name string) *date.Day {
		s := get(name)
		if s == "" || err != nil {
			return nil
		}
		var d date.Day
		d, err = date.ParseDay(s)
		return &d
	}
	month("from", &q.From)
	month("to", &q.To)
	q.Town, q.Route, q.Class, q.Item, q.Fund = get("town"), get("route"), get("class"), get("item"), get("fund")
	q.Home, _ = strconv.ParseInt(get("home"), 10, 64)
	q.Step = office.Step(get("step"))
	q.Capped, q.Lodged, q.State = get("capped") != "", get("lodged") != "", get("state")
	q.Oldest, q.Youngest, q.Before = day("oldest"), day("youngest"), get("before")
	return q, err
}

// values writes a query as it stands in an address.
func values(q office.FigureQuery) url.Values {
	out := url.Values{}
	set := func(name, v string) {
		if v != "" {
			out.Set(name, v)
		}
	}
	if q.From != 0 {
		set("from", q.From.String())
	}
	if q.To != 0 {
		set("to", q.To.String())
	}
	if q.Home != 0 {
		set("home", strconv.FormatInt(q.Home, 10))
	}
	for name, v := range map[string]string{"town": q.Town, "route": q.Route, "class": q.Class, "item": q.Item, "fund": q.Fund, "state": q.State, "step": string(q.Step), "before": q.Before} {
		set(name, v)
	}
	for name, on := range map[string]bool{"capped": q.Capped, "lodged": q.Lodged} {
		if on {
			out.Set(name, "1")
		}
	}
	for name, d := range map[string]*date.Day{"oldest": q.Oldest, "youngest": q.Youngest} {
		if d != nil {
			out.Set(name, d.String())
		}
	}
	return out
}

// hidden writes a query as fields of a form, in one order.
func hidden(q office.FigureQuery) (out [][2]string) {
	for name, v := range values(q) {
		out = append(out, [2]string{name, v[0]})
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return out
}

// opens gives the address of the claims that a query counts.
func opens(q office.FigureQuery) string { return "/stats/claims?" + values(q).Encode() }

// with gives the address of a figure's claims: the page's filter, changed.
func with(f office.StatFilter, change func(*office.FigureQuery)) string {
	q := office.FigureQuery{StatFilter: f}
	change(&q)
	return opens(q)
}

func (d *dashboard) page(path string) string {
	return path + "?" + values(office.FigureQuery{StatFilter: d.r.Filter}).Encode()
}

// dashboard is what the first page shows.
type dashboard struct {
	r     office.Report
	may   bool // export
	towns []ui.Choice
	homes []ui.Choice
	all   office.StatFilter // as the reader asked
}

func overview(v *site.Visit) error {
	q, err := readQuery(v.R.URL.Query().Get)
	p := v.Page("统计", "Statistics")
	if err != nil {
		return err
	}
	r, err := v.O.Report(v.R.Context(), v.Caller, q.StatFilter)
	if err != nil {
		return err
	}
	d := &dashboard{r: r, may: v.May(party.Export), all: q.StatFilter}
	if err := d.choices(v); err != nil {
		return err
	}
	return v.Show(p, overviewView(p, d))
}

// choices fills in the towns and homes that the reader may choose.
func (d *dashboard) choices(v *site.Visit) error {
	rows, err := v.O.Offices(v.R.Context(), v.Caller)
	d.towns = []ui.Choice{{Value: "", Label: v.Lang.T("全部镇(街)", "all towns")}}
	d.homes = []ui.Choice{{Value: "", Label: v.Lang.T("全部殡仪馆", "all homes")}}
	for _, o := range rows {
		switch o.Kind {
		case party.Town:
			d.towns = append(d.towns, ui.Choice{Value: o.Area, Label: strings.TrimSuffix(o.Name, "民政办")})
		case party.Home:
			d.homes = append(d.homes, ui.Choice{Value: strconv.FormatInt(o.Home, 10), Label: o.Name})
		}
	}
	return err
}

func benefits(v *site.Visit) error {
	q, err := readQuery(v.R.URL.Query().Get)
	if err != nil {
		return err
	}
	rows, err := v.O.Benefits(v.R.Context(), v.Caller, q.StatFilter)
	if err != nil {
		return err
	}
	p := v.Page("惠民殡葬统计表", "Table of benefits")
	p.Back = "/stats"
	return v.Show(p, benefitsView(p, q.StatFilter, rows, v.May(party.Export)))
}

func figure(v *site.Visit) error {
	q, err := readQuery(v.R.URL.Query().Get)
	if err != nil {
		return err
	}
	page, err := v.O.FigureClaims(v.R.Context(), v.Caller, q)
	if err != nil {
		return err
	}
	p := v.Page("统计明细", "Claims of a figure")
	p.Back = "/stats"
	if q.State != "" {
		p.Back = "/stats/backlog"
	}
	return v.Show(p, figureView(p, page, v.May(party.Export)))
}

// lists shows the lists that a figure counts.
func lists(v *site.Visit) error {
	q, err := readQuery(v.R.URL.Query().Get)
	if err != nil {
		return err
	}
	page, err := v.O.StatLists(v.R.Context(), v.Caller, office.ListsQuery{StatFilter: q.StatFilter, Step: q.Step, Kept: v.R.URL.Query().Get("kept"), After: v.R.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	p := v.Page("统计明细：清册", "Lists of a figure")
	p.Back = "/stats"
	return v.Show(p, listsView(p, page))
}

// bank shows what the bank said, line by line.
func bank(v *site.Visit) error {
	q, err := readQuery(v.R.URL.Query().Get)
	if err != nil {
		return err
	}
	page, err := v.O.StatBank(v.R.Context(), v.Caller, office.BankQuery{StatFilter: q.StatFilter, Outcome: v.R.URL.Query().Get("outcome"), After: v.R.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	p := v.Page("统计明细：银行结果", "What the bank said")
	p.Back = "/stats"
	return v.Show(p, bankView(p, page))
}

// waiting shows the claims that wait for one list.
func waiting(v *site.Visit) error {
	get := v.R.URL.Query().Get
	unit, _ := strconv.ParseInt(get("unit"), 10, 64)
	period, err := settlement.ParsePeriod(get("period"))
	if err != nil {
		return err
	}
	page, err := v.O.WaitingClaims(v.R.Context(), v.Caller, unit, period, get("after"))
	if err != nil {
		return err
	}
	p := v.Page("待列入清册的申请", "Claims before a list")
	p.Back = "/stats/backlog"
	return v.Show(p, waitingView(p, page, period))
}

func backlog(v *site.Visit) error {
	b, err := v.O.Backlog(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("在办和积压", "Open work")
	p.Back = "/stats"
	return v.Show(p, backlogView(p, b))
}

func outlook(v *site.Visit) error {
	rows, err := v.O.Outlooks(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("经费余额和预测", "Budgets and what may come")
	p.Back = "/stats"
	return v.Show(p, outlookView(p, rows, v.May(party.ExamineList) || v.May(party.ApproveList) || v.May(party.Order) || v.May(party.ViewAudit) || v.May(party.ApprovePolicy)))
}

func export(v *site.Visit) error {
	q, err := readQuery(v.Form.Get)
	if err != nil {
		return err
	}
	f, err := v.O.Export(v.R.Context(), v.Acting(), office.Export{Table: v.Form.Get("table"), Format: v.Form.Get("format"), Query: q})
	if err != nil {
		return err
	}
	return v.Send(f.Media, v.Form.Get("table")+"."+v.Form.Get("format"), false, f.Bytes)
}
