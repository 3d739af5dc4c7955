package policy

import "songbai/domain/date"

// AsIfFrom gives the pack as if it had been in force from an earlier day on:
// what begins with the pack begins on that day. It answers what would have
// been; it is never published, and its hash is its own.
func (p *Pack) AsIfFrom(day date.Day) (*Pack, error) {
	first := p.Effective.From
	if day >= first {
		return p, nil
	}
	q, err := Parse(p.canonical)
	if err != nil {
		return nil, err
	}
	move := func(s *Span) {
		if s.From == first {
			s.From = day
		}
	}
	q.spans(move)
	for i := range q.Items {
		for j := range q.Items[i].Tariffs {
			if t := &q.Items[i].Tariffs[j]; t.From == int32(first) {
				t.From = int32(day)
			}
		}
	}
	q.hash = hexSum([]byte("as if from " + day.String() + " " + p.hash))
	return q, nil
}

// spans visits every span of a pack but those of prices.
func (p *Pack) spans(f func(*Span)) {
	values := func(vs []Value) {
		for i := range vs {
			f(&vs[i].Span)
		}
	}
	f(&p.Effective)
	for i := range p.Areas {
		for j := range p.Areas[i].Values {
			f(&p.Areas[i].Values[j].Span)
		}
	}
	for i := range p.Refusals {
		f(&p.Refusals[i].Span)
	}
	for i := range p.Classes {
		f(&p.Classes[i].Span)
	}
	for i := range p.Items {
		it := &p.Items[i]
		f(&it.Span)
		for j := range it.Limits {
			f(&it.Limits[j].Span)
		}
		values(it.Caps)
		values(it.Credits)
		values(it.FamilyPart)
	}
	for i := range p.Groups {
		f(&p.Groups[i].Span)
		values(p.Groups[i].Caps)
	}
	for i := range p.Caps {
		values(p.Caps[i].Values)
		for j := range p.Caps[i].Less {
			values(p.Caps[i].Less[j].Values)
		}
	}
	p.spansOfMoney(f, values)
}

func (p *Pack) spansOfMoney(f func(*Span), values func([]Value)) {
	for i := range p.Awards {
		f(&p.Awards[i].Span)
		values(p.Awards[i].Values)
	}
	for i := range p.Funds {
		for j := range p.Funds[i].Values {
			f(&p.Funds[i].Values[j].Span)
		}
		for j := range p.Funds[i].Fixed {
			values(p.Funds[i].Fixed[j].Values)
		}
	}
	for i := range p.Papers {
		f(&p.Papers[i].Span)
	}
	values(p.Settlement.Capitation)
}

// Asks gives those of the values that the pack asks for, so that values of
// another pack can stand in where the names are the same.
func (p *Pack) Asks(local LocalValues) LocalValues {
	var out LocalValues
	for _, v := range local {
		if p.localNeed(v.Name) != nil {
			out = append(out, v)
		}
	}
	return out
}
