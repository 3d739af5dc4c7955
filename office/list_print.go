package office

import (
	"fmt"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/settlement"
	"songbai/print"
	"songbai/store"
)

// listPrint gathers what the papers of a list print. Everything comes from rows
// that the list's digest fixes: settled values, decisions, marks.
type listPrint struct {
	o       *Office
	s       *store.Scope
	l       *openedList
	view    ListView
	county  string
	payer   string
	offices []store.Office
	packs   map[int64]*policy.Pack
	items   []string // codes of the columns; "" stands for all others
	names   []string
	lines   []printLine
}

// printLine is a line with what it was decided from.
type printLine struct {
	row    store.LineRow
	struck settlement.Reason
	d      store.Decision
	papers []store.Paper // seen up to the submission
	claimPrint
}

const otherItems = "其他服务"

func (p *listPrint) gather() (err error) {
	if p.view, err = viewOfList(p.s, p.l, party.Actor{}); err != nil {
		return err
	}
	counties, err := p.s.Counties()
	if err != nil {
		return err
	}
	for _, c := range counties {
		if c.Code == p.s.County {
			p.county = c.Name
		}
	}
	if p.offices, err = p.s.Offices(); err != nil {
		return err
	}
	for _, of := range p.offices {
		if of.Kind == party.Finance && p.payer == "" {
			p.payer = of.Name
		}
	}
	if err := p.readLines(); err != nil {
		return err
	}
	p.columns()
	return nil
}

func (p *listPrint) readLines() error {
	rows, err := p.s.LineRows(p.l.ID, 0, 1<<30)
	if err != nil {
		return err
	}
	p.packs = map[int64]*policy.Pack{}
	p.lines = make([]printLine, len(rows))
	for i := range rows {
		x := &p.lines[i]
		x.row = rows[i]
		if err := p.readLine(x); err != nil {
			return err
		}
	}
	if p.l.SealedDigest == "" {
		return nil
	}
	return p.s.SealedLines(p.l.ID, func(l *settlement.Line) error {
		p.lines[l.Seq-1].struck = l.Struck
		return nil
	})
}

func (p *listPrint) readLine(x *printLine) (err error) {
	if x.d, err = p.s.DecisionByID(x.row.Line.Decision); err != nil {
		return err
	}
	pack, ok := p.packs[x.d.Basis]
	if !ok {
		plan, err := p.o.planOf(p.s, x.d.Basis)
		if err != nil {
			return err
		}
		pack = plan.Pack()
		p.packs[x.d.Basis] = pack
	}
	private, err := p.s.Private(x.row.Line.Claim, x.row.PrivateN)
	if err != nil {
		return err
	}
	papers, err := p.s.Papers(x.row.Line.Claim)
	if err != nil {
		return err
	}
	for _, paper := range papers {
		if paper.At <= p.l.SubmittedAt { // what came later is no annex of this text
			x.papers = append(x.papers, paper)
		}
	}
	f := &file{Claim: x.row.Claim, private: private}
	if f.form, err = formOf(&private); err != nil {
		return err
	}
	f.Death = f.form.Deceased.Death
	if f.form.Cremation != nil {
		f.Cremation = f.form.Cremation.Day
	}
	x.claimPrint = claimPrint{f: f, d: &x.d, pack: pack, towns: p.offices}
	return nil
}

// columns chooses the item columns: the pack's items in their order, as far as
// the paper has room, and one for all others where lines have any.
func (p *listPrint) columns() {
	if len(p.lines) == 0 {
		return
	}
	all := p.lines[0].pack.Items
	room, others := print.MaxItems, len(all) > print.MaxItems
	at := map[string]bool{}
	for i := range all {
		at[all[i].Code] = true
	}
	for i := range p.lines {
		for _, x := range p.lines[i].d.Lines {
			others = others || !at[x.Item]
		}
	}
	if others {
		room--
	}
	for i := range all[:min(room, len(all))] {
		p.items, p.names = append(p.items, all[i].Code), append(p.names, all[i].Zh)
	}
	if others {
		p.items, p.names = append(p.items, ""), append(p.names, otherItems)
	}
}

func (p *listPrint) title() string {
	if p.l.Kind == settlement.Local {
		return p.county + "殡葬基本服务项目费用结算清册"
	}
	return p.county + "异地火化殡葬基本服务费用核定表"
}

func (p *listPrint) mark() print.Mark {
	seal := p.view.Submitted
	if p.view.Sealed != nil {
		seal = p.view.Sealed.Seal
	}
	return p.o.coded(markOf(p.s.County, seal))
}

func markOf(county int64, seal Seal) print.Mark {
	return print.Mark{Digest: seal.Digest, Position: fmt.Sprintf("%d/%d", county, seal.Position), Hash: seal.Hash}
}

// list makes the 费用结算清册 or the 核定表.
func (p *listPrint) list() print.SettlementList {
	v := print.SettlementList{Title: p.title(), Text: "报送文本", Number: p.l.Number, Maker: p.view.UnitName, Payer: p.payer, Period: p.l.period.Zh(), Round: p.l.Round,
		Items: p.names, Funds: p.funds(), Boxes: p.boxes(), Mark: p.mark()}
	if p.l.Kind == settlement.Reimbursement {
		v.Kind = print.OutOfArea
	}
	if p.view.Sealed != nil {
		v.Text, v.Submitted = "盖章文本", p.l.SubmittedDigest
	}
	for i := range p.lines {
		x := &p.lines[i]
		v.Lines = append(v.Lines, p.line(x))
		v.Annex = append(v.Annex, p.annex(x))
		if x.struck == "" {
			addSums(&v.Total, x.sums())
		}
	}
	return v
}

func addSums(t *print.Sums, s print.Sums) {
	t.Charged += s.Charged
	t.Waived += s.Waived
	t.FamilyPays += s.FamilyPays
}

func (p *listPrint) line(x *printLine) print.SettlementLine {
	d := x.deceased()
	v := print.SettlementLine{Seq: x.row.Seq, Slip: x.row.Claim.Slip, Name: d.Name, ID: d.ID, Sex: d.Sex, Age: d.Age, Town: x.townName(x.row.Claim.Town), Clause: x.d.Clause,
		DeathDay: d.DeathDay, DeathPaper: d.DeathPaper, CremationDay: d.CremationDay, Certificate: d.Certificate, Items: p.itemSums(x), Sums: x.sums(), Fund: x.fundName()}
	if p.l.Kind == settlement.Reimbursement {
		v.Cremator = d.Cremator
	}
	if c := x.pack.Class(x.d.Class); c != nil {
		v.Class = c.Zh
	}
	if h := x.f.form.Handler; h != nil {
		v.Handler, v.HandlerID, v.Relation, v.Phone = h.Name, h.Document.Number, h.Relation.Zh(), h.Phone
	}
	if a := x.f.form.Account; a != nil {
		v.Payee, v.Bank, v.Account = a.Holder, a.Bank, ident.MaskAccount(a.Number)
	}
	v.Attachments = len(x.papers)
	if x.struck != "" {
		v.Struck = x.struck.Zh()
	}
	return v
}

// annex lists the papers behind a line.
func (p *listPrint) annex(x *printLine) print.AnnexLine {
	v := print.AnnexLine{Seq: x.row.Seq, Slip: x.row.Claim.Slip, Name: x.f.form.Deceased.Name}
	for _, paper := range x.papers {
		name := paper.Kind
		if q := x.pack.Paper(paper.Kind); q != nil {
			name = q.Zh
		}
		v.Papers = append(v.Papers, print.AnnexPaper{Name: name, Original: paper.Original, Copies: int(paper.Copies), File: paper.File})
	}
	return v
}

// fundName names the fund that bears the claim.
func (x *printLine) fundName() string {
	if len(x.d.Shares) == 0 {
		return ""
	}
	return fundZh(x.pack, x.d.Shares[0].Fund)
}

func fundZh(pack *policy.Pack, id fund.Fund) string {
	if f := pack.Fund(id); f != nil {
		return f.Zh
	}
	return string(id)
}

func (p *listPrint) itemSums(x *printLine) []print.ItemSum {
	out := make([]print.ItemSum, len(p.items))
	for _, l := range x.d.Lines {
		at := len(p.items) - 1 // all others, when the item has no column of its own
		for i, code := range p.items {
			if code == l.Item {
				at = i
			}
		}
		s := &out[at]
		s.Charged += l.Charged
		s.Waived += l.Waived
		if p.items[at] == "" {
			continue
		}
		s.Price, s.Quantity = l.Unit, fmt.Sprint(l.Quantity)
		if it := x.pack.Item(l.Item); it != nil {
			s.Unit = unitZh[it.Unit]
		}
	}
	return out
}

var unitZh = map[string]string{"body": "具", "trip": "次", "use": "次", "piece": "个", "hour": "小时", "day": "天", "month": "月", "year": "年"}

// funds adds up what each fund bears of the lines that count.
func (p *listPrint) funds() (out []print.FundSum) {
	at := map[fund.Fund]int{}
	for i := range p.lines {
		x := &p.lines[i]
		if x.struck != "" {
			continue
		}
		seen := map[fund.Fund]bool{}
		for _, s := range x.d.Shares {
			n, ok := at[s.Fund]
			if !ok {
				n = len(out)
				at[s.Fund] = n
				out = append(out, print.FundSum{Name: fundZh(x.pack, s.Fund)})
			}
			out[n].Fen += s.Fen
			if !seen[s.Fund] {
				seen[s.Fund] = true
				out[n].Count++
			}
		}
	}
	return out
}

func (p *listPrint) boxes() []print.Box {
	first := print.Box{Title: "殡仪馆（填报单位）", Seal: "（盖章）", Day: dayOf(p.l.SubmittedAt), Signers: []print.Signer{{Label: "填报人"}, {Label: "负责人"}}}
	if p.l.Kind == settlement.Reimbursement {
		first = print.Box{Title: "填报单位", Seal: "（盖章）", Day: dayOf(p.l.SubmittedAt), Signers: []print.Signer{{Label: "填报人"}, {Label: "审核人"}}}
	}
	bureau := print.Box{Title: "民政局审核意见", Seal: "（公章）", Signers: []print.Signer{{Label: "审核人"}, {Label: "负责人"}}}
	if p.view.Sealed != nil {
		bureau.Text, bureau.Day = p.view.Sealed.Opinion, dayOf(p.l.SealedAt)
	}
	return []print.Box{first, bureau, {Title: "财政局审定意见", Seal: "（公章）", Signers: []print.Signer{{Label: "审定人"}}}}
}

// dayOf gives the business day of a stored instant, nil when there is none.
func dayOf(at string) *date.Day {
	i, err := date.ParseInstant(at)
	if err != nil {
		return nil
	}
	d := i.Day()
	return &d
}

// opinion makes the 审核意见表 of a sealed list.
func (p *listPrint) opinion() print.OpinionSheet {
	v := print.OpinionSheet{Title: p.county + "殡葬基本服务项目费用审核意见表", Number: p.l.Number, Day: *dayOf(p.l.SealedAt), Maker: p.view.UnitName, List: p.l.Number, Period: p.l.period.Zh(),
		Digest: p.l.SubmittedDigest, Opinion: p.view.Sealed.Opinion, Mark: p.mark(),
		Boxes: []print.Box{{Title: "审核人", Signers: []print.Signer{{Label: "签名"}}}, {Title: "民政局", Seal: "（公章）", Day: dayOf(p.l.SealedAt), Signers: []print.Signer{{Label: "负责人"}}}}}
	for _, of := range p.offices {
		if of.Kind == party.Bureau && v.Reviewer == "" {
			v.Reviewer = of.Name
		}
	}
	for i := range p.lines {
		x := &p.lines[i]
		t := &v.Passed
		if x.struck != "" {
			t = &v.Struck
			v.Lines = append(v.Lines, print.StruckLine{Seq: x.row.Seq, Name: x.f.form.Deceased.Name, Waived: x.d.Waived, Reason: x.struck.Zh()})
		}
		for _, t := range []*print.Tally{t, &v.Submitted} {
			t.Count++
			addSums(&t.Sums, x.sums())
		}
	}
	return v
}
