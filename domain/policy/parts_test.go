package policy_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// What a condition may say is decided when the pack is loaded.
func TestConditions(t *testing.T) {
	good := []string{
		`route == "waiver" && (subsistence || !entitled)`,
		`disposal in ["cremation", "donation"]`,
		`within(household, "county") && !within(death_area, "county")`,
		`age >= 90 && months_resident + 12 > 24`,
		`days_to_application <= 60 ? own_home : waived_elsewhere`,
		"own_home &&\n  unclaimed",
	}
	for _, c := range good {
		if _, err := policy.Load(folder(t, "yingde", "when: waived_elsewhere\n", "when: |-\n      "+strings.ReplaceAll(c, "\n", "\n      ")+"\n"), "p"); err != nil {
			t.Errorf("%s: %v", c, err)
		}
	}
	bad := map[string]string{
		`agee > 3`:                  "没有名为“agee”的事实",
		`age > "3"`:                 "运算“>”不能用于",
		`age +`:                     "语法错误",
		`age`:                       "结果须是",
		`route`:                     "结果须是",
		`route == "waver"`:          "没有值“waver”，允许：waiver",
		`"waiver" == route`:         "只能与它的值比较",
		`route in ["waiver", "x"]`:  "没有值“x”",
		`route == ashes`:            "只能用 ==",
		`route + "a" == "b"`:        "只能用 ==",
		`household == death_area`:   "只能用在 within() 里",
		`within(household, route)`:  "within() 须写成",
		`route.startsWith("w")`:     "",
		`[1, 2].exists(x, x > age)`: "",
		`has(age)`:                  "没有名为“has”的事实",
		`{"a": own_home}["a"]`:      "只允许比较",
		`household.code == "1"`:     "没有下级字段",
		`own_home && (`:             "语法错误",
		`death > 3`:                 "没有名为“death”的事实",
		strings.Repeat("own_home && ", 2000) + "own_home": "",
	}
	for c, want := range bad {
		_, err := policy.Load(folder(t, "yingde", "when: waived_elsewhere\n", "when: >-\n      "+c+"\n"), "p")
		if problem.CodeOf(err) != "pack.condition" || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: want %s, got %v", c, want, err)
		}
	}
}

func TestTariffs(t *testing.T) {
	up := &policy.Distance{PerKm: 350, Round: true, PartKm: "up", Minimum: 12000}
	down := &policy.Distance{PerKm: 400, PartKm: "down", StartMetres: 10_000, StartPrice: 8000, Maximum: 50000}
	exact := &policy.Distance{PerKm: 333, PartKm: "exact"}
	zones := []policy.Zone{{Metres: 20_000, Price: 60000}, {Metres: 50_000, Price: 80000}, {Price: 100000}}
	cases := []struct {
		t      policy.Tariff
		metres int64
		want   money.Amount
	}{
		{policy.Tariff{Distance: up}, 0, 12000}, {policy.Tariff{Distance: up}, 10_000, 12000}, {policy.Tariff{Distance: up}, 30_000, 21000},
		{policy.Tariff{Distance: up}, 30_001, 21350}, {policy.Tariff{Distance: up}, 30_500, 21350},
		{policy.Tariff{Distance: down}, 0, 8000}, {policy.Tariff{Distance: down}, 10_000, 8000}, {policy.Tariff{Distance: down}, 10_999, 8000},
		{policy.Tariff{Distance: down}, 11_000, 8400}, {policy.Tariff{Distance: down}, 200_000, 50000},
		{policy.Tariff{Distance: exact}, 1, 0}, {policy.Tariff{Distance: exact}, 4, 1}, {policy.Tariff{Distance: exact}, 1_999, 665},
		{policy.Tariff{Zones: zones}, 20_000, 60000}, {policy.Tariff{Zones: zones}, 20_001, 80000}, {policy.Tariff{Zones: zones}, 9_000_000, 100000},
		{policy.Tariff{Price: 7}, 5, 7},
	}
	for _, c := range cases {
		if got := c.t.One(c.metres); got != c.want {
			t.Errorf("%+v over %d m: want %v, got %v", c.t, c.metres, c.want, got)
		}
	}
}

func TestPriceListFaults(t *testing.T) {
	const good = "home: h1\nname: n\ndocument: d\nfrom: 2020-01-01\ntariffs:\n  - {item: cold, per: day, price: \"1.00\"}\n"
	p, err := policy.ReadPrices("f", []byte(good))
	if err != nil || len(p.Tariffs) != 1 || p.Tariffs[0].Document != "d" || !p.Tariffs[0].Standard {
		t.Fatalf("%+v %v", p, err)
	}
	if q, err := policy.ParsePrices(p.Canonical()); err != nil || q.Hash() != p.Hash() {
		t.Error(err)
	}
	if _, err := policy.ParsePrices(append(p.Canonical(), ' ')); err == nil {
		t.Error("damage is not noticed")
	}
	for add, code := range map[string]string{
		"  - {item: cold, per: day, price: \"2.00\"}\n": "pack.overlap",
		"  - {item: urn, per: piece, to: 2020-06-30, price: \"2.00\"}\n  - {item: urn, per: piece, from: 2020-07-02, price: \"2.00\"}\n": "pack.gap",
		"  - {item: urn, per: piece, price: \"-2.00\"}\n":                                                                          "pack.negative",
		"  - {item: urn, per: piece, price: \"2.001\"}\n":                                                                          "pack.value",
		"  - {item: urn, per: lorry, price: \"2.00\"}\n":                                                                           "pack.value",
		"  - {item: urn, per: piece}\n":                                                                                            "pack.missing",
		"  - {item: urn, per: piece, price: \"2.00\", zones: [{price: \"1.00\"}]}\n":                                               "pack.value",
		"  - {item: p, per: trip, zones: [{to_km: 20, price: \"1.00\"}, {to_km: 10, price: \"1.00\"}, {price: \"1.00\"}]}\n":       "pack.value",
		"  - {item: p, per: trip, distance: {per_km: \"1.00\", trip: both, part_km: up}}\n":                                        "pack.value",
		"  - {item: p, per: trip, distance: {per_km: \"1.00\", trip: round, part_km: up, minimum: \"9.00\", maximum: \"8.00\"}}\n": "pack.value",
		"  - {item: p, per: trip, colour: red, price: \"1.00\"}\n":                                                                 "pack.unknown_key",
	} {
		if _, err := policy.ReadPrices("f", []byte(good+add)); problem.CodeOf(err) != code {
			t.Errorf("%s: want %s, got %v", add, code, err)
		}
	}
	p.Tariffs = append(p.Tariffs, p.Tariffs[0], policy.Tariff{Item: "x", Per: "lorry", Document: "d", From: 5, To: 4, Price: -1, Distance: &policy.Distance{PartKm: "?"}})
	if l := problems(p.Check()); len(l) != 2 {
		t.Errorf("rows put together by hand: %v", l)
	}
}

func TestAPriceListFollowsAnother(t *testing.T) {
	read := func(rows string) *policy.PriceList {
		p, err := policy.ReadPrices("f", []byte("home: h1\nname: n\ndocument: d\nfrom: 2020-01-01\ntariffs:\n"+rows))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	day := date.MustDay("2026-07-01")
	old := read("  - {item: cold, per: day, price: \"1.00\"}\n  - {item: urn, per: piece, price: \"5.00\"}\n  - {item: hall, per: use, price: \"9.00\"}\n")
	next := read("  - {item: cold, per: day, from: 2026-07-01, price: \"2.00\"}\n  - {item: urn, per: piece, price: \"6.00\"}\n")
	got := next.After(old, day)
	if err := got.Check(); err != nil {
		t.Error(err)
	}
	var rows []string
	for _, r := range got.Tariffs {
		rows = append(rows, fmt.Sprint(r.Item, " ", r.Price, " ", date.Day(r.From), " ", r.To == int32(policy.Forever), " ", r.To == int32(day)-1))
	}
	want := []string{"cold 1.00 2020-01-01 false true", "hall 9.00 2020-01-01 false true", "cold 2.00 2026-07-01 true false", "urn 6.00 2020-01-01 true false"}
	if !slices.Equal(rows, want) {
		t.Errorf("%q", rows)
	}
	if len(next.Tariffs) != 2 || len(old.Tariffs) != 3 || old.Tariffs[0].To != int32(policy.Forever) {
		t.Error("the lists themselves were changed")
	}
}

func TestLocalValues(t *testing.T) {
	l, err := policy.ReadLocal("f", []byte("local:\n  - {name: cap, value: \"1300.00\", from: 2016-01-01, document: a}\n  - {name: cap, value: \"1400.00\", from: 2020-01-01, document: b}\n"))
	if err != nil || l[0].To != date.MustDay("2019-12-31") || l[1].To != policy.Forever {
		t.Fatal(l, err)
	}
	if (policy.LocalValues{l[1], l[0]}).Hash() != l.Hash() {
		t.Error("the order of rows changes the hash")
	}
	if m, err := policy.ParseLocal(l.Canonical()); err != nil || m.Hash() != l.Hash() {
		t.Error(err)
	}
	if _, err := policy.ReadLocal("f", []byte("local:\n  - {name: cap, value: 1, from: 2016-01-01, to: 2016-02-01, document: a}\n  - {name: cap, value: 2, from: 2016-02-01, document: b}\n")); problem.CodeOf(err) != "pack.overlap" {
		t.Error(err)
	}
	pack := load(t, "yingde")
	for value, ok := range map[string]bool{"1300.00": true, "0": true, "1300.005": false, "-1": false, "1**": false, "": false} {
		err := pack.CheckLocal(policy.LocalValue{Name: "cap", Value: value, To: policy.Forever, Document: "d"})
		if (err == nil) != ok {
			t.Errorf("cap %q: %v", value, err)
		}
	}
	for value, ok := range map[string]bool{"5:3:2": true, "1:0:0": true, "0:0:0": false, "5:3": false, "5:3:2:1": false, "5:3:-2": false, "50%": false} {
		err := pack.CheckLocal(policy.LocalValue{Name: "subsistence_shares", Value: value, To: policy.Forever, Document: "d"})
		if (err == nil) != ok {
			t.Errorf("shares %q: %v", value, err)
		}
	}
	if pack.CheckLocal(policy.LocalValue{Name: "hat", Value: "1", Document: "d"}) == nil || pack.CheckLocal(policy.LocalValue{Name: "cap", Value: "1", To: policy.Forever}) == nil {
		t.Error("unknown name or missing document accepted")
	}
	if err := pack.CheckLocal(policy.LocalValue{Name: "hat", Value: "1", Document: "d"}); !strings.Contains(err.Error(), "允许：cap, subsistence_shares") {
		t.Errorf("the names that are allowed are not told: %v", err)
	}
}

// Without what the installation must provide nothing is decided, and the
// problem says what, who and where.
func TestCompileUnready(t *testing.T) {
	pack := load(t, "yingde")
	_, err := policy.Compile(pack, nil, nil)
	l := problems(err)
	if len(l) != 3 {
		t.Fatalf("%d problems: %v", len(l), err)
	}
	for i, code := range []string{"policy.local_missing", "policy.local_missing", "policy.prices_missing"} {
		if l[i].Code != code || l[i].Kind != problem.Unready || l[i].Clause == "" || !strings.Contains(l[i].CureZh, "民政局政策管理员") {
			t.Errorf("%+v", l[i])
		}
	}
	local, _ := policy.ReadLocal("l", []byte(oracleLocal))
	prices, _ := policy.ReadPrices("p", []byte(oraclePrices))
	prices.Tariffs = prices.Tariffs[3:9]
	prices.Tariffs[0].Per = "day"
	_, err = policy.Compile(pack, append(local, policy.LocalValue{Name: "hat", Value: "1", Document: "d"}, local[0]), prices)
	var codes []string
	for _, p := range problems(err) {
		codes = append(codes, p.Code)
	}
	want := []string{"policy.local_overlap", "policy.local_unknown", "policy.item_unpriced", "policy.price_unit", "policy.item_unpriced", "policy.item_unpriced"}
	if !reflect.DeepEqual(codes, want) {
		t.Errorf("want %v, got %v\n%v", want, codes, err)
	}
}

// A value that ends leaves later days undecided, and says so.
func TestValueEnds(t *testing.T) {
	local, _ := policy.ReadLocal("l", []byte(strings.Replace(oracleLocal, `"1000.00", from: 2020-01-01`, `"1000.00", from: 2020-01-01, to: 2020-12-31`, 1)))
	prices, _ := policy.ReadPrices("p", []byte(oraclePrices))
	plan, err := policy.Compile(load(t, "yingde"), local, prices)
	if err != nil {
		t.Fatal(err)
	}
	f := resident("2020-12-31")
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil || !d.OK {
		t.Error(err)
	}
	f.Death = date.MustDay("2021-03-04")
	for range 2 {
		if err := plan.Decide(&f, &d); problem.CodeOf(err) != "policy.local_day" || !strings.Contains(err.Error(), "2021-03-04") {
			t.Error(err)
		}
	}
}

func resident(death string) policy.Facts {
	area, _ := policy.ParseArea("441881102")
	return policy.Facts{Route: policy.Waiver, Disposal: policy.Cremation, Yes: policy.OwnHome, Household: area,
		Death: date.MustDay(death), Cremation: date.MustDay(death) + 2,
		Services: []policy.Service{{Item: "cremation", Quantity: 1, Unit: 23000, Charged: 23000}}}
}

// Stored facts are read back the same, and are refused when damaged.
func TestFactsText(t *testing.T) {
	days, r := calendar(), rand.New(rand.NewPCG(3, 3))
	var p person
	for i := range 5000 {
		var f, g policy.Facts
		draw(r, days, &p)
		p.facts(&f)
		f.Age, f.MonthsResident = policy.Known(r.Int32N(100)), policy.Number{}
		f.Ashes, f.Yes = policy.Ashes(r.IntN(9)), policy.Set(r.Uint64()&(1<<54-1))
		text := f.Encode(nil)
		if err := g.Decode(text); err != nil {
			t.Fatalf("%d: %v\n%s", i, err, text)
		}
		if again := g.Encode(nil); string(again) != string(text) || !reflect.DeepEqual(f.Yes, g.Yes) || len(f.Services) != len(g.Services) {
			t.Fatalf("%s\n%s", text, again)
		}
	}
	f := resident("2026-03-02")
	f.Services[0].Grade = "\"\\张\n"
	text := string(f.Encode(nil))
	for _, damage := range [][2]string{{`"v":1`, `"v":2`}, {`"waiver"`, `"free"`}, {`"cremation"`, `"burnt"`}, {`"441881102"`, `"44"x`}, {`"441881102"`, `"4418811"`},
		{`own_home`, `own_house`}, {`"qty":1`, `"qty":1.5`}, {`"qty":1`, `"qty":1,"qty":1`}, {`"qty":1`, `"count":1`}, {`]}`, `]}x`}} {
		var g policy.Facts
		if err := g.Decode([]byte(strings.Replace(text, damage[0], damage[1], 1))); problem.CodeOf(err) != "facts.text" {
			t.Errorf("%v: %v", damage, err)
		}
	}
	var g policy.Facts
	if err := g.Decode([]byte(text)); err != nil || !reflect.DeepEqual(f, g) {
		t.Errorf("%v\n%+v\n%+v", err, f, g)
	}
}

func TestAreas(t *testing.T) {
	for _, s := range []string{"440000", "441800", "441881", "441881102", "441881102201", ""} {
		if a, err := policy.ParseArea(s); err != nil || a.String() != s {
			t.Errorf("%s: %v %v", s, a, err)
		}
	}
	for _, s := range []string{"4", "44188", "044188", "44188x", "+44188", "4418811", "4418811021011"} {
		if _, err := policy.ParseArea(s); problem.CodeOf(err) != "facts.area" {
			t.Errorf("%s is accepted", s)
		}
	}
}

// Facts out of bounds are refused, and the problem names the field.
func TestFactsBounds(t *testing.T) {
	plan := oraclePlan(t)
	for field, change := range map[string]func(*policy.Facts){
		"route":                func(f *policy.Facts) { f.Route = 0 },
		"death":                func(f *policy.Facts) { f.Death = policy.NotStated },
		"services":             func(f *policy.Facts) { f.Services = make([]policy.Service, policy.MaxServices+1) },
		"services[0].quantity": func(f *policy.Facts) { f.Services[0].Quantity = 0 },
		"services[0].metres":   func(f *policy.Facts) { f.Services[0].Metres = -1 },
		"services[0].unit":     func(f *policy.Facts) { f.Services[0].Unit = policy.MaxUnit + 1 },
		"services[0].charged":  func(f *policy.Facts) { f.Services[0].Charged = -1 },
	} {
		f := resident("2026-03-02")
		change(&f)
		var d policy.Decision
		if p := problem.Of(plan.Decide(&f, &d)); p == nil || p.Field != field {
			t.Errorf("%s: %v", field, p)
		}
	}
	// the largest facts do not overflow
	f := resident("2026-03-02")
	f.Services = nil
	for range policy.MaxServices {
		f.Services = append(f.Services, policy.Service{Item: "pickup", Quantity: policy.MaxQuantity, Metres: policy.MaxMetres, Unit: policy.MaxUnit, Charged: policy.MaxCharged})
	}
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil || d.Charged != 200*policy.MaxCharged || d.Waived+d.Family != d.Charged || d.Waived != 50000 {
		t.Error(err, d.Waived, d.Family)
	}
}
