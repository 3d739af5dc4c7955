package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the name of ours in go.mod; its import paths begin with it.
const module = "songbai"

// mayUse is the import plan: which rooms the code of a room may import. A room
// that is not here is not in the plan. Tests may import anything.
var mayUse = map[string][]string{
	"":         {"door", "office", "store", "outside", "print", "domain", "verify", "policies"}, // main.go joins the parts
	"door":     {"door", "office", "print", "domain"},
	"office":   {"office", "store", "outside", "print", "domain"},
	"store":    {"store", "domain"},
	"outside":  {"outside", "domain"},
	"print":    {"print", "domain"},
	"domain":   {"domain"}, // and only downward: see below
	"verify":   {"verify"}, // the checker shares no code with what it checks
	"cmd":      {"verify"},
	"policies": {"policies"},
	"stories":  {},
}

// below is the order inside domain: what each noun may import of the others.
var below = map[string][]string{
	"problem":    {},
	"money":      {"problem"},
	"date":       {"problem"},
	"ident":      {"date", "problem"},
	"fund":       {"money", "problem"},
	"party":      {"ident", "date", "problem"},
	"policy":     {"party", "fund", "ident", "date", "money", "problem"},
	"claim":      {"policy", "party", "fund", "ident", "date", "money", "problem"},
	"settlement": {"claim", "policy", "party", "fund", "ident", "date", "money", "problem"},
	"payment":    {"settlement", "claim", "policy", "party", "fund", "ident", "date", "money", "problem"},
	"ledger":     {"fund", "money", "date", "problem"},
	"risk":       {"claim", "policy", "party", "fund", "ident", "date", "money", "problem"},
	"evidence":   {"problem"},
	"audit":      {}, // knows the others by their printed numbers
}

// neverUse are the packages of the standard library that a room does without.
// A path stands for itself and for everything under it.
var neverUse = map[string][]string{
	"domain": {"context", "os", "net", "database/sql", "log", "math/rand", "crypto/rand", "syscall", "unsafe"},
	"office": {"net/http"},
	"door":   {"database/sql"},
	"print":  {"net", "database/sql"},
}

// clock are the names of package time that look at a clock or at the machine's
// zones: domain is told the time, it never asks.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local", "LoadLocation"}

// exact are the rooms that keep money; no float is named in them.
var exact = []string{"domain/money", "domain/fund", "domain/claim", "domain/settlement", "domain/ledger", "domain/payment"}

// emptyNames say nothing about what belongs inside.
var emptyNames = []string{"util", "utils", "common", "model", "models", "helper", "helpers", "pkg", "core", "misc", "shared"}

// source is one Go file of the repository.
type source struct {
	path      string // from the root, with slashes
	lines     int
	generated bool
	test      bool
	file      *ast.File
}

// dir answers the folder of the file, "." for the root.
func (s source) dir() string { return path.Dir(s.path) }

// room answers the first step of the path, "" for the root.
func (s source) room() string { return roomOf(s.dir()) }

func roomOf(dir string) string {
	if dir == "." {
		return ""
	}
	room, _, _ := strings.Cut(dir, "/")
	return room
}

// noun answers the second step of a path in domain.
func noun(dir string) string {
	rest, _ := strings.CutPrefix(dir, "domain/")
	first, _, _ := strings.Cut(rest, "/")
	return first
}

var generatedMark = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// sources reads every Go file of this module. Files are opened here rather than
// asked of the go command, so that the test cache notices each change.
func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	fset := token.NewFileSet()
	var all []source
	eachFile(t, func(name string, read func() []byte) {
		if !strings.HasSuffix(name, ".go") || strings.Contains(name, "testdata/") || ownModule(name) {
			return
		}
		text := read()
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%s does not parse: %v", name, err)
		}
		all = append(all, source{
			path: name, lines: strings.Count(string(text), "\n"), file: file,
			generated: generatedMark.Match(text), test: strings.HasSuffix(name, "_test.go"),
		})
	})
	return fset, all
}

// ownModule says whether a file belongs to one of the modules beside this one.
func ownModule(name string) bool {
	return strings.HasPrefix(name, "tools/") || strings.HasPrefix(name, "bench/")
}

// eachFile visits every file of the repository that is, or could be, committed.
func eachFile(t *testing.T, visit func(name string, read func() []byte)) {
	t.Helper()
	root := rootFS()
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == "bin" || name == "build" || name == "data" || name == "tmp" || d.Name() == "node_modules" || d.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		visit(filepath.ToSlash(name), func() []byte {
			text, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			return text
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportsFollowThePlan(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if s.test {
			continue
		}
		if _, known := mayUse[s.room()]; !known {
			t.Errorf("%s: room %q is not in the plan: name it in layout_test.go and in README.md", s.path, s.room())
			continue
		}
		for _, spec := range s.file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if fault := importFault(s.dir(), imported); fault != "" {
				t.Errorf("%s imports %s: %s", s.path, imported, fault)
			}
		}
	}
}

// importFault says what is wrong with an import, or "".
func importFault(dir, imported string) string {
	for _, banned := range neverUse[roomOf(dir)] {
		if imported == banned || strings.HasPrefix(imported, banned+"/") {
			return roomOf(dir) + " does without it"
		}
	}
	to, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		return ""
	}
	if !slices.Contains(mayUse[roomOf(dir)], roomOf(to)) {
		return fmt.Sprintf("%q may use only %v", roomOf(dir), mayUse[roomOf(dir)])
	}
	if roomOf(dir) != "domain" {
		return ""
	}
	from, under := noun(dir), noun(to)
	allowed, known := below[from]
	if !known {
		return fmt.Sprintf("domain/%s has no place in the order of domain", from)
	}
	if from != under && !slices.Contains(allowed, under) {
		return fmt.Sprintf("inside domain, %s may use only %v", from, allowed)
	}
	return ""
}

func TestThePlanRefusesWhatItShould(t *testing.T) {
	for _, c := range []struct{ from, to, because string }{
		{"domain/claim", "songbai/store", "domain never reaches up"},
		{"domain/claim", "songbai/domain/settlement", "downward only"},
		{"domain/audit", "songbai/domain/claim", "audit stands alone"},
		{"domain/policy", "songbai/domain/ledger", "a decision moves no money"},
		{"domain/money", "os", "no disk"},
		{"domain/money", "net/http", "no network"},
		{"domain/policy", "math/rand/v2", "no chance"},
		{"domain/gossip", "songbai/domain/money", "a noun without a place"},
		{"store", "songbai/office", "nothing calls back up"},
		{"office", "songbai/door/web", "nothing calls back up"},
		{"office", "net/http", "the door speaks HTTP"},
		{"door/web", "songbai/store", "pages ask the office"},
		{"door/cli", "songbai/outside/bank", "commands ask the office"},
		{"door/api", "database/sql", "no rows at the door"},
		{"verify", "songbai/domain/money", "the checker shares nothing"},
		{"verify", "songbai/store", "the checker shares nothing"},
		{"print", "songbai/store", "values in, bytes out"},
		{"office", "songbai/policies", "main alone knows the shipped packs"},
		{"cmd/songbai-verify", "songbai/store", "the checker shares nothing"},
	} {
		if importFault(c.from, c.to) == "" {
			t.Errorf("%s may import %s, though: %s", c.from, c.to, c.because)
		}
	}
	for _, c := range [][2]string{
		{".", "songbai/policies"}, {"door/web", "songbai/office"}, {"office", "songbai/store"},
		{"domain/payment", "songbai/domain/settlement"}, {"print", "songbai/domain/money"}, {"store", "database/sql"},
	} {
		if fault := importFault(c[0], c[1]); fault != "" {
			t.Errorf("%s may not import %s: %s", c[0], c[1], fault)
		}
	}
}

func TestDomainAsksNoClock(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		if s.test || s.room() != "domain" {
			continue
		}
		name := importedAs(s.file, "time")
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && name != "" && x.Name == name && slices.Contains(clock, sel.Sel.Name) {
				t.Errorf("%s: domain is told the time, it does not ask time.%s", fset.Position(sel.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
}

// importedAs answers the name by which a file calls a package, "" when it does
// not import it.
func importedAs(file *ast.File, pkg string) string {
	for _, spec := range file.Imports {
		if p, _ := strconv.Unquote(spec.Path.Value); p == pkg {
			if spec.Name != nil {
				return spec.Name.Name
			}
			return path.Base(pkg)
		}
	}
	return ""
}

func TestNoFloatNearMoney(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		if s.test || !slices.ContainsFunc(exact, func(room string) bool { return s.dir() == room || strings.HasPrefix(s.dir(), room+"/") }) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "float64" || n.Name == "float32" {
					t.Errorf("%s: %s in a room that keeps money", fset.Position(n.Pos()), n.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT && strings.Contains(n.Value, ".") { // 1e13 is a whole number
					t.Errorf("%s: the float %s in a room that keeps money", fset.Position(n.Pos()), n.Value)
				}
			}
			return true
		})
	}
}
