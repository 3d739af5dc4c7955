package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// PriceList is what one funeral home charges: dated tariffs, each citing the
// document of the price authority that sets it. Only the tariffs of basic
// items matter to a decision.
type PriceList struct {
	Home    string   `json:"home"`   // the home's code in the installation
	Name    string   `json:"name"`   // the home's name
	Sample  bool     `json:"sample"` // 样本: made up for trying out, never for deciding in earnest
	Tariffs []Tariff `json:"tariffs"`
}

// ReadPrices reads a price list written in YAML or JSON; file names it in
// faults. All faults are returned at once as a problem.List.
func ReadPrices(file string, text []byte) (*PriceList, error) {
	r := &reader{file: file}
	root := r.document(text)
	if root == nil {
		return nil, r.list()
	}
	o := r.object(root)
	p := &PriceList{Home: o.id("home"), Name: o.text("name"), Sample: o.yes("sample")}
	document := o.text("document")
	whole := o.spanOr(Span{0, Forever}, true).Span
	for _, n := range o.items("tariffs", true) {
		t := r.object(n)
		row := r.tariff(t, t.id("item"), whole, false)
		if row.Document = t.optText("document"); row.Document == "" {
			row.Document = document
		}
		t.done()
		p.Tariffs = append(p.Tariffs, row)
	}
	o.done()
	p.Tariffs = r.closeTariffs(p.Tariffs, whole.To)
	if len(r.faults) > 0 {
		return nil, r.list()
	}
	return p, nil
}

// closeTariffs ends open rows of one item and grade at the day before the next
// and reports gaps and overlaps between them.
func (r *reader) closeTariffs(ts []Tariff, end date.Day) []Tariff {
	type key struct{ item, grade string }
	groups := map[key][]int{}
	var order []key
	for i, t := range ts {
		k := key{t.Item, t.Grade}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	for _, k := range order {
		rows := make([]*datedAt, len(groups[k]))
		for j, i := range groups[k] {
			rows[j] = &datedAt{Span: Span{date.Day(ts[i].From), end}, at: ts[i].at, closed: ts[i].To != 0}
			if ts[i].To != 0 {
				rows[j].To = date.Day(ts[i].To)
			}
		}
		r.timeline(strings.TrimSpace(k.item+" "+k.grade)+" tariffs", rows, Span{rows[0].From, rows[len(rows)-1].To})
		for j, i := range groups[k] {
			ts[i].To = int32(rows[j].To)
		}
	}
	return ts
}

// Hash gives the SHA-256 of the list's canonical text, in lower-case hex.
func (p *PriceList) Hash() string { return hashOf(p) }

// Canonical gives the canonical JSON text of the list; ParsePrices reads it.
func (p *PriceList) Canonical() []byte { return canonicalOf(p) }

var badStored = problem.Define("policy.stored", problem.Internal,
	"已存的政策、本地参数或价目表读不出来", "a stored pack, local value or price list cannot be read",
	"请用 songbai verify 检查数据库；不要手工修改", "check the database with songbai verify; never edit it by hand")

// After gives the list that stands once p follows old from a day on: rows of
// old hold up to the day before, unless p itself says what held then. Prices
// apply by the day of the service, so nothing that was priced loses its price.
func (p *PriceList) After(old *PriceList, from date.Day) *PriceList {
	own := map[[2]string]bool{}
	for _, t := range p.Tariffs {
		if t.From < int32(from) {
			own[[2]string{t.Item, t.Grade}] = true
		}
	}
	out := *p
	out.Tariffs = nil
	for _, t := range old.Tariffs {
		if t.From < int32(from) && !own[[2]string{t.Item, t.Grade}] {
			t.To = min(t.To, int32(from)-1)
			out.Tariffs = append(out.Tariffs, t)
		}
	}
	out.Tariffs = append(out.Tariffs, p.Tariffs...)
	return &out
}

// ParsePrices reads what Canonical wrote.
func ParsePrices(canonical []byte) (*PriceList, error) {
	var p PriceList
	if err := json.Unmarshal(canonical, &p); err != nil {
		return nil, badStored.With().Because(err)
	}
	if string(p.Canonical()) != string(canonical) {
		return nil, badStored.With()
	}
	return &p, nil
}

func canonicalOf(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("policy: canonical text: " + err.Error()) // plain structs of texts and integers cannot fail
	}
	return b
}

func hashOf(v any) string { return hexSum(canonicalOf(v)) }

func hexSum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

var badTariff = problem.Define("prices.row", problem.Invalid,
	"价目表第 %[1]d 行无效：%[2]s", "row %[1]d of the price list is not valid: %[3]s",
	"请改正价目表后重新录入", "correct the price list and enter it again")

// Check reports rows that no reader would have let through; it guards lists
// that were put together from stored rows.
func (p *PriceList) Check() error {
	var out problem.List
	bad := func(i int, zh, en string) {
		out = append(out, badTariff.With(i+1, zh, en).At("tariffs["+strconv.Itoa(i)+"]"))
	}
	for i := range p.Tariffs {
		t := &p.Tariffs[i]
		switch {
		case t.Price < 0 || t.Price > MaxUnit || !t.boundsOK():
			bad(i, "金额为负或过大", "an amount is negative or too large")
		case t.To < t.From:
			bad(i, "止日早于起日", "it ends before it begins")
		case indexOf(unitWords, t.Per) < 0:
			bad(i, "计价单位不认识", "unknown unit")
		case t.Document == "":
			bad(i, "没有定价文件", "no document sets the price")
		}
		for j := range p.Tariffs[:i] {
			u := &p.Tariffs[j]
			if u.Item == t.Item && u.Grade == t.Grade && u.From <= t.To && t.From <= u.To {
				bad(i, "与第 "+strconv.Itoa(j+1)+" 行日期重叠", "it overlaps row "+strconv.Itoa(j+1))
			}
		}
	}
	return out.Err()
}

func (t *Tariff) boundsOK() bool {
	for _, z := range t.Zones {
		if z.Price < 0 || z.Price > MaxUnit || z.Metres < 0 {
			return false
		}
	}
	d := t.Distance
	if d == nil {
		return true
	}
	ok := d.StartMetres >= 0 && d.StartMetres <= MaxMetres && (d.PartKm == "up" || d.PartKm == "down" || d.PartKm == "exact")
	for _, a := range []int64{int64(d.PerKm), int64(d.StartPrice), int64(d.Minimum), int64(d.Maximum)} {
		ok = ok && a >= 0 && a <= int64(MaxUnit)
	}
	return ok
}

// Always gives the list as if its last prices had always held, to ask what would
// have been; it is never entered.
func (p *PriceList) Always() *PriceList {
	out := *p
	out.Tariffs = nil
	for i, t := range p.Tariffs {
		last := true
		for j, u := range p.Tariffs {
			if u.Item == t.Item && u.Grade == t.Grade && (u.From > t.From || u.From == t.From && j > i) {
				last = false
			}
		}
		if last {
			t.From, t.To = 0, int32(Forever)
			out.Tariffs = append(out.Tariffs, t)
		}
	}
	return &out
}
