package payment

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songbai/domain/ident"
	"songbai/domain/problem"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs", name)
	}
}

func TestFilesThatShip(t *testing.T) {
	for _, p := range Profiles() {
		for name, o := range map[string]Order{"home": homeOrder(t), "sheet": sheetOrder(t)} {
			f, err := Write(&p, &o)
			if err != nil {
				t.Fatalf("%s: %v", p.Code, err)
			}
			golden(t, name+"-"+p.Code+filepath.Ext(f.Name), f.Bytes)
			again, err := Write(&p, &o)
			if err != nil || !bytes.Equal(again.Bytes, f.Bytes) || again.SHA256 != f.SHA256 || len(f.SHA256) != 64 {
				t.Errorf("%s: other bytes the second time, %v", p.Code, err)
			}
			if !strings.HasPrefix(f.Name, o.Number) || f.Media == "" || f.Profile != p.Code {
				t.Errorf("%s: %s, %s", p.Code, f.Name, f.Media)
			}
		}
	}
}

// What a bank's program reads back is what was ordered, in both encodings.
func TestCSVReadsBack(t *testing.T) {
	o := sheetOrder(t)
	for _, p := range Profiles()[:2] {
		f, err := Write(&p, &o)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimPrefix(string(f.Bytes), bom)
		if p.Encoding == GB18030 {
			if text, err = ident.DecodeGB18030(f.Bytes); err != nil {
				t.Fatal(err)
			}
		}
		in := csv.NewReader(strings.NewReader(text))
		in.FieldsPerRecord = -1
		rows, err := in.ReadAll()
		if err != nil || len(rows) != len(o.Lines)+2 {
			t.Fatalf("%s: %d rows, %v", p.Code, len(rows), err)
		}
		for i, l := range o.Lines {
			c := rows[i+1]
			if c[1] != l.Voucher || c[2] != l.Payee.Holder || strings.TrimSuffix(c[3], "\t") != l.Payee.Number || c[6] != l.Fen.String() || c[7] != l.Purpose {
				t.Errorf("%s line %d differs", p.Code, i+1)
			}
			if p.TabText != strings.HasSuffix(c[3], "\t") {
				t.Errorf("%s: text mark of the account number", p.Code)
			}
			for _, v := range c {
				if v != "" && strings.ContainsAny(v[:1], "=+-@\t\r") {
					t.Errorf("%s: a cell a spreadsheet would run", p.Code)
				}
			}
		}
		if end := rows[len(rows)-1]; end[0] != "合计" || end[1] != "4" || end[2] != o.Sum.String() {
			t.Errorf("%s: totals %v", p.Code, end)
		}
	}
}

func TestPainReadsBack(t *testing.T) {
	o := sheetOrder(t)
	f, err := Write(&Profiles()[2], &o)
	if err != nil {
		t.Fatal(err)
	}
	var doc painDocument
	if err := xml.Unmarshal(f.Bytes, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.XMLName.Space != pain001Space || doc.Group.Count != 4 || doc.Group.Sum != o.Sum.String() || doc.Group.Made != "2026-12-09T08:30:15Z" {
		t.Errorf("%+v", doc.Group)
	}
	for i, l := range o.Lines {
		x := doc.Payment.Lines[i]
		if x.EndID != l.Voucher || len(x.EndID) > 35 || x.Amount.Yuan != l.Fen.String() || x.Amount.Currency != "CNY" ||
			x.Holder != l.Payee.Holder || x.Number != l.Payee.Number || (x.Bank == nil) != (l.Payee.Bank == "") {
			t.Errorf("line %d differs", i+1)
		}
	}
	o.Payer.Bank, o.Payer.BankNo = "", ""
	if f, err = Write(&Profiles()[2], &o); err != nil || !bytes.Contains(f.Bytes, []byte("NOTPROVIDED")) {
		t.Errorf("a payer without a bank: %v", err)
	}
}

func TestOwnProfile(t *testing.T) {
	p := Profile{Code: "own", Form: CSV, Encoding: UTF8, Columns: []Column{
		{Field: FConst, Value: "代发"}, {Field: FOrder}, {Field: FList}, {Field: FDay}, {Field: FDayCompact}, {Field: FPayerHolder},
		{Field: FPayerNumber}, {Field: FVoucher}, {Field: FPreviousSlip}, {Field: FHolder}, {Field: FNumber}, {Field: FFen},
	}}
	o := homeOrder(t)
	f, err := Write(&p, &o)
	want := `"代发","ZF-2026-000012","QC-2026-000011","2026-12-10","20261210","示例市财政局","44999900000000018",` +
		`"ZF449999202600001200001","","示例市殡仪馆","44999900000000026",123455489` + "\r\n"
	if err != nil || string(f.Bytes) != want {
		t.Errorf("%s, %v", f.Bytes, err)
	}
}

func TestProfilesAreChecked(t *testing.T) {
	for what, change := range map[string]func(*Profile){
		"code":        func(p *Profile) { p.Code = "../x" },
		"form":        func(p *Profile) { p.Form = "xls" },
		"encoding":    func(p *Profile) { p.Encoding = "gbk" },
		"field":       func(p *Profile) { p.Columns[0].Field = "id_number" },
		"title":       func(p *Profile) { p.Columns[0].Title = "=A1" },
		"value":       func(p *Profile) { p.Columns[0].Value = "x" },
		"run":         func(p *Profile) { p.Columns[0] = Column{"x", FConst, "@x"} },
		"no voucher":  func(p *Profile) { p.Columns[1].Field = FSeq },
		"no account":  func(p *Profile) { p.Columns[3].Field = FSeq },
		"no amount":   func(p *Profile) { p.Columns[6].Field = FSeq },
		"two amounts": func(p *Profile) { p.Columns[0].Field = FFen },
	} {
		p := Profiles()[0]
		p.Columns = append([]Column(nil), p.Columns...)
		change(&p)
		if problem.CodeOf(p.Check()) != "payment.profile" {
			t.Errorf("%s: accepted", what)
		}
	}
	for what, change := range map[string]func(*ResultProfile){
		"code":     func(p *ResultProfile) { p.Code = "" },
		"form":     func(p *ResultProfile) { p.Form = Pain001 },
		"encoding": func(p *ResultProfile) { p.Encoding = "" },
		"field":    func(p *ResultProfile) { p.Columns[0].Field = "x" },
		"twice":    func(p *ResultProfile) { p.Columns[0].Field = RYuan },
		"no day":   func(p *ResultProfile) { p.Columns[4].Field = RIgnore },
		"no words": func(p *ResultProfile) { p.Words = nil },
		"word":     func(p *ResultProfile) { p.Words = map[string]Status{"好": "good"} },
	} {
		p := ResultProfiles()[0]
		p.Columns = append([]ResultColumn(nil), p.Columns...)
		change(&p)
		if problem.CodeOf(p.Check()) != "payment.profile" {
			t.Errorf("result %s: accepted", what)
		}
	}
	for _, p := range ResultProfiles() {
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", p.Code, err)
		}
	}
}
