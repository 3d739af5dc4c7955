package office_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

// madeRows writes n completed claims of a home as rows, with one decision and
// two shares each, as if they had come through their acts.
func madeRows(t testing.TB, s *store.Store, county, home int64, n int) {
	t.Helper()
	const group = 2000
	for from := 0; from < n; from += group {
		_, err := s.Write(context.Background(), store.Act{County: county, Act: "complete", Role: "desk", Alone: true}, func(tx *store.Tx) error {
			for i := from; i < min(from+group, n); i++ {
				if err := madeClaim(tx, home, i); err != nil {
					return err
				}
			}
			tx.Record("claim", int64(from), "")
			return tx.Failed()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func madeClaim(tx *store.Tx, home int64, i int) error {
	day := date.MustDay("2026-02-10")
	id, fen := tx.NextID(), money.Amount(80000+i%50000)
	d := &store.Decision{Claim: id, Basis: 1, OK: true, Charged: fen + 500, Waived: fen, Family: 500, Shares: []fund.Share{
		{Fund: "county_budget", Level: fund.County, Fen: fen - 100}, {Fund: "subsistence", Level: fund.County, Fen: 100}}}
	decision, err := tx.PutDecision(d)
	if err != nil {
		return err
	}
	c := &store.Claim{ID: id, Route: claim.Waiver, State: claim.Completed, Slip: fmt.Sprintf("%012d", i), LinkToken: fmt.Sprint("link", i), Class: "resident", Home: home,
		Town: fmt.Sprintf("441881%03d", 101+i%20), CompletedDay: &day, PrivateN: 1, Decision: decision, SettleN: 1, Moves: 6}
	if err := tx.InsertClaim(c); err != nil {
		return err
	}
	if _, err := tx.PutPrivate(id, 1, map[string]string{"deceased.name": "样逝者"}, nil); err != nil {
		return err
	}
	digest := claim.Digest(fmt.Sprint("settle", i))
	return tx.PutSettle(&store.Settle{Claim: id, N: 1, Kind: "local", Unit: home, Period: "2026-02", Year: 2026, Route: "waiver", Town: c.Town,
		Decision: decision, PrivateN: 1, Charged: d.Charged, Waived: d.Waived, Family: d.Family, Digest: digest})
}

// openBare opens an empty database of an engine for bareSettle, as durable as
// the product's beside it.
func openBare(b *testing.B, e store.Engine) *sql.DB {
	b.Helper()
	driver, dsn := "sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-65536)"
	if e == store.Postgres {
		driver, dsn = "pgx", storetest.Postgres(b).Database(b)
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// bareSettle is the same work by hand: header, lines with running totals,
// postings line by line and marks in four set statements of one durable
// transaction over plain rows.
func bareSettle(b *testing.B, e store.Engine, n int) time.Duration {
	b.Helper()
	db := openBare(b, e)
	defer db.Close()
	run := func(q string, args ...any) {
		if _, err := db.Exec(q, args...); err != nil {
			b.Fatal(err)
		}
	}
	begin, keyed, settled := `BEGIN IMMEDIATE`, ` WITHOUT ROWID`, `PRAGMA wal_checkpoint(TRUNCATE)`
	if e == store.Postgres {
		begin, keyed, settled = `BEGIN`, ``, `VACUUM ANALYZE claim`
	}
	run(`CREATE TABLE claim(id BIGINT PRIMARY KEY, month INT NOT NULL, town INT NOT NULL, waived BIGINT NOT NULL, s0 BIGINT NOT NULL, s1 BIGINT NOT NULL, list BIGINT)`)
	run(`CREATE TABLE list(id BIGINT PRIMARY KEY, month INT, n INT, total BIGINT, s0 BIGINT, s1 BIGINT)`)
	run(`CREATE TABLE list_line(list BIGINT, seq INT, claim BIGINT, amount BIGINT, running BIGINT, PRIMARY KEY(list, seq))` + keyed)
	run(`CREATE TABLE posting(list BIGINT, claim BIGINT, account INT, debit BIGINT, credit BIGINT)`)
	run(`WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < CAST($1 AS BIGINT) - 1)
		INSERT INTO claim SELECT i, 202602, 101 + i % 20, 80000 + i % 50000, 79900 + i % 50000, 100, NULL FROM k`, n)
	run(`CREATE INDEX claim_open ON claim(month) WHERE list IS NULL`)
	run(settled)
	start := time.Now()
	for _, q := range []string{begin,
		`INSERT INTO list SELECT 1, 202602, count(*), sum(waived), sum(s0), sum(s1) FROM claim WHERE month = 202602 AND list IS NULL`,
		`INSERT INTO list_line SELECT 1, row_number() OVER w, id, waived, sum(waived) OVER w FROM claim WHERE month = 202602 AND list IS NULL WINDOW w AS (ORDER BY town, id ROWS UNBOUNDED PRECEDING)`,
		`INSERT INTO posting SELECT 1, id, 10, s0, 0 FROM claim WHERE month = 202602 AND list IS NULL AND s0 > 0 UNION ALL SELECT 1, id, 11, s1, 0 FROM claim WHERE month = 202602 AND list IS NULL AND s1 > 0 UNION ALL SELECT 1, id, 20, 0, waived FROM claim WHERE month = 202602 AND list IS NULL`,
		`UPDATE claim SET list = 1 WHERE month = 202602 AND list IS NULL`, `COMMIT`} {
		run(q)
	}
	return time.Since(start)
}

// BenchmarkSettle measures a month of 10,000 claims (PostgreSQL: 2,000, whose
// rows are slow to make one by one) submitted, passed, sealed and
// approved with digests, people, seals and ledger on each engine; "ratio" is
// against bareSettle. The bench's P5 is the same on SQLite in interleaved rounds
// and three sizes.
func BenchmarkSettle(b *testing.B) {
	for _, e := range storetest.Engines {
		b.Run(string(e), func(b *testing.B) { benchmarkSettle(b, e) })
	}
}

func benchmarkSettle(b *testing.B, e store.Engine) {
	n := 10_000
	if e == store.Postgres {
		n = 2_000
	}
	var ours, bare []time.Duration
	step := map[string][]time.Duration{}
	for range b.N {
		b.StopTimer()
		w, s, clock := freshWorld(b, e)
		madeRows(b, s, w.County, w.Home, n)
		clock.Set("2026-03-02")
		bare = append(bare, bareSettle(b, e, n))
		b.StartTimer()
		ctx, o := context.Background(), w.Office
		var l office.ListMoved
		var all time.Duration
		for _, x := range []struct {
			name string
			f    func() error
		}{
			{"submit", func() (err error) {
				l, err = o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: settlement.MustPeriod("2026-02")})
				return err
			}},
			{"pass", func() error { _, err := o.CheckLines(ctx, w.As("reviewer1"), office.ListRef{List: l.List}); return err }},
			{"seal", func() error {
				_, err := o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"})
				return err
			}},
			{"approve", func() error {
				if _, err := o.ExamineList(ctx, w.As("examiner1"), office.ListRef{List: l.List}); err != nil {
					return err
				}
				_, err := o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: l.List, Overrun: "样本"})
				return err
			}},
		} {
			at := time.Now()
			if err := x.f(); err != nil {
				b.Fatal(err)
			}
			step[x.name] = append(step[x.name], time.Since(at))
			all += time.Since(at)
		}
		ours = append(ours, all)
		if l.Lines != n {
			b.Fatal(l.Lines)
		}
	}
	for name, d := range step {
		b.ReportMetric(median(d), name+"-ms")
	}
	b.ReportMetric(median(bare), "bare-ms")
	b.ReportMetric(median(ours)/median(bare), "ratio")
}

// median gives the middle of some durations in milliseconds.
func median(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/2].Microseconds()) / 1000
}

// freshWorld founds the sample county on an engine and gives its store too.
func freshWorld(t testing.TB, e store.Engine) (*demo.World, *store.Store, *storetest.Clock) {
	t.Helper()
	s, clock := storetest.New(t, e)
	clock.Set("2026-01-05")
	pack, prices := samplePack(t)
	w, err := demo.Found(context.Background(), office.New(s), demo.Sample{County: 441881, Name: "样本市", Area: "441881", Towns: 3, Pack: pack,
		Local: map[string]string{"cap": "1300.00", "subsistence_shares": "5:3:2"}, Prices: prices, From: date.MustDay("2026-01-01")})
	if err != nil {
		t.Fatal(err)
	}
	return w, s, clock
}

func samplePack(t testing.TB) (*policy.Pack, *policy.PriceList) {
	t.Helper()
	pack, err := policy.Load(policies.FS, "yingde")
	if err != nil {
		t.Fatal(err)
	}
	text, err := policies.FS.ReadFile("yingde/prices-sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	prices, err := policy.ReadPrices("prices-sample.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return pack, prices
}

// eachVerified runs f in a fresh world on each engine; whatever f did, the
// independent checker must find nothing afterwards.
func eachVerified(t *testing.T, f func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator)) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			w, s, clock := freshWorld(t, e)
			_, prices := samplePack(t)
			f(t, w, clock, demo.NewGenerator(w, prices, 7, "T"))
			if t.Failed() {
				return
			}
			r, err := verify.Run(context.Background(), verify.Options{Dir: s.Dir(), Keyset: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range r.Findings {
				t.Errorf("%s %s %s: %s", x.Inv, x.Table, x.Row, x.En)
			}
		})
	}
}
