package policy_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"songbai/domain/policy"
)

// broken are the mistakes that keepers of policies make, one in each pack: the
// name, the text that is replaced and what stands in its place.
var broken = []struct{ name, old, new string }{
	{"no title", "title: 样县惠民殡葬实施办法\n", ""},
	{"no source", "sources: [{title: 惠民殡葬实施办法, issuer: 样县民政局}]\n", ""},
	{"source without issuer", "issuer: 样县民政局", "author: 样县民政局"},
	{"misspelt section", "papers:\n", "paper:\n"},
	{"misspelt key", "limits: 1, price: list, other", "limits: 1, cap: \"400.00\", price: list, other"},
	{"row of another key", "limits: 5, price: list", "limits: 5, caps: [{value: \"100.00\"}], price: list"},
	{"section twice", "unlisted: 二\n", "unlisted: 二\nunlisted: 三\n"},
	{"tab for indent", "papers:\n  - {id: death", "papers:\n\t- {id: death"},
	{"comma in unquoted words", "en: the county's home, clause: 二", "en: the home, of the county, clause: 二"},
	{"list left open", "assumptions: [law_summary, quantity_one", "assumptions: [law_summary, quantity_one, (x"},
	{"anchor", "unlisted: 二", "unlisted: &u 二"},
	{"second document", "unlisted: 二\n", "unlisted: 二\n---\na: 1\n"},
	{"code with capitals", "{code: pickup,", "{code: PickUp,"},
	{"code in Chinese", "{code: pickup,", "{code: 接运,"},
	{"two items of one code", "{code: cold,", "{code: pickup,"},
	{"two classes of one id", "{id: half,", "{id: free,"},
	{"area of five digits", "area: \"449999\"", "area: \"44999\""},
	{"area with a letter", "area: \"449999\"", "area: \"44999x\""},
	{"day that is none", "effective: {from: 2026-01-01", "effective: {from: 2026-02-30"},
	{"day with slashes", "effective: {from: 2026-01-01", "effective: {from: 2026/1/1"},
	{"ends before it begins", "effective: {from: 2026-01-01,", "effective: {from: 2026-01-01, to: 2025-12-31,"},
	{"clause that is not there", "{code: cold, clause: 二(二)", "{code: cold, clause: 二(九)"},
	{"clause with wide brackets", "{code: cold, clause: 二(二)", "{code: cold, clause: 二（二）"},
	{"clause missing", "{code: cold, clause: 二(二), ", "{code: cold, "},
	{"source that is not there", "limits: 5,", "limits: [{from: 2026-01-01, most: 5, clause: 二(二), source: rumour}],"},
	{"refusal nobody knows", "{code: not_cremated, clause: 一}", "{code: not_buried, clause: 一}"},
	{"refusal without cure", "    cure_zh: 在本县死亡的请在县殡仪馆火化\n", ""},
	{"fact misspelt", "when: 'within(household, \"county\") && subsistence'", "when: 'within(household, \"county\") && subsistance'"},
	{"choice misspelt", "when: route != \"reimbursement\", limits", "when: route != \"reimbursment\", limits"},
	{"one sign of equality", "when: route != \"reimbursement\", limits", "when: route = \"reimbursement\", limits"},
	{"place compared", "&& within(death_area, \"county\")'", "&& death_area == \"449999\"'"},
	{"place set not defined", "&& within(death_area, \"county\")'", "&& within(death_area, \"prefecture\")'"},
	{"bracket left open", "entitled || age >= 90)'", "entitled || age >= 90'"},
	{"number as text", "age >= 90)'", "age >= \"90\")'"},
	{"condition that is a number", "when: 'within(household, \"county\") && subsistence'", "when: age"},
	{"condition in Chinese", "when: 'within(household, \"county\") && subsistence'", "when: 低保对象"},
	{"and in English", "&& (five_guarantee", "and (five_guarantee"},
	{"macro", "when: 'within(household, \"county\") && subsistence'", "when: '[1, 2].exists(x, x > age)'"},
	{"class that is not there", "limits: 1, price: list, other", "classes: [needy], limits: 1, price: list, other"},
	{"percent above a hundred", "percent: 50", "percent: 150"},
	{"percent with a sign", "percent: 50", "percent: 50%"},
	{"unknown unit", "{code: cold, clause", "{code: cold, unit: night, clause"},
	{"unknown price source", "limits: 5, price: list", "limits: 5, price: market"},
	{"list price without whose list", "home_prices: {zh: 县殡仪馆, en: the county's home, clause: 二, set_by: 政策管理员, where: 政策 → 价目表}\n", ""},
	{"no limit written", "limits: 5, price: list", "price: list"},
	{"limit below zero", "limits: 5, price", "limits: -5, price"},
	{"limit with its unit", "limits: 5, price", "limits: 5天, price"},
	{"only limits for some", "limits: 5, price", "limits: [{most: 5, when: subsistence}], price"},
	{"amount with three decimals", "tariffs: \"500.00\"", "tariffs: \"500.005\""},
	{"amount with a sign of currency", "tariffs: \"500.00\"", "tariffs: ￥500"},
	{"amount below zero", "tariffs: \"60.00\"", "tariffs: \"-60.00\""},
	{"gap between rows", "tariffs: \"60.00\"", "tariffs: [{price: \"60.00\", to: 2026-06-30}, {from: 2026-08-01, price: \"70.00\"}]"},
	{"two rows on one day", "tariffs: \"60.00\"", "tariffs: [{price: \"60.00\", to: 2026-06-30}, {from: 2026-06-30, price: \"70.00\"}]"},
	{"distance without its way", "limits: 1, price: list, other", "limits: 1, tariffs: [{distance: {per_km: \"3.50\", part_km: up}}], other"},
	{"zones that fall", "limits: 1, price: list, other", "limits: 1, tariffs: [{zones: [{to_km: 20, price: \"1.00\"}, {to_km: 10, price: \"2.00\"}, {price: \"3.00\"}]}], other"},
	{"two shapes of one price", "tariffs: \"60.00\"", "tariffs: [{price: \"60.00\", zones: [{price: \"1.00\"}]}]"},
	{"credit without its sum", "price: list, other_grades: difference", "price: list, other_grades: credit"},
	{"group of an item that is not there", "unlisted: 二\n", "unlisted: 二\ngroups: [{id: g, zh: 甲, en: a, clause: 二, items: [cold, sea], take: one}]\n"},
	{"group without a rule", "unlisted: 二\n", "unlisted: 二\ngroups: [{id: g, zh: 甲, en: a, clause: 二, items: [cold, ash]}]\n"},
	{"cap without a value", "unlisted: 二\n", "unlisted: 二\ncaps: [{id: total, clause: 三}]\n"},
	{"cap of a local value nobody declared", "unlisted: 二\n", "unlisted: 二\ncaps: [{id: total, clause: 三, local: cap}]\n"},
	{"award to a stranger", "unlisted: 二\n", "unlisted: 二\nawards: [{id: sea, zh: 海葬, en: sea, clause: 三, payee: broker, values: \"1000.00\"}]\n"},
	{"last fund with a condition", "unlisted: 二\n", "unlisted: 二\nfunds: [{id: county_budget, clause: 三, when: subsistence}]\n"},
	{"fund that is never reached", "unlisted: 二\n", "unlisted: 二\nfunds: [{id: home, clause: 三}, {id: county_budget, clause: 三}]\n"},
	{"class that is never reached", "classes:\n", "classes:\n  - {id: everyone, zh: 所有人, en: everyone, clause: 一}\n"},
	{"cap that is never reached", "unlisted: 二\n", "unlisted: 二\ncaps: [{id: all, clause: 三, values: \"1300.00\"}, {id: poor, clause: 三, values: \"2000.00\", when: subsistence}]\n"},
	{"level of a village", "unlisted: 二\n", "unlisted: 二\nfunds: [{id: county_budget, clause: 三, levels: [village]}]\n"},
	{"shares of another number", "unlisted: 二\n", "unlisted: 二\nfunds: [{id: shared, clause: 三, levels: [province, county], shares: \"5:3:2\"}]\n"},
	{"paper of an unknown kind", "{id: class_proof, clause: 一}", "{id: photo, zh: 照片, en: photo, kind: picture, clause: 一}"},
	{"paper without words", "{id: class_proof, clause: 一}", "{id: photo, kind: other, clause: 一}"},
	{"paper of its own without a kind", "{id: class_proof, clause: 一}", "{id: photo, zh: 照片, en: photo, clause: 一}"},
	{"copies in words", "{id: class_proof, clause: 一}", "{id: class_proof, clause: 一, copies: 三}"},
	{"deadline without a unit", "count: 6, unit: months", "count: 6"},
	{"deadline that refuses in working days", "count: 6, unit: months", "count: 6, unit: workdays"},
	{"handler of an unknown kind", "unlisted: 二\n", "unlisted: 二\nhandlers: [{kind: broker, clause: 三}]\n"},
	{"office that receives nothing", "office: home, payee: account", "office: hospital, payee: account"},
	{"assumption without a choice", "assumptions: [law_summary, quantity_one", "assumptions: [{id: how_long, clause: 二, question_zh: 存多久, question_en: how long}, quantity_one"},
	{"assumption nobody knows", "assumptions: [law_summary, quantity_one", "assumptions: [law_sumary, quantity_one"},
	{"mapping for a list", "classes:\n  - {id: free", "classes:\n  first: {id: free"},
	{"text for a list", "papers:\n  - {id: death_certificate, clause: 一}\n  - {id: deceased_id, clause: 一}\n  - {id: class_proof, clause: 一}\n", "papers: 死亡证明\nother:\n"},
}

// tutorial gives the files of the tutorial's pack.
func tutorial(t testing.TB) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/policy-tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)```[a-z]+ ([a-z.]+)\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		files[m[1]] += m[2]
	}
	return files
}

// Each mistake is told where it stands, what is wrong and what is allowed, in
// both languages; run with UPDATE=1 to write the file that is compared.
func TestBrokenPacks(t *testing.T) {
	if len(broken) < 60 {
		t.Fatalf("%d packs", len(broken))
	}
	files := tutorial(t)
	var b strings.Builder
	for _, c := range broken {
		if n := strings.Count(files["pack.yaml"], c.old); n < 1 {
			t.Fatalf("%s: %q is not there", c.name, c.old)
		}
		text := strings.Replace(files["pack.yaml"], c.old, c.new, 1)
		_, err := policy.Load(fstest.MapFS{"p/pack.yaml": {Data: []byte(text)}, "p/law.md": {Data: []byte(files["law.md"])}}, "p")
		l := problems(err)
		if len(l) == 0 {
			t.Errorf("%s: no fault is told", c.name)
		}
		fmt.Fprintf(&b, "== %s\n", c.name)
		for _, p := range l {
			fmt.Fprintf(&b, "%s %s\n  %s。%s\n  %s. %s\n", strings.TrimPrefix(p.Field, "p/"), p.Code, p.Zh, p.CureZh, p.En, p.CureEn)
		}
	}
	const name = "testdata/broken.txt"
	kept, err := os.ReadFile(name)
	if os.Getenv("UPDATE") != "" {
		err = os.WriteFile(name, []byte(b.String()), 0o644)
		kept = []byte(b.String())
	}
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != b.String() {
		want, got := strings.Split(string(kept), "\n"), strings.Split(b.String(), "\n")
		for i := range min(len(want), len(got)) {
			if want[i] != got[i] {
				t.Fatalf("line %d: want %s, got %s", i+1, want[i], got[i])
			}
		}
		t.Fatal("not the same length")
	}
}
