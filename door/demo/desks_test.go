package demo_test

import (
	"context"
	"slices"
	"testing"

	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
)

// TestNoDeskIsEmpty opens the sample county as each party does: on any day of a
// month, nobody who tries the product finds an empty desk, and nothing in it lies
// in the future.
func TestNoDeskIsEmpty(t *testing.T) {
	for _, day := range []string{"2026-11-01", "2026-11-25"} {
		t.Run(day, func(t *testing.T) {
			w, clock, prices := newWorld(t, store.SQLite, 24)
			if err := demo.Quarter(context.Background(), w, clock, prices, date.MustDay(day), 7, 24, nil); err != nil {
				t.Fatal(err)
			}
			if now := clock.Now().Day(); now >= date.MustDay(day) {
				t.Errorf("the county has lived to %s", now)
			}
			queuesHold(t, w)
			tasksWait(t, w)
			listsStand(t, w)
		})
	}
}

func queuesHold(t *testing.T, w *demo.World) {
	for _, login := range []string{"desk1", demo.TownClerk(1), "reviewer1"} {
		qs, err := w.Office.Queues(context.Background(), w.As(login))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range qs {
			if q.Count == 0 {
				t.Errorf("%s: nothing in %s (%s)", login, q.ID, q.Zh)
			}
		}
	}
}

// tasksWait wants each kind of work in the inbox of the seat that does it.
func tasksWait(t *testing.T, w *demo.World) {
	for login, kinds := range map[string][]string{"reviewer1": {"determine", "findings", "reviews", "accounts"}, "sealer1": {"seal"},
		"examiner1": {"examine"}, "approver1": {"approve"}, "payer1": {"order"}} {
		in, err := w.Office.Inbox(context.Background(), w.As(login))
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range kinds {
			if !slices.ContainsFunc(in.Tasks, func(x office.InboxTask) bool { return x.Kind == kind }) {
				t.Errorf("%s: no %s waits", login, kind)
			}
		}
	}
	cs, err := w.Office.Complaints(context.Background(), w.As("reviewer1"), 0)
	if err != nil || len(cs) == 0 {
		t.Errorf("no complaint: %v", err)
	}
}

// listsStand wants a list at each step between home and bank.
func listsStand(t *testing.T, w *demo.World) {
	lists, err := w.Office.Lists(context.Background(), w.As("auditor1"), store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for _, l := range lists {
		at[string(l.State)]++
		if l.Turn == nil && l.State != "paid" {
			t.Errorf("%s stands at %s with nobody", l.Number, l.State)
		}
	}
	for _, state := range []string{"reviewing", "sealed", "approved", "returned", "paid"} {
		if at[state] == 0 {
			t.Errorf("no list stands at %s: %v", state, at)
		}
	}
}
