package office

import (
	"songbai/domain/policy"
	"songbai/store"
)

// Replayer decides stored facts again under the basis they cite. It reads no
// store: everything it needs is handed to it. Not for concurrent use.
type Replayer struct {
	plans map[string]*policy.Plan // by basis hash
	packs map[string]*policy.Pack
}

// Replay gives what the facts come to under a basis: the canonical bytes of its
// pack, local values and price list. The answer is shaped as a stored decision.
// basis is its hash, which tells one from another.
func (r *Replayer) Replay(basis, packHash string, pack, local, prices, facts []byte) (store.Decision, error) {
	plan, err := r.plan(basis, packHash, pack, local, prices)
	if err != nil {
		return store.Decision{}, err
	}
	v := &verdict{plan: plan}
	if err := v.facts.Decode(facts); err != nil {
		return store.Decision{}, err
	}
	if err := plan.Decide(&v.facts, &v.d); err != nil {
		return store.Decision{}, err
	}
	return *rowOf(0, v), nil
}

func (r *Replayer) plan(basis, packHash string, packBytes, localBytes, priceBytes []byte) (*policy.Plan, error) {
	if p, ok := r.plans[basis]; ok {
		return p, nil
	}
	if r.plans == nil {
		r.plans, r.packs = map[string]*policy.Plan{}, map[string]*policy.Pack{}
	}
	pack, ok := r.packs[packHash]
	if !ok {
		var err error
		if pack, err = policy.Parse(packBytes); err != nil {
			return nil, err
		}
		r.packs[packHash] = pack
	}
	local, err := policy.ParseLocal(localBytes)
	if err != nil {
		return nil, err
	}
	prices, err := policy.ParsePrices(priceBytes)
	if err != nil {
		return nil, err
	}
	p, err := policy.Compile(pack, local, prices)
	if err == nil {
		r.plans[basis] = p
	}
	return p, err
}
