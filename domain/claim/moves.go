package claim

import (
	"slices"

	"songbai/domain/party"
)

// Move is one row of the move table: on these routes, from this state, this act
// by these kinds of office leads to that state.
type Move struct {
	Routes []Route
	From   State
	Act    party.Act
	To     State // "as_before" for the moves out of Returned: see Position
	By     []party.OfficeKind
	Clause string // clause of the plan, or "" where the step is our control
}

// Short words of the table.
var (
	all   = []Route{Waiver, Unclaimed, Reimbursement}
	local = []Route{Waiver, Unclaimed} // settled by the home's list, 五(一)
	wai   = []Route{Waiver}
	unc   = []Route{Unclaimed}
	rei   = []Route{Reimbursement}
)

// by makes the list of kinds of a move.
func by(k ...party.OfficeKind) []party.OfficeKind { return k }

// table is every move there is. Rows that stay in their state are acts that
// change facts of the claim there.
var table = concat(waiverMoves, unclaimedMoves, reimbursementMoves, anyRouteMoves, listMoves, payMoves, sumMoves())

// concat joins the sections of the table.
func concat(parts ...[]Move) (out []Move) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

var waiverMoves = []Move{
	{wai, None, party.Draft, Draft, by(party.Home, party.Public), "三(首)"},
	{wai, Draft, party.Draft, Draft, by(party.Home, party.Public), "三(首)"},
	{wai, Draft, party.Lodge, Lodged, by(party.Home), "三(首)"},
	{wai, Lodged, party.SightPaper, Lodged, by(party.Home), "三(一)"},
	{wai, Lodged, party.Accept, Accepted, by(party.Home), "三(二)"},
	{wai, Accepted, party.RecordServices, Accepted, by(party.Home), "三(六)"},
	{wai, Accepted, party.Sign, Signed, by(party.Home), "三(首)"},
	{wai, Signed, party.RecordServices, Signed, by(party.Home), "三(六)"},
	{wai, Signed, party.Sign, Signed, by(party.Home), "三(首)"},
	{wai, Signed, party.Complete, Completed, by(party.Home), "五(一)"},
	{wai, Signed, party.SightPaper, Signed, by(party.Home), "三(二)"},
	{wai, Signed, party.AttachPaper, Signed, by(party.Home, party.Public), "三(首)"},
	{wai, Signed, party.Withdraw, Withdrawn, by(party.Home, party.Public), ""},
	{wai, Signed, party.Refuse, Refused, by(party.Home, party.Bureau), "一(首)"},
	{wai, Signed, party.Return, Returned, by(party.Home), ""},
	{wai, Signed, party.CorrectIdentity, Accepted, by(party.Home, party.Bureau), ""},
	{wai, Completed, party.CorrectIdentity, Accepted, by(party.Home, party.Bureau), ""},
	{wai, Refused, party.Review, Lodged, by(party.Home, party.Bureau), ""},
	{wai, Refused, party.Uphold, Refused, by(party.Home, party.Bureau), ""},
}

var unclaimedMoves = []Move{
	{unc, None, party.Draft, Draft, by(party.Town), "三(五)"},
	{unc, Draft, party.Draft, Draft, by(party.Town), "三(五)"},
	{unc, Draft, party.Lodge, Lodged, by(party.Town), "三(五)"},
	{unc, Lodged, party.SightPaper, Lodged, by(party.Home, party.Town), "三(五)"},
	{unc, Lodged, party.SeeUnclaimed, Lodged, by(party.Home), "三(五)"},
	{unc, Lodged, party.Accept, Accepted, by(party.Home), "三(五)"},
	{unc, Accepted, party.RecordServices, Accepted, by(party.Home), "三(五)"},
	{unc, Accepted, party.Complete, Completed, by(party.Home), "五(一)"},
	{unc, Completed, party.CorrectIdentity, Accepted, by(party.Home, party.Town, party.Bureau), ""},
	{unc, Refused, party.Review, Lodged, by(party.Home, party.Town, party.Bureau), ""},
	{unc, Refused, party.Uphold, Refused, by(party.Home, party.Town, party.Bureau), ""},
}

var reimbursementMoves = []Move{
	{rei, None, party.Draft, Draft, by(party.Town, party.Public), "三(七)"},
	{rei, Draft, party.Draft, Draft, by(party.Town, party.Public), "三(七)"},
	{rei, Draft, party.Lodge, Lodged, by(party.Town), "三(七)"},
	{rei, Lodged, party.SightPaper, Lodged, by(party.Town), "三(七)"},
	{rei, Lodged, party.RecordServices, Lodged, by(party.Town), "三(七)"},
	{rei, Lodged, party.Accept, Accepted, by(party.Town), "三(七)"},
	{rei, Accepted, party.RecordServices, Accepted, by(party.Town), "三(七)"},
	{rei, Accepted, party.Forward, Forwarded, by(party.Town), "五(二)"},
	{rei, Forwarded, party.RecordServices, Forwarded, by(party.Bureau), "五(二)"},
	{rei, Forwarded, party.SightPaper, Forwarded, by(party.Town), "三(七)"},
	{rei, Forwarded, party.AttachPaper, Forwarded, by(party.Town, party.Public), "三(七)"},
	{rei, Forwarded, party.CorrectIdentity, Forwarded, by(party.Town, party.Bureau), ""},
	{rei, Forwarded, party.Return, Returned, by(party.Bureau, party.Town), "五(二)"},
	{rei, Forwarded, party.Withdraw, Withdrawn, by(party.Town, party.Public), ""},
	{rei, Forwarded, party.Refuse, Refused, by(party.Bureau), "五(二)"},
	{rei, Forwarded, party.Determine, Determined, by(party.Bureau), "五(二)"},
	{rei, Determined, party.StrikeLine, Forwarded, by(party.Bureau), "五(二)"},
	{rei, Determined, party.SealList, Sealed, by(party.Bureau), "五(二)"},
	{rei, Sealed, party.SendBack, Determined, by(party.Bureau, party.Finance), "五(二)"},
	{rei, Approved, party.SendBack, Determined, by(party.Finance), "五(二)"},
	{rei, Refused, party.Review, Lodged, by(party.Town, party.Bureau), ""},
	{rei, Refused, party.Uphold, Refused, by(party.Town, party.Bureau), ""},
}

var anyRouteMoves = concat(
	[]Move{
		{wai, Draft, party.Withdraw, Withdrawn, by(party.Home, party.Public), ""},
		{unc, Draft, party.Withdraw, Withdrawn, by(party.Town), ""},
		{rei, Draft, party.Withdraw, Withdrawn, by(party.Town, party.Public), ""},
		{wai, Draft, party.AttachPaper, Draft, by(party.Home, party.Public), "三(首)"},
		{unc, Draft, party.AttachPaper, Draft, by(party.Town), "三(五)"},
		{rei, Draft, party.AttachPaper, Draft, by(party.Town, party.Public), "三(七)"},
	},
	before(wai, by(party.Home), by(party.Home, party.Public), "三(首)"),
	before(unc, by(party.Home, party.Town), by(party.Home, party.Town), "三(五)"),
	before(rei, by(party.Town), by(party.Town, party.Public), "三(七)"),
	[]Move{
		{local, Completed, party.AttachPaper, Completed, by(party.Home), "五(一)"},
		{local, Completed, party.SightPaper, Completed, by(party.Home), "五(一)"},
		{local, Completed, party.Return, Returned, by(party.Home), ""},
		{local, Completed, party.Refuse, Refused, by(party.Home, party.Bureau), "五(一)"},
		{wai, Completed, party.Withdraw, Withdrawn, by(party.Home, party.Public), ""},
		{unc, Completed, party.Withdraw, Withdrawn, by(party.Town), ""},
	},
)

// before makes the rows that every route has at lodged, accepted and returned:
// offices return, refuse and correct; the family or office attaches and
// withdraws.
func before(route []Route, office, side []party.OfficeKind, clause string) (out []Move) {
	refusers := append(append([]party.OfficeKind{}, office...), party.Bureau)
	withdrawers := side
	if route[0] == Unclaimed {
		withdrawers = by(party.Town)
	}
	for _, s := range []State{Lodged, Accepted, Returned} {
		out = append(out,
			Move{route, s, party.AttachPaper, s, side, clause},
			Move{route, s, party.CorrectIdentity, s, refusers, ""},
			Move{route, s, party.Withdraw, Withdrawn, withdrawers, ""},
			Move{route, s, party.Refuse, Refused, refusers, "一(首)"})
	}
	return append(out,
		Move{route, Accepted, party.SightPaper, Accepted, office, clause},
		Move{route, Lodged, party.Return, Returned, refusers, clause},
		Move{route, Accepted, party.Return, Returned, refusers, clause},
		Move{route, Returned, party.SightPaper, Returned, office, clause},
		Move{route, Returned, party.Resume, asBefore, side, clause})
}

// sumMoves are the answers to a family that finds a fixed sum too small: it stands,
// wherever the claim is on the way to the money, or it is weighed again, as long as
// no list or sheet holds it.
func sumMoves() []Move {
	out := []Move{
		{wai, Completed, party.Review, Accepted, by(party.Bureau), ""},
		{rei, Determined, party.Review, Forwarded, by(party.Bureau), ""},
	}
	for _, s := range []State{Completed, Listed, Checked, Queried, Sealed, Approved, Ordered, BankReturned, Paid} {
		out = append(out, Move{wai, s, party.Uphold, s, by(party.Bureau), ""})
	}
	for _, s := range []State{Determined, Sealed, Approved, Ordered, BankReturned, Paid} {
		out = append(out, Move{rei, s, party.Uphold, s, by(party.Bureau), ""})
	}
	return out
}

// SumFixed reports whether a family may ask that the sum of its claim be reviewed.
func SumFixed(r Route, s State) bool {
	for _, m := range sumMoves() {
		if m.From == s && slices.Contains(m.Routes, r) {
			return true
		}
	}
	return false
}

var listMoves = []Move{
	{local, Completed, party.SubmitList, Listed, by(party.Home), "五(一)"},
	{local, Listed, party.CheckLine, Checked, by(party.Bureau), "五(一)"},
	{local, Listed, party.QueryLine, Queried, by(party.Bureau), "五(一)"},
	{local, Checked, party.QueryLine, Queried, by(party.Bureau), "五(一)"},
	{local, Queried, party.AnswerQuery, Listed, by(party.Home), "五(一)"},
	{local, Queried, party.CheckLine, Checked, by(party.Bureau), "五(一)"},
	{local, Listed, party.StrikeLine, Completed, by(party.Bureau), "五(一)"},
	{local, Checked, party.StrikeLine, Completed, by(party.Bureau), "五(一)"},
	{local, Queried, party.StrikeLine, Completed, by(party.Bureau), "五(一)"},
	{local, Listed, party.SendBack, Completed, by(party.Bureau), "五(一)"},
	{local, Checked, party.SendBack, Completed, by(party.Bureau), "五(一)"},
	{local, Queried, party.SendBack, Completed, by(party.Bureau), "五(一)"},
	{local, Checked, party.SealList, Sealed, by(party.Bureau), "五(一)"},
	{local, Sealed, party.SendBack, Completed, by(party.Bureau, party.Finance), "五(一)"},
	{local, Approved, party.SendBack, Completed, by(party.Finance), "五(一)"},
}

var payMoves = []Move{
	{all, Sealed, party.ExamineList, Sealed, by(party.Finance), "五(一)、五(二)"},
	{all, Sealed, party.ApproveList, Approved, by(party.Finance), "五(一)、五(二)"},
	{all, Approved, party.Order, Ordered, by(party.Finance), "五(一)、五(二)"},
	{all, Ordered, party.MakeFile, Ordered, by(party.Finance), "五(一)、五(二)"},
	{all, Ordered, party.ImportResult, Paid, by(party.Finance), "五(一)、五(二)"},
	{all, Ordered, party.ImportReturn, BankReturned, by(party.Finance), "五(一)、五(二)"},
	{local, BankReturned, party.CorrectAccountPropose, BankReturned, by(party.Home), ""},
	{local, BankReturned, party.CorrectAccountApprove, BankReturned, by(party.Bureau, party.Finance), ""},
	{rei, BankReturned, party.CorrectAccountPropose, BankReturned, by(party.Town, party.Bureau), ""},
	{rei, BankReturned, party.CorrectAccountApprove, BankReturned, by(party.Town, party.Bureau, party.Finance), ""},
	{all, BankReturned, party.Reissue, Ordered, by(party.Finance), "五(一)、五(二)"},
	{all, BankReturned, party.Reverse, Reversed, by(party.Bureau), ""},
	{all, Paid, party.Reverse, Reversed, by(party.Bureau), ""},
	{all, Paid, party.Recover, Paid, by(party.Bureau, party.Finance), ""},
	{all, Reversed, party.Recover, Reversed, by(party.Bureau, party.Finance), ""},
}

// Moves gives a copy of the move table.
func Moves() []Move { return append([]Move(nil), table...) }
