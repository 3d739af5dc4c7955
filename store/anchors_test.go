package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/domain/audit"
	"songbai/store/storetest"
)

func TestAnchorsAreOnlyAddedAndMended(t *testing.T) {
	s, _ := storetest.New(t, storetest.Engines[0])
	path := filepath.Join(s.Dir(), "anchors.txt")
	a := audit.Anchor{County: 449999, Pos: 3, Hash: strings.Repeat("ab", 32), Day: "2026-11-23"}
	b := audit.Anchor{County: 449999, Pos: 9, Hash: strings.Repeat("cd", 32), Day: "2026-11-24"}
	for i, c := range []struct {
		all  []audit.Anchor
		want int
	}{{[]audit.Anchor{a}, 1}, {[]audit.Anchor{a}, 0}, {[]audit.Anchor{a, b}, 1}, {nil, 0}} {
		if n, err := s.AppendAnchors(c.all); err != nil || n != c.want {
			t.Errorf("call %d: added %d, want %d, %v", i+1, n, c.want, err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != a.Line()+"\n"+b.Line()+"\n" {
		t.Fatalf("%s %v", text, err)
	}
	torn := a.Line() + "\n" + b.Line()[:20] // a crash cut the last line
	if err := os.WriteFile(path, []byte(torn), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := s.AppendAnchors([]audit.Anchor{a, b}); err != nil || n != 1 {
		t.Errorf("added %d, %v", n, err)
	}
	if text, _ = os.ReadFile(path); string(text) != torn+"\n"+b.Line()+"\n" {
		t.Errorf("what was written before was changed: %s", text)
	}
}
