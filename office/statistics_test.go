package office_test

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
)

// ranMonth is a sample county in which March ran by itself, and its clock.
func ranMonth(t testing.TB, claims int) (*demo.World, *demo.Clock) {
	t.Helper()
	ctx := context.Background()
	clock := demo.NewClock(date.MustDay("2026-01-05"))
	s, err := store.Create(ctx, filepath.Join(t.TempDir(), "d"), store.Config{Engine: store.SQLite}, store.Test, "样本", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	pack, prices := samplePack(t)
	w, err := demo.Found(ctx, office.New(s), demo.Sample{County: 441881, Name: "样本市", Area: "441881", Towns: 3, Pack: pack,
		Local: map[string]string{"cap": "1300.00", "subsistence_shares": "5:3:2"}, Prices: prices, From: date.MustDay("2026-01-01")})
	if err != nil {
		t.Fatal(err)
	}
	month, _ := date.ParseMonth("2026-03")
	if _, err := demo.Month(ctx, w, demo.Options{Month: month, Seed: 5, Claims: claims, Clock: clock, Prices: prices}); err != nil {
		t.Fatal(err)
	}
	return w, clock
}

func TestEveryFigureOpensTheClaimsItCounts(t *testing.T) {
	w, clock := ranMonth(t, 60)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o, c := context.Background(), w.Office, w.As("auditor1")
	r, err := o.Report(ctx, c, office.StatFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total.Done == 0 || r.Total.Waived == 0 || len(r.Towns) < 2 || len(r.Classes) < 2 || len(r.Items) < 3 || len(r.Funds) < 2 || len(r.Routes) < 2 {
		t.Fatalf("%+v", r)
	}
	opens := func(name string, q office.FigureQuery, n int64, sum money.Amount) {
		t.Helper()
		var got int64
		var fen money.Amount
		for q.Limit = 7; ; {
			p, err := o.FigureClaims(ctx, c, q)
			if err != nil {
				t.Fatal(name, err)
			}
			for _, x := range p.Rows {
				got++
				fen += x.Waived
			}
			if q.Before = p.Next; p.Next == "" {
				break
			}
		}
		if got != n || sum >= 0 && fen != sum {
			t.Errorf("%s says %d and %s, its list has %d and %s", name, n, sum, got, fen)
		}
	}
	all := office.FigureQuery{StatFilter: r.Filter}
	opens("all", all, r.Total.Done, r.Total.Waived)
	for _, x := range r.Months {
		q := all
		q.From, _ = date.ParseMonth(x.Key)
		q.To = q.From
		opens(x.Zh, q, x.Done, x.Waived)
		q.Lodged = true
		opens(x.Zh+" lodged", q, x.Lodged, -1)
	}
	for _, g := range []struct {
		rows []office.Figure
		set  func(*office.FigureQuery, string)
		sums bool
	}{
		{r.Routes, func(q *office.FigureQuery, k string) { q.Route = k }, true},
		{r.Classes, func(q *office.FigureQuery, k string) { q.Class = k }, true},
		{r.Towns, func(q *office.FigureQuery, k string) { q.Town = k }, true},
		{r.Homes, func(q *office.FigureQuery, k string) { q.Home, _ = strconv.ParseInt(k, 10, 64) }, true},
		{r.Items, func(q *office.FigureQuery, k string) { q.Item = k }, false},
		{r.Funds, func(q *office.FigureQuery, k string) { q.Fund = k }, false},
	} {
		var sum int64
		for _, x := range g.rows {
			q := all
			g.set(&q, x.Key)
			fen := x.Waived
			if !g.sums {
				fen = -1
			}
			opens(x.Zh, q, x.Done, fen)
			sum += x.Done
		}
		if g.sums && sum != r.Total.Done {
			t.Errorf("the parts come to %d, the whole is %d", sum, r.Total.Done)
		}
	}
	q := all
	q.Capped = true
	opens("capped", q, r.Total.Capped, -1)
	if r.OnTime.Lists != 1 || r.OnTime.Paid != 1 || len(r.Paid) == 0 || r.Paid[0].Paid == 0 {
		t.Errorf("%+v %+v", r.OnTime, r.Paid)
	}
	for _, s := range r.Steps {
		if s.N == 0 || s.Tenths() < 0 {
			t.Errorf("nobody took the step %s", s.Zh)
		}
	}
	rows, err := o.Benefits(ctx, c, office.StatFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var done int64
	for _, x := range rows {
		done += x.Done
	}
	if done != r.Total.Done {
		t.Errorf("the 惠民 table counts %d, the statistics %d", done, r.Total.Done)
	}
}

func TestStatisticsStayWithinTheReach(t *testing.T) {
	w, _ := ranMonth(t, 20)
	ctx, o := context.Background(), w.Office
	whole, err := o.Report(ctx, w.As("chief1"), office.StatFilter{})
	if err != nil {
		t.Fatal(err)
	}
	town, err := o.Report(ctx, w.As(demo.TownClerk(1)), office.StatFilter{Town: "441881"})
	if err != nil || town.Total.Done >= whole.Total.Done || len(town.Towns) > 1 {
		t.Errorf("%v %+v", err, town.Towns)
	}
	home, err := o.Report(ctx, w.As("manager1"), office.StatFilter{})
	if err != nil || len(home.Homes) != 1 {
		t.Errorf("%v %+v", err, home.Homes)
	}
	for _, who := range []string{"sys_admin", "security_admin", "audit_admin"} {
		if _, err := o.Report(ctx, w.As(who), office.StatFilter{}); problem.CodeOf(err) != "party.not_allowed" {
			t.Errorf("%s: %v", who, err)
		}
		if _, err := o.FigureClaims(ctx, w.As(who), office.FigureQuery{}); problem.CodeOf(err) != "party.not_allowed" {
			t.Errorf("%s: %v", who, err)
		}
	}
	if _, err := o.Report(ctx, w.As("chief1"), office.StatFilter{From: 700, To: 600}); problem.CodeOf(err) != "statistics.months" {
		t.Error(err)
	}
}

func TestOutlookBacklogAndExport(t *testing.T) {
	w, clock := ranMonth(t, 40)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o := context.Background(), w.Office
	looks, err := o.Outlooks(ctx, w.As("approver1"))
	if err != nil || len(looks) == 0 {
		t.Fatal(looks, err)
	}
	for _, x := range looks {
		if x.Way != ledger.TooFew || x.Left != x.Appropriated-x.Committed-x.Listed-x.Approved-x.Paid {
			t.Errorf("%+v", x)
		}
	}
	b, err := o.Backlog(ctx, w.As("chief1"))
	if err != nil {
		t.Fatal(err)
	}
	var open int64
	for _, s := range b.States {
		for _, a := range s.Ages {
			if a.N == 0 {
				continue
			}
			open += a.N
			p, err := o.FigureClaims(ctx, w.As("chief1"), office.FigureQuery{State: s.State, Oldest: a.Oldest, Youngest: a.Youngest, Limit: 500})
			if err != nil || int64(len(p.Rows)) != a.N {
				t.Errorf("%s: %d, its list has %d (%v)", s.Zh, a.N, len(p.Rows), err)
			}
		}
	}
	if open == 0 {
		t.Log("nothing lies open")
	}
	for _, table := range []string{"report", "benefits", "claims"} {
		p, err := o.Export(ctx, w.As("chief1"), office.Export{Table: table, Format: "csv"})
		if err != nil || !strings.Contains(string(p.Bytes), "\r\n") || len(p.SHA256) != 64 {
			t.Errorf("%s: %v", table, err)
		}
	}
	if _, err := o.Export(ctx, w.As("desk1"), office.Export{Table: "report", Format: "csv"}); problem.CodeOf(err) != "party.not_allowed" {
		t.Error(err)
	}
	if _, err := o.Export(ctx, w.As("chief1"), office.Export{Table: "people", Format: "csv"}); problem.CodeOf(err) != "statistics.export" {
		t.Error(err)
	}
}
