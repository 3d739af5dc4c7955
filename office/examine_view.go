package office

import (
	"context"

	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// ExamineView is what finance examines a list against: the budget of each fund,
// level and year it draws on, before and after; who has a hand in it; the limit
// beyond which a second approver is asked for.
type ExamineView struct {
	ListView
	Parts          []ExaminePart    `json:"parts"`
	Examined       string           `json:"examined_at,omitempty"`
	By             string           `json:"examined_by,omitempty"`
	Limit          money.Amount     `json:"limit_fen,omitempty"` // 0: the county sets none
	Beyond         bool             `json:"beyond"`              // the list is beyond it
	Second         bool             `json:"countersigned"`
	Struck         int              `json:"struck"`
	MayCountersign bool             `json:"may_countersign"` // the reader may be the second approver
	Steps          []StepView       `json:"steps"`           // through finance: who did each, whose turn it is
	Overruns       []store.Overrun  `json:"overruns,omitempty"`
	Due            []store.Recovery `json:"recoveries,omitempty"` // open ones of the same unit, which could be set off
}

// ExaminePart is one fund, level and year of a list against its budget.
type ExaminePart struct {
	BudgetView
	This  money.Amount `json:"this_fen"`  // what the list asks
	Free  money.Amount `json:"free_fen"`  // appropriated and not yet approved or paid: what the approval is measured by
	After money.Amount `json:"after_fen"` // free once the list is approved; negative: it needs a document
	Short bool         `json:"short"`
}

// ExamineView reads a sealed list against the budget.
func (o *Office) ExamineView(ctx context.Context, c Caller, id int64) (v ExamineView, err error) {
	err = o.onList(ctx, c, id, func(s *store.Scope, a party.Actor, l *openedList) error {
		if v.ListView, err = viewOfList(s, l, a); err != nil {
			return err
		}
		names, err := o.bookNames(s)
		if err != nil {
			return err
		}
		if err := v.parts(s, l, names); err != nil {
			return err
		}
		v.Struck = v.Tally.Struck
		records, err := s.AuditOf(id)
		for _, r := range records {
			if r.Act == string(party.ExamineList) {
				v.Examined = r.At
				if v.By, err = staffName(s, r.Person); err != nil {
					return err
				}
			}
		}
		if err != nil {
			return err
		}
		var needed bool
		var first int64
		if v.Limit, first, v.Second, needed, err = levelOf(s, l); err != nil {
			return err
		}
		v.Beyond = needed
		v.MayCountersign = needed && l.State == settlement.Approved && first != a.Person && party.Allowed(party.CountersignList, a) == nil
		if v.Steps, err = financeSteps(s, l, v.Seats, needed); err != nil {
			return err
		}
		if v.Overruns, err = s.Overruns(id); err != nil || l.Kind != settlement.Local {
			return err
		}
		rows, err := s.Recoveries(l.Unit, 0)
		for _, r := range rows {
			if r.Left() > 0 {
				v.Due = append(v.Due, r)
			}
		}
		return err
	})
	return v, err
}

// parts fills in what the list asks of each budget: while it is sealed what stands
// listed, later what was approved.
func (v *ExamineView) parts(s *store.Scope, l *openedList, names bookNames) error {
	budgets, err := s.Budgets()
	if err != nil {
		return err
	}
	open := l.State == settlement.Sealed || l.State == settlement.Reviewing || l.State == settlement.Submitted
	asks, err := s.ListParts(l.ID)
	if err != nil {
		return err
	}
	for _, p := range asks {
		b := budgetOf(budgets, p)
		x := ExaminePart{BudgetView: budgetView(b, names), This: p.Fen}
		held := b
		held.Committed, held.Listed = 0, 0
		x.Free = held.Left()
		if !open {
			x.Free += p.Fen
		}
		x.After = x.Free - p.Fen
		x.Short = x.After < 0
		v.Parts = append(v.Parts, x)
	}
	return nil
}

func budgetView(b ledger.Budget, names bookNames) BudgetView {
	return BudgetView{string(b.Fund), string(b.Level), b.Year, b.Appropriated, b.Committed, b.Listed, b.Approved, b.Paid, b.Left(), b.Alarm(warnAt), names.fund(b.Fund).Zh, levelZh[b.Level], names.fund(b.Fund).En}
}
