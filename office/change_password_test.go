package office_test

import (
	"testing"

	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

func TestAPersonChangesTheOwnPasswordWithTheOldOne(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, _ *storetest.Clock, _ *demo.Generator) {
		const old, fresh = "old pass phrase one", "new pass phrase two"
		desk := w.As("desk1")
		ok(t, w.Office.SetPassword(bg, desk, "desk1", old))
		s, err := w.Office.SignIn(bg, office.SignInKey{Login: "desk1", Password: old})
		ok(t, err)
		err = w.Office.ChangePassword(bg, desk, "not the old one", fresh)
		wants(t, err, "session.not_confirmed")
		if f := problem.Of(err).Field; f != "old_password" {
			t.Errorf("told at %s", f)
		}
		wants(t, w.Office.ChangePassword(bg, desk, old, "short"), "session.password")
		if _, err := w.Office.Me(bg, s.Token); err != nil {
			t.Fatalf("a refused change ended the session: %v", err)
		}
		ok(t, w.Office.ChangePassword(bg, desk, old, fresh))
		if _, err := w.Office.Me(bg, s.Token); err == nil {
			t.Error("a session of the old password goes on")
		}
		_, err = w.Office.SignIn(bg, office.SignInKey{Login: "desk1", Password: old})
		wants(t, err, "session.wrong")
		_, err = w.Office.SignIn(bg, office.SignInKey{Login: "desk1", Password: fresh})
		ok(t, err)
	})
}
