package office_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
)

var full = flag.Bool("full", false, "run at full size (make night)")

const (
	bulkHands = 64 // goroutines
	bulkEach  = 20 // submissions for one person
	bulkAside = 16 // persons whose submissions come mixed
)

// bulkWorld founds a sample county on an engine and gives a connection of the
// test's own to its rows.
func bulkWorld(t testing.TB, e store.Engine) (*demo.World, *sql.DB) {
	t.Helper()
	s, clock := storetest.New(t, e)
	clock.Set("2026-02-10")
	return sampleCounty(t, s), rowsOf(t, s.Dir())
}

func sampleCounty(t testing.TB, s *store.Store) *demo.World {
	t.Helper()
	pack, err := policy.Load(policies.FS, "yingde")
	if err != nil {
		t.Fatal(err)
	}
	w, err := demo.Found(context.Background(), office.New(s), demo.Sample{County: 441881, Name: "样本市", Area: "441881", Towns: 6, Pack: pack,
		Local: map[string]string{"cap": "1300.00", "subsistence_shares": "5:3:2"}, Prices: samplePrices(t), From: date.MustDay("2026-01-01")})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func samplePrices(t testing.TB) *policy.PriceList {
	t.Helper()
	text, err := policies.FS.ReadFile("yingde/prices-sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	prices, err := policy.ReadPrices("prices-sample.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return prices
}

// rowsOf opens the database of a data folder past the store.
func rowsOf(t testing.TB, dir string) *sql.DB {
	t.Helper()
	var cfg store.Config
	b, err := os.ReadFile(filepath.Join(dir, "store.json"))
	if err == nil {
		err = json.Unmarshal(b, &cfg)
	}
	if err != nil {
		t.Fatal(err)
	}
	driver, dsn := "pgx", cfg.DSN
	if cfg.Engine == store.SQLite {
		driver, dsn = "sqlite", "file:"+filepath.Join(dir, "songbai.db")+"?_pragma=query_only(1)&_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// bulk is a run under way: what was sent, and what was answered.
type bulk struct {
	w      *demo.World
	seed   uint64
	order  []int // the person of each submission
	next   atomic.Int64
	mu     sync.Mutex
	person map[int64]int // claim → person
	live   map[int]int64 // person → the claim that was lodged
	again  int           // refused as duplicates
	faults []string
}

// TestBulkDuplicates sends the same people many times at once, each time in
// another form, over any route, with one thing shared: one claim of each lives.
func TestBulkDuplicates(t *testing.T) {
	n := 20_000
	if *full {
		n = 100_000
	}
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			w, db := bulkWorld(t, e)
			b := &bulk{w: w, seed: uint64(time.Now().UnixNano()), person: map[int64]int{}, live: map[int]int64{}}
			t.Logf("seed %d", b.seed)
			b.shuffle(n / bulkEach)
			before := count(t, db, `SELECT count(*) FROM audit`)
			began := time.Now()
			b.run()
			took := time.Since(began)
			if len(b.faults) > 0 {
				t.Fatalf("%d faults, first %s", len(b.faults), b.faults[0])
			}
			b.check(t, db, before)
			t.Logf("%s: %d submissions for %d people in %s: %.0f acts a second", e, n, n/bulkEach, took.Round(time.Millisecond), float64(2*n)/took.Seconds())
		})
	}
}

// shuffle puts each person's submissions close to each other, mixed with a few
// other people's.
func (b *bulk) shuffle(people int) {
	r := rand.New(rand.NewPCG(b.seed, 0))
	for p := 0; p < people; p += bulkAside {
		var block []int
		for q := p; q < min(p+bulkAside, people); q++ {
			for range bulkEach {
				block = append(block, q)
			}
		}
		r.Shuffle(len(block), func(i, j int) { block[i], block[j] = block[j], block[i] })
		b.order = append(b.order, block...)
	}
}

func (b *bulk) run() {
	var wg sync.WaitGroup
	for range bulkHands {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := int(b.next.Add(1)) - 1; n < len(b.order); n = int(b.next.Add(1)) - 1 {
				b.send(n)
			}
		}()
	}
	wg.Wait()
}

// send drafts and lodges one submission.
func (b *bulk) send(n int) {
	ctx, p := context.Background(), b.order[n]
	by := &sharedThings[p%len(sharedThings)]
	caller, req := submit(b.w, rand.New(rand.NewPCG(b.seed, uint64(n+1))), n, p, by)
	d, err := b.w.Office.Draft(ctx, caller, req)
	if err == nil {
		_, err = b.w.Office.Lodge(ctx, caller, office.ClaimRef{Claim: d.Claim})
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.person[d.Claim] = p
	switch {
	case problem.CodeOf(err) == "claim.duplicate":
		b.again++
	case err != nil:
		b.faults = append(b.faults, fmt.Sprintf("%s over %s: %v", by.name, req.Form.Route, err))
	case b.live[p] != 0:
		b.faults = append(b.faults, fmt.Sprintf("%s over %s: a second claim lives", by.name, req.Form.Route))
	default:
		b.live[p] = d.Claim
	}
}

func count(t testing.TB, db *sql.DB, q string) (n int64) {
	t.Helper()
	if err := db.QueryRow(q).Scan(&n); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

// check reads the rows with queries of its own and holds them against what was
// answered.
func (b *bulk) check(t *testing.T, db *sql.DB, auditBefore int64) {
	t.Helper()
	people := int64(len(b.order) / bulkEach)
	if int64(len(b.live)) != people || b.again != len(b.order)-len(b.live) {
		t.Errorf("%d people, %d live, %d refused", people, len(b.live), b.again)
	}
	rows, err := db.Query(`SELECT c.id, c.state, c.route, (SELECT count(*) FROM guard g WHERE g.county = c.county AND g.claim = c.id AND g.released_at IS NULL) FROM claim c`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	lodged, routes := map[int]int64{}, map[string]int{}
	for rows.Next() {
		var id, held int64
		var state, route string
		if err := rows.Scan(&id, &state, &route, &held); err != nil {
			t.Fatal(err)
		}
		p := b.person[id]
		switch {
		case state == string(claim.Lodged):
			if lodged[p] != 0 || b.live[p] != id || held < 2 {
				t.Errorf("%s: claim %d lives with %d keys; %d lives too; %d was told", sharedThings[p%len(sharedThings)].name, id, held, lodged[p], b.live[p])
			}
			lodged[p] = id
			routes[route]++
		case state != string(claim.Draft) || held != 0:
			t.Errorf("claim %d is %s and holds %d keys", id, state, held)
		}
	}
	if int64(len(lodged)) != people || len(routes) != 3 {
		t.Errorf("%d of %d people have a live claim, by route %v", len(lodged), people, routes)
	}
	n := int64(len(b.order))
	for q, want := range map[string]int64{
		`SELECT count(*) FROM (SELECT 1 FROM guard WHERE released_at IS NULL GROUP BY kind, token HAVING count(*) > 1) x`:                    0,
		`SELECT count(*) FROM guard WHERE released_at IS NOT NULL`:                                                                           0,
		`SELECT count(*) FROM guard g LEFT JOIN claim c ON c.county = g.county AND c.id = g.claim AND c.state = 'lodged' WHERE c.id IS NULL`: 0,
		`SELECT count(*) FROM claim`:      n,
		`SELECT count(*) FROM claim_move`: n + people,
		`SELECT count(*) FROM audit`:      auditBefore + n + people,
		`SELECT count(*) FROM audit a JOIN audit b ON b.county = a.county AND b.pos = a.pos + 1 WHERE b.prev <> a.hash OR b.at <= a.at`:                0,
		`SELECT count(*) FROM head h WHERE h.audit_pos <> (SELECT count(*) FROM audit a WHERE a.county = h.county)`:                                    0,
		`SELECT count(*) FROM head h WHERE h.audit_hash <> COALESCE((SELECT hash FROM audit a WHERE a.county = h.county AND a.pos = h.audit_pos), '')`: 0,
	} {
		if got := count(t, db, q); got != want {
			t.Errorf("%s: %d, want %d", q, got, want)
		}
	}
}

// BenchmarkLodge drafts and lodges claims of people nobody has claimed for.
func BenchmarkLodge(b *testing.B) {
	for _, e := range storetest.Engines {
		b.Run(string(e), func(b *testing.B) {
			w, _ := bulkWorld(b, e)
			var n atomic.Int64
			b.SetParallelism(bulkHands / 2)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := int(n.Add(1))
					caller, req := submit(w, rand.New(rand.NewPCG(1, uint64(i))), i, i, &sharedThings[i%len(sharedThings)])
					d, err := w.Office.Draft(context.Background(), caller, req)
					if err == nil {
						_, err = w.Office.Lodge(context.Background(), caller, office.ClaimRef{Claim: d.Claim})
					}
					if err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(2*b.N)/b.Elapsed().Seconds(), "acts/s")
		})
	}
}
