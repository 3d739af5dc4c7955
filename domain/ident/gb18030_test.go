package ident

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf8"

	"songbai/domain/problem"

	"pgregory.net/rapid"
)

func TestGB18030Published(t *testing.T) {
	for _, c := range []struct {
		hex  string
		want rune
	}{
		{"A1A4", 0x00B7}, {"A6D9", 0xFE10}, {"A6DA", 0xFE12}, {"A6DB", 0xFE11}, {"A6DF", 0xFE16},
		{"A6EC", 0xFE17}, {"A6F3", 0xFE19}, {"FE59", 0x9FB4}, {"FE61", 0x9FB5}, {"FE67", 0x9FB7},
		{"FEA0", 0x9FBB}, {"95328236", 0x20000}, {"9933AC39", 0x2CB73}, {"A8BC", 0x1E3F},
		{"AAA1", 0xE000}, {"AFFE", 0xE233}, {"F8A1", 0xE234}, {"FEFE", 0xE4C5}, {"A140", 0xE4C6},
		{"A180", 0xE505}, {"A240", 0xE526}, {"A3A0", 0xE5E5}, {"A7A0", 0xE765}, {"A2AB", 0xE766},
		{"8336C739", 0xE76C}, {"D7FE", 0xE814}, {"8336D030", 0xE865}, {"84318236", 0xE78D}, {"82359037", 0xE81E},
		{"41", 'A'}, {"D5C5", '张'},
	} {
		b, _ := hex.DecodeString(c.hex)
		got, err := DecodeGB18030(b)
		if got != string(c.want) || err != nil {
			t.Errorf("%s: %+q %v, want %U", c.hex, got, err, c.want)
		}
		back, err := EncodeGB18030(string(c.want))
		if !bytes.Equal(back, b) || err != nil {
			t.Errorf("%U: %X %v, want %s", c.want, back, err, c.hex)
		}
	}
}

func hasDoubled(s string) bool {
	for _, d := range doubled {
		if strings.ContainsRune(s, d.private) {
			return true
		}
	}
	return false
}

// Every character goes out and comes back, except the six doubled components,
// whose private-use form comes back as the ideograph.
func TestGB18030EveryCharacterComesBack(t *testing.T) {
	seen := map[string]rune{}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) || r == utf8.RuneError {
			continue
		}
		b, err := EncodeGB18030(string(r))
		if err != nil || len(b) == 3 || len(b) > 4 {
			t.Fatalf("%U: %X %v", r, b, err)
		}
		if other, twice := seen[string(b)]; twice {
			t.Fatalf("%X is both %U and %U", b, other, r)
		}
		seen[string(b)] = r
		back, err := DecodeGB18030(b)
		if err != nil || back != string(r) && !hasDoubled(string(r)) {
			t.Fatalf("%U: %X comes back as %+q %v", r, b, back, err)
		}
	}
}

// All 23,940 two-byte positions stand for a character of their own.
func TestGB18030EveryTwoBytePositionIsRead(t *testing.T) {
	seen, n := map[string]bool{}, 0
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail == 0x7F {
				continue
			}
			s, err := DecodeGB18030([]byte{byte(lead), byte(trail)})
			if err != nil || utf8.RuneCountInString(s) != 1 || seen[s] {
				t.Errorf("%X%X: %+q %v", lead, trail, s, err)
			}
			seen[s] = true
			n++
		}
	}
	if n != 23940 {
		t.Error(n)
	}
}

func TestGB18030Refuses(t *testing.T) {
	for in, place := range map[string]string{
		"80": "1", "FF": "1", "4180": "2", "D5C581": "3", "D5C5813081": "3", "D57F": "1", "D5FF": "1",
		"D520": "1", "8431A437": "1", "41D5C58431A437": "4", "FE39FE39": "1", "813081": "1", "D5C5FF41": "3",
	} {
		b, _ := hex.DecodeString(in)
		got, err := DecodeGB18030(b)
		p := problem.Of(err)
		if p == nil || p.Code != "ident.gb_bytes" || got != "" || !strings.Contains(p.Zh, "第 "+place+" 字节") {
			t.Errorf("%s: %+q %v, want place %s", in, got, err, place)
		}
	}
	for _, in := range []string{"张\ufffd", "张\xff", "张\xed\xa0\x80"} {
		got, err := EncodeGB18030(in)
		if p := problem.Of(err); p == nil || p.Code != "ident.gb_character" || got != nil || !strings.Contains(p.Zh, "第 2 个") {
			t.Errorf("%+q: %X %v", in, got, err)
		}
	}
	if b, err := EncodeGB18030(""); len(b) != 0 || err != nil {
		t.Error(b, err)
	}
}

func TestGB18030Texts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("a张·𬱖ḿ\ue000\ue78d\ufe10\u9fb4€\n㐀𠂇"))).Draw(t, "text")
		b, err := EncodeGB18030(s)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := DecodeGB18030(b); back != s || err != nil {
			t.Fatalf("%+q %v", back, err)
		}
	})
}

func FuzzGB18030(f *testing.F) {
	for _, s := range []string{"D5C5C8FD", "A6D9FE59", "95328236", "8431A437", "AAA1A140", "81", "A8BC8135F437"} {
		b, _ := hex.DecodeString(s)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := DecodeGB18030(b)
		if err != nil {
			if problem.CodeOf(err) != "ident.gb_bytes" || s != "" {
				t.Fatalf("%q %v", s, err)
			}
			return
		}
		out, err := EncodeGB18030(s)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := DecodeGB18030(out); again != s || err != nil {
			t.Fatalf("%+q comes back as %+q %v", s, again, err)
		}
	})
}
