// Package web owns the pages for people: signing in, the claims and lists of
// one's office, one claim, one list. These are the first plain pages.
//
// It never decides, stores or shows a personal value in clear, runs no script
// and loads nothing from elsewhere. Always true: every page but signing in needs
// a session; every answer carries the security headers; a form from another site
// is refused; no personal value stands in an address.
package web

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/office"
)

// Options of the pages.
type Options struct {
	Version string
	// Plain says that the pages are served without TLS on this machine only; else
	// the session's cookie is for HTTPS alone.
	Plain bool
}

//go:embed page/*.html page/site.css
var files embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"yuan":  func(a money.Amount) string { return a.Grouped() },
	"route": func(s string) string { return claim.Route(s).Zh() },
	"role":  func(s string) string { return party.Role(s).Zh() },
	"time": func(s string) string {
		at, err := date.ParseInstant(s)
		if err != nil {
			return s
		}
		return at.Beijing()
	},
}).ParseFS(files, "page/*.html"))

// door is what every handler knows.
type door struct {
	o   *office.Office
	opt Options
}

// Handler serves the pages of an installation.
func Handler(o *office.Office, opt Options) http.Handler {
	d := &door{o, opt}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sign-in", d.signInForm)
	mux.HandleFunc("POST /sign-in", d.signIn)
	mux.HandleFunc("POST /sign-out", d.signOut)
	mux.HandleFunc("GET /site.css", d.css)
	mux.HandleFunc("GET /{$}", d.within(d.home))
	mux.HandleFunc("GET /claims/{id}", d.within(d.claim))
	mux.HandleFunc("GET /lists/{id}", d.within(d.list))
	return headers(http.NewCrossOriginProtection().Handler(http.MaxBytesHandler(mux, 1<<20)))
}

// headers sets what every answer carries.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// view is what a page is filled with.
type view struct {
	Title   string
	Demo    bool
	Version string
	Me      *office.Caller
	Role    string
	Office  string
	Problem *problem.Problem
	Data    any
}

// page writes a page; it is rendered whole before anything is sent.
func (d *door) page(w http.ResponseWriter, status int, name string, v view) {
	v.Demo, v.Version = d.o.Mode() != office.Live, d.opt.Version
	if v.Me != nil {
		v.Role = v.Me.Role.Zh()
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, v); err != nil {
		http.Error(w, "页面故障，请报告", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// no answers an error as a page: what is wrong and what would cure it.
func (d *door) no(w http.ResponseWriter, me *office.Caller, err error) {
	p := problem.Of(err)
	if p == nil {
		p = fault.With().Because(err)
	}
	d.page(w, statusOf(p), "problem.html", view{Title: "不能办理", Me: me, Problem: p})
}

var fault = problem.Define("web.fault", problem.Internal, "系统故障", "a fault of the system", "请稍后重试；仍不行请报告时间", "try again later; if it stays so, report the time")

// statusOf gives the status of a problem.
func statusOf(p *problem.Problem) int {
	switch p.Kind {
	case problem.Forbidden:
		return http.StatusForbidden
	case problem.Missing:
		return http.StatusNotFound
	case problem.Conflict, problem.Refused, problem.Unknown:
		return http.StatusConflict
	case problem.Unready:
		return http.StatusServiceUnavailable
	case problem.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusUnprocessableEntity
}

func (d *door) css(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "page/site.css")
}

// number reads the id of an address.
func number(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id < 1 {
		return 0, badAddress.With()
	}
	return id, nil
}

var badAddress = problem.Define("web.address", problem.Missing, "没有这个页面", "there is no such page", "请从首页进入", "begin at the first page")

var errNoSession = errors.New("web: no session")
