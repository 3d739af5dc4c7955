package policy_test

import (
	"testing"
	"testing/fstest"

	"songbai/domain/policy"
	"songbai/stories/fuzzlimit"
)

// Whatever is written, reading a pack gives a pack or problems, and a pack that
// is read has canonical bytes that are read back.
func FuzzLoad(f *testing.F) {
	f.Add(file(f, "yingde/pack.yaml"))
	f.Add(file(f, "qujiang/pack.yaml"))
	for _, place := range []string{"harbin", "yueyang", "shantou", "ningbo", "tianjin_eco"} { // what the wider language says
		f.Add(file(f, place+"/pack.yaml"))
	}
	f.Add("# nothing")
	f.Add("- a\n- &b c\n")
	law := []byte(file(f, "qujiang/law.md"))
	f.Fuzz(func(t *testing.T, text string) {
		defer fuzzlimit.Input()()
		p, err := policy.Load(fstest.MapFS{"p/pack.yaml": {Data: []byte(text)}, "p/law.md": {Data: law}}, "p")
		if (p == nil) == (err == nil) {
			t.Fatal(p, err)
		}
		if p == nil {
			return
		}
		if again, err := policy.Parse(p.Canonical()); err != nil || again.Hash() != p.Hash() {
			t.Fatal(err)
		}
	})
}

// Whatever is stored, reading facts gives facts that are written the same, or a
// problem.
func FuzzFacts(f *testing.F) {
	facts := resident("2026-03-02")
	f.Add(string(facts.Encode(nil)))
	f.Fuzz(func(t *testing.T, text string) {
		defer fuzzlimit.Input()()
		var a, b policy.Facts
		if a.Decode([]byte(text)) != nil {
			return
		}
		once := a.Encode(nil)
		if err := b.Decode(once); err != nil || string(b.Encode(nil)) != string(once) {
			t.Fatalf("%v\n%s\n%s", err, once, b.Encode(nil))
		}
	})
}

// Whatever is written, a price list is read whole or not at all.
func FuzzPrices(f *testing.F) {
	f.Add(oraclePrices)
	f.Add(file(f, "yingde/prices-sample.yaml"))
	f.Fuzz(func(t *testing.T, text string) {
		defer fuzzlimit.Input()()
		p, err := policy.ReadPrices("f", []byte(text))
		if err != nil {
			return
		}
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		if _, err := policy.ParsePrices(p.Canonical()); err != nil {
			t.Fatal(err)
		}
	})
}

// Whatever is written, a file of cases is read whole or not at all, and what is
// decided adds up.
func FuzzCases(f *testing.F) {
	pack := load(f, "qujiang")
	f.Add(file(f, "qujiang/cases.yaml"))
	f.Add("defaults: {route: waiver, disposal: cremation, death: 2025-08-01, yes: [own_home]}\ncases: [{name: a, bill: \"cold 3x100, urn:jade 800, pickup 20.5km 180\", expect: {waived: \"1.00\"}}]")
	f.Fuzz(func(t *testing.T, text string) {
		defer fuzzlimit.Input()()
		results, err := policy.CasesOf(pack, "cases.yaml", func(string) ([]byte, error) { return []byte(text), nil })
		if err != nil {
			return
		}
		for _, r := range results {
			if d := r.Decision; d != nil && d.Charged != d.Waived+d.Family {
				t.Fatalf("%+v", d)
			}
		}
	})
}
