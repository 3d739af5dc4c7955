package policy

import (
	"slices"

	"songbai/domain/fund"
)

// what reads the items and what is said of others (二).
func (r *packReader) what(o *object) {
	r.each(o, "items", true, r.item)
	r.each(o, "groups", false, r.group)
	r.section(o, "unlisted", true, func(x *object) {
		r.p.Unlisted = Unlisted{x.words(), r.clause(x, "clause", true)}
	})
}

func (r *packReader) item(x *object) {
	it := Item{Code: x.id("code"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x), Span: r.within(x)}
	it.Unit = x.word("unit", "", unitNames()...)
	it.Source = x.word("price", "", "list", "lowest", "fixed", "reference", "actual")
	it.OtherGrades = x.word("other_grades", "none", "none", "difference", "credit")
	it.GradeClause = r.clause(x, "grade_clause", false)
	name := it.Code
	it.Limits = r.limits(x, name)
	it.Caps = r.values(x, "caps", name+" caps")
	it.Credits = r.values(x, "credits", name+" credits")
	it.FamilyPart = r.values(x, "family_part", name+" family_part")
	if it.Percent = 100; x.has("percent") {
		it.Percent = x.whole("percent", x.opt("percent"), 1, 100)
	}
	if n := x.opt("fund"); n != nil {
		it.Fund = fund.Fund(x.optText("fund"))
		r.cite("fund", string(it.Fund), r.pos(n))
	}
	for _, n := range x.items("tariffs", false) {
		t := r.object(n)
		row := r.tariff(t, it.Code, r.p.Effective, true)
		c := r.source(t)
		row.Clause, row.Document = c.Clause, c.Source
		if row.Per != it.Unit {
			r.add(row.at, badValue.With("per", it.Unit, it.Unit))
		}
		t.done()
		it.Tariffs = append(it.Tariffs, row)
	}
	before := len(r.faults)
	it.Tariffs = r.closeTariffs(it.Tariffs, r.p.Effective.To)
	r.itemFits(&it, x.at(), len(r.faults) == before)
	r.p.Items = append(r.p.Items, it)
}

// itemFits checks that the parts of an item belong together.
func (r *packReader) itemFits(it *Item, at position, sound bool) {
	if (it.Source == "fixed" || it.reference()) != (len(it.Tariffs) > 0) {
		r.add(at, badValue.With("tariffs", "price 为 fixed 或 reference 时必填，其余不填", "required with price: fixed or reference, and only then"))
	}
	if (it.OtherGrades == "credit") != (len(it.Credits) > 0) {
		r.add(at, badValue.With("credits", "other_grades 为 credit 时必填，其余不填", "required with other_grades: credit, and only then"))
	}
	if len(it.Tariffs) == 0 {
		return
	}
	standard := slices.IndexFunc(it.Tariffs, func(t Tariff) bool { return t.Standard })
	if standard < 0 {
		r.add(at, badValue.With("tariffs", "至少一档为 standard: true", "one grade at least with standard: true"))
		return
	}
	if !sound {
		return // told already
	}
	// the standard grade named first has a price on every effective day
	var rows []*datedAt
	for _, t := range it.Tariffs {
		if t.Grade == it.Tariffs[standard].Grade {
			rows = append(rows, &datedAt{Span: t.days(), at: t.at, closed: true})
		}
	}
	r.timeline(it.Code+" tariffs", rows, it.Span)
}

// limits reads the quantity limits; rows of the same condition make one
// timeline, and those without a condition cover the effective days.
func (r *packReader) limits(x *object, name string) []Limit {
	var out []Limit
	groups := map[string][]*datedAt{}
	var spans []*datedAt
	for _, n := range x.items("limits", true) {
		v := r.object(n)
		d := v.span()
		l := Limit{Most: Unlimited, When: r.when(v), Cite: r.source(v)}
		if most := v.need("most"); most != nil && most.Value != "none" {
			l.Most = v.whole("most", most, 0, MaxQuantity)
		}
		v.done()
		groups[l.When.name()] = append(groups[l.When.name()], &d)
		spans, out = append(spans, &d), append(out, l)
	}
	for when, rows := range groups {
		cover := Span{rows[0].From, rows[len(rows)-1].To}
		if when == "|" {
			cover = r.p.Effective
		}
		r.timeline(name+" limits", rows, cover)
	}
	if len(groups["|"]) == 0 && len(out) > 0 {
		r.add(x.at(), badValue.With("limits", "至少一行不带 when", "one row at least without when"))
	}
	for i, d := range spans {
		out[i].Span = d.Span
	}
	return out
}

// money reads caps and funds.
func (r *packReader) money(o *object) {
	o.word("cap_order", "", "items")
	r.each(o, "caps", false, func(x *object) {
		c := Cap{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x)}
		if c.Local = x.optText("local"); c.Local != "" {
			r.cite("amount", c.Local, x.at())
		}
		c.Values = r.values(x, "values", c.ID)
		if (c.Local == "") == (len(c.Values) == 0) {
			r.add(x.at(), badValue.With("values", "local 与 values 二选一", "one of local, values"))
		}
		r.each(x, "less", false, func(y *object) {
			n := y.need("item")
			l := CapLess{Item: y.optText("item")}
			r.cite("item", l.Item, r.pos(n))
			l.Values = r.values(y, "values", c.ID+" less")
			c.Less = append(c.Less, l)
		})
		r.p.Caps = append(r.p.Caps, c)
	})
	r.section(o, "offset", false, func(x *object) {
		r.p.Offset = &Offset{x.words(), r.clause(x, "clause", true), r.when(x)}
	})
	r.each(o, "awards", false, r.award)
	r.funds(o)
}

// open reads what the installation must add and what the text leaves open.
func (r *packReader) open(o *object) {
	r.each(o, "local", false, func(x *object) {
		n := LocalNeed{Name: x.id("name"), Words: x.words(), Clause: r.clause(x, "clause", true), Type: x.word("type", "", "amount", "shares")}
		n.Levels = x.texts("levels", n.Type == "shares")
		n.SetBy, n.Where, n.Document = x.text("set_by"), x.text("where"), x.text("document")
		r.p.Local = append(r.p.Local, n)
	})
	r.section(o, "home_prices", false, func(x *object) {
		r.p.HomePrices = &PriceNeed{x.words(), r.clause(x, "clause", true), x.text("set_by"), x.text("where")}
	})
	r.each(o, "assumptions", true, func(x *object) {
		a := Assumption{ID: x.id("id"), Clause: r.clause(x, "clause", true)}
		a.Question = Words{x.text("question_zh"), x.text("question_en")}
		a.Choice = Words{x.text("choice_zh"), x.text("choice_en")}
		a.Confirm, a.Confirmed = x.text("confirm"), x.optText("confirmed")
		r.p.Assumptions = append(r.p.Assumptions, a)
	})
}
