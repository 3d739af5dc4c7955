package claim

import (
	"encoding/binary"
	"strings"
	"testing"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

// signing is a text as a family signs it.
func signing() Signing {
	return Signing{County: 449999, Claim: 449999000000000012, Seq: 1, Route: Waiver, Act: "sign", Basis: strings.Repeat("b", 64),
		Personal: []Committed{{"deceased.name", Commitment([16]byte{1}, "松某甲")}, {"handler.name", Commitment([16]byte{2}, "松某乙")}},
		Lines: []SignedLine{
			{Item: "transport", Clause: "二(一)", Charged: 30000, Waived: 30000},
			{Item: "storage", Clause: "二(三)", Charged: 50000, Waived: 30000, Family: 20000},
		}}
}

func TestSignedTextIsFixed(t *testing.T) {
	got, err := SignedText(signing())
	if err != nil {
		t.Fatal(err)
	}
	want := "songbai-claim-text 1\ncounty=449999\nclaim=449999000000000012\nseq=1\nroute=waiver\nact=sign\n" +
		"basis=" + strings.Repeat("b", 64) + "\n" +
		"personal.deceased.name=" + Commitment([16]byte{1}, "松某甲") + "\n" +
		"personal.handler.name=" + Commitment([16]byte{2}, "松某乙") + "\n" +
		"line=transport|二(一)|300.00|300.00|0.00\nline=storage|二(三)|500.00|300.00|200.00\n" +
		"lines=2\ntotal=800.00|600.00|200.00\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if strings.Contains(got, "松") {
		t.Error("a personal value stands in the text")
	}
}

func TestCommitmentAndDigest(t *testing.T) {
	// printf 'abc' | sha256sum; sixteen zero bytes then abc | sha256sum
	if Digest("abc") != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error(Digest("abc"))
	}
	if Commitment([16]byte{}, "abc") != "277e7ff6d232b9763f4a66e8d05d210da32dac9c6dbce1026ad4cc98acb5fefe" {
		t.Error(Commitment([16]byte{}, "abc"))
	}
	if Commitment([16]byte{1}, "abc") == Commitment([16]byte{2}, "abc") {
		t.Error("the salt does nothing")
	}
}

func TestSignedTextRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Signing)
		code   string
	}{
		"line break in an item":      {func(s *Signing) { s.Lines[0].Item = "a\nline=b" }, "claim.signing_text"},
		"bar in a clause":            {func(s *Signing) { s.Lines[0].Clause = "二|三" }, "claim.signing_text"},
		"no clause":                  {func(s *Signing) { s.Lines[1].Clause = "" }, "claim.signing_text"},
		"no basis":                   {func(s *Signing) { s.Basis = "" }, "claim.signing_text"},
		"equals in a field":          {func(s *Signing) { s.Personal[0].Field = "a=b" }, "claim.signing_text"},
		"a name for a commitment":    {func(s *Signing) { s.Personal[0].Hash = "松某甲" }, "claim.signing_text"},
		"an upper-case commitment":   {func(s *Signing) { s.Personal[0].Hash = strings.ToUpper(s.Personal[0].Hash) }, "claim.signing_text"},
		"a line that does not add":   {func(s *Signing) { s.Lines[1].Family++ }, "claim.signing_sum"},
		"a negative sum":             {func(s *Signing) { s.Lines[0].Charged, s.Lines[0].Waived = -1, -1 }, "claim.signing_sum"},
		"more waived than charged":   {func(s *Signing) { s.Lines[0].Waived, s.Lines[0].Family = 40000, -10000 }, "claim.signing_sum"},
		"a total beyond all numbers": {func(s *Signing) { s.Lines[0].Charged, s.Lines[0].Waived = 1<<63-1, 1<<63-1 }, "claim.signing_sum"},
	} {
		s := signing()
		c.change(&s)
		if text, err := SignedText(s); problem.CodeOf(err) != c.code || text != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTextsDiffer: another value anywhere gives another text.
func TestTextsDiffer(t *testing.T) {
	base, err := SignedText(signing())
	if err != nil {
		t.Fatal(err)
	}
	for i, change := range []func(*Signing){
		func(s *Signing) { s.County++ }, func(s *Signing) { s.Claim++ }, func(s *Signing) { s.Seq++ },
		func(s *Signing) { s.Route = Unclaimed }, func(s *Signing) { s.Act = "complete" }, func(s *Signing) { s.Basis = "c" },
		func(s *Signing) { s.Personal = s.Personal[:1] }, func(s *Signing) { s.Personal[0], s.Personal[1] = s.Personal[1], s.Personal[0] },
		func(s *Signing) { s.Lines = s.Lines[:1] }, func(s *Signing) { s.Lines[0].Item = "urn" },
		func(s *Signing) { s.Lines[0].Charged--; s.Lines[0].Waived-- },
	} {
		s := signing()
		change(&s)
		if text, err := SignedText(s); err != nil || text == base {
			t.Errorf("change %d gives the same text: %v", i, err)
		}
	}
}

func TestSignAgainAskRefusal(t *testing.T) {
	if StillSigned("a", "a") != nil || StillSigned("", "") == nil || problem.CodeOf(StillSigned("a", "b")) != "claim.sign_again" {
		t.Error("StillSigned")
	}
	ask := Ask{Thing: PaperThing, Name: "household_book", Reason: "缺一页", By: 3}
	if ask.Check() != nil {
		t.Error("a good ask is refused")
	}
	for i, change := range []func(*Ask){func(a *Ask) { a.Thing = "all" }, func(a *Ask) { a.Name = "" }, func(a *Ask) { a.Reason = "" }, func(a *Ask) { a.By = 0 }} {
		a := ask
		change(&a)
		if problem.CodeOf(a.Check()) != "claim.ask" {
			t.Errorf("ask %d passed", i)
		}
	}
	no := Refusal{Code: "policy.household", Clause: "一(一)", Cure: "提供户口簿", By: 3}
	if no.Check() != nil || no.ReviewBy(4) != nil || no.ReviewBy(3) == nil {
		t.Error("a good refusal is reviewed by another person only")
	}
	for i, change := range []func(*Refusal){func(r *Refusal) { r.Code = "" }, func(r *Refusal) { r.Clause = "" }, func(r *Refusal) { r.Cure = "" }, func(r *Refusal) { r.By = 0 }} {
		r := no
		change(&r)
		if problem.CodeOf(r.Check()) != "claim.refusal" {
			t.Errorf("refusal %d passed", i)
		}
	}
}

func TestSlipVectors(t *testing.T) {
	// The check digit of ISO/IEC 7064 MOD 11,10; the standard's example 0794 has 5.
	if mod1110("0794") != '5' {
		t.Error("0794 must be followed by 5")
	}
	var random [8]byte
	binary.BigEndian.PutUint64(random[:], 1_000_12345678901)
	s := SlipFrom(random)
	if string(s[:11]) != "12345678901" || s.String() != string(s[:4]+"-"+s[4:8]+"-"+s[8:]) {
		t.Error(s)
	}
	if z := SlipFrom([8]byte{}); string(z[:11]) != "00000000000" || len(z) != 12 {
		t.Error(z)
	}
	for _, bad := range []string{"", "123", "1234-5678-901x", "1234-5678-9012-3", "壹234-5678-9012"} {
		if _, err := ReadSlip(bad); problem.CodeOf(err) != "claim.slip_form" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if Slip("12").String() != "12" {
		t.Error("a broken slip prints as it is")
	}
}

func TestSlipsAreReadAsWrittenAndWrongDigitsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var random [8]byte
		binary.BigEndian.PutUint64(random[:], rapid.Uint64().Draw(t, "random"))
		s := SlipFrom(random)
		full := strings.Map(func(r rune) rune {
			if r == '-' {
				return '－'
			}
			return r - '0' + '０'
		}, s.String())
		for _, text := range []string{string(s), s.String(), " " + s.String() + " ", full} {
			if got, err := ReadSlip(text); err != nil || got != s {
				t.Fatalf("%q: %v %v", text, got, err)
			}
		}
		i := rapid.IntRange(0, 11).Draw(t, "place")
		wrong := []byte(s)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := ReadSlip(string(wrong)); problem.CodeOf(err) != "claim.slip_check" {
			t.Fatalf("%s read as %s: %v", wrong, s, err)
		}
	})
}
