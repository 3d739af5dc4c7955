package stories

import (
	"encoding/json"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// adds checks an identity between members of a JSON file, each written with its
// sign before it: adds stdout listed_fen = waived_fen - struck_fen.
func adds(ts *testscript.TestScript, neg bool, args []string) {
	left, right, ok := strings.Cut(strings.Join(args[min(1, len(args)):], " "), " = ")
	if neg || !ok {
		ts.Fatalf("adds FILE A [+ B…] = C [- D…]")
	}
	if a, b := side(ts, args[0], left), side(ts, args[0], right); a != b {
		ts.Fatalf("%s is %d, %s is %d", left, a, right, b)
	}
}

// side adds up one side of an identity.
func side(ts *testscript.TestScript, file, text string) (sum int64) {
	sign := int64(1)
	for _, word := range strings.Fields(text) {
		switch word {
		case "+":
			sign = 1
		case "-":
			sign = -1
		default:
			got, err := value(ts, file, word)
			ts.Check(err)
			n, err := json.Number(got).Int64()
			ts.Check(err)
			sum += sign * n
		}
	}
	return sum
}
