package office

import (
	"fmt"
	"testing"
	"time"

	"songbai/domain/date"
)

// TestCountsAreBounded: a flood of names drops the oldest alone.
func TestCountsAreBounded(t *testing.T) {
	var x turnstile
	now := date.Instant(1)
	x.add("oldest", time.Hour, now)
	for range 5 {
		x.add("guesser", time.Hour, now)
	}
	for i := range mostNames - 1 {
		x.add(fmt.Sprint("flood", i), time.Hour, now)
		if i%1000 == 0 {
			x.add("guesser", time.Hour, now)
		}
	}
	if len(x.seen) != mostNames || x.order.Len() != mostNames {
		t.Fatalf("%d names, %d in order", len(x.seen), x.order.Len())
	}
	if x.full("oldest", 1, now) || !x.full("guesser", 5, now) || x.full("new", 1, now) {
		t.Error("the count of one at work is lost, or a new name has to wait")
	}
}

// TestTheWaitGrows: a minute, two, four, no more than a quarter of an hour, and
// nothing once the count has ended.
func TestTheWaitGrows(t *testing.T) {
	var x turnstile
	now := date.Instant(1)
	for range freeTries - 1 {
		x.add("a", time.Hour, now)
	}
	if x.rests("a", freeTries, now) {
		t.Fatal("it waits too early")
	}
	for _, minutes := range []int{1, 2, 4, 8, 15, 15} {
		x.add("a", 10*time.Hour, now)
		wait := moment(time.Duration(minutes) * time.Minute)
		if !x.rests("a", freeTries, now+wait-1) || x.rests("a", freeTries, now+wait) {
			t.Errorf("it does not wait %d minutes", minutes)
		}
	}
	if x.rests("a", freeTries, now+moment(time.Hour)) {
		t.Error("it waits after its count")
	}
}
