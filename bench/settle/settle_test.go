package settle

import (
	"context"
	"strings"
	"testing"
)

// TestBothSettle runs both ways over one small month twice: a run must leave the
// made rows as they were, and each checks its own totals.
func TestBothSettle(t *testing.T) {
	const n = 45
	ctx, dir := context.Background(), t.TempDir()
	m, err := NewMonth(ctx, dir, n)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewScript(dir, n)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := s.Run(dir); err != nil {
			t.Error(err)
		}
		steps, err := m.Run(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, x := range steps {
			names = append(names, x.Name)
		}
		if got := strings.Join(names, " "); got != "submit pass seal examine approve" {
			t.Error(got)
		}
	}
}

// TestOtherTotalsFail proves that a run over another number of claims is noticed.
func TestOtherTotalsFail(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := NewMonth(ctx, dir, 3)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewScript(dir, 3)
	if err != nil {
		t.Fatal(err)
	}
	m.n, s.n = 4, 4
	if _, err := m.Run(ctx, dir); err == nil {
		t.Error("the product's lines were not counted")
	}
	if _, err := s.Run(dir); err == nil {
		t.Error("the script's sums were not compared")
	}
}

func TestTotal(t *testing.T) {
	if got := Total(3); got != 80000+80001+80002 {
		t.Error(got)
	}
}
