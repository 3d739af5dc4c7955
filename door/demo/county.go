package demo

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/office"
)

// Password is that of every sample account; it is set in demo installations only.
const Password = "songbai-demo-2026"

// Account is one sample account as it is printed: one for each role.
type Account struct {
	Login  string `json:"login"`
	Role   string `json:"role"`
	RoleZh string `json:"role_zh"`
}

// Accounts lists one account for each role of the sample county.
func Accounts() []Account {
	var out []Account
	seen := map[party.Role]bool{}
	add := func(login string, role party.Role) {
		if !seen[role] {
			seen[role] = true
			out = append(out, Account{login, string(role), role.Zh()})
		}
	}
	for _, s := range staff {
		add(s.login, s.role)
	}
	add(TownClerk(1), party.TownClerk)
	add(TownHead(1), party.TownHead)
	for _, r := range []party.Role{party.SysAdmin, party.SecurityAdmin, party.AuditAdmin} {
		add(string(r), r)
	}
	return out
}

// SampleOf gives the sample county of a shipped pack: its price list and local
// values marked as samples. cap replaces the sample cap when it is not "".
func SampleOf(packs fs.FS, from date.Day, cap string) (Sample, error) {
	pack, err := policy.Load(packs, "yingde")
	if err != nil {
		return Sample{}, err
	}
	text, err := fs.ReadFile(packs, "yingde/prices-sample.yaml")
	if err != nil {
		return Sample{}, err
	}
	prices, err := policy.ReadPrices("prices-sample.yaml", text)
	if err != nil {
		return Sample{}, err
	}
	if text, err = fs.ReadFile(packs, "yingde/local-sample.yaml"); err != nil {
		return Sample{}, err
	}
	values, err := policy.ReadLocal("local-sample.yaml", text)
	if err != nil {
		return Sample{}, err
	}
	local := map[string]string{}
	for _, v := range values {
		local[v.Name] = v.Value
	}
	if cap != "" {
		local["cap"] = cap
	}
	return Sample{County: 441881, Name: "样本市", Area: "441881", Towns: 24, Pack: pack, Local: local, Prices: prices, From: from}, nil
}

// OpenAccounts gives one account of each role its sample password.
func (w *World) OpenAccounts(ctx context.Context) error {
	by := w.As(string(party.SecurityAdmin))
	for _, a := range Accounts() {
		if err := w.Office.SetPassword(ctx, by, a.Login, Password); err != nil {
			return err
		}
	}
	return nil
}

// Quarter runs three months and the days since, up to the day before today: two
// whole months with lists, payments and the bank's answers; the claims of the last
// month, whose list the home has sent in when its day has passed; those of this
// month; and something on every desk. today is the real day, so that nothing lies
// in the future. No claims leave a county that is ready to begin.
func Quarter(ctx context.Context, w *World, clock *Clock, prices *policy.PriceList, today date.Day, seed uint64, claims int, progress func(done, total int)) error {
	if claims == 0 {
		return nil
	}
	last := today.Month() - 1
	total := 3 * claims
	for i, month := range []date.Month{last - 2, last - 1} {
		tell := func(done, _ int) {
			if progress != nil {
				progress(i*claims+min(done, claims), total)
			}
		}
		o := Options{Month: month, Seed: seed + uint64(i), Claims: claims, Clock: clock, Prices: prices, Progress: tell}
		if err := w.settledMonth(ctx, o); err != nil {
			return fmt.Errorf("%s: %w", month, err)
		}
	}
	q := &quarter{World: w, ctx: ctx, clock: clock, g: NewGenerator(w, prices, seed+2, last.String()), until: today - deskDays - 1}
	err := step(
		func() error { return q.intake(last, claims) },
		func() error { return q.send(last) },
		func() error { return q.intake(today.Month(), claims/6) },
		func() error { return Desks(ctx, w, clock, prices, today, seed+3) })
	if progress != nil {
		progress(total, total)
	}
	return err
}

// photographEvery is of how many claims one has pictures of its papers: enough to
// look at, quick to make.
const photographEvery = 4

// quarter is the time since the last settled month.
type quarter struct {
	*World
	ctx   context.Context
	clock *Clock
	g     *Generator
	until date.Day // last day on which it acts
}

// intake runs claims of a month, oldest day first, as far as the days have come.
func (q *quarter) intake(month date.Month, claims int) error {
	var cases []Case
	for range claims {
		if c := q.g.Next(month); c.Day <= q.until {
			cases = append(cases, c)
		}
	}
	slices.SortStableFunc(cases, func(a, b Case) int { return cmp.Compare(a.Day, b.Day) })
	for i := range cases {
		q.clock.Set(cases[i].Day)
		q.photograph = i%photographEvery == 0
		if _, err := q.Run(q.ctx, &cases[i]); err != nil {
			return fmt.Errorf("%s: %w", month, err)
		}
	}
	return nil
}

// send has the home send its list in on the day that is due, when that day has
// passed; the bureau has begun to ask.
func (q *quarter) send(month date.Month) error {
	cal, err := date.NewCalendar(date.PublicHolidays())
	if err != nil {
		return err
	}
	due, err := settlement.Deadlines(cal, settlement.MustPeriod(month.String()))
	if err != nil || due.Submit > q.until {
		return err
	}
	q.clock.Set(due.Submit)
	l, err := q.Office.SubmitList(q.ctx, q.As("manager1"), office.SubmitList{Period: due.Period})
	if problem.CodeOf(err) == "list.empty" {
		return nil
	}
	if err != nil || l.Lines < 2 {
		return err
	}
	for seq := 1; seq <= 2; seq++ {
		ref := office.LineRef{List: l.List, Seq: seq}
		if err := drop(q.Office.QueryLine(q.ctx, q.As("reviewer1"), office.QueryLine{LineRef: ref, Note: "样本：请核对接运里程"})); err != nil {
			return err
		}
	}
	return drop(q.Office.AnswerQuery(q.ctx, q.As("manager1"), office.AnswerQuery{LineRef: office.LineRef{List: l.List, Seq: 1}, Note: "样本：里程已核对无误"}))
}

// settledMonth is Month for one that follows another: lines struck from the list
// before stand in it, so its sums are not those of its own cases alone.
func (w *World) settledMonth(ctx context.Context, o Options) error {
	cal, err := date.NewCalendar(date.PublicHolidays())
	if err != nil {
		return err
	}
	m := &month{World: w, Options: o, ctx: ctx, cal: cal, ids: map[int]int64{}}
	if m.clock, err = settlement.Deadlines(cal, settlement.MustPeriod(o.Month.String())); err != nil {
		return err
	}
	return step(m.intake, m.determine, m.settleHome, m.settleFamilies)
}
