package browser

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"songbai/door/demo"
	"songbai/store/storetest"
)

// TestBrowserANetworkThatIsSlowOrGone plays a clerk on a bad line: a second press
// sends nothing, waiting is said, and so is a lost network; what was typed stays.
func TestBrowserANetworkThatIsSlowOrGone(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-02")
	to, err := url.Parse(p.url)
	if err != nil {
		t.Fatal(err)
	}
	var posts atomic.Int32
	slow := httputil.NewSingleHostReverseProxy(to)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			posts.Add(1)
			time.Sleep(2500 * time.Millisecond)
		}
		r.Host = to.Host
		if r.Header.Get("Origin") != "" {
			r.Header.Set("Origin", p.url)
		}
		slow.ServeHTTP(w, r)
	}))
	defer server.Close()
	p.url = server.URL
	x := p.open(t, desktop)
	x.goTo("/sign-in")
	x.fill("login", "desk1")
	x.fill("password", demo.Password)
	const button = `[...document.querySelectorAll("button")].find(b=>b.textContent.trim()==="登录")`
	said := eval[bool](x, `(async()=>{window.songbaiOld=true;const b=`+button+`;b.click();b.click();await new Promise(r=>setTimeout(r,1000));return document.querySelector(".waiting").getClientRects().length>0})()`)
	if !said {
		t.Error("waiting is not said")
	}
	x.arrive()
	x.sees("殡仪馆业务员")
	if n := posts.Load(); n != 1 {
		t.Errorf("two presses sent the form %d times", n)
	}
	x.goTo("/sign-in")
	x.fill("login", "desk1")
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true, DownloadThroughput: -1, UploadThroughput: -1})
		return err
	}))
	if !eval[bool](x, `new Promise(r=>{const see=()=>document.querySelector(".offline").getClientRects().length?r(true):setTimeout(see,20);see();setTimeout(()=>r(false),5000)})`) {
		t.Error("a lost network is not said")
	}
	if typed := eval[string](x, field("login")+`.value`); typed != "desk1" {
		t.Errorf("what was typed is %q", typed)
	}
}
