package policy

import (
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Plan is a pack joined with local values and a price list: it decides. A Plan
// is safe for use by many goroutines and never changes its answers; it
// remembers the answers of conditions for combinations of facts seen before.
type Plan struct {
	pack   *Pack
	prices *PriceList
	basis  Basis
	local  map[string][]localRow

	editions []date.Day // first day of each run of days with the same rules
	reads    reads
	numbers  []int           // the numbers that conditions read
	further  bool            // the pack says something that extras hold
	tests    [][][]areaRange // edition → place test → codes
	memory   memory
	before   *verdict // for days before the first edition

	itemCodes   [maxItems]string
	codes       [256]uint8      // 1 + the first item whose code has a slot; 0 none
	others      [maxItems]uint8 // 1 + the next item with the same slot
	priceStarts []date.Day      // first day of each run of days with the same prices
	priceOf     [][]itemPrices  // price run → item → tariffs
}

// itemPrices are the tariffs of one item in one run of days.
type itemPrices struct {
	standard *Tariff      // the ordinary grade named first, or the lowest; nil: no price
	plain    bool         // it has one price for each unit
	price    money.Amount // that price
	grades   []*Tariff
}

// maxItems bounds the items of a pack, maxTests the places a pack may test.
// maxNumbers the numbers it may read.
const maxItems, maxTests, maxNumbers = 32, 64, 5

var (
	pricesMissing = problem.Define("policy.prices_missing", problem.Unready,
		"还没有%[1]s的价目表，在此之前不作任何决定", "the price list (%[2]s) is missing; nothing is decided before it is there",
		"请由%[3]s在“%[4]s”录入，并写明定价文件", "%[3]s must enter it under “%[4]s”, with the document that sets the prices")
	itemUnpriced = problem.Define("policy.item_unpriced", problem.Unready,
		"价目表里没有“%[1]s”（%[2]s）的普通档价格", "the price list has no standard price of %[5]q (%[2]s)",
		"请由%[3]s在“%[4]s”补录，并写明定价文件", "%[3]s must add it under “%[4]s”, with the document that sets the price")
	priceMissing = problem.Define("policy.price_missing", problem.Unready,
		"“%[1]s”在 %[2]s 没有适用的价格", "%[5]q has no price in force on %[2]s",
		"请由%[3]s在“%[4]s”补录这一天适用的价格", "%[3]s must enter the price in force on that day under “%[4]s”")
	wrongUnit = problem.Define("policy.price_unit", problem.Invalid,
		"“%[1]s”的价格按“%[2]s”计，政策按“%[3]s”计", "the price of %[6]q is per %[4]s, the policy counts by %[5]s",
		"请把价目表改为按政策的单位计价", "price it by the unit of the policy")
	lowestShape = problem.Define("policy.price_lowest", problem.Invalid,
		"“%[1]s”取最低价，不能按里程计价", "%[2]q takes the lowest price and cannot be priced by distance",
		"请改为按单位计价", "price it by the unit")
)

// Compile joins a pack with what the installation provides. All faults are
// returned at once as a problem.List: values nobody has set, a price list that
// lacks an item, rows that overlap. prices may be nil when the pack fixes all
// prices itself.
func Compile(pack *Pack, local LocalValues, prices *PriceList) (*Plan, error) {
	p := &Plan{pack: pack, prices: prices}
	table, faults := localTable(pack, local)
	p.local = table
	if prices == nil {
		prices = &PriceList{Tariffs: []Tariff{}}
		if n := pack.HomePrices; n != nil {
			faults = append(faults, pricesMissing.With(n.Zh, n.En, n.SetBy, n.Where).Under(n.Clause))
		}
	} else {
		faults = append(faults, listOf(prices.Check())...)
		faults = append(faults, p.priceFaults(prices)...)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	p.basis = Basis{pack.Hash(), local.Hash(), prices.Hash(), Vocabulary, Engine}
	for i := len(pack.Items) - 1; i >= 0; i-- {
		p.itemCodes[i] = pack.Items[i].Code
		slot := slotOf(p.itemCodes[i])
		p.others[i], p.codes[slot] = p.codes[slot], uint8(i+1)
	}
	for _, c := range pack.conditions() {
		p.reads.add(c.reads)
	}
	if len(pack.Handlers) > 0 {
		p.reads.choices |= 8
	}
	for i := range numberWords {
		if p.reads.numbers&(1<<i) != 0 {
			p.numbers = append(p.numbers, i)
		}
	}
	p.further = pack.needsExtras()
	p.split()
	p.splitPrices(prices)
	p.memory.init()
	p.before = &verdict{}
	p.before.refuse(&pack.NotInForce)
	return p, nil
}

func listOf(err error) problem.List {
	l, _ := err.(problem.List)
	return l
}

// Pack gives the pack of the plan.
func (p *Plan) Pack() *Pack { return p.pack }

// Prices gives the price list of the plan, nil when there is none.
func (p *Plan) Prices() *PriceList { return p.prices }

// Basis gives what the plan's decisions depend on besides facts.
func (p *Plan) Basis() Basis { return p.basis }

// index gives the place of an item in the pack, -1 for other services.
func (p *Plan) index(code string) int {
	if code == "" {
		return -1
	}
	i := p.codes[slotOf(code)]
	for i > 0 && p.itemCodes[(i-1)%maxItems] != code {
		i = p.others[(i-1)%maxItems]
	}
	return int(i) - 1
}

// slotOf spreads codes by length and three of their letters: two of one pack
// seldom meet, so that looking one up is one comparison.
func slotOf(code string) uint8 {
	n := len(code)
	return uint8(n)*41 + code[0]*5 + code[n/2]*17 + code[n-1]
}

// split finds the days on which any dated rule or value changes.
func (p *Plan) split() {
	var days []date.Day
	cut := func(s Span) {
		days = append(days, s.From)
		if s.To != Forever {
			days = append(days, s.To+1)
		}
	}
	k := p.pack
	cut(k.Effective)
	for _, a := range k.Areas {
		for _, v := range a.Values {
			cut(v.Span)
		}
	}
	for i := range k.Refusals {
		cut(k.Refusals[i].Span)
	}
	for i := range k.Classes {
		cut(k.Classes[i].Span)
	}
	for i := range k.Items {
		k.Items[i].cuts(cut)
	}
	for i := range k.Groups {
		cut(k.Groups[i].Span)
		cutValues(k.Groups[i].Caps, cut)
	}
	for i := range k.Caps {
		cutValues(k.Caps[i].Values, cut)
		for _, l := range k.Caps[i].Less {
			cutValues(l.Values, cut)
		}
	}
	for i := range k.Awards {
		cut(k.Awards[i].Span)
		cutValues(k.Awards[i].Values, cut)
	}
	for i := range k.Funds {
		for _, w := range k.Funds[i].Values {
			cut(w.Span)
		}
		for _, x := range k.Funds[i].Fixed {
			cutValues(x.Values, cut)
		}
	}
	for i := range k.Papers {
		cut(k.Papers[i].Span)
	}
	for _, rows := range p.local {
		for _, row := range rows {
			cut(row.Span)
		}
	}
	slices.Sort(days)
	p.editions = slices.Compact(days)
	p.tests = make([][][]areaRange, len(p.editions))
	for e, day := range p.editions {
		for _, t := range p.reads.places {
			p.tests[e] = append(p.tests[e], k.placeRanges(t.name, day))
		}
	}
}

func (it *Item) cuts(cut func(Span)) {
	cut(it.Span)
	for _, l := range it.Limits {
		cut(l.Span)
	}
	cutValues(it.Caps, cut)
	cutValues(it.Credits, cut)
	cutValues(it.FamilyPart, cut)
}

func cutValues(vs []Value, cut func(Span)) {
	for _, v := range vs {
		cut(v.Span)
	}
}

// runOf gives the last run that begins on or before day, -1 before the first.
// It counts them all: which run it is cannot be guessed, and a wrong guess of
// the processor costs more than a few runs.
func runOf(starts []date.Day, day date.Day) int {
	i := -1
	for _, start := range starts {
		if start <= day {
			i++
		}
	}
	return i
}

// fromList reports whether an item takes its price from a home's list.
func (it *Item) fromList() bool { return it.Source == "list" || it.Source == "lowest" }

// reference reports whether an item takes the list's price, and the pack's on
// days on which the list has none.
func (it *Item) reference() bool { return it.Source == "reference" }

// priceFaults checks that the list prices what the pack needs, as it needs it.
func (p *Plan) priceFaults(list *PriceList) (faults problem.List) {
	need := p.pack.HomePrices
	for i := range p.pack.Items {
		it := &p.pack.Items[i]
		if !it.fromList() && !it.reference() || need == nil {
			continue
		}
		found := it.reference()
		for j := range list.Tariffs {
			t := &list.Tariffs[j]
			if t.Item != it.Code {
				continue
			}
			found = found || t.Standard || it.Source == "lowest"
			if t.Per != it.Unit {
				faults = append(faults, wrongUnit.With(it.Zh, unitZh(t.Per), unitZh(it.Unit), unitEn(t.Per), unitEn(it.Unit), it.En).Under(it.Clause))
			}
			if it.Source == "lowest" && (t.Distance != nil || t.Zones != nil) {
				faults = append(faults, lowestShape.With(it.Zh, it.En).Under(it.Clause))
			}
		}
		if !found {
			faults = append(faults, itemUnpriced.With(it.Zh, it.Code, need.SetBy, need.Where, it.En).Under(it.Clause))
		}
	}
	return faults
}

// tariffsOf gives the tariffs that may price an item.
func (it *Item) tariffsOf(list *PriceList) []*Tariff {
	var out []*Tariff
	if it.fromList() || it.reference() {
		for i := range list.Tariffs {
			if list.Tariffs[i].Item == it.Code {
				out = append(out, &list.Tariffs[i])
			}
		}
	}
	for i := range it.Tariffs {
		out = append(out, &it.Tariffs[i])
	}
	return out
}

// splitPrices finds the days on which any price changes and what is in force
// in each run.
func (p *Plan) splitPrices(list *PriceList) {
	days := []date.Day{0}
	for i := range p.pack.Items {
		for _, t := range p.pack.Items[i].tariffsOf(list) {
			days = append(days, t.days().From)
			if end := t.days().To; end != Forever {
				days = append(days, end+1)
			}
		}
	}
	slices.Sort(days)
	p.priceStarts = slices.Compact(days)
	for _, day := range p.priceStarts {
		row := make([]itemPrices, len(p.pack.Items))
		for i := range p.pack.Items {
			it := &p.pack.Items[i]
			row[i] = pricesOn(it.tariffsOf(list), day, it.Source == "lowest")
		}
		p.priceOf = append(p.priceOf, row)
	}
}

func pricesOn(ts []*Tariff, day date.Day, lowest bool) (out itemPrices) {
	for _, t := range ts {
		if !t.days().Holds(day) {
			continue
		}
		switch {
		case lowest && (out.standard == nil || t.Price < out.standard.Price):
			out.standard = t
		case !lowest && t.Standard && out.standard == nil:
			out.standard = t
		}
		out.grades = append(out.grades, t)
	}
	if s := out.standard; s != nil && s.Distance == nil && s.Zones == nil {
		out.plain, out.price = true, s.Price
	}
	return out
}

// choose gives the tariff that prices a grade, and whether the grade itself is
// a standard one. A better grade is priced by the standard grade it stands for.
func (x *itemPrices) choose(grade string, lowest bool) (t *Tariff, standard bool) {
	if grade == "" || lowest {
		return x.standard, true
	}
	for _, g := range x.grades {
		if g.Grade != grade {
			continue
		}
		if g.Standard {
			return g, true
		}
		for _, s := range x.grades {
			if s.Standard && s.Grade == g.InsteadOf {
				return s, false
			}
		}
	}
	return x.standard, false
}

// noPrice says which price is missing on a day and who must set it.
func (p *Plan) noPrice(it *Item, day date.Day) error {
	set, where := "政策管理员", "政策包"
	if n := p.pack.HomePrices; n != nil {
		set, where = n.SetBy, n.Where
	}
	return priceMissing.With(it.Zh, day, set, where, it.En).Under(it.Clause).At(strings.Join([]string{"prices", it.Code}, "."))
}
