package cli

import (
	"io/fs"
	"path"
	"strings"

	"songbai/office"
)

type checkPolicyCmd struct {
	Proposal int64  `required:"" help:"待核准的政策版本编号|number of the proposed policy version" placeholder:"NUMBER"`
	Pack     string `required:"" help:"政策包目录（取其中的 cases.yaml 和样本）|pack folder, for its cases.yaml and samples" placeholder:"DIR"`
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
	files, name, err := x.packFS(a.Pack)
	if err != nil {
		return err
	}
	req := office.CheckPolicy{Proposal: a.Proposal, From: from, To: to, Files: map[string][]byte{}}
	entries, err := fs.ReadDir(files, name)
	if err != nil {
		return noFile.With().At("--pack").Because(err)
	}
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") || e.Name() == "pack.yaml" {
			continue
		}
		text, err := fs.ReadFile(files, path.Join(name, e.Name()))
		if err != nil {
			return noFile.With().At("--pack").Because(err)
		}
		if e.Name() == "cases.yaml" {
			req.Cases = text
		} else {
			req.Files[e.Name()] = text
		}
	}
	return do(x, (*office.Office).CheckPolicy, req)
}
