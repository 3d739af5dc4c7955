package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"sort"
	"strconv"
	"strings"
)

// part is one sum's place in the book: fund, level, budget year.
type part struct {
	Fund, Level string
	Year        int64
}

// amounts are sums by part; a part of 0 is absent.
type amounts map[part]int64

func (a amounts) add(p part, fen int64) {
	if a[p] += fen; a[p] == 0 {
		delete(a, p)
	}
}

func (a amounts) total() (t int64) {
	for _, v := range a {
		t += v
	}
	return t
}

func (a amounts) equal(b amounts) bool {
	if len(a) != len(b) {
		return false
	}
	for p, v := range a {
		if b[p] != v {
			return false
		}
	}
	return true
}

// byFund gives the sums per fund and level, sorted, none of 0.
func (a amounts) byFund() []DecisionShare {
	m := map[[2]string]int64{}
	for p, v := range a {
		m[[2]string{p.Fund, p.Level}] += v
	}
	var out []DecisionShare
	for k, v := range m {
		if v != 0 {
			out = append(out, DecisionShare{k[0], k[1], v})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].Fund < out[j].Fund || out[i].Fund == out[j].Fund && out[i].Level < out[j].Level
	})
	return out
}

// text writes a canonical text into its SHA-256 as it grows.
type text struct {
	h   hash.Hash
	buf []byte
}

func newText() *text { return &text{h: sha256.New()} }

// line writes parts apart by tabs and a line end.
func (t *text) line(name string, parts ...any) {
	t.buf = append(t.buf, name...)
	for _, p := range parts {
		t.buf = append(t.buf, '\t')
		switch p := p.(type) {
		case int64:
			t.buf = strconv.AppendInt(t.buf, p, 10)
		case string:
			t.buf = append(t.buf, p...)
		}
	}
	if t.buf = append(t.buf, '\n'); len(t.buf) > 16<<10 {
		t.h.Write(t.buf)
		t.buf = t.buf[:0]
	}
}

func (t *text) sum() string {
	t.h.Write(t.buf)
	return hex.EncodeToString(t.h.Sum(nil))
}

// countyCode writes a county key as its six digits.
func countyCode(c int64) string {
	s := strconv.FormatInt(c, 10)
	return strings.Repeat("0", max(6-len(s), 0)) + s
}

// settleDigest makes the settle text of a row again and gives its digest.
func settleDigest(s *settleRow, d *decisionRow, ls []lineRow, ss []shareRow, x *facts, basis string, commitments string) string {
	t := newText()
	t.line("songbai-settle-1")
	t.line("county", countyCode(s.county))
	t.line("claim", s.id)
	t.line("decision", s.Decision)
	t.line("route", s.Route)
	t.line("class", d.Class)
	t.line("basis", basis)
	home := s.Unit
	if s.Kind != "local" {
		home = 0
	}
	t.line("home", home)
	completed, _ := beijing(d.At)
	t.line("day", "completed", completed.String())
	if x.Cremation != 0 {
		t.line("day", "cremated", day(x.Cremation).String())
	}
	if x.Death != 0 {
		t.line("day", "died", day(x.Death).String())
	}
	for _, c := range commitmentLines(commitments) {
		t.line("value", c[0], c[1])
	}
	for _, it := range itemsOf(ls) {
		t.line("item", it.Item, it.Measure, it.ChargedFen, it.WaivedFen, it.FamilyFen)
	}
	shares := amounts{}
	for i := range ss {
		shares.add(part{ss[i].Fund, ss[i].Level, 0}, ss[i].Fen)
	}
	for _, sh := range shares.byFund() {
		t.line("share", sh.Fund, sh.Level, sh.Fen)
	}
	t.line("total", s.Charged, s.Waived, s.Family)
	t.line("end")
	return t.sum()
}

// itemsOf puts services of one item together, in the order first met.
func itemsOf(ls []lineRow) (out []DecisionLine) {
	at := map[string]int{}
	for i := range ls {
		k, ok := at[ls[i].Item]
		if !ok {
			k = len(out)
			at[ls[i].Item] = k
			out = append(out, DecisionLine{Item: ls[i].Item})
		}
		out[k].Measure += ls[i].Measure
		out[k].ChargedFen += ls[i].ChargedFen
		out[k].WaivedFen += ls[i].WaivedFen
		out[k].FamilyFen += ls[i].FamilyFen
	}
	return out
}

// wholeForm is the value that holds the form as a whole; texts leave it out.
const wholeForm = "form"

// commitmentLines reads "field=hex" lines, without the whole form.
func commitmentLines(s string) (out [][2]string) {
	for line := range strings.Lines(s) {
		f, h, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		if ok && f != wholeForm {
			out = append(out, [2]string{f, h})
		}
	}
	return out
}

// signedDigest makes the text a family signed again: the values as committed
// before the cremation certificate was known, the lines, the basis.
func signedDigest(f *caseFile, ls []lineRow, basis, commitments string) string {
	var b strings.Builder
	put := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteByte('\n')
	}
	put("songbai-claim-text 1")
	put("county=", strconv.FormatInt(f.county, 10))
	put("claim=", strconv.FormatInt(f.id, 10))
	put("seq=1")
	put("route=", f.Route)
	put("act=sign")
	put("basis=", basis)
	for _, c := range commitmentLines(commitments) {
		if c[0] != "cremation.certificate" {
			put("personal.", c[0], "=", c[1])
		}
	}
	var charged, waived, family int64
	for i := range ls {
		l := &ls[i]
		put("line=", l.Item, "|", l.Clause, "|", yuanText(l.ChargedFen), "|", yuanText(l.WaivedFen), "|", yuanText(l.FamilyFen))
		charged, waived, family = charged+l.ChargedFen, waived+l.WaivedFen, family+l.FamilyFen
	}
	put("lines=", strconv.Itoa(len(ls)))
	put("total=", yuanText(charged), "|", yuanText(waived), "|", yuanText(family))
	return sum([]byte(b.String()))
}

// yuanText writes fen as "1300.00".
func yuanText(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	cents := strconv.FormatInt(fen%100, 10)
	if len(cents) < 2 {
		cents = "0" + cents
	}
	return sign + strconv.FormatInt(fen/100, 10) + "." + cents
}
