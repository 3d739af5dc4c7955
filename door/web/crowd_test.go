package web_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
)

var kept = flag.String("crowd", "", "folder of the crowd: taken as it is when it holds one, else made there and kept")

// crowd is a county with many claims: copies of what a sample month left, over three
// years, in every state that lists and payments leave behind. The last month's list
// waits to be submitted, the ones before are on their way.
type crowd struct {
	t      testing.TB
	s      *store.Store
	w      *demo.World
	clock  *demo.Clock
	cases  []copied
	months []date.Month
	first  int64 // claim of the crowd

	// what pages are opened with
	claims, opened, orders, rules []int64          // opened: by their families
	lists                         map[string]int64 // by kind and state
	person, notice                int64
	code                          string // address of a paper's code
}

// copied is a claim of the sample month as it is copied.
type copied struct {
	store.Claim
	fields   map[string]string
	services []store.Service
	decision store.Decision
	settle   store.Settle
}

// sampleMonth is the month that ran through the office; the crowd has none of its
// claims, because its list was sent.
const sampleMonth = "2026-01"

func newCrowd(t testing.TB, n int) *crowd {
	t.Helper()
	ctx := context.Background()
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		t.Fatal(err)
	}
	sample.Towns = 24
	c := &crowd{t: t, clock: demo.NewClock(date.MustDay("2025-12-15"))}
	dir := *kept
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "d")
	} else if _, err := os.Stat(filepath.Join(dir, "store.json")); err == nil {
		return c.reopen(dir)
	}
	c.s, err = store.Create(ctx, dir, store.Config{Engine: store.SQLite}, store.Test, "样本", c.clock.Now)
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
	month, _ := date.ParseMonth(sampleMonth)
	if _, err := demo.Month(ctx, c.w, demo.Options{Month: month, Seed: 3, Claims: 60, Clock: c.clock, Prices: sample.Prices}); err != nil {
		t.Fatal(err)
	}
	c.clock.Set(date.MustDay("2026-03-20"))
	for m := date.MustDay("2023-03-01").Month(); m < date.MustDay("2026-03-01").Month(); m++ {
		if m.String() != sampleMonth {
			c.months = append(c.months, m)
		}
	}
	c.learn()
	c.fill(n)
	c.settle()
	c.post()
	c.seek()
	return c
}

// post puts the sample month's list on notice and leaves a rule to be approved.
func (c *crowd) post() {
	db, done := c.raw()
	defer done()
	caller := func(login string) office.Caller {
		x := office.Caller{County: c.w.County}
		if err := db.QueryRow(`SELECT p.id, g.office, g.role FROM person p JOIN role_grant g ON g.person = p.id WHERE p.login = $1`, login).Scan(&x.Person, &x.Office, &x.Role); err != nil {
			c.t.Fatal(login, err)
		}
		return x
	}
	var list int64
	if err := db.QueryRow(`SELECT min(id) FROM list WHERE kind = 'local' AND period = $1`, sampleMonth).Scan(&list); err != nil {
		c.t.Fatal(err)
	}
	today := c.s.Now().Day()
	if _, err := c.w.Office.PublishNotice(context.Background(), caller("chief1"), office.PublishNotice{List: list, From: today, To: today + 6}); err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.w.Office.Propose(context.Background(), caller("keeper1"), office.Rule{Kind: "local_value", Name: "cap", Value: "1400.00", From: today + 20, Document: "样本（不是真实文件）"}); err != nil {
		c.t.Fatal(err)
	}
}

// raw opens the crowd's database beside its store.
func (c *crowd) raw() (*sql.DB, func()) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.s.Dir(), "songbai.db")+"?_pragma=busy_timeout(20000)")
	if err != nil {
		c.t.Fatal(err)
	}
	return db, func() { _ = db.Close() }
}

// keyOf gives a claim's slip number and its family's phone.
func (c *crowd) keyOf(id int64) (slip, phone string) {
	err := c.s.Read(context.Background(), c.w.County, func(s *store.Scope) error {
		row, err := s.ClaimByID(id)
		if err != nil {
			return err
		}
		p, err := s.Private(id, row.PrivateN)
		slip, phone = row.Slip, p.Get("handler.phone")
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return slip, phone
}

// reopen takes a crowd that an earlier run made.
func (c *crowd) reopen(dir string) *crowd {
	c.clock.Set(date.MustDay("2026-03-20"))
	var err error
	if c.s, err = store.Open(context.Background(), dir, c.clock.Now); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = c.s.Close() })
	c.w = &demo.World{Office: office.New(c.s), County: 441881, Area: "441881"}
	db, done := c.raw()
	defer done()
	if err := db.QueryRow(`SELECT min(id) FROM claim WHERE link_token LIKE 'crowd%'`).Scan(&c.first); err != nil {
		c.t.Fatal(err)
	}
	c.learn()
	c.seek()
	return c
}

// learn reads the claims of the sample month that were completed.
func (c *crowd) learn() {
	err := c.s.Read(context.Background(), c.w.County, func(s *store.Scope) error {
		rows, err := s.Claims(store.ClaimFilter{Limit: 500, Before: c.first})
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

// fill copies cases until there are n more; small groups, because what an engine
// remembers of one act to undo it is walked again at every statement.
func (c *crowd) fill(n int) {
	const group = 100
	ctx := context.Background()
	for from := 0; from < n; from += group {
		_, err := c.s.Write(ctx, store.Act{County: c.w.County, Act: "complete", Role: "desk", Alone: true}, func(tx *store.Tx) error {
			for i := from; i < min(from+group, n); i++ {
				if err := c.copy(tx, i, n); err != nil {
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

// way is how a copied claim came to where it stands.
type way struct {
	act party.Act
	to  claim.State
}

// under lists where claims stand that are still open, by route; the last step of
// each says the state.
var (
	begun  = []way{{party.Draft, claim.Draft}, {party.Lodge, claim.Lodged}}
	atHome = append(begun[:2:2], way{party.Accept, claim.Accepted})
	under  = map[claim.Route][][]way{
		claim.Waiver:        {begun[:1], begun, atHome, append(atHome[:3:3], way{party.Sign, claim.Signed}), append(begun[:2:2], way{party.Return, claim.Returned}), append(begun[:2:2], way{party.Refuse, claim.Refused})},
		claim.Reimbursement: {begun, append(begun[:2:2], way{party.Forward, claim.Forwarded}), append(begun[:2:2], way{party.Return, claim.Returned})},
		claim.Unclaimed:     {begun, atHome},
	}
	ended = map[claim.Route]way{claim.Waiver: {party.Complete, claim.Completed}, claim.Unclaimed: {party.Complete, claim.Completed}, claim.Reimbursement: {party.Determine, claim.Determined}}
)

// copy writes one claim of n: they came in the order of their months, from three
// years ago to the last; the last fiftieth is still open.
func (c *crowd) copy(tx *store.Tx, i, n int) error {
	x := c.cases[i%len(c.cases)]
	id := tx.NextID()
	if c.first == 0 {
		c.first = id
	}
	m := c.months[i*len(c.months)/n]
	day := m.First() + date.Day(i%27)
	death, lodged, done := day-1, day, day+1
	row := x.Claim
	row.ID, row.Slip, row.LinkToken = id, slipOf(i), fmt.Sprint("crowd", i)
	row.Town = fmt.Sprintf("%s%03d", c.w.Area, 101+i%24)
	row.Death, row.Cremation, row.LodgedDay, row.CompletedDay = &death, &done, &lodged, &done
	row.PrivateN, row.ServicesN, row.SettleN = 1, 1, 1
	steps := append(atHome[:3:3], ended[row.Route])
	open := i >= n-n/50
	if open {
		old := tx.Today() - date.Day((n-1-i)*40/max(n/50, 1))
		row.LodgedDay, row.CompletedDay, row.SettleN, row.SignedDecision = &old, nil, 0, 0
		steps = under[row.Route][i%len(under[row.Route])]
		row.State = steps[len(steps)-1].to
		if row.State == claim.Draft {
			row.LodgedDay = nil
		}
		if row.State == claim.Returned {
			row.ResumeState, row.ReturnedBy, row.Thing = claim.Lodged, c.w.As("desk1").Person, "account"
		}
	}
	row.Moves = int64(len(steps))
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
	if err := tx.PutSearch(id, []store.Key{{Kind: "name", Value: fields["deceased.name"]}, {Kind: "id", Value: fmt.Sprint("crowd", i)}, {Kind: "slip", Value: row.Slip}, {Kind: "access", Value: row.Slip + ":" + lastFour(fields["handler.phone"])}}); err != nil {
		return err
	}
	from := claim.None
	for seq, step := range steps {
		if err := tx.PutMove(store.Move{Claim: id, Seq: int64(seq + 1), Act: string(step.act), From: from, To: step.to, AuditPos: 1}); err != nil {
			return err
		}
		from = step.to
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

// lastFour gives the digits with which a family opens its claim.
func lastFour(phone string) string { return phone[max(len(phone)-4, 0):] }

// slipOf is a slip number that no sample claim has.
func slipOf(i int) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], 90_000_000_000+uint64(i))
	return string(claim.SlipFrom(b))
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
// and what years leave behind beside the claims: only times are measured here, not
// truth.
func (c *crowd) settle() {
	db, done := c.raw()
	defer done()
	first := strconv.FormatInt(c.first, 10)
	for _, q := range []string{
		`CREATE TABLE made AS SELECT row_number() OVER (ORDER BY period, unit, kind) + 900000000000 + county * 1000000000000 AS id, county, unit, kind, period, count(*) AS n, sum(charged_fen) AS charged, sum(waived_fen) AS waived,
			CASE WHEN kind <> 'local' THEN 'paid' WHEN period = '2025-12' THEN 'reviewing' WHEN period = '2025-11' THEN 'sealed' WHEN period = '2025-10' THEN 'approved' WHEN period = '2025-09' THEN 'ordered' ELSE 'paid' END AS state
			FROM settle WHERE +claim >= ` + first + ` AND period < '2026-01' GROUP BY county, unit, kind, period`,
		`CREATE UNIQUE INDEX made_id ON made (county, id)`,
		`INSERT INTO list (county, id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at, sealed_lines, sealed_charged, sealed_fen, sealed_digest, sealed_at, approved_at)
			SELECT county, id, unit, kind, period, 1, 'crowd ' || id, state, n, charged, waived, 'd', substr(period, 1, 7) || '-28T01:00:00.000000Z',
				CASE WHEN state <> 'reviewing' THEN n END, CASE WHEN state <> 'reviewing' THEN charged END, CASE WHEN state <> 'reviewing' THEN waived END, CASE WHEN state <> 'reviewing' THEN 'd' END,
				CASE WHEN state <> 'reviewing' THEN substr(period, 1, 7) || '-28T02:00:00.000000Z' END, CASE WHEN state NOT IN ('reviewing', 'sealed') THEN substr(period, 1, 7) || '-28T03:00:00.000000Z' END FROM made`,
		`INSERT INTO list_line (county, list, seq, claim, settle_n, decision, year, route, charged_fen, waived_fen, family_fen, running_fen, digest)
			SELECT s.county, m.id, row_number() OVER (PARTITION BY m.id ORDER BY s.town, s.claim), s.claim, s.n, s.decision, s.year, s.route, s.charged_fen, s.waived_fen, s.family_fen, 0, s.digest
			FROM made m CROSS JOIN settle s WHERE s.county = m.county AND s.unit = m.unit AND s.kind = m.kind AND s.period = m.period AND +s.claim >= ` + first,
		`INSERT INTO line_mark (county, list, seq, n, mark, code, note_commitment, person, at)
			SELECT l.county, l.list, l.seq, 1, CASE WHEN m.state = 'reviewing' AND l.seq % 100 = 1 THEN 'query' ELSE 'pass' END, '', '', 1, '2026-01-01T00:00:00.000000Z'
			FROM made m CROSS JOIN list_line l WHERE m.id = l.list AND m.county = l.county AND m.kind = 'local' AND (m.state <> 'reviewing' OR l.seq % 3 <> 0)`,
		`INSERT INTO payment_order (county, id, list, number, kind, lines, fen, offset_fen, digest, payer, day, person, at)
			SELECT county, id + 50000000000, id, 'crowd ' || id, 'first', 1, waived, 0, 'd', 1, substr(period, 1, 7) || '-28', 1, substr(period, 1, 7) || '-28T04:00:00.000000Z' FROM made WHERE state IN ('ordered', 'paid')`,
		`INSERT INTO payment_line (county, ord, seq, voucher, claim, fen, purpose, payee, commitment) SELECT m.county, m.id + 50000000000, l.seq, 'crowd ' || m.id || '/' || l.seq, CASE m.kind WHEN 'local' THEN 0 ELSE l.claim END, l.waived_fen, '', x'', ''
			FROM made m CROSS JOIN list_line l WHERE l.county = m.county AND l.list = m.id AND m.state IN ('ordered', 'paid') AND (m.kind <> 'local' OR l.seq = 1)`,
		`INSERT INTO payment_outcome (county, ord, seq, n, outcome, fen, serial, value_day, reason, result, at) SELECT p.county, p.ord, p.seq, 1, 'paid', p.fen, '', substr(m.period, 1, 7) || '-28', '', 1, '2026-01-01T00:00:00.000000Z'
			FROM made m CROSS JOIN payment_line p WHERE m.county = p.county AND m.id + 50000000000 = p.ord AND m.state = 'paid'`,
		`INSERT INTO finding (county, id, claim, code, key, others, facts, blocks, at, decided_by, decided_at, outcome, reason)
			SELECT county, id + 100000000000, id, 'risk.lodged_late', 'crowd ' || id, '', '', 1, '2026-03-01T00:00:00.000000Z', CASE WHEN completed_day < '2026-02' THEN 1 END, CASE WHEN completed_day < '2026-02' THEN '2026-03-02T00:00:00.000000Z' END, CASE WHEN completed_day < '2026-02' THEN 'cleared' END, CASE WHEN completed_day < '2026-02' THEN '' END
			FROM claim WHERE id >= ` + first + ` AND id % 17 = 0 AND completed_day IS NOT NULL`,
		`INSERT INTO awaited (county, claim, paper, n, due, person, at, audit_pos)
			SELECT county, id, 'deceased_id', 1, CASE WHEN id % 4 = 0 THEN '2026-03-10' ELSE '2026-04-10' END, 1, '2026-03-01T00:00:00.000000Z', 1 FROM claim WHERE id >= ` + first + ` AND id % 11 = 0`,
		`INSERT INTO certificate (county, home, series, number, n, width, step, claim, day, reason, person, at, audit_pos)
			SELECT county, home, 'HH-C', row_number() OVER (ORDER BY id), 1, 6, 'issue', id, cremation_day, '', 1, '2026-03-01T00:00:00.000000Z', 1 FROM claim WHERE id >= ` + first + ` AND home <> 0 AND completed_day IS NOT NULL`,
		`INSERT INTO sum_series (county, home, series, first, last, numbers, at) SELECT county, home, series, min(number), max(number), count(*), max(at) FROM certificate WHERE series = 'HH-C' GROUP BY county, home, series`,
		`INSERT INTO rating (county, claim, step, stars, office, words, commitment, at) SELECT county, id, 'desk', 1 + id % 5, office, NULL, '', completed_day || 'T05:00:00.000000Z' FROM claim WHERE id >= ` + first + ` AND id % 4 = 0 AND completed_day IS NOT NULL`,
		`INSERT INTO complaint (county, id, number, token, claim, office, kind, words, commitment, contact, at) SELECT county, id + 200000000000, 'crowd ' || id, 'crowd ' || id, id, office, 'fee', NULL, '', NULL, completed_day || 'T06:00:00.000000Z' FROM claim WHERE id >= ` + first + ` AND id % 199 = 0 AND completed_day IS NOT NULL`,
		`INSERT INTO publicity (county, id, kind, day, town, place, count, document, office, person, at) SELECT county, id + 300000000000, 'leaflet', completed_day, town, '样本', 10, '样本', office, 1, completed_day || 'T06:00:00.000000Z' FROM claim WHERE id >= ` + first + ` AND id % 49 = 0 AND completed_day IS NOT NULL`,
		`INSERT INTO hold (county, claim, n, step, person, office, role, at, audit_pos) SELECT county, id, 1, 'take', (SELECT id FROM person WHERE login = 'desk1'), office, 'desk', completed_day || 'T06:00:00.000000Z', 1 FROM claim WHERE id >= ` + first + ` AND completed_day IS NOT NULL`,
		`WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 2000)
			INSERT INTO job_run (county, id, job, began, person, outcome, code, detail, at) SELECT 0, 500000000000 + i, 'anchor', '2025-01-01T00:00:00.000000Z', 0, 'ok', '', '', '2025-01-01T00:00:01.000000Z' FROM k`,
		`WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 20000)
			INSERT INTO session (token_hash, person, created_at, seen_at, expires_at) SELECT 'crowd' || i, (SELECT min(id) FROM person) + i % 40, '2025-01-01T00:00:00.000000Z', '2025-01-01T00:00:00.000000Z', '2025-01-02T00:00:00.000000Z' FROM k`,
		`WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < (SELECT 5 * count(*) FROM claim))
			INSERT INTO audit (county, pos, act, person, office, role, subject_kind, subject, at, reason, digest, prev, hash)
			SELECT h.county, h.audit_pos + i, 'lodge', h.county * 1000000000000 + 10 + i % 30, 1, 'desk', 'claim', ` + first + ` + i / 5, strftime('%Y-%m-%dT%H:%M:%S', '2023-03-01', '+' || (i * 180) || ' seconds') || '.000000Z', '', '', '', '' FROM k, head h WHERE h.county > 0`,
		`UPDATE head SET audit_pos = (SELECT max(pos) FROM audit a WHERE a.county = head.county) WHERE county > 0`,
		`DROP TABLE made`, `PRAGMA wal_checkpoint(TRUNCATE)`,
	} {
		at := time.Now()
		if _, err := db.Exec(q); err != nil {
			c.t.Fatalf("%.90s: %v", q, err)
		}
		if took := time.Since(at); took > 5*time.Second {
			c.t.Logf("%.60s took %s", q, took)
		}
	}
}
