package policy_test

import (
	"math/rand/v2"
	"testing"

	"songbai/domain/policy"
)

// BenchmarkDecide decides random claims of the plan with a reused Decision.
func BenchmarkDecide(b *testing.B) {
	plan, days := oraclePlan(b), calendar()
	r := rand.New(rand.NewPCG(1, 1))
	all := make([]policy.Facts, 4096)
	for i := range all {
		var p person
		draw(r, days, &p)
		p.facts(&all[i])
	}
	var d policy.Decision
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := plan.Decide(&all[i&4095], &d); err != nil {
			b.Fatal(err)
		}
	}
}
