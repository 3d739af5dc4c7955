package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// eyes measures what axe-core leaves open: every text against what is behind it,
// large type and pictures too, and what is cut, covered or outside the screen.
//
//go:embed testdata/eyes.js
var eyes string

var (
	held   = map[string]bool{}
	heldMu sync.Mutex
	axe    = sync.OnceValues(func() (string, error) {
		b, err := os.ReadFile(fromRoot("build/_web/node_modules/axe-core/axe.min.js"))
		return string(b), err
	})
)

// violation is what axe-core says is wrong.
type violation struct {
	ID    string
	Help  string
	Nodes []struct {
		HTML string
		Why  string `json:"failureSummary"`
	}
}

// hold holds the page that stands there, once for each title, fault and device:
// against the rules of accessibility where scripts run, and against the eyes.
func (x *tab) hold() {
	x.t.Helper()
	key := x.device.name + eval[string](x, `document.title+"|"+[...document.querySelectorAll("h1,h2,legend,.govuk-tag")].map(e=>e.textContent).join("|")`)
	heldMu.Lock()
	done := held[key]
	held[key] = true
	heldMu.Unlock()
	if done {
		return
	}
	x.look(false)
	if x.device.scripts {
		x.obeys()
	}
}

// look fails the story when the eyes see something wrong.
func (x *tab) look(all bool) {
	x.t.Helper()
	if out := x.wrong(all); len(out) > 0 {
		x.t.Errorf("%s: %s\n  %s", x.device.name, eval[string](x, `location.pathname+" "+document.title`), strings.Join(out, "\n  "))
	}
}

// wrong tells what no eye can read, what stands where it should not and what no key
// reaches; with all, also in what is folded or waits for its moment, which leaves
// the page changed.
func (x *tab) wrong(all bool) []string {
	x.t.Helper()
	return eval[[]string](x, `(()=>{if(!window.songbaiEyes){`+eyes+`}return songbaiEyes.wrong(`+fmt.Sprint(x.device.width, ",", all)+`)})()`)
}

// obeys runs axe-core on the page.
func (x *tab) obeys() {
	x.t.Helper()
	source, err := axe()
	if err != nil {
		x.t.Fatalf("axe-core is missing (make assets brings it): %v", err)
	}
	if !eval[bool](x, `"axe" in window`) {
		x.do(chromedp.Evaluate[chromedp.Void](source))
	}
	text := eval[string](x, `axe.run(document,{runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"],resultTypes:["violations"]}).then(r=>JSON.stringify(r.violations.map(v=>({ID:v.id,Help:v.help,Nodes:v.nodes.map(n=>({HTML:n.html,failureSummary:n.failureSummary}))}))))`)
	var found []violation
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		x.t.Fatal(err)
	}
	for _, v := range found {
		var where strings.Builder
		for _, n := range v.Nodes {
			fmt.Fprintf(&where, "\n  %s\n    %s", n.HTML, n.Why)
		}
		x.t.Errorf("%s: %s: %s%s\n%s", x.device.name, v.ID, v.Help, where.String(), x.where())
	}
}
