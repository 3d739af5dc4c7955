package office_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
)

var february = settlement.MustPeriod("2026-02")

// completed runs n waivers of a month to completed and sets the clock to the
// month after it.
func completed(t testing.TB, w *demo.World, clock *storetest.Clock, g *demo.Generator, n int) []int64 {
	t.Helper()
	clock.Set("2026-02-28")
	var ids []int64
	for range n {
		c := nextOf(g, claim.Waiver, "2026-02")
		id, err := w.Run(context.Background(), &c)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	clock.Set("2026-03-02")
	return ids
}

// must gives the answer of an act that may not fail.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// refused wants a problem of the code.
func refused(t testing.TB, code string, err error) {
	t.Helper()
	if problem.CodeOf(err) != code {
		t.Fatalf("want %s, got %v", code, err)
	}
}

func stateOf(t testing.TB, w *demo.World, id int64) string {
	t.Helper()
	return must[office.ClaimView](t)(w.Office.ClaimView(context.Background(), w.As("auditor1"), id)).State
}

// trial wants a balanced book and gives the balances.
func trial(t testing.TB, w *demo.World) map[ledger.Account]money.Amount {
	t.Helper()
	sums := must[[]store.AccountSum](t)(w.Office.Balances(context.Background(), w.As("auditor1")))
	out := map[ledger.Account]money.Amount{}
	var all money.Amount
	for _, s := range sums {
		out[s.Account] += s.Fen
		all += s.Fen
	}
	if all != 0 {
		t.Fatalf("trial balance %d", all)
	}
	return out
}

func TestListTravelsFromHomeToPaid(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, ids := context.Background(), w.Office, completed(t, w, clock, g, 4)
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		if l.Lines != 4 || l.Round != 1 || l.Number != "QC-2026-000001" || l.State != "submitted" || stateOf(t, w, ids[0]) != "listed" {
			t.Fatalf("%+v %s", l, stateOf(t, w, ids[0]))
		}
		_, err := o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february})
		refused(t, "list.stands", err)
		ref := office.ListRef{List: l.List}
		must[office.ListMoved](t)(o.CheckLines(ctx, w.As("reviewer1"), ref))
		if s := stateOf(t, w, ids[3]); s != "checked" {
			t.Fatal(s)
		}
		sealed := must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
		if sealed.Waived != l.Waived || sealed.Lines != 4 || sealed.Digest == l.Digest {
			t.Fatalf("%+v", sealed)
		}
		approved(t, w, l.List)
		b := trial(t, w)
		if b[ledger.Approved] != -l.Waived || b[ledger.Listed] != 0 || b[ledger.Completed] != 0 {
			t.Fatalf("%v, want %d approved", b, l.Waived)
		}
		p := must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List}))
		if p.Fen != l.Waived || p.Lines != 1 || stateOf(t, w, ids[0]) != "ordered" {
			t.Fatalf("%+v", p)
		}
		payAll(t, w, p)
		if s := stateOf(t, w, ids[0]); s != "paid" {
			t.Fatal(s)
		}
		if b := trial(t, w); b[ledger.InTransit] != 0 || b[ledger.Approved] != 0 || b[ledger.Expense] != l.Waived {
			t.Fatalf("%v", b)
		}
	})
}

// sealedList submits a month's list, passes every line and seals it.
func sealedList(t testing.TB, w *demo.World) office.ListMoved {
	t.Helper()
	ctx, o := context.Background(), w.Office
	l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
	must[office.ListMoved](t)(o.CheckLines(ctx, w.As("reviewer1"), office.ListRef{List: l.List}))
	return must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
}

// approved has finance examine and approve a sealed list.
func approved(t testing.TB, w *demo.World, list int64) office.ListMoved {
	t.Helper()
	ctx, o := context.Background(), w.Office
	must[office.ListMoved](t)(o.ExamineList(ctx, w.As("examiner1"), office.ListRef{List: list}))
	return must[office.ListMoved](t)(o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: list}))
}

func TestLinesAreQueriedAnsweredStruckAndComeAgainNextMonth(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, rev := context.Background(), w.Office, w.As("reviewer1")
		completed(t, w, clock, g, 4)
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		at := func(n int) office.LineRef { return office.LineRef{List: l.List, Seq: n} }
		lines := must[[]office.LineView](t)(o.LineViews(ctx, rev, l.List, 0, 0))
		if len(lines) != 4 || lines[0].Line != settlement.Unchecked || !strings.Contains(lines[0].Name, "*") {
			t.Fatalf("%+v", lines)
		}
		must[office.ListMoved](t)(o.CheckLine(ctx, rev, at(1)))
		for _, n := range []int{2, 3} {
			must[office.ListMoved](t)(o.QueryLine(ctx, rev, office.QueryLine{LineRef: at(n), Note: "天数与票据不符"}))
		}
		if s := stateOf(t, w, lines[1].Claim); s != "queried" {
			t.Fatal(s)
		}
		_, err := o.AnswerQuery(ctx, rev, office.AnswerQuery{LineRef: at(2), Note: "x"})
		refused(t, "party.not_allowed", err)
		must[office.ListMoved](t)(o.AnswerQuery(ctx, w.As("desk1"), office.AnswerQuery{LineRef: at(2), Note: "已补"}))
		_, err = o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"})
		refused(t, "settlement.seal_open", err) // line 2 answered, line 4 unchecked
		must[office.ListMoved](t)(o.CheckLine(ctx, rev, at(2)))
		_, err = o.StrikeLine(ctx, rev, office.StrikeLine{LineRef: at(4), Reason: settlement.QueryOpen})
		refused(t, "settlement.reason", err)
		must[office.ListMoved](t)(o.StrikeLine(ctx, rev, office.StrikeLine{LineRef: at(4), Reason: settlement.PaperMissing, Note: "缺复印件"}))
		_, err = o.CheckLine(ctx, rev, at(4))
		refused(t, "settlement.mark", err)
		if s := stateOf(t, w, lines[3].Claim); s != "completed" {
			t.Fatal(s)
		}
		sealed := must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意两行"}))
		if sealed.Lines != 2 || sealed.Waived != lines[0].Waived+lines[1].Waived {
			t.Fatalf("%+v", sealed)
		}
		lines = must[[]office.LineView](t)(o.LineViews(ctx, rev, l.List, 0, 0))
		if lines[2].Struck != settlement.QueryOpen || !lines[2].Out || lines[3].Struck != settlement.PaperMissing || lines[3].Marks[0].Note != "缺复印件" {
			t.Fatalf("%+v", lines[2:])
		}
		v := must[office.ListView](t)(o.ListView(ctx, w.As("auditor1"), l.List))
		if v.Tally.Passed != 2 || v.Tally.Struck != 2 || v.Sealed.Opinion != "同意两行" || v.Sealed.Hash == "" || v.Turn.Party != settlement.ByFinance || len(v.Seats) != 4 {
			t.Fatalf("%+v", v)
		}
		if b := trial(t, w); b[ledger.Listed] != -sealed.Waived || b[ledger.Completed] != -(lines[2].Waived+lines[3].Waived) {
			t.Fatalf("%v", b)
		}
		clock.Set("2026-04-01")
		next := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: settlement.MustPeriod("2026-03")}))
		if next.Lines != 2 || next.Number != "QC-2026-000002" {
			t.Fatalf("%+v", next)
		}
	})
}

func TestFiveDifferentPeople(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 1)
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		rev := w.As("reviewer1")
		must[office.Added](t)(o.GrantRole(ctx, w.As("security_admin"), office.GrantRole{Person: rev.Person, Office: rev.Office, Role: party.BureauSealer}))
		_, err := o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"})
		refused(t, "settlement.move", err) // nobody reviewed it
		must[office.ListMoved](t)(o.CheckLines(ctx, rev, office.ListRef{List: l.List}))
		asSealer := rev
		asSealer.Role = party.BureauSealer
		_, err = o.SealList(ctx, asSealer, office.SealList{List: l.List, Opinion: "同意"})
		refused(t, "party.two_parts", err)
		must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
		approver := w.As("approver1")
		must[office.Added](t)(o.GrantRole(ctx, w.As("security_admin"), office.GrantRole{Person: approver.Person, Office: approver.Office, Role: party.FinancePayer}))
		_, err = o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List})
		refused(t, "settlement.move", err) // not approved
		approved(t, w, l.List)
		asPayer := approver
		asPayer.Role = party.FinancePayer
		_, err = o.OrderPayment(ctx, asPayer, office.OrderPayment{List: l.List})
		refused(t, "party.two_parts", err)
		must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List}))
		v := must[office.ListView](t)(o.ListView(ctx, w.As("auditor1"), l.List))
		if err := party.Filled(v.Seats, party.Payer); err != nil || len(v.Seats) != 6 { // two approvers: who examined, who approved
			t.Fatalf("%+v %v", v.Seats, err)
		}
	})
}

func TestNobodyReviewsAListWithARelative(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		clock.Set("2026-02-28")
		c := nextOf(g, claim.Waiver, "2026-02")
		must[int64](t)(w.Run(ctx, &c))
		clock.Set("2026-03-02")
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		if err := o.DeclareRelation(ctx, w.As("reviewer1"), "parent", c.Form.Handler.Document); err != nil {
			t.Fatal(err)
		}
		_, err := o.CheckLines(ctx, w.As("reviewer1"), office.ListRef{List: l.List})
		refused(t, "party.own_case", err)
		must[office.ListMoved](t)(o.CheckLines(ctx, w.As("reviewer2"), office.ListRef{List: l.List}))
	})
}

func TestSentBackListsComeAgainAsTheNextRound(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, ids := context.Background(), w.Office, completed(t, w, clock, g, 2)
		back := func(by string, list int64) error {
			_, err := o.SendBack(ctx, w.As(by), office.SendBack{List: list, Reason: "金额有误"})
			return err
		}
		var last office.ListMoved
		for round, by := range []string{"reviewer1", "sealer1", "approver1"} {
			if round == 0 {
				last = must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
			} else {
				last = sealedList(t, w)
			}
			if last.Round != round+1 || last.Lines != 2 {
				t.Fatalf("%+v", last)
			}
			if round == 2 {
				approved(t, w, last.List)
				refused(t, "claim.move_by", back("reviewer1", last.List))
			}
			if err := back(by, last.List); err != nil {
				t.Fatal(err)
			}
			refused(t, "settlement.move", back("approver1", last.List))
			if s := stateOf(t, w, ids[0]); s != "completed" {
				t.Fatal(s)
			}
			if b := trial(t, w); b[ledger.Listed] != 0 || b[ledger.Approved] != 0 || b[ledger.Completed] == 0 {
				t.Fatalf("round %d: %v", round+1, b)
			}
		}
		l := sealedList(t, w)
		approved(t, w, l.List)
		must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List}))
		refused(t, "settlement.move", back("approver1", l.List))
		if l.Round != 4 || l.Number != "QC-2026-000004" {
			t.Fatalf("%+v", l)
		}
	})
}

func TestListsAreMadeOfSomethingAndInTime(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, by := context.Background(), w.Office, w.As("manager1")
		completed(t, w, clock, g, 1)
		_, err := o.SubmitList(ctx, by, office.SubmitList{Period: settlement.MustPeriod("2026-03")})
		refused(t, "list.early", err)
		_, err = o.SubmitList(ctx, by, office.SubmitList{Period: settlement.MustPeriod("2026-01")})
		refused(t, "list.empty", err)
		_, err = o.SubmitList(ctx, by, office.SubmitList{Period: settlement.MustPeriod("2026-02-10")})
		refused(t, "settlement.period_kind", err)
		r := must[office.ReadyView](t)(o.Ready(ctx, by, 0, february))
		key := by.With("once")
		a := must[office.ListMoved](t)(o.SubmitList(ctx, key, office.SubmitList{Period: february}))
		b := must[office.ListMoved](t)(o.SubmitList(ctx, key, office.SubmitList{Period: february}))
		if r.Lines != 1 || a.Waived != r.Waived || a.List != b.List || a.Digest != b.Digest {
			t.Fatalf("%+v %+v %+v", r, a, b)
		}
	})
}

func TestBudgetsHoldUnlessADocumentAllowsTheOverrun(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, fin := context.Background(), w.Office, w.As("examiner1")
		completed(t, w, clock, g, 3)
		l := sealedList(t, w)
		rows := must[[]store.BudgetRow](t)(o.BudgetRows(ctx, fin, 2026))
		for _, r := range rows {
			must[office.Added](t)(o.SetBudget(ctx, fin, office.SetBudget{Cancels: r.ID, Document: "撤销"}))
		}
		_, err := o.SetBudget(ctx, fin, office.SetBudget{Cancels: rows[0].ID, Document: "撤销"})
		refused(t, "budget.cancel", err)
		_, err = o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: l.List})
		refused(t, "list.not_examined", err)
		must[office.ListMoved](t)(o.ExamineList(ctx, fin, office.ListRef{List: l.List}))
		_, err = o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: l.List})
		refused(t, "ledger.overrun", err)
		a := must[office.ListMoved](t)(o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: l.List, Overrun: "市财〔2026〕1号"}))
		if len(a.Alarms) == 0 || a.Alarms[0].Alarm != ledger.Overrun {
			t.Fatalf("%+v", a)
		}
		for _, b := range must[[]office.BudgetView](t)(o.Budgets(ctx, fin)) {
			if b.Year == 2026 && (b.Appropriated != 0 || b.Left != -b.Approved) {
				t.Fatalf("%+v", b)
			}
		}
		trial(t, w)
	})
}

// payAll imports a result in which the bank paid every line of an order.
func payAll(t testing.TB, w *demo.World, p office.OrderMade) office.Imported {
	t.Helper()
	return must[office.Imported](t)(w.Office.ImportResult(context.Background(), w.As("payer1"), office.ImportResult{Order: p.Order, Profile: "csv-utf8", Data: resultOf(t, w, p.Order, nil)}))
}

// resultOf writes a bank's result for an order: every line is paid but those
// named, which say otherwise.
func resultOf(t testing.TB, w *demo.World, order int64, other map[string]string) []byte {
	t.Helper()
	v := must[office.OrderView](t)(w.Office.OrderView(context.Background(), w.As("payer1"), order))
	var b strings.Builder
	b.WriteString("凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\r\n")
	var sum money.Amount
	for _, l := range v.Lines {
		said := "成功," + l.Voucher[8:] + ",2026-03-09,,"
		if x, ok := other[l.Voucher]; ok {
			said = x
		}
		sum += l.Fen
		fmt.Fprintf(&b, "%s,%s,%s\r\n", l.Voucher, l.Fen, said)
	}
	fmt.Fprintf(&b, "合计,%d,%s\r\n", len(v.Lines), sum)
	return []byte(b.String())
}

func TestALineWithAFindingIsNotPassedWithTheRest(t *testing.T) {
	each := func(t *testing.T, outcome string, left int) {
		eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
			ctx, o, rev := context.Background(), w.Office, w.As("reviewer1")
			clock.Set("2026-02-28")
			var id int64
			for range 4 { // one phone in four claims is told of the fourth
				c := nextOf(g, claim.Waiver, "2026-02")
				c.Form.Handler.Phone = "13900000000"
				id = must[int64](t)(w.Run(ctx, &c))
			}
			found, err := o.Findings(ctx, rev, id)
			if err != nil || len(found) != 1 || found[0].Code != "risk.same_phone" {
				t.Fatalf("%+v %v", found, err)
			}
			if outcome != "open" {
				noErr(t, o.ClearFinding(ctx, rev, office.ClearFinding{Finding: found[0].Finding, Outcome: outcome, Reason: "compared_household_books"}))
			}
			clock.Set("2026-03-02")
			ref := office.ListRef{List: must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february})).List}
			if v := must[office.ListView](t)(o.ListView(ctx, rev, ref.List)); v.Doubted != left {
				t.Fatalf("%q: %+v", outcome, v)
			}
			if got := must[office.ListMoved](t)(o.CheckLines(ctx, rev, ref)); got.Lines != 4-left || got.Doubted != left {
				t.Fatalf("%q: %+v", outcome, got)
			}
			open := must[office.LinePage](t)(o.ReviewLines(ctx, rev, office.LineQuery{List: ref.List, State: settlement.Unchecked}))
			if len(open.Lines) != left || left == 1 && open.Lines[0].Claim != id {
				t.Fatalf("%q: %+v", outcome, open.Lines)
			}
			refused(t, map[int]string{0: "list.nothing_unmarked", 1: "list.only_doubted"}[left], drop(o.CheckLines(ctx, rev, ref)))
		})
	}
	for outcome, left := range map[string]int{"open": 1, "confirmed": 1, "cleared": 0} {
		t.Run(outcome, func(t *testing.T) { each(t, outcome, left) })
	}
}
