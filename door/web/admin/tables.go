package admin

import (
	"slices"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/door/web/ui"
	"songbai/office"
)

func peopleTable(p ui.Page) ui.Table[office.StaffRow] {
	return ui.Table[office.StaffRow]{Caption: p.T("人员", "People"), Cols: []ui.Col[office.StaffRow]{
		ui.Link(p.T("姓名", "Name"), func(x office.StaffRow) (string, string) { return personPath(x.Person), x.Name }),
		ui.Words(p.T("登录名", "Login"), func(x office.StaffRow) string { return x.Login }),
		ui.Cell(p.T("现任角色", "Roles held"), func(x office.StaffRow) templ.Component { return rolesHeld(p, x) }),
	}}
}

func officeTable(p ui.Page, may bool) ui.Table[office.OfficeRow] {
	return ui.Table[office.OfficeRow]{Caption: p.T("机构", "Offices"), Cols: []ui.Col[office.OfficeRow]{
		ui.Words(p.T("名称", "Name"), func(x office.OfficeRow) string { return x.Name }),
		ui.Words(p.T("种类", "Kind"), func(x office.OfficeRow) string { return p.T(x.KindZh, x.Kind.En()) }),
		ui.Words(p.T("区划代码", "Area code"), func(x office.OfficeRow) string { return x.Area }),
		ui.Cell(p.T("公开电话", "Public phone"), func(x office.OfficeRow) templ.Component { return officePhone(p, x, may) }),
		ui.Cell(p.T("状态", "State"), func(x office.OfficeRow) templ.Component { return officeEnd(p, x, may) }),
	}}
}

func delegationTable(p ui.Page, may bool) ui.Table[office.DelegationView] {
	return ui.Table[office.DelegationView]{Caption: p.T("代理", "Stand-ins"),
		Empty: p.T("没有代理。有人休假时，在这里指定同事代办一项角色，到期自动终止。", "No stand-ins. When somebody is away, name a colleague here; it ends by itself."), Cols: []ui.Col[office.DelegationView]{
			ui.Words(p.T("代理人", "Stand-in"), func(x office.DelegationView) string { return x.Name }),
			ui.Words(p.T("被代理人", "For"), func(x office.DelegationView) string { return x.ForName }),
			ui.Noted(p.T("角色", "Role"), func(x office.DelegationView) (string, string) { return p.T(x.RoleZh, x.Role.En()), x.Office }),
			ui.Code(p.T("起止", "From, to"), func(x office.DelegationView) string { return x.From.String() + " – " + x.To.String() }),
			ui.Cell(p.T("原因和授权人", "Reason, by"), func(x office.DelegationView) templ.Component { return whyBy(p, x) }),
			ui.Cell(p.T("状态", "State"), func(x office.DelegationView) templ.Component { return standIn(p, x, may) }),
		}}
}

func calendarTable(p ui.Page) ui.Table[date.Holiday] {
	return ui.Table[date.Holiday]{Caption: p.T("节假日和调休", "Holidays and make-up workdays"),
		Empty: p.T("还没有录入节假日。没有录入的日子按周一至周五为工作日计算。", "No holidays yet; other days follow the week."), Cols: []ui.Col[date.Holiday]{
			ui.Dated(p.T("日期", "Day"), func(h date.Holiday) date.Day { return h.Day }),
			ui.Cell(p.T("休 / 班", "Off / on"), func(h date.Holiday) templ.Component { return offOn(p, h) }),
			ui.Cell(p.T("名称", "Name"), func(h date.Holiday) templ.Component { return ui.Own(p, h.Name) }),
			ui.Cell(p.T("依据", "Notice"), func(h date.Holiday) templ.Component { return ui.Own(p, h.Document) }),
		}}
}

// newestFirst turns the calendar round.
func newestFirst(rows []date.Holiday) []date.Holiday {
	rows = slices.Clone(rows)
	slices.Reverse(rows)
	return rows
}

func runTable(p ui.Page, job string) ui.Table[office.JobRun] {
	return ui.Table[office.JobRun]{Caption: job, Empty: p.T("还没有运行过。", "It has not run yet."), Cols: []ui.Col[office.JobRun]{
		ui.Code(p.T("完成时间", "Ended"), func(r office.JobRun) string { return ui.Clock(r.Ended) }),
		ui.Cell(p.T("结果", "Result"), func(r office.JobRun) templ.Component { return runResult(p, r) }),
		ui.Words(p.T("由", "By"), func(r office.JobRun) string {
			if r.By == 0 {
				return p.T("定时", "the timer")
			}
			return p.T("人工", "a person")
		}),
		ui.Words(p.T("说明", "Detail"), func(r office.JobRun) string { return r.Code + ui.JobWords(p, r.Detail) }),
	}}
}
