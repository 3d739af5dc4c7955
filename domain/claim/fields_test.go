package claim

import (
	"slices"
	"testing"

	"songbai/domain/problem"
)

// TestEveryNamedFieldIsWrittenAndReadBack writes each field that families know
// by its path and reads the same back.
func TestEveryNamedFieldIsWrittenAndReadBack(t *testing.T) {
	var l Lodgement
	for path := range fieldNames {
		value := "字" + path
		switch {
		case l.day(path) != nil:
			value = "2026-03-05"
		case path == "invoices[0].fen":
			value = "1234.50"
		case path == "deceased.documents":
			continue // the whole list: named for its faults only
		}
		if err := l.Set(path, value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if got := l.Get(path); got != value {
			t.Errorf("%s: wrote %q, read %q", path, value, got)
		}
	}
	if l.Invoices[0].Fen != 123450 || l.Cremation.Day == nil || l.Handler.Relation == "" {
		t.Errorf("%+v", l)
	}
}

func TestWhatCannotBeReadLeavesTheForm(t *testing.T) {
	var l Lodgement
	for path, value := range map[string]string{"deceased.death": "3月5日", "invoices[0].fen": "一百", "deceased.secret": "x", "handler.home": "x"} {
		err := l.Set(path, value)
		if p := problem.Of(err); p == nil || p.Field != path {
			t.Errorf("%s: %v", path, err)
		}
	}
	if l.Get("deceased.death") != "" || l.Get("invoices[0].fen") != "" {
		t.Errorf("%+v", l)
	}
}

func TestReadingMakesNothingAndTidyDropsWhatWasOnlyBegun(t *testing.T) {
	var l Lodgement
	_ = l.Get("account.number")
	if l.Account != nil {
		t.Error("reading made an account")
	}
	for _, path := range []string{"account.number", "cremation.home", "deceased.documents[0].number", "deceased.evidence[0].class", "invoices[0].number"} {
		if err := l.Set(path, ""); err != nil {
			t.Fatal(err)
		}
	}
	l.Tidy()
	if l.Account != nil || l.Cremation != nil || len(l.Deceased.Documents) > 0 || len(l.Invoices) > 0 || len(l.Deceased.Evidence) > 0 {
		t.Errorf("%+v", l)
	}
}

// TestEveryStateHasAPlainSentence: a family that stands anywhere reads what is
// so, what comes next and who holds it.
func TestEveryStateHasAPlainSentence(t *testing.T) {
	for _, r := range []Route{Waiver, Reimbursement, Unclaimed} {
		for _, s := range States() {
			if !slices.ContainsFunc(table, func(m Move) bool { return m.To == s && slices.Contains(m.Routes, r) }) {
				continue // no way leads there
			}
			x := StandingOf(r, s)
			if x.Now.Zh == "" || x.Now.En == "" || x.Next.Zh == "" || x.Next.En == "" {
				t.Errorf("%s %s says nothing", r, s)
			}
			if Live(s) && s != Paid && x.Holder == "" {
				t.Errorf("%s %s: nobody holds it", r, s)
			}
		}
	}
}
