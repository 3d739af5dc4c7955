package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"songbai/domain/problem"
	"songbai/store"
	"songbai/store/storetest"
)

// onPostgres gives a store on a database of its own and an administrator's
// connection to the same database.
func onPostgres(t *testing.T, before ...string) (*store.Store, *sql.DB) {
	t.Helper()
	dsn := storetest.Postgres(t).Database(t)
	admin, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close() })
	for _, q := range before {
		do(t, admin, q)
	}
	s, err := store.Create(context.Background(), t.TempDir(), store.Config{Engine: store.Postgres, DSN: dsn}, store.Test, "测试安装", storetest.NewClock("2026-01-02T01:00:00.000000Z").Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.CreateCounty(context.Background(), county, "样本县"); err != nil {
		t.Fatal(err)
	}
	return s, admin
}

func do(t *testing.T, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

func number(t *testing.T, db *sql.DB, q string, args ...any) (n int64) {
	t.Helper()
	if err := db.QueryRow(q, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

// others are the connections to the database but the one that asks.
const others = `FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`

// killOthers ends every other connection to the database and waits until all
// are gone.
func killOthers(t *testing.T, admin *sql.DB) {
	t.Helper()
	c, err := admin.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for {
		var left int64
		if err := c.QueryRowContext(context.Background(), `SELECT count(pg_terminate_backend(pid)) `+others).Scan(&left); err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			return
		}
	}
}

// once runs f at the next point of that name.
func once(point string, f func()) {
	store.Failpoint = func(name string) {
		if name == point {
			store.Failpoint = nil
			f()
		}
	}
}

func keyed(n int, prefix string) []store.Turn {
	acts := make([]store.Turn, n)
	for i := range acts {
		acts[i] = store.Turn{Key: fmt.Sprint(prefix, i), Do: note(int64(i))}
	}
	return acts
}

func TestConnectionKilledBeforeCommitIsUnknownAndNothing(t *testing.T) {
	s, admin := onPostgres(t)
	acts := keyed(6, "k")
	once("commit:before", func() { killOthers(t, admin) })
	answers := together(t, s, acts...)
	for i, err := range answers {
		if problem.CodeOf(err) != "store.unknown" {
			t.Errorf("act %d: %v", i, err)
		}
	}
	if k := counts(t, s); k.audit != 0 {
		t.Fatalf("kept %+v", k)
	}
	sendAgain(t, s, acts, false)
}

// sendAgain repeats the acts one by one under their keys: each is there once.
func sendAgain(t *testing.T, s *store.Store, acts []store.Turn, repeated bool) {
	t.Helper()
	for _, a := range acts {
		answer, err := write(s, a.Key, a.Do)
		if err != nil || answer.Repeated != repeated {
			t.Errorf("%s again: repeated %v, want %v; %v", a.Key, answer.Repeated, repeated, err)
		}
	}
	whole(t, s, int64(len(acts)))
}

func TestConnectionKilledWhileIdleIsReplaced(t *testing.T) {
	s, admin := onPostgres(t)
	for i := range int64(3) {
		if _, err := write(s, "", note(i)); err != nil {
			t.Fatal(err)
		}
		killOthers(t, admin)
	}
	if _, err := write(s, "", note(3)); err != nil {
		t.Fatal(err)
	}
	do(t, admin, `SELECT 1`)
	if n := number(t, admin, `SELECT count(*) FROM audit WHERE county > 0`); n != 4 {
		t.Errorf("%d records, want 4", n)
	}
}

func TestConnectionKilledInAnActIsRerun(t *testing.T) {
	s, admin := onPostgres(t)
	killed := false
	answers := together(t, s, store.Turn{Do: note(0)}, store.Turn{Do: func(tx *store.Tx) error {
		if !killed {
			killed = true
			killOthers(t, admin)
		}
		return note(1)(tx)
	}}, store.Turn{Do: note(2)})
	if err := errors.Join(answers...); err != nil || !killed {
		t.Fatal(err)
	}
	if n := number(t, admin, `SELECT count(*) FROM audit WHERE county > 0`); n != 3 {
		t.Errorf("%d records, want 3", n)
	}
}

func TestClashWithAnotherTransactionIsRerun(t *testing.T) {
	for _, group := range []int{1, 5} {
		t.Run(fmt.Sprint(group), func(t *testing.T) {
			s, admin := onPostgres(t, `CREATE TABLE skew (k BIGINT, v BIGINT)`)
			other, err := admin.BeginTx(context.Background(), &sql.TxOptions{Isolation: sql.LevelSerializable})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = other.Rollback() }()
			runs := 0
			act := func(tx *store.Tx) error { // each reads what the other writes
				runs++
				if _, err := tx.Int(`SELECT count(*) FROM skew WHERE k = 1`); err != nil {
					return err
				}
				tx.Exec(`INSERT INTO skew (k, v) VALUES (2, 2)`)
				if runs == 1 {
					_, err1 := other.Exec(`INSERT INTO skew SELECT 1, count(*) FROM skew WHERE k = 2`)
					if err := errors.Join(err1, other.Commit()); err != nil {
						t.Error(err)
					}
				}
				return note(1)(tx)
			}
			do(t, admin, `SELECT 1`)
			var seen int64 // the other's view begins before the turn
			if err := other.QueryRow(`SELECT count(*) FROM skew WHERE k = 2`).Scan(&seen); err != nil {
				t.Fatal(err)
			}
			acts := []store.Turn{{Do: act}}
			for len(acts) < group {
				acts = append(acts, store.Turn{Do: note(int64(len(acts)))})
			}
			if err := errors.Join(together(t, s, acts...)...); err != nil || runs != 2 {
				t.Fatalf("%d runs; %v", runs, err)
			}
			whole(t, s, int64(group))
		})
	}
}

// withStandby runs f while commits of the store wait for a standby that does not
// exist; during gives the way to reach a commit that waits.
func withStandby(t *testing.T, f func(s *store.Store, admin *sql.DB)) {
	s, admin := onPostgres(t, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END $$`, `CREATE TABLE probe (x BIGINT)`)
	do(t, admin, `ALTER SYSTEM SET synchronous_standby_names = 'nobody'`)
	t.Cleanup(func() {
		do(t, admin, `ALTER SYSTEM RESET synchronous_standby_names`)
		do(t, admin, `SELECT pg_reload_conf()`)
	})
	do(t, admin, `SELECT pg_reload_conf()`)
	for waits := false; !waits; { // until the server has read its settings
		gone := make(chan error, 1)
		go func() {
			_, err := admin.Exec(`INSERT INTO probe (x) VALUES (1)`)
			gone <- err
		}()
		for open := true; open; {
			select {
			case err := <-gone:
				open = false
				if err != nil {
					t.Fatal(err)
				}
			case <-time.After(2 * time.Millisecond):
				waits = waits || stopWaiting(t, admin, "cancel") > 0
			}
		}
	}
	f(s, admin)
}

// stopWaiting cancels or terminates the connections that wait for a standby and
// counts them.
func stopWaiting(t *testing.T, admin *sql.DB, how string) int64 {
	t.Helper()
	return number(t, admin, `SELECT count(pg_`+how+`_backend(pid)) `+others+` AND wait_event = 'SyncRep'`)
}

func TestConnectionLostInCommitIsUnknownAndOneEffect(t *testing.T) {
	for _, how := range []string{"terminate", "cancel"} {
		t.Run(how, func(t *testing.T) {
			withStandby(t, func(s *store.Store, admin *sql.DB) {
				acts := keyed(5, how)
				stop, stopped := make(chan struct{}), make(chan int64, 1)
				go func() { // every commit of the store waits until it is stopped
					var n int64
					for {
						select {
						case <-stop:
							stopped <- n
							return
						case <-time.After(2 * time.Millisecond):
							n += stopWaiting(t, admin, how)
						}
					}
				}()
				answers := together(t, s, acts...)
				close(stop)
				if n := <-stopped; n == 0 {
					t.Fatal("no commit waited")
				}
				for i, err := range answers {
					if problem.CodeOf(err) != "store.unknown" || !strings.Contains(err.Error(), "未知") {
						t.Errorf("act %d: %v", i, err)
					}
				}
				if n := number(t, admin, `SELECT count(*) FROM outbox`); n != 5 { // it did happen
					t.Errorf("%d messages, want 5", n)
				}
				do(t, admin, `ALTER SYSTEM RESET synchronous_standby_names`)
				do(t, admin, `SELECT pg_reload_conf()`)
				sendAgain(t, s, acts, true)
			})
		})
	}
}
