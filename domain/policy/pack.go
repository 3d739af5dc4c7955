package policy

import (
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
)

// Pack is one policy, read and checked. It never changes after Load or Parse.
type Pack struct {
	ID, Title, TitleEn string
	Area               string // division code of the county whose policy this is
	Effective          Span
	EffectiveClause    string
	Days               Days
	Sources            []Source
	Clauses            []Clause
	Areas              []Place
	NotInForce         Refusal // built in: the day lies outside Effective
	Refusals           []Refusal
	Classes            []Class
	NoClass            Refusal
	Items              []Item
	Groups             []Group
	Unlisted           Unlisted
	Caps               []Cap
	Offset             *Offset // nil: other benefits do not lower what is waived
	Awards             []Award
	Funds              []Fund
	Papers             []Paper
	Handlers           []HandlerRule // empty: the policy does not say who may act
	Delivery           []Delivery
	OutOfArea          *OutOfArea // nil: the policy pays nothing for cremation elsewhere
	Settlement         Settlement
	Deadlines          []Deadline
	Local              []LocalNeed
	HomePrices         *PriceNeed // nil: no item takes its price from a home's list
	Assumptions        []Assumption
	Law                string // the law text, as published

	canonical []byte
	hash      string
}

// Words is what people see of something: Chinese first, English beside.
type Words struct{ Zh, En string }

// Cite says where a value comes from.
type Cite struct{ Clause, Source string }

// Days says which day of a claim chooses the rules and the prices: death,
// cremation, application or service (prices only).
type Days struct{ Rules, Prices, OutOfAreaPrices string }

// Source is a document that values cite.
type Source struct{ ID, Title, Issuer, Number, Date string }

// Clause is a clause of the law text, with the words quoted from it.
type Clause struct{ ID, Text string }

// Place is a named set of areas that conditions test with within().
type Place struct {
	ID     string
	Values []PlaceValue
}

// PlaceValue is the codes of a place over a span of days.
type PlaceValue struct {
	Span
	Codes []string
	Cite
	at position
}

// Refusal is a reason to say no: it holds when its condition does.
type Refusal struct {
	Code string
	Words
	Cure   Words
	Clause string
	When   Condition
	Span   Span
}

// Class is one kind of person covered (一), in order of precedence.
type Class struct {
	ID string
	Words
	Clause  string
	When    Condition
	Span    Span
	Scope   string // listed: the listed items; all: every service
	Price   string // standard: up to the standard price and limits; actual: what was charged
	Cap     string // total: the caps apply; none
	Percent int64  // share of the allowed sum that is waived, 1-100
	// CostClause is the clause under which scope, price and cap are as they are.
	CostClause string
	OffLists   bool // never named on a list that is posted
}

// Item is one basic service (二), in the order in which the cap is filled.
type Item struct {
	Code string
	Words
	Clause      string
	When        Condition
	Span        Span
	Unit        string // body, trip, use, piece, hour, day, month, year
	Source      string // price: list (the home's list), lowest (of the list), fixed (in the pack), reference (the list, else the pack), actual
	OtherGrades string // a grade that is not standard: none, difference, credit
	GradeClause string
	Credits     []Value // for OtherGrades credit: the sum credited for one unit
	Limits      []Limit
	Caps        []Value   // cap of the item over all its services; may be absent
	FamilyPart  []Value   // what the family bears of each unit before anything is waived; may be absent
	Percent     int64     // share of the item that is waived, 1-100
	Fund        fund.Fund // the fund that bears this item, "" for the fund of the claim
	Tariffs     []Tariff
}

// Unlisted is what is said of services outside the items.
type Unlisted struct {
	Words
	Clause string
}

// Value is a dated amount.
type Value struct {
	Span
	Amount money.Amount
	Cite
}

// Limit is the most of an item that is waived, in its unit; rows with a
// condition are asked first.
type Limit struct {
	Span
	Most int64 // Unlimited when there is none
	When Condition
	Cite
}

// Unlimited stands for no limit of quantity.
const Unlimited int64 = 1 << 40

// Cap is a ceiling over all items; the first whose condition holds applies.
type Cap struct {
	ID string
	Words
	Clause string
	When   Condition
	Local  string // name of the local value, or "" when Values hold it
	Values []Value
	Less   []CapLess // what the cap falls by when an item is not used
}

// CapLess lowers a cap when an item of a package is not used.
type CapLess struct {
	Item   string
	Values []Value
}

// Fund is a source of money (四); the first whose condition holds pays.
type Fund struct {
	ID fund.Fund
	Words
	Clause string
	When   Condition
	Money  string // budget, lottery, insurance, donation: reported apart
	Levels []fund.Level
	Fixed  []FixedShare // fixed sums that levels bear first, in order
	Local  string       // name of the local value with the weights of the rest
	Values []Weights
}

// FixedShare is a fixed sum for each body that one level bears before the rest
// is divided.
type FixedShare struct {
	Level  fund.Level
	Values []Value
}

// Weights are dated shares of the levels, whole numbers.
type Weights struct {
	Span
	Weights []int64
	Cite
}

// Paper is a document that must be seen (三).
type Paper struct {
	ID string
	Words
	Clause   string
	When     Condition
	Span     Span
	Original bool   // the original is shown
	Copies   int64  // copies kept
	Kind     string // what the paper is, for the desk: identity, death, class, cremation, invoice, account, form, evidence, voucher, mandate, other
	Item     string // needed only when a service of this item is waived; "" always
	AnyOf    string // papers of one group: one of them is enough; "" stands alone
}

// OutOfArea is how a cremation elsewhere is paid (三(七), 五(二)).
type OutOfArea struct {
	Clause   string
	Office   string // who receives: town, home, bureau, or home_or_bureau (the home where there is one)
	Payee    string // account (of the applicant), home, card
	Standard string // own: min(invoice, own price × limit); invoice: what was charged, within limits
}

// Settlement is how homes are paid (五(一)).
type Settlement struct {
	Clause    string
	Cycle     string   // month, quarter, year
	MonthBy   string   // the day that puts a case in a period: completion, cremation, death
	Path      []string // who acts, in order: home, bureau, finance, centre
	Payee     string   // home, bureau, fiscal_account
	PayDay    int64    // day of the month after the cycle by which the money is there
	PayDayOff string   // when that is no working day: before, after
	Steps     string   // thirds: the clock is divided by working days; or days
	StepDays  []int64  // for days: working days of home, bureau, finance
	Proof     []string // what the list carries
	// LastWorkdays is how many working days at the end of the cycle are the days
	// of payment; 0: the pay day counts.
	LastWorkdays int64
	Capitation   []Value      // the sum a home gets for each body, whatever was used; may be absent
	Advance      string       // none, year (the count of last year is paid ahead and settled with the next)
	Others       []SettlePath // other ways of settling, for homes the text names
}

// SettlePath is another way of settling, for the homes it names.
type SettlePath struct {
	ID string
	Words
	Clause string
	Cycle  string
	Path   []string
	Payee  string
}

// Deadline is a time limit of the policy, for office and timer. Either it runs
// from a day of the claim, or it is a fixed day (Due).
type Deadline struct {
	ID string
	Words
	Clause string
	When   Condition
	From   string // death, cremation, burial, application, receipt, approval
	Days   int64
	Unit   string   // days, workdays, months, years
	Due    date.Day // NotStated when it runs from a day
	Late   *Refusal // what is said of an application after it; nil: nothing follows
}

// LocalNeed is a value that the installation must provide.
type LocalNeed struct {
	Name string
	Words
	Clause       string
	Type         string   // amount, shares
	Levels       []string // for shares
	SetBy, Where string   // who sets it and on which page
	Document     string   // what kind of document sets it
}

// PriceNeed says that a home's price list is needed, and from whom.
type PriceNeed struct {
	Words
	Clause       string
	SetBy, Where string
}

// Assumption is what the text leaves open: the choice made and who must
// confirm it.
type Assumption struct {
	ID, Clause         string
	Question, Choice   Words
	Confirm, Confirmed string // who must confirm; the document when they have
}

// Canonical gives the bytes that publishing stores: everything that Load read
// except comments, layout and cases. Parse reads them.
func (p *Pack) Canonical() []byte { return p.canonical }

// Hash gives the SHA-256 of the canonical bytes, in lower-case hex.
func (p *Pack) Hash() string { return p.hash }

// ClauseText gives the words of a clause, "" when the pack does not quote it.
func (p *Pack) ClauseText(id string) string {
	for _, c := range p.Clauses {
		if c.ID == id {
			return c.Text
		}
	}
	return ""
}

// Item gives an item by its code, or nil.
func (p *Pack) Item(code string) *Item {
	for i := range p.Items {
		if p.Items[i].Code == code {
			return &p.Items[i]
		}
	}
	return nil
}

// Class gives a class by its id, or nil.
func (p *Pack) Class(id string) *Class {
	for i := range p.Classes {
		if p.Classes[i].ID == id {
			return &p.Classes[i]
		}
	}
	return nil
}

// Fund gives a fund by its id, or nil.
func (p *Pack) Fund(id fund.Fund) *Fund {
	for i := range p.Funds {
		if p.Funds[i].ID == id {
			return &p.Funds[i]
		}
	}
	return nil
}

// Paper gives a paper by its id, or nil.
func (p *Pack) Paper(id string) *Paper {
	for i := range p.Papers {
		if p.Papers[i].ID == id {
			return &p.Papers[i]
		}
	}
	return nil
}
