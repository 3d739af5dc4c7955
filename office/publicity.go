package office

import (
	"context"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Publicity is one thing done to make the policy known (六(一), 六(二)).
type Publicity struct {
	Kind     string   `json:"kind"` // one of PublicityKinds
	Day      date.Day `json:"day"`
	Town     string   `json:"town"` // area code; a town writes for itself
	Place    string   `json:"place"`
	Count    int64    `json:"count"` // people reached or papers given out
	Document string   `json:"document"`
	Cancels  int64    `json:"cancels,omitempty"` // the record it takes back
}

// PublicityRow is one such record.
type PublicityRow struct {
	ID        int64
	KindZh    string
	KindEn    string
	Day       date.Day
	Town      string
	TownName  string
	Place     string
	Count     int64
	Document  string
	Person    int64
	Cancelled bool
	Cancels   int64
}

var publicityKinds = []struct{ kind, zh, en string }{
	{"leaflet", "发放宣传单", "leaflets given out"},
	{"board", "公示栏张贴", "notice board"},
	{"meeting", "会议宣讲", "meeting"},
	{"broadcast", "广播电视", "broadcast"},
	{"online", "网站或公众号", "website or account"},
	{"training", "业务培训", "training of staff"},
	{"visit", "上门走访", "visit"},
}

// PublicityKinds lists the kinds of publicity.
func PublicityKinds() (out []FactRow) {
	for _, k := range publicityKinds {
		out = append(out, FactRow{k.kind, k.zh, k.en})
	}
	return out
}

var badPublicity = problem.Define("publicity.form", problem.Invalid,
	"宣传记录不完整", "the record is not complete", "请选择形式，填写日期（不晚于今天）、地点、人数或份数", "choose the kind and give the day (not later than today), the place and the number")

// RecordPublicity keeps one thing done; a town writes for itself.
func (o *Office) RecordPublicity(ctx context.Context, c Caller, req Publicity) (id int64, err error) {
	known := false
	for _, k := range publicityKinds {
		known = known || k.kind == req.Kind
	}
	if !known || req.Day == 0 || req.Place == "" || req.Count < 0 || req.Count > 10_000_000 || len([]rune(req.Place)) > 200 || len([]rune(req.Document)) > 200 {
		return 0, badPublicity.With().At("place")
	}
	_, err = o.do(ctx, c, party.RecordPublicity, req, "", func(w *work) error {
		if w.actor.OfficeKind == party.Town || req.Town == "" {
			req.Town = w.actor.Area
		}
		if err := party.May(w.act, w.actor, party.Object{Town: req.Town}); err != nil {
			return err
		}
		if req.Day > w.Today() {
			return badPublicity.With().At("day")
		}
		row := store.Publicity{Kind: req.Kind, Day: req.Day, Town: req.Town, Place: req.Place, Count: req.Count, Document: req.Document}
		if err := w.PutPublicity(&row); err != nil {
			return err
		}
		id = row.ID
		w.Record("publicity", row.ID, "")
		return nil
	})
	return id, err
}

// CancelPublicity takes a record back by one that cancels it.
func (o *Office) CancelPublicity(ctx context.Context, c Caller, id int64, reason string) error {
	_, err := o.do(ctx, c, party.RecordPublicity, struct{ ID int64 }{id}, reason, func(w *work) error {
		old, err := w.PublicityByID(id)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, party.Object{Town: old.Town}); err != nil {
			return err
		}
		if old.Cancelled || old.Cancels != 0 {
			return badPublicity.With()
		}
		row := old
		row.Cancels, row.Document = id, reason
		if err := w.PutPublicity(&row); err != nil {
			return err
		}
		w.Record("publicity", row.ID, "")
		return nil
	})
	return err
}

// PublicityOf lists what was done between two days: a town of itself, the
// others of the whole county.
func (o *Office) PublicityOf(ctx context.Context, c Caller, from, to date.Day) (out []PublicityRow, err error) {
	err = o.read(ctx, c, party.RecordPublicity, func(s *store.Scope, a party.Actor) error {
		town := s.CountyText()
		if a.OfficeKind == party.Town {
			town = a.Area
		}
		rows, err := s.PublicityOf(town, from, to, 500)
		if err != nil {
			return err
		}
		offices, err := s.Offices()
		for _, r := range rows {
			x := PublicityRow{ID: r.ID, Day: r.Day, Town: r.Town, TownName: townOf(offices, r.Town), Place: r.Place, Count: r.Count, Document: r.Document, Person: r.Person, Cancelled: r.Cancelled, Cancels: r.Cancels}
			for _, k := range publicityKinds {
				if k.kind == r.Kind {
					x.KindZh, x.KindEn = k.zh, k.en
				}
			}
			out = append(out, x)
		}
		return err
	})
	return out, err
}

// townOf names the town of an area code by its office; the county by "全县(市)".
func townOf(offices []store.Office, area string) string {
	for _, o := range offices {
		if o.Kind == party.Town && o.Area == area {
			return strings.TrimSuffix(o.Name, "民政办")
		}
	}
	if len(area) == 6 {
		return "全县（市）"
	}
	return area
}
