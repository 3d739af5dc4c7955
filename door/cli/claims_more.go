package cli

import (
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/office"
)

type returnCmd struct {
	ofClaim
	Thing  string `required:"" enum:"field,paper" help:"缺什么：field 表格一项，paper 一份材料|what is wanted: a field of the form or a paper" placeholder:"field|paper"`
	Name   string `required:"" help:"字段路径或材料代码|path of the field, or kind of paper" placeholder:"NAME"`
	Reason string `required:"" help:"原因（不写姓名和号码）|why, without names or numbers" placeholder:"TEXT"`
}

// Run returns a claim for one thing.
func (a *returnCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Return(x.ctx, c, office.ReturnClaim{Claim: id, Thing: claim.ThingKind(a.Thing), Name: a.Name, Reason: a.Reason})
	})
}

type resumeCmd struct {
	ofClaim
	File string `help:"补的是表格时：{\"form\":{…}}|when a field was mended: the whole form" placeholder:"FILE"`
}

// Run resumes.
func (a *resumeCmd) Run(x *call) error {
	var req office.ResumeClaim
	if err := x.body(a.File, &req, false); err != nil {
		return err
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		req.Claim = id
		return o.Resume(x.ctx, c, req)
	})
}

type withdrawCmd struct {
	ofClaim
	Reason string `help:"原因|why" placeholder:"TEXT"`
}

// Run withdraws.
func (a *withdrawCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Withdraw(x.ctx, c, office.ClaimRef{Claim: id}, a.Reason)
	})
}

type refuseCmd struct {
	ofClaim
	Code   string `required:"" help:"原因代码|code" placeholder:"CODE"`
	Clause string `required:"" help:"条款，如 一(首)|clause of the plan" placeholder:"CLAUSE"`
	Cure   string `required:"" help:"如何补救|what would cure it" placeholder:"TEXT"`
}

// Run refuses.
func (a *refuseCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Refuse(x.ctx, c, office.RefuseClaim{Claim: id, Code: a.Code, Clause: a.Clause, Cure: a.Cure})
	})
}

type reviewCmd struct {
	ofClaim
	Reason string `required:"" help:"复核理由|why" placeholder:"TEXT"`
}

// Run takes a refused claim up again.
func (a *reviewCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Review(x.ctx, c, office.ClaimRef{Claim: id}, a.Reason)
	})
}

type upholdCmd struct {
	ofClaim
	Code   string `required:"" help:"原因代码|code" placeholder:"CODE"`
	Clause string `required:"" help:"条款，如 一(首)|clause of the plan" placeholder:"CLAUSE"`
	Cure   string `required:"" help:"如何补救|what would cure it" placeholder:"TEXT"`
}

// Run upholds a refusal that the family wanted reviewed.
func (a *upholdCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Uphold(x.ctx, c, office.RefuseClaim{Claim: id, Code: a.Code, Clause: a.Clause, Cure: a.Cure})
	})
}

type correctCmd struct {
	ofClaim
	File   string `help:"{\"form\":{…}}，缺省为标准输入|the whole form as JSON, standard input when absent" placeholder:"FILE"`
	Reason string `required:"" help:"原因|why" placeholder:"TEXT"`
}

// Run corrects the identity.
func (a *correctCmd) Run(x *call) error {
	var req office.DraftClaim
	if err := x.body(a.File, &req, true); err != nil {
		return err
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		req.Claim = id
		return o.CorrectIdentity(x.ctx, c, req, a.Reason)
	})
}

type reverseCmd struct {
	ofClaim
	Reason string `required:"" help:"原因代码或案号|code or case number" placeholder:"TEXT"`
}

// Run reverses.
func (a *reverseCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Reversal, error) {
		return o.Reverse(x.ctx, c, office.ReverseClaim{Claim: id, Reason: a.Reason})
	})
}

type paperCmd struct {
	ofClaim
	Kind string `required:"" enum:"sign_pdf,form_pdf,form_xlsx,slip_pdf" help:"文书种类；sign_pdf 是签名前的申请表|kind of paper; sign_pdf is the form before it is signed" placeholder:"sign_pdf|form_pdf|form_xlsx|slip_pdf"`
	Out  string `required:"" help:"写入的文件（含个人信息）|file to write; it holds personal values" placeholder:"FILE"`
}

// Run gives out a paper.
func (a *paperCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Paper, error) {
		p, err := o.ClaimPaper(x.ctx, c, office.ClaimPaper{Claim: id, Kind: a.Kind})
		if err == nil {
			err = save(a.Out, p.Bytes)
		}
		return p, err
	})
}

type showCmd struct{ ofClaim }

// Run shows a claim, its bill, why, and its history.
func (a *showCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.ClaimView, error) {
		return o.ClaimView(x.ctx, c, id)
	})
}

type claimsCmd struct {
	State  string `help:"状态（案卷所记）|state, as kept on the row" placeholder:"STATE"`
	Route  string `help:"办理方式|route" placeholder:"waiver|unclaimed|reimbursement"`
	Home   int64  `help:"殡仪馆|home" placeholder:"HOME"`
	Town   string `help:"镇街区划代码（前缀）|town, by prefix of its area code" placeholder:"AREA"`
	Before int64  `help:"翻页：只列更早的|paging: earlier than this claim" placeholder:"CLAIM"`
	Limit  int    `default:"50" help:"最多几件（1-500）|at most, 1-500" placeholder:"N"`
}

// Run lists claims.
func (a *claimsCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	out, err := o.Claims(x.ctx, c, office.ClaimFilter{State: claim.State(a.State), Route: claim.Route(a.Route), Home: a.Home, Town: a.Town, Before: a.Before, Limit: a.Limit})
	if err != nil {
		return err
	}
	return x.show(out)
}

type findCmd struct {
	By       string `required:"" enum:"id,name,phone,paper,slip" help:"按什么查|by what" placeholder:"id|name|phone|paper|slip"`
	Document string `help:"证件种类，缺省 id_card|kind of document, id_card when absent" placeholder:"KIND"`
	File     string `help:"要查的值，缺省读标准输入（不放在命令行上）|the value, from standard input when absent; never on the command line" placeholder:"FILE"`
}

// Run finds claims. The value comes from a file or standard input, because a
// command line is seen by others.
func (a *findCmd) Run(x *call) error {
	b, err := x.bytes(a.File)
	if err != nil {
		return err
	}
	return do(x, (*office.Office).Find, office.FindClaim{By: a.By, Document: ident.Kind(a.Document), Value: strings.TrimSpace(string(b))})
}
