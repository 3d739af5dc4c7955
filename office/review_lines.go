package office

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// LineQuery asks for lines of a list under review.
type LineQuery struct {
	List  int64
	State settlement.LineState
	Class string
	Town  string // prefix of the area code
	Least money.Amount
	Most  money.Amount
	Find  string // a whole slip number, or the whole name of the deceased
	Look  bool   // only lines with a finding, a sign or a note
	First bool   // those first; After is then below zero while they last
	After int    // number of the line before the page
	Limit int    // 1 … 200; 0 takes 50
}

// ReviewLine is a line as a reviewer reads it.
type ReviewLine struct {
	LineView
	Findings int      `json:"findings"` // of the claim, open or confirmed
	Signs    []Saying `json:"signs,omitempty"`
	Notes    []Saying `json:"notes,omitempty"` // what the home was shown before it submitted (Anomaly); they do not keep a line from a bulk pass
	Clean    bool     `json:"clean"`           // no finding and no sign: what a bulk pass takes, while it has no mark
	Acts     []string `json:"acts"`            // what the reader may do with the line now
}

// Saying is something said in both languages.
type Saying struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// LinePage is a page of lines; Next is the After of the page that follows, 0 at
// the end.
type LinePage struct {
	Lines []ReviewLine `json:"lines"`
	Next  int          `json:"next,omitempty"`
}

// ReviewLines reads a page of a list's lines with what a reviewer wants to know
// of each.
func (o *Office) ReviewLines(ctx context.Context, c Caller, q LineQuery) (out LinePage, err error) {
	if q.Limit <= 0 || q.Limit > 200 {
		q.Limit = 50
	}
	err = o.onList(ctx, c, q.List, func(s *store.Scope, a party.Actor, l *openedList) error {
		f, err := q.filter(s)
		if err != nil {
			return err
		}
		rows, err := q.page(s, l, f, &out.Next)
		if err != nil {
			return err
		}
		var marks []store.MarkRow
		if len(rows) > 0 {
			low, high := rows[0].Seq, rows[0].Seq
			for i := range rows {
				low, high = min(low, rows[i].Seq), max(high, rows[i].Seq)
			}
			if marks, err = s.MarksBetween(l.ID, low, high); err != nil {
				return err
			}
		}
		for i := range rows {
			v, err := reviewLine(s, l, &rows[i], a, marks)
			if err != nil {
				return err
			}
			out.Lines = append(out.Lines, v)
		}
		return nil
	})
	return out, err
}

// page reads one page of lines and says where the next begins. With First the
// lines to be looked at come before the others: their numbers stand below zero.
func (q *LineQuery) page(s *store.Scope, l *openedList, f store.LineFilter, next *int) ([]store.Reviewed, error) {
	if !q.First || f.Look {
		rows, err := s.ReviewLines(&l.List, signsFrom(l), f, max(q.After, 0), q.Limit+1)
		if len(rows) > q.Limit {
			rows = rows[:q.Limit]
			*next = rows[q.Limit-1].Seq
		}
		return rows, err
	}
	var rows []store.Reviewed
	var err error
	if q.After <= 0 {
		f.Look = true
		if rows, err = s.ReviewLines(&l.List, signsFrom(l), f, -q.After, q.Limit+1); err != nil {
			return nil, err
		}
		if len(rows) > q.Limit {
			rows = rows[:q.Limit]
			*next = -rows[q.Limit-1].Seq
			return rows, nil
		}
	}
	f.Look, f.Plain = false, true
	room := q.Limit - len(rows)
	more, err := s.ReviewLines(&l.List, signsFrom(l), f, max(q.After, 0), room+1)
	switch {
	case len(more) <= room:
		return append(rows, more...), err
	case room == 0: // the page ends where the others begin
		*next = -rows[len(rows)-1].Seq
		return rows, err
	}
	*next = more[room-1].Seq
	return append(rows, more[:room]...), err
}

// onList reads a list within the caller's reach.
func (o *Office) onList(ctx context.Context, c Caller, id int64, f func(s *store.Scope, a party.Actor, l *openedList) error) error {
	return o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		l, err := readList(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, l.object()); err != nil {
			return err
		}
		return f(s, a, l)
	})
}

// filter brings the question to the store's form; a slip or name that nobody
// has gives no line.
func (q *LineQuery) filter(s *store.Scope) (store.LineFilter, error) {
	f := store.LineFilter{State: q.State, Class: q.Class, Town: q.Town, Least: q.Least, Most: q.Most, Look: q.Look}
	if strings.TrimSpace(q.Find) == "" {
		return f, nil
	}
	by, value := "name", ident.SearchForm(q.Find)
	if slip, err := claim.ReadSlip(q.Find); err == nil {
		by, value = "slip", string(slip)
	}
	ids, err := s.FindClaims(by, value)
	f.Claim = append([]int64{}, ids...)
	return f, err
}

// lineActs are the acts on one line with the mark that each sets.
var lineActs = []struct {
	act  party.Act
	mark settlement.Mark
}{
	{party.CheckLine, settlement.MarkPass}, {party.QueryLine, settlement.MarkQuery}, {party.StrikeLine, settlement.MarkStrike}, {party.AnswerQuery, settlement.MarkAnswer},
}

func reviewLine(s *store.Scope, l *openedList, r *store.Reviewed, a party.Actor, marks []store.MarkRow) (ReviewLine, error) {
	lv, err := viewOfLine(s, l, &r.LineRow, marks)
	v := ReviewLine{LineView: lv, Findings: r.Findings, Clean: r.Findings+r.Signs == 0}
	for _, x := range settlement.Signs(r.Signs) {
		v.Signs = append(v.Signs, Saying{string(x), x.Zh(), x.En()})
	}
	for _, x := range anomaliesOf(&store.ReadyRow{Cremation: r.Claim.Cremation, Completed: r.Claim.CompletedDay, Death: r.Claim.Death, Above: r.Above > 0, Late: r.Late > 0}, l.period) {
		if l.Kind == settlement.Local {
			v.Notes = append(v.Notes, Saying{string(x), x.Zh(), x.En()})
		}
	}
	_, open := settlement.Next(l.State, settlement.Review)
	for _, x := range lineActs {
		_, next := settlement.NextMark(v.Line, x.mark)
		if next == nil && open == nil && party.May(x.act, a, l.object()) == nil && (l.Kind == settlement.Local || x.act == party.StrikeLine) {
			v.Acts = append(v.Acts, string(x.act))
		}
	}
	return v, err
}

// LineAt is one line with its neighbours under the same filter.
type LineAt struct {
	Line ReviewLine `json:"line"`
	Prev int        `json:"prev,omitempty"` // 0: none
	Next int        `json:"next,omitempty"`
}

// ReviewLine reads one line of a list with the line before and after it that the
// same question would show, in the order of the list, for going through it line by line.
func (o *Office) ReviewLine(ctx context.Context, c Caller, q LineQuery, seq int) (out LineAt, err error) {
	err = o.onList(ctx, c, q.List, func(s *store.Scope, a party.Actor, l *openedList) error {
		first := signsFrom(l)
		rows, err := s.ReviewLines(&l.List, first, store.LineFilter{}, seq-1, 1)
		if err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].Seq != seq {
			_, err := s.LineBySeq(l.ID, seq)
			return err
		}
		marks, err := s.MarksOf(l.ID, seq)
		if err != nil {
			return err
		}
		if out.Line, err = reviewLine(s, l, &rows[0], a, marks); err != nil {
			return err
		}
		if err := markedBy(s, l, a, out.Line.Marks); err != nil {
			return err
		}
		f, err := q.filter(s)
		if err != nil {
			return err
		}
		if out.Prev, err = q.before(s, l, f, &rows[0]); err != nil {
			return err
		}
		out.Next, err = q.following(s, l, f, &rows[0])
		return err
	})
	return out, err
}

// following gives the number of the line that the list shows after one, 0 at the end.
func (q LineQuery) following(s *store.Scope, l *openedList, f store.LineFilter, r *store.Reviewed) (int, error) {
	q.Limit, q.After = 1, r.Seq
	if q.First && r.Look() {
		q.After = -r.Seq
	}
	var more int
	rows, err := q.page(s, l, f, &more)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Seq, nil
}

// before gives the number of the line that the list shows before one, 0 at its head.
func (q LineQuery) before(s *store.Scope, l *openedList, f store.LineFilter, r *store.Reviewed) (int, error) {
	first := signsFrom(l)
	if !q.First || q.Look {
		return s.LineBefore(&l.List, first, f, r.Seq)
	}
	f.Look, f.Plain = r.Look(), !r.Look()
	n, err := s.LineBefore(&l.List, first, f, r.Seq)
	if err != nil || n != 0 || r.Look() {
		return n, err
	}
	f.Look, f.Plain = true, false // the last of those that come first
	return s.LineBefore(&l.List, first, f, l.Lines+1)
}

// PassClean passes every line that has no mark and is clean: no finding of its
// claim is open or confirmed, and no sign is on it (settlement.Sign). The audit
// record's text names the lines.
func (o *Office) PassClean(ctx context.Context, c Caller, req ListRef) (ListMoved, error) {
	return o.passAll(ctx, c, req, struct {
		ListRef
		Clean bool
	}{req, true}, bulkWord+"clean", (*store.Tx).PassClean)
}

// signsFrom gives the day before which a cremation is told as earlier than its
// list; a sheet has no such day.
func signsFrom(l *openedList) string {
	if l.Kind == settlement.Reimbursement {
		return ""
	}
	return l.period.First().String()
}

// runs writes ascending numbers as ranges: "1-16,18".
func runs(n []int) string {
	var parts []string
	for i := 0; i < len(n); {
		j := i
		for j+1 < len(n) && n[j+1] == n[j]+1 {
			j++
		}
		if i == j {
			parts = append(parts, strconv.Itoa(n[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", n[i], n[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ",")
}
