package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"songbai/domain/problem"
)

// Act describes one act that wants to write: who does what, under which
// idempotency key, and the hash of what was asked.
type Act struct {
	County int64
	Act    string // party.Act
	Person int64
	Office int64
	Role   string
	Reason string // codes and words without personal values
	Key    string // idempotency key; "" for none
	Hash   string // hash of the request, with Key
	Alone  bool   // a bulk act: runs in a transaction of its own
}

// groupSize bounds how many waiting acts share one commit.
const groupSize = 128

// maxBehind is how far the clock may be behind the last stamp before writes stop.
const maxBehind = 60 * 1_000_000

type turn struct {
	ctx  context.Context
	act  Act
	fn   func(*Tx) error
	out  Answer
	done chan error
}

// Answer is what an act leaves to say: the stored answer, and whether it was
// given before under the same key.
type Answer struct {
	Body     string
	Repeated bool
}

var (
	clockBehind = problem.Define("store.clock", problem.Unready,
		"系统时钟比最后一次记录慢 60 秒以上，已停止写入", "the clock is more than 60 seconds behind the last record; writing has stopped",
		"请校准服务器时间后重试", "set the server's clock right and try again")
	keyReused = problem.Define("store.key", problem.Conflict,
		"同一幂等键用于了不同的请求", "the same idempotency key was used for another request",
		"请为新的请求换一个键", "use a new key for a new request")
	unknownAnswer = problem.Define("store.unknown", problem.Unknown,
		"提交过程中连接中断，结果未知", "the connection was lost during commit; the outcome is unknown",
		"请用同一幂等键再提交一次", "send it again with the same key")
	noCounty = problem.Define("store.county", problem.Missing,
		"没有代码为 %d 的县", "there is no county %d", "请先建立该县", "create the county first")
	closed = problem.Define("store.closed", problem.Unready, "系统正在停止", "the store is closing", "请稍后重试", "try again later")
	busy   = problem.Define("store.busy", problem.Unready,
		"另一个程序长时间占用写入，本次操作没有写入任何内容", "another program holds the writer's turn; the act wrote nothing",
		"请稍后重试；如持续出现，请检查是否有程序停在写入中", "try again later; if it stays so, look for a program that hangs while writing")
)

// Write runs fn in the writer's turn: one fixed Now, one savepoint, one audit
// row, one answer after the commit. fn must be repeatable: it may be run again
// when the group it shared a commit with failed.
func (s *Store) Write(ctx context.Context, act Act, fn func(*Tx) error) (Answer, error) {
	t := &turn{ctx: ctx, act: act, fn: fn, done: make(chan error, 1)}
	select {
	case s.acts <- t:
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	case <-s.stop:
		return Answer{}, closed.With()
	}
	select {
	case err := <-t.done:
		return t.out, err
	case <-s.ended:
	}
	select {
	case err := <-t.done: // it was among the last that were served
		return t.out, err
	default:
		return Answer{}, closed.With()
	}
}

func (s *Store) start() {
	s.ended = make(chan struct{})
	go s.serve()
}

// serve is the only goroutine of this process that writes.
func (s *Store) serve() {
	defer close(s.ended)
	for {
		select {
		case t := <-s.acts:
			s.serveGroup(s.gather(t))
		case <-s.stop: // those who came before it are served
			for {
				select {
				case t := <-s.acts:
					s.serveGroup(s.gather(t))
				default:
					return
				}
			}
		}
	}
}

// gather takes the acts that wait behind first, up to groupSize; a bulk act
// ends the group before it.
func (s *Store) gather(first *turn) (groups [][]*turn) {
	group := []*turn{first}
	for len(group) < groupSize {
		select {
		case t := <-s.acts:
			group = append(group, t)
			continue
		default:
		}
		break
	}
	var cur []*turn
	for _, t := range group {
		if t.act.Alone {
			if len(cur) > 0 {
				groups = append(groups, cur)
				cur = nil
			}
			groups = append(groups, []*turn{t})
			continue
		}
		cur = append(cur, t)
	}
	if len(cur) > 0 {
		groups = append(groups, cur)
	}
	return groups
}

func (s *Store) serveGroup(groups [][]*turn) {
	for _, g := range groups {
		answers, err := s.commit(g)
		if again(err, len(g)) {
			for _, t := range g { // act by act: one bad act must not fail the rest
				a, err := s.commit([]*turn{t})
				finish([]*turn{t}, a, err)
			}
			continue
		}
		finish(g, answers, err)
	}
}

// again reports whether the acts of a failed group are rerun one by one: nothing
// of the group was written, and one act may have failed the others, or one was
// alone and failed for a reason that is gone the next time.
func again(err error, acts int) bool {
	if err == nil || errors.Is(err, errLost) || errors.Is(err, errTurn) {
		return false
	}
	return acts > 1 || clashed(err) || lostConn(err)
}

// clashed reports whether the server gave the transaction up because of another
// one: the same acts may pass the next time.
func clashed(err error) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && (said.Code == "40001" || said.Code == "40P01")
}

func finish(g []*turn, answers []error, err error) {
	for i, t := range g {
		switch {
		case errors.Is(err, errLost):
			t.done <- unknownAnswer.With().Because(err)
		case errors.Is(err, errTurn):
			t.done <- busy.With().Because(err)
		case err != nil:
			t.done <- err
		default:
			t.done <- answers[i]
		}
	}
}

// errLost marks a connection lost in COMMIT, errTurn a turn that was not given.
var (
	errLost = errors.New("store: connection lost in commit")
	errTurn = errors.New("store: the writer's turn was not given")
)

// lostConn reports whether err is of the connection and not an answer of the
// engine to a statement. A server that ends a connection says so at level FATAL,
// which tells nothing of the statement under way.
func lostConn(err error) bool {
	var lite *sqlite.Error
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return said.SeverityUnlocalized != "ERROR"
	}
	return err != nil && !errors.As(err, &lite)
}

// begin takes the turn for a group. Connections that died while they were idle
// are replaced: the writer's own, then the one the pool may hold.
func (s *Store) begin(ctx context.Context) (grp *group, err error) {
	for range 3 {
		var conn *writerConn
		if conn, err = s.writerConn(ctx); err == nil {
			grp = &group{s: s, w: conn, heads: map[int64]*head{}}
			if err = grp.begin(ctx); err == nil {
				return grp, nil
			}
			s.dropConn()
		}
		if !lostConn(err) {
			break
		}
	}
	return nil, errors.Join(errTurn, err)
}

// commit runs one group in one transaction. The error is of the whole group;
// the answers are of each act.
func (s *Store) commit(g []*turn) ([]error, error) {
	ctx := context.Background()
	grp, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	conn := grp.w
	answers := make([]error, len(g))
	for i, t := range g {
		if answers[i], err = grp.run(ctx, t); err != nil {
			break
		}
	}
	if err == nil && grp.wrote {
		err = grp.saveHeads(ctx)
	}
	if err != nil || !grp.wrote { // nothing to keep: every act was refused or repeated
		if _, rerr := conn.conn.ExecContext(ctx, "ROLLBACK"); rerr != nil {
			s.dropConn()
		}
		return answers, err
	}
	failpoint("commit:before")
	s.unsure.Store(false)
	if _, err := conn.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return nil, s.failedCommit(ctx, err)
	}
	if s.unsure.Load() { // a standby did not answer: committed here, perhaps nowhere else
		return nil, errLost
	}
	failpoint("commit:after")
	return answers, nil
}

// failedCommit tells a commit the server refused (nothing written, the acts may
// be run again) from one whose answer was lost.
func (s *Store) failedCommit(ctx context.Context, err error) error {
	if s.engine == SQLite || !lostConn(err) {
		if _, rerr := s.wconn.conn.ExecContext(ctx, "ROLLBACK"); rerr != nil {
			s.dropConn()
		}
		return wrap("commit", err)
	}
	s.dropConn()
	return errors.Join(errLost, err)
}

// failpoint is where the kill tests stop the process.
func failpoint(name string) {
	if Failpoint != nil {
		Failpoint(name)
	}
}

// Failpoint, when set, is called at every commit boundary; only tests of kills
// set it, through the test binary or a test installation's hidden flag.
var Failpoint func(name string)

// writerConn is the writer's own connection with its prepared statements.
type writerConn struct {
	conn   *sql.Conn
	stmts  map[string]*sql.Stmt
	groups uint64 // transactions begun on it
}

// replan forgets PostgreSQL's plans whenever the number of groups has doubled.
// A statement prepared while a table was small may read the county's whole index
// for each row, and would until the server gathers statistics.
func (w *writerConn) replan(ctx context.Context) error {
	w.groups++
	if bits.OnesCount64(w.groups) > 1 {
		return nil
	}
	_, err := w.conn.ExecContext(ctx, "DISCARD PLANS")
	return err
}

func (s *Store) writerConn(ctx context.Context) (*writerConn, error) {
	if s.wconn != nil {
		return s.wconn, nil
	}
	c, err := s.writer.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if s.engine == Postgres {
		if _, err := c.ExecContext(ctx, "SET lock_timeout = '30s'"); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	s.wconn = &writerConn{conn: c, stmts: map[string]*sql.Stmt{}}
	return s.wconn, nil
}

func (s *Store) dropConn() {
	if s.wconn != nil {
		_ = s.wconn.conn.Close()
		s.wconn = nil
	}
}

// stmt prepares q once on the writer's connection.
func (w *writerConn) stmt(ctx context.Context, q string) (*sql.Stmt, error) {
	if st, ok := w.stmts[q]; ok {
		return st, nil
	}
	st, err := w.conn.PrepareContext(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("store: prepare %.60q: %w", q, err)
	}
	w.stmts[q] = st
	return st, nil
}
