package policy

// conditions lists every condition of the pack.
func (r *packReader) conditions() []*Condition { return r.p.conditions() }

func (p *Pack) conditions() []*Condition {
	var out []*Condition
	add := func(c *Condition) {
		if c.Text != "" {
			out = append(out, c)
		}
	}
	for i := range p.Refusals {
		add(&p.Refusals[i].When)
	}
	for i := range p.Classes {
		add(&p.Classes[i].When)
	}
	for i := range p.Items {
		add(&p.Items[i].When)
		for j := range p.Items[i].Limits {
			add(&p.Items[i].Limits[j].When)
		}
	}
	for i := range p.Groups {
		add(&p.Groups[i].When)
	}
	if p.Offset != nil {
		add(&p.Offset.When)
	}
	for i := range p.Awards {
		add(&p.Awards[i].When)
		add(&p.Awards[i].Recover)
	}
	for i := range p.Deadlines {
		if p.Deadlines[i].Late != nil {
			add(&p.Deadlines[i].When)
		}
	}
	for i := range p.Handlers {
		add(&p.Handlers[i].When)
	}
	for i := range p.Delivery {
		add(&p.Delivery[i].When)
	}
	for i := range p.Caps {
		add(&p.Caps[i].When)
	}
	for i := range p.Funds {
		add(&p.Funds[i].When)
	}
	for i := range p.Papers {
		add(&p.Papers[i].When)
	}
	return out
}
