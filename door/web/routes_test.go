package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"songbai/domain/party"
	"songbai/door/demo"
	"songbai/door/web"
	"songbai/door/web/site"
	"songbai/office"
)

var wild = regexp.MustCompile(`\{[a-z_]+(\.\.\.)?\}`)

// address fills the wild parts of a route's path with a number nobody has.
func address(r site.Route) string {
	return strings.TrimSuffix(wild.ReplaceAllString(strings.TrimSuffix(r.Path, "{$}"), "999999"), " ")
}

// ask asks for a route as its form would, with a token when one is wanted.
func (b *browser) ask(r site.Route, token string) (*http.Response, string) {
	b.t.Helper()
	if r.Method == http.MethodGet {
		return b.get(address(r))
	}
	fields := url.Values{"key": {"K"}}
	if token != "" {
		fields.Set("csrf", token)
	}
	answer, err := b.PostForm(b.at+address(r), fields)
	return b.read(answer, err)
}

// TestTheTableOfRoutesHoldsTheDoor asks for every route as nobody, as each role
// and without a form's token: who may not enter is told so, and nothing is written.
func TestTheTableOfRoutesHoldsTheDoor(t *testing.T) {
	b := newBrowser(t, true)
	routes := web.New(nil, web.Options{}).Routes()
	seen := map[string]bool{}
	for _, r := range routes {
		name := r.Method + " " + r.Path
		if seen[name] || r.Who == "" || r.Do == nil || r.Method != http.MethodGet && r.Method != http.MethodPost {
			t.Errorf("%s: stands twice or says not who may enter", name)
		}
		seen[name] = true
		if r.Who == site.Anyone {
			continue
		}
		answer, _ := b.ask(r, "")
		if r.Method == http.MethodGet && answer.StatusCode != http.StatusSeeOther || r.Method == http.MethodPost && answer.StatusCode != http.StatusForbidden && answer.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: nobody gets %s", name, answer.Status)
		}
	}
	for _, a := range demo.Accounts() {
		if strings.HasPrefix(a.Login, "town02") {
			continue // as the first town's
		}
		b.signIn(a.Login)
		_, page := b.get("/me")
		own := token.FindStringSubmatch(page)[1]
		for _, r := range routes {
			if r.Who != site.Staff || len(r.Acts) == 0 {
				continue
			}
			may := slices.ContainsFunc(r.Acts, func(act party.Act) bool { _, ok := party.ReachOf(act, party.Role(a.Role)); return ok })
			answer, text := b.ask(r, own)
			if shut := answer.StatusCode == http.StatusForbidden && strings.Contains(text, "您的角色不办理这个页面上的事项"); shut == may {
				t.Errorf("%s %s as %s: may %t, answer %s", r.Method, r.Path, a.Login, may, answer.Status)
			}
			if r.Method == http.MethodPost {
				if answer, _ := b.ask(r, ""); answer.StatusCode != http.StatusForbidden {
					t.Errorf("%s %s as %s without a token: %s", r.Method, r.Path, a.Login, answer.Status)
				}
			}
		}
		if answer, _ := b.ask(site.Route{Method: http.MethodPost, Path: "/sign-out"}, own); answer.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s cannot sign out: %s", a.Login, answer.Status)
		}
	}
}

// TestAFormOutlivesItsSession sends a form after the session has ended: it comes
// back after signing in, and nothing was done meanwhile.
func TestAFormOutlivesItsSession(t *testing.T) {
	b := newBrowser(t, true)
	b.signIn("desk1")
	b.Jar.SetCookies(mustURL(t, b.at), []*http.Cookie{{Name: "songbai", Value: strings.Repeat("A", 52), Path: "/"}})
	r, text := b.read(b.PostForm(b.at+"/role", url.Values{"role": {"keep & this"}, "key": {"K1"}}))
	if r.StatusCode != http.StatusForbidden || !strings.Contains(text, "填写的内容没有丢失") || !strings.Contains(text, `name="kept.field.role" value="keep &amp; this"`) {
		t.Fatalf("%s %s", r.Status, text)
	}
	fields := url.Values{"login": {"desk1"}, "password": {demo.Password}}
	for _, m := range regexp.MustCompile(`type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		fields.Set(m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
	}
	r, text = b.read(b.PostForm(b.at+"/sign-in", fields))
	if r.StatusCode != http.StatusOK || !strings.Contains(text, "可以继续") || !strings.Contains(text, `action="/role"`) || !strings.Contains(text, `name="role" value="keep &amp; this"`) || !strings.Contains(text, `name="key" value="K1"`) {
		t.Fatalf("%s %s", r.Status, text)
	}
	if strings.Contains(text, demo.Password) {
		t.Error("the password is kept")
	}
	r, _ = b.read(b.PostForm(b.at+"/role", url.Values{"role": {"keep & this"}, "csrf": {token.FindStringSubmatch(text)[1]}}))
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/work" {
		t.Errorf("%s", r.Status)
	}
}

func mustURL(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestSwitchesStayOnThisSite changes language and size, and leads nowhere else.
func TestSwitchesStayOnThisSite(t *testing.T) {
	b := newBrowser(t, true)
	r, _ := b.post("/", "/lang", url.Values{"lang": {"en"}, "next": {"/sign-in"}})
	if r.Header.Get("Location") != "/sign-in" {
		t.Errorf("%s %s", r.Status, r.Header.Get("Location"))
	}
	if _, text := b.get("/sign-in"); !strings.Contains(text, `lang="en"`) || !strings.Contains(text, "Staff sign-in") {
		t.Error("the page is not in English")
	}
	r, _ = b.post("/", "/size", url.Values{"large": {"1"}, "next": {"/"}})
	if _, text := b.get("/"); r.Header.Get("Location") != "/" || !strings.Contains(text, "large") {
		t.Error("the type is not large")
	}
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "evil", ""} {
		if r, _ := b.post("/", "/lang", url.Values{"lang": {"zh"}, "next": {next}}); r.Header.Get("Location") != "/" {
			t.Errorf("%q leads to %s", next, r.Header.Get("Location"))
		}
	}
}

// TestWhatWasDoneIsSaidOnceAndByNoLink takes a case: the next page says so, the
// page after it no longer does, and an address cannot make a page say it.
func TestWhatWasDoneIsSaidOnceAndByNoLink(t *testing.T) {
	b := newBrowser(t, true)
	c := b.form
	b.clock.Set("2026-03-02")
	b.signIn("desk1")
	if _, text := b.get("/work?done=approve_list"); strings.Contains(text, "govuk-notification-banner--success") {
		t.Error("an address says that something was done")
	}
	d, err := b.w.Office.Draft(context.Background(), b.w.As("desk1"), office.DraftClaim{Form: c.Form, Home: b.w.Home})
	if err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("/desk/%d", d.Claim)
	if r, text := b.post(at, at+"/take", url.Values{"key": {"K"}}); r.Header.Get("Location") != at {
		t.Fatal(r.Status, r.Header.Get("Location"), text)
	}
	if _, text := b.get(at); !strings.Contains(text, "govuk-notification-banner--success") {
		t.Error("the next page does not say what was done")
	}
	if _, text := b.get(at); strings.Contains(text, "govuk-notification-banner--success") {
		t.Error("what was done is said twice")
	}
}
