package policy

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// LocalValue is one dated value that the installation provides because the
// policy leaves it open (Yingde's plan: the cap of 二(末), the shares of 四).
type LocalValue struct {
	Name     string   `json:"name"`     // as the pack's local section names it
	Value    string   `json:"value"`    // "1300.00", or weights as "5:3:2"
	From     date.Day `json:"from"`     // first day, included
	To       date.Day `json:"to"`       // last day, included; Forever when open
	Document string   `json:"document"` // what sets it
}

// LocalValues are the local values of one county, in any order.
type LocalValues []LocalValue

// sorted gives the rows by name and first day.
func (l LocalValues) sorted() LocalValues {
	s := slices.Clone(l)
	slices.SortStableFunc(s, func(a, b LocalValue) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return int(a.From) - int(b.From)
	})
	if s == nil {
		s = LocalValues{}
	}
	return s
}

// Canonical gives the canonical JSON text of the values, whatever their order.
func (l LocalValues) Canonical() []byte { return canonicalOf(l.sorted()) }

// Hash gives the SHA-256 of the canonical text, in lower-case hex.
func (l LocalValues) Hash() string { return hashOf(l.sorted()) }

// ParseLocal reads what LocalValues.Canonical wrote.
func ParseLocal(canonical []byte) (LocalValues, error) {
	var l LocalValues
	if err := json.Unmarshal(canonical, &l); err != nil {
		return nil, badStored.With().Because(err)
	}
	if string(l.Canonical()) != string(canonical) {
		return nil, badStored.With()
	}
	return l, nil
}

// ReadLocal reads local values written in YAML: a list under "local" of name,
// value, from, to and document. Open rows end the day before the next of the
// same name.
func ReadLocal(file string, text []byte) (LocalValues, error) {
	r := &reader{file: file}
	root := r.document(text)
	if root == nil {
		return nil, r.list()
	}
	o := r.object(root)
	var out LocalValues
	rows := map[string][]*datedAt{}
	var spans []*datedAt
	for _, n := range o.items("local", true) {
		x := r.object(n)
		v := LocalValue{Name: x.id("name"), Value: x.text("value"), Document: x.text("document")}
		d := x.span()
		x.done()
		rows[v.Name] = append(rows[v.Name], &d)
		spans = append(spans, &d)
		out = append(out, v)
	}
	o.done()
	for name, list := range rows {
		r.timeline(name, list, Span{list[0].From, list[len(list)-1].To})
	}
	for i, d := range spans {
		out[i].From, out[i].To = d.From, d.To
	}
	if len(r.faults) > 0 {
		return nil, r.list()
	}
	return out, nil
}

var (
	localMissing = problem.Define("policy.local_missing", problem.Unready,
		"还没有设置“%[1]s”，在此之前不作任何决定", "%[2]q is not set; nothing is decided before it is",
		"请由%[3]s在“%[4]s”录入，并写明依据文件", "%[3]s must enter it under “%[4]s”, with the document that sets it")
	localDay = problem.Define("policy.local_day", problem.Unready,
		"“%[1]s”在 %[5]s 没有值", "%[2]q has no value on %[5]s",
		"请由%[3]s在“%[4]s”补录这一天适用的值，并写明依据文件", "%[3]s must enter the value in force on that day under “%[4]s”, with the document that sets it")
	localBad = problem.Define("policy.local_value", problem.Invalid,
		"“%[1]s”的值无效", "the value of %[2]q is not valid", "应为：%[3]s", "it should be: %[4]s")
	localUnknown = problem.Define("policy.local_unknown", problem.Invalid,
		"本政策没有名为“%[1]s”的本地参数", "the policy has no local value named %[1]q", "允许：%[2]s", "allowed: %[2]s")
	localOverlap = problem.Define("policy.local_overlap", problem.Invalid,
		"“%[1]s”在 %[2]s 有两个值", "%[1]q has two values on %[2]s", "请先给前一个值定止日", "end the earlier value first")
)

// localRow is a local value after its text was read.
type localRow struct {
	Span
	amount  money.Amount
	weights []int64
	doc     string
}

// localTable reads the values that the pack asks for; every fault is told.
func localTable(p *Pack, local LocalValues) (map[string][]localRow, problem.List) {
	var faults problem.List
	table := map[string][]localRow{}
	for i, v := range local.sorted() {
		need := p.localNeed(v.Name)
		if need == nil {
			faults = append(faults, p.noLocal(v.Name))
			continue
		}
		row, ok := need.read(v)
		if !ok {
			faults = append(faults, need.badValue("local["+strconv.Itoa(i)+"]"))
			continue
		}
		before := table[v.Name]
		if n := len(before); n > 0 && before[n-1].To >= v.From {
			faults = append(faults, localOverlap.With(v.Name, v.From))
		}
		table[v.Name] = append(before, row)
	}
	for i := range p.Local {
		if n := &p.Local[i]; len(table[n.Name]) == 0 {
			faults = append(faults, localMissing.With(n.Zh, n.En, n.SetBy, n.Where).Under(n.Clause))
		}
	}
	return table, faults
}

func (n *LocalNeed) read(v LocalValue) (localRow, bool) {
	row := localRow{Span: Span{v.From, v.To}, doc: v.Document}
	if v.Document == "" || v.To < v.From {
		return row, false
	}
	if n.Type == "amount" {
		a, err := money.Parse(v.Value)
		row.amount = a
		return row, err == nil && a <= MaxUnit
	}
	sum := int64(0)
	for _, s := range strings.Split(v.Value, ":") {
		w, err := strconv.ParseUint(s, 10, 31)
		if err != nil {
			return row, false
		}
		sum += int64(w)
		row.weights = append(row.weights, int64(w))
	}
	return row, sum > 0 && len(row.weights) == len(n.Levels)
}

func (n *LocalNeed) badValue(field string) *problem.Problem {
	zh, en := "金额（元）如 1300.00，止日不早于起日，写明文件", "yuan as 1300.00, ending no earlier than it begins, with its document"
	if n.Type == "shares" {
		zh = "与 " + strings.Join(n.Levels, ":") + " 对应的整数比例，如 5:3:2，写明文件"
		en = "whole weights for " + strings.Join(n.Levels, ":") + ", as 5:3:2, with its document"
	}
	return localBad.With(n.Zh, n.En, zh, en).At(field).Under(n.Clause)
}

// missingOn says that the value is not set on a day.
func (n *LocalNeed) missingOn(d date.Day) *problem.Problem {
	return localDay.With(n.Zh, n.En, n.SetBy, n.Where, d).Under(n.Clause)
}

// CheckLocal reads one local value against the need it answers; offices call
// it before a value is stored.
func (p *Pack) CheckLocal(v LocalValue) error {
	n := p.localNeed(v.Name)
	if n == nil {
		return p.noLocal(v.Name).At("name")
	}
	if _, ok := n.read(v); !ok {
		return n.badValue("value")
	}
	return nil
}

// noLocal says that the pack asks for no value of the name, and for which it does.
func (p *Pack) noLocal(name string) *problem.Problem {
	names := make([]string, len(p.Local))
	for i := range p.Local {
		names[i] = p.Local[i].Name
	}
	return localUnknown.With(name, strings.Join(names, ", "))
}

func (p *Pack) localNeed(name string) *LocalNeed {
	for i := range p.Local {
		if p.Local[i].Name == name {
			return &p.Local[i]
		}
	}
	return nil
}
