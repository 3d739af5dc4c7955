package ident

import (
	"strings"
	"testing"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestUSCC(t *testing.T) {
	for _, c := range []struct{ in, want, code string }{
		{companyExample, companyExample, ""},
		{"124418814567890116", "124418814567890116", ""},
		{"12441881MB2C000054", "12441881MB2C000054", ""},
		{strings.ToLower(companyExample), companyExample, ""},
		{"９１350100 M000100Y43", companyExample, ""},
		{"91350100M000100Y44", "", "ident.uscc_check"},
		{"91350100M000100Y4Z", "", "ident.uscc_charset"},
		{"9135010OM000100Y43", "", "ident.uscc_charset"},
		{"91350100M000100Y4国", "", "ident.uscc_charset"},
		{"91350100M000100Y4", "", "ident.uscc_form"},
		{"913501A0M000100Y43", "", "ident.uscc_form"},
		{"", "", "ident.uscc_form"},
	} {
		got, err := USCC(c.in)
		if got != c.want || problem.CodeOf(err) != c.code {
			t.Errorf("%q: %q %v", c.in, got, err)
		}
	}
}

func TestOrganisationCode(t *testing.T) {
	for in, want := range map[string]bool{"M000100Y4": true, "456789011": true, "MB2C00005": true, "M000100Y5": false} {
		if organisation(in) != want {
			t.Error(in)
		}
	}
}

// The outer check may be right while the code inside is wrong: both are asked.
func TestUSCCChecksTheInnerCode(t *testing.T) {
	inner, found := companyExample[:16]+"5", false
	for _, last := range usccSet {
		if _, err := USCC(inner + string(last)); err == nil {
			t.Error("taken with a wrong organisation code")
		}
		sum, weight := 0, 1
		for _, c := range inner {
			sum += strings.IndexRune(usccSet, c) * weight
			weight = weight * 3 % 31
		}
		found = found || rune(usccSet[(31-sum%31)%31]) == last
	}
	if !found {
		t.Error("no last character made the outer check right")
	}
}

func TestUSCCCatchesOneWrongCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := []byte(companyExample)
		i := rapid.IntRange(0, 17).Draw(t, "place")
		c := usccSet[rapid.IntRange(0, 30).Draw(t, "character")]
		if s[i] == c {
			return
		}
		s[i] = c
		if _, err := USCC(string(s)); err == nil {
			t.Fatalf("%s was taken", s)
		}
	})
}

func TestLuhnAndAccounts(t *testing.T) {
	for in, want := range map[string]bool{
		"79927398713": true, "6200000000000005": true, "6205500000000000004": true,
		"6282880000000001": true, "6228480000000000000": true,
		"6200000000000006": false, "6205500000000000040": false, "": false, "6200a": false,
	} {
		if Luhn(in) != want {
			t.Errorf("Luhn(%q)", in)
		}
		if !digitsOnly(in) {
			continue
		}
		got, warn, err := BankAccount(in)
		if got != in || warn == want || err != nil {
			t.Errorf("BankAccount(%q): %q %v %v", in, got, warn, err)
		}
	}
	if got, warn, err := BankAccount("６２00-0000 0000 0005"); got != "6200000000000005" || warn || err != nil {
		t.Error(got, warn, err)
	}
	for _, in := range []string{"", "12345", strings.Repeat("1", 31), "62000000O0000005", "0000000000", "+6200000"} {
		if got, _, err := BankAccount(in); got != "" || problem.CodeOf(err) != "ident.account" {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
}

func TestCNAPS(t *testing.T) {
	for in, code := range map[string]string{
		"102100099996": "", "105100000017": "", "403100000004": "", "１02 100 099 996": "",
		"102100099969": "ident.cnaps_check", "10210009999": "ident.cnaps_form", "10210009999X": "ident.cnaps_form",
	} {
		got, err := CNAPS(in)
		if problem.CodeOf(err) != code || (err == nil) != (len(got) == 12) {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	const good = "105100000017"
	for i := range 12 {
		for d := byte('0'); d <= '9'; d++ {
			s := []byte(good)
			if s[i] == d {
				continue
			}
			s[i] = d
			if _, err := CNAPS(string(s)); err == nil {
				t.Errorf("%s was taken", s)
			}
		}
	}
}

func TestPhone(t *testing.T) {
	for in, want := range map[string]string{
		"13000000000": "13000000000", "１3000000000": "13000000000", "+86 130-0000-0000": "13000000000",
		"0086 13000000000": "13000000000", "0763-2000000": "07632000000", "（020）80000000": "02080000000",
		"+852 2000 0000": "+85220000000", "076320000000": "076320000000",
		"12000000000": "", "1300000000": "", "130000000000": "", "2000000": "", "+0852000000": "", "+86": "",
		"": "", "13000000000转1": "", "0076320000": "", "1300000000O": "", "+": "",
	} {
		got, err := Phone(in)
		if got != want || (err == nil) != (want != "") || err != nil && problem.CodeOf(err) != "ident.phone" {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
}

func TestArea(t *testing.T) {
	for in, want := range map[string]string{
		"441881": "441881", "４41881": "441881", "441881101": "441881101", "441881101001": "441881101001",
		"": "", "44188": "", "4418811": "", "041881": "", "941881": "", "44188A": "",
	} {
		got, err := Area(in)
		if got != want || (err == nil) != (want != "") || err != nil && problem.CodeOf(err) != "ident.area" {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		area, of string
		want     bool
	}{
		{"441881", "441881", true},
		{"441881101", "441881", true},
		{"441881101001", "441881101", true},
		{"441881101001", "441881", true},
		{"441881", "441800", true},
		{"441881101001", "440000", true},
		{"441881", "441881000000", true},
		{"441881000", "441881", true},
		{"441800", "441881", false},
		{"440000", "441800", false},
		{"441881", "441881101", false},
		{"441882", "441881", false},
		{"441881102", "441881101", false},
		{"450000", "440000", false},
		{"441881", "", false},
		{"", "441881", false},
		{"44", "44", false},
		{"441881", "44", false},
	} {
		if got := Within(c.area, c.of); got != c.want {
			t.Errorf("Within(%q, %q) = %v", c.area, c.of, got)
		}
	}
}

func TestMasks(t *testing.T) {
	for in, want := range map[Document]string{
		{IDCard, "449999189305060016"}:              "449999********0016",
		{IDCard, "449999380506001"}:                 "449999*****6001",
		{HKMacaoPermit, "H00000001"}:                "H0*****01",
		{TaiwanPermit, "00000003"}:                  "00****03",
		{Passport, "E1234"}:                         "E****",
		{Soldier, "军字第0000001号"}:                    "军字*******1号",
		{DeathCertificate, companyExample + "0001"}: "913501************0001",
		{None, ""}: "",
	} {
		if got := Mask(in); got != want {
			t.Errorf("%s: %s, want %s", in.Kind, got, want)
		}
	}
	for in, want := range map[string]string{
		"陈": "*", "陈某": "陈*", "陈某某": "陈**", "欧阳某": "欧阳*", "欧阳某某": "欧阳**", "单于": "单*",
		"阿卜杜·热合曼": "阿**", "John Smith": "J**", "": "", "𬱖某": "𬱖*",
	} {
		if got := MaskName(in); got != want {
			t.Errorf("MaskName(%s) = %s, want %s", in, got, want)
		}
	}
	for in, want := range map[string]string{"13000001234": "130****1234", "07632000000": "076****0000", "+85220001234": "+85*****1234", "120": "**0", "1201200": "*****00", "": ""} {
		if got := MaskPhone(in); got != want {
			t.Errorf("MaskPhone(%s) = %s, want %s", in, got, want)
		}
	}
	for in, want := range map[string]string{"6200000000000005": "620000******0005", "123456789012": "********9012", "123456": "****56", "": ""} {
		if got := MaskAccount(in); got != want {
			t.Errorf("MaskAccount(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestMasksHideAThird(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9]{1,30}`).Draw(t, "digits")
		for _, m := range []string{Mask(Document{IDCard, s}), MaskPhone(s), MaskAccount(s)} {
			if strings.Count(m, "*")*3 < len(s) || len(m) != len(s) {
				t.Fatalf("%s of %d", m, len(s))
			}
		}
	})
}
