package main_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clauses are those of the reference plan, in its own order.
var clauses = []string{
	"一(首)", "一(一)", "一(二)", "一(三)", "一(四)",
	"二(一)", "二(二)", "二(三)", "二(四)", "二(五)", "二(六)", "二(七)", "二(末)",
	"三(首)", "三(一)", "三(二)", "三(三)", "三(四)", "三(五)", "三(六)", "三(七)",
	"四", "五(一)", "五(二)", "六(一)", "六(二)", "六(三)", "附",
}

// readText answers a file of the repository.
func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := fs.ReadFile(rootFS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rows answers the cells of every table row of a page, without the heads.
func rows(page string) [][]string {
	var all [][]string
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|--") {
			continue
		}
		var cells []string
		for _, cell := range strings.Split(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		all = append(all, cells)
	}
	return all
}

var quoted = regexp.MustCompile("`([^`]+)`")

// places lists what a cell quotes: paths from the root of the repository.
func places(cells ...string) []string {
	var found []string
	for _, cell := range cells {
		for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
			found = append(found, m[1])
		}
	}
	return found
}

// exists says whether a path, with or without a final slash, is in the repository.
func exists(name string) bool {
	_, err := fs.Stat(rootFS(), strings.TrimSuffix(name, "/"))
	return err == nil
}

func TestTheFeatureTableIsWholeAndTrue(t *testing.T) {
	next := 1
	for _, row := range rows(readText(t, "docs/features.md")) {
		if row[0] == "#" {
			continue
		}
		if row[0] != strconv.Itoa(next) || len(row) != 5 {
			t.Fatalf("row %v: want number %d and five cells", row, next)
		}
		next++
		checkState(t, "features.md row "+row[0], row[3], "not yet", places(row[4]))
	}
	if next != 111 {
		t.Errorf("%d rows, want 110", next-1)
	}
}

// checkState refuses an unknown state, a finished row that names nothing, and one
// that names what is not there.
func checkState(t *testing.T, row, state, unfinished string, named []string) {
	t.Helper()
	switch state {
	case unfinished:
	case "done", "part":
		if len(named) == 0 {
			t.Errorf("%s is %s and says nowhere where", row, state)
		}
		for _, name := range named {
			if !exists(name) {
				t.Errorf("%s is %s in %s, which does not exist", row, state, name)
			}
		}
	default:
		t.Errorf("%s: unknown state %q", row, state)
	}
}

func TestTheLawIndexHasEveryClauseOnce(t *testing.T) {
	var got []string
	for _, row := range rows(readText(t, "docs/law/yingde.md")) {
		if row[0] == "clause" {
			continue
		}
		if len(row) != 5 {
			t.Fatalf("row %v: want five cells", row)
		}
		got = append(got, row[0])
		checkState(t, "law index "+row[0], row[4], "planned", places(row[2], row[3]))
	}
	if !slices.Equal(got, clauses) {
		t.Errorf("clauses\n%v, want\n%v", got, clauses)
	}
}

// citation finds a clause with a part, such as 三(七), in a comment or a text.
var citation = regexp.MustCompile(`[一二三四五六七八九十]\([一二三四五六七八九十首末]\)`)

// Other packs have clauses of their own: their citations stand in their folders,
// not in Go, where only the reference plan is cited.
func TestClausesThatTheCodeCitesAreInTheIndex(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if s.test {
			continue
		}
		for _, group := range s.file.Comments {
			for _, cited := range citation.FindAllString(group.Text(), -1) {
				if !slices.Contains(clauses, cited) {
					t.Errorf("%s cites %s, which the plan does not have", s.path, cited)
				}
			}
		}
	}
}

// target finds `word:` at the start of a line of the Makefile.
var target = regexp.MustCompile(`(?m)^([a-z]+):(.*)$`)

func TestEveryMakeTargetSaysWhatItIsFor(t *testing.T) {
	var found []string
	for _, m := range target.FindAllStringSubmatch(readText(t, "Makefile"), -1) {
		found = append(found, m[1])
		if !strings.Contains(m[2], "## ") {
			t.Errorf("make %s has no ## line for make help", m[1])
		}
	}
	for _, wanted := range []string{"help", "build", "demo", "test", "look", "bench", "fuzz", "night", "verify", "release"} {
		if !slices.Contains(found, wanted) {
			t.Errorf("make %s is missing", wanted)
		}
	}
}

func TestReadmesGiveTheTwoCommands(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		page := readText(t, name)
		var commands []string
		for line := range strings.Lines(page) {
			if strings.HasPrefix(line, "make ") {
				command, _, _ := strings.Cut(line, "#")
				commands = append(commands, strings.TrimSpace(command))
			}
		}
		if !slices.Equal(commands, []string{"make demo", "make test"}) {
			t.Errorf("%s sets up with %v, want make demo and make test", name, commands)
		}
		for _, link := range links.FindAllStringSubmatch(page, -1) {
			if !strings.Contains(link[1], ":") && !exists(link[1]) {
				t.Errorf("%s links to %s, which does not exist", name, link[1])
			}
		}
	}
}

var links = regexp.MustCompile(`\]\(([^)#]+)[^)]*\)`)

// A module that our code or our tests import is one that somebody decided for.
func TestEveryDependencyHasALine(t *testing.T) {
	decisions := readText(t, "docs/decisions.md")
	var modules []string
	for line := range strings.Lines(readText(t, "go.mod")) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "require ")
		if name, version, ok := strings.Cut(line, " "); ok && strings.HasPrefix(version, "v") {
			modules = append(modules, name)
		}
	}
	asked := map[string]string{} // module → a file that imports it
	_, all := sources(t)
	for _, s := range all {
		for _, spec := range s.file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			for _, m := range modules {
				if imported == m || strings.HasPrefix(imported, m+"/") {
					asked[m] = s.path
				}
			}
		}
	}
	for m, file := range asked {
		if !strings.Contains(decisions, "`"+m+"`") {
			t.Errorf("docs/decisions.md has no line on %s, which %s imports", m, file)
		}
	}
}

func TestFontsThatAreSetUpAreTheOnesThatPrint(t *testing.T) {
	if !exists("print/font.go") {
		return
	}
	printed := readText(t, "print/font.go")
	for _, m := range regexp.MustCompile(`(?m)^(?:noto|hana)=print/fonts/(\S+)$`).FindAllStringSubmatch(readText(t, "setup/fonts"), -1) {
		if !strings.Contains(printed, m[1]) {
			t.Errorf("setup/fonts makes %s, which print/font.go does not read", m[1])
		}
	}
}
