package wire

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"songbai/domain/policy"
	"songbai/stories/fuzzlimit"
)

// Lines come the same however the reader cuts its input.
func FuzzLines(f *testing.F) {
	f.Add("a\nbb\n\nccc", 1)
	f.Add("\n\n", 2)
	f.Add("", 3)
	f.Fuzz(func(t *testing.T, text string, piece int) {
		defer fuzzlimit.Input()()
		want := strings.Split(text, "\n")
		if want[len(want)-1] == "" {
			want = want[:len(want)-1]
		}
		l := lines{in: &pieces{text, 1 + piece&63}, part: make([]byte, 8)}
		for i, w := range want {
			line, long, err := l.next()
			if line != w+"\n" || long || err != nil {
				t.Fatalf("line %d: %q %v %v, want %q", i, line, long, err, w)
			}
		}
		if _, _, err := l.next(); err != io.EOF {
			t.Fatal(err)
		}
	})
}

// pieces reads a few bytes at a time.
type pieces struct {
	text string
	n    int
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.text == "" {
		return 0, io.EOF
	}
	n := copy(b, p.text[:min(p.n, len(p.text))])
	p.text = p.text[n:]
	return n, nil
}

// A line that is too long is one line, wherever it stands, and the memory for
// it is bounded.
func TestLongLinesAreSkipped(t *testing.T) {
	long := strings.Repeat("x", 9*MaxLine)
	most := strings.Repeat("y", MaxLine)
	l := lines{in: strings.NewReader("a\n" + long + "\nb\n" + most + "\n" + most + "y\n" + long)}
	for i, want := range []struct {
		line string
		long bool
	}{{"a", false}, {"", true}, {"b", false}, {most, false}, {"", true}, {"", true}} {
		line, long, err := l.next()
		if strings.TrimSuffix(line, "\n") != want.line || long != want.long || err != nil {
			t.Errorf("line %d: %d bytes, %v, %v", i+1, len(line), long, err)
		}
	}
	if _, _, err := l.next(); err != io.EOF || cap(l.part) > 4*MaxLine {
		t.Error(err, cap(l.part))
	}
}

// A reader that fails ends the stream; what came whole before it is answered.
func TestReaderFails(t *testing.T) {
	broken := errors.New("broken")
	var out bytes.Buffer
	p := plan(t)
	counts, err := Stream(func(string, string) (*policy.Plan, error) { return p, nil },
		io.MultiReader(strings.NewReader(good+"\n"+good[:40]), iotest.ErrReader(broken)), &out)
	if !errors.Is(err, broken) || counts.Decided != 1 || strings.Count(out.String(), "\n") != 1 {
		t.Error(counts, err, out.String())
	}
}

func TestNumber(t *testing.T) {
	for _, n := range []int64{0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 99_999, 100_000, 123_456_789, 1e12, 1e18 - 1, 1e18, math.MaxInt64, -1, -100, math.MinInt64} {
		for _, room := range []int{0, 19, 20, 64} {
			if got := string(number(make([]byte, 0, room), n)); got != strconv.FormatInt(n, 10) {
				t.Errorf("%d in %d: %s", n, room, got)
			}
		}
	}
}

// What a printer remembers of a record is what a new one writes, for every
// case of every pack that needs nothing from the installation.
func TestPrinterRemembersRightly(t *testing.T) {
	fsys := os.DirFS("../../../policies")
	dirs, err := os.ReadDir("../../../policies")
	if err != nil {
		t.Fatal(err)
	}
	records := 0
	for _, dir := range dirs {
		pack, err := policy.Load(fsys, dir.Name())
		if err != nil {
			continue // no pack
		}
		p, err := policy.Compile(pack, nil, nil)
		if err != nil {
			continue // needs local values
		}
		one := newPrinter(p)
		var d policy.Decision
		for yes := range policy.Set(64) {
			f := policy.Facts{Route: policy.Route(1 + yes%3), Disposal: policy.Disposal(1 + yes%3), Yes: yes, Death: 20_300, Cremation: 20_301, Application: 20_302,
				Age: policy.Known(80), MonthsResident: policy.Known(20), MonthsInsured: policy.Known(20), YearsStored: policy.Known(2)}
			f.Household, _ = policy.ParseArea(pack.Area)
			for range 2 {
				if err := p.Decide(&f, &d); err != nil {
					continue
				}
				if got, want := one.decision(nil, "a", &d), newPrinter(p).decision(nil, "a", &d); !bytes.Equal(got, want) {
					t.Errorf("%s:\n%s%s", dir.Name(), got, want)
				}
				records++
			}
		}
	}
	if records < 100 {
		t.Errorf("only %d records", records)
	}
}
