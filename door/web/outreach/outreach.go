// Package outreach owns the offices' pages about the public: complaints and their
// answers, refusals that families want reviewed, ratings, what was done to make
// the policy known, public notices.
//
// It never decides on a claim: a review is done on the claim's own page. Always
// true: each part is shown to those whose role may act on it.
package outreach

import (
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the pages.
func Module() site.Module {
	voices := []party.Act{party.AnswerComplaint, party.Review}
	known, notices := []party.Act{party.RecordPublicity}, []party.Act{party.PublishNotice}
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/voices", Who: site.Staff, Acts: voices, Do: voicesPage},
			{Method: "POST", Path: "/complaints/{id}/answer", Who: site.Staff, Acts: []party.Act{party.AnswerComplaint}, Do: answer},
			{Method: "GET", Path: "/publicity", Who: site.Staff, Acts: known, Do: publicityPage},
			{Method: "POST", Path: "/publicity", Who: site.Staff, Acts: known, Do: record},
			{Method: "POST", Path: "/publicity/{id}/cancel", Who: site.Staff, Acts: known, Do: cancel},
			{Method: "GET", Path: "/notices", Who: site.Staff, Acts: notices, Do: noticesPage},
			{Method: "POST", Path: "/notices", Who: site.Staff, Acts: notices, Do: publish},
			{Method: "POST", Path: "/notices/{id}/paper", Who: site.Staff, Acts: notices, Do: paper},
		},
		Nav: []site.NavEntry{
			{Order: 70, Href: "/voices", Zh: "群众反映", En: "Voices", Acts: voices},
			{Order: 75, Href: "/publicity", Zh: "宣传", En: "Publicity", Acts: known},
			{Order: 76, Href: "/notices", Zh: "公示", En: "Notices", Acts: notices},
		},
		Samples: samples,
	}
}

// heard is what families said, as the page shows it.
type heard struct {
	complaints []office.ComplaintView
	reviews    []office.ReviewAsked
	ratings    office.RatingsView
	offices    map[int64]string
	answers    bool // the reader's role may answer
	next       int64
}

func voicesPage(v *site.Visit) error { return showVoices(v, nil, 0, "") }

// showVoices reads everything that the reader may see; of is the complaint whose
// answer has something to mend.
func showVoices(v *site.Visit, fault error, of int64, text string) error {
	ctx, h := v.R.Context(), heard{offices: map[int64]string{}, answers: v.May(party.AnswerComplaint)}
	var err error
	if h.answers {
		var before int64
		_, _ = fmt.Sscan(v.R.URL.Query().Get("before"), &before)
		if h.complaints, err = v.O.Complaints(ctx, v.Caller, before); err != nil {
			return err
		}
		if len(h.complaints) == 50 {
			h.next = h.complaints[49].ID
		}
	}
	if v.May(party.Review) {
		if h.reviews, err = v.O.ReviewsAsked(ctx, v.Caller); err != nil {
			return err
		}
	}
	if v.May(party.Search) {
		if h.ratings, err = v.O.Ratings(ctx, v.Caller); err != nil {
			return err
		}
	}
	rows, err := v.O.Offices(ctx, v.Caller)
	if err != nil {
		return err
	}
	for _, o := range rows {
		h.offices[o.Office] = o.Name
	}
	p := v.Page("群众反映", "Voices")
	p.Path = "/voices"
	if fault != nil {
		p = p.Blame(fault)
		return v.Mend(p, voicesView(p, h, of, text))
	}
	return v.Show(p, voicesView(p, h, of, text))
}

// answer answers a complaint.
func answer(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	text := v.Form.Get("words")
	if err := v.O.AnswerComplaint(v.R.Context(), v.Acting(), id, text); err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal || q.Kind == problem.Missing {
			return err
		}
		return showVoices(v, q.At(wordsOf(id)), id, text)
	}
	return v.Done("/voices", string(party.AnswerComplaint))
}

// wordsOf names the answer's field of a complaint; the form sends it as words.
func wordsOf(id int64) string { return fmt.Sprintf("words-%d", id) }

// act is what was done, as it stands in the form.
type act struct{ kind, day, town, place, count, document string }

func publicityPage(v *site.Visit) error {
	return showPublicity(v, nil, act{day: v.O.Today().String()})
}

func showPublicity(v *site.Visit, fault error, a act) error {
	today := v.O.Today()
	y, _, _ := today.YMD()
	if n, err := fmt.Sscan(v.R.URL.Query().Get("year"), &y); n == 1 && (err != nil || y < 2000 || y > 2100) {
		return site.NoPage.With()
	}
	from, to := date.MustDay(fmt.Sprintf("%04d-01-01", y)), date.MustDay(fmt.Sprintf("%04d-12-31", y))
	rows, err := v.O.PublicityOf(v.R.Context(), v.Caller, from, to)
	if err != nil {
		return err
	}
	towns, err := townChoices(v)
	if err != nil {
		return err
	}
	p := v.Page("宣传记录", "Publicity")
	p.Path = "/publicity"
	if fault != nil {
		p = p.Blame(fault)
		return v.Mend(p, publicityView(p, y, rows, towns, a))
	}
	return v.Show(p, publicityView(p, y, rows, towns, a))
}

// townChoices lists the towns that the reader may write for: a town its own.
func townChoices(v *site.Visit) ([]ui.Choice, error) {
	rows, err := v.O.Offices(v.R.Context(), v.Caller)
	if err != nil || party.KindOf(v.Caller.Role) == party.Town {
		return nil, err
	}
	out := []ui.Choice{{Value: "", Label: v.Lang.T("全县（市）", "the whole county")}}
	for _, o := range rows {
		if o.Kind == party.Town && !o.Ended {
			out = append(out, ui.Choice{Value: o.Area, Label: strings.TrimSuffix(o.Name, "民政办")})
		}
	}
	return out, nil
}

// record keeps one thing done.
func record(v *site.Visit) error {
	a := act{v.Form.Get("kind"), v.Form.DayText("day"), v.Form.Get("town"), v.Form.Get("place"), v.Form.Get("count"), v.Form.Get("document")}
	day, err := v.Form.Day("day")
	if err == nil {
		var count int64
		if count, err = v.Form.Int("count"); err == nil {
			req := office.Publicity{Kind: a.kind, Town: a.town, Place: a.place, Count: count, Document: a.document}
			if day != nil {
				req.Day = *day
			}
			_, err = v.O.RecordPublicity(v.R.Context(), v.Acting(), req)
		}
	}
	if err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal {
			return err
		}
		return showPublicity(v, err, a)
	}
	return v.Done("/publicity", string(party.RecordPublicity))
}

// cancel takes a record back.
func cancel(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	reason := v.Form.Get("reason")
	if reason == "" {
		reason = "录入有误"
	}
	if err := v.O.CancelPublicity(v.R.Context(), v.Acting(), id, reason); err != nil {
		return err
	}
	return v.Done("/publicity", string(party.RecordPublicity))
}

// posted is the page of notices as it stands: what is published, what may be.
type posted struct {
	notices []office.NoticeRow
	lists   []ui.Choice
	list    string
	from    string
	to      string
}

func noticesPage(v *site.Visit) error {
	today := v.O.Today()
	return showNotices(v, nil, posted{from: today.String(), to: (today + 6).String()})
}

func showNotices(v *site.Visit, fault error, x posted) error {
	ctx := v.R.Context()
	var err error
	if x.notices, err = v.O.Notices(ctx, v.Caller.County); err != nil {
		return err
	}
	done := map[int64]bool{}
	for _, n := range x.notices {
		done[n.List] = true
	}
	lists, err := v.O.ListIndex(ctx, v.Caller, office.ListFilter{Limit: 200})
	if err != nil {
		return err
	}
	for _, l := range lists {
		if l.Sealed != nil && l.Void == "" && !done[l.List] {
			x.lists = append(x.lists, ui.Choice{Value: fmt.Sprint(l.List), Label: l.Number + " · " + v.Lang.T(l.Period.Zh(), l.Period.String()), Group: l.UnitName})
		}
	}
	p := v.Page("公示", "Public notices")
	p.Path = "/notices"
	if fault != nil {
		p = p.Blame(fault)
		return v.Mend(p, noticesView(p, x))
	}
	return v.Show(p, noticesView(p, x))
}

// publish puts a sealed list on notice.
func publish(v *site.Visit) error {
	x := posted{list: v.Form.Get("list"), from: v.Form.DayText("from"), to: v.Form.DayText("to")}
	err := v.Confirm()
	if err == nil {
		err = x.publish(v)
	}
	if err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal {
			return err
		}
		if q.Field == "" {
			q = q.At("list")
		}
		return showNotices(v, q, x)
	}
	return v.Done("/notices", string(party.PublishNotice))
}

func (x posted) publish(v *site.Visit) error {
	list, err := v.Form.Int("list")
	if err != nil {
		return err
	}
	from, err := v.Form.Day("from")
	if err != nil {
		return err
	}
	to, err := v.Form.Day("to")
	if err != nil {
		return err
	}
	req := office.PublishNotice{List: list}
	if from != nil && to != nil {
		req.From, req.To = *from, *to
	}
	_, err = v.O.PublishNotice(v.R.Context(), v.Acting(), req)
	return err
}

// paper gives out the printed notice.
func paper(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	b, err := v.O.NoticePaper(v.R.Context(), v.Caller.County, id, &v.Caller)
	if err != nil {
		return err
	}
	return v.Send(b.Media, b.Name, true, b.Bytes)
}

func kinds(l ui.Lang) (out []ui.Choice) {
	for _, k := range office.PublicityKinds() {
		out = append(out, ui.Choice{Value: k.Name, Label: l.T(k.Zh, k.En)})
	}
	return out
}

// townName says where publicity was done: a town, or the whole county.
func townName(p ui.Page, r office.PublicityRow) string {
	if len(r.Town) == 6 {
		return p.T(r.TownName, "the whole county")
	}
	return r.TownName
}
