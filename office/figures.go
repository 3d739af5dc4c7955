package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/print"
	"songbai/store"
)

// FigureQuery names a figure of the statistics or the backlog: the claims it
// counts. Printed beside the figure, it makes the figure again.
type FigureQuery struct {
	StatFilter
	Item     string    `json:"item,omitempty"`
	Fund     string    `json:"fund,omitempty"` // fund/level
	Capped   bool      `json:"capped,omitempty"`
	Lodged   bool      `json:"lodged,omitempty"` // those lodged in the months, not those completed
	Step     Step      `json:"step,omitempty"`   // those that took a step of a claim, with its days
	State    string    `json:"state,omitempty"`  // open claims of a state, whatever the months
	Oldest   *date.Day `json:"oldest,omitempty"`
	Youngest *date.Day `json:"youngest,omitempty"`
	Before   string    `json:"before,omitempty"` // the page after this row
	Limit    int       `json:"limit,omitempty"`
}

// FigureRow is a claim that a figure counts, the deceased's name masked.
type FigureRow struct {
	Claim    int64        `json:"claim"`
	Slip     string       `json:"slip"`
	Deceased string       `json:"deceased"`
	Route    Name         `json:"route"`
	Class    Name         `json:"class"`
	Town     Name         `json:"town"`
	Home     Name         `json:"home"`
	State    Name         `json:"state"`
	Lodged   string       `json:"lodged,omitempty"`
	Done     string       `json:"done,omitempty"`
	Charged  money.Amount `json:"charged_fen"`
	Waived   money.Amount `json:"waived_fen"`
	Family   money.Amount `json:"family_fen"`
	Days     int64        `json:"days,omitempty"` // of the step asked for
}

// FigurePage is a page of claims, what all of them come to, and where the next
// begins. Of an item or fund the sums are its own, not those of whole claims.
type FigurePage struct {
	Query FigureQuery  `json:"query"`
	Part  *Name        `json:"part,omitempty"` // the item or fund
	Total *FigureTotal `json:"total,omitempty"`
	Rows  []FigureRow  `json:"rows"`
	Next  string       `json:"next,omitempty"`
}

// FigureTotal is what the claims of a figure come to. Nil stands for what no kept
// sum knows.
type FigureTotal struct {
	N                       int64
	Charged, Waived, Family *money.Amount
	Days                    *int64
}

var badState = problem.Define("statistics.state", problem.Invalid,
	"没有“%[1]s”这种在办状态", "there is no open state %[1]q", "请从积压表中选择", "choose one of the backlog")

// FigureClaims lists the claims that a figure counts, newest first.
func (o *Office) FigureClaims(ctx context.Context, c Caller, q FigureQuery) (out FigurePage, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		out, err = o.figurePage(s, a, q)
		return err
	})
	return out, err
}

func (o *Office) figurePage(s *store.Scope, a party.Actor, q FigureQuery) (out FigurePage, err error) {
	if err := q.within(s, a); err != nil {
		return out, err
	}
	if q.Limit <= 0 || q.Limit > 500 {
		q.Limit = 50
	}
	if q.State != "" && !isOpen(claim.State(q.State)) {
		return out, badState.With(q.State).At("state")
	}
	f := q.filter()
	out.Query = q
	n, err := o.namesOf(s)
	if err != nil {
		return out, err
	}
	if q.Item != "" {
		part := n.item(q.Item)
		out.Part = &part
	} else if q.Fund != "" {
		part := n.fund(q.Fund)
		out.Part = &part
	}
	if out.Total, err = q.total(s, f); err != nil {
		return out, err
	}
	rows, err := s.FigureClaims(f)
	if err != nil {
		return out, err
	}
	for i := range rows {
		r, err := figureRow(s, n, &rows[i], &q)
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, r)
	}
	if len(rows) == q.Limit {
		out.Next = f.Cursor(&rows[len(rows)-1])
	}
	return out, nil
}

func (q *FigureQuery) filter() store.FigureFilter {
	f := store.FigureFilter{SumFilter: q.sums(), Item: q.Item, Fund: q.Fund, Capped: q.Capped, Lodged: q.Lodged, Dated: q.Step == ToLodging, State: q.State,
		Oldest: q.Oldest, Youngest: q.Youngest, Before: q.Before, Limit: q.Limit}
	if q.State != "" {
		f.From, f.To = 0, 0
	}
	return f
}

// total reads what the claims come to from what is kept beside them.
func (q *FigureQuery) total(s *store.Scope, f store.FigureFilter) (*FigureTotal, error) {
	if q.State != "" {
		days, err := s.OpenDays(q.Home, q.Town)
		t := &FigureTotal{}
		for _, d := range days {
			if d.State == q.State && (q.Oldest == nil || d.Lodged != nil && *d.Lodged >= *q.Oldest) && (q.Youngest == nil || d.Lodged != nil && *d.Lodged <= *q.Youngest) {
				t.N += d.N
			}
		}
		return t, err
	}
	x, known, err := s.FigureSum(f)
	if !known || err != nil || q.Capped && (q.Lodged || q.Step != "") {
		return nil, err
	}
	t := &FigureTotal{N: x.Done, Charged: &x.Charged, Waived: &x.Waived, Family: &x.Family}
	switch {
	case q.Lodged:
		t = &FigureTotal{N: x.Lodged}
	case q.Capped:
		t = &FigureTotal{N: x.Capped}
	case q.Step == ToLodging:
		t = &FigureTotal{N: x.Dated, Days: &x.LodgeDays}
	case q.Step == ToCompletion:
		t.Days = &x.DoneDays
	case q.Fund != "":
		t.Charged, t.Family = nil, nil
	}
	return t, nil
}

func isOpen(st claim.State) bool {
	for _, x := range openStates {
		if x == st {
			return true
		}
	}
	return false
}

func figureRow(s *store.Scope, n *names, c *store.Claim, q *FigureQuery) (FigureRow, error) {
	r := FigureRow{Claim: c.ID, Slip: claim.Slip(c.Slip).String(), Route: routeWords(string(c.Route)), Class: n.class(c.Class), Town: n.town(c.Town), Home: n.home(idText(c.Home)),
		Lodged: dayText(c.LodgedDay), Done: dayText(c.CompletedDay)}
	now, err := s.ClaimNow(c.ID)
	if err != nil {
		return r, err
	}
	r.State = Name{Zh: now.State.Zh(), En: now.State.En()}
	p, err := s.Private(c.ID, c.PrivateN)
	if err != nil {
		return r, err
	}
	r.Deceased = ident.MaskName(p.Get("deceased.name"))
	if p.Scrubbed {
		r.Deceased = "（已清除）"
	}
	switch {
	case q.Step == ToLodging && c.Death != nil && c.LodgedDay != nil:
		r.Days = int64(*c.LodgedDay - *c.Death)
	case q.Step == ToCompletion && c.LodgedDay != nil && c.CompletedDay != nil:
		r.Days = int64(*c.CompletedDay - *c.LodgedDay)
	}
	switch {
	case c.Decision == 0:
	case q.Item != "":
		r.Charged, r.Waived, r.Family, err = s.ItemSums(c.Decision, q.Item)
	case q.Fund != "":
		r.Waived, err = s.FundSum(c.Decision, q.Fund)
	default:
		r.Charged, r.Waived, r.Family, err = s.DecisionSums(c.Decision)
	}
	return r, err
}

// Export asks for a table as a file: report, benefits, claims (of a figure),
// backlog; as csv or xlsx.
type Export struct {
	Table  string      `json:"table"`
	Format string      `json:"format"`
	Query  FigureQuery `json:"query"`
}

// mostExported bounds one file.
const mostExported = 5000

var badExport = problem.Define("statistics.export", problem.Invalid,
	"没有这种导出", "there is no such export", "请选择 report、benefits 或 claims，格式 csv 或 xlsx", "choose report, benefits or claims, as csv or xlsx")

// Export gives a table out as a spreadsheet or CSV. Every file is an act with the
// digest of its bytes.
func (o *Office) Export(ctx context.Context, c Caller, req Export) (Paper, error) {
	t, err := o.exported(ctx, c, req)
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Kind: req.Table + "_" + req.Format, Name: t.Title + "." + req.Format, Media: "text/csv; charset=utf-8"}
	switch req.Format {
	case "csv":
		p.Bytes = t.CSV()
	case "xlsx":
		p.Media = mediaName("x_xlsx")
		if p.Bytes, err = t.XLSX(); err != nil {
			return Paper{}, err
		}
	default:
		return Paper{}, badExport.With().At("format")
	}
	p.SHA256 = sha(string(p.Bytes))
	_, err = o.do(ctx, c, party.Export, req, "", func(w *work) error {
		w.Record("export", int64(len(t.Rows)), p.SHA256)
		return nil
	})
	return p, err
}

// exported gathers the rows of an export.
func (o *Office) exported(ctx context.Context, c Caller, req Export) (print.Sheet, error) {
	switch req.Table {
	case "report":
		r, err := o.Report(ctx, c, req.Query.StatFilter)
		return reportSheet(&r), err
	case "benefits":
		rows, err := o.Benefits(ctx, c, req.Query.StatFilter)
		t := print.Sheet{Title: "惠民殡葬统计表", Note: monthsOf(req.Query.StatFilter), Head: []string{"对象类别", "镇(街)", "殡仪馆", "宗数", "免除或报销金额（元）"}}
		for _, x := range rows {
			t.Rows = append(t.Rows, []print.Cell{print.Text(x.Class.Zh), print.Text(x.Town.Zh), print.Text(x.Home.Zh), print.Count(x.Done), print.Yuan(x.Waived)})
		}
		return t, err
	case "claims":
		return o.claimsSheet(ctx, c, req.Query)
	}
	return print.Sheet{}, badExport.With().At("table")
}

func monthsOf(f StatFilter) string {
	if f.From == 0 && f.To == 0 {
		return "最近十二个月"
	}
	return f.From.String() + " 至 " + f.To.String()
}

func reportSheet(r *Report) print.Sheet {
	t := print.Sheet{Title: "惠民殡葬统计", Note: monthsOf(r.Filter), Head: []string{"分组", "名称", "申请宗数", "办结宗数", "收费（元）", "免除或报销（元）", "家属负担（元）", "达到封顶宗数"}}
	for _, g := range []struct {
		zh   string
		rows []Figure
	}{{"月份", r.Months}, {"途径", r.Routes}, {"对象类别", r.Classes}, {"项目", r.Items}, {"经费来源", r.Funds}, {"镇(街)", r.Towns}, {"殡仪馆", r.Homes}, {"合计", []Figure{r.Total}}} {
		for _, x := range g.rows {
			t.Rows = append(t.Rows, []print.Cell{print.Text(g.zh), print.Text(x.Zh), print.Count(x.Lodged), print.Count(x.Done), print.Yuan(x.Charged), print.Yuan(x.Waived), print.Yuan(x.Family), print.Count(x.Capped)})
		}
	}
	return t
}

func (o *Office) claimsSheet(ctx context.Context, c Caller, q FigureQuery) (print.Sheet, error) {
	t := print.Sheet{Title: "申请明细", Head: []string{"凭单号", "逝者", "途径", "对象类别", "镇(街)", "殡仪馆", "状态", "申请日期", "办结日期", "收费（元）", "免除或报销（元）", "家属负担（元）"}}
	q.Limit, q.Before = 500, ""
	err := o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		for len(t.Rows) < mostExported {
			p, err := o.figurePage(s, a, q)
			if err != nil {
				return err
			}
			t.Note = monthsOf(p.Query.StatFilter)
			for _, r := range p.Rows {
				cells := []print.Cell{}
				for _, x := range []string{strings.ReplaceAll(r.Slip, " ", ""), r.Deceased, r.Route.Zh, r.Class.Zh, r.Town.Zh, r.Home.Zh, r.State.Zh, r.Lodged, r.Done} {
					cells = append(cells, print.Text(x))
				}
				t.Rows = append(t.Rows, append(cells, print.Yuan(r.Charged), print.Yuan(r.Waived), print.Yuan(r.Family)))
			}
			if q.Before = p.Next; q.Before == "" {
				break
			}
		}
		return nil
	})
	return t, err
}
