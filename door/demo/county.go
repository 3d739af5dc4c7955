package demo

import (
	"context"
	"fmt"
	"io/fs"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/settlement"
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

// Quarter runs three months up to the day before today: two whole months with
// lists, payments and the bank's answers, and the claims of the last month, which
// wait to be listed. today is the real day, so that nothing lies in the future.
// No claims leave a county that is ready to begin.
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
	g := NewGenerator(w, prices, seed+2, last.String())
	for i := range claims {
		c := g.Next(last)
		clock.Set(c.Day)
		if _, err := w.Run(ctx, &c); err != nil {
			return fmt.Errorf("%s: %w", last, err)
		}
		if progress != nil {
			progress(2*claims+i+1, total)
		}
	}
	return nil
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
