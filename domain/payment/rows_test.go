package payment

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
)

// faultyRows gives line and codes of each faulty row.
func faultyRows(t *testing.T, rows []RowFault) map[int]string {
	out := map[int]string{}
	for _, f := range rows {
		out[f.At] = codes(t, f.Faults)
	}
	return out
}

// Good rows are given beside faulty ones as long as the file's totals prove all
// of them; a sum that cannot be read, or totals that are not the rows', leave none.
func TestGoodRowsAreReadBesideFaultyOnes(t *testing.T) {
	o := sheetOrder(t)
	good := csvOf(answers(&o))
	rows := strings.SplitAfter(good, "\n")
	again := strings.Join(append(rows[:2:2], rows[1:]...), "")
	again = strings.Replace(again, "合计,4,5199.94", "合计,5,6499.94", 1)
	swap := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for name, c := range map[string]struct {
		data   string
		lines  int
		faulty map[int]string
		whole  string
	}{
		"no fault":       {good, 4, map[int]string{}, ""},
		"word":           {swap("成功", "OK"), 3, map[int]string{2: "payment.result_line"}, ""},
		"no day":         {swap("2026-12-10", ""), 3, map[int]string{2: "payment.result_line"}, ""},
		"voucher":        {swap("00001,1300", "0000x,1300"), 3, map[int]string{2: "payment.result_line"}, ""},
		"two in one":     {strings.Replace(swap("成功", "OK"), "2026-12-10", "x", 1), 3, map[int]string{2: "payment.result_line payment.result_line"}, ""},
		"twice":          {again, 3, map[int]string{2: "payment.result_duplicate", 3: "payment.result_duplicate"}, ""},
		"sum unreadable": {swap("1300.00", "1300.001"), 0, map[int]string{2: "payment.result_line"}, "payment.result_unproven"},
		"columns":        {swap("账号户名不符", "账号,户名不符"), 0, map[int]string{3: "payment.result_line"}, "payment.result_unproven"},
		"wrong total":    {strings.Replace(swap("成功", "OK"), "5199.94", "5199.95", 1), 0, map[int]string{2: "payment.result_line"}, "payment.result_control"},
		"row lost":       {strings.Replace(strings.Join(append(rows[:2:2], rows[3:]...), ""), "成功", "OK", 1), 0, map[int]string{2: "payment.result_line"}, "payment.result_control"},
		"cut off":        {strings.Join(rows[:4], ""), 0, map[int]string{}, "payment.result_truncated"},
	} {
		r, faulty, err := ReadResult(&csvResult, []byte(c.data))
		if got := codes(t, err, "账号户名"); got != c.whole || len(r.Lines) != c.lines || !reflect.DeepEqual(faultyRows(t, faulty), c.faulty) {
			t.Errorf("%s: %q, %d lines, %v", name, got, len(r.Lines), faultyRows(t, faulty))
		}
	}
	_, faulty, _ := ReadResult(&csvResult, []byte(swap("成功", "OK")))
	if len(faulty) != 1 || faulty[0].Voucher != o.Lines[0].Voucher {
		t.Errorf("%+v", faulty)
	}
}

func TestGoodRowsOfAMessage(t *testing.T) {
	o := sheetOrder(t)
	good := xmlOf(&o, answers(&o))
	day := strings.Replace(good, "2026-12-10T10", "2026-13-10T10", 1)
	if r, faulty, err := ReadResult(&xmlResult, []byte(day)); err != nil || len(r.Lines) != 3 || len(faulty) != 1 || faulty[0].Voucher != o.Lines[0].Voucher {
		t.Errorf("%+v %+v %v", r.Lines, faulty, err)
	}
	currency := strings.Replace(good, `Ccy="CNY"`, `Ccy="USD"`, 1)
	if _, faulty, err := ReadResult(&xmlResult, []byte(currency)); codes(t, err) != "payment.result_unproven" || len(faulty) != 1 {
		t.Errorf("%+v %v", faulty, err)
	}
}

// Whatever is wrong with some rows, the others have the effect that they would
// have alone, and the faulty ones none.
func TestFaultyRowsChangeNothingForTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, err := sheetOf(rapid.IntRange(1, 8).Draw(t, "lines"))
		if err != nil {
			t.Fatal(err)
		}
		known, _, err := Apply(Sent(&o), fileOf(t, truth(t, &o)))
		if err != nil {
			t.Fatal(err)
		}
		mixed := fileOf(t, truth(t, &o)) // another truth: some of it contradicts
		day := date.MustDay("2026-12-10")
		for i := range rapid.IntRange(0, 3).Draw(t, "strange") {
			mixed.Lines = append(mixed.Lines, ResultLine{Voucher: "ZF44999920260000120000" + string(rune('1'+i)), Fen: 5, Status: Paid, Day: &day})
		}
		for i := range mixed.Lines {
			mixed.Lines[i].At = i + 2
		}
		next, changes, faulty, err := ApplyRows(known, mixed)
		if err != nil {
			t.Fatal(err)
		}
		bad := faultyRowsOf(faulty)
		alone := Result{}
		for _, l := range mixed.Lines {
			if !bad[l.At] {
				alone.Lines = append(alone.Lines, l)
			}
		}
		want, same, err := Apply(known, &alone)
		if err != nil || !reflect.DeepEqual(next, want) || !reflect.DeepEqual(changes, same) {
			t.Fatalf("%+v\n%+v\n%v", next, want, err)
		}
		if len(faulty) > 0 {
			if kept, _, err := Apply(known, mixed); err == nil || !reflect.DeepEqual(kept, known) {
				t.Fatal("a faulty file was taken in whole")
			}
		}
		again, more, same2, err := ApplyRows(next, mixed)
		if err != nil || len(more) != 0 || !reflect.DeepEqual(again, next) || !reflect.DeepEqual(same2, faulty) && len(same2)+len(faulty) > 0 {
			t.Fatalf("the same file again: %+v %+v, before %+v", more, same2, faulty)
		}
		if Count(next).Sum() != o.Sum {
			t.Fatalf("%+v", Count(next))
		}
	})
}

func faultyRowsOf(rows []RowFault) map[int]bool {
	out := map[int]bool{}
	for _, f := range rows {
		out[f.At] = true
	}
	return out
}
