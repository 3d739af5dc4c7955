package admin

import (
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func settings(v *site.Visit) error { return showSettings(v, nil) }

func showSettings(v *site.Visit, failed error) error {
	rows, err := v.O.Settings(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("设置", "Settings")
	return answer(v, p, settingsView(p, rows), failed)
}

func setSetting(v *site.Visit) error {
	name := v.Form.Get("name")
	err := v.O.SetSetting(v.R.Context(), v.Acting(), office.SetSetting{Name: name, Value: v.Form.Get("value")})
	if q := problem.Of(err); q != nil && q.Field == "value" {
		err = q.At(name) // each setting has a field of its name
	}
	if err != nil {
		return showSettings(v, err)
	}
	return v.Done("/admin/settings", "set_setting")
}

func calendar(v *site.Visit) error { return showCalendar(v, nil) }

func showCalendar(v *site.Visit, failed error) error {
	rows, err := v.O.Calendar(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("工作日历", "Calendar")
	return answer(v, p, calendarView(p, rows, v.Form.Raw("days"), v.Form.Get("document")), failed)
}

var badLine = problem.Define("web.calendar_line", problem.Invalid,
	"第 %[1]d 行写法不对", "line %[1]d is not written correctly", "每行写日期、“休”或“班”、名称，用空格隔开，如 2027-02-06 休 春节", "write day, off or on, and name, as 2027-02-06 off Spring Festival")

// at gives a word of a line, "" where there is none.
func at(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return ""
}

// readDays reads the days of a notice, one a line: day, 休 (off) or 班 (on), name.
func readDays(text, document string) (out []date.Holiday, err error) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		work, known := map[string]bool{"休": false, "班": true, "off": false, "on": true}[at(f, 1)]
		if len(f) < 3 || !known {
			return nil, badLine.With(n).At("days")
		}
		d, err := date.ParseDay(f[0])
		if err != nil {
			return nil, badLine.With(n).At("days")
		}
		out = append(out, date.Holiday{Day: d, Work: work, Name: strings.Join(f[2:], " "), Document: document})
	}
	if len(out) == 0 {
		return nil, badLine.With(1).At("days")
	}
	return out, nil
}

func setCalendar(v *site.Visit) error {
	document := v.Form.Get("document")
	days, err := readDays(v.Form.Raw("days"), document)
	if err == nil {
		err = v.O.SetCalendar(v.R.Context(), v.Acting(), days)
	}
	if q := problem.Of(err); q != nil {
		switch {
		case strings.HasSuffix(q.Field, ".document"):
			err = q.At("document")
		case strings.HasSuffix(q.Field, ".day"):
			err = q.At("days")
		}
	}
	if err != nil {
		return showCalendar(v, err)
	}
	return v.Done("/admin/calendar", "set_calendar")
}

func jobs(v *site.Visit) error { return showJobs(v, nil) }

func showJobs(v *site.Visit, failed error) error {
	rows, err := v.O.Jobs(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("定时任务", "Jobs")
	return answer(v, p, jobsView(p, rows), failed)
}

func runJob(v *site.Visit) error {
	if _, err := v.O.RunJob(v.R.Context(), v.Caller, v.Form.Get("job")); err != nil {
		return showJobs(v, err)
	}
	return v.Done("/admin/jobs", "job")
}

func passwordForm(v *site.Visit) error {
	p := v.Page("设置新密码", "Set a new password")
	return v.Show(p, passwordView(p, ""))
}

func newPassword(v *site.Visit) error {
	p := v.Page("设置新密码", "Set a new password")
	code, word := v.Form.Get("code"), v.Form.Raw("password")
	if word != v.Form.Raw("again") {
		return v.Again(unlike.With().At("again"), p, passwordView(p, code))
	}
	err := v.O.NewPassword(v.R.Context(), office.NewPassword{Code: code, Document: ident.Document{Kind: ident.IDCard, Number: v.Form.Get("document")}, Password: word, Source: v.Source()})
	if err != nil {
		return v.Again(err, p, passwordView(p, code))
	}
	return v.Done("/sign-in", "password")
}

var unlike = problem.Define("web.password_again", problem.Invalid, "两次输入的密码不同", "the two passwords differ", "请重新输入", "write both again")

// tone gives the colour and words of a job's outcome.
func tone(p ui.Page, r office.JobRun) (ui.Tone, string) {
	switch r.Outcome {
	case "ok":
		return ui.Green, p.T("完成", "done")
	case "found":
		return ui.Red, p.T("发现问题", "something was found")
	}
	return ui.Red, p.T("失败", "failed")
}
