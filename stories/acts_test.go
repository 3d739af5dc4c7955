package stories

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	_ "modernc.org/sqlite" // the driver of the embedded store
)

// papers are what each route shows at the desk of the sample: by class for waivers.
var papers = map[string]string{
	"waiver":        "death_certificate,handler_id,deceased_id",
	"child":         "death_certificate,handler_id,child_proof",
	"soldier":       "death_certificate,handler_id,unit_proof,soldier_card",
	"unclaimed":     "police_identity,police_consent,town_form,town_proof",
	"reimbursement": "out_form,out_certificate,out_invoice,bank_book",
}

// must runs a party's command and stops the story when it is refused.
func must(ts *testscript.TestScript, login string, args ...string) {
	songbai(ts, false, acting(ts, login, args...))
}

// complete takes a form through every act of its route on the day of the story.
func complete(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("complete NAME FORM [SERVICES]")
	}
	services := "services.json"
	if len(args) == 3 {
		services = args[2]
	}
	route, err := value(ts, args[1], "form.route")
	ts.Check(err)
	switch route {
	case "unclaimed":
		completeUnclaimed(ts, args[0], args[1], services)
	case "reimbursement":
		determineOutside(ts, args[0], args[1], services)
	default:
		completeWaiver(ts, args[0], args[1], services)
	}
}

// drafted drafts and lodges, and keeps the claim's number.
func drafted(ts *testscript.TestScript, name, login, form string, flags ...string) string {
	must(ts, login, append([]string{"claim", "draft", "--file", form}, flags...)...)
	keep(ts, false, []string{name, "stdout", "claim"})
	id := ts.Getenv(name)
	must(ts, login, "claim", "lodge", "--claim", id)
	return id
}

// certificate makes the number of the home's cremation certificate of a claim.
func certificate(id string) string { return "HH-" + id[len(id)-6:] }

// accept takes a waiver's form through the desk of the home until it is accepted.
func accept(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("accept NAME FORM")
	}
	shows := papers["waiver"]
	if class, err := value(ts, args[1], "form.deceased.evidence.0.class"); err == nil {
		switch class {
		case "soldier_stationed":
			shows = papers["soldier"]
		case "infant_unregistered", "institute_child":
			shows = papers["child"]
		}
	}
	id := drafted(ts, args[0], "desk1", args[1])
	must(ts, "desk1", "claim", "sight", "--claim", id, "--kind", shows, "--copies", "3")
	must(ts, "desk1", "claim", "accept", "--claim", id)
}

func completeWaiver(ts *testscript.TestScript, name, form, services string) {
	accept(ts, false, []string{name, form})
	id := ts.Getenv(name)
	must(ts, "cashier1", "claim", "record", "--claim", id, "--file", services)
	must(ts, "desk1", "claim", "sign", "--claim", id)
	must(ts, "cashier1", "claim", "complete", "--claim", id, "--cremation", ts.Getenv("day"), "--certificate", certificate(id))
}

func completeUnclaimed(ts *testscript.TestScript, name, form, services string) {
	id := drafted(ts, name, "town01", form, "--home", home)
	must(ts, "desk1", "claim", "sight", "--claim", id, "--kind", papers["unclaimed"])
	must(ts, "desk1", "claim", "see", "--claim", id)
	must(ts, "manager1", "claim", "accept", "--claim", id)
	must(ts, "cashier1", "claim", "record", "--claim", id, "--file", services)
	must(ts, "cashier1", "claim", "complete", "--claim", id, "--cremation", ts.Getenv("day"), "--certificate", certificate(id))
}

func determineOutside(ts *testscript.TestScript, name, form, services string) {
	id := drafted(ts, name, "town01", form)
	must(ts, "town01", "claim", "sight", "--claim", id, "--kind", papers["reimbursement"], "--copies", "1")
	must(ts, "town01", "claim", "accept", "--claim", id)
	must(ts, "town01", "claim", "record", "--claim", id, "--file", services)
	must(ts, "town01head", "claim", "forward", "--claim", id)
	must(ts, "reviewer1", "claim", "determine", "--claim", id, "--digest", sumsShown(ts, id))
}

// sumsShown reads what a claim comes to, as the reviewer sees it, and gives the
// digest of those sums.
func sumsShown(ts *testscript.TestScript, id string) string {
	must(ts, "reviewer1", "claim", "show", "--claim", id)
	keep(ts, false, []string{"shown", "stdout", "digest"})
	return ts.Getenv("shown")
}

// behind says which steps a list in a state has behind it.
var behind = map[string]string{"sealed": "passed sealed", "approved": "passed sealed examined approved"}

// settle takes a submitted list (or an open sheet) to money: passed, sealed,
// examined, approved, ordered, paid; UNTIL stops after one of these. The county's
// accounts are the sample's, and the bank pays every line.
func settle(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("settle LIST [passed|sealed|examined|approved|ordered|paid]")
	}
	until, list := "paid", args[0]
	if len(args) == 2 {
		until = args[1]
	}
	must(ts, "auditor1", "list", "show", "--list", list)
	keep(ts, false, []string{"list", "stdout", "list"})
	kind, err := value(ts, "stdout", "kind")
	ts.Check(err)
	state, err := value(ts, "stdout", "state")
	ts.Check(err)
	list = ts.Getenv("list")
	for _, s := range []struct {
		to    string
		login string
		args  []string
	}{
		{"passed", "reviewer1", []string{"list", "pass", "--list", list}},
		{"sealed", "sealer1", []string{"list", "seal", "--list", list, "--opinion", "经审核，同意结算。"}},
		{"examined", "examiner1", []string{"list", "examine", "--list", list}},
		{"approved", "approver1", []string{"list", "approve", "--list", list}},
		{"ordered", "payer1", []string{"pay", "order", "--list", list}},
	} {
		sheet := s.to == "passed" && kind != "local" // reviewed when its lines were determined
		if !sheet && !strings.Contains(behind[state], s.to) {
			must(ts, s.login, s.args...)
		}
		if s.to == "ordered" {
			keep(ts, false, []string{"order", "stdout", "order"})
		}
		if s.to == until {
			return
		}
	}
	order := ts.Getenv("order")
	file, result := "bank-"+order+".csv", "result-"+order+".csv"
	must(ts, "payer1", "pay", "file", "--order", order, "--out", file)
	bank(ts, false, []string{file, result})
	must(ts, "payer1", "import", "bank-result", "--order", order, result)
}

// bank is the sample bank: it answers a bank file (csv-utf8) on the day of the
// story. V=STATUS names a line, from 1: 成功, 退回, 处理中 or 无 (not in the answer).
func bank(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("bank FILE RESULT [LINE=STATUS…]")
	}
	fate := map[string]string{}
	for _, a := range args[2:] {
		line, status, _ := strings.Cut(a, "=")
		fate[line] = status
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(ts.ReadFile(args[0]), "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	ts.Check(err)
	var out bytes.Buffer
	out.WriteString("\ufeff凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\r\n")
	lines, fen := 0, int64(0)
	for i, row := range rows[1:] {
		if row[0] == "合计" {
			break
		}
		status := fate[strconv.Itoa(i+1)]
		voucher, sum := row[1], row[6]
		switch status {
		case "无":
			continue
		case "退回":
			fmt.Fprintf(&out, "%s,%s,退回,,,AC01,账号户名不符\r\n", voucher, sum)
		case "处理中":
			fmt.Fprintf(&out, "%s,%s,处理中,,,,\r\n", voucher, sum)
		case "", "成功":
			fmt.Fprintf(&out, "%s,%s,成功,S%s,%s,,\r\n", voucher, sum, voucher[max(0, len(voucher)-8):], ts.Getenv("day"))
		default:
			ts.Fatalf("the bank knows no %s", status)
		}
		lines++
		n, err := strconv.ParseInt(strings.Replace(sum, ".", "", 1), 10, 64)
		ts.Check(err)
		fen += n
	}
	fmt.Fprintf(&out, "合计,%d,%d.%02d\r\n", lines, fen/100, fen%100)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// rows opens the rows of a data folder (or of a database file) by hand.
func rows(ts *testscript.TestScript, name string, f func(*sql.DB) error) {
	path := ts.MkAbs(name)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "songbai.db")
	}
	db, err := sql.Open("sqlite", path)
	ts.Check(err)
	db.SetMaxOpenConns(1)
	err = f(db)
	ts.Check(db.Close())
	ts.Check(err)
}

// sqlEdit runs a statement; the rows of a query are printed, members parted by |.
// A statement that changes no row is a mistake of the story.
func sqlEdit(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("sql FILE STATEMENT")
	}
	rows(ts, args[0], func(db *sql.DB) error {
		word := strings.ToLower(strings.Fields(args[1])[0])
		if word == "select" || word == "pragma" {
			return printRows(ts, db, args[1])
		}
		r, err := db.Exec(args[1])
		if neg {
			if err == nil {
				ts.Fatalf("the rows let it happen")
			}
			fmt.Fprintln(ts.Stderr(), err)
			return nil
		}
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 && (word == "update" || word == "delete" || word == "insert") {
			ts.Fatalf("no row was changed")
		}
		return nil
	})
}

func printRows(ts *testscript.TestScript, db *sql.DB, query string) error {
	found, err := db.Query(query)
	if err != nil {
		return err
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		return err
	}
	for found.Next() {
		cells, to := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := found.Scan(to...); err != nil {
			return err
		}
		text := make([]string, len(cells))
		for i, c := range cells {
			if b, ok := c.([]byte); ok {
				c = fmt.Sprintf("%x", b)
			}
			text[i] = fmt.Sprint(c)
		}
		fmt.Fprintln(ts.Stdout(), strings.Join(text, "|"))
	}
	return found.Err()
}

// sqlDropGuards takes every trigger away, as somebody with the file could.
func sqlDropGuards(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("sql-drop-guards FILE")
	}
	rows(ts, args[0], func(db *sql.DB) error {
		found, err := db.Query(`select name from sqlite_schema where type = 'trigger'`)
		if err != nil {
			return err
		}
		var names []string
		for found.Next() {
			var n string
			if err := found.Scan(&n); err != nil {
				return err
			}
			names = append(names, n)
		}
		if err := found.Err(); err != nil {
			return err
		}
		if len(names) == 0 {
			ts.Fatalf("there are no guards to take away")
		}
		for _, n := range names {
			if _, err := db.Exec(`drop trigger "` + n + `"`); err != nil {
				return err
			}
		}
		return nil
	})
}
