package policy

import (
	"songbai/domain/fund"
	"songbai/domain/money"
)

// Group is items that share a rule: one cap over all of them, or the choice of
// one of them (骨灰寄存或生态安葬).
type Group struct {
	ID string
	Words
	Clause string
	When   Condition
	Span   Span
	Items  []string // codes, in order of precedence
	Take   string   // all: the cap alone binds; one: the first of the items that is used
	Caps   []Value  // cap over all services of the items; may be absent
}

// Offset sets another funeral benefit against what is waived: the programme pays
// the difference, nothing when the other is larger.
type Offset struct {
	Words
	Clause string
	When   Condition
}

// Award is a sum paid besides the waiver: for ecological burial, for a group, or
// to a provider. It never lowers what the family is charged.
type Award struct {
	ID string
	Words
	Clause  string
	When    Condition
	Span    Span
	Payee   string    // family, operator, cemetery, home
	Group   string    // of awards of one group only the first that holds is paid; "" always
	Fund    fund.Fund // the fund that bears it, "" for the fund of the claim
	Local   string    // name of the local value, or "" when Values hold it
	Values  []Value
	Recover Condition // holds when the sum has to be paid back
	AtLeast bool      // the text sets a lower bound only
}

// Given is one award of a decision. When Recover is set, the sum is owed back.
type Given struct {
	Award   *Award
	Amount  money.Amount
	Recover bool
}

// HandlerRule says who may act for the family, in order of precedence.
type HandlerRule struct {
	Kind Handler
	Words
	Clause  string
	When    Condition
	Mandate string // id of the paper such a person needs; "" none
}

// Delivery is how the benefit reaches the family and who does what; the first
// whose condition holds applies.
type Delivery struct {
	ID string
	Words
	Clause   string
	When     Condition
	Mode     string // deduct, approve_first, voucher, pay_first, card, later
	Receives string // town, home, bureau, finance, centre, provider
	Checks   string // "" when nobody else does
	Approves string
	Pays     string
	PayFirst string // allowed, forbidden: whether a home may ask the family for money first
}

// Awarded adds what is paid besides the waiver.
func (d *Decision) Awarded() (sum money.Amount) {
	for _, g := range d.Awards {
		if !g.Recover {
			sum += g.Amount
		}
	}
	return sum
}

// Owed adds awards that have to be paid back.
func (d *Decision) Owed() (sum money.Amount) {
	for _, g := range d.Awards {
		if g.Recover {
			sum += g.Amount
		}
	}
	return sum
}
