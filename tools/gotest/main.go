// Command gotest runs `go test -json` with the arguments it is given, prints
// what a person reads and counts what a machine reads.
//
// It owns the count of tests: every test and subtest that ran, was skipped or
// failed, and every package that failed without naming a test. It never
// decides which tests run and never hides a failure.
//
// Always true: the exit code is 0 only when `go test` answered 0, nothing
// failed and no top-level test was skipped (a skipped test proves nothing).
//
//	gotest [-counts FILE] [-step NAME] -- go test arguments
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

func main() {
	counts := flag.String("counts", "", "append a line `step passed failed skipped` to this file")
	step := flag.String("step", "tests", "name of the step in the counts file")
	flag.Parse()
	os.Exit(run(*counts, *step, flag.Args()))
}

// run answers the exit code.
func run(countsFile, step string, args []string) int {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		return 2
	}
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		return 2
	}
	t := newTally(os.Stdout)
	readErr := t.read(out)
	runErr := cmd.Wait()
	if runErr != nil && t.failed == 0 {
		t.failed++ // go test refused before any test could be named
	}
	fmt.Printf("%s: %s\n", step, t)
	if err := appendLine(countsFile, fmt.Sprintf("%s %d %d %d\n", step, t.passed, t.failed, t.skipped)); err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		return 2
	}
	for _, name := range t.skips {
		fmt.Printf("skipped, which counts as not passed: %s\n", name)
	}
	if readErr != nil {
		fmt.Fprintln(os.Stderr, "gotest:", readErr)
		return 2
	}
	if runErr != nil || t.failed > 0 || len(t.skips) > 0 {
		return 1
	}
	return 0
}

// appendLine adds one line to a file; an empty name means nobody asked.
func appendLine(file, line string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(line); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// event is one line of `go test -json`.
type event struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Output      string
	FailedBuild string
}

// tally counts events and keeps the output of tests until it knows whether
// somebody needs to read it.
type tally struct {
	out                     io.Writer
	passed, failed, skipped int
	skips                   []string
	said                    map[string][]string // package or package+test → its output so far
	blamed                  map[string]bool     // packages of which a test has failed
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, said: map[string][]string{}, blamed: map[string]bool{}}
}

// String is the line a summary is read from.
func (t *tally) String() string {
	s := fmt.Sprintf("%d passed, %d failed", t.passed, t.failed)
	if t.skipped > 0 {
		s += fmt.Sprintf(", %d skipped", t.skipped)
	}
	return s
}

// read takes events until the stream ends. A line that is no event (the go
// command sometimes speaks plainly) is printed as it is.
func (t *tally) read(r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil || e.Action == "" {
				fmt.Fprint(t.out, string(line))
			} else {
				t.take(e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// take counts one event.
func (t *tally) take(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "output":
		if e.Test == "" && !noise(e.Output) {
			fmt.Fprint(t.out, e.Output)
		} else {
			t.said[key] = append(t.said[key], e.Output)
		}
	case "pass":
		if e.Test != "" {
			t.passed++
		}
		delete(t.said, key)
	case "skip":
		if e.Test != "" {
			t.skip(e)
		}
		delete(t.said, key)
	case "fail":
		t.fail(e, key)
	}
}

// skip remembers a skipped test by name; a skipped corpus entry of a fuzz
// target or a skipped subtest is only counted.
func (t *tally) skip(e event) {
	t.skipped++
	if !strings.Contains(e.Test, "/") {
		t.skips = append(t.skips, e.Package+" "+e.Test)
	}
}

// fail counts a failed test, or a package that failed without one.
func (t *tally) fail(e event, key string) {
	for _, s := range t.said[key] {
		fmt.Fprint(t.out, s)
	}
	delete(t.said, key)
	if e.Test != "" {
		t.failed++
		t.blamed[e.Package] = true
		return
	}
	if !t.blamed[e.Package] {
		t.failed++
	}
}

// noise is what a package says about itself when all is well and nobody
// learns from it.
func noise(s string) bool {
	return s == "PASS\n" || s == "FAIL\n" || strings.Contains(s, "[no test files]") ||
		strings.HasSuffix(s, "[no tests to run]\n") && strings.HasPrefix(s, "testing: warning")
}
