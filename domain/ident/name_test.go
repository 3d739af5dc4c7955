package ident

import (
	"strings"
	"testing"
	"unicode/utf8"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestNameFolds(t *testing.T) {
	for _, c := range []struct {
		in, want string
		review   bool
	}{
		{"阿卜杜·热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜・热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜•热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜‧热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜∙热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜．热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜.热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜 · 热合曼", "阿卜杜·热合曼", false},
		{"阿卜杜··热合曼", "阿卜杜·热合曼", false},
		{"张 三", "张三", false},
		{"　张　三\n", "张三", false},
		{"李〇", "李〇", false},
		{"𬱖某", "𬱖某", false},
		{"\u9fb4某", "\u9fb4某", false},
		{"\uf900某", "\uf900某", false}, // compatibility characters stay
		{"Ｊｏｈｎ  Smith", "John Smith", false},
		{"J. R. O’Neil-Smith", "J. R. O'Neil-Smith", false},
		{"无名氏（男）", "无名氏(男)", false},
		{"无名氏1号", "无名氏1号", true},
		{"王\ue000五", "王\ue000五", true},
		{"⽅某", "⽅某", true}, // a radical, U+2F45
		{"葛\U000E0100某", "葛\U000E0100某", true},
		{"⿰亻某", "⿰亻某", true},
		{"\U000323B0某", "\U000323B0某", true},
	} {
		got, review, err := Name(c.in)
		if got != c.want || review != c.review || err != nil {
			t.Errorf("%+q: %+q review %v %v", c.in, got, review, err)
		}
	}
}

func TestNameRefuses(t *testing.T) {
	for in, code := range map[string]string{
		"":                       "ident.name_empty",
		" 　\t":                   "ident.name_empty",
		"张\u202e三":               "ident.name_hidden",
		"李\u200b四":               "ident.name_hidden",
		"李\u200d四":               "ident.name_hidden",
		"李\u2060四":               "ident.name_hidden",
		"\ufeff李四":               "ident.name_hidden",
		"李\u2066四":               "ident.name_hidden",
		"李\u00ad四":               "ident.name_hidden",
		"李\u3164四":               "ident.name_hidden",
		"李\u2028四":               "ident.name_hidden",
		"李\x00四":                 "ident.name_hidden",
		"李\t四":                   "ident.name_hidden",
		"李\n四":                   "ident.name_hidden",
		"李\x7f四":                 "ident.name_hidden",
		"李\ufffd四":               "ident.name_lost",
		"李\xff四":                 "ident.name_lost",
		"李?":                     "ident.name_character",
		"李＊":                     "ident.name_character",
		"=李四":                    "ident.name_character",
		"<b>李四":                  "ident.name_character",
		"李四🙂":                    "ident.name_character",
		"李〓":                     "ident.name_character",
		"李四，王五":                  "ident.name_character",
		"12345":                  "ident.name_character",
		"(.)":                    "ident.name_character",
		"·李四":                    "ident.name_dot",
		"李四·":                    "ident.name_dot",
		"-李四":                    "ident.name_dot",
		"\u0301李":                "ident.name_dot",
		strings.Repeat("李", 101): "ident.name_long",
	} {
		got, _, err := Name(in)
		if problem.CodeOf(err) != code || got != "" {
			t.Errorf("%+q: %q %v, want %s", in, got, err, code)
		}
		if p := problem.Of(err); p != nil && strings.Contains(p.Text("zh")+p.Text("en"), "李") {
			t.Errorf("%s says the name", p.Code)
		}
	}
}

func TestNameNamesThePlace(t *testing.T) {
	_, _, err := Name("阿卜杜\u200b热合曼")
	if p := problem.Of(err); p == nil || !strings.Contains(p.Zh, "第 4 个") || !strings.Contains(p.En, "character 4") {
		t.Errorf("%v", p)
	}
}

func TestLongNamesFit(t *testing.T) {
	for _, n := range []int{25, 50, 51, 100} {
		in := strings.Repeat("买", n-2) + "·买"
		got, review, err := Name(in)
		if got != in || review || err != nil {
			t.Errorf("%d characters: %v", n, err)
		}
	}
}

func TestSearchForm(t *testing.T) {
	for _, pair := range [][2]string{
		{"阿卜杜·热合曼", "阿卜杜热合曼"}, {"\uf900某", "\u8c48某"}, {"⽅某", "方某"}, {"葛\U000E0100某", "葛某"},
		{"John Smith", "JOHNSMITH"}, {"e\u0301", "É"}, {"e·\u0301", "É"}, {"Ｏ’Neil", "O'NEIL"}, {"无名氏(男)", "无名氏男"},
	} {
		if a, b := SearchForm(pair[0]), SearchForm(pair[1]); a != b || a == "" {
			t.Errorf("%+q and %+q", a, b)
		}
	}
	if SearchForm("陈某") == SearchForm("阵某") {
		t.Error("two characters became one")
	}
}

func TestNameIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SampledFrom([]rune("张三阿卜杜·・•. -'（）Jo é\u0301𬱖\ue000１1　⽅Ａ豈"))
		checkName(t, rapid.StringOfN(runes, 0, 12, -1).Draw(t, "name"))
	})
}

type fataler interface{ Fatalf(string, ...any) }

// checkName holds what is true of every text given as a name.
func checkName(t fataler, raw string) {
	name, review, err := Name(raw)
	if err != nil {
		if p := problem.Of(err); p == nil || name != "" {
			t.Fatalf("%+q: %q %v", raw, name, err)
		}
		return
	}
	again, reviewAgain, err := Name(name)
	if again != name || review != reviewAgain || err != nil {
		t.Fatalf("%+q: %+q, then %+q %v", raw, name, again, err)
	}
	if n := utf8.RuneCountInString(name); n == 0 || n > NameMax || !utf8.ValidString(name) {
		t.Fatalf("%+q: %d characters", raw, n)
	}
	if f := SearchForm(name); SearchForm(f) != f {
		t.Fatalf("%+q: search form %+q, then %+q", raw, f, SearchForm(f))
	}
	b, err := EncodeGB18030(name)
	if err != nil {
		t.Fatalf("%+q: %v", name, err)
	}
	if back, err := DecodeGB18030(b); err != nil || back != name && !hasDoubled(name) {
		t.Fatalf("%+q: back as %+q %v", name, back, err)
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"阿卜杜・热合曼", "张 三", "J. R. O’Neil", "王\ue000五", "李\u200b四", "⽅\ufe00", "\uf900"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) { checkName(t, raw) })
}

func FuzzRead(f *testing.F) {
	for i, s := range []string{"449999189305060016", "449999380506001", "h00000001", "军字第0000001号", "0000000301（b）", "A2026-0001"} {
		f.Add(i, s)
	}
	f.Fuzz(func(t *testing.T, kind int, raw string) {
		ks := Kinds()
		k := ks[int(uint(kind)%uint(len(ks)))]
		d, err := Read(k, raw)
		if err != nil {
			noPart(t, err, raw, 7)
			if problem.Of(err) == nil || d != (Document{}) {
				t.Fatalf("%v %v", d, err)
			}
			return
		}
		again, err := Read(k, d.Number)
		if err != nil || again != d || again.Key() != d.Key() {
			t.Fatalf("%s %q is read again as %q: %v", k, d.Number, again.Number, err)
		}
		if (d.Key() == "") != (k == None) {
			t.Fatalf("%s has key %q", k, d.Key())
		}
		if loose, err := ReadOverridden(k, raw); err != nil || loose != d {
			t.Fatalf("overridden: %v", err)
		}
		if _, ok := d.Birth(); ok {
			if _, ok := d.Sex(); !ok {
				t.Fatal("a birth date without a sex")
			}
		}
	})
}
