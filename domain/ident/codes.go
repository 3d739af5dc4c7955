package ident

import "strings"

// usccSet are the 31 characters of GB 32100 in the order of their values.
const usccSet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// USCC reads a unified social credit code (GB 32100-2015, 18 characters) and
// gives it folded, in upper case. The organisation code inside (GB 11714,
// places 9 to 17) is checked too. Faults: ident.uscc_form, ident.uscc_charset,
// ident.uscc_check.
func USCC(raw string) (string, error) {
	s := fold(raw)
	place := 0
	for _, r := range s {
		place++
		if r > 'Z' || !strings.ContainsRune(usccSet, r) {
			return "", usccCharset.With(place)
		}
	}
	if len(s) != 18 || !digitsOnly(s[2:8]) {
		return "", usccForm.With()
	}
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(usccSet, s[i]) * weight
		weight = weight * 3 % 31
	}
	if usccSet[(31-sum%31)%31] != s[17] || !organisation(s[8:17]) {
		return "", usccCheck.With()
	}
	return s, nil
}

// organisation checks a nine-character organisation code (GB 11714-1997).
func organisation(s string) bool {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		v := int(s[i] - '0')
		if s[i] >= 'A' {
			v = int(s[i]-'A') + 10
		}
		sum += v * w
	}
	return "0X987654321"[sum%11] == s[8]
}

// BankAccount reads an account or card number: 6 to 30 digits, spaces and
// hyphens dropped. warn tells that the number is no card number (Luhn fails);
// passbooks and companies' accounts have no such check, so it never blocks.
// Fault: ident.account.
func BankAccount(raw string) (account string, warn bool, err error) {
	s := strings.ReplaceAll(fold(raw), "-", "")
	if len(s) < 6 || len(s) > 30 || !digitsOnly(s) || strings.Trim(s, "0") == "" {
		return "", false, accountForm.With()
	}
	return s, !Luhn(s), nil
}

// Luhn reports whether digits end in the check digit of ISO/IEC 7812-1.
func Luhn(digits string) bool {
	if !digitsOnly(digits) {
		return false
	}
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// CNAPS reads a bank routing number (联行号): 12 digits, the last a check digit
// of ISO 7064 MOD 11,10. Faults: ident.cnaps_form, ident.cnaps_check.
func CNAPS(raw string) (string, error) {
	s := fold(raw)
	if len(s) != 12 || !digitsOnly(s) {
		return "", cnapsForm.With()
	}
	p := 10
	for i := range 11 {
		q := (p + int(s[i]-'0')) % 10
		if q == 0 {
			q = 10
		}
		p = 2 * q % 11
	}
	if (11-p)%10 != int(s[11]-'0') {
		return "", cnapsCheck.With()
	}
	return s, nil
}

// Phone reads a mobile number (11 digits), a landline with its area code (10
// to 12 digits from 0) or a number abroad (+ and 7 to 15 digits). Spaces,
// hyphens and brackets are dropped, +86 and 0086 too. Fault: ident.phone.
func Phone(raw string) (string, error) {
	s := strings.NewReplacer("-", "", "(", "", ")", "").Replace(fold(raw))
	if home, ok := strings.CutPrefix(s, "+86"); ok {
		s = home
	} else if home, ok := strings.CutPrefix(s, "0086"); ok {
		s = home
	}
	abroad, plus := strings.CutPrefix(s, "+")
	switch {
	case !digitsOnly(abroad):
	case plus && len(abroad) >= 7 && len(abroad) <= 15 && abroad[0] != '0':
		return s, nil
	case plus:
	case len(s) == 11 && s[0] == '1' && s[1] >= '3':
		return s, nil
	case len(s) >= 10 && len(s) <= 12 && s[0] == '0' && s[1] != '0':
		return s, nil
	}
	return "", phoneForm.With()
}

// Area reads an area code: 6 digits (GB/T 2260), 9 (town or street, GB/T
// 10114) or 12 (village or community). Codes are not looked up: old papers
// carry revoked ones. Fault: ident.area.
func Area(raw string) (string, error) {
	s := fold(raw)
	if (len(s) != 6 && len(s) != 9 && len(s) != 12) || !digitsOnly(s) || s[0] == '0' || s[0] == '9' {
		return "", areaForm.With()
	}
	return s, nil
}

// Within reports whether area lies in of, both 6, 9 or 12 digits: 441881101
// lies in 441881, in 441800 (the prefecture) and in 440000 (the province). An
// area lies in itself. Anything that is not an area code lies nowhere.
func Within(area, of string) bool {
	if _, err := Area(area); err != nil {
		return false
	}
	if _, err := Area(of); err != nil {
		return false
	}
	return strings.HasPrefix(levelCode(area), levelCode(of))
}

// levelCode drops the zeros that only fill up the levels below.
func levelCode(s string) string {
	for len(s) > 6 && strings.HasSuffix(s, "000") {
		s = s[:len(s)-3]
	}
	for len(s) <= 6 && len(s) > 2 && strings.HasSuffix(s, "00") {
		s = s[:len(s)-2]
	}
	return s
}
