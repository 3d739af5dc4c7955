package demo

import (
	"context"
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/problem"
	"songbai/office"
)

// Run takes a case through every act of its route, each by the person who does
// it, and gives the claim: completed, forwarded to the bureau, or refused.
func (w *World) Run(ctx context.Context, c *Case) (int64, error) {
	switch c.Form.Route {
	case claim.Unclaimed:
		return w.runUnclaimed(ctx, c)
	case claim.Reimbursement:
		return w.runReimbursement(ctx, c)
	}
	return w.runWaiver(ctx, c)
}

// step runs acts in order and stops at the first no.
func step(acts ...func() error) error {
	for _, a := range acts {
		if err := a(); err != nil {
			return err
		}
	}
	return nil
}

// drop forgets an act's answer.
func drop[T any](_ T, err error) error { return err }

func (w *World) papers(ctx context.Context, by office.Caller, id int64, kinds ...string) error {
	for _, k := range kinds {
		seen := office.SeePaper{Claim: id, Kind: k, Original: true, Copies: 3}
		if w.photograph {
			seen.File, seen.Media = picture(id, k), "image/png"
		}
		if err := drop(w.Office.SightPaper(ctx, by, seen)); err != nil {
			return err
		}
	}
	return nil
}

// waiverPapers are the papers of the sample's classes.
func waiverPapers(c *Case) []string {
	kinds := []string{"death_certificate", "handler_id"}
	if c.Form.Deceased.HouseholdArea != "" {
		return append(kinds, "deceased_id")
	}
	return append(kinds, "child_proof")
}

func (w *World) runWaiver(ctx context.Context, c *Case) (int64, error) {
	desk, cashier := w.As("desk1"), w.As("cashier1")
	if c.N%2 == 0 {
		desk = w.As("desk2")
	}
	d, err := w.Office.Draft(ctx, desk, office.DraftClaim{Form: c.Form})
	if err != nil {
		return 0, err
	}
	ref := office.ClaimRef{Claim: d.Claim}
	err = step(
		func() error { return drop(w.Office.Lodge(ctx, desk, ref)) },
		func() error { return w.papers(ctx, desk, d.Claim, waiverPapers(c)...) },
		func() error { return drop(w.Office.Accept(ctx, desk, ref)) },
	)
	if err != nil {
		return d.Claim, w.refuse(ctx, c, d.Claim, err)
	}
	return d.Claim, step(
		func() error {
			return drop(w.Office.Record(ctx, cashier, office.RecordServices{Claim: d.Claim, Services: c.Services}))
		},
		func() error { return drop(w.Office.Sign(ctx, desk, office.SignClaim{Claim: d.Claim, Means: "paper"})) },
		func() error { return w.complete(ctx, c, d.Claim) },
	)
}

// cleared runs an act; when a finding stops it, the bureau's reviewer clears
// the findings of the sample and it runs again.
func (w *World) cleared(ctx context.Context, id int64, act func() error) error {
	err := act()
	if problem.CodeOf(err) != "risk.undecided" {
		return err
	}
	reviewer := w.As("reviewer1")
	fs, err := w.Office.Findings(ctx, reviewer, id)
	if err != nil {
		return err
	}
	for _, x := range fs {
		if x.Outcome != "" {
			continue
		}
		if err := w.Office.ClearFinding(ctx, reviewer, office.ClearFinding{Finding: x.Finding, Outcome: "cleared", Reason: "sample_compared"}); err != nil {
			return err
		}
	}
	return act()
}

// refuse refuses a claim that the policy refused, with its code, clause and cure.
func (w *World) refuse(ctx context.Context, c *Case, id int64, why error) error {
	p := problem.Of(why)
	if p == nil || p.Kind != problem.Refused || !c.Refused {
		return why
	}
	return drop(w.Office.Refuse(ctx, w.As("manager1"), office.RefuseClaim{Claim: id, Code: p.Code, Clause: p.Clause, Cure: p.CureZh}))
}

// skipEvery leaves one number of the cremation certificates unused now and then,
// so that the ledger has a gap to ask about.
const skipEvery = 40

// complete ends a case under the next number of the home's cremation certificates,
// so that numbers follow the days.
func (w *World) complete(ctx context.Context, c *Case, id int64) error {
	cashier := w.As("cashier1")
	year, _, _ := c.Day.YMD()
	next := claim.CertificateNumber{Series: fmt.Sprintf("HH%d-", year), Number: 1, Width: 5}
	l, err := w.Office.CertificateLedger(ctx, cashier, 0, next.Series, 0)
	if err != nil {
		return err
	}
	if len(l.Rows) > 0 {
		last, err := claim.ReadCertificate(l.Rows[0].Number)
		if err != nil {
			return err
		}
		if next.Number = last.Number + 1; next.Number%skipEvery == 0 {
			next.Number++
		}
	}
	return w.cleared(ctx, id, func() error {
		return drop(w.Office.Complete(ctx, cashier, office.CompleteClaim{Claim: id, Cremation: c.Day, Certificate: next.String()}))
	})
}

func (w *World) runUnclaimed(ctx context.Context, c *Case) (int64, error) {
	clerk := w.As(TownClerk(c.Town))
	d, err := w.Office.Draft(ctx, clerk, office.DraftClaim{Home: w.Home, Form: c.Form})
	if err != nil {
		return 0, err
	}
	ref := office.ClaimRef{Claim: d.Claim}
	return d.Claim, step(
		func() error { return drop(w.Office.Lodge(ctx, clerk, ref)) },
		func() error {
			return w.papers(ctx, w.As("desk1"), d.Claim, "police_identity", "police_consent", "town_form", "town_proof")
		},
		func() error { return drop(w.Office.SeeUnclaimed(ctx, w.As("desk1"), ref)) },
		func() error { return drop(w.Office.Accept(ctx, w.As("manager1"), ref)) },
		func() error {
			return drop(w.Office.Record(ctx, w.As("cashier1"), office.RecordServices{Claim: d.Claim, Services: c.Services}))
		},
		func() error { return w.complete(ctx, c, d.Claim) },
	)
}

func (w *World) runReimbursement(ctx context.Context, c *Case) (int64, error) {
	clerk, head := w.As(TownClerk(c.Town)), w.As(TownHead(c.Town))
	d, err := w.Office.Draft(ctx, clerk, office.DraftClaim{Form: c.Form})
	if err != nil {
		return 0, err
	}
	ref := office.ClaimRef{Claim: d.Claim}
	return d.Claim, step(
		func() error { return drop(w.Office.Lodge(ctx, clerk, ref)) },
		func() error {
			return w.papers(ctx, clerk, d.Claim, "out_form", "out_certificate", "out_invoice", "bank_book")
		},
		func() error { return drop(w.Office.Accept(ctx, clerk, ref)) },
		func() error {
			return drop(w.Office.Record(ctx, clerk, office.RecordServices{Claim: d.Claim, Services: c.Services}))
		},
		func() error { return drop(w.Office.Forward(ctx, head, ref)) },
	)
}

// Determine has a reviewer read what an out-of-area claim comes to and fix it.
func (w *World) Determine(ctx context.Context, who string, id int64) error {
	v, err := w.Office.ClaimView(ctx, w.As(who), id)
	if err != nil {
		return err
	}
	return drop(w.Office.Determine(ctx, w.As(who), office.DetermineClaim{Claim: id, Digest: v.Digest}))
}
