package web

import (
	"net/http"
	"strings"

	"songbai/domain/problem"
	"songbai/office"
)

// cookie is the name of the session's cookie; with TLS the browser is told that
// it is for this host and path alone.
func (d *door) cookie() string {
	if d.opt.Plain {
		return "songbai"
	}
	return "__Host-songbai"
}

func (d *door) signInForm(w http.ResponseWriter, _ *http.Request) {
	d.page(w, http.StatusOK, "sign_in.html", view{Title: "登录"})
}

// signIn opens a session.
func (d *door) signIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.no(w, nil, badAddress.With())
		return
	}
	s, err := d.o.SignIn(r.Context(), strings.TrimSpace(r.PostForm.Get("login")), r.PostForm.Get("password"))
	if err != nil {
		p := problem.Of(err)
		if p == nil {
			p = fault.With().Because(err)
		}
		d.page(w, statusOf(p), "sign_in.html", view{Title: "登录", Problem: p})
		return
	}
	d.setCookie(w, s.Token, 0)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// signOut ends the session; an ended one is no fault.
func (d *door) signOut(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(d.cookie()); err == nil {
		if err := d.o.SignOut(r.Context(), c.Value); err != nil && problem.CodeOf(err) != "session.none" {
			d.no(w, nil, err)
			return
		}
	}
	d.setCookie(w, "", -1)
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}

func (d *door) setCookie(w http.ResponseWriter, token string, age int) {
	http.SetCookie(w, &http.Cookie{Name: d.cookie(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, Secure: !d.opt.Plain, SameSite: http.SameSiteStrictMode})
}

// within runs a page for the person of the session. Somebody with several roles
// chooses one by ?role=; the first is taken otherwise.
func (d *door) within(f func(w http.ResponseWriter, r *http.Request, c office.Caller)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, err := d.callerOf(r)
		if err == errNoSession || problem.CodeOf(err) == "session.none" {
			http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
			return
		}
		if err != nil {
			d.no(w, nil, err)
			return
		}
		f(w, r, c)
	}
}

func (d *door) callerOf(r *http.Request) (office.Caller, error) {
	cookie, err := r.Cookie(d.cookie())
	if err != nil || cookie.Value == "" {
		return office.Caller{}, errNoSession
	}
	all, err := d.o.CallersOf(r.Context(), cookie.Value)
	if err != nil {
		return office.Caller{}, err
	}
	for _, c := range all {
		if string(c.Role) == r.URL.Query().Get("role") {
			return c, nil
		}
	}
	return all[0], nil
}
