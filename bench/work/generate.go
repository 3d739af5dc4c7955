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

// Generate makes claim number i of the stream of a seed. The same arguments
// give the same claim everywhere; the order of the draws is part of the format.
func Generate(seed uint64, i int) Claim {
	d := &dice{seed*1000003 + uint64(i)*0x9E3779B97F4A7C15}
	d.next()
	c := Claim{ID: fmt.Sprintf("C%08d", i), Place: "local", Lines: make([]Line, 0, 8)}
	c.Death = epoch.AddDate(0, 0, d.below(spread)).Format("2006-01-02")
	category := 0
	switch roll := d.below(1000); {
	case roll >= 970:
		category = 3
	case roll >= 960:
		category = 2
	case roll >= 950:
		category = 1
	}
	c.Category = Categories[category]
	if category == 0 {
		c.Hukou = d.perMille(980)
	} else {
		c.Cert = d.perMille(950)
	}
	c.Cremated = d.perMille(970)
	if d.perMille(100) {
		c.Place = "away"
	}
	c.Wubao, c.Dibao, c.Veteran = d.perMille(30), d.perMille(80), d.perMille(50)
	c.Town = int64(d.below(24))
	name := d.below(100)
	c.Name = family[name/10] + personal[name%10]
	year, month, day, serial := 1930+d.below(90), 1+d.below(12), 1+d.below(28), d.below(10000)
	c.IDNo = fmt.Sprintf("441881%04d%02d%02d%04d", year, month, day, serial)
	who := d.below(100)
	c.Applicant = family[who/10] + personal[who%10]
	c.Phone = fmt.Sprintf("139%08d", d.below(100000000))
	services(d, &c)
	return c
}

// services draws the lines around the prices of the edition in force.
func services(d *dice, c *Claim) {
	standard := &Editions[max(EditionOf(c.Death), 0)]
	for k, chance := range chances {
		if !d.perMille(chance) {
			continue
		}
		base := int64(30000)
		if k < Free {
			base = standard.Price[k]
		}
		l := Line{Item: Items[k], Qty: 1}
		percent := int64(70 + d.below(60))
		l.Price = base*percent/100 + int64(d.below(100))
		switch Items[k] {
		case "cold":
			l.Qty = int64(1 + d.below(7))
		case "ash":
			l.Qty = int64(1 + d.below(24))
		default:
			if d.perMille(50) {
				l.Qty = 2
			}
		}
		c.Lines = append(c.Lines, l)
	}
}

// GenerateAll makes the first n claims of a stream.
func GenerateAll(seed uint64, n int) []Claim {
	out := make([]Claim, n)
	for i := range out {
		out[i] = Generate(seed, i)
	}
	return out
}
