package site

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/ui"
	"songbai/office"
)

// Visit is one request: who asks, in which role and language, and how to answer.
type Visit struct {
	W      http.ResponseWriter
	R      *http.Request
	O      *office.Office
	Caller office.Caller // nobody's where the route is open to anyone
	Me     *office.Me    // for people of an office
	Lang   ui.Lang
	Form   *Form
	s      *Site
	route  Route
	token  string // of the session, "" without one
	secret string // of this browser, to which tokens of forms are bound
}

// serve runs a route.
func (s *Site) serve(route Route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{W: w, R: r, O: s.o, Lang: langOf(r), s: s, route: route, Form: &Form{}}
		if err := v.run(); err != nil {
			v.no(err)
		}
	}
}

// run finds who asks, reads the form and does what the route is for.
func (v *Visit) run() error {
	if v.R.Method == http.MethodHead {
		v.R.Method = http.MethodGet
	}
	if err := v.readForm(); err != nil {
		return err
	}
	if err := v.enter(); err != nil {
		if needsSession(err) {
			return v.toSignIn()
		}
		return err
	}
	if err := v.genuine(); err != nil {
		return err
	}
	return v.route.Do(v)
}

// enter finds the caller and holds the door.
func (v *Visit) enter() error {
	v.secret = v.browserSecret()
	switch v.route.Who {
	case Anyone:
		return nil
	case Family:
		return v.enterFamily()
	}
	v.token = v.cookie(sessionCookie)
	if v.token == "" {
		return errNoSession
	}
	me, err := v.O.Me(v.R.Context(), v.token)
	if err != nil {
		return err
	}
	v.Me = &me
	v.Caller = me.Roles[0].Caller
	chosen := v.cookie(roleCookie)
	for _, r := range me.Roles {
		if roleValue(r.Caller) == chosen {
			v.Caller = r.Caller
		}
	}
	if len(v.route.Acts) > 0 && !slices.ContainsFunc(v.route.Acts, v.May) {
		return noEntry.With()
	}
	return nil
}

// May tells whether the caller's role may do an act at all; the office checks
// the act itself again.
func (v *Visit) May(a party.Act) bool {
	_, ok := party.ReachOf(a, v.Caller.Role)
	return ok
}

// Acting is the caller under the key of the form, so that the same form sent
// twice acts once.
func (v *Visit) Acting() office.Caller { return v.Caller.With(v.Form.Get("key")) }

// Confirm is the one place of the step-up: the form's password is the caller's.
func (v *Visit) Confirm() error {
	return v.O.Confirm(v.R.Context(), v.Caller, v.Form.Raw("password"))
}

// ID reads a number of the address.
func (v *Visit) ID(name string) (int64, error) {
	id, err := strconv.ParseInt(v.R.PathValue(name), 10, 64)
	if err != nil || id < 1 {
		return 0, NoPage.With()
	}
	return id, nil
}

// Page begins a page of the route's frame.
func (v *Visit) Page(zh, en string) ui.Page {
	p := ui.Page{
		Lang: v.Lang, Title: v.Lang.T(zh, en), Family: v.route.Who != Staff, Large: v.cookie(sizeCookie) == "large",
		CSRF: v.formToken(), Key: v.formKey(), Path: v.R.URL.Path, Ver: v.s.opt.Version,
	}
	if v.O != nil {
		p.Demo = v.O.Mode() != office.Live
	}
	if v.R.Method == http.MethodPost {
		p.Path = v.backPath()
	}
	if v.Me != nil {
		v.addMe(&p)
	}
	p.Done = v.doneWords()
	return p
}

// addMe fills in who is signed in and the main menu.
func (v *Visit) addMe(p *ui.Page) {
	me := &ui.Me{Name: v.Me.Name}
	for _, r := range v.Me.Roles {
		role := v.Lang.T(r.Role.Zh(), r.Role.En())
		if r.ForName != "" {
			role += v.Lang.T("（代"+r.ForName+"）", " (for "+r.ForName+")")
		}
		if r.Caller == v.Caller {
			me.Office, me.Role = r.OfficeName, role
			continue
		}
		me.Others = append(me.Others, ui.Choice{Value: roleValue(r.Caller), Label: r.OfficeName + " · " + role})
	}
	p.Me, p.Nav = me, v.nav()
}

// nav is the main menu of the caller's role.
func (v *Visit) nav() (out []ui.NavItem) {
	here := -1
	for _, n := range v.s.nav {
		if len(n.Roles) > 0 && !slices.Contains(n.Roles, v.Caller.Role) || len(n.Acts) > 0 && !slices.ContainsFunc(n.Acts, v.May) {
			continue
		}
		item := ui.NavItem{Href: n.Href, Label: v.Lang.T(n.Zh, n.En)}
		if n.Count != nil {
			item.Count, _ = n.Count(v) // a number that cannot be had is not shown
		}
		if under(v.R.URL.Path, n.Href) && (here < 0 || len(n.Href) > len(out[here].Href)) {
			here = len(out)
		}
		out = append(out, item)
	}
	if here >= 0 {
		out[here].Here = true
	}
	return out
}

func under(path, href string) bool {
	return path == href || strings.HasPrefix(path, strings.TrimSuffix(href, "/")+"/")
}

func sortNav(n []NavEntry) {
	slices.SortStableFunc(n, func(a, b NavEntry) int { return cmp.Compare(a.Order, b.Order) })
}

// Show answers with a page.
func (v *Visit) Show(p ui.Page, body ui.Body) error { return v.show(http.StatusOK, p, body) }

// Again answers with the page of a form that has something to mend, unless the
// fault is not the form's.
func (v *Visit) Again(err error, p ui.Page, body ui.Body) error {
	q := problem.Of(err)
	if q == nil || q.Kind == problem.Internal || q.Kind == problem.Missing {
		return err
	}
	p.Errors = append(p.Errors, ui.ErrorsOf(v.Lang, q)...)
	return v.show(statusOf(q), p, body)
}

// AgainWith is Again where the body shows each fault at its field: all faults of
// a list are told at once.
func (v *Visit) AgainWith(err error, p ui.Page, body func(ui.Page) ui.Body) error {
	q := problem.Of(err)
	if q == nil || q.Kind == problem.Internal || q.Kind == problem.Missing {
		return err
	}
	var all problem.List
	if !errors.As(err, &all) {
		all = problem.List{q}
	}
	for _, x := range all {
		p.Errors = append(p.Errors, ui.ErrorsOf(v.Lang, x)...)
	}
	return v.show(statusOf(q), p, body(p))
}

// show renders a page whole before anything is sent.
func (v *Visit) show(status int, p ui.Page, body ui.Body) error {
	var b bytes.Buffer
	if err := ui.Render(v.R.Context(), &b, p, body); err != nil {
		return fault.With().Because(err)
	}
	if v.R.Method == http.MethodPost && status >= http.StatusBadRequest {
		var kept bytes.Buffer
		if err := keepTyped(&kept, b.Bytes(), v.R.URL, v.Form.Values); err != nil {
			return fault.With().Because(err)
		}
		b = kept
	}
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.W.WriteHeader(status)
	_, _ = v.W.Write(b.Bytes())
	return nil
}

// To sends the browser to another page of this site.
func (v *Visit) To(path string) error {
	http.Redirect(v.W, v.R, path, http.StatusSeeOther)
	return nil
}

// Done sends the browser to a page that says what was done: the code of an act,
// or one of a module's own. It travels in a cookie that the next page takes away,
// so that no link can make a page say that something was done.
func (v *Visit) Done(path, code string) error {
	v.Say(code)
	return v.To(path)
}

// Say has the next page say what was done.
func (v *Visit) Say(code string) { v.setCookie(doneCookie, code, 60) }

// doneWords says what was just done, once.
func (v *Visit) doneWords() string {
	code := v.cookie(doneCookie)
	if code == "" || v.R.Method != http.MethodGet {
		return ""
	}
	v.setCookie(doneCookie, "", -1)
	if words, ok := v.s.done[code]; ok {
		return v.Lang.T(words[0], words[1])
	}
	if a := party.Act(code); party.GroupOf(a) != "" {
		return v.Lang.T("已完成：", "Done: ") + v.Lang.T(a.Zh(), a.En())
	}
	return ""
}

// Send answers with a file; name is what the browser keeps it under. Shown opens
// it in the browser instead of keeping it.
func (v *Visit) Send(media, name string, shown bool, b []byte) error {
	h := v.W.Header()
	h.Set("Content-Type", media)
	how := "attachment"
	if shown {
		how = "inline"
	}
	h.Set("Content-Disposition", how+`; filename="`+strings.Map(plainName, name)+`"`)
	policy := "default-src 'none'; style-src 'unsafe-inline'; sandbox"
	if shown && media == "application/pdf" { // a browser shows no PDF in a sandbox; its own viewer is one
		policy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
	}
	h.Set("Content-Security-Policy", policy)
	_, _ = v.W.Write(b)
	return nil
}

// Embedding lets the answer's page show files of this site in their place.
func (v *Visit) Embedding() {
	v.W.Header().Set("Content-Security-Policy", "frame-src 'self'; "+pagePolicy)
}

// plainName keeps what may stand in a file's name.
func plainName(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
		return r
	}
	return '-'
}

// formKey is the key under which this answer's forms act once; a form that is
// shown again keeps its own.
func (v *Visit) formKey() string {
	if k := v.Form.Get("key"); k != "" {
		return k
	}
	return rand.Text()
}
