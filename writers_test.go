package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// writing is SQL that changes rows.
var writing = regexp.MustCompile(`(?m)^\s*(INSERT\s+INTO|UPDATE\s+[a-z_]+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|TRIGGER|INDEX|VIEW|FUNCTION)|DROP\s)`)

// TestNobodyElseWrites holds that rows change in one way only: SQL that writes
// stands in store alone, and the writer's turn is asked for by the office alone.
// So the sample month, the commands, the pages and the timer all go through the
// same acts as people do.
func TestNobodyElseWrites(t *testing.T) {
	turns, texts := 0, 0
	eachSource(t, func(path string, file *ast.File) {
		room, _, _ := strings.Cut(filepath.ToSlash(path), "/")
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.BasicLit:
				if x.Kind != token.STRING {
					return true
				}
				if q, _ := strconv.Unquote(x.Value); writing.MatchString(q) {
					texts++
					if room != "store" {
						t.Errorf("%s holds SQL that writes: %.60q", path, q)
					}
				}
			case *ast.SelectorExpr:
				if id, ok := x.X.(*ast.Ident); ok && id.Name == "store" && x.Sel.Name == "Act" {
					turns++
					if room != "office" {
						t.Errorf("%s asks for the writer's turn", path)
					}
				}
			}
			return true
		})
	})
	if turns == 0 || texts < 50 {
		t.Fatalf("found %d turns and %d texts: the test reads nothing", turns, texts)
	}
}

// eachSource parses every Go file of the product that is no test.
func eachSource(t *testing.T, f func(path string, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case "bench", "tools", "build", "bin", "data", "node_modules", "testdata", ".git", "storetest":
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		f(path, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
