// Package site owns what every page's handler stands on: the table of routes, the
// visit (who, in which role and language), sessions and the defence against
// forged forms, forms and their faults, answers.
//
// It never decides about a claim, keeps anything or draws a page of its own
// beyond signing in and saying no. Always true: only what is in the table is
// served; a route is closed unless it says who may enter, and each act is checked
// again in the office; a form that changes something carries the token of its
// session; no personal value stands in an address or a log.
package site

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"songbai/domain/party"
	"songbai/door/web/assets"
	"songbai/door/web/ui"
	"songbai/office"
)

// Options of the pages.
type Options struct {
	Version string
	// Plain says that the pages are served without TLS on this machine only; else
	// the session's cookie is for HTTPS alone.
	Plain bool
}

// Who may enter a route.
type Who string

// The doors: anybody; the family that holds a slip; people of an office.
const (
	Anyone Who = "anyone"
	Family Who = "family"
	Staff  Who = "staff"
)

// Route is one line of the table of routes.
type Route struct {
	Method string // GET or POST
	Path   string // pattern of net/http, such as /claims/{id}
	Who    Who
	// Acts: a person of an office enters when the role may do one of these; none
	// for everybody who has signed in.
	Acts []party.Act
	Body int64 // largest body in bytes; 0 for 1 MiB
	Do   func(v *Visit) error
}

// NavEntry is an entry of the offices' main menu, shown to roles that may do one
// of its acts. Order sorts the entries.
type NavEntry struct {
	Order  int
	Href   string
	Zh, En string
	Acts   []party.Act
	Roles  []party.Role // only these; none for all that may
	Count  func(v *Visit) (int, error)
}

// Module is what one package of pages brings.
type Module struct {
	Routes  []Route
	Nav     []NavEntry
	Done    map[string][2]string // what was done, by code: Chinese, English
	Samples func() []Sample
}

// Site serves the modules over one office floor.
type Site struct {
	o       *office.Office
	opt     Options
	modules []Module
	nav     []NavEntry
	done    map[string][2]string
	forms   map[string]bool // paths' patterns that take a POST
}

// New makes a site of its modules; the office may be nil where only samples are
// rendered.
func New(o *office.Office, opt Options, modules ...Module) *Site {
	s := &Site{o: o, opt: opt, done: map[string][2]string{}, forms: map[string]bool{}}
	s.modules = append([]Module{s.entrance()}, modules...)
	for _, m := range s.modules {
		s.nav = append(s.nav, m.Nav...)
		for code, words := range m.Done {
			if other, taken := s.done[code]; taken && other != words {
				panic("site: two modules say different things of " + code)
			}
			s.done[code] = words
		}
	}
	sortNav(s.nav)
	return s
}

// Routes lists the table of routes of all modules.
func (s *Site) Routes() (out []Route) {
	for _, m := range s.modules {
		out = append(out, m.Routes...)
	}
	return out
}

// Samples lists the sample views of all modules, in Chinese.
func (s *Site) Samples() []Sample { return s.SamplesIn(ui.Zh) }

// SamplesIn lists the sample views of all modules in a language; one caller at a
// time, as samples are for eyes and tests.
func (s *Site) SamplesIn(l ui.Lang) (out []Sample) {
	sampled = l
	defer func() { sampled = ui.Zh }()
	for _, m := range s.modules {
		if m.Samples != nil {
			out = append(out, m.Samples()...)
		}
	}
	return out
}

// Handler serves the table of routes and nothing else.
func (s *Site) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", assets.Handler())
	for _, r := range s.Routes() {
		mux.HandleFunc(r.Method+" "+r.Path, s.serve(r))
	}
	mux.HandleFunc("/", s.serve(Route{Method: http.MethodGet, Who: Anyone, Do: func(*Visit) error { return NoPage.With() }}))
	return s.headers(http.NewCrossOriginProtection().Handler(gzhttp.GzipHandler(mux)))
}

// pagePolicy is what a page may load: its own styles, scripts and pictures.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// headers sets what every answer carries.
func (s *Site) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if !s.opt.Plain {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// Sample is a page that renders without a database, for eyes and for the golden
// files. Name is the file's: desk-claim-signed.
type Sample struct {
	Name string
	Page ui.Page
	Body ui.Body
}

// Local says whether a path leads to this site and nowhere else.
func Local(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n")
}
