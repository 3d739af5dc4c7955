package office

import (
	"context"
	"strings"

	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
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
		} else {
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
