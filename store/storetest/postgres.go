// Package storetest opens real stores for tests: SQLite in a temporary folder
// and a PostgreSQL server that it starts itself and stops again.
//
// It never skips: a missing server fails the test and says what installs it.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"songbai/domain/date"
	"songbai/store"
)

// Server is a PostgreSQL server of this test process.
type Server struct {
	dir, bin  string
	port      int
	databases atomic.Int64
}

var (
	server     *Server
	serverErr  error
	serverOnce sync.Once
)

// Main runs the tests of a package and stops the server they started.
func Main(m *testing.M) {
	code := m.Run()
	if server != nil {
		server.stop()
	}
	os.Exit(code)
}

// Postgres gives the server of this process, started at the first call.
func Postgres(t testing.TB) *Server {
	t.Helper()
	serverOnce.Do(func() { server, serverErr = startPostgres() })
	if serverErr != nil {
		t.Fatalf("PostgreSQL does not start: %v (make setup installs postgresql-15)", serverErr)
	}
	return server
}

func startPostgres() (*Server, error) {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(bins) == 0 {
		return nil, fmt.Errorf("no PostgreSQL under /usr/lib/postgresql")
	}
	dir, err := os.MkdirTemp("", "songbai-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bins[len(bins)-1]}
	if s.port, err = freePort(); err != nil {
		return nil, err
	}
	if os.Getuid() == 0 {
		if out, err := exec.Command("chown", "postgres:postgres", dir).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("chown: %s", out)
		}
	}
	if err := s.run("initdb", "-D", dir+"/data", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres"); err != nil {
		return nil, err
	}
	opts := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200", s.port, dir)
	if err := s.run("pg_ctl", "-D", dir+"/data", "-w", "-s", "-l", dir+"/log", "-o", opts, "start"); err != nil {
		return nil, err
	}
	return s, nil
}

// run runs one of the server's programs as user postgres.
func (s *Server) run(name string, args ...string) error {
	argv := append([]string{s.bin + "/" + name}, args...)
	if os.Getuid() == 0 {
		argv = append([]string{"runuser", "-u", "postgres", "--"}, argv...)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = s.dir
	log, err := os.CreateTemp("", "songbai-pg-out-")
	if err != nil {
		return err
	}
	defer os.Remove(log.Name())
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		out, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %v: %s", name, err, out)
	}
	return nil
}

func (s *Server) stop() {
	_ = s.run("pg_ctl", "-D", s.dir+"/data", "-m", "immediate", "-s", "stop")
	_ = os.RemoveAll(s.dir)
}

// Database makes an empty database and gives its DSN.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d", s.databases.Add(1))
	db, err := sql.Open("pgx", s.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return s.dsn(name)
}

func (s *Server) dsn(name string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s", s.port, name)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Engines lists the engines every store test runs on.
var Engines = []store.Engine{store.SQLite, store.Postgres}

// Each runs f on a fresh installation of each engine.
func Each(t *testing.T, f func(t *testing.T, s *store.Store, clock *Clock)) {
	t.Helper()
	for _, e := range Engines {
		t.Run(string(e), func(t *testing.T) {
			s, clock := New(t, e)
			f(t, s, clock)
		})
	}
}

// New makes a fresh test installation on an engine.
func New(t testing.TB, e store.Engine) (*store.Store, *Clock) {
	t.Helper()
	cfg := store.Config{Engine: e}
	if e == store.Postgres {
		cfg.DSN = Postgres(t).Database(t)
	}
	clock := NewClock("2026-01-02T01:00:00.000000Z")
	s, err := store.Create(context.Background(), t.TempDir(), cfg, store.Test, "测试安装", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Error(err)
		}
	})
	return s, clock
}

// Clock is a clock that tests move.
type Clock struct{ at atomic.Int64 }

// NewClock starts at an instant.
func NewClock(at string) *Clock {
	i, err := date.ParseInstant(at)
	if err != nil {
		panic(err)
	}
	c := &Clock{}
	c.at.Store(int64(i))
	return c
}

// Now reads the clock; each reading moves it by one microsecond.
func (c *Clock) Now() date.Instant { return date.Instant(c.at.Add(1)) }

// Set moves the clock to nine in the morning, Beijing time, of a day.
func (c *Clock) Set(day string) {
	c.at.Store(int64(date.MustDay(day).BeijingMidnight()) + 9*int64(time.Hour/time.Microsecond))
}

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) { c.at.Add(d.Microseconds()) }
