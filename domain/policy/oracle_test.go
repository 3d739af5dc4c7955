package policy_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"sort"
	"testing"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// The oracle below decides the plan of Yingde from its text, unit by unit and
// with big integers. It shares no code, no data and no method with the engine:
// prices, caps and shares are written down here a second time.

const oracleLocal = `local:
  - {name: cap, value: "1300.00", from: 2016-01-01, document: 甲}
  - {name: cap, value: "1000.00", from: 2020-01-01, document: 乙}
  - {name: subsistence_shares, value: "5:3:2", from: 2016-01-01, document: 甲}
  - {name: subsistence_shares, value: "1:1:1", from: 2022-03-01, document: 乙}
`

const oraclePrices = `home: h1
name: 样本
document: 样本
from: 2015-01-01
tariffs:
  - {item: pickup, per: trip, to: 2024-06-30, distance: {per_km: "3.50", trip: round, minimum: "120.00", part_km: up}}
  - {item: pickup, per: trip, from: 2024-07-01, distance: {per_km: "4.00", trip: one_way, start_km: 10, start_price: "80.00", part_km: down, maximum: "500.00"}}
  - {item: pickup, grade: luxury, standard: false, per: trip, price: "900.00"}
  - {item: disinfection, per: body, price: "60.00"}
  - {item: cold, per: day, to: 2023-12-31, price: "100.00"}
  - {item: cold, per: day, from: 2024-01-01, price: "110.50"}
  - {item: hall, per: use, price: "280.00"}
  - {item: cremation, per: body, price: "230.00"}
  - {item: cremation, grade: picking, standard: false, per: body, price: "600.00"}
  - {item: urn, per: piece, price: "160.00"}
  - {item: ash, per: year, price: "60.00"}
`

var oracleItems = []string{"pickup", "disinfection", "cold", "hall", "cremation", "urn", "ash"}

// person is a claim in the words of the text.
type person struct {
	route                      string
	household                  string
	cremated, atHome           bool
	elsewhere, unclaimed       bool
	infant, institute, soldier bool
	low, guaranteed, entitled  bool
	died, burnt                string
	deaths, burnts             date.Day
	bills                      []bill
	disposal                   policy.Disposal
}

type bill struct {
	item, grade  string
	n, km, price int64 // price 0: only the sum is known
	sum          int64
	day          string
	dayNo        date.Day
}

// opinion is what the oracle holds to be right.
type opinion struct {
	refusal, class, fund string
	waived               []int64
	shares               []int64
}

func judge(p *person) (o opinion) {
	local := len(p.household) >= 6 && p.household[:6] == "441881"
	switch {
	case p.died < "2016-01-01":
		o.refusal = "not_in_force"
	case !p.cremated:
		o.refusal = "not_cremated"
	case p.elsewhere:
		o.refusal = "waived_elsewhere"
	case p.unclaimed && p.route != "unclaimed":
		o.refusal = "unclaimed_route"
	case p.route != "reimbursement" && !p.atHome:
		o.refusal = "not_at_home"
	case p.route == "reimbursement" && p.atHome:
		o.refusal = "use_waiver"
	case p.route == "reimbursement" && !local:
		o.refusal = "out_of_area_residents"
	case p.route == "unclaimed" && p.unclaimed:
		o.class = "unclaimed"
	case p.route == "unclaimed":
		o.refusal = "no_class"
	case local:
		o.class = "resident"
	case p.infant || p.institute:
		o.class = "child"
	case p.soldier:
		o.class = "soldier"
	default:
		o.refusal = "no_class"
	}
	o.waived = make([]int64, len(p.bills))
	if o.refusal != "" {
		return o
	}
	if o.class == "unclaimed" {
		for i, b := range p.bills {
			o.waived[i] = b.sum
		}
	} else {
		allow(p, o.waived)
		shave(p, o.waived)
	}
	pay(p, &o)
	return o
}

// allow takes the units of each item one by one while the text still grants one.
func allow(p *person, waived []int64) {
	granted := map[string]int64{"pickup": 1, "disinfection": 1, "cold": 3, "hall": 1, "cremation": 1, "urn": 1, "ash": 1}
	for i, b := range p.bills {
		if granted[b.item] == 0 {
			continue
		}
		take := int64(0)
		for take < b.n && granted[b.item] > 0 {
			granted[b.item]--
			take++
		}
		day := b.day
		if p.route == "reimbursement" || day == "" {
			day = p.burnt
		}
		if day == "" {
			day = p.died
		}
		standard := rate(b.item, day, b.km) * take
		spent := new(big.Int).Mul(big.NewInt(b.sum), big.NewInt(take))
		spent.Div(spent, big.NewInt(b.n))
		waived[i] = min(standard, spent.Int64())
	}
}

// rate is the standard price of one unit in fen.
func rate(item, day string, km int64) int64 {
	switch item {
	case "pickup":
		if day >= "2024-07-01" {
			fare := int64(8000)
			for k := int64(10); k < km; k++ {
				fare += 400
			}
			return min(fare, 50000)
		}
		return max(700*km, 12000)
	case "cold":
		if day >= "2024-01-01" {
			return 11050
		}
		return 10000
	}
	return map[string]int64{"disinfection": 6000, "hall": 28000, "cremation": 23000, "urn": 16000, "ash": 6000}[item]
}

// shave takes what is above the cap away, last item first.
func shave(p *person, waived []int64) {
	limit := int64(130000)
	if p.died >= "2020-01-01" {
		limit = 100000
	}
	over := -limit
	for _, w := range waived {
		over += w
	}
	for k := len(oracleItems) - 1; k >= 0; k-- {
		for i := len(waived) - 1; i >= 0; i-- {
			if p.bills[i].item == oracleItems[k] && over > 0 {
				cut := min(over, waived[i])
				waived[i] -= cut
				over -= cut
			}
		}
	}
}

func pay(p *person, o *opinion) {
	total := int64(0)
	for _, w := range o.waived {
		total += w
	}
	o.fund, o.shares = "county_budget", []int64{total}
	if o.class == "unclaimed" {
		return
	}
	switch {
	case p.guaranteed:
		o.fund = "five_guarantee"
	case p.low:
		o.fund = "subsistence"
		w := []int64{5, 3, 2}
		if p.died >= "2022-03-01" {
			w = []int64{1, 1, 1}
		}
		o.shares = apportion(total, w)
	case p.entitled:
		o.fund = "entitled"
	}
}

// apportion hands out whole parts, then one fen each to the largest fractions.
func apportion(total int64, w []int64) []int64 {
	sum := w[0] + w[1] + w[2]
	out, order := make([]int64, 3), []int{0, 1, 2}
	rest := total
	for i := range w {
		out[i] = total * w[i] / sum
		rest -= out[i]
	}
	sort.SliceStable(order, func(a, b int) bool { return total*w[order[a]]%sum > total*w[order[b]]%sum })
	for i := int64(0); i < rest; i++ {
		out[order[i]]++
	}
	return out
}

// draw makes a random person.
func draw(r *rand.Rand, days []string, p *person) {
	routes := []string{"waiver", "waiver", "waiver", "reimbursement", "unclaimed"}
	homes := []string{"441881102", "441881", "441881102201", "441882", "440106", ""}
	pm := func(n int) bool { return r.IntN(1000) < n }
	d := r.IntN(len(days) - 20)
	*p = person{route: routes[r.IntN(len(routes))], household: homes[min(r.IntN(9), len(homes)-1)], cremated: !pm(30), elsewhere: pm(30),
		infant: pm(200), institute: pm(200), soldier: pm(200), low: pm(300), guaranteed: pm(100), entitled: pm(200), died: days[d], bills: p.bills[:0]}
	p.atHome = (p.route != "reimbursement") != pm(30)
	p.unclaimed = (p.route == "unclaimed") != pm(30)
	p.deaths = firstDay + date.Day(d)
	if !pm(50) {
		burnt := d + r.IntN(20)
		p.burnt, p.burnts = days[burnt], firstDay+date.Day(burnt)
	}
	p.disposal = policy.Cremation
	if !p.cremated {
		p.disposal = policy.Burial
	}
	for n := r.IntN(10); n > 0; n-- {
		b := bill{item: "wreath", n: 1, price: r.Int64N(60000)}
		if k := r.IntN(8); k < 7 {
			b.item = oracleItems[k]
		}
		if b.item == "pickup" {
			b.km = r.Int64N(150)
			b.grade = []string{"", "", "luxury"}[r.IntN(3)]
		}
		if b.item == "cremation" || b.item == "urn" {
			b.grade = []string{"", "", "picking"}[r.IntN(3)]
		}
		if pm(400) {
			b.n = 1 + r.Int64N(6)
		}
		b.sum = b.n * b.price
		if pm(300) {
			b.sum, b.price = r.Int64N(200000), 0
		}
		if !pm(300) {
			s := min(d+r.IntN(40), len(days)-1)
			b.day, b.dayNo = days[s], firstDay+date.Day(s)
		}
		p.bills = append(p.bills, b)
	}
}

var firstDay = date.MustDay("2015-11-01")

// facts spells a person as the engine reads them.
func (p *person) facts(f *policy.Facts) {
	services := f.Services[:0]
	*f = policy.Facts{Disposal: p.disposal, Death: p.deaths, Cremation: p.burnts, Services: services}
	f.Route, _ = policy.ParseRoute(p.route)
	f.Household, _ = policy.ParseArea(p.household)
	for _, x := range []struct {
		is  bool
		bit policy.Set
	}{{p.atHome, policy.OwnHome}, {p.elsewhere, policy.WaivedElsewhere}, {p.unclaimed, policy.Unclaimed}, {p.infant, policy.InfantUnregistered},
		{p.institute, policy.InstituteChild}, {p.soldier, policy.SoldierStationed}, {p.low, policy.Subsistence},
		{p.guaranteed, policy.FiveGuarantee}, {p.entitled, policy.Entitled}} {
		if x.is {
			f.Yes |= x.bit
		}
	}
	for _, b := range p.bills {
		f.Services = append(f.Services, policy.Service{Item: b.item, Grade: b.grade, Quantity: b.n, Metres: b.km * 1000,
			Unit: money.Amount(b.price), Charged: money.Amount(b.sum), Day: b.dayNo})
	}
}

func oraclePlan(t testing.TB) *policy.Plan {
	t.Helper()
	pack, err := policy.Load(os.DirFS("../../policies"), "yingde")
	if err != nil {
		t.Fatal(err)
	}
	local, err := policy.ReadLocal("local", []byte(oracleLocal))
	if err != nil {
		t.Fatal(err)
	}
	prices, err := policy.ReadPrices("prices", []byte(oraclePrices))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := policy.Compile(pack, local, prices)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func calendar() []string {
	var days []string
	for d := firstDay; d <= date.MustDay("2026-12-31"); d++ {
		days = append(days, d.String())
	}
	return days
}

// A million random claims agree with the oracle in every amount.
func TestOracle(t *testing.T) {
	const n = 1_000_000
	plan, days := oraclePlan(t), calendar()
	r := rand.New(rand.NewPCG(20, 26))
	var p person
	var f policy.Facts
	var d policy.Decision
	seen := map[string]int{}
	for i := range n {
		draw(r, days, &p)
		p.facts(&f)
		if err := plan.Decide(&f, &d); err != nil {
			t.Fatalf("claim %d: %v\n%s", i, err, f.Encode(nil))
		}
		o := judge(&p)
		if fault := differs(&o, &d); fault != "" {
			t.Fatalf("claim %d: %s\n%s\noracle %+v\nengine %+v", i, fault, f.Encode(nil), o, d)
		}
		seen[o.refusal+o.class+" "+o.fund]++
		if d.Capped {
			seen["capped"]++
		}
	}
	if seen["capped"] < n/100 || len(seen) < 20 {
		t.Errorf("the draw does not reach every branch: %v", seen)
	}
}

func differs(o *opinion, d *policy.Decision) string {
	refusal, class, fundID := "", "", ""
	if d.Refusal != nil {
		refusal = d.Refusal.Code
	} else {
		class, fundID = d.Class.ID, string(d.Fund.ID)
	}
	if refusal != o.refusal || class != o.class || fundID != o.fund || d.OK != (refusal == "") {
		return fmt.Sprintf("said %s %s %s", refusal, class, fundID)
	}
	var charged, waived, family money.Amount
	for i, l := range d.Lines {
		if int64(l.Waived) != o.waived[i] || l.Charged != l.Waived+l.Family || l.Waived < 0 || l.Family < 0 {
			return fmt.Sprintf("line %d", i)
		}
		charged, waived, family = charged+l.Charged, waived+l.Waived, family+l.Family
	}
	if charged != d.Charged || waived != d.Waived || family != d.Family {
		return "totals"
	}
	if d.OK && fund.Total(d.Shares) != d.Waived {
		return "shares do not add up"
	}
	for i, s := range d.Shares {
		if int64(s.Fen) != o.shares[i] {
			return fmt.Sprintf("share %d", i)
		}
	}
	return ""
}

// Using more never lowers what is waived: a further unit at the unit price of
// the last service of its item, or a further service. (Services take the limit
// of their item in their order.)
func TestMoreUseNeverWaivesLess(t *testing.T) {
	plan, days := oraclePlan(t), calendar()
	r := rand.New(rand.NewPCG(7, 7))
	var p person
	var f policy.Facts
	var before, after policy.Decision
	for i := range 100_000 {
		draw(r, days, &p)
		p.facts(&f)
		if err := plan.Decide(&f, &before); err != nil {
			t.Fatal(err)
		}
		waived := before.Waived
		if n := len(f.Services); n > 0 && r.IntN(2) == 0 {
			k := r.IntN(n)
			for j := k; j < n; j++ {
				if f.Services[j].Item == f.Services[k].Item {
					k = j
				}
			}
			if s := &f.Services[k]; s.Unit > 0 {
				s.Quantity++
				s.Charged += s.Unit
			}
		} else {
			f.Services = append(f.Services, policy.Service{Item: oracleItems[r.IntN(7)], Quantity: 1, Metres: 5000, Unit: 9900, Charged: 9900})
		}
		if err := plan.Decide(&f, &after); err != nil {
			t.Fatal(err)
		}
		if after.Waived < waived {
			t.Fatalf("claim %d: %v became %v\n%s", i, waived, after.Waived, f.Encode(nil))
		}
	}
}
