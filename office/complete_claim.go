package office

import (
	"context"
	"fmt"
	"strconv"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// CompleteClaim says that the cremation took place and services are closed.
type CompleteClaim struct {
	Claim       int64    `json:"claim"`
	Cremation   date.Day `json:"cremation"`
	Certificate string   `json:"certificate"` // number of the home's cremation certificate
}

var (
	badCremation = problem.Define("claim.cremation_day", problem.Invalid,
		"火化日期早于死亡日期或晚于今天", "the cremation is dated before the death or after today", "请核对火化日期", "check the day of cremation")
	noCertificate = problem.Define("claim.certificate", problem.Invalid,
		"缺少火化证编号", "the number of the cremation certificate is missing", "请填写火化证编号", "give the number of the cremation certificate")
)

// Complete closes a claim of the home: the final decision under the bound basis
// must be what the family signed, the waiver is booked, and the claim waits for
// its month's list (五(一)).
func (o *Office) Complete(ctx context.Context, c Caller, req CompleteClaim) (Moved, error) {
	m, err := o.onClaim(ctx, c, party.Complete, req.Claim, req, "", func(w *work, f *file) error {
		if err := w.cremated(f, req); err != nil {
			return err
		}
		if err := w.settled(f); err != nil {
			return err
		}
		v, err := w.finalPrice(f)
		if err != nil {
			return err
		}
		if err := w.allCame(f, v); err != nil {
			return err
		}
		if f.Route == claim.Waiver {
			if err := w.asSigned(f, v); err != nil {
				return err
			}
		}
		if err := w.keep(f, v); err != nil {
			return err
		}
		today := w.Today()
		f.CompletedDay = &today
		if err := w.bookCompleted(f, v); err != nil {
			return err
		}
		period, err := w.openPeriod(f.Home, today)
		if err != nil {
			return err
		}
		return w.putSettle(f, v, f.Home, settlement.Local, period)
	}, certificateText(req))
	if err != nil {
		return m, o.keepFindings(ctx, c, req.Claim, &req.Cremation, err)
	}
	return m, nil
}

// cremated keeps the cremation in the sealed form and takes its certificate.
func (w *work) cremated(f *file, req CompleteClaim) error {
	if f.Death != nil && req.Cremation < *f.Death || req.Cremation > w.Today() {
		return badCremation.With().At("cremation")
	}
	if req.Certificate == "" {
		return noCertificate.With().At("certificate")
	}
	h, err := w.HomeByID(f.Home)
	if err != nil {
		return err
	}
	day := req.Cremation
	f.Cremation = &day
	f.form.Cremation = &claim.Cremation{Day: &day, Area: h.Area, Home: h.Name, Certificate: req.Certificate}
	if err := w.putForm(f); err != nil {
		return err
	}
	if err := w.TakeGuards(f.ID, guardKeys(f.form)); err != nil {
		return err
	}
	if err := w.issue(f, req); err != nil {
		return err
	}
	return w.PutSearch(f.ID, []store.Key{{Kind: "paper", Value: req.Certificate}})
}

// asSigned refuses when services or sums are not what the family signed.
func (w *work) asSigned(f *file, v *verdict) error {
	signed, err := w.LastSignature(f.ID)
	if err != nil {
		return err
	}
	final, err := signedDigest(w.CountyText(), f, v)
	if err != nil {
		return err
	}
	return claim.StillSigned(signed.Digest, final)
}

func (w *work) bookCompleted(f *file, v *verdict) error {
	promised, err := w.promised(f.ID)
	if err != nil {
		return err
	}
	final := parts(v.d.Shares, w.Today())
	if len(final) == 0 && len(promised) == 0 {
		return nil
	}
	r := w.ref()
	r.Claim, r.Payee = f.ID, f.Home
	e, err := ledger.WaiverCompleted(r, promised, final)
	if err != nil {
		return err
	}
	_, err = w.PutEntry(&e, "")
	return err
}

// openPeriod gives the first month from the day's own on whose list the home
// has not submitted.
func (w *work) openPeriod(home int64, day date.Day) (string, error) {
	p, err := settlement.PeriodOf(settlement.Monthly, day)
	if err != nil {
		return "", err
	}
	for {
		taken, err := w.PeriodTaken(home, string(settlement.Local), p.String())
		if err != nil || !taken {
			return p.String(), err
		}
		p = p.Next()
	}
}

// putSettle writes the compact row that lists are built from.
func (w *work) putSettle(f *file, v *verdict, unit int64, kind settlement.Kind, period string) error {
	s, err := settleText(w.CountyText(), f, v)
	if err != nil {
		return err
	}
	_, digest, err := settlement.SettleText(s)
	if err != nil {
		return err
	}
	y, _, _ := w.Today().YMD()
	f.SettleN++
	return w.PutSettle(&store.Settle{Claim: f.ID, N: f.SettleN, Kind: string(kind), Unit: unit, Period: period, Year: y, Route: string(f.Route), Town: f.Town,
		Decision: f.Decision, PrivateN: f.PrivateN, Charged: v.d.Charged, Waived: v.d.Waived, Family: v.d.Family, Digest: digest})
}

// settleText gathers what the canonical settle text says of a claim. Services
// of one item stand together.
func settleText(county string, f *file, v *verdict) (*settlement.Settle, error) {
	s := &settlement.Settle{County: county, Claim: f.ID, Decision: f.Decision, Route: string(f.Route), Class: f.Class, Basis: basisHash(v), Home: f.Home,
		Shares: append([]fund.Share(nil), v.d.Shares...)}
	for name, d := range map[string]*date.Day{"died": f.Death, "cremated": f.Cremation, "completed": f.CompletedDay} {
		if d != nil {
			s.Days = append(s.Days, settlement.SettleDay{Name: name, Day: *d})
		}
	}
	for _, p := range committed(&f.private) {
		s.Values = append(s.Values, settlement.SettleValue{Name: p.Field, Commit: p.Hash})
	}
	at := map[string]int{}
	measures := []int64{}
	for _, l := range v.d.Lines {
		i, ok := at[l.Item]
		if !ok {
			i = len(s.Items)
			at[l.Item] = i
			s.Items = append(s.Items, settlement.SettleItem{Code: l.Item})
			measures = append(measures, 0)
		}
		it := &s.Items[i]
		it.Charged += l.Charged
		it.Waived += l.Waived
		it.Family += l.Family
		measures[i] += l.Quantity
		it.Measure = strconv.FormatInt(measures[i], 10)
	}
	if len(s.Items) == 0 {
		return nil, fmt.Errorf("office: claim %d has no items", f.ID)
	}
	return s, nil
}
