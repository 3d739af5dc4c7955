package peers

import (
	"os"
	"testing"

	"songbai/bench/work"
)

// BenchmarkProduct times the product with its adapter and without.
func BenchmarkProduct(b *testing.B) {
	if err := os.Chdir(".."); err != nil {
		b.Fatal(err)
	}
	claims := work.GenerateAll(1, 10_000)
	engines, err := Product(claims)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range engines {
		b.Run(e.Name, func(b *testing.B) {
			var d work.Decision
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := e.Decide(i%len(claims), &d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
