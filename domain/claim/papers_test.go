package claim

import (
	"errors"
	"slices"
	"testing"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

// plan is the checklist of 三(一) and 三(二).
var plan = []Needed{
	{AnyOf: []PaperKind{"handler_id"}, Original: true, Copies: 3, Clause: "三(一)"},
	{AnyOf: []PaperKind{"deceased_id", "household_book"}, Original: true, Copies: 3, Clause: "三(二)"},
	{AnyOf: []PaperKind{"unit_letter"}, Copies: 1, Clause: "三(四)", Later: true},
}

func TestMissingPapers(t *testing.T) {
	seen := func(k PaperKind, original bool, copies int) Paper {
		return Paper{Kind: k, Original: original, Copies: copies, SeenBy: 4}
	}
	for name, c := range map[string]struct {
		papers []Paper
		want   []Missing // Needed left out
	}{
		"nothing yet": {nil, []Missing{{plan[0], true, 3}, {plan[1], true, 3}, {plan[2], false, 1}}},
		"all there": {[]Paper{seen("handler_id", true, 3), seen("household_book", true, 3), seen("unit_letter", false, 1)},
			nil},
		"a copy short": {[]Paper{seen("handler_id", true, 2), seen("deceased_id", true, 3), seen("unit_letter", false, 2)},
			[]Missing{{plan[0], false, 1}}},
		"brought in two visits": {[]Paper{seen("handler_id", true, 0), seen("handler_id", false, 3), seen("deceased_id", true, 5), seen("unit_letter", false, 1)},
			nil},
		"not yet seen by anybody": {[]Paper{{Kind: "handler_id", Original: true, Copies: 3}, seen("deceased_id", true, 3), seen("unit_letter", true, 1)},
			[]Missing{{plan[0], true, 3}}},
		"original of one, copies of the other": {[]Paper{seen("handler_id", true, 3), seen("deceased_id", true, 0), seen("household_book", false, 3), seen("unit_letter", false, 1)},
			[]Missing{{plan[1], false, 3}}},
	} {
		got := MissingPapers(plan, c.papers)
		same := slices.EqualFunc(got, c.want, func(a, b Missing) bool {
			return a.Original == b.Original && a.Copies == b.Copies && a.Needed.Clause == b.Needed.Clause
		})
		if !same {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestLaterPapersDoNotBlock(t *testing.T) {
	papers := []Paper{{Kind: "handler_id", Original: true, Copies: 3, SeenBy: 1}, {Kind: "deceased_id", Original: true, Copies: 3, SeenBy: 1}}
	if err := PapersSeen(plan, papers); err != nil {
		t.Error(err)
	}
	if len(MissingPapers(plan, papers)) != 1 {
		t.Error("the letter that follows later must stay on the list")
	}
	if err := PapersSeen(plan, papers[:1]); problem.CodeOf(err) != "claim.papers" {
		t.Error(err)
	}
	named := []Needed{{AnyOf: []PaperKind{"a"}, Zh: "甲证", En: "paper a", Original: true, Copies: 3, Clause: "三(一)"}, {AnyOf: []PaperKind{"b"}, Zh: "乙证", En: "paper b", Copies: 3, Clause: "三(二)"}}
	err := PapersSeen(named, []Paper{{Kind: "b", Copies: 2, SeenBy: 1}})
	var list problem.List
	if !errors.As(err, &list) || len(list) != 2 || list[0].Clause != "三(一)" || list[1].Field != "b" || list[1].Zh != "乙证：复印件还缺 1 份" || list[0].En != "paper a: the original was not seen, copies wanted: 3" {
		t.Errorf("every paper is named with what is wanted: %v", err)
	}
	if len(MissingPapers([]Needed{{}}, nil)) != 0 {
		t.Error("a line without kinds asks nothing")
	}
}

// TestMorePapersNeverMissMore: bringing a paper never makes anything missing.
func TestMorePapersNeverMissMore(t *testing.T) {
	paper := rapid.Custom(func(t *rapid.T) Paper {
		return Paper{Kind: rapid.SampledFrom([]PaperKind{"handler_id", "deceased_id", "household_book", "unit_letter"}).Draw(t, "kind"),
			Original: rapid.Bool().Draw(t, "original"), Copies: rapid.IntRange(0, 3).Draw(t, "copies"), SeenBy: rapid.Int64Range(0, 1).Draw(t, "by")}
	})
	rapid.Check(t, func(t *rapid.T) {
		papers := rapid.SliceOfN(paper, 0, 8).Draw(t, "papers")
		sum := func(ms []Missing) (n int) {
			for _, m := range ms {
				n += m.count()
			}
			return n
		}
		before := sum(MissingPapers(plan, papers))
		after := sum(MissingPapers(plan, append(papers, paper.Draw(t, "one more"))))
		if after > before {
			t.Fatalf("%d missing, then %d", before, after)
		}
	})
}
