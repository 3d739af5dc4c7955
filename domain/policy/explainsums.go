package policy

import (
	"fmt"
	"strings"

	"songbai/domain/money"
)

func (e *explainer) cap() {
	d := e.d
	if d.Cap == nil {
		e.say("cap", d.Class.CostClause,
			fmt.Sprintf("不受最高限额限制，合计可免 %s 元。", d.PreCap.Grouped()), fmt.Sprintf("No cap; %s in all.", d.PreCap.Grouped()))
		return
	}
	if !d.Capped {
		e.say("cap", d.Cap.Clause,
			fmt.Sprintf("合计可免 %s 元，未超过%s %s 元。", d.PreCap.Grouped(), d.Cap.Zh, d.Ceiling.Grouped()),
			fmt.Sprintf("%s in all, within the %s of %s.", d.PreCap.Grouped(), d.Cap.En, d.Ceiling.Grouped()))
		return
	}
	over := d.PreCap - d.Ceiling
	e.say("cap", d.Cap.Clause,
		fmt.Sprintf("合计可免 %s 元，超过%s %s 元；按项目顺序计满限额，超出的 %s 元自付。", d.PreCap.Grouped(), d.Cap.Zh, d.Ceiling.Grouped(), over.Grouped()),
		fmt.Sprintf("%s in all, above the %s of %s; filled in the order of the items, the family pays %s.", d.PreCap.Grouped(), d.Cap.En, d.Ceiling.Grouped(), over.Grouped()))
}

var levelZh = map[string]string{"central": "中央", "province": "省级", "prefecture": "地市级", "county": "县级", "home": "殡仪馆自行承担"}

func (e *explainer) fund() {
	d := e.d
	var zh, en []string
	several := false
	for _, s := range d.Shares {
		several = several || s.Fund != d.Fund.ID
	}
	if several {
		e.fundsOfItems()
		return
	}
	for _, s := range d.Shares {
		zh = append(zh, levelZh[string(s.Level)]+" "+s.Fen.Grouped()+" 元")
		en = append(en, string(s.Level)+" "+s.Fen.Grouped())
	}
	e.say("fund", d.Fund.Clause, "由"+d.Fund.Zh+"支付："+strings.Join(zh, "，")+"。", "Paid from the "+d.Fund.En+": "+strings.Join(en, ", ")+".")
}

func (e *explainer) total() {
	d := e.d
	grouped := func(a money.Amount) string { return a.Grouped() }
	e.say("total", "",
		fmt.Sprintf("收费合计 %s 元 = 免除 %s 元 + 自付 %s 元。", grouped(d.Charged), grouped(d.Waived), grouped(d.Family)),
		fmt.Sprintf("Charged %s = waived %s + family pays %s.", grouped(d.Charged), grouped(d.Waived), grouped(d.Family)))
}

// papers says what to bring; of papers that stand for each other it says once
// that any one is enough.
func (e *explainer) papers() {
	told := map[string]bool{}
	for i, p := range e.d.Papers {
		var zh, en []string
		for _, o := range e.d.Papers[i:] {
			if o == p || p.AnyOf != "" && o.AnyOf == p.AnyOf {
				w := o.words()
				if o.Clause != p.Clause {
					w = Words{w.Zh + "（" + o.Clause + "）", w.En + " (" + o.Clause + ")"}
				}
				zh, en = append(zh, w.Zh), append(en, w.En)
			}
		}
		switch {
		case told[p.AnyOf]:
		case len(zh) == 1:
			e.say("paper", p.Clause, "须交："+zh[0]+"。", "Needed: "+en[0]+".")
		default:
			e.say("paper", p.Clause, "须交以下任一："+strings.Join(zh, "；")+"。", "Needed, any one of: "+strings.Join(en, "; ")+".")
		}
		told[p.AnyOf] = p.AnyOf != ""
	}
}

// words names a paper, whether the original is seen and how many copies stay.
func (p *Paper) words() Words {
	w := p.Words
	if p.Original {
		w = Words{w.Zh + "，原件", w.En + ", original"}
	}
	switch {
	case p.Copies == 1:
		w = Words{w.Zh + "，复印件 1 份", w.En + ", 1 copy"}
	case p.Copies > 1:
		w = Words{fmt.Sprintf("%s，复印件 %d 份", w.Zh, p.Copies), fmt.Sprintf("%s, %d copies", w.En, p.Copies)}
	}
	return w
}

// offset says what is set against another benefit.
func (e *explainer) offset() {
	if e.d.Offset == 0 {
		return
	}
	o, grouped := e.p.pack.Offset, e.d.Offset.Grouped()
	e.say("offset", o.Clause,
		fmt.Sprintf("%s：另有待遇 %s 元，相抵 %s 元，实际免除 %s 元。", o.Zh, e.f.OtherBenefit.Grouped(), grouped, e.d.Waived.Grouped()),
		fmt.Sprintf("%s: another benefit of %s, %s set against it, %s waived.", o.En, e.f.OtherBenefit.Grouped(), grouped, e.d.Waived.Grouped()))
}

// fundsOfItems says who pays when items have funds of their own.
func (e *explainer) fundsOfItems() {
	for _, s := range e.d.Shares {
		f := e.p.pack.Fund(s.Fund)
		if f == nil || s.Fen == 0 {
			continue
		}
		e.say("fund", f.Clause, fmt.Sprintf("由%s支付：%s %s 元。", f.Zh, levelZh[string(s.Level)], s.Fen.Grouped()),
			fmt.Sprintf("Paid from the %s: %s %s.", f.En, s.Level, s.Fen.Grouped()))
	}
}

var payeeWords = []word{{"family", "家属", "the family"}, {"operator", "承办单位", "the operator"}, {"cemetery", "公墓", "the cemetery"}, {"home", "殡仪馆", "the home"}}

// awards says what is paid besides the waiver, and what is owed back.
func (e *explainer) awards() {
	for _, g := range e.d.Awards {
		w := g.Award
		to := payeeWords[max(indexOf(payeeWords, w.Payee), 0)]
		if g.Recover {
			e.say("award", w.Clause, fmt.Sprintf("%s：已不符合条件，须退回 %s 元。", w.Zh, g.Amount.Grouped()),
				fmt.Sprintf("%s: the condition no longer holds, %s to be paid back.", w.En, g.Amount.Grouped()))
			continue
		}
		least, leastEn := "", ""
		if w.AtLeast {
			least, leastEn = "不少于 ", "at least "
		}
		by, byEn := "", ""
		if f := e.bears(w); f != nil {
			by, byEn = "由"+f.Zh+"支付，", "from the "+f.En+", "
		}
		if len(e.d.Lines) == 0 {
			e.say("award", w.Clause, fmt.Sprintf("发放%s：%s%s 元，%s发给%s。", w.Zh, least, g.Amount.Grouped(), by, to.zh),
				fmt.Sprintf("Paid: %s, %s%s, %sto %s.", w.En, leastEn, g.Amount.Grouped(), byEn, to.en))
			continue
		}
		e.say("award", w.Clause, fmt.Sprintf("另发%s：%s%s 元，%s发给%s，不从收费中扣除。", w.Zh, least, g.Amount.Grouped(), by, to.zh),
			fmt.Sprintf("Besides: %s, %s%s, %sto %s; it is not taken off the charges.", w.En, leastEn, g.Amount.Grouped(), byEn, to.en))
	}
}

// bears gives the fund that pays an award: its own, or that of the claim.
func (e *explainer) bears(w *Award) *Fund {
	if f := e.p.pack.Fund(w.Fund); f != nil {
		return f
	}
	return e.d.Fund
}

var modeWords = []word{
	{"deduct", "结账时直接扣减", "taken off the bill"}, {"approve_first", "事前审批后直接扣减", "approved first, then taken off the bill"},
	{"voucher", "凭联系函直接扣减", "taken off on a contact letter"}, {"pay_first", "先缴费后报销", "paid first, then reimbursed"},
	{"card", "经一卡通发放", "paid to the benefit card"}, {"later", "事后凭证明补办", "granted later on a certificate"},
}

// delivery says how the benefit reaches the family.
func (e *explainer) delivery() {
	d := e.d.Delivery
	if d == nil {
		return
	}
	m := modeWords[max(indexOf(modeWords, d.Mode), 0)]
	zh, en := d.Zh+"："+m.zh+"。", d.En+": "+m.en+"."
	if d.PayFirst == "forbidden" {
		zh, en = zh+"不得要求家属先垫付。", en+" The family must not be asked to pay first."
	}
	e.say("delivery", d.Clause, zh, en)
}
