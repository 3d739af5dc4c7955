package policies_test

import (
	"io/fs"
	"testing"

	"songbai/domain/policy"
	"songbai/policies"
)

// dirs are the shipped packs.
func dirs(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(policies.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range entries {
		out = append(out, d.Name())
	}
	return out
}

// Every shipped pack loads, every case of it holds, and the cases leave nothing
// of the pack untried.
func TestShippedPacks(t *testing.T) {
	total := 0
	all := dirs(t)
	for _, dir := range all {
		t.Run(dir, func(t *testing.T) {
			pack, err := policy.Load(policies.FS, dir)
			if err != nil {
				t.Fatal(err)
			}
			if pack.ID != dir {
				t.Errorf("the pack is called %s", pack.ID)
			}
			results, err := policy.RunCases(policies.FS, dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				if r.Err != nil {
					t.Errorf("%s %s: %v", r.At, r.Name, r.Err)
				}
				for _, f := range r.Faults {
					t.Errorf("%s %s: %s: want %s, got %s", r.At, r.Name, f.What, f.Want, f.Got)
				}
			}
			total += len(results)
			for _, what := range policy.Untried(pack, results) {
				t.Errorf("no case tries %s", what.En)
			}
		})
	}
	if len(all) < 40 || total < 400 {
		t.Errorf("%d packs, %d cases", len(all), total)
	}
}
