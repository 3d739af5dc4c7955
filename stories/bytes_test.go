package stories

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// toGB18030 writes a text file in the encoding of many banks.
func toGB18030(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("gb18030 FROM TO")
	}
	text, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// damage writes a file again with one byte made 0xFF, counted from its end when N
// is negative.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("damage FROM TO N")
	}
	b := []byte(ts.ReadFile(args[0]))
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	if n < 0 {
		n += len(b)
	}
	if n < 0 || n >= len(b) || b[n] == 0xFF {
		ts.Fatalf("%s has no byte %s that could be damaged", args[0], args[2])
	}
	b[n] = 0xFF
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o600))
}

// hasSHA256 compares a file with a hash that the program told.
func hasSHA256(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("sha256 FILE HEX")
	}
	sum := sha256.Sum256([]byte(ts.ReadFile(args[0])))
	if got := hex.EncodeToString(sum[:]); (got == args[1]) == neg {
		ts.Fatalf("%s has the SHA-256 %s", args[0], got)
	}
}
