package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/policy"
	"songbai/domain/policy/replay"
	"songbai/domain/policy/wire"
	"songbai/domain/problem"
	"songbai/office"
)

type policyReplay struct {
	Pack     string   `help:"草案：政策包目录或自带的名称；不写则沿用当时的|the draft: pack folder or shipped name; left out: as it was" placeholder:"DIR"`
	Set      []string `sep:"none" help:"试算的本地数值，如 cap=1300.00；可多次|a local value to ask about, as cap=1300.00; repeatable" placeholder:"NAME=VALUE"`
	Prices   string   `help:"试算的价目表（YAML）|price list to ask about, YAML" placeholder:"FILE"`
	Proposal int64    `help:"已提出、待核准的规则编号|a proposed rule that waits" placeholder:"NUMBER"`
	From     string   `help:"起月，如 2026-01|first month, as 2026-01" placeholder:"MONTH"`
	To       string   `help:"止月|last month" placeholder:"MONTH"`
	Claims   string   `help:"申请文件（decide 的输入，一行一件；或列式文件），缺省为库中已办结的申请|claims from a file: input lines of decide, or columns; left out: completed claims of --data" placeholder:"FILE"`
	Old      string   `help:"文件试算时的原政策包|with --claims: the pack before" placeholder:"DIR"`
	OldSet   []string `sep:"none" help:"文件试算时原来的本地数值|with --claims: local values before" placeholder:"NAME=VALUE"`
	OldPrice string   `name:"old-prices" help:"文件试算时原来的价目表|with --claims: price list before" placeholder:"FILE"`
	CSV      bool     `help:"输出 CSV|write CSV"`
	HTML     string   `help:"把带图的页面写到文件|write a page with charts" placeholder:"FILE"`
}

var (
	replayMonth = problem.Define("cli.replay_month", problem.Invalid,
		"缺少起止月份", "the months are missing", "请写明 --from 和 --to，如 2026-01", "state --from and --to, as 2026-01")
	replayOld = problem.Define("cli.replay_old", problem.Invalid,
		"用文件试算须写明原政策包和草案", "claims of a file need the pack before and the draft", "请写明 --old 和 --pack", "state --old and --pack")
	replayLine = problem.Define("cli.replay_line", problem.Invalid,
		"申请文件第 %[1]d 行读不出来：%[2]s", "line %[1]d of the claims cannot be read: %[3]s", "请改正这一行", "correct the line")
)

// Run replays claims under a draft and shows what changes.
func (a *policyReplay) Run(x *call) error {
	v, err := a.ask(x)
	if err != nil {
		return err
	}
	if a.HTML != "" {
		f, err := os.Create(a.HTML)
		if err != nil {
			return noFile.With().At("--html").Because(err)
		}
		if err := errors.Join(replayPage(f, v), f.Close()); err != nil {
			return err
		}
	}
	switch {
	case x.JSON:
		return x.show(v)
	case a.CSV:
		return replayCSV(x.out, v)
	}
	x.showReplay(v)
	return nil
}

func (a *policyReplay) ask(x *call) (*office.WhatIfView, error) {
	from, to, err := a.months()
	if err != nil {
		return nil, err
	}
	if a.Claims != "" {
		return a.file(x, from, to)
	}
	req := office.WhatIf{From: from, To: to, Proposal: a.Proposal}
	if a.Pack != "" {
		pack, err := x.pack(a.Pack)
		if err != nil {
			return nil, err
		}
		req.Pack = pack.Canonical()
	}
	if req.Local, err = localFlags(a.Set, 0); err != nil {
		return nil, err
	}
	if a.Prices != "" {
		list, err := x.prices(a.Prices)
		if err != nil {
			return nil, err
		}
		req.Prices = map[int64][]byte{0: list.Canonical()}
	}
	o, c, err := x.caller()
	if err != nil {
		return nil, err
	}
	v, err := o.WhatIf(x.ctx, c, req)
	return &v, err
}

func (a *policyReplay) months() (from, to date.Month, err error) {
	if a.From == "" || a.To == "" {
		if a.Claims != "" && a.From == a.To {
			return 0, 0, nil // every claim of the file
		}
		return 0, 0, use(replayMonth.With().At("--from"))
	}
	if from, err = date.ParseMonth(a.From); err != nil {
		return 0, 0, use(replayMonth.With().At("--from"))
	}
	if to, err = date.ParseMonth(a.To); err != nil {
		return 0, 0, use(replayMonth.With().At("--to"))
	}
	return from, to, nil
}

// localFlags reads NAME=VALUE flags as values that hold from a day on.
func localFlags(set []string, from date.Day) (policy.LocalValues, error) {
	var out policy.LocalValues
	for _, s := range set {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return nil, use(badValue.With("cap=1300.00", "cap=1300.00").At("--set"))
		}
		out = append(out, policy.LocalValue{Name: name, Value: value, From: from, To: policy.Forever, Document: "--set"})
	}
	return out, nil
}

// file replays the claims of a file: the pack before against the draft.
func (a *policyReplay) file(x *call, from, to date.Month) (*office.WhatIfView, error) {
	if a.Old == "" || a.Pack == "" {
		return nil, use(replayOld.With().At("--old"))
	}
	columns, err := a.columns(from, to)
	if err != nil {
		return nil, err
	}
	old, err := a.plan(x, a.Old, a.OldSet, a.OldPrice)
	if err != nil {
		return nil, err
	}
	set, prices := a.Set, a.Prices
	if len(set) == 0 {
		set = a.OldSet
	}
	if prices == "" {
		prices = a.OldPrice
	}
	draft, err := a.plan(x, a.Pack, set, prices)
	if err != nil {
		return nil, err
	}
	one := func(p *policy.Plan) replay.Plans { return func(string) (*policy.Plan, error) { return p, nil } }
	r, err := replay.Run(columns, one(old), one(draft), replay.Options{})
	if err != nil {
		return nil, err
	}
	if n := len(r.Months); to == 0 && n > 0 { // the months that the file has
		from, _ = date.ParseMonth(r.Months[0].Key)
		to, _ = date.ParseMonth(r.Months[n-1].Key)
	}
	return &office.WhatIfView{From: from, To: to, Title: draft.Pack().Title, Result: r, Names: packNames(old.Pack(), draft.Pack())}, nil
}

// plan compiles a pack for claims of any day, so that a draft of the future can
// be tried on the past.
func (a *policyReplay) plan(x *call, dir string, set []string, prices string) (*policy.Plan, error) {
	pack, err := x.pack(dir)
	if err != nil {
		return nil, err
	}
	local, err := localFlags(set, 0)
	if err != nil {
		return nil, err
	}
	var list *policy.PriceList
	if prices != "" {
		if list, err = x.prices(prices); err != nil {
			return nil, err
		}
		list = list.Always()
	}
	if pack, err = pack.AsIfFrom(date.MustDay("1990-01-01")); err != nil {
		return nil, err
	}
	return policy.Compile(pack, pack.Asks(local), list)
}

// columns reads the file: columns as they are, or input lines of decide.
func (a *policyReplay) columns(from, to date.Month) (*replay.Columns, error) {
	text, err := os.ReadFile(a.Claims)
	if err != nil {
		return nil, noFile.With().At("--claims").Because(err)
	}
	if bytes.HasPrefix(text, []byte("songbai columns")) {
		c, err := replay.Read(text)
		if err != nil || to == 0 {
			return c, err
		}
		return c.Between(from, to)
	}
	var b replay.Builder
	lines := bufio.NewReader(bytes.NewReader(text))
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := addLine(&b, line, from, to); err != nil {
				return nil, replayLine.With(n, textOf(err, "zh"), textOf(err, "en")).At("--claims").Because(err)
			}
		}
		if errors.Is(err, io.EOF) {
			return b.Columns(), nil
		}
		if err != nil {
			return nil, noFile.With().At("--claims").Because(err)
		}
	}
}

func addLine(b *replay.Builder, line []byte, from, to date.Month) error {
	c, err := wire.Read(line)
	if err != nil {
		return err
	}
	day := c.Facts.Cremation
	if day == policy.NotStated {
		day = c.Facts.Death
	}
	month := day.Month()
	if to != 0 && (month < from || month > to) {
		return nil
	}
	town := c.Facts.Household.String()
	if len(town) > 9 {
		town = town[:9]
	}
	return b.Add(replay.Origin{Month: month, Town: town, Home: c.Home}, &c.Facts)
}

// packNames says the codes of packs in words; the last named has its way.
func packNames(packs ...*policy.Pack) map[string]office.Name {
	out := map[string]office.Name{}
	for _, p := range packs {
		for _, c := range p.Classes {
			out["classes/"+c.ID] = office.Name(c.Words)
		}
		for _, it := range p.Items {
			out["items/"+it.Code] = office.Name(it.Words)
		}
		for _, f := range p.Funds {
			for _, l := range slices.Concat(f.Levels, []fund.Level{"award"}) {
				out["funds/"+string(f.ID)+"/"+string(l)] = office.Name{Zh: f.Zh + "（" + string(l) + "）", En: f.En + " (" + string(l) + ")"}
			}
		}
		for _, w := range p.Awards {
			out["awards/"+w.ID] = office.Name(w.Words)
		}
		for _, r := range p.Refusals {
			out["refused/"+r.Code] = office.Name(r.Words)
		}
		out["refused/"+p.NoClass.Code] = office.Name{Zh: p.NoClass.Zh, En: p.NoClass.En}
	}
	return out
}
