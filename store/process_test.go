package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"songbai/domain/problem"
	"songbai/store"
	"songbai/store/storetest"
)

var full = flag.Bool("full", false, "run at full size (make night)")

// task is what a child process of these tests is told to do.
type task struct {
	Dir    string
	Name   string
	Clock  string // its own clock: the processes disagree about the time
	Acts   int    // 0: until it is killed
	People int    // each act claims for one of them
	Hands  int    // goroutines
	KillAt int64  // the commit boundary at which it kills itself, 0: never
}

const childTask = "SONGBAI_STORE_TEST_TASK"

// This test binary is also the child: with a task it writes and ends.
func init() {
	text := os.Getenv(childTask)
	if text == "" {
		return
	}
	var k task
	err := json.Unmarshal([]byte(text), &k)
	if err == nil {
		err = k.work()
	}
	if err != nil {
		fmt.Println("fault", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// work opens the installation, waits for a line on its input, and writes. Each
// answer is told on its output before the next act is begun.
func (k *task) work() error {
	s, err := store.Open(context.Background(), k.Dir, storetest.NewClock(k.Clock).Now)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	var points atomic.Int64
	store.Failpoint = func(string) {
		if points.Add(1) == k.KillAt {
			p, _ := os.FindProcess(os.Getpid())
			_ = p.Kill()
			select {}
		}
	}
	began := time.Now()
	var wg sync.WaitGroup
	var next atomic.Int64
	for hand := range k.Hands {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r := rand.New(rand.NewPCG(uint64(hand), uint64(len(k.Name))))
			for n := next.Add(1); k.Acts == 0 || n <= int64(k.Acts); n = next.Add(1) {
				k.act(s, r, n)
			}
		}()
	}
	wg.Wait()
	say("took", fmt.Sprint(time.Since(began).Microseconds()), fmt.Sprint(points.Load()/2))
	return s.Close()
}

// act claims for a person: number, guard, message, record, under a key.
func (k *task) act(s *store.Store, r *rand.Rand, n int64) {
	key := fmt.Sprintf("%s-%d", k.Name, n)
	person := r.IntN(k.People)
	a, err := s.Write(context.Background(), store.Act{County: county, Act: "set_setting", Role: "sys_admin", Key: key, Hash: key}, func(tx *store.Tx) error {
		id := tx.NextID()
		if err := tx.TakeGuards(id, []store.Key{{Kind: "identity", Value: fmt.Sprint("person ", person)}}); err != nil {
			return err
		}
		if err := tx.PutSearch(id, []store.Key{{Kind: "name", Value: key}}); err != nil {
			return err
		}
		number, err := tx.NextNumber(1, "note", 2026, id)
		if err != nil {
			return err
		}
		tx.Answer(fmt.Sprint(number))
		tx.Record("note", id, fmt.Sprint(person))
		return tx.Enqueue("note", id, key)
	})
	switch {
	case err == nil:
		say("done", key, a.Body, fmt.Sprint(person))
	case problem.CodeOf(err) == "claim.duplicate":
		say("had", key, fmt.Sprint(person))
	default:
		say("fault", key, err.Error())
	}
}

// say writes one line in one write, so that a kill cannot cut it.
func say(words ...string) { _, _ = os.Stdout.WriteString(strings.Join(words, " ") + "\n") }

// child is a process under way and what it said.
type child struct {
	*exec.Cmd
	in     io.WriteCloser
	out    *bufio.Scanner
	done   map[string]string // key → number, acknowledged
	holds  map[string]string // person → key
	had    int
	took   time.Duration
	groups int64
	faults []string
}

func start(t *testing.T, k task) *child {
	t.Helper()
	text, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	c := &child{Cmd: exec.Command(os.Args[0]), done: map[string]string{}, holds: map[string]string{}}
	c.Env = append(os.Environ(), childTask+"="+string(text))
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		c.in, err = c.StdinPipe()
	}
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	c.out = bufio.NewScanner(out)
	if !c.out.Scan() || c.out.Text() != "ready" {
		t.Fatalf("the child said %q", c.out.Text())
	}
	return c
}

// hear reads what the child says until it ends; acks is told of every line.
func (c *child) hear(acks func(n int)) {
	_, _ = io.WriteString(c.in, "go\n")
	for c.out.Scan() {
		w := strings.Fields(c.out.Text())
		switch w[0] {
		case "done":
			c.done[w[1]], c.holds[w[3]] = w[2], w[1]
		case "had":
			c.had++
		case "took":
			us, _ := strconv.ParseInt(w[1], 10, 64)
			c.took = time.Duration(us) * time.Microsecond
			c.groups, _ = strconv.ParseInt(w[2], 10, 64)
		default:
			c.faults = append(c.faults, c.out.Text())
		}
		if acks != nil {
			acks(len(c.done))
		}
	}
	_ = c.Wait()
}

// found makes an installation with one county for child processes and gives a
// connection of the test's own to its rows.
func found(t *testing.T, e store.Engine) (dir string, db *sql.DB) {
	t.Helper()
	s, _ := storetest.New(t, e)
	if err := s.CreateCounty(context.Background(), county, "样本县"); err != nil {
		t.Fatal(err)
	}
	dir = s.Dir()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, rows(t, dir)
}

// rows opens a data folder's database past the store.
func rows(t *testing.T, dir string) *sql.DB {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "store.json"))
	var cfg store.Config
	if err == nil {
		err = json.Unmarshal(b, &cfg)
	}
	driver, dsn := "pgx", cfg.DSN
	if cfg.Engine == store.SQLite {
		driver, dsn = "sqlite", "file:"+filepath.Join(dir, "songbai.db")+"?_pragma=query_only(1)&_pragma=busy_timeout(10000)"
	}
	db, err2 := sql.Open(driver, dsn)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// account checks the rows against what was acknowledged: every acknowledged act
// once, with the number it was told; numbers, positions and ids gapless; stamps
// growing; each person held once. extra is how many acts may be there that
// nobody was told of.
func account(t *testing.T, db *sql.DB, acked map[string]string, extra int64) {
	t.Helper()
	kept := map[string]string{}
	r, err := db.Query(`SELECT o.body, n.n FROM outbox o JOIN number_issued n ON n.county = o.county AND n.subject + 1 = o.id WHERE o.county = $1`, int64(county))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for r.Next() {
		var key, n string
		if err := r.Scan(&key, &n); err != nil {
			t.Fatal(err)
		}
		if kept[key] != "" {
			t.Errorf("%s has two effects", key)
		}
		kept[key] = n
	}
	for key, n := range acked {
		if kept[key] != n {
			t.Errorf("%s was told number %s, the rows say %q", key, n, kept[key])
		}
	}
	n := int64(len(kept))
	if over := n - int64(len(acked)); over < 0 || over > extra {
		t.Errorf("%d acts are kept, %d were acknowledged, at most %d more may be there", n, len(acked), extra)
	}
	for what, q := range map[string]string{
		"messages":        `SELECT count(*) FROM outbox WHERE county = $1`,
		"highest number":  `SELECT COALESCE(max(n), 0) FROM number_issued WHERE county = $1`,
		"numbers":         `SELECT count(DISTINCT n) FROM number_issued WHERE county = $1`,
		"records":         `SELECT count(*) FROM audit WHERE county = $1`,
		"last position":   `SELECT COALESCE(max(pos), 0) FROM audit WHERE county = $1`,
		"position kept":   `SELECT audit_pos FROM head WHERE county = $1`,
		"stamps":          `SELECT count(DISTINCT at) FROM audit WHERE county = $1`,
		"keys":            `SELECT count(*) FROM request WHERE county = $1`,
		"guards":          `SELECT count(*) FROM guard WHERE county = $1 AND released_at IS NULL`,
		"people held":     `SELECT count(*) FROM (SELECT DISTINCT kind, token FROM guard WHERE county = $1) x`,
		"people recorded": `SELECT count(DISTINCT digest) FROM audit WHERE county = $1`,
	} {
		if got := number(t, db, q, int64(county)); got != n {
			t.Errorf("%s: %d, want %d", what, got, n)
		}
	}
	if got := number(t, db, `SELECT count(*) FROM audit a JOIN audit b ON b.county = a.county AND b.pos = a.pos + 1 WHERE a.county = $1 AND (b.prev <> a.hash OR b.at <= a.at)`, int64(county)); got != 0 {
		t.Errorf("%d links of the chain do not fit or go back in time", got)
	}
}

// reopen opens a folder in this process and walks its chain.
func reopen(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dir, storetest.NewClock("2026-01-02T03:00:00.000000Z").Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestBulkTwoProcesses lets two processes with clocks of their own write to one
// installation at the same time.
func TestBulkTwoProcesses(t *testing.T) {
	acts := 4000
	if *full {
		acts = 40_000
	}
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			dir, db := found(t, e)
			people := acts * 3 / 2
			a := start(t, task{Dir: dir, Name: "a", Clock: "2026-01-02T02:00:00.000000Z", Acts: acts, People: people, Hands: 16})
			b := start(t, task{Dir: dir, Name: "bb", Clock: "2026-01-02T02:00:20.000000Z", Acts: acts, People: people, Hands: 16})
			began := time.Now()
			var wg sync.WaitGroup
			for _, c := range []*child{a, b} {
				wg.Add(1)
				go func() { defer wg.Done(); c.hear(nil) }()
			}
			wg.Wait()
			took := time.Since(began)
			for _, c := range []*child{a, b} {
				if len(c.faults) > 0 || len(c.done)+c.had != acts {
					t.Fatalf("%d done, %d refused of %d; %d faults: %.300q", len(c.done), c.had, acts, len(c.faults), c.faults)
				}
				t.Logf("%d done, %d refused in %d groups, %s", len(c.done), c.had, c.groups, c.took.Round(time.Millisecond))
			}
			for person := range a.holds {
				if b.holds[person] != "" {
					t.Errorf("person %s is held by %s and %s", person, a.holds[person], b.holds[person])
				}
			}
			acked := maps.Clone(a.done)
			maps.Copy(acked, b.done)
			account(t, db, acked, 0)
			if n := chain(t, reopen(t, dir)); n != int64(len(acked)) {
				t.Errorf("%d links, want %d", n, len(acked))
			}
			t.Logf("%s: %d acts of two processes in %s: %.0f a second", e, 2*acts, took.Round(time.Millisecond), float64(2*acts)/took.Seconds())
		})
	}
}

// TestKillWriter kills a writing process again and again, from outside and at
// its own commit boundaries: what was acknowledged is there once, the rest is
// whole or absent, and the next process goes on.
func TestKillWriter(t *testing.T) {
	kills, seed := 20, uint64(time.Now().UnixNano())
	if *full {
		kills = 200
	}
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			const hands = 8
			dir, db := found(t, e)
			acked := map[string]string{}
			for i := range kills {
				k := task{Dir: dir, Name: fmt.Sprint("k", i), Clock: fmt.Sprintf("2026-01-02T%02d:%02d:00.000000Z", 2+i/60, i%60), People: 1 << 40, Hands: hands}
				stop := 0
				if i%2 == 0 {
					k.KillAt = 1 + r.Int64N(12)
				} else {
					stop = 1 + r.IntN(60)
				}
				c := start(t, k)
				c.hear(func(n int) {
					if stop > 0 && n >= stop {
						_ = c.Process.Kill()
					}
				})
				if len(c.faults) > 0 {
					t.Fatalf("kill %d: %q", i, c.faults)
				}
				maps.Copy(acked, c.done)
				account(t, db, acked, int64(hands*(i+1)))
			}
			s := reopen(t, dir)
			before := chain(t, s)
			for _, key := range slices.Sorted(maps.Keys(acked)) { // told once, told the same again
				a, err := write(s, key, func(*store.Tx) error { return errHeld })
				if err != nil || !a.Repeated || a.Body != acked[key] {
					t.Fatalf("%s again: %+v %v, was told %s", key, a, err, acked[key])
				}
			}
			if after := chain(t, s); after != before || before < int64(len(acked)) {
				t.Errorf("%d links, then %d, with %d acknowledged", before, after, len(acked))
			}
			t.Logf("%s: %d kills, %d acts acknowledged, %d kept", e, kills, len(acked), before)
		})
	}
}
