package office_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/door/demo"
	"songbai/office"
)

// A bulk person is known by one thing that all submissions for them share: a
// document of their own or a paper. Everything else differs from one submission
// to the next, so that only the shared thing can tell that they are the same.
type shared struct {
	name   string
	routes []claim.Route
	// put writes the thing of person p into a form, in any of its ways.
	put func(s *submission, p int)
}

var everyRoute = []claim.Route{claim.Waiver, claim.Unclaimed, claim.Reimbursement}

var sharedThings = []shared{
	{"id card", everyRoute, func(s *submission, p int) { s.known(idCard(p), s.idForm(idCard(p))) }},
	{"permit of Hong Kong", everyRoute, func(s *submission, p int) {
		n := fmt.Sprintf("H%08d", p)
		s.document(ident.HKMacaoPermit, s.oneOf(n, n+fmt.Sprintf("%02d", s.r.IntN(100))))
	}},
	{"permit of Taiwan", everyRoute, func(s *submission, p int) {
		n := fmt.Sprintf("%08d", p)
		s.document(ident.TaiwanPermit, s.oneOf(n, n+fmt.Sprintf("%02d", s.r.IntN(100)), n+"01(B)", n+"02（a）"))
	}},
	{"foreigner's card", everyRoute, func(s *submission, p int) { s.document(ident.ForeignPermit, fmt.Sprintf("XYZ%012d", p)) }},
	{"passport", everyRoute, func(s *submission, p int) { s.document(ident.Passport, fmt.Sprintf("EA%07d", p)) }},
	{"soldier's paper", everyRoute, func(s *submission, p int) {
		s.document(ident.Soldier, s.oneOf("军字第%07d号", "军%07d", "军字第 %07d 号"), p)
	}},
	{"22 characters", everyRoute, func(s *submission, p int) {
		n := fmt.Sprintf("12441881MB2C000054%04d", 1+p%9999)
		if s.r.IntN(2) == 0 { // as the document, or as the number of the death certificate
			s.document(ident.DeathCertificate, n)
			return
		}
		s.Deceased.DeathPaper.Number, s.Deceased.DeathPaper.Issuer = s.way(n), fmt.Sprint("样本医院", s.n)
	}},
	{"police case", []claim.Route{claim.Unclaimed}, func(s *submission, p int) {
		n := fmt.Sprintf("样公〔2026〕%06d号", p)
		s.Found.PoliceCase = s.way(s.oneOf(n, strings.NewReplacer("〔", "[", "〕", "]").Replace(n), strings.NewReplacer("〔", "（", "〕", "）").Replace(n), strings.NewReplacer("〔", "", "〕", "-").Replace(n)))
		s.Found.Body = s.oneOf("1", "１")
	}},
	{"death certificate", everyRoute, func(s *submission, p int) { s.Deceased.DeathPaper.Number = s.way(fmt.Sprintf("SW%06dX", p)) }},
	{"cremation certificate", everyRoute, func(s *submission, p int) {
		s.cremated()
		s.Cremation.Home, s.Cremation.Certificate = s.oneOf("样本邻市殡仪馆", "样本邻市殡仪馆 ", "　样本邻市殡仪馆"), s.way(fmt.Sprintf("HX%06d", p))
	}},
	{"invoice", []claim.Route{claim.Reimbursement}, func(s *submission, p int) {
		s.Invoices[0].Code, s.Invoices[0].Number = s.way("044001900111"), s.way(fmt.Sprintf("%012d", 900_000_000+p))
		if s.r.IntN(2) == 0 { // the shared invoice among others
			s.Invoices = append(s.Invoices, claim.Invoice{Number: fmt.Sprintf("%020d", s.n), Day: s.Deceased.Death, Fen: 100})
			s.r.Shuffle(2, func(i, j int) { s.Invoices[i], s.Invoices[j] = s.Invoices[j], s.Invoices[i] })
		}
	}},
	{"second document", everyRoute, func(s *submission, p int) { // the first is another each time
		own := ident.Document{Kind: ident.Passport, Number: fmt.Sprintf("EB%07d", s.n)}
		s.known(idCard(p), s.idForm(idCard(p)))
		s.Deceased.Documents = append(s.Deceased.Documents, own)
		s.r.Shuffle(2, func(i, j int) {
			s.Deceased.Documents[i], s.Deceased.Documents[j] = s.Deceased.Documents[j], s.Deceased.Documents[i]
		})
	}},
}

// idCard makes the sample number of person p: born in the century that 15
// digits can say.
func idCard(p int) string {
	birth := date.MustDay("1921-01-01") + date.Day(p/990)
	return ident.Made18("449999", birth, 1+p%990)
}

// submission is one form for a person.
type submission struct {
	claim.Lodgement
	w *demo.World
	r *rand.Rand
	n int // differs in every submission
}

// Ids of submissions lie behind those of persons.
const ownFrom = 1_000_000

// submit makes the n-th submission: for person p by what they share, over a
// route, at a desk of that route.
func submit(w *demo.World, r *rand.Rand, n, p int, by *shared) (office.Caller, office.DraftClaim) {
	s := &submission{w: w, r: r, n: n}
	s.Route = by.routes[r.IntN(len(by.routes))]
	town := 1 + r.IntN(len(w.TownAreas))
	caller := w.As(demo.TownClerk(town))
	s.blank(w.TownAreas[town-1])
	switch s.Route {
	case claim.Waiver:
		caller = w.As(s.oneOf("desk1", "desk2"))
	case claim.Reimbursement:
		s.cremated()
		s.Account = &claim.Account{Holder: s.Handler.Name, Number: "6200000000000005", Bank: "样本银行"}
		s.Invoices = []claim.Invoice{{Code: "044001900222", Number: fmt.Sprintf("%012d", n), Day: s.Deceased.Death, Fen: money.Amount(100 + n)}}
	case claim.Unclaimed:
		s.Handler = nil
		s.Found = &claim.Found{Town: w.TownAreas[town-1], Day: s.Deceased.Death, PoliceOffice: "样本公安局", PoliceCase: fmt.Sprintf("样公字第%08d号", n), Consent: "同意", TownCertificate: "镇证", IdentityConfirmed: true}
	}
	by.put(s, p)
	return caller, office.DraftClaim{Home: w.Home, Form: s.Lodgement}
}

// blank fills a form of somebody nobody else is.
func (s *submission) blank(area string) {
	death := date.MustDay("2026-02-01") + date.Day(s.r.IntN(5))
	s.Deceased = claim.Deceased{Name: s.name("样"), Death: &death, DeathArea: area, HouseholdArea: area,
		DeathPaper: claim.DeathPaper{Kind: claim.ByHospital, Number: fmt.Sprintf("OWN%07d", s.n), Issuer: "样本人民医院", Issued: &death}}
	s.known(idCard(ownFrom+s.n), idCard(ownFrom+s.n))
	s.Handler = &claim.Handler{Name: s.name("本"), Document: ident.Document{Kind: ident.IDCard, Number: idCard(2*ownFrom + s.n)}, Relation: "child", Phone: fmt.Sprintf("1390000%04d", s.n%10_000)}
}

// name makes one of some hundred thousand names.
func (s *submission) name(surname string) string {
	return surname + string(rune('一'+s.n%97)) + string(rune('丁'+s.n/97%971))
}

// known writes an id number, and birth and sex as it says.
func (s *submission) known(number, written string) {
	doc, err := ident.Read(ident.IDCard, number)
	if err != nil {
		panic(err)
	}
	birth, _ := doc.Birth()
	s.Deceased.Birth = &birth
	s.Deceased.Sex, _ = doc.Sex()
	s.Deceased.Documents = []ident.Document{{Kind: ident.IDCard, Number: written}}
}

// document writes a document instead of the id card.
func (s *submission) document(kind ident.Kind, number string, args ...any) {
	if len(args) > 0 {
		number = fmt.Sprintf(number, args...)
	}
	s.Deceased.Documents = []ident.Document{{Kind: kind, Number: s.way(number)}}
}

func (s *submission) cremated() {
	day := *s.Deceased.Death + 2
	s.Cremation = &claim.Cremation{Day: &day, Area: "449998", Home: "样本邻市殡仪馆", Certificate: fmt.Sprintf("OWN%07d", s.n)}
}

func (s *submission) oneOf(ways ...string) string { return ways[s.r.IntN(len(ways))] }

// idForm writes a citizen's 18 characters in any of their ways.
func (s *submission) idForm(n string) string {
	return s.way(s.oneOf(n, n, n[:6]+n[8:17]))
}

// way writes a number as people type it: plain, in lower case, in full-width
// forms, with spaces.
func (s *submission) way(n string) string {
	switch s.r.IntN(4) {
	case 0:
		return strings.ToLower(n)
	case 1:
		return strings.Map(func(r rune) rune {
			if r > ' ' && r <= '~' {
				return r - '!' + '！'
			}
			return r
		}, n)
	case 2:
		r := []rune(n)
		return " " + string(r[:len(r)-1]) + s.oneOf(" ", "　") + string(r[len(r)-1:])
	}
	return n
}
