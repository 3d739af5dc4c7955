package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"songbai/domain/policy"
	"songbai/domain/policy/wire"
	"songbai/domain/problem"
)

type policyCmd struct {
	Show    policyShow    `cmd:"" help:"查看政策包：对象、项目、限额、须由本地设定的数值、假定|show a pack: classes, items, caps, local values, assumptions"`
	Check   policyCheck   `cmd:"" help:"检查政策包，一次列出全部错误|check a pack; every fault at once"`
	Test    policyTest    `cmd:"" help:"运行政策包的用例|run the cases of a pack"`
	Explain policyExplain `cmd:"" help:"逐步说明一件申请的计算|explain the decision of one claim"`
	Replay  policyReplay  `cmd:"" help:"用草案试算过去的申请：每月、每类、每项、每镇支出，谁受益谁受损|replay past claims under a draft: cost by month, class, item, town; who gains, who loses"`
	Diff    policyDiff    `cmd:"" help:"两个政策包有何不同：改了什么、对谁、从哪天起|what changed between two packs, for whom, from when"`
}

// packFS gives the file system and folder of a pack: a folder on disk, or the
// name of a shipped pack.
func (x *call) packFS(dir string) (fs.FS, string, error) {
	if st, err := os.Stat(filepath.Join(dir, "pack.yaml")); err == nil && st.Mode().IsRegular() {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, "", err
		}
		return os.DirFS(filepath.Dir(abs)), filepath.Base(abs), nil
	}
	if _, err := fs.Stat(x.parts.Packs, dir+"/pack.yaml"); err == nil {
		return x.parts.Packs, dir, nil
	}
	return nil, "", noPack.With(x.shipped()).At("--pack")
}

var noPack = problem.Define("cli.pack", problem.Missing,
	"这里没有政策包", "there is no pack here", "请指明含 pack.yaml 的目录，或自带的政策包：%[1]s", "name a folder with pack.yaml, or a shipped pack: %[1]s")

// shipped names the packs that the program carries.
func (x *call) shipped() string {
	var names []string
	dirs, _ := fs.ReadDir(x.parts.Packs, ".")
	for _, d := range dirs {
		names = append(names, d.Name())
	}
	return strings.Join(names, ", ")
}

func (x *call) pack(dir string) (*policy.Pack, error) {
	files, name, err := x.packFS(dir)
	if err != nil {
		return nil, err
	}
	return policy.Load(files, name)
}

// prices reads a price list from disk, or one that a shipped pack carries.
func (x *call) prices(file string) (*policy.PriceList, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		if text, err = fs.ReadFile(x.parts.Packs, file); err != nil {
			return nil, noFile.With().At("--prices").Because(err)
		}
	}
	return policy.ReadPrices(file, text)
}

// planFlags say under what is decided.
type planFlags struct {
	Pack string `required:"" help:"政策包目录，或自带的名称|pack folder, or the name of a shipped one" placeholder:"DIR"`
	placeFlags
}

// placeFlags are what a place adds to a pack.
type placeFlags struct {
	Prices string   `help:"价目表文件（YAML）|price list, YAML" placeholder:"FILE"`
	Set    []string `sep:"none" help:"本地数值，如 cap=1300.00；可多次|a local value, as cap=1300.00; repeatable" placeholder:"NAME=VALUE"`
}

// plan compiles the pack with the values and prices of the flags.
func (a *placeFlags) plan(x *call, dir string) (*policy.Plan, error) {
	pack, err := x.pack(dir)
	if err != nil {
		return nil, err
	}
	var local policy.LocalValues
	for _, s := range a.Set {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return nil, use(badValue.With("cap=1300.00", "cap=1300.00").At("--set"))
		}
		local = append(local, policy.LocalValue{Name: name, Value: value, From: pack.Effective.From, To: policy.Forever, Document: "--set"})
	}
	var prices *policy.PriceList
	if a.Prices != "" {
		if prices, err = x.prices(a.Prices); err != nil {
			return nil, err
		}
	}
	return policy.Compile(pack, local, prices)
}

type decideCmd struct{ planFlags }

// Run decides the claims of standard input, a line each. Exit code 1 says that
// at least one line could not be decided.
func (a *decideCmd) Run(x *call) error {
	plan, err := a.plan(x, a.Pack)
	if err != nil {
		return err
	}
	n, err := wire.Stream(func(string, string) (*policy.Plan, error) { return plan, x.ctx.Err() }, x.in, x.out)
	if err != nil {
		return err
	}
	if n.Faulty > 0 {
		return errFound
	}
	return nil
}

type policyShow struct {
	Pack string `arg:"" help:"政策包目录或自带的名称|pack folder or shipped name"`
}

// Run shows a pack.
func (a *policyShow) Run(x *call) error {
	p, err := x.pack(a.Pack)
	if err != nil {
		return err
	}
	if x.JSON {
		_, err := fmt.Fprintf(x.out, "%s\n", p.Canonical())
		return err
	}
	x.showPack(p)
	return nil
}

type policyCheck struct {
	Pack string `arg:"" help:"政策包目录或自带的名称|pack folder or shipped name"`
}

// Run checks a pack.
func (a *policyCheck) Run(x *call) error {
	p, err := x.pack(a.Pack)
	if err != nil {
		return err
	}
	return x.show(struct {
		Pack   string `json:"pack"`
		SHA256 string `json:"sha256"`
		OK     bool   `json:"ok"`
	}{p.ID, p.Hash(), true})
}

// textOf writes an error in a language when it has one.
func textOf(err error, lang string) string {
	if p := problem.Of(err); p != nil {
		return p.Text(lang)
	}
	return err.Error()
}

type policyExplain struct {
	Dir  string `arg:"" optional:"" name:"pack" help:"政策包目录或自带的名称，缺省为当前目录|pack folder or shipped name, the current folder when absent"`
	Pack string `help:"同上，写成选项|the same as a flag" placeholder:"DIR"`
	placeFlags
	File string `help:"一行 decide 的输入（JSON），缺省为标准输入|one input line of decide, standard input when absent" placeholder:"FILE"`
}

// Run explains the decision of one claim, and what it rests on that somebody
// still has to confirm.
func (a *policyExplain) Run(x *call) error {
	plan, err := a.plan(x, cmp.Or(a.Dir, a.Pack))
	if err != nil {
		return err
	}
	if a.File == "" && terminal(x.in) {
		return nothingToExplain.With().At("--file")
	}
	line, err := x.bytes(a.File)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(line)) == 0 {
		return nothingToExplain.With().At("--file")
	}
	c, err := wire.Read(line)
	if err != nil {
		return err
	}
	var d policy.Decision
	if err := plan.Decide(&c.Facts, &d); err != nil {
		return err
	}
	sentences := policy.Explain(plan, &c.Facts, &d)
	if x.JSON {
		return x.show(sentences)
	}
	for _, s := range sentences {
		x.printf("%[1]s%[3]s", "%[2]s%[3]s", s.Zh, s.En, clauseText(s.Clause))
	}
	x.showAssumptions(plan.Pack())
	return nil
}

// terminal reports whether a reader is a keyboard.
func terminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

func clauseText(c string) string {
	if c == "" {
		return ""
	}
	return " [" + c + "]"
}
