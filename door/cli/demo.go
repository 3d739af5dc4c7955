package cli

import (
	"encoding/json"
	"os"
	"path/filepath"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
)

type demoCmd struct {
	County sampleCmd `cmd:"" default:"withargs" help:"样本县：1 家殡仪馆、24 个镇街、民政局、财政局、三个月的申请，然后启动网页|a sample county with three months of claims, then served"`
	Month  monthCmd  `cmd:"" help:"无人值守地跑完一整月，最后一行输出 JSON|one whole month without a person; the last line is JSON"`
}

type sampleCmd struct {
	Seed   uint64 `default:"7" help:"种子：相同种子得到相同申请|the same seed gives the same claims" placeholder:"N"`
	Claims int    `default:"60" help:"每月申请件数|claims a month" placeholder:"N"`
	Serve  bool   `default:"true" negatable:"" help:"建好后启动网页|serve when it is made"`
	Addr   string `default:"127.0.0.1:8080" help:"监听地址|address to listen on" placeholder:"HOST:PORT"`
}

var notDemo = problem.Define("cli.not_demo", problem.Forbidden,
	"这个数据目录不是演示目录", "this folder was not created as a demonstration", "请另选一个空目录；已有目录用 songbai serve 启动", "choose an empty folder; serve this one with songbai serve")

// Run makes the sample county, or opens the one that is there, and serves it.
func (a *sampleCmd) Run(x *call) error {
	if a.Serve && !loopback(a.Addr) {
		return demoAbroad.With(a.Addr).At("--addr")
	}
	if x.Data == "" {
		x.Data = filepath.Join("data", "demo")
	}
	_, err := os.Stat(filepath.Join(x.Data, "store.json"))
	if err != nil {
		if err := x.sampleCounty(a); err != nil {
			return err
		}
	}
	o, err := x.open()
	if err != nil {
		return err
	}
	if o.Mode() != office.Demo {
		return notDemo.With().At("--data")
	}
	x.accounts()
	if !a.Serve {
		return nil
	}
	return x.serve(o, a.Addr)
}

// sampleCounty makes the sample county by a clock of its own, three months ago,
// and closes it.
func (x *call) sampleCounty(a *sampleCmd) error {
	today := x.clock.Now().Day()
	if x.Now != "" {
		if err := x.clock.set(x.Now); err != nil {
			return err
		}
		today = x.clock.Now().Day()
	}
	from := (today.Month() - 6).First()
	w, clock, sample, err := x.newWorld(from, "", Installation{Engine: "sqlite", Mode: office.Demo, Name: "松柏演示"})
	if err != nil {
		return err
	}
	w.Office.PublicAddress("http://" + a.Addr)
	if err := demo.Quarter(x.ctx, w, clock, sample.Prices, today, a.Seed, a.Claims, progress(x.errs, x.zhen("建立样本", "making the sample"))); err != nil {
		return err
	}
	if err := w.OpenAccounts(x.ctx); err != nil {
		return err
	}
	return x.close()
}

// newWorld creates a demo installation and founds the sample county in it.
func (x *call) newWorld(from date.Day, cap string, in Installation) (*demo.World, *demo.Clock, demo.Sample, error) {
	clock := demo.NewClock(from)
	sample, err := demo.SampleOf(x.parts.Packs, from, cap)
	if err != nil {
		return nil, nil, sample, err
	}
	arm, err := x.failpoints()
	if err != nil {
		return nil, nil, sample, err
	}
	opened, err := x.parts.Create(x.ctx, x.Data, in, clock.Now)
	if err != nil {
		return nil, nil, sample, err
	}
	x.opened = opened
	arm()
	w, err := demo.Found(x.ctx, opened.Office, sample)
	return w, clock, sample, err
}

// accounts prints one account for each role, loudly marked; a demonstration is
// served on this machine alone.
func (x *call) accounts() {
	x.printf("【演示数据】全部为虚构样本，不得录入真实信息。演示账号（密码均为 %s）：", "[DEMO DATA] Everything here is a made-up sample; enter no real data. Demo accounts (password of each: %s):", demo.Password)
	_ = x.show(demo.Accounts())
}

type monthCmd struct {
	Seed   uint64 `default:"7" help:"种子|seed" placeholder:"N"`
	Claims int    `default:"700" help:"申请件数|claims" placeholder:"N"`
	Cap    string `required:"" help:"最高限额（元），如 1300.00|the cap in yuan" placeholder:"SUM"`
	Month  string `default:"2026-03" help:"哪一月|the month" placeholder:"MONTH"`
	Engine string `default:"sqlite" enum:"sqlite,postgres" help:"数据库|database" placeholder:"sqlite|postgres"`
	DSN    string `name:"dsn" help:"PostgreSQL 连接串|PostgreSQL connection string" placeholder:"DSN"`
}

// Run runs one month and verifies it; the last line of the output is JSON.
func (a *monthCmd) Run(x *call) error {
	if x.Data == "" {
		return use(noData.With().At("--data"))
	}
	month, err := date.ParseMonth(a.Month)
	if err != nil {
		return use(problem.Of(err).At("--month"))
	}
	if _, err := money.Parse(a.Cap); err != nil {
		return use(problem.Of(err).At("--cap"))
	}
	if a.Claims < 1 {
		return use(badValue.With("大于零的整数", "a whole number above zero").At("--claims"))
	}
	w, clock, sample, err := x.newWorld((month - 3).First(), a.Cap, Installation{Engine: a.Engine, DSN: a.DSN, Mode: office.Demo, Name: "松柏演示"})
	if err != nil {
		return err
	}
	r, err := demo.Month(x.ctx, w, demo.Options{Month: month, Seed: a.Seed, Claims: a.Claims, Clock: clock, Prices: sample.Prices, Progress: progress(x.errs, a.Month)})
	if err != nil {
		return err
	}
	if err := x.close(); err != nil {
		return err
	}
	ok, err := x.parts.Verify(x.ctx, Verify{Dir: x.Data, Keyset: true, Decisions: true, Out: x.errs, Quiet: true})
	if err != nil {
		return err
	}
	if r.Verify = "ok"; !ok {
		r.Verify = "found"
	}
	if err := json.NewEncoder(x.out).Encode(r); err != nil {
		return err
	}
	if !ok {
		return errFound
	}
	return nil
}
