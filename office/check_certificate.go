package office

import (
	"context"
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/store"
)

// CertificateAnswer is all that the public is told of a cremation certificate.
type CertificateAnswer string

// The answers. A wrong day is as good as no certificate.
const (
	CertificateStands   CertificateAnswer = "valid"
	CertificateVoided   CertificateAnswer = "voided"
	CertificateReplaced CertificateAnswer = "replaced" // another number of the same cremation stands
	CertificateUnknown  CertificateAnswer = "unknown"
)

// CheckCertificate answers the public: whether a certificate of this number was
// issued in the county for a cremation on this day, and stands. It says nothing
// else. source counts tries that found nothing, most of all those at one number, so
// that nobody goes through the numbers of a home or the days of a number.
func (o *Office) CheckCertificate(ctx context.Context, county int64, number string, day date.Day, source string) (CertificateAnswer, error) {
	n, err := claim.ReadCertificate(number)
	if err != nil {
		return CertificateUnknown, err
	}
	now, from, of := o.s.Now(), "certificate-from:"+source, fmt.Sprintf("certificate:%d:%s", county, n)
	own := of + "|from:" + source
	if o.tries.full(from, wrongBySource, now) || o.tries.full(own, freeTries, now) || o.tries.full(of, wrongByNumber, now) {
		return CertificateUnknown, familyRests.With()
	}
	answer := CertificateUnknown
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		rows, err := s.CertificateAt(n)
		last := map[int64]store.Certificate{}
		for _, r := range rows {
			last[r.Home] = r
		}
		for _, r := range last {
			if err != nil || answer == CertificateStands || r.Day == nil || *r.Day != day {
				continue
			}
			answer, err = certificateStands(s, r)
		}
		return err
	})
	if err == nil && answer == CertificateUnknown {
		o.tries.add(from, restingTime, now)
		o.tries.add(own, restingTime, now)
		o.tries.add(of, guessingDay, now)
	}
	return answer, err
}

// certificateStands says how a number stands by its last step.
func certificateStands(s *store.Scope, r store.Certificate) (CertificateAnswer, error) {
	if r.Step != claim.CertificateVoid {
		return CertificateStands, nil
	}
	if r.Claim == 0 {
		return CertificateVoided, nil
	}
	rows, err := s.CertificatesOf(r.Claim)
	if err == nil && len(validOf(rows, r.Claim)) > 0 {
		return CertificateReplaced, nil
	}
	return CertificateVoided, err
}
