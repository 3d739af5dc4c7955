package payment

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

var (
	payer = Account{Holder: "示例市财政局", Number: "44999900000000018", Bank: "示例银行营业部", BankNo: "102100099996"}
	home  = Account{Holder: "示例市殡仪馆", Number: "44999900000000026", Bank: "示例农商银行城关支行", BankNo: "403100000004"}
)

func homeHead() Head {
	made, _ := date.ParseInstant("2026-12-09T08:30:15.123456Z")
	return Head{
		County: "449999", Number: "ZF-2026-000012", List: 42, ListNumber: "QC-2026-000011", Kind: settlement.Local,
		Period: settlement.MustPeriod("2026-11"), Sealed: strings.Repeat("ab", 32), Made: made,
		Day: date.MustDay("2026-12-10"), Payer: payer,
	}
}

func sheetHead() Head {
	h := homeHead()
	h.Number, h.ListNumber, h.List = "ZF-2026-000013", "HD-2026-000004", 43
	h.Kind, h.Period = settlement.Reimbursement, settlement.MustPeriod("2026-11-23")
	return h
}

func homeOrder(t testing.TB) Order {
	t.Helper()
	o, err := ForHome(homeHead(), home, 123456789, 1300)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// dues are families with names that test the files: a dot, rare characters,
// one of them outside GBK, a quote and a comma.
func dues() []Due {
	holders := []string{"阿依古丽·买买提", "𬱖㛃䶮", `测"试,乙`, "测试丙"}
	ds := make([]Due, len(holders))
	for i, h := range holders {
		ds[i] = Due{Claim: int64(100 + i), Fen: money.Amount(130000 - i), Payee: Account{
			Holder: h, Number: fmt.Sprintf("0449999%012d", i), Bank: "示例银行城关支行", BankNo: "105100000017"}}
	}
	ds[3].Payee.Bank, ds[3].Payee.BankNo = "", ""
	return ds
}

func sheetOrder(t testing.TB) Order {
	t.Helper()
	o, err := ForFamilies(sheetHead(), dues(), 130000*4-6)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestHomeOrderIsOneLine(t *testing.T) {
	o := homeOrder(t)
	if len(o.Lines) != 1 || o.Sum != 123455489 || o.Offset != 1300 || o.Lines[0].Payee != home || o.Lines[0].Claim != 0 ||
		o.Lines[0].Voucher != "ZF449999202600001200001" || o.Lines[0].Purpose != "惠民殡葬费用结算 2026-11 QC-2026-000011" {
		t.Errorf("%+v", o.Lines[0])
	}
	for _, c := range [][2]money.Amount{{100, 100}, {100, 101}, {100, -1}, {0, 0}, {money.Max + 1, 0}} {
		if _, err := ForHome(homeHead(), home, c[0], c[1]); problem.CodeOf(err) != "payment.sum" {
			t.Errorf("total %s less %s: %v", c[0], c[1], err)
		}
	}
	if _, err := ForHome(sheetHead(), home, 100, 0); problem.CodeOf(err) != "payment.head" {
		t.Errorf("a sheet paid to a home: %v", err)
	}
}

func TestSheetOrderIsOneLineForEachFamily(t *testing.T) {
	o := sheetOrder(t)
	for i, l := range o.Lines {
		if l.Claim != dues()[i].Claim || l.Fen != dues()[i].Fen || l.Seq != i+1 || strings.Contains(l.Purpose, l.Payee.Holder) {
			t.Errorf("line %d: claim %d, %s", i, l.Claim, l.Fen)
		}
	}
	if _, err := ForFamilies(sheetHead(), dues(), 130000*4-5); problem.CodeOf(err) != "payment.sum" {
		t.Errorf("lines do not add up to the sheet: %v", err)
	}
	twice := dues()
	twice[1].Claim = twice[0].Claim
	if _, err := ForFamilies(sheetHead(), twice, 130000*4-6); problem.CodeOf(err) != "payment.sum" {
		t.Errorf("one claim paid twice: %v", err)
	}
	if _, err := ForFamilies(sheetHead(), nil, 0); err == nil {
		t.Error("an empty order")
	}
	if _, err := ForFamilies(homeHead(), dues(), 130000*4-6); problem.CodeOf(err) != "payment.head" {
		t.Errorf("a home's list paid to families: %v", err)
	}
}

func TestAccountsThatNoFileMayCarry(t *testing.T) {
	for what, change := range map[string]func(*Account){
		"formula":         func(a *Account) { a.Holder = "=1+1" },
		"plus":            func(a *Account) { a.Holder = "+86" },
		"minus":           func(a *Account) { a.Holder = "-x" },
		"at":              func(a *Account) { a.Bank = "@SUM(A1)" },
		"wide formula":    func(a *Account) { a.Holder = "＝1" },
		"tab":             func(a *Account) { a.Holder = "测试\t甲" },
		"line break":      func(a *Account) { a.Bank = "支\r\n行" },
		"nul":             func(a *Account) { a.Holder = "测\x00试" },
		"right to left":   func(a *Account) { a.Holder = "测\u202e试" },
		"lost character":  func(a *Account) { a.Holder = "测\ufffd" },
		"broken text":     func(a *Account) { a.Holder = "测\xff" },
		"no character":    func(a *Account) { a.Holder = "测\uffff" },
		"spaces around":   func(a *Account) { a.Holder = " 测试" },
		"no holder":       func(a *Account) { a.Holder = "" },
		"long":            func(a *Account) { a.Holder = strings.Repeat("测", 141) },
		"short number":    func(a *Account) { a.Number = "12345" },
		"number as float": func(a *Account) { a.Number = "6.2E+18" },
		"spaced number":   func(a *Account) { a.Number = "6222 0000 0000 0000" },
		"routing":         func(a *Account) { a.BankNo = "102100099969" },
	} {
		a := home
		change(&a)
		_, err := ForHome(homeHead(), a, 100, 0)
		if problem.CodeOf(err) != "payment.account" {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if s := err.Error(); strings.Contains(s, a.Number) || a.Holder != "" && strings.Contains(s, a.Holder) {
			t.Errorf("%s: the error shows the account", what)
		}
	}
	if s := fmt.Sprintf("%v %+v %#v %s", home, home, home, &home); strings.Contains(s, home.Number) || strings.Contains(s, home.Holder) {
		t.Error("a printed account shows itself")
	}
}

func TestHeadMustBeWhole(t *testing.T) {
	for what, change := range map[string]func(*Head){
		"number":      func(h *Head) { h.Number = "QC-2026-000012" },
		"list number": func(h *Head) { h.ListNumber = "HD-2026-000011" },
		"list":        func(h *Head) { h.List = 0 },
		"period":      func(h *Head) { h.Period = settlement.MustPeriod("2026-11-23") },
		"sealed":      func(h *Head) { h.Sealed = "" },
		"county":      func(h *Head) { h.County = "4499x9" },
		"payer":       func(h *Head) { h.Payer = Account{} },
		"far number":  func(h *Head) { h.Number = "ZF-2026-1000000" },
	} {
		h := homeHead()
		change(&h)
		if _, err := ForHome(h, home, 100, 0); err == nil {
			t.Errorf("%s: accepted", what)
		}
	}
}

func TestOrderCheckSeesTampering(t *testing.T) {
	for what, change := range map[string]func(*Order){
		"sum":     func(o *Order) { o.Sum++ },
		"fen":     func(o *Order) { o.Lines[1].Fen++ },
		"zero":    func(o *Order) { o.Sum -= o.Lines[1].Fen; o.Lines[1].Fen = 0 },
		"voucher": func(o *Order) { o.Lines[1].Voucher = o.Lines[0].Voucher },
		"seq":     func(o *Order) { o.Lines[1].Seq = 9 },
		"purpose": func(o *Order) { o.Lines[1].Purpose = "=cmd" },
		"offset":  func(o *Order) { o.Offset = -1 },
	} {
		o := sheetOrder(t)
		change(&o)
		if o.Check() == nil {
			t.Errorf("%s: not seen", what)
		}
		for _, p := range Profiles() {
			if _, err := Write(&p, &o); err == nil {
				t.Errorf("%s: %s was written", what, p.Code)
			}
		}
	}
}

func TestVoucher(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, _ := settlement.NumberText(settlement.OrderNumber, rapid.IntRange(1000, 9999).Draw(t, "year"), rapid.Int64Range(1, 999_999).Draw(t, "n"))
		seq := rapid.IntRange(1, maxLines).Draw(t, "seq")
		v, err := Voucher("449999", n, seq)
		if err != nil {
			t.Fatal(err)
		}
		c, n2, s2, err := ParseVoucher(v)
		if err != nil || c != "449999" || n2 != n || s2 != seq {
			t.Fatalf("%s reads as %s %s %d, %v", v, c, n2, s2, err)
		}
	})
	for _, bad := range []string{"", "ZF44999920260000120000", "ZF449999202600001200000", "ZF449999202600000000001", "zf449999202600001200001",
		"ZF44999920260000120000１", "QC449999202600001200001", "ZF4499992026000012000011"} {
		if _, _, _, err := ParseVoucher(bad); problem.CodeOf(err) != "payment.voucher" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := Voucher("449999", "ZF-2026-000012", maxLines+1); err == nil {
		t.Error("a line too many")
	}
}
