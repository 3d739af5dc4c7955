// Package store owns what is kept: one set of queries for SQLite and
// PostgreSQL, the migrations, the writer's turn, the keys of personal values.
//
// It never decides anything of the policy: it counts, finds and writes what the
// office asks, inside the transaction that the office opened with Write.
// Always true: one writer at a time in the whole installation; every business
// row names its county first; an act either commits whole, with its audit row,
// or leaves nothing; money and audit rows are only ever added.
package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // driver sqlite

	"songbai/domain/date"
	"songbai/domain/problem"
)

// Engine names a database engine.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Mode says what an installation was created for. Acting as somebody else and
// moving the clock work only in demo and test installations.
type Mode string

// The modes.
const (
	Live Mode = "live"
	Demo Mode = "demo"
	Test Mode = "test"
)

// Config is the file store.json of a data folder.
type Config struct {
	Engine Engine `json:"engine"`
	DSN    string `json:"dsn,omitempty"` // PostgreSQL only
}

// Store is an open installation.
type Store struct {
	dir     string
	engine  Engine
	mode    Mode
	reader  *sql.DB
	readers readerStack // SQLite only
	writer  *sql.DB
	keys    *Keyring
	now     func() date.Instant
	acts    chan *turn
	wconn   *writerConn
	unsure  atomic.Bool // the server warned of something since the commit began
	closing sync.Once
	stop    chan struct{} // closed: no more acts
	ended   chan struct{} // closed: the last act was served
}

var (
	noFolder = problem.Define("store.folder", problem.Unready,
		"数据目录不存在或不是松柏的数据目录", "the data folder is absent or not one of songbai's",
		"请用 songbai init 或 songbai demo 先建立", "make it first with songbai init or songbai demo")
	folderTaken = problem.Define("store.taken", problem.Conflict,
		"数据目录或数据库里已有数据", "the data folder or the database holds an installation already",
		"请另选空的目录和数据库", "choose an empty folder and an empty database")
	unreachable = problem.Define("store.unreachable", problem.Unready,
		"连不上 PostgreSQL 数据库", "the PostgreSQL database cannot be reached",
		"请核对连接串、数据库是否启动、用户和权限", "check the connection string, that the server runs, the user and the rights")
	badDSN = problem.Define("store.dsn", problem.Unready,
		"PostgreSQL 连接串写法不对", "the PostgreSQL connection string is not valid",
		"请写成 postgres://用户@主机:端口/库名", "write it as postgres://user@host:port/database")
	badDatabase = problem.Define("store.database", problem.Unready,
		"PostgreSQL 数据库的编码须为 UTF8、排序规则须为 C 或 C.UTF-8", "the PostgreSQL database must be UTF8 with collation C or C.UTF-8",
		"请用 createdb -E UTF8 --locale=C.UTF-8 -T template0 重建", "create it again with createdb -E UTF8 --locale=C.UTF-8 -T template0")
)

// Create makes an installation in dir (made if absent) and opens it. name is
// the installation's name as shown to people.
func Create(ctx context.Context, dir string, cfg Config, mode Mode, name string, clock func() date.Instant) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, "store.json")); err == nil {
		return nil, folderTaken.With()
	}
	keys := filepath.Join(dir, "keys.json")
	_, err := os.Stat(keys)
	own := errors.Is(err, os.ErrNotExist)
	s, err := create(ctx, dir, cfg, mode, name, clock)
	if err != nil {
		if own { // nothing was sealed with them
			err = errors.Join(err, os.RemoveAll(keys))
		}
		return nil, err
	}
	s.start()
	return s, nil
}

// create makes the keys, the schema and the first rows, and last the file by
// which the folder is an installation.
func create(ctx context.Context, dir string, cfg Config, mode Mode, name string, clock func() date.Instant) (*Store, error) {
	if err := newKeyring(filepath.Join(dir, "keys.json")); err != nil {
		return nil, err
	}
	s, err := open(ctx, dir, cfg, clock)
	if err != nil {
		return nil, err
	}
	if err := s.furnish(ctx, mode, name); err != nil {
		return nil, errors.Join(err, s.close())
	}
	b, _ := json.Marshal(cfg)
	if err := writeFileDurably(filepath.Join(dir, "store.json"), b); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// furnish makes the schema and the first rows in an empty database.
func (s *Store) furnish(ctx context.Context, mode Mode, name string) error {
	var n int64
	if err := s.writer.QueryRowContext(ctx, `SELECT count(*) FROM installation`).Scan(&n); err == nil && n > 0 {
		return folderTaken.With()
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for k, v := range map[string]string{"mode": string(mode), "name": name} {
		if _, err := tx.ExecContext(ctx, `INSERT INTO installation (name, value) VALUES ($1, $2)`, k, v); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO head (county, name, next_id, audit_pos, audit_hash, last_stamp, created_at) VALUES (0, $1, 1, 0, '', $2, $2)`, name, s.now().String()); err != nil {
		return err
	}
	s.mode = mode
	return tx.Commit()
}

// Open opens the installation in dir and brings its schema up to date.
func Open(ctx context.Context, dir string, clock func() date.Instant) (*Store, error) {
	b, err := os.ReadFile(filepath.Join(dir, "store.json"))
	if err != nil {
		return nil, noFolder.With().Because(err)
	}
	var cfg Config
	if err := json.Unmarshal(b, &cfg); err != nil {
		return nil, noFolder.With().Because(err)
	}
	s, err := open(ctx, dir, cfg, clock)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	var mode string
	if err := s.writer.QueryRowContext(ctx, `SELECT value FROM installation WHERE name = 'mode'`).Scan(&mode); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.mode = Mode(mode)
	s.start()
	return s, nil
}

func open(ctx context.Context, dir string, cfg Config, clock func() date.Instant) (*Store, error) {
	s := &Store{dir: dir, engine: cfg.Engine, now: clock, acts: make(chan *turn, 1024), stop: make(chan struct{})}
	keys, err := openKeyring(filepath.Join(dir, "keys.json"))
	if err != nil {
		return nil, err
	}
	s.keys = keys
	if cfg.Engine == Postgres {
		err = s.openPostgres(ctx, cfg.DSN)
	} else {
		err = s.openSQLite(filepath.Join(dir, "songbai.db"))
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *Store) openSQLite(path string) (err error) {
	q := "?_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-65536)"
	if s.writer, err = sql.Open("sqlite", "file:"+path+q+"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.writer.Ping(); err != nil {
		return err
	}
	if s.reader, err = sql.Open("sqlite", "file:"+path+q+"&_pragma=query_only(1)"); err != nil {
		return err
	}
	s.reader.SetMaxOpenConns(readerConns + 1)
	s.readers.turns = make(chan struct{}, readerConns)
	return nil
}

func (s *Store) openPostgres(ctx context.Context, dsn string) (err error) {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return badDSN.With().Because(err)
	}
	cfg.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) {
		if n.SeverityUnlocalized == "WARNING" { // in a commit: a standby did not answer
			s.unsure.Store(true)
		}
	}
	s.writer = stdlib.OpenDB(*cfg)
	s.writer.SetMaxOpenConns(2)
	var encoding, collate string
	if err := s.writer.QueryRowContext(ctx, `SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()`).Scan(&encoding, &collate); err != nil {
		return unreachable.With().Because(err)
	}
	if encoding != "UTF8" || collate != "C" && collate != "C.UTF-8" {
		return badDatabase.With()
	}
	if s.reader, err = sql.Open("pgx", dsn); err != nil {
		return err
	}
	s.reader.SetMaxOpenConns(8)
	return nil
}

// Close waits for the acts in hand and closes the store; a second call does
// nothing.
func (s *Store) Close() (err error) {
	s.closing.Do(func() {
		close(s.stop)
		<-s.ended
		s.dropConn()
		err = s.close()
	})
	return err
}

func (s *Store) close() (err error) {
	s.closeReaders()
	if s.reader != nil {
		err = s.reader.Close()
	}
	if s.writer == nil {
		return err
	}
	if s.engine == SQLite { // so that a copy of the database file alone is whole
		_, cerr := s.writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		err = errors.Join(err, cerr)
	}
	return errors.Join(err, s.writer.Close())
}

// Mode tells what the installation was created for.
func (s *Store) Mode() Mode { return s.mode }

// Engine tells which database holds it.
func (s *Store) Engine() Engine { return s.engine }

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// Now reads the installation's clock; acts take tx.Now instead.
func (s *Store) Now() date.Instant { return s.now() }

// writeFileDurably writes b beside path, syncs it and renames it into place.
func writeFileDurably(path string, b []byte) error {
	tmp := path + ".tmp"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// isUnique reports whether err is a unique key refusing a second row.
func isUnique(err error) bool {
	if err == nil {
		return false
	}
	t := err.Error()
	return strings.Contains(t, "UNIQUE constraint failed") || strings.Contains(t, "SQLSTATE 23505") || strings.Contains(t, "constraint failed: UNIQUE")
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("store: %s: %w", what, err)
}
