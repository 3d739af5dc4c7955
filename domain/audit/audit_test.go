package audit

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// chain makes n linked records of county 449999.
func chain(n int) []Record {
	var out []Record
	prev := ""
	for i := 1; i <= n; i++ {
		r := Record{County: 449999, Pos: int64(i), Act: "lodge", Person: int64(i % 7), Office: 3, Role: "desk",
			SubjectKind: "claim", Subject: int64(449999e12 + i), At: fmt.Sprintf("2026-11-23T08:30:15.%06dZ", i),
			Reason: "补正", Digest: strings.Repeat("ab", 32)}
		Link(prev, &r)
		prev = r.Hash
		out = append(out, r)
	}
	return out
}

// rows reads records without a reader's error.
func rows(rs []Record) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, r := range rs {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// faultOf checks a chain and gives the fault and its position.
func faultOf(rs []Record, anchors ...Anchor) (Fault, int64) {
	_, err := CheckChain(449999, rows(rs), anchors)
	var b *Break
	if errors.As(err, &b) {
		return b.Fault, b.Pos
	}
	return "", 0
}

func TestLineIsFixed(t *testing.T) {
	r := Record{449999, 2, "seal_list", 11, 5, "bureau_sealer", "list", 449999000000000007,
		"2026-11-23T08:30:15.123456Z", "a|b%c\nd", "", "", ""}
	Link(strings.Repeat("0", 64), &r)
	want := "songbai-audit-1|449999|2|seal_list|11|5|bureau_sealer|list|449999000000000007|" +
		"2026-11-23T08:30:15.123456Z|a%7Cb%25c%0Ad||" + strings.Repeat("0", 64)
	if r.Line() != want {
		t.Errorf("got  %s\nwant %s", r.Line(), want)
	}
	// computed once with sha256sum; it may never change
	if r.Hash != "36f67cd9c81b0459caee2693dff3f64922b0532df407132a93b6d4e68b2c0f10" || r.Sum() != r.Hash {
		t.Errorf("hash %s", r.Hash)
	}
}

func TestSoundChain(t *testing.T) {
	rs := chain(50)
	anchors := []Anchor{{449999, 0, "", "2026-11-21"}, {449999, 20, rs[19].Hash, "2026-11-22"},
		{449999, 50, rs[49].Hash, "2026-11-23"}, {110000, 99, "other county", "2026-11-23"}}
	head, err := CheckChain(449999, rows(rs), anchors)
	if err != nil || head != (Head{449999, 50, rs[49].Hash, rs[49].At}) {
		t.Errorf("%v %v", head, err)
	}
	if head, err := CheckChain(449999, rows(nil), nil); err != nil || head.Pos != 0 || head.Hash != "" {
		t.Errorf("an empty chain: %v %v", head, err)
	}
}

func TestEachFaultIsNamedAtItsPlace(t *testing.T) {
	rs := chain(10)
	edit := func(at int, change func(*Record)) []Record {
		out := slices.Clone(rs)
		change(&out[at-1])
		return out
	}
	relinked := func(at int, change func(*Record)) []Record { // a forger who links the tail again
		out := edit(at, change)
		for i := at - 1; i < len(out); i++ {
			prev := ""
			if i > 0 {
				prev = out[i-1].Hash
			}
			Link(prev, &out[i])
		}
		return out
	}
	anchor := Anchor{449999, 10, rs[9].Hash, "2026-11-23"}
	swapped := slices.Clone(rs)
	swapped[3], swapped[4] = swapped[4], swapped[3]
	for name, c := range map[string]struct {
		rs      []Record
		anchors []Anchor
		fault   Fault
		pos     int64
	}{
		"edited reason":      {edit(4, func(r *Record) { r.Reason = "x" }), nil, Edited, 4},
		"edited and hashed":  {edit(4, func(r *Record) { r.Reason = "x"; r.Hash = r.Sum() }), nil, Unlinked, 5},
		"last one rehashed":  {edit(10, func(r *Record) { r.Person = 99; r.Hash = r.Sum() }), []Anchor{anchor}, Anchored, 10},
		"whole tail forged":  {relinked(4, func(r *Record) { r.Person = 99 }), []Anchor{anchor}, Anchored, 10},
		"deleted":            {slices.Delete(slices.Clone(rs), 3, 4), nil, Gap, 4},
		"first deleted":      {rs[1:], nil, Gap, 1},
		"inserted twice":     {slices.Insert(slices.Clone(rs), 4, rs[3]), nil, Gap, 5},
		"reordered":          {swapped, nil, Gap, 4},
		"other county":       {relinked(6, func(r *Record) { r.County = 1 }), nil, Stranger, 6},
		"backwards":          {relinked(6, func(r *Record) { r.At = "2020" + r.At[4:] }), nil, Backwards, 6},
		"tail cut":           {rs[:7], []Anchor{anchor}, CutTail, 8},
		"all cut":            {nil, []Anchor{anchor}, CutTail, 1},
		"tail cut unseen":    {rs[:7], nil, "", 0},
		"anchor of nothing":  {rs, []Anchor{{449999, 0, rs[0].Hash, "2026-11-20"}}, Anchored, 1},
		"two anchors differ": {rs, []Anchor{anchor, {449999, 10, rs[8].Hash, "2026-11-24"}}, Anchored, 10},
	} {
		if fault, pos := faultOf(c.rs, c.anchors...); fault != c.fault || pos != c.pos {
			t.Errorf("%s: %s at %d, want %s at %d", name, fault, pos, c.fault, c.pos)
		}
	}
}

func TestReaderErrorStops(t *testing.T) {
	broken := errors.New("disk")
	_, err := CheckChain(449999, func(yield func(Record, error) bool) { yield(Record{}, broken) }, nil)
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

// TestAnyTamperingIsFound changes one thing in a chain with an anchored end: an
// edit of any field, a deletion, a repetition, a swap or a cut (rehashing the
// edited record or not); it must be found.
func TestAnyTamperingIsFound(t *testing.T) {
	clean := chain(30)
	end := Anchor{449999, 30, clean[29].Hash, "2026-11-23"}
	rapid.Check(t, func(t *rapid.T) {
		rs := slices.Clone(clean)
		i := rapid.IntRange(0, 29).Draw(t, "at")
		switch rapid.IntRange(0, 4).Draw(t, "how") {
		case 0:
			tamper(t, &rs[i])
		case 1:
			rs = slices.Delete(rs, i, i+1)
		case 2:
			rs = slices.Insert(rs, i, rs[rapid.IntRange(0, 29).Draw(t, "copy")])
		case 3:
			j := rapid.IntRange(0, 29).Filter(func(j int) bool { return j != i }).Draw(t, "with")
			rs[i], rs[j] = rs[j], rs[i]
		case 4:
			rs = rs[:i]
		}
		if fault, _ := faultOf(rs, end); fault == "" {
			t.Fatalf("not found")
		}
	})
}

// tamper changes one field, and the hash with it half of the time.
func tamper(t *rapid.T, r *Record) {
	switch rapid.IntRange(0, 9).Draw(t, "field") {
	case 0:
		r.Act += "x"
	case 1:
		r.Person++
	case 2:
		r.Office--
	case 3:
		r.Role = ""
	case 4:
		r.SubjectKind = "list"
	case 5:
		r.Subject++
	case 6:
		r.At = r.At[:26] + "z"
	case 7:
		r.Reason += "|"
	case 8:
		r.Digest = strings.ToUpper(r.Digest)
	case 9:
		r.Prev = ""
		if r.Pos == 1 {
			r.Prev = "x"
		}
	}
	if rapid.Bool().Draw(t, "rehash") {
		r.Hash = r.Sum()
	}
}

func TestDifferentRecordsHaveDifferentLines(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("a|%\n\x7f徐7C")), 0, 6, -1)
	record := rapid.Custom(func(t *rapid.T) Record {
		return Record{Act: text.Draw(t, "act"), Role: text.Draw(t, "role"), SubjectKind: text.Draw(t, "kind"),
			At: text.Draw(t, "at"), Reason: text.Draw(t, "reason"), Digest: text.Draw(t, "digest"), Prev: text.Draw(t, "prev")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := record.Draw(t, "a"), record.Draw(t, "b")
		if (a == b) != (a.Line() == b.Line()) || strings.ContainsAny(a.Line(), "\n\x7f") {
			t.Fatalf("%q %q", a.Line(), b.Line())
		}
	})
}

func TestAnchors(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	a := Anchor{449999, 12, hash, "2026-11-23"}
	if a.Line() != "anchor 449999 12 "+hash+" 2026-11-23" {
		t.Error(a.Line())
	}
	empty := Anchor{0, 0, "", "2026-11-23"}
	got, err := ReadAnchors(a.Line() + "\n" + empty.Line() + "\n")
	if err != nil || len(got) != 2 || got[0] != a || got[1] != empty {
		t.Errorf("%v %v", got, err)
	}
	if got, err := ReadAnchors(""); err != nil || len(got) != 0 {
		t.Errorf("an empty file: %v %v", got, err)
	}
	for _, bad := range []string{"", "anchor", "anchor 1 2 " + hash, "anchor x 2 " + hash + " 2026-11-23",
		"anchor 1 x " + hash + " 2026-11-23", "anchor 1 2 zz 2026-11-23", "anchor 1 2 - 2026-11-23",
		"anchor 1 0 " + hash + " 2026-11-23", "anchor 1 2 " + hash + " 20261123", "anchor 1 2 " + hash + " 2026-1a-23",
		"anchor 01 2 " + hash + " 2026-11-23", " anchor 1 2 " + hash + " 2026-11-23", "anchor 1 2 " + strings.ToUpper(hash) + " 2026-11-23",
	} {
		if _, err := ReadAnchor(bad); !errors.Is(err, ErrAnchor) {
			t.Errorf("%q was read: %v", bad, err)
		}
	}
	if _, err := ReadAnchors(a.Line() + "\n\n" + a.Line()); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Error(err)
	}
}

func TestBreakSaysWhere(t *testing.T) {
	for f := range faultNames {
		b := &Break{449999, 17, f}
		if !strings.Contains(b.Error(), "position 17") || !strings.Contains(b.Zh(), "第 17 条") {
			t.Errorf("%s: %v / %s", f, b, b.Zh())
		}
	}
}
