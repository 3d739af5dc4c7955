package office_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// TestPicturesStayOpenToWhoOpenedThem opens a picture: the act stays in the chain,
// the picture stays open to that person for a quarter of an hour and to nobody else.
func TestPicturesStayOpenToWhoOpenedThem(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		c := resident(g, "2026-02")
		clock.Set(c.Day.String())
		id := lodged(t, w, &c)
		pdf := []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
		_, err := o.SightPaper(ctx, w.As("desk1"), office.SeePaper{Claim: id, Kind: "handler_id", Original: true, Copies: 3, File: pdf, Media: "application/pdf"})
		ok(t, err)
		hash := ""
		for _, l := range must[office.CheckView](t)(o.Checklist(ctx, w.As("reviewer1"), id)).Lines {
			for _, x := range l.Seen {
				hash = max(hash, x.File)
			}
		}
		ask := office.ReadEvidence{Claim: id, Hash: hash}
		open := func(login string) int {
			return len(must[[]office.OpenedPaper](t)(o.OpenedPapers(ctx, w.As(login), id)))
		}
		_, err = o.OpenedPaper(ctx, w.As("reviewer1"), ask)
		wants(t, err, "claim.paper_shut")
		looks := func() int {
			return len(must[office.AuditPage](t)(o.AuditLog(ctx, w.As("auditor1"), office.AuditFilter{Subject: id, Act: string(party.Unmask)})).Rows)
		}
		before := looks()
		must[office.Evidence](t)(o.Evidence(ctx, w.As("reviewer1"), ask))
		if got := must[office.Evidence](t)(o.OpenedPaper(ctx, w.As("reviewer1"), ask)); string(got.Bytes) != string(pdf) || got.Media != "application/pdf" {
			t.Fatalf("%s %q", got.Media, got.Bytes)
		}
		if open("reviewer1") != 1 || open("reviewer2") != 0 || looks() != before+1 {
			t.Fatalf("open to reviewer1 %d, to reviewer2 %d, records %d", open("reviewer1"), open("reviewer2"), looks()-before)
		}
		_, err = o.OpenedPaper(ctx, w.As("reviewer2"), ask)
		wants(t, err, "claim.paper_shut")
		_, err = o.OpenedPapers(ctx, w.As("examiner1"), id)
		wants(t, err, "party.not_allowed")
		clock.Add(office.PapersStayOpen + time.Second)
		if open("reviewer1") != 0 {
			t.Fatal("it is still open after its time")
		}
		_, err = o.OpenedPaper(ctx, w.As("reviewer1"), ask)
		wants(t, err, "claim.paper_shut")
	})
}

// TestAPassedLineSaysWhatWasNotTicked passes lines with ticks open, with all set and
// in bulk: each mark says so ever after, with the name for those who may know it.
func TestAPassedLineSaysWhatWasNotTicked(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, rev := context.Background(), w.Office, w.As("reviewer1")
		completed(t, w, clock, g, 4)
		clock.Set("2026-03-02")
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		at := func(login string, seq int) office.ReviewLine {
			return must[office.LineAt](t)(o.ReviewLine(ctx, w.As(login), office.LineQuery{List: l.List}, seq)).Line
		}
		ref := func(seq int) office.LineRef { return office.LineRef{List: l.List, Seq: seq} }
		for _, kind := range []string{office.TickIdentity, office.TickPapers} {
			noErr(t, o.TickClaim(ctx, rev, office.TickClaim{Claim: at("reviewer1", 2).Claim, Kind: kind}))
		}
		for _, seq := range []int{1, 2} {
			must[office.ListMoved](t)(o.CheckLine(ctx, rev, ref(seq)))
		}
		must[office.ListMoved](t)(o.CheckLines(ctx, rev, office.ListRef{List: l.List}))
		for seq, want := range map[int]office.MarkView{1: {Open: []string{"identity", "papers"}}, 2: {}, 3: {Bulk: "rest"}} {
			m := at("reviewer1", seq).Marks[0]
			if m.Mark != settlement.MarkPass || !slices.Equal(m.Open, want.Open) || m.Bulk != want.Bulk || m.Name != "样乙一" {
				t.Errorf("line %d: %+v", seq, m)
			}
		}
		for login, name := range map[string]string{"auditor1": "样乙一", "sealer1": "样乙一", "manager1": "", "examiner1": ""} {
			if m := at(login, 1).Marks[0]; m.Name != name || len(m.Open) != 2 {
				t.Errorf("%s reads %+v", login, m)
			}
		}
		id := at("reviewer1", 1).Claim
		for login, want := range map[string][2]bool{"auditor1": {true, true}, "reviewer1": {true, true}, "manager1": {true, false}, "examiner1": {false, false}} {
			v := must[office.ClaimSheet](t)(o.ClaimSheet(ctx, w.As(login), id))
			home := v.Moves[len(v.Moves)-1]
			ticked := must[office.ClaimSheet](t)(o.ClaimSheet(ctx, w.As(login), at("reviewer1", 2).Claim)).Ticks[0]
			if !strings.Contains(home.Office, "殡仪馆") || (home.Name != "") != want[0] || (ticked.Name != "") != want[1] || !ticked.Done || ticked.At == "" {
				t.Errorf("%s reads %+v and %+v", login, home, ticked)
			}
			if sums := v.Ticks[2]; !sums.Done || sums.Wrong {
				t.Errorf("the sums tick themselves: %+v", sums)
			}
		}
		must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
		refused(t, "claim.tick_late", o.TickClaim(ctx, rev, office.TickClaim{Claim: id, Kind: office.TickIdentity}))
		if x := must[office.ClaimSheet](t)(o.ClaimSheet(ctx, rev, id)).Ticks[0]; x.May || x.Done {
			t.Fatalf("%+v", x)
		}
	})
}

// TestAReviewerStaysOutOfACase declares a relation from the page of a claim: the
// reader is told, and no act of theirs is taken on that person's cases.
func TestAReviewerStaysOutOfACase(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, rev := context.Background(), w.Office, w.As("reviewer1")
		ids := completed(t, w, clock, g, 2)
		elsewhere := demo.TownClerk(1)
		if v := must[office.ClaimView](t)(o.ClaimView(ctx, rev, ids[0])); strings.HasSuffix(v.Town, "101") {
			elsewhere = demo.TownClerk(2)
		}
		refused(t, "claim.recuse", o.Recuse(ctx, rev, office.Recuse{Claim: ids[0], Whose: "deceased", Kind: "friend"}))
		refused(t, "claim.recuse", o.Recuse(ctx, rev, office.Recuse{Claim: ids[0], Whose: "neighbour", Kind: "sibling"}))
		refused(t, "party.not_allowed", o.Recuse(ctx, w.As("auditor1"), office.Recuse{Claim: ids[0], Whose: "deceased", Kind: "sibling"}))
		refused(t, "party.out_of_reach", o.Recuse(ctx, w.As(elsewhere), office.Recuse{Claim: ids[0], Whose: "deceased", Kind: "sibling"}))
		noErr(t, o.Recuse(ctx, rev, office.Recuse{Claim: ids[0], Whose: "deceased", Kind: "sibling"}))
		refused(t, "claim.recused", o.Recuse(ctx, rev, office.Recuse{Claim: ids[0], Whose: "deceased", Kind: "sibling"}))
		refused(t, "party.own_case", o.TickClaim(ctx, rev, office.TickClaim{Claim: ids[0], Kind: office.TickIdentity}))
		noErr(t, o.TickClaim(ctx, rev, office.TickClaim{Claim: ids[1], Kind: office.TickIdentity}))
		for login, out := range map[string]bool{"reviewer1": true, "sealer1": false, "auditor1": false} {
			if v := must[office.ClaimSheet](t)(o.ClaimSheet(ctx, w.As(login), ids[0])); v.Out != out || out && (len(v.Acts) > 0 || v.Ticks[0].May || v.Decides) {
				t.Errorf("%s stays out: %v", login, v.Out)
			}
		}
	})
}
