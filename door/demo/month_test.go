package demo_test

import (
	"context"
	"testing"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// newWorld founds a sample county in a fresh test installation.
func newWorld(t testing.TB, e store.Engine, towns int) (*demo.World, *demo.Clock, *policy.PriceList) {
	t.Helper()
	clock := demo.NewClock(date.MustDay("2026-01-05"))
	cfg := store.Config{Engine: e}
	if e == store.Postgres {
		cfg.DSN = storetest.Postgres(t).Database(t)
	}
	s, err := store.Create(context.Background(), t.TempDir(), cfg, store.Test, "样本", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
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
	w, err := demo.Found(context.Background(), office.New(s), demo.Sample{County: 441881, Name: "样本市", Area: "441881", Towns: towns, Pack: pack,
		Local: map[string]string{"cap": "1300.00", "subsistence_shares": "5:3:2"}, Prices: prices, From: date.MustDay("2026-01-01")})
	if err != nil {
		t.Fatal(err)
	}
	return w, clock, prices
}

func TestMonthAgreesToTheFen(t *testing.T) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			w, clock, prices := newWorld(t, e, 5)
			month, _ := date.ParseMonth("2026-03")
			r, err := demo.Month(context.Background(), w, demo.Options{Month: month, Seed: 7, Claims: 120, Clock: clock, Prices: prices})
			if err != nil {
				t.Fatalf("%+v: %v", r, err)
			}
			if r.Claims != 120 || r.Refused == 0 || r.Struck == 0 || r.Reimbursed == 0 || r.Paid == 0 {
				t.Fatalf("the month is not whole: %+v", r)
			}
			t.Logf("%+v", r)
		})
	}
}
