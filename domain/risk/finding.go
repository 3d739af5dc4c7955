// Package risk owns the findings that make a person look at a claim: facts of
// one claim that contradict each other, claims that resemble each other, and a
// home's month that does not fit its past.
//
// It never does: decide. A finding warns, or blocks until a person has decided
// it (party.ClearFinding); no family is refused by it. It never sees a name or
// a number of a person: values come as tokens that are only compared.
// Always true: the same facts and limits give the same findings in the same
// order; a pair once decided is not raised again.
package risk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/problem"
)

// Severity says what a finding does.
type Severity string

// The severities.
const (
	Warns  Severity = "warns"  // shown to whoever acts next
	Blocks Severity = "blocks" // must be decided before the claim is listed or determined
)

// Finding is one thing that makes a person look.
type Finding struct {
	Severity Severity
	Claim    int64            // the claim looked at; 0 for a finding on a home's month
	Others   []int64          // the claims it was compared with, ascending
	Facts    string           // the numbers it rests on: other numbers are another finding
	What     *problem.Problem // code, sentence and what to do, without personal values
}

// Code is the stable code of the finding: "risk.same_account".
func (f Finding) Code() string { return f.What.Code }

// Key names the finding for remembering a decision: its code, the claims
// concerned in ascending order, whichever of them was looked at, and the numbers
// it rests on.
func (f Finding) Key() string {
	ids := append([]int64{f.Claim}, f.Others...)
	slices.Sort(ids)
	parts := []string{f.Code()}
	for _, id := range slices.Compact(ids) {
		parts = append(parts, strconv.FormatInt(id, 10))
	}
	if f.Facts != "" {
		parts = append(parts, f.Facts)
	}
	return strings.Join(parts, ":")
}

// Open drops the findings that were decided; decided holds their keys.
func Open(fs []Finding, decided map[string]bool) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return decided[f.Key()] })
}

// Blocked refuses (risk.undecided) while a blocking finding is open; it names
// how many and the first code.
func Blocked(fs []Finding) error {
	var n int
	var first string
	for _, f := range fs {
		if f.Severity == Blocks {
			if n++; n == 1 {
				first = f.Code()
			}
		}
	}
	if n == 0 {
		return nil
	}
	return undecided.With(n, first)
}

var undecided = problem.Define("risk.undecided", problem.Conflict,
	"还有 %[1]d 个疑点未处理，第一个是 %[2]s", "%[1]d findings are not decided, the first is %[2]s",
	"请民政局审核人员逐个核实并写明理由", "let a bureau reviewer decide each, with the reason")

// sorted puts findings into their one order.
func sorted(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.Code(), b.Code()), slices.Compare(a.Others, b.Others))
	})
	return fs
}
