package verify_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

// TestOnPostgreSQL runs the month on PostgreSQL: nothing is found, by folder
// and by connection string; edits are.
func TestOnPostgreSQL(t *testing.T) {
	dsn := storetest.Postgres(t).Database(t)
	dir := filepath.Join(t.TempDir(), "data")
	if err := runMonth(dir, store.Config{Engine: store.Postgres, DSN: dsn}, 50, 5); err != nil {
		t.Fatal(err)
	}
	for _, o := range []verify.Options{{Dir: dir, Keyset: true}, {DSN: dsn}} {
		if rep := check(t, o); !rep.OK() || rep.Claims != 57 {
			t.Fatalf("%d claims: %+v", rep.Claims, rep.Findings)
		}
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, m := range []struct{ inv, table, edit string }{
		{"INV-16", "posting", `ALTER TABLE posting DISABLE TRIGGER posting_fixed`},
		{"INV-06", "entry", `UPDATE posting SET fen = fen + 1 WHERE account = '5001' AND entry = (SELECT min(entry) FROM posting WHERE account = '5001')`},
		{"INV-01", "index", `DROP INDEX guard_live`},
		{"INV-13", "claim", `UPDATE claim SET state = 'refused' WHERE id = (SELECT min(id) FROM claim WHERE state = 'completed')`},
	} {
		if _, err := db.Exec(m.edit); err != nil {
			t.Fatal(err)
		}
		if rep := check(t, verify.Options{Dir: dir}); !finds(rep.Findings, m.inv, m.table) {
			t.Errorf("%s: %s in %s is not among %+v", m.edit, m.inv, m.table, rep.Findings)
		}
	}
}

// free are columns that nothing else in the database repeats, or that only say
// who somebody is to people; docs/verify.md names them.
var free = []string{
	"head.name", "head.created_at", "head.last_stamp", "head.next_id", "installation.", "person.", "password.", "session.", "relation.", "interest.", "search.", "outbox.", "finding.",
	"home.", "home_county.", "office.", "role_grant.reason", "role_grant.id", "home_account.", "policy_term.", "local_value.", "price_list.", "proposal.", "policy_version.pack", "policy_version.recorded_at",
	"request.hash", "request.answer", "request.key", "claim.home", "claim.office", "claim.town", "claim.class", "claim.thing", "claim.cremation_day", "claim.completed_day", "claim.death_day", "claim.lodged_day",
	"claim.link_token", "guard.token", "guard.taken_at", "paper.file_hash", "evidence.kind", "evidence.media", "evidence.at", "service.note", "signature.evidence", "signature.means",
	"decision.refusal", "decision.clause", "decision.trace", "decision_line.reason", "decision_line.clause", "decision_line.unit_fen", "list.void_reason", "list.number", "entry.reason", "entry.line", "entry.payee", "entry.of", "entry.day",
	"budget.document", "budget.cancels", "overrun.", "recovery.", "recovery_use.", "payee.document", "payment_line.purpose", "payment_outcome.serial", "payment_outcome.reason",
	"bank_result.", "invoice_item.home_name", "official.kind", "official.subject_kind", "official.subject", "official.at", "number_issued.at", "number_issued.office", "number_void.", "line_mark.note", "seal_use.id",
}

// TestBulkRandomEditsAreFound makes random edits of single values and wants a
// finding for each, but for those of free columns.
func TestBulkRandomEditsAreFound(t *testing.T) {
	dir := folder(t)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	cols := columns(t, db)
	r := rand.New(rand.NewPCG(1, 2))
	tried := 0
	for tried < 150 {
		c := cols[r.IntN(len(cols))]
		edited := folder(t)
		if !poke(t, edited, c, r) {
			continue
		}
		tried++
		rep, err := verify.Run(context.Background(), verify.Options{Dir: edited, Keyset: true})
		if err != nil {
			continue // a value so broken that it stops the checker is noticed too
		}
		if rep.OK() {
			t.Errorf("an edit of %s.%s was not found", c.table, c.name)
		}
	}
}

type column struct{ table, name, kind, keys string }

// columns lists the columns that must be covered.
func columns(t testing.TB, db *sql.DB) (out []column) {
	t.Helper()
	rows, err := db.Query(`SELECT m.name, p.name, p.type, COALESCE((SELECT group_concat(k.name) FROM pragma_table_info(m.name) k WHERE k.pk > 0), 'rowid')
		FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND p.name <> 'county' ORDER BY m.name, p.cid`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.table, &c.name, &c.kind, &c.keys); err != nil {
			t.Fatal(err)
		}
		open := false
		for _, f := range free {
			open = open || f == c.table+"."+c.name || f == c.table+"."
		}
		if !open {
			out = append(out, c)
		}
	}
	return out
}

// poke changes one value of a random row; false when the table is empty, a key
// refuses or nothing was there to change.
func poke(t testing.TB, dir string, c column, r *rand.Rand) bool {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	back := dropGuards(t, db)
	set := map[string]string{"INTEGER": "%[1]s + 1", "TEXT": "%[1]s || '1'", "BLOB": "CAST(substr(%[1]s, 1, length(%[1]s) - 1) || CASE substr(%[1]s, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)"}[c.kind]
	q := fmt.Sprintf("UPDATE %s SET %s = %s WHERE (%s) = (SELECT %s FROM %s WHERE %s IS NOT NULL ORDER BY %s LIMIT 1 OFFSET %d %% max(1, (SELECT count(*) FROM %s WHERE %s IS NOT NULL)))",
		c.table, c.name, fmt.Sprintf(set, c.name), c.keys, c.keys, c.table, c.name, c.keys, r.IntN(1_000_000), c.table, c.name)
	res, err := db.Exec(q)
	if err != nil {
		return false
	}
	n, _ := res.RowsAffected()
	for _, g := range back {
		_, _ = db.Exec(g)
	}
	return n == 1
}

// TestTheReportIsForPeopleAndMachines reads both forms and looks for names.
func TestTheReportIsForPeopleAndMachines(t *testing.T) {
	dir := folder(t)
	edit(t, dir, `UPDATE claim SET state = 'refused' WHERE id = `+waiver)
	rep := check(t, verify.Options{Dir: dir, Keyset: true})
	var text, machine bytes.Buffer
	if err := errors.Join(rep.WriteText(&text), rep.WriteJSON(&machine)); err != nil {
		t.Fatal(err)
	}
	var again verify.Report
	if err := json.Unmarshal(machine.Bytes(), &again); err != nil || len(again.Findings) != len(rep.Findings) || again.Checked["INV-13"] == 0 {
		t.Errorf("%v %+v", err, again)
	}
	if !strings.Contains(text.String(), "INV-13  claim  441881/") || strings.Contains(text.String(), "样") {
		t.Errorf("%s", text.String())
	}
}

func TestItCannotRunWithoutAFolder(t *testing.T) {
	for _, o := range []verify.Options{{Dir: t.TempDir()}, {Dir: folder(t), Anchors: "absent"}, {Dir: folder(t), Keyset: true, Keys: "absent"}} {
		if _, err := verify.Run(context.Background(), o); err == nil {
			t.Errorf("%+v ran", o)
		}
	}
}

// TestItNeverWrites compares the folder before and after a run.
func TestItNeverWrites(t *testing.T) {
	dir := folder(t)
	before, err := os.ReadFile(filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	check(t, verify.Options{Dir: dir, Keyset: true})
	after, err := os.ReadFile(filepath.Join(dir, "songbai.db"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database changed: %v", err)
	}
}

// TestReplayIsAskedForEveryDecision hands in a replay that agrees, and one that
// does not.
func TestReplayIsAskedForEveryDecision(t *testing.T) {
	dir := folder(t)
	asked := 0
	rep := check(t, verify.Options{Dir: dir, Replay: func(b verify.Basis, facts []byte) (verify.Decision, error) {
		asked++
		if len(b.Pack) == 0 || len(b.Local) == 0 || len(b.Prices) == 0 || len(facts) == 0 {
			t.Error("a replay without what it needs")
		}
		return verify.Decision{}, errors.New("no")
	}})
	if n := ask(t, dir, `SELECT count(*) FROM decision`); fmt.Sprint(asked) != n || !finds(rep.Findings, "INV-26", "decision") {
		t.Errorf("%d decisions were replayed of %s", asked, n)
	}
}

// TestBulkSpeed prints the cost of a run over a few thousand claims.
func TestBulkSpeed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := runMonth(dir, store.Config{Engine: store.SQLite}, 3000, 3); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begun := time.Now()
	rep := check(t, verify.Options{Dir: dir})
	took := time.Since(begun)
	runtime.ReadMemStats(&after)
	if !rep.OK() {
		t.Errorf("%+v", rep.Findings[:min(5, len(rep.Findings))])
	}
	t.Logf("%d claims, %d audit records in %v: %.0f claims a second, %d MB allocated in all", rep.Claims, rep.Audit, took, float64(rep.Claims)/took.Seconds(), (after.TotalAlloc-before.TotalAlloc)>>20)
}
