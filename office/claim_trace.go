package office

import (
	"fmt"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// Trace is how a decision came about, fen by fen: what went in, each line with
// its clause and its sum, the cap, who pays.
type Trace struct {
	Title  string       `json:"title"` // of the plan
	Rules  date.Day     `json:"rules"` // the day whose rules hold
	Class  Saying       `json:"class"`
	Clause string       `json:"clause"`
	Text   string       `json:"clause_text"`
	Inputs []TraceInput `json:"inputs"`
	Lines  []TraceLine  `json:"lines"`
	PreCap money.Amount `json:"pre_cap_fen"`
	Cap    *TraceCap    `json:"cap,omitempty"` // absent: no cap holds
	Shares []TraceShare `json:"shares"`
	Fund   Saying       `json:"fund"`
	FundBy string       `json:"fund_clause,omitempty"`
}

// TraceInput is one fact the decision was made of.
type TraceInput struct {
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Value string `json:"value"`
	Said  string `json:"value_en"` // the value in English
}

// TraceLine is one service: charged, the measure allowed, what follows.
type TraceLine struct {
	Item     string          `json:"item"`
	Zh       string          `json:"zh"`
	En       string          `json:"en"`
	Quantity int64           `json:"quantity"`
	Unit     money.Amount    `json:"unit_fen"`
	Charged  money.Amount    `json:"charged_fen"`
	Measure  int64           `json:"measure"` // allowed, in the item's unit
	Allowed  money.Amount    `json:"allowed_fen"`
	Waived   money.Amount    `json:"waived_fen"`
	Family   money.Amount    `json:"family_fen"`
	Clause   string          `json:"clause"`
	Text     string          `json:"clause_text"`
	Reason   string          `json:"reason"` // why the sum is what it is, in Chinese
	Why      string          `json:"reason_en"`
	Sum      string          `json:"sum"` // the sum, written out
	SumEn    string          `json:"sum_en"`
	Says     policy.Sentence `json:"says"` // the same as a sentence
}

// TraceCap is the cap that held.
type TraceCap struct {
	Fen    money.Amount `json:"fen"`
	Clause string       `json:"clause"`
	Zh     string       `json:"zh"`
	En     string       `json:"en"`
	Cut    bool         `json:"cut"` // it cut the sum
}

// TraceShare is what one level of government bears.
type TraceShare struct {
	Level string       `json:"level"`
	Zh    string       `json:"zh"`
	Fen   money.Amount `json:"fen"`
}

// Version is one decision of a claim and what changed from the one before.
type Version struct {
	Decision int64        `json:"decision"`
	At       string       `json:"at"`
	Act      string       `json:"act_zh"` // that made it
	Did      string       `json:"act_en"`
	Signed   bool         `json:"signed"` // the family signed this one
	Current  bool         `json:"current"`
	Charged  money.Amount `json:"charged_fen"`
	Waived   money.Amount `json:"waived_fen"`
	Family   money.Amount `json:"family_fen"`
	Changes  []Changed    `json:"changes,omitempty"`
}

// Changed is one figure that differs from the decision before.
type Changed struct {
	What   Name `json:"what"`
	Before Name `json:"before"`
	After  Name `json:"after"`
}

// trace fills in how the decision the claim stands on came about, its versions.
func (o *Office) trace(s *store.Scope, f *file, v *ClaimSheet) error {
	j, err := o.judgedNow(s, f)
	if problem.Of(err) != nil { // the view says why
		return nil
	}
	if err != nil || j == nil {
		return err
	}
	v.Clause = j.row.Clause
	v.Trace = traceOf(j.plan, j.facts, j.d, j.row)
	v.Versions, err = versionsOf(s, f, j.plan.Pack())
	return err
}

func traceOf(plan *policy.Plan, facts *policy.Facts, again *policy.Decision, d *store.Decision) *Trace {
	pack := plan.Pack()
	t := &Trace{Title: pack.Title, Rules: again.RulesDay, Clause: d.Clause, Text: pack.ClauseText(d.Clause), PreCap: d.PreCap, Inputs: inputsOf(facts)}
	if c := again.Class; c != nil {
		t.Class = Saying{c.ID, c.Zh, c.En}
	}
	if c := again.Cap; c != nil {
		t.Cap = &TraceCap{again.Ceiling, c.Clause, c.Zh, c.En, again.Capped}
	}
	if x := again.Fund; x != nil {
		t.Fund, t.FundBy = Saying{string(x.ID), x.Zh, x.En}, x.Clause
	}
	for _, x := range d.Shares {
		t.Shares = append(t.Shares, TraceShare{string(x.Level), levelZh[x.Level], x.Fen})
	}
	var says []policy.Sentence
	for _, x := range policy.Explain(plan, facts, again) {
		if x.Kind == "line" {
			says = append(says, x)
		}
	}
	for i, l := range d.Lines {
		t.Lines = append(t.Lines, traceLine(pack, &l))
		if i < len(says) {
			t.Lines[i].Says = says[i]
		}
	}
	return t
}

func traceLine(pack *policy.Pack, l *store.DecisionLine) TraceLine {
	x := TraceLine{Item: l.Item, Zh: "其他服务（" + l.Item + "）", En: "other service (" + l.Item + ")", Quantity: l.Quantity, Unit: l.Unit, Charged: l.Charged, Measure: l.Measure, Allowed: l.Allowed,
		Waived: l.Waived, Family: l.Family, Clause: l.Clause, Text: pack.ClauseText(l.Clause), Reason: lineReason(*l), Why: lineWhy(l)}
	unit, each := "", ""
	if it := pack.Item(l.Item); it != nil {
		x.Zh, x.En = it.Zh, it.En
		unit, each = it.UnitWords()
	}
	x.Sum, x.SumEn = fmt.Sprintf("收费 %s", l.Charged.Grouped()), fmt.Sprintf("charged %s", l.Charged.Grouped())
	if n, err := l.Unit.Times(l.Quantity); err == nil && l.Quantity > 1 && n == l.Charged {
		x.Sum = fmt.Sprintf("%d %s × %s = %s", l.Quantity, unit, l.Unit.Grouped(), l.Charged.Grouped())
		x.SumEn = fmt.Sprintf("%d %s × %s = %s", l.Quantity, each, l.Unit.Grouped(), l.Charged.Grouped())
	}
	x.Sum += fmt.Sprintf("；可免 %s", l.Allowed.Grouped())
	x.SumEn += fmt.Sprintf("; may be waived %s", l.Allowed.Grouped())
	if l.Waived != l.Allowed {
		x.Sum += fmt.Sprintf("，限额内 %s", l.Waived.Grouped())
		x.SumEn += fmt.Sprintf(", within the cap %s", l.Waived.Grouped())
	}
	x.Sum += fmt.Sprintf("；自付 %s − %s = %s", l.Charged.Grouped(), l.Waived.Grouped(), l.Family.Grouped())
	x.SumEn += fmt.Sprintf("; family %s − %s = %s", l.Charged.Grouped(), l.Waived.Grouped(), l.Family.Grouped())
	return x
}

// inputsOf says the facts of a decision in words.
func inputsOf(f *policy.Facts) (out []TraceInput) {
	add := func(zh, en, value, said string) {
		if value != "" {
			out = append(out, TraceInput{zh, en, value, said})
		}
	}
	day := func(zh, en string, d date.Day) {
		if d != policy.NotStated {
			add(zh, en, d.Zh(), d.String())
		}
	}
	code := func(zh, en, area string) { add(zh, en, area, area) }
	code("户籍地", "household registration", f.Household.String())
	day("死亡日期", "day of death", f.Death)
	code("死亡地", "place of death", f.DeathArea.String())
	day("火化日期", "day of cremation", f.Cremation)
	code("火化地", "place of cremation", f.CremationArea.String())
	day("申请日期", "day of application", f.Application)
	if f.Age.Known {
		code("年龄", "age", fmt.Sprint(f.Age.N))
	}
	for _, x := range policy.VocabularyFacts() {
		if bit, ok := policy.Yes(x.Name); ok && x.Kind == "yes" && f.Yes&bit != 0 {
			add(x.Zh, x.En, "是", "yes")
		}
	}
	return out
}

// versionsOf lists the claim's decisions with what changed from one to the next.
func versionsOf(s *store.Scope, f *file, pack *policy.Pack) (out []Version, err error) {
	rows, err := s.DecisionsOf(f.ID)
	if err != nil {
		return nil, err
	}
	acts, err := s.Moves(f.ID)
	if err != nil {
		return nil, err
	}
	var before *store.Decision
	for _, r := range rows {
		d, err := s.DecisionByID(r.ID)
		if err != nil {
			return nil, err
		}
		v := Version{Decision: r.ID, At: r.At, Signed: r.ID == f.SignedDecision, Current: r.ID == f.Decision, Charged: d.Charged, Waived: d.Waived, Family: d.Family}
		for _, m := range acts {
			if m.At == r.At {
				v.Act, v.Did = party.Act(m.Act).Zh(), party.Act(m.Act).En()
			}
		}
		if before != nil {
			v.Changes = changesOf(pack, before, &d)
		}
		out = append(out, v)
		before = &d
	}
	return out, nil
}

// changesOf lists the figures in which two decisions differ.
func changesOf(pack *policy.Pack, a, b *store.Decision) (out []Changed) {
	note := func(what, before, after Name) {
		if before != after {
			out = append(out, Changed{what, before, after})
		}
	}
	name := func(code string) Name {
		if it := pack.Item(code); it != nil {
			return Name(it.Words)
		}
		return own(code)
	}
	class := func(id string) Name {
		if c := pack.Class(id); c != nil {
			return Name(c.Words)
		}
		return own(id)
	}
	note(Name{"对象类别", "class"}, class(a.Class), class(b.Class))
	sums := func(d *store.Decision, i int) Name {
		if i >= len(d.Lines) {
			return own("—")
		}
		l := d.Lines[i]
		n := name(l.Item)
		return Name{fmt.Sprintf("%s %d：收费 %s，免除 %s，自付 %s", n.Zh, l.Quantity, l.Charged.Grouped(), l.Waived.Grouped(), l.Family.Grouped()),
			fmt.Sprintf("%s %d: charged %s, waived %s, family %s", n.En, l.Quantity, l.Charged.Grouped(), l.Waived.Grouped(), l.Family.Grouped())}
	}
	for i := range max(len(a.Lines), len(b.Lines)) {
		note(Name{fmt.Sprintf("第 %d 项", i+1), fmt.Sprintf("item %d", i+1)}, sums(a, i), sums(b, i))
	}
	note(Name{"免除合计", "waived in all"}, own(a.Waived.Grouped()), own(b.Waived.Grouped()))
	note(Name{"自付合计", "family in all"}, own(a.Family.Grouped()), own(b.Family.Grouped()))
	return out
}

// lineWhy is lineReason in English.
func lineWhy(x *store.DecisionLine) string {
	if why := policy.ReasonsEn(x.Reason); why != "" {
		return why
	}
	return "waived in full within the standard"
}
