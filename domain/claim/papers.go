package claim

import (
	"fmt"
	"slices"

	"songbai/domain/date"
	"songbai/domain/problem"
)

// PaperKind is the code of a kind of paper, as the pack in force names it
// ("handler_id", "household_book", "cremation_certificate").
type PaperKind string

// Needed is one line of the checklist of a claim: one of the kinds, as an
// original to be seen, with copies (三(一): an original and 3 copies).
type Needed struct {
	AnyOf    []PaperKind
	Zh, En   string // what the paper is called
	Original bool
	Copies   int
	Clause   string
	Later    bool // may follow later: blocks nothing but what needs it
}

// Paper is one paper on a claim: what was brought and who saw it. SeenBy is 0
// until a person has seen it; only seen papers count.
type Paper struct {
	Kind     PaperKind
	Original bool
	Copies   int
	Digest   string // SHA-256 of the picture, "" when none was taken
	SeenBy   int64
	SeenAt   date.Instant
}

// Missing is what is still wanted for one line of the checklist.
type Missing struct {
	Needed   Needed
	Original bool // the original has not been seen
	Copies   int  // copies still wanted
}

// MissingPapers compares the checklist with the papers seen. Within one line
// the original and the copies must be of one kind: the original of the identity
// card does not stand for copies of the household book. Each line is measured
// on its own, so one paper may serve two lines.
func MissingPapers(needed []Needed, papers []Paper) []Missing {
	var out []Missing
	for _, n := range needed {
		if m := best(n, papers); m.Original || m.Copies > 0 {
			out = append(out, m)
		}
	}
	return out
}

// best gives what is missing for the kind of the line that is nearest to
// complete; the first named kind wins a tie. A line without kinds asks nothing.
func best(n Needed, papers []Paper) Missing {
	var nearest Missing
	for i, kind := range n.AnyOf {
		m := Missing{Needed: n, Original: n.Original, Copies: n.Copies}
		for _, p := range papers {
			if p.Kind == kind && p.SeenBy != 0 {
				m.Original = m.Original && !p.Original
				m.Copies -= p.Copies
			}
		}
		m.Copies = max(m.Copies, 0)
		if i == 0 || m.count() < nearest.count() {
			nearest = m
		}
	}
	return nearest
}

// count weighs what is missing: an original more than any number of copies.
func (m Missing) count() int {
	n := m.Copies
	if m.Original {
		n += 1000
	}
	return n
}

// Blocking drops the lines whose paper may follow later.
func Blocking(ms []Missing) []Missing {
	return slices.DeleteFunc(slices.Clone(ms), func(m Missing) bool { return m.Needed.Later })
}

var errPapers = problem.Define("claim.papers", problem.Conflict,
	"%[1]s：%[3]s", "%[2]s: %[4]s",
	"请核对并登记后再受理", "see it, enter it, then accept")

// PapersSeen refuses while a paper that may not follow later is missing: one
// problem for each line of the checklist, with its clause and what is wanted.
func PapersSeen(needed []Needed, papers []Paper) error {
	var list problem.List
	for _, m := range Blocking(MissingPapers(needed, papers)) {
		zh, en := m.words()
		list = append(list, errPapers.With(m.Needed.Zh, m.Needed.En, zh, en).Under(m.Needed.Clause).At(string(m.Needed.AnyOf[0])))
	}
	return list.Err()
}

// words says what is wanted.
func (m Missing) words() (zh, en string) {
	switch {
	case m.Original && m.Copies > 0:
		return fmt.Sprintf("原件还没有核对，复印件还缺 %d 份", m.Copies), fmt.Sprintf("the original was not seen, copies wanted: %d", m.Copies)
	case m.Original:
		return "原件还没有核对", "the original was not seen"
	}
	return fmt.Sprintf("复印件还缺 %d 份", m.Copies), fmt.Sprintf("copies wanted: %d", m.Copies)
}
