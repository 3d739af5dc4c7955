package office

import (
	"context"
	"strings"

	"songbai/domain/party"
	"songbai/store"
)

// FindPaper names a paper by what its code says: county, place in the audit chain,
// the first characters of its digest.
type FindPaper struct {
	County, Position int64
	Digest           string
}

// PaperOf is what a paper was made of: a claim, a list or an order, by row.
type PaperOf struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
}

// FindPaper tells which claim, list or order a paper in hand belongs to. A claim
// out of the caller's reach is not on record for it; lists and orders are checked
// where they are opened.
func (o *Office) FindPaper(ctx context.Context, c Caller, req FindPaper) (out PaperOf, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		if req.County != s.County || req.Position < 1 || len(req.Digest) < shownDigest {
			return notOnRecord.With()
		}
		rows, err := s.AuditRows(req.Position-1, 1)
		if err != nil {
			return err
		}
		if len(rows) == 0 || !strings.HasPrefix(rows[0].Digest, strings.ToLower(req.Digest)) {
			return notOnRecord.With()
		}
		out = PaperOf{rows[0].SubjectKind, rows[0].Subject}
		switch out.Kind {
		case "list", "order":
			return nil
		case "claim":
			x, err := s.ClaimByID(out.ID)
			if err != nil || party.May(party.Search, a, objectOf(&x)) != nil {
				return notOnRecord.With()
			}
			return nil
		}
		return notOnRecord.With()
	})
	return out, err
}
