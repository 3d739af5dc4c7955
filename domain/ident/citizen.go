package ident

import (
	"strconv"
	"unicode/utf8"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// readCitizen reads GB 11643: 18 characters, or 15 digits of the form before
// 1999. Areas are not looked up: the dead carry codes that were revoked.
func readCitizen(s string, override bool) (string, *problem.Problem) {
	if n := utf8.RuneCountInString(s); n == 15 {
		return readLegacy(s)
	} else if n != 18 {
		return "", IDCard.fault(wrongLength, "15/18", n)
	}
	return read18(IDCard, s, override)
}

func readHKMTResident(s string, override bool) (string, *problem.Problem) {
	if n := utf8.RuneCountInString(s); n != 18 {
		return "", HKMTResident.fault(wrongLength, "18", n)
	}
	switch head(s, 6) {
	case "810000", "820000", "830000":
		return read18(HKMTResident, s, override)
	}
	return "", HKMTResident.fault(wrongForm, "以 810000、820000 或 830000 开头的 18 位号码", "18 characters from 810000, 820000 or 830000")
}

// readForeign reads both cards: since 2023-12-01 18 characters from 9, before
// that three letters of the country and 12 digits without a published check.
func readForeign(s string, override bool) (string, *problem.Problem) {
	const zh, en = "以 9 开头的 18 位号码，或旧证 3 个字母加 12 位数字", "18 characters from 9, or 3 letters and 12 digits on the old card"
	switch n := utf8.RuneCountInString(s); n {
	case 18:
		if s[0] != '9' {
			return "", ForeignPermit.fault(wrongForm, zh, en)
		}
		return read18(ForeignPermit, s, override)
	case 15:
		if len(s) != 15 || !lettersOnly(s[:3]) || !digitsOnly(s[3:]) {
			return "", ForeignPermit.fault(wrongForm, zh, en)
		}
		return s, nil
	default:
		return "", ForeignPermit.fault(wrongLength, "15/18", n)
	}
}

// read18 checks 18 characters: characters, birth date, serial, check digit, in
// this order, so that the first fault named is the easiest to see.
func read18(kind Kind, s string, override bool) (string, *problem.Problem) {
	place := 0
	for _, r := range s {
		place++
		if (r < '0' || r > '9') && (r != 'X' || place != 18) || r == '0' && place == 1 {
			return "", kind.fault(wrongCharacter, place)
		}
	}
	if _, ok := birthOf(s); !ok {
		return "", kind.fault(wrongDate)
	}
	if s[14:17] == "000" {
		return "", kind.fault(wrongSerial)
	}
	if !override && check11(s[:17]) != s[17] {
		return "", kind.fault(wrongCheck)
	}
	return s, nil
}

// readLegacy checks 15 digits: area 6, birth YYMMDD, serial 3.
func readLegacy(s string) (string, *problem.Problem) {
	place := 0
	for _, r := range s {
		place++
		if r < '0' || r > '9' || r == '0' && place == 1 {
			return "", IDCard.fault(wrongCharacter, place)
		}
	}
	if _, ok := birthOf(canonical18(s)); !ok {
		return "", IDCard.fault(wrongDate)
	}
	if s[12:] == "000" {
		return "", IDCard.fault(wrongSerial)
	}
	return s, nil
}

// canonical18 turns 15 digits into 18 characters and sets the check digit of
// 18; anything else is given back as it is. Serials 996 to 999 of the old form
// were kept for people of a hundred and more, born in the century before.
func canonical18(s string) string {
	switch {
	case len(s) == 15 && digitsOnly(s):
		century := "19"
		if s[12:] >= "996" {
			century = "18"
		}
		s = s[:6] + century + s[6:]
	case len(s) == 18 && digitsOnly(s[:17]):
		s = s[:17]
	default:
		return s
	}
	return s + string(check11(s))
}

// check11 is the check character of ISO 7064 MOD 11-2 over digits.
func check11(digits string) byte {
	p := 0
	for i := range len(digits) {
		p = (p + int(digits[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-p)%11]
}

// firstBirth is the earliest birth year taken: the oldest numbers issued.
const firstBirth = 1800

func birthOf(s string) (date.Day, bool) {
	y, _ := strconv.Atoi(s[6:10])
	m, _ := strconv.Atoi(s[10:12])
	d, _ := strconv.Atoi(s[12:14])
	day, err := date.NewDay(y, m, d)
	return day, err == nil && y >= firstBirth
}

// Made18 makes a number with a right check digit out of a six-digit area, a
// birth date and a serial from 1 to 999 (odd male, even female). It is for
// demonstrations and tests only and area must be 449999, a county code that is
// not assigned, so that no living person can hold the number. It panics on an
// area or serial of another shape.
func Made18(area string, birth date.Day, serial int) string {
	if len(area) != 6 || !digitsOnly(area) || serial < 1 || serial > 999 {
		panic("ident: Made18 takes a six-digit area and a serial from 1 to 999")
	}
	y, m, d := birth.YMD()
	s := strconv.Itoa((y*10000+m*100+d)*1000 + serial)
	s = area + s
	return s + string(check11(s))
}
