package print

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"songbai/domain/money"
)

var amountForm = regexp.MustCompile(`^-?[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}$`)

// sumsAfter reads the three sums that close the row which starts with label.
func sumsAfter(t *testing.T, page, label string) Sums {
	t.Helper()
	_, rest, ok := strings.Cut(page, label)
	if !ok {
		t.Fatalf("no %s on the page", label)
	}
	var as []money.Amount
	for _, w := range strings.Fields(rest) {
		if w == "总" || strings.HasPrefix(w, "内容摘要") || strings.HasPrefix(w, "免除金额") {
			break
		}
		if amountForm.MatchString(w) {
			a, err := money.Parse(strings.ReplaceAll(w, ",", ""))
			if err != nil {
				t.Fatal(err)
			}
			as = append(as, a)
		}
	}
	if len(as) < 3 {
		t.Fatalf("sums of %s: %v", label, as)
	}
	return Sums{as[len(as)-3], as[len(as)-2], as[len(as)-1]}
}

func TestPageTotalsMakeTheGrandTotal(t *testing.T) {
	for _, n := range []int{1, 24, 25, 26, 27, 120, 700} {
		v := sampleList(n, true)
		ps := pages(t, pdf(t, v))
		var total Sums
		for i, p := range ps {
			wantText(t, p, fmt.Sprintf("第 %d 页，共 %d 页", i+1, len(ps)), v.Mark.Digest, v.Mark.Hash, v.Mark.Position, v.Title, v.Number)
			total.add(sumsAfter(t, p, "本页合计"))
		}
		if total != v.Total {
			t.Errorf("%d lines on %d pages: pages sum to %v, want %v", n, len(ps), total, v.Total)
		}
		last := ps[len(ps)-1]
		_, last, _ = strings.Cut(last, "本页合计")
		if got := sumsAfter(t, last, "计（"); got != v.Total {
			t.Errorf("%d lines: grand total %v, want %v", n, got, v.Total)
		}
		wantText(t, ps[len(ps)-1], v.Total.Waived.Capitals(), v.Total.Waived.Grouped(), "民政局审核意见", "财政局审定意见", "（公章）", v.Submitted)
	}
}

func TestEveryLineIsOnThePaper(t *testing.T) {
	v := sampleList(60, true)
	text := squeeze(strings.Join(pages(t, pdf(t, v)), ""))
	for _, l := range v.Lines {
		for _, s := range []string{
			l.Name, l.ID, l.Town, l.Class + l.Clause, l.DeathPaper, l.Certificate, l.Fund, l.Handler, l.Relation, l.Phone,
			l.DeathDay.String(), l.Charged.Grouped(), l.Waived.Grouped(), l.FamilyPays.Grouped(),
		} {
			if !strings.Contains(text, squeeze(s)) {
				t.Errorf("line %d: a value is not on the paper", l.Seq)
			}
		}
		if l.Struck != "" {
			wantText(t, text, fmt.Sprintf("第 %d 行已剔除，不计入合计。原因：%s（依据 %s）", l.Seq, l.Struck, l.StruckClause))
		}
	}
}

func TestHeadIsRepeated(t *testing.T) {
	for _, p := range pages(t, pdf(t, sampleList(100, false))) {
		wantText(t, p, "逝者姓名", "证件号码", "户籍镇（街）", "对象类别（条款）", "遗体接运", "骨灰寄存", "收费合计", "免除合计", "家属自付", "与逝者关系", "附件数")
	}
}

func TestDeterminationSheetNamesPayeeAndAccount(t *testing.T) {
	v := dearList(30)
	b := pdf(t, v)
	tool(t, b, "qpdf", "--check", "FILE")
	text := strings.Join(pages(t, b), "")
	wantText(t, text, "收款人", "开户银行", "收款账号", "申领人", "火化单位", v.Lines[3].Account, v.Lines[3].Bank, v.Lines[0].Cremator,
		v.Total.Charged.Grouped(), v.Lines[0].Items[7].Charged.Grouped(), v.Total.Waived.Capitals())
}

func TestListWithoutAnything(t *testing.T) {
	v := sampleList(0, false)
	wantText(t, pages(t, pdf(t, v))[0], "总　　计（0 具）", "零元整", "第 1 页，共 1 页")
}

func TestDraftSaysSo(t *testing.T) {
	v := sampleList(1, false)
	v.Mark = Mark{}
	wantText(t, pages(t, pdf(t, v))[0], "草稿：尚未形成摘要")
}

func TestAbsentDayIsSaid(t *testing.T) {
	v := sampleList(1, false)
	v.Lines[0].DeathDay = nil
	wantText(t, pages(t, pdf(t, v))[0], "不详")
}

func TestLongNamesAreWhole(t *testing.T) {
	for _, n := range []int{10, 50, 120} {
		v := sampleList(3, false)
		v.Lines[1].Name = strings.Repeat("买提·", n/3) + "𬱖"
		v.Lines[2].Handler = strings.Repeat("A", n)
		wantText(t, pages(t, pdf(t, v))[0], v.Lines[1].Name, v.Lines[2].Handler)
	}
}

func TestListIsNotPrintedWhenItDoesNotAddUp(t *testing.T) {
	for field, spoil := range map[string]func(*SettlementList){
		"total":            func(v *SettlementList) { v.Total.Waived++; v.Total.FamilyPays-- },
		"lines[2].charged": func(v *SettlementList) { v.Lines[2].Items[0].Charged += 5 },
		"lines[1].waived":  func(v *SettlementList) { v.Lines[1].Items[6].Waived -= 5 },
		"lines[0]":         func(v *SettlementList) { v.Lines[0].FamilyPays++ },
		"funds":            func(v *SettlementList) { v.Funds[0].Fen++ },
	} {
		v := sampleList(4, false)
		spoil(&v)
		_, err := v.PDF()
		wantProblem(t, err, "print.sum", field)
		_, err = v.XLSX()
		wantProblem(t, err, "print.sum", field)
	}
	v := sampleList(2, false)
	v.Lines[1].Items = v.Lines[1].Items[:3]
	_, err := v.PDF()
	wantProblem(t, err, "print.items", "lines[1].items")
	v = sampleList(0, false)
	v.Items = make([]string, 9)
	_, err = v.PDF()
	wantProblem(t, err, "print.items", "items")
}

func TestStruckLinesDoNotCount(t *testing.T) {
	v := sampleList(9, false)
	v.Lines[4].Struck = "重复"
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "total")
}

func TestTooMuchTextIsRefused(t *testing.T) {
	v := sampleList(3, false)
	v.Notes = []string{strings.Repeat("备注很长。", 2000)}
	_, err := v.PDF()
	wantProblem(t, err, "print.room", "notes")
	v = sampleList(3, false)
	v.Boxes[1].Text = strings.Repeat("意见很长。", 500)
	_, err = v.PDF()
	wantProblem(t, err, "print.room", "boxes.text")
	v = sampleList(3, false)
	v.Lines[2].Struck, v.Total = strings.Repeat("原因", 10000), Sums{}
	v.Funds = nil
	v.Total.add(v.Lines[0].Sums)
	v.Total.add(v.Lines[1].Sums)
	_, err = v.PDF()
	wantProblem(t, err, "print.room", "lines[2]")
	o := sampleOpinion(1)
	o.Opinion = strings.Repeat("意见很长。", 3000)
	o.Lines[0].Reason = o.Opinion
	_, err = o.PDF()
	wantProblem(t, err, "print.room", "opinion")
	wantProblem(t, err, "print.room", "lines[0].seq")
	s := sampleSlip()
	s.Facts = append(s.Facts, make([]Fact, 60)...)
	_, err = s.PDF()
	wantProblem(t, err, "print.room", "facts")
}

func TestSealsNeverStandAlone(t *testing.T) {
	for _, n := range []int{1, 2, 15, 16, 17, 18, 19, 25, 26, 27, 40} {
		ps := pages(t, pdf(t, sampleList(n, n%2 == 0)))
		last := ps[len(ps)-1]
		wantText(t, last, "财政局审定意见", "本页合计", "一(")
	}
}

func TestMissingCharacterStopsThePrint(t *testing.T) {
	v := sampleList(3, false)
	v.Lines[1].Name = "王\U000e0101"
	v.Lines[2].Handler = "李☑"
	v.Maker = "馆\u0001"
	b, err := v.PDF()
	if b != nil {
		t.Error("a paper came out")
	}
	wantProblem(t, err, "print.glyph", "lines[1].name")
	wantProblem(t, err, "print.glyph", "lines[2].handler")
	wantProblem(t, err, "print.glyph", "maker")
	wantText(t, err.Error(), "U+E0101", "U+2611", "U+0001")
	if strings.ContainsAny(err.Error(), "王李馆☑") {
		t.Error("the problem shows a personal value")
	}
}

func TestSameValuesGiveTheSameBytes(t *testing.T) {
	for name, v := range everyPaper() {
		if !bytes.Equal(pdf(t, v), pdf(t, v)) {
			t.Errorf("%s: two prints differ", name)
		}
	}
}

func BenchmarkSettlementList700(b *testing.B) {
	v := sampleList(700, true)
	if _, err := v.PDF(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		v.PDF()
	}
}
