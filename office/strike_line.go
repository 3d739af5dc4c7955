package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// StrikeLine takes a line out of a list under review.
type StrikeLine struct {
	LineRef
	Reason settlement.Reason `json:"reason"`
	Note   string            `json:"note,omitempty"` // kept sealed, committed in the sealed text
}

// StrikeLine takes one line out. A home's claim stands completed again and waits
// for the next open period's list, or is refused by another act; a claim of a
// determination sheet goes back to be determined anew.
func (o *Office) StrikeLine(ctx context.Context, c Caller, req StrikeLine) (ListMoved, error) {
	if err := settlement.CheckStrike(req.Reason); err != nil {
		return ListMoved{}, err
	}
	return o.onLine(ctx, c, party.StrikeLine, req.LineRef, lineMark{settlement.MarkStrike, req.Reason, req.Note})
}

// strike books one struck line and sets its claim free; seen is the digest that
// the act's audit record carries.
func (w *work) strike(l *openedList, line *store.Line, seen string) error {
	parts, err := w.setFree(l, line)
	if err != nil {
		return err
	}
	if len(parts) > 0 {
		r := w.listRef(l)
		r.Claim, r.Line = line.Claim, line.Seq
		if _, err := w.post(ledger.LineStruck(r, parts)); err != nil {
			return err
		}
	}
	if l.Kind == settlement.Reimbursement {
		return w.undetermine(line.Claim, seen)
	}
	return nil
}

// setFree releases a struck line, puts a home's claim before its next list and
// gives the sums that leave the list.
func (w *work) setFree(l *openedList, line *store.Line) ([]ledger.Part, error) {
	if err := w.ReleaseLine(l.ID, line.Seq); err != nil {
		return nil, err
	}
	if l.Kind == settlement.Local {
		next, err := nextOpen(&w.Tx.Scope, l.Unit, l.Kind, l.period)
		if err != nil {
			return nil, err
		}
		if err := w.Resettle(line.Claim, line.SettleN, next.String()); err != nil {
			return nil, err
		}
	}
	return w.DecisionParts(line.Decision, line.Year)
}

// undetermine sends a claim struck from a sheet back to the bureau's reviewer:
// what was booked for it is reversed.
func (w *work) undetermine(id int64, seen string) error {
	f, err := readFile(&w.Tx.Scope, id)
	if err != nil {
		return err
	}
	from := f.now.State
	pos, err := claim.Position{Route: f.Route, State: from, Back: f.ResumeState}.After(w.act)
	if err != nil {
		return err
	}
	if err := w.unbook(f); err != nil {
		return err
	}
	f.State = claim.RowState(f.Route, pos.State)
	f.Moves++
	err = w.PutMove(store.Move{Claim: f.ID, Seq: f.Moves, Act: string(w.act), From: from, To: pos.State, Reason: w.Act.Reason, Digest: seen, AuditPos: w.Position()})
	if err != nil {
		return err
	}
	return w.SaveClaim(&f.Claim, f.seen)
}
