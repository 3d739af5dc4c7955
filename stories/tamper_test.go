package stories

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// month is a whole month that the program ran by itself, and what came after it:
// money taken back, a list sent back and submitted again under keys, a picture
// attached, papers made, chains anchored. It is made once; scripts work on copies.
var month = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(built, "month")
	if err := program("demo", "month", "--data", dir, "--seed", "5", "--claims", "90", "--cap", "1300.00"); err != nil {
		return "", err
	}
	picture := filepath.Join(built, "picture.pdf")
	if err := os.WriteFile(picture, []byte("%PDF-1.4\n%% 样本\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"), 0o600); err != nil {
		return "", err
	}
	claims := map[string]string{}
	err := withRows(dir, func(db *sql.DB) error {
		for name, q := range map[string]string{
			"paid": `SELECT min(n.id) FROM claim_now n JOIN claim c ON c.id = n.id WHERE n.state = 'paid' AND c.route = 'waiver'`,
			"kept": `SELECT max(n.id) FROM claim_now n JOIN claim c ON c.id = n.id WHERE n.state = 'paid' AND c.route = 'waiver'`,
			"back": `SELECT min(id) FROM claim_now WHERE state = 'bank_returned'`,
			"free": `SELECT min(id) FROM claim_now WHERE state = 'completed'`,
			"list": `SELECT id FROM list WHERE kind = 'local'`,
		} {
			var id string
			if err := db.QueryRow(q).Scan(&id); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			claims[name] = id
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	for _, line := range []string{
		"list paper --as auditor1 --now 2026-04-14T01:00:00.000000Z --list " + claims["list"] + " --kind list_pdf --out " + filepath.Join(built, "list.pdf"),
		"claim reverse --as chief1 --now 2026-04-14T02:00:00.000000Z --reason R1 --claim " + claims["paid"],
		"claim reverse --as chief1 --now 2026-04-14T03:00:00.000000Z --reason R2 --claim " + claims["back"],
		"claim attach --as desk1 --now 2026-04-14T04:00:00.000000Z --kind deceased_id --picture " + picture + " --claim " + claims["free"],
		"list submit --as manager1 --now 2026-05-06T01:00:00.000000Z --period 2026-04 --key submit-1",
		"list send-back --as reviewer1 --now 2026-05-06T02:00:00.000000Z --list 2026-04 --reason 缺附件",
		"list submit --as manager1 --now 2026-05-06T03:00:00.000000Z --period 2026-04 --key submit-2",
		"timer --now 2026-05-06T04:00:00.000000Z",
	} {
		if err := program(append(strings.Fields(line), "--data", dir)...); err != nil {
			return "", err
		}
	}
	return dir, nil
})

// program runs the built program outside a script.
func program(args ...string) error {
	if out, err := exec.Command(filepath.Join(built, "songbai"), args...).CombinedOutput(); err != nil {
		return fmt.Errorf("songbai %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// withRows opens the rows of a data folder by hand.
func withRows(dir string, f func(*sql.DB) error) error {
	db, err := sql.Open("sqlite", filepath.Join(dir, "songbai.db"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if err = f(db); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}

// finished gives the script a fresh copy of the finished month in folder m.
func finished(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("finished")
	}
	from, err := month()
	ts.Check(err)
	to := ts.MkAbs("m")
	ts.Check(os.RemoveAll(to))
	ts.Check(os.CopyFS(to, os.DirFS(from)))
}

// pick holds the rows that edits are about, as they are before the edit: a
// waiver of the paid list with its decision and a line of it that waives
// something, an unclaimed body, a family paid for a cremation elsewhere with its
// line for the urn, orders and lists.
const pick = `CREATE TEMP TABLE pick AS SELECT c.county, c.id AS waiver, c.decision, d.seq, l.list, l.seq AS line,
	(SELECT min(u.id) FROM claim u WHERE u.route = 'unclaimed' AND u.state = 'completed') AS unclaimed,
	(SELECT min(s.id) FROM list s WHERE s.kind = 'reimbursement') AS sheet,
	(SELECT min(o.id) FROM payment_order o) AS home_order,
	(SELECT min(o.id) FROM payment_order o WHERE o.list <> l.list) AS family_order,
	(SELECT max(p.ord) FROM payment_line p WHERE p.of_ord IS NOT NULL) AS again,
	(SELECT max(p.of_seq) FROM payment_line p WHERE p.of_ord IS NOT NULL) AS returned_seq,
	(SELECT p.claim FROM payment_line p WHERE p.of_ord IS NOT NULL) AS family
	FROM list_line l JOIN list s ON s.id = l.list JOIN claim c ON c.id = l.claim
	JOIN decision_line d ON d.decision = c.decision AND d.waived_fen > 1000 AND d.item <> 'pickup'
	WHERE s.kind = 'local' AND s.state = 'paid' AND l.released_at IS NULL AND c.route = 'waiver'
	AND EXISTS (SELECT 1 FROM decision_line x WHERE x.decision = c.decision AND x.item = 'cold' AND x.measure = 3)
	ORDER BY c.id, d.seq LIMIT 1`

// edit changes a fresh copy of the finished month as somebody with the database
// in hands would: the guards go, the statements of FILE run, the guards come back
// as they were. The first statement is a query that names the row that must be
// found, kept as $row.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("edit FILE")
	}
	finished(ts, false, nil)
	statements := strings.Split(strings.TrimSpace(ts.ReadFile(args[0])), ";\n")
	ts.Check(withRows(ts.MkAbs("m"), func(db *sql.DB) error {
		if _, err := db.Exec(pick); err != nil {
			return err
		}
		var row string
		if err := db.QueryRow(statements[0]).Scan(&row); err != nil {
			return fmt.Errorf("%s: %w", statements[0], err)
		}
		ts.Setenv("row", row)
		return unguarded(db, func() error {
			for _, q := range statements[1:] {
				r, err := db.Exec(q)
				if err != nil {
					return fmt.Errorf("%s: %w", q, err)
				}
				if n, _ := r.RowsAffected(); n == 0 {
					return fmt.Errorf("%s: no row was changed", q)
				}
			}
			return nil
		})
	}))
}

// unguarded runs f without the triggers and unique indexes, and puts them back; an
// index that can no longer be stays away.
func unguarded(db *sql.DB, f func() error) error {
	found, err := db.Query(`SELECT 'DROP ' || type || ' ' || name, sql FROM sqlite_schema
		WHERE sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND sql LIKE '%UNIQUE%')`)
	if err != nil {
		return err
	}
	var drop, back []string
	for found.Next() {
		var a, b string
		if err := found.Scan(&a, &b); err != nil {
			return err
		}
		drop, back = append(drop, a), append(back, b)
	}
	if err := found.Err(); err != nil {
		return err
	}
	for _, q := range drop {
		if _, err := db.Exec(q); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	for _, q := range back {
		if _, err := db.Exec(q); err != nil && !strings.Contains(err.Error(), "UNIQUE") {
			return err
		}
	}
	return nil
}
