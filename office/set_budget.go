package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// SetBudget enters or raises what is appropriated for a fund, level and year; or,
// with Cancels, takes one row back whole.
type SetBudget struct {
	Fund     fund.Fund    `json:"fund,omitempty"`
	Level    fund.Level   `json:"level,omitempty"`
	Year     int          `json:"year,omitempty"`
	Fen      money.Amount `json:"fen,omitempty"`
	Document string       `json:"document"`
	Cancels  int64        `json:"cancels,omitempty"`
}

var (
	badYear = problem.Define("budget.year", problem.Invalid,
		"预算年度须在 2000 至 2100 之间", "a budget year lies between 2000 and 2100", "请填写四位年份", "write the year with four digits")
	badSum = problem.Define("budget.sum", problem.Invalid,
		"预算金额须大于零", "the sum of a budget is above zero", "录错的请用 cancel-budget 撤销该行", "a wrong row is taken back with cancel-budget")
	badFund = problem.Define("budget.fund", problem.Invalid,
		"政策没有这一经费来源", "the policy names no such fund", "可选：%[1]s", "choose one of: %[1]s")
	badLevel = problem.Define("budget.level", problem.Invalid,
		"这一经费来源没有该层级", "the fund has no such level", "可选：%[1]s", "choose one of: %[1]s")
)

var cancelTwice = problem.Define("budget.cancel", problem.Conflict,
	"该行预算已经撤销，或本身就是撤销行", "this row of the budget was taken back already, or takes another back",
	"请核对预算明细", "check the rows of the budget")

// SetBudget books an appropriation under its document (四); nothing entered is
// ever changed, a wrong row is taken back by a second one.
func (o *Office) SetBudget(ctx context.Context, c Caller, req SetBudget) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.SetBudget, req, "", func(w *work) (err error) {
		if strings.TrimSpace(req.Document) == "" {
			return noDocument.With().At("document")
		}
		b := store.BudgetRow{Part: ledger.Part{Fund: req.Fund, Level: req.Level, Year: req.Year, Fen: req.Fen}, Document: req.Document}
		if req.Cancels != 0 {
			b, err = w.cancelBudget(req)
		} else if err = w.checkBudget(req); err == nil {
			b.Entry, err = w.post(ledger.Appropriated(w.ref(), []ledger.Part{b.Part}))
		}
		if err != nil {
			return err
		}
		if err := w.PutBudget(&b); err != nil {
			return err
		}
		out.ID = b.ID
		w.Record("budget", b.ID, sha(strings.Join([]string{"songbai-budget 1", string(b.Fund), string(b.Level), idText(int64(b.Year)), b.Fen.String(), b.Document, idText(b.Cancels)}, "\n")))
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// checkBudget refuses a row that no decision could ever draw on.
func (w *work) checkBudget(req SetBudget) error {
	if req.Year < 2000 || req.Year > 2100 {
		return badYear.With().At("year")
	}
	if req.Fen <= 0 {
		return badSum.With().At("fen")
	}
	funds, err := w.fundsIn(req.Year)
	if err != nil {
		return err
	}
	var known []string
	for _, f := range funds {
		if f.ID != req.Fund {
			known = append(known, string(f.ID))
			continue
		}
		levels := f.Levels
		if len(levels) == 0 {
			levels = []fund.Level{fund.County}
		}
		if slices.Contains(levels, req.Level) {
			return nil
		}
		return badLevel.With(strings.Trim(fmt.Sprint(levels), "[]")).At("level")
	}
	return badFund.With(strings.Join(known, ", ")).At("fund")
}

// fundsIn gives the funds of the packs that were put in force by the end of a
// year, the newest pack first.
func (w *work) fundsIn(year int) (out []policy.Fund, err error) {
	terms, err := w.PolicyTerms()
	if err != nil {
		return nil, err
	}
	end, err := date.NewDay(year, 12, 31)
	if err != nil {
		return nil, err
	}
	for _, t := range slices.Backward(terms) {
		if t.From > end {
			continue
		}
		pack, err := w.o.packByHash(&w.Tx.Scope, t.Hash)
		if err != nil {
			return nil, err
		}
		for _, f := range pack.Funds {
			if !slices.ContainsFunc(out, func(had policy.Fund) bool { return had.ID == f.ID }) {
				out = append(out, f)
			}
		}
	}
	if out == nil {
		return nil, noPolicy.With(end)
	}
	return out, nil
}

// cancelBudget reverses the entry of a row.
func (w *work) cancelBudget(req SetBudget) (store.BudgetRow, error) {
	b, err := w.BudgetByID(req.Cancels)
	if err != nil {
		return b, err
	}
	if b.Cancels != 0 {
		return b, cancelTwice.With().At("cancels")
	}
	e, err := w.EntryByID(b.Entry)
	if err != nil {
		return b, err
	}
	if e.Reversed {
		return b, cancelTwice.With().At("cancels")
	}
	b.Fen, b.Document, b.Cancels = -b.Fen, req.Document, b.ID
	b.Entry, err = w.post(ledger.Reversed(w.ref(), e.ID, e.Entry, e.Reversed))
	return b, err
}
