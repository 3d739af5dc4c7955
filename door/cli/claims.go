package cli

import (
	"context"
	"net/http"
	"os"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/office"
)

type claimCmd struct {
	Draft     draftCmd     `cmd:"" help:"起草申请，或改写草稿|draft a claim, or write a draft anew"`
	Lodge     lodgeCmd     `cmd:"" help:"提交申请|lodge a draft"`
	Attach    attachCmd    `cmd:"" help:"上传材料图片（未核对原件）|attach a picture of a paper"`
	Sight     sightCmd     `cmd:"" help:"核对原件、收取复印件|see originals and count copies"`
	See       seeCmd       `cmd:"" help:"无人认领遗体：第二人核验公安材料|unclaimed body: a second person sees the police papers"`
	Accept    acceptCmd    `cmd:"" help:"受理|accept"`
	Record    recordCmd    `cmd:"" help:"登记服务项目，给出账单|record the services; gives the bill"`
	Sign      signCmd      `cmd:"" help:"丧属签名确认项目和金额|the family signs items and amounts"`
	Complete  completeCmd  `cmd:"" help:"火化办结|complete: cremated, services closed"`
	Return    returnCmd    `cmd:"" help:"退回补正一件事|return for one named thing"`
	Resume    resumeCmd    `cmd:"" help:"补正后恢复|resume after the thing came"`
	Withdraw  withdrawCmd  `cmd:"" help:"丧属撤回|withdraw"`
	Refuse    refuseCmd    `cmd:"" help:"不予受理|refuse with code, clause and cure"`
	Review    reviewCmd    `cmd:"" help:"复核被拒的申请|review a refusal"`
	Uphold    upholdCmd    `cmd:"" help:"复核后维持不予受理|uphold a refusal on review"`
	Correct   correctCmd   `cmd:"" help:"更正身份信息|correct the identity"`
	Forward   forwardCmd   `cmd:"" help:"异地火化：上报民政局|out-of-area: forward to the bureau"`
	Determine determineCmd `cmd:"" help:"异地火化：民政局核定金额|out-of-area: fix the amount"`
	Reverse   reverseCmd   `cmd:"" help:"冲销已支付的申请|reverse a paid claim"`
	Findings  findingsCmd  `cmd:"" help:"列出疑点|list findings"`
	Decide    clearCmd     `cmd:"" name:"clear" help:"民政局处理疑点|the bureau decides a finding"`
	Paper     paperCmd     `cmd:"" aliases:"papers" help:"出具申请表、承诺单|the application form or the commitment slip"`
	Show      showCmd      `cmd:"" help:"查看一件申请|show a claim"`
	List      claimsCmd    `cmd:"" help:"列出申请|list claims"`
	Find      findCmd      `cmd:"" help:"按证件、姓名、电话、文书号查找|find by document, name, phone or paper"`
}

// ofClaim names a claim.
type ofClaim struct {
	Claim string `required:"" help:"申请号或查询单号|claim number or slip" placeholder:"CLAIM"`
}

// claimID finds the claim's number; a family then acts on that claim.
func (x *call) claimID(o *office.Office, c *office.Caller, text string) (int64, error) {
	if slip, err := claim.ReadSlip(text); err == nil {
		if c.Role == party.Family {
			f, err := o.ActAsFamily(x.ctx, c.County, slip)
			c.Case = f.Case
			return f.Case, err
		}
		v, err := o.ClaimBySlip(x.ctx, *c, string(slip))
		return v.Claim, err
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, use(badValue.With("申请号或 12 位查询单号", "a claim's number or its 12-digit slip").At("--claim"))
	}
	if c.Role == party.Family {
		c.Case = id
	}
	return id, nil
}

// onClaim runs an act on the claim that text names.
func onClaim[Res any](x *call, text string, f func(o *office.Office, c office.Caller, id int64) (Res, error)) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	id, err := x.claimID(o, &c, text)
	if err != nil {
		return err
	}
	res, err := f(o, c, id)
	if err != nil {
		return err
	}
	return x.show(res)
}

// byRef is onClaim for an act that needs nothing but the claim.
func byRef[Res any](x *call, text string, f func(*office.Office, context.Context, office.Caller, office.ClaimRef) (Res, error)) error {
	return onClaim(x, text, func(o *office.Office, c office.Caller, id int64) (Res, error) {
		return f(o, x.ctx, c, office.ClaimRef{Claim: id})
	})
}

type draftCmd struct {
	File  string `help:"申请内容 JSON：{\"home\":…,\"form\":{…}}，缺省为标准输入|the request as JSON, standard input when absent" placeholder:"FILE"`
	Claim string `help:"改写这份草稿|write this draft anew" placeholder:"CLAIM"`
	Home  int64  `help:"办理的殡仪馆（无人认领、网上草稿）|the home that shall serve (unclaimed, family's draft)" placeholder:"HOME"`
}

// Run drafts.
func (d *draftCmd) Run(x *call) error {
	var req office.DraftClaim
	if err := x.body(d.File, &req, true); err != nil {
		return err
	}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	if d.Claim != "" {
		if req.Claim, err = x.claimID(o, &c, d.Claim); err != nil {
			return err
		}
	}
	if d.Home != 0 {
		req.Home = d.Home
	}
	out, err := o.Draft(x.ctx, c, req)
	if err != nil {
		return err
	}
	return x.show(out)
}

type (
	lodgeCmd     struct{ ofClaim }
	acceptCmd    struct{ ofClaim }
	seeCmd       struct{ ofClaim }
	forwardCmd   struct{ ofClaim }
	determineCmd struct {
		ofClaim
		Digest string `required:"" help:"所示金额的摘要（claim show 的 digest）|digest of the sums shown (digest of claim show)" placeholder:"DIGEST"`
	}
)

// Run lodges.
func (a *lodgeCmd) Run(x *call) error { return byRef(x, a.Claim, (*office.Office).Lodge) }

// Run accepts.
func (a *acceptCmd) Run(x *call) error { return byRef(x, a.Claim, (*office.Office).Accept) }

// Run keeps that a second person saw an unclaimed body's papers.
func (a *seeCmd) Run(x *call) error { return byRef(x, a.Claim, (*office.Office).SeeUnclaimed) }

// Run forwards.
func (a *forwardCmd) Run(x *call) error { return byRef(x, a.Claim, (*office.Office).Forward) }

// Run fixes the amount.
func (a *determineCmd) Run(x *call) error {
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Determine(x.ctx, c, office.DetermineClaim{Claim: id, Digest: a.Digest})
	})
}

type attachCmd struct {
	ofClaim
	Kind    string `required:"" help:"材料名称（政策包中的代码）|kind of paper, as the pack names it" placeholder:"KIND"`
	Picture string `required:"" help:"JPEG、PNG 或 PDF 文件|JPEG, PNG or PDF file" placeholder:"FILE"`
}

// Run attaches a picture.
func (a *attachCmd) Run(x *call) error {
	req := office.SeePaper{Kind: a.Kind}
	if err := picture(a.Picture, &req.File, &req.Media); err != nil {
		return err
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		req.Claim = id
		return o.AttachPaper(x.ctx, c, req)
	})
}

type sightCmd struct {
	ofClaim
	Kind     []string `required:"" help:"材料名称，可多个，用逗号隔开|kinds of paper, by commas" placeholder:"KIND,…"`
	Original bool     `default:"true" negatable:"" help:"看过原件|the original was seen"`
	Copies   int64    `help:"复印件份数|number of copies" placeholder:"N"`
	Picture  string   `help:"图片文件|a picture" placeholder:"FILE"`
}

// Run keeps that papers were seen, one act each.
func (a *sightCmd) Run(x *call) error {
	req := office.SeePaper{Original: a.Original, Copies: a.Copies}
	if a.Picture != "" {
		if err := picture(a.Picture, &req.File, &req.Media); err != nil {
			return err
		}
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (out office.Moved, err error) {
		req.Claim = id
		key := c.Key
		for i, k := range a.Kind {
			req.Kind = k
			if key != "" && i > 0 { // each paper is an act of its own
				c.Key = key + ":" + k
			}
			if out, err = o.SightPaper(x.ctx, c, req); err != nil {
				return out, err
			}
		}
		return out, nil
	})
}

// picture reads an evidence file and tells its media type by its first bytes.
func picture(path string, b *[]byte, media *string) error {
	read, err := os.ReadFile(path)
	if err != nil {
		return noFile.With().At("--picture").Because(err)
	}
	*b, *media = read, http.DetectContentType(read)
	return nil
}

type recordCmd struct {
	ofClaim
	File    string   `help:"{\"services\":[…]}，缺省为标准输入|the request as JSON, standard input when absent" placeholder:"FILE"`
	Service []string `sep:"none" help:"一项服务：item=…,grade=…,quantity=…,metres=…,unit=…,charged=…,day=…（金额用元）|one service; sums in yuan" placeholder:"SERVICE"`
	// Difference says why the lines come to less than the invoices.
	Difference string `help:"各项少于发票合计的原因（异地）|why the lines come to less than the invoices" placeholder:"WORDS"`
}

// Run records services.
func (a *recordCmd) Run(x *call) error {
	var req office.RecordServices
	if err := x.body(a.File, &req, len(a.Service) == 0); err != nil {
		return err
	}
	if a.Difference != "" {
		req.Difference = a.Difference
	}
	for _, text := range a.Service {
		s, err := service(text)
		if err != nil {
			return err
		}
		req.Services = append(req.Services, s)
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Bill, error) {
		req.Claim = id
		return o.Record(x.ctx, c, req)
	})
}

// service reads one service of a flag; quantity 1 and charged = unit × quantity
// when they are not given.
func service(text string) (s office.RecordedService, err error) {
	m, err := parts("--service", text, "item", "grade", "quantity", "metres", "unit", "charged", "day", "note")
	if err != nil {
		return s, err
	}
	s = office.RecordedService{Item: m["item"], Grade: m["grade"], Note: m["note"], Quantity: 1}
	for name, to := range map[string]*int64{"quantity": &s.Quantity, "metres": &s.Metres} {
		if m[name] == "" {
			continue
		}
		if *to, err = strconv.ParseInt(m[name], 10, 64); err != nil {
			return s, use(badValue.With("整数", "a whole number").At("--service " + name))
		}
	}
	if s.Unit, err = yuan("--service unit", m["unit"]); err != nil {
		return s, err
	}
	if s.Charged, err = yuan("--service charged", m["charged"]); err != nil {
		return s, err
	}
	if m["charged"] == "" {
		if s.Charged, err = s.Unit.Times(s.Quantity); err != nil {
			return s, err
		}
	}
	s.Day, err = dayOf("--service day", m["day"])
	return s, err
}

// dayOf reads a day of a flag.
func dayOf(flag, text string) (date.Day, error) {
	d, err := date.ParseDay(text)
	if err != nil {
		return 0, use(problem.Of(err).At(flag))
	}
	return d, nil
}

type signCmd struct {
	ofClaim
	Means   string `default:"paper" enum:"paper,screen" help:"签名方式|how it was signed" placeholder:"paper|screen"`
	Digest  string `help:"所签文字的摘要，缺省为现在的文字|digest of the text signed; the present text when absent" placeholder:"HEX"`
	Picture string `help:"签名表图片|picture of the signed form" placeholder:"FILE"`
}

// Run keeps the signature and gives the commitment slip.
func (a *signCmd) Run(x *call) error {
	req := office.SignClaim{Means: a.Means, Digest: a.Digest}
	if a.Picture != "" {
		if err := picture(a.Picture, &req.File, &req.Media); err != nil {
			return err
		}
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Slip, error) {
		req.Claim = id
		return o.Sign(x.ctx, c, req)
	})
}

type completeCmd struct {
	ofClaim
	Cremation   string `required:"" help:"火化日期|day of the cremation" placeholder:"DAY"`
	Certificate string `required:"" help:"火化证编号|number of the cremation certificate" placeholder:"NUMBER"`
}

// Run completes.
func (a *completeCmd) Run(x *call) error {
	day, err := dayOf("--cremation", strings.TrimSpace(a.Cremation))
	if err != nil {
		return err
	}
	return onClaim(x, a.Claim, func(o *office.Office, c office.Caller, id int64) (office.Moved, error) {
		return o.Complete(x.ctx, c, office.CompleteClaim{Claim: id, Cremation: day, Certificate: a.Certificate})
	})
}
