package fuzzlimit

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestExceeded(t *testing.T) {
	for _, x := range []struct {
		took  time.Duration
		bytes uint64
		want  string
	}{{Time, Memory, ""}, {Time + 1, 0, "runs for"}, {0, Memory + 1, "allocated 256 MiB"}} {
		if got := exceeded(x.took, x.bytes); got != x.want && (x.want == "" || !strings.Contains(got, x.want)) {
			t.Error(x, got)
		}
	}
}

var sink []byte

// An input that takes too much ends the process even when it never ends itself;
// one that takes little does not.
func TestInput(t *testing.T) {
	if what := os.Getenv("BOUND_INPUT"); what != "" {
		defer Input()()
		for i := 0; what == "endless" || i < 8; i++ {
			sink = make([]byte, 1<<20)
		}
		return
	}
	for what, fails := range map[string]bool{"endless": true, "small": false} {
		c := exec.Command(os.Args[0], "-test.run=^TestInput$")
		c.Env = append(os.Environ(), "BOUND_INPUT="+what)
		out, err := c.CombinedOutput()
		if (err != nil) != fails || fails && !strings.Contains(string(out), "fuzzlimit: the input allocated") {
			t.Errorf("%s: %v\n%s", what, err, out)
		}
	}
}
