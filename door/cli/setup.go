package cli

import (
	"fmt"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/office"
)

type initCmd struct {
	Engine string `default:"sqlite" enum:"sqlite,postgres" help:"数据库|database" placeholder:"sqlite|postgres"`
	DSN    string `name:"dsn" help:"PostgreSQL 连接串|PostgreSQL connection string" placeholder:"DSN"`
	Test   bool   `help:"测试目录：可用 --as 和 --now|a test folder, where --as and --now work"`
	Name   string `default:"松柏" help:"安装的名称|name of the installation" placeholder:"NAME"`
}

// Run makes an empty installation.
func (a *initCmd) Run(x *call) error {
	mode := office.Live
	if a.Test {
		mode = office.Test
	}
	if a.Engine == "postgres" && a.DSN == "" {
		return use(noDSN.With().At("--dsn"))
	}
	if _, err := x.create(Installation{Engine: a.Engine, DSN: a.DSN, Mode: mode, Name: a.Name}); err != nil {
		return err
	}
	return x.show(struct {
		Data string      `json:"data"`
		Mode office.Mode `json:"mode"`
	}{x.Data, mode})
}

var noDSN = problem.Define("cli.dsn", problem.Invalid,
	"没有给出 PostgreSQL 连接串", "no connection string of PostgreSQL was given", "请加 --dsn postgres://用户@主机:端口/库名", "add --dsn postgres://user@host:port/database")

type countyCmd struct {
	Found foundCmd  `cmd:"" help:"建县并登记三名管理员|found a county with its three administrators"`
	List  countyLst `cmd:"" help:"列出本安装的县|list the counties of the installation"`
}

type foundCmd struct {
	File string `help:"{\"code\":…,\"name\":…,\"admins\":[{\"login\",\"name\",\"document\":{\"kind\",\"number\"},\"role\"}]}，缺省为标准输入|the county as JSON, standard input when absent" placeholder:"FILE"`
}

var onlySysAdmin = problem.Define("cli.sys_admin", problem.Forbidden,
	"增设县须由系统管理员办理", "a further county is founded by a system administrator", "请由现有县的系统管理员登录后办理", "let the system administrator of a county that is there sign in and do it")

// Run founds a county. Its administrators get passwords, which are shown this
// once.
func (a *foundCmd) Run(x *call) error {
	var req office.FirstCounty
	if err := x.body(a.File, &req, true); err != nil {
		return err
	}
	o, err := x.open()
	if err != nil {
		return err
	}
	before, err := o.Counties(x.ctx)
	if err != nil {
		return err
	}
	if len(before) > 0 && o.Mode() == office.Live { // later counties: by an administrator of one that is there
		_, c, err := x.caller()
		if err != nil {
			return err
		}
		if c.Role != party.SysAdmin {
			return onlySysAdmin.With()
		}
	}
	type admin struct {
		Login    string     `json:"login"`
		Role     party.Role `json:"role"`
		Password string     `json:"password"`
	}
	var out []admin
	for i := range req.Admins {
		p := &req.Admins[i]
		p.Password = office.Initial()
		out = append(out, admin{p.Login, p.Role, p.Password})
	}
	if _, err := o.Found(x.ctx, req); err != nil {
		return err
	}
	if !x.JSON {
		fmt.Fprintln(x.errs, x.zhen("初始密码只显示这一次，请分别交给三人，并请本人尽快修改。", "These passwords are shown this once: hand each to its person, who changes it soon."))
	}
	return x.show(out)
}

type countyLst struct{}

// Run lists counties.
func (countyLst) Run(x *call) error {
	o, err := x.open()
	if err != nil {
		return err
	}
	all, err := o.Counties(x.ctx)
	if err != nil {
		return err
	}
	type row struct {
		County int64  `json:"county"`
		Name   string `json:"name"`
	}
	var out []row
	for _, c := range all {
		out = append(out, row{c.Code, c.Name})
	}
	return x.show(out)
}
