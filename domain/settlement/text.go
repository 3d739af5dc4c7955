package settlement

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strconv"

	"songbai/domain/fund"
	"songbai/domain/problem"
)

const (
	listMark  = "songbai-list-1"
	flushSize = 32 << 10
)

// Digest writes a list's canonical text as a stream and takes its SHA-256.
// Use: NewDigest, Line for each line in order, Sum once. The first fault
// sticks and comes out of Sum.
type Digest struct {
	hash   hash.Hash
	out    io.Writer // also gets the text, when not nil
	buf    []byte
	sealed bool
	last   int // seq of the last line
	totals Totals
	err    error
}

var spent = problem.Define("settlement.digest_spent", problem.Internal,
	"摘要已经取出", "this digest has been taken", "请重新开始计算", "begin a new digest")

// NewDigest begins the sealed text when h.Submitted is set, else the submitted text.
func NewDigest(h Header) *Digest { return NewText(nil, h) }

// NewText is NewDigest that also writes the text to w, for an auditor's copy.
func NewText(w io.Writer, h Header) *Digest {
	d := &Digest{hash: sha256.New(), out: w, buf: make([]byte, 0, flushSize+1024), sealed: h.Submitted != ""}
	if d.err = h.Check(); d.err != nil {
		return d
	}
	if d.sealed && !isHex64(h.Submitted) || h.Opinion != "" && (!d.sealed || !isHex64(h.Opinion)) {
		d.err = badHeader.With()
		return d
	}
	d.head(&h)
	return d
}

func (d *Digest) head(h *Header) {
	b := append(d.buf, listMark...)
	if d.sealed {
		b = append(b, " sealed\n"...)
	} else {
		b = append(b, " submitted\n"...)
	}
	b = field(b, "county", h.County)
	b = number(b, "home", h.Home)
	b = number(b, "office", h.Office)
	b = field(b, "kind", string(h.Kind))
	b = field(b, "period", h.Period.String())
	b = number(b, "round", int64(h.Round))
	b = number(b, "list", h.List)
	if d.sealed {
		b = field(b, "submitted", h.Submitted)
		b = field(b, "opinion", h.Opinion)
	}
	d.buf = b
}

// Line adds the next line. In the submitted text no line is struck.
func (d *Digest) Line(l *Line) {
	if d.err != nil {
		return
	}
	if d.err = l.Check(); d.err != nil {
		return
	}
	if l.Seq != d.last+1 || (l.Struck != "" && !d.sealed) {
		d.err = badLine.With(l.Seq)
		return
	}
	d.last = l.Seq
	if d.err = d.totals.Add(l); d.err != nil {
		return
	}
	d.buf = appendLine(d.buf, l)
	if len(d.buf) >= flushSize {
		d.flush()
	}
}

func appendLine(b []byte, l *Line) []byte {
	if l.Struck == "" {
		b = append(b, "line"...)
	} else {
		b = append(b, "struck"...)
	}
	b = tabInt(b, int64(l.Seq))
	b = tabInt(b, l.Claim)
	b = tabInt(b, l.Decision)
	b = tab(b, l.ClaimDigest)
	b = tab(b, l.Route)
	b = tabInt(b, int64(l.Charged))
	b = tabInt(b, int64(l.Waived))
	b = tabInt(b, int64(l.Family))
	if l.Struck != "" {
		b = tab(b, string(l.Struck))
		b = tab(b, l.Note)
	}
	return append(b, '\n')
}

// Sum ends the text with the sums per fund and level (of the lines not
// struck; any order; one row each) and gives the digest as 64 hex digits. Sums
// that do not agree with the lines are refused, so a digest always stands for
// a list that adds up.
func (d *Digest) Sum(byFund []fund.Share) (string, error) {
	if d.err != nil {
		return "", d.err
	}
	if err := CheckTotals(d.totals, byFund); err != nil {
		return "", err
	}
	b := d.buf
	for _, s := range sortedShares(byFund) {
		b = appendShare(b, "fund", s)
	}
	t := d.totals
	b = append(b, "total"...)
	b = tabInt(b, int64(t.Lines))
	b = tabInt(b, int64(t.Struck))
	b = tabInt(b, int64(t.Charged))
	b = tabInt(b, int64(t.Waived))
	b = tabInt(b, int64(t.Family))
	d.buf = append(b, "\nend\n"...)
	d.flush()
	if d.err != nil {
		return "", d.err
	}
	d.err = spent.With()
	return hex.EncodeToString(d.hash.Sum(nil)), nil
}

// Totals gives the sums of the lines so far.
func (d *Digest) Totals() Totals { return d.totals }

func (d *Digest) flush() {
	d.hash.Write(d.buf)
	if d.out != nil {
		if _, err := d.out.Write(d.buf); err != nil && d.err == nil {
			d.err = err
		}
	}
	d.buf = d.buf[:0]
}

// sortedShares gives the one order in which fund rows stand; a row of 0 fen says
// nothing and stands nowhere.
func sortedShares(in []fund.Share) []fund.Share {
	out := slices.DeleteFunc(slices.Clone(in), func(s fund.Share) bool { return s.Fen == 0 })
	slices.SortFunc(out, func(a, b fund.Share) int {
		return cmp.Or(cmp.Compare(a.Fund, b.Fund), cmp.Compare(a.Level, b.Level))
	})
	return out
}

func appendShare(b []byte, name string, s fund.Share) []byte {
	b = append(b, name...)
	b = tab(b, string(s.Fund))
	b = tab(b, string(s.Level))
	b = tabInt(b, int64(s.Fen))
	return append(b, '\n')
}

func field(b []byte, name, value string) []byte {
	return append(tab(append(b, name...), value), '\n')
}

func number(b []byte, name string, v int64) []byte {
	return append(tabInt(append(b, name...), v), '\n')
}

func tab(b []byte, s string) []byte { return append(append(b, '\t'), s...) }

func tabInt(b []byte, v int64) []byte { return strconv.AppendInt(append(b, '\t'), v, 10) }
