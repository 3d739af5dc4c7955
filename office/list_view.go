package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// ListView is a list or sheet as an office reads it.
type ListView struct {
	List      int64             `json:"list"`
	Kind      settlement.Kind   `json:"kind"`
	KindZh    string            `json:"kind_zh"`
	Unit      int64             `json:"unit"` // home, or the bureau's office
	UnitName  string            `json:"unit_name"`
	Period    settlement.Period `json:"period"`
	Round     int               `json:"round"`
	Number    string            `json:"number"`
	State     settlement.State  `json:"state"`
	StateZh   string            `json:"state_zh"`
	Lines     int               `json:"lines"`
	Charged   money.Amount      `json:"charged_fen"`
	Waived    money.Amount      `json:"waived_fen"`
	Submitted Seal              `json:"submitted"`
	Sealed    *SealedView       `json:"sealed,omitempty"`
	Approved  string            `json:"approved_at,omitempty"`
	Void      string            `json:"void_reason,omitempty"`
	Tally     settlement.Tally  `json:"tally"`
	Doubted   int               `json:"doubted,omitempty"` // unchecked lines whose claims have findings open or confirmed
	Out       money.Amount      `json:"out_fen"`           // of the lines struck, or struck at sealing because no answer came
	Turn      *TurnView         `json:"turn,omitempty"`    // who holds it; absent when nobody does or no clock is set
	Seats     []party.Seat      `json:"seats"`
	Orders    []OrderView       `json:"orders,omitempty"`
	Acts      []string          `json:"acts"` // acts on the whole list that the reader may do now
}

// Seal is a fixed text: when it was fixed, its digest, the audit record that
// fixed it.
type Seal struct {
	At       string `json:"at"`
	Digest   string `json:"digest"`
	Position int64  `json:"audit_pos"`
	Hash     string `json:"audit_hash"`
}

// SealedView is what sealing fixed.
type SealedView struct {
	Seal
	Lines   int          `json:"lines"`
	Charged money.Amount `json:"charged_fen"`
	Waived  money.Amount `json:"waived_fen"`
	Opinion string       `json:"opinion"`
}

// TurnView says who holds a list and how many working days are left.
type TurnView struct {
	Party settlement.Party `json:"party"`
	Zh    string           `json:"party_zh"`
	Await settlement.Act   `json:"await"`
	Does  string           `json:"await_zh"`
	Due   date.Day         `json:"due"` // 0 where the plan sets no day: a determination sheet
	Left  int              `json:"left"`
	Late  bool             `json:"late"`
	Pay   date.Day         `json:"pay"` // last day by which the money must be there
}

// ListView reads one list.
func (o *Office) ListView(ctx context.Context, c Caller, id int64) (ListView, error) {
	var v ListView
	err := o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		l, err := readList(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, l.object()); err != nil {
			return err
		}
		v, err = viewOfList(s, l, a)
		return err
	})
	return v, err
}

// Lists lists the lists within the caller's reach, newest first, each in full.
func (o *Office) Lists(ctx context.Context, c Caller, f store.ListFilter) (out []ListView, err error) {
	err = o.eachList(ctx, c, f, func(s *store.Scope, a party.Actor, _ *clocks, l *openedList) error {
		v, err := viewOfList(s, l, a)
		out = append(out, v)
		return err
	})
	return out, err
}

// ListIndex lists the lists within the caller's reach, newest first, without what
// only the page of one list shows: people, marks, orders, positions in the chain.
func (o *Office) ListIndex(ctx context.Context, c Caller, f store.ListFilter) (out []ListView, err error) {
	names := map[int64]string{}
	err = o.eachList(ctx, c, f, func(s *store.Scope, a party.Actor, k *clocks, l *openedList) error {
		v, err := rowOfList(s, k, l, names)
		out = append(out, v)
		return err
	})
	return out, err
}

// rowOfList is a row of a list of lists; names keeps the names of units.
func rowOfList(s *store.Scope, k *clocks, l *openedList, names map[int64]string) (v ListView, err error) {
	v = headOfList(l)
	if v.UnitName = names[l.Unit]; v.UnitName == "" {
		if v.UnitName, err = unitName(s, l); err != nil {
			return v, err
		}
		names[l.Unit] = v.UnitName
	}
	v.Turn, err = k.held(s, l)
	return v, err
}

// eachList reads the lists within the caller's reach.
func (o *Office) eachList(ctx context.Context, c Caller, f store.ListFilter, fn func(*store.Scope, party.Actor, *clocks, *openedList) error) error {
	return o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if reach, _ := party.ReachOf(party.View, a.Role); reach == party.OwnHome {
			f.Kind, f.Unit = settlement.Local, a.Home
		} else if reach != party.WholeCounty {
			return nil
		}
		rows, err := s.Lists(f)
		if err != nil {
			return err
		}
		k, err := clocksOf(s)
		if err != nil {
			return err
		}
		for i := range rows {
			p, err := settlement.ParsePeriod(rows[i].Period)
			if err != nil {
				return err
			}
			if err := fn(s, a, &k, &openedList{rows[i], p}); err != nil {
				return err
			}
		}
		return nil
	})
}

// headOfList is what the row of a list says.
func headOfList(l *openedList) ListView {
	v := ListView{List: l.ID, Kind: l.Kind, KindZh: l.Kind.Zh(), Unit: l.Unit, Period: l.period, Round: l.Round, Number: l.Number, State: l.State, StateZh: l.State.Zh(),
		Lines: l.Lines, Charged: l.Charged, Waived: l.Waived, Approved: l.ApprovedAt, Void: l.VoidReason, Submitted: Seal{At: l.SubmittedAt, Digest: l.SubmittedDigest}}
	if l.SealedDigest != "" {
		v.Sealed = &SealedView{Seal: Seal{At: l.SealedAt, Digest: l.SealedDigest}, Lines: l.SealedLines, Charged: l.SealedCharged, Waived: l.Sealed}
	}
	return v
}

func viewOfList(s *store.Scope, l *openedList, a party.Actor) (v ListView, err error) {
	v = ListView{List: l.ID, Kind: l.Kind, KindZh: l.Kind.Zh(), Unit: l.Unit, Period: l.period, Round: l.Round, Number: l.Number, State: l.State, StateZh: l.State.Zh(),
		Lines: l.Lines, Charged: l.Charged, Waived: l.Waived, Approved: l.ApprovedAt, Void: l.VoidReason, Acts: listActs(l, a)}
	if v.UnitName, err = unitName(s, l); err != nil {
		return v, err
	}
	if err = viewSeals(s, l, &v); err != nil {
		return v, err
	}
	if v.Tally, v.Out, err = tallyOf(s, l); err != nil {
		return v, err
	}
	if v.Tally.Unchecked > 0 {
		if v.Doubted, err = s.Doubted(l.ID); err != nil {
			return v, err
		}
	}
	if v.Seats, err = s.Seats(l.ID); err != nil {
		return v, err
	}
	if v.Turn, err = turnOf(s, l); err != nil {
		return v, err
	}
	orders, err := s.OrdersOf(l.ID)
	for i := range orders {
		v.Orders = append(v.Orders, briefOrder(&orders[i]))
	}
	return v, err
}

func unitName(s *store.Scope, l *openedList) (string, error) {
	if l.Kind == settlement.Local {
		h, err := s.HomeByID(l.Unit)
		return h.Name, err
	}
	of, err := s.OfficeByID(l.Unit)
	return of.Name, err
}

// viewSeals reads both fixed texts with the audit records that fixed them.
func viewSeals(s *store.Scope, l *openedList, v *ListView) error {
	v.Submitted = Seal{At: l.SubmittedAt, Digest: l.SubmittedDigest}
	if l.SealedDigest != "" {
		v.Sealed = &SealedView{Seal: Seal{At: l.SealedAt, Digest: l.SealedDigest}, Lines: l.SealedLines, Charged: l.SealedCharged, Waived: l.Sealed}
		var err error
		if v.Sealed.Opinion, err = s.Opinion(l.ID); err != nil {
			return err
		}
	}
	records, err := s.AuditOf(l.ID)
	for _, r := range records {
		switch party.Act(r.Act) {
		case party.SubmitList, party.OpenList:
			v.Submitted.Position, v.Submitted.Hash = r.Pos, r.Hash
		case party.SealList:
			if v.Sealed != nil {
				v.Sealed.Position, v.Sealed.Hash = r.Pos, r.Hash
			}
		}
	}
	return err
}

// tallyOf counts the lines by where they stand under review, and adds up what
// those waive that will not stay.
func tallyOf(s *store.Scope, l *openedList) (t settlement.Tally, out money.Amount, err error) {
	if t.Unchecked, err = s.Unmarked(l.ID); err != nil {
		return t, 0, err
	}
	if l.Kind == settlement.Reimbursement { // reviewed when they were determined
		t.Unchecked, t.Passed = 0, t.Unchecked
	}
	err = s.EachMarkedOtherwise(l.ID, func(x *store.Line) error {
		t.Count(x.State)
		if x.State == settlement.Struck || x.State == settlement.Queried {
			out += x.Waived
		}
		return nil
	})
	t.Passed += l.Lines - t.Lines()
	return t, out, err
}

// turnOf says who holds a list.
func turnOf(s *store.Scope, l *openedList) (*TurnView, error) {
	c, err := clocksOf(s)
	if err != nil {
		return nil, err
	}
	return c.held(s, l)
}

// listActs lists the acts on the whole list that the actor may do now.
func listActs(l *openedList, a party.Actor) (out []string) {
	at := standsAt(l)
	acts := []party.Act{party.CheckLine, party.SendBack, party.SealList, party.ExamineList, party.ApproveList, party.Order, party.MakeFile, party.ImportResult, party.Reissue}
	for _, act := range acts {
		from := at
		if act == party.SealList && l.State == settlement.Reviewing && l.Kind == settlement.Local {
			from = claim.Checked
		}
		m, err := claim.MoveOf(l.route(), from, act)
		if err == nil && m.DoneBy(a.OfficeKind) == nil && party.May(act, a, l.object()) == nil {
			out = append(out, string(act))
		}
	}
	return out
}

// LineView is a line of a list; the deceased's name is masked.
type LineView struct {
	Seq     int                  `json:"seq"`
	Claim   int64                `json:"claim"`
	Slip    string               `json:"slip"`
	Name    string               `json:"name"`
	Route   string               `json:"route"`
	Class   string               `json:"class"`
	Town    string               `json:"town"`
	Charged money.Amount         `json:"charged_fen"`
	Waived  money.Amount         `json:"waived_fen"`
	Family  money.Amount         `json:"family_fen"`
	Line    settlement.LineState `json:"line"`
	LineZh  string               `json:"line_zh"`
	Struck  settlement.Reason    `json:"struck,omitempty"`
	Out     bool                 `json:"out,omitempty"` // no longer in the list: struck, voided or reversed
	Marks   []MarkView           `json:"marks,omitempty"`
}

// MarkView is one mark of a line with its words.
type MarkView struct {
	Mark   settlement.Mark   `json:"mark"`
	Code   settlement.Reason `json:"code,omitempty"`
	Note   string            `json:"note,omitempty"`
	Person int64             `json:"person"`
	Name   string            `json:"name,omitempty"` // of who set it, for those who may know (of one line)
	At     string            `json:"at"`
	Open   []string          `json:"open,omitempty"` // a pass: items of the check list that were not ticked (of one line)
	Bulk   string            `json:"bulk,omitempty"` // a pass with others: clean, rest (of one line)
}

// LineViews reads lines of a list after a number, at most limit (1 … 500).
func (o *Office) LineViews(ctx context.Context, c Caller, list int64, after, limit int) (out []LineView, err error) {
	if limit <= 0 || limit > 500 {
		limit = 100
	}
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		l, err := readList(s, list)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, l.object()); err != nil {
			return err
		}
		rows, err := s.LineRows(list, after, limit)
		if err != nil {
			return err
		}
		var marks []store.MarkRow
		if len(rows) > 0 {
			if marks, err = s.MarksBetween(list, rows[0].Seq, rows[len(rows)-1].Seq); err != nil {
				return err
			}
		}
		for i := range rows {
			v, err := viewOfLine(s, l, &rows[i], marks)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

func viewOfLine(s *store.Scope, l *openedList, r *store.LineRow, marks []store.MarkRow) (LineView, error) {
	v := LineView{Seq: r.Seq, Claim: r.Line.Claim, Slip: claim.Slip(r.Claim.Slip).String(), Route: r.Line.Route, Class: r.Claim.Class, Town: r.Claim.Town,
		Charged: r.Charged, Waived: r.Waived, Family: r.Family, Out: r.Released, Line: settlement.Unchecked}
	if l.Kind == settlement.Reimbursement {
		v.Line = settlement.Passed
	}
	for _, m := range marks {
		if m.Seq != v.Seq {
			continue
		}
		v.Marks = append(v.Marks, MarkView{Mark: m.Mark, Code: m.Code, Note: m.Note, Person: m.Person, At: m.At})
		next, err := settlement.NextMark(v.Line, m.Mark)
		if err != nil {
			return v, err
		}
		v.Line = next
		if m.Mark == settlement.MarkStrike {
			v.Struck = m.Code
		}
	}
	v.LineZh = v.Line.Zh()
	p, err := s.Private(r.Line.Claim, r.PrivateN)
	v.Name = ident.MaskName(p.Get("deceased.name"))
	return v, err
}
