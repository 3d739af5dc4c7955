package office

import (
	"context"

	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/store"
)

// BudgetMovesOf names a sum of the budgets' table: what stands where in a fund,
// level and year.
type BudgetMovesOf struct {
	Fund  fund.Fund
	Level fund.Level
	Year  int
	Stand ledger.Stand
}

// BudgetMoves is what moved such a sum, newest first, each as much as it moved it;
// all of them come to Sum.
type BudgetMoves struct {
	Budget BudgetView   `json:"budget"`
	Sum    money.Amount `json:"sum_fen"`
	EntryPage
}

var noStand = problem.Define("budget.stand", problem.Invalid,
	"预算表没有“%[1]s”这一栏", "the budgets have no column %[1]q", "请从预算表打开", "open it from the budgets")

// BudgetMoves reads what moved a sum of the budgets, a page at a time.
func (o *Office) BudgetMoves(ctx context.Context, c Caller, of BudgetMovesOf, before int64) (v BudgetMoves, err error) {
	accounts := of.Stand.Accounts()
	if len(accounts) == 0 {
		return v, noStand.With(string(of.Stand)).At("of")
	}
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		names, err := o.bookNames(s)
		if err != nil {
			return err
		}
		all, err := s.Budgets()
		if err != nil {
			return err
		}
		v.Budget = budgetView(ledger.Budget{Fund: of.Fund, Level: of.Level, Year: of.Year}, names)
		for _, b := range all {
			if b.Fund == of.Fund && b.Level == of.Level && b.Year == of.Year {
				v.Budget, v.Sum = budgetView(b, names), of.Stand.Of(b)
			}
		}
		rows, err := s.Posted(store.BookFilter{Fund: of.Fund, Level: of.Level, Year: of.Year}, before, entriesAPage+8, accounts...)
		v.EntryPage = names.moves(of.Stand, rows)
		return err
	})
	return v, err
}

// moves adds up what each entry moved; an entry that moved nothing in the end,
// because it went from one account of the stand to another, is left out.
func (n *bookNames) moves(stand ledger.Stand, rows []store.PostedEntry) (v EntryPage) {
	for i := range rows {
		x := n.entry(&rows[i])
		x.Fen *= stand.Sign(rows[i].Account)
		last := len(v.Rows) - 1
		if last >= 0 && v.Rows[last].Entry == x.Entry {
			v.Rows[last].Fen += x.Fen
			continue
		}
		if i >= entriesAPage { // the postings of one entry stay on one page
			v.Next = rows[i-1].Entry
			break
		}
		v.Rows = append(v.Rows, x)
	}
	kept := v.Rows[:0]
	for _, x := range v.Rows {
		if x.Fen != 0 {
			kept = append(kept, x)
		}
	}
	v.Rows = kept
	return v
}
