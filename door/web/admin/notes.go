package admin

import (
	"strconv"

	"github.com/a-h/templ"

	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// phone shows the public phone of an office: the own, or the one that is named.
func phone(v *site.Visit) error {
	id, _ := strconv.ParseInt(v.R.URL.Query().Get("office"), 10, 64)
	return showPhone(v, id, nil)
}

func showPhone(v *site.Visit, id int64, failed error) error {
	row, err := v.O.PhoneOf(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	p := v.Page("公开电话", "Public phone")
	if v.May(party.ViewPeople) {
		p.Back = "/admin/offices"
	}
	shown := row.Phone
	if failed != nil {
		shown = v.Form.Get("phone")
	}
	return answer(v, p, phoneView(p, row, shown), failed)
}

func setPhone(v *site.Visit) error {
	id, _ := v.Form.Int("office")
	if err := v.O.SetPhone(v.R.Context(), v.Acting(), office.SetPhone{Office: id, Phone: v.Form.Get("phone")}); err != nil {
		return showPhone(v, id, err)
	}
	return v.Done(phoneAddress(id), "phone")
}

func phoneAddress(id int64) string { return "/office/phone?office=" + strconv.FormatInt(id, 10) }

// notes shows the calendar's messages: those that wait, for offices or families, or
// those passed on.
func notes(v *site.Visit) error { return showNotes(v, v.R.URL.Query().Get("view"), nil) }

func showNotes(v *site.Visit, view string, failed error) error {
	if view != office.NotesToFamilies && view != office.NotesDone {
		view = office.NotesToOffices
	}
	before, _ := strconv.ParseInt(v.R.URL.Query().Get("before"), 10, 64)
	x, err := v.O.Notes(v.R.Context(), v.Caller, view, before)
	if err != nil {
		return err
	}
	p := v.Page("待发提醒", "Reminders")
	return answer(v, p, notesView(p, x), failed)
}

func markNote(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	req := office.MarkNote{Note: id, Outcome: v.Form.Get("outcome")}
	view := v.Form.Get("view")
	if err := v.O.MarkNote(v.R.Context(), v.Acting(), req); err != nil {
		return showNotes(v, view, err)
	}
	return v.Done(notesAddress(view, 0), req.Outcome)
}

func notesAddress(view string, before int64) string {
	path := "/notes?view=" + view
	if before != 0 {
		path += "&before=" + strconv.FormatInt(before, 10)
	}
	return path
}

// about names the list, month or claim of a message.
func about(p ui.Page, n *office.NoteView) string {
	if n.Period != "" {
		return p.T(n.About, n.Period)
	}
	return n.About
}

var noteViews = []struct{ view, zh, en string }{{office.NotesToOffices, "通知单位", "To offices"}, {office.NotesToFamilies, "通知家属", "To families"}, {office.NotesDone, "已通知", "Passed on"}}

func noteTable(p ui.Page, view string) ui.Table[office.NoteView] {
	type row = office.NoteView
	t := ui.Table[row]{Caption: p.T("提醒，最近的在前", "Reminders, the newest first"), Empty: p.T("没有待通知的提醒。日历每天自动写入。", "Nothing waits. The calendar writes them each day."), Cols: []ui.Col[row]{
		ui.Code(p.T("产生日期", "Since"), func(n row) string { return n.At.Day().String() }),
		ui.Cell(p.T("要说的事", "What is to be said"), func(n row) templ.Component { return noteSays(p, &n) }),
		ui.Cell(p.T("通知谁", "Whom to tell"), func(n row) templ.Component { return noteTo(p, &n) }),
	}}
	if view == office.NotesDone {
		t.Empty = p.T("还没有标记为通知到的提醒。", "None was passed on yet.")
		t.Cols = append(t.Cols, ui.Noted(p.T("通知时间和经办人", "Passed on, by"), func(n row) (string, string) { return ui.Clock(n.Sent), n.Who }))
		return t
	}
	t.Cols = append(t.Cols, ui.Cell(p.T("结果", "What came of it"), func(n row) templ.Component { return noteMark(p, &n, view) }))
	return t
}
