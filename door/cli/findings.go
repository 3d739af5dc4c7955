package cli

import (
	"context"

	"songbai/office"
)

type findingsCmd struct {
	Claim string `required:"" help:"申请号、查询单号，或 all（全县未处理的）|claim number or slip, or all: what is undecided in the county" placeholder:"CLAIM|all"`
}

// Run lists what a person has to decide before the claim goes on.
func (a *findingsCmd) Run(x *call) error {
	if a.Claim == "all" {
		return shown(x, func(o *office.Office, ctx context.Context, c office.Caller) ([]office.FindingView, error) {
			return o.Findings(ctx, c, 0)
		})
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) ([]office.FindingView, error) {
		return o.Findings(x.ctx, c, id)
	})
}

type clearCmd struct {
	Finding int64  `required:"" help:"疑点编号（claim findings 列出）|number of the finding, as claim findings lists it" placeholder:"NUMBER"`
	Outcome string `required:"" enum:"cleared,confirmed" help:"结果：cleared 排除，confirmed 属实|cleared: not so; confirmed: it is so" placeholder:"cleared|confirmed"`
	Reason  string `required:"" help:"理由（不写姓名和号码）|why, without names or numbers" placeholder:"TEXT"`
}

// Run decides a finding.
func (a *clearCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	req := office.ClearFinding{Finding: a.Finding, Outcome: a.Outcome, Reason: a.Reason}
	if err := o.ClearFinding(x.ctx, c, req); err != nil {
		return err
	}
	return x.show(struct {
		Finding int64  `json:"finding"`
		Outcome string `json:"outcome"`
	}{a.Finding, a.Outcome})
}
