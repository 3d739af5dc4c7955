package main_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var writeProblems = flag.Bool("write", false, "write docs/problems.md")

// defined is one problem as the source defines it.
type defined struct{ room, code, kind, zh, en, cureZh, cureEn string }

// problems reads every problem.Define of the source, in the order of the rooms
// and codes. A code that two rooms define stands for each of them.
func problems(t *testing.T) []defined {
	fset, all := sources(t)
	var out []defined
	for _, s := range all {
		if s.test || s.dir() == "domain/problem" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isDefine(call) {
				return true
			}
			d := defined{room: s.dir()}
			kind, _ := call.Args[1].(*ast.SelectorExpr)
			if kind == nil {
				t.Fatalf("%s: the kind is not named in place", fset.Position(call.Pos()))
			}
			d.kind = strings.ToLower(kind.Sel.Name)
			for i, to := range map[int]*string{0: &d.code, 2: &d.zh, 3: &d.en, 4: &d.cureZh, 5: &d.cureEn} {
				if *to, ok = literal(call.Args[i]); !ok {
					t.Fatalf("%s: argument %d is not written in place", fset.Position(call.Pos()), i)
				}
			}
			out = append(out, d)
			return true
		})
	}
	slices.SortFunc(out, func(a, b defined) int {
		return strings.Compare(a.room+" "+a.code, b.room+" "+b.code)
	})
	return out
}

func isDefine(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "Define" || len(call.Args) != 6 {
		return false
	}
	x, ok := f.X.(*ast.Ident)
	return ok && x.Name == "problem"
}

// literal reads a string that is written in place, also in pieces.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		x, ok := literal(e.X)
		y, also := literal(e.Y)
		return x + y, ok && also && e.Op == token.ADD
	}
	return "", false
}

const problemsHead = `# What the product says when the answer is no

<!-- Read from the source; go test . -run Problems -write writes this page, a test holds it equal. -->

Every no has a code that never changes its meaning, a sentence in Chinese and English, and what would cure it; with the field and
the clause where one is concerned. %[1]s stand for what the case fills in. What an operator does beyond the cure stands in
[operating.md](operating.md).

| kind | means | exit code |
|---|---|---|
| invalid | a field is missing, malformed or contradicts another | 1 (2 for the command line itself) |
| refused | the policy says no, under a clause | 1 |
| forbidden | this person, office or role may not | 1 |
| conflict | what is recorded says otherwise: a duplicate, a wrong state, changed since seen | 1 |
| missing | what was named is not there | 1 |
| unready | the installation must provide something first | 1 |
| unknown | done or not: send it again with the same key | 1 |
| internal | a fault of the program or its storage | 3 |
`

// problemsPage gives docs/problems.md.
func problemsPage(all []defined) string {
	var b strings.Builder
	fmt.Fprintf(&b, problemsHead, "`%s`, `%d` and the like")
	room := ""
	cell := strings.NewReplacer("|", "\\|", "\n", " ").Replace
	for _, d := range all {
		if d.room != room {
			room = d.room
			fmt.Fprintf(&b, "\n## `%s`\n\n| code | kind | what is wrong | what cures it |\n|---|---|---|---|\n", room)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s · %s | %s · %s |\n", d.code, d.kind, cell(d.zh), cell(d.en), cell(d.cureZh), cell(d.cureEn))
	}
	return b.String()
}

func TestProblemsPageIsTheSource(t *testing.T) {
	const page = "docs/problems.md"
	want := problemsPage(problems(t))
	if *writeProblems {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if readText(t, page) != want {
		t.Errorf("%s differs from the source; run go test . -run Problems -write", page)
	}
}

// codeNamed finds a problem's code in a text: two or three words joined by points.
var codeNamed = regexp.MustCompile("`((?:store|seal|session|office|cli|list|order|policy|print|risk|payment|party|settlement|ledger|finding)\\.[a-z_]+)`")

func TestProblemsThatOperatingNamesExist(t *testing.T) {
	known := map[string]bool{}
	for _, d := range problems(t) {
		known[d.code] = true
	}
	named := codeNamed.FindAllStringSubmatch(readText(t, "docs/operating.md"), -1)
	for _, m := range named {
		if !known[m[1]] && !strings.HasSuffix(m[1], ".json") {
			t.Errorf("docs/operating.md tells of %s, which nothing defines", m[1])
		}
	}
	if len(named) < 20 {
		t.Errorf("docs/operating.md tells of %d problems: the pattern or the table is broken", len(named))
	}
}
