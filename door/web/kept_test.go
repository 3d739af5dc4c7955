package web_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
)

// field is a field of a form that a person fills in.
type field struct {
	name, kind, value string
	on                bool     // a box or button that is chosen
	values            []string // of a select
}

// sheet is a form of a page.
type sheet struct {
	action string
	files  bool
	again  bool // it may be sent more than once
	hidden url.Values
	fields []field
	button field
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func carries(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func words(n *html.Node) (out string) {
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out += d.Data
		}
	}
	return out
}

// sheets reads the forms of a page that change something.
func sheets(t *testing.T, page string) (out []sheet) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Form && attribute(n, "method") == "post" {
			out = append(out, readSheet(n))
		}
	}
	return out
}

func readSheet(form *html.Node) sheet {
	s := sheet{action: attribute(form, "action"), files: attribute(form, "enctype") != "", again: carries(form, "data-again"), hidden: url.Values{}}
	for n := range form.Descendants() {
		f := field{name: attribute(n, "name"), kind: attribute(n, "type"), value: attribute(n, "value"), on: carries(n, "checked")}
		if f.name == "" {
			continue
		}
		switch n.DataAtom {
		case atom.Button:
			s.button = f
			continue
		case atom.Textarea:
			f.kind, f.value = "area", words(n)
		case atom.Select:
			f.kind, f.value = "select", ""
			for o := range n.Descendants() {
				if o.DataAtom == atom.Option {
					f.values = append(f.values, attribute(o, "value"))
					if carries(o, "selected") || len(f.values) == 1 {
						f.value = attribute(o, "value")
					}
				}
			}
		case atom.Input:
		default:
			continue
		}
		switch f.kind {
		case "hidden":
			s.hidden.Add(f.name, f.value)
		case "password", "file":
		default:
			s.fields = append(s.fields, f)
		}
	}
	return s
}

// typed fills in every field of a form: words that no office takes for a number
// or a day, the last of every choice, every box.
func (s *sheet) typed() (url.Values, []field) {
	sent := maps.Clone(s.hidden)
	fs := slices.Clone(s.fields)
	last := map[string]int{}
	for i, f := range fs {
		if f.kind == "radio" {
			last[f.name] = i
		}
	}
	for i := range fs {
		f := &fs[i]
		switch f.kind {
		case "radio":
			f.on = last[f.name] == i
		case "checkbox":
			f.on = true
		case "select":
			if len(f.values) > 0 {
				f.value = f.values[len(f.values)-1]
			}
		case "date":
			f.value = "2019-02-03"
		case "area":
			f.value = "写\n\"了\" <两> 行 " + f.name
		default:
			f.value = "写 & \"了\" " + f.name
		}
		if f.kind != "radio" && f.kind != "checkbox" || f.on {
			sent.Add(f.name, f.value)
		}
	}
	sent.Set("password", "not the password")
	if s.button.name != "" {
		sent.Set(s.button.name, s.button.value)
	}
	return sent, fs
}

// lost names the fields that do not stand in the form as they were filled in.
func (s *sheet) lost(fs []field) (out []string) {
	if len(fs) != len(s.fields) {
		return []string{fmt.Sprintf("%d fields of %d", len(s.fields), len(fs))}
	}
	for i, f := range fs {
		got := s.fields[i]
		if got.name != f.name || got.on != f.on || got.value != f.value {
			out = append(out, fmt.Sprintf("%s: %q %t, typed %q %t", f.name, got.value, got.on, f.value, f.on))
		}
	}
	return out
}

// formOf gives the form of a page that is the same one.
func formOf(all []sheet, s sheet) (best *sheet) {
	most := -1
	for i := range all {
		if all[i].action != s.action {
			continue
		}
		same := 0
		for name, values := range s.hidden {
			if name != "csrf" && name != "key" && slices.Equal(values, all[i].hidden[name]) {
				same++
			}
		}
		if len(all[i].fields) == len(s.fields) {
			same++
		}
		if same > most {
			best, most = &all[i], same
		}
	}
	return best
}

var digits = regexp.MustCompile(`[0-9a-f]{32,}|\d+`)

// usedKey is the key of an act that was done: no form with it does another.
const usedKey = "USED"

// staged adds work at every step to the sample county: claims from draft to
// completed on each route, a list under review, one that finance has.
func (b *browser) staged() {
	b.t.Helper()
	ctx := context.Background()
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		b.t.Fatal(err)
	}
	g := demo.NewGenerator(b.w, sample.Prices, 11, "K")
	o, desk := b.w.Office, b.w.As("desk1")
	must := func(err error) {
		b.t.Helper()
		if err != nil {
			b.t.Fatal(err)
		}
	}
	draw := func(month string, r claim.Route) demo.Case {
		m, err := date.ParseMonth(month)
		must(err)
		for {
			c := g.Next(m)
			if c.Form.Route == r && !c.Refused {
				return c
			}
		}
	}
	run := func(month, day string, r claim.Route) {
		b.clock.Set(day)
		c := draw(month, r)
		_, err := b.w.Run(ctx, &c)
		must(err)
	}
	finance := []func(list int64) error{
		func(list int64) error {
			_, err := o.SealList(ctx, b.w.As("sealer1"), office.SealList{List: list, Opinion: "同意"})
			return err
		},
		func(list int64) error {
			_, err := o.ExamineList(ctx, b.w.As("examiner1"), office.ListRef{List: list})
			return err
		},
		func(list int64) error {
			_, err := o.ApproveList(ctx, b.w.As("approver1"), office.ApproveList{List: list})
			return err
		},
		func(list int64) error {
			_, err := o.OrderPayment(ctx, b.w.As("payer1"), office.OrderPayment{List: list})
			return err
		},
	}
	for i, month := range []string{"2026-02", "2026-03", "2026-04", "2026-05", "2026-06"} { // ordered, approved, examined, to be sealed, asked about
		m, err := date.ParseMonth(month)
		must(err)
		run(month, m.Last().String(), claim.Waiver)
		run(month, m.Last().String(), claim.Waiver)
		b.clock.Set((m.Last() + 1).String())
		l, err := o.SubmitList(ctx, b.w.As("manager1"), office.SubmitList{Period: settlement.MustPeriod(month)})
		must(err)
		if i == 4 {
			_, err = o.QueryLine(ctx, b.w.As("reviewer1"), office.QueryLine{LineRef: office.LineRef{List: l.List, Seq: 1}, Note: "请核对"})
			must(err)
			continue
		}
		_, err = o.CheckLines(ctx, b.w.As("reviewer1"), office.ListRef{List: l.List})
		must(err)
		for _, act := range finance[:[]int{4, 3, 2, 0}[i]] {
			must(act(l.List))
		}
	}
	run("2026-07", "2026-07-31", claim.Waiver)
	run("2026-07", "2026-07-31", claim.Reimbursement)
	c := draw("2026-07", claim.Waiver)
	_, err = o.Draft(ctx, desk.With(usedKey), office.DraftClaim{Form: c.Form})
	must(err)
	for stage := range 4 {
		c := draw("2026-07", claim.Waiver)
		d, err := o.Draft(ctx, desk, office.DraftClaim{Form: c.Form})
		must(err)
		ref := office.ClaimRef{Claim: d.Claim}
		if stage > 0 {
			_, err = o.Lodge(ctx, desk, ref)
			must(err)
		}
		if stage < 2 {
			must(o.TakeHold(ctx, desk, office.TakeHold{Claim: d.Claim}))
		}
		if stage > 1 {
			for _, k := range []string{"death_certificate", "handler_id", "deceased_id", "child_proof"} {
				_, _ = o.SightPaper(ctx, desk, office.SeePaper{Claim: d.Claim, Kind: k, Original: true, Copies: 3})
			}
			_, err = o.Accept(ctx, desk, ref)
			must(err)
		}
		if stage > 2 {
			_, err = o.Record(ctx, b.w.As("cashier1"), office.RecordServices{Claim: d.Claim, Services: c.Services})
			must(err)
		}
	}
}

// kindOf is what an address has in common with its like.
func kindOf(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return digits.ReplaceAllString(path, "N")
}

// walk visits pages from some addresses on, a few of each kind, and gives their
// forms.
func (b *browser) walk(see func(page string, s sheet), from ...string) {
	b.t.Helper()
	queue, seen, kinds := from, map[string]bool{}, map[string]int{}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] || kinds[kindOf(at)] >= 14 {
			continue
		}
		seen[at] = true
		kinds[kindOf(at)]++
		r, page := b.get(at)
		if next := r.Header.Get("Location"); next != "" {
			queue = append(queue, next)
		}
		if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, s := range sheets(b.t, page) {
			see(at, s)
		}
		for _, m := range regexp.MustCompile(`href="(/[^"#]*)"`).FindAllStringSubmatch(page, -1) {
			if next := html.UnescapeString(m[1]); !strings.HasPrefix(next, "/static/") {
				queue = append(queue, next)
			}
		}
	}
}

// send sends a form as it was filled in.
func (b *browser) send(s sheet, sent url.Values) (*http.Response, string) {
	b.t.Helper()
	if !s.files {
		return b.read(b.PostForm(b.at+s.action, sent))
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range sent {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	_ = w.Close()
	return b.read(b.Post(b.at+s.action, w.FormDataContentType(), &body))
}

// TestWhatWasTypedIsKeptAfterEveryFault sends every form that any account comes
// to with faults in it: the page that answers holds the same form, and every
// field but password and file stands as it was filled in.
func TestWhatWasTypedIsKeptAfterEveryFault(t *testing.T) {
	b := newBrowser(t, true)
	b.staged()
	held := map[string]bool{}
	var try func(page string, s sheet)
	try = func(page string, s sheet) {
		kind := kindOf(s.action)
		if held[kind] || slices.Contains([]string{"/sign-out", "/role", "/lang", "/size"}, kind) {
			return
		}
		sent, fs := s.typed()
		sent.Set("key", usedKey)
		r, answer := b.send(s, sent)
		if len(fs) == 0 {
			if r.StatusCode == http.StatusOK && strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") { // a page with a form of its own
				held[kind] = true
				for _, x := range sheets(t, answer) {
					try(s.action, x)
				}
			}
			return
		}
		if r.StatusCode < 400 {
			return
		}
		held[kind] = true
		again := formOf(sheets(t, answer), s)
		if again == nil {
			t.Errorf("%s on %s: %s, and the form is gone: %s", s.action, page, r.Status, faultOf(answer))
			return
		}
		if lost := again.lost(fs); len(lost) > 0 {
			t.Errorf("%s on %s: %s\n  %s", s.action, page, r.Status, strings.Join(lost, "\n  "))
		}
	}
	b.walk(try, "/", "/ask", "/apply", "/find", "/complain", "/check", "/sign-in")
	for _, a := range demo.Accounts() {
		b.signIn(a.Login)
		b.walk(try, "/work")
		b.post("/me", "/sign-out", nil)
	}
	for _, kind := range []string{
		"/apply", "/find", "/complain", "/sign-in", "/desk/N/save", "/desk/N/services", "/desk/N/paper", "/desk/N/await", "/desk/N/return", "/desk/N/refuse",
		"/bureau/claims/N/return", "/bureau/claims/N/refuse", "/lists/N/seal", "/lists/N/back", "/lists/N/order", "/lists/N/lines/N/query", "/lists/N/lines/N/strike",
		"/lists/N/lines/N/answer", "/month/lists/N/answer",
	} {
		if !held[kind] {
			t.Errorf("%s was not sent with a fault", kind)
		}
	}
}

var faultWords = regexp.MustCompile(`(?s)govuk-error-summary__list.*?</ul>|<h1.*?</p>`)

func faultOf(page string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(faultWords.FindString(page), " ")), " ")
}
