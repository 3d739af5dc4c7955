package work

import "testing"

// BenchmarkReference is the limit with a decision of its own for each claim.
func BenchmarkReference(b *testing.B) {
	claims := GenerateAll(1, 10_000)
	var d Decision
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d = Decision{}
		Reference(&claims[i%len(claims)], &d)
	}
}
