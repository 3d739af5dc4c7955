package risk

import (
	"fmt"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/problem"
)

// Case is what risk sees of a claim. Tokens are keyed digests: equal tokens mean
// equal values, and nothing else can be read from them. Empty means unknown.
type Case struct {
	Claim int64
	Route claim.Route
	Home  int64

	Person   []string // tokens of the identity keys of the deceased
	Name     string   // token of the search form of the name
	Handler  string   // token of the handler's document
	Phone    string   // token of the handler's phone
	Account  string   // token of the bank account
	Pictures []string // SHA-256 of the pictures on the claim

	Lodged      date.Day
	Death       *date.Day
	Entry       *date.Day // the body came into the home
	Cremation   *date.Day
	Certificate *date.Day // issue of the cremation certificate
	Serial      int64     // serial of the cremation certificate in the home's register; 0 unknown
	StorageDays int64     // days of cold storage that are charged; 0 none
}

var (
	farApart = problem.Define("risk.far_apart", problem.Conflict,
		"死亡与火化相隔 %[1]d 天", "%[1]d days lie between death and cremation",
		"请核对死亡证明、接运单和火化记录", "compare the death certificate, the trip slip and the furnace record")
	backDated = problem.Define("risk.certificate_before", problem.Conflict,
		"火化证的签发日期早于火化日期", "the cremation certificate was issued before the cremation",
		"请核对火化证存根和火化记录", "compare the certificate's stub and the furnace record")
	issuedLate = problem.Define("risk.certificate_late", problem.Conflict,
		"火化后 %[1]d 天才签发火化证", "the cremation certificate was issued %[1]d days after the cremation",
		"请核对火化证存根，说明迟发原因", "compare the stub and give the reason")
	storageLong = problem.Define("risk.storage_days", problem.Conflict,
		"存放收费 %[1]d 天，进馆至火化只有 %[2]d 天", "%[1]d days of storage are charged, entry to cremation is %[2]d days",
		"请对照冷藏记录改正天数", "correct the days from the storage log")
	entryFirst = problem.Define("risk.entry_before_death", problem.Conflict,
		"遗体进馆日期早于死亡日期", "the body came in before the date of death",
		"请核对进馆登记和死亡证明", "compare the register and the death certificate")
	burntFirst = problem.Define("risk.cremation_before_entry", problem.Conflict,
		"火化日期早于遗体进馆日期", "the cremation lies before the body came in",
		"请核对进馆登记和火化记录", "compare the register and the furnace record")
	lodgedLate = problem.Define("risk.lodged_late", problem.Conflict,
		"火化后 %[1]d 天才申请", "the claim was lodged %[1]d days after the cremation",
		"请核对迟办原因", "look at the reason for the delay")
)

// Inside gives the findings within one claim: days that contradict each other,
// and storage that cannot have taken place.
func Inside(c Case, l Limits) []Finding {
	var out []Finding
	put := func(s Severity, d *problem.Def, facts ...any) {
		out = append(out, Finding{Severity: s, Claim: c.Claim, Facts: fmt.Sprint(facts...), What: d.With(facts...)})
	}

	if n, ok := apart(c.Death, c.Cremation); ok && n > l.VeryFarDays {
		put(Blocks, farApart, n)
	} else if ok && n > l.FarDays {
		put(Warns, farApart, n)
	}
	if n, ok := apart(c.Cremation, c.Certificate); ok && n < 0 {
		put(Blocks, backDated, n)
	} else if ok && n > l.IssuedLateDays {
		put(Warns, issuedLate, n)
	}
	if n, ok := apart(c.Death, c.Entry); ok && n < 0 {
		put(Blocks, entryFirst, n)
	}
	if n, ok := apart(c.Entry, c.Cremation); ok && n < 0 {
		put(Blocks, burntFirst, n)
	} else if ok && c.StorageDays > int64(n)+1 { // both days count
		put(Blocks, storageLong, c.StorageDays, n+1)
	}
	if n, ok := apart(c.Cremation, &c.Lodged); ok && n > l.LateDays {
		put(Warns, lodgedLate, n)
	}
	return sorted(out)
}

// apart counts the days from a to b; false when one is unknown.
func apart(a, b *date.Day) (int, bool) {
	if a == nil || b == nil {
		return 0, false
	}
	return int(*b) - int(*a), true
}

// samePerson reports whether the two are known by one number.
func samePerson(a, b Case) bool {
	return slices.ContainsFunc(a.Person, func(t string) bool { return t != "" && slices.Contains(b.Person, t) })
}
