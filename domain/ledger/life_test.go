package ledger

import (
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// book plays the life of claims and lists against the ledger and, beside it,
// against plain counters; after every act both must agree.
type book struct {
	t        *rapid.T
	bal      Balances
	stage    [5]int64     // fen: promised, completed, listed, approved, paid
	quota    int64        // fen appropriated
	inFlight money.Amount // fen ordered and not answered
	due      int64        // fen to be recovered
}

const (
	promised = iota
	completed
	listed
	approved
	paid
)

func (b *book) post(e Entry, err error) {
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.bal.Post(&e); err != nil {
		b.t.Fatal(err)
	}
}

func (b *book) some(fen int64) []Part {
	if fen == 0 {
		return nil
	}
	s, err := money.Split(money.Amount(fen), 5, 3, 2)
	if err != nil {
		b.t.Fatal(err)
	}
	return Parts(2026, []fund.Share{
		{Fund: "subsistence", Level: fund.Province, Fen: s[0]},
		{Fund: "subsistence", Level: fund.Prefecture, Fen: s[1]},
		{Fund: "subsistence", Level: fund.County, Fen: s[2]},
	})
}

// upTo draws a part of what stands in a stage. Whole tens keep the split
// exact: 5 : 3 : 2.
func (b *book) upTo(stage int, label string) int64 {
	if b.stage[stage] == 0 {
		return 0
	}
	return 10 * rapid.Int64Range(1, b.stage[stage]/10).Draw(b.t, label)
}

func (b *book) step() {
	switch rapid.IntRange(0, 10).Draw(b.t, "act") {
	case 0:
		f := 10 * rapid.Int64Range(1, 1000).Draw(b.t, "quota")
		b.post(Appropriated(claimRef, b.some(f)))
		b.quota += f
	case 1:
		f := 10 * rapid.Int64Range(1, 1000).Draw(b.t, "promise")
		b.post(WaiverPromised(claimRef, b.some(f)))
		b.stage[promised] += f
	case 2:
		f := b.upTo(promised, "of promised")
		g := 10 * rapid.Int64Range(1, 1000).Draw(b.t, "final")
		b.post(WaiverCompleted(claimRef, b.some(f), b.some(g)))
		b.stage[promised] -= f
		b.stage[completed] += g
	case 3:
		b.shift(completed, listed, func(p []Part) (Entry, error) { return ListSubmitted(listRef, p) })
	case 4:
		b.shift(listed, completed, func(p []Part) (Entry, error) { return LineStruck(listRef, p) })
	case 5:
		b.shift(listed, completed, func(p []Part) (Entry, error) { return ListVoided(listRef, p) })
	case 6:
		b.shift(listed, approved, func(p []Part) (Entry, error) { return ListApproved(listRef, p) })
	case 7:
		free := b.stage[approved] - int64(b.inFlight)
		if free > 0 {
			f := 10 * rapid.Int64Range(1, free/10).Draw(b.t, "order")
			b.post(Ordered(orderRef, b.some(f)))
			b.inFlight += money.Amount(f)
		}
	case 8, 9:
		if b.inFlight == 0 {
			return
		}
		f := 10 * rapid.Int64Range(1, int64(b.inFlight)/10).Draw(b.t, "answer")
		b.inFlight -= money.Amount(f)
		if rapid.Bool().Draw(b.t, "good") {
			b.post(Paid(orderRef, b.some(f)))
			b.stage[approved] -= f
			b.stage[paid] += f
		} else {
			b.post(ReturnedByBank(orderRef, b.some(f)))
		}
	case 10:
		b.recover()
	}
}

func (b *book) shift(from, to int, entry func([]Part) (Entry, error)) {
	if f := b.upTo(from, "shifted"); f > 0 {
		b.post(entry(b.some(f)))
		b.stage[from] -= f
		b.stage[to] += f
	}
}

func (b *book) recover() {
	free := b.stage[approved] - int64(b.inFlight)
	switch {
	case b.due == 0:
		if f := b.upTo(paid, "wrong"); f > 0 {
			b.post(RecoveryDue(claimRef, 77, b.some(f)))
			b.due = f
		}
	case free >= b.due:
		b.post(RecoveryOffset(both, b.some(b.due), b.some(b.due)))
		b.stage[approved] -= b.due
		b.due = 0
	default:
		b.post(Recovered(claimRef, b.some(b.due)))
		b.stage[paid] -= b.due
		b.due = 0
	}
}

func (b *book) agree() {
	if b.bal.Trial() != 0 || b.bal.CheckTrial() != nil {
		b.t.Fatalf("trial balance %s", b.bal.Trial())
	}
	var sum Budget
	for _, x := range Budgets(b.bal) {
		sum.Appropriated += x.Appropriated
		sum.Committed += x.Committed
		sum.Listed += x.Listed
		sum.Approved += x.Approved
		sum.Paid += x.Paid
		if x.Committed < 0 || x.Listed < 0 || x.Approved < 0 || x.Paid < 0 {
			b.t.Fatalf("negative: %+v", x)
		}
	}
	want := Budget{
		Appropriated: money.Amount(b.quota), Committed: money.Amount(b.stage[promised] + b.stage[completed]),
		Listed: money.Amount(b.stage[listed]), Approved: money.Amount(b.stage[approved]), Paid: money.Amount(b.stage[paid]),
	}
	if sum != want || b.bal.Of(InTransit) != -b.inFlight || b.bal.Of(Receivable) != money.Amount(b.due) {
		b.t.Fatalf("ledger %+v, counted %+v", sum, want)
	}
	for _, stand := range []Stand{OfAppropriated, OfCommitted, OfListed, OfApproved, OfPaid, OfLeft} {
		var moved money.Amount
		for k, v := range b.bal {
			moved += stand.Sign(k.Account) * v
		}
		if moved != stand.Of(sum) || len(stand.Accounts()) == 0 {
			b.t.Fatalf("what moved %s comes to %s, it is %s", stand, moved, stand.Of(sum))
		}
	}
}

// Every fen stands in exactly one stage after every act, in any order of acts,
// and the trial balance never leaves 0 (I06).
func TestEveryFenStandsInOnePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := &book{t: t, bal: Balances{}}
		for range rapid.IntRange(1, 60).Draw(t, "acts") {
			b.step()
			b.agree()
		}
	})
}

// A list posted by sums equals the same list posted claim by claim, whatever
// the number of claims (set-based settlement).
func TestListBySumsEqualsListByClaims(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, many := Balances{}, Balances{}
		var all [][]Part
		for range rapid.IntRange(1, 30).Draw(t, "claims") {
			p := someParts(t, "parts")
			all = append(all, p)
			e, err := ListApproved(listRef, p)
			if err != nil {
				t.Fatal(err)
			}
			_ = many.Post(&e)
		}
		sums, err := Merge(all...)
		if err != nil {
			t.Fatal(err)
		}
		e, err := ListApproved(listRef, sums)
		if err != nil || len(e.Postings) > 2*3*3*2 {
			t.Fatalf("%d postings, %v", len(e.Postings), err)
		}
		_ = one.Post(&e)
		if len(one) != len(many) {
			t.Fatalf("%d cells, %d cells", len(one), len(many))
		}
		for k, v := range many {
			if one[k] != v {
				t.Fatalf("%+v: %s, %s", k, one[k], v)
			}
		}
	})
}

func TestAlarm(t *testing.T) {
	b := Budget{Fund: "county_budget", Level: fund.County, Year: 2026, Appropriated: 1000}
	for _, c := range []struct {
		paid money.Amount
		want Alarm
	}{{0, NoAlarm}, {899, NoAlarm}, {900, Near}, {999, Near}, {1000, Exhausted}, {1001, Overrun}} {
		b.Paid = c.paid
		if got := b.Alarm(90); got != c.want || (got == NoAlarm) != (got.Zh() == "") {
			t.Errorf("%s paid: %q, want %q", c.paid, got, c.want)
		}
	}
	if got := (Budget{}).Alarm(90); got != NoAlarm {
		t.Errorf("an empty budget: %q", got)
	}
	if got := (Budget{Committed: 1}).Alarm(90); got != Overrun {
		t.Errorf("spending without a budget: %q", got)
	}
}

func TestOverrunNeedsAnAct(t *testing.T) {
	b := Budget{Fund: "county_budget", Level: fund.County, Year: 2026, Appropriated: 1000, Paid: 400, Approved: 300, Listed: 200, Committed: 50}
	if b.Left() != 50 || b.Allow(50, "") != nil {
		t.Errorf("left %s", b.Left())
	}
	err := b.Allow(51, "  ")
	if problem.CodeOf(err) != "ledger.overrun" || problem.Of(err).Clause != "四" {
		t.Errorf("%v", err)
	}
	if err := b.Allow(51, "财预〔2026〕7号"); err != nil {
		t.Errorf("%v", err)
	}
	if b.Allow(-1, "x") == nil {
		t.Error("a negative sum was allowed")
	}
}
