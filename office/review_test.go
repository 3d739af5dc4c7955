package office_test

import (
	"testing"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// A review has its day: told to the family, sorted by it for those who answer,
// said in the letter; the refusal may be upheld by another person, once.
func TestReviewIsAnsweredByItsDay(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		o := w.Office
		first, second := refusedClaim(t, w, clock, g), refusedClaim(t, w, clock, g)
		clock.Set("2026-04-01") // a Wednesday before the holiday of Qingming (4th to 6th)
		fam := func(id int64) office.Caller {
			return office.Caller{County: sampleCode, Role: party.Family, Case: id}
		}
		noErr(t, o.AskReview(bg, fam(first), "户口已经迁回"))
		refused(t, "setting.value", o.SetSetting(bg, w.As("sys_admin"), office.SetSetting{Name: "review_days", Value: "0"}))
		noErr(t, o.SetSetting(bg, w.As("sys_admin"), office.SetSetting{Name: "review_days", Value: "3"}))
		noErr(t, o.AskReview(bg, fam(second), "另有证明"))

		told := func(id int64) *office.Refusing {
			t.Helper()
			v, err := o.FamilyView(bg, fam(id))
			noErr(t, err)
			return v.Refused
		}
		if x := told(first); x.Due.String() != "2026-04-23" || x.Left != 15 || x.Term != 3 {
			t.Errorf("fifteen working days from the next: %s, %d left", x.Due, x.Left)
		}
		if x := told(second); x.Due.String() != "2026-04-07" || x.Left != 3 {
			t.Errorf("three working days around the holiday: %s, %d left", x.Due, x.Left)
		}
		if v, err := o.FamilyView(bg, fam(first)); err != nil || v.Mine || v.Holder == nil || v.Holder.Kind != party.Bureau || v.Since.Day() != date.MustDay("2026-04-01") {
			t.Errorf("it is with the bureau: %+v %v", v, err)
		}
		asked, err := o.ReviewsAsked(bg, w.As("reviewer1"))
		if err != nil || len(asked) != 2 || asked[0].Claim != second || asked[1].Claim != first {
			t.Fatalf("due first is not first: %+v %v", asked, err)
		}
		for _, login := range []string{"manager1", "reviewer1"} {
			rows, err := o.ReviewsAsked(bg, w.As(login))
			if err != nil || len(rows) != 2 || rows[0].Mine != (rows[0].By == w.As(login).Person) {
				t.Errorf("%s: %+v %v", login, rows, err)
			}
		}
		clock.Set("2026-04-09")
		if x := told(second); x.Left != -2 {
			t.Errorf("two working days late: %d", x.Left)
		}
		notes, err := o.Remind(bg)
		noErr(t, err)
		late := 0
		for _, n := range notes {
			if n.Kind == "review_late" && n.Subject == second {
				late++
			}
		}
		if late != 1 {
			t.Errorf("the late review is told %d times: %+v", late, notes)
		}
		upheld(t, w, fam(second))
		if err := drop(o.Review(bg, w.As("reviewer1"), office.ClaimRef{Claim: first}, "family_asked")); err != nil {
			t.Fatal(err)
		}
		if asked, err = o.ReviewsAsked(bg, w.As("reviewer1")); err != nil || len(asked) != 0 {
			t.Errorf("answered reviews are listed: %+v %v", asked, err)
		}
		sound(t, w)
	})
}

// upheld lets another person leave the refusal of a family's claim as it was.
func upheld(t *testing.T, w *demo.World, fam office.Caller) {
	t.Helper()
	o, no := w.Office, office.RefuseClaim{Claim: fam.Case, Code: "policy.no_class", Clause: "一(首)", Cure: "户口迁回后可以重新申请"}
	v, err := o.FamilyView(bg, fam)
	noErr(t, err)
	before, err := o.ClaimPaper(bg, fam, office.ClaimPaper{Claim: fam.Case, Kind: "letter_pdf"})
	noErr(t, err)
	refused(t, "party.second_person", drop(o.Uphold(bg, w.As("manager1"), no)))
	refused(t, "claim.refusal", drop(o.Uphold(bg, w.As("reviewer1"), office.RefuseClaim{Claim: fam.Case, Code: "policy.no_class"})))
	moved, err := o.Uphold(bg, w.As("reviewer1"), no)
	if err != nil || moved.State != "refused" {
		t.Fatalf("%+v %v", moved, err)
	}
	after, err := o.ClaimPaper(bg, fam, office.ClaimPaper{Claim: fam.Case, Kind: "letter_pdf"})
	if err != nil || after.SHA256 == before.SHA256 {
		t.Errorf("the answer has no letter of its own: %v", err)
	}
	if v, err = o.FamilyView(bg, fam); err != nil || v.Refused.Upheld == nil || v.Refused.Upheld.Cure != no.Cure || v.Refused.Asked || v.Refused.Upheld.Day != date.MustDay("2026-04-09") {
		t.Errorf("%+v %v", v.Refused, err)
	}
	refused(t, "review.upheld", o.AskReview(bg, fam, "再问一次"))
	refused(t, "review.not_asked", drop(o.Uphold(bg, w.As("chief1"), no)))
	refused(t, "party.second_person", drop(o.Review(bg, w.As("reviewer1"), office.ClaimRef{Claim: fam.Case}, "again")))
}

// refusedClaim makes a claim that the policy refuses.
func refusedClaim(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) int64 {
	t.Helper()
	m, _ := date.ParseMonth("2026-03")
	c := g.Next(m)
	for !c.Refused {
		c = g.Next(m)
	}
	clock.Set(c.Day.String())
	id, err := w.Run(bg, &c)
	noErr(t, err)
	return id
}
