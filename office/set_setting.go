package office

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// setting is one thing that the system administrator sets for a county.
type setting struct {
	name, zh, en string
	help, helpEn string
	check        func(string) bool
}

// settings are all there are. Values that decide money or papers are not settings:
// they are local values, entered and approved by two people of the bureau.
var settings = []setting{
	{"staff_notice", "工作人员公告", "notice to staff", "所有工作人员首页上显示的一句话，如停机时间", "a sentence on everybody's first page, such as when the system rests", func(v string) bool { return utf8.RuneCountInString(v) <= 200 }},
	{"session_hours", "登录有效小时数", "hours of a session", "登录后多少小时须重新登录，1 至 12", "after how many hours people sign in again, 1 to 12", func(v string) bool { n, err := strconv.Atoi(v); return err == nil && n >= 1 && n <= sessionHours }},
	{reviewDays, "复核期限（工作日）", "working days for a review", "家属申请复核后多少个工作日内答复，1 至 60；不设置时为 15。政策条文没有规定期限", "within how many working days a review is answered, 1 to 60; fifteen when not set. No clause sets a term", func(v string) bool { n, err := strconv.Atoi(v); return err == nil && n >= 1 && n <= mostReviewDays }},
}

var (
	noSetting = problem.Define("setting.name", problem.Invalid,
		"没有“%[1]s”这项设置", "there is no setting %[1]q", "请从设置表中选择", "choose one of the table")
	badSetting = problem.Define("setting.value", problem.Invalid,
		"“%[1]s”的值不合要求：%[2]s", "the value of %[3]s does not fit: %[4]s", "请按说明填写", "write it as the help says")
)

// SetSetting asks for a new value of a setting; "" takes the setting back.
type SetSetting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// SetSetting sets a setting of the county; what it was before stays recorded.
func (o *Office) SetSetting(ctx context.Context, c Caller, req SetSetting) error {
	req.Value = strings.TrimSpace(req.Value)
	_, err := o.do(ctx, c, party.SetSetting, req, "", func(w *work) error {
		for _, s := range settings {
			if s.name != req.Name {
				continue
			}
			if req.Value != "" && !s.check(req.Value) {
				return badSetting.With(s.zh, s.help, s.en, s.helpEn).At("value")
			}
			w.Record("settings", 0, sha("songbai-setting 1\nname="+req.Name+"\nvalue="+req.Value+"\n"))
			return w.PutSetting(req.Name, req.Value)
		}
		return noSetting.With(req.Name).At("name")
	})
	return err
}

// SettingView is a setting with the value that holds.
type SettingView struct {
	Name   string `json:"name"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
	Help   string `json:"help"`
	HelpEn string `json:"help_en"`
	Value  string `json:"value"`
	At     string `json:"at,omitempty"`
	Person string `json:"person,omitempty"`
}

// Settings lists all settings with their values, for anybody who holds a role.
func (o *Office) Settings(ctx context.Context, c Caller) (out []SettingView, err error) {
	err = o.s.Read(ctx, c.County, func(s *store.Scope) error {
		if _, err := actorOf(s, c); err != nil {
			return err
		}
		rows, err := s.Settings()
		if err != nil {
			return err
		}
		k := knownNames{s: s}
		for _, x := range settings {
			v := SettingView{Name: x.name, Zh: x.zh, En: x.en, Help: x.help, HelpEn: x.helpEn}
			for _, r := range rows {
				if r.Name == x.name {
					v.Value, v.At, v.Person = r.Value, r.At, k.person(r.Person)
				}
			}
			out = append(out, v)
		}
		return k.err
	})
	return out, err
}

// Setting gives the value of a setting of a county, "" when none was set.
func (o *Office) Setting(ctx context.Context, county int64, name string) (value string, err error) {
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		value, err = settingOf(s, name)
		return err
	})
	return value, err
}

func settingOf(s *store.Scope, name string) (string, error) {
	rows, err := s.Settings()
	for _, r := range rows {
		if r.Name == name {
			return r.Value, err
		}
	}
	return "", err
}

// sessionTerm gives for how many hours a person's session lasts: the shortest of
// the counties in which the person holds a role.
func (o *Office) sessionTerm(ctx context.Context, callers []Caller) (int, error) {
	hours := sessionHours
	for _, c := range callers {
		v, err := o.Setting(ctx, c.County, "session_hours")
		if err != nil {
			return 0, err
		}
		if n, err := strconv.Atoi(v); err == nil && n >= 1 {
			hours = min(hours, n)
		}
	}
	return hours, nil
}
