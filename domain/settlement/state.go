package settlement

import (
	"strings"

	"songbai/domain/problem"
)

// Kind says what a list settles.
type Kind string

const (
	// Local holds waivers and unclaimed bodies of one home; the money goes to the home (五(一)).
	Local Kind = "local"
	// Reimbursement is a bureau's determination sheet; the money goes to families (五(二)).
	Reimbursement Kind = "reimbursement"
)

// Valid reports whether k is one of the two kinds.
func (k Kind) Valid() bool { return k == Local || k == Reimbursement }

// Zh names the paper.
func (k Kind) Zh() string {
	switch k {
	case Local:
		return "费用结算清册"
	case Reimbursement:
		return "异地火化核定表"
	}
	return string(k)
}

// En names the paper in English.
func (k Kind) En() string {
	switch k {
	case Local:
		return "settlement list"
	case Reimbursement:
		return "determination sheet"
	}
	return string(k)
}

// State is where a list stands.
type State string

const (
	Open      State = "open"      // being built from completed claims
	Submitted State = "submitted" // sent, digest of the submitted text fixed
	Reviewing State = "reviewing" // the bureau has marked at least one line
	Sealed    State = "sealed"    // opinion and seal, digest of the sealed text fixed
	Approved  State = "approved"  // finance has fixed it 审定
	Ordered   State = "ordered"   // a payment order exists
	Paid      State = "paid"      // every payment line is paid; final
	Returned  State = "returned"  // the bank returned the sum, or lines of the sheet
	Void      State = "void"      // sent back; final, the lines are free again
)

// States lists every state in the order of the work.
var States = []State{Open, Submitted, Reviewing, Sealed, Approved, Ordered, Paid, Returned, Void}

// Zh names the state for people.
func (s State) Zh() string {
	switch s {
	case Open:
		return "编制中"
	case Submitted:
		return "已送审"
	case Reviewing:
		return "审核中"
	case Sealed:
		return "已盖章"
	case Approved:
		return "已审定"
	case Ordered:
		return "已下达拨款"
	case Paid:
		return "已拨付"
	case Returned:
		return "银行退回"
	case Void:
		return "已退回作废"
	}
	return string(s)
}

// En names the state in English.
func (s State) En() string {
	switch s {
	case Open:
		return "being built"
	case Submitted:
		return "sent for review"
	case Reviewing:
		return "in review"
	case Ordered:
		return "payment ordered"
	case Returned:
		return "returned by the bank"
	case Void:
		return "sent back, void"
	}
	return string(s)
}

// Final reports whether nothing can follow.
func (s State) Final() bool { return s == Paid || s == Void }

// Act is what moves a list.
type Act string

const (
	Submit     Act = "submit"      // home (a sheet: the bureau's preparer)
	Review     Act = "review"      // bureau's reviewer: the first mark
	SendBack   Act = "send_back"   // bureau or finance: voids the list with its digest
	Seal       Act = "seal"        // bureau's sealer
	Approve    Act = "approve"     // finance's approver
	Order      Act = "order"       // finance's payer; again after a return
	Pay        Act = "pay"         // the bank's result: all paid
	BankReturn Act = "bank_return" // the bank's result: something returned
)

// Acts lists every act in the order of the work.
var Acts = []Act{Submit, Review, SendBack, Seal, Approve, Order, Pay, BankReturn}

// Zh names the act for people.
func (a Act) Zh() string {
	switch a {
	case Submit:
		return "送审"
	case Review:
		return "审核"
	case SendBack:
		return "退回"
	case Seal:
		return "签署意见并盖章"
	case Approve:
		return "审定"
	case Order:
		return "下达拨款"
	case Pay:
		return "确认到账"
	case BankReturn:
		return "登记银行退回"
	}
	return string(a)
}

// En names the act in English.
func (a Act) En() string { return strings.ReplaceAll(string(a), "_", " ") }

type move struct {
	from State
	act  Act
}

var moves = map[move]State{
	{Open, Submit}:        Submitted,
	{Submitted, Review}:   Reviewing,
	{Submitted, SendBack}: Void,
	{Reviewing, Review}:   Reviewing,
	{Reviewing, SendBack}: Void,
	{Reviewing, Seal}:     Sealed,
	{Sealed, SendBack}:    Void,
	{Sealed, Approve}:     Approved,
	{Approved, SendBack}:  Void,
	{Approved, Order}:     Ordered,
	{Ordered, Pay}:        Paid,
	{Ordered, BankReturn}: Returned,
	{Returned, Order}:     Ordered,
}

var noMove = problem.Define("settlement.move", problem.Conflict,
	"清册现为“%[1]s”,不能“%[2]s”", "the list is %[3]s; it cannot %[4]s now",
	"请刷新后按清册当前状态办理", "reload the list and act on its present state")

// Next gives the state that act leads to. A pair outside the table is refused
// (settlement.move, Conflict). Approved → void also needs the ledger's
// reversal of the approval.
func Next(s State, a Act) (State, error) {
	if to, ok := moves[move{s, a}]; ok {
		return to, nil
	}
	return s, noMove.With(s.Zh(), a.Zh(), string(s), string(a))
}

// ActsAt lists the acts that a state allows, in the order of the work.
func ActsAt(s State) []Act {
	var out []Act
	for _, a := range Acts {
		if _, ok := moves[move{s, a}]; ok {
			out = append(out, a)
		}
	}
	return out
}
