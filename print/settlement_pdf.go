package print

import (
	"fmt"
	"strconv"

	"songbai/domain/money"
)

// PDF is the list on A3 landscape: head repeated, totals of each page and of
// the list, amount in capitals, struck lines with their reasons, frames for
// opinions and seals, then the index of the annexes, digest on every page. Problems: print.sum, print.items,
// print.glyph, print.font.
func (v SettlementList) PDF() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	p := newSettlementPaper(v)
	pages := p.paginate()
	t, annex := p.annexPages()
	for i, groups := range pages {
		p.drawPage(groups, i, len(pages), len(annex))
	}
	if t != nil {
		p.drawAnnex(t, annex, len(pages))
	}
	return p.d.bytes()
}

// settlementPaper is the list while it is being laid out.
type settlementPaper struct {
	v      SettlementList
	d      *doc
	t      *table
	item   int // first item column
	tableY float64
}

// lineGroup is a line with the strip that says why it was struck; the two stay
// on one page.
type lineGroup struct {
	line *SettlementLine
	rows []*row
}

func (g lineGroup) height() (h float64) {
	for _, r := range g.rows {
		h += r.height
	}
	return h
}

const (
	listRow   = 7.8 // least height of a line
	totalRow  = 7.6
	closingPt = 9.0
	boxHeight = 42.0
	tableTop  = 29.0
)

func newSettlementPaper(v SettlementList) *settlementPaper {
	p := &settlementPaper{v: v, d: newDoc(a3Landscape, v.Title), tableY: tableTop}
	cols, item := settlementColumns(v)
	p.item = item
	p.t = &table{name: "lines", columns: cols, pt: 7, least: listRow, air: 0.6, pad: 0.9}
	p.t.scale(p.d.sheet.width())
	p.t.layHead(p.d)
	return p
}

// paginate lays every line and deals the lines out to pages. The frames for
// opinions and seals never stand on a page without lines: when they do not fit
// below the last lines, up to three lines go over to the last page with them.
func (p *settlementPaper) paginate() [][]lineGroup {
	room := p.d.sheet.floor() - p.tableY - p.t.headH - totalRow
	var pages [][]lineGroup
	var page []lineGroup
	used := 0.0
	for i := range p.v.Lines {
		g := p.group(i)
		if g.height() > room-totalRow {
			p.d.overfull(fmt.Sprintf("lines[%d]", i))
		}
		if used+g.height() > room && len(page) > 0 {
			pages, page, used = append(pages, page), nil, 0
		}
		page = append(page, g)
		used += g.height()
	}
	need := totalRow + p.closingHeight()
	if used+need > room {
		keep := max(len(page)-3, min(len(page), 1))
		pages, page, used = append(pages, page[:keep]), page[keep:], 0
		for _, g := range page {
			used += g.height()
		}
	}
	if used+need > room {
		p.d.overfull("notes")
	}
	return append(pages, page)
}

func (p *settlementPaper) closingHeight() float64 {
	funds := p.d.fit(fundText(p.v.Funds), p.d.sheet.width()-37, closingPt, closingPt-2, 7, "funds")
	return 3 + 8 + max(8, funds.height()+1.6) + boxHeight + p.notesHeight()
}

func (p *settlementPaper) notesHeight() float64 {
	n := 0
	for _, s := range p.notes() {
		n += len(p.d.wrap(s, p.d.sheet.width(), 8, "notes"))
	}
	return float64(n)*lineHeight(8)*1.25 + 2
}

func (p *settlementPaper) notes() []string {
	var notes []string
	if p.v.Submitted != "" {
		notes = append(notes, "报送文本摘要（SHA-256）："+p.v.Submitted)
	}
	return append(notes, p.v.Notes...)
}

func (p *settlementPaper) group(i int) lineGroup {
	l := &p.v.Lines[i]
	r := &row{cells: p.cells(l), at: i, struck: l.Struck != ""}
	p.t.lay(p.d, r)
	g := lineGroup{l, []*row{r}}
	if l.Struck != "" {
		text := "第 " + strconv.Itoa(l.Seq) + " 行已剔除，不计入合计。原因：" + l.Struck
		if l.StruckClause != "" {
			text += "（依据 " + l.StruckClause + "）"
		}
		strip := &row{cells: []cell{{text: "", span: 1}, {text: text, span: len(p.t.columns) - 1}}, at: i, bare: true, least: 5, fill: 0.96}
		p.t.lay(p.d, strip)
		g.rows = append(g.rows, strip)
	}
	return g
}

func (p *settlementPaper) cells(l *SettlementLine) []cell {
	class := l.Class
	if l.Clause != "" {
		class += "\n" + l.Clause
	}
	certificate := l.Certificate
	if l.Cremator != "" {
		certificate = l.Cremator + "\n" + l.Certificate
	}
	cells := make([]cell, 0, len(p.t.columns))
	for _, s := range [...]string{
		strconv.Itoa(l.Seq), l.Name, l.ID, l.Sex, l.Age, l.Town, class,
		dayText(l.DeathDay), l.DeathPaper, dayText(l.CremationDay), certificate,
	} {
		cells = append(cells, cell{text: s})
	}
	cells = append(cells, cell{text: "收费", below: "免除"})
	for _, it := range l.Items {
		cells = append(cells, cell{text: amountText(it.Charged), below: amountText(it.Waived)})
	}
	cells = append(cells, cell{text: l.Charged.Grouped()}, cell{text: l.Waived.Grouped()}, cell{text: l.FamilyPays.Grouped()},
		cell{text: l.Fund}, cell{text: l.Handler}, cell{text: l.Relation}, cell{text: l.Phone})
	if p.v.Kind == OutOfArea {
		cells = append(cells, cell{text: l.Payee}, cell{text: l.Bank}, cell{text: l.Account})
	}
	return append(cells, cell{text: strconv.Itoa(l.Attachments)})
}

func (p *settlementPaper) drawPage(groups []lineGroup, n, pages, annex int) {
	d := p.d
	d.page()
	p.head()
	w := p.t.open(d, d.sheet.left, p.tableY)
	var lines []*SettlementLine
	for _, g := range groups {
		lines = append(lines, g.line)
		for _, r := range g.rows {
			w.add(r)
		}
	}
	w.add(p.total("本页合计", lines))
	if n < pages-1 {
		w.close()
	} else {
		w.add(p.total("总　　计", all(p.v.Lines)))
		p.closing(w.close() + 3)
	}
	d.footer(p.v.Mark, n+1, pages+annex)
}

func all(lines []SettlementLine) []*SettlementLine {
	ps := make([]*SettlementLine, len(lines))
	for i := range lines {
		ps[i] = &lines[i]
	}
	return ps
}

func (p *settlementPaper) head() {
	d, v := p.d, p.v
	d.heading(v.Title, 20)
	y := p.tableY - 3
	period := "结算期间：" + v.Period
	if v.Round > 1 {
		period += fmt.Sprintf("（第 %d 次报送）", v.Round)
	}
	tail := "编号：" + v.Number + "　　单位：元"
	if v.Text != "" {
		tail = v.Text + "　　" + tail
	}
	d.threefold(y, closingPt, [3]string{"填报单位：" + v.Maker, period, tail}, [3]string{"maker", "period", "number"})
}

// total is a row of sums over lines, struck ones left out.
func (p *settlementPaper) total(label string, lines []*SettlementLine) *row {
	var sums Sums
	items := make([]ItemSum, len(p.v.Items))
	count := 0
	for _, l := range lines {
		if l.Struck != "" {
			continue
		}
		count++
		sums.add(l.Sums)
		for i, it := range l.Items {
			items[i].Charged += it.Charged
			items[i].Waived += it.Waived
		}
	}
	mid := centre
	cells := []cell{{text: fmt.Sprintf("%s（%d 具）", label, count), span: p.item - 1, align: &mid}, {text: "收费", below: "免除"}}
	for _, it := range items {
		cells = append(cells, cell{text: amountText(it.Charged), below: amountText(it.Waived)})
	}
	for _, a := range [...]money.Amount{sums.Charged, sums.Waived, sums.FamilyPays} {
		cells = append(cells, cell{text: a.Grouped()})
	}
	rest := len(p.t.columns) - p.item - len(items) - 3
	r := &row{cells: append(cells, cell{span: rest}), at: -1, fill: 0.96, least: totalRow}
	p.t.lay(p.d, r)
	r.height = totalRow
	return r
}

// closing writes the amount in capitals, the funds and the frames.
func (p *settlementPaper) closing(y float64) {
	d, s := p.d, p.d.sheet
	f := d.form(y, closingPt, 8, 34)
	f.row(entry{label: "免除金额（大写）", value: p.v.Total.Waived.Capitals() + "　　（￥" + p.v.Total.Waived.Grouped() + "）", share: 0.55},
		entry{label: "拨款单位", value: p.v.Payer, field: "payer", share: 0.45})
	f.row(entry{label: "资金渠道", value: fundText(p.v.Funds), field: "funds", share: 1})
	y = f.end()
	d.boxes(s.left, y, s.width(), boxHeight, closingPt, "boxes", p.v.Boxes)
	y += boxHeight + 1
	for _, n := range p.notes() {
		y = d.paragraph(s.left, y, s.width(), 8, n, "notes")
	}
}

func fundText(funds []FundSum) string {
	s := ""
	for i, f := range funds {
		if i > 0 {
			s += "；"
		}
		s += f.Name + " " + f.Fen.Grouped() + " 元"
		if f.Count > 0 {
			s += fmt.Sprintf("（%d 具）", f.Count)
		}
	}
	return s
}
