package office_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// newPerson adds a person and gives the row id and the document.
func newPerson(t *testing.T, w *demo.World, login string, n int) (int64, ident.Document) {
	t.Helper()
	doc, err := ident.Read(ident.IDCard, ident.Made18("449999", date.MustDay("1890-03-05"), n))
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.Office.AddPerson(context.Background(), w.As("sys_admin"), office.AddPerson{Login: login, Name: "样代办", Document: doc})
	if err != nil {
		t.Fatal(err)
	}
	return a.ID, doc
}

func TestAStandInActsForATimeUnderBothNames(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		clock.Set("2026-02-02")
		person, _ := newPerson(t, w, "standin1", 901)
		reviewer := w.As("reviewer1")
		stand := office.Caller{County: w.County, Person: person, Office: reviewer.Office, Role: party.BureauReviewer}
		ask := office.Delegate{Person: person, For: reviewer.Person, Office: reviewer.Office, Role: party.BureauReviewer, From: date.MustDay("2026-02-03"), To: date.MustDay("2026-02-05"), Reason: "休假"}
		for name, bad := range map[string]func(*office.Delegate){
			"delegate.self":           func(d *office.Delegate) { d.Person = d.For },
			"delegate.days":           func(d *office.Delegate) { d.From = date.MustDay("2026-02-01") },
			"delegate.reason":         func(d *office.Delegate) { d.Reason = " " },
			"delegate.role":           func(d *office.Delegate) { d.For = w.As("chief1").Person },
			"office.grant_held":       func(d *office.Delegate) { d.Person = w.As("reviewer2").Person },
			"party.role_alone":        func(d *office.Delegate) { d.Person = w.As("desk1").Person },
			"store.missing":           func(d *office.Delegate) { d.Person = 5 },
			"party.role_office":       func(d *office.Delegate) { d.Role = party.Desk; d.For = 0 },
			"delegate.days ":          func(d *office.Delegate) { d.To = d.From + 92 },
			"delegate.days  backward": func(d *office.Delegate) { d.To = d.From - 1 },
		} {
			d := ask
			bad(&d)
			want, _, _ := strings.Cut(name, " ")
			if _, err := o.Delegate(ctx, w.As("security_admin"), d); problem.CodeOf(err) != want && want != "party.role_office" || err == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := o.Delegate(ctx, w.As("sys_admin"), ask); problem.CodeOf(err) != "party.not_allowed" {
			t.Errorf("the system administrator named a stand-in: %v", err)
		}
		made, err := o.Delegate(ctx, w.As("security_admin"), ask)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Delegate(ctx, w.As("security_admin"), ask); problem.CodeOf(err) != "delegate.overlap" {
			t.Errorf("a second stand-in of the same time: %v", err)
		}
		sees := func(day string, may bool) {
			t.Helper()
			clock.Set(day)
			_, err := o.Waiting(ctx, stand)
			if (err == nil) != may || err != nil && problem.CodeOf(err) != "office.not_held" {
				t.Errorf("on %s: %v", day, err)
			}
		}
		sees("2026-02-02", false)
		sees("2026-02-03", true)
		if err := o.DeclareRelation(ctx, stand, "配偶", mustDoc(t, 77)); err != nil {
			t.Fatal(err)
		}
		sees("2026-02-05", true)
		sees("2026-02-06", false)
		log, err := o.AuditLog(ctx, w.As("auditor1"), office.AuditFilter{Person: person})
		if err != nil || len(log.Rows) == 0 || log.Rows[0].ForName != "样乙一" || log.Rows[0].Name != "样代办" {
			t.Errorf("the record does not hold both names: %+v %v", log.Rows, err)
		}
		rows, err := o.Delegations(ctx, w.As("security_admin"))
		if err != nil || len(rows) != 1 || rows[0].State != "over" || rows[0].To != ask.To || rows[0].ForName != "样乙一" {
			t.Errorf("%+v %v", rows, err)
		}
		if err := o.EndDelegation(ctx, w.As("security_admin"), made.ID, "提前返岗"); problem.CodeOf(err) != "store.missing" {
			t.Errorf("what is over was ended: %v", err)
		}
		ask.From, ask.To = date.MustDay("2026-02-06"), date.MustDay("2026-02-09")
		if made, err = o.Delegate(ctx, w.As("security_admin"), ask); err != nil {
			t.Fatal(err)
		}
		sees("2026-02-07", true)
		if err := o.EndDelegation(ctx, w.As("security_admin"), made.ID, "提前返岗"); err != nil {
			t.Fatal(err)
		}
		sees("2026-02-08", false)
	})
}

func mustDoc(t *testing.T, n int) ident.Document {
	t.Helper()
	doc, err := ident.Read(ident.IDCard, ident.Made18("449999", date.MustDay("1891-03-05"), n))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAPasswordIsSetByItsPersonAlone(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		person, doc := newPerson(t, w, "fresh1", 902)
		if _, err := o.ResetPassword(ctx, w.As("security_admin"), person); problem.CodeOf(err) != "session.county" {
			t.Errorf("a code for somebody without a role: %v", err)
		}
		if _, err := o.GrantRole(ctx, w.As("security_admin"), office.GrantRole{Person: person, Office: w.As("desk1").Office, Role: party.Desk}); err != nil {
			t.Fatal(err)
		}
		if _, err := o.ResetPassword(ctx, w.As("sys_admin"), person); problem.CodeOf(err) != "party.not_allowed" {
			t.Error(err)
		}
		old, err := o.ResetPassword(ctx, w.As("security_admin"), person)
		if err != nil {
			t.Fatal(err)
		}
		code, err := o.ResetPassword(ctx, w.As("security_admin"), person)
		if err != nil {
			t.Fatal(err)
		}
		set := func(code string, d ident.Document, word string) string {
			return problem.CodeOf(o.NewPassword(ctx, office.NewPassword{Code: code, Document: d, Password: word}))
		}
		if c := set(old.Code, doc, "long enough words"); c != "session.reset" {
			t.Errorf("the earlier code still works: %s", c)
		}
		if c := set(code.Code, mustDoc(t, 78), "long enough words"); c != "session.reset" {
			t.Errorf("another document was taken: %s", c)
		}
		if c := set(code.Code, doc, "short"); c != "session.password" {
			t.Error(c)
		}
		if c := set(strings.ToLower(" "+code.Code), doc, "long enough words"); c != "" {
			t.Errorf("the code as it was typed: %s", c)
		}
		if c := set(code.Code, doc, "other words again"); c != "session.reset" {
			t.Errorf("the code works twice: %s", c)
		}
		s, err := o.SignIn(ctx, office.SignInKey{Login: "fresh1", Password: "long enough words"})
		if err != nil || len(s.Callers) != 1 {
			t.Fatal(s.Callers, err)
		}
		late, err := o.ResetPassword(ctx, w.As("security_admin"), person)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.CallersOf(ctx, s.Token); problem.CodeOf(err) != "session.none" {
			t.Errorf("the session outlives the code: %v", err)
		}
		clock.Set("2026-02-20")
		if c := set(late.Code, doc, "long enough words"); c != "session.reset" {
			t.Errorf("a code past its day: %s", c)
		}
	})
}

func TestEndingPeopleAndOffices(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, sys := context.Background(), w.Office, w.As("sys_admin")
		desk := w.As("desk1")
		end := func(person int64) string {
			return problem.CodeOf(o.EndPerson(ctx, sys, office.EndPerson{Person: person, Reason: "调离"}))
		}
		if c := end(sys.Person); c != "people.self" {
			t.Error(c)
		}
		if c := end(w.As("audit_admin").Person); c != "people.last_admin" {
			t.Error(c)
		}
		if err := o.EndPerson(ctx, sys, office.EndPerson{Person: desk.Person}); problem.CodeOf(err) != "people.reason" {
			t.Error(err)
		}
		if c := end(desk.Person); c != "" {
			t.Fatal(c)
		}
		if _, err := o.Waiting(ctx, desk); problem.CodeOf(err) != "office.not_held" {
			t.Errorf("somebody who left still acts: %v", err)
		}
		if _, err := o.ResetPassword(ctx, w.As("security_admin"), desk.Person); problem.CodeOf(err) != "office.person_left" {
			t.Error(err)
		}
		town := w.As(demo.TownClerk(1))
		if err := o.EndOffice(ctx, sys, office.EndOffice{Office: sys.Office, Reason: "撤并"}); problem.CodeOf(err) != "people.admin_office" {
			t.Error(err)
		}
		if err := o.EndOffice(ctx, sys, office.EndOffice{Office: town.Office, Reason: "撤并"}); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Claims(ctx, town, office.ClaimFilter{}); problem.CodeOf(err) != "office.not_held" {
			t.Errorf("an office that ended still acts: %v", err)
		}
	})
}

func TestSettingsAndJobs(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, sys := context.Background(), w.Office, w.As("sys_admin")
		for name, x := range map[string]office.SetSetting{
			"setting.name":  {Name: "cap", Value: "1"},
			"setting.value": {Name: "session_hours", Value: "13"},
			"":              {Name: "session_hours", Value: " 2 "},
		} {
			if err := o.SetSetting(ctx, sys, x); problem.CodeOf(err) != name {
				t.Errorf("%+v: %v", x, err)
			}
		}
		if err := o.SetSetting(ctx, w.As("chief1"), office.SetSetting{Name: "staff_notice", Value: "x"}); problem.CodeOf(err) != "party.not_allowed" {
			t.Error(err)
		}
		rows, err := o.Settings(ctx, w.As("desk1"))
		if err != nil || len(rows) != 3 || rows[1].Value != "2" || rows[1].Person != "样管理" {
			t.Errorf("%+v %v", rows, err)
		}
		clock.Set("2026-02-03")
		if _, err := o.RunJob(ctx, sys, office.JobCheck); problem.CodeOf(err) != "job.no_checker" {
			t.Error(err)
		}
		o.WithChecker(func(context.Context) (office.Verified, error) { return office.Verified{Audit: 7}, errors.New("disk") })
		if _, err := o.RunJob(ctx, sys, office.JobCheck); err == nil {
			t.Error("a failed check passed")
		}
		o.WithChecker(func(context.Context) (office.Verified, error) {
			return office.Verified{Audit: 7, Findings: []string{"INV-06 entry 441881/1"}}, nil
		})
		if r, err := o.RunJob(ctx, w.As("auditor1"), office.JobCheck); err != nil || r.Outcome != "found" || !strings.Contains(r.Detail, "INV-06 entry") {
			t.Errorf("%+v %v", r, err)
		}
		if _, err := o.RunJob(ctx, w.As("auditor1"), office.JobRemind); problem.CodeOf(err) != "party.not_allowed" {
			t.Error(err)
		}
		if _, err := o.RunJob(ctx, sys, "scrub"); problem.CodeOf(err) != "job.name" {
			t.Error(err)
		}
		if _, err := o.RunJob(ctx, office.Caller{Role: party.Timer}, office.JobAnchor); err != nil {
			t.Error(err)
		}
		jobs, err := o.Jobs(ctx, sys)
		if err != nil || len(jobs) != 3 || len(jobs[2].Runs) != 3 || jobs[2].Runs[0].Outcome != "found" || jobs[2].Runs[1].Outcome != "failed" || len(jobs[1].Runs) != 1 {
			t.Errorf("%+v %v", jobs, err)
		}
	})
}
