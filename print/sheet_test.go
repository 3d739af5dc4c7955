package print_test

import (
	"bytes"
	"encoding/csv"
	"testing"

	"github.com/xuri/excelize/v2"

	"songbai/print"
)

func TestSheetKeepsTextsAndTakesNothingForAFormula(t *testing.T) {
	s := print.Sheet{Title: "表", Note: "注", Head: []string{"凭单号", "名", "宗", "元"},
		Rows: [][]print.Cell{{print.Text("012345678901234567"), print.Text(`=HYPERLINK("x")`), print.Count(3), print.Yuan(123456)}, {print.Text("a\"b,c"), print.Text("-1"), print.Count(0), print.Yuan(-5)}}}
	got := s.CSV()
	if !bytes.HasPrefix(got, []byte("\ufeff")) {
		t.Error("no mark of UTF-8")
	}
	rows, err := csv.NewReader(bytes.NewReader(got[3:])).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	want := [][]string{{"012345678901234567", `'=HYPERLINK("x")`, "3", "1234.56"}, {"a\"b,c", "'-1", "0", "-0.05"}}
	for i, w := range want {
		for j := range w {
			if rows[i+1][j] != w[j] {
				t.Errorf("row %d: %q, want %q", i+1, rows[i+1][j], w[j])
			}
		}
	}
	b, err := s.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, w := range map[string]string{"A4": "012345678901234567", "B4": `'=HYPERLINK("x")`, "C4": "3", "D4": "1,234.56"} {
		if v, err := f.GetCellValue("表", cell); err != nil || v != w {
			t.Errorf("%s is %q (%v), want %q", cell, v, err, w)
		}
	}
	if k, _ := f.GetCellType("表", "A4"); k != excelize.CellTypeSharedString && k != excelize.CellTypeInlineString {
		t.Errorf("the slip is no text: %v", k)
	}
}
