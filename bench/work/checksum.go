package work

import "strconv"

// Want is the checksum of the decisions on the first 10,000 claims of seed 1.
const Want Checksum = 0xdffe287a17af9113

// Checksum is FNV-1a, 64 bits, over canonical texts.
type Checksum uint64

// NewChecksum gives the start value.
func NewChecksum() Checksum { return 0xcbf29ce484222325 }

// Add takes in a text.
func (c *Checksum) Add(text []byte) {
	h := uint64(*c)
	for _, b := range text {
		h = (h ^ uint64(b)) * 0x100000001b3
	}
	*c = Checksum(h)
}

// Canonical appends the text two engines must agree on:
// id|ok|reason|allowed|billed|waived|copay|src|trace and a line end.
func (d *Decision) Canonical(b []byte) []byte {
	b = append(b, d.ID...)
	if d.OK {
		b = append(b, "|1|"...)
	} else {
		b = append(b, "|0|"...)
	}
	b = append(b, d.Reason...)
	b = numbers(append(b, '|'), d.Allowed)
	b = strconv.AppendInt(append(b, '|'), d.Billed, 10)
	b = strconv.AppendInt(append(b, '|'), d.Waived, 10)
	b = strconv.AppendInt(append(b, '|'), d.Copay, 10)
	b = numbers(append(b, '|'), d.Src[:])
	for i, t := range d.Trace {
		if i == 0 {
			b = append(b, '|')
		} else {
			b = append(b, ';')
		}
		b = append(b, t...)
	}
	return append(b, '\n')
}

func numbers(b []byte, list []int64) []byte {
	for i, n := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, n, 10)
	}
	return b
}
