package settlement

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/problem"
)

func settle() Settle {
	return Settle{
		County: "449999", Claim: 449999000000001000, Decision: 449999000000002000, Route: "waiver", Class: "一(一)",
		Basis: hexOf("basis"), Home: 449999000000000007,
		Days: []SettleDay{{"cremated", date.MustDay("2026-11-05")}, {"died", date.MustDay("2026-11-03")}, {"completed", date.MustDay("2026-11-05")}},
		Values: []SettleValue{
			{"deceased_name", hexOf("1")}, {"deceased_id", hexOf("2")}, {"cremation_no", hexOf("3")},
		},
		Items: []SettleItem{
			{"transport", "1", 30000, 30000, 0}, {"cold_storage", "3", 45000, 36000, 9000}, {"cremation", "1", 60000, 60000, 0},
		},
		Shares: []fund.Share{
			{Fund: "subsistence", Level: fund.Province, Fen: 63000}, {Fund: "subsistence", Level: fund.County, Fen: 63000},
		},
	}
}

func TestSettleText(t *testing.T) {
	s := settle()
	text, digest, err := SettleText(&s)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "settle.txt", string(text))
	if digest != hexOf(string(text)) {
		t.Error("the digest is not the SHA-256 of the text")
	}
	c, w, f := s.Totals()
	if c != 135000 || w != 126000 || f != 9000 {
		t.Errorf("totals %s %s %s", c, w, f)
	}
}

// The order in which a caller lists days, values and shares is no part of the
// claim; everything else is.
func TestSettleDigestDependsOnWhatMatters(t *testing.T) {
	base := settle()
	_, want, _ := SettleText(&base)
	rapid.Check(t, func(t *rapid.T) {
		s := settle()
		s.Days = rapid.Permutation(s.Days).Draw(t, "days")
		s.Values = rapid.Permutation(s.Values).Draw(t, "values")
		s.Shares = rapid.Permutation(s.Shares).Draw(t, "shares")
		if _, got, err := SettleText(&s); err != nil || got != want {
			t.Fatalf("another order, another digest: %v", err)
		}
	})
	for what, change := range map[string]func(*Settle){
		"county":   func(s *Settle) { s.County = "449998" },
		"claim":    func(s *Settle) { s.Claim++ },
		"decision": func(s *Settle) { s.Decision++ },
		"route":    func(s *Settle) { s.Route = "unclaimed" },
		"class":    func(s *Settle) { s.Class = "一(二)" },
		"basis":    func(s *Settle) { s.Basis = hexOf("b") },
		"home":     func(s *Settle) { s.Home = 0 },
		"day":      func(s *Settle) { s.Days[0].Day++ },
		"day name": func(s *Settle) { s.Days[0].Name = "sent" },
		"no day":   func(s *Settle) { s.Days = s.Days[1:] },
		"value":    func(s *Settle) { s.Values[0].Commit = hexOf("9") },
		"no value": func(s *Settle) { s.Values = s.Values[1:] },
		"measure":  func(s *Settle) { s.Items[1].Measure = "2" },
		"item":     func(s *Settle) { s.Items[1].Code = "farewell" },
		"order":    func(s *Settle) { s.Items[0], s.Items[1] = s.Items[1], s.Items[0] },
		"family":   func(s *Settle) { s.Items[1].Charged++; s.Items[1].Family++ },
		"shift":    func(s *Settle) { s.Items[0].Waived--; s.Items[0].Family++; s.Items[1].Waived++; s.Items[1].Family-- },
		"fund":     func(s *Settle) { s.Shares[0].Fund = "entitled" },
		"level":    func(s *Settle) { s.Shares[0].Level = fund.Prefecture },
		"share":    func(s *Settle) { s.Shares[0].Fen++; s.Shares[1].Fen-- },
	} {
		s := settle()
		change(&s)
		if _, got, err := SettleText(&s); err != nil || got == want {
			t.Errorf("%s: digest unchanged or %v", what, err)
		}
	}
}

func TestSettleRefuses(t *testing.T) {
	for what, change := range map[string]func(*Settle){
		"county":       func(s *Settle) { s.County = "4499" },
		"basis":        func(s *Settle) { s.Basis = "" },
		"route":        func(s *Settle) { s.Route = "" },
		"line break":   func(s *Settle) { s.Class = "一\n(一)" },
		"item sum":     func(s *Settle) { s.Items[0].Charged++ },
		"item twice":   func(s *Settle) { s.Items[1].Code = "transport" },
		"negative":     func(s *Settle) { s.Items[0].Family, s.Items[0].Waived = -1, 30001 },
		"share":        func(s *Settle) { s.Shares[0].Fen++ },
		"commitment":   func(s *Settle) { s.Values[0].Commit = "someone" },
		"value twice":  func(s *Settle) { s.Values[0].Name = "deceased_id" },
		"day twice":    func(s *Settle) { s.Days[0].Name = "died" },
		"nameless day": func(s *Settle) { s.Days[0].Name = "" },
	} {
		s := settle()
		change(&s)
		text, digest, err := SettleText(&s)
		if code := problem.CodeOf(err); !strings.HasPrefix(code, "settlement.") || digest != "" || text != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}
