package office

import (
	"context"
	"strconv"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Complain is a complaint of a family, or of anybody: about an office, in words,
// with a phone to be called back at.
type Complain struct {
	Office int64
	Kind   string // one of ComplaintKinds
	Words  string
	Phone  string
}

// Complained is the answer: the number to ask after it by, with the last four
// digits of the phone.
type Complained struct {
	Number string `json:"number"`
}

// ComplaintView is a complaint as it is read.
type ComplaintView struct {
	ID       int64
	Number   string
	Claim    int64
	Office   int64
	Name     string // of the office
	KindZh   string
	KindEn   string
	Words    string
	Contact  string
	At       string
	State    string // open, answered
	StateZh  string
	StateEn  string
	Answer   string
	AnswerAt string
	Mine     bool // the reader may answer it
}

// complaintKinds are what complaints are about.
var complaintKinds = []struct{ kind, zh, en string }{
	{"attitude", "服务态度", "how people were treated"},
	{"fee", "收费和免除", "fees and waivers"},
	{"delay", "办理时限", "delay"},
	{"papers", "材料要求", "papers asked for"},
	{"other", "其他", "something else"},
}

// ComplaintKinds lists what complaints may be about.
func ComplaintKinds() (out []FactRow) {
	for _, k := range complaintKinds {
		out = append(out, FactRow{k.kind, k.zh, k.en})
	}
	return out
}

var (
	badComplaint = problem.Define("complaint.form", problem.Invalid,
		"投诉没有写完整", "the complaint is not complete", "请选择机构和类别，写明情况，并留下手机号", "choose the office and the kind, say what happened, leave a phone")
	noComplaint = problem.Define("complaint.wrong", problem.Forbidden,
		"投诉编号或手机号后四位不正确", "the number of the complaint or the last four digits of the phone are wrong", "请核对后重试", "check both and try again")
	ownComplaint = problem.Define("complaint.own", problem.Forbidden,
		"不能答复涉及本人或本人经办事项的投诉", "nobody answers a complaint about a matter they had a part in", "请由另一位同事答复", "let another person answer it")
	answered = problem.Define("complaint.answered", problem.Conflict,
		"该投诉已经答复", "the complaint is answered already", "请刷新列表", "reload the list")
	noAnswer = problem.Define("complaint.no_answer", problem.Invalid,
		"没有写答复", "there is no answer", "请写明核实情况和处理结果", "say what was found and what is done")
)

// Complain keeps a complaint and gives its number. c may be on a claim or on
// none; source is where the request comes from.
func (o *Office) Complain(ctx context.Context, c Caller, source string, req Complain) (Complained, error) {
	var out Complained
	four := lastFour(req.Phone)
	known := false
	for _, k := range complaintKinds {
		known = known || k.kind == req.Kind
	}
	if !known || req.Words == "" || four == "" || len(req.Phone) > 30 {
		return out, badComplaint.With().At("words")
	}
	if err := words(req.Words); err != nil {
		return out, err
	}
	if c.Case == 0 {
		if err := o.once(source); err != nil {
			return out, err
		}
	}
	asked := struct{ Office, Kind, Text string }{strconv.FormatInt(req.Office, 10), req.Kind, sha(req.Words + "\n" + req.Phone)}
	a, err := o.do(ctx, c, party.Complain, asked, "", func(w *work) error {
		if err := party.May(w.act, w.actor, party.Object{Case: c.Case}); err != nil {
			return err
		}
		if _, err := w.OfficeByID(req.Office); err != nil {
			return err
		}
		number, err := w.newSlip()
		if err != nil {
			return err
		}
		row := store.Complaint{Number: string(number), Claim: c.Case, Office: req.Office, Kind: req.Kind, Words: req.Words, Contact: req.Phone}
		if err := w.PutComplaint(&row, string(number)+":"+four); err != nil {
			return err
		}
		w.Record("complaint", row.ID, "")
		out.Number = number.String()
		w.reply(out)
		return w.Enqueue("complaint", row.ID, "{}")
	})
	return answer(a, out, err)
}

// ComplaintStatus tells whoever made a complaint how far it is. A wrong number
// and a wrong phone answer alike.
func (o *Office) ComplaintStatus(ctx context.Context, county int64, number, phone, source string) (v ComplaintView, err error) {
	slip, _ := claim.ReadSlip(number)
	now, g := o.s.Now(), guess{at: "complaint:" + string(slip), source: source}
	if o.tries.rests(g.own(), freeTries, now) || o.tries.full(g.at+"|day", mostByDay, now) {
		return v, familyRests.With()
	}
	doubted := o.tries.doubted(g, now)
	if doubted && len(wholeNumber(phone)) < 7 {
		return v, wholePhone.With().At("digits")
	}
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		if slip == "" || lastFour(phone) == "" {
			return nil
		}
		row, err := s.ComplaintBySecret(string(slip) + ":" + lastFour(phone))
		if err == nil && row.ID != 0 && (!doubted || wholeNumber(row.Contact) == wholeNumber(phone)) {
			v, err = complaintView(s, row)
		}
		return err
	})
	if err == nil && v.ID == 0 {
		o.tries.missed(g, now)
		err = noComplaint.With()
	}
	return v, err
}

func complaintView(s *store.Scope, c store.Complaint) (ComplaintView, error) {
	of, err := s.OfficeByID(c.Office)
	v := ComplaintView{
		ID: c.ID, Number: claim.Slip(c.Number).String(), Claim: c.Claim, Office: c.Office, Name: of.Name, Words: c.Words, Contact: c.Contact, At: c.At,
		State: "open", StateZh: "正在核实", StateEn: "looked into", Answer: c.Answer, AnswerAt: c.AnswerAt,
	}
	for _, k := range complaintKinds {
		if k.kind == c.Kind {
			v.KindZh, v.KindEn = k.zh, k.en
		}
	}
	if c.AnswerAt != "" {
		v.State, v.StateZh, v.StateEn = "answered", "已答复", "answered"
	}
	return v, err
}

// Complaints lists complaints for those who answer them, newest first.
func (o *Office) Complaints(ctx context.Context, c Caller, before int64) (out []ComplaintView, err error) {
	err = o.read(ctx, c, party.AnswerComplaint, func(s *store.Scope, a party.Actor) error {
		rows, err := s.Complaints(before, 50)
		if err != nil {
			return err
		}
		for _, r := range rows {
			v, err := complaintView(s, r)
			if err != nil {
				return err
			}
			v.Mine = r.AnswerAt == "" && mayAnswer(s, a, r) == nil
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// mayAnswer refuses who had a part in the claim complained of, and who works in
// the office complained of, unless they lead the bureau.
func mayAnswer(s *store.Scope, a party.Actor, c store.Complaint) error {
	if a.Office == c.Office && a.Role != party.BureauChief {
		return ownComplaint.With()
	}
	if c.Claim == 0 {
		return nil
	}
	moves, err := s.Moves(c.Claim)
	for _, m := range moves {
		if m.Person == a.Person {
			return ownComplaint.With()
		}
	}
	return err
}

// AnswerComplaint answers a complaint once.
func (o *Office) AnswerComplaint(ctx context.Context, c Caller, id int64, text string) error {
	if text == "" {
		return noAnswer.With().At("words")
	}
	if err := words(text); err != nil {
		return err
	}
	_, err := o.do(ctx, c, party.AnswerComplaint, struct{ ID, Text string }{idText(id), sha(text)}, "", func(w *work) error {
		row, err := w.ComplaintByID(id)
		if err != nil {
			return err
		}
		if row.AnswerAt != "" {
			return answered.With()
		}
		if err := mayAnswer(&w.Tx.Scope, w.actor, row); err != nil {
			return err
		}
		w.Record("complaint", id, "")
		return w.AnswerComplaint(id, text)
	})
	return err
}
