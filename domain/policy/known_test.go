package policy_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"songbai/domain/policy"
)

var knownHeads = map[string][2]string{
	"refusals":                {"| code | holds when | 拒绝的理由; reason | 怎样办; cure |", "Refusals"},
	"refusals of the program": {"| code | holds when | 拒绝的理由; reason | 怎样办; cure |", "Refusals that no pack writes"},
	"classes":                 {"| id | holds when | 对象; class |", "Classes"},
	"items":                   {"| code | unit | 项目; item |", "Items"},
	"funds":                   {"| id | level | 经费; fund |", "Funds"},
	"papers":                  {"| id | kind | 材料; paper |", "Papers (the original is shown)"},
	"assumptions":             {"| id | 问题; question | 选择; choice |", "Assumptions"},
}

// builtIn says when the refusals hold that no pack writes.
var builtIn = map[string]string{"out_of_area_not_covered": "the route is reimbursement and the pack has no `out_of_area`; asked before the refusals of the pack",
	"handler": "the pack has `handlers` and none of them fits"}

func knownPage() string {
	var b strings.Builder
	b.WriteString("# 常用代码 · Known ids\n\nWhat an id means that a pack names without writing it out. A pack that writes words or a condition of its own keeps them:\n" +
		"`{id: resident, clause: 一, zh: 本市居民, en: resident of the city}` changes the words and leaves the condition. Write an id of your\nown when none fits: `{id: everyone, zh: 所有人, en: everybody, clause: 一}` is a class without a condition.\n\n" +
		"<!-- Read from the source; UPDATE=1 go test -run Known ./domain/policy writes this page, a test holds it equal. -->\n")
	part := ""
	for _, k := range policy.KnownTable() {
		head := knownHeads[k.Part]
		if k.Part != part {
			part = k.Part
			fmt.Fprintf(&b, "\n## %s\n\n%s\n%s|\n", head[1], head[0], strings.Repeat("|---", strings.Count(head[0], "|")-1))
		}
		what := "(written in the pack)"
		if k.What != "" {
			what = "`" + strings.ReplaceAll(k.What, "|", "\\|") + "`"
		}
		if s := builtIn[k.ID]; s != "" {
			what = s
		}
		if k.ID == "no_class" {
			what = "no class holds; need not be written"
		}
		if k.Part == "assumptions" {
			fmt.Fprintf(&b, "| `%s` | %s; %s | %s; %s |\n", k.ID, k.Zh, k.En, k.More.Zh, k.More.En)
			continue
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s; %s |", k.ID, what, k.Zh, k.En)
		if k.More.Zh != "" {
			fmt.Fprintf(&b, " %s; %s |", k.More.Zh, k.More.En)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nTwo more refusals come by themselves: `not_in_force` before the first and after the last day, and the id of a deadline with\n`late: refuse`. Both are expected in cases like any other.\n")
	return b.String()
}

// The page of known ids says what the program takes them for; run with UPDATE=1
// to write it.
func TestKnownPage(t *testing.T) {
	const name = "../../docs/policy-words.md"
	text, err := os.ReadFile(name)
	if os.Getenv("UPDATE") != "" {
		text = []byte(knownPage())
		err = os.WriteFile(name, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != knownPage() {
		t.Fatal("not what the program knows; run UPDATE=1 go test -run Known ./domain/policy")
	}
	for _, k := range policy.KnownTable() {
		if k.Zh == "" || k.En == "" {
			t.Errorf("%s has no words", k.ID)
		}
	}
}
