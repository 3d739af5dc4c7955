package payment

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

// sheetOf makes an order of n families.
func sheetOf(n int) (Order, error) {
	ds := make([]Due, n)
	var sum money.Amount
	for i := range ds {
		ds[i] = Due{Claim: int64(i + 1), Fen: money.Amount(1000 + i), Payee: Account{Holder: "测试", Number: fmt.Sprintf("0449999%08d", i)}}
		sum += ds[i].Fen
	}
	return ForFamilies(sheetHead(), ds, sum)
}

// truth is what really became of each line; a bank's file may know it or not yet.
func truth(t *rapid.T, o *Order) []ResultLine {
	rs := make([]ResultLine, len(o.Lines))
	for i, l := range o.Lines {
		rs[i] = ResultLine{Voucher: l.Voucher, Fen: l.Fen, Status: rapid.SampledFrom([]Status{Paid, Returned, Unknown}).Draw(t, "truth")}
		switch rs[i].Status {
		case Paid:
			d := date.MustDay("2026-12-10") + date.Day(i%3)
			rs[i].Day, rs[i].Serial = &d, fmt.Sprint("S", i)
		case Returned:
			rs[i].Code = "AC01"
		}
	}
	return rs
}

// fileOf is some part of the truth as a bank may send it: some lines, some of
// them not known yet, some without serial or with another reason.
func fileOf(t *rapid.T, rs []ResultLine) *Result {
	r := &Result{}
	for i, l := range rs {
		switch rapid.IntRange(0, 4).Draw(t, "in") {
		case 0:
			continue
		case 1:
			l = ResultLine{Voucher: l.Voucher, Fen: l.Fen, Status: Unknown}
		case 2:
			l.Serial = ""
			if l.Code != "" {
				l.Code = rapid.SampledFrom([]string{"", "AC04", "AB05"}).Draw(t, "code")
			}
		}
		l.At = i + 2
		r.Lines = append(r.Lines, l)
	}
	return r
}

// Files in any order, each any number of times, end in the same outcomes; a
// file taken in twice changes nothing the second time.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, err := sheetOf(rapid.IntRange(1, 8).Draw(t, "lines"))
		if err != nil {
			t.Fatal(err)
		}
		rs := truth(t, &o)
		files := make([]*Result, rapid.IntRange(1, 5).Draw(t, "files"))
		for i := range files {
			files[i] = fileOf(t, rs)
		}
		play := func(order []*Result) []Outcome {
			cur := Sent(&o)
			for _, f := range order {
				next, changes, err := Apply(cur, f)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range changes {
					if c.Before != Unknown && c.Moves() {
						t.Fatalf("a final line moved: %+v", c)
					}
				}
				if again, more, err := Apply(next, f); err != nil || len(more) != 0 || !reflect.DeepEqual(again, next) {
					t.Fatalf("the same file again: %+v, %v", more, err)
				}
				cur = next
			}
			return cur
		}
		first := play(files)
		more := append(append([]*Result(nil), files...), files[:rapid.IntRange(0, len(files)).Draw(t, "repeats")]...)
		if second := play(rapid.Permutation(more).Draw(t, "order")); !reflect.DeepEqual(first, second) {
			t.Fatalf("one order:\n%+v\nanother:\n%+v", first, second)
		}
		for i, out := range first {
			if out.Status != Unknown && out.Status != rs[i].Status {
				t.Fatalf("line %d is %s, in truth %s", i, out.Status, rs[i].Status)
			}
		}
		if tally := Count(first); tally.Sum() != o.Sum || tally.Paid+tally.Returned+tally.Unknown != len(o.Lines) {
			t.Fatalf("%+v of %s", tally, o.Sum)
		}
	})
}

// A file with any fault changes nothing at all, and names the fault's line.
func TestFaultyFileChangesNothing(t *testing.T) {
	o, _ := sheetOf(4)
	day, later := date.MustDay("2026-12-10"), date.MustDay("2026-12-11")
	known, _, err := Apply(Sent(&o), &Result{Lines: []ResultLine{
		{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Paid, Day: &day, Serial: "S0"},
		{Voucher: o.Lines[1].Voucher, Fen: 1001, Status: Returned, Code: "AC01"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	good := ResultLine{At: 2, Voucher: o.Lines[2].Voucher, Fen: 1002, Status: Paid, Day: &day}
	for name, c := range map[string]struct {
		line ResultLine
		want string
	}{
		"unknown line":     {ResultLine{Voucher: "ZF449999202600001300099", Fen: 1000, Status: Paid, Day: &day}, "payment.result_unknown_line"},
		"other order":      {ResultLine{Voucher: "ZF449999202600001200001", Fen: 1000, Status: Paid, Day: &day}, "payment.result_other_line"},
		"other county":     {ResultLine{Voucher: "ZF449998202600001300001", Fen: 1000, Status: Paid, Day: &day}, "payment.result_unknown_line"},
		"amount":           {ResultLine{Voucher: o.Lines[3].Voucher, Fen: 1002, Status: Paid, Day: &day}, "payment.result_amount"},
		"amount, unknown":  {ResultLine{Voucher: o.Lines[3].Voucher, Fen: 1, Status: Unknown}, "payment.result_amount"},
		"twice":            {good, "payment.result_duplicate payment.result_duplicate"},
		"paid to returned": {ResultLine{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Returned}, "payment.result_contradiction"},
		"returned to paid": {ResultLine{Voucher: o.Lines[1].Voucher, Fen: 1001, Status: Paid, Day: &day}, "payment.result_contradiction"},
		"other serial":     {ResultLine{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Paid, Day: &day, Serial: "S9"}, "payment.result_contradiction"},
		"other day":        {ResultLine{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Paid, Day: &later}, "payment.result_contradiction"},
		"no day":           {ResultLine{Voucher: o.Lines[3].Voucher, Fen: 1003, Status: Paid}, "payment.result_contradiction"},
	} {
		c.line.At = 7
		before := append([]Outcome(nil), known...)
		out, changes, err := Apply(known, &Result{Lines: []ResultLine{good, c.line}})
		if got := codes(t, err); got != c.want || changes != nil || !reflect.DeepEqual(out, before) {
			t.Errorf("%s: %q, %d changes", name, got, len(changes))
		}
	}
	for name, r := range map[string]Result{
		"number": {Order: "ZF-2026-000012"}, "count": {OrderCount: 5}, "sum": {OrderSum: 1},
	} {
		if _, _, err := Apply(known, &r); codes(t, err) != "payment.result_order" {
			t.Errorf("%s: %v", name, err)
		}
	}
	ok := Result{Order: "ZF-2026-000013", OrderCount: 4, OrderSum: o.Sum, Lines: []ResultLine{good}}
	if _, changes, err := Apply(known, &ok); err != nil || len(changes) != 1 || !changes[0].Moves() || changes[0].Index != 2 {
		t.Errorf("%+v, %v", changes, err)
	}
}

func TestBrokenRecordsAreSeen(t *testing.T) {
	day := date.MustDay("2026-12-10")
	for name, cur := range map[string][]Outcome{
		"twice":            {{Voucher: "a", Status: Unknown}, {Voucher: "a", Status: Unknown}},
		"no status":        {{Voucher: "a"}},
		"paid, no day":     {{Voucher: "a", Status: Paid}},
		"returned, a day":  {{Voucher: "a", Status: Returned, Day: &day}},
		"paid and reissue": {{Voucher: "a", Status: Paid, Day: &day, Next: "b"}},
	} {
		if _, _, err := Apply(cur, &Result{}); problem.CodeOf(err) != "payment.outcomes" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestListAct(t *testing.T) {
	day := date.MustDay("2026-12-10")
	p, r, u := Outcome{Status: Paid, Day: &day}, Outcome{Status: Returned}, Outcome{Status: Unknown}
	again := Outcome{Status: Returned, Next: "b"}
	for _, c := range []struct {
		state settlement.State
		all   []Outcome
		want  settlement.Act
	}{
		{settlement.Ordered, []Outcome{u, u}, ""},
		{settlement.Ordered, []Outcome{p, u}, ""},
		{settlement.Ordered, []Outcome{p, p}, settlement.Pay},
		{settlement.Ordered, []Outcome{p, r, u}, settlement.BankReturn},
		{settlement.Ordered, []Outcome{p, again, u}, ""},
		{settlement.Ordered, []Outcome{p, again, p}, settlement.Pay},
		{settlement.Ordered, []Outcome{p, again, r}, settlement.BankReturn},
		{settlement.Returned, []Outcome{p, r}, ""},
		{settlement.Paid, []Outcome{p}, ""},
		{settlement.Ordered, nil, ""},
	} {
		got := ListAct(c.state, c.all)
		if got != c.want {
			t.Errorf("%s %+v: %q, want %q", c.state, c.all, got, c.want)
		}
		if got != "" {
			if _, err := settlement.Next(c.state, got); err != nil {
				t.Errorf("%s cannot %s", c.state, got)
			}
		}
	}
}

func TestStale(t *testing.T) {
	cal, _ := date.NewCalendar(nil)
	sent := date.MustDay("2026-12-10") // Thursday
	for day, want := range map[string]bool{"2026-12-10": false, "2026-12-15": false, "2026-12-16": true} {
		if got := Stale(cal, sent, date.MustDay(day)); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
}

func TestStatusNames(t *testing.T) {
	for _, s := range []Status{Paid, Returned, Unknown} {
		if s.Zh() == string(s) || !s.Valid() {
			t.Errorf("%s has no name", s)
		}
	}
	if Status("").Valid() {
		t.Error("no status is a status")
	}
}
