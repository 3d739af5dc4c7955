package policies_test

import (
	"io/fs"
	"testing"

	"songbai/domain/policy"
	"songbai/policies"
)

// Every shipped pack loads, and every case of it holds.
func TestShippedPacks(t *testing.T) {
	dirs, err := fs.ReadDir(policies.FS, ".")
	if err != nil || len(dirs) < 2 {
		t.Fatalf("%d packs, %v", len(dirs), err)
	}
	for _, d := range dirs {
		t.Run(d.Name(), func(t *testing.T) {
			results, err := policy.RunCases(policies.FS, d.Name())
			if err != nil {
				t.Fatal(err)
			}
			if len(results) < 10 {
				t.Errorf("only %d cases", len(results))
			}
			for _, r := range results {
				if r.Err != nil {
					t.Errorf("%s %s: %v", r.At, r.Name, r.Err)
				}
				for _, f := range r.Faults {
					t.Errorf("%s %s: %s: want %s, got %s", r.At, r.Name, f.What, f.Want, f.Got)
				}
			}
		})
	}
}
