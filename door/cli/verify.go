package cli

type verifyCmd struct {
	Decisions bool   `help:"按原依据重新计算每一个决定|decide every stored decision again under its basis"`
	Keyset    bool   `help:"用密钥打开加密内容并核对|also open sealed values and check them"`
	Keys      string `help:"密钥文件，缺省为数据目录中的 keys.json|key file" placeholder:"FILE"`
	Anchors   string `help:"锚点文件，缺省为数据目录中的 anchors.txt|file of anchors" placeholder:"FILE"`
}

// Run verifies; exit code 1 when anything is found.
func (a *verifyCmd) Run(x *call) error {
	if x.Data == "" {
		return use(noData.With().At("--data"))
	}
	ok, err := x.parts.Verify(x.ctx, Verify{Dir: x.Data, Keyset: a.Keyset, Keys: a.Keys, Anchors: a.Anchors, Decisions: a.Decisions, JSON: x.JSON,
		Out: x.out, Progress: progress(x.errs, x.zhen("核验", "verifying"))})
	if err != nil {
		return err
	}
	if !ok {
		return errFound
	}
	return nil
}
