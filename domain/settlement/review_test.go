package settlement

import (
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/problem"
)

func TestMarks(t *testing.T) {
	want := map[LineState]map[Mark]LineState{
		Unchecked: {MarkPass: Passed, MarkQuery: Queried, MarkStrike: Struck},
		Passed:    {MarkQuery: Queried, MarkStrike: Struck},
		Queried:   {MarkAnswer: Answered, MarkPass: Passed, MarkStrike: Struck},
		Answered:  {MarkPass: Passed, MarkQuery: Queried, MarkStrike: Struck},
		Struck:    {},
	}
	for s, row := range want {
		for _, m := range []Mark{MarkPass, MarkQuery, MarkAnswer, MarkStrike, "look"} {
			to, ok := row[m]
			got, err := NextMark(s, m)
			if ok != (err == nil) || ok && got != to || !ok && got != s {
				t.Errorf("%s + %s = %s, %v", s, m, got, err)
			}
		}
	}
	got, err := Current([]Mark{MarkQuery, MarkAnswer, MarkQuery, MarkAnswer, MarkPass})
	if err != nil || got != Passed {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := Current(nil); err != nil || got != Unchecked {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := Current([]Mark{MarkStrike, MarkPass}); problem.CodeOf(err) != "settlement.mark" {
		t.Errorf("a struck line was passed: %v", err)
	}
}

func TestStrikeReasons(t *testing.T) {
	for _, r := range Reasons {
		if err := CheckStrike(r); (err == nil) != (r != QueryOpen) {
			t.Errorf("%s: %v", r, err)
		}
	}
	if CheckStrike("") == nil || CheckStrike("mood") == nil {
		t.Error("a strike without a listed reason")
	}
}

// Whatever was marked, sealing either refuses or leaves each line passed or
// struck with a reason, and only lines that end on a pass are passed.
func TestSealing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "lines")
		states := make([]LineState, n)
		var tally Tally
		for i := range states {
			s := Unchecked
			for _, m := range rapid.SliceOfN(rapid.SampledFrom([]Mark{MarkPass, MarkPass, MarkQuery, MarkAnswer, MarkStrike}), 0, 6).Draw(t, "marks") {
				if to, err := NextMark(s, m); err == nil {
					s = to
				}
			}
			states[i] = s
			tally.Count(s)
		}
		if tally.Lines() != n {
			t.Fatalf("%d lines counted of %d", tally.Lines(), n)
		}
		passed, open := 0, 0
		for _, s := range states {
			r, ok := AtSeal(s, Duplicate)
			switch {
			case !ok:
				open++
			case r == "":
				passed++
				if s != Passed {
					t.Fatalf("%s was sealed in", s)
				}
			case s == Queried && r != QueryOpen, s == Struck && r != Duplicate:
				t.Fatalf("%s struck for %s", s, r)
			}
		}
		err := tally.CanSeal()
		want := ""
		if open > 0 {
			want = "settlement.seal_open"
		} else if passed == 0 {
			want = "settlement.seal_empty"
		}
		if problem.CodeOf(err) != want {
			t.Fatalf("%+v: %v, want %q", tally, err, want)
		}
	})
}

func TestNumbers(t *testing.T) {
	if s, err := NumberText(ListNumber, 2026, 12); err != nil || s != "QC-2026-000012" {
		t.Fatalf("%s, %v", s, err)
	}
	if NumberOf(Local) != ListNumber || NumberOf(Reimbursement) != SheetNumber {
		t.Error("a list draws from the wrong series")
	}
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom([]NumberKind{ListNumber, SheetNumber, OrderNumber, CertificateNumber, RecoveryNumber}).Draw(t, "kind")
		y := rapid.IntRange(1000, 9999).Draw(t, "year")
		n := rapid.Int64Range(1, 999_999_999_999).Draw(t, "n")
		s, err := NumberText(k, y, n)
		if err != nil {
			t.Fatal(err)
		}
		k2, y2, n2, err := ParseNumber(s)
		if err != nil || k2 != k || y2 != y || n2 != n {
			t.Fatalf("%s reads as %s %d %d, %v", s, k2, y2, n2, err)
		}
	})
	for _, bad := range []string{"", "QC-2026-12", "XX-2026-000012", "QC-2026-0000012", "QC-2026-000000", "qc-2026-000012", "QC-0026-000012", "QC-2026-000012 "} {
		if _, _, _, err := ParseNumber(bad); problem.CodeOf(err) != "settlement.number" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := NumberText("x", 2026, 1); err == nil {
		t.Error("an unknown series has numbers")
	}
	if _, err := NumberText(ListNumber, 2026, 0); err == nil {
		t.Error("number 0")
	}
}
