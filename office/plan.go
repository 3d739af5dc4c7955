package office

import (
	"fmt"
	"sort"
	"sync"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// planCache keeps compiled plans by basis; a plan never changes.
type planCache struct {
	mu    sync.Mutex
	plans map[string]*policy.Plan
	packs map[string]*policy.Pack
}

var (
	noPolicy = problem.Define("office.no_policy", problem.Unready,
		"本县在 %[1]s 没有生效的政策版本", "no policy version is in force in this county on %[1]s",
		"请由民政局政策管理员拟定、负责人核准政策版本", "the policy keeper proposes one and the bureau chief approves it")
	noPrices = problem.Define("office.no_prices", problem.Unready,
		"殡仪馆没有已核准的价目表", "the home has no approved price list",
		"请录入并核准殡仪馆的价目表（附物价主管部门文件）", "enter and approve the home's price list with the price authority's document")
)

// planFor gives the plan in force on a day with a home's prices, and its basis
// as it is stored. home 0 takes the county's own home, by whose standards
// cremations elsewhere are reimbursed (三(七)).
func (o *Office) planFor(s *store.Scope, home int64, day date.Day) (*policy.Plan, store.Basis, error) {
	hash, err := packOn(s, day)
	if err != nil {
		return nil, store.Basis{}, err
	}
	local, err := localOf(s)
	if err != nil {
		return nil, store.Basis{}, err
	}
	prices, err := pricesOf(s, home)
	if err != nil {
		return nil, store.Basis{}, err
	}
	plan, err := o.plan(s, hash, local, prices)
	if err != nil {
		return nil, store.Basis{}, err
	}
	b := plan.Basis()
	return plan, store.Basis{Hash: sha(b.String()), PackHash: b.Pack, LocalHash: b.Local, LocalBytes: local.Canonical(),
		PriceHash: b.Prices, PriceBytes: prices.Canonical(), Vocabulary: int64(b.Vocabulary), Engine: int64(b.Engine)}, nil
}

// planOf gives the plan of a stored basis.
func (o *Office) planOf(s *store.Scope, basis int64) (*policy.Plan, error) {
	b, err := s.BasisByID(basis)
	if err != nil {
		return nil, err
	}
	local, err := policy.ParseLocal(b.LocalBytes)
	if err != nil {
		return nil, err
	}
	prices, err := policy.ParsePrices(b.PriceBytes)
	if err != nil {
		return nil, err
	}
	return o.plan(s, b.PackHash, local, prices)
}

// packOn gives the hash of the pack in force on a day.
func packOn(s *store.Scope, day date.Day) (string, error) {
	terms, err := s.PolicyTerms()
	if err != nil {
		return "", err
	}
	hash := ""
	for _, t := range terms {
		if t.From <= day {
			hash = t.Hash
		}
	}
	if hash == "" {
		return "", noPolicy.With(day)
	}
	return hash, nil
}

// localOf gives the county's local values. What was recorded later holds for its
// days: it ends an earlier row of its name the day before, and takes the place
// of one that begins on its days, so that a wrong value is corrected by entering
// the right one for the same day.
func localOf(s *store.Scope) (policy.LocalValues, error) {
	rows, err := s.LocalValues()
	if err != nil {
		return nil, err
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].ID < rows[j].ID })
	var out policy.LocalValues
	for _, r := range rows {
		if countyOwn(r.Name) { // the county's, not a value that a pack asks for
			continue
		}
		v := policy.LocalValue{Name: r.Name, Value: r.Value, From: r.From, To: policy.Forever, Document: r.Document}
		if r.To != nil {
			v.To = *r.To
		}
		out = append(superseded(out, v), v)
	}
	return out, nil
}

// superseded takes the days of v out of the earlier values of its name.
func superseded(earlier policy.LocalValues, v policy.LocalValue) policy.LocalValues {
	kept := earlier[:0]
	for _, e := range earlier {
		if e.Name == v.Name && e.To >= v.From && e.From <= v.To {
			if e.From >= v.From {
				continue
			}
			e.To = v.From - 1
		}
		kept = append(kept, e)
	}
	return kept
}

// pricesOf gives the last approved price list of a home; it holds the prices of
// the days before it as well (followPrices).
func pricesOf(s *store.Scope, home int64) (*policy.PriceList, error) {
	if home == 0 {
		homes, err := s.Homes()
		if err != nil {
			return nil, err
		}
		if len(homes) == 0 {
			return nil, noPrices.With()
		}
		home = homes[0].ID
	}
	last, err := lastPrices(s, home)
	if err != nil {
		return nil, err
	}
	if last == nil {
		return nil, noPrices.With()
	}
	return last, nil
}

// lastPrices gives the price list of a home that was approved last, nil when
// there is none.
func lastPrices(s *store.Scope, home int64) (*policy.PriceList, error) {
	lists, err := s.PriceLists(home)
	if err != nil || len(lists) == 0 {
		return nil, err
	}
	last := lists[0]
	for _, l := range lists {
		if l.ID > last.ID {
			last = l
		}
	}
	return policy.ParsePrices(last.Bytes)
}

func (o *Office) plan(s *store.Scope, packHash string, local policy.LocalValues, prices *policy.PriceList) (*policy.Plan, error) {
	o.plans.mu.Lock()
	defer o.plans.mu.Unlock()
	key := fmt.Sprintf("%s/%s/%s", packHash, local.Hash(), prices.Hash())
	if p, ok := o.plans.plans[key]; ok {
		return p, nil
	}
	pack, err := o.plans.pack(s, packHash)
	if err != nil {
		return nil, err
	}
	p, err := policy.Compile(pack, local, prices)
	if err != nil {
		return nil, err
	}
	if o.plans.plans == nil {
		o.plans.plans = map[string]*policy.Plan{}
	}
	o.plans.plans[key] = p
	return p, nil
}

func (c *planCache) pack(s *store.Scope, hash string) (*policy.Pack, error) {
	if p, ok := c.packs[hash]; ok {
		return p, nil
	}
	v, err := s.PolicyByHash(hash)
	if err != nil {
		return nil, err
	}
	p, err := policy.Parse(v.Bytes)
	if err != nil {
		return nil, err
	}
	if c.packs == nil {
		c.packs = map[string]*policy.Pack{}
	}
	c.packs[hash] = p
	return p, nil
}
