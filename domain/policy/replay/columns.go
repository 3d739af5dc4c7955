package replay

import (
	"encoding/binary"
	"math"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// Columns are claims held by column in blocks of 256. What many
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
const blockClaims = 256

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
	b.openServices()
	from := int64(0)
	for _, n := range b.claim[ofServices].load()[:i%blockClaims] {
		from += n
	}
	return c.facts(&b, i%blockClaims, int(from), f)
}

// facts fills f from a block: claim i, whose services begin at from.
func (c *Columns) facts(b *block, i, from int, f *policy.Facts) Origin {
	at := func(k int) int64 { return b.claim[k].load()[i] }
	services := f.Services[:0]
	*f = c.profiles[at(ofProfile)]
	f.Death, f.Cremation = date.Day(at(ofDeath)), date.Day(at(ofCremation))
	f.Application, f.Burial = date.Day(at(ofApplication)), date.Day(at(ofBurial))
	f.OtherBenefit = money.Amount(at(ofBenefit))
	for j := from; j < from+int(at(ofServices)); j++ {
		of := func(k int) int64 { return b.service[k].load()[j] }
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
	rest        []byte // the columns of services, not yet opened
}

// open finds the columns of claims; false when the bytes are no block.
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
	b.rest = text
	return ok
}

// openServices finds the columns of services, once.
func (b *block) openServices() bool {
	text, ok := b.rest, true
	if text == nil {
		return true
	}
	for k := range b.service {
		text, ok = b.service[k].open(text, b.services, ok)
	}
	b.rest = nil
	return ok && len(text) == 0
}

// column is one column of a block: n offsets of width bytes from base.
type column struct {
	base   int64
	width  int
	n      int
	data   []byte
	loaded bool
	values []int64 // unpacked; the room is kept from block to block
	same   int     // so many values are known to be those of a column of width 0
	all    int64   // and this is what they are
}

func (c *column) open(text []byte, n int, ok bool) ([]byte, bool) {
	if !ok || len(text) < 9 {
		return nil, false
	}
	c.width, c.base, c.n, c.loaded = int(text[0]), int64(binary.LittleEndian.Uint64(text[1:])), n, false
	text = text[9:]
	if c.width > 8 || c.width&(c.width-1) != 0 || len(text) < n*c.width {
		return nil, false
	}
	c.data = text[:n*c.width]
	return text[n*c.width:], true
}

// load unpacks the column when it is first asked for.
func (c *column) load() []int64 {
	if !c.loaded {
		c.unpack()
	}
	return c.values
}

// unpack reads eight bytes at a time while there are eight.
func (c *column) unpack() {
	c.loaded = true
	if cap(c.values) < c.n {
		c.values, c.same = make([]int64, c.n+c.n/4), 0
	}
	c.values = c.values[:c.n]
	if c.width == 0 {
		c.fill()
		return
	}
	c.same = 0
	done, base := 0, c.base
	switch c.width {
	case 1:
		for out, data := c.values, c.data; len(out) >= 8 && len(data) >= 8; out, data = out[8:], data[8:] {
			x := binary.LittleEndian.Uint64(data)
			out[0], out[1], out[2], out[3] = base+int64(x&0xff), base+int64(x>>8&0xff), base+int64(x>>16&0xff), base+int64(x>>24&0xff)
			out[4], out[5], out[6], out[7] = base+int64(x>>32&0xff), base+int64(x>>40&0xff), base+int64(x>>48&0xff), base+int64(x>>56)
		}
		done = c.n &^ 7
	case 2:
		for out, data := c.values, c.data; len(out) >= 4 && len(data) >= 8; out, data = out[4:], data[8:] {
			x := binary.LittleEndian.Uint64(data)
			out[0], out[1], out[2], out[3] = base+int64(x&0xffff), base+int64(x>>16&0xffff), base+int64(x>>32&0xffff), base+int64(x>>48)
		}
		done = c.n &^ 3
	case 4:
		for out, data := c.values, c.data; len(out) >= 2 && len(data) >= 8; out, data = out[2:], data[8:] {
			x := binary.LittleEndian.Uint64(data)
			out[0], out[1] = base+int64(x&0xffffffff), base+int64(x>>32)
		}
		done = c.n &^ 1
	}
	for i := done; i < c.n; i++ {
		x := uint64(0)
		for k, v := range c.data[i*c.width : (i+1)*c.width] {
			x |= uint64(v) << (8 * k)
		}
		c.values[i] = base + int64(x)
	}
}

// fill makes every value the base, but for those that already are.
func (c *column) fill() {
	if c.all != c.base {
		c.same, c.all = 0, c.base
	}
	for i := c.same; i < c.n; i++ {
		c.values[i] = c.base
	}
	c.same = max(c.same, c.n)
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
	for _, v := range c.load() {
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
	n := int64(0)
	for _, v := range b.claim[ofServices].load() {
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
	units, beyond := u.load(), x.load()
	for i, n := range q.load() {
		if charged := units[i]*n + beyond[i]; charged < 0 || charged > int64(policy.MaxCharged) {
			return false
		}
	}
	return true
}

var badColumns = problem.Define("replay.columns", problem.Invalid,
	"这不是本程序写的列存文件，或文件已损坏", "not a file of columns that this program wrote, or it is damaged",
	"请重新导出", "export it again")
