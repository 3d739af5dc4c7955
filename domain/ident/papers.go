package ident

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songbai/domain/problem"
)

// readHKMacao reads H or M and eight digits that a person keeps for life; the
// cards before 2013 add two digits of the reissue. No check digit is published.
func readHKMacao(s string, _ bool) (string, *problem.Problem) {
	if (len(s) != 9 && len(s) != 11) || (s[0] != 'H' && s[0] != 'M') || !digitsOnly(s[1:]) {
		return "", HKMacaoPermit.fault(wrongForm, "字母 H 或 M 加 8 位数字（旧证加 10 位）", "H or M and 8 digits (10 on old cards)")
	}
	return s, nil
}

// readTaiwan reads eight digits that a person keeps for life; old booklets add
// two digits of the reissue and a letter, often in brackets.
func readTaiwan(s string, _ bool) (string, *problem.Problem) {
	s = strings.NewReplacer("(", "", ")", "").Replace(s)
	old := len(s) == 10 && digitsOnly(s) || len(s) == 11 && digitsOnly(s[:10]) && codeText(s[10:])
	if !old && (len(s) != 8 || !digitsOnly(s)) {
		return "", TaiwanPermit.fault(wrongForm, "8 位数字（旧证 10 或 11 位）", "8 digits (10 or 11 characters on old cards)")
	}
	return s, nil
}

func readPassport(s string, _ bool) (string, *problem.Problem) {
	if len(s) < 5 || len(s) > 12 || !codeText(s) || lettersOnly(s) {
		return "", Passport.fault(wrongForm, "5 至 12 位字母和数字", "5 to 12 letters and digits")
	}
	return s, nil
}

// soldierFirst are the first characters of soldiers' papers: the kinds of card
// (军 兵 士 文 学); any one Chinese character before 字第 is a unit's.
const soldierFirst = "军兵士文学"

var (
	soldierFiller = strings.NewReplacer("字第", "", "字", "", "第", "", "号", "")
	caseFiller    = strings.NewReplacer("〔", "", "〕", "", "[", "", "]", "", "(", "", ")", "", "【", "", "】", "", "-", "")
)

// readSoldier takes the text of a soldier's paper. No public rule describes
// its digits: proof is the letter of the unit (三(四)).
func readSoldier(s string, _ bool) (string, *problem.Problem) {
	const zh, en = "以“军、兵、士、文、学”或“某字第”开头并含数字，不超过 24 个字", "begins with 军, 兵, 士, 文, 学 or with 字第 after one character, holds digits, at most 24 characters"
	first, size := utf8.DecodeRuneInString(s)
	known := strings.ContainsRune(soldierFirst, first) ||
		unicode.Is(unicode.Han, first) && strings.HasPrefix(s[size:], "字第")
	if !known || utf8.RuneCountInString(s) > 24 || !caseText(s, "-") {
		return "", Soldier.fault(wrongForm, zh, en)
	}
	return s, nil
}

// readCertificate takes the 22-character number of a death certificate for
// infants without registration and unnamed bodies: the issuer's unified social
// credit code and the four-digit serial of the year.
func readCertificate(s string, _ bool) (string, *problem.Problem) {
	if n := utf8.RuneCountInString(s); n != 22 {
		return "", DeathCertificate.fault(wrongLength, "22", n)
	}
	if len(s) != 22 || !digitsOnly(s[18:]) {
		return "", DeathCertificate.fault(wrongForm, "出具单位的 18 位统一社会信用代码加 4 位数字顺序号", "the issuer's 18-character credit code and a 4-digit serial")
	}
	if _, err := USCC(s[:18]); err != nil {
		return "", problem.Of(err)
	}
	if s[18:] == "0000" {
		return "", DeathCertificate.fault(wrongSerial)
	}
	return s, nil
}

func readPoliceCase(s string, _ bool) (string, *problem.Problem) {
	n := utf8.RuneCountInString(s)
	if n < 4 || n > 40 || !caseText(s, "-〔〕[]()【】") {
		return "", PoliceCase.fault(wrongForm, "4 至 40 个汉字、字母和数字，至少一位数字", "4 to 40 Chinese characters, letters and digits, at least one digit")
	}
	return s, nil
}

func readNone(s string, _ bool) (string, *problem.Problem) {
	if s != "" && s != "无" {
		return "", numberForNone.With()
	}
	return "", nil
}

// caseText reports whether s has Chinese characters, capital letters, digits
// and the marks given, with at least one digit.
func caseText(s, marks string) bool {
	digit := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case r >= 'A' && r <= 'Z', unicode.Is(unicode.Han, r), strings.ContainsRune(marks, r):
		default:
			return false
		}
	}
	return digit
}

// codeText reports whether s is capital letters and digits only.
func codeText(s string) bool {
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && (s[i] < 'A' || s[i] > 'Z') {
			return false
		}
	}
	return s != ""
}

func lettersOnly(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return s != ""
}
