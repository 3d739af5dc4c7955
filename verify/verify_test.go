package verify_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
	"songbai/store/storetest"
	"songbai/verify"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// finished is a data folder in which the product itself ran a month from drafts
// to paid and re-issued; every test works on a copy.
var finished = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "songbai-verify-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	data := filepath.Join(dir, "data")
	if err := runMonth(data, store.Config{Engine: store.SQLite}, 220, 5); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	names, err := os.ReadDir(data)
	for _, n := range names {
		if err == nil {
			files[n.Name()], err = os.ReadFile(filepath.Join(data, n.Name()))
		}
	}
	return files, err
})

// runMonth founds a sample county in dir and runs a whole month of claims.
func runMonth(dir string, cfg store.Config, claims int, seed uint64) error {
	ctx := context.Background()
	clock := demo.NewClock(date.MustDay("2026-01-05"))
	s, err := store.Create(ctx, dir, cfg, store.Test, "样本", clock.Now)
	if err != nil {
		return err
	}
	defer s.Close()
	pack, err := policy.Load(policies.FS, "yingde")
	if err != nil {
		return err
	}
	text, err := policies.FS.ReadFile("yingde/prices-sample.yaml")
	if err != nil {
		return err
	}
	prices, err := policy.ReadPrices("prices-sample.yaml", text)
	if err != nil {
		return err
	}
	w, err := demo.Found(ctx, office.New(s), demo.Sample{County: 441881, Name: "样本市", Area: "441881", Towns: 4, Pack: pack,
		Local: map[string]string{"cap": "1300.00", "subsistence_shares": "5:3:2"}, Prices: prices, From: date.MustDay("2026-01-01")})
	if err != nil {
		return err
	}
	month, _ := date.ParseMonth("2026-03")
	if _, err = demo.Month(ctx, w, demo.Options{Month: month, Seed: seed, Claims: claims, Clock: clock, Prices: prices}); err != nil {
		return err
	}
	clock.Set(date.MustDay("2026-04-14"))
	return oddWays(ctx, w, demo.NewGenerator(w, prices, 11, "ODD"), month+1, clock)
}

// oddWays takes cases of the next month off the straight way: returned,
// withdrawn, refused and reviewed, corrected, a list sent back and submitted
// again; acts with keys are asked twice.
func oddWays(ctx context.Context, w *demo.World, g *demo.Generator, month date.Month, clock *demo.Clock) error {
	o, desk, manager := w.Office, w.As("desk1"), w.As("manager1")
	var err error
	do := func(_ any, e error) { err = errors.Join(err, e) }
	next := func() demo.Case {
		for {
			if c := g.Next(month); c.Form.Route == claim.Waiver && !c.Refused && len(c.Form.Deceased.Documents[0].Number) == 18 {
				c.Day = date.MustDay("2026-04-14")
				return c
			}
		}
	}
	run := func() (demo.Case, int64) {
		c := next()
		for i := range c.Services {
			c.Services[i].Day = min(c.Services[i].Day, c.Day)
		}
		death := c.Day - 1
		c.Form.Deceased.Death, c.Form.Deceased.DeathPaper.Issued = &death, &death
		for i := range c.Services {
			c.Services[i].Day = c.Day
		}
		id, e := w.Run(ctx, &c)
		do(nil, e)
		return c, id
	}
	for range 3 {
		run()
	}
	c := next()
	death := c.Day - 1
	c.Form.Deceased.Death, c.Form.Deceased.DeathPaper.Issued = &death, &death
	d, e := o.Draft(ctx, desk.With("draft-1"), office.DraftClaim{Form: c.Form})
	do(nil, e)
	again, e := o.Draft(ctx, desk.With("draft-1"), office.DraftClaim{Form: c.Form})
	do(nil, e)
	if again.Claim != d.Claim || again.Slip != d.Slip {
		return errors.New("the same key gave another answer")
	}
	ref := office.ClaimRef{Claim: d.Claim}
	do(o.Lodge(ctx, desk.With("lodge-1"), ref))
	do(o.SightPaper(ctx, desk, office.SeePaper{Claim: d.Claim, Kind: "death_certificate", Original: true, File: []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"), Media: "application/pdf"}))
	do(o.Return(ctx, desk, office.ReturnClaim{Claim: d.Claim, Thing: claim.PaperThing, Name: "handler_id", Reason: "复印件不清"}))
	do(o.Resume(ctx, desk, office.ResumeClaim{Claim: d.Claim}))
	do(o.Withdraw(ctx, desk, ref, "家属撤回"))
	_, id := run()
	do(o.Refuse(ctx, manager, office.RefuseClaim{Claim: id, Code: "paper_false", Clause: "三(二)", Cure: "请提供真实材料"}))
	do(o.Review(ctx, w.As("reviewer2"), office.ClaimRef{Claim: id}, "复核"))
	c, id = run()
	c.Form.Deceased.Name = "样改名"
	do(o.CorrectIdentity(ctx, desk, office.DraftClaim{Claim: id, Form: c.Form}, "姓名更正"))
	run()
	if err != nil {
		return err
	}
	if err := backwards(ctx, w); err != nil {
		return err
	}
	clock.Set(date.MustDay("2026-05-06"))
	period := office.SubmitList{Period: settlement.MustPeriod("2026-04")}
	l, e := o.SubmitList(ctx, manager.With("submit-1"), period)
	do(nil, e)
	do(o.SendBack(ctx, w.As("reviewer1"), office.SendBack{List: l.List, Reason: "缺附件"}))
	do(o.SubmitList(ctx, manager.With("submit-2"), period))
	return errors.Join(err, passedOn(ctx, w))
}

// passedOn changes a public phone and passes a message on.
func passedOn(ctx context.Context, w *demo.World) error {
	if err := w.Office.SetPhone(ctx, w.As("manager1"), office.SetPhone{Phone: "0000-7654321"}); err != nil {
		return err
	}
	v, err := w.Office.Notes(ctx, w.As("reviewer1"), office.NotesToFamilies, 0)
	if err != nil {
		return err
	}
	if len(v.Rows) == 0 {
		return errors.New("no message waits")
	}
	return w.Office.MarkNote(ctx, w.As("reviewer1"), office.MarkNote{Note: v.Rows[0].ID, Outcome: "sent"})
}

// backwards takes money back: a paid claim of the home is reversed and half of
// it recovered, a family whose money the bank returned is reversed too; chains
// are anchored.
func backwards(ctx context.Context, w *demo.World) error {
	o := w.Office
	views, err := o.Claims(ctx, w.As("auditor1"), store.ClaimFilter{Limit: 500})
	if err != nil {
		return err
	}
	claims := map[string]int64{}
	for _, v := range views {
		if v.Route == string(claim.Waiver) || v.State == string(claim.BankReturned) {
			claims[v.State] = v.Claim
		}
	}
	r, err := o.Reverse(ctx, w.As("chief1"), office.ReverseClaim{Claim: claims["paid"], Reason: "R1"})
	if err == nil {
		_, err = o.Recover(ctx, w.As("chief1"), office.Recover{Recovery: r.Recovery, Fen: 30000, Document: "银行回单（样本）"})
	}
	if err == nil && claims["bank_returned"] != 0 { // a small month has none
		_, err = o.Reverse(ctx, w.As("chief1"), office.ReverseClaim{Claim: claims["bank_returned"], Reason: "R2"})
	}
	if err == nil {
		_, err = o.AnchorChains(ctx)
	}
	return err
}

// folder gives a copy of the finished folder.
func folder(t testing.TB) string {
	t.Helper()
	files, err := finished()
	if err != nil {
		t.Fatal("the month did not run: ", err)
	}
	dir := t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// edit changes a folder as somebody with the database in hands would: the
// guards are dropped, the statements run, the guards put back as they were.
func edit(t testing.TB, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "songbai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	back := dropGuards(t, db)
	for _, q := range statements {
		res, err := db.Exec(q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		if n, _ := res.RowsAffected(); n == 0 && !strings.HasPrefix(q, "DROP") && !strings.HasPrefix(q, "CREATE") {
			t.Fatalf("%s: changed nothing", q)
		}
	}
	for _, q := range back {
		if _, err := db.Exec(q); err != nil && !strings.Contains(err.Error(), "UNIQUE") {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

// dropGuards drops the triggers and the unique indexes that guard the rows and
// gives what puts them back.
func dropGuards(t testing.TB, db *sql.DB) (back []string) {
	t.Helper()
	rows, err := db.Query(`SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND sql LIKE '%UNIQUE%')`)
	if err != nil {
		t.Fatal(err)
	}
	var drop []string
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			t.Fatal(err)
		}
		drop, back = append(drop, "DROP "+kind+" "+name), append(back, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, q := range drop {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	return back
}

// check runs the checker.
func check(t testing.TB, o verify.Options) verify.Report {
	t.Helper()
	rep, err := verify.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestNothingIsFoundInAnUntouchedMonth(t *testing.T) {
	rep := check(t, verify.Options{Dir: folder(t), Keyset: true})
	for _, f := range rep.Findings {
		t.Errorf("%s %s %s: %s", f.Inv, f.Table, f.Row, f.En)
	}
	for _, i := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 35, 37} {
		if name := fmt.Sprintf("INV-%02d", i); rep.Checked[name] == 0 {
			t.Errorf("%s was never put to the test", name)
		}
	}
	if rep.Claims != 227 || rep.Lists != 4 || rep.Audit == 0 || rep.Entries == 0 {
		t.Errorf("%+v", rep)
	}
	t.Logf("%v late %v", rep.Checked, rep.Late)
}
