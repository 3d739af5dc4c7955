package work

// The reference: the policy by hand, as fast as plain Go goes with a decision
// of its own for each claim. Every other engine is compared with it.

// lineText is the trace of a line: item, then what was cut (bit 0 quantity, bit
// 1 price).
var lineText = func() (t [Free][4]string) {
	for k := range t {
		for cut, suffix := range [4]string{"F", "Q", "P", "QP"} {
			t[k][cut] = "2." + string(rune('1'+k)) + ":" + suffix
		}
	}
	return t
}()

// LineText gives the trace of a line of free item k; cut has bit 0 for a
// quantity and bit 1 for a price that was cut.
func LineText(k, cut int) string { return lineText[k][cut&3] }

var classText = [4]string{"1.1", "1.2", "1.3", "1.4"}

// ItemIndex gives the place of an item, 7 for anything that is not free.
func ItemIndex(item string) int {
	switch item {
	case "transfer":
		return 0
	case "disinfect":
		return 1
	case "cold":
		return 2
	case "hall":
		return 3
	case "cremation":
		return 4
	case "urn":
		return 5
	case "ash":
		return 6
	}
	return 7
}

func categoryIndex(category string) int {
	switch category {
	case "resident":
		return 0
	case "infant":
		return 1
	case "soldier":
		return 2
	}
	return 3
}

// Reference decides c into d, reusing its slices when they are large enough.
// Slices and sums are kept in locals until the end: it is meant to be the limit.
func Reference(c *Claim, d *Decision) {
	n := len(c.Lines)
	allowed, trace := d.Allowed, d.Trace
	if cap(allowed) < n {
		allowed = make([]int64, n)
	}
	if cap(trace) < n+4 {
		trace = make([]string, 0, n+4)
	}
	allowed, trace = allowed[:n], trace[:0]
	d.ID, d.Src = c.ID, [6]int64{}
	e := EditionOf(c.Death)
	category := categoryIndex(c.Category)
	reason := ""
	switch {
	case e < 0:
		reason = "E04"
	case !c.Cremated:
		reason = "E01"
	case category != 0 && c.Place != "local":
		reason = "E03"
	case category == 0 && !c.Hukou || category != 0 && !c.Cert:
		reason = "E02"
	}
	var billed, waived int64
	switch {
	case reason != "":
		billed = bills(c, allowed)
		clear(allowed)
		trace = append(trace, reason)
	case category == 3:
		billed = bills(c, allowed)
		waived = billed
		d.Src[SrcCity] = billed
		trace = append(trace, Editions[e].Name, classText[3])
		for range c.Lines {
			trace = append(trace, "3.5:A")
		}
		trace = append(trace, "3.5:N", "3.5:city")
	default:
		trace = append(trace, Editions[e].Name, classText[category])
		billed, waived, trace = standard(c, &Editions[e], allowed, trace)
		ceiling := "2.cap:U"
		if waived > Editions[e].Cap {
			waived, ceiling = Editions[e].Cap, "2.cap:C"
		}
		trace = append(trace, ceiling, d.payer(c, &Editions[e], waived))
	}
	d.OK, d.Reason, d.Allowed, d.Trace = reason == "", reason, allowed, trace
	d.Billed, d.Waived, d.Copay = billed, waived, billed-waived
}

// bills fills in what each line costs and gives the sum.
func bills(c *Claim, allowed []int64) (sum int64) {
	for i := range c.Lines {
		allowed[i] = c.Lines[i].Price * c.Lines[i].Qty
		sum += allowed[i]
	}
	return sum
}

// standard fills in what each line may cost.
func standard(c *Claim, e *Edition, allowed []int64, trace []string) (billed, sum int64, _ []string) {
	for i := range c.Lines {
		l := &c.Lines[i]
		billed += l.Price * l.Qty
		k := ItemIndex(l.Item)
		if k >= Free {
			allowed[i] = 0
			trace = append(trace, "3.6:X")
			continue
		}
		price, qty, cut := l.Price, l.Qty, 0
		if qty > e.Most[k] {
			qty, cut = e.Most[k], 1
		}
		if price > e.Price[k] {
			price, cut = e.Price[k], cut|2
		}
		allowed[i] = price * qty
		sum += price * qty
		trace = append(trace, lineText[k][cut])
	}
	return billed, sum, trace
}

// payer books the waived sum and names who pays.
func (d *Decision) payer(c *Claim, e *Edition, waived int64) string {
	switch {
	case c.Wubao:
		d.Src[SrcWubao] = waived
		return "4:wubao"
	case c.Dibao:
		s := Split(waived, e.Ratio)
		d.Src[SrcProvince], d.Src[SrcPrefecture], d.Src[SrcCounty] = s[0], s[1], s[2]
		return "4:dibao"
	case c.Veteran:
		d.Src[SrcVet] = waived
		return "4:vet"
	}
	d.Src[SrcCity] = waived
	return "4:city"
}

// Split shares a sum by the largest remainder, ties to the earlier share.
func Split(sum int64, ratio [3]int64) (out [3]int64) {
	whole := ratio[0] + ratio[1] + ratio[2]
	left := sum
	var rest [3]int64
	for i, r := range ratio {
		out[i] = sum * r / whole
		rest[i] = sum*r - out[i]*whole
		left -= out[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := 1; i < 3; i++ {
			if rest[i] > rest[best] {
				best = i
			}
		}
		out[best]++
		rest[best] = -1
	}
	return out
}
