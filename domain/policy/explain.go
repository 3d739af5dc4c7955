package policy

import (
	"fmt"
	"strings"

	"songbai/domain/money"
)

// Sentence is one step of a decision in words: Chinese first, English beside,
// with the clause it rests on.
type Sentence struct {
	Kind   string `json:"kind"` // basis, refusal, class, line, cap, fund, total, paper
	Clause string `json:"clause,omitempty"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
}

// Explain turns a decision of plan into sentences, with every input and sum.
// f must be the facts that were decided.
func Explain(p *Plan, f *Facts, d *Decision) []Sentence {
	e := &explainer{p: p, f: f, d: d}
	e.say("basis", p.pack.EffectiveClause,
		fmt.Sprintf("适用《%s》，按%s（%s）的规定。", p.pack.Title, dayZh(p.pack.Days.Rules), d.RulesDay.Zh()),
		fmt.Sprintf("Under %s, by the rules of the day of %s, %s.", p.pack.TitleEn, p.pack.Days.Rules, d.RulesDay))
	if !d.OK {
		r := d.Refusal
		e.say("refusal", r.Clause, "不予免除："+r.Zh+"。"+r.Cure.Zh+"。", "Refused: "+r.En+". "+r.Cure.En+".")
		if len(d.Lines) > 0 {
			e.total()
		}
		return e.out
	}
	e.class()
	for i := range d.Lines {
		e.line(i)
	}
	if len(d.Lines) > 0 || len(d.Awards) == 0 { // an award alone has no sums to explain
		e.cap()
		e.offset()
		e.fund()
		e.total()
	}
	e.awards()
	e.delivery()
	e.papers()
	return e.out
}

type explainer struct {
	p   *Plan
	f   *Facts
	d   *Decision
	out []Sentence
}

func (e *explainer) say(kind, clause, zh, en string) {
	e.out = append(e.out, Sentence{kind, clause, zh, en})
}

func dayZh(word string) string {
	switch word {
	case "cremation":
		return "火化之日"
	case "application":
		return "申请之日"
	case "service":
		return "服务之日"
	}
	return "死亡之日"
}

func (e *explainer) class() {
	asked := 0
	for _, t := range e.d.Trace {
		if strings.HasPrefix(t, "refusal:") {
			asked++
		}
	}
	c := e.d.Class
	e.say("class", c.Clause,
		fmt.Sprintf("属于%s（%s）；逐条核对 %d 项不予免除的情形，均不存在。", c.Zh, c.Clause, asked),
		fmt.Sprintf("Class: %s (%s); none of %d grounds of refusal holds.", c.En, c.Clause, asked))
}

// line says what was charged, what the standard allows and what is left.
func (e *explainer) line(i int) {
	l, s := &e.d.Lines[i], &e.f.Services[i]
	zhName, enName, unit := s.Item, s.Item, ""
	if l.index >= 0 {
		it := &e.p.pack.Items[l.index]
		zhName, enName, unit = it.Zh, it.En, it.Unit
	}
	var zh, en strings.Builder
	fmt.Fprintf(&zh, "%s：收费 %s 元", zhName, l.Charged.Grouped())
	fmt.Fprintf(&en, "%s: charged %s", enName, l.Charged.Grouped())
	if unit != "" {
		fmt.Fprintf(&zh, "（%d %s）", s.Quantity, unitZh(unit))
		fmt.Fprintf(&en, " (%d %s)", s.Quantity, unitEn(unit))
	}
	switch {
	case l.Reason&NotListed != 0:
		zh.WriteString("；" + e.p.pack.Unlisted.Zh)
		en.WriteString("; " + e.p.pack.Unlisted.En)
	case l.Reason&ActualCost != 0:
		zh.WriteString("；据实结算")
		en.WriteString("; settled at actual cost")
	default:
		e.allowance(&zh, &en, l, unit)
	}
	for _, w := range reasonsOf(l.Reason &^ (NotListed | ActualCost)) {
		zh.WriteString("；" + w.zh)
		en.WriteString("; " + w.en)
	}
	fmt.Fprintf(&zh, "。免除 %s 元，自付 %s 元。", l.Waived.Grouped(), l.Family.Grouped())
	fmt.Fprintf(&en, ". Waived %s, family pays %s.", l.Waived.Grouped(), l.Family.Grouped())
	e.say("line", e.d.LineClause(i), zh.String(), en.String())
}

func (e *explainer) allowance(zh, en *strings.Builder, l *Line, unit string) {
	if l.Reason&NotCovered != 0 {
		return
	}
	fmt.Fprintf(zh, "；可免 %d %s", l.Quantity, unitZh(unit))
	fmt.Fprintf(en, "; %d %s allowed", l.Quantity, unitEn(unit))
	if l.Standard > 0 {
		fmt.Fprintf(zh, "，标准价合计 %s 元", l.Standard.Grouped())
		fmt.Fprintf(en, ", standard sum %s", l.Standard.Grouped())
		if one := l.Standard / money.Amount(l.Quantity); l.Quantity > 1 && one*money.Amount(l.Quantity) == l.Standard {
			fmt.Fprintf(zh, "（%d × %s）", l.Quantity, one.Grouped())
			fmt.Fprintf(en, " (%d × %s)", l.Quantity, one.Grouped())
		}
	}
	if l.Waived != l.Allowed {
		fmt.Fprintf(zh, "，限额前可免 %s 元", l.Allowed.Grouped())
		fmt.Fprintf(en, ", %s before the cap", l.Allowed.Grouped())
	}
}

func reasonsOf(r Reason) []word {
	var out []word
	for i, w := range reasonWords {
		if r&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	return out
}

// sentencesText joins the Chinese sentences, one a line, clause first.
func sentencesText(ss []Sentence) string {
	var b strings.Builder
	for _, s := range ss {
		if s.Clause != "" {
			b.WriteString("[" + s.Clause + "] ")
		}
		b.WriteString(s.Zh + "\n")
	}
	return b.String()
}
