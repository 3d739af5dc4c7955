package site

import "songbai/door/web/ui"

// SampleKey and SampleToken stand where an answer has values of its own.
const (
	SampleKey   = "SAMPLE-KEY"
	SampleToken = "SAMPLE-TOKEN"
)

// sampled is the language that samples are built in; Site.SamplesIn sets it.
var sampled = ui.Zh

// SampleFamily begins a sample page of the family's frame. In English every sample
// has one title: real titles stand beside each other where pages are made.
func SampleFamily(zh string) ui.Page {
	return ui.Page{Lang: sampled, Title: sampled.T(zh, "Sample page"), Family: true, CSRF: SampleToken, Key: SampleKey, Path: "/", Demo: true, Ver: "v1"}
}

// SampleStaff begins a sample page of an office's frame; nav are the labels of the
// menu, the first of which is the page's own.
func SampleStaff(zh, officeName, role string, nav ...string) ui.Page {
	p := ui.Page{Lang: sampled, Title: sampled.T(zh, "Sample page"), CSRF: SampleToken, Key: SampleKey, Path: "/work", Demo: true, Ver: "v1",
		Me: &ui.Me{Name: "样甲一", Office: officeName, Role: sampled.T(role, "Role")}}
	for i, n := range nav {
		p.Nav = append(p.Nav, ui.NavItem{Href: "/work", Label: sampled.T(n, "Entry"), Here: i == 0})
	}
	return p
}

func entranceSamples() []Sample {
	in := SampleStaff("登录", "", "")
	in.Me = nil
	wrong := in
	wrong.Errors = []ui.FieldError{{Field: "login", Text: sampled.T("登录名或密码不正确。请核对后重试；忘记密码请由安全管理员重设", "Login or password is not right")}}
	kept := &Kept{Path: "/claims/1/return", Fields: []KeptField{{"thing", "死亡证明"}}}
	me := SampleStaff("我的账号", "样本县殡仪馆", "殡仪馆业务员", "首页", "申请")
	me.Me.Others = []ui.Choice{{Value: "449999.1.cashier", Label: "样本县殡仪馆 · " + sampled.T("殡仪馆收费员", "cashier")}}
	none := SampleStaff("不能办理", "样本县殡仪馆", "殡仪馆业务员", "首页", "申请")
	return []Sample{
		{"sign-in", in, signInView(in, "", nil)},
		{"sign-in-wrong", wrong, signInView(wrong, "desk1", nil)},
		{"sign-in-go-on", in, goOn(in, kept)},
		{"me", me, meView(me)},
		{"no-page", none, noPage(none, NoPage.With(), "/work")},
	}
}
