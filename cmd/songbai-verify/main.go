// Command songbai-verify is the independent checker as a program of its own: it
// reads a data folder or a PostgreSQL database and nothing else of the product,
// recomputes the books and names each row that breaks an invariant. It exits
// with 1 when anything is found and with 2 when it cannot run. It never writes
// and never prints a personal value.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"golang.org/x/term"

	"songbai/verify"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("songbai-verify", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.Usage = func() {
		fmt.Fprintln(errs, "用法 usage: songbai-verify [--json] [--keyset] [--keys FILE] [--anchors FILE] [--dsn DSN | --data DIR]")
		flags.PrintDefaults()
	}
	var o verify.Options
	flags.StringVar(&o.Dir, "data", "", "数据目录 data folder")
	flags.StringVar(&o.DSN, "dsn", "", "PostgreSQL 连接串，代替数据目录 connection string, instead of a folder")
	flags.BoolVar(&o.Keyset, "keyset", false, "用密钥文件打开加密内容并核对 also open sealed values")
	flags.StringVar(&o.Keys, "keys", "", "密钥文件，缺省为数据目录中的 keys.json key file")
	flags.StringVar(&o.Anchors, "anchors", "", "锚点文件，缺省为数据目录中的 anchors.txt file of anchors")
	asJSON := flags.Bool("json", false, "输出 JSON write JSON")
	quiet := flags.Bool("quiet", false, "不显示进度 no progress")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if o.Dir == "" && flags.NArg() == 1 {
		o.Dir = flags.Arg(0)
	}
	if o.Dir == "" && o.DSN == "" || flags.NArg() > 1 {
		flags.Usage()
		return 2
	}
	if f, ok := errs.(*os.File); ok && term.IsTerminal(int(f.Fd())) && !*quiet && !*asJSON {
		o.Progress = func(done, total int) {
			fmt.Fprintf(errs, "\r%d / %d", done, total)
		}
	}
	rep, err := verify.Run(ctx, o)
	if o.Progress != nil {
		fmt.Fprint(errs, "\r\x1b[K")
	}
	if err != nil {
		fmt.Fprintln(errs, "无法核验 cannot run:", err)
		return 2
	}
	write := rep.WriteText
	if *asJSON {
		write = rep.WriteJSON
	}
	if err := write(out); err != nil {
		fmt.Fprintln(errs, err)
		return 2
	}
	if !rep.OK() {
		return 1
	}
	return 0
}
