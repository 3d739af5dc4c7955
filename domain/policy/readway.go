package policy

import (
	"strings"

	"songbai/domain/fund"
)

// procedure reads papers, out-of-area, settlement and deadlines.
func (r *packReader) procedure(o *object) {
	r.each(o, "papers", true, func(x *object) {
		p := Paper{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x), Span: r.within(x)}
		p.Kind = x.word("kind", "", paperKinds...)
		if n := x.opt("item"); n != nil {
			p.Item = x.optText("item")
			r.cite("item", p.Item, r.pos(n))
		}
		p.Original, p.AnyOf = x.yes("original"), x.optText("any_of")
		if n := x.opt("copies"); n != nil {
			p.Copies = x.whole("copies", n, 0, 20)
		}
		r.p.Papers = append(r.p.Papers, p)
	})
	r.section(o, "out_of_area", false, func(x *object) {
		r.p.OutOfArea = &OutOfArea{r.clause(x, "clause", true), x.word("office", "", "town", "home", "bureau", "home_or_bureau"),
			x.word("payee", "", "account", "home", "card"), x.word("standard", "", "own", "invoice")}
	})
	r.section(o, "settlement", true, r.settlement)
	r.each(o, "deadlines", false, r.deadline)
	r.each(o, "handlers", false, r.handler)
	r.each(o, "delivery", false, r.delivery)
}

func (r *packReader) settlement(x *object) {
	s := &r.p.Settlement
	s.Clause = r.clause(x, "clause", true)
	s.Cycle = x.word("cycle", "", "month", "quarter", "year")
	s.MonthBy = x.word("month_by", "", "completion", "cremation", "death")
	s.Path = x.texts("path", true)
	for _, p := range s.Path {
		r.cite("party", p, x.at())
	}
	s.Payee = x.word("payee", "", "home", "bureau", "fiscal_account")
	s.PayDay = x.whole("pay_day", x.need("pay_day"), 1, 28)
	s.PayDayOff = x.word("pay_day_off", "", "before", "after")
	s.Steps = x.word("steps", "thirds", "thirds", "days")
	for _, n := range x.items("step_days", false) {
		s.StepDays = append(s.StepDays, x.whole("step_days", n, 1, 23))
	}
	if (s.Steps == "days") != (len(s.StepDays) == 3) {
		r.add(x.at(), badValue.With("step_days", "steps 为 days 时填三个工作日数，其余不填", "three working days with steps: days, and only then"))
	}
	s.Proof = x.texts("proof", true)
	if n := x.opt("last_workdays"); n != nil {
		s.LastWorkdays = x.whole("last_workdays", n, 1, 20)
	}
	s.Capitation = r.values(x, "capitation", "capitation")
	s.Advance = x.word("advance", "none", "none", "year")
	r.each(x, "others", false, func(y *object) {
		p := SettlePath{ID: y.id("id"), Words: y.words(), Clause: r.clause(y, "clause", true), Cycle: y.word("cycle", "", "month", "quarter", "year")}
		p.Path = y.texts("path", true)
		for _, party := range p.Path {
			r.cite("party", party, y.at())
		}
		p.Payee = y.word("payee", "", "home", "bureau", "fiscal_account")
		s.Others = append(s.Others, p)
	})
}

// paperKinds are what a paper may be.
var paperKinds = []string{"identity", "death", "class", "cremation", "invoice", "account", "form", "evidence", "voucher", "mandate", "other"}

func (r *packReader) deadline(x *object) {
	d := Deadline{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x)}
	if d.Due = x.day("due", false, NotStated); d.Due == NotStated {
		d.From = x.word("from", "", "death", "cremation", "burial", "application", "receipt", "approval")
		d.Days = x.whole("count", x.need("count"), 1, 3650)
		d.Unit = x.word("unit", "", "days", "workdays", "months", "years")
	}
	if x.word("late", "remind", "remind", "refuse") == "refuse" {
		d.Late = &Refusal{Code: d.ID, Words: Words{"超过期限：" + d.Zh, "too late: " + d.En},
			Cure: Words{"请说明逾期原因，由民政局决定", "give the reason; the civil affairs bureau decides"}, Clause: d.Clause}
		if d.Unit == "workdays" || d.From == "receipt" || d.From == "approval" || d.From == "application" {
			r.add(x.at(), badValue.With("late", "refuse 只用于从死亡、火化或安葬之日起按天、月、年计的期限", "refuse only for days, months or years from death, cremation or burial"))
		}
	}
	r.p.Deadlines = append(r.p.Deadlines, d)
}

func (r *packReader) handler(x *object) {
	n := x.need("kind")
	s, ok := x.scalar("kind", n)
	h := HandlerRule{Clause: r.clause(x, "clause", true), Mandate: x.optText("mandate"), When: r.when(x)}
	if h.Kind, _ = ParseHandler(s); ok && h.Kind == 0 {
		list := wordNames(handlerWords)
		r.add(r.pos(n), badValue.With("kind", list, list))
	}
	h.Words = Words{handlerWords[h.Kind].zh, handlerWords[h.Kind].en}
	if x.has("zh") || x.has("en") {
		h.Words = x.words()
	}
	if h.Mandate != "" {
		r.cite("paper", h.Mandate, x.at())
	}
	r.p.Handlers = append(r.p.Handlers, h)
}

func wordNames(ws []word) string {
	var out []string
	for _, w := range ws {
		if w.name != "" {
			out = append(out, w.name)
		}
	}
	return strings.Join(out, ", ")
}

func (r *packReader) delivery(x *object) {
	who := []string{"none", "town", "home", "bureau", "finance", "centre", "provider", "prefecture"}
	d := Delivery{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x)}
	d.Mode = x.word("mode", "", "deduct", "approve_first", "voucher", "pay_first", "card", "later")
	d.Receives = x.word("receives", "", who[1:]...)
	d.Checks, d.Approves, d.Pays = x.word("checks", "none", who...), x.word("approves", "none", who...), x.word("pays", "", who[1:]...)
	d.PayFirst = x.word("pay_first", "allowed", "allowed", "forbidden")
	r.p.Delivery = append(r.p.Delivery, d)
}

func (r *packReader) group(x *object) {
	g := Group{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x), Span: r.within(x)}
	n := x.opt("items")
	for _, code := range x.texts("items", true) {
		r.cite("item", code, r.pos(n))
		g.Items = append(g.Items, code)
	}
	g.Take = x.word("take", "all", "all", "one")
	g.Caps = r.values(x, "caps", g.ID+" caps")
	if g.Take == "all" && len(g.Caps) == 0 {
		r.add(x.at(), missingKey.With("caps", "caps, take: one"))
	}
	r.p.Groups = append(r.p.Groups, g)
}

func (r *packReader) award(x *object) {
	w := Award{ID: x.id("id"), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x), Span: r.within(x)}
	w.Payee = x.word("payee", "", "family", "operator", "cemetery", "home")
	w.Group, w.AtLeast = x.optText("group"), x.yes("at_least")
	if n := x.opt("fund"); n != nil {
		w.Fund = fund.Fund(x.optText("fund"))
		r.cite("fund", string(w.Fund), r.pos(n))
	}
	if w.Local = x.optText("local"); w.Local != "" {
		r.cite("amount", w.Local, x.at())
	}
	w.Values = r.values(x, "values", w.ID)
	if (w.Local == "") == (len(w.Values) == 0) {
		r.add(x.at(), badValue.With("values", "local 与 values 二选一", "one of local, values"))
	}
	w.Recover = x.conditionOf("recover_when")
	r.p.Awards = append(r.p.Awards, w)
}
