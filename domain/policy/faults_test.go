package policy_test

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"songbai/domain/policy"
	"songbai/domain/problem"
)

const packs = "../../policies"

func file(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(packs + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// folder is a pack in memory with changes made to pack.yaml: pairs of old and
// new text, each old one found exactly once.
func folder(t testing.TB, place string, changes ...string) fs.FS {
	t.Helper()
	text := file(t, place+"/pack.yaml")
	for i := 0; i < len(changes); i += 2 {
		if n := strings.Count(text, changes[i]); n != 1 {
			t.Fatalf("%q is there %d times", changes[i], n)
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	m := fstest.MapFS{"p/pack.yaml": {Data: []byte(text)}, "p/law.md": {Data: []byte(file(t, place+"/law.md"))}}
	for _, name := range []string{"cases.yaml", "local-sample.yaml", "prices-sample.yaml"} {
		if b, err := os.ReadFile(packs + "/" + place + "/" + name); err == nil {
			m["p/"+name] = &fstest.MapFile{Data: b}
		}
	}
	return m
}

func load(t testing.TB, place string, changes ...string) *policy.Pack {
	t.Helper()
	p, err := policy.Load(folder(t, place, changes...), "p")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func problems(err error) problem.List {
	var l problem.List
	errors.As(err, &l)
	return l
}

// Each mistake in a pack is found, named by its code and place.
func TestPackFaults(t *testing.T) {
	cases := []struct{ name, old, new, code, at string }{
		{"unknown key", "cap_order: items", "cap_order: items\nrounding: up", "pack.unknown_key", ":\\d+:1$"},
		{"unknown key inside", "out_of_area: {clause: 三(七),", "out_of_area: {clause: 三(七), best: yes,", "pack.unknown_key", ":154:29$"},
		{"missing key", "area: \"441881\"\n", "", "pack.missing", ""},
		{"key twice", "cap_order: items", "cap_order: items\ncap_order: items", "pack.twice", ":\\d+:1$"},
		{"empty value", "area: \"441881\"", "area:", "pack.value", ""},
		{"bad area", "area: \"441881\"", "area: \"44188\"", "pack.value", ":7:7$"},
		{"bad code", "{code: pickup,", "{code: Pickup,", "pack.value", ""},
		{"bad word", "unit: trip,", "unit: lorry,", "pack.value", ""},
		{"bad day", "effective: {from: 2016-01-01", "effective: {from: 2016-02-30", "pack.value", ":8:19$"},
		{"ends before it begins", "effective: {from: 2016-01-01", "effective: {from: 2016-01-01, to: 2015-01-01", "pack.backward", ""},
		{"negative", "limits: [{from: 2016-01-01, most: 3,", "limits: [{from: 2016-01-01, most: -3,", "pack.negative", ""},
		{"gap at the beginning", "limits: [{from: 2016-01-01, most: 3,", "limits: [{from: 2016-01-02, most: 3,", "pack.gap", ""},
		{"gap at the end", "limits: [{from: 2016-01-01, most: 3,", "limits: [{from: 2016-01-01, to: 2020-01-01, most: 3,", "pack.gap", ""},
		{"gap between", "{from: 2016-01-01, most: 3, clause: 二(三), source: plan}", "{from: 2016-01-01, to: 2019-12-31, most: 3, clause: 二(三), source: plan}, {from: 2020-01-02, most: 4, clause: 二(三), source: plan}", "pack.gap", ""},
		{"overlap", "{from: 2016-01-01, most: 3, clause: 二(三), source: plan}", "{from: 2016-01-01, to: 2020-01-01, most: 3, clause: 二(三), source: plan}, {from: 2020-01-01, most: 4, clause: 二(三), source: plan}", "pack.overlap", ""},
		{"limits only with conditions", "most: 3,", "most: 3, when: subsistence,", "pack.value", ""},
		{"unknown clause", "grade_clause: 三(六), limits: [{from: 2016-01-01, most: 3,", "grade_clause: 三(九), limits: [{from: 2016-01-01, most: 3,", "pack.reference", ""},
		{"unknown source", "most: 3, clause: 二(三), source: plan", "most: 3, clause: 二(三), source: rumour", "pack.reference", ""},
		{"unknown local value", "local: cap}", "local: hat}", "pack.reference", ""},
		{"local value of the other type", "local: cap}", "local: subsistence_shares}", "pack.reference", ""},
		{"quote not in the law", "text: \"(二)遗体消毒\"", "text: \"(二)遗体消毒两次\"", "pack.quote", ""},
		{"id twice", "{code: disinfection,", "{code: pickup,", "pack.twice", ""},
		{"fund without else", "en: county budget, clause: 四, levels: [county]}", "en: county budget, clause: 四, levels: [county], when: entitled}", "pack.last", ""},
		{"unknown level", "en: county budget, clause: 四, levels: [county]}", "en: county budget, clause: 四, levels: [village]}", "pack.reference", ""},
		{"levels in another order", "levels: [province, prefecture, county], local: subsistence_shares", "levels: [county, prefecture, province], local: subsistence_shares", "pack.levels", ""},
		{"no price list asked for", "home_prices:\n  zh: 市殡仪馆\n  en: the city's funeral home\n  clause: 二(末)\n  set_by: 民政局政策管理员\n  where: 政策 → 价目表\n", "", "pack.missing", ""},
		{"list instead of text", "title: 英德市城乡居民殡葬基本服务由政府免费提供的实施方案\ntitle_en", "title: [a]\ntitle_en", "pack.shape", ":3:8$"},
		{"text instead of list", "path: [home, bureau, finance]", "path: home", "pack.shape", ""},
		{"unknown party", "path: [home, bureau, finance]", "path: [home, mayor]", "pack.reference", ""},
		{"anchor", "pack: yingde", "pack: &a yingde", "pack.syntax", ""},
		{"tab", "pack: yingde", "pack:\tyingde\n\tx: 1", "pack.syntax", ""},
		{"two documents", "pack: yingde", "pack: yingde\n---\na: 1", "pack.syntax", ""},
		{"another language", "language: 1", "language: 2", "pack.value", ""},
		{"grade rule without sums", "unit: trip, price: list,\n     other_grades: difference", "unit: trip, price: list,\n     other_grades: credit", "pack.value", ""},
		{"list price with tariffs", "unit: trip, price: list,", "unit: trip, price: list, tariffs: [{from: 2016-01-01, per: trip, price: \"1.00\", clause: 二(一), source: plan}],", "pack.value", ""},
		{"fixed price without tariffs", "unit: trip, price: list,", "unit: trip, price: fixed,", "pack.value", ""},
		{"unknown fact", "when: disposal != \"cremation\"", "when: disposl != \"cremation\"", "pack.condition", ":\\d+:11$"},
		{"misspelt value", "when: disposal != \"cremation\"", "when: disposal != \"cremated\"", "pack.condition", ""},
		{"unknown place set", "!within(household, \"county\")\n    clause: 三(七)", "!within(household, \"country\")\n    clause: 三(七)", "pack.reference", ""},
	}
	for _, c := range cases {
		_, err := policy.Load(folder(t, "yingde", c.old, c.new), "p")
		found := false
		for _, p := range problems(err) {
			found = found || p.Code == c.code && regexp.MustCompile(c.at).MatchString(p.Field)
			if !strings.HasPrefix(p.Field, "p/pack.yaml:") || p.Zh == "" || p.En == "" || p.CureZh == "" {
				t.Errorf("%s: incomplete problem %+v", c.name, p)
			}
		}
		if !found {
			t.Errorf("%s: want %s %s, got\n%v", c.name, c.code, c.at, err)
		}
	}
}

// All faults of a pack come at once, in the order of the file.
func TestAllFaultsAtOnce(t *testing.T) {
	_, err := policy.Load(folder(t, "yingde", "cap_order: items", "cap_order: nothing\nfoo: 1", "most: 3,", "most: -1,", "language: 1", "language: x", "code: pickup", "code: 1x"), "p")
	l := problems(err)
	if len(l) != 5 {
		t.Fatalf("%d faults:\n%v", len(l), err)
	}
	last := 0
	for _, p := range l {
		var line int
		for _, c := range strings.Split(p.Field, ":")[1] {
			line = line*10 + int(c-'0')
		}
		if line < last {
			t.Errorf("out of order: %v", err)
		}
		last = line
	}
}

func TestMissingFiles(t *testing.T) {
	_, err := policy.Load(fstest.MapFS{}, "p")
	if l := problems(err); len(l) != 2 || l[0].Code != "pack.file" {
		t.Error(err)
	}
}

// The canonical bytes are read back to the same pack, whatever the layout of
// the file; a change of a value changes the hash, and damage is noticed.
func TestCanonical(t *testing.T) {
	for _, place := range []string{"yingde", "qujiang"} {
		p := load(t, place)
		again, err := policy.Parse(p.Canonical())
		if err != nil {
			t.Fatal(err)
		}
		if again.Hash() != p.Hash() || string(again.Canonical()) != string(p.Canonical()) || again.Law != p.Law {
			t.Error("not the same pack")
		}
	}
	p := load(t, "yingde")
	if q := load(t, "yingde", "cap_order: items", "# a remark\n\ncap_order:   'items'"); q.Hash() != p.Hash() {
		t.Error("layout changes the hash")
	}
	if q := load(t, "yingde", "most: 3,", "most: 4,"); q.Hash() == p.Hash() {
		t.Error("a value does not change the hash")
	}
	for _, damage := range [][2]string{{`"most":"3"`, `"most": "3"`}, {`"pack":"yingde"`, `"pack":"Yingde"`}, {`"law"`, `"lore"`}, {`{"law"`, `["law"`}} {
		if _, err := policy.Parse([]byte(strings.Replace(string(p.Canonical()), damage[0], damage[1], 1))); err == nil {
			t.Errorf("%v is not noticed", damage)
		}
	}
}

// No Go outside the packs names a place: rules of places are data.
func TestNoPlaceInCode(t *testing.T) {
	place := places(t)
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (path == "policies" || path == "node_modules" || path == ".git" || path == "bench" || path == "door/demo") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if place.MatchString(code) && ruleRooms.MatchString(path) {
				t.Errorf("%s:%d names a place: %s", path, i+1, strings.TrimSpace(line))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// places matches the names and codes of every place that has a pack.
func places(t *testing.T) *regexp.Regexp {
	t.Helper()
	dirs, err := fs.ReadDir(os.DirFS(packs), ".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		p, err := policy.Load(os.DirFS(packs), d.Name())
		if err != nil {
			t.Fatal(err)
		}
		place, _, _ := strings.Cut(p.ID, "_")
		names = append(names, `\b`+place+`\b`, string([]rune(p.Title)[:2]))
		if len(p.Area) == 6 {
			names = append(names, p.Area)
		}
	}
	if len(names) < 120 {
		t.Fatalf("only %v", names)
	}
	return regexp.MustCompile(`(?i)` + strings.Join(names, "|"))
}

// ruleRooms are the rooms where a place in code would be a rule of that place.
var ruleRooms = regexp.MustCompile(`^(domain|office|store|verify|print|outside|main\.go)`)

// What was published keeps its hash: later builds read the same packs into the
// same canonical bytes.
func TestPublishedHashesStand(t *testing.T) {
	for place, want := range map[string]string{
		"yingde":  "5beb4cd8df9b0654822057af36fdc0fc5a6d6a8a7c77d47724775327c7855240",
		"qujiang": "8b930ac9b96d69a48f3d1245af26fad113148c3c7289ae6e20d0d9bedb84bba2",
	} {
		if got := load(t, place).Hash(); got != want {
			t.Errorf("%s: %s", place, got)
		}
	}
}
