package policy_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"songbai/domain/policy"
)

// The lines for texts that say more fit into the pack, and their cases hold.
func TestTutorialMore(t *testing.T) {
	files := tutorial(t)
	pack := strings.Replace(files["pack.yaml"], "unlisted: ", files["more.yaml"]+"unlisted: ", 1)
	results, err := policy.RunCases(fstest.MapFS{"p/law.md": {Data: []byte(files["law.md"])}, "p/pack.yaml": {Data: []byte(pack)},
		"p/cases.yaml": {Data: []byte(files["cases.yaml"] + files["morecases.yaml"])}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.OK() {
			t.Errorf("%s: %v %v", r.Name, r.Faults, r.Err)
		}
	}
	if len(results) != 19 {
		t.Errorf("%d cases", len(results))
	}
}

// The pack that the tutorial writes step by step loads, and its cases hold.
func TestTutorial(t *testing.T) {
	text, err := os.ReadFile("../../docs/policy-tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	files := tutorial(t)
	fs := fstest.MapFS{}
	for name, body := range files {
		fs["p/"+name] = &fstest.MapFile{Data: []byte(body)}
	}
	results, err := policy.RunCases(fs, "p")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.OK() {
			t.Errorf("%s: %v %v", r.Name, r.Faults, r.Err)
		}
	}
	if len(results) != 12 || !strings.Contains(string(text), "12 passed, 0 failed") {
		t.Errorf("%d cases", len(results))
	}
}
