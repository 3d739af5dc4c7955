// Package work holds the work that every engine of the bench is measured on:
// the claim, its generator, the policy of three editions, the hand-written
// reference and the checksum that says two engines agree.
//
// It uses the standard library only. All sums are whole fen. It is the bench's
// own language; the product reaches it through a pack and an adapter.
package work

// Items in the order of the policy; the last is any service that is not free.
var Items = [8]string{"transfer", "disinfect", "cold", "hall", "cremation", "urn", "ash", "other"}

// Free is the number of free items.
const Free = 7

// Categories of the deceased.
var Categories = [4]string{"resident", "infant", "soldier", "unclaimed"}

// Edition is the policy as it stands from one day on.
type Edition struct {
	Name  string
	From  string // ISO day
	Cap   int64
	Price [Free]int64 // per unit
	Most  [Free]int64 // units
	Ratio [3]int64    // province : city : county, for the subsistence fund
}

var most = [Free]int64{1, 1, 3, 1, 1, 1, 12}

// Editions, oldest first.
var Editions = []Edition{
	{"v1", "2022-01-01", 130000, [Free]int64{25000, 8000, 6000, 20000, 50000, 20000, 1000}, most, [3]int64{5, 3, 2}},
	{"v2", "2023-07-01", 150000, [Free]int64{28000, 9000, 7000, 22000, 56000, 22000, 1200}, most, [3]int64{6, 3, 1}},
	{"v3", "2025-01-01", 160000, [Free]int64{30000, 10000, 8000, 25000, 62000, 25000, 1500}, most, [3]int64{1, 1, 1}},
}

// Line is one service; a claim has at most one line of each item.
type Line struct {
	Item  string `json:"item"`
	Price int64  `json:"price"`
	Qty   int64  `json:"qty"`
}

// Claim is one application, decoded.
type Claim struct {
	ID        string `json:"id"`
	Death     string `json:"death"`
	Category  string `json:"category"`
	Hukou     bool   `json:"hukou"`
	Cert      bool   `json:"cert"`
	Cremated  bool   `json:"cremated"`
	Place     string `json:"place"` // local or away
	Wubao     bool   `json:"wubao"`
	Dibao     bool   `json:"dibao"`
	Veteran   bool   `json:"veteran"`
	Town      int64  `json:"town"`
	Name      string `json:"name"`
	IDNo      string `json:"idno"`
	Applicant string `json:"applicant"`
	Phone     string `json:"phone"`
	Lines     []Line `json:"lines"`
}

// Places in Decision.Src.
const (
	SrcCity = iota
	SrcWubao
	SrcProvince
	SrcPrefecture
	SrcCounty
	SrcVet
)

// Decision is what every engine must give.
type Decision struct {
	ID      string   `json:"id"`
	OK      bool     `json:"ok"`
	Reason  string   `json:"reason"`
	Allowed []int64  `json:"allowed"` // for each line, before the cap
	Billed  int64    `json:"billed"`
	Waived  int64    `json:"waived"`
	Copay   int64    `json:"copay"`
	Src     [6]int64 `json:"src"`
	Trace   []string `json:"trace"`
}

// EditionOf gives the index of the edition in force on an ISO day, -1: none.
func EditionOf(day string) int {
	e := len(Editions) - 1
	for e >= 0 && Editions[e].From > day {
		e--
	}
	return e
}
