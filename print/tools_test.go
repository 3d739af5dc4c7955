package print

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"songbai/domain/problem"
)

type paper interface{ PDF() ([]byte, error) }

func pdf(t *testing.T, v paper) []byte {
	t.Helper()
	b, err := v.PDF()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// tool runs a program over the bytes of a PDF. A missing program fails the
// test: install poppler-utils and qpdf.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s (install poppler-utils and qpdf): %v\n%s%s", name, err, out.String(), errs.String())
	}
	return out.String()
}

// pages gives the text of each page, in the order in which it was drawn.
func pages(t *testing.T, pdf []byte) []string {
	t.Helper()
	text := tool(t, pdf, "pdftotext", "-raw", "FILE", "-")
	return strings.Split(strings.TrimSuffix(text, "\f"), "\f")
}

// squeeze drops white space, so that broken lines compare whole.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func wantText(t *testing.T, text string, wants ...string) {
	t.Helper()
	text = squeeze(text)
	for _, w := range wants {
		if !strings.Contains(text, squeeze(w)) {
			t.Errorf("the paper does not say %q", w)
		}
	}
}

// wantProblem asks for one problem of a list: its code and field.
func wantProblem(t *testing.T, err error, code, field string) {
	t.Helper()
	list, ok := err.(problem.List)
	if p, one := err.(*problem.Problem); one {
		list, ok = problem.List{p}, true
	}
	if !ok {
		t.Fatalf("got %v, want a problem %s", err, code)
	}
	for _, p := range list {
		if p.Code == code && p.Field == field {
			return
		}
	}
	t.Errorf("no %s at %q in %v", code, field, err)
}
