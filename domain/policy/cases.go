package policy

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// CaseResult is how one worked case came out.
type CaseResult struct {
	Name     string
	Clause   string
	At       string        // file:line:column of the case
	Faults   []CaseFault   // what differs from what is written; empty: the case holds
	Facts    Facts         // as read
	Err      error         // why nothing was decided, when the case did not expect it
	Decision *Decision     // nil when nothing was decided
	Decide   func() string // the decision as sentences, for people who ask why
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
	return CasesOf(pack, path.Join(dir, "cases.yaml"), func(name string) ([]byte, error) {
		if name != path.Join(dir, "cases.yaml") {
			name = path.Join(dir, name)
		}
		return fs.ReadFile(fsys, name)
	})
}

// CasesOf decides every case of a file of cases; read gives the file and those
// that it names.
func CasesOf(pack *Pack, file string, read func(name string) ([]byte, error)) ([]CaseResult, error) {
	text, err := read(file)
	if err != nil {
		return nil, problem.List{badFile.With().At(file).Because(err)}
	}
	r := &caseReader{reader: &reader{file: file}, from: read, pack: pack}
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
	awards                        map[string]money.Amount // by award
	delivery, cap                 string
	due                           map[string]date.Day     // by deadline
	shares                        map[string]money.Amount // by level
	papers                        []string
}

type caseReader struct {
	*reader
	from   func(name string) ([]byte, error) // the files that the cases name
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
	r.setting(o)
	common := o.opt("defaults")
	for _, n := range o.items("cases", true) {
		r.one(n, common)
	}
	o.done()
}

// beside reads a file next to the cases and takes over its faults.
func beside[T any](r *caseReader, name string, read func(string, []byte) (T, error)) (out T) {
	file := path.Join(path.Dir(r.file), name)
	text, err := r.from(name)
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
	if b := o.opt("bill"); b != nil {
		c.facts.Services = append(c.facts.Services, r.bill(o, b)...)
	}
	x := r.object(o.need("expect"))
	c.expect = r.expect(x)
	x.done()
	o.done()
	r.cases = append(r.cases, c)
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
	res.Decision = &d
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
	got := map[string]money.Amount{"charged": d.Charged, "pre_cap": d.PreCap, "waived": d.Waived, "family": d.Family,
		"offset": d.Offset, "ceiling": d.Ceiling, "awarded": d.Awarded(), "recover": d.Owed()}
	for _, k := range caseSums {
		if want, ok := e.sums[k]; ok {
			res.differ(k, want.String(), got[k].String())
		}
	}
	c.compareParts(res, d)
	c.compareWays(res, d)
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
