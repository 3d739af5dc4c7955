package cli

import (
	"io/fs"
	"path"
	"strings"

	"songbai/office"
)

type checkPolicyCmd struct {
	Proposal int64  `required:"" help:"待核准的政策版本编号|number of the proposed policy version" placeholder:"NUMBER"`
	Pack     string `help:"政策包目录（取其中的 cases.yaml 和样本）；不写则用拟定时所附的|pack folder, for its cases.yaml and samples; left out: those of the proposal" placeholder:"DIR"`
	From     string `required:"" help:"试算的起月，如 2026-01|first month to replay" placeholder:"MONTH"`
	To       string `required:"" help:"试算的止月|last month to replay" placeholder:"MONTH"`
}

// Run tries a proposed policy on its cases and on past claims, and keeps what is
// seen.
func (a *checkPolicyCmd) Run(x *call) error {
	from, to, err := (&policyReplay{From: a.From, To: a.To}).months()
	if err != nil {
		return err
	}
	req := office.CheckPolicy{Proposal: a.Proposal, From: from, To: to}
	if a.Pack != "" {
		if req.Cases, req.Files, err = x.casesOf(a.Pack); err != nil {
			return err
		}
	}
	return do(x, (*office.Office).CheckPolicy, req)
}

// casesOf reads the cases of a pack and the files they may name; none when the
// folder has no cases.yaml.
func (x *call) casesOf(dir string) (cases []byte, beside map[string][]byte, err error) {
	files, name, err := x.packFS(dir)
	if err != nil {
		return nil, nil, err
	}
	entries, err := fs.ReadDir(files, name)
	if err != nil {
		return nil, nil, noFile.With().At("--pack").Because(err)
	}
	beside = map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") || e.Name() == "pack.yaml" {
			continue
		}
		text, err := fs.ReadFile(files, path.Join(name, e.Name()))
		if err != nil {
			return nil, nil, noFile.With().At("--pack").Because(err)
		}
		if e.Name() == "cases.yaml" {
			cases = text
		} else {
			beside[e.Name()] = text
		}
	}
	return cases, beside, nil
}
