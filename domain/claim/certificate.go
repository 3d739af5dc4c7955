package claim

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// CertificateNumber is the printed number of a cremation certificate, taken apart
// into its series and running number, so that gaps can be seen.
type CertificateNumber struct {
	Series string // everything before the last digits
	Number int64  // the last digits, 0 when it ends in none
	Width  int64  // how many digits are printed
}

var badCertificate = problem.Define("certificate.number", problem.Invalid,
	"火化证编号写法不对", "this is no number of a cremation certificate", "请照火化证抄写，不超过 40 个字", "copy it from the certificate, at most 40 characters")

// ReadCertificate takes a printed number apart: HH2026-00123 is series HH2026-,
// number 123, width 5. At most nine digits run on.
func ReadCertificate(raw string) (CertificateNumber, error) {
	s := strings.TrimSpace(raw)
	if s == "" || utf8.RuneCountInString(s) > 40 || strings.ContainsAny(s, "\n\r\t") {
		return CertificateNumber{}, badCertificate.With().At("certificate")
	}
	i := len(s)
	for i > 0 && len(s)-i < 9 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	n := CertificateNumber{Series: s[:i], Width: int64(len(s) - i)}
	if n.Width > 0 {
		n.Number, _ = strconv.ParseInt(s[i:], 10, 64) // nine digits always fit
	}
	return n, nil
}

// String writes the number as it is printed.
func (n CertificateNumber) String() string {
	if n.Width == 0 {
		return n.Series
	}
	return n.Series + fmt.Sprintf("%0*d", int(n.Width), n.Number)
}

// CertificateStep is what happened to a certificate.
type CertificateStep string

// The steps of a certificate.
const (
	CertificateIssue   CertificateStep = "issue"   // with the completed cremation
	CertificateReissue CertificateStep = "reissue" // in place of one that was voided
	CertificateVoid    CertificateStep = "void"    // lost, spoilt or replaced; a spoilt blank too
)

// Zh names the step in Chinese.
func (s CertificateStep) Zh() string {
	return map[CertificateStep]string{CertificateIssue: "开具", CertificateReissue: "补发", CertificateVoid: "作废"}[s]
}

// En names the step in English.
func (s CertificateStep) En() string {
	return map[CertificateStep]string{CertificateIssue: "issued", CertificateReissue: "reissued", CertificateVoid: "voided"}[s]
}

// CertificateLine is one number of a series with the day of its cremation, for
// the ledger's look at order.
type CertificateLine struct {
	Number int64
	Day    *date.Day // nil for a spoilt blank
}

// Gap is a run of numbers of a series that nobody used.
type Gap struct{ From, To int64 }

// CertificateOrder looks at lines in the order of their numbers, smallest first:
// which numbers are missing between them, and which are dated before a smaller
// number was.
func CertificateOrder(lines []CertificateLine) (gaps []Gap, backdated []int64) {
	var latest date.Day
	for i, l := range lines {
		if i > 0 && l.Number > lines[i-1].Number+1 {
			gaps = append(gaps, Gap{lines[i-1].Number + 1, l.Number - 1})
		}
		if l.Day == nil {
			continue
		}
		if *l.Day < latest {
			backdated = append(backdated, l.Number)
		}
		latest = max(latest, *l.Day)
	}
	return gaps, backdated
}
