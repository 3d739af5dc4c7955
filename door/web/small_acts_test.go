package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestSmallActsHaveTheirPage does through pages alone what only commands could do: a
// row of the budget is taken back, a return is kept from the bank's slip, a public
// phone is changed, a reminder is passed on.
func TestSmallActsHaveTheirPage(t *testing.T) {
	b := newBrowser(t, true)
	b.staged()
	if _, err := b.w.Office.Remind(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		login, start, form string // the first form whose address ends so
		wrong, right       url.Values
		says               string // on the page that follows
	}{
		{"examiner1", "/budgets", "/budgets/rows/", url.Values{"document": {""}}, url.Values{"document": {"样本更正文件"}}, "撤销另一行"},
		{"payer1", "/orders", "/returned", url.Values{"code": {""}, "document": {"回单 1"}}, url.Values{"code": {"AC01"}, "document": {"样本回单 1 号"}}, "账号不正确"},
		{"manager1", "/office/phone", "/office/phone", url.Values{"phone": {"打我手机"}}, url.Values{"phone": {"0000-7654321"}}, "0000-7654321"},
		{"reviewer1", "/notes", "/notes/", url.Values{"outcome": {"maybe"}}, url.Values{"outcome": {"failed"}}, "没有联系上，最近"},
	} {
		b.signIn(x.login)
		done := false
		b.walk(func(page string, s sheet) {
			if done || !strings.Contains(s.action, x.form) {
				return
			}
			done = true
			try := func(fields url.Values, key string) (*http.Response, string) {
				sent := url.Values{}
				for name, v := range s.hidden {
					sent[name] = v
				}
				for name, v := range fields {
					sent[name] = v
				}
				sent.Set("key", key)
				return b.send(s, sent)
			}
			if r, _ := try(x.wrong, "W"+x.login); r.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s took what is wrong: %s", s.action, r.Status)
			}
			r, text := try(x.right, "R"+x.login)
			if r.StatusCode != http.StatusSeeOther {
				t.Fatalf("%s: %s %s", s.action, r.Status, faultOf(text))
			}
			_, after := b.get(r.Header.Get("Location"))
			if !strings.Contains(after, x.says) {
				t.Errorf("%s: %q is not on the page that follows", s.action, x.says)
			}
		}, x.start)
		if !done {
			t.Errorf("%s found no form %s from %s", x.login, x.form, x.start)
		}
		b.post("/me", "/sign-out", nil)
	}
}
