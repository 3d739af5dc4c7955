// Package wire owns the JSON lines in which other programs send claims to be
// decided and receive decisions: one claim a line in, one record a line out.
//
// It never keeps anything and never echoes a value of a claim in an error:
// records name the line, the field and what is allowed there.
//
// Always true: every input line gives exactly one output line, in order; a
// faulty line gives an error record and the rest goes on; sums are integer
// fields named *_fen; the quick reader accepts only what the strict library
// reads the same way (tested by fuzzing). The schemas are
// docs/schema/decide-input.json and docs/schema/decide-output.json.
package wire

import (
	"errors"
	"io"
	"strings"

	"songbai/domain/policy"
	"songbai/domain/problem"
)

// Claim is one input line: a reference of the caller's, where the claim
// belongs, and its facts.
type Claim struct {
	ID     string // the caller's reference: letters, digits and _ . : - only, at most 64
	County string // county code; may be empty where there is one plan
	Home   string // home's code; may be empty where there is one plan
	Facts  policy.Facts
}

// Lookup gives the plan for a county and home.
type Lookup func(county, home string) (*policy.Plan, error)

// MaxLine is the longest input line in bytes.
const MaxLine = 1 << 20

var (
	tooLong = problem.Define("wire.length", problem.Invalid, "这一行超过 1 MiB", "the line is longer than 1 MiB",
		"一行写一份申请", "write one claim on a line")
	badJSON = problem.Define("wire.json", problem.Invalid, "这一行不是合法的 JSON 对象", "the line is not one valid JSON object",
		"请按 docs/schema/decide-input.json 写，一行一个对象，键不重复", "follow docs/schema/decide-input.json, one object a line, no key twice")
	unknownField = problem.Define("wire.unknown_field", problem.Invalid, "有不认识的字段", "an unknown field",
		"允许的字段见 docs/schema/decide-input.json", "the fields allowed are in docs/schema/decide-input.json")
	badType = problem.Define("wire.type", problem.Invalid, "字段的类型或写法不对", "a field has the wrong type or form",
		"请按 docs/schema/decide-input.json 改正", "correct it by docs/schema/decide-input.json")
	missingField = problem.Define("wire.missing", problem.Invalid, "缺少必填字段", "a required field is missing",
		"请补上", "add it")
)

// Counts says what a stream held.
type Counts struct{ Decided, Refused, Faulty int }

// Stream decides the claims read from in and writes one record a line to out.
// It returns when in ends; an error is one of reading or writing, never of a
// claim.
func Stream(lookup Lookup, in io.Reader, out io.Writer) (Counts, error) {
	s := stream{lookup: lookup, in: lines{in: in}}
	for {
		line, long, err := s.in.next()
		if err == io.EOF {
			_, err = out.Write(s.records)
			return s.counts, err
		}
		if err != nil {
			_, failed := out.Write(s.records)
			return s.counts, errors.Join(err, failed)
		}
		s.number++
		if !long && strings.TrimSpace(line) == "" {
			continue
		}
		s.answer(line, long)
		if len(s.records) >= writeFrom {
			if _, err := out.Write(s.records); err != nil {
				return s.counts, err
			}
			s.records = s.records[:0]
		}
	}
}

// writeFrom is how many bytes of records are written at once.
const writeFrom = 1 << 16

type stream struct {
	lookup Lookup
	in     lines
	number int
	counts Counts

	claim    Claim
	decision policy.Decision
	records  []byte // not yet written

	county, home string // of the last plan looked up
	plan         *policy.Plan
	printer      *printer
}

// answer decides one line and adds its record.
func (s *stream) answer(line string, long bool) {
	if long {
		s.fault("", tooLong.With())
		return
	}
	c := &s.claim
	if !quick(line, c) {
		if err := strict([]byte(line), c); err != nil {
			s.fault("", err)
			return
		}
	}
	if s.plan == nil || c.County != s.county || c.Home != s.home {
		plan, err := s.lookup(c.County, c.Home)
		if err != nil {
			s.fault(c.ID, err)
			return
		}
		s.plan, s.county, s.home, s.printer = plan, c.County, c.Home, newPrinter(plan)
	}
	if err := s.plan.Decide(&c.Facts, &s.decision); err != nil {
		s.fault(c.ID, err)
		return
	}
	if s.decision.OK {
		s.counts.Decided++
	} else {
		s.counts.Refused++
	}
	s.records = s.printer.decision(s.records, c.ID, &s.decision)
}

func (s *stream) fault(id string, err error) {
	s.counts.Faulty++
	s.records = appendFault(s.records, id, s.number, err)
}
