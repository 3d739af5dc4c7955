package work

import (
	"fmt"
	"sync"
)

// Columns are raw claims by column, as densely as this one policy allows.
type Columns struct {
	price                 [8][]int32
	qty                   [8][]uint8
	day                   []uint16
	category, flags, town []uint8
}

const (
	flagHukou = 1 << iota
	flagCert
	flagCremated
	flagAway
	flagWubao
	flagDibao
	flagVeteran
)

// NewColumns makes room for n claims.
func NewColumns(n int) *Columns {
	c := &Columns{day: make([]uint16, n), category: make([]uint8, n), flags: make([]uint8, n), town: make([]uint8, n)}
	for k := range c.price {
		c.price[k], c.qty[k] = make([]int32, n), make([]uint8, n)
	}
	return c
}

// Set puts claim i.
func (c *Columns) Set(i int, w *Raw) {
	c.day[i], c.category[i], c.town[i] = uint16(w.Day), uint8(w.Category), uint8(w.Town)
	for k := range c.price {
		c.price[k][i], c.qty[k][i] = int32(w.Price[k]), uint8(w.Qty[k])
	}
	for bit, is := range [...]bool{w.Hukou, w.Cert, w.Cremated, w.Away, w.Wubao, w.Dibao, w.Veteran} {
		if is {
			c.flags[i] |= 1 << bit
		}
	}
}

// Change is what a replay under another cap must give: waived fen by town and
// payer, before and after, and how many claims change.
type Change struct {
	Before, After [24][6]int64
	Changed       int64
}

func (r *Change) add(o *Change) {
	for t := range r.Before {
		for s := range r.Before[t] {
			r.Before[t][s] += o.Before[t][s]
			r.After[t][s] += o.After[t][s]
		}
	}
	r.Changed += o.Changed
}

// Checksum is the published text of a change.
func (r *Change) Checksum() Checksum {
	sum := NewChecksum()
	for t := range r.Before {
		for s := range r.Before[t] {
			sum.Add(fmt.Appendf(nil, "%d,%d,%d,%d\n", t, s, r.Before[t][s], r.After[t][s]))
		}
	}
	sum.Add(fmt.Appendf(nil, "%d\n", r.Changed))
	return sum
}

// WantChange is the change of 11 million claims of seed 3 under 120 % of every
// cap.
const WantChange Checksum = 0x545f4d557f6cda56

// rules are the editions as the loops read them; the last edition is none.
type rules struct {
	price [4][8]int32
	most  [8]int32
	cap   [2][4]int32
	ratio [4][3]int64
}

func newRules(percent int64) *rules {
	p := &rules{}
	for v, e := range Editions {
		for k := range e.Price {
			p.price[v][k], p.most[k] = int32(e.Price[k]), int32(e.Most[k])
		}
		p.cap[0][v], p.cap[1][v] = int32(e.Cap), int32(e.Cap*percent/100)
		p.ratio[v] = e.Ratio
	}
	p.ratio[3] = [3]int64{1, 1, 1}
	return p
}

func editionOn(day uint16) uint8 {
	v := uint8(0)
	if int(day) >= firstDay[1] {
		v = 1
	}
	if int(day) >= firstDay[2] {
		v = 2
	}
	if int(day) < firstDay[0] {
		v = 3
	}
	return v
}

func refused(v, f, category uint8) bool {
	resident := category == 0
	return v == 3 || f&flagCremated == 0 || f&flagAway != 0 && !resident || resident && f&flagHukou == 0 || !resident && f&flagCert == 0
}

// both runs part of the claims on each of two cores.
func both(n int, part func(from, to int, r *Change)) *Change {
	var parts [2]Change
	var wait sync.WaitGroup
	for w := range parts {
		wait.Go(func() { part(n*w/2, n*(w+1)/2, &parts[w]) })
	}
	wait.Wait()
	parts[0].add(&parts[1])
	return &parts[0]
}

// Replay runs the first n claims under the caps and under so many percent of
// them: the limit for a whole policy.
func (c *Columns) Replay(n int, percent int64) *Change {
	p := newRules(percent)
	return both(n, func(from, to int, r *Change) { c.replay(p, from, to, r) })
}

const blockSize = 1024

func (c *Columns) replay(p *rules, lo, hi int, r *Change) {
	var edition [blockSize]uint8
	var total, bill [blockSize]int32
	for ; lo < hi; lo += blockSize {
		n := min(blockSize, hi-lo)
		for i, d := range c.day[lo : lo+n] {
			edition[i] = editionOn(d)
		}
		clear(total[:n])
		clear(bill[:n])
		for k := range Free {
			price, qty := c.price[k][lo:lo+n], c.qty[k][lo:lo+n]
			list := [4]int32{p.price[0][k], p.price[1][k], p.price[2][k], 0}
			most := p.most[k]
			for i, x := range price {
				q := int32(qty[i])
				bill[i] += x * q
				total[i] += min(x, list[edition[i]&3]) * min(q, most)
			}
		}
		price, qty := c.price[Free][lo:lo+n], c.qty[Free][lo:lo+n]
		for i, x := range price {
			bill[i] += x * int32(qty[i])
		}
		category, flags, town := c.category[lo:lo+n], c.flags[lo:lo+n], c.town[lo:lo+n]
		for i, f := range flags {
			v := edition[i] & 3
			switch {
			case refused(v, f, category[i]):
			case category[i] == 3:
				r.book(town[i], payerUnclaimed, v, bill[i], p)
			default:
				r.book(town[i], payerOf(f), v, total[i], p)
			}
		}
	}
}

// Payers as the stored column has them.
const (
	payerUnclaimed = 6
	payerRefused   = 7
)

func payerOf(f uint8) uint8 {
	switch {
	case f&flagWubao != 0:
		return SrcWubao
	case f&flagDibao != 0:
		return SrcProvince
	case f&flagVeteran != 0:
		return SrcVet
	}
	return SrcCity
}

// book adds a claim with the sum before the cap.
func (r *Change) book(town, payer, v uint8, sum int32, p *rules) {
	if payer == payerUnclaimed {
		r.Before[town][SrcCity] += int64(sum)
		r.After[town][SrcCity] += int64(sum)
		return
	}
	a, b := min(sum, p.cap[0][v]), min(sum, p.cap[1][v])
	if a != b {
		r.Changed++
	}
	if payer == SrcProvince {
		split(&r.Before[town], a, p.ratio[v])
		split(&r.After[town], b, p.ratio[v])
		return
	}
	r.Before[town][payer] += int64(a)
	r.After[town][payer] += int64(b)
}

func split(to *[6]int64, sum int32, ratio [3]int64) {
	s := Split(int64(sum), ratio)
	to[SrcProvince] += s[0]
	to[SrcPrefecture] += s[1]
	to[SrcCounty] += s[2]
}

// Stored is what a decision leaves behind that another cap needs again: the sum
// before the cap, the edition and who pays.
type Stored struct {
	sum            []int32
	edition, payer []uint8
	town           []uint8
}

// Store decides every claim up to the cap.
func (c *Columns) Store() *Stored {
	p := newRules(100)
	s := &Stored{make([]int32, len(c.day)), make([]uint8, len(c.day)), make([]uint8, len(c.day)), c.town}
	for i := range c.day {
		v, f, category := editionOn(c.day[i]), c.flags[i], c.category[i]
		s.edition[i] = v
		if refused(v, f, category) {
			s.payer[i] = payerRefused
			continue
		}
		for k := range c.price {
			x, q := c.price[k][i], int32(c.qty[k][i])
			if category != 3 {
				x, q = min(x, p.price[v][k]), min(q, p.most[k])
			}
			s.sum[i] += x * q
		}
		if s.payer[i] = payerOf(f); category == 3 {
			s.payer[i] = payerUnclaimed
		}
	}
	return s
}

// Replay is Columns.Replay from stored sums: the limit for a changed cap alone.
func (s *Stored) Replay(n int, percent int64) *Change {
	p := newRules(percent)
	return both(n, func(from, to int, r *Change) {
		sum, edition, payer, town := s.sum[from:to], s.edition[from:to], s.payer[from:to], s.town[from:to]
		for i, x := range sum {
			if payer[i] != payerRefused {
				r.book(town[i], payer[i], edition[i]&3, x, p)
			}
		}
	})
}
