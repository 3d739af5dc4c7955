package payment

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

// Account is a bank account. It is personal data: its printed forms are masked.
type Account struct {
	Holder string // name of the account, up to 140 characters
	Number string // 6 to 30 digits, text everywhere
	Bank   string // name of the branch, may be empty
	BankNo string // 联行号, 12 digits, may be empty
}

// String never shows the account.
func (a Account) String() string { return "[account]" }

// GoString never shows the account.
func (a Account) GoString() string { return "[account]" }

// Line is one payment to one payee.
type Line struct {
	Seq      int    // 1 … without gaps
	Voucher  string // our number of the payment; the bank gives it back
	Payee    Account
	Fen      money.Amount // > 0
	Purpose  string       // text for the payee's statement; names no person
	Claim    int64        // the claim paid; 0 on a home's line
	Previous string       // voucher of the returned line that this one replaces
}

// Head is what an order is made of besides its lines.
type Head struct {
	County     string // 6 digits
	Number     string // settlement.NumberText of kind OrderNumber
	List       int64
	ListNumber string // number of the list or sheet
	Kind       settlement.Kind
	Period     settlement.Period
	Sealed     string       // digest of the sealed text, 64 hex
	Made       date.Instant // moment of the act, printed in the file
	Day        date.Day     // day on which the bank shall pay
	Payer      Account
}

// Order is one payment order. Its lines never change.
type Order struct {
	Head
	Lines  []Line
	Sum    money.Amount // of the lines
	Offset money.Amount // recoveries taken off the list's sum (ledger.RecoveryOffset)
}

// Due is what one family is owed on a determination sheet.
type Due struct {
	Claim int64
	Payee Account
	Fen   money.Amount
}

const (
	maxLines   = 99_999
	maxPurpose = 60
	maxText    = 140
)

var (
	badHead = problem.Define("payment.head", problem.Invalid,
		"拨款单缺少 %[1]s 或写法不对", "the order lacks %[2]s, or it is malformed",
		"请补齐后再下达", "complete it before ordering")
	badAccount = problem.Define("payment.account", problem.Invalid,
		"第 %[1]d 笔的收付款账户不合要求(%[2]s)", "the account of line %[1]d is not usable (%[3]s)",
		"请两人核对并更正账户后再下达", "have two people check and correct the account")
	badSum = problem.Define("payment.sum", problem.Invalid,
		"拨款金额不符(第 %[1]d 笔)", "a sum of the order is not right (line %[1]d)",
		"每笔金额须大于零,合计须等于清册合计减去抵扣", "each sum is above zero and together they are the list's sum less offsets")
	badVoucher = problem.Define("payment.voucher", problem.Invalid,
		"凭证号写法不对", "this is not a voucher number",
		"凭证号形如 ZF449999202600001200001", "vouchers look like ZF449999202600001200001")
)

// Voucher makes the number of one payment: "ZF", county, year, order number in
// six digits, line in five. It begins with letters, so that no spreadsheet
// takes it for a number.
func Voucher(county, orderNumber string, seq int) (string, error) {
	k, year, n, err := settlement.ParseNumber(orderNumber)
	if err != nil || k != settlement.OrderNumber || n > 999_999 || len(county) != 6 || !digits(county) || seq < 1 || seq > maxLines {
		return "", badVoucher.With()
	}
	return fmt.Sprintf("ZF%s%04d%06d%05d", county, year, n, seq), nil
}

// ParseVoucher reads what Voucher wrote and nothing else.
func ParseVoucher(v string) (county, orderNumber string, seq int, err error) {
	if len(v) != 23 || v[:2] != "ZF" || !digits(v[2:]) {
		return "", "", 0, badVoucher.With()
	}
	county, orderNumber = v[2:8], "ZF-"+v[8:12]+"-"+v[12:18]
	for _, c := range v[18:] {
		seq = seq*10 + int(c-'0')
	}
	if again, err := Voucher(county, orderNumber, seq); err != nil || again != v {
		return "", "", 0, badVoucher.With()
	}
	return county, orderNumber, seq, nil
}

// ForHome makes the order of a home's list: one line, the list's waived total
// less offset, to the home's registered account (五(一), I22).
func ForHome(h Head, payee Account, total, offset money.Amount) (Order, error) {
	if h.Kind != settlement.Local {
		return Order{}, badHead.With("清册种类", "the kind of list")
	}
	if offset < 0 || total > money.Max || total <= offset {
		return Order{}, badSum.With(1)
	}
	return finish(Order{Head: h, Offset: offset, Lines: []Line{{Payee: payee, Fen: total - offset}}})
}

// ForFamilies makes the order of a determination sheet: one line for each
// family, in the order of dues; total is the sheet's sum (五(二)).
func ForFamilies(h Head, dues []Due, total money.Amount) (Order, error) {
	if h.Kind != settlement.Reimbursement {
		return Order{}, badHead.With("清册种类", "the kind of list")
	}
	o := Order{Head: h, Lines: make([]Line, len(dues))}
	seen := make(map[int64]bool, len(dues))
	for i, d := range dues {
		if d.Claim <= 0 || seen[d.Claim] {
			return Order{}, badSum.With(i + 1)
		}
		seen[d.Claim] = true
		o.Lines[i] = Line{Payee: d.Payee, Fen: d.Fen, Claim: d.Claim}
	}
	o, err := finish(o)
	if err == nil && o.Sum != total {
		return Order{}, badSum.With(0)
	}
	return o, err
}

// finish numbers the lines, writes their purposes, adds them up and checks all.
func finish(o Order) (Order, error) {
	for i := range o.Lines {
		l := &o.Lines[i]
		l.Seq = i + 1
		var err error
		if l.Voucher, err = Voucher(o.County, o.Number, l.Seq); err != nil {
			return Order{}, err
		}
		if o.Kind == settlement.Local {
			l.Purpose = "惠民殡葬费用结算 " + o.Period.String() + " " + o.ListNumber
		} else {
			l.Purpose = "惠民殡葬异地火化报销 " + o.ListNumber
		}
		sum, err := money.Sum(o.Sum, l.Fen)
		if err != nil {
			return Order{}, err
		}
		o.Sum = sum
	}
	if err := o.Check(); err != nil {
		return Order{}, err
	}
	return o, nil
}

// Check refuses an order that no bank file may be made of; every fault is
// given at once, none with a personal value.
func (o *Order) Check() error {
	l := o.Head.check()
	if len(o.Lines) == 0 || len(o.Lines) > maxLines || o.Offset < 0 {
		return append(l, badSum.With(0)).Err()
	}
	var sum money.Amount
	for i := range o.Lines {
		x := &o.Lines[i]
		if x.Fen <= 0 || x.Fen > money.Max {
			l = append(l, badSum.With(i+1))
		}
		sum += x.Fen
		if v, err := Voucher(o.County, o.Number, i+1); err != nil || v != x.Voucher || x.Seq != i+1 {
			l = append(l, badVoucher.With())
		}
		if !safeText(x.Purpose, maxPurpose) {
			l = append(l, badHead.With("用途", "a usable purpose"))
		}
		if p := x.Payee.check(i + 1); p != nil {
			l = append(l, p)
		}
	}
	if sum != o.Sum {
		l = append(l, badSum.With(0))
	}
	return l.Err()
}

func (h *Head) check() (l problem.List) {
	need := func(ok bool, zh, en string) {
		if !ok {
			l = append(l, badHead.With(zh, en))
		}
	}
	k, _, _, err := settlement.ParseNumber(h.Number)
	need(err == nil && k == settlement.OrderNumber, "拨款单号", "its number")
	k, _, _, err = settlement.ParseNumber(h.ListNumber)
	need(err == nil && k == settlement.NumberOf(h.Kind) && h.List > 0, "清册编号", "the list")
	need(h.Period.Fits(h.Kind) == nil, "结算期", "the period")
	need(len(h.Sealed) == 64, "盖章清册摘要", "the sealed digest")
	need(len(h.County) == 6 && digits(h.County), "县区", "the county")
	if p := h.Payer.check(0); p != nil {
		l = append(l, p)
	}
	return l
}

// check refuses an account that a file could not carry unharmed. A text that
// a spreadsheet would take for a formula is refused, never altered: an altered
// name would not be the payee's.
func (a *Account) check(line int) *problem.Problem {
	if n, _, err := ident.BankAccount(a.Number); err != nil || n != a.Number {
		return badAccount.With(line, "账号须为 6 至 30 位数字", "the number is not 6 to 30 digits")
	}
	if !safeText(a.Holder, maxText) {
		return badAccount.With(line, "户名为空、过长或含不能使用的字符", "the holder is empty, too long or holds characters that cannot be used")
	}
	if a.Bank != "" && !safeText(a.Bank, maxText) {
		return badAccount.With(line, "开户行名称含不能使用的字符", "the bank's name holds characters that cannot be used")
	}
	if a.BankNo != "" {
		if n, err := ident.CNAPS(a.BankNo); err != nil || n != a.BankNo {
			return badAccount.With(line, "联行号不对", "the bank's routing number is wrong")
		}
	}
	return nil
}

// safeText reports whether s is 1 to most characters of text that CSV and XML
// carry unharmed and no spreadsheet runs.
func safeText(s string, most int) bool {
	if s == "" || utf8.RuneCountInString(s) > most || strings.TrimSpace(s) != s || strings.IndexByte("=+-@'", s[0]) >= 0 {
		return false
	}
	for i, r := range s {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r&0xFFFE == 0xFFFE ||
			i == 0 && strings.ContainsRune("＝＋－＠", r) {
			return false
		}
	}
	return true
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
