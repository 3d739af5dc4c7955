package policy

import (
	"math"
	"math/bits"

	"go.yaml.in/yaml/v3"

	"songbai/domain/date"
	"songbai/domain/money"
)

// Units that an item may be counted in.
var unitWords = []word{
	{"body", "具", "body"}, {"trip", "趟", "trip"}, {"use", "次", "use"}, {"piece", "个", "piece"},
	{"hour", "小时", "hour"}, {"day", "天", "day"}, {"month", "月", "month"}, {"year", "年", "year"},
	{"session", "场", "session"}, {"person", "人", "person"}, {"case", "例", "case"}, {"floor", "层", "floor"}, {"metre", "米", "metre"}, {"set", "份", "set"},
}

func unitNames() []string {
	out := make([]string, len(unitWords))
	for i, w := range unitWords {
		out[i] = w.name
	}
	return out
}

// unitZh and unitEn give the label of a unit.
func unitZh(u string) string { return unitWords[max(indexOf(unitWords, u), 0)].zh }
func unitEn(u string) string { return unitWords[max(indexOf(unitWords, u), 0)].en }

// UnitWords names the unit that the item is counted in.
func (it *Item) UnitWords() (zh, en string) { return unitZh(it.Unit), unitEn(it.Unit) }

// Tariff is one dated price of an item. Exactly one of three shapes is set:
// Price for each unit, Distance, or Zones.
type Tariff struct {
	Item      string       `json:"item"`
	Grade     string       `json:"grade,omitempty"`      // "" when the item has one grade
	Standard  bool         `json:"standard,omitempty"`   // this grade is the ordinary one that the policy means
	InsteadOf string       `json:"instead_of,omitempty"` // the standard grade that a better one stands for
	Label     string       `json:"label,omitempty"`      // what the home calls it on its bills
	From      int32        `json:"from"`                 // day number
	To        int32        `json:"to"`                   // day number; Forever when open
	Per       string       `json:"per"`                  // unit that the price is for
	Price     money.Amount `json:"price_fen"`            // for one unit
	Distance  *Distance    `json:"distance,omitempty"`
	Zones     []Zone       `json:"zones,omitempty"`
	Document  string       `json:"document"`         // what sets the price
	Clause    string       `json:"clause,omitempty"` // for prices a policy fixes itself
	at        position
}

// Distance prices one trip by the way driven. The way is the one-way distance,
// doubled for a round trip; the first StartMetres are covered by StartPrice;
// what is left is rounded to kilometres by PartKm and priced PerKm; Minimum and
// Maximum bound the sum (Maximum 0: no bound).
type Distance struct {
	PerKm       money.Amount `json:"per_km_fen"`
	Round       bool         `json:"round"`
	StartMetres int64        `json:"start_m,omitempty"`
	StartPrice  money.Amount `json:"start_fen,omitempty"`
	PartKm      string       `json:"part_km"` // up, down or exact (by the metre, parts of a fen dropped)
	Minimum     money.Amount `json:"minimum_fen,omitempty"`
	Maximum     money.Amount `json:"maximum_fen,omitempty"`
}

// Zone prices one trip flat up to a one-way distance; Metres 0 is "beyond".
type Zone struct {
	Metres int64        `json:"m,omitempty"`
	Price  money.Amount `json:"price_fen"`
}

// days gives the days on which a tariff is in force.
func (t *Tariff) days() Span { return Span{date.Day(t.From), date.Day(t.To)} }

// One gives the price of one unit, for a trip over metres one way.
func (t *Tariff) One(metres int64) money.Amount {
	switch {
	case t.Distance != nil:
		return t.Distance.amount(metres)
	case t.Zones != nil:
		for _, z := range t.Zones {
			if metres <= z.Metres || z.Metres == 0 {
				return z.Price
			}
		}
	}
	return t.Price
}

func (d *Distance) amount(metres int64) money.Amount {
	if d.Round {
		metres *= 2
	}
	way := max(metres-d.StartMetres, 0)
	sum := d.StartPrice
	switch d.PartKm {
	case "up":
		sum += d.PerKm * money.Amount((way+999)/1000)
	case "down":
		sum += d.PerKm * money.Amount(way/1000)
	default:
		sum += d.PerKm * money.Amount(way) / 1000
	}
	sum = max(sum, d.Minimum)
	if d.Maximum > 0 {
		sum = min(sum, d.Maximum)
	}
	return sum
}

// times multiplies two amounts of at least zero and stops at the largest.
func times(a money.Amount, n int64) money.Amount {
	hi, lo := bits.Mul64(uint64(a), uint64(n))
	if hi != 0 || lo > math.MaxInt64 {
		return math.MaxInt64
	}
	return money.Amount(lo)
}

// part gives a*n/d rounded down, for 0 ≤ n ≤ d, d > 0.
func part(a money.Amount, n, d int64) money.Amount {
	hi, lo := bits.Mul64(uint64(a), uint64(n))
	q, _ := bits.Div64(hi, lo, uint64(d))
	return money.Amount(q)
}

// tariff reads the price part of a row; the caller reads item and document.
func (r *reader) tariff(o *object, item string, whole Span, dated bool) Tariff {
	d := o.spanOr(whole, dated)
	t := Tariff{Item: item, From: int32(d.From), To: int32(d.To), at: d.at}
	if !d.closed {
		t.To = 0 // closed by the next row, see closeTariffs
	}
	if o.has("grade") {
		t.Grade = o.id("grade")
	}
	t.Standard = o.word("standard", "true", "true", "false") == "true"
	t.InsteadOf = o.optText("instead_of")
	t.Label = o.optText("label")
	t.Per = o.word("per", "", unitNames()...)
	dist, zones := o.opt("distance"), o.items("zones", false)
	switch {
	case dist != nil && zones == nil && !o.has("price"):
		t.Distance = r.distance(dist)
	case zones != nil && dist == nil && !o.has("price"):
		t.Zones = r.zones(zones)
	case dist != nil || zones != nil:
		r.add(o.at(), badValue.With("price", "price、distance、zones 三选一", "one of price, distance, zones"))
	default:
		t.Price = o.amount("price", o.need("price"))
	}
	return t
}

func (r *reader) distance(n *yaml.Node) *Distance {
	o := r.object(n)
	d := &Distance{
		PerKm: o.amount("per_km", o.need("per_km")), Round: o.word("trip", "", "round", "one_way") == "round",
		PartKm: o.word("part_km", "", "up", "down", "exact"),
	}
	if n := o.opt("start_km"); n != nil {
		d.StartMetres = 1000 * o.whole("start_km", n, 0, 10_000)
	}
	d.StartPrice = o.amount("start_price", o.opt("start_price"))
	d.Minimum = o.amount("minimum", o.opt("minimum"))
	d.Maximum = o.amount("maximum", o.opt("maximum"))
	if d.Maximum > 0 && d.Maximum < d.Minimum {
		r.add(o.at(), badValue.With("maximum", "不低于 minimum", "not below minimum"))
	}
	o.done()
	return d
}

func (r *reader) zones(list []*yaml.Node) []Zone {
	var out []Zone
	last := int64(0)
	for i, n := range list {
		o := r.object(n)
		z := Zone{Price: o.amount("price", o.need("price"))}
		if i < len(list)-1 {
			z.Metres = 1000 * o.whole("to_km", o.need("to_km"), 1, 10_000)
			if z.Metres <= last && z.Metres > 0 {
				r.add(o.at(), badValue.With("to_km", "逐段递增", "rising from zone to zone"))
			}
			last = z.Metres
		}
		o.done()
		out = append(out, z)
	}
	return out
}
