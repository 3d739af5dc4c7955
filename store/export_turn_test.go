package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
)

// Waiting counts the acts that wait for the turn.
func (s *Store) Waiting() int { return len(s.acts) }

// Exec runs a write inside an act.
func (tx *Tx) Exec(q string, args ...any) { tx.exec(q, args...) }

// Int reads a number inside an act.
func (tx *Tx) Int(q string, args ...any) (n int64, err error) {
	err = tx.one("number", q, args, &n)
	return n, err
}

// Outsider gives connections of the reader's pool, which no turn orders. On
// SQLite they cannot write.
func (s *Store) Outsider() *sql.DB { return s.reader }

// Turn is an act of a test that waits with others.
type Turn struct {
	Ctx   context.Context // nil: background
	Key   string
	Alone bool
	Do    func(*Tx) error
}

// DSN is the connection string of the installation's PostgreSQL.
func (s *Store) DSN() string {
	b, _ := os.ReadFile(filepath.Join(s.dir, "store.json"))
	var cfg Config
	_ = json.Unmarshal(b, &cfg)
	return cfg.DSN
}
