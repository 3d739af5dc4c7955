package office

import (
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/store"
)

// StepDays is how long a step took: how many took it, and their days together.
type StepDays struct {
	Step string `json:"step"`
	Name
	N    int64 `json:"n"`
	Days int64 `json:"days"`
}

// Tenths gives the mean in tenths of a day; -1 when nobody took the step.
func (s StepDays) Tenths() int64 {
	if s.N == 0 {
		return -1
	}
	return (s.Days*10 + s.N/2) / s.N
}

// OnTime counts the lists of homes whose payment day has passed, paid or not and
// those never submitted, by whether each step was done by its day (五(一)).
type OnTime struct {
	Lists, Submitted, Sealed, Approved, Paid int64
}

// times fills in how long claims and lists took and whether lists were on time.
func (r *Report) times(s *store.Scope, f StatFilter) error {
	r.Steps = []StepDays{
		{"lodge", Name{Zh: "死亡到申请", En: "death to lodging"}, r.Total.Dated, r.Total.LodgeDays},
		{"complete", Name{Zh: "申请到办结", En: "lodging to completion"}, r.Total.Done, r.Total.DoneDays},
	}
	if f.Town != "" || f.Class != "" || f.Route != "" { // lists hold all towns, classes and routes
		return nil
	}
	rows, err := s.ListTimes(f.From, f.To, f.Home)
	if err != nil {
		return err
	}
	clocks, err := clocksOf(s)
	if err != nil {
		return err
	}
	steps := []StepDays{
		{Step: "submit", Name: Name{Zh: "期末到报送", En: "end of period to submission"}}, {Step: "seal", Name: Name{Zh: "报送到盖章", En: "submission to seal"}},
		{Step: "approve", Name: Name{Zh: "盖章到审定", En: "seal to approval"}}, {Step: "pay", Name: Name{Zh: "审定到到账", En: "approval to payment"}},
	}
	for i := range rows {
		x, err := wayOf(&rows[i])
		if err != nil {
			return err
		}
		for j := range steps {
			if x.days[j] != nil && x.days[j+1] != nil {
				steps[j].N++
				steps[j].Days += int64(max(*x.days[j+1]-*x.days[j], 0))
			}
		}
		if rows[i].Kind == string(settlement.Local) {
			clock, err := clocks.of(x.period)
			if err != nil {
				continue // a month without a calendar has no days to be late by
			}
			r.OnTime.count(x, clock, s.Today())
		}
	}
	r.Steps = append(r.Steps, steps...)
	return r.unlisted(s, f, clocks)
}

// unlisted counts the months for which a home has claims and submitted no list.
func (r *Report) unlisted(s *store.Scope, f StatFilter, clocks clocks) error {
	months, err := s.Unlisted(f.Home, f.From.String(), f.To.String())
	if err != nil {
		return err
	}
	for _, m := range months {
		p, err := settlement.ParsePeriod(m.Period)
		if err != nil {
			return err
		}
		if clock, err := clocks.of(p); err == nil {
			r.OnTime.count(way{period: p}, clock, s.Today())
		}
	}
	return nil
}

// way is the days of a list: end of its period, submitted, sealed, approved, paid.
type way struct {
	period settlement.Period
	days   [5]*date.Day
}

func wayOf(t *store.ListTimes) (w way, err error) {
	if w.period, err = settlement.ParsePeriod(t.Period); err != nil {
		return w, err
	}
	last := w.period.Last()
	w.days[0] = &last
	for i, at := range []string{t.Submitted, t.Sealed, t.Approved} {
		if at == "" {
			continue
		}
		x, err := date.ParseInstant(at)
		if err != nil {
			return w, err
		}
		d := x.Day()
		w.days[i+1] = &d
	}
	if t.LastPaid != "" {
		d, err := date.ParseDay(t.LastPaid)
		if err != nil {
			return w, err
		}
		w.days[4] = &d
	}
	return w, nil
}

// count adds a list whose payment day has passed.
func (o *OnTime) count(w way, clock settlement.Clock, today date.Day) {
	if today <= clock.Pay {
		return
	}
	o.Lists++
	by := []date.Day{clock.Submit, clock.Seal, clock.Approve, clock.Pay}
	for i, to := range []*int64{&o.Submitted, &o.Sealed, &o.Approved, &o.Paid} {
		if d := w.days[i+1]; d != nil && *d <= by[i] {
			*to++
		}
	}
}
