package site

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"

	"songbai/domain/problem"
	"songbai/door/web/ui"
	"songbai/office"
)

// The cookies, by what they keep. None holds a personal value.
const (
	sessionCookie = "songbai"        // session of a person of an office
	familyCookie  = "songbai-family" // session of a family
	visitCookie   = "songbai-visit"  // what forms of somebody not signed in are bound to
	roleCookie    = "songbai-role"   // which of the own roles was chosen
	doneCookie    = "songbai-done"   // what was just done, for the next page only
	deviceCookie  = "songbai-device" // what this device has opened before; opens nothing by itself
	langCookie    = "songbai-lang"
	sizeCookie    = "songbai-size"
)

// deviceAge is how long a device stays known after it got in.
const deviceAge = 180 * 24 * 3600

var errNoSession = errors.New("site: no session")

// needsSession says whether signing in would help.
func needsSession(err error) bool {
	return errors.Is(err, errNoSession) || problem.CodeOf(err) == "session.none" || problem.CodeOf(err) == "family.session"
}

// name is a cookie's name; with TLS the browser is told that it is for this host
// and path alone.
func (s *Site) name(cookie string) string {
	if s.opt.Plain {
		return cookie
	}
	return "__Host-" + cookie
}

func (v *Visit) cookie(name string) string {
	c, err := v.R.Cookie(v.s.name(name))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie keeps a value in the browser: age 0 until it closes, below 0 no more.
// A family comes by a link in a message; all else stays on this site.
func (v *Visit) setCookie(name, value string, age int) {
	strict := http.SameSiteStrictMode
	if name == familyCookie {
		strict = http.SameSiteLaxMode
	}
	http.SetCookie(v.W, &http.Cookie{
		Name: v.s.name(name), Value: value, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: !v.s.opt.Plain, SameSite: strict,
	})
}

// browserSecret gives what forms of this browser are bound to: its session, or a
// cookie of its own before anybody signs in.
func (v *Visit) browserSecret() string {
	for _, name := range []string{sessionCookie, familyCookie} {
		if c := v.cookie(name); c != "" {
			return c
		}
	}
	if c := v.cookie(visitCookie); len(c) >= 26 {
		return c
	}
	c := rand.Text()
	v.setCookie(visitCookie, c, 0)
	return c
}

// roleValue names a role of the own ones in the cookie of the choice.
func roleValue(c office.Caller) string { return fmt.Sprintf("%d.%d.%s", c.County, c.Office, c.Role) }

func langOf(r *http.Request) ui.Lang {
	for _, name := range []string{langCookie, "__Host-" + langCookie} {
		if c, err := r.Cookie(name); err == nil && c.Value == string(ui.En) {
			return ui.En
		}
	}
	return ui.Zh
}

// bound is the token of forms of this session.
func (v *Visit) bound() []byte {
	m := hmac.New(sha256.New, []byte(v.secret))
	m.Write([]byte("songbai form 1"))
	return m.Sum(nil)
}

// formToken is the token of forms under a pad of its own, so that two answers
// never hold the same bytes.
func (v *Visit) formToken() string {
	token := v.bound()
	pad := make([]byte, len(token))
	if _, err := rand.Read(pad); err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(append(pad, xor(token, pad)...))
}

func xor(a, b []byte) []byte {
	out := make([]byte, len(a))
	subtle.XORBytes(out, a, b)
	return out
}

// genuine refuses a form that did not come from a page of this session.
func (v *Visit) genuine() error {
	if v.R.Method != http.MethodPost {
		return nil
	}
	sent, err := base64.RawURLEncoding.DecodeString(v.Form.Raw("csrf"))
	want := v.bound()
	if err != nil || len(sent) != 2*len(want) || subtle.ConstantTimeCompare(xor(sent[:len(want)], sent[len(want):]), want) != 1 {
		return stale.With()
	}
	return nil
}
