package browser

import (
	"context"
	"fmt"
	"testing"

	"songbai/domain/claim"
	"songbai/store"
)

// TestBrowserAHeldKeyPassesNoLine holds P on a line of a list: what the keyboard
// repeats marks nothing, the key pressed anew marks the one line.
func TestBrowserAHeldKeyPassesNoLine(t *testing.T) {
	p := newPlace(t, store.SQLite, "2026-02-02")
	p.completed(t, claim.Waiver, "2026-02", "2026-02-28", 3)
	p.clock.Set("2026-03-02")
	l := p.submitted(t)
	x := p.as(t, desktop, "reviewer1")
	x.goTo(fmt.Sprintf("/lists/%d/lines/1", l.List))
	const hold = `(()=>{for(let i=0;i<5;i++)document.body.dispatchEvent(new KeyboardEvent("keydown",{key:"p",repeat:%t,bubbles:true}));return true})()`
	eval[bool](x, fmt.Sprintf(hold, true))
	x.goTo(fmt.Sprintf("/lists/%d/lines/1", l.List))
	if n := p.passed(t, l.List); n != 0 {
		t.Fatalf("a held key passed %d lines", n)
	}
	eval[bool](x, `window.songbaiOld=true`)
	eval[bool](x, fmt.Sprintf(hold, false))
	x.arrive()
	if n := p.passed(t, l.List); n != 1 {
		t.Fatalf("P passed %d lines, want the one", n)
	}
}

// passed counts the lines of a list that are passed.
func (p *place) passed(t *testing.T, list int64) int {
	t.Helper()
	v, err := p.world.Office.ListView(context.Background(), p.world.As("reviewer1"), list)
	if err != nil {
		t.Fatal(err)
	}
	return v.Tally.Passed
}
