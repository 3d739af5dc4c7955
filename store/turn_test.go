package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"songbai/domain/problem"
	"songbai/store"
	"songbai/store/storetest"
)

// note is an act that leaves one message, one number and one audit record.
func note(n int64) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		if _, err := tx.NextNumber(1, "note", 2026, n); err != nil {
			return err
		}
		if err := tx.Enqueue("note", n, "{}"); err != nil {
			return err
		}
		tx.Record("note", n, "")
		return nil
	}
}

// together makes the acts wait behind one that holds the turn, in order, so that
// they share one group; it gives their answers.
func together(t *testing.T, s *store.Store, acts ...store.Turn) []error {
	t.Helper()
	var wg sync.WaitGroup
	answers := make([]error, len(acts))
	held, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	wg.Add(1)
	go func() {
		defer wg.Done()
		_, err := write(s, "", func(*store.Tx) error {
			once.Do(func() { close(held) })
			<-release
			return errHeld
		})
		if !errors.Is(err, errHeld) {
			t.Errorf("the act that held the turn: %v", err)
		}
	}()
	<-held
	for i, a := range acts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			ctx := a.Ctx
			if ctx == nil {
				ctx = context.Background()
			}
			_, answers[i] = s.Write(ctx, store.Act{County: county, Act: "set_setting", Role: "sys_admin", Key: a.Key, Hash: a.Key, Alone: a.Alone}, a.Do)
		}()
		for s.Waiting() <= i {
			runtime.Gosched()
		}
	}
	close(release)
	wg.Wait()
	return answers
}

var errHeld = errors.New("held the turn")

// commits counts the commits that begin while f runs.
func commits(f func()) int {
	n := 0
	store.Failpoint = func(name string) {
		if name == "commit:before" {
			n++
		}
	}
	defer func() { store.Failpoint = nil }()
	f()
	return n
}

// kept is what an installation holds, read past the store.
type kept struct{ audit, notes, numbers, requests, lastNumber int64 }

func counts(t *testing.T, s *store.Store) (k kept) {
	t.Helper()
	err := s.Outsider().QueryRow(`SELECT (SELECT count(*) FROM audit WHERE county = $1), (SELECT count(*) FROM outbox WHERE county = $1), (SELECT count(*) FROM number_issued WHERE county = $1),
		(SELECT count(*) FROM request WHERE county = $1), (SELECT COALESCE(max(n), 0) FROM number_issued WHERE county = $1)`, int64(county)).
		Scan(&k.audit, &k.notes, &k.numbers, &k.requests, &k.lastNumber)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// whole checks that exactly n notes are kept, each with its number and record,
// and that the chain is unbroken.
func whole(t *testing.T, s *store.Store, n int64) {
	t.Helper()
	if k := counts(t, s); k.audit != n || k.notes != n || k.numbers != n || k.lastNumber != n {
		t.Errorf("kept %+v, want %d of each", k, n)
	}
	chain(t, s)
}

// chain checks the county's chain link by link: positions without gaps, each
// record's hash over its own text and the one before, stamps that only grow.
func chain(t *testing.T, s *store.Store) (n int64) {
	t.Helper()
	err := s.Read(context.Background(), county, func(sc *store.Scope) error {
		prev, at := "", ""
		for {
			rows, err := sc.AuditRows(n, 5000)
			if err != nil || len(rows) == 0 {
				return err
			}
			for _, r := range rows {
				n++
				if r.Pos != n || r.Prev != prev || r.Sum() != r.Hash || r.At <= at {
					return fmt.Errorf("broken at %d: position %d, stamp %s after %s", n, r.Pos, r.At, at)
				}
				prev, at = r.Hash, r.At
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
	return n
}

func TestOneActFailsAndItsNeighboursDoNot(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		fails := map[int]func(*store.Tx) error{
			3: func(tx *store.Tx) error { return errors.Join(note(3)(tx), errHeld) },
			7: func(tx *store.Tx) error { _ = note(7)(tx); panic("a fault of the program") },
			8: func(tx *store.Tx) error { var none *store.Line; return fmt.Errorf("%d", none.Seq) },
			11: func(tx *store.Tx) error { // the engine refuses the row
				_ = note(11)(tx)
				tx.Exec(`INSERT INTO number_issued (county, office, kind, year, n, subject, at) VALUES ($1, 1, 'note', 2026, 1, 0, 'x')`, tx.County)
				return nil
			},
			13: func(tx *store.Tx) error { return tx.Enqueue("note", 13, "{}") },            // leaves no record
			17: func(tx *store.Tx) error { tx.Record("note", 17, ""); return note(17)(tx) }, // leaves two
		}
		acts := make([]store.Turn, 40)
		for i := range acts {
			acts[i].Do = note(int64(i))
			if f := fails[i]; f != nil {
				acts[i].Do = f
			}
		}
		var answers []error
		if n := commits(func() { answers = together(t, s, acts...) }); n != 1 { // the one that held the turn leaves nothing to commit
			t.Errorf("%d commits, want 1", n)
		}
		for i, err := range answers {
			if (err != nil) != (fails[i] != nil) {
				t.Errorf("act %d: %v", i, err)
			}
		}
		for i, code := range map[int]string{7: "store.fault", 8: "store.fault", 13: "store.unrecorded", 17: "store.unrecorded"} {
			if problem.CodeOf(answers[i]) != code {
				t.Errorf("act %d answers %v, want %s", i, answers[i], code)
			}
		}
		whole(t, s, int64(len(acts)-len(fails)))
	})
}

func TestRefusedCommitIsRerunActByAct(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		_, err := write(s, "", func(tx *store.Tx) error { // what is wrong shows only at the commit
			tx.Exec(`CREATE TABLE ground (id BIGINT PRIMARY KEY)`)
			tx.Exec(`CREATE TABLE stone (id BIGINT REFERENCES ground (id) DEFERRABLE INITIALLY DEFERRED)`)
			return note(0)(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		runs := make([]int, 12)
		acts := make([]store.Turn, len(runs))
		for i := range acts {
			acts[i] = store.Turn{Key: fmt.Sprint("k", i), Do: func(tx *store.Tx) error {
				runs[i]++
				if i == 5 {
					tx.Exec(`INSERT INTO stone (id) VALUES (1)`)
				}
				return note(int64(i))(tx)
			}}
		}
		answers := together(t, s, acts...)
		for i, err := range answers {
			if (err != nil) != (i == 5) || runs[i] != 2 {
				t.Errorf("act %d after %d runs: %v", i, runs[i], err)
			}
		}
		if _, err := write(s, "", note(99)); err != nil {
			t.Errorf("after the refused commit: %v", err)
		}
		whole(t, s, 13)
	})
}

func TestCancelledBeforeTheTurnDoesNothing(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		gone, cancel := context.WithCancel(context.Background())
		ran := false
		answers := together(t, s,
			store.Turn{Do: func(tx *store.Tx) error { cancel(); return note(1)(tx) }},
			store.Turn{Ctx: gone, Key: "k", Do: func(tx *store.Tx) error { ran = true; return note(2)(tx) }},
			store.Turn{Do: note(3)})
		if ran || answers[0] != nil || !errors.Is(answers[1], context.Canceled) || answers[2] != nil {
			t.Errorf("ran %v, answers %v", ran, answers)
		}
		if k := counts(t, s); k.requests != 0 {
			t.Errorf("the key of an act that never ran was kept: %+v", k)
		}
		whole(t, s, 2)
		if _, err := s.Write(gone, store.Act{County: county, Act: "set_setting"}, note(4)); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled from the first: %v", err)
		}
		whole(t, s, 2)
	})
}

func TestBulkActsCommitAlone(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		acts := make([]store.Turn, 9)
		for i := range acts {
			acts[i] = store.Turn{Do: note(int64(i)), Alone: i == 4}
		}
		var answers []error
		n := commits(func() { answers = together(t, s, acts...) })
		if err := errors.Join(answers...); err != nil || n != 3 { // four, the bulk act, four
			t.Errorf("%d commits, want 3; %v", n, err)
		}
		whole(t, s, 9)
	})
}

func TestClosingAnswersEverybody(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		said := map[string]int{}
		for range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for {
					_, err := write(s, "", note(1))
					mu.Lock()
					said[problem.CodeOf(err)]++
					mu.Unlock()
					if err != nil {
						return
					}
				}
			}()
		}
		for counts(t, s).audit == 0 {
			time.Sleep(time.Millisecond)
		}
		dir := s.Dir()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		again, err := store.Open(context.Background(), dir, storetest.NewClock("2026-01-02T02:00:00.000000Z").Now)
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		whole(t, again, int64(said[""]))
		if said["store.closed"] != 16 || len(said) != 2 {
			t.Errorf("answers %v", said)
		}
	})
}

func TestNothingIsSearchedByAKeyThatIsNotThere(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		before := keyFile(t, s)
		err := s.Read(context.Background(), county, func(sc *store.Scope) error {
			ids, err := sc.FindClaims("name", "样本")
			if len(ids) != 0 {
				return fmt.Errorf("found %v", ids)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if after := keyFile(t, s); after != before || strings.Contains(after, "search/") {
			t.Error("reading made a key: two processes that do so lose each other's keys")
		}
	})
}

func keyFile(t *testing.T, s *store.Store) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.Dir(), "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTurnHeldByAnotherProgramIsBusy(t *testing.T) {
	withCounty(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		ctx, driver, dsn := context.Background(), "sqlite", "file:"+filepath.Join(s.Dir(), "songbai.db")
		soon, take := `PRAGMA busy_timeout = 20`, []string{`BEGIN IMMEDIATE`}
		if s.Engine() == store.Postgres {
			soon, take = `SET lock_timeout = '20ms'`, []string{`BEGIN`, `LOCK TABLE writer_turn IN EXCLUSIVE MODE`}
			driver, dsn = "pgx", s.DSN()
		}
		_, err := write(s, "", func(tx *store.Tx) error { tx.Exec(soon); return note(1)(tx) })
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open(driver, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		other, err := db.Conn(ctx)
		for _, q := range take {
			if err == nil {
				_, err = other.ExecContext(ctx, q)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := write(s, "k", note(2)); problem.CodeOf(err) != "store.busy" {
			t.Errorf("while another program writes: %v", err)
		}
		if _, err := other.ExecContext(ctx, `ROLLBACK`); err != nil {
			t.Fatal(err)
		}
		if a, err := write(s, "k", note(2)); err != nil || a.Repeated {
			t.Errorf("afterwards: %+v %v", a, err)
		}
		whole(t, s, 2)
	})
}
