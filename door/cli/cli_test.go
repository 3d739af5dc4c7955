package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/alecthomas/kong"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/office"
)

// command runs a command line that needs no installation.
func command(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(context.Background(), args, Parts{Version: "v1", Packs: fstest.MapFS{}}, strings.NewReader(stdin), &o, &e)
	return code, o.String(), e.String()
}

func TestTheDocumentIsPrintedByTheProgram(t *testing.T) {
	_, printed, _ := command(t, "", "help", "--markdown")
	kept, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	if printed != string(kept) {
		t.Error("docs/cli.md is not what the program prints: songbai help --markdown > docs/cli.md")
	}
	if strings.Contains(printed, "failpoint") {
		t.Error("the hidden flags of kill tests are in the document")
	}
}

func TestUsageErrorsAreSentencesInTwoLanguages(t *testing.T) {
	for _, c := range []struct {
		args   []string
		zh, en string
	}{
		{[]string{"bogus"}, "没有“bogus”这个命令或参数", "unexpected argument bogus"},
		{[]string{"claim"}, "命令不完整，可选", "expected one of"},
		{[]string{"claim", "lodge"}, "缺少选项：--claim", "missing flags: --claim"},
		{[]string{"claim", "lodge", "--clam", "1"}, "没有 --clam 这个选项", "unknown flag --clam"},
		{[]string{"claim", "sign", "--claim", "1", "--means", "fax"}, "--means 的值只能是", "--means must be one of"},
		{[]string{"list", "pass", "--list", "1", "--seq", "abc"}, "--seq 的值写法不对", "--seq: not written"},
		{[]string{"claim", "list"}, "没有指明数据目录", "no data folder"},
		{[]string{"list", "submit", "--period", "2026-13"}, "--period", "--period"},
		{[]string{"init", "--data", "d", "--engine", "postgres"}, "--dsn", "--dsn"},
		{[]string{"help", "nothere"}, "没有“nothere”这个命令", "no command nothere"},
	} {
		code, out, zh := command(t, "", c.args...)
		if code != Usage || out != "" || !strings.Contains(zh, c.zh) {
			t.Errorf("%v: %d %q, want %d with %q", c.args, code, zh, Usage, c.zh)
		}
		code, _, en := command(t, "", append(c.args, "--lang", "en")...)
		if code != Usage || !strings.Contains(en, c.en) || regexp.MustCompile(`\p{Han}`).MatchString(en) {
			t.Errorf("%v in English: %d %q, want %q and no Chinese", c.args, code, en, c.en)
		}
	}
}

func TestErrorsAsJSON(t *testing.T) {
	code, _, errs := command(t, "", "claim", "list", "--json")
	var p struct{ Code, Zh, En, Field string }
	if err := json.Unmarshal([]byte(errs), &p); err != nil || code != Usage || p.Code != "cli.data" || p.Field != "--data" {
		t.Errorf("%d %s %v", code, errs, err)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"--help"}, {"-h"}} {
		code, out, _ := command(t, "", args...)
		if code != Done || !strings.Contains(out, "decide") || !strings.Contains(out, "songbai demo --data data/demo") {
			t.Errorf("%v: %d %s", args, code, out)
		}
	}
	for _, args := range [][]string{{"help", "claim", "sign"}, {"claim", "sign", "--help"}, {"claim", "sign", "--claim", "1", "-h"}} {
		code, out, _ := command(t, "", args...)
		if code != Done || !strings.Contains(out, "--means") || !strings.Contains(out, "必填") {
			t.Errorf("%v: %d %s", args, code, out)
		}
	}
	if _, out, _ := command(t, "", "help", "--lang", "en"); regexp.MustCompile(`\p{Han}`).MatchString(strings.Split(out, "Examples")[0]) {
		t.Errorf("Chinese in the English help:\n%s", out)
	}
	if code, out, _ := command(t, "", "version", "--json"); code != Done || out != "{\"version\":\"v1\"}\n" {
		t.Errorf("%d %q", code, out)
	}
}

// newParser gives a parser as Run has it.
func newParser(t *testing.T) (*kong.Kong, *root) {
	t.Helper()
	var r root
	k, err := kong.New(&r, kong.Name("songbai"), kong.NoDefaultHelp(), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	return k, &r
}

func TestExamplesAreCommandsOfTheirNode(t *testing.T) {
	for path, list := range examples {
		for _, e := range list {
			line, _, _ := strings.Cut(strings.TrimPrefix(e, "songbai "), " < ")
			line, _, _ = strings.Cut(line, " > ")
			k, _ := newParser(t)
			c, err := k.Parse(strings.Fields(line))
			if err != nil {
				t.Errorf("%s: %v", e, err)
				continue
			}
			if path != "songbai" && !strings.HasPrefix(pathOf(c.Selected()), path) {
				t.Errorf("%s stands under %s", e, path)
			}
		}
	}
}

func TestEveryFlagAndCommandIsExplainedInTwoLanguages(t *testing.T) {
	k, _ := newParser(t)
	var walk func(n *kong.Node)
	check := func(where, help string) {
		if zh, en, ok := strings.Cut(help, "|"); !ok || zh == "" || en == "" {
			t.Errorf("%s: %q is not Chinese|English", where, help)
		}
	}
	walk = func(n *kong.Node) {
		if n.Parent != nil {
			check(pathOf(n), n.Help)
		}
		for _, f := range n.Flags {
			if !f.Hidden {
				check(pathOf(n)+" --"+f.Name, f.Help)
			}
			if len(f.Envs) > 0 {
				t.Errorf("--%s takes an environment variable", f.Name)
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(k.Model.Node)
}

func TestEveryFieldOfAnAnswerHasALabel(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(t reflect.Type, path string)
	walk = func(ty reflect.Type, path string) {
		for ty.Kind() == reflect.Pointer || ty.Kind() == reflect.Slice {
			ty = ty.Elem()
		}
		if ty.Kind() != reflect.Struct || seen[ty] {
			return
		}
		seen[ty] = true
		for _, f := range reflect.VisibleFields(ty) {
			if name := strings.TrimSuffix(jsonName(f), "_zh"); f.IsExported() && !f.Anonymous && name != "" {
				if _, ok := labels[name]; !ok {
					t.Errorf("%s.%s: %q has no label", path, f.Name, name)
				}
			}
			if f.IsExported() {
				walk(f.Type, path+"."+f.Name)
			}
		}
	}
	for _, v := range []any{office.Drafted{}, office.Moved{}, office.Slip{}, office.Bill{}, office.ClaimView{}, office.ListMoved{}, office.ListView{}, office.LineView{}, office.ReadyView{},
		office.OrderMade{}, office.OrderView{}, office.BankFile{}, office.Imported{}, office.Added{}, office.Paper{}, office.Reversal{}, office.Recovered{}, office.BudgetView{},
		office.OfficeRow{}, office.PersonRow{}, office.RuleRow{}, recoveryRow{}, bookRow{}, holidayRow{}} {
		walk(reflect.TypeOf(v), reflect.TypeOf(v).Name())
	}
}

func TestBodiesAreReadStrictlyAndNeverRepeated(t *testing.T) {
	secret := "440000SECRET"
	for body, field := range map[string]string{
		`{"claim":1,"extra":"` + secret + `"}`:                          "extra",
		`{"claim":"` + secret + `"}`:                                    "claim",
		`{"claim":1,"claim":2}`:                                         "claim",
		`{"form":{"deceased":{"death":"` + secret + `"}}}`:              "form.deceased.death",
		`{"form":{"deceased":{"documents":[{"nr":"` + secret + `"}]}}}`: "form.deceased.documents.0.nr",
		`{"claim":1} "` + secret + `"`:                                  "",
		secret:                                                          "",
	} {
		var req office.DraftClaim
		err := strict([]byte(body), &req)
		if err == nil {
			t.Errorf("%s was read", body)
			continue
		}
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error repeats a value: %v", err)
		}
		if !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v, want the field %q", body, err, field)
		}
	}
	var req office.DraftClaim
	if err := strict([]byte(`{"form":{"route":"waiver","deceased":{"documents":[{"kind":"id_card","number":"x"}],"death":"2026-03-01"}}}`), &req); err != nil || *req.Form.Deceased.Death != date.MustDay("2026-03-01") {
		t.Errorf("%+v %v", req, err)
	}
}

func TestServicesOfFlags(t *testing.T) {
	s, err := service("item=cold,quantity=3,unit=100.00,day=2026-03-01")
	if err != nil || s.Charged != 30000 || s.Unit != 10000 || s.Quantity != 3 {
		t.Errorf("%+v %v", s, err)
	}
	s, err = service("item=pickup,metres=12000,charged=120.50,day=2026-03-01")
	if err != nil || s.Charged != 12050 || s.Metres != 12000 || s.Quantity != 1 {
		t.Errorf("%+v %v", s, err)
	}
	for _, bad := range []string{"item=cold", "item=cold,day=2026-02-30", "item=cold,unit=1.005,day=2026-03-01", "item=cold,quantity=x,day=2026-03-01", "article=cold,day=2026-03-01", "cold"} {
		if _, err := service(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestShowForPeople(t *testing.T) {
	type line struct {
		Item   string       `json:"item"`
		Waived money.Amount `json:"waived_fen"`
		Note   string       `json:"note,omitempty"`
	}
	type answer struct {
		State   string       `json:"state"`
		StateZh string       `json:"state_zh"`
		Waived  money.Amount `json:"waived_fen"`
		At      string       `json:"at"`
		Lines   []line       `json:"lines"`
		Hidden  string       `json:"-"`
		Empty   string       `json:"reason"`
		Omitted money.Amount `json:"fen,omitempty"`
	}
	v := answer{"lodged", "已提交", 130000, "2026-11-23T16:30:00.000000Z", []line{{"cold", 30000, ""}, {"冷藏", 5, ""}}, "x", "", 0}
	write := func(lang string) string {
		var b bytes.Buffer
		x := &call{root: &root{Lang: lang}, out: &b}
		if err := x.show(v); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got, want := write("zh"), "状态  已提交\n免除  1300.00\n时间  2026-11-24 00:30\n明细\n  项目  免除\n  cold  300.00\n  冷藏  0.05\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := write("en"); !strings.Contains(got, "state   lodged\n") || strings.Contains(got, "已提交") {
		t.Error(got)
	}
	var b bytes.Buffer
	x := &call{root: &root{JSON: true}, out: &b}
	if err := x.show([]line(nil)); err != nil || b.String() != "[]\n" {
		t.Errorf("%q %v", b.String(), err)
	}
}

func TestClockStartsWhereItIsSetAndRunsOn(t *testing.T) {
	c := newClock()
	if err := c.set("2026-03-01"); err != nil {
		t.Fatal(err)
	}
	if got := c.Now(); got.Beijing() != "2026-03-01 09:00" {
		t.Errorf("a day begins at nine: %s", got.Beijing())
	}
	if err := c.set("2026-03-01T08:30:15.123456Z"); err != nil || !strings.HasPrefix(c.Now().String(), "2026-03-01T08:30:1") {
		t.Errorf("%s %v", c.Now(), err)
	}
	before := c.Now()
	for c.Now() == before { // it moves by itself
	}
	if err := c.set("yesterday"); err == nil {
		t.Error("not a time, but taken")
	}
}

func TestAnswersOfActsAreSaidInWords(t *testing.T) {
	for _, c := range []struct {
		v              any
		want, wantless string
	}{
		{office.ListMoved{List: 7, State: "reviewing", StateZh: "审核中", Lines: 12}, "状态 审核中 明细 12", "0.00"},
		{office.Moved{Claim: 7, State: "lodged", StateZh: "已提交"}, "状态 已提交", "lodged"},
		{office.OrderMade{Order: 7, State: "ordered", Zh: "已下达支付"}, "已下达支付", "ordered"},
	} {
		var b bytes.Buffer
		x := &call{root: &root{Lang: "zh"}, out: &b}
		if err := x.show(c.v); err != nil || !strings.Contains(strings.Join(strings.Fields(b.String()), " "), c.want) || strings.Contains(b.String(), c.wantless) {
			t.Errorf("want %q and no %q:\n%s %v", c.want, c.wantless, b.String(), err)
		}
	}
	var b bytes.Buffer
	x := &call{root: &root{Lang: "zh"}, out: &b}
	if err := x.did(nil, "password_set", "密码已设置"); err != nil || b.String() != "已办  密码已设置\n" {
		t.Errorf("%q %v", b.String(), err)
	}
}
