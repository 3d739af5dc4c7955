package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"regexp"
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
	"recovery": nil, "recovery_use": nil, "official": nil, "number_issued": nil, "number_void": nil, "anchor": nil,
	"guard": {"released_at"},
}

func (s *Store) migrate(ctx context.Context) error {
	dialect := goose.DialectSQLite3
	if s.engine == Postgres {
		dialect = goose.DialectPostgres
	}
	steps := []*goose.Migration{
		goose.NewGoMigration(1, &goose.GoFunc{RunTx: s.runSQL("migrations/0001_house.sql")}, nil),
		goose.NewGoMigration(2, &goose.GoFunc{RunTx: s.runGuards}, nil),
	}
	p, err := goose.NewProvider(dialect, s.writer, nil, goose.WithGoMigrations(steps...))
	if err != nil {
		return wrap("migrate", err)
	}
	_, err = p.Up(ctx)
	return wrap("migrate", err)
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
	} else {
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

// runGuards puts a guard on every append-only table.
func (s *Store) runGuards(ctx context.Context, tx *sql.Tx) error {
	for table, once := range appendOnly {
		for _, ddl := range s.guards(table, once) {
			if _, err := tx.ExecContext(ctx, ddl); err != nil {
				return wrap("guard of "+table, err)
			}
		}
	}
	return nil
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
		body = `IF TG_OP = 'UPDATE' AND OLD.` + once[0] + ` IS NULL AND (to_jsonb(OLD) - '` + once[0] + `') = (to_jsonb(NEW) - '` + once[0] + `') THEN RETURN NEW; END IF; ` + body
	}
	return []string{
		`CREATE FUNCTION ` + table + `_fixed() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN ` + body + ` END $f$`,
		`CREATE TRIGGER ` + table + `_fixed BEFORE UPDATE OR DELETE ON ` + table + ` FOR EACH ROW EXECUTE FUNCTION ` + table + `_fixed()`,
	}
}

var columnLine = regexp.MustCompile(`(?m)^  ([a-z_0-9]+) +(BIGINT|TEXT|BYTEA)`)

// otherColumns lists the columns of table, read from the migration's own text,
// that are not in once.
func (s *Store) otherColumns(table string, once []string) (cols []string) {
	b, _ := fs.ReadFile(migrations, "migrations/0001_house.sql")
	_, rest, _ := strings.Cut(string(b), "CREATE TABLE "+table+" (")
	body, _, _ := strings.Cut(rest, "\n);")
	for _, m := range columnLine.FindAllStringSubmatch(body, -1) {
		if m[1] != once[0] {
			cols = append(cols, m[1])
		}
	}
	return cols
}
