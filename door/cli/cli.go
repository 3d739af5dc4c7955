// Package cli owns the commands of operators, offices and integrators: it
// decodes arguments and JSON, calls the office, and writes what came of it.
//
// It never holds a rule of the policy, opens a database or writes a row, takes
// no environment variable, and repeats no personal value it was given.
// Always true: acting as another and a moved clock work only in an installation
// created as demo or test; every error says what is wrong and what would cure
// it, in Chinese or with --lang en; the exit codes are those of docs/cli.md.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"songbai/domain/date"
	"songbai/domain/problem"
	"songbai/office"
)

// The exit codes.
const (
	Done     = 0 // done
	Said     = 1 // the product said no, or something was found
	Usage    = 2 // the command line is not one of those documented
	Internal = 3 // a fault of the program or the machine
)

// Parts is what main joins: what the commands need and must not reach for
// themselves.
type Parts struct {
	Version string
	Packs   fs.FS // the shipped packs, a folder each
	// Create makes an installation in a folder and opens it.
	Create func(ctx context.Context, dir string, in Installation, clock func() date.Instant) (*Opened, error)
	// Open opens the installation of a folder.
	Open func(ctx context.Context, dir string, clock func() date.Instant) (*Opened, error)
	// Verify runs the checker and writes its report; ok is false when anything
	// was found.
	Verify func(ctx context.Context, v Verify) (ok bool, err error)
	// Failpoint sets what is called at every commit boundary.
	Failpoint func(hook func(name string))
}

// Installation says what is created.
type Installation struct {
	Engine string // sqlite, postgres
	DSN    string // of postgres
	Mode   office.Mode
	Name   string // as shown to people
}

// Opened is an open installation.
type Opened struct {
	Office *office.Office
	Close  func() error
}

// Verify says what to check and where the report goes; Quiet writes it only when
// anything was found.
type Verify struct {
	Dir       string
	Keyset    bool
	Keys      string
	Anchors   string
	Decisions bool // decide every stored decision again
	JSON      bool
	Quiet     bool
	Out       io.Writer
	Progress  func(done, total int)
}

// root is the whole command line. Help texts are "中文|English".
type root struct {
	Data    string `help:"数据目录|data folder" placeholder:"DIR"`
	As      string `help:"以某登录名（或 family）办理，只在演示和测试目录中有效|act as a login (or family); demo and test folders only" placeholder:"LOGIN"`
	Role    string `help:"一人多角色时选用的角色|the role, for a person who holds several" placeholder:"ROLE"`
	County  int64  `help:"多县时选用的县代码|the county, where there are several" placeholder:"CODE"`
	Session string `help:"登录令牌文件（songbai login 写入）|file of the session's token, as songbai login wrote it" placeholder:"FILE"`
	Now     string `help:"时钟从某时刻或某日 9 时起走，只在演示和测试目录中有效|start the clock at an instant, or at nine on a day; demo and test folders only" placeholder:"TIME"`
	Key     string `help:"幂等键：同键重复提交只办一次|idempotency key: the same request again has one effect" placeholder:"KEY"`
	JSON    bool   `name:"json" help:"输出 JSON|write JSON"`
	Lang    string `help:"提示语言|language of messages" enum:"zh,en" default:"zh" placeholder:"zh|en"`

	Failpoint     string `hidden:"" placeholder:"NAME:N"`
	FailpointList string `hidden:"" placeholder:"FILE"`

	Help    helpCmd    `cmd:"" help:"列出命令和示例|commands and examples"`
	Version versionCmd `cmd:"" help:"版本|version"`
	Demo    demoCmd    `cmd:"" help:"演示：建立样本县并启动网页|demonstration: a sample county, served"`
	Init    initCmd    `cmd:"" help:"建立空的安装|make an empty installation"`
	Serve   serveCmd   `cmd:"" help:"启动网页和定时任务|serve the pages and run the timer"`
	Login   loginCmd   `cmd:"" help:"登录，令牌写入文件|sign in; the token is written to a file"`
	Logout  logoutCmd  `cmd:"" help:"退出登录|sign out"`
	Founded countyCmd  `cmd:"" name:"county" help:"县|counties"`
	Admin   adminCmd   `cmd:"" help:"机构、人员、角色、规则、预算、日历|offices, people, roles, rules, budgets, calendar"`
	Claim   claimCmd   `cmd:"" help:"申请|claims"`
	List    listCmd    `cmd:"" help:"费用结算清册和核定表|settlement lists and determination sheets"`
	Pay     payCmd     `cmd:"" help:"拨款|payments"`
	Import  importCmd  `cmd:"" help:"导入|imports"`
	Decide  decideCmd  `cmd:"" help:"按政策逐行计算（JSONL 进、JSONL 出）|decide claims, JSON lines in and out"`
	Policy  policyCmd  `cmd:"" help:"政策包：查看、检查、跑用例、说明|packs: show, check, test, explain"`
	Verify  verifyCmd  `cmd:"" help:"核验全部数据|verify every row"`
	Timer   timerCmd   `cmd:"" help:"办理日历要求的事：提醒、锚定审计链|do what the calendar asks for: reminders, anchors"`
}

// Run carries out one command line and answers its exit code.
func Run(ctx context.Context, args []string, p Parts, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	x := &call{ctx: ctx, parts: p, in: stdin, out: stdout, errs: stderr, root: &root{Lang: langOf(args)}, clock: newClock()}
	defer func() {
		if r := recover(); r != nil {
			code = x.report(fmt.Errorf("panic: %v", r))
		}
	}()
	k, err := kong.New(x.root, kong.Name("songbai"), kong.NoDefaultHelp(), kong.Exit(func(int) {}), kong.Writers(stdout, stderr))
	if err != nil {
		return x.report(err)
	}
	x.kong = k
	if asked, rest := helpAsked(args); asked {
		return x.report(x.helpFor(rest))
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return x.report(usageOf(err))
	}
	err = parsed.Run(x)
	if cerr := x.close(); err == nil {
		err = cerr
	}
	return x.report(err)
}

// langOf looks for --lang before anything else is read, so that also errors of
// the command line come in the language asked for.
func langOf(args []string) string {
	for i, a := range args {
		if a == "--" {
			break
		}
		if a == "--lang=en" || a == "--lang" && i+1 < len(args) && args[i+1] == "en" {
			return "en"
		}
	}
	return "zh"
}

// errFound makes the exit code 1 without a further word: the report said it.
var errFound = errors.New("found")

// report writes an error and answers the exit code.
func (x *call) report(err error) int {
	var use *usage
	switch {
	case err == nil:
		return Done
	case errors.Is(err, errFound):
		return Said
	case errors.As(err, &use):
		x.say(err)
		return Usage
	case errors.Is(err, context.Canceled):
		x.say(interrupted.With())
		return Said
	}
	if p := problem.Of(err); p == nil {
		err = broken.With(err.Error()).Because(err)
	}
	x.say(err)
	if problem.Of(err).Kind == problem.Internal {
		return Internal
	}
	return Said
}
