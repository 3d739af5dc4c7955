package replay

import (
	"cmp"
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// tally is what one worker has counted. Two tallies add up to one, in any
// order.
type tally struct {
	claims, undecided int64
	total             both
	cut               Cut
	months            []both // by month
	sites             []both // by site of the columns
	classes           keyed
	funds             keyed
	items             keyed
	awards            keyed
	refused           keyed
	up, down          Change
	covered, dropped  int64
	more, fewer       [len(steps) + 1]int64 // claims by size of the change
	faults            map[Fault]int64
}

// both is one row of a tally: the two sides.
type both struct{ before, after Side }

func (b *both) side(after bool) *Side {
	if after {
		return &b.after
	}
	return &b.before
}

func (b *both) add(o both) {
	b.before.Claims += o.before.Claims
	b.before.Fen += o.before.Fen
	b.after.Claims += o.after.Claims
	b.after.Fen += o.after.Fen
}

// keyed is rows by name.
type keyed struct {
	index map[string]int
	keys  []string
	rows  []both
}

// at gives the place of the row with a name.
func (k *keyed) at(name string) int {
	i, ok := k.index[name]
	if !ok {
		if k.index == nil {
			k.index = map[string]int{}
		}
		i = len(k.keys)
		k.index[name], k.keys, k.rows = i, append(k.keys, name), append(k.rows, both{})
	}
	return i
}

func (k *keyed) add(o *keyed) {
	for i, name := range o.keys {
		k.rows[k.at(name)].add(o.rows[i])
	}
}

// list gives the rows that hold anything, by name.
func (k *keyed) list() []Row {
	out := []Row{}
	for i, name := range k.keys {
		if k.rows[i] != (both{}) {
			out = append(out, Row{name, k.rows[i].before, k.rows[i].after})
		}
	}
	slices.SortFunc(out, func(a, b Row) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// steps are the bounds of the histogram, in fen.
var steps = [...]money.Amount{50_00, 100_00, 200_00, 500_00, 1000_00, 2000_00, 5000_00}

// month gives the row of a month.
func (t *tally) month(m int64) *both {
	for int64(len(t.months)) <= m {
		t.months = append(t.months, make([]both, m+1-int64(len(t.months)))...)
	}
	return &t.months[m]
}

// decided counts one claim decided under both policies.
func (t *tally) decided(month, site int64, before, after *policy.Decision) {
	t.side(month, site, before, false)
	t.side(month, site, after, true)
	t.change(paid(after) - paid(before))
	t.crossed(1, before.OK, after.OK)
}

// crossed counts claims that a change lets in or shuts out.
func (t *tally) crossed(n int64, before, after bool) {
	switch {
	case after && !before:
		t.covered += n
	case before && !after:
		t.dropped += n
	}
}

// change counts what the public purse pays more or less for a claim.
func (t *tally) change(more money.Amount) {
	if more > 0 {
		t.up.Claims++
		t.up.Fen += more
		t.more[step(more)]++
	} else if more < 0 {
		t.down.Claims++
		t.down.Fen -= more
		t.fewer[step(-more)]++
	}
}

// step finds the step of a change of more than 0: every bound is a multiple of
// the first.
func step(change money.Amount) int {
	if i := (change - 1) / 50_00; i < money.Amount(len(stepOf)) {
		return int(stepOf[i])
	}
	return len(steps)
}

var stepOf = func() (of [5000_00 / 50_00]uint8) {
	for i := range of {
		for steps[of[i]] < 50_00*money.Amount(i+1) {
			of[i]++
		}
	}
	return of
}()

// paid is what the public purse pays for a claim: what is waived and the awards
// that are not owed back.
func paid(d *policy.Decision) money.Amount {
	sum := d.Waived
	for _, a := range d.Awards {
		if !a.Recover {
			sum += a.Amount
		}
	}
	return sum
}

// side counts a decision on one side.
func (t *tally) side(month, site int64, d *policy.Decision, after bool) {
	if !d.OK {
		t.refused.rows[t.refused.at(d.Refusal.Code)].side(after).Claims++
		return
	}
	sum := paid(d)
	for _, b := range [...]*both{&t.total, t.month(month), &t.sites[site], &t.classes.rows[t.classes.at(d.Class.ID)]} {
		s := b.side(after)
		s.Claims++
		s.Fen += sum
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.Index() >= 0 || l.Allowed > 0 {
			s := t.items.rows[t.items.at(l.Item)].side(after)
			s.Claims++
			s.Fen += l.Allowed
		}
	}
	for _, x := range d.Shares {
		s := t.funds.rows[t.funds.at(string(x.Fund)+"/"+string(x.Level))].side(after)
		s.Claims++
		s.Fen += x.Fen
	}
	t.given(d, after)
	*t.cut.side(after) += d.PreCap - d.Waived
}

func (c *Cut) side(after bool) *money.Amount {
	if after {
		return &c.After
	}
	return &c.Before
}

// given counts the awards of a decision.
func (t *tally) given(d *policy.Decision, after bool) {
	for _, a := range d.Awards {
		if a.Recover {
			continue
		}
		payer := a.Award.Fund
		if payer == "" {
			payer = d.Fund.ID
		}
		for _, b := range [...]*both{&t.awards.rows[t.awards.at(a.Award.ID)], &t.funds.rows[t.funds.at(string(payer)+"/award")]} {
			s := b.side(after)
			s.Claims++
			s.Fen += a.Amount
		}
	}
}

// fault counts a claim that a policy leaves undecided.
func (t *tally) fault(err error, after bool) {
	f := Fault{After: after, Code: "internal", En: err.Error()}
	if p := problem.Of(err); p != nil {
		f.Code, f.Zh, f.En = p.Code, p.Zh, p.En
	}
	if t.faults == nil {
		t.faults = map[Fault]int64{}
	}
	t.faults[f]++
}

// add takes in what another worker counted.
func (t *tally) add(o *tally) {
	t.claims, t.undecided = t.claims+o.claims, t.undecided+o.undecided
	t.total.add(o.total)
	t.cut.Before, t.cut.After = t.cut.Before+o.cut.Before, t.cut.After+o.cut.After
	for m := range o.months {
		t.month(int64(m)).add(o.months[m])
	}
	for s := range o.sites {
		t.sites[s].add(o.sites[s])
	}
	t.classes.add(&o.classes)
	t.funds.add(&o.funds)
	t.items.add(&o.items)
	t.awards.add(&o.awards)
	t.refused.add(&o.refused)
	t.up.add(o.up)
	t.down.add(o.down)
	t.covered, t.dropped = t.covered+o.covered, t.dropped+o.dropped
	for i := range t.more {
		t.more[i], t.fewer[i] = t.more[i]+o.more[i], t.fewer[i]+o.fewer[i]
	}
	for f, n := range o.faults {
		if t.faults == nil {
			t.faults = map[Fault]int64{}
		}
		t.faults[f] += n
	}
}

func (c *Change) add(o Change) { c.Claims, c.Fen = c.Claims+o.Claims, c.Fen+o.Fen }

// result writes the tally out.
func (t *tally) result(c *Columns) *Result {
	r := &Result{
		Claims: t.claims, Undecided: t.undecided, Total: Row{"", t.total.before, t.total.after}, Cut: t.cut,
		Classes: t.classes.list(), Funds: t.funds.list(), Items: t.items.list(), Awards: t.awards.list(), Refused: t.refused.list(),
		Winners: t.up, Losers: t.down, NewlyCovered: t.covered, NewlyRefused: t.dropped, Months: []Row{}, Faults: []Fault{},
	}
	for m, b := range t.months {
		if b != (both{}) {
			r.Months = append(r.Months, Row{date.Month(m).String(), b.before, b.after})
		}
	}
	var towns, homes keyed
	for s := range t.sites {
		towns.rows[towns.at(c.sites[s].Town)].add(t.sites[s])
		homes.rows[homes.at(c.sites[s].Home)].add(t.sites[s])
	}
	r.Towns, r.Homes = towns.list(), homes.list()
	r.Histogram = t.histogram()
	for f, n := range t.faults {
		f.Claims = n
		r.Faults = append(r.Faults, f)
	}
	slices.SortFunc(r.Faults, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Zh, b.Zh), strings.Compare(a.En, b.En), cmp.Compare(a.order(), b.order()))
	})
	return r
}

func (f *Fault) order() int {
	if f.After {
		return 1
	}
	return 0
}

// histogram gives the buckets from the greatest loss to the greatest gain.
func (t *tally) histogram() []Bucket {
	var out []Bucket
	for i := len(steps); i >= 0; i-- {
		b := Bucket{Claims: t.fewer[i]}
		if i < len(steps) {
			b.From = -steps[i]
		}
		if i > 0 {
			b.To = -steps[i-1]
		}
		out = append(out, b)
	}
	for i := range len(steps) + 1 {
		b := Bucket{Claims: t.more[i]}
		if i > 0 {
			b.From = steps[i-1]
		}
		if i < len(steps) {
			b.To = steps[i]
		}
		out = append(out, b)
	}
	return out
}
