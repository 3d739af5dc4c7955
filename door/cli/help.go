package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type helpCmd struct {
	Command  []string `arg:"" optional:"" help:"命令|command"`
	Markdown bool     `help:"打印 docs/cli.md|print docs/cli.md"`
}

// Run prints the commands, one command, or the whole as a document.
func (h *helpCmd) Run(x *call) error {
	if h.Markdown {
		fmt.Fprint(x.out, x.markdown())
		return nil
	}
	return x.helpFor(h.Command)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(x *call) error {
	return x.show(struct {
		Version string `json:"version"`
	}{x.parts.Version})
}

// helpAsked reports whether --help or -h stands on the command line, and gives
// the words before it that name a command.
func helpAsked(args []string) (bool, []string) {
	for i, a := range args {
		switch a {
		case "--":
			return false, nil
		case "--help", "-h":
			return true, args[:i]
		}
	}
	return len(args) == 0, nil
}

// helpFor prints the help of the command that the words lead to.
func (x *call) helpFor(words []string) error {
	node := x.kong.Model.Node
	for _, w := range words {
		next := childOf(node, w)
		if next == nil && !strings.HasPrefix(w, "-") && len(node.Children) > 0 && node != x.kong.Model.Node {
			return badUsage("没有“"+w+"”这个命令", "there is no command "+w, node)
		}
		if next != nil {
			node = next
		}
	}
	if node == x.kong.Model.Node && len(words) > 0 && !strings.HasPrefix(words[0], "-") {
		return badUsage("没有“"+words[0]+"”这个命令", "there is no command "+words[0], nil)
	}
	var b strings.Builder
	if node == x.kong.Model.Node {
		x.helpRoot(&b)
	} else {
		x.helpNode(&b, node)
	}
	fmt.Fprint(x.out, b.String())
	return nil
}

func childOf(n *kong.Node, name string) *kong.Node {
	for _, c := range n.Children {
		if c.Name == name && !c.Hidden {
			return c
		}
	}
	return nil
}

// help takes the half of a help text that is in the language of the call.
func (x *call) help(s string) string {
	zh, en, _ := strings.Cut(s, "|")
	return x.zhen(zh, en)
}

// pathOf writes the words of a command.
func pathOf(n *kong.Node) string {
	if n.Parent == nil {
		return n.Name
	}
	return pathOf(n.Parent) + " " + n.Name
}

func (x *call) helpRoot(b *strings.Builder) {
	fmt.Fprintln(b, x.zhen("松柏 惠民殡葬一体化结算平台", "songbai: settlement of basic funeral services paid by the government"))
	fmt.Fprintln(b, x.zhen("\n用法：songbai 命令 [选项]    songbai help 命令 看一条命令的选项和示例\n", "\nUsage: songbai COMMAND [FLAGS]    songbai help COMMAND shows its flags and examples\n"))
	for _, top := range x.kong.Model.Children {
		if top.Hidden {
			continue
		}
		fmt.Fprintf(b, "%s  %s\n", pad(top.Name, 10), x.help(top.Help))
		for _, c := range top.Children {
			if !c.Hidden {
				fmt.Fprintf(b, "    %s  %s\n", pad(c.Name, 18), x.help(c.Help))
			}
		}
	}
	fmt.Fprintln(b, x.zhen("\n各命令通用的选项", "\nFlags of every command"))
	x.flags(b, x.kong.Model.Flags)
	fmt.Fprintln(b, x.zhen("\n示例", "\nExamples"))
	for _, e := range examples["songbai"] {
		fmt.Fprintln(b, "  "+e)
	}
	fmt.Fprintln(b, x.zhen("\n退出码：0 完成；1 系统答复“不”或发现问题；2 命令写法不对；3 程序或本机故障", "\nExit codes: 0 done; 1 the product said no, or something was found; 2 usage; 3 a fault of program or machine"))
}

func (x *call) helpNode(b *strings.Builder, n *kong.Node) {
	fmt.Fprintf(b, "%s  %s\n", usageLine(n), x.help(n.Help))
	for _, c := range n.Children {
		if !c.Hidden {
			fmt.Fprintf(b, "  %s  %s\n", pad(c.Name, 18), x.help(c.Help))
		}
	}
	x.flags(b, n.Flags)
	for _, e := range examples[pathOf(n)] {
		fmt.Fprintln(b, "  "+x.zhen("例 ", "e.g. ")+e)
	}
}

// usageLine writes a command with its arguments.
func usageLine(n *kong.Node) string {
	s := pathOf(n)
	if len(n.Children) > 0 {
		s += " …"
	}
	for _, p := range n.Positional {
		name := strings.ToUpper(p.Name)
		if !p.Required {
			name = "[" + name + "]"
		}
		s += " " + name
	}
	return s
}

func (x *call) flags(b *strings.Builder, flags []*kong.Flag) {
	for _, f := range flags {
		if !f.Hidden {
			fmt.Fprintf(b, "  %s  %s\n", pad(flagText(f), 26), x.help(f.Help)+x.needed(f))
		}
	}
}

func (x *call) needed(f *kong.Flag) string {
	switch {
	case f.Required:
		return x.zhen("（必填）", " (required)")
	case f.HasDefault && f.Default != "":
		return x.zhen("（缺省 "+f.Default+"）", " (default "+f.Default+")")
	}
	return ""
}

// flagText writes a flag with what it takes.
func flagText(f *kong.Flag) string {
	s := "--" + f.Name
	if f.Tag.Negatable != "" {
		s = "--[no-]" + f.Name
	}
	if f.IsBool() {
		return s
	}
	holder := f.PlaceHolder
	if holder == "" {
		holder = strings.ToUpper(f.Name)
	}
	return s + " " + holder
}
