package audit

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Anchor is the head of a county's chain at the end of a day, kept outside the
// database and given to another party.
type Anchor struct {
	County int64
	Pos    int64
	Hash   string // 64 hex; "" when the chain was empty, written as "-"
	Day    string // 2026-11-23
}

// ErrAnchor tells a line that is no anchor.
var ErrAnchor = errors.New("not an anchor line: want \"anchor COUNTY POS HASH DAY\"")

// Line writes "anchor COUNTY POS HASH DAY", fields apart by one space, without
// a line end. A file of anchors has one a line, only ever added to.
func (a Anchor) Line() string {
	hash := a.Hash
	if hash == "" {
		hash = "-"
	}
	return fmt.Sprintf("anchor %d %d %s %s", a.County, a.Pos, hash, a.Day)
}

// ReadAnchor reads a line as Line writes it and nothing else.
func ReadAnchor(line string) (Anchor, error) {
	f := strings.Split(line, " ")
	if len(f) != 5 || f[0] != "anchor" {
		return Anchor{}, ErrAnchor
	}
	county, err1 := strconv.ParseInt(f[1], 10, 64)
	pos, err2 := strconv.ParseInt(f[2], 10, 64)
	if err1 != nil || err2 != nil {
		return Anchor{}, ErrAnchor
	}
	a := Anchor{county, pos, f[3], f[4]}
	if a.Hash == "-" {
		a.Hash = ""
	}
	raw, err := hex.DecodeString(a.Hash)
	if err != nil || (len(raw) != 32 || pos < 1) && (a.Hash != "" || pos != 0) || a.Hash != strings.ToLower(a.Hash) || !isDay(a.Day) || a.Line() != line {
		return Anchor{}, ErrAnchor
	}
	return a, nil
}

// ReadAnchors reads a whole file; an empty line at the end is allowed. The error
// names the first bad line, counted from 1.
func ReadAnchors(text string) ([]Anchor, error) {
	var out []Anchor
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "" && text == "" {
			break
		}
		a, err := ReadAnchor(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// isDay reports whether s has the form 2026-11-23.
func isDay(s string) bool {
	if len(s) != 10 {
		return false
	}
	for i, c := range s {
		if (i == 4 || i == 7) != (c == '-') || c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
