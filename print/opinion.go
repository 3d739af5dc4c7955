package print

import (
	"strconv"

	"songbai/domain/date"
	"songbai/domain/money"
)

// OpinionSheet is a 审核意见表: what the bureau found on a submitted list.
// Submitted = Passed + Struck, in number and in every sum.
type OpinionSheet struct {
	Title     string
	Number    string
	Day       date.Day
	Reviewer  string // 审核单位
	Maker     string // whose list it is
	List      string // its number
	Period    string
	Digest    string // digest of the submitted text
	Submitted Tally
	Passed    Tally
	Struck    Tally
	Lines     []StruckLine // in the order of the list; as many as Struck.Count
	Opinion   string
	Boxes     []Box
	Mark      Mark // of the sealed text
}

// Tally is a number of lines with their sums.
type Tally struct {
	Count int
	Sums
}

// StruckLine is a line that was struck, with reason and clause.
type StruckLine struct {
	Seq    int
	Name   string
	Waived money.Amount
	Reason string
	Clause string
}

func (v *OpinionSheet) check() error {
	t := v.Passed
	t.Count += v.Struck.Count
	t.add(v.Struck.Sums)
	if t != v.Submitted {
		return unequal("submitted", "报送不等于通过加剔除", "submitted is not passed plus struck")
	}
	var waived money.Amount
	for _, l := range v.Lines {
		waived += l.Waived
	}
	if len(v.Lines) != v.Struck.Count || waived != v.Struck.Waived {
		return unequal("struck", "剔除行与剔除合计不符", "the struck lines are not the struck total")
	}
	return nil
}

// PDF is the sheet on A4. Problems: print.sum, print.glyph, print.font.
func (v OpinionSheet) PDF() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	d := newDoc(a4Portrait, v.Title)
	d.page()
	f := d.top(v.Title, "审核单位："+v.Reviewer, "编号："+v.Number)
	f.row(entry{"填报单位", v.Maker, "maker", 0.5, left}, entry{"结算期间", v.Period, "period", 0.5, left})
	f.row(entry{"清册编号", v.List, "list", 0.5, left}, entry{"审核日期", v.Day.Zh(), "", 0.5, left})
	f.row(entry{"报送文本摘要", v.Digest, "digest", 1, left})
	f.band("审核结果（单位：元）")
	t, rows := v.tallies()
	f.table(t, rows, 0)
	f.row(entry{"核定金额大写", v.Passed.Waived.Capitals(), "", 1, left})
	if len(v.Lines) > 0 {
		f.band("剔除明细")
		t, rows := v.struck()
		f.table(t, rows, 0)
	}
	f.band("审核意见")
	f.note(v.Opinion, 20, "opinion")
	f.boxes(44, "boxes", v.Boxes)
	f.end()
	d.footers(v.Mark)
	return d.bytes()
}

func (v *OpinionSheet) tallies() (*table, []*row) {
	t := &table{name: "result", pt: 9.5, min: 8.5, air: 1.6, least: 7, pad: 1.5, columns: []column{
		{head: "", width: 34, align: centre, field: "label"},
		{head: "行数", width: 24, align: centre, field: "count"},
		{head: "收费", width: 38, align: right, field: "charged", whole: true},
		{head: "免除", width: 38, align: right, field: "waived", whole: true},
		{head: "家属自付", width: 38, align: right, field: "family_pays", whole: true},
	}}
	var rows []*row
	for _, r := range [...]struct {
		label string
		Tally
	}{{"报　　送", v.Submitted}, {"剔　　除", v.Struck}, {"通　　过", v.Passed}} {
		rows = append(rows, &row{at: -1, cells: append([]cell{{text: r.label}, {text: strconv.Itoa(r.Count)}}, sumCells(r.Sums)...)})
	}
	return t, rows
}

func (v *OpinionSheet) struck() (*table, []*row) {
	t := &table{name: "lines", pt: 9, min: 8.5, air: 1.6, least: 7, pad: 1.5, columns: []column{
		{head: "行号", width: 14, align: centre, field: "seq"},
		{head: "逝者姓名", width: 30, field: "name"},
		{head: "免除（元）", width: 28, align: right, field: "waived", whole: true},
		{head: "剔除原因", width: 80, field: "reason"},
		{head: "条款", width: 20, align: centre, field: "clause"},
	}}
	var rows []*row
	for i, l := range v.Lines {
		rows = append(rows, &row{at: i, cells: []cell{{text: strconv.Itoa(l.Seq)}, {text: l.Name}, {text: l.Waived.Grouped()}, {text: l.Reason}, {text: l.Clause}}})
	}
	return t, rows
}
