package office

import (
	"cmp"
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// Inbox is what waits for the caller, what is due first standing first.
type Inbox struct {
	Today date.Day    `json:"today"`
	Pay   *date.Day   `json:"pay,omitempty"` // day by which last month's money must be there
	Left  int         `json:"left"`          // working days to it; negative when it has passed
	Tasks []InboxTask `json:"tasks"`
}

// InboxTask is one kind of thing that waits: how many, and the first of them.
type InboxTask struct {
	Kind  string      `json:"kind"`
	Zh    string      `json:"zh"`
	En    string      `json:"en"`
	Act   party.Act   `json:"act"`
	Count int         `json:"count"`
	Fen   int64       `json:"fen,omitempty"`
	Due   *date.Day   `json:"due,omitempty"` // of what is due first
	Left  int         `json:"left"`
	Items []InboxItem `json:"items,omitempty"`
}

// InboxItem is one list that waits.
type InboxItem struct {
	List   int64             `json:"list"`
	Number string            `json:"number"`
	Unit   string            `json:"unit"`
	Period settlement.Period `json:"period"`
	Lines  int               `json:"lines"`
	Waived money.Amount      `json:"waived_fen"`
	Note   Name              `json:"note,omitzero"`
	Due    *date.Day         `json:"due,omitempty"`
	Left   int               `json:"left"`
	Late   bool              `json:"late,omitempty"`
}

// inboxTasks names what can wait, in the order of the way to the money.
var inboxTasks = []struct {
	kind, zh, en string
	act          party.Act
}{
	{"review", "待审核的清册", "lists to review", party.CheckLine},
	{"seal", "待签意见盖章的清册和核定表", "lists and sheets to seal", party.SealList},
	{"examine", "待财政审核的清册和核定表", "lists and sheets to examine", party.ExamineList},
	{"approve", "待财政审定的清册和核定表", "lists and sheets to approve", party.ApproveList},
	{"countersign", "超过限额、待复审的清册", "lists beyond the limit to countersign", party.CountersignList},
	{"order", "待下达支付的清册和核定表", "lists and sheets to order", party.Order},
	{"result", "待导入银行结果的拨款", "payments without the bank's answer", party.ImportResult},
	{"reissue", "银行退回、待重新支付的款项", "returned lines to issue again", party.Reissue},
	{"determine", "待核定的异地火化申请", "out-of-area claims to determine", party.Determine},
	{"sheet", "已核定、待列入核定表的申请", "determined claims to be put in a sheet", party.OpenList},
	{"findings", "待处理的疑点", "findings to decide", party.ClearFinding},
	{"reviews", "申请复核的案件", "reviews that families asked for", party.Review},
	{"accounts", "待核准的账户更正", "corrected accounts to approve", party.CorrectAccountApprove},
	{"prices", "待核准的价目表", "price lists to approve", party.ApprovePriceList},
	{"values", "待核准的本地数值和账户", "local values and accounts to approve", party.ApproveLocalValue},
	{"policy", "待核准的政策版本", "policy versions to approve", party.ApprovePolicy},
	{"recoveries", "待追回的款项", "sums to come back", party.Recover},
}

// Inbox reads what waits for the caller's role.
func (o *Office) Inbox(ctx context.Context, c Caller) (v Inbox, err error) {
	err = o.read(ctx, c, party.ViewTasks, func(s *store.Scope, a party.Actor) error {
		in := &inbox{s: s, a: a, tasks: map[string]*InboxTask{}}
		for _, t := range inboxTasks {
			if party.Allowed(t.act, a) == nil {
				in.tasks[t.kind] = &InboxTask{Kind: t.kind, Zh: t.zh, En: t.en, Act: t.act, Left: noDue}
			}
		}
		if err := in.clock(&v); err != nil {
			return err
		}
		if err := in.lists(); err != nil {
			return err
		}
		if err := in.counts(); err != nil {
			return err
		}
		for _, t := range inboxTasks {
			if x := in.tasks[t.kind]; x != nil && x.Count > 0 {
				v.Tasks = append(v.Tasks, *x)
			}
		}
		slices.SortStableFunc(v.Tasks, func(a, b InboxTask) int { return cmp.Compare(a.Left, b.Left) })
		return nil
	})
	return v, err
}

// noDue is the days left of what has no day.
const noDue = 9999

// inbox is an inbox being filled.
type inbox struct {
	s     *store.Scope
	a     party.Actor
	cal   clocks
	fixes proposals // corrected accounts under way
	tasks map[string]*InboxTask
}

// clock says by when last month's money must be there.
func (in *inbox) clock(v *Inbox) (err error) {
	v.Today = in.s.Today()
	if in.cal, err = clocksOf(in.s); err != nil {
		return err
	}
	p, err := settlement.PeriodOf(settlement.Monthly, (v.Today.Month() - 1).First())
	if err != nil {
		return err
	}
	c, err := in.cal.of(p)
	if err != nil {
		return err
	}
	t := settlement.Holder(in.cal.cal, settlement.Local, settlement.Ordered, c, v.Today)
	v.Pay, v.Left = &c.Pay, t.Left
	return nil
}

// lists puts every standing list where it waits.
func (in *inbox) lists() error {
	rows, err := in.s.StandingLists()
	if err != nil {
		return err
	}
	if in.fixes, err = proposed(in.s); err != nil {
		return err
	}
	for i := range rows {
		p, err := settlement.ParsePeriod(rows[i].Period)
		if err != nil {
			return err
		}
		l := &openedList{rows[i], p}
		kinds, note, err := in.waits(l)
		if err != nil {
			return err
		}
		for _, k := range kinds {
			if t := in.tasks[k]; t != nil {
				if err := in.put(t, l, note); err != nil {
					return err
				}
			}
		}
	}
	for _, t := range in.tasks {
		slices.SortStableFunc(t.Items, func(a, b InboxItem) int { return cmp.Compare(a.Left, b.Left) })
	}
	return nil
}

// waits says for what a list waits.
func (in *inbox) waits(l *openedList) (kinds []string, note Name, err error) {
	switch l.State {
	case settlement.Submitted, settlement.Reviewing:
		t, _, err := tallyOf(in.s, l)
		if t.CanSeal() == nil {
			return []string{"seal"}, note, err
		}
		return []string{"review"}, tallyNote(t), err
	case settlement.Sealed:
		records, err := in.s.AuditOf(l.ID)
		for _, r := range records {
			if r.Act == string(party.ExamineList) {
				return []string{"approve"}, note, err
			}
		}
		return []string{"examine"}, note, err
	case settlement.Approved:
		_, first, done, needed, err := levelOf(in.s, l)
		if !needed || done {
			return []string{"order"}, note, err
		}
		if first == in.a.Person {
			return nil, note, err
		}
		return []string{"countersign"}, note, err
	case settlement.Ordered:
		return []string{"result"}, note, nil
	}
	r, err := in.fixes.returns(in.s, l)
	return []string{"reissue"}, r.words(), err
}

func tallyNote(t settlement.Tally) (note Name) {
	for _, x := range []struct {
		n  int
		st settlement.LineState
	}{{t.Unchecked, settlement.Unchecked}, {t.Queried, settlement.Queried}, {t.Answered, settlement.Answered}} {
		if x.n > 0 {
			if note.Zh != "" {
				note.Zh, note.En = note.Zh+"，", note.En+", "
			}
			note.Zh, note.En = note.Zh+x.st.Zh()+" "+idText(int64(x.n)), note.En+idText(int64(x.n))+" "+x.st.En()
		}
	}
	return note
}

// put adds a list to a task with its day.
func (in *inbox) put(t *InboxTask, l *openedList, note Name) error {
	name, err := unitName(in.s, l)
	if err != nil {
		return err
	}
	item := InboxItem{List: l.ID, Number: l.Number, Unit: name, Period: l.period, Lines: l.Lines, Waived: l.Waived, Note: note, Left: noDue}
	if l.SealedDigest != "" {
		item.Lines, item.Waived = l.SealedLines, l.Sealed
	}
	turn, err := in.cal.turn(in.s, l)
	if err != nil {
		return err
	}
	if turn != nil {
		due := turn.Due
		item.Due, item.Left, item.Late = &due, turn.Left, turn.Late
	}
	t.Count++
	t.Fen += int64(item.Waived)
	if item.Due != nil && item.Left < t.Left {
		t.Due, t.Left = item.Due, item.Left
	}
	t.Items = append(t.Items, item)
	return nil
}

// counts fills in what is counted and not told one by one.
func (in *inbox) counts() error {
	findings, proposals, err := in.s.CountOpen()
	if err != nil {
		return err
	}
	set := func(kind string, n int) {
		if t := in.tasks[kind]; t != nil {
			t.Count = n
		}
	}
	set("findings", findings)
	set("accounts", proposals[payeeProposal]+proposals[homeProposal])
	set("prices", proposals["price_list"])
	set("values", proposals["local_value"]+proposals["home_account"])
	set("policy", proposals["policy"])
	if in.tasks["determine"] != nil {
		n, err := in.s.CountState(claim.Forwarded)
		if err != nil {
			return err
		}
		set("determine", n)
	}
	if in.tasks["reviews"] != nil {
		n, first, err := in.s.CountReviews()
		if err != nil {
			return err
		}
		set("reviews", n)
		if t := in.tasks["reviews"]; n > 0 {
			due, err := date.ParseDay(first)
			if err != nil {
				return err
			}
			t.Due, t.Left = &due, in.cal.cal.Left(due, in.s.Today())
		}
	}
	if t := in.tasks["sheet"]; t != nil {
		rows, err := in.s.ReadySince(in.a.Office, settlement.Reimbursement, sheetsFrom(in.s.Today()))
		if err != nil {
			return err
		}
		for _, r := range rows {
			t.Count += r.Lines
			t.Fen += int64(r.Waived)
		}
	}
	if t := in.tasks["recoveries"]; t != nil {
		d, err := in.s.OpenRecoveries()
		if err != nil {
			return err
		}
		t.Count, t.Fen = d.Count, int64(d.Fen)
	}
	return nil
}

// sheetsFrom is the day from which determined claims are looked for that no sheet
// holds yet; none waits for more than a year.
func sheetsFrom(today date.Day) string { return (today - 400).String() }

// wholeCountyAs is wholeCounty for reads that ask who the reader is.
func (o *Office) wholeCountyAs(ctx context.Context, c Caller, f func(s *store.Scope, a party.Actor) error) error {
	return o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := party.May(party.View, a, party.Object{}); err != nil {
			return err
		}
		return f(s, a)
	})
}
