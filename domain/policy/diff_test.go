package policy_test

import (
	"strings"
	"testing"

	"songbai/domain/policy"
)

// A pack does not differ from itself; each change is said once, with its day
// and for whom.
func TestDiff(t *testing.T) {
	old := load(t, "yingde")
	if got := policy.Diff(old, old); len(got) != 0 {
		t.Fatal(got)
	}
	cases := []struct{ from, to, section, zh, who string }{
		{"most: 3,", "most: 5,", "items", "由 3 天 改为 5 天", "所有人"},
		{"{from: 2016-01-01, most: 3, clause: 二(三), source: plan}", "{from: 2016-01-01, most: 3, clause: 二(三), source: plan}, {from: 2027-01-01, most: 4, clause: 二(三), source: plan}", "items", "由 3 天 改为 4 天", "所有人"},
		{"{from: 2016-01-01, most: 3, clause: 二(三), source: plan}", "{from: 2016-01-01, most: 3, clause: 二(三), source: plan}, {from: 2016-01-01, most: 7, when: subsistence, clause: 二(三), source: plan}", "items", "新增 7 天", "城乡低保对象"},
		{"when: waived_elsewhere\n", "when: waived_elsewhere && !special_reason\n", "refusals", "已在他处减免，且不符合：有认可的特殊原因", ""},
		{"when: route == \"waiver\" && soldier_stationed}", "when: route == \"waiver\" && soldier_stationed, percent: 50}", "classes", "免 50%", "驻英德部队现役军人"},
		{"copies: 3, when: route == \"waiver\"}", "copies: 1, when: route == \"waiver\"}", "papers", "复印件 1 份", "办理方式为 在本地办理免除"},
		{"pay_day: 10", "pay_day: 20", "settlement", "20 日前", "殡仪馆"},
		{"standard: own}", "standard: invoice}", "out_of_area", "按发票", ""},
		{"title: 英德市城乡居民殡葬基本服务由政府免费提供的实施方案\ntitle_en", "title: 新\ntitle_en", "", "", ""},
	}
	for _, c := range cases {
		got := policy.Diff(old, load(t, "yingde", c.from, c.to))
		if c.section == "" {
			if len(got) != 0 {
				t.Errorf("%s: %v", c.to, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Section != c.section || !strings.Contains(got[0].Zh, c.zh) || c.who != "" && got[0].Who.Zh != c.who || got[0].En == "" {
			t.Errorf("%s: %+v", c.to, got)
		}
	}
	if got := policy.Diff(old, load(t, "qujiang")); len(got) < 10 {
		t.Error(got)
	}
	got := policy.Diff(old, load(t, "yingde", "{from: 2016-01-01, most: 3, clause: 二(三), source: plan}", "{from: 2016-01-01, most: 3, clause: 二(三), source: plan}, {from: 2027-01-01, most: 4, clause: 二(三), source: plan}"))
	if got[0].From.String() != "2027-01-01" {
		t.Error(got[0].From)
	}
}
