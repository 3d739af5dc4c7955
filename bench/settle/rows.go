package settle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/door/demo"
	"songbai/store"
)

const (
	towns  = 20
	family = 500 // fen the family pays itself
	assist = 100 // fen the subsistence fund pays
)

// waived is what the county pays for claim i.
func waived(i int) money.Amount { return money.Amount(80000 + i%50000) }

// Total is what the county pays for the first n claims.
func Total(n int) (t money.Amount) {
	for i := range n {
		t += waived(i)
	}
	return t
}

// makeRows writes n completed claims as rows, each with one decision of two
// shares, as if they had come through their acts, nine for each claim.
func makeRows(ctx context.Context, s *store.Store, w *demo.World, n int) error {
	const group = 5000
	for from := 0; from < n; from += group {
		act := store.Act{County: w.County, Act: "complete", Role: "desk", Alone: true}
		_, err := s.Write(ctx, act, func(tx *store.Tx) error {
			for i := from; i < min(from+group, n); i++ {
				if err := makeRow(tx, w.Home, i); err != nil {
					return err
				}
			}
			tx.Record("claim", int64(from), "")
			return tx.Failed()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func makeRow(tx *store.Tx, home int64, i int) error {
	day := date.MustDay("2026-02-10")
	id, fen := tx.NextID(), waived(i)
	decision, err := tx.PutDecision(&store.Decision{Claim: id, Basis: 1, OK: true, Charged: fen + family, Waived: fen, Family: family, Shares: []fund.Share{
		{Fund: "county_budget", Level: fund.County, Fen: fen - assist}, {Fund: "subsistence", Level: fund.County, Fen: assist}}})
	if err != nil {
		return err
	}
	c := &store.Claim{ID: id, Route: claim.Waiver, State: claim.Completed, Slip: fmt.Sprintf("%012d", i), LinkToken: claim.Digest(fmt.Sprint("link", i)), Class: "resident",
		Home: home, Town: fmt.Sprintf("441881%03d", 101+i%towns), CompletedDay: &day, PrivateN: 1, Decision: decision, SettleN: 1, Moves: 6}
	if err := tx.InsertClaim(c); err != nil {
		return err
	}
	return tx.PutSettle(&store.Settle{Claim: id, N: 1, Kind: "local", Unit: home, Period: period, Year: 2026, Route: string(claim.Waiver), Town: c.Town,
		Decision: decision, PrivateN: 1, Charged: fen + family, Waived: fen, Family: family, Digest: claim.Digest(fmt.Sprint("settle", i))})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
