package office_test

import (
	"fmt"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// guessed is a claim begun online, guessed at by strangers.
type guessed struct {
	*demo.World
	slip, link, phone, device string
}

func guessedAt(t *testing.T) (guessed, *storetest.Clock) {
	w, clock, prices := sampleWorld(t, storetest.Engines[0])
	c := nextOf(demo.NewGenerator(w, prices, 7, "T"), claim.Waiver, "2026-02")
	clock.Set(c.Day.String())
	d, s := online(t, w, &c, "start-1")
	return guessed{w, d.Slip, d.Link, c.Form.Handler.Phone, s.Device}, clock
}

func (g guessed) four() string { return g.phone[len(g.phone)-4:] }

// wrong gives four digits that are not the family's.
func (g guessed) wrong(i int) string {
	if four := fmt.Sprintf("%04d", i%10_000); four != g.four() {
		return four
	}
	return "x"
}

func (g guessed) open(k office.CaseKey) string {
	s, err := g.Office.OpenCase(bg, k)
	if err == nil && s.Caller.Case == 0 {
		return "nothing"
	}
	return problem.CodeOf(err)
}

// TestAStrangerLocksNoFamilyOut guesses the digits of a known slip, from one source
// and from many.
func TestAStrangerLocksNoFamilyOut(t *testing.T) {
	g, _ := guessedAt(t)
	for i := range 6 {
		g.open(office.CaseKey{Slip: g.slip, Phone: g.wrong(i), Source: "stranger"})
	}
	if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: "stranger"}); got != "family.resting" {
		t.Fatalf("the stranger is not slowed: %s", got)
	}
	if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: "family"}); got != "" {
		t.Fatalf("a stranger locks the family out: %s", got)
	}
	hits := 0
	for i := range 9_000 { // a new source for each
		if g.open(office.CaseKey{Slip: g.slip, Phone: fmt.Sprintf("%04d", i), Source: fmt.Sprint("s", i)}) == "" {
			hits++
		}
	}
	if hits != 0 {
		t.Fatalf("%d guesses from many sources opened the claim", hits)
	}
	for name, k := range map[string]office.CaseKey{
		"its own phone":    {Slip: g.slip, Phone: g.four(), Source: "elsewhere", Device: g.device},
		"the whole number": {Slip: g.slip, Phone: g.phone, Source: "new phone"},
		"with +86":         {Slip: g.slip, Phone: "+86 " + g.phone, Source: "new phone"},
		"the link":         {Link: g.link, Phone: g.four(), Source: "other phone"},
	} {
		if got := g.open(k); got != "" {
			t.Errorf("the family is locked out with %s: %s", name, got)
		}
	}
	if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: "third phone"}); got != "family.whole" {
		t.Errorf("the family is not told what opens its claim: %s", got)
	}
	if got := g.open(office.CaseKey{Slip: g.slip, Phone: "1380000" + g.four(), Source: "third phone"}); got != "family.wrong" {
		t.Errorf("the last digits of another number open it: %s", got)
	}
}

// TestAFloodClosesNoCounty tries many slips from many sources and from the
// family's own network.
func TestAFloodClosesNoCounty(t *testing.T) {
	g, clock := guessedAt(t)
	for i := range 3_000 {
		slip := claim.SlipFrom([8]byte{1, 2, 3, byte(i >> 8), byte(i)})
		k := office.CaseKey{Slip: string(slip), Phone: g.four(), Source: fmt.Sprint("s", i/10)}
		if i%5 == 0 {
			k.Source = "shared network"
		}
		if got := g.open(k); got != "family.wrong" && got != "family.whole" {
			t.Fatalf("guess %d: %s", i, got)
		}
	}
	for _, source := range []string{"shared network", "another"} {
		if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.phone, Source: source}); got != "" {
			t.Errorf("%s: the whole number does not open it: %s", source, got)
		}
		if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: source, Device: g.device}); got != "" {
			t.Errorf("%s: the known phone does not open it: %s", source, got)
		}
	}
	clock.Set(g.Office.Today().AddYears(1).String())
	if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: "another"}); got != "" {
		t.Errorf("four digits are not enough a day later: %s", got)
	}
}

// TestADevicesCookieOpensNothing: made up, of another claim, or guessed with.
func TestADevicesCookieOpensNothing(t *testing.T) {
	g, _ := guessedAt(t)
	other, err := g.Office.OpenCase(bg, office.CaseKey{Link: g.link, Phone: g.four(), Source: "a"})
	noErr(t, err)
	for i := range 10 {
		g.open(office.CaseKey{Slip: g.slip, Phone: g.wrong(i), Source: fmt.Sprint("s", i)})
	}
	for _, device := range []string{"", ".", g.device + "x", g.device[:26], other.Device[:26] + g.device[26:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ.00000000000000000000000000000000"} {
		if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: "b", Device: device}); got != "family.whole" {
			t.Errorf("%q is taken for a known device: %s", device, got)
		}
	}
	for i := range 6 {
		g.open(office.CaseKey{Slip: g.slip, Phone: g.wrong(i), Source: fmt.Sprint("t", i), Device: g.device})
	}
	if got := g.open(office.CaseKey{Slip: g.slip, Phone: g.four(), Source: "c", Device: g.device}); got != "family.resting" {
		t.Errorf("a known device guesses without end: %s", got)
	}
}

// TestWrongPasswordsOfAStrangerStopNobody: signing in goes on at a known device, and
// from another source while few guess.
func TestWrongPasswordsOfAStrangerStopNobody(t *testing.T) {
	w, _, _ := sampleWorld(t, storetest.Engines[0])
	o := w.Office
	noErr(t, o.SetPassword(bg, w.As(string(party.SecurityAdmin)), "desk1", pass))
	in := func(login, password, source, device string) (string, string) {
		s, err := o.SignIn(bg, office.SignInKey{Login: login, Password: password, Source: source, Device: device})
		return problem.CodeOf(err), s.Device
	}
	_, device := in("desk1", pass, "office", "")
	for range 6 {
		in("desk1", "wrong horse staple", "stranger", "")
	}
	if got, _ := in("desk1", pass, "stranger", ""); got != "session.resting" {
		t.Errorf("the stranger is not slowed: %s", got)
	}
	if got, _ := in("desk1", pass, "home", ""); got != "" {
		t.Errorf("a stranger locks the clerk out: %s", got)
	}
	for i := range 50 {
		in("desk1", "wrong horse staple", fmt.Sprint("s", i/4), "")
	}
	if got, _ := in("desk1", pass, "s99", ""); got != "session.resting" {
		t.Errorf("many sources guess on without end: %s", got)
	}
	if got, _ := in("desk1", pass, "s1", device); got != "" {
		t.Errorf("the clerk's own machine is locked out: %s", got)
	}
	noErr(t, o.Confirm(bg, w.As("desk1"), pass)) // nor is the step before an act
	for i := range 45 {
		in(fmt.Sprint("made up ", i), pass, "flood", "")
	}
	if got, _ := in("desk2", pass, "flood", ""); got != "session.resting" {
		t.Errorf("one source tries many logins: %s", got)
	}
}
