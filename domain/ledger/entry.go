package ledger

import (
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Account is the code of one account of the book.
type Account string

const (
	Quota      Account = "1001" // 财政拨款额度: money appropriated and not yet paid out
	Receivable Account = "1201" // 应收追回款: to be paid back by home or family
	Completed  Account = "2001" // 应付殡葬服务款—已办结: owed for completed or determined claims, not listed
	Listed     Account = "2002" // 应付殡葬服务款—送审: in a submitted or sealed list
	Approved   Account = "2003" // 应付殡葬服务款—已审定: obligation fixed by finance, no order out
	InTransit  Account = "2004" // 在途拨款: ordered, the bank has not answered
	Source     Account = "3001" // 预算安排: where the quota comes from
	Expense    Account = "5001" // 惠民殡葬支出
	Promise    Account = "9001" // 承诺备查: promised on signed slips
	PromiseCon Account = "9002" // 承诺备查对方: contra of 9001
)

// Accounts lists every account in the order of the codes.
var Accounts = []Account{Quota, Receivable, Completed, Listed, Approved, InTransit, Source, Expense, Promise, PromiseCon}

var accountZh = map[Account]string{
	Quota: "财政拨款额度", Receivable: "应收追回款",
	Completed: "应付殡葬服务款—已办结", Listed: "应付殡葬服务款—送审", Approved: "应付殡葬服务款—已审定",
	InTransit: "在途拨款", Source: "预算安排", Expense: "惠民殡葬支出",
	Promise: "承诺备查", PromiseCon: "承诺备查对方",
}

// Zh names the account; "" for an unknown code.
func (a Account) Zh() string { return accountZh[a] }

var accountEn = map[Account]string{
	Quota: "treasury quota", Receivable: "recoveries due",
	Completed: "funeral services payable, completed", Listed: "funeral services payable, listed", Approved: "funeral services payable, approved",
	InTransit: "payments under way", Source: "budget appropriated", Expense: "funeral benefits spent",
	Promise: "promised", PromiseCon: "promised, contra",
}

// En names the account in English; "" for an unknown code.
func (a Account) En() string { return accountEn[a] }

// EntryKind names an entry; see the table in the package doc.
type EntryKind string

const (
	KindAppropriated   EntryKind = "appropriated"
	KindPromised       EntryKind = "waiver_promised"
	KindReleased       EntryKind = "promise_released"
	KindCompleted      EntryKind = "waiver_completed"
	KindDetermined     EntryKind = "reimbursement_determined"
	KindListSubmitted  EntryKind = "list_submitted"
	KindLineStruck     EntryKind = "line_struck"
	KindListVoided     EntryKind = "list_voided"
	KindListApproved   EntryKind = "list_approved"
	KindRecoveryOffset EntryKind = "recovery_offset"
	KindOrdered        EntryKind = "ordered"
	KindPaid           EntryKind = "paid"
	KindBankReturned   EntryKind = "returned_by_bank"
	KindCancelled      EntryKind = "obligation_cancelled"
	KindRecoveryDue    EntryKind = "recovery_due"
	KindRecovered      EntryKind = "recovered"
	KindReversed       EntryKind = "reversed"
)

var kindZh = map[EntryKind]string{
	KindAppropriated: "安排预算", KindPromised: "承诺免除", KindReleased: "解除承诺", KindCompleted: "免除办结", KindDetermined: "报销核定",
	KindListSubmitted: "清册送审", KindLineStruck: "剔除", KindListVoided: "清册退回", KindListApproved: "财政审定", KindRecoveryOffset: "抵扣追回款",
	KindOrdered: "下达支付", KindPaid: "到账", KindBankReturned: "银行退回", KindCancelled: "撤销应付", KindRecoveryDue: "应收追回", KindRecovered: "追回到账", KindReversed: "冲销",
}

// Zh names the kind of entry; "" for an unknown one.
func (k EntryKind) Zh() string { return kindZh[k] }

var kindEn = map[EntryKind]string{
	KindAppropriated: "appropriated", KindPromised: "promised", KindReleased: "promise released", KindCompleted: "waiver completed", KindDetermined: "reimbursement determined",
	KindListSubmitted: "list submitted", KindLineStruck: "struck", KindListVoided: "list sent back", KindListApproved: "approved by finance", KindRecoveryOffset: "set off against a recovery",
	KindOrdered: "ordered", KindPaid: "paid", KindBankReturned: "returned by the bank", KindCancelled: "obligation cancelled", KindRecoveryDue: "to be recovered", KindRecovered: "recovered", KindReversed: "reversed",
}

// En names the kind of entry in English; "" for an unknown one.
func (k EntryKind) En() string { return kindEn[k] }

// Ref says what an entry is about. Ids are row ids, 0 where none; constructors
// refuse a Ref without the ids their entry needs.
type Ref struct {
	County string   // 6 digits
	Day    date.Day // business day of the act
	Payee  int64    // row id of the home; 0: families, or nobody
	Claim  int64
	List   int64 // list or determination sheet
	Order  int64 // payment order
	Line   int   // seq of the list line or payment line, 0: the whole
}

// Part is one sum of an act: a fund, a level, the budget year, fen ≥ 0.
type Part struct {
	Fund  fund.Fund
	Level fund.Level
	Year  int // budget year, of the claim's own completion or determination
	Fen   money.Amount
}

// Parts gives the parts of shares in one budget year; shares of 0 fen are left out.
func Parts(year int, shares []fund.Share) []Part {
	out := make([]Part, 0, len(shares))
	for _, s := range shares {
		if s.Fen != 0 {
			out = append(out, Part{s.Fund, s.Level, year, s.Fen})
		}
	}
	return out
}

// Total adds the fen of parts.
func Total(parts []Part) (t money.Amount) {
	for _, p := range parts {
		t += p.Fen
	}
	return t
}

// Posting is one line of an entry.
type Posting struct {
	Account Account
	Fund    fund.Fund
	Level   fund.Level
	Year    int
	Fen     money.Amount // debit > 0, credit < 0, never 0
}

// Entry is one named, balanced set of postings. Its row id is the store's.
type Entry struct {
	Kind EntryKind
	Ref
	Of       int64 // row id of the entry reversed (Reversed) or of the claim's paid entry (RecoveryDue); else 0
	Postings []Posting
}

var (
	unbalanced = problem.Define("ledger.unbalanced", problem.Internal,
		"分录借贷不平", "the entry does not balance", "请停止办理并报告系统管理员", "stop and tell the administrator")
	badPart = problem.Define("ledger.part", problem.Invalid,
		"入账金额或经费来源有误(%[1]s)", "a sum or its fund is malformed (%[1]s)",
		"金额不得为负,须注明经费来源、层级和预算年度", "sums are not negative and name fund, level and budget year")
	noParts = problem.Define("ledger.empty", problem.Invalid,
		"没有可入账的金额(%[1]s)", "there is nothing to post (%[1]s)", "请核对金额", "check the sums")
	badRef = problem.Define("ledger.ref", problem.Invalid,
		"分录缺少所依据的单据(%[1]s)", "the entry does not say what it is about (%[1]s)",
		"请注明县区和所依据的申请、清册或拨款单", "name the county and the claim, list or order")
)

// Check refuses an entry that is empty, holds a posting of 0 or without
// dimensions, or does not add up to 0 for each fund and level.
func (e *Entry) Check() error {
	if len(e.Postings) == 0 {
		return noParts.With(string(e.Kind))
	}
	type key struct {
		fund  fund.Fund
		level fund.Level
	}
	sums := make(map[key]money.Amount, 4)
	for _, p := range e.Postings {
		if p.Fen == 0 || p.Account.Zh() == "" || p.Fund == "" || p.Level == "" || p.Year < 1000 {
			return badPart.With(string(e.Kind))
		}
		k := key{p.Fund, p.Level}
		s, err := money.Sum(sums[k], p.Fen)
		if err != nil {
			return err
		}
		sums[k] = s
	}
	for _, s := range sums {
		if s != 0 {
			return unbalanced.With()
		}
	}
	return nil
}

// builder collects pairs; the first fault sticks.
type builder struct {
	e   Entry
	err error
}

func begin(k EntryKind, r Ref, complete bool) *builder {
	b := &builder{e: Entry{Kind: k, Ref: r}}
	if len(r.County) != 6 || !complete {
		b.err = badRef.With(string(k))
	}
	return b
}

// move debits one account and credits another by each part.
func (b *builder) move(parts []Part, debit, credit Account) *builder {
	for _, p := range parts {
		if b.err != nil {
			return b
		}
		if p.Fen < 0 || p.Fen > money.Max || p.Fund == "" || p.Level == "" || p.Year < 1000 || p.Year > 9999 {
			b.err = badPart.With(string(b.e.Kind))
			return b
		}
		if p.Fen == 0 {
			continue
		}
		b.e.Postings = append(b.e.Postings,
			Posting{debit, p.Fund, p.Level, p.Year, p.Fen},
			Posting{credit, p.Fund, p.Level, p.Year, -p.Fen})
	}
	return b
}

func (b *builder) done() (Entry, error) {
	if b.err != nil {
		return Entry{}, b.err
	}
	if err := b.e.Check(); err != nil {
		return Entry{}, err
	}
	return b.e, nil
}
