package settlement

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

func hexOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func header() Header {
	return Header{County: "449999", Home: 449999000000000007, Kind: Local, Period: MustPeriod("2026-11"), Round: 1, List: 449999000000000042}
}

func lines(n int) []Line {
	ls := make([]Line, n)
	for i := range ls {
		w := money.Amount(130000 - i%7*100)
		ls[i] = Line{
			Seq: i + 1, Claim: 449999000000001000 + int64(i), Decision: 449999000000002000 + int64(i),
			ClaimDigest: hexOf("claim" + strings.Repeat("x", i%50)), Route: "waiver",
			Charged: w + 5000, Waived: w, Family: 5000,
		}
	}
	return ls
}

// textOf gives text and digest of a list whose whole waived sum is the county's.
func textOf(h Header, ls []Line) (string, string, error) {
	var b bytes.Buffer
	d := NewText(&b, h)
	for i := range ls {
		d.Line(&ls[i])
	}
	shares := []fund.Share{{Fund: "county_budget", Level: fund.County, Fen: d.Totals().Waived}}
	sum, err := d.Sum(shares)
	return b.String(), sum, err
}

func TestSubmittedAndSealedText(t *testing.T) {
	h, ls := header(), lines(3)
	ls[1].Route = "unclaimed"
	text, digest, err := textOf(h, ls)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "submitted.txt", text)
	if digest != hexOf(text) {
		t.Errorf("digest %s is not the SHA-256 of the text", digest)
	}

	h.Submitted, h.Opinion = digest, hexOf("opinion")
	ls[0].Struck, ls[0].Note = PaperMissing, hexOf("note")
	ls[2].Struck = QueryOpen
	sealed, digest2, err := textOf(h, ls)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "sealed.txt", sealed)
	if digest2 != hexOf(sealed) || digest2 == digest {
		t.Error("the sealed digest is wrong")
	}
}

func TestSheetText(t *testing.T) {
	h := Header{County: "449999", Office: 449999000000000003, Kind: Reimbursement, Period: MustPeriod("2026-11-23"), Round: 2, List: 9}
	ls := lines(1)
	ls[0].Route = "reimbursement"
	var b bytes.Buffer
	d := NewText(&b, h)
	d.Line(&ls[0])
	w := ls[0].Waived
	if _, err := d.Sum([]fund.Share{{Fund: "subsistence", Level: fund.Province, Fen: w / 2}, {Fund: "subsistence", Level: fund.County, Fen: w - w/2}}); err != nil {
		t.Fatal(err)
	}
	golden(t, "sheet.txt", b.String())
}

// Whatever is changed in a list changes its digest; nothing is left out.
func TestEveryFieldIsInTheDigest(t *testing.T) {
	h := header()
	h.Submitted, h.Opinion = hexOf("s"), hexOf("o")
	ls := lines(5)
	ls[2].Struck, ls[2].Note = Duplicate, hexOf("n")
	_, base, err := textOf(h, ls)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{base: "nothing"}
	try := func(what string, change func(*Header, []Line)) {
		t.Helper()
		h2, ls2 := h, append([]Line(nil), ls...)
		change(&h2, ls2)
		_, d, err := textOf(h2, ls2)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if other, ok := seen[d]; ok {
			t.Errorf("changing %s gives the digest of changing %s", what, other)
		}
		seen[d] = what
	}
	try("county", func(h *Header, _ []Line) { h.County = "449998" })
	try("home", func(h *Header, _ []Line) { h.Home++ })
	try("period", func(h *Header, _ []Line) { h.Period = h.Period.Next() })
	try("round", func(h *Header, _ []Line) { h.Round++ })
	try("list", func(h *Header, _ []Line) { h.List++ })
	try("submitted", func(h *Header, _ []Line) { h.Submitted = hexOf("t") })
	try("opinion", func(h *Header, _ []Line) { h.Opinion = "" })
	for _, i := range []int{0, 2, 4} {
		n := string(rune('1' + i))
		try("claim "+n, func(_ *Header, l []Line) { l[i].Claim++ })
		try("decision "+n, func(_ *Header, l []Line) { l[i].Decision += 7 })
		try("claim digest "+n, func(_ *Header, l []Line) { l[i].ClaimDigest = hexOf("other") })
		try("route "+n, func(_ *Header, l []Line) { l[i].Route = "unclaimed" })
		try("charged "+n, func(_ *Header, l []Line) { l[i].Charged++; l[i].Family++ })
		try("waived "+n, func(_ *Header, l []Line) { l[i].Waived++; l[i].Family-- })
	}
	try("reason", func(_ *Header, l []Line) { l[2].Struck = QueryOpen })
	try("note", func(_ *Header, l []Line) { l[2].Note = "" })
	try("strike", func(_ *Header, l []Line) { l[1].Struck = Duplicate })
	try("no strike", func(_ *Header, l []Line) { l[2].Struck, l[2].Note = "", "" })
	try("order", func(_ *Header, l []Line) { l[0], l[1] = l[1], l[0]; l[0].Seq, l[1].Seq = 1, 2 })
	try("length", func(_ *Header, l []Line) { l[4] = Line{}; l[4] = l[3]; l[4].Seq, l[4].Claim = 5, 77 })
	if len(seen) != 1+7+18+6 {
		t.Errorf("%d digests", len(seen))
	}
}

func TestDigestRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		code   string
		change func(*Header, []Line)
	}{
		"county":          {"settlement.header", func(h *Header, _ []Line) { h.County = "44999" }},
		"letters":         {"settlement.header", func(h *Header, _ []Line) { h.County = "44999x" }},
		"no home":         {"settlement.header", func(h *Header, _ []Line) { h.Home = 0 }},
		"two payees":      {"settlement.header", func(h *Header, _ []Line) { h.Office = 1 }},
		"round":           {"settlement.header", func(h *Header, _ []Line) { h.Round = 0 }},
		"period":          {"settlement.period_kind", func(h *Header, _ []Line) { h.Period = MustPeriod("2026-11-23") }},
		"submitted":       {"settlement.header", func(h *Header, _ []Line) { h.Submitted = "abc" }},
		"early opinion":   {"settlement.header", func(h *Header, _ []Line) { h.Opinion = hexOf("o") }},
		"gap":             {"settlement.line", func(_ *Header, l []Line) { l[1].Seq = 3 }},
		"repeat":          {"settlement.line", func(_ *Header, l []Line) { l[1].Seq = 1 }},
		"struck too soon": {"settlement.line", func(_ *Header, l []Line) { l[1].Struck = Duplicate }},
		"strange reason":  {"settlement.line", func(_ *Header, l []Line) { l[1].Struck = "because" }},
		"digest":          {"settlement.line", func(_ *Header, l []Line) { l[1].ClaimDigest = strings.ToUpper(hexOf("x")) }},
		"route":           {"settlement.line", func(_ *Header, l []Line) { l[1].Route = "a\tb" }},
		"sum":             {"settlement.line_sum", func(_ *Header, l []Line) { l[1].Charged++ }},
		"negative":        {"settlement.line_sum", func(_ *Header, l []Line) { l[1].Family, l[1].Waived = -1, l[1].Charged+1 }},
		"wrap":            {"settlement.line_sum", func(_ *Header, l []Line) { l[1].Charged, l[1].Waived = money.Max+1, money.Max+1 }},
	} {
		h, ls := header(), lines(3)
		c.change(&h, ls)
		if _, d, err := textOf(h, ls); problem.CodeOf(err) != c.code || d != "" {
			t.Errorf("%s: %q, %v", name, d, err)
		}
	}
}

func TestDigestRefusesFundsThatDoNotAddUp(t *testing.T) {
	h, ls := header(), lines(2)
	w := ls[0].Waived + ls[1].Waived
	for name, shares := range map[string][]fund.Share{
		"none":     nil,
		"less":     {{Fund: "county_budget", Level: fund.County, Fen: w - 1}},
		"twice":    {{Fund: "county_budget", Level: fund.County, Fen: w - 1}, {Fund: "county_budget", Level: fund.County, Fen: 1}},
		"negative": {{Fund: "county_budget", Level: fund.County, Fen: w + 1}, {Fund: "entitled", Level: fund.County, Fen: -1}},
		"unnamed":  {{Level: fund.County, Fen: w}},
	} {
		d := NewDigest(h)
		d.Line(&ls[0])
		d.Line(&ls[1])
		if s, err := d.Sum(shares); problem.CodeOf(err) != "settlement.total" || s != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDigestIsTakenOnce(t *testing.T) {
	d := NewDigest(header())
	if _, err := d.Sum(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Sum(nil); problem.CodeOf(err) != "settlement.digest_spent" {
		t.Errorf("second Sum: %v", err)
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestTextToABrokenWriter(t *testing.T) {
	d := NewText(full{}, header())
	if _, err := d.Sum(nil); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
}

// The order in which fund rows come does not change the digest, and pages cut
// anywhere add up to it.
func TestSumsOfAnyList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		ls := make([]Line, n)
		byFund := map[string]money.Amount{}
		h := header()
		h.Submitted = hexOf("s")
		names := []string{"county_budget", "entitled", "subsistence"}
		for i := range ls {
			l := Line{Seq: i + 1, Claim: int64(i + 1), Decision: int64(i + 1), ClaimDigest: hexOf("c"), Route: "waiver"}
			l.Waived = money.Amount(rapid.Int64Range(0, 200000).Draw(t, "waived"))
			l.Family = money.Amount(rapid.Int64Range(0, 200000).Draw(t, "family"))
			l.Charged = l.Waived + l.Family
			if rapid.IntRange(0, 4).Draw(t, "struck") == 0 {
				l.Struck = Duplicate
			} else {
				byFund[rapid.SampledFrom(names).Draw(t, "fund")] += l.Waived
			}
			ls[i] = l
		}
		shares := []fund.Share{{Fund: "empty", Level: fund.Province}} // 0 fen: stands nowhere
		for _, f := range rapid.Permutation(names).Draw(t, "order") {
			if s, ok := byFund[f]; ok {
				shares = append(shares, fund.Share{Fund: fund.Fund(f), Level: fund.County, Fen: s})
			}
		}
		sums := map[string]bool{}
		for range 2 {
			d := NewDigest(h)
			for i := range ls {
				d.Line(&ls[i])
			}
			s, err := d.Sum(shares)
			if err != nil {
				t.Fatal(err)
			}
			sums[s] = true
			if len(shares) > 0 && shares[0].Fen == 0 {
				shares = shares[1:]
			}
			for i, j := 0, len(shares)-1; i < j; i, j = i+1, j-1 {
				shares[i], shares[j] = shares[j], shares[i]
			}
			pages, err := Pages(ls, rapid.IntRange(1, 12).Draw(t, "per"))
			if err != nil || pages[len(pages)-1].Running != d.Totals() || pages[len(pages)-1].To != n {
				t.Fatalf("pages %+v, digest %+v, %v", pages, d.Totals(), err)
			}
			var added Totals
			for i, p := range pages {
				added.Lines += p.Totals.Lines
				added.Struck += p.Totals.Struck
				added.Charged += p.Totals.Charged
				added.Waived += p.Totals.Waived
				added.Family += p.Totals.Family
				if added != p.Running || p.No != i+1 {
					t.Fatalf("page %d carries %+v, want %+v", i+1, p.Running, added)
				}
			}
		}
		if len(sums) != 1 {
			t.Fatal("the order of fund rows changes the digest")
		}
	})
	if _, err := Pages(lines(1), 0); err == nil {
		t.Error("pages of no lines")
	}
}

func BenchmarkDigest100k(b *testing.B) {
	ls := lines(1000)
	h := header()
	b.ReportAllocs()
	for b.Loop() {
		d := NewDigest(h)
		for i := range 100_000 {
			l := &ls[i%1000]
			l.Seq = i + 1
			d.Line(l)
		}
		if _, err := d.Sum([]fund.Share{{Fund: "county_budget", Level: fund.County, Fen: d.Totals().Waived}}); err != nil {
			b.Fatal(err)
		}
	}
}
