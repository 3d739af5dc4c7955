package office

import (
	"context"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// approvalLimit is the local value by which a county has lists and sheets beyond
// a sum approved by two approvers ("200000.00"). It is the county's, not a pack's.
const approvalLimit = "approval_limit"

var (
	badLimit = problem.Define("office.approval_limit", problem.Invalid,
		"复审限额写法不对", "the limit of approval is not written correctly", "请写金额（元），如 200000.00", "write a sum in yuan, as 200000.00")
	noSecond = problem.Define("list.countersign", problem.Conflict,
		"该清册超过复审限额 %[1]s 元，须由另一位审定人复审后才能下达支付", "the list is beyond the limit of %[1]s yuan: another approver approves it before it is ordered",
		"请另一位财政审定人办理财政复审", "let another finance approver countersign it")
	noNeed = problem.Define("list.no_countersign", problem.Conflict,
		"该清册不须复审或已经复审", "the list needs no second approval, or has it", "请继续下达支付", "go on to the order")
)

// readLimit reads the value of the approval limit.
func readLimit(value string) (money.Amount, error) {
	fen, err := money.Parse(value)
	if err != nil || fen <= 0 {
		return 0, badLimit.With().At("value")
	}
	return fen, nil
}

// limitOf gives the limit that a list approved on its day stands under, or would
// today; false when the county sets none.
func limitOf(s *store.Scope, l *openedList) (limit money.Amount, set bool, err error) {
	day := s.Today()
	if approved := dayOf(l.ApprovedAt); approved != nil {
		day = *approved
	}
	rows, err := s.LocalValues()
	if err != nil {
		return 0, false, err
	}
	last := int64(0)
	for _, r := range rows {
		if r.Name != approvalLimit || r.From > day || r.To != nil && *r.To < day || r.ID < last {
			continue
		}
		last, set = r.ID, true
		if limit, err = readLimit(r.Value); err != nil {
			return 0, false, err
		}
	}
	return limit, set, nil
}

// levelOf says whether an approved list needs a second approver, who approved it
// first, and whether the second has.
func levelOf(s *store.Scope, l *openedList) (limit money.Amount, first int64, done, needed bool, err error) {
	limit, set, err := limitOf(s, l)
	if err != nil || !set || l.Sealed <= limit {
		return limit, 0, false, false, err
	}
	records, err := s.AuditOf(l.ID)
	for _, r := range records {
		switch party.Act(r.Act) {
		case party.ApproveList:
			first, done = r.Person, false
		case party.CountersignList:
			done = true
		}
	}
	return limit, first, done, true, err
}

// countersigned refuses an order of a list beyond the limit that no second
// approver has approved.
func (w *work) countersigned(l *openedList) error {
	limit, _, done, needed, err := levelOf(&w.Tx.Scope, l)
	if err == nil && needed && !done {
		err = noSecond.With(limit.Grouped())
	}
	return err
}

// CountersignList approves a list beyond the county's limit once more, by another
// approver than the first (an internal control; the plan names one approval).
func (o *Office) CountersignList(ctx context.Context, c Caller, req ListRef) (ListMoved, error) {
	var out ListMoved
	a, err := o.do(ctx, c, party.CountersignList, req, "", func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		if _, err := settlement.Next(l.State, settlement.Order); err != nil {
			return err
		}
		_, first, done, needed, err := levelOf(&w.Tx.Scope, l)
		if err != nil {
			return err
		}
		if !needed || done || l.State != settlement.Approved {
			return noNeed.With()
		}
		if err := party.Other(w.act, first, w.actor.Person); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		w.record(l)
		out = moved(l, l.SealedLines, l.Sealed, l.SealedDigest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}
