package family

import (
	"encoding/base64"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
	"songbai/print"
)

// caseRoutes are the pages of a family's own claim.
func caseRoutes() []site.Route {
	fam := site.Family
	return []site.Route{
		{Method: "GET", Path: "/case", Who: fam, Do: casePage},
		{Method: "GET", Path: "/case/form", Who: fam, Do: formPage},
		{Method: "GET", Path: "/case/form/{step}", Who: fam, Do: stepPage},
		{Method: "POST", Path: "/case/form/{step}", Who: fam, Do: saveStep},
		{Method: "GET", Path: "/case/papers", Who: fam, Do: papersPage},
		{Method: "POST", Path: "/case/papers", Who: fam, Body: oneFile, Do: upload},
		{Method: "POST", Path: "/case/file", Who: fam, Do: file},
		{Method: "GET", Path: "/case/sign", Who: fam, Do: signPage},
		{Method: "POST", Path: "/case/sign", Who: fam, Body: oneFile, Do: sign},
		{Method: "GET", Path: "/case/slip", Who: fam, Do: slipPage},
		{Method: "POST", Path: "/case/paper", Who: fam, Do: paperOf},
		{Method: "GET", Path: "/case/mend", Who: fam, Do: mendPage},
		{Method: "POST", Path: "/case/mend", Who: fam, Body: oneFile, Do: mend},
		{Method: "POST", Path: "/case/review", Who: fam, Do: review},
		{Method: "POST", Path: "/case/rate", Who: fam, Do: rate},
		{Method: "POST", Path: "/case/withdraw", Who: fam, Do: withdraw},
		{Method: "POST", Path: "/case/leave", Who: fam, Do: leave},
	}
}

func casePage(v *site.Visit) error {
	c, err := v.O.FamilyView(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("办理进度", "Where my claim stands")
	return v.Show(p, caseView(p, c))
}

// caseAgain shows the own claim again with what has to be mended.
func caseAgain(v *site.Visit, err error, field string) error {
	q := problem.Of(err)
	if q == nil || q.Kind == problem.Internal {
		return err
	}
	c, cerr := v.O.FamilyView(v.R.Context(), v.Caller)
	if cerr != nil {
		return cerr
	}
	if q.Field == "" {
		q = q.At(field)
	}
	p := v.Page("办理进度", "Where my claim stands").Blame(q)
	p.Path = "/case"
	return v.Mend(p, caseView(p, c))
}

// may tells whether the family may do an act now.
func may(c office.FamilyView, a party.Act) bool {
	for _, x := range c.Acts {
		if x == string(a) {
			return true
		}
	}
	return false
}

var noKind = problem.Define("web.paper_kind", problem.Invalid,
	"没有选择这是什么材料", "it is not said which paper this is", "请先选择材料名称，再选择照片或文件", "choose the paper first, then the photo or file")

// upload keeps the files of one kind of paper. A script sends them one by one and
// is answered with the hash; without one they come together.
func upload(v *site.Visit) error {
	kind, script := v.Form.Get("kind"), v.Form.Get("sum") != "" || v.ByScript()
	var saved []office.Saved
	var failed error
	files := v.Form.Files("file")
	if kind == "" && len(files) > 0 {
		files, failed = nil, noKind.With().At("kind")
	}
	for _, f := range files {
		s, err := v.O.Upload(v.R.Context(), v.Caller, office.Upload{Claim: v.Caller.Case, Kind: kind, File: f.Bytes, Sum: v.Form.Get("sum")})
		if err != nil {
			failed = err
			break
		}
		saved = append(saved, s)
	}
	if script {
		return answerScript(v, saved, failed)
	}
	x, err := papersOf(v)
	if err != nil {
		return err
	}
	p := v.Page("拍照上传材料", "Photos of the papers")
	p.Back, p.Path = x.behind(), "/case/papers"
	if failed == nil && len(saved) == 0 {
		p.Errors = []ui.FieldError{{Field: "file", Text: v.Lang.T("请先选择照片或文件", "Choose a photo or file first")}}
		return v.Mend(p, papersView(p, x, nil))
	}
	if failed != nil {
		q := problem.Of(failed)
		if q == nil || q.Kind == problem.Internal {
			return failed
		}
		if q.Field != "kind" {
			q = q.At("file")
		}
		p = p.Blame(q)
		return v.Mend(p, papersView(p, x, saved))
	}
	p.Done = v.Lang.T("文件已保存", "The files are saved")
	return v.Show(p, papersView(p, x, saved))
}

func answerScript(v *site.Visit, saved []office.Saved, failed error) error {
	var out site.Sent
	if len(saved) == 1 {
		out.SHA256, out.Again = saved[0].SHA256, saved[0].Again
	}
	return v.AnswerScript(out, "", failed)
}

// file opens a file of the own claim.
func file(v *site.Visit) error {
	b, err := v.O.EvidenceFile(v.R.Context(), v.Caller, v.Caller.Case, v.Form.Get("file"))
	if err != nil {
		return err
	}
	return v.Send(b.Media, b.Name, true, b.Bytes)
}

// drawn reads the picture that a script drew: a data address of a PNG.
func drawn(text string) []byte {
	data, ok := strings.CutPrefix(text, "data:image/png;base64,")
	if !ok {
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil
	}
	return b
}

func slipPage(v *site.Visit) error {
	c, err := v.O.FamilyView(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	code, err := print.QR(v.O.SlipCode(c.Slip))
	if err != nil {
		return err
	}
	p := v.Page("查询单", "Slip")
	p.Back = "/case"
	return v.Show(p, slipView(p, c, code))
}

// paperOf gives out a paper of the own claim.
func paperOf(v *site.Visit) error {
	b, err := v.O.ClaimPaper(v.R.Context(), v.Caller, office.ClaimPaper{Claim: v.Caller.Case, Kind: v.Form.Get("kind")})
	if err != nil {
		return caseAgain(v, err, "")
	}
	return v.Send(b.Media, b.Name, false, b.Bytes)
}

// mendPage asks for the one thing.
func mendPage(v *site.Visit) error {
	c, err := v.O.FamilyView(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	if c.Thing == nil {
		return v.To("/case")
	}
	x, err := fillingOf(v)
	if err != nil {
		return err
	}
	p := v.Page("补正一项", "One thing to mend")
	p.Back = "/case"
	return v.Show(p, mendView(p, c, x, thingField(c.Thing.Name), ""))
}

// thingField finds the field of the form that a claim was returned for.
func thingField(path string) field {
	for _, s := range steps {
		for _, f := range s.fields {
			if f.path == path {
				return f
			}
		}
	}
	return field{path: path}
}

// mend sends the one thing: a file, or the field written anew.
func mend(v *site.Visit) error {
	c, err := v.O.FamilyView(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	if c.Thing == nil {
		return v.To("/case")
	}
	f := thingField(c.Thing.Name)
	text := v.Form.Get(f.path)
	if f.kind == "day" {
		text = v.Form.DayText(f.path)
	}
	if err := sendThing(v, c, f, text); err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal {
			return err
		}
		x, ferr := fillingOf(v)
		if ferr != nil {
			return ferr
		}
		p := v.Page("补正一项", "One thing to mend").Blame(err)
		p.Back, p.Path = "/case", "/case/mend"
		return v.Mend(p, mendView(p, c, x, f, text))
	}
	return v.Done("/case", "mended")
}

var nothingSent = problem.Define("family.nothing", problem.Invalid, "没有选择文件", "no file was chosen", "请拍照或选择文件；也可以带原件到窗口", "take a photo or choose a file, or bring the original to the counter")

func sendThing(v *site.Visit, c office.FamilyView, f field, text string) error {
	ctx := v.R.Context()
	if c.Thing.Kind == claim.FieldThing {
		_, err := v.O.MendCase(ctx, v.Acting(), map[string]string{f.path: text})
		return err
	}
	files := v.Form.Files("file")
	if len(files) == 0 {
		return nothingSent.With().At("file")
	}
	for _, x := range files {
		if _, err := v.O.Upload(ctx, v.Caller, office.Upload{Claim: c.Claim, Kind: c.Thing.Name, File: x.Bytes}); err != nil {
			return err
		}
	}
	_, err := v.O.MendCase(ctx, v.Acting(), nil)
	return err
}

func review(v *site.Visit) error {
	if err := v.O.AskReview(v.R.Context(), v.Acting(), v.Form.Get("words")); err != nil {
		return caseAgain(v, err, "words")
	}
	return v.Done("/case", "review")
}

func rate(v *site.Visit) error {
	stars, _ := v.Form.Int("stars")
	if err := v.O.Rate(v.R.Context(), v.Acting(), office.Rating{Step: v.Form.Get("step"), Stars: int(stars), Words: v.Form.Get("say")}); err != nil {
		return caseAgain(v, err, "stars")
	}
	return v.Done("/case", "rated")
}

func withdraw(v *site.Visit) error {
	if v.Form.Get("sure") == "" {
		return caseAgain(v, notSure.With(), "sure")
	}
	if _, err := v.O.Withdraw(v.R.Context(), v.Acting(), office.ClaimRef{Claim: v.Caller.Case}, "family_wish"); err != nil {
		return caseAgain(v, err, "sure")
	}
	return v.Done("/case", "withdrawn")
}

var noCremationDay = problem.Define("certificate.day", problem.Invalid, "缺少火化日期", "the day of the cremation is missing", "请照火化证填写年、月、日", "copy year, month and day from the certificate")

var notSure = problem.Define("family.sure", problem.Invalid, "请先勾选确认", "tick the box first", "确认要撤回的，勾选后再点", "tick it if you are sure, then press again")

func leave(v *site.Visit) error {
	if err := v.LeaveFamily(); err != nil {
		return err
	}
	return v.To("/")
}
