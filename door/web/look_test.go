package web_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/door/web"
	"songbai/door/web/assets"
	"songbai/door/web/site"
	"songbai/door/web/ui"
)

var (
	look   = flag.String("look", "", "write the pages into this folder")
	update = flag.Bool("update", false, "keep the pages as they are now as the golden ones")
)

const golden = "testdata/golden"

// render writes a sample with the names of styles and scripts in place of their
// addresses, which change with every change of a style.
func render(t *testing.T, s site.Sample) string {
	t.Helper()
	var b bytes.Buffer
	if err := ui.Render(context.Background(), &b, s.Page, s.Body); err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	text := b.String()
	for _, name := range assets.Names() {
		text = strings.ReplaceAll(text, assets.Address(name), name)
	}
	return text
}

// TestLookWritesEveryPage writes every sample page into the folder given, with
// styles and scripts beside them, and otherwise sees that each renders.
func TestLookWritesEveryPage(t *testing.T) {
	samples := web.New(nil, web.Options{}).Samples()
	if len(samples) == 0 {
		t.Fatal("there are no samples")
	}
	names := map[string]bool{}
	for _, s := range samples {
		if names[s.Name] || s.Name == "" {
			t.Errorf("the name %q stands twice", s.Name)
		}
		names[s.Name] = true
		text := render(t, s)
		if *look == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(*look, s.Name+".html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if *look == "" {
		return
	}
	for _, name := range assets.Names() {
		if err := os.WriteFile(filepath.Join(*look, name), assets.Bytes(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPagesAreTheGoldenOnes holds every sample against the kept page; -update
// keeps what is there now.
func TestPagesAreTheGoldenOnes(t *testing.T) {
	kept := map[string]bool{}
	for _, s := range web.New(nil, web.Options{}).Samples() {
		file := filepath.Join(golden, s.Name+".html")
		kept[file] = true
		text := render(t, s)
		if *update {
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("%s: no golden page; look at it, then go test ./door/web -run Golden -update", s.Name)
			continue
		}
		if text != string(want) {
			t.Errorf("%s is not the golden page any more: look at it, then go test ./door/web -run Golden -update", s.Name)
		}
	}
	old, err := filepath.Glob(filepath.Join(golden, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range old {
		if kept[file] {
			continue
		}
		if *update {
			_ = os.Remove(file)
			continue
		}
		t.Errorf("%s has no sample any more", file)
	}
}
