package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/door/web"
	"songbai/office"
	"songbai/policies"
	"songbai/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// browser is a person at the pages of a sample county with one claim.
type browser struct {
	*http.Client
	t     *testing.T
	at    string
	w     *demo.World
	id    int64
	form  demo.Case
	clock *storetest.Clock
}

func newBrowser(t *testing.T, plain bool) *browser {
	t.Helper()
	s, clock := storetest.New(t, storetest.Engines[0])
	clock.Set("2026-01-05")
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		t.Fatal(err)
	}
	sample.Towns = 2
	o := office.New(s)
	w, err := demo.Found(context.Background(), o, sample)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.OpenAccounts(context.Background()); err != nil {
		t.Fatal(err)
	}
	g := demo.NewGenerator(w, sample.Prices, 7, "T")
	month, _ := date.ParseMonth("2026-01")
	c := g.Next(month)
	for c.Form.Route != "waiver" || c.Refused || c.Town != 2 {
		c = g.Next(month)
	}
	clock.Set("2026-02-02")
	id, err := w.Run(context.Background(), &c)
	if err != nil {
		t.Fatal(err)
	}
	b := serve(t, w, web.Options{Version: "v1", Plain: plain})
	b.id, b.form, b.clock = id, c, clock
	return b
}

// serve is a person at the pages of a county.
func serve(t *testing.T, w *demo.World, options web.Options) *browser {
	t.Helper()
	server := httptest.NewServer(web.Handler(w.Office, options))
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, t: t, at: server.URL, w: w}
}

// get fetches a page.
func (b *browser) get(path string) (*http.Response, string) {
	b.t.Helper()
	r, err := b.Get(b.at + path)
	return b.read(r, err)
}

func (b *browser) read(r *http.Response, err error) (*http.Response, string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r, string(text)
}

// post sends the form of a page: the token comes from the page.
func (b *browser) post(page, path string, fields url.Values) (*http.Response, string) {
	b.t.Helper()
	_, text := b.get(page)
	if fields == nil {
		fields = url.Values{}
	}
	if m := token.FindStringSubmatch(text); m != nil {
		fields.Set("csrf", m[1])
	}
	r, err := b.PostForm(b.at+path, fields)
	return b.read(r, err)
}

var token = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// signIn signs in as a sample account.
func (b *browser) signIn(login string) {
	b.t.Helper()
	r, text := b.post("/sign-in", "/sign-in", url.Values{"login": {login}, "password": {demo.Password}})
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/work" {
		b.t.Fatalf("%s: %s %s", login, r.Status, text)
	}
}

func TestEveryPageNeedsASessionAndCarriesTheHeaders(t *testing.T) {
	b := newBrowser(t, true)
	for _, path := range []string{"/work", "/me", "/claims", "/claims/1", "/lists", "/lists/1"} {
		if r, _ := b.get(path); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/sign-in" {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
	for _, path := range []string{"/sign-in", "/", "/work", "/nothing"} {
		r, _ := b.get(path)
		for header, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
			if !strings.Contains(r.Header.Get(header), want) {
				t.Errorf("%s: %s is %q", path, header, r.Header.Get(header))
			}
		}
	}
}

func TestSigningInAndOut(t *testing.T) {
	b := newBrowser(t, true)
	r, text := b.post("/sign-in", "/sign-in", url.Values{"login": {"desk1"}, "password": {"not the password"}})
	if r.StatusCode != http.StatusForbidden || !strings.Contains(text, "登录名或密码不正确") || strings.Contains(text, "not the password") {
		t.Errorf("%s %s", r.Status, text)
	}
	b.signIn("desk1")
	u, _ := url.Parse(b.at)
	if len(b.Jar.Cookies(u)) != 3 { // the session, what forms of a visitor are bound to, what the device is known by
		t.Errorf("%v", b.Jar.Cookies(u))
	}
	if r, text := b.get("/work"); r.StatusCode != http.StatusOK || !strings.Contains(text, "殡仪馆业务员") || !strings.Contains(text, "演示系统") {
		t.Errorf("%s %s", r.Status, text)
	}
	cross, _ := http.NewRequest(http.MethodPost, b.at+"/sign-out", nil)
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	if r, _ := b.read(b.Do(cross)); r.StatusCode != http.StatusForbidden {
		t.Errorf("a form from another site: %s", r.Status)
	}
	if r, _ := b.read(b.PostForm(b.at+"/sign-out", nil)); r.StatusCode != http.StatusForbidden {
		t.Errorf("a form without its token: %s", r.Status)
	}
	if r, _ := b.post("/work", "/sign-out", nil); r.StatusCode != http.StatusSeeOther {
		t.Errorf("%s", r.Status)
	}
	if r, _ := b.get("/work"); r.Header.Get("Location") != "/sign-in" {
		t.Errorf("after signing out: %s", r.Status)
	}
}

func TestWithTLSTheCookieIsForThisHostAlone(t *testing.T) {
	b := newBrowser(t, false)
	first, page := b.get("/sign-in")
	form := url.Values{"login": {"desk1"}, "password": {demo.Password}, "csrf": {token.FindStringSubmatch(page)[1]}}
	send, _ := http.NewRequest(http.MethodPost, b.at+"/sign-in", strings.NewReader(form.Encode()))
	send.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	send.Header.Set("Cookie", strings.SplitN(first.Header.Get("Set-Cookie"), ";", 2)[0])
	r, _ := b.read(b.Do(send))
	c := r.Header.Get("Set-Cookie")
	for _, want := range []string{"__Host-songbai=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(c, want) {
			t.Errorf("%q lacks %s", c, want)
		}
	}
}

func TestEveryRoleHasAFirstPageOfItsOwnOffice(t *testing.T) {
	b := newBrowser(t, true)
	for _, a := range demo.Accounts() {
		b.signIn(a.Login)
		r, text := b.get("/work")
		if r.StatusCode != http.StatusOK || !strings.Contains(text, a.RoleZh) {
			t.Errorf("%s: %s", a.Login, r.Status)
		}
		_, text = b.get("/claims")
		sees := strings.Contains(text, fmt.Sprintf("/claims/%d", b.id))
		want := !strings.HasSuffix(a.Role, "_admin") && !strings.HasPrefix(a.Login, "town01") && a.Role != "policy_keeper"
		if sees != want {
			t.Errorf("%s sees the claim of town 2: %t", a.Login, sees)
		}
		if strings.Contains(text, b.form.Form.Deceased.Name) {
			t.Errorf("%s: a name in clear", a.Login)
		}
	}
}

func TestAClaimIsSeenMaskedAndByItsOfficesOnly(t *testing.T) {
	b := newBrowser(t, true)
	path := fmt.Sprintf("/claims/%d", b.id)
	b.signIn("manager1")
	r, text := b.get(path)
	if r.StatusCode != http.StatusOK || !strings.Contains(text, "二(五)") {
		t.Errorf("%s %s", r.Status, text)
	}
	if regexp.MustCompile(`449999\d{12}|1390000\d{4}`).MatchString(text) || strings.Contains(text, b.form.Form.Deceased.Name) {
		t.Error("a personal value in clear")
	}
	b.signIn("town01")
	if r, text := b.get(path); r.StatusCode != http.StatusForbidden || strings.Contains(text, "二(五)") {
		t.Errorf("another town: %s", r.Status)
	}
	for _, path := range []string{"/claims/9", "/claims/x", "/lists/9"} {
		if r, _ := b.get(path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}

func TestAListIsShown(t *testing.T) {
	b := newBrowser(t, true)
	p, err := settlement.ParsePeriod("2026-02")
	if err != nil {
		t.Fatal(err)
	}
	b.clock.Set("2026-03-02")
	l, err := b.w.Office.SubmitList(context.Background(), b.w.As("manager1"), office.SubmitList{Period: p})
	if err != nil {
		t.Fatal(err)
	}
	b.signIn("reviewer1")
	if _, text := b.get("/lists"); !strings.Contains(text, l.Number) || !strings.Contains(text, "个工作日") {
		t.Error("the first page does not show the list and its days")
	}
	r, text := b.get(fmt.Sprintf("/lists/%d", l.List))
	if r.StatusCode != http.StatusOK || !strings.Contains(text, l.Digest) || !strings.Contains(text, fmt.Sprintf("/claims/%d", b.id)) || strings.Contains(text, b.form.Form.Deceased.Name) {
		t.Errorf("%s %s", r.Status, text)
	}
}
