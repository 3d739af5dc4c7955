package office_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

func TestListPapersAreMadeOnceForEachText(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 3)
		l := must[office.ListMoved](t)(o.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: february}))
		_, err := o.ListPaper(ctx, w.As("manager1"), office.ListPaper{List: l.List, Kind: "opinion_pdf"})
		refused(t, "paper.list_kind", err)
		_, err = o.ListPaper(ctx, w.As("desk1"), office.ListPaper{List: l.List, Kind: "list_pdf"})
		refused(t, "party.not_allowed", err)
		first := must[office.Paper](t)(o.ListPaper(ctx, w.As("manager1"), office.ListPaper{List: l.List, Kind: "list_pdf"}))
		must[office.ListMoved](t)(o.CheckLine(ctx, w.As("reviewer1"), office.LineRef{List: l.List, Seq: 1}))
		must[office.ListMoved](t)(o.StrikeLine(ctx, w.As("reviewer1"), office.StrikeLine{LineRef: office.LineRef{List: l.List, Seq: 2}, Reason: settlement.PaperMissing}))
		must[office.ListMoved](t)(o.CheckLines(ctx, w.As("reviewer1"), office.ListRef{List: l.List}))
		again := must[office.Paper](t)(o.ListPaper(ctx, w.As("reviewer1"), office.ListPaper{List: l.List, Kind: "list_pdf"}))
		if !bytes.HasPrefix(first.Bytes, []byte("%PDF-")) || !bytes.Equal(first.Bytes, again.Bytes) || first.Name != l.Number+"-submitted-list.pdf" {
			t.Fatalf("%s %s", first.Name, again.Name)
		}
		must[office.ListMoved](t)(o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意两行"}))
		for _, kind := range []string{"list_pdf", "list_xlsx", "opinion_pdf"} {
			a := must[office.Paper](t)(o.ListPaper(ctx, w.As("manager1"), office.ListPaper{List: l.List, Kind: kind}))
			clock.Set("2026-03-04")
			b := must[office.Paper](t)(o.ListPaper(ctx, w.As("examiner1"), office.ListPaper{List: l.List, Kind: kind}))
			if a.SHA256 != b.SHA256 || !bytes.Equal(a.Bytes, b.Bytes) || !strings.Contains(a.Name, "sealed") {
				t.Fatalf("%s: %s, then %s", kind, a.SHA256, b.SHA256)
			}
		}
		wantSheetSums(t, must[office.Paper](t)(o.ListPaper(ctx, w.As("manager1"), office.ListPaper{List: l.List, Kind: "list_xlsx"})))
	})
}

// wantSheetSums wants the spreadsheet of two lines that count and one struck.
func wantSheetSums(t *testing.T, p office.Paper) {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(p.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	struck := must[[][]string](t)(x.GetRows("剔除行"))
	found := false
	for _, r := range struck {
		found = found || strings.Contains(strings.Join(r, "|"), settlement.PaperMissing.Zh())
	}
	if !found {
		t.Fatalf("%v", struck)
	}
}

func TestOrderPapersNameEveryFuneral(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		completed(t, w, clock, g, 2)
		home := orderedList(t, w)
		determined(t, w, clock, g, 2)
		sheet := orderedSheet(t, w)
		v := must[office.OrderView](t)(o.OrderView(ctx, w.As("payer1"), sheet.Order))
		for _, req := range []office.OrderPaper{{Order: home.Order, Kind: "order_pdf"}, {Order: home.Order, Kind: "remittance_pdf"},
			{Order: sheet.Order, Kind: "order_pdf"}, {Order: sheet.Order, Kind: "remittance_pdf", Voucher: v.Lines[1].Voucher}} {
			a := must[office.Paper](t)(o.OrderPaper(ctx, w.As("payer1"), req))
			b := must[office.Paper](t)(o.OrderPaper(ctx, w.As("auditor1"), req))
			if !bytes.HasPrefix(a.Bytes, []byte("%PDF-")) || !bytes.Equal(a.Bytes, b.Bytes) {
				t.Fatalf("%+v", req)
			}
		}
		_, err := o.OrderPaper(ctx, w.As("payer1"), office.OrderPaper{Order: sheet.Order, Kind: "remittance_pdf", Voucher: "ZF"})
		refused(t, "paper.order_kind", err)
		p := must[office.Paper](t)(o.ListPaper(ctx, w.As("auditor1"), office.ListPaper{List: sheet.List, Kind: "list_pdf"}))
		if !bytes.HasPrefix(p.Bytes, []byte("%PDF-")) {
			t.Fatal("no paper")
		}
	})
}
