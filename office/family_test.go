package office_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

const sampleCode = 441881

// snap makes a small photo; n makes it another one.
func snap(t testing.TB, n int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 32, 32))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * (n + 3))
	}
	var b bytes.Buffer
	noErr(t.(*testing.T), jpeg.Encode(&b, img, nil))
	return b.Bytes()
}

func drawn(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 60, 20))
	img.Set(5, 5, color.White)
	var b bytes.Buffer
	noErr(t.(*testing.T), png.Encode(&b, img))
	return b.Bytes()
}

// fieldsOf writes a generated form as a family types it.
func fieldsOf(l claim.Lodgement) map[string]string {
	out := map[string]string{}
	for _, p := range []string{
		"deceased.name", "deceased.documents[0].kind", "deceased.documents[0].number", "deceased.death", "deceased.death_area",
		"deceased.death_paper.kind", "deceased.death_paper.number", "deceased.death_paper.issuer", "deceased.household_area", "deceased.sex", "deceased.birth",
		"handler.name", "handler.document.kind", "handler.document.number", "handler.relation", "handler.phone",
		"cremation.day", "cremation.area", "cremation.home", "cremation.certificate", "account.holder", "account.number", "account.bank", "account.reason",
		"invoices[0].number", "invoices[0].code", "invoices[0].day", "invoices[0].fen",
	} {
		if v := l.Get(p); v != "" {
			out[p] = v
		}
	}
	return out
}

// online begins a family's application with its phone and gives the caller.
func online(t *testing.T, w *demo.World, c *demo.Case, key string) (office.Drafted, office.FamilySession) {
	t.Helper()
	h := *c.Form.Handler
	form := claim.Lodgement{Route: c.Form.Route, Handler: &claim.Handler{Name: h.Name, Phone: h.Phone}}
	form.Deceased.HouseholdArea = c.Form.Deceased.HouseholdArea
	d, s, err := w.Office.StartCase(bg, sampleCode, key, "203.0.113.7", "", office.DraftClaim{Home: w.Home, Form: form})
	noErr(t, err)
	return d, s
}

func TestFamilyOpensItsCaseWithSlipAndPhoneOnly(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		d, first := online(t, w, &c, "start-1")
		again, second := online(t, w, &c, "start-1") // a double click is one draft
		if again.Slip != d.Slip || first.Caller.Case != d.Claim || second.Caller.Case != d.Claim {
			t.Fatalf("%+v %+v", d, again)
		}
		four := c.Form.Handler.Phone[len(c.Form.Handler.Phone)-4:]
		wrong := "0000"
		if four == wrong {
			wrong = "1111"
		}
		s, err := w.Office.OpenCase(bg, office.CaseKey{Slip: d.Slip, Phone: four, Source: "a"})
		noErr(t, err)
		who, err := w.Office.FamilyOf(bg, s.Token)
		if err != nil || who.Case != d.Claim || who.Role != party.Family || who.County != sampleCode {
			t.Fatalf("%+v %v", who, err)
		}
		byLink, err := w.Office.OpenCase(bg, office.CaseKey{Link: d.Link, Phone: four, Source: "a"})
		if err != nil || byLink.Caller.Case != d.Claim {
			t.Fatalf("the link: %v", err)
		}
		refused(t, "family.wrong", drop(w.Office.OpenCase(bg, office.CaseKey{Link: d.Link, Phone: wrong, Source: "b"})))
		wrongPhone := drop(w.Office.OpenCase(bg, office.CaseKey{Slip: d.Slip, Phone: wrong, Source: "b"}))
		wrongSlip := drop(w.Office.OpenCase(bg, office.CaseKey{Slip: "4821-0375-9916", Phone: four, Source: "b"}))
		if wrongPhone.Error() != wrongSlip.Error() || problem.CodeOf(wrongPhone) != "family.wrong" {
			t.Fatalf("the answers differ: %v, %v", wrongPhone, wrongSlip)
		}
		noErr(t, w.Office.CloseCase(bg, s.Token))
		refused(t, "family.session", drop(w.Office.FamilyOf(bg, s.Token)))
		refused(t, "family.session", drop(w.Office.FamilyOf(bg, "441881.guess")))
		clock.Set(c.Day.AddYears(1).String())
		refused(t, "family.session", drop(w.Office.FamilyOf(bg, second.Token)))
	})
}

// TestFamilyAppliesOnlineAndTheDeskTakesItIn plays an out-of-area application
// from the phone to the bureau, with a picture, a signature and a mended field.
func TestFamilyAppliesOnlineAndTheDeskTakesItIn(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o, c := w.Office, nextOf(g, claim.Reimbursement, "2026-03")
		clock.Set(c.Day.String())
		d, s := online(t, w, &c, "r-1")
		fam := s.Caller
		if x, err := o.FamilyView(bg, fam); err != nil || !strings.Contains(x.Says.Next.Zh, "继续填写") {
			t.Fatalf("an empty draft is told to bring originals: %+v %v", x.Says, err)
		}
		faults, err := o.SaveFields(bg, fam, map[string]string{"deceased.name": c.Form.Deceased.Name, "deceased.death": "三月五日", "account.number": "12"})
		noErr(t, err)
		if !faultsOn(faults, "deceased.death", "account.number") || len(faults) != 2 {
			t.Fatalf("%v", faults)
		}
		v, err := o.FamilyForm(bg, fam)
		if err != nil || v.Form.Deceased.Name != c.Form.Deceased.Name || len(v.Needed) == 0 || len(v.Faults) == 0 {
			t.Fatalf("what could be read was not kept: %+v %v", v, err)
		}
		refused(t, "family.signature", drop(o.SignApplication(bg, fam, office.SignApplication{Digest: v.Digest})))
		if _, err := o.SignApplication(bg, fam, office.SignApplication{Digest: v.Digest, Picture: drawn(t)}); !faultsOn(faultList(err), "handler.document.number") {
			t.Fatalf("an incomplete form was signed: %v", err)
		}
		faults, err = o.SaveFields(bg, fam, map[string]string{"handler.relation": string(c.Form.Handler.Relation)}) // one field of a part that is there
		noErr(t, err)
		if v, err := o.FamilyForm(bg, fam); err != nil || v.Form.Handler.Relation != c.Form.Handler.Relation || len(faults) > 0 {
			t.Fatalf("one field was not kept: %+v %v %v", v.Form.Handler, faults, err)
		}
		faults, err = o.SaveFields(bg, fam, fieldsOf(c.Form))
		if err != nil || len(faults) > 0 {
			t.Fatalf("%v %v", faults, err)
		}
		refused(t, "family.signed_other", drop(o.SignApplication(bg, fam, office.SignApplication{Digest: v.Digest, Picture: drawn(t)})))
		v, err = o.FamilyForm(bg, fam)
		noErr(t, err)
		noErr(t, drop(o.SignApplication(bg, fam, office.SignApplication{Digest: v.Digest, Picture: drawn(t)})))
		if v, err = o.FamilyForm(bg, fam); err != nil || v.Signed == "" || len(v.Faults) > 0 {
			t.Fatalf("%+v %v", v, err)
		}
		next := func() (string, bool) {
			x, err := o.FamilyView(bg, fam)
			noErr(t, err)
			return x.Says.Next.Zh, x.Again
		}
		if says, again := next(); again || !strings.Contains(says, "请带原件") {
			t.Fatalf("signed: %s %v", says, again)
		}
		noErr(t, drop(o.SaveFields(bg, fam, map[string]string{"handler.address": "样本路 7 号"})))
		if says, again := next(); !again || !strings.Contains(says, "重新签名") {
			t.Fatalf("changed after signing: %s %v", says, again)
		}
		if v, err = o.FamilyForm(bg, fam); err != nil || !v.Changed || v.Signed != "" {
			t.Fatalf("the form does not say that its signature is void: %+v %v", v, err)
		}
		noErr(t, drop(o.SignApplication(bg, fam, office.SignApplication{Digest: v.Digest, Picture: stroke(t)})))
		uploads(t, o, fam)

		clerk := w.As(demo.TownClerk(townOf(t, c.Form.Deceased.HouseholdArea)))
		ref := office.ClaimRef{Claim: d.Claim}
		noErr(t, drop(o.Lodge(bg, clerk, ref)))
		noErr(t, drop(o.Return(bg, clerk, office.ReturnClaim{Claim: d.Claim, Thing: claim.FieldThing, Name: "handler.phone", Reason: "号码打不通"})))
		view, err := o.FamilyView(bg, fam)
		if err != nil || view.Thing == nil || view.Thing.Words.Zh != "经办人手机号" || view.Thing.Reason != "号码打不通" || !view.Mine {
			t.Fatalf("%+v %v", view, err)
		}
		if _, err := o.MendCase(bg, fam, map[string]string{"handler.phone": "12"}); !faultsOn(faultList(err), "handler.phone") {
			t.Fatalf("a wrong phone was taken: %v", err)
		}
		noErr(t, drop(o.MendCase(bg, fam, map[string]string{"handler.phone": "13900001234"})))
		if view, err = o.FamilyView(bg, fam); err != nil || view.State != claim.Lodged || view.Holder == nil || view.Holder.Kind != party.Town {
			t.Fatalf("%+v %v", view, err)
		}
		refused(t, "family.wrong", drop(o.OpenCase(bg, office.CaseKey{Slip: d.Slip, Phone: c.Form.Handler.Phone, Source: "x"}))) // the number given up
		noErr(t, drop(o.OpenCase(bg, office.CaseKey{Slip: d.Slip, Phone: "1234", Source: "x"})))
		sound(t, w)
	})
}

func uploads(t *testing.T, o *office.Office, fam office.Caller) {
	t.Helper()
	up := office.Upload{Claim: fam.Case, Kind: "out_invoice", File: snap(t, 1)}
	first, err := o.Upload(bg, fam, up)
	noErr(t, err)
	up.Sum = first.SHA256
	again, err := o.Upload(bg, fam, up)
	if err != nil || again.SHA256 != first.SHA256 || again.File != first.File || !again.Again || first.Again {
		t.Fatalf("first %+v again %+v %v", first, again, err)
	}
	up.Sum = strings.Repeat("0", 64)
	refused(t, "upload.sum", drop(o.Upload(bg, fam, up)))
	refused(t, "evidence.kind", drop(o.Upload(bg, fam, office.Upload{Claim: fam.Case, Kind: "out_invoice", File: []byte("<svg/>")})))
	refused(t, "claim.paper_unknown", drop(o.Upload(bg, fam, office.Upload{Claim: fam.Case, Kind: "no_such", File: snap(t, 2)})))
	other := fam
	other.Case++
	if drop(o.Upload(bg, other, office.Upload{Claim: fam.Case, Kind: "out_invoice", File: snap(t, 3)})) == nil {
		t.Fatal("another family attached a file")
	}
	p, err := o.EvidenceFile(bg, fam, fam.Case, first.File)
	if err != nil || p.Media != "image/jpeg" || p.SHA256 != first.File {
		t.Fatalf("%+v %v", p, err)
	}
	if drop(o.EvidenceFile(bg, other, fam.Case, first.File)) == nil {
		t.Fatal("another family read the file")
	}
}

func faultsOn(l problem.List, fields ...string) bool {
	for _, f := range fields {
		if !slices.ContainsFunc(l, func(p *problem.Problem) bool { return p.Field == f }) {
			return false
		}
	}
	return true
}

func faultList(err error) problem.List {
	l, _ := err.(problem.List)
	return l
}

func townOf(t *testing.T, area string) int {
	t.Helper()
	var n int
	if _, err := fmt.Sscanf(area[6:9], "%d", &n); err != nil {
		t.Fatal(err)
	}
	return n - 100
}

// sound runs the checker over the installation.
func sound(t *testing.T, w *demo.World) {
	t.Helper()
	rep, err := verify.Run(bg, verify.Options{Dir: under[w].Dir(), Keyset: true})
	if err != nil || !rep.OK() {
		t.Fatalf("%+v %v", rep.Findings, err)
	}
}

func TestRefusalIsToldReviewedOnWishAndComplainedOf(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o := w.Office
		m, _ := date.ParseMonth("2026-02")
		c := g.Next(m)
		for !c.Refused {
			c = g.Next(m)
		}
		clock.Set(c.Day.String())
		id, err := w.Run(bg, &c)
		noErr(t, err)
		fam := office.Caller{County: sampleCode, Role: party.Family, Case: id}
		v, err := o.FamilyView(bg, fam)
		if err != nil || v.Refused == nil || v.Refused.Cure == "" || v.Refused.Asked {
			t.Fatalf("%+v %v", v.Refused, err)
		}
		letter, err := o.ClaimPaper(bg, fam, office.ClaimPaper{Claim: id, Kind: "letter_pdf"})
		if err != nil || len(letter.Bytes) < 5000 {
			t.Fatalf("%d bytes %v", len(letter.Bytes), err)
		}
		noErr(t, o.AskReview(bg, fam, "户口已经迁回"))
		refused(t, "review.asked", o.AskReview(bg, fam, "又一次"))
		asked, err := o.ReviewsAsked(bg, w.As("reviewer1"))
		if err != nil || len(asked) != 1 || asked[0].Words != "户口已经迁回" || asked[0].Claim != id {
			t.Fatalf("%+v %v", asked, err)
		}
		noErr(t, drop(o.Review(bg, w.As("reviewer1"), office.ClaimRef{Claim: id}, "family_asked")))
		if asked, err = o.ReviewsAsked(bg, w.As("reviewer1")); err != nil || len(asked) != 0 {
			t.Fatalf("a review done is still listed: %+v %v", asked, err)
		}
		complaint(t, w, fam)
		sound(t, w)
	})
}

func complaint(t *testing.T, w *demo.World, fam office.Caller) {
	t.Helper()
	o := w.Office
	req := office.Complain{Office: w.As("desk1").Office, Kind: "attitude", Words: "等了两小时", Phone: "139 0000 5678"}
	got, err := o.Complain(bg, fam, "src", req)
	noErr(t, err)
	refused(t, "complaint.wrong", drop(o.ComplaintStatus(bg, sampleCode, got.Number, "0000", "src")))
	rows, err := o.Complaints(bg, w.As("chief1"), 0)
	if err != nil || len(rows) != 1 || !rows[0].Mine || rows[0].Words != req.Words || rows[0].Contact != req.Phone {
		t.Fatalf("%+v %v", rows, err)
	}
	refused(t, "complaint.own", o.AnswerComplaint(bg, w.As("reviewer1"), rows[0].ID, "已核实")) // reviewed the case
	refused(t, "party.not_allowed", o.AnswerComplaint(bg, w.As("manager1"), rows[0].ID, "没有的事"))
	noErr(t, o.AnswerComplaint(bg, w.As("chief1"), rows[0].ID, "已核实并道歉"))
	refused(t, "complaint.answered", o.AnswerComplaint(bg, w.As("chief1"), rows[0].ID, "再答"))
	v, err := o.ComplaintStatus(bg, sampleCode, got.Number, "5678", "src")
	if err != nil || v.State != "answered" || v.Answer != "已核实并道歉" {
		t.Fatalf("%+v %v", v, err)
	}
	if _, err := o.Complain(bg, office.Caller{County: sampleCode, Role: party.Family}, "src", req); err != nil {
		t.Fatalf("anybody may complain: %v", err)
	}
}

func TestRatingOnceForEachStepAndNoticeMasked(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o, ids := w.Office, completed(t, w, clock, g, 3)
		fam := office.Caller{County: sampleCode, Role: party.Family, Case: ids[0]}
		refused(t, "rating.stars", o.Rate(bg, fam, office.Rating{Step: "desk"}))
		refused(t, "rating.step", o.Rate(bg, fam, office.Rating{Step: "payment", Stars: 5}))
		noErr(t, o.Rate(bg, fam, office.Rating{Step: "desk", Stars: 4, Words: "很耐心"}))
		refused(t, "rating.again", o.Rate(bg, fam, office.Rating{Step: "desk", Stars: 1}))
		got, err := o.Ratings(bg, w.As("manager1"))
		if err != nil || len(got.Last) != 1 || got.Last[0].Words != "很耐心" || got.Counts[0].Stars != 4 {
			t.Fatalf("%+v %v", got, err)
		}
		list := paidList(t, w)
		n, err := o.PublishNotice(bg, w.As("chief1"), office.PublishNotice{List: list, From: date.MustDay("2026-03-02"), To: date.MustDay("2026-03-08")})
		if err != nil || n.Lines != 3 || n.Waived == 0 {
			t.Fatalf("%+v %v", n, err)
		}
		refused(t, "notice.again", drop(o.PublishNotice(bg, w.As("chief1"), office.PublishNotice{List: list, From: n.From, To: n.To})))
		if p, err := o.NoticePaper(bg, sampleCode, n.ID, nil); err != nil || p.SHA256 != n.SHA256 {
			t.Fatalf("%v", err)
		}
		clock.Set("2026-04-01")
		refused(t, "check.unknown", drop(o.NoticePaper(bg, sampleCode, n.ID, nil))) // its days are over
		b, err := o.Board(bg, sampleCode)
		if err != nil || b.Due != 1 || b.OnTime != 1 || len(b.Homes) != 1 || len(b.Homes[0].Prices) < 7 || b.Cap != 130000 || len(b.Notices) != 1 {
			t.Fatalf("%+v %v", b, err)
		}
		sound(t, w)
	})
}

func TestPaperIsCheckedByPositionAndDigest(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o := w.Office
		o.PublicAddress("https://songbai.example.cn/")
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		id := accepted(t, w, &c)
		noErr(t, drop(o.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "screen", File: drawn(t)})))
		v, err := o.ClaimView(bg, w.As("auditor1"), id)
		noErr(t, err)
		slip, err := o.Sign(bg, w.As("desk1").With("signed-2"), office.SignClaim{Claim: id, Means: "paper"})
		noErr(t, err)
		pos, seen := lastOf(t, w, "sign")
		got, err := o.CheckPaper(bg, sampleCode, pos, seen[:16], "x")
		if err != nil || got.Digest != seen || slip.Digest == "" || got.StateZh != v.StateZh || !got.Final {
			t.Fatalf("%+v %v", got, err)
		}
		refused(t, "check.unknown", drop(o.CheckPaper(bg, sampleCode, pos, seen[:8], "x")))
		refused(t, "check.unknown", drop(o.CheckPaper(bg, sampleCode, pos-1, seen[:16], "x")))
		noErr(t, drop(o.Sign(bg, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})))
		if got, err = o.CheckPaper(bg, sampleCode, pos, seen, "x"); err != nil || got.Final {
			t.Fatalf("a slip signed again is still said to hold: %+v %v", got, err)
		}
	})
}

// lastOf gives position and digest of the last record of an act.
func lastOf(t *testing.T, w *demo.World, act string) (pos int64, digest string) {
	t.Helper()
	noErr(t, under[w].Read(bg, sampleCode, func(s *store.Scope) error {
		rows, err := s.AuditRows(0, 1000)
		for _, r := range rows {
			if r.Act == act {
				pos, digest = r.Pos, r.Digest
			}
		}
		return err
	}))
	return pos, digest
}

func TestEligibleWithoutAName(t *testing.T) {
	w, clock, _ := sampleWorld(t, storetest.Engines[0])
	clock.Set("2026-03-05")
	told, err := w.Office.Eligible(bg, office.Asked{County: sampleCode, Town: "441881101"})
	if err != nil || !told.OK || len(told.Items) != 7 || told.Cap != 130000 || len(told.Papers) != 4 || len(told.Offices) != 2 || told.Offices[0].Kind != party.Home {
		t.Fatalf("%+v %v", told, err)
	}
	if told.Waived == 0 || told.Waived > told.Cap || !told.Items[0].From || told.Items[2].Most != 3 {
		t.Fatalf("%+v", told.Items)
	}
	told, err = w.Office.Eligible(bg, office.Asked{County: sampleCode, Town: "441881101", Elsewhere: true})
	if err != nil || !told.OK || told.Offices[0].Kind != party.Town || !slices.ContainsFunc(told.Papers, func(p office.PaperRow) bool { return p.ID == "bank_book" }) {
		t.Fatalf("%+v %v", told, err)
	}
	told, err = w.Office.Eligible(bg, office.Asked{County: sampleCode})
	if err != nil || told.OK || told.Cure.Zh == "" || len(told.Open) != 3 {
		t.Fatalf("%+v %v", told, err)
	}
	refused(t, "ask.fact", drop(w.Office.Eligible(bg, office.Asked{County: sampleCode, Yes: []string{"own_home"}})))
	p, err := w.Office.Leaflet(bg, sampleCode, "441881101", "x")
	if err != nil || len(p.Bytes) < 5000 {
		t.Fatalf("%d bytes %v", len(p.Bytes), err)
	}
}

func TestPublicityIsRecordedAndTakenBack(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o, day := w.Office, date.MustDay("2026-03-05")
		clock.Set("2026-03-06")
		town := w.As(demo.TownClerk(1))
		req := office.Publicity{Kind: "leaflet", Day: day, Place: "镇政府门口", Count: 200, Town: "441881102"} // a town writes for itself
		id, err := o.RecordPublicity(bg, town, req)
		noErr(t, err)
		req.Day = date.MustDay("2026-03-07")
		refused(t, "publicity.form", drop(o.RecordPublicity(bg, town, req)))
		rows, err := o.PublicityOf(bg, w.As("keeper1"), day, day)
		if err != nil || len(rows) != 1 || rows[0].Town != "441881101" || rows[0].Count != 200 {
			t.Fatalf("%+v %v", rows, err)
		}
		noErr(t, o.CancelPublicity(bg, town, id, "写错数量"))
		refused(t, "publicity.form", o.CancelPublicity(bg, town, id, "再撤"))
		if rows, err = o.PublicityOf(bg, town, day, day); err != nil || len(rows) != 2 || !rows[1].Cancelled {
			t.Fatalf("%+v %v", rows, err)
		}
		sound(t, w)
	})
}
