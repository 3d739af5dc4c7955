package office

import (
	"context"
	"fmt"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

var (
	noLiveCertificate = problem.Define("certificate.none", problem.Conflict,
		"此件没有有效的火化证", "this claim has no valid cremation certificate", "办结时开具火化证后才能补发", "it is issued when the claim is completed; then it can be reissued")
	certificateReason = problem.Define("certificate.reason", problem.Invalid,
		"补发或作废火化证须写明原因", "reissuing or voiding a certificate needs the reason", "请写明原因，如“遗失”“打印作废”", "give it, such as lost or spoilt in printing")
	certificateVoid = problem.Define("certificate.voided", problem.Conflict,
		"该编号已经作废", "this number is voided already", "请核对编号", "check the number")
	certificateHeld = problem.Define("certificate.held", problem.Conflict,
		"该编号是在办申请的有效火化证，不能直接作废", "this number is the valid certificate of a claim under way; it is not simply voided",
		"请用“补发”换成新的编号", "reissue it under a new number")
)

// issue enters the certificate of a cremation into the home's ledger. A number is
// used once: again only for the same claim, or when the claim it stood for ended
// without money; another number of the claim is voided.
func (w *work) issue(f *file, req CompleteClaim) error {
	number, err := claim.ReadCertificate(req.Certificate)
	if err != nil {
		return err
	}
	steps, err := w.CertificateSteps(f.Home, number)
	if err != nil {
		return err
	}
	if n := len(steps); n > 0 {
		last := steps[n-1]
		if last.Step == claim.CertificateVoid && last.Claim != f.ID {
			return certificateVoid.With().At("certificate")
		}
		if last.Claim == f.ID && last.Step != claim.CertificateVoid && last.Day != nil && *last.Day == req.Cremation {
			return nil
		}
	}
	day := req.Cremation
	row := &store.Certificate{CertificateNumber: number, Home: f.Home, N: int64(len(steps)) + 1, Step: claim.CertificateIssue, Claim: f.ID, Day: &day}
	if err := w.voidOthers(f, number, "replaced"); err != nil {
		return err
	}
	return w.PutCertificate(row, w.Position()+1)
}

// certificateText is the completion's own line of what was seen: the number as the
// ledger has it and the day of the cremation.
func certificateText(req CompleteClaim) string {
	n, err := claim.ReadCertificate(req.Certificate)
	if err != nil {
		return "certificate=" // the act is refused
	}
	return fmt.Sprintf("certificate=%s day=%s", n, req.Cremation)
}

func dayText(d *date.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// ledgerText is the canonical text of an act on certificates alone.
func ledgerText(county, subject int64, old, fresh, day, reason string) string {
	return fmt.Sprintf("songbai-certificate 1\ncounty=%d\nsubject=%d\nold=%s\nnew=%s\nday=%s\nreason=%s\n", county, subject, old, fresh, day, reason)
}

// voidOthers voids the claim's valid certificates but for the one number.
func (w *work) voidOthers(f *file, keep claim.CertificateNumber, reason string) error {
	rows, err := w.CertificatesOf(f.ID)
	if err != nil {
		return err
	}
	for _, r := range validOf(rows, f.ID) {
		if r.CertificateNumber == keep {
			continue
		}
		r.N, r.Step, r.Reason = r.N+1, claim.CertificateVoid, reason
		if err := w.PutCertificate(&r, w.Position()+1); err != nil {
			return err
		}
	}
	return nil
}

// validOf keeps the last steps of numbers that stand issued for a claim.
func validOf(rows []store.Certificate, id int64) (out []store.Certificate) {
	last := map[claim.CertificateNumber]store.Certificate{}
	var order []claim.CertificateNumber
	for _, r := range rows {
		if old, ok := last[r.CertificateNumber]; !ok {
			order = append(order, r.CertificateNumber)
		} else if old.N > r.N {
			continue
		}
		last[r.CertificateNumber] = r
	}
	for _, n := range order {
		if r := last[n]; r.Step != claim.CertificateVoid && r.Claim == id {
			out = append(out, r)
		}
	}
	return out
}

// ReissueCertificate asks for a new number in place of a claim's certificate.
type ReissueCertificate struct {
	Claim       int64  `json:"claim"`
	Certificate string `json:"certificate"`
	Reason      string `json:"reason"`
}

// ReissueCertificate voids the claim's certificate and issues another: lost,
// damaged, or misprinted. The cremation and the money stay as they are.
func (o *Office) ReissueCertificate(ctx context.Context, c Caller, req ReissueCertificate) error {
	_, err := o.do(ctx, c, party.ReissueCertificate, req, req.Reason, func(w *work) error {
		f, err := w.reach(req.Claim)
		if err != nil {
			return err
		}
		if req.Reason == "" {
			return certificateReason.With().At("reason")
		}
		number, err := claim.ReadCertificate(req.Certificate)
		if err != nil {
			return err
		}
		rows, err := w.CertificatesOf(f.ID)
		if err != nil {
			return err
		}
		valid := validOf(rows, f.ID)
		if len(valid) == 0 {
			return noLiveCertificate.With()
		}
		w.Record("claim", f.ID, sha(ledgerText(w.County, f.ID, valid[0].String(), number.String(), dayText(valid[0].Day), req.Reason)))
		for _, r := range valid[:1] {
			r.N, r.Step, r.Reason = r.N+1, claim.CertificateVoid, req.Reason
			if err := w.PutCertificate(&r, w.Position()); err != nil {
				return err
			}
		}
		return w.PutCertificate(&store.Certificate{CertificateNumber: number, Home: f.Home, N: 1, Step: claim.CertificateReissue, Claim: f.ID, Day: valid[0].Day, Reason: req.Reason}, w.Position())
	})
	return err
}

// VoidCertificate asks to void a number of the own home: a spoilt blank.
type VoidCertificate struct {
	Certificate string `json:"certificate"`
	Reason      string `json:"reason"`
}

// VoidCertificate voids a number that no claim under way stands on, so that the
// ledger explains why it is missing.
func (o *Office) VoidCertificate(ctx context.Context, c Caller, req VoidCertificate) error {
	_, err := o.do(ctx, c, party.VoidCertificate, req, req.Reason, func(w *work) error {
		if w.actor.Home == 0 {
			return noUnit.With()
		}
		if req.Reason == "" {
			return certificateReason.With().At("reason")
		}
		number, err := claim.ReadCertificate(req.Certificate)
		if err != nil {
			return err
		}
		steps, err := w.CertificateSteps(w.actor.Home, number)
		if err != nil {
			return err
		}
		row := &store.Certificate{CertificateNumber: number, Home: w.actor.Home, N: int64(len(steps)) + 1, Step: claim.CertificateVoid, Reason: req.Reason}
		if n := len(steps); n > 0 {
			last := steps[n-1]
			if last.Step == claim.CertificateVoid {
				return certificateVoid.With().At("certificate")
			}
			now, err := w.ClaimNow(last.Claim)
			if err != nil {
				return err
			}
			if claim.Live(now.State) {
				return certificateHeld.With().At("certificate")
			}
			row.Claim, row.Day = last.Claim, last.Day
		}
		w.Record("home", w.actor.Home, sha(ledgerText(w.County, w.actor.Home, number.String(), "", dayText(row.Day), req.Reason)))
		return w.PutCertificate(row, w.Position())
	})
	return err
}

// Series is one series of certificate numbers of a home.
type Series = store.Series

// LedgerView is a page of a home's certificates, newest numbers first.
type LedgerView struct {
	Home   int64       `json:"home"`
	Series []Series    `json:"series"`
	Shown  string      `json:"shown"` // the series of Rows
	Rows   []LedgerRow `json:"rows"`
	Gaps   []claim.Gap `json:"gaps,omitempty"` // numbers of the page that nobody used
	Next   int64       `json:"next,omitempty"` // ask for numbers below this one
}

// LedgerRow is one number with what happened to it.
type LedgerRow struct {
	Number    string      `json:"number"`
	Day       *date.Day   `json:"day,omitempty"`
	Claim     int64       `json:"claim,omitempty"`
	Valid     bool        `json:"valid"`
	Backdated bool        `json:"backdated,omitempty"` // its cremation is dated before that of a smaller number
	Steps     []LedgerAct `json:"steps"`
}

// LedgerAct is one step of a certificate.
type LedgerAct struct {
	Step   claim.CertificateStep `json:"step"`
	Zh     string                `json:"zh"`
	En     string                `json:"en"`
	Reason string                `json:"reason,omitempty"`
	At     date.Instant          `json:"at"`
}

// CertificateLedger reads a page of a home's ledger: series "" takes the one used
// last, below 0 the newest numbers. Gaps and back-dating are shown, not hidden.
func (o *Office) CertificateLedger(ctx context.Context, c Caller, home int64, series string, below int64) (v LedgerView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if home == 0 {
			home = a.Home
		}
		if err := party.May(party.View, a, party.Object{Home: home}); err != nil {
			return err
		}
		v.Home = home
		if v.Series, err = s.CertificateSeries(home); err != nil || len(v.Series) == 0 {
			return err
		}
		if !slices.ContainsFunc(v.Series, func(x store.Series) bool { return x.Name == series }) {
			series = v.Series[0].Name
		}
		v.Shown = series
		const page = 200
		rows, err := s.CertificateLedger(home, series, below, page)
		if err != nil {
			return err
		}
		if len(rows) == page { // the last number may be cut: leave it to the next page
			last := rows[page-1].Number
			for len(rows) > 0 && rows[len(rows)-1].Number == last {
				rows = rows[:len(rows)-1]
			}
			v.Next = last + 1
		}
		v.fill(rows)
		return nil
	})
	return v, err
}

// fill gathers the steps of each number and looks at their order.
func (v *LedgerView) fill(rows []store.Certificate) {
	var lines []claim.CertificateLine
	for _, r := range slices.Backward(rows) { // smallest number and first step first
		at, _ := date.ParseInstant(r.At)
		step := LedgerAct{r.Step, r.Step.Zh(), r.Step.En(), r.Reason, at}
		if n := len(lines); n == 0 || lines[n-1].Number != r.Number {
			lines = append(lines, claim.CertificateLine{Number: r.Number})
			v.Rows = append(v.Rows, LedgerRow{Number: r.String()})
		}
		x := &v.Rows[len(v.Rows)-1]
		x.Day, x.Claim, x.Valid = r.Day, r.Claim, r.Step != claim.CertificateVoid
		x.Steps = append(x.Steps, step)
		lines[len(lines)-1].Day = r.Day
	}
	gaps, late := claim.CertificateOrder(lines)
	v.Gaps = gaps
	for i := range v.Rows {
		v.Rows[i].Backdated = slices.Contains(late, lines[i].Number)
	}
	slices.Reverse(v.Rows)
}
