package claim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"songbai/domain/ident"
	"songbai/domain/problem"
)

// KeyKind is the kind of a key of which one live claim may hold each value.
type KeyKind string

// The kinds of key. Identity keys name the deceased (INV-01); the others name a
// paper that supports one claim only (INV-19).
const (
	IdentityKey  KeyKind = "identity"
	DeathKey     KeyKind = "death_paper"
	CremationKey KeyKind = "cremation"
	InvoiceKey   KeyKind = "invoice"
)

// keyNames names the kinds of key.
var keyNames = map[KeyKind][2]string{
	IdentityKey:  {"逝者身份号码", "identity number of the deceased"},
	DeathKey:     {"死亡证明编号", "death certificate number"},
	CremationKey: {"火化证编号", "cremation certificate number"},
	InvoiceKey:   {"发票号码", "invoice number"},
}

// Key is one value that at most one live claim of the installation holds. The
// value is personal: outside the sealed lodgement it exists as a keyed token.
type Key struct {
	Kind  KeyKind
	Value string
}

// String names the kind and hides the value.
func (k Key) String() string { return string(k.Kind) + ":…" }

// GoString names the kind and hides the value.
func (k Key) GoString() string { return k.String() }

var errDuplicate = problem.Define("claim.duplicate", problem.Conflict,
	"同一%[1]s已有在办或已享受的申请", "another live claim holds the same %[2]s",
	"请查询已有申请；填写有误的请改正，确属不同逝者的请由民政局核实",
	"look at the claim that is there; correct the number, or let the bureau verify that these are two people")

// Duplicate is the answer of no when another live claim holds the key.
func Duplicate(k Key) *problem.Problem {
	n := keyNames[k.Kind]
	return errDuplicate.With(n[0], n[1])
}

// Keys gives every key of a lodgement that Read has folded, sorted, each once:
// all strong numbers of the deceased, the 22-character certificate, the police
// case of an unclaimed body (with its body number where one case has several),
// and the papers that support one claim only. Names with dates are never keys.
// Before the cremation there is no cremation key; take it when it is recorded.
func Keys(l Lodgement) []Key {
	var out []Key
	put := func(kind KeyKind, value string) {
		if value != "" {
			out = append(out, Key{kind, value})
		}
	}
	for _, d := range l.Deceased.Documents {
		if d.Kind != ident.PoliceCase || l.Found == nil {
			put(IdentityKey, d.Key())
		}
	}
	paper := l.Deceased.DeathPaper
	if d, err := ident.Read(ident.DeathCertificate, paper.Number); err == nil {
		put(IdentityKey, d.Key())
	}
	put(DeathKey, paperKey(paper))
	if l.Found != nil {
		put(IdentityKey, bodyKey(*l.Found))
	}
	if l.Cremation != nil {
		put(CremationKey, CremationKeyValue(l.Cremation.Home, l.Cremation.Certificate))
	}
	for _, v := range l.Invoices {
		put(InvoiceKey, foldNumber(v.Code)+":"+foldNumber(v.Number))
	}
	slices.SortFunc(out, func(a, b Key) int {
		return strings.Compare(string(a.Kind)+"\x00"+a.Value, string(b.Kind)+"\x00"+b.Value)
	})
	return slices.Compact(out)
}

// CremationKeyValue is the value of a cremation key: certificate numbers are
// unique within a home, which is compared by the search form of its name.
func CremationKeyValue(home, certificate string) string {
	if certificate == "" {
		return ""
	}
	return ident.SearchForm(home) + ":" + foldNumber(certificate)
}

// longNumber is the length from which a death certificate number is unique by
// itself (18-character and 22-character numbers); shorter serials are the
// issuer's own.
const longNumber = 15

// paperKey is the value of a death paper key.
func paperKey(p DeathPaper) string {
	n := foldNumber(p.Number)
	if n == "" || utf8.RuneCountInString(n) >= longNumber {
		return n
	}
	return ident.SearchForm(p.Issuer) + ":" + n
}

// bodyKey is the police case of an unclaimed body and the body's number in it.
func bodyKey(u Found) string {
	d, err := ident.Read(ident.PoliceCase, u.PoliceCase)
	if err != nil {
		return ""
	}
	if u.Body == "" {
		return d.Key()
	}
	return d.Key() + "#" + foldNumber(u.Body)
}

// Clash gives the first key that both hold; both as Keys gives them.
func Clash(a, b []Key) (Key, bool) {
	for _, k := range a {
		if slices.Contains(b, k) {
			return k, true
		}
	}
	return Key{}, false
}
