package store

import (
	"context"
	"database/sql"
)

// readerConns is how many may read an embedded store at once.
const readerConns = 4

// readerConn is a connection that reads, with its prepared statements: a page asks
// for the same few texts again and again, and SQLite takes longer to read a text
// than to answer it.
type readerConn struct{ writerConn }

// readKept reads on one of the kept connections. A connection whose view could not
// be given up is replaced.
func (s *Store) readKept(scope *Scope, fn func(*Scope) error) (err error) {
	ctx := scope.ctx
	var c *readerConn
	select {
	case c = <-s.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers <- c }()
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
	for range cap(s.readers) {
		if c := <-s.readers; c != nil {
			_ = c.conn.Close()
		}
	}
}
