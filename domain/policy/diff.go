package policy

import (
	"slices"
	"strings"

	"songbai/domain/date"
)

// Change is one way in which a pack differs from another, in words: what
// changed and for whom.
type Change struct {
	Section string   // of pack.yaml: effective, classes, items …
	ID      string   // of the rule, "" for a section without ids
	Kind    string   // added, ended, changed
	Words            // what changed
	Who     Words    // for whom
	Clause  string   // of the new pack, of the old one for what ended
	From    date.Day // first day on which it differs
}

// Diff says how the rules of new differ from those of old on the days on which
// new is in force, in the order of a pack. Packs that decide alike and are
// described alike have no changes.
func Diff(old, new *Pack) []Change {
	d := &differ{old: old, new: new, from: new.Effective.From}
	d.frame()
	d.refusals()
	d.classes()
	d.items()
	d.groups()
	d.caps()
	d.awards()
	d.funds()
	d.papers()
	d.ways()
	d.open()
	return d.out
}

type differ struct {
	old, new *Pack
	from     date.Day
	out      []Change
}

var everybody = Words{"所有人", "everybody"}

// say notes a change; before and after are words, "" for nothing.
func (d *differ) say(section, id, clause string, who, name, before, after Words, from date.Day) {
	c := Change{Section: section, ID: id, Kind: "changed", Who: who, Clause: clause, From: from}
	switch {
	case before.Zh == "":
		c.Kind, c.Words = "added", Words{name.Zh + "：新增 " + after.Zh, name.En + ": now " + after.En}
	case after.Zh == "":
		c.Kind, c.Words = "ended", Words{name.Zh + "：取消（原为 " + before.Zh + "）", name.En + ": no longer (was " + before.En + ")"}
	default:
		c.Words = Words{name.Zh + "：由 " + before.Zh + " 改为 " + after.Zh, name.En + ": " + before.En + " becomes " + after.En}
	}
	d.out = append(d.out, c)
}

// differs notes a change when two words differ.
func (d *differ) differs(section, id, clause string, who, name, before, after Words) {
	if before != after {
		d.say(section, id, clause, who, name, before, after, d.from)
	}
}

// run is what holds over a span of days, in words.
type run struct {
	Span
	Words
}

// timelines notes each run of days on which two timelines say different things.
func (d *differ) timelines(section, id, clause string, who, name Words, before, after []run) {
	var cuts []date.Day
	for _, r := range slices.Concat(before, after) {
		cuts = append(cuts, max(r.From, d.from))
		if r.To != Forever {
			cuts = append(cuts, max(r.To+1, d.from))
		}
	}
	slices.Sort(cuts)
	var last [2]Words
	for i, day := range slices.Compact(cuts) {
		pair := [2]Words{sayOn(before, day), sayOn(after, day)}
		if !d.new.Effective.Holds(day) || i > 0 && pair == last {
			continue
		}
		if last = pair; pair[0] != pair[1] {
			d.say(section, id, clause, who, name, pair[0], pair[1], day)
		}
	}
}

func sayOn(rs []run, day date.Day) Words {
	for _, r := range rs {
		if r.Holds(day) {
			return r.Words
		}
	}
	return Words{}
}

// pairs calls f for what has one id in both lists, and for what is in one only;
// an absent one is nil.
func pairs[T any](old, new []T, id func(*T) string, f func(id string, old, new *T)) {
	find := func(list []T, key string) *T {
		for i := range list {
			if id(&list[i]) == key {
				return &list[i]
			}
		}
		return nil
	}
	for i := range new {
		f(id(&new[i]), find(old, id(&new[i])), &new[i])
	}
	for i := range old {
		if find(new, id(&old[i])) == nil {
			f(id(&old[i]), &old[i], nil)
		}
	}
}

func valueRuns(vs []Value) []run {
	var out []run
	for _, v := range vs {
		out = append(out, run{v.Span, yuan(v.Amount)})
	}
	return out
}

// spanned is words that hold over a span.
func spanned(s Span, w Words) []run { return []run{{s, w}} }

func joined(parts []Words) (out Words) {
	var zh, en []string
	for _, p := range parts {
		if p.Zh != "" {
			zh, en = append(zh, p.Zh), append(en, p.En)
		}
	}
	return Words{strings.Join(zh, "，"), strings.Join(en, ", ")}
}

// frame compares what stands at the beginning of packs.
func (d *differ) frame() {
	o, n := d.old, d.new
	d.differs("effective", "", n.EffectiveClause, everybody, Words{"施行日期", "in force"}, spanWords(o.Effective), spanWords(n.Effective))
	day := func(p *Pack) Words {
		return Words{"按" + dayZh(p.Days.Rules) + "的规定，价格按" + dayZh(p.Days.Prices), "rules by the day of " + p.Days.Rules + ", prices by " + p.Days.Prices}
	}
	d.differs("days", "", n.EffectiveClause, everybody, Words{"计算依据的日期", "days that count"}, day(o), day(n))
	pairs(o.Areas, n.Areas, func(p *Place) string { return p.ID }, func(id string, a, b *Place) {
		runs := func(p *Place) (out []run) {
			if p != nil {
				for _, v := range p.Values {
					out = append(out, run{v.Span, Words{strings.Join(v.Codes, "、"), strings.Join(v.Codes, ", ")}})
				}
			}
			return out
		}
		d.timelines("areas", id, n.EffectiveClause, everybody, Words{"地区“" + id + "”", "area " + id}, runs(a), runs(b))
	})
}

func spanWords(s Span) Words {
	if s.To == Forever {
		return Words{s.From.String() + " 起", "from " + s.From.String()}
	}
	return Words{s.From.String() + " 至 " + s.To.String(), s.From.String() + " to " + s.To.String()}
}
