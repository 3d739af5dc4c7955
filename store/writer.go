package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

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
)

// Write runs fn in the writer's turn: one fixed Now, one savepoint, one audit
// row, one answer after the commit. fn must be repeatable: it may be run again
// when the group it shared a commit with failed.
func (s *Store) Write(ctx context.Context, act Act, fn func(*Tx) error) (Answer, error) {
	t := &turn{ctx: ctx, act: act, fn: fn, done: make(chan error, 1)}
	select {
	case s.acts <- t:
	case <-s.stop:
		return Answer{}, closed.With()
	}
	err := <-t.done
	return t.out, err
}

func (s *Store) start() {
	s.stopped.Add(1)
	go s.serve()
}

// serve is the only goroutine of this process that writes.
func (s *Store) serve() {
	defer s.stopped.Done()
	for {
		select {
		case t := <-s.acts:
			s.serveGroup(s.gather(t))
		case <-s.stop:
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
		if err != nil && len(g) > 1 && !errors.Is(err, errLost) {
			for _, t := range g { // rerun act by act: one bad act must not fail the rest
				a, err := s.commit([]*turn{t})
				finish([]*turn{t}, a, err)
			}
			continue
		}
		finish(g, answers, err)
	}
}

func finish(g []*turn, answers []error, err error) {
	for i, t := range g {
		switch {
		case errors.Is(err, errLost):
			t.done <- unknownAnswer.With().Because(err)
		case err != nil:
			t.done <- err
		default:
			t.done <- answers[i]
		}
	}
}

// errLost marks a connection lost in COMMIT.
var errLost = errors.New("store: connection lost in commit")

// commit runs one group in one transaction. The error is of the whole group;
// the answers are of each act.
func (s *Store) commit(g []*turn) ([]error, error) {
	ctx := context.Background()
	conn, err := s.writerConn(ctx)
	if err != nil {
		return nil, wrap("writer", err)
	}
	grp := &group{s: s, w: conn, heads: map[int64]*head{}}
	if err := grp.begin(ctx); err != nil {
		s.dropConn()
		return nil, err
	}
	answers := make([]error, len(g))
	for i, t := range g {
		if answers[i], err = grp.run(ctx, t); err != nil {
			break
		}
	}
	if err == nil {
		err = grp.saveHeads(ctx)
	}
	if err != nil {
		_, rerr := conn.conn.ExecContext(ctx, "ROLLBACK")
		if rerr != nil {
			s.dropConn()
		}
		return nil, err
	}
	failpoint("commit:before")
	if _, err := conn.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return nil, s.failedCommit(ctx, err)
	}
	if s.unsure.Swap(false) { // a standby did not answer: committed here, perhaps nowhere else
		return nil, errLost
	}
	failpoint("commit:after")
	return answers, nil
}

// failedCommit tells a commit the server refused (nothing written, the acts may
// be run again) from one whose answer was lost.
func (s *Store) failedCommit(ctx context.Context, err error) error {
	var refused *pgconn.PgError
	if s.engine == SQLite || errors.As(err, &refused) {
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

// conn is the writer's own connection with its prepared statements.
type writerConn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
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
	s.wconn = &writerConn{c, map[string]*sql.Stmt{}}
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
