package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notCounty are the tables that belong to the installation.
var notCounty = []string{"head", "installation", "person", "password", "session", "relation", "home", "holiday", "policy_version", "guard"}

var (
	createTable = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \(\n(.*?)\n\);`)
	tableUse    = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)\b`)
)

func tables(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, m := range createTable.FindAllStringSubmatch(schema(), -1) {
		out[m[1]] = m[2]
	}
	return out
}

func TestCountyComesFirstInEveryBusinessTable(t *testing.T) {
	for name, body := range tables(t) {
		if slices.Contains(notCounty, name) {
			continue
		}
		if !strings.HasPrefix(strings.TrimSpace(strings.SplitN(body, "\n", 2)[0]), "county ") {
			t.Errorf("table %s does not begin with its county", name)
		}
		for _, key := range regexp.MustCompile(`(?:PRIMARY KEY|UNIQUE) \(([^)]*)\)`).FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(key[1], "county") {
				t.Errorf("a key of %s does not begin with its county: %s", name, key[1])
			}
		}
	}
}

// crossCounty are the texts that may leave the county out, with the reason.
var crossCounty = map[string]string{
	`SELECT count(*) FROM claim WHERE slip = $1`: "slips are unique in the installation",
}

func TestEveryQueryNamesItsCounty(t *testing.T) {
	business := tables(t)
	for _, name := range notCounty {
		delete(business, name)
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			q, whole := textOf(n)
			for _, m := range tableUse.FindAllStringSubmatch(q, -1) {
				if _, ok := business[m[1]]; !ok {
					continue
				}
				seen++
				if !strings.Contains(q, "county") && crossCounty[q] == "" {
					t.Errorf("a query on %s does not name its county: %s", m[1], q)
				}
			}
			return !whole
		})
	}
	if seen < 50 {
		t.Fatalf("only %d uses of tables were found: the test reads nothing", seen)
	}
}

// textOf joins the literals of a text or of a sum of texts; whole says that the
// node was one.
func textOf(n ast.Node) (text string, whole bool) {
	switch x := n.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			text, _ = strconv.Unquote(x.Value)
		}
		return text, true
	case *ast.BinaryExpr:
		if x.Op != token.ADD {
			return "", false
		}
		left, _ := textOf(x.X)
		right, _ := textOf(x.Y)
		return left + right, true
	}
	return "", false
}
