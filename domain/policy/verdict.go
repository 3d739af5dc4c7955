package policy

import (
	"math/bits"
	"sync/atomic"

	"songbai/domain/date"
	"songbai/domain/money"
)

// verdict is all that the conditions say for one combination of the facts they
// read, on one run of days. What is left for a claim is integer arithmetic.
type verdict struct {
	key     key
	err     error
	refusal *Refusal
	class   *Class
	cap     *Cap
	ceiling money.Amount // of cap
	capDoc  string
	fund    *Fund
	weights []int64
	items   []itemRule
	papers  []*Paper
	trace   []string

	extra *extras // nil for packs that say none of it
}

// itemRule is what one item may cost the public purse.
type itemRule struct {
	covered bool
	actual  bool // no standard price
	lowest  bool
	grades  byte // n: none, d: difference, c: credit
	most    int64
	cap     money.Amount // -1: none
	credit  money.Amount
	percent int64
	part    money.Amount // the family's own part of one unit
}

// key is the combination of facts that a verdict is remembered under.
type key struct {
	yes     Set
	places  uint64
	edition int32
	choices uint32
	numbers [maxNumbers]uint64 // in the order of Plan.numbers; 0 when not known
}

// hash spreads keys that hold so many numbers.
func (k *key) hash(numbers int) uint64 {
	h := uint64(k.yes)*0x9E3779B97F4A7C15 ^ bits.RotateLeft64(k.places*0xC2B2AE3D27D4EB4F, 31)
	h ^= (uint64(k.edition)<<32 | uint64(k.choices)) * 0x165667B19E3779F9
	for _, n := range k.numbers[:numbers] {
		h = bits.RotateLeft64(h, 7) ^ n*0x27D4EB2F165667C5
	}
	return (h ^ h>>32) * 0x9E3779B97F4A7C15 >> (64 - memoryBits)
}

// memory is a bounded table of verdicts; a slot may be overwritten at any time,
// which costs one more evaluation and never an answer.
type memory struct {
	slots []atomic.Pointer[verdict]
}

const memoryBits = 13

func (m *memory) init() { m.slots = make([]atomic.Pointer[verdict], 1<<memoryBits) }

// find looks in the two slots a key with this hash may have.
func (m *memory) find(k *key, h uint64) *verdict {
	if v := m.slots[h].Load(); v != nil && v.key == *k {
		return v
	}
	if v := m.slots[h^1].Load(); v != nil && v.key == *k {
		return v
	}
	return nil
}

func (m *memory) keep(v *verdict, h uint64) {
	if m.slots[h].Load() != nil && m.slots[h^1].Load() == nil {
		h ^= 1
	}
	m.slots[h].Store(v)
}

// keyOf reads what the conditions read.
func (p *Plan) keyOf(f *Facts, edition int) (k key) {
	k.edition = int32(edition)
	k.yes = f.Yes & p.reads.yes
	k.choices = uint32(f.Route)
	if p.reads.choices&2 != 0 {
		k.choices |= uint32(f.Disposal) << 8
	}
	if p.reads.choices&4 != 0 {
		k.choices |= uint32(f.Ashes) << 16
	}
	if p.reads.choices&8 != 0 {
		k.choices |= uint32(f.Handler) << 24
	}
	for i, ranges := range p.tests[edition] {
		if inPlace(ranges, f.place(p.reads.places[i].place)) {
			k.places |= 1 << i
		}
	}
	for i, n := range p.numbers {
		if x := f.number(n); x.Known {
			k.numbers[i] = 1<<32 | uint64(uint32(x.N))
		}
	}
	return k
}

// ask gives the verdict for the facts on a day of the rules.
func (p *Plan) ask(f *Facts, day date.Day) *verdict {
	edition := runOf(p.editions, day)
	if edition < 0 {
		return p.before
	}
	k := p.keyOf(f, edition)
	h := k.hash(len(p.numbers))
	if v := p.memory.find(&k, h); v != nil {
		return v
	}
	v := p.judge(f, day, k)
	if v.err == nil {
		p.memory.keep(v, h)
	}
	return v
}

// judge asks every condition, in order, and resolves every value of the day.
func (p *Plan) judge(f *Facts, day date.Day, k key) *verdict {
	v := &verdict{key: k}
	if !p.pack.Effective.Holds(day) {
		v.refuse(&p.pack.NotInForce)
		return v
	}
	a := &asking{pack: p.pack, f: f, day: day}
	if p.eligible(v, a) {
		p.entitle(v, a)
	}
	v.err = a.err
	return v
}

func (v *verdict) refuse(r *Refusal) {
	v.refusal = r
	v.note("refusal", r.Code, true)
}

// note adds a step to the trace: what was asked and whether it held.
func (v *verdict) note(kind, id string, held bool) {
	mark := "-"
	if held {
		mark = "+"
	}
	v.trace = append(v.trace, kind+":"+id+mark)
}

// notCovered refuses cremations elsewhere where the pack has no rule for them.
var notCovered = Refusal{Code: "out_of_area_not_covered",
	Words: Words{"本政策不报销异地火化的费用", "the policy pays nothing for a cremation elsewhere"},
	Cure:  Words{"请向火化地或户籍地民政部门咨询当地政策", "ask the civil affairs office of the place of cremation or registration"}}

// eligible asks the refusals and finds the class (一).
func (p *Plan) eligible(v *verdict, a *asking) bool {
	if a.f.Route == Reimbursement && p.pack.OutOfArea == nil {
		r := notCovered
		r.Clause = p.pack.EffectiveClause
		v.refuse(&r)
		return false
	}
	for i := range p.pack.Refusals {
		r := &p.pack.Refusals[i]
		if !r.Span.Holds(a.day) {
			continue
		}
		if a.holds(&r.When) {
			v.refuse(r)
			return false
		}
		v.note("refusal", r.Code, false)
	}
	for i := range p.pack.Classes {
		c := &p.pack.Classes[i]
		if !c.Span.Holds(a.day) {
			continue
		}
		held := a.holds(&c.When)
		v.note("class", c.ID, held)
		if held {
			v.class, a.class = c, c
			return p.mayHandle(v, a)
		}
	}
	v.refuse(&p.pack.NoClass)
	return false
}

// entitle resolves items, cap, fund and papers of the class.
func (p *Plan) entitle(v *verdict, a *asking) {
	for i := range p.pack.Items {
		v.items = append(v.items, p.itemRule(&p.pack.Items[i], a))
	}
	if v.class.Cap == "total" {
		p.ceiling(v, a)
	}
	for i := range p.pack.Funds {
		fd := &p.pack.Funds[i]
		held := a.holds(&fd.When)
		v.note("fund", string(fd.ID), held)
		if held {
			v.fund = fd
			v.weights = p.weights(fd, a)
			break
		}
	}
	for i := range p.pack.Papers {
		paper := &p.pack.Papers[i]
		if paper.Span.Holds(a.day) && a.holds(&paper.When) {
			v.papers = append(v.papers, paper)
		}
	}
	if p.further {
		p.extend(v, a)
	}
}

func (p *Plan) itemRule(it *Item, a *asking) itemRule {
	r := itemRule{cap: -1, grades: it.OtherGrades[0], percent: it.Percent}
	r.actual = it.Source == "actual" || a.f.Route == Reimbursement && p.pack.OutOfArea.Standard == "invoice"
	r.lowest = it.Source == "lowest"
	r.covered = it.Span.Holds(a.day) && a.holds(&it.When)
	if x := valueOn(it.Caps, a.day); x != nil {
		r.cap = x.Amount
	}
	if x := valueOn(it.FamilyPart, a.day); x != nil {
		r.part = x.Amount
	}
	if x := valueOn(it.Credits, a.day); x != nil {
		r.credit = x.Amount
	}
	if l := p.limitOn(it, a); l != nil {
		r.most = l.Most
	}
	return r
}

// limitOn gives the limit in force: rows with a condition are asked first.
func (p *Plan) limitOn(it *Item, a *asking) *Limit {
	var plain *Limit
	for i := range it.Limits {
		l := &it.Limits[i]
		if !l.Holds(a.day) {
			continue
		}
		if l.When.always() {
			plain = l
		} else if a.holds(&l.When) {
			return l
		}
	}
	return plain
}

func valueOn(vs []Value, day date.Day) *Value {
	for i := range vs {
		if vs[i].Holds(day) {
			return &vs[i]
		}
	}
	return nil
}

func (p *Plan) ceiling(v *verdict, a *asking) {
	for i := range p.pack.Caps {
		c := &p.pack.Caps[i]
		held := a.holds(&c.When)
		v.note("cap", c.ID, held)
		if !held {
			continue
		}
		v.cap = c
		if c.Local != "" {
			if row := p.localOn(c.Local, a); row != nil {
				v.ceiling, v.capDoc = row.amount, row.doc
			}
		} else if x := valueOn(c.Values, a.day); x != nil {
			v.ceiling, v.capDoc = x.Amount, x.Source
		}
		return
	}
}

func (p *Plan) localOn(name string, a *asking) *localRow {
	rows := p.local[name]
	for i := range rows {
		if rows[i].Holds(a.day) {
			return &rows[i]
		}
	}
	a.fail(p.pack.localNeed(name).missingOn(a.day))
	return nil
}

func (p *Plan) weights(fd *Fund, a *asking) []int64 {
	if fd.Local != "" {
		if row := p.localOn(fd.Local, a); row != nil {
			return row.weights
		}
	}
	for _, w := range fd.Values {
		if w.Holds(a.day) {
			return w.Weights
		}
	}
	last := make([]int64, len(fd.Levels)) // what fixed sums leave falls to the last level
	last[len(last)-1] = 1
	return last
}
