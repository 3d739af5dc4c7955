package audit

import (
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/web/ui"
	"songbai/office"
)

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func day(d date.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func month(m date.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

// short gives the beginning of a digest; the whole hash stands in its title.
func short(digest string) string { return digest[:min(len(digest), 12)] }

// kinds name what records are about.
var kinds = map[string][2]string{"claim": {"申请", "claim"}, "list": {"清册", "list"}, "order": {"拨款单", "order"}, "person": {"人员", "person"}, "office": {"机构", "office"},
	"grant": {"授权", "role"}, "delegation": {"代理", "stand-in"}, "budget": {"预算", "budget"}, "proposal": {"待核准事项", "proposal"}, "official": {"文书", "paper"}, "export": {"导出", "export"},
	"sample": {"抽样", "sample"}, "settings": {"设置", "setting"}, "calendar": {"日历", "calendar"}, "chain": {"审计链", "chain"}, "reminder": {"提醒", "reminder"}, "job": {"定时任务", "job"},
	"finding": {"疑点", "finding"}, "recovery": {"追回", "recovery"}, "county": {"县", "county"}}

func kindName(p ui.Page, kind string) string {
	if w, ok := kinds[kind]; ok {
		return p.T(w[0], w[1])
	}
	return kind
}

func actName(p ui.Page, r office.AuditRow) string {
	if en := party.Act(r.Act).En(); en != r.Act {
		return p.T(r.ActZh, en)
	}
	return p.T(r.ActZh, strings.ReplaceAll(r.Act, "_", " "))
}

// reasons are the choices for which full values are given out.
func reasons(p ui.Page) (out []ui.Choice) {
	for _, r := range office.RevealReasons() {
		out = append(out, ui.Choice{Value: r.Code, Label: p.T(r.Zh, r.En)})
	}
	return out
}
