package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"songbai/domain/policy"
	"songbai/domain/problem"
)

type policyTest struct {
	Pack []string `arg:"" help:"政策包目录或自带的名称；“目录/...”包括其下全部|pack folders or shipped names; FOLDER/... takes all below it"`
	Case string   `help:"只跑名称中有这些字的用例，并逐步说明怎样计算|only the cases whose name holds these words, each explained step by step" placeholder:"WORDS"`
}

// Run runs the cases of packs; the last line counts them.
func (a *policyTest) Run(x *call) error {
	passed, failed := 0, 0
	var unread problem.List
	for _, arg := range a.Pack {
		dirs, err := packsUnder(arg)
		if err != nil {
			return err
		}
		for _, dir := range dirs {
			ok, bad, err := a.test(x, dir)
			var faults problem.List
			if errors.As(err, &faults) && len(dirs) > 1 { // the other packs are tested all the same
				unread = append(unread, faults...)
				continue
			}
			if err != nil {
				return err
			}
			passed, failed = passed+ok, failed+bad
		}
	}
	fmt.Fprintf(x.out, "%d passed, %d failed\n", passed, failed)
	if len(unread) > 0 {
		return unread
	}
	if failed > 0 {
		return errFound
	}
	return nil
}

// packsUnder gives the folders that an argument names: itself, or every folder
// with a pack below it when it ends in "...".
func packsUnder(arg string) ([]string, error) {
	root, all := strings.CutSuffix(filepath.ToSlash(arg), "...")
	if !all {
		return []string{arg}, nil
	}
	root = filepath.Clean(root)
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() == "pack.yaml" {
			out = append(out, filepath.Dir(path))
		}
		return err
	})
	if err != nil || len(out) == 0 {
		return nil, noPack.With(filepath.Join(root, "pack.yaml")).At("pack").Because(err)
	}
	return out, nil
}

// test runs the cases of one pack, tells each, and what no case tries.
func (a *policyTest) test(x *call, dir string) (passed, failed int, err error) {
	files, name, err := x.packFS(dir)
	if err != nil {
		return 0, 0, err
	}
	pack, err := policy.Load(files, name)
	if err != nil {
		return 0, 0, err
	}
	results, err := policy.RunCases(files, name)
	if err != nil {
		return 0, 0, err
	}
	for i := range results {
		r := &results[i]
		if !strings.Contains(r.Name, a.Case) {
			continue
		}
		if r.OK() {
			passed++
		} else {
			failed++
		}
		x.tellCase(r)
		if a.Case != "" && r.Decide != nil {
			fmt.Fprintf(x.out, "%s\n", r.Decide())
		}
	}
	if left := policy.Untried(pack, results); a.Case == "" && len(left) > 0 {
		var zh, en []string
		for _, w := range left {
			zh, en = append(zh, w.Zh), append(en, w.En)
		}
		x.printf("%[1]s：还没有用例试到 %[2]s", "%[1]s: no case tries %[3]s", pack.ID, strings.Join(zh, "、"), strings.Join(en, "; "))
	}
	return passed, failed, nil
}

// tellCase tells whether a case holds, and what differs when it does not.
func (x *call) tellCase(r *policy.CaseResult) {
	if r.OK() {
		fmt.Fprintf(x.out, "ok    %s  %s\n", r.At, r.Name)
		return
	}
	fmt.Fprintf(x.out, "FAIL  %s  %s\n", r.At, r.Name)
	if r.Err != nil {
		fmt.Fprintf(x.out, "      %s\n", textOf(r.Err, x.Lang))
	}
	none := x.zhen("（无）", "(none)")
	for _, f := range r.Faults {
		x.printf("      %[1]s：应为 %[2]s，得到 %[3]s", "      %[1]s: want %[2]s, got %[3]s", f.What, cmp.Or(f.Want, none), cmp.Or(f.Got, none))
	}
	if d := r.Decision; d != nil && d.Refusal != nil {
		x.printf("      拒绝的理由：%[1]s%[3]s", "      refused: %[2]s%[3]s", d.Refusal.Zh, d.Refusal.En, clauseText(d.Refusal.Clause))
	}
}

type policyDiff struct {
	Old string `arg:"" help:"原政策包|the pack before"`
	New string `arg:"" help:"新政策包|the pack after"`
}

// Run says what changed.
func (a *policyDiff) Run(x *call) error {
	old, err := x.pack(a.Old)
	if err != nil {
		return err
	}
	changed, err := x.pack(a.New)
	if err != nil {
		return err
	}
	changes := policy.Diff(old, changed)
	if x.JSON {
		return x.show(changes)
	}
	if len(changes) == 0 {
		x.printf("两个政策包没有不同", "the packs do not differ")
	}
	for _, c := range changes {
		x.printf("%[1]s [%[3]s]", "%[2]s [%[3]s]", c.Zh, c.En, c.Clause)
		x.printf("    对象：%[1]s；自 %[3]s 起", "    for: %[2]s; from %[3]s", c.Who.Zh, c.Who.En, c.From)
	}
	return nil
}
