package work

import "testing"

// The generator and the reference are the published ones.
func TestChecksum(t *testing.T) {
	sum := NewChecksum()
	var d Decision
	for i := range 10_000 {
		c := Generate(1, i)
		Reference(&c, &d)
		sum.Add(d.Canonical(nil))
	}
	if sum != Want {
		t.Errorf("%016x, want %016x", uint64(sum), uint64(Want))
	}
}
