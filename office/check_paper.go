package office

import (
	"context"
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/print"
	"songbai/store"
)

// shownDigest is how much of a digest the code on a paper carries: 64 bits.
const shownDigest = 16

// PublicAddress names where the public pages of this installation are reached
// (https://…, without a final slash). Codes on papers made from then on lead
// there; without it they carry the same words for typing in.
func (o *Office) PublicAddress(url string) { o.address = strings.TrimSuffix(url, "/") }

// Address gives the public address, "" when none is set.
func (o *Office) Address() string { return o.address }

// coded adds to a mark where the paper can be checked.
func (o *Office) coded(m print.Mark) print.Mark {
	if len(m.Digest) >= shownDigest && m.Position != "" {
		m.Check = o.address + "/c/" + m.Position + "/" + m.Digest[:shownDigest]
	}
	return m
}

// Checked is what anybody may learn of a paper: that its digest is on record,
// since when, and where the matter stands. Nothing in it is personal.
type Checked struct {
	Position string
	Digest   string
	ActZh    string
	At       date.Instant
	StateZh  string
	Final    bool // the paper still says what holds: no later text took its place
}

var notOnRecord = problem.Define("check.unknown", problem.Missing,
	"没有这份文书的记录", "no paper of this digest is on record",
	"请核对位置和摘要；如果仍然不符，这份文书不是本系统出具的，请向民政局核实", "check position and digest; if they still do not match, this system did not issue the paper: ask the bureau")

// CheckPaper looks a paper up by its audit position and the first 16 or more
// characters of its digest, as its code says. source counts wrong tries.
func (o *Office) CheckPaper(ctx context.Context, county, pos int64, digest, source string) (v Checked, err error) {
	now := o.s.Now()
	if o.tries.full("check:"+source, 10*wrongBySource, now) {
		return v, familyRests.With()
	}
	digest = strings.ToLower(strings.TrimSpace(digest))
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		rows, err := s.AuditRows(pos-1, 1)
		if err != nil {
			return err
		}
		if len(rows) == 0 || pos < 1 || len(digest) < shownDigest || !strings.HasPrefix(rows[0].Digest, digest) {
			return notOnRecord.With()
		}
		r := rows[0]
		v = Checked{Position: fmt.Sprintf("%d/%d", county, r.Pos), Digest: r.Digest, ActZh: party.Act(r.Act).Zh()}
		if v.At, err = date.ParseInstant(r.At); err != nil {
			return err
		}
		return v.stands(s, r.SubjectKind, r.Subject, r.Act, r.Pos)
	})
	if problem.CodeOf(err) == "check.unknown" {
		o.tries.add("check:"+source, restingTime, now)
	}
	return v, err
}

// stands says where the claim or list of a paper is now.
func (v *Checked) stands(s *store.Scope, kind string, subject int64, act string, pos int64) error {
	switch kind {
	case "claim":
		now, err := s.ClaimNow(subject)
		if err != nil {
			return err
		}
		v.StateZh, v.Final = now.State.Zh(), true
		moves, err := s.Moves(subject)
		for _, m := range moves { // signed or fixed again later: another paper holds
			if m.AuditPos > pos && (m.Act == act || m.To == claim.Refused || m.To == claim.Withdrawn || m.To == claim.Reversed) {
				v.Final = false
			}
		}
		return err
	case "list":
		l, err := s.ListByID(subject)
		v.StateZh, v.Final = l.State.Zh(), l.VoidedAt == ""
		return err
	case "order":
		ord, err := s.OrderByID(subject)
		if err != nil {
			return err
		}
		l, err := s.ListByID(ord.List)
		v.StateZh, v.Final = l.State.Zh(), true
		return err
	}
	v.StateZh, v.Final = "已登记", true
	return nil
}
