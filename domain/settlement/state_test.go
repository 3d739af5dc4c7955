package settlement

import (
	"testing"

	"songbai/domain/problem"
)

// The table once more, as a person would draw it: each row names a state and
// what each act makes of it. Everything not named must be refused.
var drawn = map[State]map[Act]State{
	Open:      {Submit: Submitted},
	Submitted: {Review: Reviewing, SendBack: Void},
	Reviewing: {Review: Reviewing, Seal: Sealed, SendBack: Void},
	Sealed:    {Approve: Approved, SendBack: Void},
	Approved:  {Order: Ordered, SendBack: Void},
	Ordered:   {Pay: Paid, BankReturn: Returned},
	Returned:  {Order: Ordered},
	Paid:      {},
	Void:      {},
}

func TestNextIsTheDrawnTable(t *testing.T) {
	for _, s := range States {
		for _, a := range Acts {
			want, ok := drawn[s][a]
			got, err := Next(s, a)
			if ok && (err != nil || got != want) {
				t.Errorf("Next(%s, %s) = %s, %v; want %s", s, a, got, err, want)
			}
			if !ok && (problem.CodeOf(err) != "settlement.move" || got != s) {
				t.Errorf("Next(%s, %s) = %s, %v; want a refusal that changes nothing", s, a, got, err)
			}
		}
		if got := len(ActsAt(s)); got != len(drawn[s]) {
			t.Errorf("ActsAt(%s) has %d acts, want %d", s, got, len(drawn[s]))
		}
		if s.Final() != (len(drawn[s]) == 0) {
			t.Errorf("%s: Final = %v", s, s.Final())
		}
	}
	if _, err := Next("elsewhere", Seal); err == nil {
		t.Error("an unknown state moved")
	}
}

// Money may move only after seal and approval, on every path (I12).
func TestNoPathSkipsSealOrApproval(t *testing.T) {
	var walk func(s State, sealed, approved, ordered bool, depth int)
	seen := map[State]bool{}
	walk = func(s State, sealed, approved, ordered bool, depth int) {
		seen[s] = true
		if s == Paid && !(sealed && approved && ordered) {
			t.Fatalf("paid with sealed %v, approved %v, ordered %v", sealed, approved, ordered)
		}
		if depth == 0 {
			return
		}
		for _, a := range ActsAt(s) {
			to, _ := Next(s, a)
			walk(to, sealed || a == Seal, approved || a == Approve && sealed, ordered || a == Order && approved, depth-1)
		}
	}
	walk(Open, false, false, false, 9)
	if len(seen) != len(States) {
		t.Errorf("reached %d states of %d", len(seen), len(States))
	}
}

func TestWordsForPeople(t *testing.T) {
	for _, s := range States {
		if s.Zh() == string(s) {
			t.Errorf("state %s has no Chinese name", s)
		}
	}
	for _, a := range Acts {
		if a.Zh() == string(a) {
			t.Errorf("act %s has no Chinese name", a)
		}
	}
	for _, r := range Reasons {
		if r.Zh() == string(r) || !r.Valid() {
			t.Errorf("reason %s has no Chinese name", r)
		}
	}
	for _, s := range []LineState{Unchecked, Passed, Queried, Answered, Struck} {
		if s.Zh() == string(s) {
			t.Errorf("line state %s has no Chinese name", s)
		}
	}
	if Local.Zh() != "费用结算清册" || Kind("x").Valid() || Reason("x").Valid() || ByNobody.Zh() != "无" {
		t.Error("a name is wrong")
	}
}
