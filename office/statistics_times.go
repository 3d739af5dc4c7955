package office

import (
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/store"
)

// Step names a step of claims or lists whose days are counted.
type Step string

// The steps: two of a claim, four of a list.
const (
	ToLodging    Step = "lodge"
	ToCompletion Step = "complete"
	ToSubmission Step = "submit"
	ToSeal       Step = "seal"
	ToApproval   Step = "approve"
	ToPayment    Step = "pay"
)

// listSteps are the steps of a list in order.
var listSteps = [...]Step{ToSubmission, ToSeal, ToApproval, ToPayment}

var stepNames = map[Step]Name{
	ToLodging: {Zh: "死亡到申请", En: "death to lodging"}, ToCompletion: {Zh: "申请到办结", En: "lodging to completion"},
	ToSubmission: {Zh: "期末到报送", En: "end of period to submission"}, ToSeal: {Zh: "报送到盖章", En: "submission to seal"},
	ToApproval: {Zh: "盖章到审定", En: "seal to approval"}, ToPayment: {Zh: "审定到到账", En: "approval to payment"},
}

// OfList says whether the step is one of lists.
func (s Step) OfList() bool { return s.index() >= 0 }

// Name says the step in words.
func (s Step) Name() Name { return stepNames[s] }

func (s Step) index() int {
	for i, x := range listSteps {
		if x == s {
			return i
		}
	}
	return -1
}

// StepDays is how long a step took: how many took it, and their days together.
type StepDays struct {
	Step Step `json:"step"`
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

// Of gives how many did a step by its day.
func (o OnTime) Of(s Step) int64 {
	return map[Step]int64{ToSubmission: o.Submitted, ToSeal: o.Sealed, ToApproval: o.Approved, ToPayment: o.Paid}[s]
}

// times fills in how long claims and lists took and whether lists were on time.
func (r *Report) times(s *store.Scope, f StatFilter) error {
	r.Steps = []StepDays{
		{ToLodging, ToLodging.Name(), r.Total.Dated, r.Total.LodgeDays},
		{ToCompletion, ToCompletion.Name(), r.Total.Done, r.Total.DoneDays},
	}
	ways, err := waysOf(s, f)
	if err != nil || ways == nil {
		return err
	}
	for i, step := range listSteps {
		x := StepDays{Step: step, Name: step.Name()}
		for j := range ways {
			if days := ways[j].took(i); days != nil {
				x.N++
				x.Days += *days
			}
		}
		r.Steps = append(r.Steps, x)
	}
	for i := range ways {
		r.OnTime.count(&ways[i])
	}
	return nil
}

// waysOf reads the ways of the lists of some months, with the months for which a
// home has claims and no list; nil where the filter is narrower than lists, which
// hold all towns, classes and routes.
func waysOf(s *store.Scope, f StatFilter) ([]way, error) {
	if f.Town != "" || f.Class != "" || f.Route != "" {
		return nil, nil
	}
	rows, err := s.ListTimes(f.From, f.To, f.Home)
	if err != nil {
		return nil, err
	}
	missing, err := s.Unlisted(f.Home, f.From.String(), f.To.String())
	if err != nil {
		return nil, err
	}
	for _, m := range missing {
		rows = append(rows, store.ListTimes{Kind: string(m.Kind), Period: m.Period, Unit: m.Unit, State: string(settlement.Open)})
	}
	clocks, err := clocksOf(s)
	if err != nil {
		return nil, err
	}
	out := make([]way, 0, len(rows))
	for i := range rows {
		x, err := wayOf(&rows[i])
		if err != nil {
			return nil, err
		}
		if x.Kind == string(settlement.Local) {
			if clock, err := clocks.of(x.period); err == nil { // a month without a calendar has no days to be late by
				x.clock, x.judged = clock, s.Today() > clock.Pay
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// way is the days of a list: end of its period, submitted, sealed, approved, paid.
type way struct {
	store.ListTimes
	period settlement.Period
	days   [5]*date.Day
	clock  settlement.Clock // of a home's list
	judged bool             // its payment day has passed
}

func wayOf(t *store.ListTimes) (w way, err error) {
	w.ListTimes = *t
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

// took gives the days of a step of the list, nil while it was not taken.
func (w *way) took(step int) *int64 {
	from, to := w.days[step], w.days[step+1]
	if from == nil || to == nil {
		return nil
	}
	days := int64(max(*to-*from, 0))
	return &days
}

// due gives the day by which a step of a home's list is to be done.
func (w *way) due(step int) date.Day {
	return [...]date.Day{w.clock.Submit, w.clock.Seal, w.clock.Approve, w.clock.Pay}[step]
}

// kept says whether a step was done by its day.
func (w *way) kept(step int) bool {
	d := w.days[step+1]
	return d != nil && *d <= w.due(step)
}

// count adds a list whose payment day has passed.
func (o *OnTime) count(w *way) {
	if !w.judged {
		return
	}
	o.Lists++
	for i, to := range []*int64{&o.Submitted, &o.Sealed, &o.Approved, &o.Paid} {
		if w.kept(i) {
			*to++
		}
	}
}
