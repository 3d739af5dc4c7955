package print

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWrapLosesNothing(t *testing.T) {
	d := newDoc(a4Portrait, "")
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("王李，。（）·abcXYZ0123456789 -/《》、民政局")), 0, 60, -1).Draw(rt, "text")
		w := rapid.Float64Range(4, 60).Draw(rt, "width")
		lines := d.wrap(s, w, 8, "x")
		if squeeze(strings.Join(lines, "")) != squeeze(s) {
			rt.Fatalf("%q became %q", s, lines)
		}
	})
}

func TestWrapKeepsToTheWidth(t *testing.T) {
	d := newDoc(a4Portrait, "")
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("王李民政局欧阳0123456789")), 1, 60, -1).Draw(rt, "text")
		w := rapid.Float64Range(4, 60).Draw(rt, "width")
		for _, l := range d.wrap(s, w, 8, "x") {
			if d.width(l, 8, "x") > w+1e-9 && len([]rune(l)) > 1 {
				rt.Fatalf("%q is wider than %v", l, w)
			}
		}
	})
}

func TestWrapHoldsMarksAndWords(t *testing.T) {
	d := newDoc(a4Portrait, "")
	w := d.width("一二三四", 8, "x") + 0.1
	for s, want := range map[string][]string{
		"一二三四，五六":       {"一二三", "四，五六"},
		"一二三（四五）":       {"一二三", "（四五）"},
		"一二三2026-11-03": {"一二三", "2026-", "11-03"},
		"一二三abc四":       {"一二三", "abc四"},
		"一二\n三四":        {"一二", "三四"},
		"":              {""},
	} {
		if got := d.wrap(s, w, 8, "x"); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestLongNumbersBreakEvenly(t *testing.T) {
	d := newDoc(a4Portrait, "")
	s := "4499992026110300000123"
	got := d.wrap(s, d.width(s[:20], 8, "x"), 8, "x")
	if len(got) != 2 || len(got[0]) != 11 {
		t.Errorf("%q", got)
	}
}

func TestFitShrinksBeforeItBreaks(t *testing.T) {
	d := newDoc(a4Portrait, "")
	s := "县级财政预算"
	if b := d.fit(s, d.width(s, 7, "x")*0.9, 7, 5, 10, "x"); len(b.lines) != 1 || b.pt != 6 {
		t.Errorf("%+v", b)
	}
	if b := d.fit(s, d.width(s, 7, "x")*0.6, 7, 5, 10, "x"); len(b.lines) != 2 || b.pt != 7 {
		t.Errorf("%+v", b)
	}
	long := strings.Repeat(s, 12)
	if b := d.fit(long, 20, 7, 5, 8, "x"); b.pt != 5 || b.height() <= 8 {
		t.Errorf("too long a text should stay readable and grow: %v %v", b.pt, b.height())
	}
}

func TestWholeIsNeverBroken(t *testing.T) {
	d := newDoc(a4Portrait, "")
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.StringMatching(`[0-9]{1,3}(,[0-9]{3}){0,5}\.[0-9]{2}`).Draw(rt, "amount")
		w := rapid.Float64Range(3, 30).Draw(rt, "width")
		b := d.whole(s, w, 7, "x")
		if len(b.lines) != 1 || d.width(s, b.pt, "x") > w+1e-9 {
			rt.Fatalf("%+v is wider than %v", b, w)
		}
	})
}

func TestFours(t *testing.T) {
	for s, want := range map[string]string{"482103759916": "4821 0375 9916", "4821": "4821", "48210": "4821 0", "": ""} {
		if got := fours(s); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}
