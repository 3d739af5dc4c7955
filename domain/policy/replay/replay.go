// Package replay owns what-if questions over many claims: what would these
// claims have cost, and whom, had another policy been in force. It holds claims
// in columns, decides every one under two sets of plans and adds up what
// differs.
//
// It never keeps a decision, moves money or opens a file: it is given bytes and
// writers. Claims in columns carry no identity and no reference of the caller.
//
// Always true: a replay gives what deciding the claims one by one gives, to the
// fen, in whatever way it was computed; every claim is counted once, as decided
// under both policies or as undecided; the sums of months, towns, homes,
// classes and funds each add up to the total.
package replay

import (
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// Origin says where a claim belongs in reports.
type Origin struct {
	Month date.Month
	Town  string
	Home  string // whose prices apply
}

// Plans gives the plan for the claims of a home. It is asked once for each home.
type Plans func(home string) (*policy.Plan, error)

// Options say how much is replayed and how. The zero value replays everything.
type Options struct {
	Claims   int  // the first so many; 0: all
	Workers  int  // at work at once; 0: as many as there are processors
	OneByOne bool // decide every claim by itself: slow, to compare with
}

// Result is what a replay found. Undecided claims are in Claims and Undecided
// and in no other number.
type Result struct {
	Claims    int64 `json:"claims"`
	Undecided int64 `json:"undecided"`
	Total     Row   `json:"total"`
	Cut       Cut   `json:"cut"`

	Months  []Row `json:"months"`
	Towns   []Row `json:"towns"`
	Homes   []Row `json:"homes"`
	Classes []Row `json:"classes"`
	Funds   []Row `json:"funds"` // by fund/level; awards by fund/award
	Items   []Row `json:"items"` // services and sums before caps over the whole claim
	Awards  []Row `json:"awards"`
	Refused []Row `json:"refused"` // by reason; no sums

	Winners      Change   `json:"winners"` // families that pay less, or receive more
	Losers       Change   `json:"losers"`
	NewlyCovered int64    `json:"newly_covered"` // refused before, granted after
	NewlyRefused int64    `json:"newly_refused"`
	Histogram    []Bucket `json:"histogram"`
	Faults       []Fault  `json:"faults"`
}

// Row is what one month, town, home, class, fund, item, award or reason has
// under either policy.
type Row struct {
	Key    string `json:"key"`
	Before Side   `json:"before"`
	After  Side   `json:"after"`
}

// Side counts claims granted (of items: services; of refusals: claims) and adds
// up what the public purse pays.
type Side struct {
	Claims int64        `json:"claims"`
	Fen    money.Amount `json:"fen"`
}

// Cut is what caps over the whole claim and other benefits take off: the items
// less the cut are the classes.
type Cut struct {
	Before money.Amount `json:"before_fen"`
	After  money.Amount `json:"after_fen"`
}

// Change is how many families a change touches, and by how much in all.
type Change struct {
	Claims int64        `json:"claims"`
	Fen    money.Amount `json:"fen"`
}

// Bucket counts the claims that the public purse pays so much more or less for:
// From < change ≤ To for more, From ≤ change < To for less. The outermost have
// no end.
type Bucket struct {
	From   money.Amount `json:"from_fen"`
	To     money.Amount `json:"to_fen"`
	Claims int64        `json:"claims"`
}

// Fault is why claims were left undecided, under which of the policies.
type Fault struct {
	After  bool   `json:"after"` // under the policy after; else before
	Code   string `json:"code"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
	Claims int64  `json:"claims"`
}

// Changed counts the claims for which the public purse pays another sum.
func (r *Result) Changed() int64 { return r.Winners.Claims + r.Losers.Claims }
