package office

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// NoteView is a message of the calendar to an office: no machine sends it yet, a
// person passes it on and says what came of it.
type NoteView struct {
	ID     int64
	Kind   string
	Name          // what is to be said
	About  string // list, period or claim
	Period string // of a home's list
	Claim  int64
	List   int64
	Family bool        // for the family of the claim, told by the office
	To     []OfficeRow // whom it is for
	By     *date.Day
	At     date.Instant
	Sent   string // instant
	Tries  int64  // in vain, or with the last one reached
	Last   string // instant of the last try
	Who    string // who made it
	Moot   bool   // what it asks for was done meanwhile
}

// NotesPage is a page of messages, newest first.
type NotesPage struct {
	View string
	Rows []NoteView
	Next int64
}

// Views of the messages.
const (
	NotesToOffices  = "offices"  // reminders that wait
	NotesToFamilies = "families" // news for families that waits
	NotesDone       = "done"     // passed on
)

// noteWords says the messages in words, by whom they are for. A commitment slip is
// handed over when it is made, so its message is for a machine alone.
var noteWords = map[string]map[string]Name{
	NotesToOffices: {
		"list_ready":     {Zh: "上月清册可以报送了", En: "last month's list can be submitted"},
		"list_due":       {Zh: "清册期限将到", En: "a list is due"},
		"list_late":      {Zh: "清册已逾期", En: "a list is late"},
		"list_sent_back": {Zh: "清册已退回", En: "a list was sent back"},
		"month_short":    {Zh: "本月清册的工作日较少，请提早准备", En: "this month's list has few working days: begin early"},
		"paper_late":     {Zh: "承诺后补的材料已过期限", En: "a promised paper is past its day"},
		"review_asked":   {Zh: "家属请求复核", En: "a family asks for a review"},
		"review_late":    {Zh: "复核已过期限", En: "a review is past its day"},
		"complaint":      {Zh: "收到投诉", En: "a complaint came in"},
		"pay_again":      {Zh: "退回的款项可以重新支付了", En: "returned lines can be paid again"},
	},
	NotesToFamilies: {
		"claim_returned": {Zh: "申请待补正", En: "one thing of the claim is to be mended"},
		"claim_refused":  {Zh: "申请不予受理", En: "the claim was refused"},
		"review_upheld":  {Zh: "复核后维持原决定", En: "the review upheld the refusal"},
	},
}

func wordsOfNote(kind string) Name {
	for _, names := range noteWords {
		if n, ok := names[kind]; ok {
			return n
		}
	}
	return own(kind)
}

const notesAPage = 50

// Notes reads the messages of a view: whom to tell, what, since when.
func (o *Office) Notes(ctx context.Context, c Caller, view string, before int64) (v NotesPage, err error) {
	v.View = view
	err = o.read(ctx, c, party.MarkNote, func(s *store.Scope, _ party.Actor) (err error) {
		var rows []store.Note
		if view == NotesDone {
			rows, err = s.SentNotes(before, notesAPage+1)
		} else {
			rows, err = s.WaitingNotes(slices.Sorted(maps.Keys(noteWords[view])), before, notesAPage+1)
		}
		if err != nil {
			return err
		}
		if len(rows) > notesAPage {
			rows = rows[:notesAPage]
			v.Next = rows[notesAPage-1].ID
		}
		offices, err := s.Offices()
		if err != nil {
			return err
		}
		for i := range rows {
			x, err := noteView(s, &rows[i], offices)
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, x)
		}
		return nil
	})
	return v, err
}

func noteView(s *store.Scope, n *store.Note, offices []store.Office) (v NoteView, err error) {
	v = NoteView{ID: n.ID, Kind: n.Kind, Name: wordsOfNote(n.Kind), Sent: n.Sent, Tries: n.Tries, Last: n.Tried}
	if v.At, err = date.ParseInstant(n.At); err != nil {
		return v, err
	}
	var body struct{ Period, By string }
	if err := json.Unmarshal([]byte(n.Body), &body); err != nil {
		return v, err
	}
	if day, err := date.ParseDay(body.By); err == nil {
		v.By = &day
	}
	_, v.Family = noteWords[NotesToFamilies][n.Kind]
	if n.By != 0 {
		p, err := s.PersonByID(n.By)
		if err != nil {
			return v, err
		}
		v.Who = p.Name
	}
	var to func(*store.Office) bool
	switch n.Kind {
	case "list_ready", "month_short":
		to, err = v.ofHome(s, n.Subject, body.Period)
	case "complaint":
		to = func(of *store.Office) bool { return of.Kind == party.Bureau }
	case "list_due", "list_late", "pay_again", "list_sent_back":
		to, err = v.ofList(s, n.Subject)
	default:
		to, err = v.ofClaim(s, n)
	}
	for i := range offices {
		if err == nil && to(&offices[i]) && !offices[i].Ended {
			v.To = append(v.To, officeRow(offices[i]))
		}
	}
	return v, err
}

// ofHome is a message to a home about its list of a period.
func (v *NoteView) ofHome(s *store.Scope, home int64, period string) (func(*store.Office) bool, error) {
	p, err := settlement.ParsePeriod(period)
	if err != nil {
		return nil, err
	}
	v.About, v.Period = p.Zh(), p.String()
	list, err := s.StandingList(home, settlement.Local, period)
	v.Moot = list != 0
	return func(of *store.Office) bool { return of.Home == home }, err
}

// ofList is a message to whoever holds a list now.
func (v *NoteView) ofList(s *store.Scope, id int64) (func(*store.Office) bool, error) {
	l, err := readList(s, id)
	if err != nil {
		return nil, err
	}
	clocks, err := clocksOf(s)
	if err != nil {
		return nil, err
	}
	turn, err := clocks.held(s, l)
	v.About, v.List = l.Number, id
	if v.Kind == "list_sent_back" {
		standing, err := s.StandingList(l.Unit, l.Kind, l.Period)
		v.Moot = standing > id
		return func(of *store.Office) bool { return of.Home != 0 && of.Home == l.Unit || of.ID == l.Unit }, err
	}
	if v.Kind == "pay_again" {
		v.Moot = l.State != settlement.Returned
		return func(of *store.Office) bool { return of.Kind == party.Finance }, err
	}
	if turn == nil {
		v.Moot = true
		return func(*store.Office) bool { return false }, err
	}
	v.Moot = v.Kind == "list_due" && v.By != nil && turn.Due != *v.By || v.Kind == "list_late" && !turn.Late
	kind := map[settlement.Party]party.OfficeKind{settlement.ByBureau: party.Bureau, settlement.ByFinance: party.Finance}[turn.Party]
	return func(of *store.Office) bool {
		return of.Kind == kind || turn.Party == settlement.ByHome && of.Home == l.Unit
	}, err
}

// ofClaim is a message to the office that handles a claim.
func (v *NoteView) ofClaim(s *store.Scope, n *store.Note) (func(*store.Office) bool, error) {
	c, err := s.ClaimByID(n.Subject)
	if err != nil {
		return nil, err
	}
	v.About, v.Claim = claim.Slip(c.Slip).String(), c.ID
	v.Moot = c.CompletedDay != nil || c.State == claim.Withdrawn || c.State == claim.Refused
	switch v.Kind {
	case "claim_refused":
		v.Moot = c.State != claim.Refused
	case "review_upheld":
		v.Moot = false // the family is told, whatever came after
	case "review_late", "review_asked":
		open, err := openReviews(s)
		if err != nil {
			return nil, err
		}
		v.Moot = !slices.ContainsFunc(open, func(r store.ReviewRequest) bool { return r.Claim == c.ID })
	case "claim_returned":
		v.Moot = c.State != claim.Returned
	}
	return func(of *store.Office) bool { return of.ID == c.Office }, nil
}

// MarkNote says what came of passing a message on.
type MarkNote struct {
	Note    int64  `json:"note"`
	Outcome string `json:"outcome"` // sent, failed
}

var (
	badNoteOutcome = problem.Define("note.outcome", problem.Invalid,
		"请选择已通知或没有联系上", "say whether it was passed on", "请选择一项", "choose one of the two")
	noteSent = problem.Define("note.sent", problem.Conflict,
		"这条提醒已标记为通知到", "the message was passed on already", "请刷新后查看", "reload the page")
)

// MarkNote keeps that a message was passed on, or that nobody was reached.
func (o *Office) MarkNote(ctx context.Context, c Caller, req MarkNote) error {
	_, err := o.do(ctx, c, party.MarkNote, req, "", func(w *work) error {
		if req.Outcome != "sent" && req.Outcome != "failed" {
			return badNoteOutcome.With().At("outcome")
		}
		n, err := w.NoteByID(req.Note)
		if err != nil {
			return at("note", err)
		}
		if n.Sent != "" {
			return noteSent.With().At("note")
		}
		pos := w.Record("note", n.ID, sha("songbai-note 1\n"+req.Outcome))
		return w.Tx.MarkNote(&n, req.Outcome, pos)
	})
	return err
}
