package office

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// ListsQuery names a figure that counts lists: those that took a step, or those of
// homes whose payment day has passed, by whether they did a step by its day.
type ListsQuery struct {
	StatFilter
	Step  Step
	Kept  string // "" took the step; "all" past their payment day; "yes", "no": of them, by whether the step was done by its day
	After string // period/unit/list of the last row seen
}

// ListsPage is a page of those lists, what all come to, and where the next begins.
type ListsPage struct {
	Query ListsQuery
	N     int64
	Days  int64 // of the step, of those that took it
	Rows  []ListWay
	Next  string
}

// ListWay is a list with the days on which its steps were done and were due.
type ListWay struct {
	List   int64 // 0: not submitted
	Number string
	Home   int64 // 0: a bureau's sheet
	Unit   string
	Period settlement.Period
	State  Name
	Steps  [len(listSteps)]WayStep
}

// WayStep is a step of a list.
type WayStep struct {
	Step Step
	Done *date.Day
	Due  *date.Day // of a home's list
	Days *int64    // since the step before
	Late bool      // done after its day, or not done and the payment day has passed
}

const listsAPage = 50

var badStep = problem.Define("statistics.step", problem.Invalid,
	"清册没有“%[1]s”这一环节", "lists have no step %[1]q", "请从统计页打开", "open it from the statistics")

// StatLists lists the lists that a figure counts, the newest period first.
func (o *Office) StatLists(ctx context.Context, c Caller, q ListsQuery) (out ListsPage, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := q.within(s, a); err != nil {
			return err
		}
		step := q.Step.index()
		if step < 0 {
			return badStep.With(string(q.Step)).At("step")
		}
		ways, err := waysOf(s, q.StatFilter)
		if err != nil {
			return err
		}
		out.Query = q
		ways = slices.DeleteFunc(ways, func(w way) bool { return !q.counts(&w, step) })
		slices.SortFunc(ways, func(a, b way) int {
			return cmp.Or(-cmp.Compare(a.Period, b.Period), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.List, b.List))
		})
		out.N = int64(len(ways))
		seen := q.After == ""
		for i := range ways {
			if days := ways[i].took(step); days != nil {
				out.Days += *days
			}
			switch {
			case !seen:
				seen = ways[i].cursor() == q.After
			case len(out.Rows) < listsAPage:
				row, err := ways[i].row(s)
				if err != nil {
					return err
				}
				out.Rows = append(out.Rows, row)
				if out.Next = ""; i+1 < len(ways) {
					out.Next = ways[i].cursor()
				}
			}
		}
		return nil
	})
	return out, err
}

func (q *ListsQuery) counts(w *way, step int) bool {
	switch q.Kept {
	case "all":
		return w.judged
	case "yes", "no":
		return w.judged && w.kept(step) == (q.Kept == "yes")
	}
	return w.took(step) != nil
}

func (w *way) cursor() string {
	return w.Period + "/" + strconv.FormatInt(w.Unit, 10) + "/" + strconv.FormatInt(w.List, 10)
}

func (w *way) row(s *store.Scope) (r ListWay, err error) {
	l := &openedList{store.List{Unit: w.Unit, Kind: settlement.Kind(w.Kind)}, w.period}
	st := settlement.State(w.State)
	r = ListWay{List: w.List, Number: w.Number, Period: w.period, State: Name{Zh: st.Zh(), En: st.En()}}
	if l.Kind == settlement.Local {
		r.Home = w.Unit
	}
	for i, step := range listSteps {
		x := WayStep{Step: step, Done: w.days[i+1], Days: w.took(i)}
		if due := w.due(i); l.Kind == settlement.Local && due != 0 {
			x.Due, x.Late = &due, w.judged && !w.kept(i)
		}
		r.Steps[i] = x
	}
	r.Unit, err = unitName(s, l)
	return r, err
}

// BankQuery names what the bank said of the lists of some months.
type BankQuery struct {
	StatFilter
	Outcome string // paid, returned
	After   string // order/line of the last row seen
}

// BankPage is a page of the bank's answers, what all come to, and where the next
// begins.
type BankPage struct {
	Query BankQuery
	Lines int64
	Sum   money.Amount
	Rows  []BankRow
	Next  string
}

// BankRow is what the bank said of one line of an order.
type BankRow struct {
	Order, Seq int64
	Number     string
	Voucher    string
	List       int64
	ListNumber string
	Period     settlement.Period
	Day        string
	Reason     string // code of what came back
	Fen        money.Amount
}

// StatBank lists the lines of orders that the bank paid or returned.
func (o *Office) StatBank(ctx context.Context, c Caller, q BankQuery) (out BankPage, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := q.within(s, a); err != nil {
			return err
		}
		if q.Outcome != "returned" {
			q.Outcome = "paid"
		}
		out.Query = q
		if q.Town != "" || q.Class != "" || q.Route != "" {
			return nil // a list holds all towns, classes and routes
		}
		sums, err := s.PaidSums(q.From, q.To, q.Home)
		if err != nil {
			return err
		}
		for _, x := range sums {
			if x.Outcome == q.Outcome {
				out.Lines, out.Sum = out.Lines+x.Lines, out.Sum+x.Fen
			}
		}
		order, seq := cursorOf(q.After)
		rows, err := s.BankLines(store.BankLinesFilter{From: q.From, To: q.To, Unit: q.Home, Outcome: q.Outcome, AfterOrder: order, After: seq, Limit: listsAPage + 1})
		if err != nil {
			return err
		}
		if len(rows) > listsAPage {
			rows = rows[:listsAPage]
			last := rows[listsAPage-1]
			out.Next = strconv.FormatInt(last.Order, 10) + "/" + strconv.FormatInt(last.Seq, 10)
		}
		for _, r := range rows {
			p, err := settlement.ParsePeriod(r.Period)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, BankRow{r.Order, r.Seq, r.Number, r.Voucher, r.List, r.ListNumber, p, r.Day, r.Reason, r.Fen})
		}
		return nil
	})
	return out, err
}

// cursorOf reads two numbers of rows from the address of a page; anything else is
// the beginning.
func cursorOf(after string) (a, b int64) {
	x, y, _ := strings.Cut(after, "/")
	a, _ = strconv.ParseInt(x, 10, 64)
	b, _ = strconv.ParseInt(y, 10, 64)
	return a, b
}
