package office_test

import (
	"context"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

var bg = context.Background()

// sum adds the balance of an account over all funds.
func sum(t *testing.T, w *demo.World, a ledger.Account) (fen money.Amount) {
	t.Helper()
	books, err := w.Office.Balances(bg, w.As("auditor1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range books {
		if b.Account == a {
			fen += b.Fen
		}
	}
	return fen
}

// accepted takes a waiver to accepted with its services recorded.
func accepted(t *testing.T, w *demo.World, c *demo.Case) int64 {
	t.Helper()
	desk := w.As("desk1")
	d, err := w.Office.Draft(bg, desk, office.DraftClaim{Form: c.Form})
	if err != nil {
		t.Fatal(err)
	}
	ref := office.ClaimRef{Claim: d.Claim}
	noErr(t, drop(w.Office.Lodge(bg, desk, ref)))
	for _, k := range []string{"death_certificate", "handler_id", "deceased_id", "child_proof"} {
		noErr(t, drop(w.Office.SightPaper(bg, desk, office.SeePaper{Claim: d.Claim, Kind: k, Original: true, Copies: 3})))
	}
	noErr(t, drop(w.Office.Accept(bg, desk, ref)))
	noErr(t, drop(w.Office.Record(bg, w.As("cashier1"), office.RecordServices{Claim: d.Claim, Services: c.Services})))
	return d.Claim
}

func noErr(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func drop[T any](_ T, err error) error { return err }

func TestPapersMustBeSeenBeforeAcceptance(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		d, err := w.Office.Draft(bg, w.As("desk1"), office.DraftClaim{Form: c.Form})
		noErr(t, err)
		ref := office.ClaimRef{Claim: d.Claim}
		noErr(t, drop(w.Office.Lodge(bg, w.As("desk1"), ref)))
		refused(t, "claim.papers", drop(w.Office.Accept(bg, w.As("desk1"), ref)))
		noErr(t, drop(w.Office.SightPaper(bg, w.As("desk1"), office.SeePaper{Claim: d.Claim, Kind: "handler_id", Original: false, Copies: 3})))
		refused(t, "claim.papers", drop(w.Office.Accept(bg, w.As("desk1"), ref)))
	})
}

func TestServicesThatChangeAreSignedAgain(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		id := accepted(t, w, &c)
		slip, err := w.Office.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})
		noErr(t, err)
		if got := sum(t, w, ledger.Promise); got != slip.Waived {
			t.Fatalf("promised %s, booked %s", slip.Waived, got)
		}
		more := append(c.Services[:len(c.Services):len(c.Services)], office.RecordedService{Item: "wreath", Quantity: 1, Unit: 1000, Charged: 1000, Day: c.Day})
		noErr(t, drop(w.Office.Record(bg, w.As("cashier1"), office.RecordServices{Claim: id, Services: more})))
		done := office.CompleteClaim{Claim: id, Cremation: c.Day, Certificate: "HH-1"}
		refused(t, "claim.sign_again", drop(w.Office.Complete(bg, w.As("cashier1"), done)))
		again, err := w.Office.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})
		noErr(t, err)
		if again.Family != slip.Family+1000 || again.Waived != slip.Waived {
			t.Fatalf("before %+v after %+v", slip.Bill, again.Bill)
		}
		noErr(t, drop(w.Office.Complete(bg, w.As("cashier1"), done)))
		if p, owed := sum(t, w, ledger.Promise), sum(t, w, ledger.Completed); p != 0 || -owed != again.Waived {
			t.Fatalf("promise %s owed %s", p, owed)
		}
	})
}

func TestReturnedForOneThingComesBackToWhereItWas(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		id := accepted(t, w, &c)
		noErr(t, drop(w.Office.Return(bg, w.As("manager1"), office.ReturnClaim{Claim: id, Thing: claim.PaperThing, Name: "deceased_id", Reason: "复印件不清"})))
		v, err := w.Office.ClaimView(bg, w.As("desk1"), id)
		noErr(t, err)
		if v.State != "returned" || v.Thing != "paper:deceased_id" {
			t.Fatalf("%+v", v)
		}
		refused(t, "claim.move", drop(w.Office.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})))
		m, err := w.Office.Resume(bg, w.As("desk1"), office.ResumeClaim{Claim: id})
		noErr(t, err)
		if m.State != "accepted" {
			t.Fatalf("came back to %s", m.State)
		}
		noErr(t, drop(w.Office.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "screen"})))
	})
}

func TestWithdrawnFreesThePersonAndTheMoney(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		id, err := w.Run(bg, &c)
		noErr(t, err)
		noErr(t, drop(w.Office.Withdraw(bg, w.As("desk1"), office.ClaimRef{Claim: id}, "family_wish")))
		for _, a := range []ledger.Account{ledger.Promise, ledger.Completed, ledger.Expense} {
			if fen := sum(t, w, a); fen != 0 {
				t.Errorf("%s still holds %s", a.Zh(), fen)
			}
		}
		again := c
		if _, err := w.Run(bg, &again); err != nil {
			t.Fatalf("the person is free again: %v", err)
		}
	})
}

func TestRefusalIsReviewedByAnotherPerson(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		m, _ := date.ParseMonth("2026-02")
		c := g.Next(m)
		for !c.Refused {
			c = g.Next(m)
		}
		clock.Set(c.Day.String())
		id, err := w.Run(bg, &c)
		noErr(t, err)
		ref := office.ClaimRef{Claim: id}
		refused(t, "party.second_person", drop(w.Office.Review(bg, w.As("manager1"), ref, "family_asked")))
		moved, err := w.Office.Review(bg, w.As("reviewer1"), ref, "family_asked")
		noErr(t, err)
		if moved.State != "lodged" {
			t.Fatalf("reviewed to %s", moved.State)
		}
	})
}

func TestCorrectedIdentityExchangesKeysAndIsSignedAgain(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c, other := nextOf(g, claim.Waiver, "2026-02"), nextOf(g, claim.Waiver, "2026-02")
		clock.Set("2026-02-28")
		id, err := w.Run(bg, &c)
		noErr(t, err)
		mended := c.Form
		mended.Deceased.Documents, mended.Deceased.Sex, mended.Deceased.Birth = other.Form.Deceased.Documents, other.Form.Deceased.Sex, other.Form.Deceased.Birth
		m, err := w.Office.CorrectIdentity(bg, w.As("manager1"), office.DraftClaim{Claim: id, Form: mended}, "police_letter")
		noErr(t, err)
		if m.State != "accepted" || sum(t, w, ledger.Expense) != 0 {
			t.Fatalf("%+v, expense %s", m, sum(t, w, ledger.Expense))
		}
		_, err = w.Run(bg, &other)
		refused(t, "claim.duplicate", err)
		first := c // the number it had is free again, but its papers are not
		first.Form.Deceased.DeathPaper.Number = "SW-FREE-1"
		if _, err := w.Run(bg, &first); err != nil {
			t.Fatalf("the first number is free: %v", err)
		}
		noErr(t, drop(w.Office.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})))
	})
}

func TestNobodyActsOnARelativesCase(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		noErr(t, w.Office.DeclareRelation(bg, w.As("desk1"), "parent", c.Form.Handler.Document))
		_, err := w.Office.Draft(bg, w.As("desk1"), office.DraftClaim{Form: c.Form})
		refused(t, "party.own_case", err)
		if _, err := w.Office.Draft(bg, w.As("desk2"), office.DraftClaim{Form: c.Form}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRoleMustBeHeldAtThatMoment(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		asManager := w.As("desk1")
		asManager.Role = w.As("manager1").Role
		_, err := w.Office.Draft(bg, asManager, office.DraftClaim{Form: c.Form})
		refused(t, "office.not_held", err)
		_, err = w.Office.Draft(bg, w.As("auditor1"), office.DraftClaim{Form: c.Form})
		refused(t, "party.not_allowed", err)
	})
}

func TestPaidClaimIsReversedAndRecovered(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o, ids := w.Office, completed(t, w, clock, g, 3)
		list := paidList(t, w)
		v, err := o.ClaimView(bg, w.As("auditor1"), ids[1])
		noErr(t, err)
		r, err := o.Reverse(bg, w.As("chief1"), office.ReverseClaim{Claim: ids[1], Reason: "audit_finding_3"})
		noErr(t, err)
		if got := sum(t, w, ledger.Receivable); got != v.Waived || r.State != "reversed" {
			t.Fatalf("receivable %s want %s, %+v", got, v.Waived, r)
		}
		refused(t, "claim.move", drop(o.Reverse(bg, w.As("chief1"), office.ReverseClaim{Claim: ids[1], Reason: "twice"})))
		noErr(t, drop(o.Recover(bg, w.As("examiner1"), office.Recover{Recovery: r.Recovery, Fen: v.Waived, Document: "回单样本"})))
		if got := sum(t, w, ledger.Receivable); got != 0 {
			t.Fatalf("still receivable %s", got)
		}
		if s := stateOf(t, w, ids[0]); s != "paid" {
			t.Fatalf("another claim of list %d stands at %s", list, s)
		}
	})
}

// paidList takes the waiting list of February to paid.
func paidList(t *testing.T, w *demo.World) int64 {
	t.Helper()
	o := w.Office
	l, err := o.SubmitList(bg, w.As("manager1"), office.SubmitList{Period: february})
	noErr(t, err)
	ref := office.ListRef{List: l.List}
	noErr(t, drop(o.CheckLines(bg, w.As("reviewer1"), ref)))
	noErr(t, drop(o.SealList(bg, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"})))
	noErr(t, drop(o.ExamineList(bg, w.As("examiner1"), ref)))
	noErr(t, drop(o.ApproveList(bg, w.As("approver1"), office.ApproveList{List: l.List})))
	p, err := o.OrderPayment(bg, w.As("payer1"), office.OrderPayment{List: l.List})
	noErr(t, err)
	payAll(t, w, p)
	return l.List
}

func TestLikenessStopsUntilTheBureauDecides(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		a, b := nextOf(g, claim.Waiver, "2026-02"), nextOf(g, claim.Waiver, "2026-02")
		clock.Set("2026-02-28")
		b.Form.Deceased.Name, b.Form.Deceased.Death, b.Form.Deceased.DeathPaper.Issued = a.Form.Deceased.Name, a.Form.Deceased.Death, nil
		for i := range b.Services {
			b.Services[i].Day = a.Day
		}
		if _, err := w.Run(bg, &a); err != nil {
			t.Fatal(err)
		}
		id := accepted(t, w, &b)
		noErr(t, drop(w.Office.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})))
		done := office.CompleteClaim{Claim: id, Cremation: a.Day, Certificate: "HH-B"}
		refused(t, "risk.undecided", drop(w.Office.Complete(bg, w.As("cashier1"), done)))
		fs, err := w.Office.Findings(bg, w.As("reviewer1"), id)
		noErr(t, err)
		if len(fs) != 1 || fs[0].Code != "risk.same_name_and_death" || !fs[0].Blocks {
			t.Fatalf("%+v", fs)
		}
		req := office.ClearFinding{Finding: fs[0].Finding, Outcome: "cleared", Reason: "compared_household_books"}
		refused(t, "party.not_allowed", w.Office.ClearFinding(bg, w.As("desk1"), req))
		noErr(t, w.Office.ClearFinding(bg, w.As("reviewer1"), req))
		refused(t, "finding.decided", w.Office.ClearFinding(bg, w.As("reviewer1"), req))
		noErr(t, drop(w.Office.Complete(bg, w.As("cashier1"), done)))
	})
}
