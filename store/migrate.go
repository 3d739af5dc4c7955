package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed all:migrations
var migrations embed.FS

// appendOnly lists the tables whose rows are never changed or removed; the
// value names the columns that may be set once, from null.
var appendOnly = map[string][]string{
	"audit": nil, "request": nil, "password": nil, "relation": nil, "home_account": nil,
	"policy_version": nil, "policy_term": nil, "local_value": nil, "price_list": nil, "basis": nil,
	"claim_private": nil, "claim_move": nil, "claim_person": nil, "paper": nil, "evidence": nil, "service": nil,
	"decision": nil, "decision_line": nil, "decision_share": nil, "signature": nil,
	"settle": nil, "list_line": {"released_at"}, "line_mark": nil, "list_person": nil, "seal_use": nil,
	"entry": nil, "posting": nil, "budget": nil, "overrun": nil,
	"payment_order": nil, "payment_line": nil, "bank_result": nil, "payment_outcome": nil, "payee": nil,
	"recovery": nil, "recovery_use": nil, "official": nil, "tick": nil, "number_issued": nil, "number_void": nil, "anchor": nil,
	"guard": {"released_at"},
	// 0007 sums
	"invoiced": nil,
	// 0006 policy
	"policy_check": nil,
	// 0005 numbers
	"delegation": {"ended_at"}, "password_reset": {"used_at"}, "setting": nil, "job_run": nil, "outbox_mark": nil,
	// 0003 desk
	"hold": nil, "awaited": nil, "certificate": nil, "invoice_item": nil,
	// 0002 family
	"upload": nil, "applied": nil, "review_request": nil, "rating": nil, "complaint": nil, "complaint_answer": nil, "publicity": nil, "notice": nil,
}

func (s *Store) migrate(ctx context.Context) error {
	dialect := goose.DialectSQLite3
	if s.engine == Postgres {
		dialect = goose.DialectPostgres
	}
	steps, err := s.steps()
	if err != nil {
		return wrap("migrate", err)
	}
	p, err := goose.NewProvider(dialect, s.writer, nil, goose.WithGoMigrations(steps...))
	if err != nil {
		return wrap("migrate", err)
	}
	_, err = p.Up(ctx)
	return wrap("migrate", err)
}

// steps gives the migrations in order. The house is made in two steps, its rows'
// guards second; every later file NNNN makes its tables, and the guards of those
// that only take rows, in one step of version 10 × NNNN.
func (s *Store) steps() (out []*goose.Migration, err error) {
	names, err := fs.Glob(migrations, "migrations/[0-9]*.sql")
	for _, name := range names {
		n, _, _ := strings.Cut(path.Base(name), "_")
		number, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return nil, err
		}
		if number == 1 {
			out = append(out, goose.NewGoMigration(1, &goose.GoFunc{RunTx: s.runSQL(name)}, nil),
				goose.NewGoMigration(2, &goose.GoFunc{RunTx: s.runGuards(name)}, nil))
			continue
		}
		run, guard := s.runSQL(name), s.runGuards(name)
		out = append(out, goose.NewGoMigration(10*number, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if err := run(ctx, tx); err != nil {
				return err
			}
			return guard(ctx, tx)
		}}, nil))
	}
	return out, err
}

var (
	tableEnd = regexp.MustCompile(`(?m)^\);`)
	keyedEnd = regexp.MustCompile(`(?m)^\); -- by key$`)
)

// text gives the DDL of a step in the engine's own types.
func (s *Store) text(path string) (string, error) {
	b, err := fs.ReadFile(migrations, path)
	if err != nil {
		return "", err
	}
	t := string(b)
	if s.engine == SQLite {
		t = strings.NewReplacer("BIGINT", "INTEGER", "BYTEA", "BLOB").Replace(t)
		t = keyedEnd.ReplaceAllString(t, ") STRICT, WITHOUT ROWID;")
		t = tableEnd.ReplaceAllString(t, ") STRICT;")
	} else if strings.HasSuffix(path, "/0001_house.sql") {
		t += "\nCREATE TABLE writer_turn (x BIGINT);\n"
	}
	return t, nil
}

func (s *Store) runSQL(path string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		t, err := s.text(path)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, t)
		return err
	}
}

// runGuards puts a guard on every append-only table that the file makes.
func (s *Store) runGuards(file string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		b, err := fs.ReadFile(migrations, file)
		if err != nil {
			return err
		}
		for table, once := range appendOnly {
			if !strings.Contains(string(b), "CREATE TABLE "+table+" (") {
				continue
			}
			for _, ddl := range s.guards(table, once) {
				if _, err := tx.ExecContext(ctx, ddl); err != nil {
					return wrap("guard of "+table, err)
				}
			}
		}
		return nil
	}
}

// guards gives the triggers that refuse to change or remove a row of table,
// but for setting the columns of once from null.
func (s *Store) guards(table string, once []string) []string {
	if s.engine == SQLite {
		stop := ` BEGIN SELECT RAISE(ABORT, '` + table + ` 只能追加，不可修改'); END`
		out := []string{`CREATE TRIGGER ` + table + `_keep BEFORE DELETE ON ` + table + stop}
		if once == nil {
			return append(out, `CREATE TRIGGER `+table+`_fixed BEFORE UPDATE ON `+table+stop)
		}
		cols := s.otherColumns(table, once)
		out = append(out, `CREATE TRIGGER `+table+`_fixed BEFORE UPDATE OF `+strings.Join(cols, ", ")+` ON `+table+stop)
		for _, c := range once {
			out = append(out, `CREATE TRIGGER `+table+`_once_`+c+` BEFORE UPDATE OF `+c+` ON `+table+` WHEN OLD.`+c+` IS NOT NULL`+stop)
		}
		return out
	}
	body := `RAISE EXCEPTION '` + table + ` 只能追加，不可修改'; RETURN NULL;`
	if once != nil {
		same, names := "", make([]string, len(once))
		for i, c := range once {
			names[i] = "'" + c + "'"
			same += ` AND (OLD.` + c + ` IS NULL OR OLD.` + c + ` IS NOT DISTINCT FROM NEW.` + c + `)`
		}
		but := ` - ARRAY[` + strings.Join(names, ", ") + `]`
		body = `IF TG_OP = 'UPDATE' AND (to_jsonb(OLD)` + but + `) = (to_jsonb(NEW)` + but + `)` + same + ` THEN RETURN NEW; END IF; ` + body
	}
	return []string{
		`CREATE FUNCTION ` + table + `_fixed() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN ` + body + ` END $f$`,
		`CREATE TRIGGER ` + table + `_fixed BEFORE UPDATE OR DELETE ON ` + table + ` FOR EACH ROW EXECUTE FUNCTION ` + table + `_fixed()`,
	}
}

var columnLine = regexp.MustCompile(`(?m)^  ([a-z_0-9]+) +(BIGINT|TEXT|BYTEA)`)

// schema joins the texts of all migrations.
func schema() string {
	var all strings.Builder
	names, _ := fs.Glob(migrations, "migrations/[0-9]*.sql")
	for _, name := range names {
		b, _ := fs.ReadFile(migrations, name)
		all.Write(b)
	}
	return all.String()
}

// otherColumns lists the columns of table, read from the migrations' own text,
// that are not in once.
func (s *Store) otherColumns(table string, once []string) (cols []string) {
	_, rest, _ := strings.Cut(schema(), "CREATE TABLE "+table+" (")
	body, _, _ := strings.Cut(rest, "\n);")
	for _, m := range columnLine.FindAllStringSubmatch(body, -1) {
		if !slices.Contains(once, m[1]) {
			cols = append(cols, m[1])
		}
	}
	return cols
}
