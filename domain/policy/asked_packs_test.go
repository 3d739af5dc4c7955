package policy

import (
	"io/fs"
	"path"
	"testing"

	"songbai/domain/date"
	"songbai/policies"
)

// TestEveryShippedPackCanBeAsked asks every pack, with the prices and values of
// its cases, from the first question to the end: it always comes to an answer.
func TestEveryShippedPackCanBeAsked(t *testing.T) {
	dirs, err := fs.ReadDir(policies.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	numbers := 0
	for _, d := range dirs {
		plan := planOfCases(t, d.Name())
		here, err := ParseArea(plan.pack.Area)
		if err != nil {
			t.Fatal(err)
		}
		for _, route := range []Route{Waiver, Reimbursement} {
			f := Facts{Route: route, Disposal: Cremation, Yes: OwnHome, Household: here, DeathArea: here, CremationArea: here, Death: date.MustDay("2026-06-05"), Cremation: date.MustDay("2026-06-06"), Application: date.MustDay("2026-06-07")}
			for range 5 {
				g := f.Usual()
				if _, err := plan.Matters(&g, OwnHome); err != nil {
					t.Errorf("%s: %v", d.Name(), err)
				}
				open, err := plan.Numbers(&f)
				if err != nil {
					t.Errorf("%s: %v", d.Name(), err)
				}
				if len(open) == 0 {
					break
				}
				numbers++
				if !f.State(open[0].Name, 80) {
					t.Errorf("%s: %s cannot be stated", d.Name(), open[0].Name)
				}
			}
			g := f.Usual()
			if _, err := plan.Offer(&g, g.Cremation); err != nil {
				t.Errorf("%s: %v", d.Name(), err)
			}
		}
	}
	if numbers == 0 {
		t.Error("no pack asked for a number")
	}
}

// planOfCases compiles a shipped pack with the values and prices of its cases.
func planOfCases(t *testing.T, dir string) *Plan {
	t.Helper()
	pack, err := Load(policies.FS, dir)
	if err != nil {
		t.Fatal(err)
	}
	file := path.Join(dir, "cases.yaml")
	text, err := policies.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &caseReader{reader: &reader{file: file}, pack: pack, from: func(name string) ([]byte, error) {
		if name != file {
			name = path.Join(dir, name)
		}
		return policies.FS.ReadFile(name)
	}}
	if r.read(text); len(r.faults) > 0 {
		t.Fatal(r.list())
	}
	plan, err := Compile(pack, r.local, r.prices)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}
