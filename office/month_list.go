package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// MonthList is a home's list before it is submitted, ready at any time: what
// deserves a look first.
type MonthList struct {
	ReadyView
	PeriodZh  string     `json:"period_zh"`
	Anomalies int        `json:"anomalies"` // rows with one or more
	Blocked   int        `json:"blocked"`   // rows that a finding keeps out
	Early     bool       `json:"early"`     // the period is not over: it cannot be submitted yet
	Rows      []MonthRow `json:"rows"`
	Next      int        `json:"next,omitempty"` // page that follows, 0 none
	Standing  int64      `json:"standing_list,omitempty"`
}

// MonthRow is one claim of the list to be.
type MonthRow struct {
	Claim     int64        `json:"claim"`
	Slip      string       `json:"slip"`
	Deceased  string       `json:"deceased"`
	Route     string       `json:"route"`
	Class     string       `json:"class"`
	Town      string       `json:"town"`
	Cremation *date.Day    `json:"cremation,omitempty"`
	Charged   money.Amount `json:"charged_fen"`
	Waived    money.Amount `json:"waived_fen"`
	Family    money.Amount `json:"family_fen"`
	Anomalies []Anomaly    `json:"anomalies,omitempty"`
}

// Anomaly is something of a claim worth a look before its list goes out: finding
// (open), price (charged above the standard), dates (cremated in another month,
// or long before it was completed).
type Anomaly string

// The anomalies.
const (
	OpenFinding  Anomaly = "finding"
	AbovePrice   Anomaly = "price"
	OddDates     Anomaly = "dates"
	LatePaper    Anomaly = "paper" // a paper came later than promised
	longAgo              = 31      // days between cremation and completion
	monthPage            = 25
	longDeathGap         = 30 // days between death and cremation
)

var anomalyNames = map[Anomaly][2]string{
	OpenFinding: {"有未处理的疑点", "an open finding"}, AbovePrice: {"收费高于标准价", "charged above the standard price"},
	OddDates: {"火化不在本月，或与死亡、办结相隔太久", "cremated in another month, or long after the death or before completion"}, LatePaper: {"材料迟交", "a paper came late"},
}

// Zh names the anomaly in Chinese.
func (a Anomaly) Zh() string { return anomalyNames[a][0] }

// En names the anomaly in English.
func (a Anomaly) En() string { return anomalyNames[a][1] }

// MonthList reads what waits for a home's list of a period, anomalies first, a
// page of 25 (from 0). home 0 takes the caller's own.
func (o *Office) MonthList(ctx context.Context, c Caller, home int64, p settlement.Period, page int) (v MonthList, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		v.PeriodZh, v.Early = p.Zh(), problem.CodeOf(ended(p, s.Today())) != ""
		var rows []store.ReadyRow
		v.ReadyView, err = ready(s, a, home, p, func(unit int64, kind settlement.Kind) (r store.Ready, err error) {
			if rows, err = s.ReadyRows(unit, kind, p.String()); err != nil {
				return r, err
			}
			r.Lines = len(rows)
			for i := range rows {
				r.Charged += rows[i].Charged
				r.Waived += rows[i].Waived
			}
			return r, nil
		})
		if err != nil {
			return err
		}
		if v.Standing, err = s.StandingList(v.Unit, settlement.Local, p.String()); err != nil {
			return err
		}
		return v.show(s, rows, p, page)
	})
	return v, err
}

// show counts what deserves a look and takes one page, what deserves it most first.
func (v *MonthList) show(s *store.Scope, rows []store.ReadyRow, p settlement.Period, page int) error {
	flags := make([][]Anomaly, len(rows))
	order := make([]int, len(rows))
	for i := range rows {
		order[i], flags[i] = i, anomaliesOf(&rows[i], p)
		if len(flags[i]) > 0 {
			v.Anomalies++
		}
		if rows[i].Trouble.Blocks {
			v.Blocked++
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return len(flags[y]) - len(flags[x]) })
	from := min(max(page, 0)*monthPage, len(order))
	to := min(from+monthPage, len(order))
	if to < len(order) {
		v.Next = page + 1
	}
	for _, i := range order[from:to] {
		row, err := monthRow(s, &rows[i], flags[i])
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	return nil
}

func anomaliesOf(r *store.ReadyRow, p settlement.Period) (out []Anomaly) {
	if r.Trouble.Open {
		out = append(out, OpenFinding)
	}
	if r.Above {
		out = append(out, AbovePrice)
	}
	if r.Cremation != nil && (*r.Cremation < p.First() || *r.Cremation > p.Last() ||
		r.Completed != nil && *r.Completed > *r.Cremation+longAgo || r.Death != nil && *r.Cremation > *r.Death+longDeathGap) {
		out = append(out, OddDates)
	}
	if r.Late {
		out = append(out, LatePaper)
	}
	return out
}

// anomaliesOfClaim says of one claim that waits for its month's list what that list
// says of it.
func anomaliesOfClaim(s *store.Scope, f *file) ([]Anomaly, error) {
	if f.now.State != claim.Completed || f.Route == claim.Reimbursement {
		return nil, nil
	}
	r, period, err := s.ReadyRowOf(f.ID)
	if r == nil || err != nil {
		return nil, err
	}
	p, err := settlement.ParsePeriod(period)
	if err != nil {
		return nil, err
	}
	return anomaliesOf(r, p), nil
}

func monthRow(s *store.Scope, r *store.ReadyRow, flags []Anomaly) (MonthRow, error) {
	p, err := s.Private(r.Claim, r.PrivateN)
	return MonthRow{Claim: r.Claim, Slip: claim.Slip(r.Slip).String(), Deceased: ident.MaskName(p.Get("deceased.name")), Route: r.Route, Class: r.Class, Town: r.Town, Cremation: r.Cremation,
		Charged: r.Charged, Waived: r.Waived, Family: r.Family, Anomalies: flags}, err
}

// SentList is a submitted list as its home looks back on it.
type SentList struct {
	ListView
	Arrived *date.Day `json:"arrived,omitempty"` // day on which the last of its money was paid
}

// SentLists lists the newest lists within the caller's reach with the day on which
// their money arrived.
func (o *Office) SentLists(ctx context.Context, c Caller, limit int) (out []SentList, err error) {
	names := map[int64]string{}
	err = o.eachList(ctx, c, store.ListFilter{Limit: limit}, func(s *store.Scope, _ party.Actor, k *clocks, l *openedList) error {
		v, err := rowOfList(s, k, l, names)
		if err != nil {
			return err
		}
		x := SentList{ListView: v}
		on, err := s.PaidOn(l.ID)
		if day, bad := date.ParseDay(on); bad == nil {
			x.Arrived = &day
		}
		out = append(out, x)
		return err
	})
	return out, err
}

// MoneyView is how the money of a list, and of one claim in it, travels.
type MoneyView struct {
	Claim    int64           `json:"claim,omitempty"`
	List     int64           `json:"list"`
	Number   string          `json:"number"`
	Period   string          `json:"period"`
	State    string          `json:"state"`
	StateZh  string          `json:"state_zh"`
	Waived   money.Amount    `json:"waived_fen"` // of the claim; of the list when no claim is named
	Arrived  *date.Day       `json:"arrived,omitempty"`
	Payments []PaymentOfView `json:"payments,omitempty"`
}

// PaymentOfView is one payment under which the money went.
type PaymentOfView struct {
	Order   int64          `json:"order"`
	Number  string         `json:"number"`
	Voucher string         `json:"voucher"`
	Fen     money.Amount   `json:"fen"` // of the whole line: a home's list is paid in one sum
	Day     date.Day       `json:"day"` // on which the bank was to pay
	Status  payment.Status `json:"status"`
	Zh      string         `json:"status_zh"`
	Paid    *date.Day      `json:"paid,omitempty"`
	Code    string         `json:"code,omitempty"`
}

// Money reads how the money of a claim travels; List is 0 while it is in no list.
func (o *Office) Money(ctx context.Context, c Caller, id int64) (v MoneyView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		row, err := s.ClaimByID(id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&row)); err != nil {
			return err
		}
		now, err := s.ClaimNow(id)
		if err != nil {
			return err
		}
		v.Claim, v.State, v.StateZh = id, string(now.State), now.State.Zh()
		if now.List == 0 {
			return nil
		}
		if v, err = moneyOf(s, now.List, id); err != nil {
			return err
		}
		v.State, v.StateZh = string(now.State), now.State.Zh()
		d, err := s.DecisionByID(row.Decision)
		v.Waived = d.Waived
		return err
	})
	return v, err
}

// ListMoney reads how the money of a whole list travels.
func (o *Office) ListMoney(ctx context.Context, c Caller, list int64) (v MoneyView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		l, err := readList(s, list)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, l.object()); err != nil {
			return err
		}
		v, err = moneyOf(s, list, 0)
		return err
	})
	return v, err
}

func moneyOf(s *store.Scope, list, id int64) (v MoneyView, err error) {
	l, err := readList(s, list)
	if err != nil {
		return v, err
	}
	v = MoneyView{Claim: id, List: list, Number: l.Number, Period: l.Period, State: string(l.State), StateZh: l.State.Zh(), Waived: l.Waived}
	orders, err := s.OrdersOf(list)
	if err != nil {
		return v, err
	}
	byID := map[int64]store.OrderRow{}
	for _, x := range orders {
		byID[x.ID] = x
	}
	sent, err := s.SentLines(list, 0)
	for _, k := range sent {
		if id != 0 && k.Claim != 0 && k.Claim != id {
			continue
		}
		x := byID[k.Order]
		v.Payments = append(v.Payments, PaymentOfView{Order: k.Order, Number: x.Number, Voucher: k.Voucher, Fen: k.Fen, Day: x.Day, Status: k.Status, Zh: k.Status.Zh(), Paid: k.Day, Code: k.Code})
		if k.Status == payment.Paid {
			v.Arrived = k.Day
		}
	}
	return v, err
}
