package office_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

// prepared is a data folder with a month of claims, before its month end.
type prepared struct {
	dir     string
	engine  store.Engine
	callers map[string]office.Caller
	copies  int
}

// prepare runs a small month of claims and closes the store.
func prepare(t *testing.T, e store.Engine) *prepared {
	t.Helper()
	s, clock := storetest.New(t, e)
	clock.Set("2026-01-05")
	w := sampleCounty(t, s)
	g := demo.NewGenerator(w, samplePrices(t), 11, "K")
	left := map[claim.Route]int{claim.Waiver: 14, claim.Unclaimed: 1, claim.Reimbursement: 4}
	m, _ := date.ParseMonth("2026-03")
	var cases []demo.Case
	for len(cases) < 19 {
		if c := g.Next(m); !c.Refused && left[c.Form.Route] > 0 {
			left[c.Form.Route]--
			cases = append(cases, c)
		}
	}
	sort.SliceStable(cases, func(i, j int) bool { return cases[i].Day < cases[j].Day })
	var families []int64
	for i := range cases {
		clock.Set(cases[i].Day.String())
		id, err := w.Run(context.Background(), &cases[i])
		if err != nil {
			t.Fatalf("case %d: %v", i, err)
		}
		if cases[i].Form.Route == claim.Reimbursement {
			families = append(families, id)
		}
	}
	clock.Set("2026-03-31")
	for _, id := range families {
		if err := w.Determine(context.Background(), "reviewer2", id); err != nil {
			t.Fatal(err)
		}
	}
	p := &prepared{dir: s.Dir(), engine: e, callers: map[string]office.Caller{}}
	for _, login := range []string{"manager1", "reviewer1", "sealer1", "chief1", "examiner1", "approver1", "payer1"} {
		p.callers[login] = w.As(login)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return p
}

// copy gives a data folder like the prepared one.
func (p *prepared) copy(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(p.dir)); err != nil {
		t.Fatal(err)
	}
	if p.engine == store.SQLite {
		return dir
	}
	var cfg store.Config
	b, err := os.ReadFile(filepath.Join(dir, "store.json"))
	if err == nil {
		err = json.Unmarshal(b, &cfg)
	}
	u, err2 := url.Parse(cfg.DSN)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	p.copies++
	from := strings.TrimPrefix(u.Path, "/")
	to := fmt.Sprintf("%s_copy%d", from, p.copies)
	u.Path = "/postgres"
	db, err := sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE DATABASE " + to + " TEMPLATE " + from); err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + to
	cfg.DSN = u.String()
	b, _ = json.Marshal(cfg)
	if err := os.WriteFile(filepath.Join(dir, "store.json"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// ran is what a child said before it ended.
type ran struct {
	points []string
	told   []string
	fault  string
	killed bool
	took   time.Duration
}

// child runs the month end in another process; after, when not 0, kills it
// from outside.
func (p *prepared) child(t *testing.T, dir string, killAt int64, after time.Duration) (r ran) {
	t.Helper()
	text, err := json.Marshal(killTask{Dir: dir, KillAt: killAt, Callers: p.callers})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killEnv+"="+string(text))
	cmd.Stderr = os.Stderr
	if after > 0 {
		stop := time.AfterFunc(after, func() {
			if cmd.Process != nil {
				_ = cmd.Process.Kill()
			}
		})
		defer stop.Stop()
	}
	out, err := cmd.Output()
	r.took, r.killed = time.Since(began), err != nil
	for line := range strings.SplitSeq(string(out), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "point":
			r.points = append(r.points, rest)
		case "told":
			r.told = append(r.told, rest)
		case "":
		default:
			r.fault = line
		}
	}
	return r
}

// salted are the columns that carry fresh salts or digests over them: two runs
// that were never killed differ in them too.
var salted = map[string]bool{
	"audit.digest": true, "audit.prev": true, "audit.hash": true, "head.audit_hash": true,
	"list.opinion_commitment": true, "list.sealed_digest": true, "line_mark.note_commitment": true,
	"seal_use.digest": true, "payee.commitment": true, "payment_line.commitment": true, "payment_order.digest": true, "request.answer": true,
}

// state reads every row of every table past the store, without salts and
// sealed bytes.
func state(t *testing.T, dir string) map[string][]string {
	t.Helper()
	db := rowsOf(t, dir)
	defer db.Close()
	names := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
	if _, err := os.Stat(filepath.Join(dir, "songbai.db")); err != nil {
		names = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
	}
	out := map[string][]string{}
	for _, row := range table(t, db, names, "") {
		name := strings.TrimPrefix(row, "name=")
		name = strings.TrimPrefix(name, "table_name=")
		name = strings.TrimSpace(name)
		if !strings.HasPrefix(name, "goose") {
			out[name] = table(t, db, `SELECT * FROM `+name, name)
		}
	}
	return out
}

// table gives the rows of a query as sorted texts.
func table(t *testing.T, db *sql.DB, q, name string) (out []string) {
	t.Helper()
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	cols, _ := rows.Columns()
	cells, at := make([]any, len(cols)), make([]any, len(cols))
	for i := range cells {
		at[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for i, c := range cols {
			if _, sealed := cells[i].([]byte); !sealed && !salted[name+"."+c] {
				fmt.Fprintf(&b, "%s=%v ", c, cells[i])
			}
		}
		out = append(out, b.String())
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// same compares a finished folder and what its processes said with the run that
// was never killed, and has the checker go over it.
func (p *prepared) same(t *testing.T, what, dir string, want, got map[string][]string, wantTold, told []string) {
	t.Helper()
	for name := range want {
		if !slices.Equal(want[name], got[name]) {
			t.Errorf("%s: table %s differs: %s", what, name, firstOther(want[name], got[name]))
		}
	}
	if !slices.Equal(wantTold, told) {
		t.Errorf("%s: answers differ: %s", what, firstOther(wantTold, told))
	}
	r, err := verify.Run(context.Background(), verify.Options{Dir: dir, Keyset: true})
	if err != nil || !r.OK() {
		t.Errorf("%s: the checker: %v %.500v", what, err, r.Findings)
	}
}

func firstOther(want, got []string) string {
	for i := range max(len(want), len(got)) {
		a, b := "nothing", "nothing"
		if i < len(want) {
			a = want[i]
		}
		if i < len(got) {
			b = got[i]
		}
		if a != b {
			return fmt.Sprintf("want %.400s\n got %.400s", a, b)
		}
	}
	return "equal"
}

// TestKillMonthEnd kills the month end at its commit boundaries and in between,
// starts it again with the same keys, and finds what one run would have left.
// Small runs draw some of the points by a seed that is printed; -full takes all.
func TestKillMonthEnd(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			p := prepare(t, e)
			dir := p.copy(t)
			plain := p.child(t, dir, 0, 0)
			if plain.killed || plain.fault != "" {
				t.Fatalf("not killed: %s", plain.fault)
			}
			want := state(t, dir)
			p.same(t, "not killed", dir, want, want, plain.told, plain.told)
			points := r.Perm(len(plain.points))
			times := 40
			if !*full {
				points, times = points[:map[store.Engine]int{store.SQLite: 12, store.Postgres: 6}[e]], 4
			}
			t.Logf("%s: %d points, %d kept answers, one run takes %s", e, len(plain.points), len(plain.told), plain.took.Round(time.Millisecond))
			for _, k := range points {
				p.kill(t, fmt.Sprintf("killed at point %d, %s", k+1, plain.points[k]), int64(k+1), 0, want, plain.told)
			}
			for range times {
				after := plain.took/10 + time.Duration(r.Int64N(int64(plain.took)*9/10))
				p.kill(t, "killed after "+after.String(), 0, after, want, plain.told)
			}
		})
	}
}

// kill kills one run, starts it again and compares.
func (p *prepared) kill(t *testing.T, what string, at int64, after time.Duration, want map[string][]string, told []string) {
	t.Helper()
	dir := p.copy(t)
	first := p.child(t, dir, at, after)
	if first.fault != "" || at > 0 && (!first.killed || int64(len(first.points)) != at) {
		t.Fatalf("%s: not killed there: %d points, %s", what, len(first.points), first.fault)
	}
	if !slices.Equal(first.told, told[:min(len(first.told), len(told))]) {
		t.Errorf("%s: answers before: %s", what, firstOther(told, first.told))
	}
	second := p.child(t, dir, 0, 0)
	if second.killed || second.fault != "" {
		t.Fatalf("%s: started again: %s", what, second.fault)
	}
	p.same(t, what, dir, want, state(t, dir), told, second.told)
}
