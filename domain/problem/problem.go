// Package problem owns what may be said to a person when the answer is no.
//
// It owns: the one error type that leaves a room, with a stable code, the
// clause or field concerned and what would cure it, in Chinese and English.
// It never does: logging, HTTP, translation at run time, or carrying personal
// data: arguments are codes, dates, sums and counts, never names or numbers of
// people.
// Always true: every Problem has a Chinese and an English sentence and a cure.
package problem

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of no it is; doors map it to an exit code or a status.
type Kind string

const (
	// Invalid input: a field is missing, malformed or contradicts another.
	Invalid Kind = "invalid"
	// Refused by the policy: a clause says no.
	Refused Kind = "refused"
	// Forbidden: this person, office or role may not do this act.
	Forbidden Kind = "forbidden"
	// Conflict with what is already recorded (duplicate, wrong state, changed since seen).
	Conflict Kind = "conflict"
	// Missing: the thing named does not exist in this county.
	Missing Kind = "missing"
	// Unready: something the installation must provide first is absent.
	Unready Kind = "unready"
	// Unknown: the act may or may not have been done; ask again with the same key.
	Unknown Kind = "unknown"
	// Internal: a fault of the program or its storage.
	Internal Kind = "internal"
)

// Def is one defined problem: a code and its sentences. Sentences may hold
// fmt verbs; all four take the same arguments in the same order (use indexed
// verbs such as %[1]s where an argument is not used by every sentence).
type Def struct {
	Code   string // dotted, stable: "claim.duplicate"
	Kind   Kind
	Zh, En string // what is wrong
	CureZh string // what would cure it
	CureEn string
}

// Problem is an answer of no that may be shown to the person who asked.
type Problem struct {
	Code   string `json:"code"`
	Kind   Kind   `json:"kind"`
	Field  string `json:"field,omitempty"`  // path of the input field, when one is concerned
	Clause string `json:"clause,omitempty"` // clause of the plan, as 三(七)
	Zh     string `json:"zh"`
	En     string `json:"en"`
	CureZh string `json:"cure_zh"`
	CureEn string `json:"cure_en"`
	cause  error
}

// Define makes a problem definition. It panics when a sentence is missing, so
// that an incomplete definition fails every test of its package.
func Define(code string, kind Kind, zh, en, cureZh, cureEn string) *Def {
	if code == "" || zh == "" || en == "" || cureZh == "" || cureEn == "" {
		panic("problem: incomplete definition of " + code)
	}
	return &Def{code, kind, zh, en, cureZh, cureEn}
}

// With fills the sentences with args.
func (d *Def) With(args ...any) *Problem {
	return &Problem{
		Code: d.Code, Kind: d.Kind,
		Zh: fill(d.Zh, args), En: fill(d.En, args),
		CureZh: fill(d.CureZh, args), CureEn: fill(d.CureEn, args),
	}
}

// fill formats text with args and drops fmt's note on unused arguments, which
// is expected: not every sentence uses every argument.
func fill(text string, args []any) string {
	if len(args) == 0 || !strings.Contains(text, "%") {
		return text
	}
	s := fmt.Sprintf(text, args...)
	if i := strings.Index(s, "%!(EXTRA "); i >= 0 {
		s = s[:i]
	}
	return s
}

// At names the input field concerned.
func (p *Problem) At(field string) *Problem { q := *p; q.Field = field; return &q }

// Under names the clause concerned.
func (p *Problem) Under(clause string) *Problem { q := *p; q.Clause = clause; return &q }

// Because keeps an inner error for errors.Is; it is never shown.
func (p *Problem) Because(err error) *Problem { q := *p; q.cause = err; return &q }

// Error is the Chinese sentence with field and cure.
func (p *Problem) Error() string { return p.Text("zh") }

// Unwrap gives the hidden cause.
func (p *Problem) Unwrap() error { return p.cause }

// Is reports whether target is a problem of the same code.
func (p *Problem) Is(target error) bool {
	q, ok := target.(*Problem)
	return ok && q.Code == p.Code
}

// Text is the whole sentence in lang ("zh" or "en"): field, what is wrong,
// clause, cure.
func (p *Problem) Text(lang string) string {
	var b strings.Builder
	if p.Field != "" {
		b.WriteString(p.Field + ": ")
	}
	if lang == "en" {
		b.WriteString(p.En)
		if p.Clause != "" {
			b.WriteString(" (clause " + p.Clause + ")")
		}
		b.WriteString(". " + p.CureEn)
	} else {
		b.WriteString(p.Zh)
		if p.Clause != "" {
			b.WriteString("（" + p.Clause + "）")
		}
		b.WriteString("。" + p.CureZh)
	}
	return b.String()
}

// List is several problems found at once.
type List []*Problem

// Error joins the Chinese sentences, one a line.
func (l List) Error() string { return l.Text("zh") }

// Text joins the sentences in lang, one a line.
func (l List) Text(lang string) string {
	s := make([]string, len(l))
	for i, p := range l {
		s[i] = p.Text(lang)
	}
	return strings.Join(s, "\n")
}

// Unwrap gives each problem to errors.Is and errors.As.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, p := range l {
		errs[i] = p
	}
	return errs
}

// Err gives nil for an empty list, so that a checker can return l.Err().
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Of gives the problem inside err (the first of a list), or nil.
func Of(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return nil
}

// CodeOf gives the code of the problem inside err, or "".
func CodeOf(err error) string {
	if p := Of(err); p != nil {
		return p.Code
	}
	return ""
}
