package policy

import (
	"go.yaml.in/yaml/v3"

	"songbai/domain/date"
)

// packReader reads pack.yaml section by section.
type packReader struct {
	*reader
	p     *Pack
	cites []cited             // every clause and source named, checked at the end
	where map[string]position // "section/id" → where it stands
	last  map[string]position // section → its last element
}

// cited is a reference to check once everything is read.
type cited struct {
	kind, id string // clause, source, local, place, level …
	at       position
}

func (r *packReader) cite(kind, id string, at position) {
	if id != "" {
		r.cites = append(r.cites, cited{kind, id, at})
	}
}

// clause reads a clause number and notes it for the check.
func (r *packReader) clause(o *object, key string, needed bool) string {
	n := o.opt(key)
	if needed {
		n = o.need(key)
	}
	s, _ := o.scalar(key, n)
	r.cite("clause", s, r.pos(n))
	return s
}

// source reads clause and source of a value.
func (r *packReader) source(o *object) Cite {
	c := Cite{Clause: r.clause(o, "clause", true)}
	n := o.need("source")
	c.Source, _ = o.scalar("source", n)
	r.cite("source", c.Source, r.pos(n))
	return c
}

func (o *object) words() Words { return Words{o.text("zh"), o.text("en")} }

// each reads every element of a list of objects and closes it.
func (r *packReader) each(o *object, key string, needed bool, read func(*object)) {
	seen := map[string]bool{}
	for _, n := range o.items(key, needed) {
		x := r.object(n)
		read(x)
		x.done()
		r.note(key, "", r.pos(n))
		for _, name := range []string{"id", "code", "name"} {
			v := x.fields[name]
			if v == nil || v.Kind != yaml.ScalarNode {
				continue
			}
			if seen[v.Value] {
				r.add(r.pos(v), twiceKey.With(key+" "+v.Value))
			}
			seen[v.Value] = true
			r.note(key, v.Value, r.pos(v))
		}
	}
}

// note keeps where an element of a section stands.
func (r *packReader) note(section, id string, at position) {
	if r.where == nil {
		r.where, r.last = map[string]position{}, map[string]position{}
	}
	if r.last[section] = at; id != "" {
		r.where[section+"/"+id] = at
	}
}

// placeOf gives where an element stands, the beginning of the file when it was
// never noted.
func (r *packReader) placeOf(section, id string) position {
	at, ok := r.where[section+"/"+id]
	if id == "" {
		at, ok = r.last[section]
	}
	if !ok {
		return position{r.file, 1, 1}
	}
	return at
}

// section reads one object under key and closes it.
func (r *packReader) section(o *object, key string, needed bool, read func(*object)) bool {
	n := o.opt(key)
	if needed {
		n = o.need(key)
	}
	if n == nil {
		return false
	}
	x := r.object(n)
	read(x)
	x.done()
	return true
}

// pack reads the whole document.
func (r *packReader) pack(root *yaml.Node) {
	o := r.object(root)
	p := r.p
	p.ID, p.Title, p.TitleEn = o.id("pack"), o.text("title"), o.text("title_en")
	o.whole("language", o.need("language"), Language, Language)
	o.whole("vocabulary", o.need("vocabulary"), Vocabulary, Vocabulary)
	p.Area = r.code(o, "area")
	r.section(o, "effective", true, func(x *object) {
		d := x.span()
		if p.Effective = d.Span; d.bad {
			p.Effective = Span{Forever, 0} // no days: nothing else is judged by them
		}
		p.EffectiveClause = r.source(x).Clause
	})
	r.section(o, "days", true, func(x *object) {
		p.Days.Rules = x.word("rules", "", "death", "cremation", "application")
		p.Days.Prices = x.word("prices", "", "service", "death", "cremation", "application")
		p.Days.OutOfAreaPrices = x.word("out_of_area_prices", "cremation", "service", "death", "cremation", "application")
	})
	r.documents(o)
	r.each(o, "areas", false, r.place)
	r.who(o)
	r.what(o)
	r.money(o)
	r.procedure(o)
	r.open(o)
	o.done()
}

// code reads a division code.
func (r *packReader) code(o *object, key string) string {
	n := o.need(key)
	s, ok := o.scalar(key, n)
	if _, err := ParseArea(s); ok && err != nil {
		r.add(r.pos(n), badValue.With(key, "2、4、6、9 或 12 位行政区划代码", "a division code of 2, 4, 6, 9 or 12 digits"))
	}
	return s
}

func (r *packReader) documents(o *object) {
	r.each(o, "sources", true, func(x *object) {
		r.p.Sources = append(r.p.Sources, Source{x.id("id"), x.text("title"), x.text("issuer"), x.optText("number"), x.optText("date")})
	})
	r.each(o, "clauses", true, func(x *object) {
		r.p.Clauses = append(r.p.Clauses, Clause{x.text("id"), x.text("text")})
	})
}

func (r *packReader) place(x *object) {
	pl := Place{ID: x.id("id")}
	var rows []*datedAt
	for _, n := range x.items("values", true) {
		v := r.object(n)
		d := v.span()
		val := PlaceValue{Codes: v.texts("codes", true), Cite: r.source(v), at: d.at}
		for _, c := range val.Codes {
			if _, err := ParseArea(c); err != nil || c == "" {
				r.add(d.at, badValue.With("codes", "2、4、6、9 或 12 位行政区划代码", "division codes of 2, 4, 6, 9 or 12 digits"))
			}
		}
		v.done()
		rows = append(rows, &d)
		pl.Values = append(pl.Values, val)
	}
	r.timeline("areas "+pl.ID, rows, r.p.Effective)
	for i, d := range rows {
		pl.Values[i].Span = d.Span
	}
	r.p.Areas = append(r.p.Areas, pl)
}

// within reads the optional days of a rule, inside the effective days.
func (r *packReader) within(o *object) Span { return o.spanOr(r.p.Effective, false).Span }

func (r *packReader) refusal(x *object, conditional bool) Refusal {
	f := Refusal{Code: x.id("code"), Words: x.words(), Cure: Words{x.text("cure_zh"), x.text("cure_en")}, Clause: r.clause(x, "clause", true)}
	if conditional {
		x.need("when")
		f.When, f.Span = x.condition(), r.within(x)
	}
	return f
}

// who reads classes and refusals (一, and what the text excludes).
func (r *packReader) who(o *object) {
	r.each(o, "refusals", false, func(x *object) { r.p.Refusals = append(r.p.Refusals, r.refusal(x, true)) })
	r.section(o, "no_class", true, func(x *object) { r.p.NoClass = r.refusal(x, false) })
	r.each(o, "classes", true, func(x *object) {
		c := Class{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: x.condition(), Span: r.within(x)}
		c.Scope = x.word("scope", "listed", "listed", "all")
		c.Price = x.word("price", "standard", "standard", "actual")
		c.Cap = x.word("cap", "total", "total", "none")
		c.CostClause = r.clause(x, "cost_clause", false)
		c.OffLists = x.yes("off_lists")
		c.Percent = 100
		if n := x.opt("percent"); n != nil {
			c.Percent = x.whole("percent", n, 1, 100)
		}
		r.p.Classes = append(r.p.Classes, c)
	})
}

// values reads a list of dated amounts that covers the effective days.
func (r *packReader) values(o *object, key, name string) []Value {
	var rows []*datedAt
	var out []Value
	for _, n := range o.items(key, false) {
		x := r.object(n)
		d := x.span()
		out = append(out, Value{Amount: x.amount("amount", x.need("amount")), Cite: r.source(x)})
		x.done()
		rows = append(rows, &d)
	}
	r.timeline(name, rows, r.p.Effective)
	for i, d := range rows {
		out[i].Span = d.Span
	}
	return out
}

// dayWord is the meaning of a word of Days for one claim.
func (f *Facts) dayOf(word string, service date.Day) date.Day {
	switch word {
	case "death":
		return f.Death
	case "application":
		return f.Application
	case "service":
		if service != NotStated {
			return service
		}
	}
	if f.Cremation == NotStated {
		return f.Death
	}
	return f.Cremation
}
