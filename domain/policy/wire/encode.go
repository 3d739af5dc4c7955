package wire

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// appendDecision writes the record of a decision, as
// docs/schema/decide-output.json describes it, and a line end.
func appendDecision(b []byte, id, basis string, d *policy.Decision) []byte {
	b = append(b, `{"id":"`...)
	b = append(b, id...)
	b = append(b, `","ok":`...)
	b = strconv.AppendBool(b, d.OK)
	if d.OK {
		b = text(b, `,"class":`, d.Class.ID)
		b = text(b, `,"clause":`, d.Class.Clause)
	} else {
		b = text(b, `,"refusal":`, d.Refusal.Code)
		b = text(b, `,"clause":`, d.Refusal.Clause)
	}
	b = fen(b, `,"charged_fen":`, d.Charged)
	b = fen(b, `,"pre_cap_fen":`, d.PreCap)
	if d.Cap != nil {
		b = text(b, `,"cap":`, d.Cap.ID)
		b = fen(b, `,"cap_fen":`, d.Ceiling)
	}
	b = fen(b, `,"waived_fen":`, d.Waived)
	b = fen(b, `,"family_fen":`, d.Family)
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
		b = text(b, `{"fund":`, string(s.Fund))
		b = text(b, `,"level":`, string(s.Level))
		b = fen(b, `,"share_fen":`, s.Fen)
		b = append(b, '}')
	}
	b = append(b, `],"papers":[`...)
	for i, p := range d.Papers {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, "", p.ID)
	}
	b = append(b, `],"trace":[`...)
	for i, t := range d.Trace {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, "", t)
	}
	b = append(b, ']')
	if len(d.Awards) > 0 || d.Offset > 0 {
		b = appendBesides(b, d)
	}
	b = text(b, `,"basis":`, basis)
	return append(b, "}\n"...)
}

func appendLine(b []byte, d *policy.Decision, i int) []byte {
	l := &d.Lines[i]
	b = text(b, `{"item":`, l.Item)
	b = append(b, `,"quantity":`...)
	b = strconv.AppendInt(b, l.Quantity, 10)
	b = fen(b, `,"charged_fen":`, l.Charged)
	b = fen(b, `,"allowed_fen":`, l.Allowed)
	b = fen(b, `,"waived_fen":`, l.Waived)
	b = fen(b, `,"family_fen":`, l.Family)
	b = append(b, `,"reasons":[`...)
	b = l.Reason.AppendNames(b)
	b = text(b, `],"clause":`, d.LineClause(i))
	return append(b, '}')
}

// appendBesides writes what only some policies have: awards and offsets.
func appendBesides(b []byte, d *policy.Decision) []byte {
	if d.Offset > 0 {
		b = fen(b, `,"offset_fen":`, d.Offset)
	}
	if len(d.Awards) == 0 {
		return b
	}
	b = append(b, `,"awards":[`...)
	for i, g := range d.Awards {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, `{"award":`, g.Award.ID)
		b = text(b, `,"payee":`, g.Award.Payee)
		b = fen(b, `,"award_fen":`, g.Amount)
		b = append(b, `,"recover":`...)
		b = strconv.AppendBool(b, g.Recover)
		b = text(b, `,"clause":`, g.Award.Clause)
		b = append(b, '}')
	}
	return append(b, ']')
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
		b = text(b, `,"id":`, id)
	}
	b = text(b, `,"error":`, p.Code)
	if p.Field != "" {
		b = text(b, `,"field":`, p.Field)
	}
	if p.Clause != "" {
		b = text(b, `,"clause":`, p.Clause)
	}
	b = text(b, `,"zh":`, p.Zh+"。"+p.CureZh)
	b = text(b, `,"en":`, p.En+". "+p.CureEn)
	return append(b, "}\n"...)
}

func fen(b []byte, name string, a money.Amount) []byte {
	return strconv.AppendInt(append(b, name...), int64(a), 10)
}

// text writes a quoted string after name.
func text(b []byte, name, s string) []byte {
	b = append(b, name...)
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' {
			out, _ := jsontext.AppendQuote(b, s)
			return out
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
