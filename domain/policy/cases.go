package policy

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// CaseResult is how one worked case came out.
type CaseResult struct {
	Name   string
	Clause string
	At     string        // file:line:column of the case
	Faults []CaseFault   // what differs from what is written; empty: the case holds
	Facts  Facts         // as read
	Err    error         // why nothing was decided, when the case did not expect it
	Decide func() string // the decision as sentences, for people who ask why
}

// CaseFault is one difference.
type CaseFault struct{ What, Want, Got string }

// OK reports whether the case holds.
func (c *CaseResult) OK() bool { return len(c.Faults) == 0 && c.Err == nil }

// RunCases loads the pack in folder dir of fsys, with the local values and the
// price list that its cases.yaml names, and decides every case. An error means
// that pack, values, prices or cases cannot be read.
func RunCases(fsys fs.FS, dir string) ([]CaseResult, error) {
	pack, err := Load(fsys, dir)
	if err != nil {
		return nil, err
	}
	file := path.Join(dir, "cases.yaml")
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, problem.List{badFile.With().At(file).Because(err)}
	}
	r := &caseReader{reader: &reader{file: file}, fsys: fsys, dir: dir, pack: pack}
	r.read(text)
	if len(r.faults) > 0 {
		return nil, r.list()
	}
	plan, err := Compile(pack, r.local, r.prices)
	if err != nil {
		return nil, err
	}
	out := make([]CaseResult, len(r.cases))
	for i := range r.cases {
		out[i] = r.cases[i].run(plan)
	}
	return out, nil
}

// writtenCase is one case as its author wrote it.
type writtenCase struct {
	name, clause string
	at           position
	facts        Facts
	expect       expectation
}

// expectation holds what the author wrote; a nil or empty part is not checked.
type expectation struct {
	class, refusal, problem, fund string
	sums                          map[string]money.Amount // charged, pre_cap, waived, family
	lines                         map[string]money.Amount // waived by item
	shares                        map[string]money.Amount // by level
	papers                        []string
}

type caseReader struct {
	*reader
	fsys   fs.FS
	dir    string
	pack   *Pack
	local  LocalValues
	prices *PriceList
	cases  []writtenCase
}

func (r *caseReader) read(text []byte) {
	root := r.document(text)
	if root == nil {
		return
	}
	o := r.object(root)
	if name := o.optText("local"); name != "" {
		r.local = beside(r, name, ReadLocal)
	}
	if name := o.optText("prices"); name != "" {
		r.prices = beside(r, name, ReadPrices)
	}
	common := o.opt("defaults")
	for _, n := range o.items("cases", true) {
		r.one(n, common)
	}
	o.done()
}

// beside reads a file next to the cases and takes over its faults.
func beside[T any](r *caseReader, name string, read func(string, []byte) (T, error)) (out T) {
	file := path.Join(r.dir, name)
	text, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		r.add(position{r.file, 1, 1}, badFile.With().Because(err))
		return out
	}
	out, err = read(file, text)
	for _, p := range listOf(err) {
		r.faults = append(r.faults, fault{position{r.file, 1, 1}, p})
	}
	return out
}

func (r *caseReader) one(n, common *yaml.Node) {
	o := r.object(n)
	c := writtenCase{name: o.text("name"), clause: o.optText("clause"), at: r.pos(n)}
	if common != nil {
		r.facts(r.object(common), &c.facts)
	}
	if x := o.opt("facts"); x != nil {
		r.facts(r.object(x), &c.facts)
	}
	for _, s := range o.items("services", false) {
		c.facts.Services = append(c.facts.Services, r.service(r.object(s)))
	}
	x := r.object(o.need("expect"))
	c.expect = r.expect(x)
	x.done()
	o.done()
	r.cases = append(r.cases, c)
}

// facts reads the facts that are written and leaves the others.
func (r *caseReader) facts(o *object, f *Facts) {
	r.choice(o, "route", func(s string) (ok bool) { f.Route, ok = ParseRoute(s); return })
	r.choice(o, "disposal", func(s string) (ok bool) { f.Disposal, ok = ParseDisposal(s); return })
	r.choice(o, "ashes", func(s string) (ok bool) { f.Ashes, ok = ParseAshes(s); return })
	area := func(key string, a *Area) {
		r.choice(o, key, func(s string) bool { x, err := ParseArea(s); *a = x; return err == nil })
	}
	area("household", &f.Household)
	area("death_area", &f.DeathArea)
	area("cremation_area", &f.CremationArea)
	f.Death = o.day("death", false, f.Death)
	f.Cremation = o.day("cremation", false, f.Cremation)
	f.Application = o.day("application", false, f.Application)
	number := func(key string, x *Number) {
		if n := o.opt(key); n != nil {
			*x = Known(int32(o.whole(key, n, 0, 100_000)))
		}
	}
	number("age", &f.Age)
	number("months_resident", &f.MonthsResident)
	number("months_insured", &f.MonthsInsured)
	number("years_stored", &f.YearsStored)
	if o.has("yes") {
		f.Yes = 0
		for _, name := range o.texts("yes", true) {
			bit, ok := Yes(name)
			if !ok {
				r.add(o.at(), badValue.With("yes", "docs/policy-language.md 事实表中的名称："+name, "a name of the table of facts, not "+name))
			}
			f.Yes |= bit
		}
	}
	o.done()
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

func (r *caseReader) expect(o *object) expectation {
	e := expectation{class: o.optText("class"), refusal: o.optText("refusal"), problem: o.optText("problem"), fund: o.optText("fund"),
		sums: map[string]money.Amount{}}
	for _, k := range []string{"charged", "pre_cap", "waived", "family"} {
		if n := o.opt(k); n != nil {
			e.sums[k] = o.amount(k, n)
		}
	}
	e.lines, e.shares = r.amounts(o, "lines"), r.amounts(o, "shares")
	if o.has("papers") {
		e.papers = o.texts("papers", true)
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

func (c *writtenCase) run(p *Plan) CaseResult {
	res := CaseResult{Name: c.name, Clause: c.clause, At: c.at.String(), Facts: c.facts}
	var d Decision
	if err := p.Decide(&c.facts, &d); err != nil {
		if code := problem.CodeOf(err); c.expect.problem == "" {
			res.Err = err
		} else {
			res.differ("problem", c.expect.problem, code)
		}
		return res
	}
	res.Decide = func() string { return sentencesText(Explain(p, &c.facts, &d)) }
	res.differ("problem", c.expect.problem, "")
	c.compare(&res, &d)
	return res
}

func (res *CaseResult) differ(what, want, got string) {
	if want != got {
		res.Faults = append(res.Faults, CaseFault{what, want, got})
	}
}

func (c *writtenCase) compare(res *CaseResult, d *Decision) {
	e := &c.expect
	refusal, class, fundID := "", "", ""
	if d.Refusal != nil {
		refusal = d.Refusal.Code
	}
	if d.OK {
		class, fundID = d.Class.ID, string(d.Fund.ID)
	}
	res.differ("refusal", e.refusal, refusal)
	if e.class != "" {
		res.differ("class", e.class, class)
	}
	if e.fund != "" {
		res.differ("fund", e.fund, fundID)
	}
	got := map[string]money.Amount{"charged": d.Charged, "pre_cap": d.PreCap, "waived": d.Waived, "family": d.Family}
	for _, k := range []string{"charged", "pre_cap", "waived", "family"} {
		if want, ok := e.sums[k]; ok {
			res.differ(k, want.String(), got[k].String())
		}
	}
	c.compareParts(res, d)
}

func (c *writtenCase) compareParts(res *CaseResult, d *Decision) {
	lines, shares := map[string]money.Amount{}, map[string]money.Amount{}
	for _, l := range d.Lines {
		lines[l.Item] += l.Waived
	}
	for _, s := range d.Shares {
		shares[string(s.Level)] += s.Fen
	}
	sameAmounts(res, "lines", c.expect.lines, lines)
	sameAmounts(res, "shares", c.expect.shares, shares)
	if total := fund.Total(d.Shares); d.OK && total != d.Waived {
		res.differ("shares", d.Waived.String(), total.String())
	}
	if c.expect.papers != nil {
		var got []string
		for _, p := range d.Papers {
			got = append(got, p.ID)
		}
		want := slices.Clone(c.expect.papers)
		slices.Sort(want)
		slices.Sort(got)
		res.differ("papers", strings.Join(want, ", "), strings.Join(got, ", "))
	}
}

// sameAmounts compares the amounts that are written.
func sameAmounts(res *CaseResult, what string, want, got map[string]money.Amount) {
	names := make([]string, 0, len(want))
	for k := range want {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		res.differ(what+" "+k, want[k].String(), got[k].String())
	}
}
