package site

import (
	"net/http"

	"songbai/domain/problem"
	"songbai/door/web/ui"
)

var (
	fault = problem.Define("web.fault", problem.Internal, "系统故障", "a fault of the system", "请稍后重试；仍不行请报告时间", "try again later; if it stays so, report the time")
	// NoPage says that an address leads nowhere.
	NoPage  = problem.Define("web.address", problem.Missing, "没有这个页面", "there is no such page", "请从首页进入", "begin at the first page")
	noEntry = problem.Define("web.entry", problem.Forbidden, "您的角色不办理这个页面上的事项", "your role does nothing on this page", "请从菜单进入，或换一个角色", "use the menu, or change your role")
	stale   = problem.Define("web.stale", problem.Forbidden, "这个页面已过期，没有办理", "this page has grown stale; nothing was done",
		"请返回上一页，刷新后再提交；填写的内容还在", "go back, reload and send again; what you filled in is still there")
	tooLarge   = problem.Define("web.too_large", problem.Invalid, "提交的内容超过 %[1]d MB", "what was sent is over %[1]d MB", "请减少文件，或分几次上传", "send fewer or smaller files at a time")
	unreadable = problem.Define("web.unreadable", problem.Invalid, "提交的内容不完整", "what was sent is not whole", "请检查网络后重新提交", "check the network and send again")
	badNumber  = problem.Define("web.number", problem.Invalid, "请填写数字", "a number is wanted", "只填数字，例如 3 或 1300.00", "digits only, such as 3 or 1300.00")
)

// statusOf gives the status of a problem.
func statusOf(p *problem.Problem) int {
	switch p.Kind {
	case problem.Forbidden:
		return http.StatusForbidden
	case problem.Missing:
		return http.StatusNotFound
	case problem.Conflict, problem.Refused, problem.Unknown:
		return http.StatusConflict
	case problem.Unready:
		return http.StatusServiceUnavailable
	case problem.Internal:
		return http.StatusInternalServerError
	}
	if p.Code == "web.too_large" {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusUnprocessableEntity
}

// no answers an error as a page: what is wrong and what would cure it.
func (v *Visit) no(err error) {
	p := problem.Of(err)
	if p == nil {
		p = fault.With().Because(err)
	}
	page := v.Page("不能办理", "Not possible")
	page.Done = ""
	if v.show(statusOf(p), page, noPage(page, p, v.backPath())) != nil {
		http.Error(v.W, "系统故障，请稍后重试", http.StatusInternalServerError)
	}
}

// backPath is where somebody goes who cannot go on here: the page of the form,
// the own first page.
func (v *Visit) backPath() string {
	if next := v.Form.Get("back"); Local(next) && next != "" {
		return next
	}
	if v.route.Who == Staff {
		return "/work"
	}
	return "/"
}

// Fail makes the page of a problem, for samples.
func Fail(p ui.Page, q *problem.Problem, back string) ui.Body { return noPage(p, q, back) }
