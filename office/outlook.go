package office

import (
	"context"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/settlement"
	"songbai/store"
)

// Outlook is a budget of this year with what the rest of the year may cost.
type Outlook struct {
	Fund  fund.Fund  `json:"fund"`
	Level fund.Level `json:"level"`
	Name
	Year         int             `json:"year"`
	Appropriated money.Amount    `json:"appropriated_fen"`
	Committed    money.Amount    `json:"committed_fen"`
	Listed       money.Amount    `json:"listed_fen"`
	Approved     money.Amount    `json:"approved_fen"`
	Paid         money.Amount    `json:"paid_fen"`
	Left         money.Amount    `json:"left_fen"`
	Alarm        ledger.Alarm    `json:"alarm,omitempty"`
	Was          []MonthSum      `json:"was"`                // whole months of the forecast's base, oldest first, at most 24
	Ahead        []MonthExpected `json:"ahead"`              // this month's rest, then each month to December
	Rest         ledger.Expected `json:"rest"`               // all of Ahead
	Way          string          `json:"way"`                // how it was made: too_few, level, seasonal
	RunsOut      string          `json:"runs_out,omitempty"` // first month in which the middle goes beyond what is left
}

// MonthSum is what was drawn in a month.
type MonthSum struct {
	Month string       `json:"month"`
	Fen   money.Amount `json:"fen"`
}

// MonthExpected is what a month may still draw.
type MonthExpected struct {
	Month string `json:"month"`
	ledger.Expected
}

const forecastMonths = 36 // looked back on

// Outlooks reads the budgets of this year, what is left of each, and what the rest
// of the year may cost by the months that were.
func (o *Office) Outlooks(ctx context.Context, c Caller) (out []Outlook, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		n, err := o.namesOf(s)
		if err != nil {
			return err
		}
		this := s.Today().Month()
		year, _, _ := s.Today().YMD()
		drawn, err := s.FundMonths(this - forecastMonths)
		if err != nil {
			return err
		}
		budgets, err := s.Budgets()
		for _, b := range budgets {
			if b.Year != year {
				continue
			}
			x := Outlook{Fund: b.Fund, Level: b.Level, Name: n.fund(string(b.Fund) + "/" + string(b.Level)), Year: b.Year, Appropriated: b.Appropriated,
				Committed: b.Committed, Listed: b.Listed, Approved: b.Approved, Paid: b.Paid, Left: b.Left(), Alarm: b.Alarm(warnAt)}
			x.look(drawn, this)
			out = append(out, x)
		}
		return err
	})
	return out, err
}

// look makes the forecast of one budget. What was drawn this month already is
// taken from what the month may cost.
func (x *Outlook) look(drawn []store.FundMonth, this date.Month) {
	var now money.Amount
	past, first := []money.Amount(nil), this
	for _, d := range drawn {
		if d.Fund != string(x.Fund) || d.Level != string(x.Level) {
			continue
		}
		if d.Month == this {
			now = d.Fen
			continue
		}
		if d.Month > this {
			continue
		}
		if past == nil {
			first = d.Month
		}
		for first+date.Month(len(past)) < d.Month { // a month in which nothing was drawn
			past = append(past, 0)
		}
		past = append(past, d.Fen)
	}
	for past != nil && first+date.Month(len(past)) < this {
		past = append(past, 0)
	}
	for i := max(0, len(past)-24); i < len(past); i++ {
		x.Was = append(x.Was, MonthSum{(first + date.Month(i)).String(), past[i]})
	}
	_, calendar, _ := first.First().YMD()
	_, present, _ := this.First().YMD()
	ahead, way := ledger.Forecast(past, calendar, 13-present)
	x.Way = way
	left := x.Left
	for i, e := range ahead {
		if i == 0 {
			e = ledger.Expected{Low: max(e.Low-now, 0), Mid: max(e.Mid-now, 0), High: max(e.High-now, 0)}
		}
		month := (this + date.Month(i)).String()
		x.Ahead = append(x.Ahead, MonthExpected{month, e})
		x.Rest = x.Rest.Add(e)
		if left -= e.Mid; left < 0 && x.RunsOut == "" {
			x.RunsOut = month
		}
	}
}

// Backlog is the work that lies open, by where it stands and how old it is.
type Backlog struct {
	States  []BacklogRow  `json:"states"`
	Waiting []Unlisted    `json:"waiting"` // completed, before a list
	Lists   []ListWaiting `json:"lists"`
}

// BacklogRow counts the open claims of a state by age since lodging.
type BacklogRow struct {
	State string `json:"state"`
	Name
	N    int64                 `json:"n"`
	Ages [len(ageDays) + 1]Age `json:"ages"`
}

// Age counts claims of an age; Oldest and Youngest are the days of lodging that
// open them.
type Age struct {
	N        int64     `json:"n"`
	Oldest   *date.Day `json:"oldest,omitempty"`
	Youngest *date.Day `json:"youngest,omitempty"`
}

// ageDays are the last days of the ages: up to 3 days, 7, 15, 30, and more.
var ageDays = [...]int{3, 7, 15, 30}

// Ages names the ages in order.
var Ages = [...]Name{{Zh: "3 天内", En: "up to 3 days"}, {Zh: "4–7 天", En: "4–7 days"}, {Zh: "8–15 天", En: "8–15 days"}, {Zh: "16–30 天", En: "16–30 days"}, {Zh: "30 天以上", En: "over 30 days"}}

// Unlisted is what waits for a list of a unit, by kind and period.
type Unlisted struct {
	store.Waiting
	Name string `json:"unit_name"`
}

// ListWaiting is a list that somebody holds.
type ListWaiting struct {
	List   int64             `json:"list"` // 0: not submitted
	Home   int64             `json:"home"` // or the bureau of a sheet
	Number string            `json:"number"`
	Unit   string            `json:"unit"`
	Period settlement.Period `json:"period"`
	State  Name              `json:"state"`
	Turn   *TurnView         `json:"turn,omitempty"`
}
