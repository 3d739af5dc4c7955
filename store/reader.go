package store

import (
	"context"
	"database/sql"
	"sync"
)

// readerConns is how many may read an embedded store at once.
const readerConns = 4

// readerConn is a connection that reads, with its prepared statements: a page asks
// for the same few texts again and again, and SQLite takes longer to read a text
// than to answer it.
type readerConn struct{ writerConn }

// readerStack is the connections that are free: the one used last, whose cache is
// warm, is taken first.
type readerStack struct {
	turns chan struct{} // one for each that reads
	mu    sync.Mutex
	free  []*readerConn
}

// take gives a free connection, nil when one has to be opened.
func (x *readerStack) take(ctx context.Context) (c *readerConn, err error) {
	select {
	case x.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if n := len(x.free); n > 0 {
		c, x.free = x.free[n-1], x.free[:n-1]
	}
	return c, nil
}

// give puts a connection back, nil for one that was given up.
func (x *readerStack) give(c *readerConn) {
	x.mu.Lock()
	if c != nil {
		x.free = append(x.free, c)
	}
	x.mu.Unlock()
	<-x.turns
}

// readKept reads on one of the kept connections. A connection whose view could not
// be given up is replaced.
func (s *Store) readKept(scope *Scope, fn func(*Scope) error) (err error) {
	ctx := scope.ctx
	c, err := s.readers.take(ctx)
	if err != nil {
		return err
	}
	defer func() { s.readers.give(c) }()
	if c == nil {
		conn, err := s.reader.Conn(ctx)
		if err != nil {
			return wrap("read", err)
		}
		c = &readerConn{writerConn{conn: conn, stmts: map[string]*sql.Stmt{}}}
	}
	if _, err := c.conn.ExecContext(ctx, "BEGIN"); err != nil {
		_ = c.conn.Close()
		c = nil
		return wrap("read", err)
	}
	defer func() {
		if _, failed := c.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); failed != nil {
			_ = c.conn.Close()
			c = nil
		}
	}()
	scope.q = c
	return fn(scope)
}

// closeReaders gives the kept connections up; nobody reads any more.
func (s *Store) closeReaders() {
	for range cap(s.readers.turns) {
		s.readers.turns <- struct{}{}
	}
	for _, c := range s.readers.free {
		_ = c.conn.Close()
	}
}
