package office_test

import (
	"context"
	"testing"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

const pass = "correct horse staple"

func TestSigningIn(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, _ *demo.Generator) {
		ctx, o := context.Background(), w.Office
		sec := w.As(string(party.SecurityAdmin))
		if err := o.SetPassword(ctx, sec, "desk1", pass); err != nil {
			t.Fatal(err)
		}
		s, err := o.SignIn(ctx, office.SignInKey{Login: "desk1", Password: pass})
		if err != nil {
			t.Fatal(err)
		}
		callers, err := o.CallersOf(ctx, s.Token)
		if err != nil || len(callers) != 1 || callers[0] != w.As("desk1") {
			t.Fatalf("%+v %v", callers, err)
		}
		for login, password := range map[string]string{"desk1": "wrong horse staple", "nobody": pass, "desk2": pass} {
			if _, err := o.SignIn(ctx, office.SignInKey{Login: login, Password: password}); problem.CodeOf(err) != "session.wrong" {
				t.Errorf("%s: %v", login, err)
			}
		}
		if err := o.SignOut(ctx, s.Token); err != nil {
			t.Fatal(err)
		}
		if _, err := o.CallersOf(ctx, s.Token); problem.CodeOf(err) != "session.none" {
			t.Errorf("after signing out: %v", err)
		}
		if _, err := o.CallersOf(ctx, "made up"); problem.CodeOf(err) != "session.none" {
			t.Errorf("a made up token: %v", err)
		}
	})
}

func TestASessionEnds(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, _ *demo.Generator) {
		ctx, o := context.Background(), w.Office
		sec := w.As(string(party.SecurityAdmin))
		if err := o.SetPassword(ctx, sec, "desk1", pass); err != nil {
			t.Fatal(err)
		}
		first, err := o.SignIn(ctx, office.SignInKey{Login: "desk1", Password: pass})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.SetPassword(ctx, w.As("desk1"), "desk1", pass+" two"); err != nil {
			t.Fatal(err)
		}
		if _, err := o.CallersOf(ctx, first.Token); problem.CodeOf(err) != "session.none" {
			t.Errorf("a new password leaves the old session open: %v", err)
		}
		second, err := o.SignIn(ctx, office.SignInKey{Login: "desk1", Password: pass + " two"})
		if err != nil {
			t.Fatal(err)
		}
		clock.Set("2026-01-07") // two days on
		if _, err := o.CallersOf(ctx, second.Token); problem.CodeOf(err) != "session.none" {
			t.Errorf("it lasts for ever: %v", err)
		}
	})
}

func TestWhoMaySetAPassword(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, _ *storetest.Clock, _ *demo.Generator) {
		ctx, o := context.Background(), w.Office
		if err := o.SetPassword(ctx, w.As("manager1"), "desk1", pass); err == nil {
			t.Error("a manager set a clerk's password")
		}
		if err := o.SetPassword(ctx, w.As(string(party.SysAdmin)), "desk1", pass); err == nil {
			t.Error("the system administrator set a password")
		}
		for _, weak := range []string{"short", "desk1desk1"[:9], ""} {
			if err := o.SetPassword(ctx, w.As("desk1"), "desk1", weak); problem.CodeOf(err) != "session.password" {
				t.Errorf("%q: %v", weak, err)
			}
		}
	})
}

func TestGuessingIsSlowed(t *testing.T) {
	w, clock, _ := sampleWorld(t, storetest.Engines[0])
	ctx, o := context.Background(), w.Office
	if err := o.SetPassword(ctx, w.As(string(party.SecurityAdmin)), "desk1", pass); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if _, err := o.SignIn(ctx, office.SignInKey{Login: "desk1", Password: "wrong horse staple"}); problem.CodeOf(err) != "session.wrong" {
			t.Fatal(err)
		}
	}
	if _, err := o.SignIn(ctx, office.SignInKey{Login: "desk1", Password: pass}); problem.CodeOf(err) != "session.resting" {
		t.Errorf("the sixth guess: %v", err)
	}
	clock.Set("2026-01-06")
	if _, err := o.SignIn(ctx, office.SignInKey{Login: "desk1", Password: pass}); err != nil {
		t.Errorf("after the rest: %v", err)
	}
}

func TestActingAsAnotherGivesTheirRoles(t *testing.T) {
	w, _, _ := sampleWorld(t, storetest.Engines[0])
	got, err := w.Office.ActAs(context.Background(), "town02head")
	if err != nil || len(got) != 1 || got[0] != w.As("town02head") {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := w.Office.ActAs(context.Background(), "nobody"); problem.CodeOf(err) != "store.missing" {
		t.Error(err)
	}
}

func TestFindingAClaim(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		c := nextOf(g, "waiver", "2026-02")
		clock.Set(c.Day.String())
		id, err := w.Run(ctx, &c)
		if err != nil {
			t.Fatal(err)
		}
		l := c.Form
		for by, value := range map[string]string{"name": l.Deceased.Name, "phone": l.Handler.Phone, "paper": l.Deceased.DeathPaper.Number} {
			found, err := o.Find(ctx, w.As("desk1"), office.FindClaim{By: by, Value: value})
			if err != nil || len(found) == 0 || found[0].Claim != id {
				t.Errorf("by %s: %d found, %v", by, len(found), err)
			}
		}
		if d := l.Deceased.Documents[0]; d.Number != "" {
			found, err := o.Find(ctx, w.As("desk1"), office.FindClaim{By: "id", Value: d.Number})
			if err != nil || len(found) != 1 || found[0].Waived == 0 {
				t.Errorf("by id: %+v %v", found, err)
			}
			if found[0].Deceased == l.Deceased.Name {
				t.Error("the name is not masked")
			}
		}
		other := "town01"
		if c.Town == 1 {
			other = "town02"
		}
		found, err := o.Find(ctx, w.As(other), office.FindClaim{By: "name", Value: l.Deceased.Name})
		if err != nil || len(found) != 0 {
			t.Errorf("another town finds it: %+v %v", found, err)
		}
		if _, err := o.Find(ctx, w.As("desk1"), office.FindClaim{By: "shoe", Value: "43"}); problem.CodeOf(err) != "claim.find" {
			t.Error(err)
		}
	})
}

func TestSetupIsSeenByThoseWhoMay(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, _ *storetest.Clock, _ *demo.Generator) {
		ctx, o := context.Background(), w.Office
		people, err := o.People(ctx, w.As(string(party.SecurityAdmin)))
		if err != nil || len(people) != 3+13+2*3 {
			t.Errorf("%d people, %v", len(people), err)
		}
		if _, err := o.People(ctx, w.As("desk1")); err == nil {
			t.Error("a desk clerk lists people")
		}
		offices, err := o.Offices(ctx, w.As("desk1"))
		if err != nil || len(offices) != 1+4+3 {
			t.Errorf("%d offices, %v", len(offices), err)
		}
		p, err := o.Propose(ctx, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "cap", Value: "1400.00", From: w.Office.Today(), Document: "样本"})
		if err != nil {
			t.Fatal(err)
		}
		rules, err := o.Rules(ctx, w.As("chief1"))
		if err != nil || len(rules) != 6+1 {
			t.Fatalf("%d rules, %v: %+v", len(rules), err, rules)
		}
		last := rules[len(rules)-1]
		if last.State != "proposed" || last.ID != p.ID || last.Value != "1400.00" || last.Name != "cap" {
			t.Errorf("what waits for approval is not shown: %+v", last)
		}
		days, err := o.Calendar(ctx, w.As("desk1"))
		if err != nil || len(days) == 0 {
			t.Errorf("%d days %v", len(days), err)
		}
	})
}
