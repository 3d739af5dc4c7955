package fund

import (
	"encoding/json"
	"testing"

	"songbai/domain/money"
)

func TestSharesOfASplitAddUp(t *testing.T) {
	parts, err := money.Split(130001, 60, 30, 10)
	if err != nil {
		t.Fatal(err)
	}
	var shares []Share
	for i, l := range []Level{Province, Prefecture, County} {
		shares = append(shares, Share{"subsistence", l, parts[i]})
	}
	if Total(shares) != 130001 || Total(nil) != 0 {
		t.Error(shares)
	}
}

// The field names are stored and digested: they do not change.
func TestShareText(t *testing.T) {
	b, err := json.Marshal(Share{"county_budget", County, 130000})
	if err != nil || string(b) != `{"fund":"county_budget","level":"county","fen":130000}` {
		t.Errorf("%s %v", b, err)
	}
}
