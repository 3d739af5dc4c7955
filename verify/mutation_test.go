package verify_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/verify"
)

// Pieces of the edits below.
const (
	local  = `(SELECT id FROM list WHERE kind = 'local' AND state = 'paid')`
	sheet  = `(SELECT id FROM list WHERE kind = 'reimbursement')`
	waiver = `(SELECT min(id) FROM claim WHERE route = 'waiver' AND state = 'completed')`
	// someLine is a line of a settled waiver in which something is waived
	someLine = `(SELECT rowid FROM decision_line WHERE waived_fen > 0 AND decision = (SELECT decision FROM claim WHERE id = ` + waiver + `) ORDER BY seq LIMIT 1)`
	outside  = `(SELECT l.rowid FROM decision_line l JOIN claim c ON c.decision = l.decision WHERE c.route = 'reimbursement' AND l.item = 'urn' LIMIT 1)`
	family   = `(SELECT p.rowid FROM payment_line p WHERE p.claim <> 0 AND p.of_ord IS NULL ORDER BY p.ord, p.seq LIMIT 1)`
	reissued = `(SELECT rowid FROM payment_line WHERE of_ord IS NOT NULL)`
)

// mutations are edits by hand, each with the invariant that must name it and
// the row it must name: a query for its key asked before the edit.
var mutations = []struct {
	name, inv, table, row string
	edits                 []string
}{
	{"two live claims for one person", "INV-01", "guard", `SELECT 'identity/441881/' || max(claim) FROM guard WHERE kind = 'identity' AND released_at IS NULL`,
		[]string{`UPDATE guard SET token = (SELECT token FROM guard WHERE kind = 'identity' AND released_at IS NULL ORDER BY claim LIMIT 1)
			WHERE kind = 'identity' AND claim = (SELECT max(claim) FROM guard WHERE kind = 'identity' AND released_at IS NULL)`}},
	{"a paid claim's key let go", "INV-01", "guard", `SELECT 'identity/441881/' || ` + waiver,
		[]string{`UPDATE guard SET released_at = '2026-04-01T01:00:00.000000Z' WHERE kind = 'identity' AND claim = ` + waiver}},
	{"the index that keeps keys single dropped", "INV-01", "index", `SELECT 'guard_live'`, []string{`DROP guard_live`}},
	{"more waived than the limit", "INV-02", "decision_line", `SELECT '441881/' || decision || '/' || seq FROM decision_line WHERE rowid = ` + someLine,
		[]string{`UPDATE decision_line SET measure = measure + 5, quantity = quantity + 5 WHERE rowid = ` + someLine}},
	{"one claim paid twice", "INV-02", "payment_line", `SELECT '441881/' || claim FROM payment_line WHERE rowid = ` + reissued,
		[]string{`UPDATE payment_outcome SET outcome = 'paid', value_day = '2026-04-09' WHERE outcome = 'returned' AND (ord, seq) = (SELECT of_ord, of_seq FROM payment_line WHERE rowid = ` + reissued + `)`}},
	{"a line shifted to the family", "INV-03", "decision", `SELECT '441881/' || decision FROM decision_line WHERE rowid = ` + someLine,
		[]string{`UPDATE decision_line SET waived_fen = waived_fen - 100, family_fen = family_fen + 100 WHERE rowid = ` + someLine}},
	{"a price above the list", "INV-03", "decision_line", `SELECT '441881/' || decision || '/' || seq FROM decision_line WHERE rowid = ` + someLine,
		[]string{`UPDATE decision_line SET charged_fen = charged_fen + 90000, allowed_fen = allowed_fen + 90000, waived_fen = waived_fen + 90000 WHERE rowid = ` + someLine}},
	{"a service recorded otherwise", "INV-03", "service", `SELECT '441881/' || id || '/' || services_n || '/1' FROM claim WHERE id = ` + waiver,
		[]string{`UPDATE service SET charged_fen = charged_fen + 1 WHERE seq = 1 AND (claim, n) = (SELECT id, services_n FROM claim WHERE id = ` + waiver + `)`}},
	{"a list's sum", "INV-04", "list", `SELECT '441881/' || ` + local, []string{`UPDATE list SET waived_fen = waived_fen + 1 WHERE id = ` + local}},
	{"an approval booked higher", "INV-04", "list", `SELECT '441881/' || ` + local,
		[]string{`UPDATE posting SET fen = fen + (CASE WHEN fen > 0 THEN 100 ELSE -100 END) WHERE fund = 'county_budget' AND entry = (SELECT id FROM entry WHERE kind = 'list_approved' AND list = ` + local + `)`}},
	{"a settle row", "INV-04", "settle", `SELECT '441881/' || ` + waiver + ` || '/1'`,
		[]string{`UPDATE settle SET waived_fen = waived_fen + 1, charged_fen = charged_fen + 1 WHERE claim = ` + waiver}},
	{"a settle digest", "INV-05", "settle", `SELECT '441881/' || ` + waiver + ` || '/1'`, []string{`UPDATE settle SET digest = lower(hex(randomblob(32))) WHERE claim = ` + waiver}},
	{"the submitted digest", "INV-05", "list", `SELECT '441881/' || ` + local, []string{`UPDATE list SET submitted_digest = lower(hex(randomblob(32))) WHERE id = ` + local}},
	{"an order on another digest", "INV-05", "payment_order", `SELECT '441881/' || min(id) FROM payment_order`,
		[]string{`UPDATE payment_order SET digest = lower(hex(randomblob(32))) WHERE id = (SELECT min(id) FROM payment_order)`}},
	{"one posting", "INV-06", "entry", `SELECT '441881/' || min(entry) FROM posting WHERE account = '5001'`,
		[]string{`UPDATE posting SET fen = fen + 1 WHERE account = '5001' AND entry = (SELECT min(entry) FROM posting WHERE account = '5001')`}},
	{"an entry turned round", "INV-07", "posting", `SELECT '441881/' || min(id) || '/1' FROM entry WHERE kind = 'waiver_completed'`,
		[]string{`UPDATE posting SET fen = -fen WHERE entry = (SELECT min(id) FROM entry WHERE kind = 'waiver_completed')`}},
	{"a second reversal", "INV-07", "entry", `SELECT '441881/' || max(id) FROM entry WHERE kind = 'reversed'`,
		[]string{`UPDATE entry SET reversal_of = (SELECT reversal_of FROM entry WHERE kind = 'reversed' ORDER BY id LIMIT 1) WHERE id = (SELECT max(id) FROM entry WHERE kind = 'reversed')`}},
	{"another cap", "INV-08", "decision", `SELECT '441881/' || decision FROM claim WHERE id = ` + waiver,
		[]string{`UPDATE decision SET cap_fen = cap_fen + 100000 WHERE id = (SELECT decision FROM claim WHERE id = ` + waiver + `)`}},
	{"no cap", "INV-08", "decision", `SELECT '441881/' || decision FROM claim WHERE id = ` + waiver,
		[]string{`UPDATE decision SET capped = 0 WHERE id = (SELECT decision FROM claim WHERE id = ` + waiver + `)`}},
	{"an unclaimed body without police papers", "INV-08", "claim", `SELECT '441881/' || min(id) FROM claim WHERE route = 'unclaimed'`,
		[]string{`UPDATE paper SET original = 0 WHERE kind <> 'town_form' AND claim = (SELECT min(id) FROM claim WHERE route = 'unclaimed')`}},
	{"an unclaimed body without the word of the police", "INV-08", "claim", `SELECT '441881/' || min(id) FROM claim WHERE route = 'unclaimed'`,
		[]string{`UPDATE paper SET original = 0 WHERE kind LIKE 'police%' AND claim = (SELECT min(id) FROM claim WHERE route = 'unclaimed')`}},
	{"foreign lines above their invoice", "INV-09", "invoiced", `SELECT '441881/' || claim || '/' || n FROM invoiced ORDER BY claim LIMIT 1`,
		[]string{`UPDATE invoiced SET invoiced_fen = invoiced_fen - 1 WHERE claim = (SELECT min(claim) FROM invoiced)`}},
	{"a reimbursement above the local price", "INV-09", "decision_line", `SELECT '441881/' || decision || '/' || seq FROM decision_line WHERE rowid = ` + outside,
		[]string{`UPDATE decision_line SET charged_fen = charged_fen + 50000, allowed_fen = allowed_fen + 50000, waived_fen = waived_fen + 50000 WHERE rowid = ` + outside}},
	{"a share", "INV-10", "decision", `SELECT '441881/' || decision FROM claim WHERE id = ` + waiver,
		[]string{`UPDATE decision_share SET fen = fen + 1 WHERE seq = 1 AND decision = (SELECT decision FROM claim WHERE id = ` + waiver + `)`}},
	{"a budget taken away", "INV-10", "budget", `SELECT '441881/county_budget/county/2026'`,
		[]string{`UPDATE budget SET fen = 1 WHERE fund = 'county_budget' AND year = 2026`}},
	{"a family's payment raised", "INV-11", "payment_line", `SELECT '441881/' || ord || '/' || seq FROM payment_line WHERE rowid = ` + family,
		[]string{`UPDATE payment_line SET fen = fen + 100 WHERE rowid = ` + family}},
	{"one obligation paid twice", "INV-11", "payment_line", `SELECT '441881/' || ` + sheet + ` || '/' || claim FROM payment_line WHERE rowid = ` + reissued,
		[]string{`UPDATE payment_outcome SET outcome = 'paid', value_day = '2026-04-09' WHERE outcome = 'returned' AND (ord, seq) = (SELECT of_ord, of_seq FROM payment_line WHERE rowid = ` + reissued + `)`}},
	{"approved before it was sealed", "INV-12", "list", `SELECT '441881/' || ` + local, []string{`UPDATE list SET approved_at = '2026-04-01T00:00:00.000000Z' WHERE id = ` + local}},
	{"never signed", "INV-12", "claim", `SELECT '441881/' || ` + waiver, []string{`DELETE FROM signature WHERE claim = ` + waiver}},
	{"ordered before approval", "INV-12", "payment_order", `SELECT '441881/' || min(id) FROM payment_order`,
		[]string{`UPDATE payment_order SET at = '2026-04-01T00:00:00.000000Z' WHERE id = (SELECT min(id) FROM payment_order)`}},
	{"a state set by hand", "INV-13", "claim", `SELECT '441881/' || ` + waiver, []string{`UPDATE claim SET state = 'signed' WHERE id = ` + waiver}},
	{"a step left out", "INV-13", "claim_move", `SELECT '441881/' || ` + waiver + ` || '/2'`,
		[]string{`DELETE FROM claim_move WHERE seq = 2 AND claim = ` + waiver, `UPDATE claim_move SET seq = seq + 1000 WHERE seq > 2 AND claim = ` + waiver,
			`UPDATE claim_move SET seq = seq - 1001 WHERE seq > 1000 AND claim = ` + waiver}},
	{"a list set to sealed again", "INV-13", "list", `SELECT '441881/' || ` + local, []string{`UPDATE list SET state = 'sealed' WHERE id = ` + local}},
	{"the sealer seated as payer", "INV-14", "list_person", `SELECT '441881/' || ` + local,
		[]string{`UPDATE list_person SET part = 'payer' WHERE part = 'sealer' AND list = ` + local}},
	{"a role ended before it was used", "INV-14", "audit", `SELECT '441881/' || pos FROM audit WHERE act = 'seal_list' ORDER BY pos LIMIT 1`,
		[]string{`UPDATE role_grant SET valid_to = '2026-02-01T00:00:00.000000Z' WHERE role = 'bureau_sealer'`}},
	{"a price list approved by who entered it", "INV-14", "price_list", `SELECT '441881/' || min(id) FROM price_list`,
		[]string{`UPDATE price_list SET approved_by = entered_by WHERE id = (SELECT min(id) FROM price_list)`}},
	{"a clerk's own case", "INV-14", "claim_move", `SELECT '441881/' || ` + waiver + ` || '/1'`,
		[]string{`UPDATE person SET id_token = (SELECT token FROM interest WHERE claim = ` + waiver + ` LIMIT 1) WHERE id = (SELECT person FROM claim_move WHERE seq = 1 AND claim = ` + waiver + `)`}},
	{"the sealed digest", "INV-15", "list", `SELECT '441881/' || ` + local, []string{`UPDATE list SET sealed_digest = lower(hex(randomblob(32))) WHERE id = ` + local}},
	{"a strike after the seal", "INV-15", "list", `SELECT '441881/' || ` + local,
		[]string{`UPDATE line_mark SET code = 'duplicate' WHERE mark = 'strike' AND list = ` + local}},
	{"what a family signed", "INV-15", "signature", `SELECT '441881/' || ` + waiver + ` || '/1'`, []string{`UPDATE signature SET digest = lower(hex(randomblob(32))) WHERE claim = ` + waiver}},
	{"an audit record", "INV-16", "audit", `SELECT '441881/40'`, []string{`UPDATE audit SET person = person + 1 WHERE county = 441881 AND pos = 40`}},
	{"an audit record taken out", "INV-16", "audit", `SELECT '441881/41'`, []string{`DELETE FROM audit WHERE county = 441881 AND pos = 40`}},
	{"a mark on a message", "INV-16", "outbox_mark", `SELECT '441881/' || note || '/' || n FROM outbox_mark LIMIT 1`, []string{`UPDATE outbox_mark SET outcome = 'failed'`}},
	{"a message that waits again", "INV-16", "outbox", `SELECT '441881/' || id FROM outbox WHERE sent_at IS NOT NULL`, []string{`UPDATE outbox SET sent_at = NULL`}},
	{"a public phone", "INV-16", "office", `SELECT '441881/' || subject FROM audit WHERE act = 'set_phone'`, []string{`UPDATE office SET phone = '1' WHERE id = (SELECT subject FROM audit WHERE act = 'set_phone')`}},
	{"the tail of the chain", "INV-16", "head", `SELECT '441881'`, []string{`DELETE FROM audit WHERE county = 441881 AND pos = (SELECT max(pos) FROM audit WHERE county = 441881)`}},
	{"what was seen at a move", "INV-16", "claim_move", `SELECT '441881/' || ` + waiver + ` || '/2'`,
		[]string{`UPDATE claim_move SET digest = lower(hex(randomblob(32))) WHERE seq = 2 AND claim = ` + waiver}},
	{"a cell of the book", "INV-06", "book", `SELECT county || '/' || account || '/' || fund || '/' || level || '/' || year || '/' || payee || '/' || month FROM book ORDER BY account, fund, level, year, payee, month LIMIT 1`,
		[]string{`UPDATE book SET fen = fen + 1 WHERE (account, fund, level, year, payee, month) = (SELECT account, fund, level, year, payee, month FROM book ORDER BY account, fund, level, year, payee, month LIMIT 1)`}},
	{"a check of a policy that nobody made", "INV-16", "policy_check", `SELECT '441881/9000000000000001'`,
		[]string{`INSERT INTO policy_check (county, id, proposal, digest, cases_hash, cases, first_month, last_month, claims, undecided, before_fen, after_fen, gain, lose, person, at)
			VALUES (441881, 9000000000000001, 1, '', '', 1, '2026-03', '2026-03', 1, 0, 1, 1, 0, 0, 1, '2026-04-02T00:00:00.000000Z')`}},
	{"a tick that nobody set", "INV-16", "tick", `SELECT '441881/' || ` + waiver + ` || '/1'`,
		[]string{`INSERT INTO tick (county, claim, n, kind, private_n, papers, decision, person, at) SELECT county, id, 1, 'identity', private_n, 0, decision, 1, '2026-04-02T00:00:00.000000Z' FROM claim WHERE id = ` + waiver}},
	{"a limit of approval that was passed by", "INV-12", "list", `SELECT '441881/' || ` + local,
		[]string{`INSERT INTO local_value SELECT county, 441881999999999999, 'approval_limit', '1.00', '2026-01-01', NULL, document, entered_by, approved_by, '2026-01-01T00:00:00.000000Z' FROM local_value LIMIT 1`}},
	{"the guard of a table", "INV-16", "posting", `SELECT 'posting_fixed'`, []string{`DROP posting_fixed`}},
	{"personal values moved", "INV-17", "claim_private", `SELECT '441881/' || ` + waiver + ` || '/1'`,
		[]string{`UPDATE claim_private SET sealed = (SELECT sealed FROM claim_private WHERE claim <> ` + waiver + ` LIMIT 1) WHERE n = 1 AND claim = ` + waiver}},
	{"a request's act", "INV-18", "request", `SELECT '441881/lodge-1'`, []string{`UPDATE request SET act = 'draft' WHERE key = 'lodge-1'`}},
	{"a second key for one act", "INV-18", "request", `SELECT '441881/submit-2'`, []string{`UPDATE request SET at = (SELECT at FROM request WHERE key = 'submit-1') WHERE key = 'submit-2'`}},
	{"one certificate for two", "INV-19", "guard", `SELECT 'cremation/441881/' || max(claim) FROM guard WHERE kind = 'cremation' AND released_at IS NULL`,
		[]string{`UPDATE guard SET token = (SELECT token FROM guard WHERE kind = 'cremation' AND released_at IS NULL ORDER BY claim LIMIT 1)
			WHERE kind = 'cremation' AND released_at IS NULL AND claim = (SELECT max(claim) FROM guard WHERE kind = 'cremation' AND released_at IS NULL)`}},
	{"cremated before death", "INV-20", "claim", `SELECT '441881/' || ` + waiver, []string{`UPDATE claim SET cremation_day = '2026-01-01' WHERE id = ` + waiver}},
	{"a holiday taken out", "INV-37", "holiday", `SELECT min(recorded_at) FROM holiday`, []string{`DELETE FROM holiday WHERE day = (SELECT max(day) FROM holiday WHERE work = 0)`}},
	{"a claim left behind", "INV-21", "claim", `SELECT '441881/' || ` + waiver, []string{`UPDATE list_line SET released_at = '2026-04-20T00:00:00.000000Z' WHERE claim = ` + waiver}},
	{"a claim never to be listed", "INV-21", "claim", `SELECT '441881/' || ` + waiver, []string{`DELETE FROM settle WHERE claim = ` + waiver}},
	{"another account", "INV-22", "payment_line", `SELECT '441881/' || ord || '/' || seq FROM payment_line WHERE rowid = ` + family,
		[]string{`UPDATE payment_line SET commitment = lower(hex(randomblob(32))) WHERE rowid = ` + family}},
	{"a home's account changed after the fact", "INV-22", "payment_line", `SELECT '441881/' || ord || '/' || seq FROM payment_line WHERE claim = 0`,
		[]string{`UPDATE home_account SET commitment = lower(hex(randomblob(32))) WHERE home <> 0`}},
	{"what the bank said, in another sum", "INV-23", "payment_outcome", `SELECT '441881/' || ord || '/' || seq || '/' || n FROM payment_outcome ORDER BY ord, seq LIMIT 1`,
		[]string{`UPDATE payment_outcome SET fen = fen + 1 WHERE rowid = (SELECT rowid FROM payment_outcome ORDER BY ord, seq LIMIT 1)`}},
	{"what no bank said", "INV-23", "payment_outcome", `SELECT '441881/' || ord || '/' || seq || '/' || n FROM payment_outcome ORDER BY ord, seq LIMIT 1`,
		[]string{`UPDATE payment_outcome SET result = 1 WHERE rowid = (SELECT rowid FROM payment_outcome ORDER BY ord, seq LIMIT 1)`}},
	{"a result file's hash", "INV-23", "bank_result", `SELECT '441881/' || min(id) FROM bank_result`,
		[]string{`UPDATE bank_result SET sha256 = lower(hex(randomblob(32))) WHERE id = (SELECT min(id) FROM bank_result)`}},
	{"a day on which the bank did not pay", "INV-37", "payment_outcome", `SELECT '441881/' || ord || '/' || seq || '/' || n FROM payment_outcome WHERE outcome = 'paid' ORDER BY ord, seq LIMIT 1`,
		[]string{`UPDATE payment_outcome SET value_day = '2026-04-09' WHERE rowid = (SELECT rowid FROM payment_outcome WHERE outcome = 'paid' ORDER BY ord, seq LIMIT 1)`}},
	{"issued again without a return", "INV-24", "payment_line", `SELECT '441881/' || ord || '/' || seq FROM payment_line WHERE rowid = ` + reissued,
		[]string{`DELETE FROM payment_outcome WHERE outcome = 'returned' AND (ord, seq) = (SELECT of_ord, of_seq FROM payment_line WHERE rowid = ` + reissued + `)`}},
	{"issued again to the account that it came back from", "INV-24", "payment_line", `SELECT '441881/' || ord || '/' || seq FROM payment_line WHERE rowid = ` + reissued,
		[]string{`UPDATE payment_line SET commitment = (SELECT q.commitment FROM payment_line q WHERE q.ord = payment_line.of_ord AND q.seq = payment_line.of_seq) WHERE rowid = ` + reissued}},
	{"a paid sum moved to another claim", "INV-25", "entry", `SELECT '441881/' || max(id) FROM entry WHERE kind = 'paid' AND claim <> 0`,
		[]string{`UPDATE entry SET claim = (SELECT min(c.id) FROM claim c WHERE c.id <> entry.claim) WHERE id = (SELECT max(id) FROM entry WHERE kind = 'paid' AND claim <> 0)`}},
	{"a paper of no claim", "INV-25", "paper", `SELECT '441881/999'`, []string{`UPDATE paper SET claim = 999 WHERE rowid = (SELECT max(rowid) FROM paper)`}},
	{"the pack's bytes", "INV-26", "policy_version", `SELECT hash FROM policy_version`, []string{`UPDATE policy_version SET bytes = CAST(bytes || x'20' AS BLOB)`}},
	{"another price list behind decisions", "INV-26", "basis", `SELECT '441881/' || min(id) FROM basis`, []string{`UPDATE basis SET price_bytes = CAST(price_bytes || x'20' AS BLOB) WHERE id = (SELECT min(id) FROM basis)`}},
	{"a running total", "INV-27", "list_line", `SELECT '441881/' || ` + local + ` || '/3'`, []string{`UPDATE list_line SET running_fen = running_fen + 1 WHERE seq = 3 AND list = ` + local}},
	{"an order's sum", "INV-27", "payment_order", `SELECT '441881/' || min(id) FROM payment_order`, []string{`UPDATE payment_order SET fen = fen + 1 WHERE id = (SELECT min(id) FROM payment_order)`}},
	{"a picture gone", "INV-28", "paper", `SELECT '441881/' || claim || '/' || seq FROM paper WHERE file_hash <> ''`, []string{`DELETE FROM evidence`}},
	{"official bytes exchanged", "INV-28", "official", `SELECT '441881/' || min(id) FROM official`, []string{`UPDATE official SET sha256 = lower(hex(randomblob(32))) WHERE id = (SELECT min(id) FROM official)`}},
	{"a slip's digit", "INV-29", "claim", `SELECT '441881/' || ` + waiver, []string{`UPDATE claim SET slip = substr(slip, 1, 11) || ((substr(slip, 12, 1) + 1) % 10) WHERE id = ` + waiver}},
	{"a number lost", "INV-29", "number_issued", `SELECT '441881/0/order/2026/2'`, []string{`DELETE FROM number_issued WHERE kind = 'order' AND n = 1`}},
	{"a kept sum of claims", "INV-39", "sum_claim", `SELECT county || '/' || month || '/' || town || '/' || home || '/' || route || '/' || class FROM sum_claim WHERE done > 0 ORDER BY month, town, home, route, class LIMIT 1`,
		[]string{`UPDATE sum_claim SET waived_fen = waived_fen + 1 WHERE done > 0`}},
	{"a claim lodged that is not counted", "INV-39", "sum_claim", `SELECT county || '/' || month || '/' || town || '/' || home || '/' || route || '/' || class FROM sum_claim WHERE lodged > 0 ORDER BY month, town, home, route, class LIMIT 1`,
		[]string{`DELETE FROM sum_claim`}},
	{"a kept sum of an item", "INV-39", "sum_item", `SELECT county || '/' || month || '/' || town || '/' || home || '/' || item FROM sum_item WHERE claims > 0 ORDER BY month, town, home, item LIMIT 1`,
		[]string{`UPDATE sum_item SET claims = claims + 1`}},
	{"a kept sum of a fund", "INV-39", "sum_fund", `SELECT county || '/' || month || '/' || town || '/' || home || '/' || fund || '/' || level FROM sum_fund WHERE claims > 0 ORDER BY month, town, home, fund, level LIMIT 1`,
		[]string{`UPDATE sum_fund SET fen = fen - 1`}},
	{"a kept sum of what was paid", "INV-39", "sum_paid", `SELECT county || '/' || month || '/' || kind || '/' || unit || '/' || outcome FROM sum_paid WHERE outcome = 'returned' LIMIT 1`,
		[]string{`UPDATE sum_paid SET lines = 0 WHERE outcome = 'returned'`}},
	{"a period in which nothing is said to wait", "INV-39", "sum_period", `SELECT county || '/' || unit || '/' || kind || '/' || period FROM sum_period ORDER BY unit, kind, period LIMIT 1`, []string{`DELETE FROM sum_period`}},
	{"a certificate number not counted", "INV-39", "sum_series", `SELECT county || '/' || home || '/' || series FROM sum_series ORDER BY home, series LIMIT 1`, []string{`UPDATE sum_series SET numbers = numbers - 1`}},
	{"a series said to be used at another time", "INV-39", "sum_series", `SELECT county || '/' || home || '/' || series FROM sum_series ORDER BY home, series LIMIT 1`, []string{`UPDATE sum_series SET at = at || '1'`}},
	{"an entry dated back", "INV-35", "entry", `SELECT '441881/' || min(id) FROM entry WHERE kind = 'paid'`, []string{`UPDATE entry SET day = '2026-03-31' WHERE id = (SELECT min(id) FROM entry WHERE kind = 'paid')`}},
}

// TestBulkEveryInvariantCatchesItsEdit makes each edit on a copy of the month.
func TestBulkEveryInvariantCatchesItsEdit(t *testing.T) {
	for _, m := range mutations {
		t.Run(m.inv+" "+m.name, func(t *testing.T) {
			dir := folder(t)
			row := ask(t, dir, m.row)
			if name, ok := strings.CutPrefix(m.edits[0], "DROP "); ok {
				drop(t, dir, name)
			} else {
				edit(t, dir, m.edits...)
			}
			rep := check(t, verify.Options{Dir: dir, Keyset: true})
			for _, f := range rep.Findings {
				if f.Inv == m.inv && f.Table == m.table && f.Row == row {
					return
				}
			}
			t.Errorf("not caught as %s %s %s; found:", m.inv, m.table, row)
			for i, f := range rep.Findings {
				if i < 8 {
					t.Errorf("  %s %s %s %s", f.Inv, f.Table, f.Row, f.En)
				}
			}
		})
	}
}

// ask gives the one text a query comes to.
func ask(t testing.TB, dir, q string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var s string
	if err := db.QueryRow(q).Scan(&s); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return s
}

// drop takes away a trigger or index.
func drop(t testing.TB, dir, name string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var kind string
	if err := db.QueryRow(`SELECT type FROM sqlite_master WHERE name = $1`, name).Scan(&kind); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP " + kind + " " + name); err != nil {
		t.Fatal(err)
	}
}

// finds reports whether a finding of the invariant is there.
func finds(list []verify.Finding, inv, table string) bool {
	for _, f := range list {
		if f.Inv == inv && f.Table == table {
			return true
		}
	}
	return false
}

func TestACutTailIsNamedByTheAnchors(t *testing.T) {
	dir := folder(t)
	line := ask(t, dir, `SELECT 'anchor 441881 ' || audit_pos || ' ' || audit_hash || ' 2026-05-06' FROM head WHERE county = 441881`) + "\n"
	path := filepath.Join(t.TempDir(), "anchors.txt")
	if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	if rep := check(t, verify.Options{Dir: dir, Anchors: path}); !rep.OK() {
		t.Fatalf("%+v", rep.Findings)
	}
	last := `(SELECT max(pos) FROM audit WHERE county = 441881)`
	edit(t, dir, `DELETE FROM audit WHERE county = 441881 AND pos = `+last,
		`UPDATE head SET audit_pos = `+last+`, audit_hash = (SELECT hash FROM audit WHERE county = 441881 AND pos = `+last+`) WHERE county = 441881`)
	if rep := check(t, verify.Options{Dir: dir}); finds(rep.Findings, "INV-16", "audit") {
		t.Error("without the anchor nobody can know")
	}
	if rep := check(t, verify.Options{Dir: dir, Anchors: path}); !finds(rep.Findings, "INV-16", "audit") {
		t.Errorf("a cut tail was not found: %+v", rep.Findings)
	}
}

func TestLateIsToldAndIsNoFinding(t *testing.T) {
	dir := folder(t)
	edit(t, dir, `UPDATE payment_outcome SET value_day = '2026-04-13' WHERE ord = (SELECT min(ord) FROM payment_line WHERE claim = 0)`)
	rep := check(t, verify.Options{Dir: dir})
	if !rep.OK() || !finds(rep.Late, "INV-37", "list") {
		t.Errorf("%+v\n%+v", rep.Findings, rep.Late)
	}
	edit(t, dir, `DELETE FROM payment_outcome WHERE (ord, seq) = (SELECT ord, seq FROM payment_line WHERE rowid = `+reissued+`)`)
	if rep := check(t, verify.Options{Dir: dir}); !finds(rep.Late, "INV-23", "payment_line") {
		t.Errorf("a line without an answer for weeks raised no alarm: %+v", rep.Late)
	}
}
