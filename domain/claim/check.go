package claim

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/problem"
)

// textMax is the longest free text of a form, in characters.
const textMax = 200

// Check gives every fault of the lodgement at once, each at its field; today is
// the business day of the claim. Nil means it can be lodged.
func (l Lodgement) Check(today date.Day) problem.List {
	_, list := l.Read(today)
	return list
}

// Read gives the lodgement folded for storing (names, numbers, phones, accounts
// in one form) with every fault at once. The folded value is only good when the
// list is empty.
func (l Lodgement) Read(today date.Day) (Lodgement, problem.List) {
	f := &faults{}
	if !slices.Contains(all, l.Route) {
		f.add(errRoute.With(string(l.Route)), "route")
		return l, f.list
	}
	l.Deceased = f.deceased(l, today)
	l.Cremation = f.cremation(l, today)
	l.Handler = f.handler(l)
	l.Account = f.account(l)
	l.Invoices = f.invoices(l, today)
	l.Found = f.found(l, today)
	return l, f.list
}

// deceased checks who died.
func (f *faults) deceased(l Lodgement, today date.Day) Deceased {
	d := l.Deceased
	if !l.unnamed() {
		d.Name = f.name(d.Name, "deceased.name")
	}
	d.Override = f.text(d.Override, "deceased.override", "核验说明", "the override")
	d.Documents = f.documents(l)
	f.sex(l)
	f.dates(l, today)
	if f.need(d.DeathArea, "deceased.death_area", "死亡地点", "the place of death", "三(首)") {
		d.DeathArea = f.area(d.DeathArea, "deceased.death_area")
	}
	d.DeathPaper = f.deathPaper(d, today)
	d.HouseholdArea = f.household(l)
	d.Evidence = slices.Clone(d.Evidence)
	for i, e := range d.Evidence {
		at := fmt.Sprintf("deceased.evidence[%d].", i)
		f.need(e.Class, at+"class", "对象类别", "the class", "一(首)")
		f.need(e.Issuer, at+"issuer", "出具单位", "the issuer", "三(三)")
		d.Evidence[i].Issuer = f.text(e.Issuer, at+"issuer", "出具单位", "the issuer")
		d.Evidence[i].Number = f.text(e.Number, at+"number", "证明编号", "the number")
	}
	return d
}

// documents checks the documents of the deceased against each other.
func (f *faults) documents(l Lodgement) []ident.Document {
	d := l.Deceased
	out := make([]ident.Document, 0, len(d.Documents))
	families := map[string]string{}
	for i, doc := range d.Documents {
		at := fmt.Sprintf("deceased.documents[%d].number", i)
		read := ident.Read
		if d.Override != "" {
			read = ident.ReadOverridden
		}
		got, err := read(doc.Kind, doc.Number)
		if err != nil {
			f.note(err, at)
			continue
		}
		if d.Death != nil {
			f.note(got.NotAfter(*d.Death), at)
		}
		f.agrees(d, got)
		family, _, _ := strings.Cut(got.Key(), ":")
		if had := families[family]; had != "" && had != got.Key() {
			f.add(errTwoNumbers.With(), at)
		}
		families[family] = got.Key()
		out = append(out, got)
	}
	if !l.identified() {
		f.add(errNoKey.With().Under("三(二)"), "deceased.documents")
	}
	return out
}

// identified reports whether the deceased is known by a number: a document, the
// 22-character death certificate, or, for an infant or child of 三(三) with
// evidence of the class, the number of an older death certificate. An unclaimed
// body is known by its police case, which found asks for.
func (l Lodgement) identified() bool {
	d := l.Deceased
	if l.Route == Unclaimed || slices.ContainsFunc(d.Documents, func(x ident.Document) bool { return x.Kind != ident.None }) {
		return true
	}
	if _, err := ident.Read(ident.DeathCertificate, d.DeathPaper.Number); err == nil {
		return true
	}
	return len(d.Evidence) > 0 && d.DeathPaper.Number != ""
}

// agrees checks that sex and birth date fit the number, unless the number is
// known to be wrong (Override).
func (f *faults) agrees(d Deceased, doc ident.Document) {
	if d.Override != "" {
		return
	}
	if sex, ok := doc.Sex(); ok && (d.Sex == "male" || d.Sex == "female") && d.Sex != sex {
		f.add(errSexNumber.With(), "deceased.sex")
	}
	if birth, ok := doc.Birth(); ok && d.Birth != nil && *d.Birth != birth {
		f.add(errBirthNumber.With(), "deceased.birth")
	}
}

// sex checks the choice.
func (f *faults) sex(l Lodgement) {
	switch s := l.Deceased.Sex; {
	case s == "male" || s == "female" || s == "unknown" && l.Route == Unclaimed:
	case s == "":
		f.need(s, "deceased.sex", "性别", "the sex", "三(首)")
	default:
		f.add(errChoice.With("性别", "the sex"), "deceased.sex")
	}
}

// dates checks birth ≤ death ≤ claim (INV-20).
func (f *faults) dates(l Lodgement, today date.Day) {
	d := l.Deceased
	if d.Birth == nil && l.Route != Unclaimed {
		f.need("", "deceased.birth", "出生日期", "the birth date", "三(首)")
	}
	if d.Death == nil {
		f.need("", "deceased.death", "死亡日期", "the date of death", "三(首)")
		f.inOrder(d.Birth, &today, "deceased.birth", "出生日期", "the birth date", "申请日期", "the day of the claim")
		return
	}
	f.inOrder(d.Birth, d.Death, "deceased.birth", "出生日期", "the birth date", "死亡日期", "the date of death")
	f.inOrder(d.Death, &today, "deceased.death", "死亡日期", "the date of death", "申请日期", "the day of the claim")
}

// inOrder checks a ≤ b where both are known; the fault stands at a's field.
func (f *faults) inOrder(a, b *date.Day, field, zhA, enA, zhB, enB string) {
	if a != nil && b != nil && *a > *b {
		f.add(errOrder.With(zhA, enA, zhB, enB), field)
	}
}

// deathPaper checks the death certificate.
func (f *faults) deathPaper(d Deceased, today date.Day) DeathPaper {
	p := d.DeathPaper
	switch p.Kind {
	case ByHospital, ByPolice, ByCourt:
	case "":
		f.need("", "deceased.death_paper.kind", "死亡证明种类", "the kind of death certificate", "三(首)")
	default:
		f.add(errChoice.With("死亡证明种类", "the kind of death certificate"), "deceased.death_paper.kind")
	}
	p.Number = foldNumber(p.Number)
	f.need(p.Number, "deceased.death_paper.number", "死亡证明编号", "the number of the death certificate", "三(首)")
	f.text(p.Number, "deceased.death_paper.number", "死亡证明编号", "the number of the death certificate")
	p.Issuer = f.text(p.Issuer, "deceased.death_paper.issuer", "死亡证明出具单位", "the issuer of the death certificate")
	f.need(p.Issuer, "deceased.death_paper.issuer", "死亡证明出具单位", "the issuer of the death certificate", "三(首)")
	f.inOrder(p.Issued, &today, "deceased.death_paper.issued", "死亡证明出具日期", "the issue of the death certificate", "申请日期", "the day of the claim")
	if p.Kind != ByCourt {
		f.inOrder(d.Death, p.Issued, "deceased.death_paper.issued", "死亡日期", "the date of death", "死亡证明出具日期", "the issue of the death certificate")
	}
	return p
}

// household checks the area of registration: down to the town for a
// reimbursement, whose town acts; there or a class for a waiver.
func (f *faults) household(l Lodgement) string {
	d, at := l.Deceased, "deceased.household_area"
	switch {
	case d.HouseholdArea != "":
		area := f.area(d.HouseholdArea, at)
		if l.Route == Reimbursement && len(area) == 6 {
			f.add(errAreaShort.With("户籍地", "the household area").Under("三(七)"), at)
		}
		return area
	case l.Route == Reimbursement:
		f.need("", at, "户籍所在镇(街)", "the town of household registration", "三(七)")
	case l.Route == Waiver && len(d.Evidence) == 0:
		f.add(errClass.With().Under("一(首)"), at)
	}
	return ""
}

// name checks and folds a person's name.
func (f *faults) name(raw, field string) string {
	name, _, err := ident.Name(raw)
	f.note(err, field)
	return name
}

// area checks and folds an area code.
func (f *faults) area(raw, field string) string {
	area, err := ident.Area(raw)
	f.note(err, field)
	return area
}

// text trims a free text and checks its length.
func (f *faults) text(raw, field, zh, en string) string {
	s := strings.TrimSpace(raw)
	if utf8.RuneCountInString(s) > textMax {
		f.add(errLong.With(zh, en, textMax), field)
	}
	return s
}

// foldNumber folds the number of a paper: full-width to ASCII, upper case,
// without spaces.
func foldNumber(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\t':
			return -1
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, s)
}
