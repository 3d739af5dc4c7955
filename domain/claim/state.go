// Package claim owns one claim: its three routes, its states and moves, the
// facts it holds about the deceased and the handler, its identity keys, its
// papers, and the canonical text of what is signed.
//
// It never does: amounts (policy), lists (settlement), who is signed in (party),
// storage, clocks or randomness; salts and random digits are handed in.
// Always true: a claim changes state by a row of the move table and in no other
// way; every value that is personal stands in a canonical text only as its
// commitment; all faults of a lodgement are told at once.
package claim

// Route is the way a claim travels.
type Route string

// The three routes of the plan.
const (
	Waiver        Route = "waiver"        // 三(首)-(四),(六); 五(一): waived at the home
	Unclaimed     Route = "unclaimed"     // 一(四), 三(五): lodged by the town, actual cost
	Reimbursement Route = "reimbursement" // 三(七), 五(二): cremated elsewhere, paid to the family
)

// routeNames names the routes in the order of the plan.
var routeNames = []struct {
	route  Route
	zh, en string
}{
	{Waiver, "本馆火化免除", "waiver at the home"},
	{Unclaimed, "无人认领遗体", "unclaimed body"},
	{Reimbursement, "异地火化报销", "reimbursement of a cremation elsewhere"},
}

// Routes lists the routes in the order of the plan.
func Routes() []Route { return []Route{Waiver, Unclaimed, Reimbursement} }

// Zh names the route in Chinese; an unknown one gives its code.
func (r Route) Zh() string {
	for _, n := range routeNames {
		if n.route == r {
			return n.zh
		}
	}
	return string(r)
}

// En names the route in English; an unknown one gives its code.
func (r Route) En() string {
	for _, n := range routeNames {
		if n.route == r {
			return n.en
		}
	}
	return string(r)
}

// State is where a claim stands.
type State string

// The states. None is before the first draft. From Listed to Paid the state is
// a fact of the list or sheet line and the payment line (Stored).
const (
	None         State = ""
	Draft        State = "draft"
	Lodged       State = "lodged"
	Accepted     State = "accepted"
	Signed       State = "signed"
	Completed    State = "completed"
	Listed       State = "listed"
	Checked      State = "checked"
	Queried      State = "queried"
	Sealed       State = "sealed"
	Approved     State = "approved"
	Paid         State = "paid"
	Forwarded    State = "forwarded"
	Determined   State = "determined"
	Ordered      State = "ordered"
	BankReturned State = "bank_returned"
	Returned     State = "returned"
	Withdrawn    State = "withdrawn"
	Refused      State = "refused"
	Reversed     State = "reversed"
)

// asBefore is the To of the moves out of Returned: the state the claim was
// returned from, which Position keeps.
const asBefore State = "as_before"

// stateRow says what a state is.
type stateRow struct {
	state  State
	zh     string
	en     string
	family string // what the family reads
	live   bool   // counts as the one claim of the deceased
	stored bool   // kept on the claim row
}

var stateRows = []stateRow{
	{Draft, "草稿", "draft", "申请尚未提交", false, true},
	{Lodged, "已申请", "lodged", "申请已提交，等待核对原件", true, true},
	{Accepted, "已受理", "accepted", "已受理，材料原件已核对", true, true},
	{Signed, "已签名", "signed", "您已签名确认免除项目和金额", true, true},
	{Completed, "已办结", "completed", "服务已办结，等待列入结算清册", true, true},
	{Listed, "已列入清册", "on a list", "已列入结算清册，等待民政局审核", true, false},
	{Checked, "审核通过", "passed", "民政局已审核", true, false},
	{Queried, "质询中", "queried", "民政局正在向殡仪馆核实", true, false},
	{Sealed, "已盖章", "sealed", "民政局已盖章，等待财政局审定", true, false},
	{Approved, "财政已审定", "approved by finance", "财政局已审定，等待支付", true, false},
	{Ordered, "已下达支付", "payment ordered", "已下达支付，等待银行入账", true, false},
	{Paid, "已支付", "paid", "已支付", true, false},
	{BankReturned, "银行退回", "returned by the bank", "银行退回，正在更正账户", true, false},
	{Forwarded, "已上报", "forwarded", "已上报民政局核定", true, true},
	{Determined, "已核定", "determined", "民政局已核定金额", true, true},
	{Returned, "待补正", "to be mended", "请补正一项材料或信息，其余已办事项保留", true, true},
	{Withdrawn, "已撤回", "withdrawn", "申请已撤回", false, true},
	{Refused, "不予受理", "refused", "不予受理，可申请复核", false, true},
	{Reversed, "已冲销", "reversed", "已冲销", false, true},
}

// States lists the states in the order of the way.
func States() []State {
	out := make([]State, len(stateRows))
	for i, r := range stateRows {
		out[i] = r.state
	}
	return out
}

// findState gives the row of s.
func findState(s State) (stateRow, bool) {
	for _, r := range stateRows {
		if r.state == s {
			return r, true
		}
	}
	return stateRow{}, false
}

// En names the state in English; an unknown one gives its code.
func (s State) En() string {
	if r, ok := findState(s); ok {
		return r.en
	}
	return string(s)
}

// Zh names the state in Chinese; an unknown one gives its code.
func (s State) Zh() string {
	if r, ok := findState(s); ok {
		return r.zh
	}
	return string(s)
}

// FamilyText is the plain sentence a family reads for the state.
func (s State) FamilyText() string { r, _ := findState(s); return r.family }

// Stored reports whether the state is kept on the claim row. Listed to Paid and
// BankReturned are derived from the list or sheet line and the payment line; the
// row then keeps RowState.
func Stored(s State) bool { r, _ := findState(s); return r.stored }

// Live reports whether a claim in this state is the one claim of its deceased
// (INV-01): lodged … paid. A draft, withdrawn, refused or reversed one is not.
func Live(s State) bool { r, _ := findState(s); return r.live }

// RowState gives what the claim row holds while the claim stands at s: s when it
// is stored, else Determined for a reimbursement and Completed for the others.
func RowState(route Route, s State) State {
	switch {
	case Stored(s):
		return s
	case route == Reimbursement:
		return Determined
	}
	return Completed
}
