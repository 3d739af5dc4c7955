package browser

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// faults are pages with one thing wrong each, and what the eyes must say of it; a
// page without words must pass.
var faults = []struct{ name, body, says string }{
	{"text that stands out", `<p style="color:#515c64">可以读 <b style="font-size:40px">大字</b></p><button>办理</button>`, ""},
	{"pale text", `<p style="color:#888;background:#fff">看不清</p>`, "看不清 3.54:1"},
	{"pale large text, which axe-core lets pass", `<h1 style="color:#888;font-size:60px">大字</h1>`, "大字 3.54:1"},
	{"a colour that lets the ground through", `<p style="color:rgba(0,0,0,.4)">半透明</p>`, "半透明 2.8"},
	{"a box that lets the ground through", `<div style="background:#14576b"><div style="background:rgba(255,255,255,.2)"><p style="color:#444">底色</p></div></div>`, "底色 "},
	{"a group that fades", `<div style="opacity:.5"><p style="color:#333">淡出</p></div>`, "淡出 "},
	{"a picture behind", `<div style="background-image:linear-gradient(red,blue)"><p>图上的字</p></div>`, "图上的字 stands on a picture"},
	{"a hint in a field", `<style>#a::placeholder{color:#aaa}</style><input id="a" aria-label="a" placeholder="提示">`, "提示 2.32:1"},
	{"what is typed", `<input aria-label="a" name="typed" value="1" style="color:#999">`, "typed 2.85:1"},
	{"a control that is switched off", `<button disabled style="color:#aaa;background:#fff">停用</button>`, "停用 2.32:1"},
	{"words written by the style", `<style>.x::before{content:"标记";color:#bbb}</style><p class="x">内容</p>`, "标记"},
	{"words written from an attribute", `<style>.x::before{content:attr(data-label);color:#bbb}</style><p class="x" data-label="列名">内容</p>`, "1.9"},
	{"the number of a line of a list", `<style>li::marker{color:#ccc}</style><ol><li>第一项</li></ol>`, "::marker"},
	{"the button of a file field", `<style>input::file-selector-button{color:#aaa;background:#fff}</style><input type="file" name="f" aria-label="f">`, "::file-selector-button 2.32:1"},
	{"text of a picture", `<svg width="200" height="60"><text x="10" y="40" fill="#aaa">图注</text></svg>`, "图注 2.32:1"},
	{"text on a shape of a picture", `<svg width="200" height="60"><rect width="200" height="60" fill="#14576b"/><text x="10" y="40" fill="#0b0c0c">柱上</text></svg>`, "柱上 "},
	{"text on a canvas", `<canvas width="200" height="60"></canvas><script>const p=document.querySelector("canvas").getContext("2d");p.fillStyle="#aaa";p.fillText("画布",10,30)</script>`, "画布 2.32:1"},
	{"text that is folded", `<details><summary>展开</summary><p style="color:#aaa">折叠</p></details>`, "折叠 2.32:1"},
	{"text for its moment", `<p hidden style="color:#aaa">稍后</p>`, "稍后 2.32:1"},
	{"text for readers of screens alone", `<p style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);color:#fff">朗读</p>`, ""},

	{"a page that is too wide", `<div style="width:2000px">宽</div>`, "px wide on a screen of"},
	{"a control outside the screen", `<div style="overflow:hidden"><button style="margin-left:3000px">远</button></div>`, "远 is outside the screen"},
	{"a control on the left of the screen", `<button style="position:absolute;left:-60px;width:50px">左</button>`, "左 is outside the screen"},
	{"text that is cut", `<div style="width:60px;overflow:hidden;white-space:nowrap">这一行很长很长被切掉了</div>`, "is cut"},
	{"text that is cut below", `<div style="width:60px;height:30px;overflow:hidden">这一行很长很长被切掉了</div>`, "is cut"},
	{"a control that is cut", `<div style="height:20px;overflow:hidden"><button style="height:60px">按</button></div>`, "按 is cut"},
	{"a table that scrolls in its own box", `<div style="overflow-x:auto" tabindex="0"><table style="width:3000px"><tr><td>宽表</td><td><a href="/">尾</a></td></tr></table></div>`, ""},
	{"a choice that is cut", `<select aria-label="s" name="s" style="width:60px"><option>很长很长很长的选项</option></select>`, "is cut in its select"},
	{"words that leave their button", `<button style="width:50px;white-space:nowrap">很长很长的按钮</button>`, "does not fit its button"},
	{"text on text", `<p>第一行</p><p style="margin-top:-40px">第二行</p>`, "stand on each other"},
	{"text on a control", `<input aria-label="a" name="a" style="width:200px"><p style="margin-top:-20px">压住</p>`, "stand on each other"},
	{"a control on a control", `<button style="width:100px">甲</button><button style="margin-left:-50px;width:100px">乙</button>`, "stand on each other"},
	{"a row of small buttons", `<p><button>甲</button> <a href="/">乙</a> <label><input type="checkbox"> 丙</label></p>`, ""},
	{"what no key reaches", `<button tabindex="-1">无</button>`, "no key reaches"},
	{"an order of its own", `<button tabindex="3">先</button>`, "no key reaches"},
}

// TestBrowserTheEyesSeeEveryFault gives the eyes pages with one fault each, so that
// their silence on our own pages says something.
func TestBrowserTheEyesSeeEveryFault(t *testing.T) {
	page := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width"><title>样</title><main>` + page + `</main></html>`))
	}))
	defer server.Close()
	for _, d := range []device{phone, desktop} {
		x := (&place{url: server.URL}).open(t, d)
		for _, f := range faults {
			page = f.body
			x.navigate("/")
			found := strings.Join(x.wrong(true), "; ")
			switch {
			case f.says == "" && found != "":
				t.Errorf("%s: %s: said without need: %s", d.name, f.name, found)
			case f.says != "" && !strings.Contains(found, f.says):
				t.Errorf("%s: %s: want %q, said: %s", d.name, f.name, f.says, found)
			}
		}
	}
}
