package queue

import (
	"testing"

	"songbai/office"
)

func TestWhatIsPrintedIsWhatTheDeskScans(t *testing.T) {
	const digest = "0123456789012345"
	for _, before := range []string{"", "https://songbai.example.cn", "http://127.0.0.1:8080"} {
		ask, ok := paperOf(before + "/c/449999/812/" + digest)
		if want := (office.FindPaper{County: 449999, Position: 812, Digest: digest}); !ok || ask != want {
			t.Errorf("%s: %+v", before, ask)
		}
		if _, ok := paperOf(before + "/find#482103759916"); ok {
			t.Errorf("%s: a slip is taken for a paper", before)
		}
		if got := asks(before + "/find#482103759916")[0]; got != (office.FindClaim{By: "slip", Value: "482103759916"}) {
			t.Errorf("%s: the code of a slip asks for %+v", before, got)
		}
		if got := asks(before + "/l/abcdefghijklmnopqrst"); len(got) != 1 || got[0] != (office.FindClaim{By: "link", Value: "abcdefghijklmnopqrst"}) {
			t.Errorf("%s: a link asks for %+v", before, got)
		}
	}
	if got := asks("482103759916")[0].By; got != "slip" {
		t.Errorf("a bare number asks by %s", got)
	}
}
