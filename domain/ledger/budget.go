package ledger

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Key is one cell of the book.
type Key struct {
	Account Account
	Fund    fund.Fund
	Level   fund.Level
	Year    int
}

// Balances holds the sum of each cell, debit positive.
type Balances map[Key]money.Amount

// Balance adds up the postings of entries. An overflow is refused.
func Balance(entries []Entry) (Balances, error) {
	b := Balances{}
	for i := range entries {
		if err := b.Post(&entries[i]); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Post adds one entry.
func (b Balances) Post(e *Entry) error {
	for _, p := range e.Postings {
		k := Key{p.Account, p.Fund, p.Level, p.Year}
		s, err := money.Sum(b[k], p.Fen)
		if err != nil {
			return err
		}
		b[k] = s
	}
	return nil
}

// Of gives the sum of an account over all funds, levels and years.
func (b Balances) Of(a Account) (t money.Amount) {
	for k, v := range b {
		if k.Account == a {
			t += v
		}
	}
	return t
}

// Trial gives the trial balance; it is 0, or the book is broken (I06).
func (b Balances) Trial() (t money.Amount) {
	for _, v := range b {
		t += v
	}
	return t
}

// CheckTrial refuses a book whose debits and credits differ, in whole or for
// one fund and level.
func (b Balances) CheckTrial() error {
	sums := map[Key]money.Amount{}
	for k, v := range b {
		sums[Key{Fund: k.Fund, Level: k.Level}] += v
	}
	for _, v := range sums {
		if v != 0 {
			return unbalanced.With()
		}
	}
	return nil
}

// Budget is one fund, level and year: how far its money has gone. Each fen of
// a claim stands in exactly one of Committed, Listed, Approved and Paid.
type Budget struct {
	Fund         fund.Fund
	Level        fund.Level
	Year         int
	Appropriated money.Amount // 3001
	Committed    money.Amount // promised by signed claims, or completed and not listed: 9001, 2001
	Listed       money.Amount // in a list under review or sealed: 2002
	Approved     money.Amount // approved, ordered or returned by the bank: 2003, 2004
	Paid         money.Amount // out of the quota, less what came back
}

// Left gives what is not spoken for; negative after an overrun.
func (b Budget) Left() money.Amount {
	return b.Appropriated - b.Committed - b.Listed - b.Approved - b.Paid
}

// Budgets reads the budgets out of balances, sorted by year, fund, level.
func Budgets(b Balances) []Budget {
	at := map[Key]*Budget{}
	for k, v := range b {
		c := Key{Fund: k.Fund, Level: k.Level, Year: k.Year}
		if at[c] == nil {
			at[c] = &Budget{Fund: k.Fund, Level: k.Level, Year: k.Year}
		}
		at[c].add(k.Account, v)
	}
	out := make([]Budget, 0, len(at))
	for _, x := range at {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Budget) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), strings.Compare(string(a.Fund), string(b.Fund)),
			strings.Compare(string(a.Level), string(b.Level)))
	})
	return out
}

// add moves every part of a budget that a posting to the account moves.
func (x *Budget) add(a Account, v money.Amount) {
	for part, fen := range map[Stand]*money.Amount{OfAppropriated: &x.Appropriated, OfCommitted: &x.Committed, OfListed: &x.Listed, OfApproved: &x.Approved, OfPaid: &x.Paid} {
		*fen += part.Sign(a) * v
	}
}

// Stand names where money of a budget stands: a part of it, or what is left.
type Stand string

// The stands.
const (
	OfAppropriated Stand = "appropriated"
	OfCommitted    Stand = "committed"
	OfListed       Stand = "listed"
	OfApproved     Stand = "approved"
	OfPaid         Stand = "paid"
	OfLeft         Stand = "left"
)

// stands are the accounts whose debits raise a stand (1) or lower it (-1).
var stands = map[Stand]map[Account]money.Amount{
	OfAppropriated: {Source: -1},
	OfCommitted:    {Promise: 1, Completed: -1},
	OfListed:       {Listed: -1},
	OfApproved:     {Approved: -1, InTransit: -1},
	OfPaid:         {Source: -1, Quota: -1}, // appropriated less the quota left
	OfLeft:         {Quota: 1, Promise: -1, Completed: 1, Listed: 1, Approved: 1, InTransit: 1},
}

// Sign says how a debit to an account moves the stand: 1, -1, or 0 for not at all.
func (s Stand) Sign(a Account) money.Amount { return stands[s][a] }

// Accounts lists the accounts that move the stand, none for one that is unknown.
func (s Stand) Accounts() []Account {
	return slices.Sorted(maps.Keys(stands[s]))
}

// Of gives what stands there.
func (s Stand) Of(b Budget) money.Amount {
	switch s {
	case OfAppropriated:
		return b.Appropriated
	case OfCommitted:
		return b.Committed
	case OfListed:
		return b.Listed
	case OfApproved:
		return b.Approved
	case OfPaid:
		return b.Paid
	}
	return b.Left()
}

// Alarm says how a budget stands.
type Alarm string

const (
	NoAlarm   Alarm = ""
	Near      Alarm = "near"      // the warning share is spoken for
	Exhausted Alarm = "exhausted" // nothing is left
	Overrun   Alarm = "overrun"   // more is spoken for than appropriated
)

// Zh names the alarm for people.
func (a Alarm) Zh() string {
	switch a {
	case Near:
		return "经费将尽"
	case Exhausted:
		return "经费已用完"
	case Overrun:
		return "超出预算"
	}
	return ""
}

// En names the alarm in English.
func (a Alarm) En() string {
	switch a {
	case Near:
		return "nearly used up"
	case Exhausted:
		return "used up"
	case Overrun:
		return "beyond the budget"
	}
	return ""
}

// Alarm gives how the budget stands when percent (1 … 100) of it is the
// warning share, rounded up to a fen.
func (b Budget) Alarm(percent int) Alarm {
	spoken := b.Appropriated - b.Left()
	switch {
	case b.Left() < 0:
		return Overrun
	case b.Left() == 0 && spoken > 0:
		return Exhausted
	case spoken > 0 && spoken*100 >= b.Appropriated*money.Amount(percent):
		return Near
	}
	return NoAlarm
}

var overrun = problem.Define("ledger.overrun", problem.Refused,
	"经费来源 %[1]s(%[2]s,%[3]d 年)将超出预算 %[4]s 元", "fund %[1]s (%[2]s, %[3]d) would exceed its budget by %[4]s yuan",
	"请追加预算,或注明准许超支的文件", "raise the budget, or cite the act that allows the overrun")

// Allow refuses to speak for more fen than are left unless act cites the
// document that allows the overrun (I10). more ≥ 0; a negative one is refused.
func (b Budget) Allow(more money.Amount, act string) error {
	if more < 0 || more > money.Max {
		return badPart.With("budget")
	}
	if over := more - b.Left(); over > 0 && strings.TrimSpace(act) == "" {
		return overrun.With(string(b.Fund), string(b.Level), b.Year, over).Under("四")
	}
	return nil
}
