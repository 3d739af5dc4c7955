package cli

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"songbai/domain/problem"
)

var (
	noData = problem.Define("cli.data", problem.Invalid,
		"没有指明数据目录", "no data folder is named", "请加上 --data 目录", "add --data DIR")
	badNow = problem.Define("cli.now", problem.Invalid,
		"时间写法不对", "not a day or an instant", "请写成 2026-11-23 或 2026-11-23T08:30:15.123456Z", "write 2026-11-23 or 2026-11-23T08:30:15.123456Z")
	onlyDemo = problem.Define("cli.only_demo", problem.Forbidden,
		"%[1]s 只能在演示或测试目录中使用", "%[1]s works only in a folder created as demo or test",
		"正式目录请用 songbai login 登录，并用 --session 指明令牌文件", "in this folder sign in with songbai login and name the token file with --session")
	needSession = problem.Define("cli.session", problem.Forbidden,
		"没有说明由谁办理", "it is not said who acts", "请用 songbai login 登录后加 --session 文件；演示和测试目录可用 --as 登录名",
		"sign in with songbai login and add --session FILE; in demo and test folders --as LOGIN will do")
	chooseRole = problem.Define("cli.role", problem.Invalid,
		"须选定一个角色", "one role must be chosen", "可选：%[1]s", "choose one of: %[1]s")
	noFile = problem.Define("cli.file", problem.Invalid,
		"文件打不开或写不了", "the file cannot be read or written", "请核对文件路径和权限", "check the path and the rights of the file")
	fileThere = problem.Define("cli.file_there", problem.Conflict,
		"文件已存在，没有覆盖", "the file is there already and was not overwritten", "请换一个文件名", "choose another name")
	badFailpoint = problem.Define("cli.failpoint", problem.Invalid,
		"断点写法不对", "not a failpoint", "请写成 commit:before:1", "write commit:before:1")
	badBody = problem.Define("cli.json", problem.Invalid,
		"请求不是合法的 JSON，或有不认识、重复、类型不对的字段", "the request is not valid JSON, or has a field that is unknown, doubled or of a wrong type",
		"请对照 songbai help 和 docs/cli.md 改正", "correct it by songbai help and docs/cli.md")
	noBody = problem.Define("cli.body", problem.Invalid,
		"没有收到请求内容", "no request came in", "请用 --file 文件 或标准输入给出 JSON", "give the JSON with --file FILE or on standard input")
	noHome = problem.Define("cli.home", problem.Invalid,
		"本县有多个或没有殡仪馆，须指明一个", "the county has several homes or none; name one", "请加 --home 编号（songbai admin offices 可查）", "add --home NUMBER (songbai admin offices lists them)")
	noSuch = problem.Define("cli.missing", problem.Missing,
		"没有找到所说的%[1]s", "the %[2]s named was not found", "请核对编号；列表命令可查", "check the number; the list commands show them")
	badValue = problem.Define("cli.value", problem.Invalid,
		"参数的值写法不对", "the value of the flag is not written as it should be", "应写成 %[1]s", "write it as %[2]s")
	usageError = problem.Define("cli.usage", problem.Invalid,
		"%[1]s", "%[2]s", "用法：%[3]s；各选项见 songbai help%[4]s", "usage: %[3]s; its flags: songbai help%[4]s")
	nothingToExplain = problem.Define("cli.explain", problem.Invalid,
		"没有收到要说明的申请", "no claim came in to explain",
		"请用 --file 文件 或标准输入给出一行 songbai decide 的输入（docs/schema/decide-input.json）；要看用例怎样计算，用 songbai policy test 政策包 --case 名称",
		"give one input line of songbai decide (docs/schema/decide-input.json) with --file FILE or on standard input; to see a case worked out: songbai policy test PACK --case NAME")
	interrupted = problem.Define("cli.interrupted", problem.Conflict,
		"已中断", "interrupted", "已完成的部分都已保存；可再次执行", "what was done is kept; it can be run again")
	broken = problem.Define("cli.fault", problem.Internal,
		"程序或本机故障：%[1]s", "a fault of the program or the machine: %[1]s", "请报告并附上这一行和时间", "please report this line with the time")
)

// usage is an error of the command line, exit code 2.
type usage struct{ *problem.Problem }

// Unwrap gives the problem.
func (u *usage) Unwrap() error { return u.Problem }

func use(p *problem.Problem) error { return &usage{p} }

// said are the sentences of the parser with their Chinese.
var said = []struct {
	pattern *regexp.Regexp
	zh      string
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean .*)?$`), "没有 $1 这个选项"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean (.*)\?)?$`), "没有“$1”这个命令或参数"},
	{regexp.MustCompile(`^missing flags: (.*)$`), "缺少选项：$1"},
	{regexp.MustCompile(`^expected one of (.*)$`), "命令不完整，可选：$1"},
	{regexp.MustCompile(`^expected "?(.*?)"?$`), "命令不完整，缺少：$1"},
	{regexp.MustCompile(`^missing positional arguments (.*)$`), "缺少参数：$1"},
	{regexp.MustCompile(`^(\S+) must be one of (.*) but got .*$`), "$1 的值只能是 $2 之一"},
	{regexp.MustCompile(`^(--\S+?)[=:].*$`), "$1 的值写法不对"},
	{regexp.MustCompile(`^no command selected$`), "没有给出命令"},
}

// usageOf turns the parser's error into a sentence in two languages. Values are
// not repeated: they may be personal.
func usageOf(err error) error {
	en := err.Error()
	for _, s := range said {
		if !s.pattern.MatchString(en) {
			continue
		}
		zh := s.pattern.ReplaceAllString(en, s.zh)
		if strings.HasPrefix(en, "--") || strings.Contains(en, " but got ") {
			en, _, _ = strings.Cut(en, " but got ")
			if flag, _, ok := strings.Cut(en, ":"); ok && strings.HasPrefix(en, "--") {
				en = flag + ": not written as it should be"
			}
		}
		return badUsage(zh, en, reached(err))
	}
	return badUsage("命令行写法不对", "the command line is not valid", reached(err))
}

// reached gives the command that the parser had come to, nil when none.
func reached(err error) *kong.Node {
	var p *kong.ParseError
	if errors.As(err, &p) && p.Context != nil {
		return p.Context.Selected()
	}
	return nil
}

// badUsage says what is wrong with a command line and how the command is
// written.
func badUsage(zh, en string, n *kong.Node) error {
	if n == nil {
		return use(usageError.With(zh, en, "songbai COMMAND [FLAGS]", ""))
	}
	usage := usageLine(n)
	for _, f := range n.Flags {
		if f.Required && !f.Hidden {
			usage += " " + flagText(f)
		}
	}
	_, words, _ := strings.Cut(pathOf(n), " ")
	return use(usageError.With(zh, en, usage, " "+words))
}
