// Package stories owns the workflows of the plan told from outside: scripts under
// testdata in which each party works with the built program and nothing else.
//
// A story never calls a function of the house; it reads what the program prints.
// Always true: every script starts in a fresh folder with a sample county (folder
// d: offices, people, rules and budgets, no claims) and the sample forms of
// testdata/forms, and scripts run beside each other.
//
// What a script may say, besides the commands of testscript:
//
//	songbai ARG…                    the program, as it is typed; ! wants it to fail
//	as LOGIN ARG…                   songbai --data d --as LOGIN --now $day --json ARG…
//	$home, $packs                   number of the county's home; folder of the shipped packs
//	day 2026-03-05                  the day of every `as` from here on
//	exit N                          exit code of the program just run
//	refused CODE [CLAUSE|FIELD]     the program just run said no with this code
//	json FILE PATH VALUE            value in JSON (FILE may be stdout); ! wants another
//	keep NAME FILE PATH             sets $NAME from JSON
//	vary FROM TO CHANGE…            writes JSON anew: PATH=TEXT, PATH:=JSON, PATH= takes away
//	accept NAME FORM                the desk's acts on a waiver from draft to accepted; sets $NAME
//	complete NAME FORM [SERVICES]   all acts from draft to completed (reimbursement: determined); sets $NAME
//	settle LIST [UNTIL]             passes, seals, examines, approves, orders, pays; sets $list, $order
//	bank FILE RESULT [V=STATUS…]    the bank's answer to a bank file: 成功, or what V (a line, from 1) says
//	sql FILE STATEMENT              works on the rows by hand; a query prints its rows
//	sql-drop-guards FILE            takes the guards (triggers) away first
//	gb18030 FROM TO, damage FROM TO N, sha256 FILE HEX   bytes of the bank's files (see bytes_test.go)
//	adds FILE A = B - C             an identity between numbers of a JSON file
//	finished                        a fresh copy of a month that ran by itself, in folder m
//	edit FILE                       the same, its rows edited by hand; sets $row (see tamper_test.go)
//
// PATH is members and positions joined by points (lines.0.item); [name=value]
// picks the element of an array, len is its length.
package stories

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// built is where TestMain puts the program and the sample county; home is the
// number of the county's funeral home.
var built, home string

func TestMain(m *testing.M) { os.Exit(prepared(m)) }

// prepared builds the program and the county once, runs the tests, and cleans up.
func prepared(m *testing.M) int {
	dir, err := os.MkdirTemp("", "songbai-stories")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	built = dir
	for _, line := range [][]string{
		{"go", "build", "-o", filepath.Join(dir, "songbai"), "songbai"},
		{"go", "build", "-o", filepath.Join(dir, "songbai-verify"), "songbai/cmd/songbai-verify"},
		{filepath.Join(dir, "songbai"), "demo", "county", "--data", filepath.Join(dir, "county"), "--claims", "0", "--no-serve", "--now", "2026-01-05"},
	} {
		if out, err := exec.Command(line[0], line[1:]...).CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n%s", strings.Join(line, " "), err, out)
			return 1
		}
	}
	if err := findHome(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// findHome reads the number of the county's home from the program.
func findHome() error {
	out, err := exec.Command(filepath.Join(built, "songbai"), "--data", filepath.Join(built, "county"), "--as", "manager1", "--json", "admin", "offices").Output()
	if err != nil {
		return err
	}
	var offices any
	if err := decode(string(out), &offices); err != nil {
		return err
	}
	got, err := at(offices, "[kind=home].home")
	home = shown(got)
	return err
}

func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Setup: county,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"songbai": songbai, "as": as, "day": setDay, "exit": wantExit, "refused": wantRefused,
			"json": wantJSON, "keep": keep, "vary": vary, "accept": accept, "complete": complete, "settle": settle, "bank": bank,
			"sql": sqlEdit, "sql-drop-guards": sqlDropGuards, "finished": finished, "edit": edit, "gb18030": toGB18030, "damage": damage, "sha256": hasSHA256, "adds": adds,
		},
		RequireUniqueNames: true,
	})
}

// county gives a script its own copy of the sample county and of the forms.
func county(e *testscript.Env) error {
	e.Setenv("PATH", built+string(filepath.ListSeparator)+e.Getenv("PATH"))
	e.Setenv("day", "2026-03-05")
	e.Setenv("home", home)
	packs, err := filepath.Abs("../policies")
	if err != nil {
		return err
	}
	e.Setenv("packs", packs)
	if err := os.CopyFS(filepath.Join(e.WorkDir, "d"), os.DirFS(filepath.Join(built, "county"))); err != nil {
		return err
	}
	forms, err := filepath.Glob("testdata/forms/*.json")
	if err != nil {
		return err
	}
	for _, f := range forms {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		to := filepath.Join(e.WorkDir, filepath.Base(f))
		if _, err := os.Stat(to); err == nil {
			continue // the story brought its own
		}
		if err := os.WriteFile(to, b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// songbai runs the program as it is typed and remembers its exit code.
func songbai(ts *testscript.TestScript, neg bool, args []string) {
	err := run(ts, args...)
	if neg && err == nil {
		ts.Fatalf("songbai %s: did it, and should have refused", strings.Join(args, " "))
	}
	if !neg && err != nil {
		ts.Fatalf("songbai %s: %v", strings.Join(args, " "), err)
	}
}

// run runs the program; a refusal is an error.
func run(ts *testscript.TestScript, args ...string) error {
	err := ts.Exec(filepath.Join(built, "songbai"), args...)
	code := 0
	var left *exec.ExitError
	if errors.As(err, &left) {
		code = left.ExitCode()
	} else if err != nil {
		code = -1
	}
	ts.Setenv("code", fmt.Sprint(code))
	return err
}

// acting gives the arguments of a party's command on the day of the story.
func acting(ts *testscript.TestScript, login string, args ...string) []string {
	return append([]string{"--data", "d", "--as", login, "--now", ts.Getenv("day"), "--json"}, args...)
}

func as(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("as LOGIN COMMAND…")
	}
	songbai(ts, neg, acting(ts, args[0], args[1:]...))
}

func setDay(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("day YYYY-MM-DD")
	}
	ts.Setenv("day", args[0])
}

func wantExit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("exit N")
	}
	if got := ts.Getenv("code"); got != args[0] {
		ts.Fatalf("the program left with %s, not %s", got, args[0])
	}
}

// wantRefused looks for one problem among those the program wrote with --json.
func wantRefused(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("refused CODE [CLAUSE|FIELD]")
	}
	for line := range strings.Lines(ts.ReadFile("stderr")) {
		var p struct{ Code, Clause, Field, Zh, En string }
		if decode(line, &p) != nil || p.Code != args[0] {
			continue
		}
		if p.Zh == "" || p.En == "" {
			ts.Fatalf("%s has no words", p.Code)
		}
		if len(args) == 1 || p.Clause == args[1] || p.Field == args[1] {
			return
		}
	}
	ts.Fatalf("no %s among what the program said:\n%s", strings.Join(args, " "), ts.ReadFile("stderr"))
}
