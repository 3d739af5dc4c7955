package audit

import (
	"fmt"
	"iter"
)

// Fault says how a chain is broken.
type Fault string

// The ways in which a chain can be broken.
const (
	Gap       Fault = "gap"       // the positions do not count on by one
	Edited    Fault = "edited"    // the hash is not that of the record
	Unlinked  Fault = "unlinked"  // prev is not the hash of the record before
	Backwards Fault = "backwards" // the instant is earlier than that of the record before
	Stranger  Fault = "stranger"  // a record of another county
	Anchored  Fault = "anchored"  // the record differs from what was anchored
	CutTail   Fault = "cut_tail"  // the chain ends before an anchor
)

// faultNames says what each fault means to a reader.
var faultNames = map[Fault][2]string{
	Gap:       {"审计序号不连续", "positions do not follow one another"},
	Edited:    {"审计记录被改动", "the record was changed"},
	Unlinked:  {"审计记录与前一条不相连", "the record does not follow the one before"},
	Backwards: {"审计时间早于前一条", "the instant is earlier than the one before"},
	Stranger:  {"审计记录属于别的县(市)", "the record belongs to another county"},
	Anchored:  {"审计记录与锚定值不同", "the record differs from its anchor"},
	CutTail:   {"审计链在锚定位置之前中断", "the chain ends before an anchor"},
}

// Break is the first place at which a chain does not hold.
type Break struct {
	County int64
	Pos    int64 // position of the record, or the first one that is missing
	Fault  Fault
}

// Error names the place in English.
func (b *Break) Error() string {
	return fmt.Sprintf("audit chain of county %d broken at position %d: %s", b.County, b.Pos, faultNames[b.Fault][1])
}

// Zh names the place in Chinese.
func (b *Break) Zh() string {
	return fmt.Sprintf("%d 的审计链在第 %d 条中断：%s", b.County, b.Pos, faultNames[b.Fault][0])
}

// Head is the end of a chain: the position and hash of its last record, 0 and
// "" when it has none.
type Head struct {
	County int64
	Pos    int64
	Hash   string
	At     string
}

// Follow checks r as the next record behind h and gives the new head, or the
// break (INV-16).
func (h Head) Follow(r Record) (Head, *Break) {
	fault := Fault("")
	switch {
	case r.County != h.County:
		fault = Stranger
	case r.Pos != h.Pos+1:
		return h, &Break{h.County, h.Pos + 1, Gap}
	case r.Hash != r.Sum():
		fault = Edited
	case r.Prev != h.Hash:
		fault = Unlinked
	case r.At < h.At:
		fault = Backwards
	}
	if fault != "" {
		return h, &Break{h.County, r.Pos, fault}
	}
	return Head{r.County, r.Pos, r.Hash, r.At}, nil
}

// CheckChain walks the records of a county from its first, in order of
// position, and compares them with the anchors of that county; anchors of other
// counties are passed over. It gives the head, and the first *Break or the
// reader's own error.
func CheckChain(county int64, rows iter.Seq2[Record, error], anchors []Anchor) (Head, error) {
	want := map[int64][]string{}
	for _, a := range anchors {
		if a.County == county {
			want[a.Pos] = append(want[a.Pos], a.Hash)
		}
	}
	head := Head{County: county}
	if !anchored(want[0], "") {
		return head, &Break{county, 1, Anchored}
	}
	for r, err := range rows {
		if err != nil {
			return head, err
		}
		next, broken := head.Follow(r)
		if broken != nil {
			return head, broken
		}
		if !anchored(want[r.Pos], r.Hash) {
			return head, &Break{county, r.Pos, Anchored}
		}
		head = next
	}
	for pos := range want {
		if pos > head.Pos {
			return head, &Break{county, head.Pos + 1, CutTail}
		}
	}
	return head, nil
}

// anchored reports whether every anchored hash is the one found.
func anchored(want []string, got string) bool {
	for _, w := range want {
		if w != got {
			return false
		}
	}
	return true
}
