package office_test

import (
	"context"
	"testing"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// TestReminderIsPassedOnByAPerson: a home has a claim for March and lets the day of
// its list pass; the bureau sees whom to call, fails once, reaches the home, and the
// message waits no longer. Once the list is there, nothing of it has to be said.
func TestReminderIsPassedOnByAPerson(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, bureau := context.Background(), w.Office, w.As("reviewer1")
		month, _ := date.ParseMonth("2026-03")
		c := g.Next(month)
		for c.Form.Route != "waiver" || c.Refused {
			c = g.Next(month)
		}
		clock.Set("2026-03-20")
		if _, err := w.Run(ctx, &c); err != nil {
			t.Fatal(err)
		}
		clock.Set("2026-04-03")
		if _, err := o.Remind(ctx); err != nil {
			t.Fatal(err)
		}
		v := must[office.NotesPage](t)(o.Notes(ctx, bureau, office.NotesToOffices, 0))
		var note office.NoteView
		for _, n := range v.Rows {
			if n.Kind == "list_ready" {
				note = n
			}
		}
		if note.ID == 0 || note.Moot || note.About != "2026年3月" || len(note.To) != 1 || note.To[0].Home != w.Home {
			t.Fatalf("%+v", v.Rows)
		}
		for who, want := range map[string]string{"sys_admin": "party.not_allowed", "manager1": "party.not_allowed", "auditor1": "party.not_allowed"} {
			if _, err := o.Notes(ctx, w.As(who), office.NotesToOffices, 0); problem.CodeOf(err) != want {
				t.Errorf("%s reads them: %v", who, err)
			}
		}
		if err := o.MarkNote(ctx, bureau, office.MarkNote{Note: note.ID, Outcome: "perhaps"}); problem.CodeOf(err) != "note.outcome" {
			t.Error(err)
		}
		for _, outcome := range []string{"failed", "sent"} {
			if err := o.MarkNote(ctx, bureau, office.MarkNote{Note: note.ID, Outcome: outcome}); err != nil {
				t.Fatal(err)
			}
		}
		if err := o.MarkNote(ctx, bureau, office.MarkNote{Note: note.ID, Outcome: "sent"}); problem.CodeOf(err) != "note.sent" {
			t.Error(err)
		}
		for _, n := range must[office.NotesPage](t)(o.Notes(ctx, bureau, office.NotesToOffices, 0)).Rows {
			if n.ID == note.ID {
				t.Error("it still waits")
			}
		}
		clock.Set("2026-04-07")
		if _, err := o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: settlement.MustPeriod("2026-03")}); err != nil {
			t.Fatal(err)
		}
		for _, n := range must[office.NotesPage](t)(o.Notes(ctx, bureau, office.NotesDone, 0)).Rows {
			if n.ID == note.ID && (!n.Moot || n.Tries != 2 || n.Sent == "" || n.Who == "") {
				t.Errorf("%+v", n)
			}
		}
	})
}

// TestAPhoneIsChangedByItsOwnOffice: the manager of a home, the head of a town, the
// bureau's chief and the administrator change it; each within the own reach.
func TestAPhoneIsChangedByItsOwnOffice(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		clock.Set("2026-02-02")
		home, town := w.As("manager1"), w.As(demo.TownHead(1))
		for _, x := range []struct {
			who    string
			office int64
			phone  string
			want   string
		}{
			{"manager1", 0, "0763-000 0001", ""}, {"manager1", town.Office, "0763-0000002", "party.out_of_reach"}, {demo.TownHead(1), 0, "0763-0000003", ""},
			{demo.TownHead(1), w.As(demo.TownHead(2)).Office, "0763-0000004", "party.out_of_reach"}, {"chief1", town.Office, "0763-0000005 转 8", ""}, {"sys_admin", home.Office, "12345", ""},
			{"desk1", 0, "0763-0000006", "party.not_allowed"}, {"manager1", 0, "no number", "office.phone"}, {"manager1", 0, "", "office.phone"}, {"manager1", 0, "0763-0000007 电话 tomorrow", "office.phone"},
		} {
			err := o.SetPhone(ctx, w.As(x.who), office.SetPhone{Office: x.office, Phone: x.phone})
			if problem.CodeOf(err) != x.want {
				t.Errorf("%s %q: %v", x.who, x.phone, err)
			}
		}
		for _, of := range must[office.Board](t)(o.Directory(ctx, w.County)).Towns {
			if of.Office == town.Office && of.Phone != "0763-0000005 转 8" {
				t.Errorf("the board says %q", of.Phone)
			}
		}
		if row, err := o.PhoneOf(ctx, home, 0); err != nil || row.Phone != "12345" || row.Kind != party.Home {
			t.Errorf("%+v %v", row, err)
		}
	})
}
