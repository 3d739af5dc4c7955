package policy_test

import (
	"slices"
	"testing"

	"songbai/domain/policy"
	"songbai/policies"
)

// TestAPackOffersTheProofsItAsksFor names what a form of the reference plan offers
// and what it does not.
func TestAPackOffersTheProofsItAsksFor(t *testing.T) {
	p, err := policy.Load(policies.FS, "yingde")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range p.Proofs() {
		got = append(got, x.Name)
		if x.Zh == "" || x.En == "" {
			t.Errorf("%s has no words", x.Name)
		}
	}
	for _, want := range []string{"infant_unregistered", "institute_child", "soldier_stationed", "subsistence", "five_guarantee", "entitled"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not offered: %v", want, got)
		}
	}
	for _, not := range []string{"own_home", "unclaimed", "unnamed", "prisoner"} {
		if slices.Contains(got, not) {
			t.Errorf("%s is offered", not)
		}
	}
}
