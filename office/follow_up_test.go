package office_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"songbai/domain/payment"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// After a result the ready lines are paid again in one press: after a temporary
// reason as the account stands, else once two people corrected it; never twice.
func TestReturnedLinesThatAreReadyAreOneRound(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, payer := context.Background(), w.Office, w.As("payer1")
		determined(t, w, clock, g, 3)
		p := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order))
		late, wrong := v.Lines[0].Voucher, v.Lines[1].Voucher
		must[office.Imported](t)(importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{late: "退回,,,TM01,", wrong: cameBack})))
		ready := func() (out []string) {
			for _, s := range must[[]office.Suggested](t)(o.Suggestions(ctx, payer)) {
				if s.Ready {
					out = append(out, s.Voucher)
				}
			}
			return out
		}
		if got := ready(); !reflect.DeepEqual(got, []string{late}) || note(t, w) != "可以重新支付 1 笔，等更正账户 1 笔" {
			t.Fatalf("%v, %q", got, note(t, w))
		}
		notes := must[[]office.Reminder](t)(o.Remind(ctx))
		if !slices.ContainsFunc(notes, func(n office.Reminder) bool { return n.Kind == "pay_again" && n.Subject == p.List }) {
			t.Fatalf("%+v", notes)
		}
		_, err := o.FollowUp(ctx, payer, office.FollowUp{})
		refused(t, "order.none_chosen", err)
		_, err = o.FollowUp(ctx, payer, office.FollowUp{Vouchers: []string{wrong}})
		refused(t, "payment.reissue_account", err)
		first := must[office.FollowedUp](t)(o.FollowUp(ctx, payer.With("one press"), office.FollowUp{Vouchers: []string{late}}))
		if len(first.Orders) != 1 || first.Orders[0].Lines != 1 || first.Orders[0].Fen != v.Lines[0].Fen {
			t.Fatalf("%+v", first)
		}
		if again := must[office.FollowedUp](t)(o.FollowUp(ctx, payer.With("one press"), office.FollowUp{Vouchers: []string{late}})); !reflect.DeepEqual(again, first) {
			t.Fatalf("pressed twice: %+v", again)
		}
		_, err = o.FollowUp(ctx, payer, office.FollowUp{Vouchers: []string{late}})
		refused(t, "payment.reissue_state", err)
		// its answer is a temporary return once more; meanwhile the other account is corrected
		again := first.Orders[0].Order
		line := must[office.OrderView](t)(o.OrderView(ctx, payer, again)).Lines[0].Voucher
		must[office.Imported](t)(importData(w, again, resultOf(t, w, again, map[string]string{line: "退回,,,AB05,"})))
		correctFamily(t, w, v.Lines[1].Claim)
		if got := ready(); !reflect.DeepEqual(got, []string{wrong, line}) || note(t, w) != "可以重新支付 2 笔" {
			t.Fatalf("%v, %q", got, note(t, w))
		}
		round := must[office.FollowedUp](t)(o.FollowUp(ctx, payer, office.FollowUp{Vouchers: ready()}))
		if len(round.Orders) != 2 || round.Orders[0].Fen != v.Lines[1].Fen || round.Orders[1].Fen != v.Lines[0].Fen || round.Orders[1].State != "ordered" {
			t.Fatalf("%+v", round)
		}
		for _, made := range round.Orders {
			payAll(t, w, made)
		}
		if l := must[office.ListView](t)(o.ListView(ctx, payer, p.List)); l.State != "paid" || len(l.Orders) != 4 {
			t.Fatalf("%+v", l)
		}
		trial(t, w)
	})
}

// note is what the inbox says beside the returned list.
func note(t testing.TB, w *demo.World) string {
	t.Helper()
	for _, task := range must[office.Inbox](t)(w.Office.Inbox(context.Background(), w.As("payer1"))).Tasks {
		if task.Kind == "reissue" {
			return task.Items[0].Note.Zh
		}
	}
	return ""
}

// A correction under way holds a line back although the bank's reason was
// temporary; what was made of a round stands when the rest is refused.
func TestARoundIsMadeOrderByOrder(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, payer := context.Background(), w.Office, w.As("payer1")
		determined(t, w, clock, g, 2)
		p := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order))
		a := v.Lines[0].Voucher
		must[office.Imported](t)(importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{a: "退回,,,AB05,"})))
		fresh := payment.Account{Holder: "样申领", Number: "6217000000000000009", Bank: "样本银行"}
		q := must[office.Added](t)(o.ProposeAccount(ctx, w.As("reviewer1"), office.CorrectAccount{Claim: v.Lines[0].Claim, Account: fresh, Document: "更正单"}))
		if s := must[[]office.Suggested](t)(o.Suggestions(ctx, payer)); len(s) != 1 || s[0].Ready || !s[0].Waits || !s[0].Passing || note(t, w) != "等更正账户 1 笔" {
			t.Fatalf("%+v", s)
		}
		must[office.Added](t)(o.DecideAccount(ctx, w.As("chief1"), office.DecideAccount{Proposal: q.ID, Decline: true}))
		_, err := o.FollowUp(ctx, payer, office.FollowUp{Vouchers: []string{a, strings.Replace(a, "000001", "000009", 1)}})
		refused(t, "order.half_round", err)
		if l := must[office.ListView](t)(o.ListView(ctx, payer, p.List)); len(l.Orders) != 2 || l.State != "ordered" {
			t.Fatalf("%+v", l)
		}
	})
}
