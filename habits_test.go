package main_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// rootFS is the repository: go test runs this package's tests in its folder.
func rootFS() fs.FS { return os.DirFS(".") }

const (
	longestFile    = 400 // lines of a file that people write
	longestPage    = 300 // lines of a template
	longFunction   = 45  // lines that at most one function in twenty passes
	mostInterfaces = 10  // in the whole house; a seam is made when a second maker exists
)

func TestEveryPackageHasOneSign(t *testing.T) {
	_, all := sources(t)
	signs := map[string][]string{}
	for _, s := range all {
		if s.test || s.generated {
			continue
		}
		if _, seen := signs[s.dir()]; !seen {
			signs[s.dir()] = nil
		}
		if s.file.Doc == nil || strings.TrimSpace(s.file.Doc.Text()) == "" {
			continue
		}
		signs[s.dir()] = append(signs[s.dir()], s.path)
		begins := "Package " + s.file.Name.Name + " "
		if s.file.Name.Name == "main" {
			begins = "Command " + commandName(s.dir()) + " "
		}
		if !strings.HasPrefix(s.file.Doc.Text(), begins) {
			t.Errorf("%s: the sign begins with %q", s.path, begins)
		}
	}
	for dir, files := range signs {
		switch len(files) {
		case 1:
		case 0:
			t.Errorf("%s has no sign: say in a package comment what it owns, what it never does and what is always true", dir)
		default:
			t.Errorf("%s has more than one sign: %v", dir, files)
		}
	}
}

// commandName is the name of the program a folder is built into.
func commandName(dir string) string {
	if dir == "." {
		return module
	}
	return path.Base(dir)
}

func TestNamesSayWhatBelongsInside(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		for _, step := range strings.Split(s.dir(), "/") {
			if slices.Contains(emptyNames, step) {
				t.Errorf("%s: nobody can say what does not belong in %q", s.path, step)
			}
		}
		if slices.Contains(emptyNames, s.file.Name.Name) || slices.Contains(emptyNames, strings.TrimSuffix(path.Base(s.path), ".go")) {
			t.Errorf("%s: the name is empty", s.path)
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if !s.test && !s.generated && s.lines > longestFile {
			t.Errorf("%s has %d lines, more than %d: one story a file", s.path, s.lines, longestFile)
		}
	}
	eachFile(t, func(name string, read func() []byte) {
		if !strings.HasSuffix(name, ".templ") {
			return
		}
		if n := strings.Count(string(read()), "\n"); n > longestPage {
			t.Errorf("%s has %d lines, more than %d: split it by pages", name, n, longestPage)
		}
	})
}

func TestFunctionsAreShort(t *testing.T) {
	fset, all := sources(t)
	var lengths []int
	for _, s := range all {
		if s.test || s.generated {
			continue
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				lengths = append(lengths, fset.Position(f.Body.End()).Line-fset.Position(f.Pos()).Line+1)
			}
		}
	}
	if len(lengths) == 0 {
		t.Fatal("no function was found: the test looks in the wrong place")
	}
	slices.Sort(lengths)
	if p95 := lengths[len(lengths)*95/100]; p95 > longFunction {
		t.Errorf("one function in twenty is longer than %d lines (limit %d)", p95, longFunction)
	}
}

func TestInterfacesAreFew(t *testing.T) {
	fset, all := sources(t)
	var found []string
	for _, s := range all {
		if s.test || s.generated {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if i, ok := spec.Type.(*ast.InterfaceType); ok && hasMethod(i) {
				found = append(found, fset.Position(spec.Pos()).String()+" "+spec.Name.Name)
			}
			return true
		})
	}
	if len(found) >= mostInterfaces {
		t.Errorf("%d interfaces, fewer than %d are wanted:\n%s", len(found), mostInterfaces, strings.Join(found, "\n"))
	}
}

// hasMethod tells an interface of behaviour from a constraint on types.
func hasMethod(i *ast.InterfaceType) bool {
	return slices.ContainsFunc(i.Methods.List, func(f *ast.Field) bool {
		_, method := f.Type.(*ast.FuncType)
		return method
	})
}

func TestExportedNamesAreDocumented(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		if s.test || s.generated {
			continue
		}
		for _, name := range undocumented(s.file) {
			t.Errorf("%s: %s has no comment: say its shape, unit, errors or clause", fset.Position(name.Pos()), name.Name)
		}
	}
}

// wellKnown are methods that every reader of Go knows.
var wellKnown = []string{"String", "Error", "Unwrap"}

// undocumented lists the exported names of a file that no comment explains. A
// comment on a group of constants or variables speaks for all of them; so does
// the comment of the type whose values the group lists.
func undocumented(file *ast.File) []*ast.Ident {
	var bare []*ast.Ident
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !(d.Recv != nil && slices.Contains(wellKnown, d.Name.Name)) {
				bare = append(bare, d.Name)
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT || listsValues(d) || d.Doc != nil && (d.Tok != token.TYPE || len(d.Specs) == 1) {
				continue
			}
			for _, spec := range d.Specs {
				bare = append(bare, undocumentedSpec(spec)...)
			}
		}
	}
	return bare
}

// listsValues says whether a group is the list of one type's values.
func listsValues(d *ast.GenDecl) bool {
	if d.Tok != token.CONST || len(d.Specs) < 2 {
		return false
	}
	first, ok := d.Specs[0].(*ast.ValueSpec)
	return ok && first.Type != nil
}

// undocumentedSpec lists the exported names of one line of a group.
func undocumentedSpec(spec ast.Spec) []*ast.Ident {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Name.IsExported() && spec.Doc == nil && spec.Comment == nil {
			return []*ast.Ident{spec.Name}
		}
	case *ast.ValueSpec:
		if spec.Doc == nil && spec.Comment == nil {
			return slices.DeleteFunc(slices.Clone(spec.Names), func(n *ast.Ident) bool { return !n.IsExported() })
		}
	}
	return nil
}

// exportedReceiver says whether others can call a function: it has no receiver,
// or one whose type they can name.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return true
	}
	typ := f.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		default:
			return false
		}
	}
}
