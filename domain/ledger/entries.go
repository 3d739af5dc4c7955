package ledger

import (
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Appropriated enters or raises a budget: quota against its source.
func Appropriated(r Ref, parts []Part) (Entry, error) {
	return begin(KindAppropriated, r, true).move(parts, Quota, Source).done()
}

// WaiverPromised notes what a signed slip promises (memo only); needs Claim.
func WaiverPromised(r Ref, parts []Part) (Entry, error) {
	return begin(KindPromised, r, r.Claim > 0).move(parts, Promise, PromiseCon).done()
}

// PromiseReleased takes a promise back when the claim is withdrawn, refused
// or signed again; needs Claim and the parts that were promised.
func PromiseReleased(r Ref, parts []Part) (Entry, error) {
	return begin(KindReleased, r, r.Claim > 0).move(parts, PromiseCon, Promise).done()
}

// WaiverCompleted books the final decision of a waiver or unclaimed body:
// expense against what is owed to the home, and the end of the claim's promise
// (promised is empty for an unclaimed body). Needs Claim and Payee (五(一)).
func WaiverCompleted(r Ref, promised, final []Part) (Entry, error) {
	return begin(KindCompleted, r, r.Claim > 0 && r.Payee > 0).
		move(final, Expense, Completed).move(promised, PromiseCon, Promise).done()
}

// ReimbursementDetermined books the amount fixed for a family; needs Claim and
// no Payee (五(二)).
func ReimbursementDetermined(r Ref, parts []Part) (Entry, error) {
	return begin(KindDetermined, r, r.Claim > 0 && r.Payee == 0).move(parts, Expense, Completed).done()
}

// ListSubmitted moves the sums of a list (or sheet) into review; needs List.
func ListSubmitted(r Ref, parts []Part) (Entry, error) {
	return begin(KindListSubmitted, r, r.List > 0).move(parts, Completed, Listed).done()
}

// LineStruck takes one claim out of a list under review, or all those struck
// by sealing in one entry (Claim 0); needs List. The claim stands completed
// again; if it is then refused, its WaiverCompleted is Reversed.
func LineStruck(r Ref, parts []Part) (Entry, error) {
	return begin(KindLineStruck, r, r.List > 0).move(parts, Listed, Completed).done()
}

// ListVoided takes back a list that was sent back: what is still in it (sum
// submitted less lines struck); needs List.
func ListVoided(r Ref, parts []Part) (Entry, error) {
	return begin(KindListVoided, r, r.List > 0).move(parts, Listed, Completed).done()
}

// ListApproved makes the obligation, one part for each fund, level and year
// of the sealed list; needs List.
func ListApproved(r Ref, parts []Part) (Entry, error) {
	return begin(KindListApproved, r, r.List > 0).move(parts, Listed, Approved).done()
}

// Ordered books a payment order, first or re-issue, of what it pays; needs
// List and Order.
func Ordered(r Ref, parts []Part) (Entry, error) {
	return begin(KindOrdered, r, r.List > 0 && r.Order > 0).move(parts, Approved, InTransit).done()
}

// Paid books what the bank reports paid; needs Order.
func Paid(r Ref, parts []Part) (Entry, error) {
	return begin(KindPaid, r, r.Order > 0).move(parts, InTransit, Quota).done()
}

// ReturnedByBank books what the bank returned: it is owed again; needs Order.
func ReturnedByBank(r Ref, parts []Part) (Entry, error) {
	return begin(KindBankReturned, r, r.Order > 0).move(parts, InTransit, Approved).done()
}

// ObligationCancelled takes back what an approved sheet owes a family whose
// payment the bank returned and whose claim is reversed; needs Claim and List.
func ObligationCancelled(r Ref, parts []Part) (Entry, error) {
	return begin(KindCancelled, r, r.Claim > 0 && r.List > 0).move(parts, Approved, Expense).done()
}

// RecoveryDue books that a paid claim must be paid back; paid is the row id of
// the entry that paid it; needs Claim.
func RecoveryDue(r Ref, paid int64, parts []Part) (Entry, error) {
	b := begin(KindRecoveryDue, r, r.Claim > 0 && paid > 0)
	b.e.Of = paid
	return b.move(parts, Receivable, Expense).done()
}

// Recovered books money that came back; needs Claim.
func Recovered(r Ref, parts []Part) (Entry, error) {
	return begin(KindRecovered, r, r.Claim > 0).move(parts, Quota, Receivable).done()
}

var badOffset = problem.Define("ledger.offset", problem.Invalid,
	"抵扣金额与应收追回款不符", "the sums offset do not match the sums to be recovered",
	"同一经费来源和层级之内才能抵扣,且两边金额相等", "offset within one fund and level, with equal sums on both sides")

// RecoveryOffset takes a recovery out of what an approved list still owes the
// same home: owed are parts of that list, due parts of the receivable. They
// must be equal for each fund and level (money of one fund never pays for
// another); budget years may differ. Needs Claim, List and Payee.
func RecoveryOffset(r Ref, owed, due []Part) (Entry, error) {
	b := begin(KindRecoveryOffset, r, r.Claim > 0 && r.List > 0 && r.Payee > 0)
	if b.err != nil {
		return Entry{}, b.err
	}
	for _, side := range []struct {
		parts   []Part
		account Account
		sign    money.Amount
	}{{owed, Approved, 1}, {due, Receivable, -1}} {
		for _, p := range side.parts {
			if p.Fen < 0 || p.Fen > money.Max {
				return Entry{}, badPart.With(string(KindRecoveryOffset))
			}
			if p.Fen > 0 {
				b.e.Postings = append(b.e.Postings, Posting{side.account, p.Fund, p.Level, p.Year, side.sign * p.Fen})
			}
		}
	}
	e, err := b.done()
	if err != nil && problem.CodeOf(err) == unbalanced.Code {
		return Entry{}, badOffset.With()
	}
	return e, err
}

var (
	reverseTwice = problem.Define("ledger.reverse", problem.Conflict,
		"该分录不能冲销", "this entry cannot be reversed",
		"每笔分录只能冲销一次,冲销分录本身不能再冲销", "an entry is reversed once, and a reversal never")
	irreversible = map[EntryKind]bool{
		KindReversed: true, KindPaid: true, KindBankReturned: true, KindOrdered: true, KindRecovered: true,
	}
)

// Reversed mirrors exactly one original, found at row id of, with every sign
// turned; day and reason are the new act's. already says that a reversal of it
// exists. Reversals, and facts of the bank (ordered, paid, returned,
// recovered), cannot be reversed: what follows them is a new entry.
func Reversed(r Ref, of int64, original Entry, already bool) (Entry, error) {
	if already || irreversible[original.Kind] {
		return Entry{}, reverseTwice.With()
	}
	if r.County != original.County {
		return Entry{}, badRef.With(string(KindReversed))
	}
	b := begin(KindReversed, r, of > 0)
	b.e.Of = of
	for _, p := range original.Postings {
		p.Fen = -p.Fen
		b.e.Postings = append(b.e.Postings, p)
	}
	return b.done()
}

// Merge adds parts of the same fund, level and year, in the order first met.
func Merge(parts ...[]Part) ([]Part, error) {
	type key struct {
		fund  fund.Fund
		level fund.Level
		year  int
	}
	at := map[key]int{}
	var out []Part
	for _, ps := range parts {
		for _, p := range ps {
			k := key{p.Fund, p.Level, p.Year}
			i, ok := at[k]
			if !ok {
				at[k] = len(out)
				out = append(out, p)
				continue
			}
			sum, err := money.Sum(out[i].Fen, p.Fen)
			if err != nil {
				return nil, err
			}
			out[i].Fen = sum
		}
	}
	return out, nil
}
