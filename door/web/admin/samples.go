package admin

import (
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	day := date.MustDay("2026-01-05")
	role := office.HeldRole{Grant: 449999000000000031, Role: party.BureauSealer, RoleZh: "民政局用印", Office: 3, Name: "样本县民政局", From: day}
	past := role
	past.Grant, past.Role, past.RoleZh, past.To = 449999000000000030, party.BureauReviewer, "民政局审核", &day
	one := office.StaffRow{Person: 449999000000000021, Login: "sealer1", Name: "样乙三", Roles: []office.HeldRole{past, role}}
	staff := []office.StaffRow{one, {Person: 449999000000000022, Login: "new1", Name: "样新人"}, {Person: 449999000000000023, Login: "old1", Name: "样旧人", Ended: true}}
	offices := []office.OfficeRow{{Office: 1, Kind: party.Admin, KindZh: "系统管理", Name: "样本县系统管理", Area: "449999"}, {Office: 3, Kind: party.Bureau, KindZh: "民政局", Name: "样本县民政局", Area: "449999", Phone: "样本电话"},
		{Office: 4, Kind: party.Town, KindZh: "镇(街)民政办", Name: "样本镇民政办", Area: "449999101", Ended: true}}
	stand := []office.DelegationView{{Delegation: 1, Name: "样乙四", ForName: "样乙三", Office: "样本县民政局", Role: party.BureauSealer, RoleZh: "民政局用印", From: day, To: day + 4, By: "样管理", Reason: "休假", State: "now"}}
	set := []office.SettingView{{Name: "staff_notice", Zh: "工作人员公告", En: "notice to staff", Help: "所有工作人员首页上显示的一句话，如停机时间", HelpEn: "a sentence on everybody's first page, such as when the system rests", Value: "今晚八点停机半小时", At: "2026-01-05T02:00:00.000000Z", Person: "样管理"}, {Name: "session_hours", Zh: "登录有效小时数", En: "hours of a session", Help: "1 至 12", HelpEn: "1 to 12"}}
	runs := []office.JobView{{Job: "remind", Zh: "到期提醒", En: "reminders", Help: "把即将到期和逾期的清册写入待发消息", HelpEn: "puts lists that are due soon or late among the messages to send", Runs: []office.JobRun{{Ended: "2026-01-05T02:00:00.000000Z", Outcome: "failed", Code: "store.busy"}, {Ended: "2026-01-04T02:00:00.000000Z", Outcome: "ok", Detail: "notes=2", By: 1}}}, {Job: "check", Zh: "独立核验", En: "independent check", Help: "重算全部账目", HelpEn: "works out the books again"}}
	all := func(party.Act) bool { return true }
	page := func(name, title string, body func(ui.Page) ui.Body) site.Sample {
		p := site.SampleStaff(title, "样本县系统管理", "系统管理员", title, "首页", "人员", "机构")
		return site.Sample{Name: name, Page: p, Body: body(p)}
	}
	open := site.SampleFamily("设置新密码")
	return []site.Sample{
		page("admin-people", "人员", func(p ui.Page) ui.Body { return peopleView(p, staff, addPersonForm{May: true}) }),
		page("admin-person", "人员 样乙三", func(p ui.Page) ui.Body {
			return personView(p, member{row: one, offices: offices, may: all, code: &office.ResetCode{Code: "449999-ABCDE-FGHJK-MNPQR-STUVW", Expires: date.Instant(1767578400000000)}})
		}),
		page("admin-person-new", "人员 样新人", func(p ui.Page) ui.Body {
			return personView(p, member{row: staff[1], offices: offices, may: func(a party.Act) bool { return a == party.EndPerson }})
		}),
		page("admin-offices", "机构", func(p ui.Page) ui.Body { return officesView(p, offices, office.AddOffice{}, true) }),
		page("office-phone", "公开电话", func(p ui.Page) ui.Body { return phoneView(p, offices[1], offices[1].Phone) }),
		page("notes", "待发提醒", func(p ui.Page) ui.Body {
			return notesView(p, office.NotesPage{View: office.NotesToOffices, Rows: sampleNotes(day), Next: 4})
		}),
		page("notes-families", "待发提醒", func(p ui.Page) ui.Body {
			return notesView(p, office.NotesPage{View: office.NotesToFamilies, Rows: []office.NoteView{{ID: 9, Name: office.Name{Zh: "申请待补正", En: "one thing of the claim is to be mended"}, Claim: 1, About: "1234 5678 9012", Family: true, To: offices[2:], At: day.BeijingMidnight()}}})
		}),
		page("notes-done", "待发提醒", func(p ui.Page) ui.Body {
			rows := sampleNotes(day)[:1]
			rows[0].Sent, rows[0].Who = "2026-01-06T02:00:00.000000Z", "样乙三"
			return notesView(p, office.NotesPage{View: office.NotesDone, Rows: rows})
		}),
		page("notes-none", "待发提醒", func(p ui.Page) ui.Body { return notesView(p, office.NotesPage{View: office.NotesToOffices}) }),
		page("admin-delegations", "代理", func(p ui.Page) ui.Body { return delegationsView(p, stand, staff, delegateForm{May: true}) }),
		page("admin-delegations-none", "代理", func(p ui.Page) ui.Body { return delegationsView(p, nil, staff, delegateForm{}) }),
		page("admin-settings", "设置", func(p ui.Page) ui.Body { return settingsView(p, set) }),
		page("admin-calendar", "工作日历", func(p ui.Page) ui.Body {
			return calendarView(p, []date.Holiday{{Day: day, Name: "元旦", Document: "样本通知"}, {Day: day + 5, Work: true, Name: "调休", Document: "样本通知"}}, "", "")
		}),
		page("admin-calendar-none", "工作日历", func(p ui.Page) ui.Body { return calendarView(p, nil, "", "") }),
		page("admin-jobs", "定时任务", func(p ui.Page) ui.Body { return jobsView(p, runs) }),
		{Name: "new-password", Page: open, Body: passwordView(open, "")},
	}
}

// sampleNotes are a message to a home that nobody reached, and one that is over.
func sampleNotes(day date.Day) []office.NoteView {
	home := []office.OfficeRow{{Office: 7, Kind: party.Home, Name: "样本县殡仪馆", Phone: "0000-0000000"}}
	return []office.NoteView{
		{ID: 5, Kind: "list_ready", Name: office.Name{Zh: "上月清册可以报送了", En: "last month's list can be submitted"}, About: "2025年12月", Period: "2025-12", To: home, By: &day, At: day.BeijingMidnight(), Tries: 1, Last: "2026-01-05T02:00:00.000000Z", Who: "样乙三"},
		{ID: 4, Kind: "list_late", Name: office.Name{Zh: "清册已逾期", En: "a list is late"}, List: 2, About: "样本殡清〔2026〕1号", To: []office.OfficeRow{{Office: 3, Kind: party.Bureau, Name: "样本县民政局"}}, By: &day, At: day.BeijingMidnight(), Moot: true},
	}
}
