// Package desk owns the pages on which a home or a town works on one claim: the
// form, the checklist of papers, services with their live bill, the family's
// signature, completion or forwarding, return and refusal, papers to print.
//
// It never decides what may be done: buttons follow the office's answer, which
// checks each act again. Always true: names and numbers are masked but on the
// form that is being written; pictures are opened under audit and never by an
// address.
package desk

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// pictures is how much a form with pictures may weigh.
const pictures = 12 << 20

// Module brings the pages of a case.
func Module() site.Module {
	acts := func(as ...party.Act) []party.Act { return as }
	desks := acts(party.SightPaper, party.Sign)
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/new", Who: site.Staff, Acts: acts(party.Draft), Do: chooseRoute},
			{Method: "GET", Path: "/new/{route}", Who: site.Staff, Acts: acts(party.Draft), Do: newForm},
			{Method: "POST", Path: "/new/{route}", Who: site.Staff, Acts: acts(party.Draft), Do: saveNew},
			{Method: "GET", Path: "/desk/{id}", Who: site.Staff, Acts: desks, Do: one},
			{Method: "POST", Path: "/desk/{id}/take", Who: site.Staff, Acts: acts(party.TakeHold), Do: take},
			{Method: "POST", Path: "/desk/{id}/form", Who: site.Staff, Acts: acts(party.Draft, party.CorrectIdentity), Do: editForm},
			{Method: "POST", Path: "/desk/{id}/save", Who: site.Staff, Acts: acts(party.Draft, party.CorrectIdentity), Do: saveForm},
			{Method: "POST", Path: "/desk/{id}/lodge", Who: site.Staff, Acts: acts(party.Lodge), Do: simple("lodge", (*office.Office).Lodge)},
			{Method: "POST", Path: "/desk/{id}/accept", Who: site.Staff, Acts: acts(party.Accept), Do: simple("accept", (*office.Office).Accept)},
			{Method: "POST", Path: "/desk/{id}/see", Who: site.Staff, Acts: acts(party.SeeUnclaimed), Do: simple("see_unclaimed", (*office.Office).SeeUnclaimed)},
			{Method: "POST", Path: "/desk/{id}/forward", Who: site.Staff, Acts: acts(party.Forward), Do: simple("forward", (*office.Office).Forward)},
			{Method: "POST", Path: "/desk/{id}/resume", Who: site.Staff, Acts: acts(party.Resume), Do: resume},
			{Method: "POST", Path: "/desk/{id}/paper", Who: site.Staff, Acts: acts(party.SightPaper), Body: pictures, Do: sight},
			{Method: "POST", Path: "/desk/{id}/await", Who: site.Staff, Acts: acts(party.AwaitPaper), Do: await},
			{Method: "POST", Path: "/desk/{id}/picture", Who: site.Staff, Acts: acts(party.Unmask), Do: picture},
			{Method: "GET", Path: "/desk/{id}/services", Who: site.Staff, Acts: acts(party.RecordServices), Do: services},
			{Method: "POST", Path: "/desk/{id}/services", Who: site.Staff, Acts: acts(party.RecordServices), Do: record},
			{Method: "GET", Path: "/desk/{id}/sign", Who: site.Staff, Acts: acts(party.Sign), Do: signPage},
			{Method: "POST", Path: "/desk/{id}/sign", Who: site.Staff, Acts: acts(party.Sign), Body: pictures, Do: sign},
			{Method: "GET", Path: "/desk/{id}/complete", Who: site.Staff, Acts: acts(party.Complete), Do: completePage},
			{Method: "POST", Path: "/desk/{id}/complete", Who: site.Staff, Acts: acts(party.Complete), Do: complete},
			{Method: "GET", Path: "/desk/{id}/end", Who: site.Staff, Acts: acts(party.Return, party.Refuse, party.Withdraw), Do: endPage},
			{Method: "POST", Path: "/desk/{id}/return", Who: site.Staff, Acts: acts(party.Return), Do: back},
			{Method: "POST", Path: "/desk/{id}/refuse", Who: site.Staff, Acts: acts(party.Refuse), Do: refuse},
			{Method: "POST", Path: "/desk/{id}/withdraw", Who: site.Staff, Acts: acts(party.Withdraw), Do: withdraw},
			{Method: "POST", Path: "/desk/{id}/review", Who: site.Staff, Acts: acts(party.Review), Do: review},
			{Method: "POST", Path: "/desk/{id}/uphold", Who: site.Staff, Acts: acts(party.Uphold), Do: uphold},
			{Method: "POST", Path: "/desk/{id}/print", Who: site.Staff, Acts: desks, Do: printed},
		},
		Done: map[string][2]string{
			"drafted":  {"草稿已保存", "The draft is kept"},
			"seen":     {"已登记核对结果", "What was seen is recorded"},
			"awaited":  {"已登记后补日期", "The day promised is recorded"},
			"recorded": {"服务项目已登记", "The services are recorded"},
			"signed":   {"已签名确认。请打印承诺单交给丧属", "Signed. Print the commitment slip for the family"},
		},
		Samples: samples,
	}
}

// path leads to the case.
func path(id int64, rest ...string) string {
	return fmt.Sprintf("/desk/%d", id) + strings.Join(rest, "")
}

// open reads the case of the address and begins its page.
func open(v *site.Visit) (ui.Page, office.CaseView, error) {
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, office.CaseView{}, err
	}
	c, err := v.O.Case(v.R.Context(), v.Caller, id)
	p := v.Page("申请 "+c.Slip, "Claim "+c.Slip)
	p.Back = "/queue"
	return p, c, err
}

// under is a page below the case's own.
func under(v *site.Visit, zh, en string) (ui.Page, office.CaseView, error) {
	_, c, err := open(v)
	p := v.Page(zh, en)
	p.Back = path(c.Claim)
	return p, c, err
}

func one(v *site.Visit) error {
	p, c, err := open(v)
	if err != nil {
		return err
	}
	return v.Show(p, caseView(p, c))
}

// again shows the case with what stood in the way of an act.
func again(v *site.Visit, fault error) error {
	p, c, err := open(v)
	if err != nil {
		return err
	}
	p.Path, p.Key = path(c.Claim), rand.Text()
	return v.AgainWith(fault, p, func(p ui.Page) ui.Body { return caseView(p, c) })
}

// simple does an act that asks for nothing but the claim.
func simple(code string, act func(*office.Office, context.Context, office.Caller, office.ClaimRef) (office.Moved, error)) func(*site.Visit) error {
	return func(v *site.Visit) error {
		id, err := v.ID("id")
		if err != nil {
			return err
		}
		if _, err := act(v.O, v.R.Context(), v.Acting(), office.ClaimRef{Claim: id}); err != nil {
			return again(v, err)
		}
		return v.Done(path(id), code)
	}
}

func resume(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if _, err := v.O.Resume(v.R.Context(), v.Acting(), office.ResumeClaim{Claim: id}); err != nil {
		return again(v, err)
	}
	return v.Done(path(id), "resume")
}

// sight records that an original or copies were seen, with a picture if one was
// taken.
// mediaOf tells the kinds of picture by their first bytes; the office checks them.
func mediaOf(b []byte) string {
	switch {
	case strings.HasPrefix(string(b), "\xff\xd8\xff"):
		return "image/jpeg"
	case strings.HasPrefix(string(b), "\x89PNG"):
		return "image/png"
	}
	return "application/pdf"
}

func await(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	kind := v.Form.Get("kind")
	due, err := v.Form.Day("due-" + kind)
	if err != nil {
		return again(v, err)
	}
	req := office.AwaitPaper{Claim: id, Kind: kind}
	if due != nil {
		req.Due = *due
	}
	if err := v.O.AwaitPaper(v.R.Context(), v.Acting(), req); err != nil {
		if p := problem.Of(err); p != nil && p.Field == "due" {
			err = p.At("due-" + kind)
		}
		return again(v, err)
	}
	return v.Done(path(id), "awaited")
}

// picture opens a paper's picture; the office records who looked.
func picture(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	e, err := v.O.Evidence(v.R.Context(), v.Caller, office.ReadEvidence{Claim: id, Hash: v.Form.Get("hash")})
	if err != nil {
		return again(v, err)
	}
	ext := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}[e.Media]
	return v.Send(e.Media, e.Hash[:12]+ext, true, e.Bytes)
}

// printed gives out a paper of the case.
func printed(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	b, err := v.O.ClaimPaper(v.R.Context(), v.Caller, office.ClaimPaper{Claim: id, Kind: v.Form.Get("kind")})
	if err != nil {
		return again(v, err)
	}
	return v.Send(b.Media, b.Name, true, b.Bytes)
}

func signPage(v *site.Visit) error {
	p, c, err := under(v, "丧属签名确认", "The family signs")
	if err != nil {
		return err
	}
	s, err := v.O.ToSign(v.R.Context(), v.Caller, c.Claim)
	if err != nil {
		return again(v, err)
	}
	return v.Show(p, signView(p, c, s))
}

// sign keeps the signature drawn on the screen, or the picture of the paper.
func sign(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	req := office.SignClaim{Claim: id, Digest: v.Form.Get("digest"), Means: v.Form.Get("means")}
	switch drawn := strings.TrimPrefix(v.Form.Get("drawn"), "data:image/png;base64,"); {
	case req.Means == "screen" && drawn == "":
		err = notDrawn.With().At("drawn")
	case req.Means == "screen":
		if req.File, err = base64.StdEncoding.DecodeString(drawn); err != nil {
			err = notDrawn.With().At("drawn")
		}
		req.Media = "image/png"
	default:
		if fs := v.Form.Files("file"); len(fs) > 0 {
			req.File, req.Media = fs[0].Bytes, mediaOf(fs[0].Bytes)
		}
	}
	if err == nil {
		_, err = v.O.Sign(v.R.Context(), v.Acting(), req)
	}
	if err == nil {
		return v.Done(path(id), "signed")
	}
	p, c, fail := under(v, "丧属签名确认", "The family signs")
	if fail != nil {
		return fail
	}
	s, fail := v.O.ToSign(v.R.Context(), v.Caller, id)
	if fail != nil {
		return fail
	}
	p.Key = rand.Text()
	return v.AgainWith(err, p, func(p ui.Page) ui.Body { return signView(p, c, s) })
}

var notDrawn = problem.Define("desk.not_drawn", problem.Invalid,
	"签名框是空的", "nothing was drawn in the box for the signature", "请丧属在框内签名，或改用纸质签名并上传照片", "let the family sign in the box, or use paper and send a picture of it")

func completePage(v *site.Visit) error {
	p, c, err := under(v, "办结", "Complete")
	if err != nil {
		return err
	}
	return v.Show(p, completeView(p, c, completion{Certificate: nextCertificate(v)}))
}

// completion is what the form of completion holds.
type completion struct{ Cremation, Certificate string }

// nextCertificate suggests the number after the last one of the home's ledger.
func nextCertificate(v *site.Visit) string {
	l, err := v.O.CertificateLedger(v.R.Context(), v.Caller, 0, "", 0)
	if err != nil || len(l.Rows) == 0 {
		return ""
	}
	n, err := claim.ReadCertificate(l.Rows[0].Number)
	if err != nil || n.Width == 0 {
		return ""
	}
	n.Number++
	return n.String()
}

func complete(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	req := office.CompleteClaim{Claim: id, Certificate: v.Form.Get("certificate")}
	day, err := v.Form.Day("cremation")
	if err == nil && day == nil {
		err = noDay.With().At("cremation")
	}
	if err == nil {
		req.Cremation = *day
		_, err = v.O.Complete(v.R.Context(), v.Acting(), req)
	}
	if err == nil {
		return v.Done(path(id), "complete")
	}
	p, c, fail := under(v, "办结", "Complete")
	if fail != nil {
		return fail
	}
	p.Key = rand.Text()
	typed := completion{v.Form.DayText("cremation"), v.Form.Get("certificate")}
	return v.AgainWith(err, p, func(p ui.Page) ui.Body { return completeView(p, c, typed) })
}

var noDay = problem.Define("desk.day", problem.Invalid, "缺少日期", "the day is missing", "请填写年、月、日", "give year, month and day")

func endPage(v *site.Visit) error {
	p, c, err := under(v, "退回、撤回或不予受理", "Return, withdraw or refuse")
	if err != nil {
		return err
	}
	return v.Show(p, endView(p, c, ending{}))
}

// ending is what the forms of return, refusal and withdrawal hold.
type ending struct{ Thing, Reason, Code, Clause, Cure, Wish string }

func typedEnding(v *site.Visit) ending {
	return ending{v.Form.Get("thing"), v.Form.Get("reason"), v.Form.Get("code"), v.Form.Get("clause"), v.Form.Get("cure"), v.Form.Get("wish")}
}

// ended answers an act of the page of endings.
func ended(v *site.Visit, id int64, code string, err error) error {
	if err == nil {
		return v.Done(path(id), code)
	}
	p, c, fail := under(v, "退回、撤回或不予受理", "Return, withdraw or refuse")
	if fail != nil {
		return fail
	}
	p.Key = rand.Text()
	return v.AgainWith(err, p, func(p ui.Page) ui.Body { return endView(p, c, typedEnding(v)) })
}

func back(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	kind, name, _ := strings.Cut(v.Form.Get("thing"), ":")
	_, err = v.O.Return(v.R.Context(), v.Acting(), office.ReturnClaim{Claim: id, Thing: claim.ThingKind(kind), Name: name, Reason: v.Form.Get("reason")})
	return ended(v, id, "return", err)
}

func refuse(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	_, err = v.O.Refuse(v.R.Context(), v.Acting(), office.RefuseClaim{Claim: id, Code: v.Form.Get("code"), Clause: v.Form.Get("clause"), Cure: v.Form.Get("cure")})
	return ended(v, id, "refuse", err)
}

func withdraw(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	_, err = v.O.Withdraw(v.R.Context(), v.Acting(), office.ClaimRef{Claim: id}, v.Form.Get("wish"))
	return ended(v, id, "withdraw", err)
}

// can tells whether the act is offered now: the office allows it and no
// colleague has the case in hand.
func can(c office.CaseView, a party.Act) bool {
	return slices.Contains(c.Acts, string(a)) && (c.Hold == nil || !c.Hold.Blocks)
}
