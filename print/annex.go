package print

import (
	"fmt"
	"strconv"
	"strings"
)

// AnnexLine is what stands in the annexes behind one line of a list.
type AnnexLine struct {
	Seq    int    // of the line
	Slip   string // 凭单号
	Name   string // 逝者姓名
	Papers []AnnexPaper
}

// AnnexPaper is one paper of the annexes.
type AnnexPaper struct {
	Name     string
	Original bool   // the original was seen
	Copies   int    // handed in
	File     string // SHA-256 of the picture; "" when none was taken
}

// annexColumns are the columns of the annex index; the number, slip and name of
// a line stand at its first paper.
func annexColumns() []column {
	return []column{
		{head: "行号", width: 14, align: centre, field: "seq"},
		{head: "凭单号", width: 42, align: centre, field: "slip", whole: true},
		{head: "逝者姓名", width: 46, field: "name"},
		{head: "附件", width: 16, align: centre, field: "n"},
		{head: "材料名称", width: 128, field: "paper"},
		{head: "原件", width: 20, align: centre, field: "original"},
		{head: "复印件", width: 20, align: centre, field: "copies"},
		{head: "影像摘要（SHA-256 前 16 位）", width: 68, align: centre, field: "file", whole: true},
	}
}

const (
	annexPt  = 9.0
	annexRow = 6.4
)

// annexPages lays the annex index and deals its rows out to pages.
func (p *settlementPaper) annexPages() (*table, [][]*row) {
	if len(p.v.Annex) == 0 {
		return nil, nil
	}
	t := &table{name: "annex", columns: annexColumns(), pt: annexPt, least: annexRow, air: 0.8, pad: 1.2}
	t.scale(p.d.sheet.width())
	t.layHead(p.d)
	room := p.d.sheet.floor() - p.tableY - t.headH
	var pages [][]*row
	var page []*row
	used := 0.0
	for i, r := range p.annexRows() {
		t.lay(p.d, r)
		if r.height > room {
			p.d.overfull(fmt.Sprintf("annex[%d]", i))
		}
		if used+r.height > room && len(page) > 0 {
			pages, page, used = append(pages, page), nil, 0
		}
		page = append(page, r)
		used += r.height
	}
	return t, append(pages, page)
}

func (p *settlementPaper) annexRows() (out []*row) {
	for i, l := range p.v.Annex {
		papers := l.Papers
		if len(papers) == 0 {
			papers = []AnnexPaper{{Name: "没有登记材料"}}
		}
		for j, x := range papers {
			cells := []cell{{}, {}, {}, {text: strconv.Itoa(j + 1)}, {text: x.Name}, {text: seen(x.Original)}, {text: copies(x.Copies)}, {text: short(x.File)}}
			if j == 0 {
				cells[0].text, cells[1].text, cells[2].text = strconv.Itoa(l.Seq), fours(l.Slip), l.Name
			}
			if len(l.Papers) == 0 {
				cells[3].text = ""
			}
			out = append(out, &row{cells: cells, at: i})
		}
	}
	return out
}

func seen(original bool) string {
	if original {
		return "已核"
	}
	return "—"
}

func copies(n int) string {
	if n == 0 {
		return "—"
	}
	return strconv.Itoa(n) + " 份"
}

// short shows the first 16 characters of a digest.
func short(sha string) string {
	if len(sha) < 16 {
		return "—"
	}
	return strings.ToLower(sha[:16])
}

// drawAnnex writes the pages of the annex index behind those of the list, with
// the list's own head, digest and page numbers.
func (p *settlementPaper) drawAnnex(t *table, pages [][]*row, before int) {
	for i, rows := range pages {
		d := p.d
		d.page()
		d.heading(p.v.Title+"　附件目录", 18)
		n := 0
		for _, l := range p.v.Annex {
			n += len(l.Papers)
		}
		d.threefold(p.tableY-3, closingPt, [3]string{"填报单位：" + p.v.Maker, "结算期间：" + p.v.Period, fmt.Sprintf("编号：%s　　共 %d 行、附件 %d 件", p.v.Number, len(p.v.Annex), n)},
			[3]string{"maker", "period", "number"})
		w := t.open(d, d.sheet.left, p.tableY)
		for _, r := range rows {
			w.add(r)
		}
		w.close()
		d.footer(p.v.Mark, before+i+1, before+len(pages))
	}
}
