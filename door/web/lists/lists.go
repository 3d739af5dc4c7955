// Package lists owns the pages of settlement lists and determination sheets, from
// review line by line to seal, examination, approval and order.
//
// It never decides who may act: buttons follow the acts that the office names, and
// the office checks each again. Always true: what is filtered by is a state, a
// class, a place or a sum; a name is looked for by POST and stands in no address.
package lists

import (
	"net/url"
	"strconv"
	"strings"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the pages of lists.
func Module() site.Module {
	post := func(path string, do func(*site.Visit) error, acts ...party.Act) site.Route {
		return site.Route{Method: "POST", Path: path, Who: site.Staff, Acts: acts, Do: do}
	}
	get := func(path string, do func(*site.Visit) error) site.Route {
		return site.Route{Method: "GET", Path: path, Who: site.Staff, Acts: []party.Act{party.View}, Do: do}
	}
	return site.Module{
		Routes: []site.Route{
			get("/lists", all), get("/lists/{id}", one), get("/lists/{id}/lines/{seq}", line), get("/lists/{id}/money", moneyPage),
			post("/lists/{id}/find", find, party.View),
			post("/lists/{id}/paper", paper, party.Export),
			post("/lists/{id}/clean", passClean, party.CheckLine),
			post("/lists/{id}/rest", passRest, party.CheckLine),
			post("/lists/{id}/seal", seal, party.SealList),
			post("/lists/{id}/back", sendBack, party.SendBack),
			post("/lists/{id}/lines/{seq}/papers", papers, party.Unmask),
			post("/lists/{id}/lines/{seq}/pass", pass, party.CheckLine),
			post("/lists/{id}/lines/{seq}/query", query, party.QueryLine),
			post("/lists/{id}/lines/{seq}/strike", strike, party.StrikeLine),
			post("/lists/{id}/lines/{seq}/answer", answer, party.AnswerQuery),
			post("/lists/{id}/examine", examine, party.ExamineList),
			post("/lists/{id}/approve", approve, party.ApproveList),
			post("/lists/{id}/countersign", countersign, party.CountersignList),
			post("/lists/{id}/order", order, party.Order),
		},
		Nav: []site.NavEntry{{Order: 20, Href: "/lists", Zh: "清册", En: "Lists",
			Acts: []party.Act{party.CheckLine, party.SealList, party.ExamineList, party.ApproveList, party.Order, party.ViewAudit, party.SubmitList, party.AnswerQuery, party.ApprovePolicy}}},
		Samples: samples,
	}
}

// listsShown is how many lists a page of them shows.
const listsShown = 60

// more gives the address of the next page of lists, "" at the end.
func more(rows []office.ListView) string {
	if len(rows) < listsShown {
		return ""
	}
	return "/lists?before=" + strconv.FormatInt(rows[len(rows)-1].List, 10)
}

func all(v *site.Visit) error {
	before, _ := strconv.ParseInt(v.R.URL.Query().Get("before"), 10, 64)
	rows, err := v.O.ListIndex(v.R.Context(), v.Caller, office.ListFilter{Before: before, Limit: listsShown})
	if err != nil {
		return err
	}
	p := v.Page("清册和核定表", "Lists and sheets")
	return v.Show(p, allView(p, rows))
}

// question reads the filter of the address; a sum that cannot be read is a fault of
// its field.
func question(v *site.Visit, list int64) (office.LineQuery, url.Values, problem.List) {
	got := v.R.URL.Query()
	q := office.LineQuery{List: list, State: settlement.LineState(got.Get("state")), Class: got.Get("class"), Town: got.Get("town"), Look: got.Get("look") != "", First: true}
	q.After, _ = strconv.Atoi(got.Get("after"))
	keep := url.Values{}
	for _, name := range []string{"state", "class", "town", "least", "most", "look"} {
		if x := got.Get(name); x != "" {
			keep.Set(name, x)
		}
	}
	var faults problem.List
	for _, x := range []struct {
		name string
		to   *money.Amount
	}{{"least", &q.Least}, {"most", &q.Most}} {
		typed := strings.ReplaceAll(strings.TrimSpace(got.Get(x.name)), ",", "")
		if typed == "" {
			continue
		}
		var err error
		if *x.to, err = money.Parse(typed); err != nil {
			faults = append(faults, badSum.With(got.Get(x.name)).At(x.name))
		}
	}
	return q, keep, faults
}

var badSum = problem.Define("list.filter_sum", problem.Invalid,
	"“%[1]s”不是金额，没有按它筛选", "%[1]q is no sum; the lines were not filtered by it", "请写成 1300 或 1300.50", "write it as 1300 or 1300.50")

// tail is the filter as the end of an address.
func tail(keep url.Values) string {
	if len(keep) == 0 {
		return ""
	}
	return "?" + keep.Encode()
}

// listPage is everything that the page of a list shows.
type listPage struct {
	office.ListView
	Lines office.LinePage
	Keep  url.Values
	Found bool // lines were looked for by name or slip
	Full  bool // the reader may have the papers

	Towns, Classes []ui.Choice
}

func readList(v *site.Visit, id int64, q office.LineQuery) (x listPage, err error) {
	if x.ListView, err = v.O.ListView(v.R.Context(), v.Caller, id); err != nil {
		return x, err
	}
	x.Lines, err = v.O.ReviewLines(v.R.Context(), v.Caller, q)
	if err != nil {
		return x, err
	}
	x.Full = v.May(party.Export)
	if x.Classes, err = classes(v); err != nil {
		return x, err
	}
	x.Towns, err = towns(v)
	return x, err
}

func listPageOf(v *site.Visit, id int64) (ui.Page, listPage, error) {
	q, keep, wrong := question(v, id)
	x, err := readList(v, id, q)
	x.Keep = keep
	p := v.Page(x.title()+x.Number, "List "+x.Number)
	p.Back = "/lists"
	for _, fault := range wrong {
		p.Errors = append(p.Errors, ui.ErrorsOf(v.Lang, fault)...)
	}
	return p, x, err
}

func (x *listPage) title() string {
	if x.Kind == settlement.Reimbursement {
		return "核定表 "
	}
	return "清册 "
}

func one(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	p, x, err := listPageOf(v, id)
	if err != nil {
		return err
	}
	return v.Show(p, oneView(p, &x))
}

// find looks for lines by a whole slip number or name, which stands in no address.
func find(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	q, keep, _ := question(v, id)
	q.Find = v.Form.Get("find")
	x, err := readList(v, id, q)
	if err != nil {
		return err
	}
	x.Keep, x.Found = keep, q.Find != ""
	p := v.Page(x.title()+x.Number, "List "+x.Number)
	p.Back = "/lists"
	return v.Show(p, oneView(p, &x))
}

// paper gives out a paper of the list.
func paper(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	b, err := v.O.ListPaper(v.R.Context(), v.Caller, office.ListPaper{List: id, Kind: v.Form.Get("kind")})
	if err != nil {
		return err
	}
	return v.Send(b.Media, b.Name, false, b.Bytes)
}

// onList runs an act on the list of the address; a fault comes back on its page.
func onList(v *site.Visit, code party.Act, do func(ref office.ListRef) error) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err = do(office.ListRef{List: id}); err == nil {
		return v.Done(listAddress(id), string(code))
	}
	p, x, fail := listPageOf(v, id)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, oneView(p, &x))
}

func listAddress(id int64) string { return "/lists/" + strconv.FormatInt(id, 10) }

func passClean(v *site.Visit) error {
	return onList(v, party.CheckLine, func(ref office.ListRef) error {
		_, err := v.O.PassClean(v.R.Context(), v.Acting(), ref)
		return err
	})
}

func passRest(v *site.Visit) error {
	return onList(v, party.CheckLine, func(ref office.ListRef) error {
		_, err := v.O.CheckLines(v.R.Context(), v.Acting(), ref)
		return err
	})
}

func seal(v *site.Visit) error {
	return onList(v, party.SealList, func(ref office.ListRef) error {
		if err := v.Confirm(); err != nil {
			return err
		}
		_, err := v.O.SealList(v.R.Context(), v.Acting(), office.SealList{List: ref.List, Opinion: v.Form.Get("opinion")})
		return err
	})
}

func sendBack(v *site.Visit) error {
	return onList(v, party.SendBack, func(ref office.ListRef) error {
		if err := v.Confirm(); err != nil {
			return err
		}
		_, err := v.O.SendBack(v.R.Context(), v.Acting(), office.SendBack{List: ref.List, Reason: v.Form.Get("reason")})
		return err
	})
}

// sum is what the list waives: of the passed lines once it is sealed.
func (x *listPage) sum() money.Amount {
	if x.Sealed != nil {
		return x.Sealed.Waived
	}
	return x.Waived
}

// sumWords says which sum it is: as reported, struck lines within, or as sealed.
func (x *listPage) sumWords(p ui.Page) string {
	if x.Sealed != nil {
		return p.T("盖章免除合计（元）", "Waived as sealed (yuan)")
	}
	return p.T("报送免除合计（元），含已剔除", "Waived as reported (yuan), struck lines within")
}

// mayReview reports whether the reader may pass lines of the list now.
func (x *listPage) mayReview() bool {
	return has(x.Acts, party.CheckLine) && x.Kind == settlement.Local && (x.State == settlement.Submitted || x.State == settlement.Reviewing)
}

// firstOpen gives the first line of the page that is not reviewed, 0 for none.
func (x *listPage) firstOpen() int {
	for _, r := range x.Lines.Lines {
		if r.Line == settlement.Unchecked {
			return r.Seq
		}
	}
	return 0
}

// more leads to the next page of lines.
func (x *listPage) more() string {
	if x.Lines.Next == 0 {
		return ""
	}
	next := url.Values{"after": {strconv.Itoa(x.Lines.Next)}}
	for k, v := range x.Keep {
		next[k] = v
	}
	return listAddress(x.List) + "?" + next.Encode()
}
