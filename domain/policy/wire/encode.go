package wire

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// printer writes the records of one plan's decisions, as
// docs/schema/decide-output.json describes them.
type printer struct {
	basis  []byte // quoted
	traces map[traceKey][]byte
}

// traceKey says which trace a decision has. Traces belong to the plan and are
// the same for every claim with the same facts, so that their text is made once.
type traceKey struct {
	first *string
	steps int
}

// mostTraces bounds what a printer remembers.
const mostTraces = 1 << 13

func newPrinter(plan *policy.Plan) *printer {
	return &printer{text(nil, plan.Basis().String()), map[traceKey][]byte{}}
}

// decision appends the record of a decision and a line end. The id and the
// codes of the lines need no escapes: they were checked when they were read.
func (p *printer) decision(b []byte, id string, d *policy.Decision) []byte {
	b = append(append(b, `{"id":"`...), id...)
	if d.OK {
		b = text(append(b, `","ok":true,"class":`...), d.Class.ID)
		b = text(append(b, `,"clause":`...), d.Class.Clause)
	} else {
		b = text(append(b, `","ok":false,"refusal":`...), d.Refusal.Code)
		b = text(append(b, `,"clause":`...), d.Refusal.Clause)
	}
	b = fen(append(b, `,"charged_fen":`...), d.Charged)
	b = fen(append(b, `,"pre_cap_fen":`...), d.PreCap)
	if d.Cap != nil {
		b = text(append(b, `,"cap":`...), d.Cap.ID)
		b = fen(append(b, `,"cap_fen":`...), d.Ceiling)
	}
	b = fen(append(b, `,"waived_fen":`...), d.Waived)
	b = fen(append(b, `,"family_fen":`...), d.Family)
	b = append(b, `,"lines":[`...)
	for i := range d.Lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendLine(b, d, i)
	}
	b = append(b, `],"shares":[`...)
	for i, s := range d.Shares {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(append(b, `{"fund":`...), string(s.Fund))
		b = text(append(b, `,"level":`...), string(s.Level))
		b = append(fen(append(b, `,"share_fen":`...), s.Fen), '}')
	}
	b = append(b, `],"papers":[`...)
	for i, paper := range d.Papers {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, paper.ID)
	}
	b = append(b, p.trace(d.Trace)...)
	if len(d.Awards) > 0 || d.Offset > 0 {
		b = appendBesides(b, d)
	}
	return append(append(append(b, `,"basis":`...), p.basis...), "}\n"...)
}

func appendLine(b []byte, d *policy.Decision, i int) []byte {
	l := &d.Lines[i]
	b = append(append(b, `{"item":"`...), l.Item...)
	b = number(append(b, `","quantity":`...), l.Quantity)
	b = fen(append(b, `,"charged_fen":`...), l.Charged)
	b = fen(append(b, `,"allowed_fen":`...), l.Allowed)
	b = fen(append(b, `,"waived_fen":`...), l.Waived)
	b = fen(append(b, `,"family_fen":`...), l.Family)
	b = append(b, `,"reasons":[`...)
	b = l.Reason.AppendNames(b)
	b = text(append(b, `],"clause":`...), d.LineClause(i))
	return append(b, '}')
}

// appendBesides writes what only some policies have: awards and offsets.
func appendBesides(b []byte, d *policy.Decision) []byte {
	if d.Offset > 0 {
		b = fen(append(b, `,"offset_fen":`...), d.Offset)
	}
	if len(d.Awards) == 0 {
		return b
	}
	b = append(b, `,"awards":[`...)
	for i, g := range d.Awards {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(append(b, `{"award":`...), g.Award.ID)
		b = text(append(b, `,"payee":`...), g.Award.Payee)
		b = fen(append(b, `,"award_fen":`...), g.Amount)
		b = strconv.AppendBool(append(b, `,"recover":`...), g.Recover)
		b = append(text(append(b, `,"clause":`...), g.Award.Clause), '}')
	}
	return append(b, ']')
}

// trace gives the text of a trace, from the end of the papers on.
func (p *printer) trace(steps []string) []byte {
	key := traceKey{steps: len(steps)}
	if key.steps > 0 {
		key.first = &steps[0]
	}
	if known, ok := p.traces[key]; ok {
		return known
	}
	b := []byte(`],"trace":[`)
	for i, step := range steps {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, step)
	}
	b = append(b, ']')
	if len(p.traces) == mostTraces {
		clear(p.traces)
	}
	p.traces[key] = b
	return b
}

// appendFault writes the record of a line that was not decided.
func appendFault(b []byte, id string, line int, err error) []byte {
	p := problem.Of(err)
	if p == nil {
		p = badJSON.With()
	}
	b = append(b, `{"line":`...)
	b = strconv.AppendInt(b, int64(line), 10)
	if id != "" {
		b = text(append(b, `,"id":`...), id)
	}
	b = text(append(b, `,"error":`...), p.Code)
	if p.Field != "" {
		b = text(append(b, `,"field":`...), p.Field)
	}
	if p.Clause != "" {
		b = text(append(b, `,"clause":`...), p.Clause)
	}
	b = text(append(b, `,"zh":`...), p.Zh+"。"+p.CureZh)
	b = text(append(b, `,"en":`...), p.En+". "+p.CureEn)
	return append(b, "}\n"...)
}

func fen(b []byte, a money.Amount) []byte { return number(b, int64(a)) }

// number writes a whole number in place, two digits at a time: a record has
// forty.
func number(b []byte, n int64) []byte {
	if n < 0 || cap(b)-len(b) < 20 {
		return strconv.AppendInt(b, n, 10)
	}
	digits := 1
	for digits < len(tens) && n >= tens[digits] {
		digits++
	}
	b = b[:len(b)+digits]
	for i := len(b); ; {
		if n < 10 {
			b[i-1] = '0' + byte(n)
			return b
		}
		i -= 2
		b[i], b[i+1] = pairs[n%100*2], pairs[n%100*2+1]
		if n /= 100; n == 0 {
			return b
		}
	}
}

// tens are the powers of ten.
var tens = func() (p [19]int64) {
	for i := range p {
		p[i] = 1
		for range i {
			p[i] *= 10
		}
	}
	return p
}()

// pairs are the numbers 00 to 99.
var pairs = func() (p [200]byte) {
	for i := range 100 {
		p[i*2], p[i*2+1] = '0'+byte(i/10), '0'+byte(i%10)
	}
	return p
}()

// text writes a quoted string.
func text(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' {
			out, _ := jsontext.AppendQuote(b, s)
			return out
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
