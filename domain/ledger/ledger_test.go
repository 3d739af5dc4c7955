package ledger

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

var (
	claimRef = Ref{County: "449999", Day: date.MustDay("2026-11-05"), Payee: 7, Claim: 11}
	listRef  = Ref{County: "449999", Day: date.MustDay("2026-12-03"), Payee: 7, List: 21}
	orderRef = Ref{County: "449999", Day: date.MustDay("2026-12-09"), Payee: 7, List: 21, Order: 31}
	both     = Ref{County: "449999", Day: date.MustDay("2027-01-09"), Payee: 7, Claim: 11, List: 22}
)

func part(f string, l fund.Level, fen money.Amount) Part { return Part{fund.Fund(f), l, 2026, fen} }

// named is every constructor that takes one set of parts, with the pair of
// accounts the table in the package doc gives it.
var named = []struct {
	kind          EntryKind
	ref           Ref
	debit, credit Account
	make          func(Ref, []Part) (Entry, error)
}{
	{KindAppropriated, claimRef, Quota, Source, Appropriated},
	{KindPromised, claimRef, Promise, PromiseCon, WaiverPromised},
	{KindReleased, claimRef, PromiseCon, Promise, PromiseReleased},
	{KindCompleted, claimRef, Expense, Completed, func(r Ref, p []Part) (Entry, error) { return WaiverCompleted(r, nil, p) }},
	{KindDetermined, Ref{County: "449999", Claim: 12}, Expense, Completed, ReimbursementDetermined},
	{KindListSubmitted, listRef, Completed, Listed, ListSubmitted},
	{KindLineStruck, listRef, Listed, Completed, LineStruck},
	{KindListVoided, listRef, Listed, Completed, ListVoided},
	{KindListApproved, listRef, Listed, Approved, ListApproved},
	{KindOrdered, orderRef, Approved, InTransit, Ordered},
	{KindPaid, orderRef, InTransit, Quota, Paid},
	{KindBankReturned, orderRef, InTransit, Approved, ReturnedByBank},
	{KindRecoveryDue, claimRef, Receivable, Expense, func(r Ref, p []Part) (Entry, error) { return RecoveryDue(r, 99, p) }},
	{KindRecovered, claimRef, Quota, Receivable, Recovered},
	{KindRecoveryOffset, both, Approved, Receivable, func(r Ref, p []Part) (Entry, error) { return RecoveryOffset(r, p, p) }},
}

func someParts(t *rapid.T, label string) []Part {
	n := rapid.IntRange(1, 6).Draw(t, label)
	out := make([]Part, n)
	for i := range out {
		out[i] = Part{
			Fund:  fund.Fund(rapid.SampledFrom([]string{"county_budget", "subsistence", "entitled"}).Draw(t, "fund")),
			Level: rapid.SampledFrom([]fund.Level{fund.Province, fund.Prefecture, fund.County}).Draw(t, "level"),
			Year:  rapid.IntRange(2026, 2027).Draw(t, "year"),
			Fen:   money.Amount(rapid.Int64Range(1, 500_000).Draw(t, "fen")),
		}
	}
	return out
}

func TestEveryEntryIsItsTableRow(t *testing.T) {
	for _, c := range named {
		rapid.Check(t, func(t *rapid.T) {
			parts := someParts(t, "parts")
			e, err := c.make(c.ref, parts)
			if err != nil {
				t.Fatalf("%s: %v", c.kind, err)
			}
			if e.Kind != c.kind || e.Ref != c.ref || e.Check() != nil {
				t.Fatalf("%s made %+v", c.kind, e)
			}
			b, _ := Balance([]Entry{e})
			if sum := Total(parts); b.Of(c.debit) != sum || b.Of(c.credit) != -sum || b.Trial() != 0 || b.CheckTrial() != nil {
				t.Fatalf("%s of %s: %s %s, %s %s", c.kind, sum, c.debit, b.Of(c.debit), c.credit, b.Of(c.credit))
			}
			for _, p := range e.Postings {
				if p.Account != c.debit && p.Account != c.credit || (p.Fen > 0) != (p.Account == c.debit) {
					t.Fatalf("%s posts %+v", c.kind, p)
				}
			}
		})
	}
}

func TestEntriesRefuse(t *testing.T) {
	good := []Part{part("county_budget", fund.County, 100)}
	for _, c := range named {
		for what, parts := range map[string][]Part{
			"ledger.part":  {part("county_budget", fund.County, 100), part("county_budget", fund.County, -1)},
			"ledger.empty": {part("county_budget", fund.County, 0)},
		} {
			if _, err := c.make(c.ref, parts); problem.CodeOf(err) != what {
				t.Errorf("%s: %v, want %s", c.kind, err, what)
			}
		}
		for _, p := range []Part{part("", fund.County, 1), part("x", "", 1), {"x", fund.County, 0, 1}, part("x", fund.County, money.Max+1)} {
			if _, err := c.make(c.ref, []Part{p}); problem.CodeOf(err) != "ledger.part" {
				t.Errorf("%s of %+v: %v", c.kind, p, err)
			}
		}
		if _, err := c.make(Ref{}, good); problem.CodeOf(err) != "ledger.ref" {
			t.Errorf("%s about nothing: %v", c.kind, err)
		}
		if c.kind != KindAppropriated {
			if _, err := c.make(Ref{County: "449999"}, good); problem.CodeOf(err) != "ledger.ref" {
				t.Errorf("%s without its document: %v", c.kind, err)
			}
		}
	}
}

func TestCheckFindsWhatConstructorsNeverMake(t *testing.T) {
	p := Posting{Quota, "f", fund.County, 2026, 5}
	q := Posting{Source, "f", fund.County, 2026, -5}
	other := q
	other.Fund = "g"
	for name, ps := range map[string][]Posting{
		"ledger.empty":      nil,
		"ledger.unbalanced": {p, other},
		"ledger.part":       {p, q, {Account: "8888", Fund: "f", Level: fund.County, Year: 2026, Fen: 1}},
	} {
		if err := (&Entry{Postings: ps}).Check(); problem.CodeOf(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := Balances{}
	for _, x := range []Posting{p, other} {
		_ = b.Post(&Entry{Postings: []Posting{x}})
	}
	if b.Trial() != 0 || b.CheckTrial() == nil {
		t.Error("money of one fund stands against another and nobody says so")
	}
}

func TestCompletedEndsThePromise(t *testing.T) {
	promised := []Part{part("county_budget", fund.County, 130000)}
	final := []Part{part("county_budget", fund.County, 120000)}
	a, err1 := WaiverPromised(claimRef, promised)
	b, err2 := WaiverCompleted(claimRef, promised, final)
	bal, err3 := Balance([]Entry{a, b})
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	x := Budgets(bal)[0]
	if x.Committed != 120000 || bal.Of(Promise) != 0 || bal.Of(PromiseCon) != 0 || bal.Of(Expense) != 120000 {
		t.Errorf("%+v", x)
	}
	// Nothing waived in the end: only the promise is released.
	if e, err := WaiverCompleted(claimRef, promised, nil); err != nil || len(e.Postings) != 2 {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestReversed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(named).Draw(t, "entry")
		e, err := c.make(c.ref, someParts(t, "parts"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Reversed(Ref{County: "449999", Day: c.ref.Day + 9, Claim: 11}, 5, e, false)
		if irreversible[c.kind] {
			if problem.CodeOf(err) != "ledger.reverse" {
				t.Fatalf("%s was reversed: %v", c.kind, err)
			}
			return
		}
		if err != nil || r.Of != 5 || r.Kind != KindReversed || r.Check() != nil {
			t.Fatalf("%+v, %v", r, err)
		}
		b, _ := Balance([]Entry{e, r})
		for k, v := range b {
			if v != 0 {
				t.Fatalf("%+v is left with %s", k, v)
			}
		}
		if _, err := Reversed(r.Ref, 6, r, false); problem.CodeOf(err) != "ledger.reverse" {
			t.Fatalf("a reversal was reversed: %v", err)
		}
		if _, err := Reversed(r.Ref, 5, e, true); problem.CodeOf(err) != "ledger.reverse" {
			t.Fatalf("reversed twice: %v", err)
		}
		if _, err := Reversed(Ref{County: "449998"}, 5, e, false); problem.CodeOf(err) != "ledger.ref" {
			t.Fatalf("another county's entry was reversed: %v", err)
		}
	})
}

func TestOffsetKeepsFundsApart(t *testing.T) {
	owed := []Part{{"subsistence", fund.Province, 2027, 500}, {"county_budget", fund.County, 2027, 300}}
	due := []Part{{"county_budget", fund.County, 2026, 300}, {"subsistence", fund.Province, 2026, 200}, {"subsistence", fund.Province, 2027, 300}}
	e, err := RecoveryOffset(both, owed, due)
	if err != nil || len(e.Postings) != 5 {
		t.Fatalf("%+v, %v", e, err)
	}
	due[0].Fen, due[1].Fen = 200, 300 // the same total, out of the wrong fund
	if _, err := RecoveryOffset(both, owed, due); problem.CodeOf(err) != "ledger.offset" {
		t.Errorf("%v", err)
	}
}

func TestMergeAndParts(t *testing.T) {
	p := Parts(2026, []fund.Share{{Fund: "a", Level: fund.County, Fen: 3}, {Fund: "b", Level: fund.County}})
	if len(p) != 1 || p[0] != part("a", fund.County, 3) {
		t.Fatalf("%+v", p)
	}
	m, err := Merge(p, []Part{part("b", fund.County, 1), part("a", fund.County, 4)}, []Part{{"a", fund.County, 2027, 9}})
	if err != nil || len(m) != 3 || m[0].Fen != 7 || m[1].Fen != 1 || m[2].Fen != 9 || Total(m) != 17 {
		t.Fatalf("%+v, %v", m, err)
	}
	if _, err := Merge([]Part{part("a", fund.County, 1<<62)}, []Part{part("a", fund.County, 1<<62)}); err == nil {
		t.Error("an overflow was merged")
	}
}

func TestAccountsAreNamed(t *testing.T) {
	for i, a := range Accounts {
		if a.Zh() == "" || i > 0 && Accounts[i-1] >= a {
			t.Errorf("%s: %q", a, a.Zh())
		}
	}
	if len(Accounts) != len(accountZh) {
		t.Error("an account is not listed")
	}
}

func ExampleBudgets() {
	p := []Part{{"county_budget", fund.County, 2026, 130000}}
	quota, _ := Appropriated(Ref{County: "449999"}, []Part{{"county_budget", fund.County, 2026, 1000000}})
	done, _ := WaiverCompleted(claimRef, nil, p)
	b, _ := Balance([]Entry{quota, done})
	for _, x := range Budgets(b) {
		fmt.Println(x.Fund, x.Appropriated, x.Committed, x.Left())
	}
	// Output: county_budget 10000.00 1300.00 8700.00
}

func TestCancelledObligationTakesTheExpenseBack(t *testing.T) {
	parts := []Part{{"county_budget", fund.County, 2026, 50_00}}
	e, err := ObligationCancelled(Ref{County: "449999", Claim: 1, List: 2}, parts)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Balance([]Entry{e})
	if err != nil || b.Of(Approved) != 50_00 || b.Of(Expense) != -50_00 || b.Trial() != 0 {
		t.Fatalf("%v %v", b, err)
	}
	if _, err := ObligationCancelled(Ref{County: "449999", Claim: 1}, parts); err == nil {
		t.Fatal("an entry without its list was made")
	}
}
