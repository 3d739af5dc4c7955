package demo

import (
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/office"
)

// use says how often a sample case uses an item, and of how many units.
type use struct {
	item  string
	share int // thousandths
	most  int64
}

var uses = []use{
	{"pickup", 940, 1}, {"disinfection", 850, 1}, {"cold", 800, 6}, {"hall", 620, 1},
	{"cremation", 1000, 1}, {"urn", 780, 1}, {"ash", 550, 3},
}

// services makes the charges of a case at the prices of the home's list.
func (g *Generator) services(c *Case, death date.Day) (out []office.RecordedService) {
	for _, u := range uses {
		if !g.of(u.share) {
			continue
		}
		s := office.RecordedService{Item: u.item, Quantity: 1 + g.r.Int64N(u.most), Day: c.Day}
		if u.item == "pickup" {
			s.Day, s.Metres = min(death+1, c.Day), 2000+g.r.Int64N(58_000)
		}
		grade := ""
		if (u.item == "cremation" || u.item == "hall") && g.of(80) {
			grade = g.better(u.item)
		}
		s.Grade = grade
		s.Unit, s.Charged = g.charge(u.item, grade, s.Quantity, s.Metres)
		if u.item == "urn" && g.of(200) { // a dearer urn: the family pays the difference
			s.Unit = s.Unit * 5
			s.Charged = s.Unit
		}
		out = append(out, s)
	}
	return out
}

// better names a grade above the standard one, "" when the list has none.
func (g *Generator) better(item string) string {
	for _, t := range g.prices.Tariffs {
		if t.Item == item && !t.Standard {
			return t.Grade
		}
	}
	return ""
}

// charge applies the home's list.
func (g *Generator) charge(item, grade string, quantity, metres int64) (unit, charged money.Amount) {
	for i := range g.prices.Tariffs {
		t := &g.prices.Tariffs[i]
		if t.Item == item && t.Grade == grade {
			unit := t.One(metres)
			return unit, unit * money.Amount(quantity)
		}
	}
	return 0, 0
}
