package replay

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

func randomMonth(r *rand.Rand) date.Month { return date.Month(r.IntN(12)) }

// randomFacts gives facts that stay in bounds, most of them plain.
func randomFacts(r *rand.Rand, items []string) policy.Facts {
	f := policy.Facts{Route: policy.Route(1 + r.IntN(3)), Disposal: policy.Cremation, Yes: policy.OwnHome}
	if r.IntN(4) > 0 {
		f.Route = policy.Waiver
	}
	for range r.IntN(3) {
		f.Yes ^= 1 << r.IntN(54)
	}
	if r.IntN(10) == 0 {
		f.Disposal = policy.Disposal(r.IntN(4))
	}
	f.Household = []policy.Area{441881001000, 441881002000, 441881000000, 440205000000, 0}[r.IntN(5)]
	f.Death = date.Day(16_700 + r.IntN(4300))
	if r.IntN(8) > 0 {
		f.Cremation = f.Death + date.Day(r.IntN(20))
		f.Application = f.Cremation + date.Day(r.IntN(200))
	}
	if r.IntN(3) == 0 {
		f.Age = policy.Known(int32(r.IntN(110)))
	}
	if r.IntN(20) == 0 {
		f.OtherBenefit = money.Amount(r.IntN(300_000))
	}
	for range r.IntN(9) {
		s := policy.Service{Item: items[r.IntN(len(items))], Quantity: 1 + int64(r.IntN(6)), Unit: money.Amount(r.IntN(60_000))}
		s.Charged = s.Unit * money.Amount(s.Quantity)
		switch r.IntN(6) {
		case 0:
			s.Charged += money.Amount(r.IntN(500))
		case 1:
			s.Unit = 0
		case 2:
			s.Day = f.Death + date.Day(r.IntN(30))
		case 3:
			s.Grade = []string{"luxury", "picking", "plain"}[r.IntN(3)]
		case 4:
			s.Metres = int64(r.IntN(90_000))
		}
		f.Services = append(f.Services, s)
	}
	return f
}

const trialLocal = `local:
  - {name: cap, value: "600.00", from: 2016-01-01, document: 甲}
  - {name: cap, value: "450.00", from: 2020-01-01, document: 乙}
  - {name: subsistence_shares, value: "5:3:2", from: 2016-01-01, document: 甲}
  - {name: subsistence_shares, value: "1:1:1", from: 2022-03-01, document: 乙}
`

const trialPrices = `home: h1
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

// yingde compiles the plan of Yingde with words of its local values and prices
// replaced.
func yingde(t testing.TB, change ...string) *policy.Plan {
	t.Helper()
	pack, err := policy.Load(os.DirFS("../../../policies"), "yingde")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.NewReplacer(change...)
	local, err := policy.ReadLocal("local", []byte(words.Replace(trialLocal)))
	if err != nil {
		t.Fatal(err)
	}
	prices, err := policy.ReadPrices("prices", []byte(words.Replace(trialPrices)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Compile(pack, local, prices)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func only(p *policy.Plan) Plans { return func(string) (*policy.Plan, error) { return p, nil } }

// trialClaims are claims of every kind, under the items of Yingde.
func trialClaims(t testing.TB, n int) *Columns {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 8))
	var b Builder
	for range n {
		f := randomFacts(r, []string{"pickup", "disinfection", "cold", "hall", "cremation", "urn", "ash", "wreath"})
		if err := b.Add(randomOrigin(r), &f); err != nil {
			t.Fatal(err)
		}
	}
	return b.Columns()
}

// trials are changes of a policy, each with what it changes.
func trials(t testing.TB) map[string][2]Plans {
	base, halls := yingde(t), yingde(t, "280.00", "300.00")
	return map[string][2]Plans{
		"nothing":  {only(base), only(base)},
		"compiled": {only(base), only(yingde(t))},
		"cap":      {only(base), only(yingde(t, "450.00", "500.00"))},
		"cap day":  {only(base), only(yingde(t, "2020-01-01", "2021-07-15"))},
		"price":    {only(base), only(yingde(t, "230.00", "199.99", "110.50", "140.00"))},
		"shares":   {only(base), only(yingde(t, "1:1:1", "6:3:1"))},
		"distance": {only(base), only(yingde(t, "4.00", "4.50"))},
		"homes": {only(base), func(home string) (*policy.Plan, error) {
			if home == "homea" {
				return base, nil
			}
			return halls, nil
		}},
	}
}

// A replay gives what deciding one by one gives, whatever changes.
func TestReplayIsDecidingOneByOne(t *testing.T) {
	c := trialClaims(t, 3_000)
	for name, plans := range trials(t) {
		want := oneByOne(t, c, plans, c.Len())
		for _, o := range []Options{{}, {Workers: 1}, {Claims: 1000}, {OneByOne: true, Workers: 3}} {
			w := want
			if o.Claims > 0 {
				w = oneByOne(t, c, plans, o.Claims)
			}
			got, err := Run(c, plans[0], plans[1], o)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, w) {
				t.Errorf("%s %+v:\n%+v\nwant\n%+v", name, o, got, w)
			}
			k, err := Keep(c, plans[0], o)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if got, err = k.Run(plans[1]); err != nil || !reflect.DeepEqual(got, w) {
					t.Errorf("%s %+v, kept: %v\n%+v\nwant\n%+v", name, o, err, got, w)
				}
			}
		}
		addsUp(t, name, want)
		if changes := name != "nothing" && name != "compiled" && name != "shares"; want.Total.Before.Claims < 300 || (want.Changed() == 0) == changes {
			t.Errorf("%s tries nothing: %+v", name, want)
		}
	}
}

// oneByOne replays through Claim and Decide alone.
func oneByOne(t *testing.T, c *Columns, plans [2]Plans, n int) *Result {
	t.Helper()
	sum := newTally(c)
	sites := map[site]int64{}
	for i, s := range c.sites {
		sites[s] = int64(i)
	}
	var f policy.Facts
	var d [2]policy.Decision
	known := map[string][2]*policy.Plan{}
	for i := range n {
		o := c.Claim(i, &f)
		p, ok := known[o.Home]
		if !ok {
			for k := range p {
				var err error
				if p[k], err = plans[k](o.Home); err != nil {
					t.Fatal(err)
				}
			}
			known[o.Home] = p
		}
		sum.claims++
		err1, err2 := p[0].Decide(&f, &d[0]), p[1].Decide(&f, &d[1])
		if err1 == nil && err2 == nil {
			sum.decided(int64(o.Month), sites[site{o.Town, o.Home}], &d[0], &d[1])
			continue
		}
		sum.undecided++
		for k, err := range []error{err1, err2} {
			if err != nil {
				sum.fault(err, k == 1)
			}
		}
	}
	return sum.result(c)
}

// addsUp checks that every list of a result adds up to the total.
func addsUp(t *testing.T, name string, r *Result) {
	t.Helper()
	add := func(rows []Row) (b both) {
		for _, x := range rows {
			b.add(both{x.Before, x.After})
		}
		return b
	}
	total := both{r.Total.Before, r.Total.After}
	for what, rows := range map[string][]Row{"months": r.Months, "towns": r.Towns, "homes": r.Homes, "classes": r.Classes} {
		if add(rows) != total {
			t.Errorf("%s: %s are %+v, the total is %+v", name, what, add(rows), total)
		}
	}
	funds, items, awards, refused := add(r.Funds), add(r.Items), add(r.Awards), add(r.Refused)
	if funds.before.Fen != total.before.Fen || funds.after.Fen != total.after.Fen {
		t.Errorf("%s: funds %+v, total %+v", name, funds, total)
	}
	if items.before.Fen-r.Cut.Before+awards.before.Fen != total.before.Fen || items.after.Fen-r.Cut.After+awards.after.Fen != total.after.Fen {
		t.Errorf("%s: items %+v, cut %+v, awards %+v, total %+v", name, items, r.Cut, awards, total)
	}
	if decided := r.Claims - r.Undecided; total.before.Claims+refused.before.Claims != decided || total.after.Claims+refused.after.Claims != decided {
		t.Errorf("%s: %d claims, granted %+v, refused %+v", name, decided, total, refused)
	}
	if r.Winners.Fen-r.Losers.Fen != r.Total.After.Fen-r.Total.Before.Fen {
		t.Errorf("%s: won %+v, lost %+v, total %+v", name, r.Winners, r.Losers, total)
	}
	n := int64(0)
	for _, b := range r.Histogram {
		n += b.Claims
	}
	if n != r.Changed() {
		t.Errorf("%s: the histogram has %d claims of %d", name, n, r.Changed())
	}
}

// Each step of the histogram holds its upper bound, on either side.
func TestHistogram(t *testing.T) {
	var s tally
	for _, more := range []money.Amount{1, 50_00, 50_01, -50_00, -50_01, 5000_00, 5000_01, -5000_01} {
		s.change(more)
	}
	got := map[[2]money.Amount]int64{}
	for _, b := range s.histogram() {
		if b.Claims > 0 {
			got[[2]money.Amount{b.From, b.To}] = b.Claims
		}
	}
	want := map[[2]money.Amount]int64{{0, 50_00}: 2, {50_00, 100_00}: 1, {-50_00, 0}: 1, {-100_00, -50_00}: 1, {2000_00, 5000_00}: 1, {5000_00, 0}: 1, {0, -5000_00}: 1}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}
