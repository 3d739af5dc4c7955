package policy_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"songbai/domain/policy"
)

// factTable is the table of facts in docs/policy-language.md.
func factTable() string {
	var b strings.Builder
	for _, f := range policy.VocabularyFacts() {
		kind := map[string]string{"yes": "yes or no", "choice": "one of " + strings.Join(f.Values, ", "), "place": "place, in within()", "number": "whole number"}[f.Kind]
		fmt.Fprintf(&b, "| `%s` | %s | %s; %s |\n", f.Name, kind, f.Zh, f.En)
	}
	return b.String()
}

// The manual's table of facts is the vocabulary; run with UPDATE=1 to write it.
func TestManual(t *testing.T) {
	const name = "../../docs/policy-language.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), "| fact | kind | meaning |\n|---|---|---|\n")
	_, tail, ok2 := strings.Cut(rest, "\n## pack.yaml")
	if !ok || !ok2 {
		t.Fatal("the table of facts is gone")
	}
	want := head + "| fact | kind | meaning |\n|---|---|---|\n" + factTable() + "\n## pack.yaml" + tail
	if string(text) != want {
		if os.Getenv("UPDATE") == "" {
			t.Fatal("the table of facts is not the vocabulary; run UPDATE=1 go test -run Manual ./domain/policy")
		}
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for part, ids := range policy.KnownWords() {
		if list := "`" + strings.Join(ids, "`, `") + "`"; !strings.Contains(want, part+" "+list) {
			t.Errorf("the manual does not list the known %s: %s", part, list)
		}
	}
	for i := 1; i <= 47; i++ {
		if !strings.Contains(want, fmt.Sprintf("\n| %d | ", i)) {
			t.Errorf("dimension %d has no row", i)
		}
	}
}
