package claim

import (
	"encoding/binary"
	"fmt"
	"strings"

	"songbai/domain/problem"
)

// Slip is the number people quote: 11 random digits and a check digit, 12
// digits in all. It is useless without the last digits of the phone.
type Slip string

var (
	errSlipForm = problem.Define("claim.slip_form", problem.Invalid,
		"查询单号应为 12 位数字", "a slip number has 12 digits",
		"请照查询单填写，如 1234-5678-9012", "copy it from the slip, as 1234-5678-9012")
	errSlipCheck = problem.Define("claim.slip_check", problem.Invalid,
		"查询单号有误", "the slip number has a wrong digit",
		"请对照查询单重新填写", "compare it with the slip and write it again")
)

// SlipFrom makes a slip number of 8 random bytes: the big-endian number modulo
// 10^11, then the check digit (no digit is favoured by more than 1 in 10^8).
func SlipFrom(random [8]byte) Slip {
	body := fmt.Sprintf("%011d", binary.BigEndian.Uint64(random[:])%100_000_000_000)
	return Slip(body + string(mod1110(body)))
}

// mod1110 is the check digit of ISO/IEC 7064 MOD 11,10: p starts at 10; for each
// digit d, s = (p + d) mod 10 with 0 taken as 10, p = 2s mod 11; the check digit
// c makes (p + c) mod 10 = 1. It finds every single wrong digit and nearly all
// swaps of neighbours.
func mod1110(digits string) byte {
	p := 10
	for i := range len(digits) {
		s := (p + int(digits[i]-'0')) % 10
		if s == 0 {
			s = 10
		}
		p = 2 * s % 11
	}
	return byte('0' + (11-p)%10)
}

// ReadSlip reads a slip number as people write it: full-width digits, spaces
// and hyphens allowed.
func ReadSlip(raw string) (Slip, error) {
	var b strings.Builder
	for _, r := range raw {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r == ' ' || r == '\u3000' || r == '-' || r == '－' || r == '—':
		default:
			return "", errSlipForm.With()
		}
	}
	s := b.String()
	if len(s) != 12 {
		return "", errSlipForm.With()
	}
	if mod1110(s[:11]) != s[11] {
		return "", errSlipCheck.With()
	}
	return Slip(s), nil
}

// String writes the number in groups of four: "1234-5678-9012".
func (s Slip) String() string {
	if len(s) != 12 {
		return string(s)
	}
	return string(s[:4] + "-" + s[4:8] + "-" + s[8:])
}
