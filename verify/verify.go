// Package verify owns the independent checker: it recomputes from the stored
// rows alone, with its own SQL, its own sums and its own texts and digests,
// whether the books are true, and names each row and invariant that is not.
//
// It never writes, never repairs, never prints a personal value, and imports
// nothing of the house, so that a fault there cannot hide itself here.
// Always true: a run reads one unchanging view of the database; each table is
// read in one ordered pass and memory does not grow with the number of claims.
// The invariants, and which query or code checks each, are in docs/verify.md.
package verify

import (
	"context"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Options says what to check.
type Options struct {
	Dir     string                                        // data folder
	DSN     string                                        // PostgreSQL, instead of the database Dir names
	Keyset  bool                                          // also open sealed values and check their commitments
	Keys    string                                        // key file; "" takes keys.json of Dir
	Anchors string                                        // file of anchors; "" takes anchors.txt of Dir when it is there
	Replay  func(b Basis, facts []byte) (Decision, error) // decides again; nil leaves INV-26 to hashes and existence
	// Progress is called now and then with rows done and rows expected; nil for none.
	Progress func(done, total int)
}

// Finding is one row that breaks one invariant.
type Finding struct {
	Inv   string `json:"inv"`   // "INV-03"
	Table string `json:"table"` // table of the row
	Row   string `json:"row"`   // its key, parts joined by "/"
	Zh    string `json:"zh"`
	En    string `json:"en"`
}

// Report is the outcome of a run. Nothing in it is personal.
type Report struct {
	Checked  map[string]int `json:"checked"`            // by invariant: how many times it was put to the test
	Findings []Finding      `json:"findings"`           // at most maxFindings
	More     int            `json:"more,omitempty"`     // findings beyond those
	Late     []Finding      `json:"late,omitempty"`     // true but late: announced, no failure (INV-37, INV-23)
	Claims   int            `json:"claims"`             // rows seen
	Lists    int            `json:"lists"`              //
	Entries  int            `json:"entries"`            //
	Audit    int            `json:"audit"`              //
	Scrubbed int            `json:"scrubbed,omitempty"` // sealed values whose key was destroyed; only with Keyset
}

// OK reports whether nothing was found.
func (r *Report) OK() bool { return len(r.Findings) == 0 }

const maxFindings = 10_000

// run is one run of the checker.
type run struct {
	ctx     context.Context
	src     *source
	opt     Options
	rep     Report
	checked [40]int
	keys    *keys // nil without Keyset
	world   world
	lists   map[key]*listFacts
	orders  map[key]*orderFacts
	books   books
	chain   chainFacts
	done    int
	total   int
}

// Run checks the installation. The error says that it could not run; what it
// found is in the report.
func Run(ctx context.Context, o Options) (Report, error) {
	src, err := openSource(ctx, o)
	if err != nil {
		return Report{}, err
	}
	defer src.close()
	r := &run{ctx: ctx, src: src, opt: o, lists: map[key]*listFacts{}, orders: map[key]*orderFacts{}}
	if o.Keyset {
		if r.keys, err = openKeys(o); err != nil {
			return Report{}, err
		}
	}
	r.expect()
	for _, pass := range []func(){r.guarded, r.learn, r.checkRules, r.checkChains, r.checkLists, r.learnOrders, r.checkLedger, r.checkPayments, r.checkClaims,
		r.checkListActs, r.checkStamps, r.checkTicks, r.checkPolicyChecks, r.checkLevels, r.checkGuards, r.checkNumbers, r.checkFiles, r.checkFamilies, r.checkPeople, r.checkNotes, r.checkKeptSums, r.checkDesk} {
		pass()
		if src.err != nil {
			return Report{}, fmt.Errorf("verify: %w", src.err)
		}
	}
	return r.report(), nil
}

func (r *run) report() Report {
	r.rep.Checked = map[string]int{}
	for i, n := range r.checked {
		if n > 0 {
			r.rep.Checked[inv(i)] = n
		}
	}
	for _, list := range [][]Finding{r.rep.Findings, r.rep.Late} {
		sort.SliceStable(list, func(i, j int) bool {
			a, b := list[i], list[j]
			return a.Inv+a.Table < b.Inv+b.Table
		})
	}
	return r.rep
}

// inv writes the name of an invariant.
func inv(i int) string { return fmt.Sprintf("INV-%02d", i) }

// did counts a test of invariant i.
func (r *run) did(i int) { r.checked[i]++ }

// bad keeps a finding.
func (r *run) bad(i int, table, row, zh, en string) {
	if len(r.rep.Findings) >= maxFindings {
		r.rep.More++
		return
	}
	r.rep.Findings = append(r.rep.Findings, Finding{inv(i), table, row, zh, en})
}

// want tests one condition: it counts, and keeps a finding when ok is false.
func (r *run) want(ok bool, i int, table, row, zh, en string) bool {
	r.checked[i]++
	if !ok {
		r.bad(i, table, row, zh, en)
	}
	return ok
}

// late keeps what is true but too slow.
func (r *run) late(i int, table, row, zh, en string) {
	if len(r.rep.Late) < maxFindings {
		r.rep.Late = append(r.rep.Late, Finding{inv(i), table, row, zh, en})
	}
}

// step counts rows for Progress.
func (r *run) step() {
	if r.done++; r.opt.Progress != nil && r.done%2048 == 0 {
		r.opt.Progress(min(r.done, r.total), r.total)
	}
}

// expect counts the rows that Progress is measured by.
func (r *run) expect() {
	for _, t := range []string{"claim", "audit", "list_line", "entry"} {
		var n int
		r.src.one(`SELECT count(*) FROM `+t, nil, &n)
		r.total += n
	}
}

// key is the key of most rows: county and id.
type key struct{ county, id int64 }

func (k key) less(o key) bool {
	return k.county < o.county || k.county == o.county && k.id < o.id
}

// rowKey writes a key as people read it.
func rowKey(parts ...any) string {
	s := make([]string, len(parts))
	for i, p := range parts {
		switch p := p.(type) {
		case int64:
			s[i] = strconv.FormatInt(p, 10)
		case int:
			s[i] = strconv.Itoa(p)
		case string:
			s[i] = p
		case key:
			s[i] = strconv.FormatInt(p.county, 10) + "/" + strconv.FormatInt(p.id, 10)
		default:
			s[i] = fmt.Sprint(p)
		}
	}
	return strings.Join(s, "/")
}
