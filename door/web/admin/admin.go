// Package admin owns the pages of the three administrators: people, offices,
// roles, stand-ins, settings, the calendar, jobs; and the public page on which a
// person with a code sets a new password.
//
// It never shows a claim. Always true: what one administrator may do another may
// not; each act is checked again by the office.
package admin

import (
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the administrators' pages.
func Module() site.Module {
	see := []party.Act{party.ViewPeople}
	act := func(a party.Act) []party.Act { return []party.Act{a} }
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/admin/people", Who: site.Staff, Acts: see, Do: people},
			{Method: "POST", Path: "/admin/people", Who: site.Staff, Acts: act(party.AddPerson), Do: addPerson},
			{Method: "GET", Path: "/admin/people/{id}", Who: site.Staff, Acts: see, Do: person},
			{Method: "POST", Path: "/admin/people/{id}/grant", Who: site.Staff, Acts: act(party.GrantRole), Do: grant},
			{Method: "POST", Path: "/admin/people/{id}/end-role", Who: site.Staff, Acts: act(party.EndRole), Do: endRole},
			{Method: "POST", Path: "/admin/people/{id}/reset", Who: site.Staff, Acts: act(party.ResetPassword), Do: reset},
			{Method: "POST", Path: "/admin/people/{id}/end", Who: site.Staff, Acts: act(party.EndPerson), Do: endPerson},
			{Method: "GET", Path: "/admin/offices", Who: site.Staff, Acts: see, Do: offices},
			{Method: "POST", Path: "/admin/offices", Who: site.Staff, Acts: act(party.AddOffice), Do: addOffice},
			{Method: "POST", Path: "/admin/offices/{id}/end", Who: site.Staff, Acts: act(party.EndOffice), Do: endOffice},
			{Method: "GET", Path: "/office/phone", Who: site.Staff, Acts: act(party.SetPhone), Do: phone},
			{Method: "POST", Path: "/office/phone", Who: site.Staff, Acts: act(party.SetPhone), Do: setPhone},
			{Method: "GET", Path: "/notes", Who: site.Staff, Acts: act(party.MarkNote), Do: notes},
			{Method: "POST", Path: "/notes/{id}", Who: site.Staff, Acts: act(party.MarkNote), Do: markNote},
			{Method: "GET", Path: "/admin/delegations", Who: site.Staff, Acts: see, Do: delegations},
			{Method: "POST", Path: "/admin/delegations", Who: site.Staff, Acts: act(party.Delegate), Do: delegate},
			{Method: "POST", Path: "/admin/delegations/{id}/end", Who: site.Staff, Acts: act(party.EndDelegation), Do: endDelegation},
			{Method: "GET", Path: "/admin/settings", Who: site.Staff, Acts: act(party.SetSetting), Do: settings},
			{Method: "POST", Path: "/admin/settings", Who: site.Staff, Acts: act(party.SetSetting), Do: setSetting},
			{Method: "GET", Path: "/admin/calendar", Who: site.Staff, Acts: act(party.SetCalendar), Do: calendar},
			{Method: "POST", Path: "/admin/calendar", Who: site.Staff, Acts: act(party.SetCalendar), Do: setCalendar},
			{Method: "GET", Path: "/admin/jobs", Who: site.Staff, Acts: act(party.RunJob), Do: jobs},
			{Method: "POST", Path: "/admin/jobs", Who: site.Staff, Acts: act(party.RunJob), Do: runJob},
			{Method: "GET", Path: "/new-password", Who: site.Anyone, Do: passwordForm},
			{Method: "POST", Path: "/new-password", Who: site.Anyone, Do: newPassword},
		},
		Nav: []site.NavEntry{
			{Order: 90, Href: "/admin/people", Zh: "人员", En: "People", Acts: see, Roles: []party.Role{party.SysAdmin, party.SecurityAdmin, party.AuditAdmin, party.Auditor, party.BureauChief}},
			{Order: 91, Href: "/admin/offices", Zh: "机构", En: "Offices", Acts: see, Roles: []party.Role{party.SysAdmin, party.SecurityAdmin, party.AuditAdmin}},
			{Order: 92, Href: "/admin/delegations", Zh: "代理", En: "Stand-ins", Acts: see, Roles: []party.Role{party.SecurityAdmin, party.AuditAdmin, party.BureauChief}},
			{Order: 72, Href: "/notes", Zh: "待发提醒", En: "Reminders", Acts: act(party.MarkNote)},
			{Order: 89, Href: "/office/phone", Zh: "公开电话", En: "Public phone", Acts: act(party.SetPhone), Roles: []party.Role{party.HomeManager, party.TownHead, party.BureauChief}},
			{Order: 93, Href: "/admin/settings", Zh: "设置", En: "Settings", Acts: act(party.SetSetting)},
			{Order: 94, Href: "/admin/calendar", Zh: "工作日历", En: "Calendar", Acts: act(party.SetCalendar)},
			{Order: 95, Href: "/admin/jobs", Zh: "定时任务", En: "Jobs", Acts: act(party.RunJob)},
		},
		Done: map[string][2]string{
			"password": {"新密码已设置，请登录", "The new password is set; please sign in"},
			"phone":    {"公开电话已更改", "The public phone is changed"},
			"sent":     {"已标记：通知到", "Marked as passed on"},
			"failed":   {"已标记：没有联系上，仍在待发之列", "Marked as not reached; it still waits"},
			"job":      {"任务已运行，结果在第一行", "The job has run; its result is the first line"},
		},
		Samples: samples,
	}
}

func people(v *site.Visit) error { return showPeople(v, nil) }

// showPeople shows the people; failed is what an act said.
func showPeople(v *site.Visit, failed error) error {
	rows, err := v.O.Staff(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("人员", "People")
	f := addPersonForm{Login: v.Form.Get("login"), Name: v.Form.Get("name"), May: v.May(party.AddPerson)}
	return answer(v, p, peopleView(p, rows, f), failed)
}

// answer shows a page, or shows it again with what is to be mended.
func answer(v *site.Visit, p ui.Page, body ui.Body, failed error) error {
	if failed != nil {
		return v.Again(failed, p, body)
	}
	return v.Show(p, body)
}

type addPersonForm struct {
	Login, Name string
	May         bool
}

func addPerson(v *site.Visit) error {
	made, err := v.O.AddPerson(v.R.Context(), v.Acting(), office.AddPerson{Login: v.Form.Get("login"), Name: v.Form.Get("name"),
		Document: ident.Document{Kind: ident.IDCard, Number: v.Form.Get("document")}})
	if err != nil {
		return showPeople(v, err)
	}
	return v.Done(personPath(made.ID), "add_person")
}

func personPath(id int64) string { return "/admin/people/" + strconv.FormatInt(id, 10) }

func person(v *site.Visit) error { return showPerson(v, nil, nil) }

// member is what the page of one person shows.
type member struct {
	row     office.StaffRow
	offices []office.OfficeRow
	code    *office.ResetCode
	may     func(party.Act) bool
	grant   office.GrantRole
}

// showPerson shows one person; code is a code just given out, failed what an act said.
func showPerson(v *site.Visit, code *office.ResetCode, failed error) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	row, err := v.O.StaffMember(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	rows, err := v.O.Offices(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("人员 "+row.Name, row.Name)
	p.Back = "/admin/people"
	m := member{row: row, offices: rows, code: code, may: v.May, grant: office.GrantRole{Role: party.Role(v.Form.Get("role"))}}
	m.grant.Office, _ = v.Form.Int("office")
	return answer(v, p, personView(p, m), failed)
}

func grant(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	of, _ := v.Form.Int("office")
	req := office.GrantRole{Person: id, Office: of, Role: party.Role(v.Form.Get("role")), Reason: v.Form.Get("reason")}
	if _, err := v.O.GrantRole(v.R.Context(), v.Acting(), req); err != nil {
		return showPerson(v, nil, err)
	}
	return v.Done(personPath(id), "grant_role")
}

func endRole(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	g, _ := v.Form.Int("grant")
	if err := v.O.EndRole(v.R.Context(), v.Acting(), g, v.Form.Get("reason")); err != nil {
		return showPerson(v, nil, err)
	}
	return v.Done(personPath(id), "end_role")
}

// reset shows the code once; the page cannot be opened again by its address.
func reset(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	code, err := v.O.ResetPassword(v.R.Context(), v.Acting(), id)
	if err != nil {
		return showPerson(v, nil, err)
	}
	return showPerson(v, &code, nil)
}

func endPerson(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.O.EndPerson(v.R.Context(), v.Acting(), office.EndPerson{Person: id, Reason: v.Form.Get("reason")}); err != nil {
		return showPerson(v, nil, err)
	}
	return v.Done(personPath(id), "end_person")
}

func offices(v *site.Visit) error { return showOffices(v, nil) }

func showOffices(v *site.Visit, failed error) error {
	rows, err := v.O.Offices(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("机构", "Offices")
	f := office.AddOffice{Kind: party.OfficeKind(v.Form.Get("kind")), Name: v.Form.Get("name"), Area: v.Form.Get("area"), Phone: v.Form.Get("phone"), USCC: v.Form.Get("uscc")}
	return answer(v, p, officesView(p, rows, f, v.May(party.AddOffice)), failed)
}

func addOffice(v *site.Visit) error {
	req := office.AddOffice{Kind: party.OfficeKind(v.Form.Get("kind")), Name: v.Form.Get("name"), Area: v.Form.Get("area"), Phone: v.Form.Get("phone"), USCC: v.Form.Get("uscc")}
	if req.Kind == party.Home {
		from, err := v.Form.Day("from")
		if err != nil {
			return showOffices(v, err)
		}
		if from != nil {
			req.From = *from
		} else {
			req.From = v.O.Today()
		}
	}
	if _, err := v.O.AddOffice(v.R.Context(), v.Acting(), req); err != nil {
		return showOffices(v, err)
	}
	return v.Done("/admin/offices", "add_office")
}

func endOffice(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.O.EndOffice(v.R.Context(), v.Acting(), office.EndOffice{Office: id, Reason: v.Form.Get("reason")}); err != nil {
		return showOffices(v, err)
	}
	return v.Done("/admin/offices", "end_office")
}

func delegations(v *site.Visit) error { return showDelegations(v, nil) }

func showDelegations(v *site.Visit, failed error) error {
	rows, err := v.O.Delegations(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	staff, err := v.O.Staff(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("代理", "Stand-ins")
	f := delegateForm{May: v.May(party.Delegate), Role: v.Form.Get("role"), Person: v.Form.Get("person"), From: v.Form.DayText("from"), To: v.Form.DayText("to"), Reason: v.Form.Get("reason")}
	return answer(v, p, delegationsView(p, rows, staff, f), failed)
}

type delegateForm struct {
	May                            bool
	Role, Person, From, To, Reason string
}

func delegate(v *site.Visit) error {
	var req office.Delegate
	// one choice names whose role of which office: person.office.role
	parts := strings.SplitN(v.Form.Get("role"), ".", 3)
	if len(parts) == 3 {
		req.For, _ = strconv.ParseInt(parts[0], 10, 64)
		req.Office, _ = strconv.ParseInt(parts[1], 10, 64)
		req.Role = party.Role(parts[2])
	}
	req.Person, _ = v.Form.Int("person")
	req.Reason = v.Form.Get("reason")
	var faults problem.List
	for name, to := range map[string]*date.Day{"from": &req.From, "to": &req.To} {
		d, err := v.Form.Day(name)
		switch {
		case err != nil:
			faults = append(faults, problem.Of(err))
		case d == nil:
			faults = append(faults, noDay.With().At(name))
		default:
			*to = *d
		}
	}
	if len(faults) > 0 {
		return showDelegations(v, faults.Err())
	}
	if _, err := v.O.Delegate(v.R.Context(), v.Acting(), req); err != nil {
		return showDelegations(v, err)
	}
	return v.Done("/admin/delegations", "delegate")
}

var noDay = problem.Define("web.no_day", problem.Invalid, "缺少日期", "the day is missing", "请填写年月日", "write year, month and day")

func endDelegation(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.O.EndDelegation(v.R.Context(), v.Acting(), id, v.Form.Get("reason")); err != nil {
		return showDelegations(v, err)
	}
	return v.Done("/admin/delegations", "end_delegation")
}
