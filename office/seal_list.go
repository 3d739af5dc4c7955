package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// SealList asks for the bureau's opinion and seal.
type SealList struct {
	List    int64  `json:"list"`
	Opinion string `json:"opinion"` // kept sealed; its commitment stands in the sealed text
}

// SealList signs the opinion and seals the list (五(一)); on a determination
// sheet the seal is our control. Lines still queried are struck (query_open).
// The sealed text, its sums and its digest never change.
func (o *Office) SealList(ctx context.Context, c Caller, req SealList) (ListMoved, error) {
	if strings.TrimSpace(req.Opinion) == "" {
		return ListMoved{}, noWords.With().At("opinion")
	}
	var out ListMoved
	a, err := o.bulk(ctx, c, party.SealList, req, "", func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		from := claim.Checked
		if l.Kind == settlement.Reimbursement {
			from = claim.Determined
		}
		if _, err := w.step(l, settlement.Seal, from); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		t, err := w.seal(l, req.Opinion)
		if err != nil {
			return err
		}
		w.Record("list", l.ID, l.SealedDigest)
		out = moved(l, t.Lines, t.Waived, l.SealedDigest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// seal strikes what is still queried, writes the sealed text's digest, its sums
// and the use of the seal.
func (w *work) seal(l *openedList, opinion string) (settlement.Totals, error) {
	open, err := w.queried(l)
	if err != nil {
		return settlement.Totals{}, err
	}
	if err := w.strikeOpen(l, open); err != nil {
		return settlement.Totals{}, err
	}
	clear, commitment := store.CommitNote(opinion)
	t, err := w.sealedText(l, commitment)
	if err != nil {
		return t, err
	}
	if err := w.Tx.SealList(l.ID, t, l.SealedDigest, clear, commitment); err != nil {
		return t, err
	}
	l.State = settlement.Sealed
	return t, w.PutSealUse(l.ID, "bureau", l.SealedDigest)
}

// queried gives the lines still queried. The domain says whether the list can be
// sealed as it stands.
func (w *work) queried(l *openedList) (open []store.Line, err error) {
	unchecked, err := w.Unmarked(l.ID)
	if err != nil {
		return nil, err
	}
	var t settlement.Tally
	t.Unchecked = unchecked
	if l.Kind == settlement.Reimbursement { // reviewed when they were determined
		t.Unchecked, t.Passed = 0, unchecked
	}
	err = w.EachMarkedOtherwise(l.ID, func(x *store.Line) error {
		t.Count(x.State)
		if x.State == settlement.Queried {
			open = append(open, *x)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	t.Passed += l.Lines - t.Lines()
	return open, t.CanSeal()
}

// strikeOpen strikes lines whose query nobody answered; one entry takes them all
// out of the list.
func (w *work) strikeOpen(l *openedList, open []store.Line) error {
	var sums []ledger.Part
	for i := range open {
		if _, err := w.PutMark(l.ID, &open[i], settlement.MarkStrike, settlement.QueryOpen, ""); err != nil {
			return err
		}
		parts, err := w.setFree(l, &open[i])
		if err != nil {
			return err
		}
		if sums, err = ledger.Merge(sums, parts); err != nil {
			return err
		}
	}
	if len(sums) == 0 {
		return nil
	}
	_, err := w.post(ledger.LineStruck(w.listRef(l), sums))
	return err
}

// sealedText streams the lines, struck ones in their place, into the digest of
// the sealed text. Its sums by fund are what the ledger holds of the list: two
// ways to one total, which Sum refuses to differ.
func (w *work) sealedText(l *openedList, opinion string) (settlement.Totals, error) {
	h := l.header(w.CountyText())
	h.Submitted, h.Opinion = l.SubmittedDigest, opinion
	d := settlement.NewDigest(h)
	err := w.SealedLines(l.ID, func(x *settlement.Line) error {
		d.Line(x)
		return nil
	})
	if err != nil {
		return settlement.Totals{}, err
	}
	parts, err := w.ListBalance(l.ID, ledger.Listed)
	if err != nil {
		return settlement.Totals{}, err
	}
	l.SealedDigest, err = d.Sum(store.Shares(parts))
	return d.Totals(), err
}
