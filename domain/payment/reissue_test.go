package payment

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// returned is an order of four families: paid, returned, returned, unknown.
func returned(t *testing.T) (Order, []Outcome) {
	t.Helper()
	o, err := sheetOf(4)
	if err != nil {
		t.Fatal(err)
	}
	day := date.MustDay("2026-12-10")
	out, _, err := Apply(Sent(&o), &Result{Lines: []ResultLine{
		{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Paid, Day: &day},
		{Voucher: o.Lines[1].Voucher, Fen: 1001, Status: Returned},
		{Voucher: o.Lines[2].Voucher, Fen: 1002, Status: Returned},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return o, out
}

func nextHead(n int) Head {
	h := sheetHead()
	h.Number = fmt.Sprintf("ZF-2026-%06d", n)
	return h
}

func TestReissue(t *testing.T) {
	o, out := returned(t)
	right := Account{Holder: "测试", Number: "044999900000099"}
	o2, out2, err := Reissue(nextHead(14), &o, out, []Correction{
		{Voucher: o.Lines[2].Voucher, Account: right, By: [2]int64{3, 4}},
		{Voucher: o.Lines[1].Voucher, Account: o.Lines[1].Payee, Same: true, By: [2]int64{4, 3}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(o2.Lines) != 2 || o2.Sum != 2003 || o2.Lines[0].Previous != o.Lines[2].Voucher || o2.Lines[0].Payee != right ||
		o2.Lines[0].Claim != o.Lines[2].Claim || o2.Lines[1].Payee != o.Lines[1].Payee {
		t.Errorf("%+v", o2)
	}
	if out2[2].Next != o2.Lines[0].Voucher || out2[1].Next != o2.Lines[1].Voucher || out[1].Next != "" {
		t.Errorf("%+v", out2)
	}
	if _, _, err := Reissue(nextHead(15), &o, out2, []Correction{{Voucher: o.Lines[2].Voucher, Account: right, By: [2]int64{3, 4}}}); codes(t, err) != "payment.reissue_state" {
		t.Errorf("issued twice: %v", err)
	}
	c := Chain{List: o.Sum, Lines: 4, Ledger: o.Sum, Families: true, Outcomes: append(out2, Sent(&o2)...)}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
}

func TestReissueRefused(t *testing.T) {
	o, out := returned(t)
	other := Account{Holder: "测试", Number: "044999900000099"}
	for name, c := range map[string]struct {
		want string
		cs   []Correction
	}{
		"paid":         {"payment.reissue_state", []Correction{{Voucher: o.Lines[0].Voucher, Account: other, By: [2]int64{3, 4}}}},
		"unknown":      {"payment.reissue_state", []Correction{{Voucher: o.Lines[3].Voucher, Account: other, By: [2]int64{3, 4}}}},
		"strange":      {"payment.reissue_state", []Correction{{Voucher: "ZF449999202600001200001", Account: other, By: [2]int64{3, 4}}}},
		"one person":   {"payment.reissue_two", []Correction{{Voucher: o.Lines[1].Voucher, Account: other, By: [2]int64{3, 3}}}},
		"nobody":       {"payment.reissue_two", []Correction{{Voucher: o.Lines[1].Voucher, Account: other}}},
		"uncorrected":  {"payment.reissue_account", []Correction{{Voucher: o.Lines[1].Voucher, Account: o.Lines[1].Payee, By: [2]int64{3, 4}}}},
		"not the same": {"payment.reissue_account", []Correction{{Voucher: o.Lines[1].Voucher, Account: other, Same: true, By: [2]int64{3, 4}}}},
		"twice": {"payment.reissue_state", []Correction{
			{Voucher: o.Lines[1].Voucher, Account: other, By: [2]int64{3, 4}}, {Voucher: o.Lines[1].Voucher, Account: other, By: [2]int64{3, 4}}}},
		"nothing":   {"payment.sum", nil},
		"bad digit": {"payment.account", []Correction{{Voucher: o.Lines[1].Voucher, Account: Account{Holder: "测试", Number: "0449-99"}, By: [2]int64{3, 4}}}},
	} {
		if _, next, err := Reissue(nextHead(14), &o, out, c.cs); codes(t, err, other.Number) != c.want || next != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	h := nextHead(14)
	h.List++
	if _, _, err := Reissue(h, &o, out, nil); problem.CodeOf(err) != "payment.head" {
		t.Errorf("another list: %v", err)
	}
	if _, _, err := Reissue(nextHead(13), &o, out, nil); problem.CodeOf(err) != "payment.head" {
		t.Errorf("the same number: %v", err)
	}
}

// After a temporary reason the same account is paid again as it stands; a changed
// one still needs its two people, and another reason its confirmation.
func TestATemporaryReasonLeavesTheAccount(t *testing.T) {
	o, err := sheetOf(2)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := Apply(Sent(&o), &Result{Lines: []ResultLine{
		{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Returned, Code: "AB05"},
		{Voucher: o.Lines[1].Voucher, Fen: 1001, Status: Returned, Code: "AB05"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	as := Correction{Voucher: o.Lines[0].Voucher, Account: o.Lines[0].Payee}
	o2, next, err := Reissue(nextHead(14), &o, out, []Correction{as})
	if err != nil || o2.Lines[0].Payee != o.Lines[0].Payee || next[0].Next != o2.Lines[0].Voucher || next[1].Next != "" {
		t.Fatalf("%+v %v", o2, err)
	}
	if _, _, err := Reissue(nextHead(15), &o, next, []Correction{as}); codes(t, err) != "payment.reissue_state" {
		t.Errorf("issued twice: %v", err)
	}
	other := Correction{Voucher: o.Lines[1].Voucher, Account: Account{Holder: "测试", Number: "044999900000099"}}
	if _, _, err := Reissue(nextHead(15), &o, next, []Correction{other}); codes(t, err) != "payment.reissue_two" {
		t.Errorf("another account: %v", err)
	}
	firm, _, err := Apply(out, &Result{Lines: []ResultLine{{Voucher: o.Lines[0].Voucher, Fen: 1000, Status: Returned, Code: "AC01"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Reissue(nextHead(15), &o, firm, []Correction{as}); codes(t, err) != "payment.reissue_two" {
		t.Errorf("the bank named another reason since: %v", err)
	}
}

func TestReasonsHaveWords(t *testing.T) {
	for code := range reasons {
		if zh, en := ReasonWords(code); zh == code || en == code || len(code) != 4 {
			t.Errorf("%s has no words", code)
		}
	}
	if zh, _ := ReasonWords("X9"); zh != "X9" || Temporary("X9") || Temporary("") || Temporary("AC01") || Temporary("AM05") {
		t.Error("a code that is not known is not temporary and stays as it is")
	}
}

// Orders, answers and re-issues in any course: the chain of sums and counts
// holds after every step (I04, I05), no family is paid twice (I11, I24).
func TestChainHoldsThroughEveryCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "families")
		o, err := sheetOf(n)
		if err != nil {
			t.Fatal(err)
		}
		orders, outs := []Order{o}, [][]Outcome{Sent(&o)}
		day := date.MustDay("2026-12-10")
		for range rapid.IntRange(0, 15).Draw(t, "steps") {
			k := rapid.IntRange(0, len(orders)-1).Draw(t, "order")
			i := rapid.IntRange(0, len(orders[k].Lines)-1).Draw(t, "line")
			l := orders[k].Lines[i]
			if s := rapid.SampledFrom([]Status{Paid, Returned, ""}).Draw(t, "act"); s != "" {
				r := ResultLine{At: 2, Voucher: l.Voucher, Fen: l.Fen, Status: s}
				if s == Paid {
					r.Day = &day
				}
				outs[k], _, _ = Apply(outs[k], &Result{Lines: []ResultLine{r}}) // may be refused: nothing changes then
			} else if o2, next, err := Reissue(nextHead(14+len(orders)), &orders[k], outs[k],
				[]Correction{{Voucher: l.Voucher, Account: l.Payee, Same: true, By: [2]int64{1, 2}}}); err == nil {
				orders, outs = append(orders, o2), append(outs, Sent(&o2))
				outs[k] = next
			}
			var all []Outcome
			for _, x := range outs {
				all = append(all, x...)
			}
			c := Chain{List: o.Sum, Lines: n, Ledger: o.Sum, Families: true, Outcomes: all}
			if err := c.Check(); err != nil {
				t.Fatalf("%v\n%+v", err, all)
			}
			paid := map[int64]int{}
			for k := range orders {
				for i, l := range orders[k].Lines {
					if outs[k][i].Status == Paid {
						paid[l.Claim]++
					}
				}
			}
			for claim, times := range paid {
				if times > 1 {
					t.Fatalf("claim %d paid %d times", claim, times)
				}
			}
		}
	})
}

func TestChainSeesABreak(t *testing.T) {
	o, out := returned(t)
	base := Chain{List: o.Sum, Lines: 4, Ledger: o.Sum, Families: true, Outcomes: out}
	if err := base.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Chain){
		"ledger":   func(c *Chain) { c.Ledger++ },
		"list":     func(c *Chain) { c.List++ },
		"offset":   func(c *Chain) { c.Offset++ },
		"count":    func(c *Chain) { c.Lines++ },
		"home":     func(c *Chain) { c.Families = false },
		"lost":     func(c *Chain) { c.Outcomes = c.Outcomes[1:] },
		"doubled":  func(c *Chain) { c.Outcomes = append(c.Outcomes, c.Outcomes[0]) },
		"nothing":  func(c *Chain) { c.Outcomes = nil },
		"dangling": func(c *Chain) { c.Outcomes[1].Next = "ZF449999202600001400001" },
		"ring": func(c *Chain) {
			c.Outcomes = append(c.Outcomes, Outcome{Voucher: "a", Fen: 5, Status: Returned, Next: "b"}, Outcome{Voucher: "b", Fen: 5, Status: Returned, Next: "a"})
		},
		"paid and again": func(c *Chain) {
			c.Outcomes[0].Next = "a"
			c.Outcomes = append(c.Outcomes, Outcome{Voucher: "a", Fen: 1000, Status: Unknown})
		},
		"fork": func(c *Chain) {
			c.Outcomes[1].Next, c.Outcomes[2].Next = "a", "a"
			c.Outcomes = append(c.Outcomes, Outcome{Voucher: "a", Fen: 1001, Status: Unknown})
		},
	} {
		c := base
		c.Outcomes = append([]Outcome(nil), base.Outcomes...)
		change(&c)
		if problem.CodeOf(c.Check()) != "payment.chain" {
			t.Errorf("%s: not seen", name)
		}
	}
	if err := (&Chain{List: 5, Ledger: 5, Lines: 1, NoOrder: true}).Check(); err != nil {
		t.Errorf("approved, not ordered: %v", err)
	}
	if err := (&Chain{List: 5, Ledger: 3, Offset: 2, Lines: 9, Outcomes: []Outcome{{Voucher: "a", Fen: 3, Status: Unknown}}}).Check(); err == nil {
		t.Error("the obligation was lowered by the offset")
	}
	if err := (&Chain{List: 5, Ledger: 5, Offset: 2, Lines: 9, Outcomes: []Outcome{{Voucher: "a", Fen: 3, Status: Unknown}}}).Check(); err != nil {
		t.Errorf("a home's order less an offset: %v", err)
	}
}

func TestRemittance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "funerals")
		rows := make([]Funeral, n)
		var sum money.Amount
		for i := range rows {
			rows[i] = Funeral{Seq: i + 1, Claim: int64(i + 1), Fen: money.Amount(rapid.Int64Range(1, 200000).Draw(t, "fen"))}
			sum += rows[i].Fen
		}
		offset := money.Amount(rapid.Int64Range(0, int64(sum)-1).Draw(t, "offset"))
		l := Line{Voucher: "v", Fen: sum - offset}
		r, err := Remit(&l, offset, rows)
		if err != nil || len(r.Funerals) != n || r.Fen+r.Offset != sum || r.Voucher != "v" {
			t.Fatalf("%+v, %v", r, err)
		}
		rows[0].Fen++
		if _, err := Remit(&l, offset, rows); problem.CodeOf(err) != "payment.remittance" {
			t.Fatalf("a fen more: %v", err)
		}
	})
	family := Line{Fen: 10, Claim: 4}
	if _, err := Remit(&family, 0, []Funeral{{1, 4, 10}}); err != nil {
		t.Error(err)
	}
	for name, rows := range map[string][]Funeral{
		"another claim": {{1, 5, 10}}, "two claims": {{1, 4, 9}, {2, 5, 1}}, "twice": {{1, 4, 5}, {2, 4, 5}}, "negative": {{1, 4, 11}, {2, 5, -1}}, "none": nil,
	} {
		if _, err := Remit(&family, 0, rows); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := Remit(&Line{Fen: 10}, -1, []Funeral{{1, 4, 9}}); err == nil {
		t.Error("a negative offset")
	}
}
