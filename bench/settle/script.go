package settle

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	_ "modernc.org/sqlite" // driver sqlite
)

// plain is the least that a month needs by hand: no county, no digests, no
// people, no marks of review, no guards.
var plain = []string{
	`CREATE TABLE claim(id BIGINT PRIMARY KEY, month INT NOT NULL, town INT NOT NULL, waived BIGINT NOT NULL, s0 BIGINT NOT NULL, s1 BIGINT NOT NULL, list BIGINT)`,
	`CREATE TABLE list(id BIGINT PRIMARY KEY, month INT, n INT, total BIGINT, s0 BIGINT, s1 BIGINT)`,
	`CREATE TABLE list_line(list BIGINT, seq INT, claim BIGINT, amount BIGINT, running BIGINT, PRIMARY KEY(list, seq)) WITHOUT ROWID`,
	`CREATE TABLE posting(list BIGINT, claim BIGINT, account INT, debit BIGINT, credit BIGINT)`,
	`CREATE INDEX claim_open ON claim(month) WHERE list IS NULL`,
}

// script settles the month set by set: header, lines with running totals,
// postings of every line, marks; one durable transaction.
var script = []string{`BEGIN IMMEDIATE`,
	`INSERT INTO list SELECT 1, 202602, count(*), sum(waived), sum(s0), sum(s1) FROM claim WHERE month = 202602 AND list IS NULL`,
	`INSERT INTO list_line SELECT 1, row_number() OVER w, id, waived, sum(waived) OVER w FROM claim WHERE month = 202602 AND list IS NULL
		WINDOW w AS (ORDER BY town, id ROWS UNBOUNDED PRECEDING)`,
	`INSERT INTO posting SELECT 1, id, 10, s0, 0 FROM claim WHERE month = 202602 AND list IS NULL AND s0 > 0
		UNION ALL SELECT 1, id, 11, s1, 0 FROM claim WHERE month = 202602 AND list IS NULL AND s1 > 0
		UNION ALL SELECT 1, id, 20, 0, waived FROM claim WHERE month = 202602 AND list IS NULL`,
	`UPDATE claim SET list = 1 WHERE month = 202602 AND list IS NULL`, `COMMIT`}

// Script is the bare script over n claims.
type Script struct {
	n    int
	path string // a database with the claims, not settled
}

// sqlite opens a database as durable as the product's: WAL, synchronous FULL.
func sqlite(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-65536)")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// NewScript makes the claims of a month for the script in dir.
func NewScript(dir string, n int) (*Script, error) {
	s := &Script{n, filepath.Join(dir, "script.db")}
	db, err := sqlite(s.path)
	if err != nil {
		return nil, err
	}
	for _, q := range plain {
		_, e := db.Exec(q)
		err = errors.Join(err, e)
	}
	if err == nil {
		err = fillPlain(db, n)
	}
	return s, errors.Join(err, db.Close())
}

func fillPlain(db *sql.DB, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	st, err := tx.Prepare(`INSERT INTO claim VALUES (?, 202602, ?, ?, ?, ?, NULL)`)
	for i := 0; err == nil && i < n; i++ {
		fen := int64(waived(i))
		_, err = st.Exec(i+1, 101+i%towns, fen, fen-assist, assist)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Run settles a fresh copy of the month and gives the time it took.
func (s *Script) Run(dir string) (time.Duration, error) {
	path := filepath.Join(dir, "script-run.db")
	if err := copyFile(s.path, path); err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(path) }()
	db, err := sqlite(path)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var warm int64
	if err := db.QueryRow(`SELECT sum(s0) FROM claim WHERE month = 202602 AND list IS NULL`).Scan(&warm); err != nil {
		return 0, err
	}
	runtime.GC()
	start := time.Now()
	for _, q := range script {
		if _, err := db.Exec(q); err != nil {
			return 0, err
		}
	}
	took := time.Since(start)
	return took, s.check(db)
}

// check compares header, last running total and postings with what was made.
func (s *Script) check(db *sql.DB) error {
	want := int64(Total(s.n))
	for _, q := range []string{`SELECT total FROM list`, `SELECT max(running) FROM list_line`, `SELECT sum(debit) FROM posting`, `SELECT sum(credit) FROM posting`,
		`SELECT sum(waived) FROM claim WHERE list = 1`} {
		var got int64
		if err := db.QueryRow(q).Scan(&got); err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("the script: %s is %d, want %d", q, got, want)
		}
	}
	return nil
}
