package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// ApproveList asks finance's approval of a sealed list.
type ApproveList struct {
	List    int64  `json:"list"`
	Overrun string `json:"overrun,omitempty"` // document that allows a budget to be overrun
}

// warnAt is the share of a budget, in percent, at which the alarm begins.
const warnAt = 90

// ApproveList makes the list an obligation (五(一), 五(二)). Every fund, level and
// year must have the money, or the document that allows the overrun is kept with
// the list (四).
func (o *Office) ApproveList(ctx context.Context, c Caller, req ApproveList) (ListMoved, error) {
	var out ListMoved
	a, err := o.bulk(ctx, c, party.ApproveList, req, "", func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		to, err := w.step(l, settlement.Approve, claim.Sealed)
		if err != nil {
			return err
		}
		if err := w.examined(l); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		parts, err := w.ListBalance(l.ID, ledger.Listed)
		if err != nil {
			return err
		}
		if ledger.Total(parts) != l.Sealed {
			return notTheSame.With()
		}
		if err := w.afford(l, parts, strings.TrimSpace(req.Overrun)); err != nil {
			return err
		}
		if err := w.approve(l, parts); err != nil {
			return err
		}
		l.State = to
		w.record(l, "overrun="+req.Overrun)
		out = moved(l, l.SealedLines, l.Sealed, l.SealedDigest)
		out.Alarms, err = w.alarms(parts)
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

var notExamined = problem.Define("list.not_examined", problem.Conflict,
	"该清册财政局尚未审核", "finance has not examined the list yet",
	"请先由财政局审核人员审核", "let the finance examiner examine it first")

// examined wants an examination by finance since the list was sealed.
func (w *work) examined(l *openedList) error {
	records, err := w.AuditOf(l.ID)
	if err != nil {
		return err
	}
	for _, r := range records {
		if r.Act == string(party.ExamineList) {
			return nil
		}
	}
	return notExamined.With()
}

func (w *work) approve(l *openedList, parts []ledger.Part) error {
	if _, err := w.post(ledger.ListApproved(w.listRef(l), parts)); err != nil {
		return err
	}
	if err := w.Tx.ApproveList(l.ID); err != nil {
		return err
	}
	return w.PutSealUse(l.ID, "finance", l.SealedDigest)
}

// afford refuses an obligation beyond what is appropriated and not yet approved
// or paid, unless a document allows it, which is then kept. What others have
// promised or listed raises an alarm only: it is approved in its own turn.
func (w *work) afford(l *openedList, parts []ledger.Part, document string) error {
	budgets, err := w.Budgets()
	if err != nil {
		return err
	}
	for _, p := range parts {
		b := budgetOf(budgets, p)
		b.Committed, b.Listed = 0, 0
		if err := b.Allow(p.Fen, document); err != nil {
			return err
		}
		if p.Fen <= b.Left() {
			continue
		}
		err := w.PutOverrun(store.Overrun{List: l.ID, Fund: p.Fund, Level: p.Level, Year: p.Year, Document: document})
		if err != nil {
			return err
		}
	}
	return nil
}

// budgetOf finds the budget of a part's fund, level and year; one that nobody
// entered has nothing in it.
func budgetOf(all []ledger.Budget, p ledger.Part) ledger.Budget {
	for _, b := range all {
		if b.Fund == p.Fund && b.Level == p.Level && b.Year == p.Year {
			return b
		}
	}
	return ledger.Budget{Fund: p.Fund, Level: p.Level, Year: p.Year}
}

// alarms lists the budgets that parts draw on and that are near their end.
func (w *work) alarms(parts []ledger.Part) (out []Alarm, err error) {
	budgets, err := w.Budgets()
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if x := alarmOf(budgetOf(budgets, p)); x.Alarm != ledger.NoAlarm {
			out = append(out, x)
		}
	}
	return out, nil
}

func alarmOf(b ledger.Budget) Alarm {
	return Alarm{string(b.Fund), string(b.Level), b.Year, b.Alarm(warnAt), b.Left()}
}
