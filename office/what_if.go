package office

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/policy/replay"
	"songbai/domain/problem"
	"songbai/store"
)

// WhatIf asks what the claims completed in some months would have cost, and
// whom, had other rules been in force. A part that is not given stays as it was
// when each claim was decided.
type WhatIf struct {
	From     date.Month         `json:"from"`
	To       date.Month         `json:"to"`
	Proposal int64              `json:"proposal,omitempty"` // a rule that was proposed; 0: the parts below
	Pack     []byte             `json:"pack,omitempty"`     // canonical bytes of a draft
	Local    policy.LocalValues `json:"local,omitempty"`    // in place of the values of their names, for all days
	Prices   map[int64][]byte   `json:"prices,omitempty"`   // canonical price lists by home, 0 for every other home; for all days
}

// WhatIfView is the answer: sums before and after by month, town, home, class,
// item, fund and award, who gains and who loses. Before is what was decided.
type WhatIfView struct {
	From   date.Month      `json:"from"`
	To     date.Month      `json:"to"`
	Title  string          `json:"title"` // of the rules asked about
	Result *replay.Result  `json:"result"`
	Names  map[string]Name `json:"names"` // "towns/441881102" …
	Notes  []Saying        `json:"notes,omitempty"`
}

// maxWhatIfMonths bounds one question; a longer one is asked in parts.
const maxWhatIfMonths = 60

var (
	badAsked = problem.Define("office.what_if_months", problem.Invalid,
		"起止月份不对", "the months are not right", "起月不晚于止月，至多 %[1]d 个月", "the first month not after the last, at most %[1]d months")
	nothingAsked = problem.Define("office.what_if_empty", problem.Invalid,
		"没有说明要试算什么", "nothing is asked", "请给出政策包、本地数值、价目表或一件已提出的规则", "give a pack, local values, a price list or a proposed rule")
)

// WhatIf replays stored claims under a draft. It reads only.
func (o *Office) WhatIf(ctx context.Context, c Caller, req WhatIf) (v WhatIfView, err error) {
	if req.From > req.To || req.To-req.From >= maxWhatIfMonths {
		return v, badAsked.With(maxWhatIfMonths).At("from")
	}
	err = o.read(ctx, c, party.ViewRules, func(s *store.Scope, a party.Actor) error {
		if err := party.May(party.ViewRules, a, party.Object{}); err != nil {
			return err
		}
		v, err = o.whatIf(s, req)
		return err
	})
	return v, err
}

func (o *Office) whatIf(s *store.Scope, req WhatIf) (v WhatIfView, err error) {
	if req.Proposal != 0 {
		if err := proposedRules(s, &req); err != nil {
			return v, err
		}
	}
	q := &question{o: o, s: s, req: req, plans: map[string]*policy.Plan{}, as: req.From.First()}
	if err := q.draft(); err != nil {
		return v, err
	}
	columns, err := q.claims()
	if err != nil {
		return v, err
	}
	r, err := replay.Run(columns, q.before, q.after, replay.Options{})
	if err != nil {
		return v, err
	}
	joinHomes(r)
	v = WhatIfView{From: req.From, To: req.To, Title: q.title, Result: r, Notes: q.notes()}
	v.Names, err = q.names(r)
	return v, err
}

// proposedRules takes the parts of a proposal that waits.
func proposedRules(s *store.Scope, req *WhatIf) error {
	p, err := s.ProposalByID(req.Proposal)
	if err != nil {
		return err
	}
	var r Rule
	if err := json.Unmarshal(p.Content, &r); err != nil {
		return err
	}
	switch p.Kind {
	case "policy":
		req.Pack = r.Pack
	case "local_value":
		req.Local = policy.LocalValues{{Name: r.Name, Value: r.Value, Document: r.Document}}
	case "price_list":
		req.Prices = map[int64][]byte{r.Home: r.Prices}
	default:
		return nothingAsked.With().At("proposal")
	}
	return nil
}

// question is one what-if under way. A site of the columns is "home/basis", so
// that each claim is held against what it was decided under.
type question struct {
	o      *Office
	s      *store.Scope
	req    WhatIf
	pack   *policy.Pack // the draft, as if in force on the claims' days; nil: as decided
	title  string
	as     date.Day // first day that matters
	prices map[int64]*policy.PriceList
	plans  map[string]*policy.Plan // after, by site
}

func (q *question) draft() error {
	if q.req.Pack == nil && len(q.req.Local) == 0 && len(q.req.Prices) == 0 {
		return nothingAsked.With().At("pack")
	}
	q.title = "本地数值"
	if len(q.req.Prices) > 0 {
		q.title = "价目表"
	}
	q.prices = map[int64]*policy.PriceList{}
	for home, text := range q.req.Prices {
		list, err := policy.ParsePrices(text)
		if err != nil {
			return err
		}
		q.prices[home] = list
	}
	if q.req.Pack == nil {
		return nil
	}
	pack, err := policy.Parse(q.req.Pack)
	if err != nil {
		return err
	}
	q.title = pack.Title
	// deaths lie before completions; ten years back is before every claim of the months
	q.pack, err = pack.AsIfFrom(q.as.AddYears(-10))
	return err
}

// claims puts the facts of the months into columns.
func (q *question) claims() (*replay.Columns, error) {
	var b replay.Builder
	var f policy.Facts
	err := q.s.DecidedFacts(q.req.From, q.req.To, func(d *store.DecidedFacts) error {
		if err := f.Decode([]byte(d.Facts)); err != nil {
			return err
		}
		return b.Add(replay.Origin{Month: d.Month, Town: d.Town, Home: fmt.Sprintf("%d/%d", d.Home, d.Basis)}, &f)
	})
	return b.Columns(), err
}

// siteOf reads the home and the basis of a site.
func siteOf(site string) (home, basis int64) {
	h, b, _ := strings.Cut(site, "/")
	home, _ = strconv.ParseInt(h, 10, 64)
	basis, _ = strconv.ParseInt(b, 10, 64)
	return home, basis
}

// before gives the plan that the claims of a site were decided under.
func (q *question) before(site string) (*policy.Plan, error) {
	_, basis := siteOf(site)
	return q.o.planOf(q.s, basis)
}

// after gives the plan that is asked about for the claims of a site.
func (q *question) after(site string) (*policy.Plan, error) {
	home, basis := siteOf(site)
	before, err := q.o.planOf(q.s, basis)
	if err != nil {
		return nil, err
	}
	b, err := q.s.BasisByID(basis)
	if err != nil {
		return nil, err
	}
	local, err := policy.ParseLocal(b.LocalBytes)
	if err != nil {
		return nil, err
	}
	pack, prices := q.pack, before.Prices()
	if pack == nil {
		pack = before.Pack()
	}
	for _, h := range []int64{0, home} {
		if list := q.prices[h]; list != nil {
			prices = list.Always()
		}
	}
	if local, err = q.local(pack, local); err != nil {
		return nil, err
	}
	key := pack.Hash() + local.Hash() + prices.Hash()
	if p := q.plans[key]; p != nil {
		return p, nil
	}
	p, err := policy.Compile(pack, local, prices)
	if err == nil {
		q.plans[key] = p
	}
	return p, err
}

// local gives the values that were cited, those of today where a draft asks for
// more, and those that are asked about in their place.
func (q *question) local(pack *policy.Pack, cited policy.LocalValues) (policy.LocalValues, error) {
	now, err := localOf(q.s)
	if err != nil {
		return nil, err
	}
	has := func(l policy.LocalValues, name string) bool {
		return slices.ContainsFunc(l, func(v policy.LocalValue) bool { return v.Name == name })
	}
	var out policy.LocalValues
	for _, v := range q.req.Local {
		v.From, v.To = 0, policy.Forever
		out = append(out, v)
	}
	for _, v := range cited {
		if !has(q.req.Local, v.Name) {
			out = append(out, v)
		}
	}
	for _, v := range now {
		if !has(q.req.Local, v.Name) && !has(cited, v.Name) {
			out = append(out, v)
		}
	}
	return pack.Asks(out), nil
}

// joinHomes adds up the sites of each home.
func joinHomes(r *replay.Result) {
	var out []replay.Row
	for _, row := range r.Homes {
		row.Key, _, _ = strings.Cut(row.Key, "/")
		i := slices.IndexFunc(out, func(x replay.Row) bool { return x.Key == row.Key })
		if i < 0 {
			out = append(out, row)
			continue
		}
		out[i].Before.Claims += row.Before.Claims
		out[i].Before.Fen += row.Before.Fen
		out[i].After.Claims += row.After.Claims
		out[i].After.Fen += row.After.Fen
	}
	slices.SortFunc(out, func(a, b replay.Row) int {
		return cmp.Or(cmp.Compare(len(a.Key), len(b.Key)), cmp.Compare(a.Key, b.Key))
	})
	r.Homes = out
}

// names says the keys of the rows in words.
func (q *question) names(r *replay.Result) (map[string]Name, error) {
	n, err := q.o.namesOf(q.s)
	if err != nil {
		return nil, err
	}
	awards, refusals := map[string]Name{}, map[string]Name{}
	if q.pack != nil {
		n.learn(q.pack)
		for i := range q.pack.Awards {
			awards[q.pack.Awards[i].ID] = Name(q.pack.Awards[i].Words)
		}
		for i := range q.pack.Refusals {
			refusals[q.pack.Refusals[i].Code] = Name(q.pack.Refusals[i].Words)
		}
	}
	out := map[string]Name{}
	say := func(part string, rows []replay.Row, word func(string) Name) {
		for _, row := range rows {
			out[part+"/"+row.Key] = word(row.Key)
		}
	}
	say("months", r.Months, monthWords)
	say("towns", r.Towns, n.town)
	say("homes", r.Homes, n.home)
	say("classes", r.Classes, n.class)
	say("items", r.Items, n.item)
	say("funds", r.Funds, n.fund)
	say("awards", r.Awards, func(k string) Name { return or(awards, k, "奖补", "award") })
	say("refused", r.Refused, func(k string) Name { return or(refusals, k, "其他原因", "another ground") })
	return out, nil
}

// notes says how the question was read.
func (q *question) notes() []Saying {
	out := []Saying{{"before", "“原”为当时的决定，按各件引用的政策版本、本地数值和价目表重算", "before: as decided, under what each claim cites"}}
	if q.pack != nil {
		out = append(out, Saying{"after", "“新”为假定草案自始施行；没有给出的本地数值和价目表沿用原来的", "after: as if the draft had always been in force; values and prices not given stay as they were"})
	}
	return out
}
