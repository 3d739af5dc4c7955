package policy_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/policies"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 11)) }

// A decision in words: every sum, its reason and its clause.
func TestExplain(t *testing.T) {
	plan := oraclePlan(t)
	f := resident("2026-03-02")
	f.Yes |= policy.Subsistence
	f.Services = []policy.Service{charge("cold", 5, 11050), {Item: "hall", Grade: "large", Quantity: 1, Charged: 80000}, charge("cremation", 1, 23000),
		charge("urn", 1, 30000), charge("wreath", 2, 5000)}
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil {
		t.Fatal(err)
	}
	var zh, en strings.Builder
	for _, s := range policy.Explain(plan, &f, &d) {
		zh.WriteString(s.Clause + " " + s.Zh + "\n")
		en.WriteString(s.En + "\n")
	}
	for _, want := range []string{
		"附 适用《市城乡居民", "一(一) 属于具有英德市户籍的城乡居民（一(一)）；逐条核对 6 项不予免除的情形，均不存在。",
		"二(三) 普通冷藏柜遗体存放费：收费 552.50 元（5 天）；可免 3 天，标准价合计 331.50 元（3 × 110.50）；超出数量限额。免除 331.50 元，自付 221.00 元。",
		"三(六) 小型遗体告别厅租用费：收费 800.00 元（1 次）；可免 1 次，标准价合计 280.00 元；不是普通档。免除 280.00 元，自付 520.00 元。",
		"二(六) 简易标准型骨灰盒（盅、缸）：收费 300.00 元（1 个）；可免 1 个，标准价合计 160.00 元，限额前可免 160.00 元；收费高于标准价；超出最高限额。免除 158.50 元，自付 141.50 元。",
		"三(六) wreath：收费 100.00 元；不在二(一)至二(七)所列免费项目内，由丧属承担。免除 0.00 元，自付 100.00 元。",
		"二(末) 合计可免 1,001.50 元，超过免除费用最高限额 1,000.00 元；按项目顺序计满限额，超出的 1.50 元自付。",
		"四 由城乡最低生活保障资金支付：省级 333.34 元，地市级 333.33 元，县级 333.33 元。",
		"收费合计 1,982.50 元 = 免除 1,000.00 元 + 自付 982.50 元。",
		"三(一) 须交：丧属或经办人身份证，原件，复印件 3 份。",
	} {
		want = strings.Replace(want, "附 适用《市城乡居民", "附 适用《英德市城乡居民", 1)
		if !strings.Contains(zh.String(), want) {
			t.Errorf("missing: %s\nin\n%s", want, zh.String())
		}
	}
	for _, want := range []string{"Charged 1,982.50 = waived 1,000.00 + family pays 982.50.", "identity card of the handler, original, 3 copies"} {
		if !strings.Contains(en.String(), want) {
			t.Errorf("missing: %s\nin\n%s", want, en.String())
		}
	}
}

func TestExplainRefusalAndActual(t *testing.T) {
	plan := oraclePlan(t)
	f := resident("2026-03-02")
	f.Yes = policy.OwnHome | policy.WaivedElsewhere
	var d policy.Decision
	if err := plan.Decide(&f, &d); err != nil {
		t.Fatal(err)
	}
	ss := policy.Explain(plan, &f, &d)
	if len(ss) != 3 || ss[1].Kind != "refusal" || ss[1].Clause != "附" || !strings.Contains(ss[1].Zh, "已在他处享受") || !strings.Contains(ss[2].Zh, "自付 230.00 元") {
		t.Error(ss)
	}
	if d.LineClause(0) != "附" || strings.Join(d.Trace, " ") != "refusal:not_cremated- refusal:waived_elsewhere+" {
		t.Error(d.LineClause(0), d.Trace)
	}
	f.Yes, f.Route = policy.OwnHome|policy.Unclaimed, policy.UnclaimedBody
	if err := plan.Decide(&f, &d); err != nil {
		t.Fatal(err)
	}
	if s := policy.Explain(plan, &f, &d)[3]; s.Kind != "cap" || s.Clause != "三(五)" || !strings.Contains(s.Zh, "不受最高限额限制") {
		t.Error(s)
	}
}

// Every sentence of any decision has both languages and no gap.
func TestSentencesWhole(t *testing.T) {
	plan, days, r := oraclePlan(t), calendar(), newRand(5)
	var p person
	var f policy.Facts
	var d policy.Decision
	for range 3000 {
		draw(r, days, &p)
		p.facts(&f)
		if err := plan.Decide(&f, &d); err != nil {
			t.Fatal(err)
		}
		for _, s := range policy.Explain(plan, &f, &d) {
			if s.Zh == "" || s.En == "" || s.Kind == "" || strings.Contains(s.Zh+s.En, "%!") || s.Clause == "" && s.Kind != "total" {
				t.Fatalf("%+v", s)
			}
		}
	}
}

// The runner of cases notices every difference and every unreadable case.
func TestRunCases(t *testing.T) {
	fsys := folder(t, "yingde").(fstest.MapFS)
	text := string(fsys["p/cases.yaml"].Data)
	run := func(old, new string) ([]policy.CaseResult, error) {
		t.Helper()
		if !strings.Contains(text, old) {
			t.Fatalf("%q is not there", old)
		}
		fsys["p/cases.yaml"].Data = []byte(strings.Replace(text, old, new, 1))
		return policy.RunCases(fsys, "p")
	}
	for _, change := range [][2]string{
		{`waived: "1230.00"`, `waived: "1230.01"`}, {`class: resident`, `class: child`}, {`fund: county_budget`, `fund: entitled`},
		{`shares: {county: "1230.00"}`, `shares: {county: "1.00"}`}, {`deceased_id]`, `deceased_id, bank_book]`}, {`refusal: no_class`, `refusal: not_cremated`},
		{`lines: {pickup: "350.00"`, `lines: {pickup: "1.00"`}, {`problem: policy.price_missing`, `problem: other`}, {`{problem: policy.price_missing}`, `{waived: "0.00"}`},
	} {
		results, err := run(change[0], change[1])
		bad := 0
		for i := range results {
			if !results[i].OK() {
				bad++
			}
		}
		if err != nil || bad != 1 {
			t.Errorf("%v: %d cases differ, %v", change, bad, err)
		}
	}
	for _, change := range [][2]string{
		{"route: waiver", "route: free"}, {"household: \"441881102\"", "household: \"4418\"x"}, {"yes: [own_home]", "yes: [own_hat]"}, {"local: local-sample.yaml", "local: nothing.yaml"},
		{"km: 20", "km: far"}, {"expect:", "expects:"}, {"death: 2026-03-02", "death: 2026-03-32"}, {"disposal: cremation", "colour: red"},
	} {
		if _, err := run(change[0], change[1]); err == nil {
			t.Errorf("%v is read", change)
		}
	}
	results, err := run("cases:", "cases:")
	if err != nil || !strings.Contains(results[0].Decide(), "免除 1,230.00 元") {
		t.Error(err)
	}
	delete(fsys, "p/cases.yaml")
	if _, err := policy.RunCases(fsys, "p"); problem.CodeOf(err) != "pack.file" {
		t.Error(err)
	}
}

// Papers that stand for each other are told as one, and an award alone is told
// without sums of nothing.
func TestExplainAwardAndAnyOf(t *testing.T) {
	pack, err := policy.Load(policies.FS, "yunnan_needy")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := policy.Compile(pack, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := policy.Facts{Route: policy.Waiver, Disposal: policy.Cremation, Household: 530128000000, Death: date.MustDay("2015-03-02"), Cremation: date.MustDay("2015-03-04")}
	f.Yes, _ = policy.Yes("household_cancelled")
	f.Yes |= policy.Subsistence
	var d policy.Decision
	text := func() string {
		if err := plan.Decide(&f, &d); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, s := range policy.Explain(plan, &f, &d) {
			b.WriteString(s.Zh + "\n" + s.En + "\n")
		}
		return b.String()
	}
	got := text()
	for _, want := range []string{
		"发放火化补助：1,000.00 元，由县级财政支付，发给家属。",
		"须交以下任一：盖死亡注销章的户口簿，原件；公安机关的死亡注销证明，原件。",
		"Needed, any one of: household book with the stamp of cancellation, original; certificate of cancellation by the police, original.",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("want once: %s\nin\n%s", want, got)
		}
	}
	if strings.Contains(got, "0.00 元 =") || strings.Contains(got, "县级 0.00") || strings.Count(got, "须交") != 5 {
		t.Error(got)
	}
	f.Services = []policy.Service{{Item: "cremation", Quantity: 1, Charged: 70000}}
	if got = text(); !strings.Contains(got, "另发火化补助") || !strings.Contains(got, "自付 700.00 元") {
		t.Error(got)
	}
	f.Services, f.Disposal = nil, policy.Burial
	if got = text(); !strings.Contains(got, "不予免除") || strings.Contains(got, "0.00") {
		t.Error(got)
	}
}
