package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"testing"

	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

// fresh makes a data folder with one county and no claims.
func fresh(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	clock := storetest.NewClock("2026-11-02T01:00:00.000000Z")
	s, err := store.Create(context.Background(), dir, store.Config{Engine: store.SQLite}, store.Test, "测试安装", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CreateCounty(context.Background(), 449999, "样本县"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func program(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = run(context.Background(), args, &o, &e)
	return code, o.String(), e.String()
}

func TestExitCodes(t *testing.T) {
	dir := fresh(t)
	if code, out, errs := program("--quiet", "--keyset", dir); code != 0 {
		t.Fatalf("a sound folder: %d\n%s%s", code, out, errs)
	}
	for _, args := range [][]string{{}, {"--data", t.TempDir()}, {"--nonsense"}, {dir, dir}, {"--anchors", "absent", dir}, {"--dsn", "postgres://127.0.0.1:1/none"}} {
		if code, out, _ := program(args...); code != 2 || out != "" {
			t.Errorf("%v: %d %s", args, code, out)
		}
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`DROP TRIGGER audit_fixed`); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE audit SET reason = 'x'`); err != nil {
		t.Fatal(err)
	}
	code, out, _ := program("--json", "--data", dir)
	var rep verify.Report
	if err := json.Unmarshal([]byte(out), &rep); err != nil || code != 1 || len(rep.Findings) < 2 || rep.Findings[0].Inv != "INV-16" {
		t.Errorf("an edited folder: %d %v\n%s", code, err, out)
	}
	if code, out, errs := program(dir); code != 1 || out == "" || errs != "" {
		t.Errorf("progress where no person looks on: %d %s %s", code, out, errs)
	}
}
