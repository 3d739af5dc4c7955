package payment

import (
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Correction is the account on which a returned line is issued again, as two
// people entered and confirmed it. After a temporary reason the account of the
// returned line may stand as it is.
type Correction struct {
	Voucher string // of the returned line
	Account Account
	Same    bool     // two people confirmed since that the account was right
	By      [2]int64 // person row ids: who entered, who confirmed; different
}

var (
	notReturned = problem.Define("payment.reissue_state", problem.Conflict,
		"凭证 %[1]s 没有被银行退回,或已经重新拨付过", "voucher %[1]s was not returned, or was issued again already",
		"只有被退回且尚未重拨的款项可以重新拨付", "only a returned line not yet issued again can be")
	notTwo = problem.Define("payment.reissue_two", problem.Forbidden,
		"凭证 %[1]s 的账户须由两人更正并确认", "the account of voucher %[1]s must be corrected by one person and confirmed by another",
		"请由另一人确认更正后的账户", "have another person confirm the corrected account")
	notCorrected = problem.Define("payment.reissue_account", problem.Conflict,
		"凭证 %[1]s 的账户没有更正", "the account of voucher %[1]s was not corrected",
		"请更正账户,或由两人确认原账户无误", "correct the account, or have two people confirm that it was right")
)

// Reissue makes the order that pays returned lines of old again, each on its
// corrected account, for the same sum (I24). cs names the lines, in the order
// of the new file. It gives the new order and current with Next set, so the
// same line can never be issued twice. h is the new order's head: the same
// list and sealed digest, its own number.
func Reissue(h Head, old *Order, current []Outcome, cs []Correction) (Order, []Outcome, error) {
	if h.List != old.List || h.Kind != old.Kind || h.County != old.County || h.Sealed != old.Sealed || h.Number == old.Number {
		return Order{}, nil, badHead.With("与原拨款单相同的清册", "the list of the order that it repeats")
	}
	sent := make(map[string]*Line, len(old.Lines))
	for i := range old.Lines {
		sent[old.Lines[i].Voucher] = &old.Lines[i]
	}
	at := make(map[string]int, len(current))
	for i := range current {
		at[current[i].Voucher] = i
	}
	next := append([]Outcome(nil), current...)
	o := Order{Head: h}
	var faults problem.List
	for _, c := range cs {
		l := sent[c.Voucher]
		i, known := at[c.Voucher]
		returned := known && l != nil && next[i].Status == Returned && next[i].Next == "" && next[i].Fen == l.Fen
		if p := mayReissue(c, l, returned, known && Temporary(next[i].Code)); p != nil {
			faults = append(faults, p)
			continue
		}
		v, err := Voucher(h.County, h.Number, len(o.Lines)+1)
		if err != nil {
			return Order{}, nil, err
		}
		next[i].Next = v
		o.Lines = append(o.Lines, Line{Payee: c.Account, Fen: l.Fen, Claim: l.Claim, Previous: l.Voucher})
	}
	if len(faults) > 0 {
		return Order{}, nil, faults
	}
	o, err := finish(o)
	if err != nil {
		return Order{}, nil, err
	}
	return o, next, nil
}

func mayReissue(c Correction, l *Line, returned, temporary bool) *problem.Problem {
	if !returned {
		return notReturned.With(c.Voucher)
	}
	if temporary && c.Account == l.Payee {
		return nil
	}
	if c.By[0] <= 0 || c.By[1] <= 0 || c.By[0] == c.By[1] {
		return notTwo.With(c.Voucher)
	}
	if (c.Account == l.Payee) != c.Same {
		return notCorrected.With(c.Voucher)
	}
	return nil
}

var (
	badChain = problem.Define("payment.chain", problem.Internal,
		"清册、审定、拨款与到账的金额或笔数不一致(%[1]s)", "list, obligation, order and outcomes differ in sum or count (%[2]s)",
		"请停止办理并核验数据", "stop and run the verification")
	badRemit = problem.Define("payment.remittance", problem.Internal,
		"拨款明细之和不等于拨款金额", "the funerals named do not add up to the payment",
		"请停止办理并核验清册", "stop and verify the list")
)

// Chain is one list from its lines to the bank (I04, I05).
type Chain struct {
	List     money.Amount // waived total of the sealed list
	Lines    int          // its lines not struck
	Ledger   money.Amount // ListApproved as posted
	Offset   money.Amount // recoveries taken off
	Families bool         // a determination sheet: one payment for each line
	Outcomes []Outcome    // of all orders of the list
	NoOrder  bool         // nothing ordered yet: Outcomes is empty by right
}

// Check refuses a chain in which a fen or a payment is missing or doubled:
// list = obligation = first order + offset = paid + returned + unknown + offset,
// and each re-issue continues exactly one returned line of the same sum.
func (c *Chain) Check() error {
	if c.List != c.Ledger {
		return badChain.With("清册与审定", "list and obligation")
	}
	if len(c.Outcomes) == 0 && c.NoOrder {
		return nil
	}
	t := Count(c.Outcomes)
	if t.Sum()+c.Offset != c.List {
		return badChain.With("审定与拨款", "obligation and payments")
	}
	if n := t.Paid + t.Returned + t.Unknown; c.Families && n != c.Lines || !c.Families && n != 1 {
		return badChain.With("笔数", "number of payments")
	}
	return checkReissues(c.Outcomes)
}

// checkReissues refuses outcomes unless re-issues form chains: each continues
// one returned line of the same sum, and each line is reached from a first
// issue (so no ring hides).
func checkReissues(all []Outcome) error {
	at := make(map[string]int, len(all))
	for i, o := range all {
		if _, twice := at[o.Voucher]; twice {
			return badChain.With("凭证号重复", "a voucher twice")
		}
		at[o.Voucher] = i
	}
	continues := make([]bool, len(all))
	for _, o := range all {
		if o.Next == "" {
			continue
		}
		i, ok := at[o.Next]
		if !ok || continues[i] || all[i].Fen != o.Fen || o.Status != Returned {
			return badChain.With("重拨", "re-issue")
		}
		continues[i] = true
	}
	reached := 0
	for i, o := range all {
		if continues[i] {
			continue
		}
		for reached++; o.Next != ""; reached++ {
			o = all[at[o.Next]]
		}
	}
	if reached != len(all) {
		return badChain.With("重拨", "re-issue")
	}
	return nil
}

// Funeral is one claim that a payment is for.
type Funeral struct {
	Seq   int // line of the sealed list
	Claim int64
	Fen   money.Amount // ≥ 0
}

// Remittance names what one payment is for.
type Remittance struct {
	Voucher  string
	Fen      money.Amount // paid
	Offset   money.Amount // taken off for recoveries
	Funerals []Funeral    // their sum is Fen + Offset
}

// Remit checks that the funerals of a payment line add up to it (plus offset)
// and that none stands twice. A family's line has one funeral and no offset.
func Remit(l *Line, offset money.Amount, rows []Funeral) (Remittance, error) {
	var sum money.Amount
	seen := make(map[int64]bool, len(rows))
	for _, f := range rows {
		if f.Fen < 0 || seen[f.Claim] {
			return Remittance{}, badRemit.With()
		}
		seen[f.Claim] = true
		var err error
		if sum, err = money.Sum(sum, f.Fen); err != nil {
			return Remittance{}, err
		}
	}
	if offset < 0 || sum != l.Fen+offset || l.Claim != 0 && (len(rows) != 1 || rows[0].Claim != l.Claim || offset != 0) {
		return Remittance{}, badRemit.With()
	}
	return Remittance{l.Voucher, l.Fen, offset, rows}, nil
}
