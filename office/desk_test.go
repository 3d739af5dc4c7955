package office_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

// atDesk runs f in a fresh sample county on SQLite and has the checker look at
// what f left.
func atDesk(t *testing.T, f func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator)) {
	t.Helper()
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			w, s, clock, prices := storedWorld(t, e)
			f(t, w, clock, demo.NewGenerator(w, prices, 7, "T"))
			if e != store.SQLite {
				return
			}
			rep, err := verify.Run(context.Background(), verify.Options{Dir: s.Dir(), Keyset: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range rep.Findings {
				t.Errorf("the checker: %s %s %s: %s", x.Inv, x.Table, x.Row, x.En)
			}
		})
	}
}

// lodged drafts and lodges a waiver case and gives its claim.
func lodged(t *testing.T, w *demo.World, c *demo.Case) int64 {
	t.Helper()
	ctx, desk := context.Background(), w.As("desk1")
	d, err := w.Office.Draft(ctx, desk, office.DraftClaim{Form: c.Form})
	ok(t, err)
	_, err = w.Office.Lodge(ctx, desk, office.ClaimRef{Claim: d.Claim})
	ok(t, err)
	return d.Claim
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, err error, code string) {
	t.Helper()
	if problem.CodeOf(err) != code {
		t.Fatalf("want %s, got %v", code, err)
	}
}

func see(t *testing.T, w *demo.World, id int64, kinds ...string) {
	t.Helper()
	for _, k := range kinds {
		_, err := w.Office.SightPaper(context.Background(), w.As("desk1"), office.SeePaper{Claim: id, Kind: k, Original: true, Copies: 3})
		ok(t, err)
	}
}

// resident draws a waiver of a household of the county.
func resident(g *demo.Generator, month string) demo.Case {
	for {
		if c := nextOf(g, claim.Waiver, month); len(c.Form.Deceased.HouseholdArea) >= 9 && len(c.Form.Deceased.Evidence) == 0 {
			return c
		}
	}
}

func TestAHeldClaimSaysWhoHoldsIt(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		c := resident(g, "2026-02")
		clock.Set(c.Day.String())
		id := lodged(t, w, &c)
		desk, other, manager := w.As("desk1"), w.As("desk2"), w.As("manager1")
		ok(t, w.Office.TakeHold(ctx, desk, office.TakeHold{Claim: id}))
		mine, err := w.Office.Holding(ctx, desk)
		ok(t, err)
		if len(mine) != 1 || mine[0].Claim != id {
			t.Fatalf("in hand: %+v", mine)
		}
		_, err = w.Office.SightPaper(ctx, other, office.SeePaper{Claim: id, Kind: "handler_id", Original: true, Copies: 3})
		wants(t, err, "claim.held")
		wants(t, w.Office.TakeHold(ctx, other, office.TakeHold{Claim: id}), "claim.take_reason")
		see(t, w, id, "handler_id") // the holder goes on
		ok(t, w.Office.TakeHold(ctx, other, office.TakeHold{Claim: id, Reason: "同事下班"}))
		_, err = w.Office.SightPaper(ctx, desk, office.SeePaper{Claim: id, Kind: "deceased_id", Original: true, Copies: 3})
		wants(t, err, "claim.held")
		wants(t, w.Office.ReleaseHold(ctx, desk, office.ClaimRef{Claim: id}), "claim.not_held")
		ok(t, w.Office.ReleaseHold(ctx, other, office.ClaimRef{Claim: id}))
		see(t, w, id, "deceased_id")

		ok(t, w.Office.TakeHold(ctx, manager, office.TakeHold{Claim: id}))
		clock.Add((claim.HoldMinutes + 1) * time.Minute)
		see(t, w, id, "death_certificate") // it freed itself
		rows, err := w.Office.Queue(ctx, desk, office.QueueFilter{Queue: "lodged"})
		ok(t, err)
		if len(rows) != 1 || rows[0].Hold != nil {
			t.Fatalf("a stale hold is shown: %+v", rows)
		}
		wants(t, w.Office.TakeHold(ctx, w.As(demo.TownClerk(c.Town%3+1)), office.TakeHold{Claim: id}), "party.out_of_reach")
	})
}

func TestQueuesCountAndPageWhatWaits(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		desk := w.As("desk1")
		var ids []int64
		for range 5 {
			c := resident(g, "2026-02")
			clock.Set("2026-03-02")
			ids = append(ids, lodged(t, w, &c))
		}
		clock.Set("2026-03-09")
		counts, err := w.Office.Queues(ctx, desk)
		ok(t, err)
		if n := countOf(counts, "lodged"); n != 5 {
			t.Fatalf("lodged: %d in %+v", n, counts)
		}
		first, err := w.Office.Queue(ctx, desk, office.QueueFilter{Queue: "lodged", Limit: 3})
		ok(t, err)
		rest, err := w.Office.Queue(ctx, desk, office.QueueFilter{Queue: "lodged", Limit: 3, After: first[2].Claim})
		ok(t, err)
		got := append(first, rest...)
		if len(got) != 5 {
			t.Fatalf("two pages hold %d", len(got))
		}
		for i, r := range got {
			if r.Claim != ids[i] || r.Days != 7 || r.Deceased == "" || r.State != "lodged" {
				t.Fatalf("row %d: %+v", i, r)
			}
		}
		late, err := w.Office.Queue(ctx, desk, office.QueueFilter{Queue: "lodged", Days: 8})
		ok(t, err)
		waited, err := w.Office.Queue(ctx, desk, office.QueueFilter{Queue: "lodged", Days: 7})
		ok(t, err)
		if len(late) != 0 || len(waited) != 5 {
			t.Fatalf("8 days: %d, 7 days: %d", len(late), len(waited))
		}
		_, err = w.Office.Queue(ctx, desk, office.QueueFilter{Queue: "forwarded"})
		wants(t, err, "office.queue")
	})
}

func countOf(qs []office.QueueCount, id string) int {
	for _, q := range qs {
		if q.ID == id {
			return q.Count
		}
	}
	return -1
}

func TestAPromisedPaperHoldsUpOnlyTheMoney(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		desk, cashier := w.As("desk1"), w.As("cashier1")
		c := resident(g, "2026-02")
		clock.Set(c.Day.String())
		id := lodged(t, w, &c)
		see(t, w, id, "death_certificate", "handler_id")
		_, err := w.Office.Accept(ctx, desk, office.ClaimRef{Claim: id})
		wants(t, err, "claim.papers")
		wants(t, w.Office.AwaitPaper(ctx, desk, office.AwaitPaper{Claim: id, Kind: "death_certificate", Due: c.Day + 3}), "claim.paper_now")
		wants(t, w.Office.AwaitPaper(ctx, desk, office.AwaitPaper{Claim: id, Kind: "deceased_id", Due: c.Day}), "claim.paper_due")
		ok(t, w.Office.AwaitPaper(ctx, desk, office.AwaitPaper{Claim: id, Kind: "deceased_id", Due: c.Day + 3}))
		list, err := w.Office.Checklist(ctx, desk, id)
		ok(t, err)
		states := map[string]string{}
		for _, l := range list.Lines {
			states[l.Kinds[0]] = l.State
		}
		if states["deceased_id"] != "awaited" || states["handler_id"] != "seen" || list.Open != 0 {
			t.Fatalf("%+v", list)
		}
		_, err = w.Office.Accept(ctx, desk, office.ClaimRef{Claim: id})
		ok(t, err)
		_, err = w.Office.Record(ctx, cashier, office.RecordServices{Claim: id, Services: c.Services})
		ok(t, err)
		_, err = w.Office.Sign(ctx, desk, office.SignClaim{Claim: id, Means: "paper"})
		ok(t, err)
		done := office.CompleteClaim{Claim: id, Cremation: c.Day, Certificate: "HH2026-00001"}
		_, err = w.Office.Complete(ctx, cashier, done)
		wants(t, err, "claim.awaited")

		clock.Set((c.Day + 5).String())
		late, err := w.Office.Overdue(ctx, desk)
		ok(t, err)
		if len(late) != 1 || late[0].Claim != id {
			t.Fatalf("overdue: %+v", late)
		}
		notes, err := w.Office.Remind(ctx)
		ok(t, err)
		if !slices.ContainsFunc(notes, func(n office.Reminder) bool {
			return n.Kind == "paper_late" && n.Subject == id && n.Period == "deceased_id"
		}) {
			t.Fatalf("nobody is reminded: %+v", notes)
		}
		see(t, w, id, "deceased_id")
		_, err = w.Office.Complete(ctx, cashier, done)
		ok(t, err)
	})
}

func TestEvidenceIsReadUnderAudit(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		c := resident(g, "2026-02")
		clock.Set(c.Day.String())
		id := lodged(t, w, &c)
		picture := []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
		_, err := w.Office.SightPaper(ctx, w.As("desk1"), office.SeePaper{Claim: id, Kind: "handler_id", Original: true, Copies: 3, File: picture, Media: "application/pdf"})
		ok(t, err)
		list, err := w.Office.Checklist(ctx, w.As("desk1"), id)
		ok(t, err)
		hash := ""
		for _, l := range list.Lines {
			for _, x := range l.Seen {
				if x.File != "" && x.Person == "样甲一" {
					hash = x.File
				}
			}
		}
		got, err := w.Office.Evidence(ctx, w.As("manager1"), office.ReadEvidence{Claim: id, Hash: hash})
		ok(t, err)
		if string(got.Bytes) != string(picture) || got.Media != "application/pdf" {
			t.Fatalf("%s %q", got.Media, got.Bytes)
		}
		_, err = w.Office.Evidence(ctx, w.As("cashier1"), office.ReadEvidence{Claim: id, Hash: hash})
		wants(t, err, "party.not_allowed")
		_, err = w.Office.Evidence(ctx, w.As("desk1"), office.ReadEvidence{Claim: id + 1, Hash: hash})
		wants(t, err, "store.missing")
	})
}

// closed takes a resident's case to completed with a certificate number.
func closed(t *testing.T, w *demo.World, c *demo.Case, number string) int64 {
	t.Helper()
	ctx := context.Background()
	id := lodged(t, w, c)
	see(t, w, id, "death_certificate", "handler_id", "deceased_id")
	_, err := w.Office.Accept(ctx, w.As("desk1"), office.ClaimRef{Claim: id})
	ok(t, err)
	_, err = w.Office.Record(ctx, w.As("cashier1"), office.RecordServices{Claim: id, Services: c.Services})
	ok(t, err)
	_, err = w.Office.Sign(ctx, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})
	ok(t, err)
	_, err = w.Office.Complete(ctx, w.As("cashier1"), office.CompleteClaim{Claim: id, Cremation: c.Day, Certificate: number})
	ok(t, err)
	return id
}

func TestTheLedgerOfCertificatesShowsGapsReuseAndBackDating(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		manager := w.As("manager1")
		cs := []demo.Case{resident(g, "2026-02"), resident(g, "2026-02"), resident(g, "2026-02")}
		for i, day := range []string{"2026-02-20", "2026-02-10", "2026-02-25"} { // the second is dated back
			for k := range cs[i].Services {
				cs[i].Services[k].Day = date.MustDay(day)
			}
			shift := date.MustDay(day) - cs[i].Day
			cs[i].Day += shift
			death := *cs[i].Form.Deceased.Death + shift
			cs[i].Form.Deceased.Death, cs[i].Form.Deceased.DeathPaper.Issued = &death, &death
		}
		clock.Set("2026-02-26")
		first := closed(t, w, &cs[0], "HH2026-00001")
		closed(t, w, &cs[1], "HH2026-00002")
		third := closed(t, w, &cs[2], "HH2026-00005")
		c := resident(g, "2026-02")
		refusedComplete(t, w, &c, "HH2026-00002")

		wants(t, w.Office.VoidCertificate(ctx, manager, office.VoidCertificate{Certificate: "HH2026-00003"}), "certificate.reason")
		ok(t, w.Office.VoidCertificate(ctx, manager, office.VoidCertificate{Certificate: "HH2026-00003", Reason: "打印作废"}))
		wants(t, w.Office.VoidCertificate(ctx, manager, office.VoidCertificate{Certificate: "HH2026-00001", Reason: "打印作废"}), "certificate.held")
		ok(t, w.Office.ReissueCertificate(ctx, manager, office.ReissueCertificate{Claim: first, Certificate: "HH2026-00006", Reason: "遗失"}))
		wants(t, w.Office.ReissueCertificate(ctx, manager, office.ReissueCertificate{Claim: third, Certificate: "HH2026-00003", Reason: "遗失"}), "certificate.used")

		v, err := w.Office.CertificateLedger(ctx, manager, 0, "", 0)
		ok(t, err)
		if len(v.Gaps) != 1 || v.Gaps[0] != (claim.Gap{From: 4, To: 4}) {
			t.Fatalf("gaps %+v", v.Gaps)
		}
		back, valid := map[string]bool{}, map[string]bool{}
		for _, r := range v.Rows {
			back[r.Number], valid[r.Number] = r.Backdated, r.Valid
		}
		if !back["HH2026-00002"] || back["HH2026-00005"] || valid["HH2026-00001"] || !valid["HH2026-00006"] || valid["HH2026-00003"] {
			t.Fatalf("%+v", v.Rows)
		}
		for _, x := range []struct {
			number, day string
			answer      office.CertificateAnswer
		}{{"HH2026-00005", "2026-02-25", office.CertificateStands}, {"HH2026-00005", "2026-02-24", office.CertificateUnknown}, {"HH2026-00001", "2026-02-20", office.CertificateReplaced},
			{"HH2026-00001", "2026-02-21", office.CertificateUnknown}, {"HH2026-00006", "2026-02-20", office.CertificateStands}, {"HH2026-00003", "2026-02-20", office.CertificateUnknown}, {"HH2026-00009", "2026-02-20", office.CertificateUnknown}} {
			got, err := w.Office.CheckCertificate(ctx, w.County, x.number, date.MustDay(x.day), "a")
			ok(t, err)
			if got != x.answer {
				t.Errorf("%s of %s: %v", x.number, x.day, got)
			}
		}
		// Nobody goes through the days of a number, or the numbers of a home.
		for day := date.MustDay("2026-01-01"); day < date.MustDay("2026-01-06"); day++ {
			ok(t, drop(w.Office.CheckCertificate(ctx, w.County, "HH2026-00005", day, "b")))
		}
		right := date.MustDay("2026-02-25")
		wants(t, drop(w.Office.CheckCertificate(ctx, w.County, "HH2026-00005", right, "b")), "family.resting")
		ok(t, drop(w.Office.CheckCertificate(ctx, w.County, "HH2026-00005", right, "c"))) // one who guesses stops nobody else
		for i := range 30 {
			_, _ = w.Office.CheckCertificate(ctx, w.County, "HH2026-00005", date.MustDay("2026-01-01"), fmt.Sprint("many", i))
		}
		wants(t, drop(w.Office.CheckCertificate(ctx, w.County, "HH2026-00005", right, "e")), "family.resting")
		for i := range 40 {
			_, err = w.Office.CheckCertificate(ctx, w.County, fmt.Sprintf("HH2026-%05d", 100+i), date.MustDay("2026-02-25"), "d")
		}
		wants(t, err, "family.resting")
	})
}

// refusedComplete takes a case to signed and wants its certificate refused.
func refusedComplete(t *testing.T, w *demo.World, c *demo.Case, number string) {
	t.Helper()
	ctx := context.Background()
	id := lodged(t, w, c)
	see(t, w, id, "death_certificate", "handler_id", "deceased_id")
	_, err := w.Office.Accept(ctx, w.As("desk1"), office.ClaimRef{Claim: id})
	ok(t, err)
	_, err = w.Office.Record(ctx, w.As("cashier1"), office.RecordServices{Claim: id, Services: c.Services})
	ok(t, err)
	_, err = w.Office.Sign(ctx, w.As("desk1"), office.SignClaim{Claim: id, Means: "paper"})
	ok(t, err)
	_, err = w.Office.Complete(ctx, w.As("cashier1"), office.CompleteClaim{Claim: id, Cremation: c.Day, Certificate: number})
	wants(t, err, "claim.duplicate")
}

func TestTheBillIsLiveAndStoresNothing(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		c := resident(g, "2026-02")
		clock.Set(c.Day.String())
		id := lodged(t, w, &c)
		see(t, w, id, "death_certificate", "handler_id", "deceased_id")
		_, err := w.Office.Accept(ctx, w.As("desk1"), office.ClaimRef{Claim: id})
		ok(t, err)
		would, err := w.Office.WouldBe(ctx, w.As("cashier1"), office.RecordServices{Claim: id, Services: c.Services})
		ok(t, err)
		v, err := w.Office.Services(ctx, w.As("cashier1"), id)
		ok(t, err)
		if len(v.Services) != 0 || len(v.Items) == 0 || len(v.Items[0].Grades) == 0 {
			t.Fatalf("%+v", v)
		}
		real, err := w.Office.Record(ctx, w.As("cashier1"), office.RecordServices{Claim: id, Services: c.Services})
		ok(t, err)
		if would.Waived != real.Waived || would.Charged != real.Charged || would.Family != real.Family || len(would.Lines) != len(real.Lines) || would.Waived == 0 {
			t.Fatalf("would be %+v, is %+v", would, real)
		}
	})
}

func TestForeignInvoiceLinesAreRemembered(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		a, b := nextOf(g, claim.Reimbursement, "2026-03"), nextOf(g, claim.Reimbursement, "2026-03")
		clock.Set("2026-04-02")
		for i := range a.Services {
			a.Services[i].Note = "外地名目" + a.Services[i].Item
		}
		_, err := w.Run(ctx, &a)
		ok(t, err)
		clerk := w.As(demo.TownClerk(b.Town))
		d, err := w.Office.Draft(ctx, clerk, office.DraftClaim{Form: b.Form})
		ok(t, err)
		v, err := w.Office.Services(ctx, clerk, d.Claim)
		ok(t, err)
		if len(v.Suggestions) == 0 {
			t.Fatal("nothing was remembered")
		}
		for _, s := range v.Suggestions {
			if s.Line != "外地名目"+s.Item {
				t.Fatalf("%+v", s)
			}
		}
	})
}

func TestTheMonthListShowsWhatDeservesALook(t *testing.T) {
	atDesk(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx := context.Background()
		plain, dear := resident(g, "2026-02"), resident(g, "2026-02")
		for i := range dear.Services {
			if dear.Services[i].Item == "cremation" {
				dear.Services[i].Charged += 5000
				dear.Services[i].Unit += 5000
				dear.Services[i].Grade = ""
			}
		}
		clock.Set("2026-02-28")
		closed(t, w, &plain, "HH2026-00001")
		id := closed(t, w, &dear, "HH2026-00002")
		p, err := settlement.ParsePeriod("2026-02")
		ok(t, err)
		v, err := w.Office.MonthList(ctx, w.As("manager1"), 0, p, 0)
		ok(t, err)
		for _, r := range v.Rows { // the case says the same words as the month's list
			x, err := w.Office.Case(ctx, w.As("desk1"), r.Claim)
			ok(t, err)
			if !slices.Equal(x.Anomalies, r.Anomalies) {
				t.Errorf("%d: %v in the list, %v on its page", r.Claim, r.Anomalies, x.Anomalies)
			}
		}
		if v.Lines != 2 || len(v.Rows) != 2 || v.Rows[0].Claim != id || len(v.Rows[0].Anomalies) == 0 || !v.Early {
			t.Fatalf("%+v", v)
		}
		money, err := w.Office.Money(ctx, w.As("manager1"), id)
		ok(t, err)
		if money.List != 0 || money.State != "completed" {
			t.Fatalf("%+v", money)
		}
		clock.Set("2026-03-02")
		m, err := w.Office.SubmitList(ctx, w.As("manager1"), office.SubmitList{Period: p})
		ok(t, err)
		money, err = w.Office.Money(ctx, w.As("manager1"), id)
		ok(t, err)
		if money.List != m.List || money.Waived == 0 || money.Arrived != nil {
			t.Fatalf("%+v", money)
		}
	})
}
