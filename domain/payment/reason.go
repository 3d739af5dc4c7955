package payment

import (
	"cmp"
	"maps"
	"slices"
)

// reasons are the codes of ISO 20022 by which banks give money back, as far as
// people should read them in words. Temporary ones say that the bank could not
// pay just then: nothing is wrong with the account.
var reasons = map[string]struct {
	zh, en    string
	temporary bool
}{
	"AC01": {"账号不正确", "the account number is wrong", false},
	"AC03": {"收款账号无效", "the payee's account number is invalid", false},
	"AC04": {"账户已销户", "the account is closed", false},
	"AC06": {"账户被冻结", "the account is blocked", false},
	"AC07": {"收款账户已销户", "the payee's account is closed", false},
	"AG01": {"该账户不能收款", "the account may not take payments", false},
	"AM02": {"超过账户限额", "the sum is beyond the account's limit", false},
	"AM05": {"银行认为重复付款", "the bank takes it for a second payment", false},
	"AM09": {"金额不符", "the sum is not the one expected", false},
	"BE01": {"户名与账号不符", "holder and account do not belong together", false},
	"BE06": {"查无此收款人", "the payee is not known there", false},
	"MD07": {"账户持有人已故", "the holder has died", false},
	"MS02": {"收款人退回，未说明原因", "the payee sent it back without a reason", false},
	"MS03": {"银行退回，未说明原因", "the bank sent it back without a reason", false},
	"RC01": {"行号不正确", "the bank's number is wrong", false},
	"RR04": {"监管原因", "for a regulator's reason", false},
	"AB03": {"清算超时", "settlement took too long", true},
	"AB05": {"收款行处理超时", "the payee's bank took too long", true},
	"AB06": {"转接行处理超时", "a bank between took too long", true},
	"AB07": {"转接行未开机", "a bank between was not reached", true},
	"AB08": {"收款行未开机", "the payee's bank was not reached", true},
	"AB09": {"收款行系统故障", "the payee's bank had a fault", true},
	"AB10": {"转接行系统故障", "a bank between had a fault", true},
	"AM04": {"付款账户余额不足", "the paying account had too little money", true},
	"ED05": {"清算失败", "settlement failed", true},
	"TM01": {"超过银行当日受理时间", "it came after the bank's hours", true},
}

// ReasonWords says a bank's code in words; the code itself when it is not known.
func ReasonWords(code string) (zh, en string) {
	if r, known := reasons[code]; known {
		return r.zh, r.en
	}
	return code, code
}

// Reasons lists the codes that have words, those of an account first.
func Reasons() []string {
	return slices.SortedFunc(maps.Keys(reasons), func(a, b string) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a, b))
	})
}

// order puts what is wrong with an account before what passes by itself.
func order(code string) int {
	if reasons[code].temporary {
		return 1
	}
	return 0
}

// Temporary reports whether a code says that the bank could not pay just then,
// so that the same account may be paid again as it stands.
func Temporary(code string) bool { return reasons[code].temporary }
