package work

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
)

// LibraryStream decides JSON lines with encoding/json at both ends.
func LibraryStream(in []byte, out io.Writer) error {
	d, w := json.NewDecoder(bytes.NewReader(in)), bufio.NewWriterSize(out, 1<<18)
	e := json.NewEncoder(w)
	for {
		var c Claim
		if err := d.Decode(&c); err == io.EOF {
			return w.Flush()
		} else if err != nil {
			return err
		}
		var answer Decision
		Reference(&c, &answer)
		if err := e.Encode(&answer); err != nil {
			return err
		}
	}
}

// HandStream decides JSON lines of exactly the shape that encoding/json gives a
// Claim: the limit for a whole program. It checks nothing.
func HandStream(in []byte, out io.Writer) error {
	r, w := bufio.NewReaderSize(bytes.NewReader(in), 1<<18), bufio.NewWriterSize(out, 1<<18)
	var c Claim
	var d Decision
	var b []byte
	for {
		line, err := r.ReadSlice('\n')
		if err == io.EOF {
			return w.Flush()
		} else if err != nil {
			return err
		}
		h := hand{t: string(line)}
		h.claim(&c)
		Reference(&c, &d)
		b = handRecord(b[:0], &d)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
}

// hand walks over a line without checking it.
type hand struct {
	t string
	i int
}

// name steps over a comma or bracket, reads a name and the colon.
func (h *hand) name() string {
	h.i++
	n := h.text()
	h.i++
	return n
}

func (h *hand) text() string {
	from := h.i + 1
	to := from
	for h.t[to] != '"' {
		to++
	}
	h.i = to + 1
	return h.t[from:to]
}

func (h *hand) yes() bool {
	if h.t[h.i] == 't' {
		h.i += 4
		return true
	}
	h.i += 5
	return false
}

func (h *hand) whole() (n int64) {
	for h.t[h.i]-'0' < 10 {
		n = n*10 + int64(h.t[h.i]-'0')
		h.i++
	}
	return n
}

func (h *hand) claim(c *Claim) {
	*c = Claim{Lines: c.Lines[:0]}
	for h.t[h.i] != '}' {
		switch h.name() {
		case "id":
			c.ID = h.text()
		case "death":
			c.Death = h.text()
		case "category":
			c.Category = h.text()
		case "place":
			c.Place = h.text()
		case "name":
			c.Name = h.text()
		case "idno":
			c.IDNo = h.text()
		case "applicant":
			c.Applicant = h.text()
		case "phone":
			c.Phone = h.text()
		case "hukou":
			c.Hukou = h.yes()
		case "cert":
			c.Cert = h.yes()
		case "cremated":
			c.Cremated = h.yes()
		case "wubao":
			c.Wubao = h.yes()
		case "dibao":
			c.Dibao = h.yes()
		case "veteran":
			c.Veteran = h.yes()
		case "town":
			c.Town = h.whole()
		case "lines":
			h.lines(c)
		}
	}
}

func (h *hand) lines(c *Claim) {
	h.i++
	for h.t[h.i] != ']' {
		if h.t[h.i] == ',' {
			h.i++
		}
		var l Line
		for h.t[h.i] != '}' {
			switch h.name() {
			case "item":
				l.Item = h.text()
			case "price":
				l.Price = h.whole()
			case "qty":
				l.Qty = h.whole()
			}
		}
		h.i++
		c.Lines = append(c.Lines, l)
	}
	h.i++
}

func handRecord(b []byte, d *Decision) []byte {
	b = append(append(b, `{"id":"`...), d.ID...)
	b = strconv.AppendBool(append(b, `","ok":`...), d.OK)
	b = append(append(b, `,"reason":"`...), d.Reason...)
	b = numbers(append(b, `","allowed":[`...), d.Allowed)
	b = strconv.AppendInt(append(b, `],"billed":`...), d.Billed, 10)
	b = strconv.AppendInt(append(b, `,"waived":`...), d.Waived, 10)
	b = strconv.AppendInt(append(b, `,"copay":`...), d.Copay, 10)
	b = numbers(append(b, `,"src":[`...), d.Src[:])
	b = append(b, `],"trace":[`...)
	for i, t := range d.Trace {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), t...), '"')
	}
	return append(b, "]}\n"...)
}
