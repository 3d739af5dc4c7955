package office_test

import (
	"slices"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
)

// founding is a well-formed county; n tells its people from those of others.
func founding(code int64, n string) office.FirstCounty {
	f := office.FirstCounty{Code: code, Name: "试县" + n}
	for i, r := range []party.Role{party.SysAdmin, party.SecurityAdmin, party.AuditAdmin} {
		f.Admins = append(f.Admins, office.FirstPerson{
			Login: string(r) + n, Name: "样管理", Role: r, Password: pass + n,
			Document: ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1901-02-03"), 10*len(n)+i)},
		})
	}
	return f
}

func TestEveryFoundedCountyHasPasswords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		o := office.New(s)
		for code, n := range map[int64]string{441881: "a", 441882: "bb"} {
			callers, err := o.Found(bg, founding(code, n))
			noErr(t, err)
			in, err := o.SignIn(bg, office.SignInKey{Login: string(party.SecurityAdmin) + n, Password: pass + n})
			noErr(t, err)
			if len(in.Callers) != 1 || in.Callers[0] != callers[party.SecurityAdmin] || in.Callers[0].County != code {
				t.Errorf("%d: %+v", code, in.Callers)
			}
		}
		again := founding(441881, "ccc")
		_, err := o.Found(bg, again)
		refused(t, "store.county_taken", err)
		weak := founding(441883, "dddd")
		weak.Admins[0].Password = "short"
		_, err = o.Found(bg, weak)
		refused(t, "session.password", err)
	})
}

func TestAFoundingIsCheckedBeforeAnythingIsWritten(t *testing.T) {
	s, _ := storetest.New(t, storetest.Engines[0])
	o := office.New(s)
	for want, spoil := range map[string]func(f *office.FirstCounty){
		"code":                   func(f *office.FirstCounty) { f.Code = 4418 },
		"name":                   func(f *office.FirstCounty) { f.Name = " " },
		"admins":                 func(f *office.FirstCounty) { f.Admins = f.Admins[:2] },
		"admins.0.login":         func(f *office.FirstCounty) { f.Admins[0].Login = "X" },
		"admins.1.name":          func(f *office.FirstCounty) { f.Admins[1].Name = "" },
		"admins.2.document":      func(f *office.FirstCounty) { f.Admins[2].Document.Number += "1" },
		"admins.0.document":      func(f *office.FirstCounty) { f.Admins[0].Document = ident.Document{Kind: ident.None} },
		"admins (role twice)":    func(f *office.FirstCounty) { f.Admins[1].Role = party.SysAdmin },
		"admins (person twice)":  func(f *office.FirstCounty) { f.Admins[1].Document = f.Admins[0].Document },
		"admins (business role)": func(f *office.FirstCounty) { f.Admins[1].Role = party.Desk },
	} {
		f := founding(441881, "a")
		spoil(&f)
		_, err := o.Found(bg, f)
		p := problem.Of(err)
		if p == nil || want != p.Field && want[:min(len(want), 7)] != p.Field+" " {
			t.Errorf("%s: %v", want, err)
		}
	}
	if all, err := o.Counties(bg); err != nil || len(all) != 0 {
		t.Fatalf("a refused founding left %v %v", all, err)
	}
}

func TestABrokenOffFoundingIsTakenUpAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		o := office.New(s)
		noErr(t, s.CreateCounty(bg, 441881, "误写"))
		_, err := o.Found(bg, founding(441881, "a"))
		noErr(t, err)
		all, err := o.Counties(bg)
		noErr(t, err)
		if !slices.Equal(all, []store.County{{Code: 441881, Name: "试县a"}}) {
			t.Errorf("%+v", all)
		}
		taken := founding(441882, "bb")
		taken.Admins[1].Login = "sys_admina"
		_, err = o.Found(bg, taken)
		refused(t, "store.person_taken", err)
		if all, _ := o.Counties(bg); len(all) != 1 {
			t.Errorf("a login that is taken left a county behind: %v", all)
		}
	})
}
