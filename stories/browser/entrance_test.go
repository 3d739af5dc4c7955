package browser

import (
	"testing"

	"songbai/store/storetest"
)

// TestBrowserSigningIn plays a clerk who mistypes, signs in, changes the language
// and signs out, on every device.
func TestBrowserSigningIn(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-02")
	for _, d := range []device{phone, desktop, plainPhone, plainDesktop} {
		x := p.open(t, d)
		x.goTo("/sign-in")
		x.fill("login", "desk1")
		x.fill("password", "wrong")
		x.press("登录")
		x.sees("有内容需要修改", "登录名或密码不正确")
		x.signIn("desk1")
		x.sees("殡仪馆业务员", "退出")
		x.press("English")
		x.sees("Home", "Sign out")
		x.press("中文")
		x.press("退出")
		x.goTo("/work")
		x.sees("工作人员登录")
	}
}
