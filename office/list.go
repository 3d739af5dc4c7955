package office

import (
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// ListRef names the list or sheet an act is about.
type ListRef struct {
	List int64 `json:"list"`
}

// ListMoved is the answer of an act on a list.
type ListMoved struct {
	List    int64        `json:"list"`
	Number  string       `json:"number"`
	Round   int          `json:"round"`
	State   string       `json:"state"`
	StateZh string       `json:"state_zh"`
	Lines   int          `json:"lines"`                // that stand in it now, or that the act marked
	Waived  money.Amount `json:"waived_fen,omitempty"` // their sum; 0 when the act marked several or sent all back
	Doubted int          `json:"doubted,omitempty"`    // lines not passed with the rest, as their claims have findings open or confirmed
	Digest  string       `json:"digest"`               // of the submitted or sealed text, or of what was marked
	Alarms  []Alarm      `json:"alarms,omitempty"`
}

// Alarm is a budget that is near its end, exhausted or overrun.
type Alarm struct {
	Fund  string       `json:"fund"`
	Level string       `json:"level"`
	Year  int          `json:"year"`
	Alarm ledger.Alarm `json:"alarm"`
	Left  money.Amount `json:"left_fen"`
}

// openedList is a list opened for an act.
type openedList struct {
	store.List
	period settlement.Period
}

func moved(l *openedList, lines int, waived money.Amount, digest string) ListMoved {
	return ListMoved{List: l.ID, Number: l.Number, Round: l.Round, State: string(l.State), StateZh: l.State.Zh(), Lines: lines, Waived: waived, Digest: digest}
}

// list opens a list for this act: it lies within the actor's reach, no claim in
// it is the actor's own case or a declared relative's.
func (w *work) list(id int64) (*openedList, error) {
	l, err := readList(&w.Tx.Scope, id)
	if err != nil {
		return nil, err
	}
	if err := party.May(w.act, w.actor, l.object()); err != nil {
		return nil, err
	}
	if w.actor.Person == 0 {
		return l, nil
	}
	own, relative, err := w.InterestedInList(w.actor.Person, id)
	if err != nil {
		return nil, err
	}
	return l, party.NoInterest(own, relative)
}

func readList(s *store.Scope, id int64) (*openedList, error) {
	row, err := s.ListByID(id)
	if err != nil {
		return nil, err
	}
	p, err := settlement.ParsePeriod(row.Period)
	return &openedList{row, p}, err
}

// object says where the list belongs: a home's list to its home.
func (l *openedList) object() party.Object {
	if l.Kind == settlement.Local {
		return party.Object{Home: l.Unit}
	}
	return party.Object{}
}

// home gives the row id of the home of a home's list, 0 for a sheet.
func (l *openedList) home() int64 {
	if l.Kind == settlement.Local {
		return l.Unit
	}
	return 0
}

func (l *openedList) header(county string) settlement.Header {
	h := settlement.Header{County: county, Home: l.home(), Kind: l.Kind, Period: l.period, Round: l.Round, List: l.ID}
	if l.Kind == settlement.Reimbursement {
		h.Office = l.Unit
	}
	return h
}

// route gives a route whose claims the list holds: the move table treats all
// routes of one kind of list alike.
func (l *openedList) route() claim.Route {
	if l.Kind == settlement.Reimbursement {
		return claim.Reimbursement
	}
	return claim.Waiver
}

// step gives the state that an act of the list table leads to, and asks the
// move table of claims whether this kind of office takes the act on claims that
// stand at from.
func (w *work) step(l *openedList, a settlement.Act, from claim.State) (settlement.State, error) {
	to, err := settlement.Next(l.State, a)
	if err != nil {
		return to, err
	}
	return to, w.byOffice(l.route(), from)
}

func (w *work) byOffice(r claim.Route, from claim.State) error {
	m, err := claim.MoveOf(r, from, w.act)
	if err != nil {
		return err
	}
	return m.DoneBy(w.actor.OfficeKind)
}

// seat gives the actor the part that this act fills in the list, and checks that
// every part before it is held, by other people (INV-14).
func (w *work) seat(l *openedList) error {
	part, ok := party.PartOf(w.act)
	if !ok || w.actor.Person == 0 {
		return nil
	}
	if err := w.Seat(l.ID, w.actor.Person, part); err != nil {
		return err
	}
	seats, err := w.Seats(l.ID)
	if err != nil {
		return err
	}
	return party.Filled(seats, part)
}

// listRef begins a ledger reference to a list.
func (w *work) listRef(l *openedList) ledger.Ref {
	r := w.ref()
	r.List, r.Payee = l.ID, l.home()
	return r
}

// post writes an entry that a constructor of ledger made.
func (w *work) post(e ledger.Entry, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return w.PutEntry(&e, string(w.act))
}

// listText is the canonical text whose digest an audit record of a list carries:
//
//	songbai-list-act 1
//	county, list, act, submitted (digest), sealed (digest or empty), then the
//	act's own lines
func (w *work) listText(l *openedList, extra ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "songbai-list-act 1\ncounty=%d\nlist=%d\nact=%s\nsubmitted=%s\nsealed=%s\n", w.County, l.ID, w.act, l.SubmittedDigest, l.SealedDigest)
	for _, x := range extra {
		b.WriteString(x + "\n")
	}
	return b.String()
}

// record writes the one audit record of an act on a list and gives its digest.
func (w *work) record(l *openedList, extra ...string) string {
	d := sha(w.listText(l, extra...))
	w.Record("list", l.ID, d)
	return d
}

// nextOpen gives the first period after p for which the unit has no standing list.
func nextOpen(s *store.Scope, unit int64, kind settlement.Kind, p settlement.Period) (settlement.Period, error) {
	for {
		p = p.Next()
		taken, err := s.PeriodTaken(unit, string(kind), p.String())
		if err != nil || !taken {
			return p, err
		}
	}
}

var (
	listStands = problem.Define("list.stands", problem.Conflict,
		"%[1]s的清册已经报送", "the list of %[1]s was submitted already",
		"请继续办理已报送的清册；如需重报，先由民政局退回", "go on with it; to submit again, have it sent back first")
	nothingReady = problem.Define("list.empty", problem.Conflict,
		"%[1]s没有已办结、待列入清册的申请", "no completed claim waits for the list of %[1]s",
		"请先办结本期申请", "complete the claims of the period first")
	tooEarly = problem.Define("list.early", problem.Conflict,
		"%[1]s尚未结束，现在不能报送", "%[1]s is not over yet; its list cannot be submitted",
		"请在结算期结束后报送，以免当期余下的申请落到下一期", "submit after the period, so that its other claims are not left to the next")
	notTheSame = problem.Define("list.totals", problem.Internal,
		"清册合计两次计算不一致，已停止办理", "the two computations of the list's totals differ; the act was stopped",
		"请核验数据后再办理", "verify the data first")
	noWords = problem.Define("list.words", problem.Invalid,
		"缺少文字说明", "words are missing", "请写明意见、疑问或原因", "write the opinion, question or reason")
	noUnit = problem.Define("list.unit", problem.Invalid,
		"没有指明殡仪馆或民政局", "no home or bureau is named", "请在相应机构内办理", "do it from the office concerned")
)

// ended refuses the list of a period that is not over; a sheet may be made on
// its own day.
func ended(p settlement.Period, today date.Day) error {
	if today > p.Last() || p.Cycle() == settlement.Daily && today == p.First() {
		return nil
	}
	return tooEarly.With(p.Zh()).At("period")
}

// standsAt gives where the claims of a list stand, for the move table of claims:
// a list under review counts as listed, whatever the marks on its lines.
func standsAt(l *openedList) claim.State {
	switch l.State {
	case settlement.Submitted, settlement.Reviewing:
		if l.Kind == settlement.Reimbursement {
			return claim.Determined
		}
		return claim.Listed
	case settlement.Returned:
		return claim.BankReturned
	}
	return claim.State(l.State)
}
