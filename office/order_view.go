package office

import (
	"context"
	"encoding/json"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/store"
)

// OrderView is a payment order; holders and accounts are masked.
type OrderView struct {
	Order  int64        `json:"order"`
	Number string       `json:"number"`
	Kind   string       `json:"kind"` // first, reissue
	Of     int64        `json:"of,omitempty"`
	List   int64        `json:"list"`
	Day    date.Day     `json:"day"`
	Made   string       `json:"made"`
	Fen    money.Amount `json:"fen"`
	Offset money.Amount `json:"offset_fen"`
	Count  int          `json:"count"`
	// Of OrderView only: the lines, and the bank's files taken in, the last first.
	Lines   []PaidView  `json:"lines,omitempty"`
	Results []TakenView `json:"results,omitempty"`
	Payers  []PersonAt  `json:"payers,omitempty"` // who may take a result in, or pay again
}

// TakenView is a bank's file that was taken in: when, by whom, how many rows, and
// the rows that were left.
type TakenView struct {
	Result  int64     `json:"result"`
	At      string    `json:"at"`
	By      string    `json:"by"`
	Lines   int       `json:"lines"`
	Changed int       `json:"changed"`
	Left    []LeftRow `json:"left,omitempty"`
}

// PaidView is one line of an order with what the bank said of it.
type PaidView struct {
	Seq     int            `json:"seq"`
	Voucher string         `json:"voucher"`
	Claim   int64          `json:"claim,omitempty"`
	Holder  string         `json:"holder"`
	Account string         `json:"account"`
	Fen     money.Amount   `json:"fen"`
	Status  payment.Status `json:"status"`
	Zh      string         `json:"status_zh"`
	Day     *date.Day      `json:"day,omitempty"`
	Code    string         `json:"code,omitempty"`
	Next    string         `json:"next,omitempty"` // voucher of its re-issue
	Stale   bool           `json:"stale,omitempty"`
}

func briefOrder(o *store.OrderRow) OrderView {
	return OrderView{Order: o.ID, Number: o.Number, Kind: o.Kind, Of: o.Of, List: o.List, Day: o.Day, Made: o.At, Fen: o.Fen, Offset: o.Offset, Count: o.Lines}
}

// OrderView reads one order.
func (o *Office) OrderView(ctx context.Context, c Caller, id int64) (OrderView, error) {
	var v OrderView
	err := o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		x, err := readOrder(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, x.list.object()); err != nil {
			return err
		}
		v = briefOrder(&x.OrderRow)
		sent, err := s.SentLines(x.list.ID, x.ID)
		if err != nil {
			return err
		}
		cal, err := s.Calendar()
		if err != nil {
			return err
		}
		for i, l := range x.lines {
			k := sent[i]
			v.Lines = append(v.Lines, PaidView{Seq: l.Seq, Voucher: l.Voucher, Claim: l.Claim, Holder: holderName(&l), Account: ident.MaskAccount(l.Payee.Number), Fen: l.Fen,
				Status: k.Status, Zh: k.Status.Zh(), Day: k.Day, Code: k.Code, Next: k.Next, Stale: k.Status == payment.Unknown && payment.Stale(cal, x.Day, s.Today())})
		}
		if v.Results, err = resultsOf(s, x.ID); err != nil {
			return err
		}
		seats, err := s.Seats(x.list.ID)
		if err != nil {
			return err
		}
		v.Payers, err = whoMay(s, party.ImportResult, seats, 0)
		return err
	})
	return v, err
}

// resultsOf reads which files of the bank an order has taken in.
func resultsOf(s *store.Scope, order int64) (out []TakenView, err error) {
	rows, err := s.ResultsOf(order)
	for _, r := range rows {
		if err != nil {
			return nil, err
		}
		var said Imported
		if err = json.Unmarshal([]byte(r.Answer), &said); err != nil {
			return nil, err
		}
		v := TakenView{Result: r.ID, At: r.At, Lines: r.Lines, Changed: said.Changed, Left: said.Left}
		v.By, err = staffName(s, r.Person)
		out = append(out, v)
	}
	return out, err
}

// holderName masks a family's name; a home's is public.
func holderName(l *store.PaymentLine) string {
	if l.Claim == 0 {
		return l.Payee.Holder
	}
	return ident.MaskName(l.Payee.Holder)
}

// BudgetView is how far the money of one fund, level and year has gone.
type BudgetView struct {
	Fund         string       `json:"fund"`
	Level        string       `json:"level"`
	Year         int          `json:"year"`
	Appropriated money.Amount `json:"appropriated_fen"`
	Committed    money.Amount `json:"committed_fen"`
	Listed       money.Amount `json:"listed_fen"`
	Approved     money.Amount `json:"approved_fen"`
	Paid         money.Amount `json:"paid_fen"`
	Left         money.Amount `json:"left_fen"`
	Alarm        ledger.Alarm `json:"alarm,omitempty"`
	FundZh       string       `json:"fund_zh,omitempty"`
	LevelZh      string       `json:"level_zh,omitempty"`
	FundEn       string       `json:"fund_en,omitempty"`
}

// OrderPage is a page of orders, newest first; Next is the Before of the page that
// follows, 0 at the end.
type OrderPage struct {
	Rows []OrderBrief `json:"rows"`
	Next int64        `json:"next,omitempty"`
}

// OrderBrief is an order with where its money stands.
type OrderBrief struct {
	OrderView
	ListNumber string            `json:"list_number"`
	Period     settlement.Period `json:"period"`
	Paid       int               `json:"paid"`
	Returned   int               `json:"returned"`
}

// ordersAPage is how many orders a page shows.
const ordersAPage = 50

// Orders reads the orders of the county.
func (o *Office) Orders(ctx context.Context, c Caller, before int64) (v OrderPage, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		rows, err := s.LastOrders(before, ordersAPage+1)
		if err != nil {
			return err
		}
		if len(rows) > ordersAPage {
			rows = rows[:ordersAPage]
			v.Next = rows[ordersAPage-1].ID
		}
		for i := range rows {
			r := &rows[i]
			p, err := settlement.ParsePeriod(r.Period)
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, OrderBrief{briefOrder(&r.OrderRow), r.ListNumber, p, r.Paid, r.Returned})
		}
		return nil
	})
	return v, err
}

// Budgets reads the budgets of the county.
func (o *Office) Budgets(ctx context.Context, c Caller) (out []BudgetView, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		names, err := o.bookNames(s)
		if err != nil {
			return err
		}
		rows, err := s.Budgets()
		for _, b := range rows {
			out = append(out, budgetView(b, names))
		}
		return err
	})
	return out, err
}

// BudgetRows reads what was appropriated in a year, row by row; year 0 takes all.
func (o *Office) BudgetRows(ctx context.Context, c Caller, year int) (out []store.BudgetRow, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		out, err = s.BudgetRows(year)
		return err
	})
	return out, err
}

// Balances reads the book: every account by fund, level and year.
func (o *Office) Balances(ctx context.Context, c Caller) (out []store.AccountSum, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		out, err = s.Balances()
		return err
	})
	return out, err
}

// Recoveries reads what is to come back, oldest first; unit 0 takes all.
func (o *Office) Recoveries(ctx context.Context, c Caller, unit int64) (out []store.Recovery, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		out, err = s.Recoveries(unit, 0)
		return err
	})
	return out, err
}

// wholeCounty reads what only roles with the whole county in reach may see.
func (o *Office) wholeCounty(ctx context.Context, c Caller, f func(s *store.Scope) error) error {
	return o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := party.May(party.View, a, party.Object{}); err != nil {
			return err
		}
		return f(s)
	})
}
