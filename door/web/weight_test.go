package web_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"songbai/door/web"
	"songbai/door/web/assets"
)

// What a family's phone has to load: at the first page everything, later the page
// alone (styles and scripts are kept by the browser).
const (
	firstLoad = 120 << 10
	laterLoad = 25 << 10
)

// TestFamilyPagesAreLight weighs every sample of the family's pages as sent over
// the wire, with every style and script it names.
func TestFamilyPagesAreLight(t *testing.T) {
	weighed := 0
	for _, s := range web.New(nil, web.Options{}).Samples() {
		if !s.Page.Family {
			continue
		}
		weighed++
		text := render(t, s)
		page := packed(t, []byte(text))
		if page > laterLoad {
			t.Errorf("%s: the page alone is %d bytes over the wire, more than %d", s.Name, page, laterLoad)
		}
		whole := page
		for _, name := range assets.Names() {
			if strings.Contains(text, `"`+assets.Address(name)+`"`) {
				whole += packed(t, assets.Bytes(name))
			}
		}
		if whole > firstLoad {
			t.Errorf("%s: the first load is %d bytes over the wire, more than %d", s.Name, whole, firstLoad)
		}
	}
	if weighed == 0 {
		t.Error("no family page was weighed")
	}
}

func packed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
