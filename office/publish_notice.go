package office

import (
	"context"
	"fmt"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/print"
	"songbai/store"
)

// PublishNotice puts a sealed list on public notice (公示) for some days.
type PublishNotice struct {
	List int64    `json:"list"`
	From date.Day `json:"from"`
	To   date.Day `json:"to"`
}

// NoticeRow is a notice as anybody may read it.
type NoticeRow struct {
	ID       int64
	Number   string
	List     int64
	From, To date.Day
	Lines    int
	Waived   money.Amount
	SHA256   string
}

var (
	notSealedYet = problem.Define("notice.unsealed", problem.Conflict,
		"清册还没有盖章，不能公示", "the list is not sealed; it cannot be put on notice", "请在民政局盖章后公示", "publish it when the bureau has sealed it")
	badNoticeDays = problem.Define("notice.days", problem.Invalid,
		"公示起止日期不对", "the days of the notice are wrong", "起日不早于今天，止日不早于起日，最长 60 天", "begin today or later, end after it, 60 days at most")
	onNotice = problem.Define("notice.again", problem.Conflict,
		"这份清册已经公示过", "the list was put on notice already", "每份清册公示一次；可以重新下载原公示", "a list is put on notice once; download the notice again")
)

func noticeRow(n store.Notice) NoticeRow {
	return NoticeRow{n.ID, n.Number, n.List, n.From, n.To, n.Lines, n.Waived, n.SHA256}
}

// PublishNotice makes the notice, masked, and keeps its bytes.
func (o *Office) PublishNotice(ctx context.Context, c Caller, req PublishNotice) (row NoticeRow, err error) {
	a, err := o.do(ctx, c, party.PublishNotice, req, "", func(w *work) error {
		l, err := readList(&w.Tx.Scope, req.List)
		if err != nil {
			return err
		}
		if l.SealedDigest == "" || l.VoidedAt != "" {
			return notSealedYet.With()
		}
		if req.From < w.Today() || req.To < req.From || req.To > req.From+60 {
			return badNoticeDays.With().At("from")
		}
		had, err := w.Notices(l.ID, 1)
		if err != nil {
			return err
		}
		if len(had) > 0 {
			return onNotice.With()
		}
		y, _, _ := w.Today().YMD()
		n := store.Notice{ID: w.NextID(), List: l.ID, From: req.From, To: req.To, Office: w.actor.Office, Person: w.actor.Person}
		k, err := w.NextNumber(w.actor.Office, "notice", y, n.ID)
		if err != nil {
			return err
		}
		n.Number = fmt.Sprintf("GS-%s-%d-%04d", w.CountyText(), y, k)
		p := &listPrint{o: o, s: &w.Tx.Scope, l: l}
		v, err := p.notice(&n, w.Today())
		if err != nil {
			return err
		}
		b, err := v.PDF()
		if err != nil {
			return err
		}
		kept, err := w.KeepOfficial("notice_pdf", "notice", n.ID, b)
		if err != nil {
			return err
		}
		n.SHA256 = kept.SHA256
		w.Record("official", kept.ID, kept.SHA256)
		if err := w.PutNotice(&n); err != nil {
			return err
		}
		row = noticeRow(n)
		w.reply(row)
		return nil
	})
	return answer(a, row, err)
}

// notice masks the lines of a sealed list (公示): surname and stars, no number,
// account, phone or cause of death.
func (p *listPrint) notice(n *store.Notice, today date.Day) (v print.PublicNotice, err error) {
	if err := p.gather(); err != nil {
		return v, err
	}
	v = print.PublicNotice{Title: p.county + "殡葬基本服务费用免除情况公示", Number: n.Number, Period: p.l.period.Zh(), From: n.From, To: n.To, Day: today, Mark: p.mark()}
	for _, of := range p.offices {
		if of.ID == n.Office {
			v.Office, v.Phone = of.Name, of.Phone
		}
	}
	for i := range p.lines {
		x := &p.lines[i]
		if x.struck != "" {
			continue
		}
		v.Basis = "《" + x.pack.Title + "》"
		l := print.NoticeLine{Name: ident.MaskName(x.f.form.Deceased.Name), Town: x.townName(x.row.Claim.Town), Cremation: x.f.Cremation, Fen: x.d.Waived}
		if l.Name == "" {
			l.Name = "无名氏"
		}
		if c := x.pack.Class(x.d.Class); c != nil {
			l.Class = c.Zh
		}
		v.Lines, v.Total = append(v.Lines, l), v.Total+l.Fen
	}
	n.Lines, n.Waived = len(v.Lines), v.Total
	return v, nil
}

// Notices lists the notices of a county; anybody may read them.
func (o *Office) Notices(ctx context.Context, county int64) (out []NoticeRow, err error) {
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		rows, err := s.Notices(0, 100)
		for _, n := range rows {
			out = append(out, noticeRow(n))
		}
		return err
	})
	return out, err
}

// NoticePaper gives the bytes of a notice to anybody while it is on notice, and
// afterwards to who may publish notices.
func (o *Office) NoticePaper(ctx context.Context, county, id int64, c *Caller) (p Paper, err error) {
	read := func(s *store.Scope) error {
		rows, err := s.Notices(0, 1000)
		if err != nil {
			return err
		}
		for _, n := range rows {
			if n.ID != id || c == nil && (s.Today() < n.From || s.Today() > n.To) {
				continue
			}
			kept, b, err := s.OfficialBytes("notice_pdf", id)
			p = Paper{Kind: "notice_pdf", Name: n.Number + ".pdf", Media: "application/pdf", SHA256: kept.SHA256, Bytes: b}
			return err
		}
		return notOnRecord.With()
	}
	if c == nil {
		err = o.s.Read(ctx, county, read)
		return p, err
	}
	err = o.read(ctx, *c, party.PublishNotice, func(s *store.Scope, _ party.Actor) error { return read(s) })
	return p, err
}
