package policy

import (
	"songbai/domain/fund"
	"songbai/domain/money"
)

// extras are the parts of a verdict that only some policies have. They stand
// apart so that a claim under any other policy does not look at them.
type extras struct {
	groups    []groupRule
	less      []lessRule
	offset    bool
	awards    []Given
	delivery  *Delivery
	deadlines []*Deadline     // those an application must keep
	byItem    bool            // some papers are needed for some items only
	funds     []fundRule      // the fund of the claim, then those that bear items
	fundOf    [maxItems]uint8 // by item, index in funds
}

// groupRule is what a group of items allows.
type groupRule struct {
	items []int16
	one   bool
	cap   money.Amount // -1: none
}

// lessRule lowers the cap when the item is not used.
type lessRule struct {
	item int16
	by   money.Amount
}

// fundRule is a fund with its values of the day.
type fundRule struct {
	fund    *Fund
	weights []int64
	fixed   []money.Amount // by level; nil when there are none
}

// needsExtras reports whether a pack says anything that extras hold.
func (p *Pack) needsExtras() bool {
	if len(p.Groups)+len(p.Awards)+len(p.Delivery) > 0 || p.Offset != nil {
		return true
	}
	for i := range p.Items {
		if p.Items[i].Fund != "" {
			return true
		}
	}
	for i := range p.Caps {
		if len(p.Caps[i].Less) > 0 {
			return true
		}
	}
	for i := range p.Funds {
		if len(p.Funds[i].Fixed) > 0 {
			return true
		}
	}
	for i := range p.Papers {
		if p.Papers[i].Item != "" {
			return true
		}
	}
	for i := range p.Deadlines {
		if p.Deadlines[i].Late != nil {
			return true
		}
	}
	return false
}

// badHandler refuses an application by somebody the policy does not name.
var badHandler = Refusal{Code: "handler",
	Words: Words{"经办人不是政策所列可以办理的人", "the handler is not one of those the policy names"},
	Cure:  Words{"请由所列的人办理，或补交委托手续", "one of those named must apply, or give a mandate"}}

// mayHandle asks who acts for the family, when the policy says who may.
func (p *Plan) mayHandle(v *verdict, a *asking) bool {
	if len(p.pack.Handlers) == 0 || a.f.Handler == 0 {
		return true
	}
	for i := range p.pack.Handlers {
		h := &p.pack.Handlers[i]
		if h.Kind == a.f.Handler && a.holds(&h.When) {
			return true
		}
	}
	r := badHandler
	r.Clause = p.pack.Handlers[0].Clause
	v.refuse(&r)
	return false
}

// extend resolves the parts that only some policies have.
func (p *Plan) extend(v *verdict, a *asking) {
	x := &extras{}
	v.extra = x
	p.groupRules(x, a)
	if v.cap != nil {
		for _, l := range v.cap.Less {
			if val := valueOn(l.Values, a.day); val != nil {
				x.less = append(x.less, lessRule{int16(p.index(l.Item)), val.Amount})
			}
		}
	}
	if o := p.pack.Offset; o != nil {
		x.offset = a.holds(&o.When)
	}
	p.awards(v, a)
	for i := range p.pack.Delivery {
		if d := &p.pack.Delivery[i]; a.holds(&d.When) {
			x.delivery = d
			break
		}
	}
	for i := range p.pack.Deadlines {
		if d := &p.pack.Deadlines[i]; d.Late != nil && a.holds(&d.When) {
			x.deadlines = append(x.deadlines, d)
		}
	}
	for _, paper := range v.papers {
		x.byItem = x.byItem || paper.Item != ""
	}
	p.fundRules(v, a)
}

func (p *Plan) groupRules(x *extras, a *asking) {
	for i := range p.pack.Groups {
		g := &p.pack.Groups[i]
		if !g.Span.Holds(a.day) || !a.holds(&g.When) {
			continue
		}
		r := groupRule{one: g.Take == "one", cap: -1}
		for _, code := range g.Items {
			r.items = append(r.items, int16(p.index(code)))
		}
		if val := valueOn(g.Caps, a.day); val != nil {
			r.cap = val.Amount
		}
		x.groups = append(x.groups, r)
	}
}

// awards asks for the sums paid besides the waiver.
func (p *Plan) awards(v *verdict, a *asking) {
	taken := map[string]bool{}
	for i := range p.pack.Awards {
		w := &p.pack.Awards[i]
		if !w.Span.Holds(a.day) || taken[w.Group] {
			continue
		}
		held := a.holds(&w.When)
		v.note("award", w.ID, held)
		if !held {
			continue
		}
		if w.Group != "" {
			taken[w.Group] = true
		}
		g := Given{Award: w}
		if w.Local != "" {
			if row := p.localOn(w.Local, a); row != nil {
				g.Amount = row.amount
			}
		} else if val := valueOn(w.Values, a.day); val != nil {
			g.Amount = val.Amount
		}
		g.Recover = !w.Recover.always() && a.holds(&w.Recover)
		v.extra.awards = append(v.extra.awards, g)
	}
}

// fundRules lists the fund of the claim and those that bear items.
func (p *Plan) fundRules(v *verdict, a *asking) {
	x := v.extra
	add := func(f *Fund, weights []int64) uint8 {
		r := fundRule{fund: f, weights: weights}
		if len(f.Fixed) > 0 {
			r.fixed = make([]money.Amount, len(f.Levels))
			for _, fx := range f.Fixed {
				for i, l := range f.Levels {
					if val := valueOn(fx.Values, a.day); l == fx.Level && val != nil {
						r.fixed[i] = val.Amount
					}
				}
			}
		}
		x.funds = append(x.funds, r)
		return uint8(len(x.funds) - 1)
	}
	add(v.fund, v.weights)
	index := map[fund.Fund]uint8{v.fund.ID: 0}
	for i := range p.pack.Items {
		id := p.pack.Items[i].Fund
		if id == "" {
			continue
		}
		if _, ok := index[id]; !ok {
			f := p.pack.Fund(id)
			index[id] = add(f, p.weights(f, a))
		}
		x.fundOf[i] = index[id]
	}
}
