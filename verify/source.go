package verify

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	_ "github.com/jackc/pgx/v5/stdlib" // driver pgx
	_ "modernc.org/sqlite"             // driver sqlite
)

// source is one unchanging, read-only view of the database. Its first error
// sticks and ends the run.
type source struct {
	ctx     context.Context
	db      *sql.DB
	tx      *sql.Tx
	pg      bool
	cursors int
	err     error
}

// openSource opens the database of a data folder, or a PostgreSQL one by DSN.
func openSource(ctx context.Context, o Options) (*source, error) {
	s := &source{ctx: ctx}
	dsn := o.DSN
	if dsn == "" {
		b, err := os.ReadFile(filepath.Join(o.Dir, "store.json"))
		if err != nil {
			return nil, fmt.Errorf("verify: %s 不是数据目录 (not a data folder): %w", o.Dir, err)
		}
		var cfg struct {
			Engine string `json:"engine"`
			DSN    string `json:"dsn"`
		}
		if err := json.Unmarshal(b, &cfg); err != nil {
			return nil, fmt.Errorf("verify: store.json: %w", err)
		}
		if cfg.Engine == "postgres" {
			dsn = cfg.DSN
		}
	}
	var err error
	if dsn != "" {
		s.pg = true
		s.db, err = sql.Open("pgx", dsn)
	} else {
		s.db, err = openFile(filepath.Join(o.Dir, "songbai.db"))
	}
	if err != nil {
		return nil, fmt.Errorf("verify: open: %w", err)
	}
	opts := &sql.TxOptions{ReadOnly: true}
	if s.pg {
		opts.Isolation = sql.LevelRepeatableRead
	}
	if s.tx, err = s.db.BeginTx(ctx, opts); err != nil {
		return nil, errors.Join(fmt.Errorf("verify: open: %w", err), s.db.Close())
	}
	return s, nil
}

// openFile opens a SQLite file read-only. A running server may write beside it;
// the transaction sees one state. A copy on a medium that takes no writes at
// all, not even beside the file, is opened as one that nobody changes.
func openFile(path string) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	db, err := openSQLite(abs, "mode=ro")
	if err == nil {
		return db, nil
	}
	if _, gone := os.Stat(path + "-wal"); !errors.Is(gone, os.ErrNotExist) {
		return nil, err
	}
	return openSQLite(abs, "mode=ro&immutable=1")
}

func openSQLite(path, how string) (*sql.DB, error) {
	u := url.URL{Scheme: "file", Path: path, RawQuery: how + "&_pragma=query_only(1)&_pragma=busy_timeout(10000)&_pragma=cache_size(-65536)&_pragma=mmap_size(1073741824)"}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM sqlite_master`).Scan(&n); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func (s *source) close() {
	_ = s.tx.Rollback()
	_ = s.db.Close()
}

// fail keeps the first error.
func (s *source) fail(what string, err error) {
	if s.err == nil && err != nil {
		s.err = fmt.Errorf("%.60s: %w", what, err)
	}
}

// one scans the single row of q; it reports whether there was one.
func (s *source) one(q string, args []any, dst ...any) bool {
	if s.err != nil {
		return false
	}
	err := s.tx.QueryRowContext(s.ctx, q, args...).Scan(dst...)
	if errors.Is(err, sql.ErrNoRows) {
		return false
	}
	s.fail(q, err)
	return err == nil
}

// fetch is how many rows of a PostgreSQL cursor are read at once.
const fetch = 4096

// stream reads the rows of one query in order, one at a time. Many streams are
// open at once: on SQLite as statements, on PostgreSQL as cursors.
type stream[T any] struct {
	s    *source
	q    string
	scan func(*T) []any
	name string
	rows *sql.Rows
	buf  []T
	at   int
	cur  T
	has  bool
	end  bool
}

// open begins a stream; q takes no parameters and is ordered.
func open[T any](s *source, q string, scan func(*T) []any) *stream[T] {
	st := &stream[T]{s: s, q: q, scan: scan}
	if s.err != nil {
		st.end = true
		return st
	}
	if s.pg {
		s.cursors++
		st.name = "c" + strconv.Itoa(s.cursors)
		_, err := s.tx.ExecContext(s.ctx, "DECLARE "+st.name+" NO SCROLL CURSOR FOR "+q)
		s.fail(q, err)
	} else {
		rows, err := s.tx.QueryContext(s.ctx, q)
		s.fail(q, err)
		st.rows = rows
	}
	st.end = s.err != nil
	return st
}

// peek gives the row at hand, nil at the end.
func (st *stream[T]) peek() *T {
	if !st.has && !st.end {
		st.load()
	}
	if st.end {
		return nil
	}
	return &st.cur
}

// next leaves the row at hand.
func (st *stream[T]) next() { st.has = false }

func (st *stream[T]) load() {
	if st.s.pg {
		st.loadCursor()
		return
	}
	if !st.rows.Next() {
		st.s.fail(st.q, st.rows.Err())
		st.close()
		return
	}
	var fresh T
	st.cur = fresh
	if err := st.rows.Scan(st.scan(&st.cur)...); err != nil {
		st.s.fail(st.q, err)
		st.close()
		return
	}
	st.has = true
}

func (st *stream[T]) loadCursor() {
	if st.at == len(st.buf) {
		st.buf, st.at = st.buf[:0], 0
		rows, err := st.s.tx.QueryContext(st.s.ctx, "FETCH FORWARD "+strconv.Itoa(fetch)+" FROM "+st.name)
		st.s.fail(st.q, err)
		if err == nil {
			for rows.Next() {
				var v T
				st.s.fail(st.q, rows.Scan(st.scan(&v)...))
				st.buf = append(st.buf, v)
			}
			st.s.fail(st.q, rows.Err())
			_ = rows.Close()
		}
	}
	if st.at == len(st.buf) || st.s.err != nil {
		st.close()
		return
	}
	st.cur, st.has = st.buf[st.at], true
	st.at++
}

func (st *stream[T]) close() {
	st.end, st.has = true, false
	if st.rows != nil {
		_ = st.rows.Close()
	}
}

// each runs f over every row of q.
func each[T any](s *source, q string, scan func(*T) []any, f func(*T)) {
	st := open(s, q, scan)
	for v := st.peek(); v != nil; v = st.peek() {
		f(v)
		st.next()
	}
}

// group is a stream of rows that hang on another row by key.
type group[T any] struct {
	*stream[T]
	key    func(*T) key
	orphan func(*T)
	rows   []T
}

// take gives the rows of k and leaves them; rows of smaller keys hang on
// nothing and go to orphan. The slice is reused by the next take.
func (g *group[T]) take(k key) []T {
	g.rows = g.rows[:0]
	for v := g.peek(); v != nil; v = g.peek() {
		at := g.key(v)
		if k.less(at) {
			break
		}
		if at == k {
			g.rows = append(g.rows, *v)
		} else if g.orphan != nil {
			g.orphan(v)
		}
		g.next()
	}
	return g.rows
}

// rest sends every row that is left to orphan.
func (g *group[T]) rest() {
	for v := g.peek(); v != nil; v = g.peek() {
		if g.orphan != nil {
			g.orphan(v)
		}
		g.next()
	}
}
