package office_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
	"songbai/verify"
)

// TestCheckerFindsWhatFamiliesDidNotDo edits what families sent, signed and said
// by hand: the checker must name each row.
func TestCheckerFindsWhatFamiliesDidNotDo(t *testing.T) {
	w, clock, prices := sampleWorld(t, storetest.Engines[0])
	o, g := w.Office, demo.NewGenerator(w, prices, 7, "T")
	c := nextOf(g, claim.Reimbursement, "2026-02")
	clock.Set("2026-02-20")
	_, s := online(t, w, &c, "r-1")
	noErr(t, drop(o.SaveFields(bg, s.Caller, fieldsOf(c.Form))))
	v, err := o.FamilyForm(bg, s.Caller)
	noErr(t, err)
	noErr(t, drop(o.SignApplication(bg, s.Caller, office.SignApplication{Digest: v.Digest, Picture: drawn(t)})))
	noErr(t, drop(o.Upload(bg, s.Caller, office.Upload{Claim: s.Caller.Case, Kind: "out_invoice", File: snap(t, 1)})))
	noErr(t, drop(o.Complain(bg, s.Caller, "x", office.Complain{Office: w.As("desk1").Office, Kind: "fee", Words: "多收", Phone: "13900001234"})))
	ids := completed(t, w, clock, g, 1)
	fam := s.Caller
	fam.Case = ids[0]
	noErr(t, o.Rate(bg, fam, office.Rating{Step: "desk", Stars: 5}))
	n, err := o.PublishNotice(bg, w.As("chief1"), office.PublishNotice{List: paidList(t, w), From: date.MustDay("2026-03-02"), To: date.MustDay("2026-03-03")})
	noErr(t, err)
	noErr(t, drop(o.RecordPublicity(bg, w.As("keeper1"), office.Publicity{Kind: "board", Day: n.From, Place: "大厅"})))
	c = g.Next(n.From.Month())
	for !c.Refused {
		c = g.Next(n.From.Month())
	}
	clock.Set("2026-03-31")
	if fam.Case, err = w.Run(bg, &c); err != nil {
		t.Fatal(err)
	}
	noErr(t, o.AskReview(bg, fam, "再看一次"))
	sound(t, w)

	db, err := sql.Open("sqlite", "file:"+filepath.Join(under[w].Dir(), "songbai.db")+"?_pragma=busy_timeout(10000)")
	noErr(t, err)
	defer db.Close()
	for _, x := range []struct{ table, inv, column, value string }{
		{"applied", "INV-15", "digest", `lower(hex(randomblob(32)))`},
		{"applied", "INV-16", "at", `'2026-02-20T09:00:00.000000Z'`},
		{"upload", "INV-28", "file_hash", `lower(hex(randomblob(32)))`},
		{"complaint", "INV-17", "commitment", `lower(hex(randomblob(32)))`},
		{"complaint", "INV-16", "at", `'2026-02-20T09:00:00.000000Z'`},
		{"rating", "INV-16", "at", `'2026-02-20T09:00:00.000000Z'`},
		{"publicity", "INV-16", "person", `person + 1`},
		{"notice", "INV-28", "sha256", `lower(hex(randomblob(32)))`},
		{"review_request", "INV-13", "move", `1`},
	} {
		var was any
		noErr(t, db.QueryRow(`SELECT `+x.column+` FROM `+x.table).Scan(&was))
		noErr(t, drop(db.Exec(`DROP TRIGGER IF EXISTS `+x.table+`_fixed`)))
		noErr(t, drop(db.Exec(`UPDATE `+x.table+` SET `+x.column+` = `+x.value)))
		rep, err := verify.Run(bg, verify.Options{Dir: under[w].Dir(), Keyset: true})
		noErr(t, err)
		if !slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool {
			return f.Table == x.table && f.Inv == x.inv && !strings.HasSuffix(f.Row, "_fixed")
		}) {
			t.Errorf("%s of %s is not found: %+v", x.column, x.table, rep.Findings)
		}
		noErr(t, drop(db.Exec(`UPDATE `+x.table+` SET `+x.column+` = ?`, was)))
	}
}
