package replay

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/stories/fuzzlimit"
)

// fill gives every field of a struct a value of its own, so that a field that
// columns forget is noticed the day it is added.
func fill(v reflect.Value, n *int64) {
	for i := range v.NumField() {
		*n++
		switch f := v.Field(i); f.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			f.SetInt(*n)
		case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
			f.SetUint(uint64(*n))
		case reflect.Bool:
			f.SetBool(true)
		case reflect.String:
			f.SetString("s" + strings.Repeat("x", int(*n)))
		case reflect.Struct:
			fill(f, n)
		}
	}
}

func fullFacts() policy.Facts {
	var f policy.Facts
	n := int64(0)
	fill(reflect.ValueOf(&f).Elem(), &n)
	f.Route, f.Disposal, f.Ashes, f.Handler = policy.Reimbursement, policy.Donation, policy.AshesRiver, 2
	f.Household, f.DeathArea, f.CremationArea = 449999001000, 440205000000, 440106000000
	for range 3 {
		f.Services = append(f.Services, policy.Service{})
		fill(reflect.ValueOf(&f.Services[len(f.Services)-1]).Elem(), &n)
	}
	return f
}

// Every fact and every part of a service comes back from columns and from a
// file.
func TestColumnsKeepEveryFact(t *testing.T) {
	want := fullFacts()
	at := Origin{24_310, "镇", "home"}
	var b Builder
	if err := b.Add(at, &want); err != nil {
		t.Fatal(err)
	}
	c := b.Columns()
	for _, c := range []*Columns{c, again(t, c)} {
		var got policy.Facts
		if o := c.Claim(0, &got); o != at || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\n%+v\nwant\n%+v", o, got, want)
		}
	}
}

// again writes columns and reads them.
func again(t testing.TB, c *Columns) *Columns {
	t.Helper()
	var text bytes.Buffer
	if err := c.Write(&text); err != nil {
		t.Fatal(err)
	}
	d, err := Read(text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestColumnsKeepManyClaims(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var b Builder
	var facts []policy.Facts
	var origins []Origin
	for i := range 3*blockClaims + 77 {
		f := randomFacts(r, []string{"a", "b", "c", "other"})
		if i == blockClaims+5 { // one extreme claim widens its block alone
			f.Services = append(f.Services, policy.Service{Item: "a", Quantity: policy.MaxQuantity, Unit: policy.MaxUnit, Charged: policy.MaxCharged})
			f.OtherBenefit = policy.MaxCharged
		}
		o := randomOrigin(r)
		if err := b.Add(o, &f); err != nil {
			t.Fatal(err)
		}
		facts, origins = append(facts, f), append(origins, o)
	}
	c := again(t, b.Columns())
	if c.Len() != len(facts) {
		t.Fatal(c.Len())
	}
	var got policy.Facts
	for i := range facts {
		if o := c.Claim(i, &got); o != origins[i] || !same(&got, &facts[i]) {
			t.Fatalf("claim %d: %+v %+v\nwant %+v %+v", i, o, got, origins[i], facts[i])
		}
	}
}

func same(a, b *policy.Facts) bool {
	return string(a.Encode(nil)) == string(b.Encode(nil))
}

func TestColumnsRefuseBadFacts(t *testing.T) {
	var b Builder
	for _, f := range []policy.Facts{{}, {Route: policy.Waiver, Services: []policy.Service{{Item: "a"}}}} {
		if b.Add(Origin{}, &f) == nil {
			t.Errorf("%+v", f)
		}
	}
	if c := b.Columns(); c.Len() != 0 || again(t, c).Len() != 0 {
		t.Error(c.Len())
	}
}

// A file with any byte changed is refused.
func TestDamagedFilesAreRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var b Builder
	for range 20 {
		f := randomFacts(r, []string{"a", "b"})
		if err := b.Add(randomOrigin(r), &f); err != nil {
			t.Fatal(err)
		}
	}
	var text bytes.Buffer
	if err := b.Columns().Write(&text); err != nil {
		t.Fatal(err)
	}
	whole := text.Bytes()
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 1 << (i % 8)
		if _, err := Read(damaged); err == nil {
			t.Errorf("byte %d", i)
		}
		if _, err := Read(whole[:i]); err == nil {
			t.Errorf("cut at %d", i)
		}
	}
	if _, err := Read(append(bytes.Clone(whole), 0)); err == nil {
		t.Error("a byte too many")
	}
}

// Between keeps the claims of its months as they are, and no others.
func TestBetween(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	var all, some Builder
	from, to := date.Month(24_302), date.Month(24_305)
	for range 3*blockClaims + 7 {
		x, o := randomFacts(r, []string{"a", "b"}), randomOrigin(r)
		if err := all.Add(o, &x); err != nil {
			t.Fatal(err)
		}
		if o.Month >= from && o.Month <= to {
			if err := some.Add(o, &x); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := all.Columns().Between(from, to)
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	want := some.Columns()
	if err := errors.Join(got.Write(&a), want.Write(&b)); err != nil {
		t.Fatal(err)
	}
	if got.Len() == 0 || got.Len() == all.Columns().Len() || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("%d claims kept of %d, want %d", got.Len(), all.Columns().Len(), want.Len())
	}
}

// What Read takes are facts that could be claims, whatever the bytes; damage is
// tried behind the checksums, which the fuzzer cannot guess.
func FuzzRead(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	var b Builder
	for range 3 {
		x := randomFacts(r, []string{"a", "b"})
		if err := b.Add(randomOrigin(r), &x); err != nil {
			f.Fatal(err)
		}
	}
	c := b.Columns()
	var text bytes.Buffer
	if err := c.Write(&text); err != nil {
		f.Fatal(err)
	}
	first, _, _ := cutPart(text.Bytes()[len(mark):])
	f.Add(bytes.Clone(first), bytes.Clone(c.blocks[0]))
	f.Fuzz(func(t *testing.T, head, part []byte) {
		defer fuzzlimit.Input()()
		var text bytes.Buffer
		text.WriteString(mark)
		_ = writePart(&text, head)
		_ = writePart(&text, part)
		c, err := Read(text.Bytes())
		if err != nil {
			return
		}
		var x policy.Facts
		for i := range c.Len() {
			c.Claim(i, &x)
			if err := x.Check(); err != nil {
				t.Fatalf("claim %d: %v %+v", i, err, x)
			}
		}
	})
}

func randomOrigin(r *rand.Rand) Origin {
	return Origin{24_300 + randomMonth(r), "town" + string('a'+byte(r.IntN(3))), "home" + string('a'+byte(r.IntN(2)))}
}
