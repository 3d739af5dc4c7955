package office_test

import (
	"context"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// sampleWorld founds the sample county on an engine.
func sampleWorld(t testing.TB, e store.Engine) (*demo.World, *storetest.Clock, *policy.PriceList) {
	t.Helper()
	w, _, clock, prices := storedWorld(t, e)
	return w, clock, prices
}

// storedWorld is sampleWorld with the store under it.
func storedWorld(t testing.TB, e store.Engine) (*demo.World, *store.Store, *storetest.Clock, *policy.PriceList) {
	t.Helper()
	s, clock := storetest.New(t, e)
	clock.Set("2026-01-05")
	pack, err := policy.Load(policies.FS, "yingde")
	if err != nil {
		t.Fatal(err)
	}
	text, err := policies.FS.ReadFile("yingde/prices-sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	prices, err := policy.ReadPrices("prices-sample.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	w, err := demo.Found(context.Background(), office.New(s), demo.Sample{County: 441881, Name: "样本市", Area: "441881", Towns: 3, Pack: pack,
		Local: map[string]string{"cap": "1300.00", "subsistence_shares": "5:3:2"}, Prices: prices, From: date.MustDay("2026-01-01")})
	if err != nil {
		t.Fatal(err)
	}
	under[w] = s
	t.Cleanup(func() { delete(under, w) })
	return w, s, clock, prices
}

// under is the store below a sample county, for the checker and the chain.
var under = map[*demo.World]*store.Store{}

func onEach(t *testing.T, f func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator)) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			w, clock, prices := sampleWorld(t, e)
			f(t, w, clock, demo.NewGenerator(w, prices, 7, "T"))
		})
	}
}

// nextOf draws cases until one takes the route and is not to be refused.
func nextOf(g *demo.Generator, r claim.Route, month string) demo.Case {
	m, _ := date.ParseMonth(month)
	for {
		if c := g.Next(m); c.Form.Route == r && !c.Refused {
			return c
		}
	}
}

func TestWaiverTravelsFromDraftToCompleted(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		id, err := w.Run(context.Background(), &c)
		if err != nil {
			t.Fatal(err)
		}
		v, err := w.Office.ClaimView(context.Background(), w.As("auditor1"), id)
		if err != nil {
			t.Fatal(err)
		}
		if v.State != string(claim.Completed) || v.Charged != v.Waived+v.Family || v.Waived == 0 {
			t.Fatalf("%+v", v)
		}
	})
}

func TestSecondClaimForTheSamePersonIsRefused(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		if _, err := w.Run(context.Background(), &c); err != nil {
			t.Fatal(err)
		}
		again := c
		again.Form.Deceased.DeathPaper.Number = "SW-OTHER-1"
		_, err := w.Run(context.Background(), &again)
		if problem.CodeOf(err) != "claim.duplicate" {
			t.Fatalf("want claim.duplicate, got %v", err)
		}
		if !strings.Contains(err.Error(), "逝者身份号码") {
			t.Fatalf("the refusal does not say what is the same: %v", err)
		}
		if strings.Contains(err.Error(), c.Form.Deceased.Name) {
			t.Fatal("the refusal names the person")
		}
	})
}

func TestReimbursementTravelsToDetermined(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Reimbursement, "2026-03")
		clock.Set(c.Day.String())
		id, err := w.Run(context.Background(), &c)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Determine(context.Background(), "reviewer2", id); err != nil {
			t.Fatal(err)
		}
		v, err := w.Office.ClaimView(context.Background(), w.As("auditor1"), id)
		if err != nil || v.State != string(claim.Determined) {
			t.Fatalf("%+v %v", v, err)
		}
	})
}

func TestUnclaimedBodyNeedsTwoPeople(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Unclaimed, "2026-03")
		clock.Set(c.Day.String())
		id, err := w.Run(context.Background(), &c)
		if err != nil {
			t.Fatal(err)
		}
		v, err := w.Office.ClaimView(context.Background(), w.As("auditor1"), id)
		if err != nil || v.State != string(claim.Completed) || v.Family != 0 || v.Waived != v.Charged {
			t.Fatalf("%+v %v", v, err)
		}
	})
}

func TestRepeatedDraftIsOneClaimAndItsLinkIsToldOnce(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		desk := w.As("desk1").With("draft-1")
		first, err := w.Office.Draft(context.Background(), desk, office.DraftClaim{Form: c.Form})
		if err != nil {
			t.Fatal(err)
		}
		again, err := w.Office.Draft(context.Background(), desk, office.DraftClaim{Form: c.Form})
		if err != nil || again.Claim != first.Claim || again.Slip != first.Slip || first.Link == "" || again.Link != "" {
			t.Fatalf("first %+v again %+v %v", first, again, err)
		}
	})
}
