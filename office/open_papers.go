package office

import (
	"context"
	"time"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// PapersStayOpen is how long a picture of a paper stays open to the person who
// opened it: what proves the opening is its audit record, nothing else is kept.
const PapersStayOpen = 15 * time.Minute

var notOpened = problem.Define("claim.paper_shut", problem.Missing,
	"这份影像没有打开，或打开已超过 15 分钟", "this picture is not open, or was opened more than 15 minutes ago",
	"请在申请页或清册行页面重新打开材料影像，打开会留下记录", "open the papers again on the page of the claim or line; opening is recorded")

// OpenedPaper is a picture of a paper that stays open to the caller.
type OpenedPaper struct {
	Hash  string
	Media string
}

// OpenedPapers lists the pictures of a claim's papers that the caller opened
// (Evidence) and that stay open.
func (o *Office) OpenedPapers(ctx context.Context, c Caller, id int64) (out []OpenedPaper, err error) {
	err = o.opened(ctx, c, id, func(s *store.Scope, shown map[string]bool) error {
		rows, err := s.EvidenceKinds(id)
		for _, r := range rows {
			if shown[r.Hash] {
				out = append(out, OpenedPaper{r.Hash, r.Media})
			}
		}
		return err
	})
	return out, err
}

// OpenedPaper gives the bytes of a picture that stays open to the caller.
func (o *Office) OpenedPaper(ctx context.Context, c Caller, req ReadEvidence) (out Evidence, err error) {
	err = o.opened(ctx, c, req.Claim, func(s *store.Scope, shown map[string]bool) error {
		if !shown[req.Hash] {
			return notOpened.With()
		}
		out.Hash = req.Hash
		out.Media, out.Bytes, err = s.Evidence(req.Claim, req.Hash)
		return err
	})
	return out, err
}

// opened reads which pictures of a claim within reach stay open to the caller.
func (o *Office) opened(ctx context.Context, c Caller, id int64, f func(s *store.Scope, shown map[string]bool) error) error {
	return o.read(ctx, c, party.Unmask, func(s *store.Scope, a party.Actor) error {
		x, err := s.ClaimByID(id)
		if err != nil {
			return err
		}
		if err := party.May(party.Unmask, a, objectOf(&x)); err != nil {
			return err
		}
		shown, err := s.DigestsBy(id, string(party.Unmask), a.Person, s.Now-date.Instant(PapersStayOpen.Microseconds()))
		if err != nil {
			return err
		}
		return f(s, shown)
	})
}
