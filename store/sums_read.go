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

// SumFilter narrows sums; zero fields do not narrow. Items and funds know no
// route and class.
type SumFilter struct {
	From, To     date.Month // both included
	Town         string     // area code; or the beginning of one
	Home         int64
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
	if f.Town != "" { // a range, which an index serves
		add(` AND town >= $%d`, f.Town)
		add(` AND town <= $%d`, f.Town+"999999999")
	}
	if f.Home != 0 {
		add(` AND home = $%d`, f.Home)
	}
	if f.Route != "" && whole {
		add(` AND route = $%d`, f.Route)
	}
	if f.Class != "" && whole {
		add(` AND class = $%d`, f.Class)
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
