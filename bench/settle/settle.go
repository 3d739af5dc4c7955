// Package settle is the work of P5: a month of n claims of one home settled by
// the product's own acts, from submission to finance's approval, and by a bare
// set SQL script over plain rows with the same claims.
//
// Always true: both start every run from a copy of the same made rows that was
// read once before, as after a month of intake; both write to SQLite with WAL and
// synchronous FULL and end with the same total.
package settle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
)

const period = "2026-02"

// Month is a demo installation with n completed claims of one home that no list
// holds yet.
type Month struct {
	n     int
	dir   string
	world *demo.World // its callers; the store behind it is closed
}

// Step is one act of a run and the time it took.
type Step struct {
	Name string
	Took time.Duration
}

// NewMonth founds the sample county in dir and makes its claims as rows.
func NewMonth(ctx context.Context, dir string, n int) (*Month, error) {
	m := &Month{n: n, dir: filepath.Join(dir, "month")}
	from := date.MustDay("2026-01-05")
	s, err := store.Create(ctx, m.dir, store.Config{Engine: store.SQLite}, store.Demo, "bench", demo.NewClock(from).Now)
	if err != nil {
		return nil, err
	}
	sample, err := demo.SampleOf(policies.FS, from, "")
	if err == nil {
		m.world, err = demo.Found(ctx, office.New(s), sample)
	}
	if err == nil {
		err = makeRows(ctx, s, m.world, n)
	}
	return m, errors.Join(err, s.Close())
}

// Run settles a fresh copy of the month act by act.
func (m *Month) Run(ctx context.Context, dir string) ([]Step, error) {
	run := filepath.Join(dir, "month-run")
	defer func() { _ = os.RemoveAll(run) }()
	if err := copyFolder(m.dir, run); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, run, demo.NewClock(date.MustDay("2026-03-02")).Now)
	if err != nil {
		return nil, err
	}
	if err := m.warm(ctx, s); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	runtime.GC()
	steps, err := m.acts(ctx, office.New(s))
	return steps, errors.Join(err, s.Close())
}

var errWarm = errors.New("read, nothing written")

// warm reads every made row through the connection that writes.
func (m *Month) warm(ctx context.Context, s *store.Store) error {
	_, err := s.Write(ctx, store.Act{County: m.world.County, Act: "warm", Alone: true}, func(tx *store.Tx) error {
		claims, err := tx.ReadyClaims(m.world.Home, settlement.Local, period)
		for _, id := range claims {
			if err != nil {
				return err
			}
			var row store.Settle
			if row, err = tx.SettleOf(id, 1); err == nil {
				_, err = tx.DecisionParts(row.Decision, row.Year)
			}
		}
		if err != nil {
			return err
		}
		return errWarm
	})
	if errors.Is(err, errWarm) {
		return nil
	}
	return err
}

// acts are what people do: the home submits, the bureau passes every line and
// seals, finance examines and approves.
func (m *Month) acts(ctx context.Context, o *office.Office) (steps []Step, err error) {
	var l office.ListMoved
	act := func(name string, f func() error) {
		if err == nil {
			at := time.Now()
			err = f()
			steps = append(steps, Step{name, time.Since(at)})
		}
	}
	ref := func() office.ListRef { return office.ListRef{List: l.List} }
	act("submit", func() (err error) {
		l, err = o.SubmitList(ctx, m.world.As("manager1"), office.SubmitList{Period: settlement.MustPeriod(period)})
		return err
	})
	act("pass", func() (err error) { _, err = o.CheckLines(ctx, m.world.As("reviewer1"), ref()); return err })
	act("seal", func() (err error) {
		l, err = o.SealList(ctx, m.world.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"})
		return err
	})
	act("examine", func() (err error) { _, err = o.ExamineList(ctx, m.world.As("examiner1"), ref()); return err })
	act("approve", func() (err error) {
		l, err = o.ApproveList(ctx, m.world.As("approver1"), office.ApproveList{List: l.List, Overrun: "样本"})
		return err
	})
	if err == nil && (l.Lines != m.n || l.Waived != Total(m.n)) {
		err = fmt.Errorf("the product settled %d lines of %s, want %d of %s", l.Lines, l.Waived, m.n, Total(m.n))
	}
	return steps, err
}

func copyFolder(from, to string) error {
	entries, err := os.ReadDir(from)
	if err == nil {
		err = os.MkdirAll(to, 0o700)
	}
	for _, e := range entries {
		err = errors.Join(err, copyFile(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())))
	}
	return err
}
