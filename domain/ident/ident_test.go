package ident

import (
	"fmt"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestReadTakes(t *testing.T) {
	for _, c := range []struct {
		kind           Kind
		in, want, key  string
		birth, sex, ex string
	}{
		{IDCard, femaleExample, femaleExample, "id18:" + femaleExample, "1949-12-31", "female", "standard"},
		{IDCard, maleExample, maleExample, "id18:" + maleExample, "1880-01-01", "male", "standard"},
		{IDCard, strings.ToLower(femaleExample), femaleExample, "id18:" + femaleExample, "1949-12-31", "female", "lower case x"},
		{IDCard, "１１" + femaleExample[2:], femaleExample, "id18:" + femaleExample, "1949-12-31", "female", "full width"},
		{IDCard, " 449999 1893 0506　0016\n", "449999189305060016", "id18:449999189305060016", "1893-05-06", "male", "spaces"},
		{IDCard, "44999920000229002X", "44999920000229002X", "id18:44999920000229002X", "2000-02-29", "female", "leap day"},
		{IDCard, legacyExample, legacyExample, "id18:" + femaleExample, "1949-12-31", "female", "15 digits"},
		{IDCard, "449999380506001", "449999380506001", "id18:449999193805060014", "1938-05-06", "male", "15 digits"},
		{IDCard, "449999010101998", "449999010101998", "id18:449999180101019985", "1801-01-01", "female", "15 digits, a hundred years old"},
		{HKMTResident, hongKongResident, hongKongResident, "id18:" + hongKongResident, "1891-01-01", "male", ""},
		{HKMTResident, macaoResident, macaoResident, "id18:" + macaoResident, "1892-06-15", "female", ""},
		{HKMTResident, taiwanResident, taiwanResident, "id18:" + taiwanResident, "1893-11-08", "male", ""},
		{ForeignPermit, foreignCard, foreignCard, "id18:" + foreignCard, "1894-01-01", "male", ""},
		{ForeignPermit, foreignCard2, foreignCard2, "id18:" + foreignCard2, "1895-03-20", "female", ""},
		{ForeignPermit, "zzz110000000001", "ZZZ110000000001", "foreign15:ZZZ110000000001", "", "", "old card"},
		{HKMacaoPermit, "h00000001", "H00000001", "hkmo:H00000001", "", "", ""},
		{HKMacaoPermit, "M0000000203", "M0000000203", "hkmo:M00000002", "", "", "with reissue digits"},
		{TaiwanPermit, "00000003", "00000003", "tw:00000003", "", "", ""},
		{TaiwanPermit, "0000000301", "0000000301", "tw:00000003", "", "", "with reissue digits"},
		{TaiwanPermit, "0000000301（b）", "0000000301B", "tw:00000003", "", "", "brackets"},
		{Passport, "e00000001", "E00000001", "passport:E00000001", "", "", ""},
		{Passport, "EA0000001", "EA0000001", "passport:EA0000001", "", "", ""},
		{Soldier, "军字第 0000001 号", "军字第0000001号", "soldier:军0000001", "", "", ""},
		{Soldier, "士0000001", "士0000001", "soldier:士0000001", "", "", ""},
		{Soldier, "南字第0000001", "南字第0000001", "soldier:南0000001", "", "", "a unit's character"},
		{DeathCertificate, companyExample + "0001", companyExample + "0001", "certificate:" + companyExample + "0001", "", "", ""},
		{PoliceCase, "英公（刑）〔2026〕0001号", "英公(刑)〔2026〕0001号", "police:英公刑20260001号", "", "", ""},
		{None, "无", "", "", "", "", ""},
		{None, "", "", "", "", "", ""},
	} {
		d, err := Read(c.kind, c.in)
		if err != nil {
			t.Errorf("%s %s %s: %v", c.kind, c.want, c.ex, err)
			continue
		}
		birth, hasBirth := d.Birth()
		sex, hasSex := d.Sex()
		if d.Number != c.want || d.Kind != c.kind || d.Key() != c.key || sex != c.sex ||
			hasBirth != (c.birth != "") || hasSex != hasBirth || hasBirth && birth.String() != c.birth {
			t.Errorf("%s %s: number %s key %s birth %v %s sex %s", c.kind, c.want, d.Number, d.Key(), hasBirth, birth, sex)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	cases := []struct {
		kind     Kind
		in, code string
	}{
		{IDCard, "", "ident.empty"},
		{IDCard, " 　", "ident.empty"},
		{IDCard, "44999918930506001", "ident.length"},
		{IDCard, "4499991893050600160", "ident.length"},
		{IDCard, "449999189305060010", "ident.check"},
		{IDCard, "449999190002290015", "ident.date"},
		{IDCard, "449999202302290012", "ident.date"},
		{IDCard, "449999203013010015", "ident.date"},
		{IDCard, "449999179912310011", "ident.date"},
		{IDCard, "449999189305060008", "ident.serial"},
		{IDCard, "049999189305060016", "ident.character"},
		{IDCard, "44999918930506O016", "ident.character"},
		{IDCard, "X49999189305060016", "ident.character"},
		{IDCard, "44999918930506001×", "ident.character"},
		{IDCard, "4499991893050600\u200b1", "ident.character"},
		{IDCard, "4499991893050600\xff6", "ident.character"},
		{IDCard, "44999938050600X", "ident.character"},
		{IDCard, "449999381306001", "ident.date"},
		{IDCard, "449999380506000", "ident.serial"},
		{HKMTResident, "449999189305060016", "ident.form"},
		{HKMTResident, "449999380506001", "ident.length"},
		{ForeignPermit, "449999189305060016", "ident.form"},
		{ForeignPermit, "ZZ1100000000001", "ident.form"},
		{ForeignPermit, "ZZZ11000000001", "ident.length"},
		{HKMacaoPermit, "T00000001", "ident.form"},
		{HKMacaoPermit, "H0000001", "ident.form"},
		{HKMacaoPermit, "H000000010", "ident.form"},
		{TaiwanPermit, "000000030", "ident.form"},
		{TaiwanPermit, "A0000003", "ident.form"},
		{Passport, "E0-00001", "ident.form"},
		{Passport, "PASSPORT", "ident.form"},
		{Passport, "449999189305060016", "ident.form"},
		{Soldier, "0000001", "ident.form"},
		{Soldier, "军官证", "ident.form"},
		{Soldier, "=军字第0000001号", "ident.form"},
		{DeathCertificate, companyExample, "ident.length"},
		{DeathCertificate, companyExample + "000A", "ident.form"},
		{DeathCertificate, companyExample + "0000", "ident.serial"},
		{DeathCertificate, companyExample[:17] + "40001", "ident.uscc_check"},
		{PoliceCase, "无编号", "ident.form"},
		{PoliceCase, "<b>2026", "ident.form"},
		{None, "449999189305060016", "ident.none_number"},
		{"library_card", "1", "ident.kind"},
	}
	for _, n := range wrongCheckExamples {
		cases = append(cases, struct {
			kind     Kind
			in, code string
		}{IDCard, n, "ident.check"})
	}
	for _, c := range cases {
		d, err := Read(c.kind, c.in)
		if problem.CodeOf(err) != c.code || d != (Document{}) {
			t.Errorf("%s %q: got %v, want %s", c.kind, c.in, err, c.code)
		}
		noPart(t, err, c.in, 4)
	}
}

// noPart fails when the sentences of err hold n digits in a row of what was
// typed. Sentences themselves hold up to six.
func noPart(t *testing.T, err error, typed string, n int) {
	t.Helper()
	p := problem.Of(err)
	if p == nil {
		return
	}
	said := p.Text("zh") + p.Text("en")
	for i := 0; i+n <= len(typed); i++ {
		part := typed[i : i+n]
		if digitsOnly(part) && !strings.HasPrefix(part, "0000") && strings.Contains(said, part) {
			t.Errorf("%s says %s of what was typed", p.Code, part)
		}
	}
	for _, bad := range []string{"%!", "%[", "<nil>"} {
		if strings.Contains(said, bad) {
			t.Errorf("%s: sentence not filled: %s", p.Code, said)
		}
	}
}

func TestFaultNamesThePlaceAndTheKindInBothTongues(t *testing.T) {
	_, err := Read(IDCard, "44999918930506O016")
	p := problem.Of(err)
	if p == nil || !strings.Contains(p.Zh, "居民身份证号码第 15 位") || !strings.Contains(p.En, "character 15") || !strings.Contains(p.En, "resident identity card") {
		t.Errorf("%+v", p)
	}
	_, err = Read(IDCard, "4499991893")
	if p = problem.Of(err); p == nil || !strings.Contains(p.Zh, "15/18 位，填了 10 位") || !strings.Contains(p.En, "10 characters; 15/18") {
		t.Errorf("%+v", p)
	}
}

func TestReadOverriddenSkipsTheCheckDigitOnly(t *testing.T) {
	d, err := ReadOverridden(IDCard, "449999189305060010")
	if err != nil || d.Number != "449999189305060010" {
		t.Fatal(d, err)
	}
	right, err := Read(IDCard, "449999189305060016")
	if err != nil || d.Key() != right.Key() {
		t.Errorf("the wrong and the right number are two persons: %v", err)
	}
	for in, code := range map[string]string{
		"449999190002290015": "ident.date", "449999189305060008": "ident.serial",
		"44999918930506A016": "ident.character", "4499991893050600": "ident.length",
	} {
		if _, err := ReadOverridden(IDCard, in); problem.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := ReadOverridden(DeathCertificate, companyExample[:17]+"40001"); problem.CodeOf(err) != "ident.uscc_check" {
		t.Error("an organisation's code is never overridden:", err)
	}
}

func TestNotAfter(t *testing.T) {
	d, err := Read(IDCard, Made18("449999", date.MustDay("2026-11-24"), 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.NotAfter(date.MustDay("2026-11-24")); err != nil {
		t.Error("born today:", err)
	}
	err = d.NotAfter(date.MustDay("2026-11-23"))
	if problem.CodeOf(err) != "ident.future" || !strings.Contains(err.Error(), "2026-11-23") {
		t.Error("born tomorrow:", err)
	}
	if err := (Document{Passport, "E00000001"}).NotAfter(0); err != nil {
		t.Error("a passport holds no birth date:", err)
	}
}

func TestPrintingADocumentMasksIt(t *testing.T) {
	d := Document{IDCard, "449999189305060016"}
	for _, s := range []string{fmt.Sprint(d), fmt.Sprintf("%v %+v %#v %s", d, d, d, d), fmt.Sprint([]Document{d}, &d)} {
		if strings.Contains(s, "18930506") {
			t.Error(s)
		}
	}
}

func TestEveryKindHasNamesAndAReader(t *testing.T) {
	seen := map[Kind]bool{}
	for _, k := range Kinds() {
		if k.Zh() == "" || k.En() == "" || readerOf(k) == nil || seen[k] {
			t.Errorf("%s is incomplete", k)
		}
		seen[k] = true
	}
	if len(seen) != 10 || Kind("x").Zh() != "" {
		t.Error("kinds:", seen)
	}
}

func TestMadeNumbersAreReadBack(t *testing.T) {
	first, last := date.MustDay("1800-01-01"), date.MustDay("2099-12-31")
	rapid.Check(t, func(t *rapid.T) {
		birth := date.Day(rapid.Int32Range(int32(first), int32(last)).Draw(t, "birth"))
		serial := rapid.IntRange(1, 999).Draw(t, "serial")
		n := Made18("449999", birth, serial)
		d, err := Read(IDCard, n)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := d.Birth()
		sex, _ := d.Sex()
		if got != birth || (sex == "male") != (serial%2 == 1) || d.Key() != "id18:"+n {
			t.Fatal(d.Number, got, sex)
		}
		// the sum of the standard, written out, agrees with the recursion
		weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
		sum := 0
		for i, w := range weights {
			sum += int(n[i]-'0') * w
		}
		if "10X98765432"[sum%11] != n[17] {
			t.Fatal("check digit of", n)
		}
	})
}

func TestOneWrongOrTwoExchangedDigitsAreCaught(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		birth := date.Day(rapid.Int32Range(-20000, 20000).Draw(t, "birth"))
		n := []byte(Made18("449999", birth, rapid.IntRange(1, 999).Draw(t, "serial")))
		i := rapid.IntRange(0, 16).Draw(t, "place")
		if rapid.Bool().Draw(t, "exchange") && i < 16 {
			n[i], n[i+1] = n[i+1], n[i]
			if n[i] == n[i+1] {
				return
			}
		} else {
			n[i] = '0' + (n[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		}
		if _, err := Read(IDCard, string(n)); err == nil {
			t.Fatalf("%s was taken", n)
		}
	})
}

func TestLegacyAndNewNumberAreOnePerson(t *testing.T) {
	first, last := date.MustDay("1900-01-01"), date.MustDay("1999-12-31")
	rapid.Check(t, func(t *rapid.T) {
		birth := date.Day(rapid.Int32Range(int32(first), int32(last)).Draw(t, "birth"))
		n := Made18("449999", birth, rapid.IntRange(1, 995).Draw(t, "serial"))
		long, err := Read(IDCard, n)
		if err != nil {
			t.Fatal(err)
		}
		short, err := Read(IDCard, n[:6]+n[8:17])
		if err != nil || short.Key() != long.Key() || len(short.Number) != 15 {
			t.Fatal(n, short.Number, err)
		}
	})
}

func TestMade18Panics(t *testing.T) {
	for _, c := range []struct {
		area   string
		serial int
	}{{"44999", 1}, {"44999X", 1}, {"449999", 0}, {"449999", 1000}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v was taken", c)
				}
			}()
			Made18(c.area, 0, c.serial)
		}()
	}
}
