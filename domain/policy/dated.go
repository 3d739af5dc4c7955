package policy

import (
	"songbai/domain/date"
	"songbai/domain/problem"
)

// Forever is the last day of what has no end: 9999-12-31, the last day that has
// a text.
const Forever date.Day = 2932896

// Span is a run of days, both ends included; To is Forever when open.
type Span struct{ From, To date.Day }

// Holds reports whether d lies in the span.
func (s Span) Holds(d date.Day) bool { return s.From <= d && d <= s.To }

func (s Span) String() string {
	if s.To == Forever {
		return s.From.String() + " 起"
	}
	return s.From.String() + " 至 " + s.To.String()
}

var (
	gapFault = problem.Define("pack.gap", problem.Invalid, "“%[1]s”在 %[2]s 至 %[3]s 之间没有值", "%[1]q has no value from %[2]s to %[3]s",
		"请补上这段日期的值，或改正起止日期", "add a value for these days, or correct the dates")
	overlapFault = problem.Define("pack.overlap", problem.Invalid, "“%[1]s”在 %[2]s 有两个值", "%[1]q has two values on %[2]s",
		"请改正起止日期，使每天只有一个值", "correct the dates so that each day has one value")
	backwardFault = problem.Define("pack.backward", problem.Invalid, "“%[1]s”的止日早于起日", "%[1]q ends before it begins",
		"请改正 from 和 to", "correct from and to")
)

// datedAt is one dated row and where it stands.
type datedAt struct {
	Span
	at     position
	closed bool // the row names its own end
	bad    bool // a day of it cannot be read: told already, so not judged further
}

// span reads from and to of a value; from is required.
func (o *object) span() datedAt {
	return o.spanOr(Span{0, Forever}, true)
}

// spanOr reads from and to with defaults.
func (o *object) spanOr(whole Span, needed bool) datedAt {
	d := datedAt{at: o.at(), closed: o.has("to")}
	before := len(o.r.faults)
	d.From = o.day("from", needed, whole.From)
	d.To = o.day("to", false, whole.To)
	if d.bad = len(o.r.faults) > before || needed && !o.has("from"); d.bad {
		return d
	}
	if d.bad = d.To < d.From; d.bad && whole.From <= whole.To {
		o.r.add(d.at, backwardFault.With("to"))
	}
	return d
}

// timeline closes open rows at the day before the next one begins and reports
// disorder, gaps and overlaps over the days that must be covered.
func (r *reader) timeline(name string, rows []*datedAt, cover Span) {
	for _, d := range rows {
		if d.bad {
			return
		}
	}
	for i, d := range rows {
		if i+1 < len(rows) {
			r.join(name, d, rows[i+1])
		}
	}
	if len(rows) == 0 || cover.From > cover.To {
		return
	}
	if first := rows[0]; first.From > cover.From {
		r.add(first.at, gapFault.With(name, cover.From, first.From-1))
	}
	if last := rows[len(rows)-1]; last.To < cover.To {
		r.add(last.at, gapFault.With(name, last.To+1, endText(cover.To)))
	}
}

func (r *reader) join(name string, d, next *datedAt) {
	if !d.closed && next.From > d.From {
		d.To = next.From - 1
	}
	switch {
	case next.From <= d.To:
		r.add(next.at, overlapFault.With(name, next.From))
	case next.From > d.To+1:
		r.add(next.at, gapFault.With(name, d.To+1, next.From-1))
	}
}

func endText(d date.Day) string {
	if d == Forever {
		return "以后"
	}
	return d.String()
}
