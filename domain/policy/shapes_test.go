package policy_test

import (
	"strings"
	"sync"
	"testing"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// district is a resident of the small pack with one cremation.
func district(services ...policy.Service) policy.Facts {
	area, _ := policy.ParseArea("440205")
	return policy.Facts{Route: policy.Waiver, Disposal: policy.Cremation, Yes: policy.OwnHome, Household: area, DeathArea: area,
		Death: date.MustDay("2025-08-01"), Cremation: date.MustDay("2025-08-03"), Application: date.MustDay("2025-08-10"), Services: services}
}

func charge(item string, n int64, unit money.Amount) policy.Service {
	return policy.Service{Item: item, Quantity: n, Unit: unit, Charged: unit * money.Amount(n)}
}

const (
	urn     = "    unit: piece\n    price: fixed\n    other_grades: difference\n"
	cold    = "    unit: day\n    price: fixed\n    other_grades: difference\n"
	class   = "when: 'route == \"waiver\" && within(household, \"district\")'}"
	total   = "    values: [{from: 2025-07-15, amount: \"1500.00\", clause: 三, source: notice}]"
	dated   = "from: 2025-07-15, "
	sourced = ", clause: 三, source: notice}"
)

// Each general shape of the language, by changing the small pack.
func TestShapes(t *testing.T) {
	full := []policy.Service{charge("urn", 1, 20000), charge("cold", 5, 10000), charge("cremation", 1, 25000)} // not in the order of the items
	cases := []struct {
		name    string
		changes []string
		facts   policy.Facts
		waived  []money.Amount
		reasons string // of the first line
	}{
		{"as it is", nil, district(full...), []money.Amount{20000, 30000, 25000}, ""},
		{"share of a class", []string{class, "percent: 50, " + class}, district(full...), []money.Amount{10000, 15000, 12500}, "percent"},
		{"odd share is rounded down", []string{class, "percent: 33, " + class}, district(charge("urn", 1, 9999)), []money.Amount{3299}, "percent"},
		{"item cap over several services", []string{cold, cold + "    caps: [{" + dated + "amount: \"250.00\"" + sourced + "]\n"},
			district(charge("cold", 2, 10000), charge("cold", 1, 10000)), []money.Amount{20000, 5000}, ""},
		{"better grade, nothing", []string{urn, strings.Replace(urn, "difference", "none", 1)}, district(policy.Service{Item: "urn", Grade: "jade", Quantity: 1, Unit: 80000, Charged: 80000}), []money.Amount{0}, "grade"},
		{"better grade, difference", nil, district(policy.Service{Item: "urn", Grade: "jade", Quantity: 1, Unit: 80000, Charged: 80000}), []money.Amount{20000}, "grade"},
		{"better grade, credit", []string{urn, strings.Replace(urn, "difference", "credit", 1) + "    credits: [{" + dated + "amount: \"120.00\"" + sourced + "]\n"},
			district(policy.Service{Item: "urn", Grade: "jade", Quantity: 1, Unit: 80000, Charged: 80000}), []money.Amount{12000}, "grade"},
		{"item for some only", []string{urn, "    when: subsistence\n" + urn}, district(full...), []money.Amount{0, 30000, 25000}, "not_covered"},
		{"item from a later day", []string{urn, "    from: 2025-08-02\n" + urn}, district(full...), []money.Amount{0, 30000, 25000}, "not_covered"},
		{"longer limit for some", []string{"most: 3, clause: 二(五), source: notice}", "most: 3, clause: 二(五), source: notice}, {" + dated + "most: 9, when: own_home, clause: 二(五), source: notice}"},
			district(charge("cold", 5, 10000)), []money.Amount{50000}, ""},
		{"no limit", []string{"most: 3, clause: 二(五)", "most: none, clause: 二(五)"}, district(charge("cold", 50, 1000)), []money.Amount{50000}, ""},
		{"actual cost within the limit", []string{cold, strings.Replace(cold, "fixed", "actual", 1), "    tariffs: [{from: 2025-07-15, per: day, price: \"100.00\", clause: 二(五), source: notice}]\n", ""},
			district(charge("cold", 5, 20000)), []money.Amount{60000}, "quantity"},
		{"cap in the order of the items", []string{total, strings.Replace(total, "1500.00", "600.00", 1)}, district(full...), []money.Amount{5000, 30000, 25000}, "cap"},
		{"tier of the cap", []string{total, strings.Replace(total, "    values", "    when: subsistence\n    values", 1) + "\n  - id: plain\n    zh: 限额\n    en: cap\n    clause: 三\n" + strings.Replace(total, "1500.00", "300.00", 1)},
			district(full...), []money.Amount{0, 5000, 25000}, "cap"},
		{"class without cap", []string{total, strings.Replace(total, "1500.00", "300.00", 1), class, "cap: none, " + class}, district(full...), []money.Amount{20000, 30000, 25000}, ""},
		{"class with all services", []string{class, "scope: all, " + class}, district(charge("wreath", 1, 5000)), []money.Amount{5000}, "actual"},
		{"class with all services, capped", []string{class, "scope: all, " + class, total, strings.Replace(total, "1500.00", "80.00", 1)},
			district(charge("wreath", 1, 5000), charge("urn", 1, 5000)), []money.Amount{3000, 5000}, "actual,cap"},
		{"class at actual cost, listed items", []string{class, "price: actual, cap: none, " + class}, district(charge("wreath", 1, 5000), charge("cold", 5, 20000)), []money.Amount{0, 100000}, "not_listed"},
		{"sum only, more than the limit", nil, district(policy.Service{Item: "cold", Quantity: 7, Charged: 50000}), []money.Amount{21428}, "quantity"},
		{"limit used up", nil, district(charge("urn", 1, 100), charge("urn", 1, 20000)), []money.Amount{100, 0}, ""},
		{"grade of the list", nil, district(policy.Service{Item: "pickup", Grade: "rural", Quantity: 1, Metres: 30_000, Charged: 99999}), []money.Amount{21000}, "price"},
		{"grade that no tariff names", nil, district(policy.Service{Item: "pickup", Grade: "moon", Quantity: 1, Charged: 99999}), []money.Amount{0}, "grade"},
	}
	for _, c := range cases {
		plan, err := policy.Compile(load(t, "qujiang", c.changes...), nil, nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var d policy.Decision
		if err := plan.Decide(&c.facts, &d); err != nil || !d.OK {
			t.Errorf("%s: %v %+v", c.name, err, d.Refusal)
			continue
		}
		for i, l := range d.Lines {
			if l.Waived != c.waived[i] || l.Waived+l.Family != l.Charged {
				t.Errorf("%s: line %d: want %v, got %+v", c.name, i, c.waived[i], l)
			}
		}
		if got := strings.Join(d.Lines[0].Reason.Names(), ","); got != c.reasons {
			t.Errorf("%s: want reasons %q, got %q", c.name, c.reasons, got)
		}
	}
}

// The lowest price of the list counts, whatever the grade.
func TestLowestPrice(t *testing.T) {
	pack := load(t, "yingde", "unit: piece, price: list,", "unit: piece, price: lowest,")
	local, _ := policy.ReadLocal("l", []byte(oracleLocal))
	prices, err := policy.ReadPrices("p", []byte(oraclePrices+"  - {item: urn, grade: paper, standard: false, per: piece, price: \"90.00\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := policy.Compile(pack, local, prices)
	if err != nil {
		t.Fatal(err)
	}
	f := resident("2026-03-02")
	f.Services = []policy.Service{charge("urn", 1, 16000)}
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil || d.Waived != 9000 {
		t.Error(err, d.Waived)
	}
}

// A better grade is credited with the standard grade it stands for.
func TestInsteadOf(t *testing.T) {
	pack := load(t, "yingde")
	local, _ := policy.ReadLocal("l", []byte(oracleLocal))
	text := strings.Replace(oraclePrices, `{item: hall, per: use, price: "280.00"}`,
		`{item: hall, grade: small, per: use, price: "280.00"}
  - {item: hall, grade: town, per: use, price: "200.00"}
  - {item: hall, grade: great, standard: false, instead_of: town, per: use, price: "900.00"}`, 1)
	prices, err := policy.ReadPrices("p", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := policy.Compile(pack, local, prices)
	if err != nil {
		t.Fatal(err)
	}
	for grade, want := range map[string]money.Amount{"": 28000, "small": 28000, "town": 20000, "great": 20000, "other": 28000} {
		f := resident("2026-03-02")
		f.Services = []policy.Service{{Item: "hall", Grade: grade, Quantity: 1, Charged: 90000}}
		var d policy.Decision
		if err := plan.Decide(&f, &d); err != nil || d.Waived != want {
			t.Errorf("%q: want %v, got %v %v", grade, want, d.Waived, err)
		}
	}
}

// Rules follow the day the pack names; a pack may end.
func TestDaysAndEnd(t *testing.T) {
	plan, err := policy.Compile(load(t, "qujiang", "effective: {from: 2025-07-15,", "effective: {from: 2025-07-15, to: 2025-08-05,", "days: {rules: death,", "days: {rules: application,"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := district(charge("urn", 1, 20000))
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil || d.OK || d.Refusal.Code != "not_in_force" {
		t.Error(err, d)
	}
	f.Application = date.MustDay("2025-08-05")
	if err := plan.Decide(&f, &d); err != nil || !d.OK {
		t.Error(err, d.Refusal)
	}
	f.Application = policy.NotStated
	if err := plan.Decide(&f, &d); problem.CodeOf(err) != "facts.day" {
		t.Error(err)
	}
}

// A condition on a number that is not known decides nothing.
func TestUnknownNumber(t *testing.T) {
	plan, err := policy.Compile(load(t, "qujiang", class, strings.Replace(class, "route", "age >= 60 && route", 1)), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := district(charge("urn", 1, 20000))
	var d policy.Decision
	if p := problem.Of(plan.Decide(&f, &d)); p == nil || p.Code != "facts.number" || p.Field != "age" {
		t.Error(p)
	}
	for age, ok := range map[int32]bool{59: false, 60: true} {
		f.Age = policy.Known(age)
		if err := plan.Decide(&f, &d); err != nil || d.OK != ok {
			t.Error(age, err, d.OK)
		}
	}
}

// A condition that cannot be evaluated decides nothing.
func TestConditionFails(t *testing.T) {
	plan, err := policy.Compile(load(t, "qujiang", class, strings.Replace(class, "route", "100 / age > 1 && route", 1)), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := district()
	f.Age = policy.Known(0)
	var d policy.Decision
	if err := plan.Decide(&f, &d); problem.CodeOf(err) != "policy.condition" {
		t.Error(err)
	}
}

// Many deciding at once, over more combinations than are remembered, agree with
// one deciding alone.
func TestManyAtOnce(t *testing.T) {
	plan := oraclePlan(t)
	days := calendar()
	var wait sync.WaitGroup
	for w := range 4 {
		wait.Go(func() {
			r := newRand(uint64(w))
			var p person
			var f policy.Facts
			var d policy.Decision
			for range 20_000 {
				draw(r, days, &p)
				p.facts(&f)
				if err := plan.Decide(&f, &d); err != nil {
					t.Error(err)
					return
				}
				o := judge(&p)
				if fault := differs(&o, &d); fault != "" {
					t.Errorf("%s\n%s", fault, f.Encode(nil))
					return
				}
			}
		})
	}
	wait.Wait()
}

// Deciding allocates nothing once the storage has grown.
func TestNoAllocation(t *testing.T) {
	plan := oraclePlan(t)
	f := resident("2026-03-02")
	f.Yes |= policy.Subsistence
	var d policy.Decision
	decide := func() {
		if err := plan.Decide(&f, &d); err != nil {
			t.Fatal(err)
		}
	}
	decide()
	if n := testing.AllocsPerRun(100, decide); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
