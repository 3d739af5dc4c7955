package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"songbai/domain/problem"
	"songbai/store"
	"songbai/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const county = 449999

func write(s *store.Store, key string, fn func(*store.Tx) error) (store.Answer, error) {
	return s.Write(context.Background(), store.Act{County: county, Act: "set_setting", Role: "sys_admin", Key: key, Hash: key}, fn)
}

func withCounty(t *testing.T, f func(t *testing.T, s *store.Store, clock *storetest.Clock)) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		if err := s.CreateCounty(context.Background(), county, "样本县"); err != nil {
			t.Fatal(err)
		}
		f(t, s, clock)
	})
}

func TestActsAreWholeChainedAndGapless(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, err := write(s, "", func(tx *store.Tx) error {
					tx.Enqueue("note", int64(i), "{}")
					tx.Record("note", int64(i), "")
					if i%5 == 0 {
						return errors.New("no")
					}
					return nil
				})
				if (err != nil) != (i%5 == 0) {
					t.Errorf("act %d: %v", i, err)
				}
			}()
		}
		wg.Wait()
		err := s.Read(context.Background(), county, func(sc *store.Scope) error {
			rows, err := sc.AuditRows(0, 1000)
			if err != nil {
				return err
			}
			if len(rows) != 160 {
				return fmt.Errorf("%d audit rows, want 160", len(rows))
			}
			prev := ""
			for i, r := range rows {
				if r.Pos != int64(i+1) || r.Prev != prev || r.Sum() != r.Hash {
					return fmt.Errorf("chain broken at %d: %+v", i, r)
				}
				prev = r.Hash
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestSameKeySameAnswerOnce(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		runs := 0
		act := func(tx *store.Tx) error {
			runs++
			tx.Answer(fmt.Sprint("id ", tx.NextID()))
			tx.Record("note", 1, "")
			return nil
		}
		a, err := write(s, "k1", act)
		if err != nil {
			t.Fatal(err)
		}
		b, err := write(s, "k1", act)
		if err != nil || b.Body != a.Body || !b.Repeated || runs != 1 {
			t.Fatalf("repeat: %+v %v after %d runs, first %+v", b, err, runs, a)
		}
		_, err = s.Write(context.Background(), store.Act{County: county, Act: "set_setting", Key: "k1", Hash: "other"}, act)
		if problem.CodeOf(err) != "store.key" {
			t.Fatalf("other request under the same key: %v", err)
		}
	})
}

func TestClockFarBehindStopsWriting(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		ok := func(tx *store.Tx) error { tx.Record("note", 1, ""); return nil }
		clock.Set("2026-11-20")
		if _, err := write(s, "", ok); err != nil {
			t.Fatal(err)
		}
		clock.Set("2026-11-19")
		if _, err := write(s, "", ok); problem.CodeOf(err) != "store.clock" {
			t.Fatalf("want store.clock, got %v", err)
		}
		clock.Set("2026-11-21")
		if _, err := write(s, "", ok); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAppendOnlyRowsAreRefusedChange(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		if _, err := write(s, "", func(tx *store.Tx) error { tx.Record("note", 1, ""); return nil }); err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{`UPDATE audit SET reason = 'x'`, `DELETE FROM audit`} {
			if err := s.Raw(q); err == nil {
				t.Errorf("%s was not refused", q)
			}
		}
	})
}

func TestSealedCellOpensOnlyInItsPlace(t *testing.T) {
	s, _ := storetest.New(t, store.SQLite)
	k := s.Keys()
	c, err := k.Seal("person", "name", 0, 7, 2026, []byte("甲"))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := k.Open("person", "name", 0, 7, c); err != nil || string(b) != "甲" {
		t.Fatalf("own cell: %q %v", b, err)
	}
	for _, at := range []struct {
		table, column string
		county, id    int64
	}{{"person", "name", 0, 8}, {"person", "login", 0, 7}, {"home", "name", 0, 7}, {"person", "name", 1, 7}} {
		if _, err := k.Open(at.table, at.column, at.county, at.id, c); problem.CodeOf(err) != "seal.open" {
			t.Errorf("opened at %+v: %v", at, err)
		}
	}
	if err := k.Destroy(0, 2026); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Open("person", "name", 0, 7, c); problem.CodeOf(err) != "seal.open" {
		t.Errorf("opened after the key was destroyed: %v", err)
	}
}

func TestDollarParametersBindByNumber(t *testing.T) {
	s, _ := storetest.New(t, store.SQLite)
	if got, err := s.Probe(); err != nil || got != "2-1" {
		t.Fatalf("out-of-order parameters gave %q, %v", got, err)
	}
}

func TestAClosedDatabaseFileIsWhole(t *testing.T) {
	dir := t.TempDir()
	clock := storetest.NewClock("2026-01-02T01:00:00.000000Z")
	s, err := store.Create(context.Background(), dir, store.Config{Engine: store.SQLite}, store.Test, "测试安装", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CreateCounty(context.Background(), county, "样本县"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		_ = os.Remove(filepath.Join(dir, "songbai.db"+beside))
	}
	s, err = store.Open(context.Background(), dir, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Read(context.Background(), county, func(sc *store.Scope) error {
		cs, err := sc.Counties()
		if err == nil && len(cs) != 1 {
			err = fmt.Errorf("%d counties in the copy, want 1", len(cs))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestScrubbedValuesAreGoneAndLostKeysAreNot(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		_, err := write(s, "", func(tx *store.Tx) error {
			tx.Record("claim", 7, "")
			_, err := tx.PutPrivate(7, 1, map[string]string{"deceased.name": "甲"}, nil)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read := func() (p store.Private, err error) {
			err = s.Read(context.Background(), county, func(sc *store.Scope) (err error) {
				p, err = sc.Private(7, 1)
				return err
			})
			return p, err
		}
		if p, err := read(); err != nil || p.Get("deceased.name") != "甲" || p.Scrubbed {
			t.Fatalf("%+v %v", p, err)
		}
		if err := s.Keys().Destroy(county, 2026); err != nil {
			t.Fatal(err)
		}
		if p, err := read(); err != nil || !p.Scrubbed || len(p.Values) != 0 {
			t.Fatalf("after its key was destroyed: %+v %v", p, err)
		}
		s.Keys().Forget(county, 2026)
		if _, err := read(); problem.CodeOf(err) != "seal.open" {
			t.Fatalf("a key lost is no scrubbing: %v", err)
		}
	})
}
