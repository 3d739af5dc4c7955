// Package ident owns how people, organisations and accounts are identified:
// document numbers, names, areas, credit codes, bank numbers, phones, their
// canonical keys and their masked forms, and the GB 18030 text of files.
//
// It never looks a number up, never keeps one and never asks what day it is:
// the caller gives today. It never says whether a person is entitled.
//
// Always true: no error of this package holds any part of a number or a name;
// printing a Document shows it masked; two ways of writing one person's number
// have one Key.
package ident

import (
	"strings"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// Kind is a kind of document, as stored.
type Kind string

// The kinds of document a person may be known by (三(一)-(五)).
const (
	IDCard           Kind = "id_card"           // 居民身份证, GB 11643: 18 characters, or 15 of the old form
	HKMTResident     Kind = "hkmt_resident"     // 港澳台居民居住证: 18, prefix 810000, 820000 or 830000
	HKMacaoPermit    Kind = "hk_macao_permit"   // 港澳居民来往内地通行证: H or M and 8 digits (old: 10)
	TaiwanPermit     Kind = "taiwan_permit"     // 台湾居民来往大陆通行证: 8 digits (old: 10 or 11)
	ForeignPermit    Kind = "foreign_permit"    // 外国人永久居留身份证: 18 from 9, or 3 letters and 12 digits
	Passport         Kind = "passport"          // 护照: 5 to 12 letters and digits
	Soldier          Kind = "soldier"           // 军官证, 士兵证, 学员证, 文职: text, no check exists
	DeathCertificate Kind = "death_certificate" // 22 characters: issuer's credit code and 4-digit serial
	PoliceCase       Kind = "police_case"       // 公安机关案件或文书编号
	None             Kind = "none"              // 无
)

var kinds = []struct {
	kind   Kind
	zh, en string
}{
	{IDCard, "居民身份证", "resident identity card"},
	{HKMTResident, "港澳台居民居住证", "residence permit for Hong Kong, Macao and Taiwan residents"},
	{HKMacaoPermit, "港澳居民来往内地通行证", "travel permit for Hong Kong and Macao residents"},
	{TaiwanPermit, "台湾居民来往大陆通行证", "travel permit for Taiwan residents"},
	{ForeignPermit, "外国人永久居留身份证", "permanent residence card for foreigners"},
	{Passport, "护照", "passport"},
	{Soldier, "军人证件", "soldier's paper"},
	{DeathCertificate, "死亡医学证明", "death certificate"},
	{PoliceCase, "公安机关文书", "police paper"},
	{None, "无", "none"},
}

// Kinds lists every kind in the order in which forms offer them.
func Kinds() []Kind {
	ks := make([]Kind, len(kinds))
	for i, k := range kinds {
		ks[i] = k.kind
	}
	return ks
}

// Zh names the kind in Chinese, as on forms; "" for an unknown kind.
func (k Kind) Zh() string { zh, _ := k.names(); return zh }

// En names the kind in English; "" for an unknown kind.
func (k Kind) En() string { _, en := k.names(); return en }

func (k Kind) names() (zh, en string) {
	for _, x := range kinds {
		if x.kind == k {
			return x.zh, x.en
		}
	}
	return "", ""
}

// fault fills a definition with the names of the kind and args.
func (k Kind) fault(d *problem.Def, args ...any) *problem.Problem {
	zh, en := k.names()
	return d.With(append([]any{zh, en}, args...)...)
}

// Document is one identity document as it was read: a kind and its number,
// folded, in upper case. A 15-digit number keeps its 15 digits. The number is
// a personal value: printing a Document with any verb shows the masked form.
type Document struct {
	Kind   Kind   `json:"kind"`
	Number string `json:"number"`
}

// Read folds raw (full-width to ASCII, upper case, spaces out) and checks it.
// Faults: ident.kind, ident.empty, ident.length, ident.character, ident.form,
// ident.date, ident.serial, ident.check, ident.none_number and, for
// DeathCertificate, the ident.uscc codes. The error is a *problem.Problem;
// name its field with problem.Of(err).At(field).
func Read(kind Kind, raw string) (Document, error) { return read(kind, raw, false) }

// ReadOverridden is Read without the check digit of 18-character numbers and
// nothing else. The caller has seen a household or police document and has a
// second person's confirmation.
func ReadOverridden(kind Kind, raw string) (Document, error) { return read(kind, raw, true) }

func read(kind Kind, raw string, override bool) (Document, error) {
	reader := readerOf(kind)
	if reader == nil {
		return Document{}, unknownKind.With()
	}
	folded := fold(raw)
	if folded == "" && kind != None {
		return Document{}, kind.fault(emptyNumber)
	}
	number, p := reader(folded, override)
	if p != nil {
		return Document{}, p
	}
	return Document{kind, number}, nil
}

func readerOf(kind Kind) func(folded string, override bool) (string, *problem.Problem) {
	switch kind {
	case IDCard:
		return readCitizen
	case HKMTResident:
		return readHKMTResident
	case HKMacaoPermit:
		return readHKMacao
	case TaiwanPermit:
		return readTaiwan
	case ForeignPermit:
		return readForeign
	case Passport:
		return readPassport
	case Soldier:
		return readSoldier
	case DeathCertificate:
		return readCertificate
	case PoliceCase:
		return readPoliceCase
	case None:
		return readNone
	}
	return nil
}

// Canonical is the number in the one form that is compared: 18 characters with
// the right check digit for citizens and residents (also for 15 digits and for
// an overridden check digit), letter and 8 for Hong Kong and Macao, 8 digits
// for Taiwan, no filler words for soldiers.
func (d Document) Canonical() string {
	switch d.Kind {
	case IDCard, HKMTResident, ForeignPermit:
		return canonical18(d.Number)
	case HKMacaoPermit:
		return head(d.Number, 9)
	case TaiwanPermit:
		return head(d.Number, 8)
	case Soldier:
		return soldierFiller.Replace(d.Number)
	case PoliceCase:
		return caseFiller.Replace(d.Number)
	}
	return d.Number
}

// Key is the identity key "family:number": equal for two documents exactly
// when they name the same person by the same number. Families are id18, hkmo,
// tw, foreign15, passport, soldier, certificate and police. A document of kind
// None has no key: "". Passports of two countries may share a number; the
// caller lets a person decide.
func (d Document) Key() string {
	c := d.Canonical()
	if c == "" {
		return ""
	}
	switch d.Kind {
	case IDCard, HKMTResident:
		return "id18:" + c
	case ForeignPermit:
		if len(c) == 18 {
			return "id18:" + c
		}
		return "foreign15:" + c
	case HKMacaoPermit:
		return "hkmo:" + c
	case TaiwanPermit:
		return "tw:" + c
	case Passport:
		return "passport:" + c
	case Soldier:
		return "soldier:" + c
	case DeathCertificate:
		return "certificate:" + c
	case PoliceCase:
		return "police:" + c
	}
	return ""
}

// Birth is the birth date inside the number, where the kind holds one.
func (d Document) Birth() (date.Day, bool) {
	n, ok := d.full18()
	if !ok {
		return 0, false
	}
	return birthOf(n)
}

// Sex is "male" or "female" where the number tells it.
func (d Document) Sex() (string, bool) {
	n, ok := d.full18()
	if !ok {
		return "", false
	}
	if n[16]%2 == 1 {
		return "male", true
	}
	return "female", true
}

// full18 gives the 18-character form of the kinds that have one.
func (d Document) full18() (string, bool) {
	switch d.Kind {
	case IDCard, HKMTResident, ForeignPermit:
		n := canonical18(d.Number)
		return n, len(n) == 18 && digitsOnly(n[:17])
	}
	return "", false
}

// NotAfter refuses (ident.future) a number whose birth date is later than day:
// today, or the day of death. Documents without a birth date pass.
func (d Document) NotAfter(day date.Day) error {
	if birth, ok := d.Birth(); ok && birth > day {
		return d.Kind.fault(bornLater, day)
	}
	return nil
}

// String shows kind and masked number.
func (d Document) String() string { return string(d.Kind) + " " + Mask(d) }

// GoString shows kind and masked number.
func (d Document) GoString() string { return d.String() }

// fold brings full-width forms to ASCII, letters to upper case, and drops
// every kind of space.
func fold(raw string) string {
	return strings.Map(func(r rune) rune {
		r = narrow(r)
		switch {
		case isSpace(r):
			return -1
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, raw)
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func head(s string, n int) string { return s[:min(n, len(s))] }
