package payment

import (
	"errors"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

// Status is what became of a payment line.
type Status string

const (
	Unknown  Status = "unknown"  // sent; the bank has not said, or not finally
	Paid     Status = "paid"     // final
	Returned Status = "returned" // final
)

// Valid reports whether s is one of the three.
func (s Status) Valid() bool { return s == Unknown || s == Paid || s == Returned }

// Zh names the status for people.
func (s Status) Zh() string {
	switch s {
	case Unknown:
		return "待确认"
	case Paid:
		return "已到账"
	case Returned:
		return "已退回"
	}
	return string(s)
}

// En names the status in English.
func (s Status) En() string {
	if s == Unknown {
		return "open"
	}
	return string(s)
}

// Outcome is what is known of one sent line.
type Outcome struct {
	Voucher string
	Fen     money.Amount
	Status  Status
	Serial  string    // the bank's own number, "" when not told
	Day     *date.Day // value date; set on every paid line
	Code    string    // reason of a return; of two told the firmer, see firmer
	Next    string    // voucher of the re-issue of a returned line
}

// Change is what one result file changes in one line. Before = After when only
// Serial or Code was filled in.
type Change struct {
	Index  int // of the outcome
	Before Status
	After  Outcome
}

// Moves reports whether the change moves money: unknown became paid or returned.
func (c Change) Moves() bool { return c.Before != c.After.Status }

var (
	otherLine = problem.Define("payment.result_other_line", problem.Conflict,
		"回单第 %[1]d 行是另一张拨款单 %[2]s 的款项", "line %[1]d of the result is of another order, %[2]s",
		"请在那张拨款单下再导入这份回单", "take the file in once more on the page of that order")
	strangeLine = problem.Define("payment.result_unknown_line", problem.Conflict,
		"回单第 %[1]d 行的凭证号不在本拨款单中", "line %[1]d of the result names a voucher that this order does not have",
		"请确认回单属于这张拨款单", "make sure that the result belongs to this order")
	wrongAmount = problem.Define("payment.result_amount", problem.Conflict,
		"回单第 %[1]d 行的金额与拨款单不符", "the sum in line %[1]d of the result is not the sum sent",
		"请与银行核对该笔,请银行重新给出该笔的结果", "clear the line with the bank and ask for its result again")
	twiceInFile = problem.Define("payment.result_duplicate", problem.Invalid,
		"回单第 %[1]d 行与第 %[2]d 行是同一凭证号", "lines %[1]d and %[2]d of the result name the same voucher",
		"请向银行重新取得回单", "ask the bank for the result again")
	contradicts = problem.Define("payment.result_contradiction", problem.Conflict,
		"回单第 %[1]d 行与已登记的结果矛盾(已登记:%[2]s)", "line %[1]d of the result contradicts what is recorded (%[3]s)",
		"已到账和已退回不再更改;请与银行书面核实,必要时办理追回", "paid and returned are final; clear it with the bank in writing, recover if need be")
	otherOrder = problem.Define("payment.result_order", problem.Conflict,
		"回单属于另一张拨款单,或笔数、金额与原单不符", "the result belongs to another order, or its original count or sum differs",
		"请选择正确的拨款单", "choose the order that it belongs to")
	brokenState = problem.Define("payment.outcomes", problem.Internal,
		"已登记的拨款结果不一致", "the recorded outcomes contradict themselves",
		"请停止办理并核验数据", "stop and run the verification")
)

// Sent gives the outcomes of an order that was just sent: all unknown.
func Sent(o *Order) []Outcome {
	out := make([]Outcome, len(o.Lines))
	for i, l := range o.Lines {
		out[i] = Outcome{Voucher: l.Voucher, Fen: l.Fen, Status: Unknown}
	}
	return out
}

// Match applies one result to an order as it was sent: exactly one outcome for
// each sent line, in the order's order; a line that the result does not name
// is unknown (I23).
func Match(o *Order, r *Result) ([]Outcome, error) {
	out, _, err := Apply(Sent(o), r)
	return out, err
}

// Apply takes a result file into what is known. It changes all or nothing: on
// any fault it gives current back with every fault found (problem.List). The
// same file again, an older one, or an overlapping one adds only what is new:
//
//	unknown  + unknown, paid or returned → as told
//	paid     + paid, or unknown (late)   → paid
//	returned + returned, or unknown      → returned
//	paid     + returned, or the reverse  → refused (payment.result_contradiction)
//
// Two serials or value dates for one paid line are a contradiction too.
func Apply(current []Outcome, r *Result) ([]Outcome, []Change, error) {
	next, changes, faulty, err := ApplyRows(current, r)
	if problem.CodeOf(err) == brokenState.Code {
		return current, nil, err
	}
	var faults problem.List
	errors.As(err, &faults)
	if faults = append(faults, allFaults(faulty)...); len(faults) > 0 {
		return current, nil, faults
	}
	return next, changes, nil
}

// ApplyRows takes in the rows of a result that fit what is known, by the same
// rules, and gives the others back: their lines stay as they are. A result of
// another order is refused whole. What it takes in does not depend on the rows
// that it leaves.
func ApplyRows(current []Outcome, r *Result) (next []Outcome, changes []Change, faulty []RowFault, err error) {
	at := make(map[string]int, len(current))
	var sum money.Amount
	for i := range current {
		c := &current[i]
		if _, ok := at[c.Voucher]; ok || !c.Status.Valid() || (c.Status == Paid) != (c.Day != nil) || c.Next != "" && c.Status != Returned {
			return current, nil, nil, brokenState.With()
		}
		at[c.Voucher] = i
		sum += c.Fen
	}
	if faults := headFaults(current, sum, r); len(faults) > 0 {
		err = faults
	}
	next = append([]Outcome(nil), current...)
	seen := map[string]int{}
	for _, l := range r.Lines {
		seen[l.Voucher]++
	}
	for _, l := range r.Lines {
		i, known := at[l.Voucher]
		var p *problem.Problem
		after := Outcome{}
		switch {
		case seen[l.Voucher] > 1:
			p = twiceInFile.With(l.At, otherAt(r.Lines, l))
		case !known:
			p = stranger(current, l)
		default:
			after, p = join(current[i], l)
		}
		if p != nil {
			faulty = append(faulty, RowFault{l.At, ours(l.Voucher), problem.List{p}})
		} else if !same(after, current[i]) {
			next[i] = after
			changes = append(changes, Change{i, current[i].Status, after})
		}
	}
	if err != nil {
		return current, nil, faulty, err
	}
	return next, changes, faulty, nil
}

// otherAt gives the line on which the voucher of l stands too.
func otherAt(lines []ResultLine, l ResultLine) int {
	for _, x := range lines {
		if x.Voucher == l.Voucher && x.At != l.At {
			return x.At
		}
	}
	return l.At
}

// stranger says of a line that the order does not have where it belongs.
func stranger(current []Outcome, l ResultLine) *problem.Problem {
	county, number, _, err := ParseVoucher(l.Voucher)
	if err == nil && len(current) > 0 {
		mine, order, _, e := ParseVoucher(current[0].Voucher)
		if e == nil && mine == county && order != number {
			return otherLine.With(l.At, number)
		}
	}
	return strangeLine.With(l.At)
}

func headFaults(current []Outcome, sum money.Amount, r *Result) (faults problem.List) {
	wrong := r.OrderCount != 0 && r.OrderCount != len(current) || r.OrderSum != 0 && r.OrderSum != sum
	if r.Order != "" && len(current) > 0 {
		_, number, _, err := ParseVoucher(current[0].Voucher)
		wrong = wrong || err != nil || number != r.Order
	}
	if wrong {
		faults = append(faults, otherOrder.With())
	}
	return faults
}

// join is the least upper bound of what is known and what is told; it is
// commutative, associative and idempotent wherever it is not refused.
func join(c Outcome, l ResultLine) (Outcome, *problem.Problem) {
	if l.Fen != c.Fen {
		return c, wrongAmount.With(l.At)
	}
	if l.Status == Unknown {
		return c, nil
	}
	no := contradicts.With(l.At, c.Status.Zh(), string(c.Status))
	if c.Status != Unknown && c.Status != l.Status ||
		c.Serial != "" && l.Serial != "" && c.Serial != l.Serial {
		return c, no
	}
	c.Status = l.Status
	if c.Serial == "" {
		c.Serial = l.Serial
	}
	if l.Status == Paid {
		if l.Day == nil || c.Day != nil && *c.Day != *l.Day {
			return c, no
		}
		c.Day = l.Day
	} else if c.Code == "" || l.Code != "" && firmer(l.Code, c.Code) {
		c.Code = l.Code
	}
	return c, nil
}

// firmer says which of two codes told of one return holds: one that is not
// temporary, else the smaller text, so that the order of files does not matter.
func firmer(a, b string) bool {
	if x, y := Temporary(a), Temporary(b); x != y {
		return y
	}
	return a < b
}

func same(a, b Outcome) bool {
	return a.Status == b.Status && a.Serial == b.Serial && a.Code == b.Code
}

// Tally counts and sums outcomes.
type Tally struct {
	Paid        int          `json:"paid"`
	Returned    int          `json:"returned"`
	Unknown     int          `json:"unknown"`
	PaidFen     money.Amount `json:"paid_fen"`
	ReturnedFen money.Amount `json:"returned_fen"`
	UnknownFen  money.Amount `json:"unknown_fen"`
}

// Sum gives all of it.
func (t Tally) Sum() money.Amount { return t.PaidFen + t.ReturnedFen + t.UnknownFen }

// Count tallies the lines that stand: a returned line that was issued again
// counts in its re-issue only. Give it the outcomes of all orders of a list.
func Count(all []Outcome) (t Tally) {
	for _, o := range all {
		switch {
		case o.Next != "":
		case o.Status == Paid:
			t.Paid++
			t.PaidFen += o.Fen
		case o.Status == Returned:
			t.Returned++
			t.ReturnedFen += o.Fen
		default:
			t.Unknown++
			t.UnknownFen += o.Fen
		}
	}
	return t
}

// ListAct gives what the outcomes of all orders of a list in state s do to
// the list: Pay when every standing line is paid, BankReturn when some are
// returned (a family's return does not wait for another family's unknown),
// else "" (nothing to do). A list in which some lines were issued again and
// others still stand returned goes back to Returned at once.
func ListAct(s settlement.State, all []Outcome) settlement.Act {
	t := Count(all)
	switch {
	case s != settlement.Ordered || t.Paid+t.Returned == 0:
		return ""
	case t.Returned > 0:
		return settlement.BankReturn
	case t.Unknown > 0:
		return ""
	}
	return settlement.Pay
}

const staleAfter = 3 // working days (I23)

// Stale reports whether a line sent on day sent and still unknown today is
// older than 3 working days and must raise an alarm.
func Stale(cal *date.Calendar, sent, today date.Day) bool {
	return cal.Workdays(sent+1, today) > staleAfter
}
