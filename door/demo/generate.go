package demo

import (
	"fmt"
	"math/rand/v2"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/office"
)

// Shares of the sample, in thousandths. They are a sample, not a statistic;
// docs/operating.md holds the same table.
//
//	route    waiver 930, reimbursement 60, unclaimed 10
//	groups   subsistence 70, five-guarantee 20, entitled 25, infants and
//	         institute children 4 (of waivers)
//	events   refused 30 (of waivers), struck 20 (of the home's lines), returned
//	         by the bank 200 (of families' payments; with 20 a month of a county
//	         would seldom show one)
const (
	shareReimbursement = 60
	shareUnclaimed     = 10
	shareSubsistence   = 70
	shareFiveGuarantee = 20
	shareEntitled      = 25
	shareChildren      = 4
	shareRefused       = 30
	shareStruck        = 20
	shareReturned      = 200
)

// Case is one sample death: the form, the services, the days, and what shall
// happen to it.
type Case struct {
	N        int
	Town     int // 1 …
	Form     claim.Lodgement
	Services []office.RecordedService
	Day      date.Day // the day on which all acts of the case take place
	Refused  bool
	Struck   bool // the reviewer strikes its line
	Bounced  bool // the bank returns the family's payment
}

// Generator makes the same cases for the same seed.
type Generator struct {
	r      *rand.Rand
	w      *World
	prices *policy.PriceList
	n      int
	prefix string
}

// NewGenerator makes a generator; prefix keeps the numbers of papers of several
// runs apart.
func NewGenerator(w *World, prices *policy.PriceList, seed uint64, prefix string) *Generator {
	return &Generator{r: rand.New(rand.NewPCG(seed, 0x50_4e_47)), w: w, prices: prices, prefix: prefix}
}

var (
	surnames = []string{"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "欧阳", "司徒"}
	given    = []rune("样本松柏竹梅兰菊云霞山河江海林森木水火土金玉石川田禾谷雨雪霜露风雷星月日光明华容和平安宁康健福禄寿喜庆丰盈盛茂英𬱖㛃")
	helpers  = []claim.Relation{"spouse", "child", "child", "child", "sibling", "grandchild", "relative"}
)

// of reports an event of share thousandths.
func (g *Generator) of(share int) bool { return g.r.IntN(1000) < share }

// Next makes the next case, whose acts fall on a day of the month.
func (g *Generator) Next(month date.Month) Case {
	g.n++
	first, last := month.First(), month.Last()
	c := Case{N: g.n, Town: 1 + g.r.IntN(len(g.w.TownAreas)), Day: first + date.Day(g.r.IntN(int(last-first)+1))}
	switch n := g.r.IntN(1000); {
	case n < shareUnclaimed:
		g.unclaimed(&c)
	case n < shareUnclaimed+shareReimbursement:
		g.reimbursement(&c)
	default:
		g.waiver(&c)
	}
	return c
}

func (g *Generator) area(c *Case) string { return g.w.TownAreas[c.Town-1] }

func (g *Generator) name() string {
	name := surnames[g.r.IntN(len(surnames))]
	if g.of(10) {
		name += "样·" // a name with a dot
	}
	return name + string(given[g.r.IntN(len(given))]) + string(given[g.r.IntN(len(given))])
}

// person makes a sample id number and the facts that agree with it.
func (g *Generator) person(from, to int) (ident.Document, date.Day, string) {
	birth, _ := date.NewDay(from+g.r.IntN(to-from+1), 1+g.r.IntN(12), 1+g.r.IntN(28))
	doc := ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", birth, 1+g.r.IntN(995))}
	sex, _ := doc.Sex()
	return doc, birth, sex
}

func (g *Generator) deceased(c *Case, death date.Day) claim.Deceased {
	doc, birth, sex := g.person(1925, 1990)
	return claim.Deceased{Name: g.name(), Documents: []ident.Document{doc}, Sex: sex, Birth: &birth, Death: &death, DeathArea: g.area(c),
		DeathPaper: claim.DeathPaper{Kind: claim.ByHospital, Number: g.number("SW"), Issuer: "样本人民医院", Issued: &death}, HouseholdArea: g.area(c)}
}

// number makes a number of a paper that no other case has.
func (g *Generator) number(kind string) string { return fmt.Sprintf("%s%s%06d", kind, g.prefix, g.n) }

func (g *Generator) handler() *claim.Handler {
	doc, _, _ := g.person(1950, 2000)
	return &claim.Handler{Name: g.name(), Document: doc, Relation: helpers[g.r.IntN(len(helpers))], Phone: fmt.Sprintf("139%08d", g.r.IntN(100_000_000)), Address: fmt.Sprintf("样本路%d号", g.n)}
}

func (g *Generator) waiver(c *Case) {
	death := c.Day - date.Day(1+g.r.IntN(5))
	c.Form = claim.Lodgement{Route: claim.Waiver, Deceased: g.deceased(c, death), Handler: g.handler()}
	d := &c.Form.Deceased
	switch n := g.r.IntN(1000); {
	case n < shareSubsistence:
		d.Evidence = []claim.Evidence{{Class: "subsistence", Issuer: "样本民政局"}}
	case n < shareSubsistence+shareFiveGuarantee:
		d.Evidence = []claim.Evidence{{Class: "five_guarantee", Issuer: "样本民政局"}}
	case n < shareSubsistence+shareFiveGuarantee+shareEntitled:
		d.Evidence = []claim.Evidence{{Class: "entitled", Issuer: "样本退役军人事务局"}}
	case n < shareSubsistence+shareFiveGuarantee+shareEntitled+shareChildren:
		g.infant(c, death)
	}
	c.Refused = g.of(shareRefused)
	c.Struck = g.of(shareStruck)
	if c.Refused { // registered elsewhere: not one of the persons of the plan
		d.HouseholdArea, d.Evidence = "449999101", nil
	}
	c.Services = g.services(c, death)
}

// infant has no name and no number: the death certificate's 22 characters are
// all there is.
func (g *Generator) infant(c *Case, death date.Day) {
	birth := death - date.Day(g.r.IntN(20))
	d := &c.Form.Deceased
	d.Name, d.Documents, d.Birth, d.HouseholdArea = "样之子", []ident.Document{{Kind: ident.None}}, &birth, ""
	d.DeathPaper.Number = fmt.Sprintf("12441881MB2C000054%04d", g.r.IntN(10000))
	d.Evidence = []claim.Evidence{{Class: "infant_unregistered", Issuer: "样本人民医院", Number: g.number("CS")}}
}

func (g *Generator) unclaimed(c *Case) {
	death := c.Day - date.Day(20+g.r.IntN(20))
	found := death + 1
	c.Form = claim.Lodgement{Route: claim.Unclaimed,
		Deceased: claim.Deceased{Sex: "unknown", Documents: []ident.Document{{Kind: ident.None}}, Death: &death, DeathArea: g.area(c),
			DeathPaper: claim.DeathPaper{Kind: claim.ByPolice, Number: g.number("GA"), Issuer: "样本公安局"}},
		Found: &claim.Found{Town: g.area(c), Day: &found, PoliceOffice: "样本公安局", PoliceCase: g.number("样公字"), Body: "1",
			Consent: g.number("同火"), TownCertificate: g.number("镇证"), IdentityConfirmed: true}}
	c.Struck = g.of(shareStruck)
	c.Services = g.services(c, death)
	c.Services = append(c.Services, office.RecordedService{Item: "遗体袋", Quantity: 1, Unit: 8000, Charged: 8000, Day: c.Day})
}

func (g *Generator) reimbursement(c *Case) {
	death := c.Day - date.Day(10+g.r.IntN(40))
	cremation := death + date.Day(1+g.r.IntN(4))
	h := g.handler()
	c.Form = claim.Lodgement{Route: claim.Reimbursement, Deceased: g.deceased(c, death), Handler: h,
		Cremation: &claim.Cremation{Day: &cremation, Area: "449998", Home: "样本邻市殡仪馆", Certificate: g.number("HH")},
		Account:   &claim.Account{Holder: h.Name, Number: luhn(fmt.Sprintf("620%09d", g.r.IntN(1_000_000_000)) + fmt.Sprintf("%03d", g.n%1000)), Bank: "样本农商银行"}}
	c.Services = g.services(c, death)
	var sum money.Amount
	for i := range c.Services {
		c.Services[i].Day = cremation
		sum += c.Services[i].Charged
	}
	c.Form.Invoices = []claim.Invoice{{Code: "044001900111", Number: fmt.Sprintf("%012d", g.r.Int64N(1e12)), Day: &cremation, Fen: sum}}
	c.Bounced = g.of(shareReturned)
}

// luhn appends the check digit of a card number.
func luhn(body string) string {
	for d := '0'; d <= '9'; d++ {
		if s := body + string(d); ident.Luhn(s) {
			return s
		}
	}
	return body
}
