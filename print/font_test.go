package print

import (
	"sync"
	"testing"

	"songbai/domain/problem"
)

func TestFontChain(t *testing.T) {
	for r, want := range map[rune]int8{'王': 0, '𬱖': 0, '㛃': 0, '䶮': 0, '·': 0, '￥': 0, 'A': 0, '𠮷': 1, '𡘙': 1} {
		g, err := findGlyph(r)
		if err != nil || g.face != want || g.width <= 0 {
			t.Errorf("%s: %+v, %v, want font %d", codePoint(r), g, err, want)
		}
	}
	for _, r := range []rune{0, '\t', '\n', 0x7f, '☑', 0xe000, 0xffff, 0x10ffff} {
		if g, err := findGlyph(r); err != nil || g.width >= 0 {
			t.Errorf("%s: %+v, %v, want no font", codePoint(r), g, err)
		}
	}
}

func TestCodePointsHaveAnAnswer(t *testing.T) {
	n := 0
	for r := rune(0); r <= 0x10ffff; r += 11 {
		g, err := findGlyph(r)
		if err != nil {
			t.Fatal(codePoint(r), err)
		}
		if g.width >= 0 {
			n++
		}
	}
	if n < 8000 {
		t.Errorf("the fonts have %d of every eleventh character, want at least 8000", n)
	}
}

func TestAbsentFontNamesTheMakeTarget(t *testing.T) {
	f := &face{name: "X", file: "Absent.ttf"}
	err := f.load()
	if problem.CodeOf(err) != "print.font" || problem.Of(err).Kind != problem.Unready {
		t.Fatal(err)
	}
	wantText(t, err.Error(), "Absent.ttf", "make fonts")
	if again := f.load(); again != err {
		t.Error("the answer changed")
	}
}

func TestRareNamesAreCopiedRight(t *testing.T) {
	rare := []string{"王𬱖", "李𠮷", "欧阳㛃芳", "陈䶮", "𡘙𠮷𬱖", "龘𰻝"}
	v := sampleRemittance(len(rare))
	for i := range rare {
		v.Lines[i].Name = rare[i]
	}
	b := pdf(t, v)
	tool(t, b, "qpdf", "--check", "FILE")
	wantText(t, pages(t, b)[0], rare...)
}

func TestPapersInParallelAreTheSame(t *testing.T) {
	want := pdf(t, sampleList(30, true))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			got, err := sampleList(30, true).PDF()
			if err != nil || string(got) != string(want) {
				t.Error("another paper beside it changed the bytes", err)
			}
		})
	}
	group.Wait()
}
