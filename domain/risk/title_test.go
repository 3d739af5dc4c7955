package risk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestEveryFindingHasATitle reads the codes out of the source: a finding without
// a name would be shown to a reviewer as a code.
func TestEveryFindingHasATitle(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Define" {
				code, _ := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
				if zh, en := Title(code); code != "risk.undecided" && (zh == code || en == code) {
					t.Errorf("%s has no title", code)
				}
				found++
			}
			return true
		})
	}
	if found < len(titles) {
		t.Fatalf("only %d findings were found, %d have titles", found, len(titles))
	}
}
