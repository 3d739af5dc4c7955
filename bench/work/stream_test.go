package work

import (
	"bytes"
	"encoding/json"
	"testing"
)

// Both streams give the same records.
func TestStreams(t *testing.T) {
	var in, hand, library bytes.Buffer
	e := json.NewEncoder(&in)
	for i := range 2000 {
		c := Generate(3, i)
		if err := e.Encode(&c); err != nil {
			t.Fatal(err)
		}
	}
	if err := HandStream(in.Bytes(), &hand); err != nil {
		t.Fatal(err)
	}
	if err := LibraryStream(in.Bytes(), &library); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(hand.Bytes(), library.Bytes()) {
		t.Error("the streams differ")
	}
}
