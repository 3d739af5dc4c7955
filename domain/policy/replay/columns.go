package replay

import (
	"encoding/binary"
	"math"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// Columns are claims held by column in blocks of a few hundred. What many
// claims share is said once: the profile (every fact but days, services and
// another benefit), the town and home, the item and grade of a service. Values
// are offsets from the smallest of their block, in as few bytes as the largest
// needs; a column that is the same all through a block takes none.
type Columns struct {
	profiles []policy.Facts
	sites    []site
	kinds    []kind
	blocks   [][]byte
	claims   int
	services int
}

// site is a town and a home.
type site struct {
	Town string `json:"town"`
	Home string `json:"home"`
}

// kind is an item and a grade.
type kind struct {
	Item  string `json:"item"`
	Grade string `json:"grade,omitempty"`
}

// blockClaims is how many claims a block has, but for the last one.
const blockClaims = 512

// The columns of claims, in the order in which a block holds them.
const (
	ofProfile = iota
	ofSite
	ofMonth
	ofDeath
	ofCremation
	ofApplication
	ofBurial
	ofBenefit
	ofServices // how many services the claim has
	claimColumns
)

// The columns of services: those of the first claim, then of the next.
const (
	ofKind = iota
	ofQuantity
	ofMetres
	ofUnit
	ofBeyond // charged beyond unit price × quantity
	ofDay
	serviceColumns
)

// Len counts the claims.
func (c *Columns) Len() int { return c.claims }

// Services counts the services of all claims.
func (c *Columns) Services() int { return c.services }

// Claim gives the facts of claim i into f, whose services it reuses, and where
// it belongs. It unpacks a whole block: to read many claims is to replay them.
func (c *Columns) Claim(i int, f *policy.Facts) Origin {
	var b block
	b.open(c.blocks[i/blockClaims])
	for k := range b.claim {
		b.claim[k].load()
	}
	b.loadServices()
	from := 0
	for j := range i % blockClaims {
		from += int(b.claim[ofServices].values[j])
	}
	return c.facts(&b, i%blockClaims, from, f)
}

// facts fills f from the loaded columns of a block: claim i, whose services
// begin at from.
func (c *Columns) facts(b *block, i, from int, f *policy.Facts) Origin {
	at := func(k int) int64 { return b.claim[k].values[i] }
	services := f.Services[:0]
	*f = c.profiles[at(ofProfile)]
	f.Death, f.Cremation = date.Day(at(ofDeath)), date.Day(at(ofCremation))
	f.Application, f.Burial = date.Day(at(ofApplication)), date.Day(at(ofBurial))
	f.OtherBenefit = money.Amount(at(ofBenefit))
	for j := from; j < from+int(at(ofServices)); j++ {
		of := func(k int) int64 { return b.service[k].values[j] }
		kind := &c.kinds[of(ofKind)]
		services = append(services, policy.Service{
			Item: kind.Item, Grade: kind.Grade, Quantity: of(ofQuantity), Metres: of(ofMetres),
			Unit: money.Amount(of(ofUnit)), Charged: money.Amount(of(ofUnit)*of(ofQuantity) + of(ofBeyond)), Day: date.Day(of(ofDay)),
		})
	}
	f.Services = services
	s := &c.sites[at(ofSite)]
	return Origin{date.Month(at(ofMonth)), s.Town, s.Home}
}

// block is one block opened: where its columns lie, and room to unpack them.
type block struct {
	n, services int
	claim       [claimColumns]column
	service     [serviceColumns]column
}

// open finds the columns; false when the bytes are no block.
func (b *block) open(text []byte) bool {
	if len(text) < 6 {
		return false
	}
	b.n, b.services = int(binary.LittleEndian.Uint16(text)), int(binary.LittleEndian.Uint32(text[2:]))
	text = text[6:]
	ok := b.n > 0 && b.n <= blockClaims && b.services <= b.n*policy.MaxServices
	for k := range b.claim {
		text, ok = b.claim[k].open(text, b.n, ok)
	}
	for k := range b.service {
		text, ok = b.service[k].open(text, b.services, ok)
	}
	return ok && len(text) == 0
}

func (b *block) loadServices() {
	for k := range b.service {
		b.service[k].load()
	}
}

// column is one column of a block: n offsets of width bytes from base.
type column struct {
	base   int64
	width  int
	n      int
	data   []byte
	values []int64
}

func (c *column) open(text []byte, n int, ok bool) ([]byte, bool) {
	if !ok || len(text) < 9 {
		return nil, false
	}
	c.width, c.base, c.n = int(text[0]), int64(binary.LittleEndian.Uint64(text[1:])), n
	text = text[9:]
	if c.width > 8 || c.width&(c.width-1) != 0 || len(text) < n*c.width {
		return nil, false
	}
	c.data = text[:n*c.width]
	return text[n*c.width:], true
}

// load unpacks the column into values.
func (c *column) load() {
	if cap(c.values) < c.n {
		c.values = make([]int64, c.n+c.n/4)
	}
	out, data, base := c.values[:c.n], c.data, c.base
	c.values = out
	switch c.width {
	case 0:
		for i := range out {
			out[i] = base
		}
	case 1:
		for i := range out {
			out[i] = base + int64(data[i])
		}
	case 2:
		for i := range out {
			out[i] = base + int64(binary.LittleEndian.Uint16(data[2*i:]))
		}
	case 4:
		for i := range out {
			out[i] = base + int64(binary.LittleEndian.Uint32(data[4*i:]))
		}
	case 8:
		for i := range out {
			out[i] = base + int64(binary.LittleEndian.Uint64(data[8*i:]))
		}
	}
}

// most is the largest value that the width can hold.
func (c *column) most() int64 {
	if c.width == 8 {
		return math.MaxInt64
	}
	return c.base + 1<<(8*c.width) - 1
}

// appendColumn packs values.
func appendColumn(b []byte, values []int64) []byte {
	var low, high int64
	for i, v := range values {
		if i == 0 || v < low {
			low = v
		}
		if i == 0 || v > high {
			high = v
		}
	}
	width := 0
	for spread := uint64(high - low); width < 8 && spread>>(8*width) != 0; {
		width = max(1, 2*width)
	}
	b = append(b, byte(width))
	b = binary.LittleEndian.AppendUint64(b, uint64(low))
	for _, v := range values {
		d := uint64(v - low)
		switch width {
		case 1:
			b = append(b, byte(d))
		case 2:
			b = binary.LittleEndian.AppendUint16(b, uint16(d))
		case 4:
			b = binary.LittleEndian.AppendUint32(b, uint32(d))
		case 8:
			b = binary.LittleEndian.AppendUint64(b, d)
		}
	}
	return b
}

// bound is what a column may hold.
type bound struct{ low, high int64 }

// holds reports whether every value lies in the bound; it looks at the values
// only when their width would let them lie outside.
func (c *column) holds(x bound) bool {
	if c.n == 0 || c.base >= x.low && c.most() >= c.base && c.most() <= x.high {
		return true
	}
	c.load()
	for _, v := range c.values {
		if v < x.low || v > x.high {
			return false
		}
	}
	return true
}

var day = bound{-719_162, int64(policy.Forever)} // from 0001-01-01

// sound reports whether every value of an opened block is one that facts may
// have, so that nothing after it needs to ask.
func (c *Columns) sound(b *block) bool {
	claim := [claimColumns]bound{
		ofProfile: {0, int64(len(c.profiles)) - 1}, ofSite: {0, int64(len(c.sites)) - 1}, ofMonth: {0, 120_000},
		ofDeath: day, ofCremation: day, ofApplication: day, ofBurial: day,
		ofBenefit: {0, int64(policy.MaxCharged)}, ofServices: {0, policy.MaxServices},
	}
	service := [serviceColumns]bound{
		ofKind: {0, int64(len(c.kinds)) - 1}, ofQuantity: {1, policy.MaxQuantity}, ofMetres: {0, policy.MaxMetres},
		ofUnit: {0, int64(policy.MaxUnit)}, ofBeyond: {-int64(policy.MaxUnit) * policy.MaxQuantity, int64(policy.MaxCharged)}, ofDay: day,
	}
	for k := range claim {
		if !b.claim[k].holds(claim[k]) {
			return false
		}
	}
	for k := range service {
		if !b.service[k].holds(service[k]) {
			return false
		}
	}
	return b.countsServices() && b.charges()
}

// countsServices reports whether the claims have as many services as there are.
func (b *block) countsServices() bool {
	s := &b.claim[ofServices]
	s.load()
	n := int64(0)
	for _, v := range s.values {
		n += v
	}
	return n == int64(b.services)
}

// charges reports whether what each service costs is in bounds.
func (b *block) charges() bool {
	q, u, x := &b.service[ofQuantity], &b.service[ofUnit], &b.service[ofBeyond]
	if x.width == 0 && x.base == 0 && q.width < 8 && u.width < 8 && q.most() <= policy.MaxQuantity && u.most() <= int64(policy.MaxCharged)/max(q.most(), 1) {
		return true
	}
	q.load()
	u.load()
	x.load()
	for i := range q.values {
		if charged := u.values[i]*q.values[i] + x.values[i]; charged < 0 || charged > int64(policy.MaxCharged) {
			return false
		}
	}
	return true
}

var badColumns = problem.Define("replay.columns", problem.Invalid,
	"这不是本程序写的列存文件，或文件已损坏", "not a file of columns that this program wrote, or it is damaged",
	"请重新导出", "export it again")
