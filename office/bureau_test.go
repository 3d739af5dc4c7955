package office_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// waits gives the inbox of a login by kind of task.
func waits(t testing.TB, w *demo.World, login string) map[string]office.InboxTask {
	t.Helper()
	out := map[string]office.InboxTask{}
	for _, x := range must[office.Inbox](t)(w.Office.Inbox(context.Background(), w.As(login))).Tasks {
		out[x.Kind] = x
	}
	return out
}

func TestInboxesFollowAListToTheMoney(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 3)
		if len(waits(t, w, "reviewer1")) != 0 {
			t.Fatalf("nothing waits yet: %v", waits(t, w, "reviewer1"))
		}
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		only := func(login, kind string) {
			t.Helper()
			got := waits(t, w, login)
			x, ok := got[kind]
			if !ok || len(got) != 1 || x.Count != 1 || len(x.Items) != 1 || x.Items[0].List != l.List || x.Due == nil || x.Left > 7 {
				t.Fatalf("%s should have one list to %s, got %+v", login, kind, got)
			}
		}
		only("reviewer1", "review")
		if x := waits(t, w, "reviewer1")["review"].Items[0]; x.Note.Zh != "未审 3" {
			t.Fatalf("%+v", x)
		}
		if got := waits(t, w, "sealer1"); len(got) != 0 {
			t.Fatalf("nothing to seal yet: %v", got)
		}
		must[office.ListMoved](t)(o.CheckLines(ctx, w.As("reviewer1"), office.ListRef{List: l.List}))
		only("sealer1", "seal")
		must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
		only("examiner1", "examine")
		must[office.ListMoved](t)(o.ExamineList(ctx, w.As("examiner1"), office.ListRef{List: l.List}))
		only("approver1", "approve")
		must[office.ListMoved](t)(o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: l.List}))
		only("payer1", "order")
		p := must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List}))
		only("payer1", "result")
		payAll(t, w, p)
		if got := waits(t, w, "payer1"); len(got) != 0 {
			t.Fatalf("%v", got)
		}
		_, err := o.Inbox(ctx, w.As("desk1"))
		refused(t, "party.not_allowed", err)
	})
}

func TestInboxCountsClaimsFindingsAndProposals(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		clock.Set("2026-03-20")
		c := nextOf(g, claim.Reimbursement, "2026-03")
		id := must[int64](t)(w.Run(ctx, &c))
		if got := waits(t, w, "reviewer1"); got["determine"].Count != 1 {
			t.Fatalf("%v", got)
		}
		noErr(t, w.Determine(ctx, "reviewer2", id))
		v := must[office.ClaimView](t)(o.ClaimView(ctx, w.As("auditor1"), id))
		if got := waits(t, w, "reviewer1"); got["determine"].Count != 0 || got["sheet"].Count != 1 || got["sheet"].Fen != int64(v.Waived) {
			t.Fatalf("%v", got)
		}
		must[office.Added](t)(o.Propose(ctx, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "cap", Value: "1400.00", From: date.MustDay("2026-04-01"), Document: "样本文件"}))
		if got := waits(t, w, "chief1"); got["values"].Count != 1 {
			t.Fatalf("%v", got)
		}
	})
}

func seqs(lines []office.ReviewLine) (out []int) {
	for _, x := range lines {
		out = append(out, x.Seq)
	}
	return out
}

func TestAReviewerGoesThroughTheLines(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, rev := context.Background(), w.Office, w.As("reviewer1")
		clock.Set("2026-02-28")
		unclaimed := nextOf(g, claim.Unclaimed, "2026-02")
		must[int64](t)(w.Run(ctx, &unclaimed))
		ids := completed(t, w, clock, g, 5)
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		all := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List}))
		if len(all.Lines) != 6 || all.Next != 0 {
			t.Fatalf("%+v", all)
		}
		var dirty, told []int
		for _, x := range all.Lines {
			if !x.Clean {
				dirty = append(dirty, x.Seq)
			}
			if !x.Clean || slices.ContainsFunc(x.Notes, func(s office.Saying) bool { return s.Code == "price" || s.Code == "paper" }) {
				told = append(told, x.Seq)
			}
			if x.Clean != (x.Findings == 0 && len(x.Signs) == 0) || (x.Route == "unclaimed") != slices.ContainsFunc(x.Signs, func(s office.Saying) bool { return s.Code == "unclaimed" }) {
				t.Fatalf("%+v", x)
			}
			if !slices.Equal(x.Acts, []string{"check_line", "query_line", "strike_line"}) {
				t.Fatalf("%v", x.Acts)
			}
		}
		if len(dirty) == 0 {
			t.Fatal("the unclaimed body should be looked at")
		}
		look := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List, Look: true}))
		if !slices.Equal(seqs(look.Lines), told) {
			t.Fatalf("%v, want %v", seqs(look.Lines), told)
		}
		for _, limit := range []int{1, len(told), 4, 50} { // what is told comes first, every line once
			var got []int
			for q := (office.LineQuery{List: l.List, First: true, Limit: limit}); ; {
				p := must[office.LinePage](t)(o.ReviewLines(ctx, rev, q))
				got = append(got, seqs(p.Lines)...)
				if q.After = p.Next; q.After == 0 || len(got) > 6 {
					break
				}
			}
			if len(got) != 6 || !slices.Equal(got[:len(told)], told) || !slices.IsSorted(got[len(told):]) {
				t.Fatalf("pages of %d: %v, told are %v", limit, got, told)
			}
			walk, before := []int{got[0]}, 0 // line by line goes the way the list stands
			for at := got[0]; at != 0 && len(walk) <= len(got); {
				x := must[office.LineAt](t)(o.ReviewLine(ctx, rev, office.LineQuery{List: l.List, First: true}, at))
				if x.Prev != before {
					t.Fatalf("before line %d stands %d, want %d of %v", at, x.Prev, before, got)
				}
				if before, at = at, x.Next; at != 0 {
					walk = append(walk, at)
				}
			}
			if !slices.Equal(walk, got) {
				t.Fatalf("the walk goes %v, the list stands %v", walk, got)
			}
		}
		passed := must[office.ListMoved](t)(o.PassClean(ctx, rev, office.ListRef{List: l.List}))
		if passed.Lines != 6-len(dirty) {
			t.Fatalf("%d passed, %d are not clean", passed.Lines, len(dirty))
		}
		_, err := o.PassClean(ctx, rev, office.ListRef{List: l.List})
		refused(t, "list.nothing_unmarked", err)
		open := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List, State: settlement.Unchecked}))
		if len(open.Lines) != len(dirty) {
			t.Fatalf("%+v", open)
		}
		pages, after := 0, 0
		for {
			p := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List, After: after, Limit: 4}))
			pages += len(p.Lines)
			if after = p.Next; after == 0 {
				break
			}
		}
		if pages != 6 {
			t.Fatalf("pages hold %d lines", pages)
		}
		one := must[office.LineAt](t)(o.ReviewLine(ctx, rev, office.LineQuery{List: l.List}, 3))
		if one.Line.Seq != 3 || one.Prev != 2 || one.Next != 4 {
			t.Fatalf("%+v", one)
		}
		end := must[office.LineAt](t)(o.ReviewLine(ctx, rev, office.LineQuery{List: l.List, State: settlement.Unchecked}, dirty[len(dirty)-1]))
		if end.Next != 0 {
			t.Fatalf("%+v", end)
		}
		v := must[office.ClaimView](t)(o.ClaimView(ctx, rev, ids[0]))
		bySlip := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List, Find: v.Slip}))
		if len(bySlip.Lines) != 1 || bySlip.Lines[0].Claim != ids[0] {
			t.Fatalf("%+v", bySlip)
		}
		none := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List, Find: "无此人"}))
		least := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: l.List, Least: v.Waived, Most: v.Waived, Class: v.Class, Town: v.Town}))
		if len(none.Lines) != 0 || len(least.Lines) == 0 || least.Lines[0].Waived != v.Waived {
			t.Fatalf("%+v %+v", none, least)
		}
		first := all.Lines[0]
		must[office.ListMoved](t)(o.StrikeLine(ctx, rev, office.StrikeLine{LineRef: office.LineRef{List: l.List, Seq: first.Seq}, Reason: settlement.AmountWrong, Note: "样本"}))
		if v := must[office.ListView](t)(o.ListView(ctx, rev, l.List)); v.Out != first.Waived || v.Tally.Struck != 1 {
			t.Fatalf("struck %d, of %d lines", v.Out, v.Tally.Struck)
		}
	})
}

func TestTicksAreSignedAndHoldForWhatWasSeen(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, rev := context.Background(), w.Office, w.As("reviewer1")
		id := completed(t, w, clock, g, 1)[0]
		_, err := o.ClaimSheet(ctx, w.As("manager1"), id)
		if err != nil {
			t.Fatal(err)
		}
		refused(t, "party.not_allowed", o.TickClaim(ctx, w.As("desk1"), office.TickClaim{Claim: id, Kind: "identity"}))
		refused(t, "claim.tick", o.TickClaim(ctx, rev, office.TickClaim{Claim: id, Kind: "sums"}))
		if err := o.TickClaim(ctx, rev, office.TickClaim{Claim: id, Kind: "identity"}); err != nil {
			t.Fatal(err)
		}
		refused(t, "claim.ticked", o.TickClaim(ctx, rev, office.TickClaim{Claim: id, Kind: "identity"}))
		v := must[office.ClaimSheet](t)(o.ClaimSheet(ctx, rev, id))
		if x := v.Ticks; !x[0].Done || x[0].Name != "样乙一" || x[0].May || x[1].Done || !x[1].May || !x[2].Done || x[2].Person != 0 {
			t.Fatalf("%+v", v.Ticks)
		}
	})
}

func TestTheSheetTellsHowEachFenCameAbout(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		id := completed(t, w, clock, g, 1)[0]
		v := must[office.ClaimSheet](t)(o.ClaimSheet(ctx, w.As("reviewer1"), id))
		var charged, waived, family, shares money.Amount
		for _, x := range v.Trace.Lines {
			charged, waived, family = charged+x.Charged, waived+x.Waived, family+x.Family
			if x.Clause == "" || x.Sum == "" || x.Says.Zh == "" || x.Charged != x.Waived+x.Family {
				t.Errorf("%+v", x)
			}
		}
		for _, x := range v.Trace.Shares {
			shares += x.Fen
		}
		if charged != v.Charged || waived != v.Waived || family != v.Family || shares != v.Waived || v.Trace.Text == "" || len(v.Trace.Inputs) < 4 {
			t.Fatalf("%+v", v.Trace)
		}
		if len(v.Versions) == 0 || !v.Versions[len(v.Versions)-1].Current || !slices.ContainsFunc(v.Versions, func(x office.Version) bool { return x.Signed }) {
			t.Fatalf("%+v", v.Versions)
		}
		seen := 0
		for _, p := range v.Papers.Lines {
			seen += len(p.Seen)
			if p.State != "seen" || p.Clause == "" {
				t.Errorf("%+v", p)
			}
		}
		if seen == 0 || v.Handler == nil || !strings.Contains(v.Handler.Name, "*") || !strings.Contains(v.Handler.Phone, "*") || !strings.Contains(v.Deceased.Document, "*") {
			t.Fatalf("%+v %+v", v.Handler, v.Papers)
		}
	})
}

func TestALargeListNeedsASecondApprover(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, first := context.Background(), w.Office, w.As("approver1")
		_, err := o.Propose(ctx, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "approval_limit", Value: "0", From: date.MustDay("2026-01-01"), Document: "样本文件"})
		refused(t, "office.approval_limit", err)
		p := must[office.Added](t)(o.Propose(ctx, w.As("keeper1"), office.Rule{Kind: "local_value", Name: "approval_limit", Value: "10.00", From: date.MustDay("2026-01-01"), Document: "样本文件"}))
		must[office.Added](t)(o.Approve(ctx, w.As("chief1"), p.ID))
		completed(t, w, clock, g, 2)
		l := sealedList(t, w)
		approved(t, w, l.List)
		_, err = o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List})
		refused(t, "list.countersign", err)
		if len(waits(t, w, "payer1")) != 0 || len(waits(t, w, "approver1")) != 0 {
			t.Fatal("neither payer nor first approver can go on")
		}
		_, err = o.CountersignList(ctx, first, office.ListRef{List: l.List})
		refused(t, "party.second_person", err)
		examiner := w.As("examiner1")
		must[office.Added](t)(o.GrantRole(ctx, w.As("security_admin"), office.GrantRole{Person: examiner.Person, Office: examiner.Office, Role: first.Role}))
		second := examiner
		second.Role = first.Role
		must[office.ListMoved](t)(o.CountersignList(ctx, second, office.ListRef{List: l.List}))
		_, err = o.CountersignList(ctx, second, office.ListRef{List: l.List})
		refused(t, "list.no_countersign", err)
		v := must[office.ExamineView](t)(o.ExamineView(ctx, first, l.List))
		if v.Limit != 1000 || !v.Beyond || !v.Second {
			t.Fatalf("%+v", v)
		}
		must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List}))
	})
}

func TestFinanceExaminesAgainstTheBudget(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 3)
		l := sealedList(t, w)
		v := must[office.ExamineView](t)(o.ExamineView(ctx, w.As("examiner1"), l.List))
		var sum money.Amount
		for _, p := range v.Parts {
			sum += p.This
			if p.After != p.Free-p.This || p.Short || p.Appropriated == 0 {
				t.Errorf("%+v", p)
			}
		}
		if sum != l.Waived || v.Examined != "" {
			t.Fatalf("%d of %d: %+v", sum, l.Waived, v)
		}
		before := v.Parts[0].After
		approved(t, w, l.List)
		v = must[office.ExamineView](t)(o.ExamineView(ctx, w.As("examiner1"), l.List))
		if v.Parts[0].After != before || v.By != "样丙一" {
			t.Fatalf("%+v, left %d before", v.Parts[0], before)
		}
	})
}

func TestTheBookOpensToItsEntries(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, who := context.Background(), w.Office, w.As("auditor1")
		completed(t, w, clock, g, 3)
		payAll(t, w, orderedList(t, w))
		balances := trial(t, w)
		for _, by := range []string{"account", "fund", "home", "month"} {
			v := must[office.BookView](t)(o.Book(ctx, who, office.BookQuery{By: by}))
			if v.Trial != 0 || len(v.Rows) == 0 {
				t.Fatalf("by %s: %+v", by, v)
			}
			sums := map[ledger.Account]money.Amount{}
			for _, r := range v.Rows {
				for a, fen := range r.Fen {
					sums[a] += fen
				}
			}
			for a, fen := range sums {
				if fen != balances[a] || v.Total.Fen[a] != fen {
					t.Errorf("by %s: %s is %d, the balance %d", by, a, fen, balances[a])
				}
			}
		}
		month, _ := date.ParseMonth("2026-03")
		for _, q := range []office.BookQuery{{Account: ledger.Expense}, {Account: ledger.Completed, Home: w.Home}, {Account: ledger.Listed, Month: month}, {Account: ledger.Quota, Families: true}} {
			v := must[office.BookView](t)(o.Book(ctx, who, q))
			var sum money.Amount
			n, before := 0, int64(0)
			for {
				p := must[office.EntryPage](t)(o.Entries(ctx, who, q, before))
				for _, x := range p.Rows {
					sum += x.Fen
					n++
				}
				if before = p.Next; before == 0 {
					break
				}
			}
			if n == 0 || sum != v.Total.Fen[q.Account] {
				t.Errorf("%+v: %d entries come to %d, the figure is %d", q, n, sum, v.Total.Fen[q.Account])
			}
		}
	})
}

func TestAResultIsReadBeforeItIsTakenIn(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, payer := context.Background(), w.Office, w.As("payer1")
		ids := determined(t, w, clock, g, 3)
		p := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order))
		data := resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: cameBack, v.Lines[1].Voucher: "处理中,,,,"})
		req := office.ImportResult{Order: p.Order, Profile: "csv-utf8", Data: data}
		r := must[office.ResultPreview](t)(o.PreviewResult(ctx, payer, req))
		if r.Known || len(r.Faults) != 0 || len(r.Lines) != 3 || r.Lines[0].After != payment.Returned || r.Lines[0].Code != "AC01" || !r.Lines[0].New || r.Lines[2].After != payment.Paid || r.Silent != 1 || r.Paid != v.Lines[2].Fen || r.Back != v.Lines[0].Fen {
			t.Fatalf("%+v", r)
		}
		bad := must[office.ResultPreview](t)(o.PreviewResult(ctx, payer, office.ImportResult{Order: p.Order, Profile: "csv-utf8", Data: []byte("凭证号,金额\n1,2\n")}))
		if len(bad.Faults) == 0 {
			t.Fatalf("%+v", bad)
		}
		must[office.Imported](t)(o.ImportResult(ctx, payer, req))
		if r := must[office.ResultPreview](t)(o.PreviewResult(ctx, payer, req)); !r.Known || r.Lines[0].New {
			t.Fatalf("%+v", r)
		}
		s := must[[]office.Suggested](t)(o.Suggestions(ctx, payer))
		if len(s) != 1 || s[0].Voucher != v.Lines[0].Voucher || s[0].Ready || s[0].Waits {
			t.Fatalf("%+v", s)
		}
		a := payment.Account{Holder: "样本家属", Number: "6200000000000021", Bank: "样本银行", BankNo: "102100099996"}
		q := must[office.Added](t)(o.ProposeAccount(ctx, w.As("reviewer1"), office.CorrectAccount{Claim: s[0].Claim, Account: a, Document: "样本文件"}))
		if s = must[[]office.Suggested](t)(o.Suggestions(ctx, payer)); !s[0].Waits || s[0].Ready {
			t.Fatalf("%+v", s)
		}
		returnedToItsTown(t, w, s[0].Claim, q.ID)
		rv := must[office.RuleView](t)(o.RuleView(ctx, w.As("chief1"), q.ID))
		if len(rv.Changes) != 1 || !rv.May || strings.Contains(rv.Changes[0].After, a.Number) {
			t.Fatalf("%+v", rv)
		}
		must[office.Added](t)(o.DecideAccount(ctx, w.As("chief1"), office.DecideAccount{Proposal: q.ID}))
		if s = must[[]office.Suggested](t)(o.Suggestions(ctx, payer)); !s[0].Ready {
			t.Fatalf("%+v", s)
		}
		rem := must[[]office.Remitted](t)(o.Remittance(ctx, payer, p.Order, 3, 0))
		if len(rem) != 1 || rem[0].Fen != v.Lines[2].Fen || !slices.Contains(ids, rem[0].Claim) {
			t.Fatalf("%+v", rem)
		}
	})
}

func TestProposalsAreReadAgainstWhatHolds(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, keeper, chief := context.Background(), w.Office, w.As("keeper1"), w.As("chief1")
		clock.Set("2026-02-10")
		p := must[office.Added](t)(o.Propose(ctx, keeper, office.Rule{Kind: "local_value", Name: "cap", Value: "1400.00", From: date.MustDay("2026-04-01"), Document: "样本文件"}))
		v := must[office.RuleView](t)(o.RuleView(ctx, keeper, p.ID))
		if !v.Mine || v.May || v.Past || len(v.Changes) != 1 || v.Changes[0].Before != "1300.00" || v.Changes[0].After != "1400.00" || len(v.Roles) == 0 {
			t.Fatalf("%+v", v)
		}
		prices := samplePrices(t)
		changed := *prices
		changed.Tariffs = slices.Clone(prices.Tariffs)
		from := date.MustDay("2026-03-01")
		for i := range changed.Tariffs {
			changed.Tariffs[i].From = int32(from)
			if changed.Tariffs[i].Item == "cremation" && changed.Tariffs[i].Standard {
				changed.Tariffs[i].Price *= 2
			}
		}
		q := must[office.Added](t)(o.Propose(ctx, keeper, office.Rule{Kind: "price_list", Home: w.Home, Prices: changed.Canonical(), From: from, Document: "样本文件"}))
		v = must[office.RuleView](t)(o.RuleView(ctx, chief, q.ID))
		if len(v.Changes) != 1 || v.Changes[0].Flag.Zh != "比现行价高 100%" || v.Same != len(prices.Tariffs)-1 || !v.May || len(v.Flags) == 0 {
			t.Fatalf("%+v", v)
		}
		pack := must[office.Added](t)(o.Propose(ctx, keeper, office.Rule{Kind: "policy", Pack: samplePackBytes(t), From: date.MustDay("2026-01-05"), Document: "样本文件"}))
		if v = must[office.RuleView](t)(o.RuleView(ctx, chief, pack.ID)); !v.Past || len(v.Changes) != 1 {
			t.Fatalf("%+v", v)
		}
		_, err := o.RuleView(ctx, w.As(demo.TownClerk(1)), q.ID)
		refused(t, "party.out_of_reach", err)
	})
}

func TestTheClockShowsEveryListAndTheRate(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 2)
		v := must[office.ClockView](t)(o.Clock(ctx, w.As("examiner1")))
		if len(v.Rows) != 1 || v.Rows[0].List != 0 || v.Rows[0].Lines != 2 || v.Rows[0].Turn.Party != settlement.ByHome || len(v.Rows[0].Steps) != 4 {
			t.Fatalf("%+v", v)
		}
		payAll(t, w, orderedList(t, w)) // the bank says it paid on 9 March
		v = must[office.ClockView](t)(o.Clock(ctx, w.As("examiner1")))
		if len(v.Rows) != 1 || v.Due != 0 || v.Late != 0 || v.Rows[0].Steps[3].Done == nil || v.Rows[0].Steps[3].Late {
			t.Fatalf("%+v", v)
		}
		clock.Set("2026-03-11")
		v = must[office.ClockView](t)(o.Clock(ctx, w.As("examiner1")))
		if v.Due != 1 || v.OnTime != 1 || v.Late != 0 {
			t.Fatalf("%+v", v)
		}
	})
}

// rates reads the rate on time of the clock, the statistics and the public board,
// which must agree.
func rates(t *testing.T, w *demo.World) (due, onTime int) {
	t.Helper()
	ctx, o := context.Background(), w.Office
	v := must[office.ClockView](t)(o.Clock(ctx, w.As("examiner1")))
	b := must[office.Board](t)(o.Board(ctx, sampleCode))
	r := must[office.Report](t)(o.Report(ctx, w.As("auditor1"), office.StatFilter{}))
	if v.Due != b.Due || v.OnTime != b.OnTime || r.OnTime.Lists != int64(v.Due) || r.OnTime.Paid != int64(v.OnTime) {
		t.Fatalf("the clock says %d of %d, the board %d of %d, the statistics %+v", v.OnTime, v.Due, b.OnTime, b.Due, r.OnTime)
	}
	return v.Due, v.OnTime
}

func TestTheRateCountsWhatIsLateAndUnpaid(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		say := func(day string, wantDue, wantOnTime int) {
			t.Helper()
			clock.Set(day)
			if due, onTime := rates(t, w); due != wantDue || onTime != wantOnTime {
				t.Errorf("%s: %d of %d, want %d of %d", day, onTime, due, wantOnTime, wantDue)
			}
		}
		completed(t, w, clock, g, 2)
		say("2026-03-10", 0, 0) // the payment day itself is not past
		say("2026-03-11", 1, 0) // the home never submitted
		p := orderedList(t, w)
		say("2026-03-25", 1, 0) // 11 working days late, and not paid
		payAll(t, w, p)         // the bank says it paid on 9 March
		say("2026-03-25", 1, 1)
		c := nextOf(g, claim.Waiver, "2026-03")
		clock.Set("2026-03-31")
		must[int64](t)(w.Run(context.Background(), &c))
		say("2026-05-12", 2, 1) // two months on, March still counts
	})
}

func samplePackBytes(t testing.TB) []byte {
	t.Helper()
	pack, _ := samplePack(t)
	return pack.Canonical()
}

// returnedToItsTown wants the returned payment in the queue of the claim's own town
// alone, with the account that waits for another person.
func returnedToItsTown(t *testing.T, w *demo.World, id, proposal int64) {
	t.Helper()
	ctx, seen := context.Background(), 0
	for n := 1; n <= 3; n++ {
		c := w.As(demo.TownClerk(n))
		rows := must[[]office.ReturnedPayment](t)(w.Office.ReturnedPayments(ctx, c))
		counted := 0
		for _, q := range must[[]office.QueueCount](t)(w.Office.Queues(ctx, c)) {
			if q.ID == office.ReturnedQueue {
				counted = q.Count
			}
		}
		if counted != len(rows) {
			t.Errorf("town %d counts %d of %d", n, counted, len(rows))
		}
		for _, r := range rows {
			seen++
			if r.Claim != id || !r.Waits || r.Proposal != proposal || r.Mine || r.Code != "AC01" {
				t.Errorf("town %d: %+v", n, r)
			}
			if _, err := w.Office.RuleView(ctx, c, proposal); err != nil {
				t.Errorf("its own town reads what waits: %v", err)
			}
		}
	}
	if seen != 1 {
		t.Errorf("%d towns see it", seen)
	}
	if rows := must[[]office.ReturnedPayment](t)(w.Office.ReturnedPayments(ctx, w.As("reviewer1"))); len(rows) != 1 || !rows[0].Mine {
		t.Errorf("the bureau: %+v", rows)
	}
}
