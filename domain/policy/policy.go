// Package policy owns what a published policy says: packs of rules as data,
// read strictly, checked whole, compiled with the installation's local values
// and a home's price list into a Plan that decides claims and explains itself.
//
// It owns: the pack language, the vocabulary of facts, local values, price
// lists, decisions and their sentences in Chinese and English.
//
// It never does: reading a clock, a disk outside the fs.FS it is given, a
// network or a database; it holds no rule of any place: places are data in
// packs. Facts carry no identity: area codes, day numbers, class bits.
//
// Always true: a decision is a pure function of (pack, local values, price
// list, facts); charged = waived + family pays on every line and in total; the
// shares add up to the waived sum; the same basis and facts give the same
// answer years later.
//
// The language is described in docs/policy-language.md.
package policy

import (
	"strconv"
	"strings"
)

// Numbers of this build. A decision stores both; a change of a stored result
// raises Engine and keeps the old path, a change of the facts raises
// Vocabulary.
const (
	// Language is the version of the pack language that Load reads.
	Language = 1
	// Vocabulary is the version of the facts that conditions may read.
	Vocabulary = 1
	// Engine is the version of the arithmetic.
	Engine = 1
)

// Basis is everything besides the facts that a decision depends on: SHA-256
// hashes in lower-case hex and the numbers of vocabulary and engine.
type Basis struct {
	Pack       string `json:"pack"`
	Local      string `json:"local"`
	Prices     string `json:"prices"`
	Vocabulary int    `json:"vocabulary"`
	Engine     int    `json:"engine"`
}

// String writes the basis in one line, as it is stored and printed.
func (b Basis) String() string {
	return strings.Join([]string{b.Pack, b.Local, b.Prices, strconv.Itoa(b.Vocabulary), strconv.Itoa(b.Engine)}, "/")
}
