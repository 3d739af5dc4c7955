package policy

import (
	"fmt"
	"strings"
)

func (d *differ) papers() {
	pairs(d.old.Papers, d.new.Papers, func(p *Paper) string { return p.ID }, func(id string, a, b *Paper) {
		runs := func(p *Pack, x *Paper) []run {
			if x == nil {
				return nil
			}
			w := []Words{x.When.Words(p)}
			if x.Original {
				w = append(w, Words{"原件", "original"})
			}
			if x.Copies > 0 {
				w = append(w, Words{fmt.Sprintf("复印件 %d 份", x.Copies), fmt.Sprintf("%d copies", x.Copies)})
			}
			return spanned(x.Span, joined(w))
		}
		x, p := b, d.new
		if x == nil {
			x, p = a, d.old
		}
		d.timelines("papers", id, x.Clause, x.When.Words(p), Words{"材料“" + x.Zh + "”", "paper: " + x.En}, runs(d.old, a), runs(d.new, b))
	})
}

// ways compares who acts, how it is delivered and how homes are paid.
func (d *differ) ways() {
	n := d.new
	pairs(d.old.Handlers, n.Handlers, func(h *HandlerRule) string { return h.Kind.String() }, func(id string, a, b *HandlerRule) {
		x := b
		if x == nil {
			x = a
		}
		said := func(h *HandlerRule) Words {
			if h == nil {
				return Words{}
			}
			return Words{"可以办理", "may act"}
		}
		d.differs("handlers", id, x.Clause, everybody, x.Words, said(a), said(b))
	})
	pairs(d.old.Delivery, n.Delivery, func(x *Delivery) string { return x.ID }, func(id string, a, b *Delivery) {
		x, p := b, n
		if x == nil {
			x, p = a, d.old
		}
		d.differs("delivery", id, x.Clause, x.When.Words(p), x.Words, a.words(), b.words())
	})
	d.differs("out_of_area", "", n.EffectiveClause, Words{"在外地火化的", "cremated elsewhere"}, Words{"异地火化", "cremation elsewhere"}, d.old.OutOfArea.words(), n.OutOfArea.words())
	d.differs("settlement", "", n.Settlement.Clause, Words{"殡仪馆", "homes"}, Words{"结算", "settlement"}, d.old.Settlement.words(), n.Settlement.words())
	pairs(d.old.Deadlines, n.Deadlines, func(x *Deadline) string { return x.ID }, func(id string, a, b *Deadline) {
		x, p := b, n
		if x == nil {
			x, p = a, d.old
		}
		d.differs("deadlines", id, x.Clause, x.When.Words(p), x.Words, a.words(), b.words())
	})
}

func (x *Delivery) words() Words {
	if x == nil {
		return Words{}
	}
	m := modeWords[max(indexOf(modeWords, x.Mode), 0)]
	return Words{m.zh, m.en}
}

func (x *OutOfArea) words() Words {
	if x == nil {
		return Words{"不报销", "not reimbursed"}
	}
	if x.Standard == "invoice" {
		return Words{"按发票在限额内报销", "reimbursed by invoice within the limits"}
	}
	return Words{"按本地价格和限额报销", "reimbursed by local prices and limits"}
}

var cycleWords = []word{{"month", "按月", "monthly"}, {"quarter", "按季", "quarterly"}, {"year", "按年", "yearly"}}

func (s *Settlement) words() Words {
	c := cycleWords[max(indexOf(cycleWords, s.Cycle), 0)]
	when, whenEn := fmt.Sprintf("次期第 1 个月 %d 日前", s.PayDay), fmt.Sprintf("by day %d of the month after", s.PayDay)
	if s.LastWorkdays > 0 {
		when, whenEn = fmt.Sprintf("期末最后 %d 个工作日", s.LastWorkdays), fmt.Sprintf("in the last %d working days of the cycle", s.LastWorkdays)
	}
	return Words{c.zh + "，" + strings.Join(s.Path, "→") + "，" + when, c.en + ", " + strings.Join(s.Path, "→") + ", " + whenEn}
}

func (x *Deadline) words() Words {
	if x == nil {
		return Words{}
	}
	if x.Due != NotStated {
		return Words{x.Due.String(), x.Due.String()}
	}
	units := map[string]string{"days": "天", "workdays": "个工作日", "months": "个月", "years": "年"}
	from := map[string]string{"death": "死亡", "cremation": "火化", "burial": "安葬", "application": "申请", "receipt": "收件", "approval": "批准"}
	return Words{fmt.Sprintf("%s之日起 %d %s", from[x.From], x.Days, units[x.Unit]), fmt.Sprintf("%d %s from %s", x.Days, x.Unit, x.From)}
}

// open compares what the installation must add and what the text leaves open.
func (d *differ) open() {
	n := d.new
	keeper := Words{"政策管理员", "the keeper of the policy"}
	pairs(d.old.Local, n.Local, func(l *LocalNeed) string { return l.Name }, func(id string, a, b *LocalNeed) {
		said := func(l *LocalNeed) Words {
			if l == nil {
				return Words{}
			}
			return Words{"须由" + l.SetBy + "录入", "to be entered by " + l.SetBy}
		}
		x := b
		if x == nil {
			x = a
		}
		d.differs("local", id, x.Clause, keeper, Words{"本地参数“" + x.Zh + "”", "local value: " + x.En}, said(a), said(b))
	})
	pairs(d.old.Assumptions, n.Assumptions, func(a *Assumption) string { return a.ID }, func(id string, a, b *Assumption) {
		said := func(x *Assumption) Words {
			if x == nil {
				return Words{}
			}
			if x.Confirmed != "" {
				return Words{x.Choice.Zh + "（已确认：" + x.Confirmed + "）", x.Choice.En + " (confirmed: " + x.Confirmed + ")"}
			}
			return x.Choice
		}
		x := b
		if x == nil {
			x = a
		}
		d.differs("assumptions", id, x.Clause, keeper, Words{"假定“" + x.Question.Zh + "”", "assumption: " + x.Question.En}, said(a), said(b))
	})
}
