package timer_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"songbai/domain/audit"
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/door/timer"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// county founds the sample county with one case completed in January 2026.
func county(t *testing.T, e store.Engine) (*store.Store, *demo.World, *storetest.Clock) {
	t.Helper()
	s, clock := storetest.New(t, e)
	clock.Set("2026-01-05")
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		t.Fatal(err)
	}
	sample.Towns = 2
	w, err := demo.Found(context.Background(), office.New(s), sample)
	if err != nil {
		t.Fatal(err)
	}
	g := demo.NewGenerator(w, sample.Prices, 7, "T")
	january, _ := date.ParseMonth("2026-01")
	for {
		c := g.Next(january)
		if c.Form.Route == "waiver" && !c.Refused && c.Day > date.MustDay("2026-01-05") {
			clock.Set(c.Day.String())
			if _, err := w.Run(context.Background(), &c); err != nil {
				t.Fatal(err)
			}
			return s, w, clock
		}
	}
}

func TestTheCalendarIsToldOnce(t *testing.T) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			_, w, clock := county(t, e)
			ctx := context.Background()
			kinds := func(day string) (out []string) {
				clock.Set(day)
				did, err := timer.Once(ctx, w.Office)
				if err != nil {
					t.Fatal(err)
				}
				for _, n := range did.Reminders {
					out = append(out, n.Kind)
				}
				return out
			}
			if got := kinds("2026-01-30"); len(got) != 0 {
				t.Errorf("before the month ends: %v", got)
			}
			if got := kinds("2026-02-02"); len(got) != 1 || got[0] != "list_ready" {
				t.Errorf("after it: %v", got)
			}
			if got := kinds("2026-02-03"); len(got) != 0 {
				t.Errorf("said twice: %v", got)
			}
			p := settlementPeriod(t, "2026-01")
			if _, err := w.Office.SubmitList(ctx, w.As("manager1"), p); err != nil {
				t.Fatal(err)
			}
			if got := kinds("2026-02-20"); len(got) != 1 || got[0] != "list_late" {
				t.Errorf("past the bureau's day: %v", got)
			}
		})
	}
}

func TestAnchorsOutsideTheDatabase(t *testing.T) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			s, w, clock := county(t, e)
			ctx := context.Background()
			path := filepath.Join(s.Dir(), "anchors.txt")
			for i, day := range []string{"2026-01-30", "2026-01-31"} {
				clock.Set(day)
				if did, err := timer.Once(ctx, w.Office); err != nil || did.Anchors != 2 {
					t.Fatalf("%s: %+v %v", day, did, err)
				}
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				heads, err := audit.ReadAnchors(string(text))
				if err != nil || len(heads) != 2*(i+1) || heads[len(heads)-1].Day != day || heads[len(heads)-1].County != 441881 {
					t.Fatalf("%s: %+v %v", day, heads, err)
				}
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if did, err := timer.Once(ctx, w.Office); err != nil || did.Anchors < 6 {
				t.Errorf("a lost file is written anew: %+v %v", did, err)
			}
		})
	}
}

func TestLoopEndsWithItsContext(t *testing.T) {
	_, w, _ := county(t, storetest.Engines[0])
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		timer.Loop(ctx, w.Office, time.Millisecond, func(err error) { t.Error(err) })
	}()
	stop()
	<-ended
}

func settlementPeriod(t *testing.T, month string) office.SubmitList {
	t.Helper()
	p, err := settlement.ParsePeriod(month)
	if err != nil {
		t.Fatal(err)
	}
	return office.SubmitList{Period: p}
}
