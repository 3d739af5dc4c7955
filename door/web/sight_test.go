package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestASightingThatSawNothingIsRefused sends the line of a paper without a tick or
// a file: nothing is kept, though the number of copies stood filled in.
func TestASightingThatSawNothingIsRefused(t *testing.T) {
	b := newBrowser(t, true)
	b.staged()
	b.signIn("desk1")
	tried := 0
	b.walk(func(page string, s sheet) {
		if tried > 0 || !strings.HasSuffix(s.action, "/paper") || !strings.HasPrefix(s.action, "/desk/") {
			return
		}
		tried++
		sent := url.Values{"csrf": s.hidden["csrf"], "kind": s.hidden["kind"], "copies": {"1"}, "key": {"K15"}}
		r, text := b.send(s, sent)
		if r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, "没有登记任何内容") {
			t.Errorf("%s: %s", s.action, r.Status)
		}
	}, "/work")
	if tried == 0 {
		t.Error("no line of a paper was found")
	}
}

// TestAFaultOfAServiceLandsOnItsLine records a wrong quantity after empty lines:
// the fault names the line it stands in; and a second line keeps its grade.
func TestAFaultOfAServiceLandsOnItsLine(t *testing.T) {
	b := newBrowser(t, true)
	b.staged()
	b.signIn("cashier1")
	tried := 0
	b.walk(func(page string, s sheet) {
		if tried > 0 || !strings.HasSuffix(s.action, "/services") {
			return
		}
		tried++
		sent := url.Values{"do": {"try"}}
		for name, values := range s.hidden {
			sent[name] = values
		}
		row := -1
		for i := range 30 {
			name := fmt.Sprintf("services[%d].item", i)
			if s.hidden.Has(fmt.Sprintf("services[%d].fixed", i)) {
				sent.Set(fmt.Sprintf("services[%d].quantity", i), "")
			}
			if s.hidden.Get(name) == "cremation" {
				row = i
			}
		}
		if row < 1 {
			t.Fatalf("cremation stands in line %d", row)
		}
		sent.Set(fmt.Sprintf("services[%d].quantity", row), "-3")
		sent.Set(fmt.Sprintf("services[%d].charged", row), "100.00")
		r, text := b.send(s, sent)
		if want := fmt.Sprintf("第 %d 项", row+1); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, want) {
			t.Errorf("%s, without %q: %s", r.Status, want, faultOf(text))
		}
		for _, f := range s.fields {
			for _, v := range f.values {
				if strings.HasPrefix(v, "hall|") {
					return
				}
			}
		}
		t.Error("a free line cannot choose the grade of a hall")
	}, "/work")
	if tried == 0 {
		t.Error("no form of services was found")
	}
}

// TestDownloadsCanBePressedAgain sees that every form whose answer is a file leaves
// its page standing for the script that stops second presses.
func TestDownloadsCanBePressedAgain(t *testing.T) {
	b := newBrowser(t, true)
	b.staged()
	files := 0
	for _, login := range []string{"reviewer1", "payer1", "auditor1"} {
		b.signIn(login)
		b.walk(func(page string, s sheet) {
			if !strings.HasSuffix(s.action, "/paper") && !strings.HasSuffix(s.action, "/file") && s.action != "/stats/export" {
				return
			}
			files++
			if !s.again {
				t.Errorf("%s on %s dies after one press", s.action, page)
			}
		}, "/work")
		b.post("/me", "/sign-out", nil)
	}
	if files < 5 {
		t.Errorf("%d downloads", files)
	}
}
