package site

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"

	"songbai/domain/problem"
	"songbai/door/web/ui"
	"songbai/office"
)

// entrance are the pages of the site itself: signing in and out, the own page,
// language and size of type.
func (s *Site) entrance() Module {
	return Module{
		Routes: []Route{
			{Method: "GET", Path: "/sign-in", Who: Anyone, Do: signInPage},
			{Method: "POST", Path: "/sign-in", Who: Anyone, Body: 4 << 20, Do: signIn},
			{Method: "POST", Path: "/sign-out", Who: Anyone, Do: signOut},
			{Method: "GET", Path: "/me", Who: Staff, Do: mePage},
			{Method: "POST", Path: "/me/password", Who: Staff, Do: changePassword},
			{Method: "POST", Path: "/role", Who: Staff, Do: changeRole},
			{Method: "POST", Path: "/lang", Who: Anyone, Do: changeLang},
			{Method: "POST", Path: "/size", Who: Anyone, Do: changeSize},
		},
		Samples: entranceSamples,
	}
}

// Kept is a form whose session ended before it was sent: it comes back after
// signing in, so that nothing is lost. Files are not kept.
type Kept struct {
	Path   string
	Fields []KeptField
}

// KeptField is one field of a kept form.
type KeptField struct{ Name, Value string }

// keep gives the form of this request, to be sent again after signing in.
func (v *Visit) keep() *Kept {
	if v.R.Method != http.MethodPost {
		return nil
	}
	return &Kept{v.R.URL.Path, fieldsOf(v.Form.Values, "csrf", "password", "old_password", "same_password")}
}

func fieldsOf(values url.Values, without ...string) (out []KeptField) {
	names := make([]string, 0, len(values))
	for n := range values {
		if !slices.Contains(without, n) {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		for _, value := range values[n] {
			out = append(out, KeptField{n, value})
		}
	}
	return out
}

// toSignIn sends somebody without a session to where one is opened; a form that
// was under way comes along.
func (v *Visit) toSignIn() error {
	kept := v.keep()
	if kept == nil {
		where := "/sign-in"
		if v.route.Who == Family {
			where = "/find"
		}
		return v.To(where)
	}
	if v.route.Who == Family {
		return v.familyAgain(kept)
	}
	v.route = Route{Who: Anyone}
	p := v.signInView()
	p.Errors = []ui.FieldError{{Text: v.Lang.T("登录已过期。重新登录后继续，填写的内容没有丢失。", "Your session has ended. Sign in to go on; nothing you filled in is lost.")}}
	return v.show(http.StatusForbidden, p, signInView(p, "", kept))
}

func (v *Visit) signInView() ui.Page {
	p := v.Page("登录", "Sign in")
	p.Family = false
	return p
}

func signInPage(v *Visit) error {
	p := v.signInView()
	return v.Show(p, signInView(p, "", nil))
}

// signIn opens a session and goes to the person's first page, or goes on with the
// form that was under way.
func signIn(v *Visit) error {
	login := v.Form.Get("login")
	var kept *Kept
	if path := v.Form.Get("kept.path"); path != "" && Local(path) {
		kept = &Kept{Path: path}
		for _, f := range fieldsOf(v.Form.Values) {
			if name, ok := cutKept(f.Name); ok {
				kept.Fields = append(kept.Fields, KeptField{name, f.Value})
			}
		}
	}
	s, err := v.O.SignIn(v.R.Context(), office.SignInKey{Login: login, Password: v.Form.Raw("password"), Source: v.Source(), Device: v.Device()})
	if err != nil {
		p := v.signInView()
		if problem.CodeOf(err) == "session.wrong" {
			err = problem.Of(err).At("login")
		}
		return v.Again(err, p, signInView(p, login, kept))
	}
	v.setCookie(sessionCookie, s.Token, 0)
	v.setCookie(deviceCookie, s.Device, deviceAge)
	v.setCookie(roleCookie, "", -1)
	if kept == nil {
		return v.To("/work")
	}
	v.secret = s.Token
	p := v.signInView()
	return v.Show(p, goOn(p, kept))
}

func cutKept(name string) (string, bool) {
	const before = "kept.field."
	if len(name) > len(before) && name[:len(before)] == before {
		return name[len(before):], true
	}
	return "", false
}

// signOut ends the session; an ended one is no fault.
func signOut(v *Visit) error {
	if token := v.cookie(sessionCookie); token != "" {
		if err := v.O.SignOut(v.R.Context(), token); err != nil && problem.CodeOf(err) != "session.none" {
			return err
		}
	}
	v.setCookie(sessionCookie, "", -1)
	v.setCookie(roleCookie, "", -1)
	v.W.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return v.To("/sign-in")
}

func mePage(v *Visit) error {
	p := v.Page("我的账号", "My account")
	return v.Show(p, meView(p))
}

var notSame = problem.Define("session.again", problem.Invalid,
	"两次输入的新密码不一样", "the new password was not written the same twice", "请重新输入两次", "write it twice again")

// changePassword sets the own password; every session ends with the old one, so
// the person signs in again.
func changePassword(v *Visit) error {
	old, password := v.Form.Raw("old_password"), v.Form.Raw("password")
	var err error
	if password != v.Form.Raw("same_password") {
		err = notSame.With().At("same_password")
	} else {
		err = v.O.ChangePassword(v.R.Context(), v.Caller, old, password)
	}
	if err != nil {
		p := v.Page("我的账号", "My account")
		p.Path, p.Key = "/me", rand.Text()
		return v.AgainWith(err, p, meView)
	}
	v.setCookie(sessionCookie, "", -1)
	v.setCookie(roleCookie, "", -1)
	p := v.signInView()
	return v.Show(p, changedView(p))
}

// changeRole chooses another of the own roles.
func changeRole(v *Visit) error {
	v.setCookie(roleCookie, v.Form.Get("role"), 0)
	return v.To("/work")
}

func changeLang(v *Visit) error {
	v.setCookie(langCookie, v.Form.Get("lang"), 365*24*3600)
	return v.toNext()
}

func changeSize(v *Visit) error {
	size := ""
	if v.Form.Get("large") != "" {
		size = "large"
	}
	v.setCookie(sizeCookie, size, 365*24*3600)
	return v.toNext()
}

func (v *Visit) toNext() error {
	if next := v.Form.Get("next"); Local(next) {
		return v.To(next)
	}
	return v.To("/")
}
