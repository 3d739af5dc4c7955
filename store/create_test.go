package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/domain/problem"
	"songbai/store"
	"songbai/store/storetest"
)

// create makes an installation in a new folder, and tells whether keys are left.
func create(t *testing.T, dsn string) (dir string, err error) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "d")
	s, err := store.Create(context.Background(), dir, store.Config{Engine: store.Postgres, DSN: dsn}, store.Test, "试", storetest.NewClock("2026-01-02T01:00:00.000000Z").Now)
	if err == nil {
		t.Cleanup(func() { _ = s.Close() })
	}
	return dir, err
}

func TestACreationThatFailsLeavesNoKeys(t *testing.T) {
	dsn := storetest.Postgres(t).Database(t)
	if _, err := create(t, dsn); err != nil {
		t.Fatal(err)
	}
	for dsn, want := range map[string]string{
		dsn:                                    "store.taken",
		"postgres://nobody@127.0.0.1:1/hidden": "store.unreachable",
		"not a dsn":                            "store.dsn",
	} {
		dir, err := create(t, dsn)
		if problem.CodeOf(err) != want || strings.Contains(err.Error(), "127.0.0.1") || strings.Contains(err.Error(), "hidden") {
			t.Errorf("want %s without an address, got %v", want, err)
		}
		for _, name := range []string{"keys.json", "store.json"} {
			if _, err := os.Stat(filepath.Join(dir, name)); !os.IsNotExist(err) {
				t.Errorf("%s: %s is left behind", want, name)
			}
		}
	}
}
