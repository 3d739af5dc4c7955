package policy

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// setting reads the local values and the price list that the cases use: names of
// files beside them, or the values themselves.
func (r *caseReader) setting(o *object) {
	if n := o.opt("local"); n != nil && n.Kind == yaml.MappingNode {
		x := r.object(n)
		for _, k := range x.keys {
			v, _ := x.scalar(k.Value, x.opt(k.Value))
			r.local = append(r.local, LocalValue{Name: k.Value, Value: v, From: r.pack.Effective.From, To: Forever, Document: "样本"})
		}
	} else if name := o.optText("local"); name != "" {
		r.local = beside(r, name, ReadLocal)
	}
	if n := o.opt("prices"); n != nil && n.Kind == yaml.MappingNode {
		r.prices = r.sample(r.object(n))
	} else if name := o.optText("prices"); name != "" {
		r.prices = beside(r, name, ReadPrices)
	}
}

// sample makes a price list of one price for each item ("item" or "item.grade").
func (r *caseReader) sample(x *object) *PriceList {
	list := &PriceList{Home: "sample", Name: "样本", Sample: true}
	for _, k := range x.keys {
		item, grade, _ := strings.Cut(k.Value, ".")
		t := Tariff{Item: item, Grade: grade, Standard: grade == "", From: int32(r.pack.Effective.From), To: int32(Forever), Document: "样本"}
		t.Price = x.amount(k.Value, x.opt(k.Value))
		if it := r.pack.Item(item); it != nil {
			t.Per = it.Unit
		} else {
			codes := r.codes()
			r.add(r.pos(k), badValue.With("prices: "+k.Value, "政策包里的项目代码："+codes, "the code of an item of the pack: "+codes))
		}
		list.Tariffs = append(list.Tariffs, t)
	}
	return list
}

// codes names the items of the pack.
func (r *caseReader) codes() string {
	var out []string
	for i := range r.pack.Items {
		out = append(out, r.pack.Items[i].Code)
	}
	return strings.Join(out, ", ")
}

// billLine is one charge in a bill: item[:grade] [kmkm] [quantityx]price.
var billLine = regexp.MustCompile(`^([a-z][a-z0-9_]*)(?::([a-z][a-z0-9_]*))?(?:\s+(\d+(?:\.\d)?)km)?\s+(?:(\d+)x)?(=?)(\d+(?:\.\d{1,2})?)$`)

var badCharge = problem.Define("case.charge", problem.Invalid, "账单里的“%[1]s”看不懂", "the charge %[1]q of a bill cannot be read",
	"请写：项目[:档次] [单程公里km] [整数x]单价，如 pickup 20km 180, cold 3x100, urn:jade 800；不足一单位的先按规定取整", "write item[:grade] [one-way km] [whole number x] price, as pickup 20km 180, cold 3x100, urn:jade 800; parts of a unit are rounded before")

// bill reads charges in one text: "pickup 20km 180, cold 3x100, urn:jade 800";
// "cold 3x=250" is a sum for three of which no unit price is known.
func (r *caseReader) bill(o *object, n *yaml.Node) (out []Service) {
	text, ok := o.scalar("bill", n)
	if !ok {
		return nil
	}
	for _, part := range strings.Split(text, ",") {
		m := billLine.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			r.add(r.pos(n), badCharge.With(strings.TrimSpace(part)))
			return out
		}
		s := Service{Item: m[1], Grade: m[2], Quantity: 1}
		if m[3] != "" {
			km, _ := money.Parse(m[3]) // hundredths, here of a kilometre
			s.Metres = int64(km) * 10
		}
		if m[4] != "" {
			s.Quantity, _ = strconv.ParseInt(m[4], 10, 32)
		}
		price, err := money.Parse(m[6])
		if err != nil || s.Quantity < 1 || s.Quantity > MaxQuantity || price > MaxUnit {
			r.add(r.pos(n), badValue.With("bill: "+strings.TrimSpace(part), "金额和数量在允许范围内", "amount and quantity within the bounds"))
			return out
		}
		if s.Charged = price; m[5] == "" {
			s.Unit, s.Charged = price, price*money.Amount(s.Quantity)
		}
		out = append(out, s)
	}
	return out
}

// facts reads the facts that are written and leaves the others.
func (r *caseReader) facts(o *object, f *Facts) {
	r.choice(o, "route", func(s string) (ok bool) { f.Route, ok = ParseRoute(s); return })
	r.choice(o, "disposal", func(s string) (ok bool) { f.Disposal, ok = ParseDisposal(s); return })
	r.choice(o, "ashes", func(s string) (ok bool) { f.Ashes, ok = ParseAshes(s); return })
	r.choice(o, "handler", func(s string) (ok bool) { f.Handler, ok = ParseHandler(s); return })
	area := func(key string, a *Area) {
		r.choice(o, key, func(s string) bool {
			if s == "none" { // not known
				*a = 0
				return true
			}
			x, err := ParseArea(s)
			*a = x
			return err == nil
		})
	}
	area("household", &f.Household)
	area("death_area", &f.DeathArea)
	area("cremation_area", &f.CremationArea)
	f.Death = o.day("death", false, f.Death)
	f.Cremation = o.day("cremation", false, f.Cremation)
	f.Application = o.day("application", false, f.Application)
	f.Burial = o.day("burial", false, f.Burial)
	if n := o.opt("other_benefit"); n != nil {
		f.OtherBenefit = o.amount("other_benefit", n)
	}
	number := func(key string, x *Number) {
		if n := o.opt(key); n != nil {
			*x = Known(int32(o.whole(key, n, 0, 100_000)))
		}
	}
	number("age", &f.Age)
	number("months_resident", &f.MonthsResident)
	number("months_insured", &f.MonthsInsured)
	number("years_stored", &f.YearsStored)
	number("years_worked", &f.YearsWorked)
	number("ceremony_hours", &f.CeremonyHours)
	number("grave_area", &f.GraveArea)
	number("stele_height", &f.SteleHeight)
	number("stele_width", &f.SteleWidth)
	r.yes(o, f)
	o.done()
}

var noFact = problem.Define("case.fact", problem.Invalid, "没有名为“%[1]s”的是非事实", "there is no yes-or-no fact %[1]q",
	"请改成事实表中的名称：%[2]s", "use a name of the table of facts: %[2]s")

// yes reads the yes-or-no facts: "yes" states all of them, "also" adds to those
// of the defaults, "not" takes some away.
func (r *caseReader) yes(o *object, f *Facts) {
	set := func(key string, do func(Set)) {
		if !o.has(key) {
			return
		}
		for _, name := range o.texts(key, true) {
			bit, ok := Yes(name)
			if !ok {
				r.add(r.pos(o.opt(key)), noFact.With(name, cmp.Or(nearest(name, strings.Split(wordNames(yesWords), ", ")), "docs/policy-language.md")))
			}
			do(bit)
		}
	}
	if o.has("yes") {
		f.Yes = 0
	}
	set("yes", func(b Set) { f.Yes |= b })
	set("also", func(b Set) { f.Yes |= b })
	set("not", func(b Set) { f.Yes &^= b })
}

func (r *caseReader) choice(o *object, key string, set func(string) bool) {
	n := o.opt(key)
	if s, ok := o.scalar(key, n); ok && !set(s) {
		r.add(r.pos(n), badValue.With(key, "docs/policy-language.md 事实表中的值", "a value of the table of facts"))
	}
}

// service reads one charge: quantity 1 and charged = unit × quantity unless
// written; km is the one-way distance.
func (r *caseReader) service(o *object) Service {
	s := Service{Item: o.id("item"), Quantity: 1, Grade: o.optText("grade")}
	if n := o.opt("quantity"); n != nil {
		s.Quantity = o.whole("quantity", n, 1, MaxQuantity)
	}
	if n := o.opt("km"); n != nil {
		s.Metres = 1000 * o.whole("km", n, 0, MaxMetres/1000)
	}
	s.Unit = o.amount("unit", o.opt("unit"))
	s.Charged = s.Unit * money.Amount(s.Quantity)
	if n := o.opt("charged"); n != nil {
		s.Charged = o.amount("charged", n)
	}
	s.Day = o.day("day", false, NotStated)
	o.done()
	return s
}

// caseSums are the sums a case may state.
var caseSums = []string{"charged", "pre_cap", "ceiling", "waived", "family", "offset", "awarded", "recover"}

func (r *caseReader) expect(o *object) expectation {
	e := expectation{class: o.optText("class"), refusal: o.optText("refusal"), problem: o.optText("problem"), fund: o.optText("fund"),
		delivery: o.optText("delivery"), cap: o.optText("cap"), sums: map[string]money.Amount{}}
	for _, k := range caseSums {
		if n := o.opt(k); n != nil {
			e.sums[k] = o.amount(k, n)
		}
	}
	e.lines, e.shares, e.awards = r.amounts(o, "lines"), r.amounts(o, "shares"), r.amounts(o, "awards")
	if n := o.opt("due"); n != nil {
		x := r.object(n)
		e.due = map[string]date.Day{}
		for _, k := range x.keys {
			e.due[k.Value] = x.day(k.Value, true, NotStated)
		}
		x.done()
	}
	if o.has("papers") {
		e.papers = append([]string{}, o.texts("papers", true)...) // none is a claim too
	}
	return e
}

func (r *caseReader) amounts(o *object, key string) map[string]money.Amount {
	n := o.opt(key)
	if n == nil {
		return nil
	}
	x, out := r.object(n), map[string]money.Amount{}
	for _, k := range x.keys {
		out[k.Value] = x.amount(k.Value, x.opt(k.Value))
	}
	return out
}

// compareWays compares awards, delivery and deadlines.
func (c *writtenCase) compareWays(res *CaseResult, d *Decision) {
	e := &c.expect
	awards := map[string]money.Amount{}
	for _, g := range d.Awards {
		awards[g.Award.ID] = g.Amount
	}
	sameAmounts(res, "awards", e.awards, awards)
	if e.awards != nil && len(e.awards) != len(awards) {
		res.differ("awards", strconv.Itoa(len(e.awards)), strconv.Itoa(len(awards)))
	}
	if e.delivery != "" {
		got := ""
		if d.Delivery != nil {
			got = d.Delivery.ID
		}
		res.differ("delivery", e.delivery, got)
	}
	if e.cap != "" {
		got := ""
		if d.Cap != nil {
			got = d.Cap.ID
		}
		res.differ("cap", e.cap, got)
	}
	names := make([]string, 0, len(e.due))
	for k := range e.due {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		got := NotStated
		for i := range d.plan.pack.Deadlines {
			if x := &d.plan.pack.Deadlines[i]; x.ID == k {
				got = x.DueOn(c.facts.dayNamed(x.From))
			}
		}
		res.differ("due "+k, e.due[k].String(), got.String())
	}
}
