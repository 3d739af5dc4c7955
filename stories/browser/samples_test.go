package browser

import (
	"bytes"
	"flag"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"songbai/door/web"
	"songbai/door/web/assets"
	"songbai/door/web/ui"
)

var (
	look = flag.String("look", "", "take a picture of every sample page, at both sizes, into this folder")
	only = flag.String("only", "", "hold only the sample pages whose name begins with one of these, separated by commas")
)

// wanted tells whether a sample is to be held.
func wanted(name string) bool {
	for _, x := range strings.Split(*only, ",") {
		if strings.HasPrefix(name, x) {
			return true
		}
	}
	return false
}

// TestBrowserEverySamplePageIsAccessible holds every sample page at both sizes.
func TestBrowserEverySamplePageIsAccessible(t *testing.T) {
	site := web.New(nil, web.Options{})
	mux := http.NewServeMux()
	mux.Handle("GET /static/", assets.Handler())
	mux.HandleFunc("GET /sample/{name}", func(w http.ResponseWriter, r *http.Request) {
		for _, s := range site.Samples() {
			if s.Name != r.PathValue("name") {
				continue
			}
			var b bytes.Buffer
			if err := ui.Render(r.Context(), &b, s.Page, s.Body); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(b.Bytes())
			return
		}
		http.NotFound(w, r)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	p := &place{url: server.URL}
	for _, d := range []device{phone, desktop, zoomed, narrow} {
		x := p.open(t, d)
		for _, s := range site.Samples() {
			if !wanted(s.Name) {
				continue
			}
			x.goTo("/sample/" + s.Name)
			if strings.Contains(x.text(), "404") {
				t.Errorf("%s is not served", s.Name)
			}
			if *look != "" && d.scripts {
				x.shot(filepath.Join(*look, s.Name+"-"+d.name+".png"))
			}
			x.look(true)
		}
	}
}
