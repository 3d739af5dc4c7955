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
	"songbai/door/web/site"
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

// seen are the ways in which every sample page is looked at. At 200 % a desk has
// 640 points and a phone 195; at 400 % a desk has 320. English words are longer.
var seen = []struct {
	device device
	lang   ui.Lang
	rules  bool // axe-core's as well
}{
	{phone, ui.Zh, true},
	{desktop, ui.Zh, true},
	{zoomed, ui.Zh, false},
	{zoomedPhone, ui.Zh, false},
	{narrow, ui.Zh, false},
	{phone, ui.En, false},
	{zoomed, ui.En, false},
}

// TestBrowserEverySamplePageIsAccessible holds every sample page at each size.
func TestBrowserEverySamplePageIsAccessible(t *testing.T) {
	pages := web.New(nil, web.Options{})
	for _, s := range seen {
		t.Run(strings.ReplaceAll(s.device.name, " ", "_")+"_"+string(s.lang), func(t *testing.T) {
			t.Parallel()
			samples := pages.SamplesIn(s.lang)
			server := httptest.NewServer(served(samples))
			defer server.Close()
			x := (&place{url: server.URL}).open(t, s.device)
			for _, page := range samples {
				if !wanted(page.Name) {
					continue
				}
				x.becomes("/sample/" + page.Name)
				if s.rules {
					x.obeys()
				}
				if *look != "" && s.rules {
					x.shot(filepath.Join(*look, page.Name+"-"+s.device.name+".png"))
				}
				x.look(true)
			}
		})
	}
}

// becomes writes a page into the window, where axe-core stays warm, instead of going
// there; without scripts only going there works.
func (x *tab) becomes(path string) {
	x.t.Helper()
	if !x.device.scripts || !eval[bool](x, `location.protocol==="http:"`) {
		x.navigate(path)
		return
	}
	eval[bool](x, `fetch(`+quoted(path)+`).then(r=>{if(!r.ok)throw new Error(r.status);return r.text()}).then(text=>new Promise(done=>{history.replaceState(null,"",`+quoted(path)+`);document.open();window.addEventListener("load",()=>done(true));document.write(text);document.close()}))`)
}

// served gives the sample pages at /sample/NAME.
func served(samples []site.Sample) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", assets.Handler())
	for _, s := range samples {
		mux.HandleFunc("GET /sample/"+s.Name, func(w http.ResponseWriter, r *http.Request) {
			var b bytes.Buffer
			if err := ui.Render(r.Context(), &b, s.Page, s.Body); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(b.Bytes())
		})
	}
	return mux
}
