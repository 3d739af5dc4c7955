package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// intro begins docs/cli.md.
const intro = `# Commands

<!-- Printed by the program: songbai help --markdown. A test holds this file equal to it. -->

` + "`songbai COMMAND [FLAGS]`" + `. Every command takes the flags of the first table. Requests are JSON, read strictly from ` + "`--file`" + ` or standard input; a field that
is unknown, doubled or of a wrong type is refused by name. Sums in JSON are integer fen (` + "`*_fen`, `fen`" + `), in flags yuan (` + "`1300.00`" + `). With ` + "`--json`" + ` the
answer is one JSON value on standard output and errors are JSON objects on standard error. Personal values are masked in every answer.

A claim is named by its number or its slip, a list by its number, its document number or its period, an order by its number or its document number.

| exit code | means |
|---|---|
| 0 | done |
| 1 | the product said no (the message says field, what and cure), or verify, decide or policy test found something |
| 2 | the command line is not one of these |
| 3 | a fault of the program or the machine |

No environment variable changes a rule, a person or the time. ` + "`--as` and `--now`" + ` work only in a folder created as demo or test; elsewhere ` + "`songbai login`" + `
writes a token to a file that ` + "`--session`" + ` names.

`

// markdown writes docs/cli.md from the commands themselves.
func (x *call) markdown() string {
	var b strings.Builder
	b.WriteString(intro + "## Flags of every command\n\n")
	x.flagTable(&b, x.kong.Model.Flags)
	for _, n := range x.kong.Model.Children {
		if !n.Hidden {
			x.chapter(&b, n)
		}
	}
	return b.String()
}

// chapter writes a command and those below it.
func (x *call) chapter(b *strings.Builder, n *kong.Node) {
	level := "##"
	if n.Parent.Parent != nil {
		level = "###"
	}
	zh, en, _ := strings.Cut(n.Help, "|")
	fmt.Fprintf(b, "\n%s `%s`\n\n%s · %s\n", level, usageLine(n), zh, en)
	if len(n.Positional) > 0 || visible(n.Flags) {
		b.WriteByte('\n')
		x.flagTable(b, n.Flags)
	}
	if ex := examples[pathOf(n)]; len(ex) > 0 {
		fmt.Fprintf(b, "\n```sh\n%s\n```\n", strings.Join(ex, "\n"))
	}
	for _, c := range n.Children {
		if !c.Hidden {
			x.chapter(b, c)
		}
	}
}

func visible(flags []*kong.Flag) bool {
	for _, f := range flags {
		if !f.Hidden {
			return true
		}
	}
	return false
}

func (x *call) flagTable(b *strings.Builder, flags []*kong.Flag) {
	if !visible(flags) {
		return
	}
	b.WriteString("| flag | meaning | |\n|---|---|---|\n")
	for _, f := range flags {
		if f.Hidden {
			continue
		}
		zh, en, _ := strings.Cut(f.Help, "|")
		need := ""
		switch {
		case f.Required:
			need = "required"
		case f.HasDefault && f.Default != "":
			need = "default `" + f.Default + "`"
		}
		fmt.Fprintf(b, "| `%s` | %s · %s | %s |\n", strings.ReplaceAll(flagText(f), "|", "\\|"), zh, en, need)
	}
}
