// Package audit owns who did what: the record of one act, its canonical line,
// the chain of hashes over a county's records, and the anchors that let an
// outsider see that a tail was cut.
//
// It never does: storage, reading of personal values (a record holds digests
// and numbers only), or judging whether an act was allowed. It knows the other
// rooms by their printed codes and imports none of them.
// Always true: positions of a county count 1, 2, 3, … without a gap; each hash
// covers the record and the hash before it; the same record gives the same line
// in every version of the program.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Record is one act of one person in one chain. County 0 is the installation.
type Record struct {
	County      int64
	Pos         int64 // 1, 2, 3, … in the county
	Act         string
	Person      int64 // 0: the timer or a family without an account
	Office      int64
	Role        string
	SubjectKind string // what it was about: "claim", "list", "person", …
	Subject     int64
	At          string // instant, UTC, 27 characters: 2026-11-23T08:30:15.123456Z
	Reason      string // words of the person, without personal values; may be empty
	Digest      string // SHA-256 of what was seen or written, 64 hex; may be empty
	Prev        string // Hash of the record before; "" for the first
	Hash        string // SHA-256 of Line, 64 hex
}

// Line is the canonical text of the record without its own hash, in UTF-8 and
// without a line end: the fields in this order, joined by "|",
//
//	songbai-audit-1|county|pos|act|person|office|role|subject_kind|subject|at|reason|digest|prev
//
// numbers in decimal. In text fields each byte that is "%", "|", below 0x20 or
// 0x7f is written as % and two upper-case hex digits.
func (r Record) Line() string {
	return strings.Join([]string{
		"songbai-audit-1", number(r.County), number(r.Pos), escape(r.Act), number(r.Person), number(r.Office),
		escape(r.Role), escape(r.SubjectKind), number(r.Subject), escape(r.At), escape(r.Reason),
		escape(r.Digest), escape(r.Prev),
	}, "|")
}

// Sum is the lower-case hex SHA-256 of Line; a sound record has it as Hash.
func (r Record) Sum() string {
	sum := sha256.Sum256([]byte(r.Line()))
	return hex.EncodeToString(sum[:])
}

// Link puts r behind the record whose hash is prev ("" when r is the first): it
// sets Prev and Hash.
func Link(prev string, r *Record) {
	r.Prev = prev
	r.Hash = r.Sum()
}

// number writes a decimal number.
func number(n int64) string { return strconv.FormatInt(n, 10) }

// escape writes a text field so that no two records share a line.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c == '%' || c == '|' || c < 0x20 || c == 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
