package claim

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write the tables of docs/claim.md")

const tablesBelow = "do not edit below this line.\n\n"

func TestPageHasTheTables(t *testing.T) {
	const file = "../../docs/claim.md"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, tables, found := strings.Cut(string(page), tablesBelow)
	if !found {
		t.Fatalf("docs/claim.md lost the line %q", strings.TrimSpace(tablesBelow))
	}
	if *write {
		tables = Table()
		if err := os.WriteFile(file, []byte(text+tablesBelow+tables), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if tables != Table() {
		t.Error("docs/claim.md differs from the table; run go test ./domain/claim -run Page -write")
	}
	for _, r := range routeNames {
		if !strings.Contains(text, "`"+string(r.route)+"` "+r.zh) {
			t.Errorf("the page does not tell of %s", r.route)
		}
	}
}

func TestTableShowsEveryMove(t *testing.T) {
	text := Table()
	want := 0
	for _, s := range everyState() {
		want += strings.Count(moveRows(s), "\n")
	}
	if got := strings.Count(text, "| `"); got < want+len(States()) {
		t.Errorf("%d rows, want %d moves and %d states", got, want, len(States()))
	}
	for _, m := range Moves() {
		section := text[strings.Index(text, "From `"+orNothing(m.From)+"`"):]
		if !strings.Contains(section, "| `"+string(m.Act)+"` ") || !strings.Contains(section, kinds(m.By)) {
			t.Errorf("%s from %s is not printed", m.Act, m.From)
		}
	}
}

// orNothing names the state before the first draft.
func orNothing(s State) string {
	if s == None {
		return "(nothing)"
	}
	return string(s)
}
