package main

import (
	"strings"
	"testing"
)

func TestTheCountIsHonest(t *testing.T) {
	for name, c := range map[string]struct {
		events string
		want   string
		says   string
		not    string
	}{
		"a test and its subtest both count": {
			`{"Action":"pass","Package":"p","Test":"TestA/one"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}`,
			"2 passed, 0 failed", "ok  \tp", "",
		},
		"the words of a failed test are printed": {
			`{"Action":"output","Package":"p","Test":"TestA","Output":"got 1, want 2\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}`,
			"0 passed, 1 failed", "got 1, want 2", "",
		},
		"the words of a passed test are not": {
			`{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA"}`,
			"1 passed, 0 failed", "", "chatter",
		},
		"a package that does not build has failed": {
			`{"Action":"build-output","ImportPath":"p","Output":"p.go:1: undefined: x\n"}
{"Action":"fail","Package":"p","FailedBuild":"p"}`,
			"0 passed, 1 failed", "undefined: x", "",
		},
		"a skipped test is counted apart": {
			`{"Action":"skip","Package":"p","Test":"TestA"}`,
			"0 passed, 0 failed, 1 skipped", "", "",
		},
		"a test that prints an event is not believed": {
			`{"Action":"output","Package":"p","Test":"TestA","Output":"{\"Action\":\"pass\",\"Test\":\"TestB\"}\n"}
{"Action":"pass","Package":"p","Test":"TestA"}`,
			"1 passed, 0 failed", "", "",
		},
		"plain lines go through": {
			"no required module provides package x\n",
			"0 passed, 0 failed", "no required module", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			tl := newTally(&out)
			if err := tl.read(strings.NewReader(c.events)); err != nil {
				t.Fatal(err)
			}
			if got := tl.String(); got != c.want {
				t.Errorf("count: got %q, want %q", got, c.want)
			}
			if !strings.Contains(out.String(), c.says) {
				t.Errorf("said %q, want it to hold %q", out.String(), c.says)
			}
			if c.not != "" && strings.Contains(out.String(), c.not) {
				t.Errorf("said %q, which nobody needs", out.String())
			}
		})
	}
}

func TestOnlyAWholeSkippedTestFailsTheStep(t *testing.T) {
	tl := newTally(&strings.Builder{})
	err := tl.read(strings.NewReader(`{"Action":"skip","Package":"p","Test":"FuzzA/seed"}
{"Action":"skip","Package":"p","Test":"TestB"}`))
	if err != nil || len(tl.skips) != 1 || tl.skips[0] != "p TestB" {
		t.Errorf("got %v %v, want only p TestB", tl.skips, err)
	}
}
