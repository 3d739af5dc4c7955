package browser

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/door/web"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
)

// TestMain stops the browser and the database server that the stories started.
func TestMain(m *testing.M) { defer closeBrowser(); storetest.Main(m) }

// place is a sample county and its pages.
type place struct {
	url   string
	world *demo.World
	clock *storetest.Clock
	gen   *demo.Generator
}

// newPlace founds a sample county of two towns on an engine, with an account for
// each role; the clock stands at the day.
func newPlace(t *testing.T, engine store.Engine, day string) *place {
	t.Helper()
	s, clock := storetest.New(t, engine)
	clock.Set("2026-01-05")
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		t.Fatal(err)
	}
	sample.Towns = 2
	o := office.New(s)
	w, err := demo.Found(context.Background(), o, sample)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.OpenAccounts(context.Background()); err != nil {
		t.Fatal(err)
	}
	clock.Set(day)
	server := httptest.NewServer(web.Handler(o, web.Options{Version: "v1", Plain: true}))
	t.Cleanup(server.Close)
	return &place{server.URL, w, clock, demo.NewGenerator(w, sample.Prices, 7, "T")}
}

var (
	chromium     context.Context
	stopChromium = func() {}
	chromiumErr  error
	chromiumOnce sync.Once
)

// startBrowser starts one Chromium for all stories.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	chromiumOnce.Do(func() {
		const path = "/usr/bin/chromium"
		if _, err := os.Stat(path); err != nil {
			chromiumErr = fmt.Errorf("no Chromium at %s (make setup installs it)", path)
			return
		}
		dir, err := os.MkdirTemp("", "songbai-browser-")
		if err != nil {
			chromiumErr = err
			return
		}
		opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"), chromedp.UserDataDir(dir),
			chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.Flag("use-file-for-fake-video-capture", cameraFilm(dir)))
		film = cameraFilm(dir)
		allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
		ctx, stop := chromedp.NewContext(allocator)
		chromium, chromiumErr = ctx, chromedp.Do(ctx)
		stopChromium = func() { stop(); stopAllocator(); _ = os.RemoveAll(dir) }
	})
	if chromiumErr != nil {
		t.Fatal(chromiumErr)
	}
	return chromium
}

func closeBrowser() { stopChromium() }

// onBoth tells a story on the embedded store and on PostgreSQL.
func onBoth(t *testing.T, story func(t *testing.T, e store.Engine)) {
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) { story(t, e) })
	}
}

// fromRoot gives a path of the repository.
func fromRoot(path string) string { return filepath.Join("..", "..", path) }
