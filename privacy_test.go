package main_test

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayQuote are the files that quote the standards' published examples.
var mayQuote = []string{"domain/ident/examples_test.go"}

// mayQuoteNamed are file names that hold test vectors wherever they lie in testdata.
var mayQuoteNamed = []string{"vectors.json"}

var (
	// idShape is an 18-digit citizen id number: county, birth date, serial, check.
	idShape = regexp.MustCompile(`[1-9][0-9]{5}(1[89]|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]`)
	// fold brings full-width digits to the plain ones.
	fold = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9", "Ｘ", "X")
)

// somebodys lists the id numbers in a text that a living person could hold: not
// of the county code 449999, which is given to nobody, nor of a birth year 18xx.
func somebodys(text []byte) []string {
	plain := []byte(fold.Replace(string(text)))
	var found []string
	for at := 0; at < len(plain); {
		loc := idShape.FindIndex(plain[at:])
		if loc == nil {
			break
		}
		from, to := at+loc[0], at+loc[1]
		at = from + 1
		if joined(plain, from-1) || joined(plain, to) {
			continue
		}
		id := string(plain[from:to])
		if !strings.HasPrefix(id, "449999") && id[6:8] != "18" {
			found = append(found, id)
		}
	}
	return found
}

// joined says whether the byte at i carries on a word or a number.
func joined(b []byte, i int) bool {
	if i < 0 || i >= len(b) {
		return false
	}
	c := b[i]
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func TestNobodysIDNumberIsInTheRepository(t *testing.T) {
	eachFile(t, func(name string, read func() []byte) {
		if slices.Contains(mayQuote, name) || strings.Contains(name, "testdata/") && slices.Contains(mayQuoteNamed, path.Base(name)) {
			return
		}
		if path.Ext(name) == ".ttf" {
			return
		}
		text := read()
		if bytes.IndexByte(text, 0) >= 0 {
			return // not text
		}
		if n := len(somebodys(text)); n > 0 {
			t.Errorf("%s holds %d id number(s) that a person could have: use county 449999 or a birth year 18xx", name, n)
		}
	})
}

func TestIDNumbersAreFoundWhereTheyHide(t *testing.T) {
	county := "110" + "105" // in two parts: this file is searched too
	somebody := county + "1988" + "0101" + "0012"
	for text, want := range map[string]int{
		"id " + somebody + ".":               1,
		`{"id":"` + somebody + `"}`:          1,
		somebody + "," + somebody:            2,
		"身份证" + somebody + "号":               1,
		county + "1988" + "0101" + "001x":    1,
		county + "１９８８" + "0101" + "0012":    1,
		"449999" + "198801010012":            0,
		county + "18880101" + "0012":         0,
		county + "1988" + "1301" + "0012":    0,
		somebody + "99":                      0,
		"9f" + somebody:                      0,
		"449999" + "000000" + "000001 a row": 0,
	} {
		if got := somebodys([]byte(text)); len(got) != want {
			t.Errorf("%q: found %d, want %d", text, len(got), want)
		}
	}
}
