package office_test

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"

	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// A result with faulty rows is refused whole; asked for, its good rows are taken
// in and the others stay open, once, however often the file comes.
func TestGoodRowsOfAResultAreTakenWhenAsked(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, payer := context.Background(), w.Office, w.As("payer1")
		determined(t, w, clock, g, 3)
		p := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order))
		data := resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: "到账了,,2026-03-09,,", v.Lines[1].Voucher: cameBack})
		req := office.ImportResult{Order: p.Order, Profile: "csv-utf8", Data: data}
		_, err := o.ImportResult(ctx, payer, req)
		refused(t, "payment.result_line", err)
		r := must[office.ResultPreview](t)(o.PreviewResult(ctx, payer, req))
		if len(r.Faults) != 0 || r.Good != 2 || len(r.Left) != 1 || r.Left[0].At != 2 || r.Left[0].Voucher != v.Lines[0].Voucher || r.Silent != 1 || r.Paid != v.Lines[2].Fen || r.Back != v.Lines[1].Fen {
			t.Fatalf("%+v", r)
		}
		req.Rows = true
		x := must[office.Imported](t)(o.ImportResult(ctx, payer, req))
		if x.Lines != 2 || x.Changed != 2 || len(x.Left) != 1 || x.Left[0].Faults[0].Code != "payment.result_line" || x.State != "returned" ||
			x.Standing != (payment.Tally{Paid: 1, Returned: 1, Unknown: 1, PaidFen: v.Lines[2].Fen, ReturnedFen: v.Lines[1].Fen, UnknownFen: v.Lines[0].Fen}) {
			t.Fatalf("%+v", x)
		}
		for _, rows := range []bool{true, false} {
			req.Rows = rows
			if rows {
				if again := must[office.Imported](t)(o.ImportResult(ctx, payer, req)); !reflect.DeepEqual(again, x) {
					t.Fatalf("again: %+v", again)
				}
				continue
			}
			_, err := o.ImportResult(ctx, payer, req)
			refused(t, "payment.result_line", err)
		}
		trial(t, w)
		log := must[office.AuditPage](t)(o.AuditLog(ctx, w.As("auditor1"), office.AuditFilter{Subject: x.Result, Limit: 2}))
		if len(log.Rows) == 0 || !strings.Contains(log.Rows[len(log.Rows)-1].Reason, "rows_left=1 lines=2") {
			t.Fatalf("%+v", log)
		}
		taken := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order)).Results
		if len(taken) != 1 || taken[0].Lines != 2 || len(taken[0].Left) != 1 || taken[0].By == "" {
			t.Fatalf("%+v", taken)
		}
		mended := resultOf(t, w, p.Order, map[string]string{v.Lines[1].Voucher: cameBack})
		if last := must[office.Imported](t)(importData(w, p.Order, mended)); last.Standing.Paid != 2 || last.Standing.Unknown != 0 || last.Left != nil {
			t.Fatalf("%+v", last)
		}
	})
}

// What puts the whole file in doubt leaves no choice, and a file of faulty rows
// alone has nothing to be taken.
func TestADoubtfulResultIsNotTakenAtAll(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, payer := context.Background(), w.Office, w.As("payer1")
		determined(t, w, clock, g, 2)
		p := orderedSheet(t, w)
		good := resultOf(t, w, p.Order, nil)
		for name, c := range map[string]struct {
			data []byte
			code string
		}{
			"total":     {bytes.Replace(good, []byte("合计,2,"), []byte("合计,3,"), 1), "payment.result_control"},
			"cut off":   {good[:bytes.Index(good, []byte("合计"))], "payment.result_truncated"},
			"blind sum": {bytes.Replace(good, []byte(".00,成功"), []byte(".00元,成功"), 1), "payment.result_unproven"},
			"no row":    {bytes.ReplaceAll(good, []byte("成功"), []byte("好")), "order.no_good_row"},
		} {
			req := office.ImportResult{Order: p.Order, Profile: "csv-utf8", Data: c.data, Rows: true}
			_, err := o.ImportResult(ctx, payer, req)
			if problem.CodeOf(err) != c.code {
				t.Errorf("%s: %v", name, err)
			}
			r := must[office.ResultPreview](t)(o.PreviewResult(ctx, payer, req))
			if (len(r.Faults) == 0) != (name == "no row") || r.Good != 0 {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if r := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order)); len(r.Results) != 0 || r.Lines[0].Status != payment.Unknown {
			t.Fatalf("%+v", r)
		}
	})
}

// A day's file of the bank answers two orders: each takes its own rows.
func TestOneFileAnswersTwoOrders(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, payer := context.Background(), w.Office, w.As("payer1")
		determined(t, w, clock, g, 2)
		p := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, payer, p.Order))
		must[office.Imported](t)(importData(w, p.Order, resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: "退回,,,AB05,收款行超时", v.Lines[1].Voucher: "处理中,,,,"})))
		q := must[office.FollowedUp](t)(o.FollowUp(ctx, payer, office.FollowUp{Vouchers: []string{v.Lines[0].Voucher}})).Orders[0]
		one, two := resultOf(t, w, p.Order, map[string]string{v.Lines[0].Voucher: "退回,,,AB05,收款行超时"}), resultOf(t, w, q.Order, nil)
		day := bytes.Join([][]byte{one[:bytes.Index(one, []byte("合计"))], two[bytes.IndexByte(two, '\n')+1 : bytes.Index(two, []byte("合计"))], []byte("合计,3," + (p.Fen + q.Fen).String() + "\r\n")}, nil)
		for order, rows := range map[int64]int{p.Order: 2, q.Order: 1} {
			req := office.ImportResult{Order: order, Profile: "csv-utf8", Data: day, Rows: true}
			if x := must[office.Imported](t)(o.ImportResult(ctx, payer, req)); x.Lines != rows || len(x.Left) != 3-rows || x.Left[0].Faults[0].Code != "payment.result_other_line" {
				t.Fatalf("%+v", x)
			}
		}
		if l := must[office.ListView](t)(o.ListView(ctx, payer, p.List)); l.State != "paid" {
			t.Fatalf("%+v", l)
		}
	})
}
