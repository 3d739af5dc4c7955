package store

import (
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
)

// SumBy names a way of looking at the sums.
type SumBy string

// The ways.
const (
	ByMonth SumBy = "month"
	ByTown  SumBy = "town"
	ByHome  SumBy = "home"
	ByRoute SumBy = "route"
	ByClass SumBy = "class"
	ByItem  SumBy = "item"
	ByFund  SumBy = "fund" // fund and level, joined by "/"
	// ByBenefit is class, town and home, joined by "/": the 惠民 table.
	ByBenefit SumBy = "benefit"
)

// sumKeys are the keys of each way, in SQL.
var sumKeys = map[SumBy]string{ByMonth: "month", ByTown: "town", ByHome: "CAST(home AS TEXT)", ByRoute: "route", ByClass: "class",
	ByItem: "item", ByFund: "fund || '/' || level", ByBenefit: "class || '/' || town || '/' || CAST(home AS TEXT)"}

// Unset, as town or class in a filter, is that of the claims without one.
const Unset = "-"

// NoHome, as home in a filter, is that of claims without one.
const NoHome = -1

// SumFilter narrows sums; zero fields do not narrow. Items and funds know no
// route and class.
type SumFilter struct {
	From, To     date.Month // both included
	Town         string     // area code; or the beginning of one
	Home         int64      // NoHome is that of reimbursements
	Route, Class string
}

// Sum is one row of a report.
type Sum struct {
	Key                     string
	Lodged, Done            int64 // claims lodged; completed (of items and funds: claims that have it)
	Charged, Waived, Family money.Amount
	Capped                  int64 // completed claims whose sum reached the cap
	Dated                   int64 // completed claims whose day of death is known
	LodgeDays               int64 // days from death to lodging, of those
	DoneDays                int64 // days from lodging to completion
}

// Sums reads a report from the kept sums.
func (s *Scope) Sums(by SumBy, f SumFilter) ([]Sum, error) {
	table, figures := "sum_claim", `sum(lodged), sum(done), sum(charged_fen), sum(waived_fen), sum(family_fen), sum(capped), sum(dated), sum(lodge_days), sum(done_days)`
	switch by {
	case ByItem:
		table, figures = "sum_item", `0, sum(claims), sum(charged_fen), sum(waived_fen), sum(family_fen), 0, 0, 0, 0`
	case ByFund:
		table, figures = "sum_fund", `0, sum(claims), 0, sum(fen), 0, 0, 0, 0, 0`
	}
	cols := strings.Split(figures, ", ")
	for i, c := range cols {
		cols[i] = "CAST(" + c + " AS BIGINT)"
	}
	where, args := f.where(s.County, table == "sum_claim")
	return many(s, table, `SELECT `+sumKeys[by]+`, `+strings.Join(cols, ", ")+` FROM `+table+where+` GROUP BY `+sumKeys[by]+` ORDER BY `+sumKeys[by], args,
		func(v *Sum) []any {
			return []any{&v.Key, &v.Lodged, &v.Done, &v.Charged, &v.Waived, &v.Family, &v.Capped, &v.Dated, &v.LodgeDays, &v.DoneDays}
		})
}

// where writes a filter over the columns that the tables of sums have in common.
func (f SumFilter) where(county int64, whole bool) (string, []any) {
	q, args := ` WHERE county = $1`, []any{county}
	add := func(cond string, v any) {
		args = append(args, v)
		q += fmt.Sprintf(cond, len(args))
	}
	switch {
	case f.From != 0 && f.From == f.To:
		add(` AND month = $%d`, f.From.String())
	case f.From != 0 || f.To != 0:
		if f.From != 0 {
			add(` AND month >= $%d`, f.From.String())
		}
		if f.To != 0 {
			add(` AND month <= $%d`, f.To.String())
		}
	}
	if f.Town == Unset {
		q += ` AND town = ''`
	} else if f.Town != "" { // a range, which an index serves
		add(` AND town >= $%d`, f.Town)
		add(` AND town <= $%d`, f.Town+"999999999")
	}
	if f.Home != 0 {
		add(` AND home = $%d`, max(f.Home, 0))
	}
	if f.Route != "" && whole {
		add(` AND route = $%d`, f.Route)
	}
	if f.Class != "" && whole {
		add(` AND class = $%d`, strings.TrimPrefix(f.Class, Unset))
	}
	return q, args
}

// PaidSum is what the bank said of the lists of a month.
type PaidSum struct {
	Month, Kind, Outcome string
	Unit                 int64
	Lines                int64
	Fen                  money.Amount
}

// PaidSums reads what the bank said of the lists of some months; unit 0 takes all.
func (s *Scope) PaidSums(from, to date.Month, unit int64) ([]PaidSum, error) {
	return many(s, "sum_paid", `SELECT month, kind, unit, outcome, lines, fen FROM sum_paid WHERE county = $1 AND month >= $2 AND month <= $3 AND (CAST($4 AS BIGINT) = 0 OR unit = $4)
		ORDER BY month, kind, unit, outcome`, []any{s.County, from.String(), to.String(), unit},
		func(v *PaidSum) []any { return []any{&v.Month, &v.Kind, &v.Unit, &v.Outcome, &v.Lines, &v.Fen} })
}

// FundMonth is what completed claims drew on a fund and level in a month.
type FundMonth struct {
	Month date.Month
	Fund  string
	Level string
	Fen   money.Amount
}

// FundMonths reads what was drawn on each fund by month, from a month on.
func (s *Scope) FundMonths(from date.Month) (out []FundMonth, err error) {
	var month string
	return many(s, "sum_fund", `SELECT month, fund, level, CAST(sum(fen) AS BIGINT) FROM sum_fund WHERE county = $1 AND month >= $2 GROUP BY month, fund, level ORDER BY fund, level, month`,
		[]any{s.County, from.String()}, func(v *FundMonth) []any { return []any{monthCell{&v.Month, &month}, &v.Fund, &v.Level, &v.Fen} })
}

// monthCell scans a month.
type monthCell struct {
	m    *date.Month
	text *string
}

// Scan implements sql.Scanner.
func (x monthCell) Scan(v any) (err error) {
	*x.text = fmt.Sprint(v)
	*x.m, err = date.ParseMonth(*x.text)
	return err
}

// ListTimes are the days on which a list went its way; "" is not yet.
type ListTimes struct {
	List                                  int64
	Number, Kind, Period, State           string
	Unit                                  int64
	Submitted, Sealed, Approved, LastPaid string // instants; LastPaid a day
}

// ListTimes reads the ways of the standing lists of some months. CROSS JOIN has
// SQLite begin with the few orders of a list, not with all outcomes of the county.
func (s *Scope) ListTimes(from, to date.Month, unit int64) ([]ListTimes, error) {
	return many(s, "list", `SELECT l.id, l.number, l.kind, l.period, l.state, l.unit, l.submitted_at, COALESCE(l.sealed_at, ''), COALESCE(l.approved_at, ''),
		CASE WHEN l.state = 'paid' THEN COALESCE((SELECT max(x.value_day) FROM payment_order o CROSS JOIN payment_outcome x WHERE o.county = l.county AND o.list = l.id AND x.county = o.county AND x.ord = o.id AND x.outcome = 'paid'), '') ELSE '' END
		FROM list l WHERE l.county = $1 AND l.period >= $2 AND l.period <= $3 AND l.state <> 'void' AND (CAST($4 AS BIGINT) = 0 OR l.unit = $4) ORDER BY l.period, l.id`,
		[]any{s.County, from.String(), to.String() + "-99", unit},
		func(v *ListTimes) []any {
			return []any{&v.List, &v.Number, &v.Kind, &v.Period, &v.State, &v.Unit, &v.Submitted, &v.Sealed, &v.Approved, &v.LastPaid}
		})
}

// OpenDay counts the claims of a state that were lodged on a day.
type OpenDay struct {
	State  string
	Lodged *date.Day // nil for a draft
	N      int64
}

// OpenDays counts the claims on which somebody must still work, by state and day of
// lodging; home 0 and town "" do not narrow. The empty text keeps an engine from
// walking all claims of a town.
func (s *Scope) OpenDays(home int64, town string) ([]OpenDay, error) {
	return many(s, "claim", `SELECT state, lodged_day, count(*) FROM claim WHERE county = $1 AND completed_day IS NULL AND state IN ('draft', 'lodged', 'accepted', 'signed', 'forwarded', 'returned')
		AND (CAST($2 AS BIGINT) = 0 OR home = $2) AND town || '' >= $3 AND town || '' <= $4 GROUP BY state, lodged_day ORDER BY state, lodged_day`, []any{s.County, home, town, town + "999999999999"},
		func(v *OpenDay) []any { return []any{&v.State, optDay{&v.Lodged}, &v.N} })
}
