package settlement

import (
	"fmt"
	"regexp"
	"strconv"

	"songbai/domain/problem"
)

// NumberKind is a series of numbers, gapless for each (county, office, kind,
// year); voids keep their number.
type NumberKind string

const (
	ListNumber        NumberKind = "list"        // 费用结算清册 QC
	SheetNumber       NumberKind = "sheet"       // 异地火化核定表 HD
	OrderNumber       NumberKind = "order"       // 拨款单 ZF
	CertificateNumber NumberKind = "certificate" // 证明 ZM
	RecoveryNumber    NumberKind = "recovery"    // 追回通知 ZH
)

var numberPrefix = map[NumberKind]string{
	ListNumber: "QC", SheetNumber: "HD", OrderNumber: "ZF", CertificateNumber: "ZM", RecoveryNumber: "ZH",
}

var badNumber = problem.Define("settlement.number", problem.Invalid,
	"编号写法不对", "this is not a list or order number",
	"编号形如 QC-2026-000012", "numbers look like QC-2026-000012")

var numberText = regexp.MustCompile(`^([A-Z]{2})-(\d{4})-(\d{6,12})$`)

// NumberText writes a number: "QC-2026-000012". It is unique within one
// county, office and kind; papers print the office beside it. n runs from 1.
func NumberText(k NumberKind, year int, n int64) (string, error) {
	p, ok := numberPrefix[k]
	if !ok || year < 1000 || year > 9999 || n < 1 || n > 999_999_999_999 {
		return "", badNumber.With()
	}
	return fmt.Sprintf("%s-%04d-%06d", p, year, n), nil
}

// ParseNumber reads what NumberText wrote and nothing else.
func ParseNumber(s string) (k NumberKind, year int, n int64, err error) {
	if m := numberText.FindStringSubmatch(s); m != nil {
		year, _ = strconv.Atoi(m[2])
		n, _ = strconv.ParseInt(m[3], 10, 64)
		for kind, p := range numberPrefix {
			if t, err := NumberText(kind, year, n); p == m[1] && err == nil && t == s {
				return kind, year, n, nil
			}
		}
	}
	return "", 0, 0, badNumber.With()
}

// NumberOf gives the series of a list of kind k.
func NumberOf(k Kind) NumberKind {
	if k == Reimbursement {
		return SheetNumber
	}
	return ListNumber
}
