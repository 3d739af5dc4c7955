package office

import (
	"context"
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// Asked are the answers of somebody who wants to know what is free. There is no
// name, number or day of birth in it, and none of it is kept.
type Asked struct {
	County    int64
	Home      int64    // the home whose prices are shown; 0 takes the first
	Town      string   // area code of the household registration in the county; "" elsewhere or none
	Elsewhere bool     // cremated at a home of another place
	Yes       []string // facts said to hold
	Numbers   []NumberRow
	Death     *date.Day // nil: today
}

// FactRow is a fact that is still to be asked, or was.
type FactRow struct {
	Name string `json:"name"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// NumberRow is a number that was answered: years of age, months insured.
type NumberRow struct {
	Name string `json:"name"`
	N    int32  `json:"n"`
}

// FreeItem is one item as the policy covers it.
type FreeItem struct {
	Code   string       `json:"code"`
	Zh     string       `json:"zh"`
	En     string       `json:"en"`
	Clause string       `json:"clause"`
	Most   int64        `json:"most"` // 0: no limit of quantity
	Unit   string       `json:"unit_zh"`
	UnitEn string       `json:"unit_en"`
	Price  money.Amount `json:"price_fen"` // of one unit; 0 when none is listed
	Sum    money.Amount `json:"sum_fen"`   // of what is covered
	From   bool         `json:"from"`      // the price depends on the way driven; it is at least this
	Label  string       `json:"label"`     // what the home calls the ordinary grade
}

// PaperRow is a paper to bring.
type PaperRow struct {
	ID       string `json:"id"`
	Zh       string `json:"zh"`
	En       string `json:"en"`
	Clause   string `json:"clause"`
	Original bool   `json:"original"`
	Copies   int64  `json:"copies"`
	AnyOf    string `json:"any_of,omitempty"`
}

// Told is the answer: what is free, what the family pays, what to bring, where
// to go. Open lists facts that could still change it.
type Told struct {
	Title, TitleEn string
	Route          string
	OK             bool
	Class          policy.Words
	Clause         string
	Refusal        policy.Words // when not OK
	Cure           policy.Words
	Open           []FactRow
	OpenNumbers    []FactRow
	Offset         bool // another funeral payment is taken off what is waived
	Items          []FreeItem
	Cap            money.Amount // 0: none
	CapZh          string
	Sum            money.Amount // of all items as covered, at the listed prices
	Waived         money.Amount // of that sum
	Percent        int64
	Unlisted       policy.Words
	Papers         []PaperRow
	Offices        []OfficeRow
	Sample         bool // prices are a sample, not a price authority's
}

var unknownFact = problem.Define("ask.fact", problem.Invalid,
	"没有这个问题", "there is no such question", "请从头开始询问", "begin again")

// told before: facts that follow from where the cremation is, or that no family
// can say.
const settledFacts = policy.OwnHome | policy.Unclaimed | policy.Unnamed | policy.KnownRefused

// Eligible tells what is free under the pack in force and a home's prices
// (一, 二, 三). Nothing is kept.
func (o *Office) Eligible(ctx context.Context, q Asked) (t Told, err error) {
	err = o.s.Read(ctx, q.County, func(s *store.Scope) error {
		day := s.Today()
		if q.Death != nil {
			day = min(day, *q.Death)
		}
		home := q.Home
		if q.Elsewhere {
			home = 0 // cremations elsewhere go by the county's own home (三(七))
		}
		plan, _, err := o.planFor(s, home, day)
		if err != nil {
			return err
		}
		f, err := q.facts(s, day)
		if err != nil {
			return err
		}
		if err := t.tell(plan, &f, day); err != nil {
			return err
		}
		t.Offices, err = officesFor(s, q)
		return err
	})
	return t, err
}

// facts are what a decision reads of the answers.
func (q *Asked) facts(s *store.Scope, day date.Day) (f policy.Facts, err error) {
	f = policy.Facts{Route: policy.Waiver, Disposal: policy.Cremation, Yes: policy.OwnHome, Death: day, Cremation: day, Application: s.Today()}
	if q.Elsewhere {
		f.Route, f.Yes = policy.Reimbursement, 0
	}
	for _, name := range q.Yes {
		bit, ok := policy.Yes(name)
		if !ok || settledFacts.Has(bit) {
			return f, unknownFact.With().At("yes")
		}
		f.Yes |= bit
	}
	for _, n := range q.Numbers {
		if n.N < 0 || n.N > 2000 || !f.State(n.Name, n.N) {
			return f, unknownFact.With().At("numbers")
		}
	}
	if !q.Elsewhere { // at the local home: taken to have died here, as most have
		if f.DeathArea, err = policy.ParseArea(s.CountyText()); err != nil {
			return f, err
		}
		f.CremationArea = f.DeathArea
	}
	f.Household, err = policy.ParseArea(q.Town)
	return f, err
}

// tell fills in what the plan says of the facts.
func (t *Told) tell(plan *policy.Plan, f *policy.Facts, day date.Day) error {
	pack := plan.Pack()
	t.Title, t.TitleEn, t.Route, t.Unlisted = pack.Title, pack.TitleEn, f.Route.String(), pack.Unlisted.Words
	t.Sample = plan.Prices() != nil && plan.Prices().Sample
	numbers, err := plan.Numbers(f)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		t.OpenNumbers = append(t.OpenNumbers, FactRow{n.Name, n.Zh, n.En})
	}
	usual := f.Usual()
	f = &usual
	open, err := plan.Matters(f, settledFacts)
	if err != nil {
		return err
	}
	for _, name := range open {
		t.Open = append(t.Open, FactRow{name, policy.FactZh(name), policy.FactEn(name)})
	}
	offers, err := plan.Offer(f, day)
	if err != nil {
		return err
	}
	g := *f
	g.Services = policy.Services(offers, day)
	var d policy.Decision
	err = plan.Decide(&g, &d)
	if problem.CodeOf(err) == "facts.number" && g.OtherBenefit == 0 { // how much else is paid is not asked here
		g.OtherBenefit, t.Offset = 1, true
		err = plan.Decide(&g, &d)
	}
	if err != nil {
		return err
	}
	if !d.OK {
		t.Refusal, t.Cure, t.Clause = d.Refusal.Words, d.Refusal.Cure, d.Refusal.Clause
		return nil
	}
	t.OK, t.Class, t.Clause, t.Percent = true, d.Class.Words, d.Class.Clause, d.Class.Percent
	t.Sum, t.Waived = d.Charged, d.Waived
	if d.Cap != nil {
		t.Cap, t.CapZh = d.Ceiling, d.Cap.Zh
	}
	for _, x := range offers {
		if x.Covered {
			t.Items = append(t.Items, freeItem(x))
		}
	}
	for _, p := range d.Papers {
		t.Papers = append(t.Papers, paperRow(p))
	}
	return nil
}

func freeItem(x policy.Offered) FreeItem {
	it := FreeItem{Code: x.Item.Code, Zh: x.Item.Zh, En: x.Item.En, Clause: x.Item.Clause, Most: x.Most, Price: x.Price, From: x.Distance}
	it.Unit, it.UnitEn = x.Item.UnitWords()
	if x.Most == policy.Unlimited {
		it.Most = 0
	}
	it.Sum = x.Price * money.Amount(max(it.Most, 1))
	if x.Tariff != nil {
		it.Label = x.Tariff.Label
	}
	return it
}

func paperRow(p *policy.Paper) PaperRow {
	return PaperRow{p.ID, p.Zh, p.En, p.Clause, p.Original, p.Copies, p.AnyOf}
}

// officesFor lists where to go: the home, or the town of registration for a
// cremation elsewhere, and the bureau to ask.
func officesFor(s *store.Scope, q Asked) (out []OfficeRow, err error) {
	rows, err := s.Offices()
	for _, r := range rows {
		mine := r.Kind == party.Bureau
		if q.Elsewhere {
			mine = mine || r.Kind == party.Town && q.Town != "" && strings.HasPrefix(q.Town, r.Area)
		} else {
			mine = mine || r.Kind == party.Home && (q.Home == 0 || r.Home == q.Home)
		}
		if mine && !r.Ended {
			out = append(out, officeRow(r))
		}
	}
	slices.SortStableFunc(out, func(a, b OfficeRow) int { // where to go first, whom to ask last
		return rank(a.Kind) - rank(b.Kind)
	})
	return out, err
}

func rank(k party.OfficeKind) int {
	if k == party.Bureau {
		return 1
	}
	return 0
}

func officeRow(r store.Office) OfficeRow {
	return OfficeRow{r.ID, r.Kind, r.Kind.Zh(), r.Name, r.Area, r.Home, r.Phone, r.Ended}
}
