package policy

import (
	"fmt"
	"strings"

	"songbai/domain/fund"
	"songbai/domain/money"
)

func yuan(a money.Amount) Words { return Words{a.Grouped() + " 元", a.Grouped() + " yuan"} }

func (d *differ) refusals() {
	pairs(d.old.Refusals, d.new.Refusals, func(r *Refusal) string { return r.Code }, func(code string, a, b *Refusal) {
		runs := func(p *Pack, r *Refusal) []run {
			if r == nil {
				return nil
			}
			return spanned(r.Span, r.When.Words(p))
		}
		x := b
		if x == nil {
			x = a
		}
		d.timelines("refusals", code, x.Clause, Words{x.Zh, x.En}, Words{"不予免除“" + x.Zh + "”", "refusal: " + x.En}, runs(d.old, a), runs(d.new, b))
	})
}

func (d *differ) classes() {
	pairs(d.old.Classes, d.new.Classes, func(c *Class) string { return c.ID }, func(id string, a, b *Class) {
		runs := func(p *Pack, c *Class) []run {
			if c == nil {
				return nil
			}
			return spanned(c.Span, joined([]Words{c.When.Words(p), c.terms()}))
		}
		x := b
		if x == nil {
			x = a
		}
		d.timelines("classes", id, x.Clause, Words{x.Zh, x.En}, Words{"对象“" + x.Zh + "”", "class " + x.En}, runs(d.old, a), runs(d.new, b))
	})
}

// terms says on which terms a class is served, nothing for the usual ones.
func (c *Class) terms() Words {
	var out []Words
	if c.Percent != 100 {
		out = append(out, Words{fmt.Sprintf("免 %d%%", c.Percent), fmt.Sprintf("%d%% waived", c.Percent)})
	}
	if c.Scope == "all" {
		out = append(out, Words{"所有服务", "all services"})
	}
	if c.Price == "actual" {
		out = append(out, Words{"按实际费用", "at actual cost"})
	}
	if c.Cap == "none" {
		out = append(out, Words{"不受合计限额限制", "without the total cap"})
	}
	return joined(out)
}

var sourceWords = []word{{"list", "按价目表", "by the price list"}, {"lowest", "按价目表最低价", "at the lowest of the list"}, {"fixed", "按政策定价", "at the price of the policy"}, {"reference", "按价目表，没有时按参考价", "by the list, else the reference price"}, {"actual", "按实际收费", "as charged"}}

var gradeWords = []word{{"none", "其他档不免", "other grades get nothing"}, {"difference", "其他档付差额", "other grades: the difference is paid"}, {"credit", "其他档抵扣定额", "other grades: a credit"}}

func (d *differ) items() {
	pairs(d.old.Items, d.new.Items, func(i *Item) string { return i.Code }, func(code string, a, b *Item) {
		if a == nil || b == nil {
			d.itemWhole(code, a, b)
			return
		}
		who := b.When.Words(d.new)
		name := func(zh, en string) Words { return Words{b.Zh + zh, b.En + en} }
		say := func(zh, en string, x, y []run) { d.timelines("items", code, b.Clause, who, name(zh, en), x, y) }
		say("的适用对象", ", for whom", spanned(a.Span, a.When.Words(d.old)), spanned(b.Span, b.When.Words(d.new)))
		d.differs("items", code, b.Clause, who, name("的计价", ", price"), a.pricing(), b.pricing())
		d.limits(a, b)
		say("的单项限额", ", cap of the item", valueRuns(a.Caps), valueRuns(b.Caps))
		say("的自付部分", ", the family's own part", valueRuns(a.FamilyPart), valueRuns(b.FamilyPart))
		say("的抵扣定额", ", credit", valueRuns(a.Credits), valueRuns(b.Credits))
		d.tariffs(a, b)
	})
}

func (d *differ) itemWhole(code string, a, b *Item) {
	if b == nil {
		d.say("items", code, a.Clause, a.When.Words(d.old), Words{"项目“" + a.Zh + "”", "item " + a.En}, a.pricing(), Words{}, d.from)
		return
	}
	d.say("items", code, b.Clause, b.When.Words(d.new), Words{"项目“" + b.Zh + "”", "item " + b.En}, Words{}, b.pricing(), max(b.Span.From, d.from))
}

// pricing says how an item is priced.
func (it *Item) pricing() Words {
	s, g := sourceWords[max(indexOf(sourceWords, it.Source), 0)], gradeWords[max(indexOf(gradeWords, it.OtherGrades), 0)]
	out := []Words{{s.zh, s.en}, {g.zh, g.en}}
	if it.Percent != 100 {
		out = append(out, Words{fmt.Sprintf("免 %d%%", it.Percent), fmt.Sprintf("%d%% waived", it.Percent)})
	}
	if it.Fund != "" {
		out = append(out, Words{"由“" + string(it.Fund) + "”承担", "borne by " + string(it.Fund)})
	}
	return joined(out)
}

func (l *Limit) words(it *Item) Words {
	if l.Most == Unlimited {
		return Words{"不限", "without limit"}
	}
	return Words{fmt.Sprintf("%d %s", l.Most, unitZh(it.Unit)), fmt.Sprintf("%d %s", l.Most, unitEn(it.Unit))}
}

// limits compares the limits of the same group of people.
func (d *differ) limits(a, b *Item) {
	group := func(p *Pack, it *Item) (keys []string, runs map[string][]run, who map[string]Words) {
		runs, who = map[string][]run{}, map[string]Words{}
		for i := range it.Limits {
			l := &it.Limits[i]
			k := l.When.name()
			if runs[k] == nil {
				keys = append(keys, k)
				who[k] = l.When.Words(p)
			}
			runs[k] = append(runs[k], run{l.Span, l.words(it)})
		}
		return keys, runs, who
	}
	oldKeys, oldRuns, oldWho := group(d.old, a)
	newKeys, newRuns, newWho := group(d.new, b)
	name := Words{b.Zh + "的免费数量", b.En + ", free quantity"}
	for _, k := range newKeys {
		d.timelines("items", b.Code, b.Clause, newWho[k], name, oldRuns[k], newRuns[k])
	}
	for _, k := range oldKeys {
		if newRuns[k] == nil {
			d.timelines("items", b.Code, b.Clause, oldWho[k], name, oldRuns[k], nil)
		}
	}
}

func (d *differ) tariffs(a, b *Item) {
	grades := func(it *Item) (keys []string, runs map[string][]run) {
		runs = map[string][]run{}
		for i := range it.Tariffs {
			t := &it.Tariffs[i]
			if runs[t.Grade] == nil {
				keys = append(keys, t.Grade)
			}
			runs[t.Grade] = append(runs[t.Grade], run{t.days(), t.words()})
		}
		return keys, runs
	}
	oldKeys, oldRuns := grades(a)
	newKeys, newRuns := grades(b)
	for _, k := range append(newKeys, oldKeys...) {
		d.timelines("items", b.Code, b.Clause, b.When.Words(d.new), Words{strings.TrimSpace(b.Zh+" "+k) + "的价格", strings.TrimSpace(b.En+" "+k) + ", price"}, oldRuns[k], newRuns[k])
		delete(oldRuns, k)
		delete(newRuns, k)
	}
}

// words says a price.
func (t *Tariff) words() Words {
	var out Words
	switch {
	case t.Distance != nil:
		x := t.Distance
		out = Words{"每公里 " + x.PerKm.Grouped() + " 元", x.PerKm.Grouped() + " a kilometre"}
		if x.Round {
			out.Zh, out.En = out.Zh+"（往返）", out.En+" (round trip)"
		}
		if x.StartPrice > 0 || x.StartMetres > 0 {
			out.Zh += fmt.Sprintf("，%d 公里以内 %s 元", x.StartMetres/1000, x.StartPrice.Grouped())
			out.En += fmt.Sprintf(", %s up to %d km", x.StartPrice.Grouped(), x.StartMetres/1000)
		}
		if x.Minimum > 0 {
			out.Zh, out.En = out.Zh+"，不足 "+x.Minimum.Grouped()+" 元按此计", out.En+", at least "+x.Minimum.Grouped()
		}
		if x.Maximum > 0 {
			out.Zh, out.En = out.Zh+"，最多 "+x.Maximum.Grouped()+" 元", out.En+", at most "+x.Maximum.Grouped()
		}
	case t.Zones != nil:
		var zh, en []string
		for _, z := range t.Zones {
			far, farEn := fmt.Sprintf("%d 公里内 ", z.Metres/1000), fmt.Sprintf("to %d km ", z.Metres/1000)
			if z.Metres == 0 {
				far, farEn = "更远 ", "beyond "
			}
			zh, en = append(zh, far+z.Price.Grouped()+" 元"), append(en, farEn+z.Price.Grouped())
		}
		out = Words{strings.Join(zh, "、"), strings.Join(en, ", ")}
	default:
		out = Words{"每" + unitZh(t.Per) + " " + t.Price.Grouped() + " 元", t.Price.Grouped() + " a " + unitEn(t.Per)}
	}
	return out
}

func (d *differ) groups() {
	pairs(d.old.Groups, d.new.Groups, func(g *Group) string { return g.ID }, func(id string, a, b *Group) {
		runs := func(p *Pack, g *Group) []run {
			if g == nil {
				return nil
			}
			w := Words{strings.Join(g.Items, "、") + " 合计", strings.Join(g.Items, ", ") + " together"}
			if g.Take == "one" {
				w = Words{strings.Join(g.Items, "、") + " 只免一项", "one of " + strings.Join(g.Items, ", ")}
			}
			if len(g.Caps) == 0 {
				return spanned(g.Span, w)
			}
			var out []run
			for _, r := range valueRuns(g.Caps) {
				out = append(out, run{r.Span, joined([]Words{w, r.Words})})
			}
			return out
		}
		x := b
		if x == nil {
			x = a
		}
		d.timelines("groups", id, x.Clause, everybody, Words{x.Zh, x.En}, runs(d.old, a), runs(d.new, b))
	})
}

func (d *differ) caps() {
	pairs(d.old.Caps, d.new.Caps, func(c *Cap) string { return c.ID }, func(id string, a, b *Cap) {
		runs := func(c *Cap) []run {
			if c == nil {
				return nil
			}
			if c.Local != "" {
				return spanned(Span{0, Forever}, Words{"本地参数“" + c.Local + "”", "the local value " + c.Local})
			}
			return valueRuns(c.Values)
		}
		x, p := b, d.new
		if x == nil {
			x, p = a, d.old
		}
		d.timelines("caps", id, x.Clause, x.When.Words(p), Words{x.Zh, x.En}, runs(a), runs(b))
		if a != nil && b != nil {
			d.differs("caps", id, b.Clause, b.When.Words(d.new), Words{b.Zh + "的适用对象", b.En + ", for whom"}, a.When.Words(d.old), b.When.Words(d.new))
		}
	})
	said := func(p *Pack) Words {
		if p.Offset == nil {
			return Words{}
		}
		return joined([]Words{p.Offset.Words, p.Offset.When.Words(p)})
	}
	d.differs("offset", "", d.new.EffectiveClause, everybody, Words{"与其他待遇相抵", "offset"}, said(d.old), said(d.new))
}

func (d *differ) awards() {
	pairs(d.old.Awards, d.new.Awards, func(w *Award) string { return w.ID }, func(id string, a, b *Award) {
		runs := func(w *Award) (out []run) {
			if w == nil {
				return nil
			}
			if w.Local != "" {
				return spanned(w.Span, Words{"本地参数“" + w.Local + "”", "the local value " + w.Local})
			}
			for _, r := range valueRuns(w.Values) {
				s := Span{max(r.From, w.Span.From), min(r.To, w.Span.To)}
				if s.From <= s.To {
					out = append(out, run{s, r.Words})
				}
			}
			return out
		}
		x, p := b, d.new
		if x == nil {
			x, p = a, d.old
		}
		d.timelines("awards", id, x.Clause, x.When.Words(p), Words{x.Zh, x.En}, runs(a), runs(b))
		if a != nil && b != nil {
			d.differs("awards", id, b.Clause, b.When.Words(d.new), Words{b.Zh + "的条件", b.En + ", condition"}, a.When.Words(d.old), b.When.Words(d.new))
		}
	})
}

func (d *differ) funds() {
	pairs(d.old.Funds, d.new.Funds, func(f *Fund) string { return string(f.ID) }, func(id string, a, b *Fund) {
		runs := func(f *Fund) (out []run) {
			switch {
			case f == nil:
				return nil
			case f.Local != "":
				return spanned(Span{0, Forever}, Words{levelsZh(f.Levels) + " 按本地参数“" + f.Local + "”分担", "shared by the local value " + f.Local})
			case len(f.Values) == 0:
				return spanned(Span{0, Forever}, Words{levelsZh(f.Levels), levelsEn(f.Levels)})
			}
			for _, w := range f.Values {
				text := strings.Trim(strings.ReplaceAll(fmt.Sprint(w.Weights), " ", ":"), "[]")
				out = append(out, run{w.Span, Words{levelsZh(f.Levels) + " " + text, levelsEn(f.Levels) + " " + text}})
			}
			return out
		}
		x, p := b, d.new
		if x == nil {
			x, p = a, d.old
		}
		d.timelines("funds", id, x.Clause, x.When.Words(p), Words{"经费“" + x.Zh + "”", "fund " + x.En}, runs(a), runs(b))
		if a != nil && b != nil {
			d.differs("funds", id, b.Clause, b.When.Words(d.new), Words{"经费“" + b.Zh + "”的适用对象", "fund " + b.En + ", for whom"}, a.When.Words(d.old), b.When.Words(d.new))
		}
	})
}

func levelsZh(ls []fund.Level) string {
	var out []string
	for _, l := range ls {
		out = append(out, levelZh[string(l)])
	}
	return strings.Join(out, "、")
}

func levelsEn(ls []fund.Level) string {
	var out []string
	for _, l := range ls {
		out = append(out, string(l))
	}
	return strings.Join(out, ", ")
}
