package office_test

import (
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// partly makes a claim of a route of which the family pays a part.
func partly(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator, r claim.Route, month, day string) (int64, office.Caller) {
	t.Helper()
	clock.Set(day)
	for {
		c := nextOf(g, r, month)
		id := must[int64](t)(w.Run(bg, &c))
		if r == claim.Reimbursement {
			noErr(t, w.Determine(bg, "reviewer2", id))
		}
		if v := must[office.ClaimView](t)(w.Office.ClaimView(bg, w.As("reviewer1"), id)); v.Family > 0 {
			return id, office.Caller{County: sampleCode, Role: party.Family, Case: id}
		}
	}
}

// TestASumIsReviewed lets families find a sum too small: the bureau weighs one again,
// by another person than fixed it, and leaves one as it was, told with clause and
// words, by the day of the review; once for each sum.
func TestASumIsReviewed(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o := w.Office
		out, outFam := partly(t, w, clock, g, claim.Reimbursement, "2026-03", "2026-03-31")
		home, homeFam := partly(t, w, clock, g, claim.Waiver, "2026-03", "2026-03-31")
		view := func(fam office.Caller) *office.SumReview {
			t.Helper()
			return must[office.FamilyView](t)(o.FamilyView(bg, fam)).Sum
		}
		if x := view(outFam); x == nil || x.Asked || x.Term != 15 || x.Family == 0 {
			t.Fatalf("%+v", x)
		}
		stands := office.RefuseClaim{Claim: home, Clause: "二(末)", Cure: "已达到最高限额"}
		refused(t, "review.not_asked", drop(o.Uphold(bg, w.As("reviewer1"), stands)))
		refused(t, "review.not_asked", drop(o.Review(bg, w.As("reviewer1"), office.ClaimRef{Claim: out}, "again")))
		noErr(t, o.AskReview(bg, outFam, "发票上还有一项"))
		noErr(t, o.AskReview(bg, homeFam, "骨灰盒应当全免"))
		refused(t, "review.asked", o.AskReview(bg, homeFam, "再问"))
		if rows := must[[]office.ReviewAsked](t)(o.ReviewsAsked(bg, w.As("reviewer1"))); len(rows) != 2 || !rows[0].Sum || rows[0].Cure != "" {
			t.Fatalf("%+v", rows)
		}
		if rows := must[[]office.ReviewAsked](t)(o.ReviewsAsked(bg, w.As("manager1"))); len(rows) != 0 {
			t.Fatalf("a home does not review its sum: %+v", rows)
		}
		if n := waits(t, w, "reviewer1")["reviews"].Count; n != 2 {
			t.Fatalf("%d reviews wait", n)
		}
		if x := must[office.ClaimSheet](t)(o.ClaimSheet(bg, w.As("reviewer1"), out)).Review; x == nil || !x.Sum || x.Words == "" {
			t.Fatalf("%+v", x)
		}
		// weighed again: by another person than determined it, then determined anew
		refused(t, "party.second_person", drop(o.Review(bg, w.As("reviewer2"), office.ClaimRef{Claim: out}, "too small")))
		refused(t, "claim.move_by", drop(o.Review(bg, w.As("manager1"), office.ClaimRef{Claim: home}, "too small")))
		if m := must[office.Moved](t)(o.Review(bg, w.As("reviewer1"), office.ClaimRef{Claim: out}, "too small")); m.State != "forwarded" {
			t.Fatalf("%+v", m)
		}
		noErr(t, w.Determine(bg, "reviewer1", out))
		if x := view(outFam); x == nil || x.Asked || x.Upheld != nil {
			t.Fatalf("the new sum may be reviewed: %+v", x)
		}
		// left as it was, also while a list holds it
		clock.Set("2026-04-02")
		must[office.ListMoved](t)(o.SubmitList(bg, w.As("manager1"), office.SubmitList{Period: february.Next()}))
		refused(t, "claim.move", drop(o.Review(bg, w.As("reviewer1"), office.ClaimRef{Claim: home}, "too small")))
		refused(t, "claim.refusal", drop(o.Uphold(bg, w.As("reviewer1"), office.RefuseClaim{Claim: home, Clause: "二(末)"})))
		refused(t, "claim.refusal", drop(o.Uphold(bg, w.As("reviewer1"), office.RefuseClaim{Claim: home, Code: "policy.no_class", Clause: "一", Cure: "x"})))
		before := must[office.Paper](t)(o.ClaimPaper(bg, homeFam, office.ClaimPaper{Claim: home, Kind: "letter_pdf"}))
		if m := must[office.Moved](t)(o.Uphold(bg, w.As("reviewer1"), stands)); m.State != "listed" {
			t.Fatalf("%+v", m)
		}
		x := view(homeFam)
		if x == nil || x.Asked || x.Upheld == nil || x.Upheld.Cure != stands.Cure || x.Upheld.Clause != stands.Clause || x.Upheld.Day != date.MustDay("2026-04-02") {
			t.Fatalf("%+v", x)
		}
		if after := must[office.Paper](t)(o.ClaimPaper(bg, homeFam, office.ClaimPaper{Claim: home, Kind: "letter_pdf"})); after.SHA256 == before.SHA256 || !strings.HasPrefix(string(after.Bytes), "%PDF") {
			t.Fatal("the answer has no letter of its own")
		}
		refused(t, "review.upheld", o.AskReview(bg, homeFam, "再问一次"))
		if rows := must[[]office.ReviewAsked](t)(o.ReviewsAsked(bg, w.As("reviewer1"))); len(rows) != 0 {
			t.Fatalf("%+v", rows)
		}
	})
}
