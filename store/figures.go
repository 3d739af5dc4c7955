package store

import (
	"fmt"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
)

// FigureFilter is what a figure counts: the claims it opens.
type FigureFilter struct {
	SumFilter
	Item, Fund       string // of the claim's decision; fund and level joined by "/"
	Capped           bool   // the sum reached the cap
	Lodged           bool   // claims lodged in the months, in place of those completed
	Dated            bool   // the day of death is known
	State            string // open claims of a state, in place of both
	Oldest, Youngest *date.Day
	Before           string // keyset: day/id of the last row seen
	Limit            int
}

// Cursor gives the keyset of a row that FigureClaims listed.
func (f FigureFilter) Cursor(c *Claim) string {
	day := c.CompletedDay
	if f.Lodged || f.State != "" {
		day = c.LodgedDay
	}
	if f.State == "draft" || day == nil {
		return fmt.Sprintf("%s/%d", c.CreatedAt, c.ID)
	}
	return fmt.Sprintf("%s/%d", day, c.ID)
}

// FigureClaims lists the claims that a figure counts, newest first. The kept sums
// say in which months there are any, so that no month is looked through in vain.
func (s *Scope) FigureClaims(f FigureFilter) (out []Claim, err error) {
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 50
	}
	if f.State != "" {
		return s.figureClaims(f)
	}
	months, err := s.figureMonths(f)
	if err != nil {
		return nil, err
	}
	left := f.Limit
	for _, m := range months {
		f.From, f.To, f.Limit = m, m, left-len(out)
		rows, err := s.figureClaims(f)
		if err != nil {
			return nil, err
		}
		if out = append(out, rows...); len(out) == left {
			break
		}
	}
	return out, nil
}

// sums gives the table that counts what the figure counts, with the conditions on
// its rows. A table of items or funds knows no routes, classes and caps; those
// claims may be fewer than it says.
func (f FigureFilter) sums(county int64) (table, counts, where string, args []any) {
	table, counts = "sum_claim", "done"
	switch {
	case f.Item != "":
		table, counts = "sum_item", "claims"
	case f.Fund != "":
		table, counts = "sum_fund", "claims"
	case f.Lodged:
		counts = "lodged"
	case f.Capped:
		counts = "capped"
	case f.Dated:
		counts = "dated"
	}
	where, args = f.where(county, table == "sum_claim")
	add := func(col, v string) {
		args = append(args, v)
		where += fmt.Sprintf(" AND %s = $%d", col, len(args))
	}
	if f.Item != "" {
		add("item", f.Item)
	} else if fund, level, ok := strings.Cut(f.Fund, "/"); ok {
		add("fund", fund)
		add("level", level)
	}
	return table, counts, where, args
}

// figureMonths lists the months in which the figure counts any claims, the newest
// first, from that of the last row seen.
func (s *Scope) figureMonths(f FigureFilter) ([]date.Month, error) {
	if day, _, ok := strings.Cut(f.Before, "/"); ok {
		if d, err := date.ParseDay(day); err == nil {
			f.To = d.Month()
		}
	}
	table, counts, where, args := f.sums(s.County)
	var month string
	return many(s, table, `SELECT month FROM `+table+where+` GROUP BY month HAVING sum(`+counts+`) <> 0 ORDER BY month DESC`, args, func(m *date.Month) []any { return []any{monthCell{m, &month}} })
}

// FigureSum gives what a figure's claims come to, from the kept sums; it knows those
// of an item or fund over all routes, classes and caps only (known).
func (s *Scope) FigureSum(f FigureFilter) (v Sum, known bool, err error) {
	narrow := f.Route != "" || f.Class != "" || f.Capped || f.Lodged || f.Dated
	if f.State != "" || (f.Item != "" || f.Fund != "") && (narrow || f.Item != "" && f.Fund != "") {
		return v, false, nil
	}
	table, _, where, args := f.sums(s.County)
	figures := `sum(lodged), sum(done), sum(charged_fen), sum(waived_fen), sum(family_fen), sum(capped), sum(dated), sum(lodge_days), sum(done_days)`
	switch table {
	case "sum_item":
		figures = `0, sum(claims), sum(charged_fen), sum(waived_fen), sum(family_fen), 0, 0, 0, 0`
	case "sum_fund":
		figures = `0, sum(claims), 0, sum(fen), 0, 0, 0, 0, 0`
	}
	cols := strings.Split(figures, ", ")
	for i, c := range cols {
		cols[i] = "CAST(COALESCE(" + c + ", 0) AS BIGINT)"
	}
	err = s.one(table, `SELECT `+strings.Join(cols, ", ")+` FROM `+table+where, args, &v.Lodged, &v.Done, &v.Charged, &v.Waived, &v.Family, &v.Capped, &v.Dated, &v.LodgeDays, &v.DoneDays)
	return v, true, err
}

func (s *Scope) figureClaims(f FigureFilter) ([]Claim, error) {
	day := "completed_day"
	if f.Lodged || f.State != "" {
		day = "lodged_day"
	}
	if f.State == "draft" {
		day = "created_at"
	}
	q, args := `SELECT `+columnsOf("c", claimColumns)+` FROM claim c WHERE c.county = $1`, []any{s.County}
	add := func(cond string, v any) {
		args = append(args, v)
		q += strings.ReplaceAll(cond, "$?", fmt.Sprintf("$%d", len(args)))
	}
	switch {
	case f.State != "":
		add(` AND c.completed_day IS NULL AND c.state = $?`, f.State)
	case f.Lodged:
		q += ` AND c.lodged_day IS NOT NULL`
	default:
		q += ` AND c.completed_day IS NOT NULL AND c.state <> 'reversed'`
	}
	if f.Dated {
		q += ` AND c.death_day IS NOT NULL`
	}
	if f.From != 0 {
		add(` AND c.`+day+` >= $?`, f.From.First().String())
	}
	if f.To != 0 {
		add(` AND c.`+day+` <= $?`, f.To.Last().String())
	}
	if f.Oldest != nil {
		add(` AND c.lodged_day >= $?`, f.Oldest.String())
	}
	if f.Youngest != nil {
		add(` AND c.lodged_day <= $?`, f.Youngest.String())
	}
	if f.Town == Unset {
		q += ` AND c.town = ''`
	} else if f.Town != "" {
		add(` AND c.town >= $?`, f.Town)
		add(` AND c.town <= $?`, f.Town+"999999999999")
	}
	if f.Home != 0 {
		add(` AND c.home = $?`, max(f.Home, 0))
	}
	if f.Route != "" {
		add(` AND c.route = $?`, f.Route)
	}
	if f.Class != "" {
		add(` AND c.class = $?`, strings.TrimPrefix(f.Class, Unset))
	}
	f.ofDecision(add)
	if d, id, ok := strings.Cut(f.Before, "/"); ok {
		add(` AND (c.`+day+` < $? OR c.`+day+` = $?`, d)
		add(` AND c.id < $?)`, idNumber(id))
	}
	add(` ORDER BY c.`+day+` DESC, c.id DESC LIMIT $?`, f.Limit)
	return many(s, "claim", q, args, scanClaim)
}

// ofDecision narrows by what stands in the claim's decision.
func (f FigureFilter) ofDecision(add func(string, any)) {
	if f.Capped {
		add(` AND EXISTS (SELECT 1 FROM decision d WHERE d.county = c.county AND d.id = c.decision AND d.capped = $? AND d.pre_cap_fen >= d.cap_fen)`, int64(1))
	}
	if f.Item != "" {
		add(` AND EXISTS (SELECT 1 FROM decision_line l WHERE l.county = c.county AND l.decision = c.decision AND l.item = $?)`, f.Item)
	}
	if fund, level, ok := strings.Cut(f.Fund, "/"); ok {
		add(` AND EXISTS (SELECT 1 FROM decision_share x WHERE x.county = c.county AND x.decision = c.decision AND x.fen <> 0 AND x.fund = $?`, fund)
		add(` AND x.level = $?)`, level)
	}
}

// idNumber reads a row id; anything else is 0.
func idNumber(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// ItemSums reads what one item of a decision comes to.
func (s *Scope) ItemSums(decision int64, item string) (charged, waived, family money.Amount, err error) {
	err = s.one("decision_line", `SELECT CAST(COALESCE(sum(charged_fen), 0) AS BIGINT), CAST(COALESCE(sum(waived_fen), 0) AS BIGINT), CAST(COALESCE(sum(family_fen), 0) AS BIGINT)
		FROM decision_line WHERE county = $1 AND decision = $2 AND item = $3`, []any{s.County, decision, item}, &charged, &waived, &family)
	return charged, waived, family, err
}

// FundSum reads what one fund and level, joined by "/", bears of a decision.
func (s *Scope) FundSum(decision int64, of string) (fen money.Amount, err error) {
	fund, level, _ := strings.Cut(of, "/")
	err = s.one("decision_share", `SELECT CAST(COALESCE(sum(fen), 0) AS BIGINT) FROM decision_share WHERE county = $1 AND decision = $2 AND fund = $3 AND level = $4`, []any{s.County, decision, fund, level}, &fen)
	return fen, err
}

// BankLine is what the bank said of one line of an order.
type BankLine struct {
	Order, Seq int64
	Number     string // of the order
	Voucher    string
	List       int64
	ListNumber string
	Period     string
	Kind       string
	Day        string // of value, of what was paid
	Reason     string // of what came back
	Fen        money.Amount
}

// BankLinesFilter narrows what the bank said: the months of the lists, their unit (0
// all), the outcome; the page after a line of an order.
type BankLinesFilter struct {
	From, To          date.Month
	Unit              int64
	Outcome           string
	AfterOrder, After int64
	Limit             int
}

// BankLines lists what the bank said of the lists of some months, order by order.
// CROSS JOIN has SQLite begin with the lists of the months.
func (s *Scope) BankLines(f BankLinesFilter) ([]BankLine, error) {
	return many(s, "payment_outcome", `SELECT o.id, x.seq, o.number, k.voucher, l.id, l.number, l.period, l.kind, x.value_day, x.reason, x.fen
		FROM list l CROSS JOIN payment_order o CROSS JOIN payment_outcome x CROSS JOIN payment_line k WHERE l.county = $1 AND l.period >= $2 AND l.period <= $3 AND (CAST($4 AS BIGINT) = 0 OR l.unit = $4)
		AND o.county = l.county AND o.list = l.id AND o.id >= $6 AND x.county = o.county AND x.ord = o.id AND x.outcome = $5 AND (o.id > $6 OR x.seq > $7)
		AND k.county = x.county AND k.ord = x.ord AND k.seq = x.seq ORDER BY o.id, x.seq LIMIT $8`,
		[]any{s.County, f.From.String(), f.To.String() + "-99", f.Unit, f.Outcome, f.AfterOrder, f.After, f.Limit},
		func(v *BankLine) []any {
			return []any{&v.Order, &v.Seq, &v.Number, &v.Voucher, &v.List, &v.ListNumber, &v.Period, &v.Kind, &v.Day, &v.Reason, &v.Fen}
		})
}
