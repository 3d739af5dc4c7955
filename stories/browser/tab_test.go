package browser

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"songbai/door/demo"
)

// device is what somebody sits before.
type device struct {
	name          string
	width, height int64
	scripts       bool
}

var (
	phone        = device{"phone", 390, 844, true}
	desktop      = device{"desktop", 1280, 900, true}
	plainPhone   = device{"phone without scripts", 390, 844, false}
	plainDesktop = device{"desktop without scripts", 1280, 900, false}
	zoomed       = device{"desktop at 200 %", 640, 450, true}
	zoomedPhone  = device{"phone at 200 %", 195, 422, true}
	narrow       = device{"desktop at 400 %", 320, 256, false}
)

// tab is a person at a page.
type tab struct {
	t      *testing.T
	p      *place
	ctx    context.Context
	device device
}

// open gives a fresh browser window, with cookies of its own, on a device.
func (p *place) open(t *testing.T, d device) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(startBrowser(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as this context
		t.Fatal(err)
	}
	x := &tab{t, p, ctx, d}
	size := []chromedp.EmulateViewportOption{}
	if d.width < 600 {
		size = append(size, chromedp.EmulateMobile)
	}
	x.do(chromedp.EmulateViewport(d.width, d.height, size...))
	if d.scripts {
		x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: drawn})
			return err
		}))
	} else {
		x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return err
		}))
	}
	return x
}

// drawn keeps what a page writes on a canvas, with its colour, for the eyes.
const drawn = `window.songbaiDrawn=[];const fillText=CanvasRenderingContext2D.prototype.fillText;` +
	`CanvasRenderingContext2D.prototype.fillText=function(text,...at){songbaiDrawn.push({canvas:this.canvas,text,fill:this.fillStyle,alpha:this.globalAlpha});return fillText.call(this,text,...at)}`

// do runs steps and fails the story when one does not end.
func (x *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		x.t.Fatalf("%s: %v\n%s", x.device.name, err, x.where())
	}
}

// eval runs an expression in the page.
func eval[T any](x *tab, js string) T {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, 30*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		x.t.Fatalf("%s: %v in %s\n%s", x.device.name, err, js, x.where())
	}
	return v
}

// where tells on which page the story stands, for messages.
func (x *tab) where() string {
	ctx, cancel := context.WithTimeout(x.ctx, 5*time.Second)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname+"\n"+(document.querySelector("main")||document.body).innerText.slice(0,1500)`))
	return text
}

// goTo opens a page by its address.
func (x *tab) goTo(path string) {
	x.t.Helper()
	x.navigate(path)
	x.hold()
}

func (x *tab) navigate(path string) {
	x.t.Helper()
	x.do(chromedp.Navigate(x.p.url + path))
}

// signIn signs in as a sample account.
func (x *tab) signIn(login string) {
	x.t.Helper()
	x.goTo("/sign-in")
	x.fill("login", login)
	x.fill("password", demo.Password)
	x.press("登录")
}

func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }

// field is the expression of a field that can be filled in.
func field(name string) string {
	return `[...document.getElementsByName(` + quoted(name) + `)].filter(e=>e.type!="hidden")[0]`
}

// fill types a value into a field, or chooses it in a select.
func (x *tab) fill(name, value string) {
	x.t.Helper()
	kind := eval[string](x, `(()=>{const e=`+field(name)+`;return e?e.tagName:""})()`)
	switch kind {
	case "":
		x.t.Fatalf("%s: no field %q\n%s", x.device.name, name, x.where())
	case "SELECT":
		if !eval[bool](x, `(()=>{const e=`+field(name)+`;e.value=`+quoted(value)+`;e.dispatchEvent(new Event("change",{bubbles:true}));return e.value===`+quoted(value)+`})()`) {
			x.t.Fatalf("%s: %q cannot be chosen in %q\n%s", x.device.name, value, name, x.where())
		}
	default:
		eval[bool](x, `(()=>{const e=`+field(name)+`;e.value="";e.focus();return true})()`)
		if value != "" {
			x.do(chromedp.SendKeys(chromedp.JSPath(field(name)), value))
		}
	}
}

// day fills the three fields of a date written YYYY-MM-DD.
func (x *tab) day(name, value string) {
	x.t.Helper()
	p := strings.Split(value, "-")
	x.fill(name+".y", p[0])
	x.fill(name+".m", strings.TrimLeft(p[1], "0"))
	x.fill(name+".d", strings.TrimLeft(p[2], "0"))
}

// choose marks a radio or a checkbox by its value.
func (x *tab) choose(name, value string) {
	x.t.Helper()
	e := `[...document.getElementsByName(` + quoted(name) + `)].find(e=>e.value===` + quoted(value) + `)`
	if !eval[bool](x, `(()=>{const e=`+e+`;if(!e)return false;if(!e.checked)e.click();return e.checked})()`) {
		x.t.Fatalf("%s: %q cannot be chosen in %q\n%s", x.device.name, value, name, x.where())
	}
}

// attach puts files into a file field.
func (x *tab) attach(name string, files ...string) {
	x.t.Helper()
	x.do(chromedp.SetUploadFiles(chromedp.JSPath(field(name)), files))
}

// press presses the button or follows the link with this label and waits for the
// page that comes.
func (x *tab) press(label string) {
	x.t.Helper()
	x.pressIn("document", label)
}

// pressIn is press within an element, given as an expression.
func (x *tab) pressIn(within, label string) {
	x.t.Helper()
	e := `(()=>{const all=[...` + within + `.querySelectorAll("button,a,summary,input[type=submit]")].filter(e=>e.offsetParent!==null||e.getClientRects().length);` +
		`const is=e=>e.textContent.replace(/\s+/g," ").trim();return all.find(e=>is(e)===` + quoted(label) + `)||all.find(e=>is(e).includes(` + quoted(label) + `))})()`
	if !eval[bool](x, `!!`+e) {
		x.t.Fatalf("%s: nothing to press says %q\n%s", x.device.name, label, x.where())
	}
	eval[bool](x, `window.songbaiOld=true`)
	x.do(chromedp.ScrollIntoView(chromedp.JSPath(e)), chromedp.Click(chromedp.JSPath(e)))
	x.arrive()
}

// arrive waits until another page than the one marked stands there whole.
func (x *tab) arrive() {
	x.t.Helper()
	end := time.Now().Add(20 * time.Second)
	for time.Now().Before(end) {
		ctx, cancel := context.WithTimeout(x.ctx, 5*time.Second)
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!window.songbaiOld&&document.readyState==="complete"`))
		cancel()
		if err == nil && there {
			x.hold()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	x.t.Fatalf("%s: no page came\n%s", x.device.name, x.where())
}

// text is what stands on the page.
func (x *tab) text() string { x.t.Helper(); return eval[string](x, `document.body.innerText`) }

// sees fails unless all of these stand on the page.
func (x *tab) sees(words ...string) {
	x.t.Helper()
	text := x.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			x.t.Fatalf("%s: the page does not say %q\n%s", x.device.name, w, x.where())
		}
	}
}

// seesNot fails if one of these stands on the page.
func (x *tab) seesNot(words ...string) {
	x.t.Helper()
	text := x.text()
	for _, w := range words {
		if strings.Contains(text, w) {
			x.t.Fatalf("%s: the page says %q\n%s", x.device.name, w, x.where())
		}
	}
}

// shot keeps a picture of the whole page, for eyes.
func (x *tab) shot(file string) {
	x.t.Helper()
	b, err := chromedp.Run(x.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		x.t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		x.t.Fatal(err)
	}
}
