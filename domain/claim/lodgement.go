package claim

import (
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
)

// Lodgement is everything the form (申请表) asks for, as it was typed or as Read
// folded it. Its text is personal: it is stored sealed and never put into an
// error, a log or a canonical text.
type Lodgement struct {
	Route     Route      `json:"route"`
	Deceased  Deceased   `json:"deceased"`
	Cremation *Cremation `json:"cremation,omitempty"` // required for a reimbursement, known later for the others
	Handler   *Handler   `json:"handler,omitempty"`   // waiver and reimbursement
	Account   *Account   `json:"account,omitempty"`   // reimbursement only, 三(七)
	Invoices  []Invoice  `json:"invoices,omitempty"`  // reimbursement only, 三(七)
	Found     *Found     `json:"found,omitempty"`     // unclaimed only, 三(五)
}

// Deceased is the person who died.
type Deceased struct {
	Name          string           `json:"name"` // empty only for an unnamed body
	Documents     []ident.Document `json:"documents"`
	Override      string           `json:"override,omitempty"` // why a wrong check digit is right: the paper seen; needs a second person
	Sex           string           `json:"sex"`                // male, female; unknown only for an unclaimed body
	Birth         *date.Day        `json:"birth,omitempty"`
	Death         *date.Day        `json:"death"`
	DeathArea     string           `json:"death_area"` // 6 digits or more
	DeathPaper    DeathPaper       `json:"death_paper"`
	HouseholdArea string           `json:"household_area,omitempty"` // 9 digits or more where registered, 一(一)
	Evidence      []Evidence       `json:"evidence,omitempty"`
}

// DeathPaper is the death certificate of 三(首).
type DeathPaper struct {
	Kind   DeathPaperKind `json:"kind"`
	Number string         `json:"number"`
	Issuer string         `json:"issuer"`
	Issued *date.Day      `json:"issued,omitempty"`
}

// DeathPaperKind says who issued the death certificate.
type DeathPaperKind string

// The kinds of death certificate.
const (
	ByHospital DeathPaperKind = "hospital" // 居民死亡医学证明(推断)书
	ByPolice   DeathPaperKind = "police"   // 公安部门出具的死亡证明
	ByCourt    DeathPaperKind = "court"    // 宣告死亡判决
)

// Evidence is a paper that puts the deceased into a class of the pack in force
// (一(二)-(四), 四): the class code, who issued the paper and its number.
type Evidence struct {
	Class  string `json:"class"`
	Issuer string `json:"issuer"`
	Number string `json:"number,omitempty"`
}

// Cremation is the fact of the cremation.
type Cremation struct {
	Day         *date.Day `json:"day"`
	Area        string    `json:"area"`        // 6 digits or more
	Home        string    `json:"home"`        // name of the funeral home
	Certificate string    `json:"certificate"` // number of the cremation certificate
}

// Handler is the family member or handler (丧属或丧事经办人) who signs.
type Handler struct {
	Name     string         `json:"name"`
	Document ident.Document `json:"document"`
	Relation Relation       `json:"relation"`
	Phone    string         `json:"phone"`
	Address  string         `json:"address,omitempty"` // where the handler lives; the paper form has room for it
}

// Relation is what the handler is to the deceased.
type Relation string

// relationNames names the relations, nearest first, each with the policies' word
// for who acts.
var relationNames = []struct {
	relation Relation
	zh, acts string
}{
	{"spouse", "配偶", "relative"}, {"child", "子女", "relative"}, {"child_in_law", "儿媳或女婿", "relative"}, {"parent", "父母", "relative"},
	{"parent_in_law", "公婆或岳父母", "relative"}, {"sibling", "兄弟姐妹", "relative"}, {"grandchild", "孙子女或外孙子女", "relative"},
	{"grandparent", "祖父母或外祖父母", "relative"}, {"relative", "其他亲属", "relative"}, {"village", "村(居)委会", "village"},
	{"work_unit", "工作单位", "employer"}, {"institution", "福利院或养老机构", "institution"}, {"army_unit", "所在部队", "employer"}, {"entrusted", "受托人", "trustee"},
}

// Relations lists the relations, nearest first.
func Relations() []Relation {
	out := make([]Relation, len(relationNames))
	for i, r := range relationNames {
		out[i] = r.relation
	}
	return out
}

// Zh names the relation in Chinese; an unknown one gives "".
func (r Relation) Zh() string {
	for _, n := range relationNames {
		if n.relation == r {
			return n.zh
		}
	}
	return ""
}

// Acts gives the policies' word for a handler of this relation, such as
// "relative"; an unknown relation gives "".
func (r Relation) Acts() string {
	for _, n := range relationNames {
		if n.relation == r {
			return n.acts
		}
	}
	return ""
}

// Mandated reports whether who has this relation acts by the family's mandate
// alone: a letter of authority (授权委托书) is seen, whatever the policy lists.
func (r Relation) Mandated() bool { return r == "entrusted" }

// MandatePaper is the letter of authority where a policy names none of its own.
const MandatePaper PaperKind = "mandate"

// Mandate is the line of the checklist for it.
func Mandate() Needed {
	return Needed{AnyOf: []PaperKind{MandatePaper}, Zh: MandateZh, En: MandateEn, Original: true}
}

// Names of the letter of authority.
const (
	MandateZh = "授权委托书（经办人受家属委托）"
	MandateEn = "letter of authority (the handler acts for the family)"
)

// En names the relation in English; an unknown one gives "".
func (r Relation) En() string { return strings.ReplaceAll(string(r), "_", " ") }

// Account is the applicant's bank account (个人银行存折).
type Account struct {
	Holder string `json:"holder"`
	Number string `json:"number"`
	Bank   string `json:"bank"`
	CNAPS  string `json:"cnaps,omitempty"`
	Reason string `json:"reason,omitempty"` // why the holder is not the applicant
}

// Invoice is a receipt of the home that cremated (遗体火化收费发票).
type Invoice struct {
	Code   string       `json:"code,omitempty"` // empty on fully digital invoices
	Number string       `json:"number"`
	Day    *date.Day    `json:"day"`
	Fen    money.Amount `json:"fen"`
}

// Found is what the police and the town say about an unclaimed body.
type Found struct {
	Town              string    `json:"town"` // area code of the town where it was found, 9 digits or more
	Day               *date.Day `json:"day"`
	PoliceOffice      string    `json:"police_office"`
	PoliceCase        string    `json:"police_case"`            // number of the police file
	Body              string    `json:"body,omitempty"`         // number of the body where one file has several
	Consent           string    `json:"consent"`                // number of the consent to cremation (同意火化证明)
	TownCertificate   string    `json:"town_certificate"`       // number of the town's own certificate
	IdentityConfirmed bool      `json:"identity_confirmed"`     // the police confirmed who it is, or that nobody knows
	Notice            *date.Day `json:"notice_day,omitempty"`   // public notice, where the police made one
	Officer           string    `json:"officer,omitempty"`      // who signed at the police
	TownOfficer       string    `json:"town_officer,omitempty"` // who signed at the town
}

// unnamed reports whether nobody knows who it is.
func (l Lodgement) unnamed() bool { return l.Route == Unclaimed && l.Deceased.Name == "" }
