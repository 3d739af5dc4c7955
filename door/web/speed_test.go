package web_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"songbai/door/demo"
	"songbai/door/web"
	"songbai/door/web/site"
	"songbai/office"
)

var (
	full = flag.Bool("full", false, "run at full size (make night)")
	asks = flag.Int("rounds", 100, "how often each page is asked for at full size")
	only = flag.String("pages", "", "only pages whose address holds this, for whoever mends one")
)

// slowest is what 99 of 100 answers of any page but signing in may take, in the
// server, with a hundred thousand claims stored.
const slowest = 30 * time.Millisecond

// meter asks for pages and keeps what they took.
type meter struct {
	*crowd
	b       *browser
	login   string
	rounds  int
	took    time.Duration // of the last request, in the handler alone
	told    []string
	made    []string        // papers, tables, trials
	reached map[string]bool // patterns that somebody was shown
	asked   map[string]bool // addresses that were measured
}

// TestBulkEveryPageIsQuick asks for every page that each role, a family and a
// visitor may open, in a county with many claims, and tells the slowest; at full
// size none may be slow. A page that nobody could open fails it.
func TestBulkEveryPageIsQuick(t *testing.T) {
	n, rounds := 1500, 2
	if *full {
		n, rounds = 100_000, *asks
	}
	m := &meter{crowd: newCrowd(t, n), rounds: rounds, reached: map[string]bool{}, asked: map[string]bool{}}
	handler := web.Handler(m.w.Office, web.Options{Version: "v1", Plain: true})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := time.Now()
		handler.ServeHTTP(w, r)
		m.took = time.Since(at)
	}))
	defer server.Close()
	fresh := func(login string) {
		jar, _ := cookiejar.New(nil)
		m.login, m.b = login, &browser{Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, t: t, at: server.URL, w: m.w}
	}
	routes, filled := web.New(nil, web.Options{}).Routes(), m.addresses()
	fresh("visitor")
	m.open(routes, site.Anyone, filled)
	for _, id := range m.opened {
		fresh(fmt.Sprint("family ", id))
		m.enter(id)
		m.open(routes, site.Family, filled)
	}
	m.picture(filled)
	for _, login := range []string{"desk1", "cashier1", "manager1", demo.TownClerk(1), demo.TownHead(1), "reviewer1", "sealer1", "chief1", "keeper1", "examiner1", "approver1", "payer1", "auditor1", "sys_admin", "security_admin", "audit_admin"} {
		fresh(login)
		m.b.signIn(login)
		m.open(routes, site.Staff, filled)
		m.print()
	}
	for _, r := range routes {
		if r.Method == http.MethodGet && !m.reached[r.Path] && *only == "" {
			t.Errorf("%s (%s) was opened by nobody", r.Path, r.Who)
		}
	}
	slog.Info("pages, the slowest first: 99th, median, processor time of one", "claims", n, "rounds", rounds, "pages", len(m.told))
	for _, told := range [][]string{m.told, m.made} {
		slices.Sort(told)
		slices.Reverse(told)
		for _, line := range told[:min(len(told), 60)] {
			t.Log(line)
		}
	}
}

// open asks for every page behind one door: the first address of each route that
// answers, and every other that nobody was shown before.
func (m *meter) open(routes []site.Route, who site.Who, filled map[string][]string) {
	for _, r := range routes {
		if r.Method != http.MethodGet || r.Who != who {
			continue
		}
		addresses := filled[r.Path]
		if len(addresses) == 0 {
			addresses = []string{strings.TrimSuffix(r.Path, "{$}")}
		}
		shown := false
		for _, path := range addresses {
			if shown && m.asked[path] || !strings.Contains(path, *only) {
				continue
			}
			if m.measure(path) {
				shown, m.reached[r.Path], m.asked[path] = true, true, true
			}
		}
	}
}

// measure asks for a page as often as the rounds say, and tells whether it was shown.
// What is made and not looked up may take longer and is told beside the pages:
// papers, and a proposed rule tried on the claims of a year.
func (m *meter) measure(path string) bool {
	var each []time.Duration
	var r *http.Response
	var size int
	var began time.Duration
	for i := range m.rounds {
		if i == min(1, m.rounds-1) { // the first may have to read from the disk; its time counts, not its processor time
			began = processor()
		}
		answer, err := m.b.Get(m.b.at + path)
		if err != nil {
			m.t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if answer.StatusCode >= 500 {
			m.t.Errorf("%s as %s: %s", path, m.login, answer.Status)
		}
		if answer.StatusCode == http.StatusForbidden && len(each) > 0 {
			break // shown as often as one source may ask for it
		}
		if answer.StatusCode != http.StatusOK && (path != "/queue" || answer.StatusCode != http.StatusSeeOther) { // it leads to the first queue
			return false
		}
		r, size, each = answer, len(body), append(each, m.took)
	}
	used := (processor() - began) / time.Duration(max(len(each)-1, 1))
	slices.Sort(each)
	p50, p99 := each[len(each)/2], each[(len(each)*99-1)/100]
	line := fmt.Sprintf("%8.1f ms  %8.1f ms  %8.1f ms  %7d B  %-16s %s", ms(p99), ms(p50), ms(used), size, m.login, path)
	if r.StatusCode == http.StatusOK && !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") || strings.HasSuffix(path, "/what-if") {
		m.made = append(m.made, line)
		return true
	}
	m.told = append(m.told, line)
	if *full && p99 > slowest && path != "/sign-in" {
		m.t.Errorf("%s as %s: 99 of 100 within %.1f ms, half within %.1f", path, m.login, ms(p99), ms(p50))
	}
	return true
}

// processor is the processor time that this process has used: on a busy machine it
// says more than the clock on the wall.
func processor() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// print asks for the papers and tables that a role may have; they may take longer
// than a page and are only told.
func (m *meter) print() {
	_, page := m.b.get("/me")
	own := token.FindStringSubmatch(page)
	if own == nil || *only != "" {
		return
	}
	list, id := m.lists["local paid"], m.cases[0].ID
	for _, x := range []struct{ path, fields string }{
		{fmt.Sprintf("/month/lists/%d/paper", list), "kind=list_pdf"}, {fmt.Sprintf("/month/lists/%d/paper", list), "kind=list_xlsx"},
		{fmt.Sprintf("/desk/%d/print", id), "kind=form_pdf"}, {fmt.Sprintf("/desk/%d/print", id), "kind=slip_pdf"},
		{"/stats/export", "table=claims&format=csv&from=2025-04&to=2026-03"}, {"/stats/export", "table=claims&format=xlsx&from=2025-04&to=2026-03"}, {"/stats/export", "table=report&format=xlsx&from=2025-04&to=2026-03"},
	} {
		if m.asked[x.path+x.fields] {
			continue
		}
		fields, _ := url.ParseQuery(x.fields)
		fields.Set("csrf", own[1])
		var each []time.Duration
		for range 3 {
			r, text := m.b.read(m.b.PostForm(m.b.at+x.path, fields))
			if r.StatusCode >= 500 {
				m.t.Errorf("%s %s as %s: %s", x.path, x.fields, m.login, r.Status)
			}
			if r.StatusCode != http.StatusOK {
				break
			}
			each = append(each, m.took)
			if len(each) == 3 {
				m.asked[x.path+x.fields] = true
				m.made = append(m.made, fmt.Sprintf("%8.1f ms  %8.1f ms  made, again  %7d B  %-16s %s %s", ms(each[0]), ms(each[2]), len(text), m.login, x.path, x.fields))
			}
		}
	}
}

// as gives the caller of a login, also of a crowd that an earlier run made.
func (m *meter) as(login string) office.Caller {
	callers, err := m.w.Office.ActAs(context.Background(), login)
	if err != nil || len(callers) == 0 {
		m.t.Fatalf("nobody is called %s: %v", login, err)
	}
	return callers[0]
}

// picture has the desk keep a picture of a paper and the reviewer open it: what is
// open is read by its address.
func (m *meter) picture(filled map[string][]string) {
	ctx, desk := context.Background(), m.as("desk1")
	pdf := []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
	for _, id := range m.claims {
		if _, err := m.w.Office.SightPaper(ctx, desk, office.SeePaper{Claim: id, Kind: "handler_id", Original: true, Copies: 3, File: pdf, Media: "application/pdf"}); err != nil {
			continue
		}
		v, err := m.w.Office.Checklist(ctx, desk, id)
		if err != nil {
			m.t.Fatal(err)
		}
		for _, l := range v.Lines {
			for _, x := range l.Seen {
				if x.File == "" {
					continue
				}
				if _, err := m.w.Office.Evidence(ctx, m.as("reviewer1"), office.ReadEvidence{Claim: id, Hash: x.File}); err == nil {
					filled["/claims/{id}/papers/{hash}"] = []string{fmt.Sprintf("/claims/%d/papers/%s", id, x.File)}
					filled["/claims/{id}"] = append(filled["/claims/{id}"], fmt.Sprintf("/claims/%d?papers=1", id))
					return
				}
			}
		}
	}
	m.t.Fatal("no claim takes a picture")
}

// enter opens a claim as its family does.
func (m *meter) enter(id int64) {
	slip, phone := m.keyOf(id)
	r, text := m.b.post("/find", "/find", url.Values{"slip": {slip}, "phone": {phone}})
	if r.StatusCode != http.StatusSeeOther {
		m.t.Fatalf("the family of %d: %s %s", id, r.Status, text)
	}
}

// addresses fills the wild parts of the routes: claims and lists in every state,
// and of all else what there is.
func (m *meter) addresses() map[string][]string {
	out := map[string][]string{}
	each := func(path string, values ...any) {
		for _, v := range values {
			out[path] = append(out[path], wild.ReplaceAllString(path, fmt.Sprint(v)))
		}
	}
	claims := append(m.claims[:len(m.claims):len(m.claims)], m.cases[0].ID, m.cases[1].ID)
	for _, id := range claims {
		for _, path := range []string{"/claims/{id}", "/claims/{id}/reveal", "/claims/{id}/account", "/desk/{id}", "/desk/{id}/services", "/desk/{id}/sign", "/desk/{id}/complete", "/desk/{id}/end", "/audit/pack/{id}"} {
			each(path, id)
		}
	}
	for _, id := range m.lists {
		each("/lists/{id}", id)
		each("/lists/{id}/money", id)
		each("/month/lists/{id}", id)
		out["/lists/{id}/lines/{seq}"] = append(out["/lists/{id}/lines/{seq}"], fmt.Sprintf("/lists/%d/lines/1", id))
	}
	big := fmt.Sprint("/lists/", m.lists["local reviewing"])
	out["/lists/{id}"] = append(out["/lists/{id}"], big+"?look=1", big+"?state=queried", big+"?after=1000", big+"?class=resident&town="+m.w.Area+"105", big+"?least=1&most=99999", fmt.Sprint("/lists/", m.lists["local paid"], "?after=2000"))
	for _, id := range m.orders {
		each("/orders/{id}", id)
		out["/orders/{id}/lines/{seq}"] = append(out["/orders/{id}/lines/{seq}"], fmt.Sprintf("/orders/%d/lines/1", id))
		out["/orders/{id}/lines/{seq}/returned"] = append(out["/orders/{id}/lines/{seq}/returned"], fmt.Sprintf("/orders/%d/lines/1/returned", id))
	}
	given, err := m.w.Office.BudgetRows(context.Background(), m.as("examiner1"), 0)
	if err != nil || len(given) == 0 {
		m.t.Fatal("no budget", err)
	}
	each("/budgets/rows/{id}", given[0].ID)
	out["/notes"] = []string{"/notes", "/notes?view=families", "/notes?view=done"}
	for _, x := range m.rules {
		each("/rules/{id}", x)
		each("/rules/{id}/what-if", x)
		each("/rules/{id}/text", x)
	}
	rules, err := m.w.Office.Rules(context.Background(), m.as("keeper1"))
	if err != nil {
		m.t.Fatal(err)
	}
	for _, r := range rules {
		switch {
		case r.State == "in_force" && r.Kind == "policy":
			each("/policies/{hash}", r.Value)
		case r.State == "in_force" && r.Kind == "price_list":
			each("/price-lists/{id}", r.ID)
		}
	}
	each("/admin/people/{id}", m.person)
	each("/notice/{id}", m.notice)
	out["/c/{county}/{pos}/{digest}"] = []string{m.code}
	out["/l/{link}"] = []string{"/l/nobodys-link"}
	each("/queue/{queue}", "desk", "town", "bureau", "accept", "lodged", "awaited", "mine")
	each("/new/{route}", "waiver", "unclaimed", "reimbursement")
	each("/propose/{kind}", "local_value", "price_list", "policy", "home_account")
	each("/case/form/{step}", "person", "deceased", "handler", "account", "services", "death", "route", "class")
	before := strconv.FormatInt(m.first+50, 10)
	out["/stats"] = []string{"/stats", "/stats?from=2024-04&to=2026-03"}
	out["/stats/claims"] = []string{"/stats/claims", "/stats/claims?class=resident&from=2024-01&to=2024-01", "/stats/claims?capped=1", "/stats/claims?state=lodged", "/stats/claims?item=urn&from=2025-05&to=2025-05", "/stats/claims?item=urn&from=2024-04&to=2026-03", "/stats/claims?fund=county_budget/county&from=2024-04&to=2026-03", "/stats/claims?step=lodge&home=-1", "/stats/claims?lodged=1&from=2024-04&to=2026-03"}
	out["/stats/lists"] = []string{"/stats/lists?step=seal", "/stats/lists?step=pay&kept=all&from=2024-04&to=2026-03"}
	out["/stats/bank"] = []string{"/stats/bank?outcome=paid", "/stats/bank?outcome=returned&from=2024-04&to=2026-03"}
	out["/stats/waiting"] = []string{fmt.Sprintf("/stats/waiting?unit=%d&period=2026-03", m.w.Home)}
	out["/budgets/moves"] = []string{"/budgets/moves?fund=county_budget&level=county&year=2026&of=left", "/budgets/moves?fund=county_budget&level=county&year=2025&of=paid"}
	out["/book/entries"] = []string{"/book/entries?account=2001", "/book/entries", "/book/entries?account=1001&fund=county_budget", "/book/entries?month=2026-01"}
	out["/audit"] = []string{"/audit", "/audit?act=lodge", "/audit?from=2026-03-01&to=2026-03-20"}
	out["/claims"] = []string{"/claims", "/claims?before=" + before}
	out["/month"] = []string{"/month", "/month?page=20", "/month?period=2026-03"}
	out["/lists"] = []string{"/lists", "/lists?before=" + strconv.FormatInt(m.lists["local paid"], 10)}
	out["/leaflet"] = []string{"/leaflet", "/leaflet?town=" + m.w.Area + "101"}
	return out
}

// seek fills in what the pages are opened with.
func (c *crowd) seek() {
	db, done := c.raw()
	defer done()
	ids := func(q string, args ...any) (out []int64) {
		rows, err := db.QueryContext(context.Background(), q, args...)
		if err != nil {
			c.t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				c.t.Fatal(err)
			}
			out = append(out, id)
		}
		return out
	}
	one := func(q string, to ...any) {
		if err := db.QueryRow(q).Scan(to...); err != nil {
			c.t.Fatalf("%s: %v", q, err)
		}
	}
	c.claims = ids(`SELECT min(id) FROM claim WHERE id >= $1 GROUP BY route, state ORDER BY 1`, c.first)
	c.opened = append(ids(`SELECT min(id) FROM claim WHERE id >= $1 AND route = 'waiver' GROUP BY state ORDER BY 1`, c.first), c.cases[0].ID)
	c.lists = map[string]int64{}
	for _, id := range ids(`SELECT max(id) FROM list WHERE number LIKE 'crowd%' GROUP BY kind, state`) {
		var kind, state string
		one(fmt.Sprint(`SELECT kind, state FROM list WHERE id = `, id), &kind, &state)
		c.lists[kind+" "+state] = id
	}
	c.orders = ids(`SELECT max(o.id) FROM payment_order o JOIN list l ON l.id = o.list WHERE o.number NOT LIKE 'crowd%' GROUP BY l.kind, l.state`) // those of the crowd name no account
	c.rules = ids(`SELECT max(id) FROM proposal GROUP BY kind, outcome`)
	one(`SELECT max(id) FROM person`, &c.person)
	one(`SELECT max(id) FROM notice`, &c.notice)
	var pos int64
	var digest string
	one(`SELECT pos, digest FROM audit WHERE act = 'publish_notice' ORDER BY pos DESC LIMIT 1`, &pos, &digest)
	c.code = fmt.Sprintf("/c/%d/%d/%s", c.w.County, pos, digest)
}
