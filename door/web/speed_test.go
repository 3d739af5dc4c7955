package web_test

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/door/demo"
	"songbai/door/web"
	"songbai/door/web/site"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
)

var full = flag.Bool("full", false, "run at full size (make night)")

// slowest is what any page but signing in may take, in the server, with a hundred
// thousand claims stored.
const slowest = 30 * time.Millisecond

// crowd is a county with many claims: copies of what a sample month left, over three
// years, in every state that lists and payments leave behind.
type crowd struct {
	t     testing.TB
	s     *store.Store
	w     *demo.World
	clock *demo.Clock
	cases []copied
	first int64 // claim of the crowd
}

// copied is a claim of the sample month as it is copied.
type copied struct {
	store.Claim
	fields   map[string]string
	services []store.Service
	decision store.Decision
	settle   store.Settle
}

func newCrowd(t testing.TB, n int) *crowd {
	t.Helper()
	ctx := context.Background()
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		t.Fatal(err)
	}
	sample.Towns = 24
	c := &crowd{t: t, clock: demo.NewClock(date.MustDay("2026-01-05"))}
	c.s, err = store.Create(ctx, filepath.Join(t.TempDir(), "d"), store.Config{Engine: store.SQLite}, store.Test, "样本", c.clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.s.Close() })
	if c.w, err = demo.Found(ctx, office.New(c.s), sample); err != nil {
		t.Fatal(err)
	}
	if err := c.w.OpenAccounts(ctx); err != nil {
		t.Fatal(err)
	}
	month, _ := date.ParseMonth("2026-02")
	if _, err := demo.Month(ctx, c.w, demo.Options{Month: month, Seed: 3, Claims: 60, Clock: c.clock, Prices: sample.Prices}); err != nil {
		t.Fatal(err)
	}
	c.clock.Set(date.MustDay("2026-03-20"))
	c.learn()
	c.fill(n)
	c.settle()
	return c
}

// learn reads the claims of the sample month that were completed.
func (c *crowd) learn() {
	err := c.s.Read(context.Background(), c.w.County, func(s *store.Scope) error {
		rows, err := s.Claims(store.ClaimFilter{Limit: 500})
		for _, r := range rows {
			if err != nil || r.SettleN == 0 {
				continue
			}
			x := copied{Claim: r, fields: map[string]string{}}
			p, err := s.Private(r.ID, r.PrivateN)
			if err != nil {
				return err
			}
			for _, v := range p.Values {
				x.fields[v.Field] = v.Text
			}
			if x.services, err = s.Services(r.ID, r.ServicesN); err != nil {
				return err
			}
			if x.decision, err = s.DecisionByID(r.Decision); err != nil {
				return err
			}
			if x.settle, err = s.SettleOf(r.ID, r.SettleN); err != nil {
				return err
			}
			c.cases = append(c.cases, x)
		}
		return err
	})
	if err != nil || len(c.cases) < 20 {
		c.t.Fatal(len(c.cases), err)
	}
}

// fill copies cases until there are n more.
func (c *crowd) fill(n int) {
	const group = 1000
	ctx := context.Background()
	for from := 0; from < n; from += group {
		_, err := c.s.Write(ctx, store.Act{County: c.w.County, Act: "complete", Role: "desk", Alone: true}, func(tx *store.Tx) error {
			for i := from; i < min(from+group, n); i++ {
				if err := c.copy(tx, i); err != nil {
					return err
				}
			}
			tx.Record("claim", int64(from), "")
			return tx.Failed()
		})
		if err != nil {
			c.t.Fatal(err)
		}
	}
}

// copy writes one claim: its month goes from three years ago to this one, one in
// fifty is still open.
func (c *crowd) copy(tx *store.Tx, i int) error {
	x := c.cases[i%len(c.cases)]
	id := tx.NextID()
	if c.first == 0 {
		c.first = id
	}
	months := 36
	m := date.MustDay("2023-04-01").Month() + date.Month(i%months)
	day := m.First() + date.Day(i/months%27)
	death, lodged, done := day-1, day, day+1
	row := x.Claim
	row.ID, row.Slip, row.LinkToken = id, fmt.Sprintf("9%011d", i), fmt.Sprint("crowd", i)
	row.Town = fmt.Sprintf("%s%03d", c.w.Area, 101+i%24)
	row.Death, row.Cremation, row.LodgedDay, row.CompletedDay = &death, &done, &lodged, &done
	row.Moves, row.PrivateN, row.ServicesN, row.SettleN = 4, 1, 1, 1
	open := i%50 == 7
	if open {
		old := tx.Today() - date.Day(i/50%40)
		row.LodgedDay, row.CompletedDay, row.SettleN, row.SignedDecision = &old, nil, 0, 0
		row.State = []claim.State{claim.Lodged, claim.Accepted, claim.Returned}[i/50%3]
		if row.State == claim.Returned {
			row.ResumeState, row.ReturnedBy, row.Thing = claim.Lodged, c.w.As("desk1").Person, "account"
		}
	}
	d := x.decision
	d.Claim = id
	decision, err := tx.PutDecision(&d)
	if err != nil {
		return err
	}
	row.Decision = decision
	fields := map[string]string{}
	for k, v := range x.fields {
		fields[k] = v
	}
	fields["deceased.name"] = fmt.Sprintf("样本%d", i)
	if _, err := tx.PutPrivate(id, 1, fields, nil); err != nil {
		return err
	}
	if err := tx.PutServices(id, 1, x.services); err != nil {
		return err
	}
	if err := tx.PutSearch(id, []store.Key{{Kind: "name", Value: fields["deceased.name"]}, {Kind: "id", Value: fmt.Sprint("crowd", i)}, {Kind: "slip", Value: row.Slip}}); err != nil {
		return err
	}
	for seq, step := range []struct {
		act      party.Act
		from, to claim.State
	}{{party.Draft, "", claim.Draft}, {party.Lodge, claim.Draft, claim.Lodged}, {party.Accept, claim.Lodged, claim.Accepted}, {party.Complete, claim.Accepted, claim.Completed}} {
		if err := tx.PutMove(store.Move{Claim: id, Seq: int64(seq + 1), Act: string(step.act), From: step.from, To: step.to, AuditPos: 1}); err != nil {
			return err
		}
	}
	if err := tx.InsertClaim(&row); err != nil || open {
		return err
	}
	se := x.settle
	se.Claim, se.N, se.Decision, se.PrivateN, se.Town, se.Period = id, 1, decision, 1, row.Town, m.String()
	if se.Kind != "local" {
		se.Period = done.String()
	}
	se.Digest = claim.Digest(fmt.Sprint("crowd", i))
	ref := ledger.Ref{County: tx.CountyText(), Day: tx.Today(), Claim: id, Payee: row.Home}
	e, err := ledger.WaiverCompleted(ref, nil, parts(&d, se.Year))
	if row.Route == claim.Reimbursement {
		e, err = ledger.ReimbursementDetermined(ref, parts(&d, se.Year))
	}
	if err == nil {
		_, err = tx.PutEntry(&e, "")
	}
	if err != nil {
		return err
	}
	return tx.PutSettle(&se)
}

func parts(d *store.Decision, year int) (out []ledger.Part) {
	for _, s := range d.Shares {
		if s.Fen != 0 {
			out = append(out, ledger.Part{Fund: s.Fund, Level: s.Level, Year: year, Fen: s.Fen})
		}
	}
	return out
}

// settle makes lists, orders and outcomes of all that is past with set statements,
// and a long chain of records: only times are measured here, not truth.
func (c *crowd) settle() {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.s.Dir(), "songbai.db")+"?_pragma=busy_timeout(20000)")
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{
		`CREATE TABLE made AS SELECT row_number() OVER (ORDER BY period, unit, kind) + 900000000000 + county * 1000000000000 AS id, county, unit, kind, period, count(*) AS n, sum(charged_fen) AS charged, sum(waived_fen) AS waived
			FROM settle WHERE claim >= ` + strconv.FormatInt(c.first, 10) + ` AND period < '2026-02' GROUP BY county, unit, kind, period`,
		`INSERT OR IGNORE INTO list (county, id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at, sealed_lines, sealed_charged, sealed_fen, sealed_digest, sealed_at, approved_at)
			SELECT county, id, unit, kind, period, 1, 'crowd ' || id, 'paid', n, charged, waived, 'd', substr(period, 1, 7) || '-28T01:00:00.000000Z', n, charged, waived, 'd', substr(period, 1, 7) || '-28T02:00:00.000000Z', substr(period, 1, 7) || '-28T03:00:00.000000Z' FROM made`,
		`INSERT INTO list_line (county, list, seq, claim, settle_n, decision, year, route, charged_fen, waived_fen, family_fen, running_fen, digest)
			SELECT s.county, m.id, row_number() OVER (PARTITION BY m.id ORDER BY s.town, s.claim), s.claim, s.n, s.decision, s.year, s.route, s.charged_fen, s.waived_fen, s.family_fen, 0, s.digest
			FROM made m JOIN settle s ON s.county = m.county AND s.unit = m.unit AND s.kind = m.kind AND s.period = m.period AND s.claim >= ` + strconv.FormatInt(c.first, 10),
		`INSERT INTO line_mark (county, list, seq, n, mark, code, note_commitment, person, at) SELECT l.county, l.list, l.seq, 1, 'pass', '', '', 1, '2026-01-01T00:00:00.000000Z' FROM list_line l JOIN made m ON m.id = l.list AND m.county = l.county WHERE m.kind = 'local'`,
		`INSERT INTO payment_order (county, id, list, number, kind, lines, fen, offset_fen, digest, payer, day, person, at) SELECT county, id + 50000000000, id, 'crowd ' || id, 'first', 1, waived, 0, 'd', 1, substr(period, 1, 7) || '-28', 1, substr(period, 1, 7) || '-28T04:00:00.000000Z' FROM made`,
		`INSERT INTO payment_line (county, ord, seq, voucher, claim, fen, purpose, payee, commitment) SELECT m.county, m.id + 50000000000, l.seq, 'crowd ' || m.id || '/' || l.seq, CASE m.kind WHEN 'local' THEN 0 ELSE l.claim END, l.waived_fen, '', x'', ''
			FROM made m JOIN list_line l ON l.county = m.county AND l.list = m.id WHERE m.kind <> 'local' OR l.seq = 1`,
		`INSERT INTO payment_outcome (county, ord, seq, n, outcome, fen, serial, value_day, reason, result, at) SELECT p.county, p.ord, p.seq, 1, 'paid', p.fen, '', substr(m.period, 1, 7) || '-28', '', 1, '2026-01-01T00:00:00.000000Z' FROM payment_line p JOIN made m ON m.county = p.county AND m.id + 50000000000 = p.ord`,
		`WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < (SELECT 5 * count(*) FROM claim))
			INSERT INTO audit (county, pos, act, person, office, role, subject_kind, subject, at, reason, digest, prev, hash)
			SELECT h.county, h.audit_pos + i, 'lodge', h.county * 1000000000000 + 10 + i % 30, 1, 'desk', 'claim', ` + strconv.FormatInt(c.first, 10) + ` + i / 5, '2026-03-20T05:00:00.' || printf('%06d', i % 1000000) || 'Z', '', '', '', '' FROM k, head h WHERE h.county > 0`,
		`UPDATE head SET audit_pos = (SELECT max(pos) FROM audit a WHERE a.county = head.county) WHERE county > 0`,
		`DROP TABLE made`, `PRAGMA wal_checkpoint(TRUNCATE)`,
	} {
		if _, err := db.Exec(q); err != nil {
			c.t.Fatalf("%.90s: %v", q, err)
		}
	}
}

// TestBulkEveryPageIsQuick asks for every page that each role may open, in a county
// with many claims, and tells the slowest; at full size none may be slow.
func TestBulkEveryPageIsQuick(t *testing.T) {
	n, rounds := 1500, 3
	if *full {
		n, rounds = 100_000, 25
	}
	c := newCrowd(t, n)
	var took time.Duration // of the last request, in the handler alone
	handler := web.Handler(c.w.Office, web.Options{Version: "v1", Plain: true})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := time.Now()
		handler.ServeHTTP(w, r)
		took = time.Since(at)
	}))
	defer server.Close()
	var told []string
	for _, login := range []string{"desk1", "manager1", demo.TownClerk(1), "reviewer1", "chief1", "keeper1", "examiner1", "payer1", "auditor1", "sys_admin", "security_admin", "audit_admin"} {
		jar, _ := cookiejar.New(nil)
		b := &browser{Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, t: t, at: server.URL, w: c.w}
		b.signIn(login)
		for _, path := range c.pages(b) {
			var each []time.Duration
			status, size := 0, 0
			for range rounds {
				r, err := b.Get(b.at + path)
				if err != nil {
					t.Fatal(err)
				}
				body, _ := io.ReadAll(r.Body)
				_ = r.Body.Close()
				status, size = r.StatusCode, len(body)
				each = append(each, took)
			}
			if status >= 500 {
				t.Errorf("%s as %s: %d", path, login, status)
			}
			if status != http.StatusOK {
				continue
			}
			slices.Sort(each)
			p50, p99 := each[len(each)/2], each[len(each)-1]
			told = append(told, fmt.Sprintf("%8.1f ms  %8.1f ms  %7d B  %-14s %s", ms(p99), ms(p50), size, login, path))
			if *full && p50 > slowest {
				t.Errorf("%s as %s takes %.1f ms, %.1f at the most", path, login, ms(p50), ms(p99))
			}
		}
	}
	slices.Sort(told)
	slices.Reverse(told)
	if len(told) < 40 {
		t.Fatalf("only %d pages were opened", len(told))
	}
	slog.Info("pages, the slowest first", "claims", n)
	for _, line := range told[:min(len(told), 60)] {
		t.Log(line)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// pages are the addresses that a role's menu leads to and every route without wild
// parts, with a claim and a list of the crowd in the others.
func (c *crowd) pages(b *browser) (out []string) {
	list := int64(0)
	err := c.s.Read(context.Background(), c.w.County, func(s *store.Scope) error {
		rows, err := s.Lists(store.ListFilter{Kind: "local", Period: "2026-02"})
		if len(rows) > 0 {
			list = rows[0].ID
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, r := range web.New(nil, web.Options{}).Routes() {
		if r.Method != http.MethodGet || r.Who != site.Staff {
			continue
		}
		path := strings.TrimSuffix(r.Path, "{$}")
		id := c.first + 3
		if strings.HasPrefix(path, "/lists") || strings.Contains(path, "/list/") || strings.Contains(path, "examine") {
			id = list
		}
		out = append(out, wild.ReplaceAllString(path, strconv.FormatInt(id, 10)))
	}
	return append(out, "/stats?from=2024-04&to=2026-03", "/stats/claims?class=resident&from=2024-01&to=2024-01", "/stats/claims?capped=1", "/stats/claims?state=lodged", "/stats/claims?item=urn&from=2025-05&to=2025-05",
		"/audit?act=lodge", "/audit?from=2026-03-01&to=2026-03-20", "/claims?before="+strconv.FormatInt(c.first+50, 10))
}
