package print

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"songbai/domain/money"
)

func opened(t *testing.T, b []byte, err error) *excelize.File {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func rows(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rs, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// wantLine gives what a row of the list must hold, written here a second time.
func wantLine(v SettlementList, l SettlementLine) []string {
	w := []string{strconv.Itoa(l.Seq), l.Name, l.ID, l.Sex, l.Age, l.Town, l.Class, l.Clause, dayText(l.DeathDay), l.DeathPaper, dayText(l.CremationDay), l.Certificate}
	if v.Kind == OutOfArea {
		w = append(w, l.Cremator)
	}
	for _, it := range l.Items {
		w = append(w, it.Charged.String(), it.Waived.String())
	}
	w = append(w, l.Charged.String(), l.Waived.String(), l.FamilyPays.String(), l.Fund, l.Handler, l.Relation, l.Phone)
	if v.Kind == OutOfArea {
		w = append(w, l.Payee, l.Bank, l.Account)
	}
	return append(w, strconv.Itoa(l.Attachments))
}

func TestSpreadsheetHoldsEveryCell(t *testing.T) {
	for name, v := range map[string]SettlementList{"local": sampleList(60, true), "determination": dearList(40)} {
		b, err := v.XLSX()
		f := opened(t, b, err)
		main, struck, annex := rows(t, f, sheetLines)[3:], rows(t, f, sheetStruck)[3:], rows(t, f, sheetAnnex)[3:]
		m, s, a := 0, 0, 0
		for _, l := range v.Lines {
			want := wantLine(v, l)
			var got []string
			if l.Struck == "" {
				got, m = main[m], m+1
			} else {
				got, s = struck[s], s+1
				want = append(want, l.Struck, l.StruckClause)
			}
			if strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("%s line %d:\n got %q\nwant %q", name, l.Seq, got, want)
			}
			for k, it := range l.Items {
				want := []string{strconv.Itoa(l.Seq), l.Name, l.Slip, l.HandlerID, v.Items[k], it.Price.String(), it.Unit, it.Quantity, it.Charged.String(), it.Waived.String()}
				if got := annex[a][:10]; strings.Join(got, "|") != strings.Join(want, "|") {
					t.Errorf("%s annex of line %d: %q, want %q", name, l.Seq, got, want)
				}
				a++
			}
		}
		wantText(t, strings.Join(main[m], " "), "总计（"+strconv.Itoa(m)+" 具）", v.Total.Charged.String(), v.Total.Waived.String(), v.Total.FamilyPays.String())
	}
}

// columnSum adds up a column of amounts above the total row.
func TestColumnsOfTheSpreadsheetAddUp(t *testing.T) {
	v := sampleList(60, true)
	b, err := v.XLSX()
	f := opened(t, b, err)
	all := rows(t, f, sheetLines)
	heads, lines := all[2], all[3:]
	for c, h := range heads {
		if !strings.Contains(h, "收费") && !strings.Contains(h, "免除") && h != "家属自付" {
			continue
		}
		var total money.Amount
		for _, r := range lines {
			a, err := money.Parse(r[c])
			if err != nil {
				t.Fatal(h, err)
			}
			if strings.HasPrefix(r[0], "总计") {
				if a != total {
					t.Errorf("%s: %v, want %v", h, total, a)
				}
				break
			}
			total += a
		}
	}
}

func TestCellTypes(t *testing.T) {
	v := sampleList(2, false)
	v.Lines[0].ID = "449999195001010010"
	b, err := v.XLSX()
	f := opened(t, b, err)
	for cell, want := range map[string]excelize.CellType{"C4": excelize.CellTypeSharedString, "J4": excelize.CellTypeSharedString, "M4": excelize.CellTypeUnset, "AA4": excelize.CellTypeUnset} {
		got, err := f.GetCellType(sheetLines, cell)
		if err != nil || got != want {
			t.Errorf("%s: type %v, %v, want %v", cell, got, err, want)
		}
	}
	shown, err := f.GetCellValue(sheetLines, "AA4")
	if err != nil || shown != v.Lines[0].Charged.Grouped() {
		t.Errorf("shown as %q", shown)
	}
}

func TestTextIsNoFormula(t *testing.T) {
	v := sampleList(6, false)
	for i, s := range []string{"=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "王=1"} {
		v.Lines[i].Name = s
	}
	b, err := v.XLSX()
	f := opened(t, b, err)
	for i, want := range []string{"'=1+1", "'+86", "'-1", "'@SUM(A1)", "'\t=1", "王=1"} {
		cell := "B" + strconv.Itoa(i+4)
		got, _ := f.GetCellValue(sheetLines, cell)
		formula, _ := f.GetCellFormula(sheetLines, cell)
		if got != want || formula != "" {
			t.Errorf("%s: %q, formula %q, want %q", cell, got, formula, want)
		}
	}
}

func TestSpreadsheetsAreTheSameEachTime(t *testing.T) {
	for name, make := range map[string]func() ([]byte, error){"list": sampleList(40, true).XLSX, "form": sampleForm().XLSX} {
		first, err := make()
		if err != nil {
			t.Fatal(err)
		}
		second, err := make()
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: two spreadsheets differ: %v", name, err)
		}
		noTimes(t, first)
	}
}

// noTimes asks that neither the archive nor the properties carry a time.
func noTimes(t *testing.T, b []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.ModifiedDate != 0 || f.ModifiedTime != 0 || len(f.Extra) != 0 {
			t.Errorf("%s carries a time", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "docProps/") && bytes.Contains(text, []byte("dcterms")) {
			t.Errorf("%s carries a time", f.Name)
		}
	}
}

func TestFormAsSpreadsheet(t *testing.T) {
	v := sampleForm()
	v.Payee = &Payee{"李𠮷", "示范农村商业银行", "6228480000001234"}
	b, err := v.XLSX()
	f := opened(t, b, err)
	all := ""
	for _, r := range rows(t, f, sheetForm) {
		all += strings.Join(r, "|") + "\n"
	}
	wantText(t, all, "逝者姓名|王𬱖|证件号码|"+v.Deceased.ID, "经办人|李𠮷", "收款账号|6228480000001234", "4|告别厅|200.00|100.00|100.00|超出规定标准部分自行承担（二(四)）",
		"合计|壹仟伍佰元整|1600.00|1500.00|100.00", "1|丧属或经办人身份证|已核|3", "4|部队证明|不需要|0||不适用", digestA)
}
