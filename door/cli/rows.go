package cli

import (
	"context"

	"songbai/domain/money"
	"songbai/office"
)

// budgetRow is a row of the budget as it was entered.
type budgetRow struct {
	Row      int64        `json:"row"`
	Fund     string       `json:"fund"`
	Level    string       `json:"level"`
	Year     int          `json:"year"`
	Fen      money.Amount `json:"fen"`
	Document string       `json:"document"`
	By       int64        `json:"entered_by"`
	Cancels  int64        `json:"cancels,omitempty"` // the row it takes back
	At       string       `json:"at"`
}

type budgetRowsCmd struct {
	Year int `help:"预算年度，缺省全部|budget year, all when absent" placeholder:"YEAR"`
}

// Run lists what was entered, row by row: what cancel-budget names.
func (a *budgetRowsCmd) Run(x *call) error {
	return shown(x, func(o *office.Office, ctx context.Context, c office.Caller) ([]budgetRow, error) {
		rows, err := o.BudgetRows(ctx, c, a.Year)
		var out []budgetRow
		for _, r := range rows {
			out = append(out, budgetRow{r.ID, string(r.Fund), string(r.Level), r.Year, r.Fen, r.Document, r.EnteredBy, r.Cancels, r.At})
		}
		return out, err
	})
}

// waiting is one list to come: of a home and period, or a bureau and day.
type waiting struct {
	Unit    int64        `json:"unit"`
	Kind    string       `json:"kind"`
	Period  string       `json:"period"`
	Lines   int64        `json:"lines"`
	Charged money.Amount `json:"charged_fen"`
	Waived  money.Amount `json:"waived_fen"`
}

type waitingCmd struct{}

// Run tells for which lists claims wait.
func (waitingCmd) Run(x *call) error {
	return shown(x, func(o *office.Office, ctx context.Context, c office.Caller) ([]waiting, error) {
		rows, err := o.Waiting(ctx, c)
		var out []waiting
		for _, r := range rows {
			out = append(out, waiting{r.Unit, string(r.Kind), r.Period, int64(r.Lines), r.Charged, r.Waived})
		}
		return out, err
	})
}
