package office

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// StatFilter narrows the statistics; zero fields do not narrow. A reader of one
// home or town sees that home or town, whatever is asked.
type StatFilter struct {
	From  date.Month `json:"from"`
	To    date.Month `json:"to"`
	Town  string     `json:"town,omitempty"`
	Home  int64      `json:"home,omitempty"`
	Route string     `json:"route,omitempty"`
	Class string     `json:"class,omitempty"`
}

// Figure is one row of the statistics: what it counts, in its own name.
type Figure struct {
	Key string `json:"key"`
	Name
	Lodged    int64        `json:"lodged,omitempty"`
	Done      int64        `json:"done"` // claims completed; of an item or fund, those that have it
	Charged   money.Amount `json:"charged_fen,omitempty"`
	Waived    money.Amount `json:"waived_fen"`
	Family    money.Amount `json:"family_fen,omitempty"`
	Capped    int64        `json:"capped,omitempty"` // of them, those whose sum reached the cap
	Dated     int64        `json:"dated,omitempty"`
	LodgeDays int64        `json:"lodge_days,omitempty"`
	DoneDays  int64        `json:"done_days,omitempty"`
}

// PerMille gives a share in thousandths; 0 of nothing.
func PerMille(part, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	return (part*1000 + whole/2) / whole
}

// Report is the statistics of some months. Every figure opens its claims
// (FigureClaims under the same filter, with the figure's key).
type Report struct {
	Filter  StatFilter `json:"filter"`
	Total   Figure     `json:"total"`
	Months  []Figure   `json:"months"`
	Routes  []Figure   `json:"routes"`
	Classes []Figure   `json:"classes"`
	Items   []Figure   `json:"items"`
	Funds   []Figure   `json:"funds"`
	Towns   []Figure   `json:"towns"`
	Homes   []Figure   `json:"homes"`
	Paid    []PaidBy   `json:"paid"`
	Steps   []StepDays `json:"steps"`
	OnTime  OnTime     `json:"on_time"`
}

// PaidBy is what the bank said of the lists of a month.
type PaidBy struct {
	Month    string       `json:"month"`
	Paid     money.Amount `json:"paid_fen"`
	Lines    int64        `json:"paid_lines"`
	Returned money.Amount `json:"returned_fen"`
	Back     int64        `json:"returned_lines"`
}

const longestReport = 36 // months

var badMonths = problem.Define("statistics.months", problem.Invalid,
	"统计期间须为 1 至 %[1]d 个月，止月不早于起月", "statistics take 1 to %[1]d months, the last not before the first",
	"请改选起止月份", "choose other months")

// Report reads the statistics of some months from the kept sums; the checker
// proves these equal to the rows.
func (o *Office) Report(ctx context.Context, c Caller, f StatFilter) (Report, error) {
	var out Report
	err := o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := f.within(s, a); err != nil {
			return err
		}
		out.Filter = f
		n, err := o.namesOf(s)
		if err != nil {
			return err
		}
		for _, x := range []struct {
			by   store.SumBy
			to   *[]Figure
			name func(string) Name
		}{
			{store.ByMonth, &out.Months, monthWords}, {store.ByRoute, &out.Routes, routeWords}, {store.ByClass, &out.Classes, n.class}, {store.ByItem, &out.Items, n.item},
			{store.ByFund, &out.Funds, n.fund}, {store.ByTown, &out.Towns, n.town}, {store.ByHome, &out.Homes, n.home},
		} {
			if (x.by == store.ByItem || x.by == store.ByFund) && (f.Route != "" || f.Class != "") {
				continue // their sums know no routes and classes
			}
			if *x.to, err = figures(s, x.by, f, x.name); err != nil {
				return err
			}
		}
		for _, m := range out.Months {
			out.Total.add(m)
		}
		out.Total.Name = Name{Zh: "合计", En: "all"}
		if err := out.paid(s, f); err != nil {
			return err
		}
		return out.times(s, f)
	})
	return out, err
}

// within narrows a filter to what the reader may see, and checks its months.
func (f *StatFilter) within(s *store.Scope, a party.Actor) error {
	switch reach, _ := party.ReachOf(party.View, a.Role); reach {
	case party.OwnHome:
		f.Home = a.Home
	case party.OwnTown:
		f.Town = a.Area
	case party.OwnCase:
		return noStatistics.With()
	}
	if f.To == 0 {
		f.To = s.Today().Month()
	}
	if f.From == 0 {
		f.From = f.To - 11
	}
	if f.To < f.From || f.To-f.From >= longestReport {
		return badMonths.With(longestReport).At("from")
	}
	return nil
}

var noStatistics = problem.Define("statistics.family", problem.Forbidden,
	"统计供工作人员查看", "statistics are for staff", "公开的统计请看公示页", "see the public page")

func (f StatFilter) sums() store.SumFilter {
	return store.SumFilter{From: f.From, To: f.To, Town: f.Town, Home: f.Home, Route: f.Route, Class: f.Class}
}

// figures reads one way of looking at the sums; the largest first, months in order.
func figures(s *store.Scope, by store.SumBy, f StatFilter, name func(string) Name) ([]Figure, error) {
	rows, err := s.Sums(by, f.sums())
	var out []Figure
	for _, r := range rows {
		if r.Lodged != 0 || r.Done != 0 {
			key := r.Key
			if key == "" {
				key = store.Unset
			} else if key == "0" && by == store.ByHome {
				key = strconv.Itoa(store.NoHome)
			}
			out = append(out, Figure{Key: key, Name: name(r.Key), Lodged: r.Lodged, Done: r.Done, Charged: r.Charged, Waived: r.Waived, Family: r.Family,
				Capped: r.Capped, Dated: r.Dated, LodgeDays: r.LodgeDays, DoneDays: r.DoneDays})
		}
	}
	if by != store.ByMonth && by != store.ByBenefit {
		slices.SortStableFunc(out, func(a, b Figure) int { return int(min(max(b.Done-a.Done, -1), 1)) })
	}
	return out, err
}

func (t *Figure) add(x Figure) {
	t.Lodged += x.Lodged
	t.Done += x.Done
	t.Charged += x.Charged
	t.Waived += x.Waived
	t.Family += x.Family
	t.Capped += x.Capped
	t.Dated += x.Dated
	t.LodgeDays += x.LodgeDays
	t.DoneDays += x.DoneDays
}

// paid gathers what the bank said, by month. It is the county's or a home's; a
// town, class or route has no list of its own.
func (r *Report) paid(s *store.Scope, f StatFilter) error {
	if f.Town != "" || f.Class != "" || f.Route != "" {
		return nil
	}
	rows, err := s.PaidSums(f.From, f.To, f.Home)
	for _, x := range rows {
		if len(r.Paid) == 0 || r.Paid[len(r.Paid)-1].Month != x.Month {
			r.Paid = append(r.Paid, PaidBy{Month: x.Month})
		}
		p := &r.Paid[len(r.Paid)-1]
		if x.Outcome == "paid" {
			p.Paid, p.Lines = p.Paid+x.Fen, p.Lines+x.Lines
		} else {
			p.Returned, p.Back = p.Returned+x.Fen, p.Back+x.Lines
		}
	}
	return err
}

// BenefitRow is a row of the 惠民 table: class by town by home.
type BenefitRow struct {
	Class  Name         `json:"class"`
	Town   Name         `json:"town"`
	Home   Name         `json:"home"`
	Key    [3]string    `json:"key"` // class, area code, row id of the home
	Done   int64        `json:"done"`
	Waived money.Amount `json:"waived_fen"`
}

// Benefits reads the 惠民 table of some months: group × area × home, count and sum.
func (o *Office) Benefits(ctx context.Context, c Caller, f StatFilter) (out []BenefitRow, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := f.within(s, a); err != nil {
			return err
		}
		n, err := o.namesOf(s)
		if err != nil {
			return err
		}
		rows, err := figures(s, store.ByBenefit, f, own)
		for _, r := range rows {
			k := strings.SplitN(r.Key, "/", 3)
			if r.Done == 0 || len(k) != 3 {
				continue
			}
			row := BenefitRow{n.class(k[0]), n.town(k[1]), n.home(k[2]), [3]string(k), r.Done, r.Waived}
			for i := range row.Key[:2] {
				if row.Key[i] == "" {
					row.Key[i] = store.Unset
				}
			}
			if row.Key[2] == "0" {
				row.Key[2] = strconv.Itoa(store.NoHome)
			}
			out = append(out, row)
		}
		return err
	})
	return out, err
}
