package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/store"
	"songbai/store/storetest"
)

// TestSumsFollowTheirClaim takes one claim through its changes and looks at the
// sums after each: nothing is left behind where it counted before.
func TestSumsFollowTheirClaim(t *testing.T) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			s, _ := storetest.New(t, e)
			ctx := context.Background()
			if err := s.CreateCounty(ctx, 441881, "样本市"); err != nil {
				t.Fatal(err)
			}
			var c store.Claim
			act := func(f func(tx *store.Tx) error) {
				t.Helper()
				_, err := s.Write(ctx, store.Act{County: 441881, Act: "lodge", Role: "desk"}, func(tx *store.Tx) error {
					tx.Record("claim", c.ID, "")
					return f(tx)
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			looks := func(want string) {
				t.Helper()
				got := ""
				err := s.Read(ctx, 441881, func(sc *store.Scope) error {
					rows, err := sc.Sums(store.ByClass, store.SumFilter{})
					for _, r := range rows {
						got += fmt.Sprintf("%s lodged %d done %d waived %d capped %d days %d+%d; ", r.Key, r.Lodged, r.Done, r.Waived, r.Capped, r.LodgeDays, r.DoneDays)
					}
					for _, by := range []store.SumBy{store.ByItem, store.ByFund} {
						if err != nil {
							return err
						}
						rows, err = sc.Sums(by, store.SumFilter{})
						for _, r := range rows {
							got += fmt.Sprintf("%s %d %d; ", r.Key, r.Done, r.Waived)
						}
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				if got = strings.TrimSuffix(got, "; "); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			}
			death, lodged, done := date.MustDay("2026-01-30"), date.MustDay("2026-01-31"), date.MustDay("2026-02-03")
			act(func(tx *store.Tx) error {
				c = store.Claim{ID: tx.NextID(), Route: claim.Waiver, State: claim.Draft, Slip: "1", LinkToken: "a", Home: 7, Town: "441881101", Moves: 1}
				return tx.InsertClaim(&c)
			})
			looks("")
			act(func(tx *store.Tx) error {
				c.State, c.Death, c.LodgedDay, c.Class, c.Moves = claim.Lodged, &death, &lodged, "resident", 2
				return tx.SaveClaim(&c, 1)
			})
			looks("resident lodged 1 done 0 waived 0 capped 0 days 0+0")
			act(func(tx *store.Tx) (err error) {
				d := store.Decision{Claim: c.ID, Basis: 1, OK: true, Capped: true, Cap: 130000, PreCap: 140000, Charged: 150000, Waived: 130000, Family: 20000,
					Lines:  []store.DecisionLine{{Item: "cremation", Charged: 90000, Waived: 90000}, {Item: "urn", Charged: 60000, Waived: 40000, Family: 20000}},
					Shares: []fund.Share{{Fund: "county_budget", Level: fund.County, Fen: 130000}}}
				c.State, c.CompletedDay, c.Class, c.Moves = claim.Completed, &done, "resident", 3
				if c.Decision, err = tx.PutDecision(&d); err != nil {
					return err
				}
				return tx.SaveClaim(&c, 2)
			})
			full := "resident lodged 1 done 1 waived 130000 capped 1 days 1+3; cremation 1 90000; urn 1 40000; county_budget/county 1 130000"
			looks(full)
			act(func(tx *store.Tx) error { c.Moves = 4; return tx.SaveClaim(&c, 3) })
			looks(full)
			act(func(tx *store.Tx) error { c.Class, c.Moves = "subsistence", 5; return tx.SaveClaim(&c, 4) })
			looks(strings.Replace(full, "resident", "subsistence", 1))
			act(func(tx *store.Tx) error {
				c.State, c.Moves = claim.Reversed, 6
				return tx.SaveClaim(&c, 5)
			})
			looks("subsistence lodged 1 done 0 waived 0 capped 0 days 0+0")
		})
	}
}

// TestSumsAreMadeForWhatWasThere fills the sums by the migration's own text and
// compares them with those that the acts kept.
func TestSumsAreMadeForWhatWasThere(t *testing.T) {
	s, _ := storetest.New(t, store.SQLite)
	ctx := context.Background()
	if err := s.CreateCounty(ctx, 441881, "样本市"); err != nil {
		t.Fatal(err)
	}
	for i, day := range []string{"2026-01-31", "2024-02-29", "2025-12-31", "2026-03-01"} {
		_, err := s.Write(ctx, store.Act{County: 441881, Act: "lodge", Role: "desk"}, func(tx *store.Tx) error {
			lodged := date.MustDay(day)
			death, done := lodged-date.Day(40*i), lodged+date.Day(61*i)
			id := tx.NextID()
			d := store.Decision{Claim: id, Basis: 1, OK: true, Charged: 150000, Waived: 130000, Family: 20000,
				Lines:  []store.DecisionLine{{Item: "cremation", Charged: 90000, Waived: 90000}, {Item: "cremation", Charged: 60000, Waived: 40000, Family: 20000}},
				Shares: []fund.Share{{Fund: "county_budget", Level: fund.County, Fen: 130000}}}
			decision, err := tx.PutDecision(&d)
			if err != nil {
				return err
			}
			tx.Record("claim", id, "")
			return tx.InsertClaim(&store.Claim{ID: id, Route: claim.Waiver, State: claim.Completed, Slip: day, LinkToken: day, Home: 7, Town: "441881101", Class: "resident",
				Death: &death, LodgedDay: &lodged, CompletedDay: &done, Decision: decision, Moves: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.Dir(), "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	text, err := os.ReadFile("migrations/0005_numbers.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"sum_claim", "sum_item", "sum_fund"} {
		_, fill, _ := strings.Cut(string(text), "INSERT INTO "+table+" (")
		fill, _, _ = strings.Cut(fill, ";\n")
		before := dump(t, db, table)
		if _, err := db.Exec("DELETE FROM " + table + "; INSERT INTO " + table + " (" + strings.ReplaceAll(fill, "BIGINT", "INTEGER")); err != nil {
			t.Fatal(err)
		}
		if after := dump(t, db, table); after != before || before == "" {
			t.Errorf("%s\nkept %s\nmade %s", table, before, after)
		}
	}
}

// dump writes all rows of a table.
func dump(t *testing.T, db *sql.DB, table string) (out string) {
	t.Helper()
	rows, err := db.Query("SELECT * FROM " + table + " ORDER BY 1, 2, 3, 4, 5")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	for rows.Next() {
		vals := make([]any, len(names))
		for i := range vals {
			vals[i] = new(any)
		}
		if err := rows.Scan(vals...); err != nil {
			t.Fatal(err)
		}
		for _, v := range vals {
			out += fmt.Sprint(*v.(*any), " ")
		}
		out += "\n"
	}
	return out
}
