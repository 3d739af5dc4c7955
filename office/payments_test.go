package office_test

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
)

// determined runs n out-of-area claims to determined on one day.
func determined(t testing.TB, w *demo.World, clock *storetest.Clock, g *demo.Generator, n int) []int64 {
	t.Helper()
	clock.Set("2026-03-20")
	var ids []int64
	for range n {
		c := nextOf(g, claim.Reimbursement, "2026-03")
		id := must[int64](t)(w.Run(context.Background(), &c))
		must[struct{}](t)(struct{}{}, w.Determine(context.Background(), "reviewer2", id))
		ids = append(ids, id)
	}
	return ids
}

// orderedSheet takes the sheet of 20 March to its order.
func orderedSheet(t testing.TB, w *demo.World) office.OrderMade {
	t.Helper()
	ctx, o := context.Background(), w.Office
	l := must[office.ListMoved](t)(o.OpenSheet(ctx, w.As("reviewer2"), office.OpenSheet{Day: settlement.MustPeriod("2026-03-20").First()}))
	must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
	approved(t, w, l.List)
	return must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List}))
}

func orderedList(t testing.TB, w *demo.World, offsets ...int64) office.OrderMade {
	t.Helper()
	l := sealedList(t, w)
	approved(t, w, l.List)
	return must[office.OrderMade](t)(w.Office.OrderPayment(context.Background(), w.As("payer1"), office.OrderPayment{List: l.List, Offsets: offsets}))
}

func importData(w *demo.World, order int64, data []byte) (office.Imported, error) {
	return w.Office.ImportResult(context.Background(), w.As("payer1"), office.ImportResult{Order: order, Profile: "csv-utf8", Data: data})
}

const cameBack = "退回,,,AC01,账号有误"

func TestFamiliesArePaidOneByOneAndReturnedLinesAgain(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, ids := context.Background(), w.Office, determined(t, w, clock, g, 3)
		p := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, w.As("payer1"), p.Order))
		if p.Lines != 3 || len(v.Lines) != 3 || !strings.Contains(v.Lines[0].Account, "*") || !strings.Contains(v.Lines[0].Holder, "*") {
			t.Fatalf("%+v", v)
		}
		first := must[office.Imported](t)(importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: cameBack, v.Lines[1].Voucher: "处理中,,,,"})))
		if first.State != "returned" || first.Standing != (payment.Tally{Paid: 1, Returned: 1, Unknown: 1, PaidFen: v.Lines[2].Fen, ReturnedFen: v.Lines[0].Fen, UnknownFen: v.Lines[1].Fen}) {
			t.Fatalf("%+v", first)
		}
		for i, want := range []string{"bank_returned", "ordered", "paid"} {
			if s := stateOf(t, w, v.Lines[i].Claim); s != want {
				t.Errorf("line %d: %s, want %s", i+1, s, want)
			}
		}
		again := must[office.Imported](t)(importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: cameBack, v.Lines[1].Voucher: "处理中,,,,"})))
		if !reflect.DeepEqual(again, first) {
			t.Fatalf("the same file gave %+v, then %+v", first, again)
		}
		_, err := importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{v.Lines[2].Voucher: cameBack}))
		refused(t, "payment.result_contradiction", err) // and line 1 is not booked paid either
		second := must[office.Imported](t)(importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: cameBack})))
		if second.Standing.Paid != 2 || second.State != "returned" {
			t.Fatalf("%+v", second)
		}
		_, err = o.Reissue(ctx, w.As("payer1"), office.Reissue{Order: p.Order})
		refused(t, "payment.reissue_account", err)
		correctFamily(t, w, v.Lines[0].Claim)
		r := must[office.OrderMade](t)(o.Reissue(ctx, w.As("payer1"), office.Reissue{Order: p.Order}))
		if r.Lines != 1 || r.Fen != v.Lines[0].Fen || r.State != "ordered" {
			t.Fatalf("%+v", r)
		}
		_, err = o.Reissue(ctx, w.As("payer1"), office.Reissue{Order: p.Order, Vouchers: []string{v.Lines[0].Voucher}})
		refused(t, "settlement.move", err)
		if last := payAll(t, w, r); last.State != "paid" || last.Standing.Paid != 3 {
			t.Fatalf("%+v", last)
		}
		for _, id := range ids {
			if s := stateOf(t, w, id); s != "paid" {
				t.Error(s)
			}
		}
		if b := trial(t, w); b[ledger.Approved] != 0 || b[ledger.InTransit] != 0 || b[ledger.Expense] != p.Fen {
			t.Fatalf("%v", b)
		}
	})
}

// correctFamily has two people correct a family's account.
func correctFamily(t testing.TB, w *demo.World, id int64) {
	t.Helper()
	ctx, o := context.Background(), w.Office
	fresh := payment.Account{Holder: "样申领", Number: "6217000000000000009", Bank: "样本银行"}
	_, err := o.ProposeAccount(ctx, w.As("reviewer1"), office.CorrectAccount{Claim: id, Account: payment.Account{Holder: "样", Number: "12"}, Document: "更正单"})
	refused(t, "payment.account", err)
	a := must[office.Added](t)(o.ProposeAccount(ctx, w.As("reviewer1"), office.CorrectAccount{Claim: id, Account: fresh, Document: "更正单"}))
	_, err = o.DecideAccount(ctx, w.As("reviewer1"), office.DecideAccount{Proposal: a.ID})
	refused(t, "party.second_person", err)
	must[office.Added](t)(o.DecideAccount(ctx, w.As("chief1"), office.DecideAccount{Proposal: a.ID}))
}

func TestAHomesReturnedSumIsPaidAgainToTheCorrectedAccount(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, ids := context.Background(), w.Office, completed(t, w, clock, g, 2)
		p := orderedList(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, w.As("payer1"), p.Order))
		back := must[office.Imported](t)(o.ImportReturn(ctx, w.As("payer1"), office.ImportReturn{Order: p.Order, Voucher: v.Lines[0].Voucher, Code: "AC04", Document: "银行退票通知"}))
		if back.State != "returned" || stateOf(t, w, ids[0]) != "bank_returned" {
			t.Fatalf("%+v", back)
		}
		if b := trial(t, w); b[ledger.Approved] != -p.Fen || b[ledger.InTransit] != 0 {
			t.Fatalf("%v", b)
		}
		a := must[office.Added](t)(o.ProposeAccount(ctx, w.As("manager1"), office.CorrectAccount{Home: w.Home, Account: payment.Account{Holder: w.HomeName, Number: "6200000000000013", Bank: "样本银行"}, Document: "更正函"}))
		must[office.Added](t)(o.DecideAccount(ctx, w.As("examiner1"), office.DecideAccount{Proposal: a.ID}))
		r := must[office.OrderMade](t)(o.Reissue(ctx, w.As("payer1"), office.Reissue{Order: p.Order}))
		if r.Fen != p.Fen || payAll(t, w, r).State != "paid" {
			t.Fatalf("%+v", r)
		}
		trial(t, w)
	})
}

func TestBankFileIsMadeOnce(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 1)
		p := orderedList(t, w)
		_, err := o.MakeFile(ctx, w.As("payer1"), office.MakeFile{Order: p.Order, Profile: "xls"})
		refused(t, "order.profile", err)
		a := must[office.BankFile](t)(o.MakeFile(ctx, w.As("payer1"), office.MakeFile{Order: p.Order, Profile: "pain.001"}))
		clock.Set("2026-03-05")
		b := must[office.BankFile](t)(o.MakeFile(ctx, w.As("payer1").With("again"), office.MakeFile{Order: p.Order, Profile: "pain.001"}))
		if len(a.Bytes) == 0 || !bytes.Equal(a.Bytes, b.Bytes) || a.SHA256 != b.SHA256 || a.Name != p.Number+".xml" {
			t.Fatalf("%s %s", a.SHA256, b.SHA256)
		}
		_, err = o.MakeFile(ctx, w.As("payer1"), office.MakeFile{Order: p.Order, Profile: "csv-utf8"})
		refused(t, "order.file_made", err)
	})
}

func TestBadResultsAreRefusedWhole(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		completed(t, w, clock, g, 1)
		p := orderedList(t, w)
		good := string(resultOf(t, w, p.Order, nil))
		for code, bad := range map[string]string{
			"payment.result_truncated":    good[:strings.Index(good, "合计")],
			"payment.result_control":      strings.Replace(good, "合计,1,", "合计,2,", 1),
			"payment.result_unknown_line": strings.Replace(good, "00001,", "00002,", 1),
			"payment.result_file":         "\xff\xfe" + good,
			"payment.result_amount":       strings.ReplaceAll(good, p.Fen.String(), (p.Fen + 1).String()),
		} {
			_, err := importData(w, p.Order, []byte(bad))
			refused(t, code, err)
		}
		if b := trial(t, w); b[ledger.InTransit] != -p.Fen {
			t.Fatalf("%v", b)
		}
	})
}

func TestAStruckClaimOfASheetIsDeterminedAnew(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		determined(t, w, clock, g, 2)
		open := office.OpenSheet{Day: settlement.MustPeriod("2026-03-20").First()}
		l := must[office.ListMoved](t)(o.OpenSheet(ctx, w.As("reviewer2"), open))
		if l.Number != "HD-2026-000001" || l.State != "reviewing" {
			t.Fatalf("%+v", l)
		}
		_, err := o.CheckLines(ctx, w.As("reviewer2"), office.ListRef{List: l.List})
		refused(t, "claim.move", err)
		lines := must[[]office.LineView](t)(o.LineViews(ctx, w.As("reviewer2"), l.List, 0, 10))
		must[office.ListMoved](t)(o.StrikeLine(ctx, w.As("reviewer2"), office.StrikeLine{LineRef: office.LineRef{List: l.List, Seq: 1}, Reason: settlement.AmountWrong}))
		if s := stateOf(t, w, lines[0].Claim); s != "forwarded" {
			t.Fatal(s)
		}
		if b := trial(t, w); b[ledger.Listed] != -lines[1].Waived || b[ledger.Completed] != 0 || b[ledger.Expense] != lines[1].Waived {
			t.Fatalf("%v", b)
		}
		noErr(t, w.Determine(ctx, "reviewer2", lines[0].Claim))
		_, err = o.OpenSheet(ctx, w.As("reviewer2"), open)
		refused(t, "list.stands", err)
		clock.Set("2026-03-21")
		next := must[office.ListMoved](t)(o.OpenSheet(ctx, w.As("reviewer2"), office.OpenSheet{Day: open.Day + 1}))
		if next.Round != 1 || next.Lines != 1 || next.Waived != lines[0].Waived {
			t.Fatalf("%+v", next)
		}
		sealed := must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
		if sealed.Lines != 1 || sealed.Waived != lines[1].Waived {
			t.Fatalf("%+v", sealed)
		}
		must[office.ListMoved](t)(o.SendBack(ctx, w.As("sealer1"), office.SendBack{List: l.List, Reason: "重做"}))
		if s := stateOf(t, w, lines[1].Claim); s != "determined" {
			t.Fatal(s)
		}
	})
}

func TestMoneyPaidWronglyComesBackInCashAndBySetOff(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, ids := context.Background(), w.Office, completed(t, w, clock, g, 2)
		payAll(t, w, orderedList(t, w))
		rev := must[office.Reversal](t)(o.Reverse(ctx, w.As("chief1"), office.ReverseClaim{Claim: ids[0], Reason: "dup"}))
		due := must[[]store.Recovery](t)(o.Recoveries(ctx, w.As("chief1"), w.Home))[0]
		if due.ID != rev.Recovery || due.Number != "ZH-2026-000001" || due.Left() <= 100 {
			t.Fatalf("%+v", due)
		}
		_, err := o.Recover(ctx, w.As("chief1"), office.Recover{Recovery: due.ID, Fen: due.Fen + 1, Document: "回单"})
		refused(t, "recovery.sum", err)
		left := must[office.Recovered](t)(o.Recover(ctx, w.As("chief1"), office.Recover{Recovery: due.ID, Fen: 100, Document: "回单"})).Left
		if b := trial(t, w); b[ledger.Receivable] != left || left != due.Fen-100 {
			t.Fatalf("%v", b)
		}
		clock.Set("2026-03-31")
		for range 3 {
			c := nextOf(g, claim.Waiver, "2026-03")
			must[int64](t)(w.Run(ctx, &c))
		}
		clock.Set("2026-04-01")
		l := listOf(t, w, "2026-03")
		p := must[office.OrderMade](t)(o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List, Offsets: []int64{due.ID}}))
		if p.Offset != left || p.Fen+p.Offset != l.Waived {
			t.Fatalf("%+v of %+v", p, l)
		}
		payAll(t, w, p)
		if b := trial(t, w); b[ledger.Receivable] != 0 || b[ledger.Approved] != 0 || b[ledger.InTransit] != 0 {
			t.Fatalf("%v", b)
		}
		checkChain(t, w, l.List)
	})
}

// listOf takes a month's list to approved.
func listOf(t testing.TB, w *demo.World, period string) office.ListMoved {
	t.Helper()
	ctx, o := context.Background(), w.Office
	l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: settlement.MustPeriod(period)}))
	must[office.ListMoved](t)(o.CheckLines(ctx, w.As("reviewer1"), office.ListRef{List: l.List}))
	must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"}))
	return approved(t, w, l.List)
}

// checkChain holds list, order and outcomes of a home's list together (INV-04).
func checkChain(t testing.TB, w *demo.World, list int64) {
	t.Helper()
	ctx, o := context.Background(), w.Office
	v := must[office.ListView](t)(o.ListView(ctx, w.As("auditor1"), list))
	c := payment.Chain{List: v.Sealed.Waived, Lines: v.Sealed.Lines, Ledger: v.Sealed.Waived}
	var paid money.Amount
	for _, brief := range v.Orders {
		c.Offset += brief.Offset
		for _, l := range must[office.OrderView](t)(o.OrderView(ctx, w.As("auditor1"), brief.Order)).Lines {
			c.Outcomes = append(c.Outcomes, payment.Outcome{Voucher: l.Voucher, Fen: l.Fen, Status: l.Status, Day: l.Day, Next: l.Next})
			paid += l.Fen
		}
	}
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	if paid+c.Offset != v.Sealed.Waived {
		t.Fatalf("paid %d and set off %d of %d", paid, c.Offset, v.Sealed.Waived)
	}
}

// TestAnOrdersPaperCanBeChecked reads what the code on a payment order leads to.
func TestAnOrdersPaperCanBeChecked(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		determined(t, w, clock, g, 1)
		order := orderedSheet(t, w).Order
		log := must[office.AuditPage](t)(o.AuditLog(ctx, w.As("auditor1"), office.AuditFilter{Subject: order, Limit: 1}))
		if len(log.Rows) != 1 {
			t.Fatalf("%+v", log)
		}
		seen := must[office.Checked](t)(o.CheckPaper(ctx, w.County, log.Rows[0].Pos, log.Rows[0].Digest[:16], "x"))
		if seen.StateZh != settlement.Ordered.Zh() || !seen.Final || seen.ActZh != "下达支付" {
			t.Errorf("%+v", seen)
		}
	})
}
