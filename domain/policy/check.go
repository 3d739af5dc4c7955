package policy

import (
	"math/bits"
	"slices"
	"strings"

	"songbai/domain/fund"
	"songbai/domain/problem"
)

var (
	badReference = problem.Define("pack.reference", problem.Invalid, "“%[1]s”没有定义", "%[1]q is not defined",
		"请在“%[2]s”里定义，或改成已有的：%[3]s", "define it under %[2]q, or use one of: %[3]s")
	notInLaw = problem.Define("pack.quote", problem.Invalid, "条款 %[1]s 引用的文字不在 law.md 里", "the words quoted for clause %[1]s are not in law.md",
		"请照原文抄写", "quote the law text word for word")
	tooLong = problem.Define("pack.bounds", problem.Invalid, "“%[1]s”超过 %[2]d 个", "more than %[2]d of %[1]q",
		"请合并或拆分政策包", "join them, or split the pack")
	badLevels = problem.Define("pack.levels", problem.Invalid, "经费“%[1]s”与本地参数“%[2]s”的 levels 不一致", "fund %[1]q and local value %[2]q name different levels",
		"请写成相同的级次和顺序", "name the same levels in the same order")
	noFund = problem.Define("pack.last", problem.Invalid, "“%[1]s”最后一项不能带 when", "the last of %[1]q must not have when",
		"请把不带条件的一项放在最后，使每种情况都有着落", "put one without a condition last, so that every case is met")
)

// check looks at what only the whole pack can tell.
func (r *packReader) check() {
	p := r.p
	p.NotInForce = Refusal{Code: "not_in_force", Words: Words{"相关日期不在本政策施行期内（" + p.Effective.String() + "）", "the day lies outside the days on which the policy is in force"},
		Cure: Words{"请核对日期；如确实不在施行期内，不能免除", "check the day; outside these days nothing is waived"}, Clause: p.EffectiveClause}
	r.unique()
	r.references()
	for _, c := range p.Clauses {
		if !strings.Contains(squeeze(p.Law), squeeze(c.Text)) {
			r.add(r.placeOf("clauses", c.ID), notInLaw.With(c.ID))
		}
	}
	if n := len(p.Funds); n > 0 && !p.Funds[n-1].When.always() {
		r.add(r.placeOf("funds", ""), noFund.With("funds"))
	}
	r.bounds()
	r.levels()
	needsList := slices.ContainsFunc(p.Items, func(i Item) bool { return i.Source == "list" || i.Source == "lowest" })
	if needsList && p.HomePrices == nil {
		r.add(position{r.file, 1, 1}, missingKey.With("home_prices", "zh, en, clause, set_by, where"))
	}
}

// bounds keeps the pack within what a plan can hold.
func (r *packReader) bounds() {
	tests := reads{}
	for _, c := range r.p.conditions() {
		tests.add(c.reads)
	}
	if bits.OnesCount16(tests.numbers) > maxNumbers {
		r.add(position{r.file, 1, 1}, tooLong.With("numbers", maxNumbers))
	}
	if len(r.p.Groups) > maxItems {
		r.add(position{r.file, 1, 1}, tooLong.With("groups", maxItems))
	}
	if len(r.p.Items) > maxItems {
		r.add(position{r.file, 1, 1}, tooLong.With("items", maxItems))
	}
	if len(tests.places) > maxTests {
		r.add(position{r.file, 1, 1}, tooLong.With("within()", maxTests))
	}
}

// levels checks that the weights a fund takes from a local value are for the
// fund's own levels.
func (r *packReader) levels() {
	for i := range r.p.Funds {
		f := &r.p.Funds[i]
		need := r.p.localNeed(f.Local)
		if need == nil || need.Type != "shares" {
			continue
		}
		same := slices.EqualFunc(f.Levels, need.Levels, func(a fund.Level, b string) bool { return string(a) == b })
		if !same {
			r.add(r.placeOf("funds", string(f.ID)), badLevels.With(string(f.ID), need.Name))
		}
	}
}

// narrow writes wide brackets as clause numbers have them.
var narrow = strings.NewReplacer("（", "(", "）", ")", " ", "", "、", "")

// squeeze drops white space, so that line breaks of the law text do not matter.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// unique checks the codes of refusals that the program adds; each section is
// checked as it is read.
func (r *packReader) unique() {
	for i := range r.p.Refusals {
		if c := r.p.Refusals[i].Code; c == r.p.NoClass.Code || c == r.p.NotInForce.Code {
			r.add(r.placeOf("refusals", c), twiceKey.With("refusals "+c))
		}
	}
}

// references checks that everything named is defined.
func (r *packReader) references() {
	known := map[string][]string{"level": {"central", "province", "prefecture", "county", "home"}, "party": {"town", "home", "bureau", "finance", "centre", "prefecture"}}
	for _, s := range r.p.Sources {
		known["source"] = append(known["source"], s.ID)
	}
	for _, c := range r.p.Clauses {
		known["clause"] = append(known["clause"], c.ID)
	}
	for _, a := range r.p.Areas {
		known["areas"] = append(known["areas"], a.ID)
	}
	for i := range r.p.Classes {
		known["class"] = append(known["class"], r.p.Classes[i].ID)
	}
	for i := range r.p.Items {
		known["item"] = append(known["item"], r.p.Items[i].Code)
	}
	for i := range r.p.Funds {
		known["fund"] = append(known["fund"], string(r.p.Funds[i].ID))
	}
	for i := range r.p.Papers {
		known["paper"] = append(known["paper"], r.p.Papers[i].ID)
	}
	for _, l := range r.p.Local {
		known[l.Type] = append(known[l.Type], l.Name)
	}
	for _, c := range r.conditions() {
		for _, t := range c.reads.places {
			r.cite("areas", t.name, c.at)
		}
	}
	sections := map[string]string{"source": "sources", "clause": "clauses", "areas": "areas", "amount": "local (amount)", "shares": "local (shares)", "level": "levels", "party": "path",
		"class": "classes", "item": "items", "fund": "funds", "paper": "papers"}
	for _, c := range r.cites {
		if c.kind == "source" && len(r.p.Sources) == 0 {
			continue // told once, where the sources are missing
		}
		if !slices.Contains(known[c.kind], c.id) {
			have := known[c.kind]
			if half := narrow.Replace(c.id); slices.Contains(have, half) {
				have = []string{half} // only the brackets are of the wide kind
			}
			r.add(c.at, badReference.With(c.id, sections[c.kind], strings.Join(have, ", ")))
		}
	}
}
