package demo

import (
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
)

// answerLine is what the sample bank says of one payment.
type answerLine struct {
	Voucher string
	Fen     money.Amount
	Status  string // 成功, 退回, 处理中
}

// resultFile writes the sample bank's answer as its CSV: the same lines give
// the same bytes.
func resultFile(lines []answerLine, day date.Day) []byte {
	var b strings.Builder
	b.WriteString("\ufeff凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\r\n")
	for i, l := range lines {
		switch l.Status {
		case "成功":
			fmt.Fprintf(&b, "%s,%s,成功,S%s%03d,%s,,\r\n", l.Voucher, l.Fen, l.Voucher[len(l.Voucher)-6:], i, day)
		case "退回":
			fmt.Fprintf(&b, "%s,%s,退回,,,AC01,账号户名不符\r\n", l.Voucher, l.Fen)
		default:
			fmt.Fprintf(&b, "%s,%s,处理中,,,,\r\n", l.Voucher, l.Fen)
		}
	}
	var sum money.Amount
	for _, l := range lines {
		sum += l.Fen
	}
	fmt.Fprintf(&b, "合计,%d,%s\r\n", len(lines), sum)
	return []byte(b.String())
}
