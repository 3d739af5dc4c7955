package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"songbai/domain/audit"
	"songbai/domain/date"
	"songbai/domain/problem"
)

// querier is what a Scope asks: the writer's connection or a read transaction.
type querier interface {
	query(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	queryRow(ctx context.Context, q string, args ...any) row
}

type row interface{ Scan(dst ...any) error }

type failedRow struct{ err error }

func (r failedRow) Scan(...any) error { return r.err }

func (w *writerConn) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	st, err := w.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

func (w *writerConn) queryRow(ctx context.Context, q string, args ...any) row {
	st, err := w.stmt(ctx, q)
	if err != nil {
		return failedRow{err}
	}
	return st.QueryRowContext(ctx, args...)
}

// Scope is what reading needs: the county, the instant, the keys. Every query
// takes its county from here.
type Scope struct {
	q      querier
	ctx    context.Context
	keys   *Keyring
	engine Engine
	County int64
	Now    date.Instant
}

// Today is the business day of Now.
func (s *Scope) Today() date.Day { return s.Now.Day() }

// Tx is one act in the writer's turn.
type Tx struct {
	Scope
	g        *group
	h        *head
	Act      Act
	answer   string
	repeated bool
	recorded bool
	failed   error
}

var (
	notFound = problem.Define("store.missing", problem.Missing,
		"没有找到所说的%s", "the %[1]s named was not found", "请核对编号和所在县", "check the number and the county")
	unrecorded = problem.Define("store.unrecorded", problem.Internal,
		"程序错误：操作没有留下审计记录", "a fault of the program: the act left no audit record", "请报告", "please report it")
	broken = problem.Define("store.fault", problem.Internal,
		"程序内部错误，本次操作没有写入任何内容", "a fault of the program; the act wrote nothing", "请报告并附上时间", "please report it with the time")
)

// do answers a repeated key from its row, or runs the act and writes its
// request row.
func (tx *Tx) do(t *turn) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = broken.With().Because(fmt.Errorf("panic: %v", r))
		}
	}()
	if t.act.Key != "" {
		var act, hash string
		err := tx.q.queryRow(tx.ctx, `SELECT act, hash, answer FROM request WHERE county = $1 AND key = $2`, tx.County, t.act.Key).Scan(&act, &hash, &tx.answer)
		switch {
		case err == nil && act == t.act.Act && hash == t.act.Hash:
			tx.repeated = true
			return nil
		case err == nil:
			return keyReused.With()
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
	}
	if err := t.fn(tx); err != nil {
		return err
	}
	if !tx.recorded {
		return unrecorded.With()
	}
	if t.act.Key != "" {
		tx.exec(`INSERT INTO request (county, key, act, hash, answer, at) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.County, t.act.Key, t.act.Act, t.act.Hash, tx.answer, tx.Now.String())
	}
	return tx.failed
}

// exec runs a write; the first failure is kept and fails the act, so that
// callers may write several rows and check once.
func (tx *Tx) exec(q string, args ...any) int64 {
	if tx.failed != nil {
		return 0
	}
	st, err := tx.g.w.stmt(tx.ctx, q)
	if err != nil {
		tx.failed = err
		return 0
	}
	res, err := st.ExecContext(tx.ctx, args...)
	if err != nil {
		tx.failed = fmt.Errorf("store: %.50q: %w", q, err)
		return 0
	}
	n, _ := res.RowsAffected()
	return n
}

// Failed gives the first write that failed in this act, or nil.
func (tx *Tx) Failed() error { return tx.failed }

// Answer keeps what the act answers under its key.
func (tx *Tx) Answer(body string) { tx.answer = body }

// NextID gives a new row id of the county: county × 10^12 + counter.
func (tx *Tx) NextID() int64 {
	id := tx.County*1_000_000_000_000 + tx.h.nextID
	tx.h.nextID++
	return id
}

// Record writes the act's one audit row: what it was about and the digest of
// what was seen or written. It returns the row's position in the county's chain.
func (tx *Tx) Record(subjectKind string, subject int64, digest string) int64 {
	if tx.recorded {
		tx.failed = unrecorded.With().Because(errors.New("recorded twice"))
		return 0
	}
	tx.recorded = true
	r := audit.Record{
		County: tx.County, Pos: tx.h.pos + 1, Act: tx.Act.Act, Person: tx.Act.Person, Office: tx.Act.Office,
		Role: tx.Act.Role, SubjectKind: subjectKind, Subject: subject, At: tx.Now.String(), Reason: tx.Act.Reason, Digest: digest,
	}
	audit.Link(tx.h.hash, &r)
	tx.exec(`INSERT INTO audit (county, pos, act, person, office, role, subject_kind, subject, at, reason, digest, prev, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		r.County, r.Pos, r.Act, r.Person, r.Office, r.Role, r.SubjectKind, r.Subject, r.At, r.Reason, r.Digest, r.Prev, r.Hash)
	tx.h.pos, tx.h.hash = r.Pos, r.Hash
	return r.Pos
}

// Position gives the position of the last audit record of the county: after
// Record, the act's own.
func (tx *Tx) Position() int64 { return tx.h.pos }

// Read runs fn on one unchanging view of the store.
func (s *Store) Read(ctx context.Context, county int64, fn func(*Scope) error) error {
	scope := &Scope{ctx: ctx, County: county, Now: s.now(), keys: s.keys, engine: s.engine}
	if s.engine == SQLite {
		return s.readKept(scope, fn)
	}
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return wrap("read", err)
	}
	defer func() { _ = tx.Rollback() }()
	scope.q = readTx{tx}
	return fn(scope)
}

type readTx struct{ tx *sql.Tx }

func (r readTx) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return r.tx.QueryContext(ctx, q, args...)
}

func (r readTx) queryRow(ctx context.Context, q string, args ...any) row {
	return r.tx.QueryRowContext(ctx, q, args...)
}

// one scans the single row of q; no row is a problem that names what.
func (s *Scope) one(what, q string, args []any, dst ...any) error {
	err := s.q.queryRow(s.ctx, q, args...).Scan(dst...)
	if errors.Is(err, sql.ErrNoRows) {
		return notFound.With(what)
	}
	return wrap(what, err)
}

// each runs scan for every row of q.
func (s *Scope) each(what, q string, args []any, scan func(rows *sql.Rows) error) error {
	rows, err := s.q.query(s.ctx, q, args...)
	if err != nil {
		return wrap(what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return wrap(what, err)
		}
	}
	return wrap(what, rows.Err())
}

// many scans every row of q with scan into a slice.
func many[T any](s *Scope, what, q string, args []any, scan func(*T) []any) ([]T, error) {
	var out []T
	err := s.each(what, q, args, func(rows *sql.Rows) error {
		var v T
		if err := rows.Scan(scan(&v)...); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	})
	return out, err
}
