package work

import (
	"fmt"
	"time"
)

// dice is the splitmix64 sequence, the same on every machine.
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	x := d.state
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

func (d *dice) below(n int) int          { return int(d.next() % uint64(n)) }
func (d *dice) perMille(chance int) bool { return d.below(1000) < chance }

var (
	epoch    = time.Date(2021, 12, 15, 0, 0, 0, 0, time.UTC)
	family   = []string{"陈", "林", "黄", "张", "李", "王", "刘", "邓", "邱", "罗"}
	personal = []string{"伟", "芳", "国强", "秀英", "建华", "桂兰", "志明", "玉珍", "永福", "惠娟"}
	chances  = [8]int{950, 800, 850, 600, 1000, 700, 500, 150}
)

// spread is how many days of deaths there are.
const spread = 1478

// Raw is a claim as numbers: what Generate spells out and columns hold.
type Raw struct {
	Day                                                int // after 2021-12-15
	Category                                           int
	Hukou, Cert, Cremated, Away, Wubao, Dibao, Veteran bool
	Town                                               int
	person                                             [7]int
	Price                                              [8]int64
	Qty                                                [8]int64 // 0: no such line
}

// firstDay is the first day of each edition, counted as Raw.Day is.
var firstDay = func() (out [3]int) {
	for i, e := range Editions {
		t, _ := time.Parse("2006-01-02", e.From)
		out[i] = int(t.Sub(epoch).Hours() / 24)
	}
	return out
}()

// GenerateRaw makes claim number i of the stream of a seed. The same arguments
// give the same claim everywhere; the order of the draws is part of the format.
func GenerateRaw(seed uint64, i int) (c Raw) {
	d := &dice{seed*1000003 + uint64(i)*0x9E3779B97F4A7C15}
	d.next()
	c.Day = d.below(spread)
	switch roll := d.below(1000); {
	case roll >= 970:
		c.Category = 3
	case roll >= 960:
		c.Category = 2
	case roll >= 950:
		c.Category = 1
	}
	if c.Category == 0 {
		c.Hukou = d.perMille(980)
	} else {
		c.Cert = d.perMille(950)
	}
	c.Cremated = d.perMille(970)
	c.Away = d.perMille(100)
	c.Wubao, c.Dibao, c.Veteran = d.perMille(30), d.perMille(80), d.perMille(50)
	c.Town = d.below(24)
	c.person = [7]int{d.below(100), d.below(90), d.below(12), d.below(28), d.below(10000), d.below(100), d.below(100000000)}
	c.services(d)
	return c
}

// services draws the lines around the prices of the edition in force.
func (c *Raw) services(d *dice) {
	e := 0
	for v, day := range firstDay {
		if day <= c.Day {
			e = v
		}
	}
	for k, chance := range chances {
		if !d.perMille(chance) {
			continue
		}
		base := int64(30000)
		if k < Free {
			base = Editions[e].Price[k]
		}
		c.Qty[k] = 1
		percent := int64(70 + d.below(60))
		c.Price[k] = base*percent/100 + int64(d.below(100))
		switch Items[k] {
		case "cold":
			c.Qty[k] = int64(1 + d.below(7))
		case "ash":
			c.Qty[k] = int64(1 + d.below(24))
		default:
			if d.perMille(50) {
				c.Qty[k] = 2
			}
		}
	}
}

// Generate is GenerateRaw spelt out.
func Generate(seed uint64, i int) Claim {
	w := GenerateRaw(seed, i)
	p := w.person
	c := Claim{
		ID: fmt.Sprintf("C%08d", i), Death: epoch.AddDate(0, 0, w.Day).Format("2006-01-02"), Category: Categories[w.Category], Place: "local",
		Hukou: w.Hukou, Cert: w.Cert, Cremated: w.Cremated, Wubao: w.Wubao, Dibao: w.Dibao, Veteran: w.Veteran, Town: int64(w.Town),
		Name: family[p[0]/10] + personal[p[0]%10], IDNo: fmt.Sprintf("441881%04d%02d%02d%04d", 1930+p[1], 1+p[2], 1+p[3], p[4]),
		Applicant: family[p[5]/10] + personal[p[5]%10], Phone: fmt.Sprintf("139%08d", p[6]), Lines: make([]Line, 0, 8),
	}
	if w.Away {
		c.Place = "away"
	}
	for k, q := range w.Qty {
		if q > 0 {
			c.Lines = append(c.Lines, Line{Item: Items[k], Price: w.Price[k], Qty: q})
		}
	}
	return c
}

// GenerateAll makes the first n claims of a stream.
func GenerateAll(seed uint64, n int) []Claim {
	out := make([]Claim, n)
	for i := range out {
		out[i] = Generate(seed, i)
	}
	return out
}
