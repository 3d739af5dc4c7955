package print

import (
	"bytes"
	"strings"
	"testing"

	"songbai/domain/problem"
)

func TestRepairRefusesWhatItDoesNotKnow(t *testing.T) {
	good := pdf(t, sampleSlip())
	for name, b := range map[string][]byte{
		"empty":         nil,
		"no end":        good[:len(good)-20],
		"table outside": []byte("%PDF-1.7\nstartxref\n999\n%%EOF\n"),
		"no objects":    []byte("%PDF-1.7\nxref\n0 1\ntrailer\nstartxref\n9\n%%EOF\n"),
	} {
		if _, err := repairText(b); problem.CodeOf(err) != "print.write" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRepairIsStable(t *testing.T) {
	// the repaired tables are no longer the library's: nothing is left to repair
	good := pdf(t, sampleSlip())
	if n := bytes.Count(good, []byte("beginbfrange")); n != 0 {
		t.Errorf("%d tables left as the library wrote them", n)
	}
	if n := bytes.Count(good, []byte("begincmap")); n != 2 {
		t.Errorf("%d tables, want one for each font used", n)
	}
}

func TestUTF16(t *testing.T) {
	for r, want := range map[rune]string{'A': "0041", '王': "738B", '𬱖': "D873DC56", 0x10ffff: "DBFFDFFF"} {
		if got := utf16Hex(r); got != want {
			t.Errorf("%s: %s, want %s", codePoint(r), got, want)
		}
	}
}

func TestManyCharactersKeepTheirText(t *testing.T) {
	// more than two blocks of 100, above and below U+FFFF
	var name strings.Builder
	for r := rune(0x4e00); r < 0x4e00+180; r++ {
		name.WriteRune(r)
	}
	for r := rune(0x20000); r < 0x20000+120; r++ {
		name.WriteRune(r)
	}
	v := sampleForm()
	v.Deceased.Household = name.String()
	b := pdf(t, v)
	tool(t, b, "qpdf", "--check", "FILE")
	text := squeeze(strings.Join(pages(t, b), ""))
	for _, r := range v.Deceased.Household {
		if !strings.ContainsRune(text, r) {
			t.Errorf("%s is lost", codePoint(r))
		}
	}
}
